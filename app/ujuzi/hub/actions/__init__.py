"""What people ask of a hub and decide there, each act once, for commands and for pages to come.

Every function here takes an `Access`: who does it, at which hub. It opens a `Scope` for her and her
act (`hub.store.scope`), which asks the table of `domain.authority` and bounds what is seen and
changed to her part of the tree; does what is decided in that one transaction; and after its commit
what has to follow, once. What a decision changes stands in the rooms below: the same may come in a
batch one day, signed by a coordinator.
"""
