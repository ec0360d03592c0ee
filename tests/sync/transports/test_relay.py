"""What answers at an address is a relay by the hub's record alone, and by the certificate in it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from helpers import tls as certificates
from helpers.by_folder import study
from helpers.hubs import new_database, serving
from helpers.relays import RelayedCampus, served
from helpers.stations import NOW
from ujuzi.credentials import tls
from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.sync import fetching, visiting
from ujuzi.sync.transports import relay as relays
from ujuzi.sync.transports.session import HubSession
from ujuzi.sync.visiting import RelayVisit
from ujuzi.wire import messages, relay


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay")
    yield made
    made.db.close()
    hub.database.close()


def visit(campus: RelayedCampus, address: str) -> RelayVisit:
    lab = campus.labs[0]
    return visiting.visit_at(lab.on_store, lab.keys, address, lambda: lab.clock)


def visit_and_list(campus: RelayedCampus, address: str) -> None:
    visit(campus, address)
    transport, _ = visiting.connected(campus.labs[0].on_store, address)
    try:
        fetching.listed(transport)
    finally:
        transport.close()


def code(campus: RelayedCampus, address: str) -> str:
    with pytest.raises(UjuziError) as error:
        visit(campus, address)
    return str(error.value.code)


def test_a_typed_address_is_enough_where_the_hub_vouches_for_what_answers(
    campus: RelayedCampus,
) -> None:
    study(campus.labs[0], 4)
    with served(campus) as (port, _):
        assert visit(campus, f"127.0.0.1:{port}").holds == 4
        assert visit(campus, f" https://127.0.0.1:{port}/ ").holds == 4


def test_where_nobody_answers_it_is_told(campus: RelayedCampus) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert code(campus, f"127.0.0.1:{port}") == "relay-unreachable"


@pytest.mark.parametrize("at", ["record", "visit", "packs"])
def test_a_relay_that_goes_meanwhile_is_told_as_one_that_does_not_answer(
    campus: RelayedCampus, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    request = HubSession.request

    def broken(session: HubSession, method: str, url: str, **how: Any) -> Any:
        if url.endswith(f"/{at}"):
            raise ConnectionResetError
        return request(session, method, url, **how)

    monkeypatch.setattr(HubSession, "request", broken)
    with served(campus) as (port, _), pytest.raises(WorldError) as error:
        visit_and_list(campus, f"127.0.0.1:{port}")
    assert error.value.code is Code.RELAY_UNREACHABLE
    assert error.value.facts["address"] == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    "typed",
    ["", "two words", "ftp://host", "host:99999", "host/path", "[::", "x" * 64, "a..b", "\udcff"],
)
def test_what_is_no_address_is_told(campus: RelayedCampus, typed: str) -> None:
    assert code(campus, typed) == "address-wrong"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10.0.0.5", ("10.0.0.5", relays.PORT)),
        ("https://10.0.0.5:9000/", ("10.0.0.5", 9000)),
        ("[fd00::5]:9000", ("fd00::5", 9000)),
        ("fd00::5", ("fd00::5", relays.PORT)),
        ("lab-server", ("lab-server", relays.PORT)),
    ],
)
def test_an_address_is_read_as_it_is_typed(typed: str, meant: tuple[str, int]) -> None:
    assert relays.split(typed) == meant


@pytest.mark.parametrize("host", ["10.0.0.5", "fd00::5", "lab-server"])
@pytest.mark.parametrize("port", [relays.PORT, 9000])
def test_an_address_that_is_said_is_read_again(host: str, port: int) -> None:
    assert relays.split(relays.written(host, port)) == (host, port)


def test_another_server_is_told_nothing_and_believed_nothing(
    campus: RelayedCampus, tmp_path: Path
) -> None:
    study(campus.labs[0], 4)
    with serving(campus.hub, certificates.certificate(tmp_path)) as port:
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"
    with serving(campus.hub) as port:
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"


def test_who_shows_the_record_of_another_is_no_relay(campus: RelayedCampus) -> None:
    (campus.folder / "tls.pem").write_bytes(tls.new_certificate())
    with served(campus) as (port, _):
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"


def test_a_record_of_another_hub_makes_no_relay(campus: RelayedCampus) -> None:
    other = PublisherKey.generate()
    hub = PublicKey(campus.hub.identity.signing_key.public.raw)
    record = relay.read_record(campus.relay.record(), hub)
    campus.relay._record = messages.sign(record, relay.RECORD_CONTEXT, other)
    with served(campus) as (port, _):
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"


@pytest.mark.parametrize("how", ["campus", "until"])
def test_a_record_for_elsewhere_or_that_has_run_out_is_not_believed(
    campus: RelayedCampus, how: str
) -> None:
    lab = campus.labs[0]
    lab.exchange(campus.road)
    key = campus.hub.identity.signing_key
    record = relay.read_record(campus.relay.record(), key.public)
    wrong = replace(record, campus="bobo") if how == "campus" else replace(record, until=NOW - 1)
    campus.relay._record = messages.sign(wrong, relay.RECORD_CONTEXT, key)
    with served(campus) as (port, _):
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"


def test_a_relay_that_was_ended_is_not_believed_by_who_has_heard_that(
    campus: RelayedCampus,
) -> None:
    lab = campus.labs[0]
    computers.end_relay(Access(campus.hub.database, now=campus.hub.now), campus.coordinator.device)
    with served(campus) as (port, _):
        visit(campus, f"127.0.0.1:{port}")
        lab.exchange(campus.road)
        assert inbox.find(lab.db, "relay", campus.coordinator.device) is not None
        assert code(campus, f"127.0.0.1:{port}") == "relay-foreign"


def test_a_document_that_no_hub_signed_hinders_nobody_silently(campus: RelayedCampus) -> None:
    lab = campus.labs[0]
    made_up = InboxDocument(3, "relay", campus.coordinator.device, 9, b"made up")
    with lab.db.atomic():
        inbox.put(lab.db, made_up)
    key = campus.hub.identity.signing_key
    record = relay.read_record(campus.relay.record(), key.public)
    with pytest.raises(RefusedError):
        visiting.check(lab.db, record)
