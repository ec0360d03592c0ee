"""A relay has the hub's word only where a person gave it, and all its campus hears when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest

from helpers.awards import ROSTER
from helpers.hubs import CAMPUS, NOW, Computer, new_database
from helpers.offices import appoint
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Actor, Role
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import computers, coordinators, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.people import relays
from ujuzi.wire import messages
from ujuzi.wire.grants import LIFE_MILLISECONDS
from ujuzi.wire.messages import Succession
from ujuzi.wire.relay import REQUEST_CONTEXT, RelayRecord, RelayRequest, read_record

DAY = 24 * 3600 * 1000
CERTIFICATE = bytes(range(32))


class Clock:
    now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Hub]:
    opened = Hub(new_database(request.param, tmp_path), clock)
    yield opened
    opened.database.close()


@pytest.fixture
def computer(hub: Hub) -> Computer:
    made = Computer(hub)
    hub.register(made.enrolment())
    return made


def ask(hub: Hub, computer: Computer, certificate: bytes = CERTIFICATE) -> RelayRecord:
    asked = RelayRequest(1, computer.device, certificate)
    wire = hub.relay(messages.sign(asked, REQUEST_CONTEXT, computer.key))
    return read_record(wire, hub.identity.signing_key.public)


def published(hub: Hub, computer: Computer) -> RelayRecord:
    with hub.database.reading() as connection:
        stream = feed.campus_stream("unz", CAMPUS)
        payload = feed.published(connection, stream, "relay", computer.device)
    assert payload is not None
    return read_record(payload, hub.identity.signing_key.public)


def code(hub: Hub, computer: Computer) -> str:
    with pytest.raises(RefusedError) as refused:
        ask(hub, computer)
    return str(refused.value.code)


def succeeded(hub: Hub, computer: Computer) -> Computer:
    """Let a computer take a new identity."""
    later = copy(computer)
    later.device, later.key = "e" * 16, PublisherKey.generate()
    raw = later.key.public.raw
    asked = Succession(messages.VERSION, computer.device, later.device, raw, bytes(32))
    hub.succeed(messages.sign(asked, messages.SUCCESSION_CONTEXT, computer.key))
    return later


def test_a_computer_that_nobody_permitted_gets_no_record(hub: Hub, computer: Computer) -> None:
    assert code(hub, computer) == "relay-unknown"


def test_one_that_a_coordinator_permitted_gets_it_and_its_campus_is_told(
    hub: Hub, computer: Computer, clock: Clock
) -> None:
    coordinator = Access(hub.database, Actor(Role.COORDINATOR, CAMPUS), clock)
    computers.permit_relay(coordinator, computer.device)

    record = ask(hub, computer)

    assert (record.device, record.campus, record.number) == (computer.device, CAMPUS, 1)
    assert record.certificate == CERTIFICATE
    assert record.until == NOW + relays.LIFE_MILLISECONDS
    assert published(hub, computer) == record


def test_asking_again_changes_nothing_until_it_has_run_for_a_month(
    hub: Hub, computer: Computer, clock: Clock
) -> None:
    computers.permit_relay(Access(hub.database, now=clock), computer.device)
    first = ask(hub, computer)
    clock.now += 29 * DAY
    assert ask(hub, computer) == first
    clock.now += 2 * DAY
    later = ask(hub, computer)
    assert (later.number, later.until) == (2, clock.now + relays.LIFE_MILLISECONDS)


def test_another_certificate_takes_the_place_of_the_one_before(
    hub: Hub, computer: Computer, clock: Clock
) -> None:
    computers.permit_relay(Access(hub.database, now=clock), computer.device)
    ask(hub, computer)
    assert ask(hub, computer, bytes(32)).number == 2
    assert published(hub, computer).certificate == bytes(32)


@pytest.mark.parametrize("how", ["ended", "retired", "stolen"])
def test_one_that_may_no_more_gets_a_last_record_that_names_none(
    hub: Hub, computer: Computer, clock: Clock, how: str
) -> None:
    access = Access(hub.database, now=clock)
    computers.permit_relay(access, computer.device)
    ask(hub, computer)
    if how == "ended":
        computers.end_relay(access, computer.device)
    else:
        computers.revoke(access, computer.device, how)

    last = published(hub, computer)

    assert (last.certificate, last.number) == (b"", 2)
    assert code(hub, computer) == {"stolen": "device-stolen"}.get(how, "relay-unknown")


def test_a_revoked_computer_is_permitted_nothing(
    hub: Hub, computer: Computer, clock: Clock
) -> None:
    access = Access(hub.database, now=clock)
    computers.revoke(access, computer.device, "retired")
    with pytest.raises(RefusedError, match="revoked"):
        computers.permit_relay(access, computer.device)


def test_nobody_asks_in_another_s_name(hub: Hub, computer: Computer, clock: Clock) -> None:
    computers.permit_relay(Access(hub.database, now=clock), computer.device)
    asked = RelayRequest(1, computer.device, CERTIFICATE)
    wire = messages.sign(asked, REQUEST_CONTEXT, PublisherKey.generate())
    with pytest.raises(RefusedError) as refused:
        hub.relay(wire)
    assert refused.value.code == "signature-wrong"


def appointed(hub: Hub, computer: Computer, seed: int = 1) -> str:
    """Make Ada coordinator, who asks from a computer; return her grant."""
    return appoint(hub, seed=seed, device=computer.device).grant


@pytest.fixture
def roster(hub: Hub, clock: Clock) -> Access:
    access = Access(hub.database, now=clock)
    people.import_roster(access, ROSTER.encode())
    return access


def test_her_grant_permits_the_computer_that_she_asked_from(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    appointed(hub, computer)
    assert ask(hub, computer).number == 1


def test_it_does_so_while_it_is_in_force(
    hub: Hub, computer: Computer, roster: Access, clock: Clock
) -> None:
    appointed(hub, computer)
    ask(hub, computer)
    clock.now += LIFE_MILLISECONDS + 1
    assert code(hub, computer) == "relay-unknown"


@pytest.mark.parametrize("how", ["left", "distrusted", "elsewhere"])
def test_the_permit_of_a_dismissed_coordinator_ends_and_her_campus_is_told(
    hub: Hub, computer: Computer, roster: Access, how: str
) -> None:
    grant = appointed(hub, computer)
    ask(hub, computer)
    if how == "elsewhere":
        people.erase(roster, "unz", "P1", keeps_certificates=False)
    else:
        coordinators.revoke(roster, grant, how)

    last = published(hub, computer)

    assert (last.certificate, last.number) == (b"", 2)
    assert code(hub, computer) == "relay-unknown"


def test_her_new_grant_goes_on_without_a_last_record(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    appointed(hub, computer)
    record = ask(hub, computer)
    appointed(hub, computer, seed=2)
    assert published(hub, computer) == record == ask(hub, computer)


def test_what_a_person_permitted_does_not_end_with_a_grant(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    computers.permit_relay(roster, computer.device)
    coordinators.revoke(roster, appointed(hub, computer), "left")
    assert ask(hub, computer).number == 1
    later = appointed(hub, computer, seed=2)
    computers.permit_relay(roster, computer.device)
    coordinators.revoke(roster, later, "left")
    assert ask(hub, computer).number == 1


def test_what_a_person_ended_is_not_permitted_by_the_grant_that_is(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    appointed(hub, computer)
    computers.end_relay(roster, computer.device)
    assert code(hub, computer) == "relay-unknown"


def test_a_grant_permits_no_computer_of_another_campus_nor_one_that_is_revoked(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    elsewhere = Computer(hub, "bobo-main", device="e" * 16)
    hub.register(elsewhere.enrolment())
    appointed(hub, elsewhere)
    assert code(hub, elsewhere) == "relay-unknown"
    computers.revoke(roster, computer.device, "retired")
    appointed(hub, computer, seed=2)
    assert code(hub, computer) == "relay-unknown"
    appoint(hub, seed=3, device="no such\0")


@pytest.mark.parametrize("by_grant", [False, True])
def test_a_computer_that_took_a_new_identity_keeps_its_permit_and_loses_it_the_same_way(
    hub: Hub, computer: Computer, roster: Access, *, by_grant: bool
) -> None:
    grant = appointed(hub, computer) if by_grant else ""
    if not by_grant:
        computers.permit_relay(roster, computer.device)
    ask(hub, computer)

    later = succeeded(hub, computer)

    assert (ask(hub, later).device, ask(hub, later).number) == (later.device, 1)
    if by_grant:
        coordinators.revoke(roster, grant, "left")
    else:
        computers.revoke(roster, computer.device, "retired")
    assert published(hub, later).certificate == b""
    assert code(hub, later) == "relay-unknown"


def test_whose_permit_has_ended_passes_none_on(
    hub: Hub, computer: Computer, roster: Access
) -> None:
    computers.permit_relay(roster, computer.device)
    ask(hub, computer)
    computers.end_relay(roster, computer.device)
    assert code(hub, succeeded(hub, computer)) == "relay-unknown"
