"""Assessments that count: their page, and the sheets of a sitting."""
