"""A campus's week without the internet: by stick, share and relay to the coordinator, and on.

    python -m journeys.by_folder FOLDER

Forty computers of real client code, each with its data folder, that read the campus's registration
file and never see the internet; ten of them come to the coordinator's relay, a process of its own
over TLS on loopback, which half of them find by what it announces, and whose address is typed at
the others; a coordinator, who alone has a link; a hub over HTTP.
A stick is pulled while it is written, bundles are copied twice, come out of order and are put back;
a disk is restored from an image, another is copied; clocks say 2001 and 2031; the relay is killed
twice, once while it takes batches, its disk is full once, and its address changes; the link is slow
and breaks; the hub is put back from last night's backup.
She enrols one person for each computer, who types the code of her slip there. In the end every
event is at the hub once, all counts agree on all sides, the one sentence says so of each computer,
the missing were named, her report adds up to what was recorded, and no original is gone.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias
from unittest import mock

import pytest
from sqlalchemy import func, select

from helpers.awards import ROSTER
from helpers.by_folder import PulledStick
from helpers.clocks import FakeClock
from helpers.coordinating import WORDS
from helpers.desks import PIN
from helpers.hubs import CAMPUS, Backup, new_database, put_back, rows_of, serving
from helpers.learning_events import learning_events
from helpers.link import Link
from helpers.offices import INSTITUTION
from helpers.scopes import whole
from helpers.stations import code_of
from helpers.stick_image import plugged_in
from journeys import enrolment
from journeys.loopback_point import LoopbackPoint
from ujuzi.domain.arrival import ArrivalCase
from ujuzi.domain.authority import Act, Actor, Role
from ujuzi.domain.event import Event, LearnerId, encode_body, kind_of
from ujuzi.errors import WorldError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.people import grants as grants_of
from ujuzi.hub.people import roster
from ujuzi.hub.store.tables import events
from ujuzi.services.campus.computers import ComputerOddity, ComputerRow, WeekErrand
from ujuzi.services.delivery.delivery import Invitation, read_registration
from ujuzi.services.delivery.folders import Folders
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, held, statements
from ujuzi.store.acts import ActStanding
from ujuzi.store.held import HeldCount
from ujuzi.sync import machine
from ujuzi.sync.transports.folder import bundles_folder
from ujuzi.wire import carrying, grants

YEAR = 365 * 24 * 3600 * 1000
DAY_SECONDS = 24 * 3600
TO_2001, TO_2031 = -25 * YEAR, 5 * YEAR
COORDINATOR = "Coordinator"
FAST = 1e9
"""Bits a second of a link that is no matter."""

BITS_A_SECOND, ROUND_TRIP = 30_000, 0.8
"""The phone by which she sends, in bits a second and seconds."""

ODD_WEEK = {WeekErrand.SEATS, WeekErrand.COPIES, WeekErrand.CLOCKS, WeekErrand.NEARLY_FULL}
"""What still needs her when everything has arrived."""

Fact: TypeAlias = tuple[str, str, int, str]
"""Of whom, its kind, its claimed time and what it says: no two of this week are alike."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a campus is, and to which of its computers what happens, by their numbers.

    The last `by_share` go by a shared folder, those of `by_relay` come to the relay: `typed` are
    those at which its address is typed, to the first of the others what befalls it. `late` ones
    are off until the end of the week; of `copies` the first is copied to the others; `cuts` are
    where the link breaks, as shares of what goes up, of which a share of `sent_twice` may go twice;
    the link is `quicker` than a phone's.
    """

    computers: int
    by_share: int
    by_relay: tuple[int, ...]
    typed: tuple[int, ...]
    events: int
    in_2001: tuple[int, ...]
    in_2031: tuple[int, ...]
    pulled: int
    copied: tuple[int, ...]
    out_of_order: tuple[int, ...]
    again: int
    restored: int
    copies: tuple[int, ...]
    late: tuple[int, ...]
    cuts: tuple[float, ...]
    sent_twice: float
    quicker: float
    is_image: bool


FORTY = Plan(
    computers=40,
    by_share=10,
    by_relay=(3, 9, 22, 23, 24, 25, 26, 27, 28, 29),
    typed=(9, 22, 24, 26, 28),
    events=8 * 150,
    in_2001=(4, 5, 6, 7, 8, 9),
    in_2031=(10,),
    pulled=11,
    copied=(12, 13, 14),
    out_of_order=(15, 16),
    again=17,
    restored=18,
    copies=(19, 20, 21),
    late=(22, 40),
    cuts=(0.12, 0.3, 0.5, 0.68, 0.9),
    sent_twice=0.1,
    quicker=1,
    is_image=True,
)
EIGHT = Plan(
    computers=8,
    by_share=1,
    by_relay=(3, 7),
    typed=(7,),
    events=8 * 15,
    in_2001=(1,),
    in_2031=(2,),
    pulled=1,
    copied=(1,),
    out_of_order=(2,),
    again=1,
    restored=2,
    copies=(4, 5, 6),
    late=(8,),
    cuts=(0.4,),
    sent_twice=1,  # of a few kilobytes
    quicker=20,
    is_image=False,
)


def name_of(number: int) -> str:
    """Return what people call a computer."""
    return f"PC-{number:02}"


class Week:
    """The computers, the coordinator's, the stick and the share, a link and a hub."""

    def __init__(self, plan: Plan, hub: Hub, port: int, folder: Path, open_: ExitStack) -> None:
        self.plan, self.hub, self.folder, self._open = plan, hub, folder, open_
        self.url = f"http://127.0.0.1:{port}"
        self.link = Link(port)
        open_.callback(self.link.close)
        self.hub_clock = FakeClock()
        self.clocks: dict[str, FakeClock] = {}
        self.desks: dict[str, Desk] = {}
        self.told: Counter[Fact] = Counter()
        self.recorded: list[Event] = []
        self.studied: Counter[str] = Counter()
        self.stick = open_.enter_context(plugged_in(folder, is_image=plan.is_image))
        self.share = folder / "share"
        bundles_folder(self.share).mkdir(parents=True)
        self.her = LearnerId("")
        self.clocks[COORDINATOR] = FakeClock()
        typed = self.names_of(plan.typed)
        self.point = LoopbackPoint(folder / COORDINATOR, self.clocks[COORDINATOR], typed, open_)

    @property
    def access(self) -> Access:
        return Access(self.hub.database, Actor(Role.OPERATOR), self.hub.now)

    @property
    def coordinator(self) -> Desk:
        return self.desks[COORDINATOR]

    @property
    def places(self) -> tuple[Path, Path]:
        return self.stick.place, self.share

    @property
    def names(self) -> list[str]:
        return [name_of(number) for number in range(1, self.plan.computers + 1)]

    @cached_property
    def enrolled(self) -> enrolment.Enrolment:
        """Who sits at which computer, by the list that she imported, with their slips."""
        return enrolment.enrol(self.coordinator, self.her, self.names, self.folder)

    def names_of(self, numbers: tuple[int, ...]) -> list[str]:
        return [name_of(number) for number in numbers]

    def place_of(self, name: str) -> Path:
        """Return by which folder a computer is reached."""
        by_share = self.names[-self.plan.by_share :]
        return self.share if name in by_share else self.stick.place

    def open(self, name: str) -> Desk:
        """Start a computer."""
        clock = self.clocks.setdefault(name, FakeClock())
        self.desks[name] = open_desk(self.folder / name, clock)
        return self.desks[name]

    def close(self) -> None:
        """Turn every computer off."""
        self.point.close()
        for desk in self.desks.values():
            desk.close()

    def begin(self) -> None:
        """Let every computer read the file, set clocks wrong, and put down who is expected."""
        plan = self.plan
        desk = self.open(COORDINATOR)
        at = f"http://127.0.0.1:{self.link.port}"
        desk.collection.register(Invitation(at, code_of(self.hub, CAMPUS)), COORDINATOR)
        self.appoint(desk)
        computers.permit_relay(self.access, desk.collection.standing().device)
        self.point.open(desk)
        file = self.folder / "campus.json"
        file.write_bytes(computers.campus_file(self.access, CAMPUS, self.url, str(self.share)))
        for name in self.names:
            if name in self.names_of(plan.copies[1:]):
                continue
            self.open(name).collection.register(read_registration(file), name)
        for name in self.names_of(plan.late):
            self.coordinator.campus_computers.expect(name)
        for number, claims in [
            *((each, TO_2001) for each in plan.in_2001),
            *((each, TO_2031) for each in plan.in_2031),
        ]:
            self.clocks[name_of(number)].claim(claims)
        self.copy_a_disk()
        self.coordinator.folders.send_on()

    def appoint(self, desk: Desk) -> None:
        """Make her coordinator at the hub, by a code and a file both ways."""
        with self.hub.database.writing() as connection:
            roster.import_roster(whole(connection), ROSTER)
            code = grants_of.make_code(connection, INSTITUTION, "P1", self.hub.now())
        self.her = desk.people.create(name="Ada", role="leader", language="en", pin=PIN).learner
        desk.office.ask(self.her, code, WORDS)
        asked = grants.from_file(desk.office.request_file(self.her), grants.ASK_CONTEXT)
        answer = grants.in_file(self.hub.grant(asked), grants.CONTEXT)
        desk.office.take_answer(self.her, answer)

    def admit(self) -> list[str]:
        """Take in by name, by her signature, whoever asks in what she collected; return who."""
        desk = self.coordinator
        desk.office.unlock(self.her, " ".join(WORDS))
        mine = {each.device for each in desk.campus_acts.listed() if each.act is Act.ADMIT_COMPUTER}
        waiting = [
            each for each in desk.folders.introduced() if each.name and each.device not in mine
        ]
        for each in waiting:
            desk.campus_acts.admit(self.her, each.device)
        desk.collection.exchange()
        assert all(each.standing is ActStanding.LANDED for each in desk.campus_acts.listed())
        return sorted(each.name for each in waiting)

    def copy_a_disk(self) -> None:
        """Make two more computers of one disk: the first is known for another machine."""
        if not self.plan.copies:
            return
        first, *others = self.names_of(self.plan.copies)
        self.desks[first].close()
        for name in others:
            shutil.copytree(self.folder / first, self.folder / name)
        self.open(first)
        elsewhere = machine.described("another", ())
        with mock.patch.object(machine, "this_machine", return_value=elsewhere):
            self.open(others[0])
        for name in others[1:]:
            self.open(name)

    def study(self, name: str, count: int) -> None:
        """Let eight people record so many events at a computer."""
        desk, done = self.desks[name], self.studied[name]
        seed = 1 + self.names.index(name)
        clock = self.clocks[name]
        if not done:
            learners = {each.learner for each in learning_events(self.plan.events, seed=seed)}
            for event in enrolment.sign_up(desk, learners):
                self.note(event)
        with desk._db.atomic():
            for event in learning_events(done + count, seed=seed)[done:]:
                clock.move(1)
                self.note(event_log.append(desk._db, event.learner, event.body, clock.now()))
        self.studied[name] += count

    def note(self, event: Event) -> None:
        """Write down what was told at a computer."""
        said = encode_body(event.body).decode()
        self.told[event.learner, kind_of(event.body), event.recorded_at, said] += 1
        self.recorded.append(event)

    def type_slip(self, name: str) -> None:
        """Let the first who studied at a computer type the code of her slip there."""
        (first,) = learning_events(1, seed=1 + self.names.index(name))
        self.clocks[name].move(1)
        self.note(enrolment.type_slip(self.enrolled, self.desks[name], name, first.learner))

    def visit(self, *names: str) -> None:
        by_relay = self.names_of(self.plan.by_relay)
        for name in names:
            if name in by_relay:
                self.point.visit(name, self.desks[name])
            else:
                visited = self.desks[name].folders.write(self.place_of(name))
                assert visited.left == 0, f"{name} found no room"

    def collect(self) -> None:
        self.clocks[COORDINATOR].move(3600)
        for place in self.places:
            found = self.coordinator.folders.collect(place)
            assert not found.problems, found.problems
        self.point.look()

    def bring_back(self) -> None:
        for place in self.places:
            self.coordinator.folders.prepare(place)
        self.point.look()

    def send(self) -> float:
        """Send on what is held, and return how long it took; count what goes up."""
        started = time.monotonic()
        self.coordinator.folders.send_on()
        return time.monotonic() - started

    @property
    def bytes_needed(self) -> int:
        """The bytes of every envelope that was ever held here."""
        rows = self.coordinator._db.rows("SELECT sum(length(wire)) FROM held_envelopes")
        return int(rows[0][0] or 0)

    def all_has_landed(self) -> bool:
        """Whether every computer knows that the hub has all of it."""
        known = (self.desks[name].folders.whereabouts() for name in self.names)
        return all(each.recorded == each.landed for each in known)

    def counts(self) -> dict[str, HeldCount]:
        return {each.device: each for each in self.coordinator.folders.counts()}

    def missing(self) -> list[str]:
        """Return of which computers nothing has come, by their names on her list."""
        rows = self.coordinator.campus_computers.rows()
        return sorted(each.name for each in rows if each.arrival.case is ArrivalCase.NEVER)

    def rows(self) -> dict[str, ComputerRow]:
        """Return what her page of computers shows, by name; copies of a disk bear one name."""
        shown = {row.device: row for row in self.coordinator.campus_computers.rows()}
        found = {}
        for name in self.names:
            device = self.desks[name].collection.standing().device
            if device in shown:
                found[name] = shown[device]
        return found

    def at_hub(self) -> Counter[Fact]:
        """Return what counts at the hub of all that was told at the computers."""
        c = events.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(c.learner, c.kind, c.recorded_at, c.payload).where(
                    c.counts, c.device != self.coordinator.collection.standing().device
                )
            )
            return Counter((row[0], row[1], row[2], row[3]) for row in rows)

    def landed(self) -> dict[str, int]:
        """Return up to which number the hub has the events of each identity."""
        c = events.c
        with self.hub.database.reading() as connection:
            query = select(c.device, func.max(c.sequence)).group_by(c.device)
            return {row[0]: row[1] for row in connection.execute(query)}


