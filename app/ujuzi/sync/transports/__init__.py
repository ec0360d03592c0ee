"""Ways to a hub: one Protocol, HTTP, and memory for tests."""
