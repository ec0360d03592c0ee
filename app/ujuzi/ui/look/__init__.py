"""Colours, sizes, fonts, icons, language, and how amounts and lessons look."""
