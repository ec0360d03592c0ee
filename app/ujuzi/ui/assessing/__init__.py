"""Assessments that count: what stands on their page, and the sheets of a sitting."""
