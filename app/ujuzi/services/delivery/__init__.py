"""Bringing what was recorded to the hub, and what the hub published here."""
