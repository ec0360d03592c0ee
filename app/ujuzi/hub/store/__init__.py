"""The hub's tables, migrations and settings, its clock, and the key that wraps its keys."""
