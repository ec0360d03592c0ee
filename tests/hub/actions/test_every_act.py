"""What holds of every act of a person: hers to do, whole or not at all, and in one place."""

from __future__ import annotations

import functools
import inspect
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from helpers.awards import ROSTER, Time, issuing_hub, link, offer
from helpers.certificates import ACHIEVEMENT
from helpers.endings import at_end
from helpers.exams import ASSESSMENT, ATTEMPT, COURSE, ITEMS
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS, TREE, Computer, opened, rows_of
from helpers.offices import appoint, asked
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, sealed_sheet
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Act, Actor, Role, may
from ujuzi.domain.event import AppealMade
from ujuzi.domain.integrity import Signal
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.actions import (
    announcements,
    appeals,
    assessments,
    cohorts,
    computers,
    coordinators,
    credentials,
    keys,
    organisations,
    people,
    reports,
    upkeep,
)
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.people import announcements as published
from ujuzi.hub.people import grants
from ujuzi.hub.people import organisations as tree
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import coordinator_acts, link_questions, quarantine, successors
from ujuzi.wire import acts
from ujuzi.wire.deeds import RevokeComputer
from ujuzi.wire.grants import ASK_CONTEXT, in_file

ROOMS = (
    *(announcements, appeals, assessments, cohorts, computers, coordinators, credentials),
    *(keys, organisations, people, reports, upkeep),
)
KEY = PublisherKey(bytes([9]) * 32)
SECOND = "ouaga-second"
SUCCESSOR = "5" * 16
ANNOUNCED = "a0" * 8
UNKNOWN = msgspec.msgpack.encode((7, ADA, NOW, "dance-danced", b"{}", None))
SAID = {"by": "Dean", "because": "asked her"}
Do = Callable[[Access, "Busy"], object]


class Busy(NamedTuple):
    """A hub at which everything is there that somebody may decide about."""

    hub: Hub
    device: str
    credential: str
    grant: str
    """Of P1, who is coordinator; `held` is an act of hers that waits for a person."""
    held: str
    code: str
    """With which P2 may become coordinator."""


@functools.cache
def _template() -> tuple[Path, str, str, str, str, str]:
    """Return the file of such a hub, of which each test has a copy, and what `Busy` names."""
    folder = Path(tempfile.mkdtemp(prefix="ujuzi-busy-"))
    at_end.callback(shutil.rmtree, folder)
    hub = issuing_hub("sqlite", folder, Time())
    room = Room(hub)
    for learner, name in ((ADA, "Ada"), (AWA, "Awa")):
        room.sign_up(learner, name)
    link(hub, AWA, "P2")
    room.sit(5, learner=AWA, attempt="b" * 16)
    room.sit(5)
    room.tell(ADA, AppealMade(course=COURSE, assessment="exam", attempt=ATTEMPT, text="Why?"))
    device = room.computer.device
    with hub.database.writing() as connection:
        tree.add(connection, SECOND, "campus", "Second", INSTITUTION)
        tree.add(connection, "ci", "centre", "Côte d'Ivoire", "iioe")
        sittings.raise_signal(connection, INSTITUTION, ATTEMPT, Signal("over-time"), NOW)
        _fill(connection, device)
        announced = (ANNOUNCED, "campus", CAMPUS, {"en": "Exam"}, NOW + 1000)
        published.publish(whole(connection), *announced)
        (issued,) = awards.issued(whole(connection))
    office = appoint(hub)
    odd = office.aside(RevokeComputer(device, "retired"), 2, bytes([7]) * 32)
    with hub.database.writing() as connection:
        code = grants.make_code(connection, INSTITUTION, "P2", NOW)
        row = {"institution": INSTITUTION, "grant_id": office.grant, "number": 2, "wire": odd}
        digest = acts.digest_of(odd)
        kept = {"device": device, "digest": digest, "landed_at": NOW, "standing": "held"}
        connection.execute(coordinator_acts.insert().values(**row, **kept, problem="act-chain"))
    hub.database.close()
    return folder / "hub.sqlite3", device, issued.id, office.grant, digest.hex(), code


