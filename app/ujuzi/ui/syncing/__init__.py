"""The parts of the Sync page, and the words for how the exchange stands."""
