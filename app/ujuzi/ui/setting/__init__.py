"""The cards of the settings page, one file each: a card says what is wished, the page asks."""
