"""What travels between computers and hub, pure: batches, messages, documents, sealing, limits.

Used by the hub and the desktop alike. It reads no file, no clock and no socket.
"""
