"""What a coordinator decides of people shows at once, is signed whole, and is hers to see alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from helpers.coordinating import TYPED, Coordinator
from helpers.desks import PIN
from ujuzi.credentials.secrets import digest_of, matches, plain_code
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import RefusedError
from ujuzi.hub.landing import decisions
from ujuzi.services.campus.people import (
    CampusPeople,
    CampusPerson,
    Enlisting,
    RosterPreview,
    RowKind,
    SlipKind,
)
from ujuzi.services.campus.slips import make_slips
from ujuzi.services.campus.told import ToldLearner, ToldReports
from ujuzi.store import acts as heard
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import acts, documents
from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
from ujuzi.wire.deeds import Deed, LetIn, MakeCodes, SetRoster
from ujuzi.wire.documents import CampusNames, CohortDocument, RosterPerson

CAMPUS = "ouaga-main"
CLEO = LearnerId("cleo" * 8)


CAMPUS_STREAM = 3
"""In which documents about a campus come."""


@pytest.fixture
def staff(her: Coordinator) -> Coordinator:
    """Her computer once the hub's list has come: Ada herself, Awa Sow and Ali."""
    her.appoint()
    tell(her, RosterPerson(person="P1", name="Ada Traoré", role="coordinator", campus=CAMPUS))
    tell(her, RosterPerson(person="P2", name="Awa Sow", role="leader", campus=CAMPUS))
    tell(her, RosterPerson(person="P3", name="Ali", role="teacher", campus=CAMPUS))
    return her


def people_of(her: Coordinator) -> CampusPeople:
    return her.lab.desk.campus_people


def tell(her: Coordinator, told: RosterPerson | CohortDocument, revision: int = 1) -> None:
    """Let a document of the hub's come."""
    is_person = isinstance(told, RosterPerson)
    kind, id_ = (
        (documents.ROSTER, told.person)
        if isinstance(told, RosterPerson)
        else (documents.COHORT, told.cohort)
    )
    assert is_person or kind == documents.COHORT
    inbox.put(
        her.campus.db, InboxDocument(CAMPUS_STREAM, kind, id_, revision, msgspec.json.encode(told))
    )


def listed(her: Coordinator) -> dict[str, CampusPerson]:
    return {each.person: each for each in people_of(her).everybody(her.ada)}


def signed(her: Coordinator) -> list[Deed]:
    enclosed = heard.enclosures(her.campus.db)
    deeds = [
        acts.read(each.wire).deed_with(enclosed[each.digest]) for each in heard.heard(her.campus.db)
    ]
    return [each for each in deeds if each is not None]


def previewed(her: Coordinator, folder: Path, text: str) -> RosterPreview:
    file = folder / "staff.csv"
    file.write_text(text, encoding="utf-8")
    return people_of(her).preview(her.ada, file)


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        ask()
    return error.value.code


STAFF = """matricule;nom;rôle
p2;Awa Sow;teacher
P3;Ali;teacher
P4;Mia Keita;
P5;Leo Cissé;appui
P6;Sow Awa;teacher
P5;Leo Cissé;appui
"""


def test_a_roster_says_what_it_will_do_and_does_nothing_before_she_agrees(
    staff: Coordinator, tmp_path: Path
) -> None:
    preview = previewed(staff, tmp_path, STAFF)
    assert [(each.line, each.kind, each.reason) for each in preview.rows] == [
        (2, "changed", ""),
        (3, "same", ""),
        (4, "refused", "role-missing"),
        (5, "new", ""),
        (6, "doubtful", "name-elsewhere"),
        (7, "refused", "twice"),
    ]
    assert signed(staff) == []

    assert people_of(staff).enlist(staff.ada, preview) == 2
    now = listed(staff)
    assert (now["P2"].role, now["P2"].waits) == ("teacher", True)
    assert (now["P5"].name, now["P5"].role, now["P5"].campus) == ("Leo Cissé", "support", CAMPUS)
    assert set(now) - {""} == {"P1", "P2", "P3", "P5"}


def test_of_a_roster_only_chosen_lines_are_taken_in_also_doubtful_ones(
    staff: Coordinator, tmp_path: Path
) -> None:
    preview = previewed(staff, tmp_path, STAFF)
    assert people_of(staff).enlist(staff.ada, preview, [4, 6, 7]) == 1
    assert listed(staff)["P6"].name == "Sow Awa"
    assert "P5" not in listed(staff)
    assert people_of(staff).enlist(staff.ada, preview, []) == 0


