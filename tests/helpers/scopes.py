"""Scopes and accesses for tests that ask a hub as its operator, or as somebody else."""

from __future__ import annotations

from sqlalchemy import Connection

from helpers.hubs import NOW
from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import OPERATOR, Access
from ujuzi.hub.app import Hub
from ujuzi.hub.store.scope import Scope


def whole(connection: Connection, institution: str = "", now: int = NOW) -> Scope:
    """Return what an operator may touch, in a transaction that is open: everything."""
    return Scope(connection, OPERATOR, Act.KEEP_HUB, now, institution=institution)


def operator(hub: Hub) -> Access:
    """Return a hub as its operator uses it, by the hub's clock."""
    return Access(hub.database, now=hub.now)
