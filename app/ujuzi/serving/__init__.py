"""The HTTP side of the wire, knowing no database: who may keep a server waiting."""