def play(folder: Path, plan: Plan) -> list[str]:
    """Play a week; return what is to be said of it. Raises AssertionError where it goes wrong."""
    hub_clock = FakeClock()
    hub = Hub(new_database("sqlite", folder), hub_clock.now)
    with ExitStack() as open_, serving(hub) as port:
        open_.callback(hub.database.close)
        week = Week(plan, hub, port, folder, open_)
        week.hub_clock = hub_clock
        open_.callback(week.close)
        week.begin()
        image = first_visits(week)
        said = [
            f"{plan.computers} computers, {plan.by_share} by a shared folder, {len(plan.by_relay)}"
            f" by a relay, the others by a stick ({week.stick.file_system})",
            first_upload(week),
        ]
        backup = rows_of(hub.database)
        accidents(week, image)
        said += [second_upload(week, backup), last_round(week)]
        said.append(week.point.said())
        said += [check_counts(week), check_people(week), check_report(week)]
        said.append(check_nothing_went_early(week))
        return said


def first_visits(week: Week) -> Path:
    """Let all but the late ones study, and bring it; return an image of a disk of before Friday."""
    plan = week.plan
    names = [name for name in week.names if name not in week.names_of(plan.late)]
    for name in names:
        week.study(name, plan.events // 2)
        week.type_slip(name)
    week.visit(*names)
    week.collect()
    week.send()
    admitted = week.admit()
    assert admitted[0] == name_of(1), admitted
    restored = name_of(plan.restored)
    week.desks[restored].close()
    image = week.folder / "image"
    shutil.copytree(week.folder / restored, image)
    week.open(restored)
    early = {each: each.read_bytes() for each in bundles_folder(week.stick.place).iterdir()}
    for name in names:
        rest = plan.events - plan.events // 2
        week.study(name, rest // 2 if name == restored else rest)
    pulled = name_of(plan.pulled)
    stick = PulledStick(step="write")
    desk = week.desks[pulled]
    with pytest.raises(WorldError):
        Folders(desk._db, week.folder / pulled, week.clocks[pulled], stick).write(week.stick.place)
    first = week.desks[name_of(plan.by_relay[0])]
    week.point.open(week.coordinator)
    week.point.fill_up(first)
    week.visit(*(name for name in names if name != name_of(plan.by_relay[0])))
    week.point.kill_while_it_takes(first)  # nothing of this second visit was taken from it yet
    week.visit(name_of(plan.by_relay[0]))
    bundles = bundles_folder(week.stick.place)
    (bundles / "holiday.jpg").write_bytes(b"a stranger's")
    for name in week.names_of(plan.copied):
        for file in label_files(week, name):
            shutil.copy(file, bundles / f"{file.stem} (2).bundle")
            shutil.copy(file, bundles_folder(week.share) / file.name)
    for name in week.names_of(plan.out_of_order):
        one, other = label_files(week, name)[:2]
        ours, theirs = one.read_bytes(), other.read_bytes()
        one.write_bytes(theirs)
        other.write_bytes(ours)
    week.collect()
    for file in label_files(week, name_of(plan.again)):
        if file in early:
            file.write_bytes(early[file])
    week.collect()
    assert week.missing() == sorted(week.names_of(plan.late)), week.missing()
    check_sentences(week, {ArrivalCase.PARTLY, ArrivalCase.NEVER})
    return image


def label_files(week: Week, name: str) -> list[Path]:
    """Return the bundles of a computer on the stick."""
    device = week.desks[name].collection.standing().device
    place = bundles_folder(week.stick.place)
    return [file for file in sorted(place.glob("*.bundle")) if device.encode() in file.read_bytes()]


def first_upload(week: Week) -> str:
    """Send the week over a phone's link that breaks."""
    plan = week.plan
    waiting = sum(len(each.wire) for each in held.waiting(week.coordinator._db))
    before = week.link.bytes_up
    week.link.shape(
        round_trip=ROUND_TRIP / plan.quicker,
        bits_a_second=BITS_A_SECOND * plan.quicker,
        cuts=[round(waiting * share) for share in plan.cuts],
    )
    seconds = week.send()
    week.link.shape(round_trip=0, bits_a_second=FAST)
    sent = week.link.bytes_up - before
    again = sent / waiting - 1
    assert again < plan.sent_twice, f"{again:.1%} was sent twice"
    return (
        f"upload of {waiting} bytes of envelopes at {BITS_A_SECOND * plan.quicker:.0f} bit/s, cut"
        f" {len(plan.cuts)} times: {seconds:.0f} s, {sent} bytes went up ({again:+.1%})"
    )


def accidents(week: Week, image: Path) -> None:
    """Restore a disk from its image, start the late computers, and let them all go by."""
    plan = week.plan
    restored = name_of(plan.restored)
    week.desks[restored].close()
    shutil.rmtree(week.folder / restored)
    shutil.copytree(image, week.folder / restored)
    week.open(restored)
    week.study(restored, plan.events - week.studied[restored])
    late = week.names_of(plan.late)
    for name in late:
        week.study(name, plan.events)
        week.type_slip(name)
    week.point.kill(week.desks[name_of(plan.by_relay[0])])
    week.visit(restored, *late)
    week.collect()


def second_upload(week: Week, backup: Backup) -> str:
    """Send what was late; then the hub is put back from last night's backup, and is not told."""
    week.send()
    week.admit()
    week.send()
    put_back(week.hub.database, backup)
    with mock.patch.object(carrying, "frame_items", wraps=carrying.frame_items) as framed:
        for _ in range(2):
            week.send()
            week.admit()
    items = [item for call in framed.call_args_list for item in call.args[1]]
    size = sum(len(wire) for kind, wire in items if kind == carrying.ENVELOPE)
    again = size / week.bytes_needed
    assert again < week.plan.sent_twice, f"{again:.1%} was sent twice"
    return f"the hub was put back: {again:.1%} of the bytes of all envelopes went up once more"


def last_round(week: Week) -> str:
    """Bring receipts to all, and everything that is left to the hub: by folder or relay.

    A disk that was restored or copied takes a new name when it hears what the hub has under the old
    one; that is introduced by its next bundle or visit.
    """
    anew: set[str] = set()
    before = {name: desk.collection.standing().device for name, desk in week.desks.items()}
    was_done = False
    for _ in range(6):
        week.bring_back()
        week.visit(*week.names)
        for name, desk in week.desks.items():
            if desk.collection.standing().device != before[name]:
                anew.add(name)
        week.collect()
        week.send()
        if was_done:
            break
        was_done = week.all_has_landed()  # who goes on beside its copy shows it with the next visit
        week.admit()
        week.send()
    return f"a new name, by folder or relay alone: {', '.join(sorted(anew)) or 'nobody'}"


def check_counts(week: Week) -> str:
    """Every event is at the hub once, and three counts are the same on all sides."""
    here, there = week.told, week.at_hub()
    assert there == here, f"lost {(here - there).total()}, too many {(there - here).total()}"
    landed, known = week.landed(), week.counts()
    rows = {row.device: row for row in week.coordinator.campus_computers.rows()}
    for name in week.names:
        device = week.desks[name].collection.standing().device
        own, hers = week.desks[name].folders.whereabouts(), known[device]
        assert (own.recorded, own.held, own.landed) == (landed[device], 0, landed[device]), name
        assert (hers.recorded, hers.held, hers.landed) == (landed[device], 0, landed[device]), name
        said = rows[device].arrival
        assert said.case is ArrivalCase.LANDED, f"{name}: {said}"
        assert (said.recorded, said.waiting) == (said.landed, 0), name
    assert week.missing() == []
    check_sentences(week, {ArrivalCase.LANDED})
    assert {line.errand for line in week.coordinator.campus_computers.week()} <= ODD_WEEK
    return f"{there.total()} events at the hub, each once; counts agree on all sides"


def check_people(week: Week) -> str:
    """The people of her list are linked by their slips, and known as such to her alone."""
    labs = {name: week.desks[name] for name in week.names}
    return enrolment.check_people(week.enrolled, week.hub, week.coordinator, labs)


def check_report(week: Week) -> str:
    """Her report adds up to what was recorded, and to what is at the hub."""
    return enrolment.check_report(
        week.enrolled, week.hub, week.coordinator, week.her, week.recorded
    )


def check_sentences(week: Week, cases: set[ArrivalCase]) -> None:
    """What is said of each computer is true, and a clock that is wrong is called so.

    Until the hub has told copies of one disk apart, nothing is said of what has landed of them; one
    that has never come has no row but the name that she expects.
    """
    is_over = cases == {ArrivalCase.LANDED}
    copies = [] if is_over else week.names_of(week.plan.copies)
    wrong = {*week.names_of(week.plan.in_2001), *week.names_of(week.plan.in_2031)}
    landed, rows = week.landed(), week.rows()
    without = set(week.names) - set(rows)
    if is_over:
        assert not without, without
        of_one_disk = {name for name, row in rows.items() if row.has(ComputerOddity.COPIED)}
        assert of_one_disk <= set(week.names_of(week.plan.copies)), of_one_disk
        assert len(of_one_disk) >= min(2, len(week.plan.copies)), of_one_disk
    else:
        assert without
    for name, row in rows.items():
        arrival = row.arrival
        may_be = {*cases, ArrivalCase.COPIED} if name in copies else cases
        assert arrival.case in may_be, f"{name}: {arrival}"
        assert arrival.landed + arrival.held_entries + arrival.only_there == arrival.recorded
        assert (arrival.case is ArrivalCase.NEVER) == (row.visited_at is None)
        if row.visited_at is None:
            continue
        assert row.clock is not None
        assert row.clock.is_wrong == (name in wrong), f"{name}: {row.clock}"
        stated = statements.of(week.coordinator._db, row.device)
        assert stated is not None
        there = sum(min(each.entries, landed.get(each.device, 0)) for each in stated.statement.line)
        assert arrival.landed <= there, f"{name}: {arrival}, and {there} are at the hub"


def check_nothing_went_early(week: Week) -> str:
    """No original goes before 90 days of the hub's dates, and then its bytes do."""

    def gone(days: int) -> int:
        week.hub_clock.move(days * DAY_SECONDS)
        week.send()
        week.bring_back()
        week.visit(*week.names)
        empty = "SELECT count(*) FROM batches WHERE wire IS NULL"
        return sum(desk._db.rows(empty)[0][0] for desk in week.desks.values())

    kept = week.coordinator._db.row("SELECT count(*) FROM held_envelopes")
    assert gone(0) == gone(89) == 0
    assert week.coordinator._db.row("SELECT count(*) FROM held_envelopes") == kept
    batches = gone(2)
    assert batches > 0
    assert week.coordinator._db.row("SELECT count(*) FROM held_envelopes") == (0,)
    return f"no original gone within 89 days of the hub's; {batches} batches' bytes after 91"


@contextmanager
def folder_for(chosen: Path) -> Iterator[Path]:
    """Yield an empty folder."""
    shutil.rmtree(chosen, ignore_errors=True)
    chosen.mkdir(parents=True)
    yield chosen
    shutil.rmtree(chosen)


def main() -> None:
    """Play the week of forty computers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    with folder_for(parser.parse_args().folder) as folder:
        for line in play(folder, FORTY):
            print(line, flush=True)


if __name__ == "__main__":
    main()
