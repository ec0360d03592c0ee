"""The tree: secretariat > national centre > institution > campus."""

from __future__ import annotations

from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.people import organisations
from ujuzi.hub.people.organisations import Organisation

KINDS = tuple(organisations.PARENT_KIND)


def add(access: Access, id_: str, kind: str, name: str, parent: str | None) -> None:
    """Add an organisation under its parent; raises RefusedError."""
    with access.writing(Act.SHAPE_TREE) as scope:
        organisations.add(scope.connection, id_, kind, name, parent)
        access.refresh_keys(scope)


def listed(access: Access) -> list[Organisation]:
    """Return the organisations, each after the one above it."""
    with access.reading(Act.READ_TREE) as scope:
        return organisations.listed(scope)


def rename(access: Access, id_: str, name: str) -> None:
    """Give an organisation another name; raises RefusedError."""
    with access.writing(Act.SHAPE_TREE) as scope:
        organisations.rename(scope.connection, id_, name)
        access.refresh_keys(scope)


def show(access: Access, id_: str, url: str, image: str) -> None:
    """Let what an organisation issues bear its web page and its picture; raises RefusedError."""
    with access.writing(Act.SHAPE_TREE) as scope:
        organisations.show(scope.connection, id_, url, image)


def move(access: Access, id_: str, parent: str) -> None:
    """Move an organisation under another parent; raises RefusedError."""
    with access.writing(Act.SHAPE_TREE) as scope:
        organisations.move(scope.connection, id_, parent)
