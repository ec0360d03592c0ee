"""What did not simply land is shown to a person, who lets it in or lets it go; nothing is stuck."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Table, func, select

from helpers.hubs import CAMPUS, NOW, Computer, address, cut_all, new_database, note
from helpers.learning_events import learning_events
from helpers.progress import at_the_hub
from ujuzi.domain.event import Enrolled, Event
from ujuzi.domain.subjects import NOTE
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.landing import ingest
from ujuzi.hub.people import registration
from ujuzi.hub.people.registration import RETIRED, STOLEN
from ujuzi.hub.store.tables import batches as landed
from ujuzi.hub.store.tables import events, forks, heads, parked, quarantine, tallies
from ujuzi.wire import batch, codec

ARRIVED = "2026-11-23 00:00"


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: NOW)
    database.close()


def run(hub: Hub, *arguments: object, status: int = 0) -> Result:
    command = ["--database", address(hub.database), *map(str, arguments)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == status, done.output
    return done


def listed(hub: Hub) -> list[list[str]]:
    return [line.split("\t") for line in run(hub, "quarantine", "list").output.splitlines()]


def count(hub: Hub, table: Table) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def revoke(hub: Hub, computer: Computer, reason: str) -> None:
    with hub.database.writing() as connection:
        registration.revoke(connection, computer.device, reason)


def enrolled(computer: Computer, sequence: int, course: str) -> Event:
    return msgspec.structs.replace(note(computer, sequence, ""), body=Enrolled(course=course))


class TestStolen:
    """A computer that was marked stolen, perhaps wrongly."""

    @pytest.fixture
    def computer(self, hub: Hub) -> Computer:
        """A stolen computer whose first event cannot be kept, sent while it was stolen."""
        computer = Computer(hub)
        unfit = note(computer, 1, "x", learner="x" * 100)
        self.wires = cut_all(computer, [unfit, *(note(computer, n, "x") for n in range(2, 9))], 4)
        revoke(hub, computer, STOLEN)
        with pytest.raises(RefusedError):
            computer.exchange(*self.wires)
        return computer

    def test_what_it_sends_is_listed_and_lands_nowhere(self, hub: Hub, computer: Computer) -> None:
        sizes = [str(len(wire)) for wire in self.wires]
        assert listed(hub) == [
            ["parked", computer.device, CAMPUS, first, size, "device-stolen", ARRIVED]
            for first, size in zip(["1", "5"], sizes, strict=True)
        ]
        assert count(hub, events) == 0
        refused = run(hub, "quarantine", "release", computer.device, status=1)
        assert "marked stolen" in refused.stderr

    def test_it_parks_nothing_in_the_name_of_another(self, hub: Hub, computer: Computer) -> None:
        other = Computer(hub, device="ffffffffffffffff")
        forged = cut_all(other, [note(other, 1, "x")])[0]
        parts = batch.read(forged)
        header = msgspec.msgpack.encode(parts.header)
        signature = computer.key.sign(batch._signed(header, parts.body))

        with pytest.raises(RefusedError) as refused:
            computer.exchange(batch.assemble(header, signature, parts.body))

        assert refused.value.code == "batch-not-yours"
        assert count(hub, parked) == 2

    @pytest.mark.parametrize("command", [["reinstate"], ["revoke", "--as", "retired"]])
    def test_it_lands_once_it_is_stolen_no_more(
        self, hub: Hub, computer: Computer, command: list[str]
    ) -> None:
        run(hub, *command, computer.device)
        waiting = [row[5] for row in listed(hub)]
        done = run(hub, "quarantine", "release", computer.device)

        assert waiting == ["not-released", "earlier-batch-missing"]

        assert done.output == "Kept before: 2, now: 1\n"
        assert count(hub, events) == 7
        assert [row[5] for row in listed(hub)] == ["identifier-malformed"]
        assert computer.exchange(*self.wires).receipt is not None
        assert computer.landed == 8

    def test_it_is_not_stuck_when_it_sends_the_same_again(
        self, hub: Hub, computer: Computer
    ) -> None:
        revoke(hub, computer, RETIRED)
        reply = computer.exchange(*self.wires)

        assert computer.landed == 8
        assert not reply.forked
        assert (count(hub, events), count(hub, parked), count(hub, forks)) == (7, 0, 0)

    def test_what_has_landed_before_is_not_set_aside(self, hub: Hub) -> None:
        computer = Computer(hub)
        wires = cut_all(computer, learning_events(20))
        computer.exchange(*wires)
        revoke(hub, computer, STOLEN)
        with pytest.raises(RefusedError):
            computer.exchange(*wires)
        assert listed(hub) == []

    def test_it_fills_no_more_than_its_bounds(
        self, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 3)
        computer = Computer(hub)
        revoke(hub, computer, STOLEN)
        with pytest.raises(RefusedError):
            computer.exchange(*cut_all(computer, learning_events(50), 10))
        assert count(hub, parked) == 3


class TestFuture:
    """A batch that a newer program wrote, which landed unread."""

    def send(self, hub: Hub, computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
        made = [
            enrolled(computer, 1, "ai-1"),
            note(computer, 2, "the text before"),
            note(computer, 3, "x", learner="x" * 100),
        ]
        with monkeypatch.context() as newer:
            newer.setattr(codec, "VERSION", codec.VERSION + 1)
            first = batch.cut(made, batch.NOTHING_BEFORE, computer.key)
        second = batch.cut([note(computer, 4, "the text by now")], first.digest, computer.key)
        computer.exchange(first.wire, second.wire)

    def test_it_lands_unread_and_is_listed(self, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
        computer = Computer(hub)
        self.send(hub, computer, monkeypatch)

        assert computer.landed == 4
        assert count(hub, events) == 1
        (row,) = listed(hub)
        assert row[:4] + row[5:] == [
            "aside", computer.device, CAMPUS, "1", "batch-from-future", ARRIVED
        ]  # fmt: skip
        assert run(hub, "quarantine", "show", computer.device, 1).output == ""

    def test_it_stays_while_this_program_cannot_read_it(
        self, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        computer = Computer(hub)
        self.send(hub, computer, monkeypatch)

        assert run(hub, "quarantine", "release", computer.device).output == (
            "Kept before: 1, now: 1\n"
        )
        assert count(hub, events) == 1

    def test_a_newer_hub_reads_it(self, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
        computer = Computer(hub)
        self.send(hub, computer, monkeypatch)
        monkeypatch.setattr(codec, "VERSION", codec.VERSION + 1)

        run(hub, "quarantine", "release", computer.device)

        assert [(row[3], row[5]) for row in listed(hub)] == [("3", "identifier-malformed")]
        with hub.database.reading() as connection:
            kept = connection.scalars(select(events.c.sequence).order_by(events.c.sequence)).all()
            problems = connection.scalars(select(landed.c.problem)).all()
            last = connection.scalar(select(heads.c.last).where(heads.c.device == computer.device))
            enrolments = connection.scalar(select(func.sum(tallies.c.enrolled)))
        assert (kept, problems, last, enrolments) == ([1, 2, 4], [None, None], 4, 1)
        known = at_the_hub(hub.database)
        assert [state.text for (_, name, _), state in known.items() if name == NOTE.name] == [
            "the text by now"
        ]

    def test_reading_it_twice_changes_nothing(
        self, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        computer = Computer(hub)
        self.send(hub, computer, monkeypatch)
        monkeypatch.setattr(codec, "VERSION", codec.VERSION + 1)
        for _ in range(2):
            run(hub, "quarantine", "release", computer.device)
        assert count(hub, events) == 3
        assert count(hub, quarantine) == 1


def test_a_gap_and_a_fork_are_listed_with_their_computer(hub: Hub) -> None:
    computer, clone = Computer(hub), Computer(hub, device="e" * 16)
    first, second, third = cut_all(computer, learning_events(30), 10)
    computer.exchange(first, third)
    clone.exchange(*cut_all(clone, learning_events(10, device=clone.device)))
    clone.exchange(*cut_all(clone, learning_events(10, device=clone.device, seed=2)))

    assert [(row[0], row[1], row[3], row[5]) for row in listed(hub)] == [
        ("parked", computer.device, "21", "earlier-batch-missing"),
        ("fork", clone.device, "1", "contradicts-what-landed"),
    ]
    assert run(hub, "devices").output.splitlines() == [
        f"{computer.device}\tLab 3\t{CAMPUS}\t10\t{ARRIVED}\t0\t1 parked",
        f"{clone.device}\tLab 3\t{CAMPUS}\t10\t{ARRIVED}\t0\tforked, 1 fork",
    ]
    computer.exchange(second)
    assert [row[0] for row in listed(hub)] == ["fork"]


def test_names_and_answers_are_shown_only_where_they_are_asked_for(hub: Hub) -> None:
    computer = Computer(hub)
    secret = "Awa Traoré, who said so, and much more than sixty-four letters of it"
    computer.exchange(
        *cut_all(
            computer, [note(computer, 1, "x"), note(computer, 2, "my réponse\x9b", learner=secret)]
        )
    )

    plain = run(hub, "quarantine", "show", computer.device, 2).output
    said = run(hub, "quarantine", "show", computer.device, 2, "--personal").output
    told = json.loads(said)

    assert plain == f"2\tnote-written\t{NOW}\n"
    assert (told["learner"], told["payload"]["text"]) == (secret, "my réponse\x9b")
    assert "my réponse\\u009b" in said
    for output in (run(hub, "quarantine", "list").output, run(hub, "devices").output):
        assert "Awa" not in output


def test_what_is_dismissed_is_gone_and_the_rest_stays(hub: Hub) -> None:
    computer = Computer(hub)
    made = [note(computer, n, "x", learner="x" * 100) for n in (1, 2)]
    computer.exchange(*cut_all(computer, made))

    asked = CliRunner().invoke(
        main,
        ["--database", address(hub.database), "quarantine", "dismiss", computer.device, "1"],
        input="n\n",
    )
    assert asked.exit_code == 1
    assert len(listed(hub)) == 2
    assert run(hub, "quarantine", "dismiss", computer.device, 1, "--yes").output == "Dismissed: 1\n"
    assert [row[3] for row in listed(hub)] == ["2"]
    for command in (["dismiss", "--yes"], ["show"]):
        refused = run(hub, "quarantine", *command, computer.device, 1, status=1)
        assert "Nothing is kept" in refused.stderr
        assert "not registered" in run(hub, "quarantine", *command, "nobody", 1, status=1).stderr
