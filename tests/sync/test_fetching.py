"""A course from a relay goes on where it broke off, and is whole or has no name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.hubs import new_database
from helpers.relays import RelayedCampus, served
from helpers.stations import NOW
from ujuzi.credentials import tls
from ujuzi.errors import RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.sync import fetching
from ujuzi.sync.transports.relay import RelayTransport
from ujuzi.wire.relay import ServedPack

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def lan(tmp_path: Path) -> Iterator[RelayTransport]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    campus = RelayedCampus(hub, tmp_path / "relay")
    packs = campus.folder / "packs"
    packs.mkdir()
    (packs / "sums.ujuzi").write_bytes(CONTENT)
    with served(campus) as (port, _):
        transport = RelayTransport(f"https://127.0.0.1:{port}", tls.fingerprint(campus.pem))
        yield transport
        transport.close()
    campus.db.close()
    hub.database.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


class StoppedError(Exception):
    """The link broke."""


def test_a_course_is_listed_taken_and_taken_once(lan: RelayTransport, home: Path) -> None:
    (pack,) = fetching.listed(lan)
    assert pack == ServedPack("sums.ujuzi", len(CONTENT), hashlib.sha256(CONTENT).digest())
    told: list[int] = []
    file = fetching.fetch(lan, pack, home, lambda done, _all: told.append(done))
    assert file.read_bytes() == CONTENT
    assert told[-1] == len(CONTENT)
    told.clear()
    assert fetching.fetch(lan, pack, home, lambda done, _all: told.append(done)) == file
    assert told == []
    assert [each.name for each in home.iterdir()] == ["sums.ujuzi"]


def test_what_broke_off_goes_on_where_it_was(lan: RelayTransport, home: Path) -> None:
    (pack,) = fetching.listed(lan)

    def stop(done: int, _all: int) -> None:
        if done > 100_000:
            raise StoppedError

    with pytest.raises(StoppedError):
        fetching.fetch(lan, pack, home, stop)
    assert not (home / "sums.ujuzi").exists()
    told: list[int] = []
    file = fetching.fetch(lan, pack, home, lambda done, _all: told.append(done))
    assert told[0] > 100_000
    assert file.read_bytes() == CONTENT


@pytest.mark.parametrize("begun", [b"others", CONTENT + b"more", bytes(len(CONTENT))])
def test_what_others_began_is_found_out_and_taken_anew(
    lan: RelayTransport, home: Path, begun: bytes
) -> None:
    (pack,) = fetching.listed(lan)
    (home / f"{pack.digest.hex()}.part").write_bytes(begun)
    if len(begun) != len(CONTENT) + len(b"more"):  # what is too long is not begun with
        with pytest.raises(RefusedError) as refused:
            fetching.fetch(lan, pack, home)
        assert refused.value.code == "pack-tampered"
    fetching.fetch(lan, pack, home)
    assert (home / "sums.ujuzi").read_bytes() == CONTENT


def test_bytes_that_are_others_than_was_told_get_no_name(lan: RelayTransport, home: Path) -> None:
    (pack,) = fetching.listed(lan)
    with pytest.raises(RefusedError) as refused:
        fetching.fetch(lan, replace(pack, digest=bytes(32)), home)
    assert refused.value.code == "pack-tampered"
    assert list(home.iterdir()) == []
    with pytest.raises(WorldError) as gone:
        fetching.fetch(lan, replace(pack, size=pack.size + 1), home)
    assert gone.value.code == "relay-unreachable"
    assert not (home / "sums.ujuzi").exists()


def test_what_is_not_there_is_told(lan: RelayTransport, home: Path) -> None:
    (pack,) = fetching.listed(lan)
    with pytest.raises(RefusedError) as refused:
        fetching.fetch(lan, replace(pack, name="none.ujuzi"), home)
    assert refused.value.code == "not-a-pack"


@pytest.mark.parametrize("name", ["../a.ujuzi", "a/b.ujuzi", ".ujuzi", "a.zip", "c:\\a.ujuzi"])
def test_no_hostile_name_is_a_file_s(name: str) -> None:
    assert fetching.NAME.fullmatch(name) is None
