"""The people of this computer, and how they stand to the list of their institution."""
