"""Courses: those that are here, adding one, its contents, and search."""
