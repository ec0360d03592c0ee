"""Progress comes down as it is new: whatever the history, whatever the page, nothing is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from helpers.facts import AtActivity
from helpers.hubs import CAMPUS, NOW, Computer, new_database
from helpers.learning_events import learning_events
from helpers.progress import at_the_hub, known, told_in
from helpers.seats import seat
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    Body,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
)
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed, progress
from ujuzi.hub.feed.progress import JOINED_EVERY, SHORT_LENGTH
from ujuzi.hub.feed.reading import States, fold
from ujuzi.hub.landing import epochs
from ujuzi.hub.people import moves, organisations
from ujuzi.hub.store import tables
from ujuzi.wire import batch, messages
from ujuzi.wire.limits import MAX_MESSAGE_BYTES
from ujuzi.wire.messages import Document, Reply

INSTITUTION, FAR_CAMPUS = "unz", "ouaga-second"
ADA, BOLA = "ada", "bola"


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    with database.writing() as connection:
        organisations.add(connection, FAR_CAMPUS, "campus", "Second", INSTITUTION)
    yield Hub(database, lambda: NOW)
    database.close()


class Desk:
    """A computer that remembers what it recorded and what it heard."""

    def __init__(self, hub: Hub, number: int, campus: str = CAMPUS) -> None:
        self.computer = Computer(hub, campus, device=f"{number:016x}")
        self.recorded: list[Event] = []
        self.heard: list[Document] = []
        self.version = messages.VERSION
        self._digest = batch.NOTHING_BEFORE
        self._seated: set[str] = set()

    def land(self, learner: str, *bodies: Body) -> None:
        """Record in one batch, send it, and hear one page of what is new."""
        first = len(self.recorded) + 1
        self.send(
            [
                Event(
                    DeviceId(self.computer.device),
                    number,
                    number,
                    LearnerId(learner),
                    Milliseconds(NOW),
                    body,
                )
                for number, body in enumerate(bodies, first)
            ]
        )

    def send(self, made: list[Event]) -> None:
        """Send events in batches, and hear one page of what is new."""
        while made:
            cut = batch.cut(made, self._digest, self.computer.key)
            self._digest = cut.digest
            self.recorded += made[: cut.header.count]
            made = made[cut.header.count :]
            self.heard += self.computer.exchange(cut.wire, version=self.version).documents
            self._prove({event.learner for event in self.recorded})

    def _prove(self, learners: set[str]) -> None:
        """Let everybody be proven to sit here who was not before."""
        for learner in sorted(learners - self._seated):
            seat(self.computer.hub, learner, self.computer.device)
            self._seated.add(learner)

    def hear_a_page(self) -> bool:
        """Hear the next documents; say whether there are more."""
        reply = self.computer.exchange(version=self.version)
        self.heard += reply.documents
        return reply.more

    def hear(self) -> list[Document]:
        """Hear all that is new, and return it."""
        before = len(self.heard)
        while self.hear_a_page():
            pass
        return self.heard[before:]

    @property
    def knows(self) -> States:
        return known(self.recorded, self.heard)


def note(name: str, text: str = "x") -> NoteWritten:
    return NoteWritten(course="c", activity="a", pack="p" * 64, note=name, text=text)


def notes_in(documents: list[Document]) -> list[str]:
    return [key for _, subject, key in told_in(documents) if subject == "note"]


def test_of_what_a_learner_did_the_other_computer_is_told_what_is_new(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    here.land(ADA, *(note(f"n{number}") for number in range(50)))
    there.land(ADA, note("mine"))
    there.hear()

    here.land(ADA, note("n7", "changed"), note("new"))

    assert notes_in(there.hear()) == ["n7", "new"]
    assert there.hear() == []
    assert there.knows == at_the_hub(hub.database)


def test_a_computer_that_she_newly_uses_is_told_everything_and_the_others_nothing(hub: Hub) -> None:
    here, there, new = (Desk(hub, number) for number in (1, 2, 3))
    here.land(ADA, *(note(f"n{number}") for number in range(50)))
    there.land(ADA, note("mine"))
    there.hear()
    new.hear()

    new.land(ADA, note("newest"))

    assert notes_in(there.hear()) == ["newest"]
    new.hear()
    assert new.knows == at_the_hub(hub.database)


def test_a_computer_of_the_version_before_is_told_the_same(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.version = 1
    there.land(ADA, note("mine"))
    here.land(ADA, *(note(f"n{number}") for number in range(50)))
    asked = there.computer.ask(version=1)

    reply = messages.read(hub.exchange(asked), Reply)

    there.version = messages.VERSION
    assert reply.documents == tuple(there.hear())


def test_a_hub_of_a_new_epoch_tells_everything_again(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.land(ADA, note("mine"))
    here.land(ADA, *(note(f"n{number}") for number in range(50)))
    there.hear()

    epochs.start(hub.database, NOW)
    assert there.hear() == []
    there.heard = []

    there.hear()
    assert there.knows == at_the_hub(hub.database)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_skipped_where_pages_are_small_and_people_go_on_meanwhile(
    hub: Hub, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PAGE_BYTES", 400)
    random = Random(seed)
    desks = [Desk(hub, number) for number in range(3)]
    seconds = 0
    for _ in range(60):
        desk = random.choice(desks)
        if random.random() < 0.5:
            desk.hear_a_page()
            continue
        seconds += 1
        where: AtActivity = {
            "course": "c",
            "activity": f"a{random.randrange(5)}",
            "pack": "p" * 64,
        }
        bodies = [ActivityLeft(**where, seconds=seconds), ActivityCompleted(**where)]
        notes = [note(f"n{random.randrange(20)}", f"{seconds}") for _ in range(random.randrange(9))]
        desk.land(random.choice([ADA, BOLA]), *bodies, *notes)

    for desk in desks:
        desk.hear()
        users = {event.learner for event in desk.recorded}
        everything = at_the_hub(hub.database)
        assert desk.knows == {key: state for key, state in everything.items() if key[0] in users}


def test_progress_that_is_larger_than_any_message_comes_in_parts(hub: Hub) -> None:
    random = Random(1)
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.land(ADA, note("mine"))
    for number in range(MAX_MESSAGE_BYTES // 1_000_000 + 1):
        here.land(ADA, note(f"n{number}", random.randbytes(500_000).hex()))

    heard = there.hear()

    assert sum(len(document.payload) for document in heard) > MAX_MESSAGE_BYTES
    assert max(len(document.payload) for document in heard) < MAX_MESSAGE_BYTES // 4
    assert there.knows == at_the_hub(hub.database)


def test_a_state_that_fits_in_no_message_stops_nobody(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.land(ADA, note("mine"))
    there.hear()
    here.land(ADA, note("monstrous", "x" * (feed.MAX_STATE_LENGTH + 1)), note("small"))

    assert notes_in(there.hear()) == ["small"]


def test_who_moved_campus_is_told_there_once_as_a_whole_and_then_what_is_new(hub: Hub) -> None:
    here, far = Desk(hub, 1), Desk(hub, 2, FAR_CAMPUS)
    here.land(ADA, *(note(f"n{number}") for number in range(50)))
    far.land(ADA, note("mine"))
    far.hear()
    with hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, FAR_CAMPUS)

    assert sorted(told_in(far.hear())) == sorted(at_the_hub(hub.database))
    here.land(ADA, note("late"))
    assert notes_in(far.hear()) == ["late"]
    assert far.knows == at_the_hub(hub.database)


def test_a_guest_finds_her_progress_and_what_she_does_is_told_at_home(hub: Hub) -> None:
    here, far, farther = Desk(hub, 1), Desk(hub, 2, FAR_CAMPUS), Desk(hub, 3, FAR_CAMPUS)
    for number in range(9):  # so that the streams of the two campuses count apart
        Desk(hub, 4 + number, FAR_CAMPUS).land(BOLA, note(f"n{number}"))
    here.land(ADA, note("before"))

    for number, desk in enumerate((far, farther, far, farther)):
        desk.land(ADA, note(f"away {number}"))
        everything = at_the_hub(hub.database)
        hers = {key: state for key, state in everything.items() if key[0] == ADA}
        for other in (here, far, farther)[: 2 + number]:
            other.hear()
            assert other.knows == hers


def test_a_guests_computer_is_told_what_she_does_elsewhere_later(hub: Hub) -> None:
    with hub.database.writing() as connection:
        organisations.add(connection, "third", "campus", "Third", INSTITUTION)
    here, far, third = Desk(hub, 1), Desk(hub, 2, FAR_CAMPUS), Desk(hub, 3, "third")
    for number in range(9):  # so that the streams of the campuses count apart
        Desk(hub, 4 + number, FAR_CAMPUS).land(BOLA, note(f"n{number}"))
    for desk in (here, far, third, here, third, far):
        desk.land(ADA, note(f"note {len(here.recorded) + len(far.recorded)}"))

        everything = at_the_hub(hub.database)
        hers = {key: state for key, state in everything.items() if key[0] == ADA}
        for other in (here, far, third):
            other.hear()
            assert other.knows == (hers if other.recorded else {})


def test_nothing_of_her_goes_where_she_left_until_she_is_a_guest_there(hub: Hub) -> None:
    here, far = Desk(hub, 1), Desk(hub, 2, FAR_CAMPUS)
    here.land(ADA, note("before"))
    far.land(ADA, note("as a guest"))
    here.hear()
    with hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, FAR_CAMPUS)
    far.land(ADA, note("away"))

    assert [each.payload for each in here.hear() if each.kind == feed.PROGRESS] == [b""]
    here.heard = []
    far.land(ADA, note("away again"))
    assert here.hear() == []

    here.land(ADA, note("back"))
    far.land(ADA, note("and away"))
    for desk in (here, far):
        desk.hear()
        assert desk.knows == at_the_hub(hub.database)


def test_a_thousand_events_after_a_history_tell_the_states_that_they_are_about(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    made = learning_events(4_000, device=here.computer.device)
    for learner in sorted({event.learner for event in made}):
        there.land(learner, note(f"of {learner}"))
    here.send(made[:3_000])
    there.hear()

    here.send(made[3_000:])

    new = fold(made[3_000:])
    assert sorted(told_in(there.hear())) == sorted(new)
    assert there.knows == at_the_hub(hub.database)


def lengths_of_parts(hub: Hub) -> list[int]:
    """Return how long the parts are in which people's progress lies, the shortest first."""
    with hub.database.reading() as connection:
        return sorted(connection.scalars(select(tables.progress.c.length)))


