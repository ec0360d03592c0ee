"""What travels between computers and hub, pure: batches, messages, documents, sealing, limits.

By folder and relay too: a batch in its envelope, bundles of those, and what is carried for others.

Used by the hub and the desktop alike. It reads no file, no clock and no socket.
"""
