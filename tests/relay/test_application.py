"""Computers reach a relay over its own TLS, its window over loopback with its token alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import urllib3

from helpers.by_folder import study
from helpers.hubs import new_database
from helpers.relays import TOKEN, RelayedCampus, served
from helpers.stations import NOW
from ujuzi.credentials import tls
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.sync import relaying
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire.relay_window import TakeAsk

pytestmark = pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay")
    yield made
    made.db.close()
    hub.database.close()


def test_a_window_opens_takes_and_brings_over_loopback(campus: RelayedCampus) -> None:
    lab, at = campus.labs[0], campus.coordinator
    with served(campus) as (port, window_port):
        lan = HttpTransport(f"https://127.0.0.1:{port}", tls.fingerprint(campus.pem))
        window = HttpTransport(f"http://127.0.0.1:{window_port}", token=TOKEN)
        relaying.open_for(at.on_store, window)
        study(lab, 5)
        campus.come(lab, lan)
        taken = relaying.take(at.on_store, window, TakeAsk(), at.clock)
        assert taken.found.events == 5
        campus.carry()
        assert relaying.bring(at.on_store, window) >= 1
        assert campus.come(lab, lan).landed == 5
        (came,) = relaying.standing(window).visitors
        assert (came.device, came.known) == (lab.device, True)
        lan.close()
        window.close()


@pytest.mark.parametrize("path", ["campus", "bring", "take", "standing"])
@pytest.mark.parametrize("token", ["", "x" * 64])
def test_nobody_else_speaks_for_the_window(campus: RelayedCampus, path: str, token: str) -> None:
    with served(campus) as (port, window_port):
        window = HttpTransport(f"http://127.0.0.1:{window_port}", token=token)
        with pytest.raises(WorldError) as refused:
            window.post(path, b"")
        assert refused.value.code == "not-a-hub"
        window.close()
        lan = HttpTransport(f"https://127.0.0.1:{port}", tls.fingerprint(campus.pem), TOKEN)
        with pytest.raises(WorldError):
            lan.post(path, b"")
        lan.close()


def test_who_shows_another_certificate_is_not_spoken_to(campus: RelayedCampus) -> None:
    study(campus.labs[0], 5)
    with served(campus) as (port, _):
        lan = HttpTransport(f"https://127.0.0.1:{port}", bytes(32))
        with pytest.raises(WorldError) as refused:
            campus.come(campus.labs[0], lan)
        assert refused.value.code == "certificate-wrong"
        lan.close()


def test_a_pack_that_broke_off_goes_on_where_it_was(campus: RelayedCampus) -> None:
    content = bytes(range(256)) * 1000
    packs = campus.folder / "packs"
    packs.mkdir()
    (packs / "course.ujuzi").write_bytes(content)
    urllib3.disable_warnings()
    with served(campus) as (port, _):
        address = f"https://127.0.0.1:{port}/packs/course.ujuzi"
        first = requests.get(address, verify=False, timeout=10, headers={"Range": "bytes=0-999"})
        rest = requests.get(
            address,
            verify=False,
            timeout=10,
            headers={"Range": "bytes=1000-", "If-Range": first.headers["ETag"]},
        )
        other = requests.get(f"{address[:-6]}.txt", verify=False, timeout=10)
    assert (first.status_code, rest.status_code, other.status_code) == (206, 206, 403)
    assert hashlib.sha256(first.content + rest.content).digest() == hashlib.sha256(content).digest()
