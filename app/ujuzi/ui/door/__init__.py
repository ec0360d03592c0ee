"""The door: the steps of a first start and the panels of signing in, one file each.

A step asks one thing and keeps what was typed; a panel is told what to show. None asks a service:
`first_start` and `sign_in` do.
"""
