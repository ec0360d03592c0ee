"""The device's only SQL: one SQLite file, an append-only event log and what is folded from it."""
