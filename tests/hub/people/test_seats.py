"""Nobody becomes a colleague by an event: what claimed and proven seats get, and what they tell."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from helpers.awards import Time
from helpers.facts import AtActivity, OfAttempt
from helpers.hubs import CAMPUS, NOW
from helpers.progress import at_the_hub
from helpers.scopes import whole
from helpers.seats import INSTITUTION
from helpers.sitting_hubs import Room
from helpers.stages import staged
from ujuzi.credentials.secrets import Purpose, digest_of, new_code, proof_of
from ujuzi.domain.event import (
    ActivityCompleted,
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    BookmarkSet,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    Origin,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    QuizAnswered,
    QuizFinished,
    SelfAssessmentFinished,
    SelfAssessmentShared,
    SelfRated,
    SignedIn,
    SignInCodeShown,
    SignInCodeTyped,
)
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.seat import Standing
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import linked
from ujuzi.hub.landing import decisions, quarantine
from ujuzi.hub.people import links, registration, roster
from ujuzi.hub.people import seats as seats_of
from ujuzi.hub.store.tables import events, heads, seats
from ujuzi.wire import batch

EXAMPLES = int(os.environ.get("UJUZI_EXAMPLES", "0"))
ADA, BOLA = "a" * 32, "b" * 32
ROSTER = (
    f"person,name,campus,role\nS-77,Ada Traoré,{CAMPUS},teacher\nS-88,Bola Sow,{CAMPUS},leader\n"
)
DAY = 24 * 3600 * 1000
WHERE: AtActivity = {"course": "c", "activity": "a", "pack": "p" * 64}
ROUND = {"framework": "f", "round": "r"}
SITTING: OfAttempt = {
    "course": "c",
    "assessment": "exam",
    "attempt": "t" * 16,
    "pack": "p" * 64,
}
SECRETS = (b"S-77", b"note-canary", b"answer-canary", b"Ada Traor", b"4711", b"statement-canary")
"""What stands in Ada's private states and documents: nobody else's computer may hear it."""


class Campus:
    """A hub, Ada's computer on which she made her profile, and another of the campus."""

    def __init__(self, hub: Hub, time: Time) -> None:
        self.hub = hub
        self.time = time
        with hub.database.writing() as connection:
            roster.import_roster(whole(connection), ROSTER)
        self.hers = self.room(1)
        self.other = self.room(2)
        self.hers.tell(
            ADA,
            ProfileCreated(name="Ada", role="teacher", language="en", staff_number="4711"),
            Enrolled(course="c"),
            ActivityCompleted(**WHERE),
            BookmarkSet(**WHERE, marked=True),
            NoteWritten(**WHERE, note="n", text="note-canary"),
            QuizAnswered(**WHERE, attempt="q", item="i", response=("answer-canary",), right=True),
            QuizFinished(**WHERE, attempt="q", right=1, items=2),
            SelfRated(**ROUND, role="teacher", statement="statement-canary", rating=2),
        )
        self.link(ADA, "S-77")
        self.hers.tell(ADA)

    def room(self, number: int) -> Room:
        return Room(self.hub, device=f"{number:016x}", name=f"PC-{number}")

    def link(self, learner: str, person: str) -> None:
        with self.hub.database.writing() as connection:
            decisions.link(connection, INSTITUTION, learner, person, self.time.now)

    def code(self, person: str = "S-77") -> str:
        with self.hub.database.writing() as connection:
            return decisions.make_code(connection, INSTITUTION, person, self.time.now)

    def confirm(self, learner: str, room: Room) -> None:
        with self.hub.database.writing() as connection:
            decisions.confirm(connection, INSTITUTION, learner, room.computer.device, self.time.now)

    def deny(self, learner: str, room: Room) -> None:
        with self.hub.database.writing() as connection:
            decisions.deny(connection, INSTITUTION, learner, room.computer.device, self.time.now)

    def person_of(self, learner: str) -> str | None:
        with self.hub.database.reading() as connection:
            return linked.person_of(connection, INSTITUTION, learner)

    def name_of(self, learner: str) -> str:
        profile = at_the_hub(self.hub.database)[learner, "profile", ""]
        assert isinstance(profile, ProfileState)
        return profile.name.value

    def standing(self, learner: str, room: Room) -> str:
        query = select(seats.c.standing).where(
            seats.c.learner == learner, seats.c.device == room.computer.device
        )
        with self.hub.database.reading() as connection:
            return connection.scalar(query) or ""

    def to_judge(self) -> list[tuple[str, str]]:
        with self.hub.database.reading() as connection:
            found = seats_of.listed(whole(connection, INSTITUTION))
        return [(each.learner, each.device) for each in found]