def test_where_the_hubs_list_has_not_come_what_was_enlisted_here_is_shown(
    her: Coordinator, tmp_path: Path
) -> None:
    her.appoint()
    rows = "".join(f"S{n},Person {chr(65 + n % 26)}{n}\n" for n in range(320))
    preview = previewed(her, tmp_path, f"person,name\n{rows}")
    assert people_of(her).enlist(her.ada, preview) == 320
    assert sum(each.waits for each in people_of(her).everybody(her.ada)) == 320
    again = previewed(her, tmp_path, f"person,name\n{rows}")
    assert {row.kind for row in again.rows} == {RowKind.SAME}
    found = [row for deed in signed(her) if isinstance(deed, SetRoster) for row in deed.rows]
    assert len(found) == 320


def test_she_does_not_decide_about_herself_and_is_left_out_of_many(
    staff: Coordinator, tmp_path: Path
) -> None:
    preview = previewed(staff, tmp_path, "person,name\nP1,Ada Sow\nP2,Awa Sow\n")
    assert [(each.kind, each.reason) for each in preview.rows] == [
        ("refused", "herself"),
        ("same", ""),
    ]
    people = people_of(staff)
    assert refused(lambda: people.move(staff.ada, "P1", "")) == "act-herself"
    assert refused(lambda: people.slips(staff.ada, ["P1"])) == "act-herself"
    assert [each.person for each in people.slips(staff.ada, ["P1", "P3"])] == ["P3"]


def test_one_by_hand_is_held_to_the_same_rules_as_a_row(staff: Coordinator) -> None:
    people = people_of(staff)
    added = people.add(staff.ada, " p9 ", "Zoé  Ndiaye", "teacher", "zoe@example.org")
    assert (added.person, added.name, added.email) == ("p9", "Zoé Ndiaye", "zoe@example.org")
    changed = people.add(staff.ada, "P9", "Zoé Ndiaye", "leader")
    assert (changed.person, changed.role) == ("p9", "leader")
    with pytest.raises(RefusedError) as error:
        people.add(staff.ada, "P10", "#N/A", "teacher")
    assert (error.value.code, error.value.facts["reason"]) == ("roster-row", "spreadsheet")


def test_who_moved_or_left_is_told_apart_and_a_later_row_brings_her_back(
    staff: Coordinator,
) -> None:
    people = people_of(staff)
    people.move(staff.ada, "P2", "bobo")
    people.end(staff.ada, "P3")
    now = listed(staff)
    assert (now["P2"].standing, now["P2"].campus) == (Enlisting.MOVED, "bobo")
    assert now["P3"].standing is Enlisting.LEFT
    assert people.campuses(staff.ada) == (("bobo", "bobo"),)
    names = CampusNames(names={"bobo": "Zone de Bobo", "reo": "Réo", CAMPUS: "Koudougou"})
    said = InboxDocument(2, documents.CAMPUSES, "unz", 1, msgspec.json.encode(names))
    inbox.put(staff.lab.desk._db, said)
    assert people.campuses(staff.ada) == (("reo", "Réo"), ("bobo", "Zone de Bobo"))
    people.add(staff.ada, "P3", "Ali", "teacher")
    assert listed(staff)["P3"].standing is Enlisting.HERE
    assert refused(lambda: people.end(staff.ada, "nobody")) == "person-unknown"


def test_a_cohort_is_made_filled_changed_and_ended(staff: Coordinator) -> None:
    people = people_of(staff)
    made = people.set_cohort(
        staff.ada, None, " Term 1 ", ["ai", "ai", "law"], "2026-01-12", "2026-03-12"
    )
    assert (made.name, made.courses, made.people, made.waits) == ("Term 1", ("ai", "law"), (), True)

    assert people.enrol(staff.ada, ["P1", "P2", "P3"], cohort=made.cohort) == 2  # not herself
    people.enrol(staff.ada, ["P3"], cohort=made.cohort, is_in=False)
    people.enrol(staff.ada, ["P3"], courses=["law"])
    renamed = people.set_cohort(staff.ada, made.cohort, "Term one", ["ai"])
    assert (renamed.people, renamed.name) == (("P2",), "Term one")
    assert (listed(staff)["P2"].cohorts, listed(staff)["P3"].courses) == ((made.cohort,), ("law",))

    people.end_cohort(staff.ada, made.cohort)
    other = people.set_cohort(staff.ada, None, "Zebra", [])
    assert [each.cohort for each in people.cohorts(staff.ada)] == [other.cohort, made.cohort]
    assert people.cohorts(staff.ada)[1].ended


@pytest.mark.parametrize(
    ("name", "begins", "ends", "code"),
    [
        (" ", "", "", "cohort-name"),
        ("x" * 201, "", "", "cohort-name"),
        ("A", "2026-3-1", "", "days-wrong"),
        ("A", "2026-03-12", "2026-03-11", "days-wrong"),
    ],
)
def test_a_cohort_that_cannot_be_meant_is_refused(
    staff: Coordinator, name: str, begins: str, ends: str, code: str
) -> None:
    people = people_of(staff)
    assert refused(lambda: people.set_cohort(staff.ada, None, name, [], begins, ends)) == code
    assert people.cohorts(staff.ada) == ()
    assert refused(lambda: people.enrol(staff.ada, ["P2"], cohort="f" * 16)) == "cohort-unknown"