def _fill(connection: Connection, device: str) -> None:
    """Let a successor wait, a link be asked about, and something be kept in quarantine."""
    key = PublisherKey.generate().public.raw
    waits = {"device": SUCCESSOR, "predecessor": device, "asked_at": NOW}
    connection.execute(successors.insert().values(**waits, public_key=key, sealing_key=key))
    asked = {"institution": INSTITUTION, "learner": AWA, "lamport": 99, "person": "P1"}
    connection.execute(link_questions.insert().values(**asked, raised_at=NOW))
    of_it = {"institution": INSTITUTION, "device": device, "sequence": 7}
    held = {"reason": "kind-unknown", "content": UNKNOWN, "arrived_at": NOW}
    connection.execute(quarantine.insert().values(**of_it, **held))


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Busy]:
    file, *named = _template()
    shutil.copy(file, tmp_path / "hub.sqlite3")
    database = opened(f"sqlite:///{tmp_path / 'hub.sqlite3'}")
    yield Busy(Hub(database, lambda: NOW), *named)
    database.close()


def _next_list(access: Access) -> bytes:
    return keys.draft(access, None)


ACTS: dict[Callable[..., Any], tuple[Act, Do]] = {
    announcements.publish: (
        Act.ANNOUNCE,
        lambda a, _: announcements.publish(a, "campus", CAMPUS, {"en": "Exam"}, NOW + 1000),
    ),
    announcements.withdraw: (Act.ANNOUNCE, lambda a, _: announcements.withdraw(a, ANNOUNCED)),
    appeals.answer: (
        Act.ANSWER_APPEAL,
        lambda a, _: appeals.answer(
            a, INSTITUTION, ATTEMPT, upheld=False, words="It is right.", by="Dean"
        ),
    ),
    assessments.add_sheet: (
        Act.SET_ASSESSMENTS,
        lambda a, b: assessments.add_sheet(a, sealed_sheet(b.hub, replace(ASSESSMENT, minutes=3))),
    ),
    assessments.withdraw: (
        Act.SET_ASSESSMENTS,
        lambda a, _: assessments.withdraw(a, COURSE, "exam", ITEMS[0].id, "misprint"),
    ),
    assessments.longest_gap: (
        Act.SET_ASSESSMENTS,
        lambda a, _: assessments.longest_gap(a, 60_000),
    ),
    assessments.decide: (
        Act.DECIDE_ATTEMPT,
        lambda a, _: assessments.decide(a, INSTITUTION, ATTEMPT, "over-time", "void", **SAID),
    ),
    assessments.make_code: (
        Act.MAKE_CODE,
        lambda a, _: assessments.make_code(a, INSTITUTION, ADA, "exam"),
    ),
    computers.make_code: (Act.ADMIT_COMPUTER, lambda a, _: computers.make_code(a, CAMPUS)),
    computers.registration_file: (
        Act.ADMIT_COMPUTER,
        lambda a, _: computers.registration_file(a, CAMPUS, "https://hub.example"),
    ),
    computers.revoke: (
        Act.REVOKE_COMPUTER,
        lambda a, b: computers.revoke(a, b.device, computers.REASONS[0]),
    ),
    computers.reinstate: (Act.REVOKE_COMPUTER, lambda a, b: computers.reinstate(a, b.device)),
    computers.admit: (Act.ADMIT_COMPUTER, lambda a, _: computers.admit(a, SUCCESSOR)),
    computers.permit_relay: (
        Act.ADMIT_COMPUTER,
        lambda a, b: computers.permit_relay(a, b.device),
    ),
    computers.end_relay: (Act.ADMIT_COMPUTER, lambda a, b: computers.end_relay(a, b.device)),
    computers.release: (Act.JUDGE_QUARANTINE, lambda a, b: computers.release(a, b.device)),
    computers.dismiss: (Act.JUDGE_QUARANTINE, lambda a, b: computers.dismiss(a, b.device, 7)),
    coordinators.make_code: (
        Act.NAME_COORDINATOR,
        lambda a, _: coordinators.make_code(a, INSTITUTION, "P2"),
    ),
    coordinators.answer_file: (
        Act.NAME_COORDINATOR,
        lambda a, b: coordinators.answer_file(a, in_file(asked(b.code, KEY), ASK_CONTEXT)),
    ),
    coordinators.revoke: (
        Act.NAME_COORDINATOR,
        lambda a, b: coordinators.revoke(a, b.grant, coordinators.REASONS[0]),
    ),
    coordinators.let_in: (
        Act.NAME_COORDINATOR,
        lambda a, b: coordinators.let_in(a, b.grant, b.held),
    ),
    coordinators.dismiss: (
        Act.NAME_COORDINATOR,
        lambda a, b: coordinators.dismiss(a, b.grant, b.held),
    ),
    credentials.add_achievements: (
        Act.SET_ASSESSMENTS,
        lambda a, _: credentials.add_achievements(a, [offer(), offer("decision")]),
    ),
    credentials.decide: (
        Act.DECIDE_AWARD,
        lambda a, _: credentials.decide(a, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=True, **SAID),
    ),
    credentials.revoke: (
        Act.REVOKE_CREDENTIAL,
        lambda a, b: credentials.revoke(a, b.credential, "A mistake."),
    ),
    credentials.renew: (
        Act.REVOKE_CREDENTIAL,
        lambda a, b: credentials.renew(a, b.credential, "A new name."),
    ),
    keys.rotate: (Act.KEEP_HUB, lambda a, _: keys.rotate(a)),
    keys.import_list: (Act.KEEP_HUB, lambda a, _: keys.import_list(a, _next_list(a))),
    organisations.add: (
        Act.SHAPE_TREE,
        lambda a, _: organisations.add(a, "third", "campus", "Third", INSTITUTION),
    ),
    organisations.rename: (Act.SHAPE_TREE, lambda a, _: organisations.rename(a, CAMPUS, "Main")),
    organisations.show: (
        Act.SHAPE_TREE,
        lambda a, _: organisations.show(a, CAMPUS, "https://unz.example", ""),
    ),
    organisations.move: (Act.SHAPE_TREE, lambda a, _: organisations.move(a, "uvbf", "ci")),
    cohorts.put: (
        Act.SET_COHORT,
        lambda a, _: cohorts.put(a, INSTITUTION, CAMPUS, "Autumn", ["c1"], "2026-10-01"),
    ),
    cohorts.enrol: (
        Act.ENROL,
        lambda a, _: cohorts.enrol(a, INSTITUTION, ["P2"], courses=["c1"]),
    ),
    people.import_roster: (
        Act.SET_ROSTER,
        lambda a, _: people.import_roster(a, ROSTER.replace("leader", "teacher").encode()),
    ),
    people.make_code: (Act.MAKE_CODE, lambda a, _: people.make_code(a, INSTITUTION, "P1")),
    people.link: (Act.LINK_PROFILE, lambda a, _: people.link(a, INSTITUTION, ADA, "P1")),
    people.unlink: (Act.LINK_PROFILE, lambda a, _: people.unlink(a, INSTITUTION, AWA)),
    people.answer: (Act.LINK_PROFILE, lambda a, _: people.answer(a, INSTITUTION, AWA, "P1")),
    people.confirm: (Act.JUDGE_SEAT, lambda a, b: people.confirm(a, INSTITUTION, ADA, b.device)),
    people.deny: (Act.JUDGE_SEAT, lambda a, b: people.deny(a, INSTITUTION, ADA, b.device)),
    people.move: (Act.MOVE_LEARNER, lambda a, _: people.move(a, INSTITUTION, ADA, SECOND)),
    people.end: (Act.END_PERSON, lambda a, _: people.end(a, INSTITUTION, "P2")),
    people.erase: (
        Act.ERASE_PERSON,
        lambda a, _: people.erase(a, INSTITUTION, "P2", keeps_certificates=False),
    ),
    people.erase_profile: (
        Act.ERASE_PERSON,
        lambda a, _: people.erase_profile(a, INSTITUTION, ADA, keeps_certificates=True),
    ),
    people.accommodate: (
        Act.MAKE_CODE,
        lambda a, _: people.accommodate(a, INSTITUTION, ADA, 25),
    ),
    upkeep.wrap_keys: (Act.KEEP_HUB, lambda a, _: upkeep.wrap_keys(a)),
    upkeep.welcome: (Act.KEEP_HUB, lambda a, _: upkeep.welcome(a)),
    upkeep.prepare: (
        Act.KEEP_HUB,
        lambda a, _: upkeep.prepare(a, "https://other.example", "http://localhost"),
    ),
    upkeep.new_password: (Act.KEEP_HUB, lambda a, _: upkeep.new_password(a, "Awa")),
    upkeep.restored: (Act.KEEP_HUB, lambda a, _: upkeep.restored(a)),
    upkeep.purge: (Act.KEEP_HUB, lambda a, _: upkeep.purge(a)),
    upkeep.confirm_clock: (Act.KEEP_HUB, lambda a, _: upkeep.confirm_clock(a)),
}
"""What changes something, by the act that it is."""