@pytest.fixture(params=["sqlite", "postgresql"])
def campus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Campus]:
    hub, made = staged(request.param, tmp_path, Time(), Campus)
    yield made
    hub.database.close()


def typed(code: str, room: Room, learner: str = ADA, purpose: str = Purpose.SIGN_IN) -> str:
    """Return the proof of a code that was typed at a computer."""
    return proof_of(digest_of(code), purpose, room.computer.device, learner)


def everything(room: Room) -> bytes:
    return b"".join(room.documents.values())


TRIES: dict[str, tuple[Body, ...]] = {
    "a bookmark": (BookmarkSet(**WHERE, marked=True),),
    "a note": (NoteWritten(**WHERE, note="m", text="hers, says another"),),
    "a PIN by the steward": (PinReset(),),
    "a PIN by a coordinator, as older programs say": (PinReset(authority="coordinator-code"),),
    "a proof of nothing": (PinReset(authority="coordinator-code", proof="00" * 32),),
    "a proof that is no text of ours": (SignInCodeTyped(proof="é"),),
    "a profile made anew": (ProfileCreated(name="Eve", role="leader", language="fr"),),
    "another name": (ProfileChanged(name="Eve"),),
    "a link undone": (ProfileUnlinked(),),
    "a round that is shared": (SelfAssessmentShared(**ROUND, shared=True),),
    "a code shown to herself": (SignInCodeShown(digest=digest_of("AAAA").hex()),),
    "an attempt": (AssessmentBegun(**SITTING), AssessmentSubmitted(**SITTING, sealed="AAAA")),
}


@pytest.mark.parametrize("way", TRIES)
def test_who_writes_under_a_colleagues_id_gets_nothing_of_hers_and_changes_nothing(
    campus: Campus, way: str
) -> None:
    campus.other.tell(ADA, *TRIES[way])
    campus.hers.tell(ADA, NoteWritten(**WHERE, note="later", text="note-canary 2"))
    campus.other.tell(ADA)

    assert [mark for mark in SECRETS if mark in everything(campus.other)] == []
    assert campus.name_of(ADA) == "Ada"
    assert campus.person_of(ADA) == "S-77"
    assert campus.standing(ADA, campus.hers) == Standing.PROVEN
    assert campus.standing(ADA, campus.other) == Standing.CLAIMED
    states = at_the_hub(campus.hub.database)
    assert not states.get((ADA, "assessment", "c\x1fexam"))
    assert not states[ADA, "round", "f\x1fr"].shared
    with campus.hub.database.reading() as connection:
        assert not any(connection.scalars(select(heads.c.forked)))


def test_a_claimed_seat_gets_her_name_and_what_she_did_in_courses(campus: Campus) -> None:
    campus.other.tell(ADA, Enrolled(course="d"))

    told = msgspec.json.decode(campus.other.documents["progress", ADA])
    state = {(subject, key): found for subject, key, found in told}
    assert {subject for subject, _ in state} == {"profile", "course", "activity"}
    assert state["course", "c"]["completed"] == ["a"]
    assert state["activity", "c\x1fa"].keys() == {"completed_at"}
    assert state["profile", ""].keys() == {"name", "role", "language", "created_at"}
    assert json.loads(campus.other.documents["seat", ADA]) == {"standing": "claimed"}
    assert at_the_hub(campus.hub.database)[ADA, "course", "d"].enrolled_at


