"""Charts painted by Qt itself, each with its numbers in words for the eye and a screen reader."""