QUESTIONS: dict[Callable[..., Any], tuple[Act, Do]] = {
    announcements.listed: (Act.ANNOUNCE, lambda a, _: announcements.listed(a)),
    appeals.about: (Act.ANSWER_APPEAL, lambda a, _: appeals.about(a, INSTITUTION, ATTEMPT)),
    appeals.listed: (Act.ANSWER_APPEAL, lambda a, _: appeals.listed(a)),
    assessments.about: (
        Act.DECIDE_ATTEMPT,
        lambda a, _: assessments.about(a, INSTITUTION, ATTEMPT),
    ),
    assessments.grade: (Act.SET_ASSESSMENTS, lambda a, _: assessments.grade(a)),
    assessments.item_figures: (
        Act.SET_ASSESSMENTS,
        lambda a, _: assessments.item_figures(a, COURSE, "exam"),
    ),
    assessments.questions: (Act.DECIDE_ATTEMPT, lambda a, _: assessments.questions(a)),
    computers.campus_file: (
        Act.ADMIT_COMPUTER,
        lambda a, _: computers.campus_file(a, CAMPUS, "https://hub.example"),
    ),
    computers.contents: (
        Act.JUDGE_QUARANTINE,
        lambda a, b: computers.contents(a, b.device, 7),
    ),
    computers.held: (Act.JUDGE_QUARANTINE, lambda a, _: computers.held(a)),
    computers.listed: (Act.READ_COMPUTERS, lambda a, _: computers.listed(a)),
    computers.waiting: (Act.READ_COMPUTERS, lambda a, _: computers.waiting(a)),
    coordinators.listed: (
        Act.NAME_COORDINATOR,
        lambda a, _: coordinators.listed(a, INSTITUTION),
    ),
    coordinators.acted: (
        Act.NAME_COORDINATOR,
        lambda a, _: coordinators.acted(a, INSTITUTION),
    ),
    credentials.issued: (Act.READ_CREDENTIALS, lambda a, _: credentials.issued(a)),
    credentials.offers: (Act.READ_CREDENTIALS, lambda a, _: credentials.offers(a)),
    credentials.undecided: (Act.DECIDE_AWARD, lambda a, _: credentials.undecided(a)),
    keys.draft: (Act.KEEP_HUB, lambda a, _: keys.draft(a, None)),
    keys.public_keys: (Act.READ_TREE, lambda a, _: keys.public_keys(a)),
    keys.trust_file: (Act.READ_TREE, lambda a, _: keys.trust_file(a)),
    organisations.listed: (Act.READ_TREE, lambda a, _: organisations.listed(a)),
    cohorts.listed: (Act.READ_PEOPLE, lambda a, _: cohorts.listed(a, INSTITUTION)),
    people.exported: (Act.ERASE_PERSON, lambda a, _: people.exported(a, INSTITUTION)),
    people.listed: (Act.READ_PEOPLE, lambda a, _: people.listed(a, INSTITUTION)),
    people.questions: (Act.READ_PEOPLE, lambda a, _: people.questions(a, INSTITUTION)),
    people.seats_to_judge: (Act.READ_PEOPLE, lambda a, _: people.seats_to_judge(a, INSTITUTION)),
    people.unlinked: (Act.READ_PEOPLE, lambda a, _: people.unlinked(a, INSTITUTION)),
    reports.competencies: (Act.READ_REPORTS, lambda a, _: reports.competencies(a, INSTITUTION)),
    reports.export: (
        Act.EXPORT_RECORDS,
        lambda a, b: list(reports.export(a, Path("/nowhere"), "2026-11")),
    ),
    upkeep.dates: (Act.KEEP_HUB, lambda a, _: upkeep.dates(a)),
}
"""What is asked, or done again without a decision."""