@pytest.mark.parametrize("body", [PinReset, SignInCodeTyped])
def test_her_code_proves_the_seat_at_once_and_what_waited_counts(
    campus: Campus, body: Callable[..., Body]
) -> None:
    campus.other.tell(
        ADA, ProfileChanged(name="Ada T."), SelfAssessmentShared(**ROUND, shared=True)
    )
    assert campus.name_of(ADA) == "Ada"

    campus.other.tell(ADA, body(proof=typed(campus.code(), campus.other)))

    assert campus.standing(ADA, campus.other) == Standing.PROVEN
    assert b"note-canary" in everything(campus.other)
    assert json.loads(campus.other.documents["seat", ADA]) == {"standing": "proven"}
    assert campus.name_of(ADA) == "Ada T."
    assert at_the_hub(campus.hub.database)[ADA, "round", "f\x1fr"].shared
    assert campus.to_judge() == []


def test_a_proof_holds_on_its_computer_for_its_learner_and_purpose_alone(campus: Campus) -> None:
    code = campus.code()
    third = campus.room(3)
    campus.hers.tell(BOLA, ProfileCreated(name="Bola", role="leader", language="en"))
    for replayed in (
        typed(code, campus.hers),
        typed(code, third),
        typed(code, campus.other, learner=BOLA),
        typed(code, campus.other, purpose=Purpose.LINK),
        typed(code, campus.other, purpose=Purpose.SITTING),
        typed(campus.code("S-88"), campus.other),
        digest_of(code).hex(),
        code,
    ):
        campus.other.tell(ADA, PinReset(authority="coordinator-code", proof=replayed))
        assert campus.standing(ADA, campus.other) == Standing.CLAIMED

    campus.other.tell(ADA, PinReset(authority="coordinator-code", proof=typed(code, campus.other)))
    assert campus.standing(ADA, campus.other) == Standing.PROVEN


def test_a_proof_that_is_told_again_under_another_identity_proves_nothing(campus: Campus) -> None:
    code = campus.code()
    campus.hers.tell(ADA, SignInCodeTyped(proof=typed(code, campus.hers)))
    copied = SignInCodeTyped(proof=typed(code, campus.hers))

    tell_as(campus.other, Origin(DeviceId(campus.hers.computer.device), 12), copied)

    assert campus.standing(ADA, campus.other) == Standing.CLAIMED


def test_a_code_counts_once_a_computer_and_on_five_at_most(campus: Campus) -> None:
    code = campus.code()
    rooms = [campus.room(number) for number in range(10, 17)]
    for room in rooms:
        room.tell(ADA, SignInCodeTyped(proof=typed(code, room)))
    assert [campus.standing(ADA, room) for room in rooms] == ["proven"] * 5 + ["claimed"] * 2

    campus.deny(ADA, rooms[0])
    rooms[0].tell(ADA, SignInCodeTyped(proof=typed(code, rooms[0])))
    assert campus.standing(ADA, rooms[0]) == Standing.DENIED


@pytest.mark.parametrize(("days", "standing"), [(15, "proven"), (103, "proven"), (105, "claimed")])
def test_a_code_that_was_typed_in_time_may_land_ninety_days_later(
    campus: Campus, days: int, standing: str
) -> None:
    code = campus.code()
    campus.time.now += days * DAY
    campus.other.tell(ADA, SignInCodeTyped(proof=typed(code, campus.other)))
    assert campus.standing(ADA, campus.other) == standing


def test_a_code_typed_before_she_was_linked_counts_from_then(campus: Campus) -> None:
    campus.hers.tell(BOLA, ProfileCreated(name="Bola", role="leader", language="en"))
    proof = typed(campus.code("S-88"), campus.other, learner=BOLA)
    campus.other.tell(BOLA, PinReset(proof=proof), NoteWritten(**WHERE, note="x", text="y"))
    assert campus.standing(BOLA, campus.other) == Standing.CLAIMED

    campus.link(BOLA, "S-88")

    assert campus.standing(BOLA, campus.other) == Standing.PROVEN


# Links


def link_event(code: str, room: Room, learner: str) -> ProfileLinked:
    return ProfileLinked(proof=typed(code, room, learner, Purpose.LINK))


