"""The hub's keys, and the list that says whose they are."""

from __future__ import annotations

from ujuzi.credentials.key_list import KeyList, Root
from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.credentials import keys, status_lists


def public_keys(access: Access) -> dict[str, str]:
    """Return the hub's public keys, for whoever seals something for it."""
    access.check(Act.READ_TREE)
    return access.identity.public_keys


def rotate(access: Access) -> bool:
    """Make a new issuing key; return whether it is in use already."""
    identity = access.identity
    with access.writing(Act.KEEP_HUB) as scope:
        return keys.rotate(scope.connection, identity, scope.now)


def draft(access: Access, root: Root | None) -> bytes:
    """Return the next key list, unsigned, under a new root where there is one."""
    identity = access.identity
    with access.reading(Act.KEEP_HUB) as scope:
        return keys.draft(scope.connection, identity, root, scope.now)


def import_list(access: Access, data: bytes) -> KeyList:
    """Take a signed key list into use; raises RefusedError."""
    with access.writing(Act.KEEP_HUB) as scope:
        return keys.import_list(scope.connection, data)


def trust_file(access: Access) -> bytes:
    """Return the list of issuers and revocations, with which anybody can check a certificate."""
    access.check(Act.READ_TREE)
    status_lists.freshen(access.database, access.now())
    with access.reading(Act.READ_TREE) as scope:
        return keys.trust_file(scope.connection)