def test_a_cohort_of_more_courses_than_one_act_can_say_is_not_made(staff: Coordinator) -> None:
    people = people_of(staff)
    courses = [f"course-{number}" for number in range(10_000)]
    assert refused(lambda: people.set_cohort(staff.ada, None, "All", courses)) == "cohort-courses"
    assert people.cohorts(staff.ada) == ()
    made = people.set_cohort(staff.ada, None, "Many", courses[:400])
    assert len(made.courses) == 400


def test_a_slip_is_to_link_who_has_no_profile_and_to_let_in_who_has_one(
    staff: Coordinator,
) -> None:
    told = RosterPerson(
        person="P3", name="Ali", role="teacher", campus=CAMPUS, learners=(CLEO, "other")
    )
    tell(staff, told, revision=2)
    steps: list[tuple[int, int]] = []
    slips = people_of(staff).slips(
        staff.ada, ["P2", "P3"], lambda done, total: steps.append((done, total))
    )
    until = staff.lab.clock.now() + CODE_LIFE_MILLISECONDS
    assert [(each.name, each.kind, each.until) for each in slips] == [
        ("Ali", SlipKind.SIGN_IN, until),
        ("Awa Sow", SlipKind.LINK, until),
    ]
    assert steps == [(1, 2), (2, 2)]
    link, let_in = signed(staff)
    assert isinstance(link, MakeCodes)
    assert [(each.person, each.digest) for each in link.codes] == [("P2", digest_of(slips[1].code))]
    assert isinstance(let_in, LetIn)
    assert [each.learner for each in let_in.codes] == [CLEO, "other"]
    assert all(matches(each.verifier, plain_code(slips[0].code)) for each in let_in.codes)
    assert {each.code_until for each in listed(staff).values() if each.person in {"P2", "P3"}} == {
        until
    }


def test_of_a_code_to_link_by_the_last_one_s_hash_is_known(staff: Coordinator) -> None:
    people = people_of(staff)
    for _ in range(2):
        (slip,) = people.slips(staff.ada, ["P2"])
        assert people.codes(staff.ada) == {"P2": digest_of(slip.code)}


def test_a_code_is_kept_nowhere_in_the_clear(staff: Coordinator) -> None:
    slips = people_of(staff).slips(staff.ada, ["P2", "P3"])
    staff.lab.desk.computer.keep_copy()
    kept = b"".join(file.read_bytes() for file in staff.lab.folder.rglob("*") if file.is_file())
    for slip in slips:
        assert slip.code.encode() not in kept
        assert plain_code(slip.code).encode() not in kept


def test_slips_are_made_beside_the_desk_and_stopping_signs_nothing(staff: Coordinator) -> None:
    def wait_for(question: Callable[[object], object]) -> object:
        return question(staff.lab.desk)

    made = make_slips(wait_for, staff.ada, ["P2", "P3"])  # type: ignore[arg-type]
    assert [each.person for each in made] == ["P3", "P2"]
    before = signed(staff)
    stopped = refused(
        lambda: make_slips(wait_for, staff.ada, ["P2"], cancelled=lambda: True)  # type: ignore[arg-type]
    )
    assert stopped == "slips-stopped"
    assert signed(staff) == before


def test_a_locked_office_shows_people_and_signs_nothing(staff: Coordinator) -> None:
    staff.office.lock()
    people = people_of(staff)
    assert "P2" in listed(staff)
    for ask in (
        lambda: people.add(staff.ada, "P7", "Mia Keita", "teacher"),
        lambda: people.due(staff.ada, ["P2"]),
        lambda: people.set_cohort(staff.ada, None, "Term 1", []),
    ):
        assert refused(ask) == "office-locked"
    staff.office.unlock(staff.ada, TYPED)
    people.add(staff.ada, "P7", "Mia Keita", "teacher")


def test_nobody_else_of_the_computer_reads_the_list(staff: Coordinator, tmp_path: Path) -> None:
    desk = staff.lab.desk
    cleo = desk.people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    people = people_of(staff)
    for ask in (
        lambda: people.everybody(cleo),
        lambda: people.cohorts(cleo),
        lambda: people.campuses(cleo),
        lambda: people.preview(cleo, tmp_path / "none"),
        lambda: people.slips(cleo, ["P2"]),
    ):
        assert refused(ask) == "office-missing"


