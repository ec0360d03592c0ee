"""The Sync page and its cards: what waits, what was sent, and registering this computer."""
