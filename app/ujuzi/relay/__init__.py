"""The collection point of a campus, in a process of its own: holds unopened, carries, brings back.

Computers of a lab come over the LAN (`application`), and the window that opened it asks over
loopback (`window`). What they leave lies in a SQLite file of its own (`store.held_file`), sealed as
it came: the relay has no key but that of its TLS. It says *held*; only the hub's receipts, which it
passes on, say *landed*.
"""
