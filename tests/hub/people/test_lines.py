"""Who follows whom: what a successor inherits, copies of one disk, and a thief's family."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.hubs import CAMPUS, NOW, Computer, address, new_database
from ujuzi.domain.event import (
    Body,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    Origin,
    ProfileCreated,
)
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.people import lines, registration
from ujuzi.wire import batch, messages
from ujuzi.wire.messages import Document, Enrolment, Succession, Welcome

ADA = "a" * 32
DAY = 24 * 3600 * 1000
NOTE = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="note-canary")


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, time: Time) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: time.now)
    database.close()


class Disk(Computer):
    """An identity of a computer: it tells, and names who follows it."""

    def __init__(self, hub: Hub, number: int, *formers: str, follows: Disk | None = None) -> None:
        self._formers = formers
        self._follows = follows
        self._told = 0
        self._digest = batch.NOTHING_BEFORE
        super().__init__(hub, device=f"{number:016x}", name=f"PC-{number}")

    def register(self, campus: str) -> None:
        former = self._follows
        if former is None:
            super().register(campus)
            return
        asked = (messages.VERSION, former.device, self.device, self.key.public.raw, bytes(32))
        context = messages.SUCCESSION_CONTEXT
        answer = self.hub.succeed(messages.sign(Succession(*asked), context, former.key))
        self.welcome = messages.read(answer, Welcome)

    def enrolment(self) -> bytes:
        asked = Enrolment(
            *(messages.VERSION, self.code, self.device, self.name),
            *(self.key.public.raw, bytes(32), self._formers),
        )
        return messages.sign(asked, messages.ENROLMENT_CONTEXT, self.key)

    def names(self, number: int) -> Disk:
        """Name a successor, and return it."""
        return Disk(self.hub, number, follows=self)

    def tell(self, *bodies: Body, origin: tuple[str, int] | None = None) -> list[Document]:
        """Send what was recorded, and return what comes down."""
        wires = []
        for body in bodies:
            self._told += 1
            made = Event(
                *(DeviceId(self.device), self._told, self._told, LearnerId(ADA)),
                *(Milliseconds(NOW), body),
                origin and Origin(DeviceId(origin[0]), origin[1]),
            )
            cut = batch.cut([made], self._digest, self.key)
            self._digest = cut.digest
            wires.append(cut.wire)
        return list(self.exchange(*wires).documents)

    def has_notes(self) -> bool:
        return any(b"note-canary" in document.payload for document in self.tell())


def made_with_a_note(hub: Hub) -> Disk:
    first = Disk(hub, 1)
    first.tell(ProfileCreated(name="Ada", role="teacher", language="en"), NOTE)
    return first


def standing(hub: Hub, disk: Disk) -> str:
    with hub.database.reading() as connection:
        query = f"SELECT standing FROM seats WHERE device = '{disk.device}'"
        row = connection.exec_driver_sql(query).first()
    return row[0] if row else ""


def revoke(hub: Hub, disk: Disk, reason: str = registration.STOLEN) -> list[str]:
    with hub.database.writing() as connection:
        return registration.revoke(connection, disk.device, reason)


def revoked(hub: Hub, disk: Disk) -> str | None:
    with hub.database.reading() as connection:
        return registration.find(connection, disk.device).revoked


def test_seats_pass_to_who_follows_alone(hub: Hub) -> None:
    second = made_with_a_note(hub).names(2)
    assert second.has_notes()
    assert second.names(3).has_notes()


def test_a_profile_that_the_former_made_and_never_told_is_made_where_it_is_told(hub: Hub) -> None:
    first = Disk(hub, 1)
    first.tell(Enrolled(course="c"))
    second = first.names(2)
    second.tell(Enrolled(course="c"))
    assert standing(hub, second) == "claimed"

    made = ProfileCreated(name="Ada", role="teacher", language="en")
    second.tell(made, origin=(first.device, 9))
    assert standing(hub, second) == "proven"


def test_once_the_former_speaks_both_are_copies(hub: Hub) -> None:
    first = made_with_a_note(hub)
    second = first.names(2)
    third = second.names(3)

    first.tell()

    assert not second.has_notes()
    assert not third.has_notes()
    assert standing(hub, first) == "proven"
    with hub.database.reading() as connection:
        copies = lines.copies(connection)
    assert copies == {first.device: [second.device], second.device: [third.device]}


def test_of_two_successors_neither_inherits_and_devices_says_so(hub: Hub) -> None:
    first = made_with_a_note(hub)
    second, third, fourth = (first.names(number) for number in (2, 3, 4))

    assert {standing(hub, each) for each in (second, third, fourth)} == {"claimed"}
    assert not any(each.has_notes() for each in (second, third, fourth))
    said = CliRunner().invoke(main, ["--database", address(hub.database), "devices"])
    assert "3 computers are copies of PC-1" in said.output
    assert f"follows {first.device}" in said.output


def test_what_is_proven_by_itself_stays_so_among_copies(hub: Hub) -> None:
    first = made_with_a_note(hub)
    second = first.names(2)
    run = CliRunner().invoke
    asked = ("people", "confirm", "unz", ADA, second.device)
    assert run(main, ["--database", address(hub.database), *asked]).exit_code == 0

    first.tell()

    assert second.has_notes()


# A thief's family


def test_revoking_a_stolen_computer_covers_whom_it_named(hub: Hub) -> None:
    first = made_with_a_note(hub)
    stolen = first.names(2)
    named = stolen.names(3)
    last = named.names(4)

    taken = revoke(hub, stolen)

    assert set(taken) == {each.device for each in (first, stolen, named, last)}
    for each in (stolen, named, last):
        with pytest.raises(RefusedError, match="stolen"):
            each.tell()
    with pytest.raises(RefusedError):
        first.names(5)  # its key lay on the disk that was stolen
    said = CliRunner().invoke(main, ["--database", address(hub.database), "devices"])
    assert f"stolen, with {stolen.device}" in said.output


def test_a_living_copy_goes_on_but_what_it_names_wants_a_person(hub: Hub) -> None:
    first = made_with_a_note(hub)
    stolen = first.names(2)
    first.tell(Enrolled(course="c"))

    assert first.device not in revoke(hub, stolen)
    first.tell(Enrolled(course="d"))
    with pytest.raises(RefusedError) as refused:
        first.names(3)
    assert refused.value.code == "succession-waits"


def test_later_successors_of_whom_a_stolen_computer_followed_are_covered(hub: Hub) -> None:
    first = made_with_a_note(hub)
    stolen = first.names(2)
    first.tell()
    later = first.names(3)
    assert later.device in revoke(hub, stolen)
    assert revoked(hub, later) == registration.STOLEN


def test_reinstating_lets_the_family_be_heard_and_begins_with_claimed_seats(hub: Hub) -> None:
    first = made_with_a_note(hub)
    second = first.names(2)
    revoke(hub, second)
    with hub.database.writing() as connection:
        back = registration.reinstate(connection, second.device)

    assert set(back) == {first.device, second.device}
    assert not second.has_notes()
    assert standing(hub, second) == "claimed"


def test_retiring_takes_the_successors_along_and_what_they_send_lands(hub: Hub) -> None:
    first = made_with_a_note(hub)
    second = first.names(2)
    assert set(revoke(hub, first, registration.RETIRED)) == {first.device, second.device}
    second.tell(Enrolled(course="z"))
    assert not second.has_notes()


def test_many_successors_in_a_day_want_a_person_and_nothing_is_lost(hub: Hub) -> None:
    disk = made_with_a_note(hub)
    for number in range(2, 2 + registration.MOST_SUCCESSORS_A_DAY):
        disk = disk.names(number)
    with pytest.raises(RefusedError) as refused:
        disk.names(90)
    assert refused.value.code == "succession-waits"

    run, told = CliRunner().invoke, ["--database", address(hub.database)]
    waiting = run(main, [*told, "admit"]).output
    assert waiting.startswith(f"{90:016x}\t{disk.device}\t")
    assert "1 successors wait" in run(main, [*told, "devices"]).output
    assert run(main, [*told, "admit", f"{90:016x}"]).exit_code == 0
    assert run(main, [*told, "admit"]).output == ""
    with hub.database.reading() as connection:
        assert registration.find(connection, f"{90:016x}").campus == CAMPUS


def test_the_next_day_a_family_may_name_again(hub: Hub, time: Time) -> None:
    disk = made_with_a_note(hub)
    for number in range(2, 2 + registration.MOST_SUCCESSORS_A_DAY):
        disk = disk.names(number)
    time.now += DAY + 1
    assert disk.names(90).has_notes()


def test_those_that_wait_are_bounded(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration, "MOST_SUCCESSORS_A_DAY", 0)
    monkeypatch.setattr(registration, "MOST_WAITING", 2)
    disk = made_with_a_note(hub)
    codes = []
    for number in (2, 3, 4, 2):
        with pytest.raises(RefusedError) as refused:
            disk.names(number)
        codes.append(refused.value.code)
    assert codes == [*["succession-waits"] * 2, "successors-full", "succession-waits"]


# Whom a computer says it was


def test_a_computer_registered_anew_tells_for_whom_it_was_while_that_is_silent(hub: Hub) -> None:
    first = made_with_a_note(hub)
    again = Disk(hub, 2, first.device)
    again.tell(Enrolled(course="c"), origin=(first.device, 7))
    assert _origins(hub, again) == [(first.device, 7)]

    first.tell()
    again.tell(Enrolled(course="d"), origin=(first.device, 8))
    assert _origins(hub, again) == [(first.device, 7), (None, None)]
    assert standing(hub, again) == "claimed"


def _origins(hub: Hub, disk: Disk) -> list[tuple[str | None, int | None]]:
    with hub.database.reading() as connection:
        query = (
            "SELECT origin_device, origin_sequence FROM events"
            f" WHERE device = '{disk.device}' ORDER BY sequence"
        )
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_a_computer_that_others_told_of_before_it_came_counts_once(hub: Hub) -> None:
    Disk(hub, 2).tell(Enrolled(course="c"), origin=(f"{1:016x}", 1))
    first = Disk(hub, 1)
    first.tell(Enrolled(course="c"))
    with hub.database.reading() as connection:
        counted = connection.exec_driver_sql("SELECT counts FROM events ORDER BY device DESC")
        assert [bool(row[0]) for row in counted] == [True, False]