def short_parts(hub: Hub) -> int:
    """Return in how many short parts people's progress lies."""
    return sum(length < SHORT_LENGTH for length in lengths_of_parts(hub))


def test_what_is_told_often_lies_in_few_short_parts_and_is_told_once(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.land(ADA, note("mine"))
    there.hear()
    for number in range(5 * JOINED_EVERY):
        here.land(ADA, note(f"n{number}"), note("again", f"{number}"))
        assert short_parts(hub) <= JOINED_EVERY
        assert sorted(notes_in(there.hear())) == ["again", f"n{number}"]
    assert short_parts(hub) < JOINED_EVERY
    assert there.knows == at_the_hub(hub.database)


def test_a_state_that_several_batches_told_is_told_joined(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    there.land(ADA, note("mine"))
    there.hear()
    for number in range(3):
        here.land(ADA, note("again", f"{number}"), note(f"n{number}"))

    assert sorted(notes_in(there.hear())) == ["again", "n0", "n1", "n2"]
    assert there.knows == at_the_hub(hub.database)


def test_a_state_of_many_long_parts_is_told_once_though_they_fill_several_pages(hub: Hub) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    for number in range(40):
        here.land(ADA, note("again", f"{number} " + "x" * SHORT_LENGTH), note(f"n{number}"))
    there.land(ADA, note("mine"))

    assert sum(lengths_of_parts(hub)) > feed.PAGE_BYTES
    there.hear()
    assert sorted(notes_in(there.heard)) == sorted(["again", "mine", *(f"n{n}" for n in range(40))])
    assert there.knows == at_the_hub(hub.database)


def test_progress_that_is_joined_a_piece_at_a_time_is_told_whole(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "MOST_AT_ONCE", 2 * progress.SHORT_LENGTH)
    here, there = Desk(hub, 1), Desk(hub, 2)
    for number in range(10):
        here.land(ADA, note("again", f"{number} " + "x" * SHORT_LENGTH), note(f"n{number}"))
    there.land(ADA, note("mine"))
    there.hear()

    assert there.knows == at_the_hub(hub.database)


@pytest.mark.parametrize("long_one", [0, 1, JOINED_EVERY - 2, JOINED_EVERY - 1])
def test_a_long_part_is_written_no_more(hub: Hub, long_one: int) -> None:
    here, there = Desk(hub, 1), Desk(hub, 2)
    for number in range(2 * JOINED_EVERY):
        here.land(ADA, note("again", "x" * SHORT_LENGTH if number == long_one else f"{number}"))
    there.land(ADA, note("mine"))
    there.hear()

    assert [length > SHORT_LENGTH for length in lengths_of_parts(hub)] == [False, False, True]
    assert there.knows == at_the_hub(hub.database)


def test_what_was_told_before_a_move_is_not_told_again_once_it_is_joined(hub: Hub) -> None:
    here, far = Desk(hub, 1), Desk(hub, 2, FAR_CAMPUS)
    for number in range(3 * JOINED_EVERY):
        here.land(ADA, note(f"n{number}"))
    far.land(ADA, note("mine"))
    with hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, FAR_CAMPUS)
    far.hear()

    for number in range(JOINED_EVERY):
        here.land(ADA, note(f"late {number}"))
        assert notes_in(far.hear()) == [f"late {number}"]
    assert far.knows == at_the_hub(hub.database)
