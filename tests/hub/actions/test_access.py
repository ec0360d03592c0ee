"""The key list follows what a change makes of a hub, and waits where its clock is doubted."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.hubs import new_database
from ujuzi.domain.authority import Act
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.credentials import keys
from ujuzi.hub.store import settings

NOW = 1_800_000_000_000


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """What an operator has of a hub that issued by a key alone, before it had an address."""
    database = new_database("sqlite", tmp_path)
    hub = Hub(database, lambda: NOW)
    with database.writing() as connection:
        keys.prepare(connection, hub.identity, NOW)
        settings.put(connection, settings.ADDRESS, b"https://hub.example")
    return Access(database, now=hub.now)


def hosts(access: Access) -> set[str]:
    with access.reading(Act.READ_TREE) as scope:
        listed = keys.current_list(scope.connection)
    return {did for key in listed.keys for did in key.dids}


def test_a_hub_that_has_an_address_now_issues_as_its_host(access: Access) -> None:
    assert hosts(access) == set()
    with access.writing(Act.KEEP_HUB) as scope:
        access.refresh_keys(scope)
    assert hosts(access) == {"did:web:hub.example"}


def test_a_doubted_clock_hinders_no_change(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubted(*_: object) -> None:
        raise RefusedError(Code.CLOCK_DOUBTED, "The clock of this hub is doubted.")

    monkeypatch.setattr(keys, "refresh", doubted)
    with access.writing(Act.KEEP_HUB) as scope:
        access.refresh_keys(scope)
    assert hosts(access) == set()
