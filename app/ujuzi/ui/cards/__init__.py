"""Cards that places share: a grid of them, and one that asks for a setting."""
