"""The central server: batches land here exactly once, and documents go out. Knows no Qt."""

DATABASE_VARIABLE = "UJUZI_HUB_DATABASE"
"""The environment variable that names the hub's database."""