EVERY = {**ACTS, **QUESTIONS}
ALL = [pytest.param(act, do, id=_name) for _name, act, do in (
    (f"{each.__module__.rpartition('.')[2]}.{each.__name__}", *what) for each, what in EVERY.items()
)]  # fmt: skip
CHANGES = [
    pytest.param(do, id=f"{each.__module__.rpartition('.')[2]}.{each.__name__}")
    for each, (_, do) in ACTS.items()
]
OFFICES = {
    Role.COORDINATOR: (CAMPUS, OTHER_CAMPUS),
    Role.ADMINISTRATOR: (INSTITUTION, "uvbf"),
    Role.CENTRE: ("bf", "ci"),
}
"""Where somebody may hold a role who reaches what this hub is asked about, and where not."""
LISTS = {
    *(computers.held, computers.listed, computers.waiting, assessments.questions),
    *(credentials.issued, credentials.undecided, organisations.listed),
    *(announcements.listed, appeals.listed),
}
"""What shows nobody else's rows, where it would refuse to be asked about them."""
PUBLIC = {credentials.offers, keys.public_keys, keys.trust_file}
"""What is the same for whoever may ask."""


def test_the_table_of_this_test_names_every_act_of_the_room() -> None:
    found = {
        function
        for room in ROOMS
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert found == EVERY.keys()
    for function in found:
        assert next(iter(inspect.signature(function).parameters)) == "access"


@pytest.mark.parametrize(("act", "do"), ALL)
def test_it_is_refused_to_whoever_may_not_and_changes_nothing(busy: Busy, act: Act, do: Do) -> None:
    before = rows_of(busy.hub.database)
    for role in Role:
        if not may(role, act):
            with pytest.raises(RefusedError) as refused:
                do(Access(busy.hub.database, Actor(role, CAMPUS), busy.hub.now), busy)
            assert (refused.value.code, refused.value.facts) == ("not-allowed", {"act": act})
    assert rows_of(busy.hub.database) == before


@pytest.mark.parametrize("role", OFFICES, ids=str)
def test_whoever_may_elsewhere_sees_and_changes_nothing_here(busy: Busy, role: Role) -> None:
    before = rows_of(busy.hub.database)
    elsewhere = Access(busy.hub.database, Actor(role, OFFICES[role][1]), busy.hub.now)
    for function, (act, do) in EVERY.items():
        if not may(role, act) or function in PUBLIC:
            continue
        if function in LISTS:
            shown = do(elsewhere, busy)
            assert not {CAMPUS, INSTITUTION, ATTEMPT, busy.device} & set(str(shown).split("'"))
        elif function is people.import_roster:
            with pytest.raises(RefusedError, match="not yours to change"):
                do(elsewhere, busy)
        else:
            with pytest.raises(RefusedError) as refused:
                do(elsewhere, busy)
            assert refused.value.code == "not-allowed", function
    assert rows_of(busy.hub.database) == before


@pytest.mark.parametrize("role", OFFICES, ids=str)
def test_whoever_may_here_may(busy: Busy, role: Role) -> None:
    here = Access(busy.hub.database, Actor(role, OFFICES[role][0]), busy.hub.now)
    for act, do in QUESTIONS.values():
        if may(role, act):
            do(here, busy)
    if may(role, Act.LINK_PROFILE):
        assert people.link(here, INSTITUTION, ADA, "P1").asked
        assert [each.person for each in people.listed(here, INSTITUTION)] == ["P1", "P2"]


@pytest.mark.parametrize("do", CHANGES)
def test_it_is_done_whole_or_not_at_all(
    busy: Busy, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(busy.hub.database)
    writing = HubDatabase.writing

    @contextmanager
    def full(database: HubDatabase) -> Iterator[Connection]:
        """Let the disk be full when everything is written, and before it is committed."""
        with writing(database) as connection:
            yield connection
            raise WorldError(Code.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(HubDatabase, "writing", full)
    with pytest.raises(WorldError, match="disk is full"):
        do(Access(busy.hub.database, now=busy.hub.now), busy)

    assert rows_of(busy.hub.database) == before


@pytest.mark.parametrize("do", CHANGES)
def test_it_can_be_done_by_the_operator(busy: Busy, do: Do) -> None:
    do(Access(busy.hub.database, now=busy.hub.now), busy)


def test_a_coordinator_of_another_campus_of_the_institution_reaches_nobody_here(
    busy: Busy,
) -> None:
    Computer(busy.hub, SECOND, device="e" * 16)
    second = Access(busy.hub.database, Actor(Role.COORDINATOR, SECOND), busy.hub.now)

    assert people.listed(second, INSTITUTION) == []
    assert people.unlinked(second, INSTITUTION) == []
    assert [each.computer.device for each in computers.listed(second)] == ["e" * 16]
    assert [each.id for each in organisations.listed(second)] == ["iioe", "bf", "unz", SECOND]
    for forbidden in (
        lambda: people.link(second, INSTITUTION, ADA, "P1"),
        lambda: people.move(second, INSTITUTION, ADA, SECOND),
        lambda: computers.revoke(second, busy.device, "stolen"),
        lambda: assessments.about(second, INSTITUTION, ATTEMPT),
    ):
        with pytest.raises(RefusedError) as refused:
            forbidden()
        assert refused.value.code == "not-allowed"


def test_nobody_decides_about_herself(busy: Busy) -> None:
    awa = Access(busy.hub.database, Actor(Role.ADMINISTRATOR, INSTITUTION, "P2"), busy.hub.now)
    before = rows_of(busy.hub.database)
    for forbidden in (
        lambda: people.link(awa, INSTITUTION, ADA, "P2"),
        lambda: people.unlink(awa, INSTITUTION, AWA),
        lambda: people.answer(awa, INSTITUTION, AWA, "P1"),
        lambda: people.make_code(awa, INSTITUTION, "P2"),
        lambda: people.confirm(awa, INSTITUTION, AWA, busy.device),
        lambda: people.accommodate(awa, INSTITUTION, AWA, 50),
        lambda: coordinators.make_code(awa, INSTITUTION, "P2"),
        lambda: assessments.make_code(awa, INSTITUTION, AWA, "exam"),
        lambda: assessments.decide(awa, INSTITUTION, "b" * 16, "over-time", "stands", **SAID),
        lambda: credentials.decide(awa, INSTITUTION, "P2", ACHIEVEMENT.id, awarded=True, **SAID),
        lambda: credentials.renew(awa, busy.credential, "A better one."),
    ):
        with pytest.raises(RefusedError) as refused:
            forbidden()
        assert refused.value.code == "not-allowed"
    assert rows_of(busy.hub.database) == before
    people.link(awa, INSTITUTION, ADA, "P1")


def test_who_has_no_office_at_a_hub_reaches_nothing_there(busy: Busy) -> None:
    for actor in (Actor(Role.COORDINATOR), Actor(Role.COORDINATOR, "no-such"), Actor(Role.CENTRE)):
        with pytest.raises(RefusedError) as refused:
            computers.listed(Access(busy.hub.database, actor, busy.hub.now))
        assert refused.value.code == "not-allowed"
    assert len(TREE) == 6
