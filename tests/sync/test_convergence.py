"""Computers of a campus and a hub converge, whatever is cut, copied, restored, lost or killed.

Hypothesis draws what happens: people record, computers exchange, batches come by stick late, twice
and out of order, bundles in folders are copied, lost, swapped and put back, any computer collects
them, carries them to the hub and brings receipts, asks are captured and posted again, old pages and
receipts come again in any order, links break at any byte, disks are cloned or put back from an
older copy, the hub is killed or put back from a backup, whether it is told or not, clocks jump,
bytes of old batches are let go. Somebody is erased at the hub, and again where a backup without
that was put back. Two coordinators act where no network is, also twice under one number, and are
dismissed for one reason or the other; they enlist, enrol, move and end people, make cohorts and
codes, and what an act says may be lost while the act arrives. People make profiles, sit down at any
computer, type codes that another one showed them, sit assessments that their tickets draw; a
coordinator says that it was they, or was not, and who of the roster they are. A copy of an ask is
given nothing, and a page of before takes nothing back.
Once everybody has exchanged in peace:

- every fact that is on a computer's disk counts at the hub exactly once, under the identity that
  it was first given, and nothing is there that nobody recorded;
- the hub's states say what folding its events says, without those that wait for a seat;
- where a learner is proven to sit, a computer's states say the same as the hub's; where she only
  claims to, it knows what everybody may know;
- rebuilding a computer's states changes nothing;
- a computer has the results that the hub has published, and none that it withdrew;
- where a learner is proven to sit, a computer has what the hub says to her alone (link, tickets,
  results), and what it draws from next is a number that nobody has handed in;
- a computer believes the list of coordinators that the hub signed last, and says of every act
  what the hub says of it; at the hub each act of a chain is decided once, in order;
- what computers of coordinators are told of people and cohorts is what the hub decided;
- of somebody who was erased no computer and no event of the hub says anything;
- two attempts with one number of a person's ticket both wait for a person.

A computer that was registered anew with a code says whom it was; that is not believed once another
speaks under that name as well. Then a fact may count twice, and is lost no less.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import Exists, Table, exists, func, select

from helpers.by_folder import QuickStick
from helpers.exams import BANK_HASH, COURSE, answers, submission
from helpers.facts import AtActivity, Drawn, OfAttempt
from helpers.hubs import CAMPUS, new_database, opened
from helpers.offices import Office, appoint, event_of
from helpers.progress import at_the_hub
from helpers.scopes import whole
from helpers.sitting_hubs import add_sheet
from helpers.stations import NOW, MemoryKeys, Station, code_of, memory_road, road_over
from ujuzi.credentials.secrets import Purpose, digest_of, new_code, proof_of
from ujuzi.domain import ticket
from ujuzi.domain.assessment import DRAWING
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    AppealMade,
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    BookmarkSet,
    CoordinatorActed,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    ProfileChanged,
    ProfileCreated,
    QuizAnswered,
    QuizFinished,
    SignInCodeShown,
    SignInCodeTyped,
    Unknown,
    decode_body,
    encode_body,
    kind_of,
)
from ujuzi.domain.seat import Standing, public_part
from ujuzi.domain.subjects import KEY_MARK, SUBJECTS
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.actions import coordinators, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment.sittings import questions as all_questions
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.feed import tickets as drawing_from
from ujuzi.hub.landing import decisions, epochs, landing
from ujuzi.hub.people import grants, registration, rolls, roster
from ujuzi.hub.store.tables import documents, events, heads, held, quarantine, seats, sittings
from ujuzi.services.assess import tickets
from ujuzi.store import acts as heard
from ujuzi.store import (
    announcements,
    erasure,
    event_log,
    inbox,
    outbox,
    projections,
    received_states,
)
from ujuzi.store import grants as lists
from ujuzi.store.inbox import InboxDocument
from ujuzi.sync import acts, collecting, cutting, exchange, identity, machine, sending
from ujuzi.sync.transports.folder import bundles_folder
from ujuzi.wire import acts as signed
from ujuzi.wire import messages
from ujuzi.wire.deeds import (
    AdmitComputer,
    Announce,
    CodeVerifier,
    Deed,
    EndPerson,
    Enrol,
    JudgeSeat,
    LetIn,
    MakeCodes,
    MovePerson,
    PersonCode,
    ResetPin,
    RevokeComputer,
    RosterRow,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.documents import AnnouncementDocument
from ujuzi.wire.grants import DISTRUSTED, LEFT
from ujuzi.wire.handed_in import seal_submission
from ujuzi.wire.messages import Ask, Reply

INSTITUTION = "unz"
LEARNERS = ("ada", "bola", "chi")
PEOPLE = ("P1", "P2")
COHORT = "c0" * 8
OF_PEOPLE: tuple[Deed, ...] = (
    SetRoster((RosterRow("P1", "Awa", "leader"), RosterRow("P3", "Chi", "teacher"))),
    SetRoster((RosterRow("P2", "Bola", "teacher"),)),
    MovePerson("P1", ""),
    MovePerson("P2", CAMPUS),
    EndPerson("P2", NOW),
    SetCohort(COHORT, "Autumn", ("c",)),
    SetCohort(COHORT, "Autumn", ("c",), ended=True),
    Enrol(("P1", "P2"), COHORT, ("c",)),
    Enrol(("P3",), COHORT),
    Enrol(("P1",), COHORT, ("c",), is_in=False),
    MakeCodes((PersonCode("P1", bytes(32)), PersonCode("P2", bytes([1]) * 32))),
)
"""What a coordinator decides about them, who is none of them."""
COORDINATORS = ("C1", "C2")
PRIVATE = ("link", "tickets", "result", "appeal")
"""The kinds of document that go to proven seats alone, and happen here."""

MOST_STATIONS = 4
ANNOUNCED = "a0" * 8
EXAMPLES = int(os.environ.get("UJUZI_EXAMPLES", "0"))
"""How many campuses to draw at random; without it, always the same twenty."""

YEAR = 365 * 24 * 3600 * 1000
WHERE: AtActivity = {"course": "c", "activity": "a", "pack": "p" * 64}
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.just(Enrolled(course="c")),
    st.just(ActivityCompleted(**WHERE)),
    st.builds(lambda s: ActivityLeft(**WHERE, seconds=s, position=s / 9), st.integers(0, 9)),
    st.builds(lambda m: BookmarkSet(**WHERE, marked=m), st.booleans()),
    st.builds(lambda t: NoteWritten(**WHERE, note="n", text=t), st.sampled_from("xyz")),
    st.builds(lambda n: ProfileChanged(name=n), st.sampled_from(["Ada", "Awa"])),
    st.builds(
        lambda r: QuizAnswered(**WHERE, attempt="t", item="i", response=(r,), right=r == "a"),
        st.sampled_from("ab"),
    ),
    st.builds(lambda r: QuizFinished(**WHERE, attempt="t", right=r, items=5), st.integers(0, 5)),
    st.builds(
        lambda a, t: AppealMade(course=COURSE, assessment="exam", attempt=a, text=t),
        st.sampled_from(["t0", "t1"]),
        st.sampled_from("xy"),
    ),
    st.just(Unknown(name="from-the-future", payload=b'{"x":1}')),
)
A_NEW_CODE_HELPS = {"device-unknown", "key-lost"}
"""The hub was restored from before a computer came, or its key file is gone."""
WAITS = "succession-waits"
"""Too many copies of a disk for one day: the coordinator admits them."""

WHICH = st.integers(0, MOST_STATIONS - 1)
STICK = st.integers(0, 1)
"""There are two of them."""

Key: TypeAlias = tuple[str, ...]
"""A subject, a learner, and which of hers."""

Fact: TypeAlias = tuple[str, int, str, str, int, str]
"""Its first identity (device, sequence), and what it says: learner, kind, claimed time, payload."""


def documents_of(station: Station) -> list[tuple[object, ...]]:
    return station.db.rows("SELECT * FROM documents ORDER BY stream, kind, id")


def fact_of(event: Event) -> Fact:
    said = encode_body(bare(event.body)).decode()
    return (*event.origin, event.learner, kind_of(event.body), event.recorded_at, said)


def bare(body: Body) -> Body:
    """Return what an event says without what is enclosed: the hub keeps that until it decides."""
    if isinstance(body, CoordinatorActed):
        return msgspec.structs.replace(body, enclosure="")
    return body


@contextmanager
def unless_a_code_is_needed() -> Iterator[None]:
    try:
        yield
    except RefusedError as refused:
        if refused.code not in {*A_NEW_CODE_HELPS, WAITS}:
            raise


@dataclass(frozen=True)
class Page:
    """What once came down to a computer."""

    device: str
    reply: Reply

    def is_past(self, station: Station) -> bool:
        """Whether a computer has all of it, and has gone on."""
        link = identity.link_of(station.db)
        assert link is not None
        epoch = (link.epoch_number, link.epoch) == (self.reply.epoch_number, self.reply.epoch)
        cursors = zip(self.reply.cursors, link.cursors[: messages.STREAMS], strict=False)
        return self.device == station.device and epoch and all(old <= new for old, new in cursors)


class Listened:
    """A road on which somebody keeps what goes up, and what comes down."""

    def __init__(self, hub: Hub, asks: list[bytes], pages: list[Page]) -> None:
        self._hub, self._asks, self._pages = hub, asks, pages

    def post(self, path: str, body: bytes, **_: object) -> bytes:
        answer = bytes(getattr(self._hub, path)(body))
        if path == "exchange":
            self._asks.append(body)
            asked = messages.signed_part(body)
            reply = messages.read_answer(answer, asked, self._hub.identity.signing_key.public)
            self._pages.append(Page(messages.read(asked, Ask).device, reply))
        return answer


class Cut:
    """A road that breaks after some of its bytes went up, or just before the answer came down."""

    def __init__(self, hub: Hub, share: float) -> None:
        self._hub, self._share = hub, share

    def post(self, path: str, body: bytes, **_: object) -> bytes:
        if self._share >= 1 or path != "exchange":
            getattr(self._hub, path)(body)
        else:
            self._hub.visit().feed(body[: int(len(body) * self._share)])
        raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")


@cache
def empty_hub() -> bytes:
    """Return the file of a hub with the small tree."""
    with tempfile.TemporaryDirectory() as name:
        database = new_database("sqlite", Path(name))
        add_sheet(Hub(database))
        with database.writing() as connection:
            lines = [f"{each},{each},{CAMPUS},teacher" for each in (*PEOPLE, *COORDINATORS)]
            roster.import_roster(whole(connection), "\n".join(["person,name,campus,role", *lines]))
        database.close()
        return (Path(name) / "hub.sqlite3").read_bytes()


class Campus(RuleBasedStateMachine):
    """What can happen to a campus."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ujuzi-campus-"))
        self.file.write_bytes(empty_hub())
        self.hub = self.open_hub()
        self.stations: list[Station] = []
        self.copies: list[Station] = []
        self.sticks: list[tuple[MemoryKeys, str, bytes]] = []
        self.recorded: set[Fact] = set()
        self.registered_anew = False
        self.asks: list[bytes] = []
        self.pages: list[Page] = []
        self.kept: list[tuple[str, bytes]] = []
        self.attempts = 0
        self.erased: set[str] = set()
        self.offices: list[Office] = []
        self.dismissed: dict[str, str] = {}
        self.put_back = 0

    @property
    def road(self) -> Listened:
        return Listened(self.hub, self.asks, self.pages)

    @property
    def file(self) -> Path:
        return self.folder / "hub.sqlite3"

    @property
    def backup(self) -> Path:
        return self.folder / "backup.sqlite3"

    def open_hub(self) -> Hub:
        return Hub(opened(f"sqlite:///{self.file}"), lambda: NOW + self.put_back * 60_000)

    def station(self, which: int) -> Station:
        return self.stations[which % len(self.stations)]

    @initialize()
    def two_computers_register_and_somebody_has_a_ticket(self) -> None:
        for _ in range(2):
            made = Station()
            made.register(self.road, code_of(self.hub, CAMPUS))
            self.stations.append(made)
        self.make_a_profile(0, LEARNERS[0])
        self.exchange(0)
        self.a_coordinator_links(LEARNERS[0], PEOPLE[0])
        for seed, person in enumerate(COORDINATORS, 1):
            at = self.stations[0].device if seed == 1 else ""
            self.offices.append(appoint(self.hub, person, seed, device=at))
        self.exchange(0)

    # What people do

    @rule(which=WHICH, learner=st.sampled_from(LEARNERS), bodies=st.lists(BODIES, min_size=1))
    def record(self, which: int, learner: str, bodies: list[Body]) -> None:
        for body in bodies:
            self.at(self.station(which), learner, body)

    def at(self, station: Station, learner: str, body: Body) -> None:
        """Record something, unless it is known there that she was erased."""
        if not erasure.is_erased(station.db, learner):
            self.recorded.add(fact_of(station.record(learner, body)))

    @rule(which=WHICH, learner=st.sampled_from(LEARNERS))
    def make_a_profile(self, which: int, learner: str) -> None:
        body = ProfileCreated(name="Ada", role="teacher", language="en")
        self.at(self.station(which), learner, body)

    @rule(here=WHICH, there=WHICH, learner=st.sampled_from(LEARNERS), typed_first=st.booleans())
    def take_a_profile_along(self, here: int, there: int, learner: str, typed_first: bool) -> None:
        digest, other = digest_of(new_code()), self.station(there)
        proof = proof_of(digest, Purpose.SIGN_IN, other.device, learner)
        steps: list[tuple[Station, Body]] = [
            (self.station(here), SignInCodeShown(digest=digest.hex())),
            (other, SignInCodeTyped(proof=proof)),
        ]
        for station, body in reversed(steps) if typed_first else steps:
            self.at(station, learner, body)

    @rule(which=WHICH, learner=st.sampled_from(LEARNERS), was_she=st.booleans())
    def a_coordinator_says(self, which: int, learner: str, was_she: bool) -> None:
        verb = decisions.confirm if was_she else decisions.deny
        with suppress(RefusedError), self.hub.database.writing() as connection:
            verb(connection, INSTITUTION, learner, self.station(which).device, NOW)

    @rule(learner=st.sampled_from(LEARNERS), person=st.sampled_from(PEOPLE))
    def a_coordinator_links(self, learner: str, person: str) -> None:
        with suppress(RefusedError):
            with self.hub.database.writing() as connection:
                effects = decisions.link(connection, INSTITUTION, learner, person, NOW)
            self.hub.grader.follow_up(INSTITUTION, effects)

    @precondition(lambda self: self.with_tickets())
    @rule(place=st.integers(0, 30), right=st.integers(0, 5))
    def sit_an_assessment(self, place: int, right: int) -> None:
        """Begin the next attempt of somebody's ticket, and hand it in; without one nobody can."""
        able = self.with_tickets()
        station, learner, source = able[place % len(able)]
        self.attempts += 1
        attempt, device = f"{self.attempts:016x}", station.device
        mac = ticket.proof(source.secret, device, attempt, learner)
        drawn: Drawn = {
            "drawing": DRAWING,
            "ticket_key": source.key,
            "number": source.number,
            "mac": mac,
        }
        where: OfAttempt = {
            "course": COURSE,
            "assessment": "exam",
            "attempt": attempt,
            "pack": "p" * 64,
        }
        said = {"learner": learner, "attempt": attempt, "device": device, "bank": BANK_HASH}
        handed_in = submission(answers(right, *source.lots), **said, **drawn)
        sealed = seal_submission(handed_in, self.hub.identity.sealing_public)
        for body in (
            AssessmentBegun(**where, **drawn),
            AssessmentSubmitted(**where, sealed=sealed),
        ):
            self.at(station, learner, body)

    def with_tickets(self) -> list[tuple[Station, str, tickets.Source]]:
        """Return who can sit where."""
        return [
            (station, learner, source)
            for station in self.stations
            for learner in LEARNERS
            if (source := tickets.of_ticket(station.db, LearnerId(learner), COURSE, "exam"))
        ]

    @rule(which=WHICH)
    def exchange(self, which: int) -> None:
        station = self.station(which)
        for _ in range(MOST_STATIONS):
            try:
                station.exchange(self.road)
            except RefusedError as refused:
                if refused.code == WAITS:
                    self.admit(station.device)
                elif refused.code in A_NEW_CODE_HELPS:
                    self.registered_anew = True
                    station.register(self.road, code_of(self.hub, CAMPUS))
                else:
                    raise
            else:
                return
        raise AssertionError("the computer never came through")

    def admit(self, device: str) -> None:
        with self.hub.database.writing() as connection:
            admitted, predecessor = registration.admit(connection, device, NOW)
            assert predecessor is not None
            landing.follow(connection, predecessor, admitted, NOW)

    # What coordinators do

    @rule(
        which=WHICH,
        office=st.integers(0, 1),
        deed=st.sampled_from(["she", "not-she", "admit", "pin", "announce", "withdraw", "let-in"]),
        there=WHICH,
        learner=st.sampled_from(LEARNERS),
        twice=st.booleans(),
    )
    def a_coordinator_acts(
        self, which: int, office: int, deed: str, there: int, learner: str, twice: bool
    ) -> None:
        """Let one of them act at a computer; `twice`, also at another, under the same number."""
        hers, device = self.offices[office], self.station(there).device
        deeds: dict[str, Deed] = {
            "she": JudgeSeat(learner, device, was_she=True),
            "not-she": JudgeSeat(learner, device, was_she=False),
            "admit": AdmitComputer("f" * 16, bytes(32), "PC-09"),
            "pin": ResetPin(device, learner, "$argon2id$v", NOW + YEAR),
            "announce": Announce(ANNOUNCED, {"en": f"Ask {learner}"}, NOW + YEAR // 4),
            "withdraw": Announce(ANNOUNCED, {}, 0, withdrawn=True),
            "let-in": LetIn((CodeVerifier(learner, "$argon2id$v", NOW + YEAR // 26, bytes(32)),)),
        }
        before = hers.digest
        self.sign(which, hers, hers.act(deeds[deed]))
        if twice:
            twin = RevokeComputer("e" * 16, "retired")
            self.sign(which + 1, hers, hers.aside(twin, hers.number, before))

    @rule(
        which=WHICH,
        office=st.integers(0, 1),
        deeds=st.lists(st.sampled_from(OF_PEOPLE), min_size=1, max_size=4),
        is_enclosed=st.booleans(),
    )
    def a_coordinator_decides_about_people(
        self, which: int, office: int, deeds: list[Deed], *, is_enclosed: bool
    ) -> None:
        """Let one of them enlist, enrol, move, end or hand out codes; what it says may be lost."""
        hers = self.offices[office]
        for deed in deeds:
            self.sign(which, hers, hers.act(deed), is_enclosed=is_enclosed)

    def sign(self, which: int, hers: Office, wire: bytes, *, is_enclosed: bool = True) -> None:
        """Keep an act as her computer does."""
        station = self.station(which)
        said = hers.event_of(wire) if is_enclosed else event_of(wire)
        self.at(station, LEARNERS[0], said)
        acts.take(station.db, wire, station.clock)
        acts.settle(station.db, station.clock)

    @rule(office=st.integers(0, 1), reason=st.sampled_from([LEFT, DISTRUSTED]))
    def a_coordinator_is_dismissed(self, office: int, reason: str) -> None:
        grant = self.offices[office].grant
        key = self.hub.identity.signing_key
        with suppress(RefusedError), self.hub.database.writing() as connection:
            grants.revoke(connection, key, grant, reason, self.hub.now())
            self.dismissed[grant] = reason

    # What goes wrong on the way

    @rule(which=WHICH, share=st.floats(0, 1))
    def the_link_breaks(self, which: int, share: float) -> None:
        with suppress(WorldError), unless_a_code_is_needed():
            self.station(which).exchange(Cut(self.hub, share))

    @rule(which=WHICH)
    def put_what_waits_on_a_stick(self, which: int) -> None:
        station = self.station(which)
        with unless_a_code_is_needed():
            exchange.cut_batches(station.db, station.keys, station.clock)
            for cut in outbox.waiting(station.db, station.device):
                self.sticks.append((station.keys.copy(), station.device, cut.wire))

    @precondition(lambda self: self.sticks)
    @rule(places=st.lists(st.integers(0, 30), min_size=1, max_size=5))
    def sticks_arrive_in_any_order(self, places: list[int]) -> None:
        for place in places:
            keys, device, wire = self.sticks[place % len(self.sticks)]
            ask = Ask(messages.VERSION, device, NOW, "", 0, messages.START, 1)
            with unless_a_code_is_needed():
                self.hub.exchange(messages.frame_ask(ask, [wire], keys.of(device)))

    # What goes by folders

    def stick(self, number: int) -> Path:
        found = self.folder / f"stick-{number}"
        found.mkdir(exist_ok=True)
        return found

    def files(self, number: int) -> list[Path]:
        return sorted(bundles_folder(self.stick(number)).glob("*.bundle"))

    @rule(which=WHICH, number=STICK)
    def write_to_a_folder(self, which: int, number: int) -> None:
        at = self.station(which)
        with unless_a_code_is_needed():
            collecting.write_out(at.on_store, at.keys, self.stick(number), at.clock, QuickStick())

    @rule(which=WHICH)
    def two_quiet_minutes_pass(self, which: int) -> None:
        """Let batches be made ready, of which nobody knows yet whether they will be cut so."""
        at = self.station(which)
        for _minute in range(2):
            with unless_a_code_is_needed():
                cutting.get_ready(at.db, at.keys)

    @rule(which=WHICH, number=STICK)
    def collect_from_a_folder(self, which: int, number: int) -> None:
        at = self.station(which)
        collecting.collect(at.on_store, self.stick(number), at.clock, QuickStick())

    @rule(which=WHICH)
    def carry_to_the_hub(self, which: int) -> None:
        at = self.station(which)
        with unless_a_code_is_needed():
            sending.carry(at.on_store, road_over(memory_road(self.hub), at.keys, now=at.clock))

    @rule(which=WHICH, number=STICK)
    def bring_receipts_to_a_folder(self, which: int, number: int) -> None:
        collecting.write_back(self.station(which).on_store, self.stick(number), QuickStick())

    @rule(which=WHICH, carrier=WHICH, number=STICK)
    def a_week_goes_by_folder(self, which: int, carrier: int, number: int) -> None:
        self.write_to_a_folder(which, number)
        self.collect_from_a_folder(carrier, number)
        self.carry_to_the_hub(carrier)
        self.bring_receipts_to_a_folder(carrier, number)
        self.write_to_a_folder(which, number)

    @precondition(lambda self: self.files(0) or self.files(1))
    @rule(
        number=STICK, place=st.integers(0, 30), what=st.sampled_from(["copied", "lost", "swapped"])
    )
    def something_happens_to_bundles(self, number: int, place: int, what: str) -> None:
        found = self.files(number) or self.files(1 - number)
        one, other = found[place % len(found)], found[(place + 1) % len(found)]
        if what == "copied":
            self.kept += [(each.name, each.read_bytes()) for each in found]
        elif what == "lost":
            one.unlink()
        else:
            ours, theirs = one.read_bytes(), other.read_bytes()
            one.write_bytes(theirs)
            other.write_bytes(ours)

    @precondition(lambda self: self.kept)
    @rule(number=STICK, places=st.lists(st.integers(0, 60), min_size=1, max_size=4))
    def bundles_are_put_back(self, number: int, places: list[int]) -> None:
        target = bundles_folder(self.stick(number))
        target.mkdir(exist_ok=True)
        for place in places:
            name, data = self.kept[place % len(self.kept)]
            (target / name).write_bytes(data)

    @precondition(lambda self: self.asks)
    @rule(places=st.lists(st.integers(0, 60), min_size=1, max_size=5))
    def captured_asks_are_posted_again(self, places: list[int]) -> None:
        """One that the hub heard gives nothing; it forgets what it heard after its backup."""
        for place in places:
            wire = self.asks[-1 - place % len(self.asks)]
            asked = messages.signed_part(wire)
            ask = messages.read(asked, Ask)
            with self.hub.database.reading() as connection:
                heard = connection.scalar(select(heads.c.asked).where(heads.c.device == ask.device))
                epoch = epochs.current(connection)
            with unless_a_code_is_needed():
                answer = self.hub.exchange(wire)
                key = self.hub.identity.signing_key.public
                reply = messages.read_answer(answer, asked, key)
                is_of_epoch = (ask.epoch_number, ask.epoch) == (epoch.number, epoch.name)
                if ask.number <= (heard or 0) or (ask.epoch and not is_of_epoch):
                    assert (reply.documents, reply.mark, reply.lamport) == ((), b"", 0)

    @precondition(lambda self: self.pages)
    @rule(which=WHICH, places=st.lists(st.integers(0, 60), min_size=1, max_size=9))
    def old_pages_and_receipts_come_again(self, which: int, places: list[int]) -> None:
        station = self.station(which)
        before = (station.waiting, documents_of(station))
        for place in places:
            page = self.pages[place % len(self.pages)]
            if not page.is_past(station):
                continue
            for each in page.reply.documents:
                inbox.put(
                    station.db,
                    InboxDocument(each.stream, each.kind, each.id, each.revision, each.payload),
                )
            receipt = page.reply.receipt
            if receipt is not None and receipt.last <= outbox.landed(station.db, station.device):
                outbox.set_landed(station.db, station.device, receipt.last, receipt.digest, NOW)
        acts.settle(station.db, station.clock)  # where no office is, nothing of one stays
        assert (station.waiting, documents_of(station)) == before

    # What happens to computers

    @rule(which=WHICH, years=st.integers(-20, 5), days=st.integers(-9, 9))
    def a_clock_jumps(self, which: int, years: int, days: int) -> None:
        station = self.station(which)
        station.clock = Milliseconds(station.clock + years * YEAR + days * YEAR // 365)

    @rule(which=WHICH)
    def a_quarter_passes(self, which: int) -> None:
        station = self.station(which)
        outbox.purge(station.db, Milliseconds(NOW + 2 * outbox.KEPT_AFTER_LANDING))

    @rule(which=WHICH)
    def a_disk_is_copied(self, which: int) -> None:
        self.copies.append(self.station(which).copy())

    @precondition(lambda self: self.copies)
    @rule(which=WHICH, place=st.integers(0, 9))
    def a_disk_is_put_back(self, which: int, place: int) -> None:
        self.stations[which % len(self.stations)] = self.copies[place % len(self.copies)].copy()

    @precondition(lambda self: self.copies and len(self.stations) < MOST_STATIONS)
    @rule(place=st.integers(0, 9), noticed=st.booleans())
    def a_computer_is_cloned(self, place: int, noticed: bool) -> None:
        clone = self.copies[place % len(self.copies)].copy()
        if noticed:
            identity.settle(clone.db, machine.described("one", [1]))
            identity.settle(clone.db, machine.described("other", [2]))
        self.stations.append(clone)

    @rule(which=WHICH)
    def a_key_is_lost(self, which: int) -> None:
        self.station(which).keys = MemoryKeys()

    # What happens to the hub

    @rule()
    def the_hub_is_killed(self) -> None:
        self.hub.database.close()
        self.hub = self.open_hub()

    @rule(which=st.integers(0, 2), payload=st.sampled_from([b"", b"{}", b'{"revision":2}']))
    def the_hub_decides(self, which: int, payload: bytes) -> None:
        """Publish a result, another one, or that there is none."""
        with self.hub.database.writing() as connection:
            stream = feed.campus_stream("unz", CAMPUS)
            feed.publish(connection, stream, "result", f"r{which}", payload)

    @rule()
    def the_hub_is_backed_up(self) -> None:
        self.backup.unlink(missing_ok=True)
        source, target = sqlite3.connect(self.file), sqlite3.connect(self.backup)
        source.backup(target)
        source.close()
        target.close()

    @precondition(lambda self: self.backup.exists())
    @rule(told=st.booleans())
    def the_hub_is_put_back(self, told: bool) -> None:
        self.hub.database.close()
        for rest in self.folder.glob("hub.sqlite3-*"):
            rest.unlink()
        shutil.copy(self.backup, self.file)
        self.put_back += 1
        if told:
            database = opened(f"sqlite:///{self.file}")
            epochs.start(database, NOW)
            database.close()
        self.hub = self.open_hub()

    @rule(learner=st.sampled_from(LEARNERS[1:]))
    def somebody_is_erased(self, learner: str) -> None:
        access = Access(self.hub.database, Actor(Role.OPERATOR), self.hub.now)
        with suppress(RefusedError):  # the hub has not heard of her yet
            people.erase_profile(access, INSTITUTION, learner, keeps_certificates=False)
            self.erased.add(learner)

    # What must hold

    @rule()
    def everybody_exchanges_in_peace(self) -> None:
        for learner in sorted(self.erased):
            self.somebody_is_erased(learner)
        for office, hers in enumerate(self.offices):
            if hers.grant in self.dismissed:
                self.a_coordinator_is_dismissed(office, self.dismissed[hers.grant])
        for _ in range(3):  # a hub that was put back may learn it of the last
            for which in range(len(self.stations)):
                self.exchange(which)
        counted = self.counted()
        on_disks = {fact_of(e) for station in self.stations for e in event_log.replay(station.db)}
        self.nothing_is_left_of_the_erased(counted, on_disks)
        self.recorded = {fact for fact in self.recorded if fact[2] not in self.erased}
        on_disks = {fact for fact in on_disks if fact[2] not in self.erased}
        assert [fact for fact, times in counted.items() if times > 1] == []
        if self.registered_anew:
            said = {fact[2:] for fact in counted}
            assert {fact[2:] for fact in on_disks} - said == set()
            assert said - {fact[2:] for fact in self.recorded} == set()
        else:
            assert on_disks - counted.keys() == set()
            assert counted.keys() - self.recorded == set()
        self.hub_says_what_its_events_say()
        self.numbers_are_used_once_or_wait()
        self.acts_are_decided_once_and_in_order()
        self.computers_show_what_the_hub_announces()
        self.people_are_told_of_as_they_stand()
        twice = counted.keys() - self.recorded
        for station in self.stations:
            self.computer_says_what_the_hub_says(station, twice | self.recorded - counted.keys())

    def acts_are_decided_once_and_in_order(self) -> None:
        access = Access(self.hub.database, Actor(Role.OPERATOR), self.hub.now)
        decided: defaultdict[str, list[int]] = defaultdict(list)
        for act in coordinators.acted(access, INSTITUTION):
            if act.standing in {"done", "refused", "early"}:
                decided[act.grant].append(act.number)
        last = {each.id: each.last_act for each in coordinators.listed(access, INSTITUTION)}
        for grant, count in last.items():
            assert decided[grant] == [*range(1, count + 1)]
        said = self.acts_at_the_hub()
        with self.hub.database.reading() as connection:
            stream = feed.campus_stream(INSTITUTION, CAMPUS)
            wire = feed.published(connection, stream, "grants", "grants")
        for station in self.stations:
            assert lists.signed(station.db) == wire
            known = {each.digest: each.standing for each in heard.heard(station.db)}
            for digest, standing in said.items():
                assert known[digest] in (
                    {"landed"} if standing == "done" else {"refused", "overruled", "landed"}
                )

    def people_are_told_of_as_they_stand(self) -> None:
        """To tell of everybody and of every cohort once more says nothing new."""
        d, told = documents.c, ("roster", "cohort", "enrolments")
        query = select(d.stream, d.kind, d.id, d.payload).where(d.kind.in_(told))
        with self.hub.database.writing() as connection:
            before = set(map(tuple, connection.execute(query)))
            rolls.tell(connection, INSTITUTION, sorted(roster.known(connection, INSTITUTION)))
            assert set(map(tuple, connection.execute(query))) == before

    def computers_show_what_the_hub_announces(self) -> None:
        """What waits for a person, or what a hub that was put back holds, may be shown as well."""
        said, c = self.acts_at_the_hub(), documents.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(select(c.id, c.payload).where(c.kind == "announcement"))
            at_hub = {
                id_: msgspec.json.decode(payload, type=AnnouncementDocument).texts
                for id_, payload in rows
                if payload
            }
        for station in self.stations:
            acted = [each for each in heard.heard(station.db) if b"announce" in each.wire]
            if all(each.digest in said for each in acted):
                found = announcements.live(station.db, Milliseconds(station.clock))
                assert {each.id: each.texts for each in found} == at_hub

    def acts_at_the_hub(self) -> dict[bytes, str]:
        """What the hub says to the campus of each act, by its digest."""
        c = documents.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(select(c.payload).where(c.kind == "act"))
            told = [signed.read_landed(bytes(row[0])) for row in rows]
        return {signed.digest_of(each.wire): each.standing for each in told if each}

    def nothing_is_left_of_the_erased(self, counted: Counter[Fact], on_disks: set[Fact]) -> None:
        assert {fact for fact in counted if fact[2] in self.erased} == set()
        kept = {fact[3:4] + fact[5:] for fact in on_disks if fact[2] in self.erased}
        assert kept <= {(erasure.BLANK, "{}")}
        for station in self.stations:
            for learner in self.erased:
                assert all(not each.find(station.db, learner) for each in projections.ALL)

    def counted(self) -> Counter[Fact]:
        c = events.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(
                    func.coalesce(c.origin_device, c.device),
                    func.coalesce(c.origin_sequence, c.sequence),
                    *(c.learner, c.kind, c.recorded_at, c.payload),
                ).where(c.counts)
            )
            return Counter(
                (*said, encode_body(bare(decode_body(said[3], payload.encode()))).decode())
                for *said, payload in rows
            )

    def hub_says_what_its_events_say(self) -> None:
        c = events.c
        with self.hub.database.reading() as connection:
            told = [
                Event(
                    DeviceId(device),
                    sequence,
                    lamport,
                    LearnerId(learner),
                    Milliseconds(at),
                    decode_body(kind, payload.encode()),
                )
                for device, sequence, lamport, learner, at, kind, payload in connection.execute(
                    select(
                        func.coalesce(c.origin_device, c.device),
                        func.coalesce(c.origin_sequence, c.sequence),
                        *(c.lamport, c.learner, c.recorded_at, c.kind, c.payload),
                    ).where(~waits_in(held), ~waits_in(quarantine))
                )
            ]
        folded = {
            (projection.subject.name, *key): state
            for projection in projections.ALL
            for key, state in projections.fold_all(told)[projection.table].items()
        }
        assert self.states_at_the_hub() == folded

    def computer_says_what_the_hub_says(self, station: Station, lost: set[Fact]) -> None:
        """What was lost with two disks may be known from hearsay; of others nothing differs."""
        c = seats.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(c.learner, c.standing).where(c.device == station.device)
            )
            standing = {row[0]: row[1] for row in rows}
        for learner in standing.keys() - {learner for _, _, learner, *_ in lost}:
            known = {
                (projection.subject.name, learner, *key): state
                for projection in projections.ALL
                for key, state in projection.find(station.db, learner).items()
            }
            hub = {key: s for key, s in self.states_at_the_hub().items() if key[1] == learner}
            if standing[learner] == Standing.PROVEN:
                assert known == hub
                self.computer_has_what_is_hers(station, learner)
            elif standing[learner] == Standing.CLAIMED:
                assert missing(known, hub) == []
        decided = self.results_at_the_hub()
        results = {each.id: each.payload for each in inbox.of_kind(station.db, "result")}
        assert {id_: results[id_] for id_ in results if id_ in decided or id_[0] == "r"} == decided
        rebuilt = projections.rebuild(
            station.db, event_log.replay(station.db), received_states.all_states(station.db)
        )
        assert rebuilt == ()

    def computer_has_what_is_hers(self, station: Station, learner: str) -> None:
        c, sat = documents.c, sittings.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(c.kind, c.id, c.payload).where(c.learner == learner, c.kind.in_(PRIVATE))
            )
            hers = {
                (kind, id_): drawing_from.written_out(connection, INSTITUTION, id_)
                if payload is None
                else bytes(payload)
                for kind, id_, payload in rows
            }
            person = linked.person_of(connection, INSTITUTION, learner)
            used = set(connection.scalars(select(sat.number).where(sat.drawn_for == person)))
        for (kind, id_), payload in hers.items():
            known = inbox.find(station.db, kind, id_)
            assert (known.payload if known else b"") == payload, (kind, id_)
        source = tickets.of_ticket(station.db, LearnerId(learner), COURSE, "exam")
        assert source is None or source.number not in used

    def numbers_are_used_once_or_wait(self) -> None:
        c = sittings.c
        with self.hub.database.reading() as connection:
            drawn = select(c.attempt, c.drawn_for, c.number).where(c.drawn_for.is_not(None))
            claimed: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
            for attempt, person, number in connection.execute(drawn):
                claimed[person, number].append(attempt)
            asked = {
                each.attempt
                for each in all_questions(whole(connection))
                if each.kind == "ticket-twice"
            }
        for attempts in claimed.values():
            assert len(attempts) == 1 or set(attempts) <= asked

    def results_at_the_hub(self) -> dict[str, bytes]:
        c = documents.c
        with self.hub.database.reading() as connection:
            said_to_all = (c.kind == "result", c.learner == "")
            rows = connection.execute(select(c.id, c.payload).where(*said_to_all))
            return {id_: bytes(payload) for id_, payload in rows if payload}

    def states_at_the_hub(self) -> dict[tuple[str, ...], object]:
        return {
            (subject, learner, *(key.split(KEY_MARK) if key else ())): state
            for (learner, subject, key), state in at_the_hub(self.hub.database).items()
        }

    def teardown(self) -> None:
        try:
            if self.stations:
                self.everybody_exchanges_in_peace()
        finally:
            self.hub.database.close()
            shutil.rmtree(self.folder)


def missing(known: dict[Key, Any], hub: dict[Key, Any]) -> list[Key]:
    """Return the states of which a computer lacks something that it may know."""
    lacking = []
    for key, state in hub.items():
        part = public_part(state)
        mine = known.get(key) or type(state)()
        if part is not None and SUBJECTS[key[0]].state.merge((mine, part)) != mine:
            lacking.append(key)
    return lacking


def waits_in(table: Table) -> Exists:
    """Whether an event waits for a seat, or for a person."""
    c, e = table.c, events.c
    return exists().where(c.device == e.device, c.sequence == e.sequence)


TestCampus = Campus.TestCase
TestCampus.settings = settings(
    max_examples=EXAMPLES or 12,
    stateful_step_count=30,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
