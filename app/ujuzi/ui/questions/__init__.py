"""The questions of a quiz, one file an interaction, drawn by Qt widgets."""
