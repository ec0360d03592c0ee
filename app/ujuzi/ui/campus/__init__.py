"""The campus wing: what a coordinator collects, carries and looks after; for nobody else to see.

It is imported when somebody enters it who may. What lies in a folder is held here: only the hub's
receipt says that something has arrived.
"""
