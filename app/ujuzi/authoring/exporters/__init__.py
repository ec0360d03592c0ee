"""Item banks in other formats.

An exporter writes what the other format can say, and lists by file, line and reason what it cannot.
"""