@pytest.mark.parametrize("old", [True, False], ids=["as older programs tell it", "proven"])
def test_ones_own_code_under_a_colleagues_id_links_nobody(campus: Campus, old: bool) -> None:
    campus.hers.tell(BOLA, ProfileCreated(name="Bola", role="leader", language="en"))
    code = campus.code("S-88")
    said = ProfileLinked(code=code) if old else link_event(code, campus.other, BOLA)

    campus.other.tell(BOLA, said)
    assert campus.person_of(BOLA) is None
    assert (BOLA, campus.other.computer.device) in campus.to_judge()

    campus.deny(BOLA, campus.other)
    assert campus.person_of(BOLA) is None
    with campus.hub.database.reading() as connection:
        device = registration.find(connection, campus.other.computer.device)
        (kept,) = quarantine.held(whole(connection), device)
        assert kept.reason == "not-she"
        (told,) = quarantine.contents(connection, device, kept.sequence)
        assert (told.learner, told.kind) == (BOLA, "profile-linked")


@pytest.mark.parametrize("old", [True, False], ids=["as older programs tell it", "proven"])
def test_a_link_code_links_an_unlinked_profile_where_she_is_proven(
    campus: Campus, old: bool
) -> None:
    campus.hers.tell(BOLA, ProfileCreated(name="Bola", role="leader", language="en"))
    code = campus.code("S-88")

    campus.hers.tell(BOLA, ProfileLinked(code=code) if old else link_event(code, campus.hers, BOLA))

    assert campus.person_of(BOLA) == "S-88"
    assert code.encode() not in b"".join(campus.hers.documents.values()) or old


def test_a_link_proves_no_seat(campus: Campus) -> None:
    code = campus.code("S-88")
    campus.other.tell(BOLA, link_event(code, campus.other, BOLA))
    assert campus.standing(BOLA, campus.other) == Standing.CLAIMED


def test_a_code_for_a_linked_profile_is_a_question_and_changes_nothing(campus: Campus) -> None:
    campus.hers.tell(ADA, link_event(campus.code("S-88"), campus.hers, ADA))

    assert campus.person_of(ADA) == "S-77"
    with campus.hub.database.reading() as connection:
        (asked,) = links.questions(whole(connection, INSTITUTION))
    assert (asked.learner, asked.linked, asked.person) == (ADA, "S-77", "S-88")
    assert json.loads(campus.hers.documents["link", ADA])["asked"]

    with campus.hub.database.writing() as connection:
        decisions.answer(connection, INSTITUTION, ADA, None, NOW)
        assert links.questions(whole(connection, INSTITUTION)) == []
        assert linked.person_of(connection, INSTITUTION, ADA) == "S-77"


def test_a_coordinator_answers_that_it_is_the_other_person(campus: Campus) -> None:
    campus.hers.tell(ADA, link_event(campus.code("S-88"), campus.hers, ADA))
    with campus.hub.database.writing() as connection, pytest.raises(RefusedError):
        decisions.answer(connection, INSTITUTION, ADA, "S-99", NOW)
    with campus.hub.database.writing() as connection:
        decisions.answer(connection, INSTITUTION, ADA, "S-88", NOW)
        assert links.questions(whole(connection, INSTITUTION)) == []
    assert campus.person_of(ADA) == "S-88"


def test_links_go_to_proven_seats_alone(campus: Campus) -> None:
    campus.other.tell(BOLA, Enrolled(course="c"))
    campus.other.tell(ADA, Enrolled(course="c"))
    campus.other.tell(ADA)

    assert ("link", ADA) in campus.hers.documents
    assert ("link", ADA) not in campus.other.documents
    assert b"S-77" not in everything(campus.other)


# What a coordinator says


def test_it_was_she_lets_in_what_waited_and_gives_her_what_is_hers(campus: Campus) -> None:
    campus.other.tell(ADA, PinReset(authority="coordinator-code"), ProfileChanged(name="Ada T."))
    assert campus.to_judge() == [(ADA, campus.other.computer.device)]

    campus.confirm(ADA, campus.other)
    campus.other.tell(ADA)

    assert campus.name_of(ADA) == "Ada T."
    assert b"note-canary" in everything(campus.other)
    assert campus.to_judge() == []


