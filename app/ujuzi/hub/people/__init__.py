"""The tree of organisations, people of rosters, computers, and who sits where."""
