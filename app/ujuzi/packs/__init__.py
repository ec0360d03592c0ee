"""Courses as signed files: read a course folder, build a pack, verify one, install it.

Verify, then unpack; the caller then registers. Knows no learner and no database.
"""