def test_it_was_not_she_keeps_what_was_told_and_a_mistake_can_be_mended(campus: Campus) -> None:
    campus.other.tell(ADA, ProfileChanged(name="Eve"))
    campus.deny(ADA, campus.other)
    campus.other.tell(ADA, Enrolled(course="d"), ProfileChanged(name="Eve again"))

    assert campus.name_of(ADA) == "Ada"
    assert (ADA, "course", "d") not in at_the_hub(campus.hub.database)
    assert json.loads(campus.other.documents["seat", ADA]) == {"standing": "denied"}
    with campus.hub.database.reading() as connection:
        device = registration.find(connection, campus.other.computer.device)
        assert len(quarantine.held(whole(connection), device)) == 3

    campus.confirm(ADA, campus.other)
    assert campus.name_of(ADA) == "Eve again"
    assert (ADA, "course", "d") in at_the_hub(campus.hub.database)
    with campus.hub.database.reading() as connection:
        assert quarantine.held(whole(connection), device) == []


def test_what_is_dismissed_stays_away_though_she_is_confirmed_later(campus: Campus) -> None:
    campus.other.tell(ADA, ProfileChanged(name="Eve"))
    campus.deny(ADA, campus.other)
    with campus.hub.database.writing() as connection:
        device = registration.find(connection, campus.other.computer.device)
        quarantine.dismiss(connection, device, 1)
    campus.confirm(ADA, campus.other)
    assert campus.name_of(ADA) == "Ada"


# Her profile goes along


@pytest.mark.parametrize("order", ["shown first", "typed first"])
def test_a_code_that_she_was_shown_proves_her_seat_elsewhere(campus: Campus, order: str) -> None:
    campus.hers.tell(BOLA, ProfileCreated(name="Bola", role="leader", language="en"))
    code = new_code()
    shown = SignInCodeShown(digest=digest_of(code).hex())
    proof = PinReset(authority="own-code", proof=typed(code, campus.other, BOLA))
    steps: list[tuple[Room, Body]] = [(campus.hers, shown), (campus.other, proof)]
    for room, body in steps if order == "shown first" else reversed(steps):
        room.tell(BOLA, body)

    assert campus.standing(BOLA, campus.other) == Standing.PROVEN


def test_a_code_that_was_shown_at_a_claimed_seat_proves_nothing_until_it_is_proven(
    campus: Campus,
) -> None:
    third, code = campus.room(3), new_code()
    campus.other.tell(ADA, SignInCodeShown(digest=digest_of(code).hex()))
    third.tell(ADA, SignInCodeTyped(proof=typed(code, third)))
    assert campus.standing(ADA, third) == Standing.CLAIMED

    campus.confirm(ADA, campus.other)
    assert campus.standing(ADA, third) == Standing.PROVEN


# Origins


def tell_as(room: Room, origin: Origin, body: Body, learner: str = ADA) -> None:
    """Tell a fact as if another computer had recorded it first."""
    room._events += 1
    number = room._events
    made = Event(
        DeviceId(room.computer.device),
        number,
        number,
        LearnerId(learner),
        Milliseconds(NOW),
        body,
        origin,
    )
    cut = batch.cut([made], room._digest, room.computer.key)
    room._digest = cut.digest
    room.hear(*room.computer.exchange(cut.wire).documents)


def test_who_names_a_computer_that_it_never_was_tells_under_its_own_number(campus: Campus) -> None:
    hers = DeviceId(campus.hers.computer.device)
    tell_as(campus.other, Origin(hers, 1), Enrolled(course="z"))

    with campus.hub.database.reading() as connection:
        assert not any(connection.scalars(select(heads.c.forked)))
        (row,) = connection.execute(
            select(events.c.origin_device, events.c.counts).where(
                events.c.device == campus.other.computer.device
            )
        )
    assert tuple(row) == (None, True)


# An end