def test_a_profile_that_is_no_persons_stands_in_the_list_until_it_is_linked(
    staff: Coordinator,
) -> None:
    desk = staff.lab.desk
    cleo = desk.people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    (alone,) = [each for each in people_of(staff).everybody(staff.ada) if cleo in each.learners]
    assert (alone.person, alone.name, alone.seen_at) == ("", "Cleo", staff.lab.clock.now())

    told = RosterPerson(person="P3", name="Ali", role="teacher", campus=CAMPUS, learners=(cleo,))
    tell(staff, told, revision=2)
    (linked,) = [each for each in people_of(staff).everybody(staff.ada) if cleo in each.learners]
    assert (linked.person, linked.seen_at) == ("P3", staff.lab.clock.now())


def test_a_link_that_came_before_the_list_says_who_she_is(her: Coordinator) -> None:
    her.appoint()
    her.exchange()
    with her.hub.database.writing() as connection:
        decisions.link(connection, "unz", her.ada, "P1", her.hub.now())
    her.exchange()
    (ada,) = [each for each in people_of(her).everybody(her.ada) if her.ada in each.learners]
    assert (ada.person, ada.name) == ("P1", "Ada Traoré")


def test_acts_that_follow_a_restart_still_show(staff: Coordinator) -> None:
    people_of(staff).add(staff.ada, "P8", "Mia Keita", "teacher")
    staff.lab = staff.lab.reopened()
    assert listed(staff)["P8"].waits


def test_people_come_by_name_in_any_script(staff: Coordinator) -> None:
    for number, name in (("X1", "Émile"), ("X2", "eric"), ("X3", "Zoé")):
        people_of(staff).add(staff.ada, number, name, "teacher")
    names = [each.name for each in people_of(staff).everybody(staff.ada) if each.person[:1] == "X"]
    assert names == ["Émile", "eric", "Zoé"]
    assert Milliseconds(0) == listed(staff)["X1"].code_until


def test_the_computers_that_told_of_somebody_are_known_the_latest_first(staff: Coordinator) -> None:
    told = ToldReports(
        tuple(
            ToldLearner(learner, device, used_at, ahead, ())
            for learner, device, used_at, ahead in (
                ("cleo", "d1", 1_000, 0),
                ("cleo", "d2", 9_000, 7_000),
                ("cleo", "d3", 0, 0),
                ("other", "d4", 5_000, 0),
                ("clio", "d1", 3_000, 0),
            )
        )
    )
    people = people_of(staff)
    people._told = lambda _by: told
    assert people.computers_of(staff.ada, ("cleo", "clio")) == (("d1", 3_000), ("d2", 2_000))
    assert people.computers_of(staff.ada, ()) == ()


def test_the_hub_does_what_she_decided_and_tells_it_back_to_her_alone(her: Coordinator) -> None:
    her.appoint()
    her.exchange()
    people, ada = people_of(her), her.ada
    assert set(listed(her)) - {""} == {"P1", "P2"}
    assert not listed(her)["P2"].waits

    people.add(ada, "S1", "Mia Keita", "teacher", "mia@example.org")
    term = people.set_cohort(ada, None, "Term 1", ["ai"], "2027-01-11", "2027-03-12")
    people.enrol(ada, ["S1", "P2"], cohort=term.cohort)
    people.end(ada, "P2")
    before = listed(her)
    her.exchange()
    her.exchange()

    after = listed(her)
    mia = after["S1"]
    assert (mia.waits, mia.problem, mia.cohorts) == (False, "", (term.cohort,))
    assert after["P2"].standing is Enlisting.LEFT
    assert {n: replace(each, waits=False, cohorts=()) for n, each in before.items()} == {
        n: replace(each, cohorts=()) for n, each in after.items()
    }
    (told,) = people.cohorts(ada)
    assert (told.name, told.people, told.waits) == ("Term 1", ("S1",), False)
    assert inbox.of_kind(her.another().db, documents.ROSTER) == ()


def test_whom_she_enrolled_is_asked_to_study_until_the_day(her: Coordinator) -> None:
    her.appoint()
    desk = her.lab.desk
    cleo = desk.people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    people = people_of(her)
    her.exchange()
    (slip,) = people.slips(her.ada, ["P2"])
    her.exchange()
    desk.roster.link_with(cleo, slip.code)
    term = people.set_cohort(her.ada, None, "Term 1", ["ai"], ends="2027-03-12")
    people.enrol(her.ada, ["P2"], cohort=term.cohort)
    her.exchange()
    her.exchange()

    assert listed(her)["P2"].learners == (cleo,)
    (asked,) = desk.learning.assigned(cleo)
    assert (asked.course, asked.cohorts, str(asked.ends)) == ("ai", ("Term 1",), "2027-03-12")
    assert desk.learning.assigned(her.ada) == ()
