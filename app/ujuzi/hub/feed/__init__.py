"""What goes down: documents by stream, and those that are written out when they are read."""