def test_a_seat_that_nobody_uses_gets_nothing_new_until_she_is_back(campus: Campus) -> None:
    campus.time.now += 181 * DAY
    campus.confirm(ADA, campus.other)
    campus.other.tell(ADA, NoteWritten(**WHERE, note="new", text="note-canary 3"))
    campus.hers.tell(BOLA, Enrolled(course="c"))
    assert b"note-canary 3" not in everything(campus.hers)

    campus.hers.tell(ADA, SignedIn())

    assert b"note-canary 3" in everything(campus.hers)


def test_a_seat_that_is_used_does_not_end(campus: Campus) -> None:
    for month in range(9):
        campus.time.now += 30 * DAY
        campus.hers.tell(ADA, Enrolled(course=f"c{month}"))
    campus.confirm(ADA, campus.other)
    campus.other.tell(ADA, NoteWritten(**WHERE, note="new", text="note-canary 3"))
    campus.hers.tell(ADA)
    assert b"note-canary 3" in everything(campus.hers)


def test_a_stolen_computer_that_is_reinstated_begins_with_claimed_seats(campus: Campus) -> None:
    device = campus.hers.computer.device
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, device, registration.STOLEN)
        registration.reinstate(connection, device)
    campus.hers.tell(ADA, ProfileChanged(name="Eve"))

    assert campus.name_of(ADA) == "Ada"
    assert campus.standing(ADA, campus.hers) == Standing.CLAIMED
    assert (ADA, device) in campus.to_judge()


def test_a_retired_computer_gets_nothing_more_and_what_it_had_counts(campus: Campus) -> None:
    campus.confirm(ADA, campus.other)
    with campus.hub.database.writing() as connection:
        device = campus.hers.computer.device
        registration.revoke(connection, device, registration.RETIRED)
    campus.other.tell(ADA, NoteWritten(**WHERE, note="new", text="note-canary 3"))
    campus.hers.tell(ADA, ProfileChanged(name="Ada T."))

    assert b"note-canary 3" not in everything(campus.hers)
    assert campus.name_of(ADA) == "Ada T."
    with campus.hub.database.writing() as connection:
        registration.reinstate(connection, device)
    campus.hers.tell(ADA)
    assert b"note-canary 3" in everything(campus.hers)


# In whatever order it lands


@settings(
    max_examples=EXAMPLES or 12,
    deadline=None,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_order_in_which_proof_and_facts_land_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    hub, campus = staged("sqlite", tmp_path_factory.mktemp("hub"), Time(), Campus)
    third, shown, code = campus.room(3), new_code(), campus.code()
    told: list[tuple[Room, Body]] = [
        (campus.hers, SignInCodeShown(digest=digest_of(shown).hex())),
        (campus.hers, ProfileChanged(role="leader")),
        (campus.other, PinReset(proof=typed(code, campus.other))),
        (campus.other, ProfileChanged(name="Ada T.")),
        (campus.other, AssessmentBegun(**SITTING)),
        (third, SignInCodeTyped(proof=typed(shown, third))),
        (third, SelfAssessmentShared(**ROUND, shared=True)),
        (third, SelfAssessmentFinished(**ROUND)),
        (third, NoteWritten(**WHERE, note="n3", text="x")),
    ]
    for room, wire in data.draw(st.permutations(cut_one_by_one(told))):
        room.computer.exchange(wire)

    states = at_the_hub(hub.database)
    hub.database.close()
    profile = states[ADA, "profile", ""]
    assert (profile.name.value, profile.role.value) == ("Ada T.", "leader")
    assert states[ADA, "assessment", "c\x1fexam"].attempts.keys() == {"t" * 16}
    assert states[ADA, "round", "f\x1fr"].shared
    assert (ADA, "note", "n3") in states


def cut_one_by_one(told: list[tuple[Room, Body]]) -> list[tuple[Room, bytes]]:
    """Return what rooms tell of Ada, each fact in a batch of its own chain."""
    wires = []
    for lamport, (room, body) in enumerate(told, 100):
        room._events += 1
        device, at = DeviceId(room.computer.device), Milliseconds(NOW)
        made = Event(device, room._events, lamport, LearnerId(ADA), at, body)
        cut = batch.cut([made], room._digest, room.computer.key)
        room._digest = cut.digest
        wires.append((room, cut.wire))
    return wires
