"""Courses and what a learner does in them: reading, notes, practice, self-assessment."""
