"""A person of the roster is one row, however many profiles she has."""

from __future__ import annotations

import msgspec

from helpers.coordinating import TYPED, Coordinator
from helpers.desks import COURSE, Lab
from ujuzi.credentials.secrets import Purpose, proof_of
from ujuzi.domain.event import LearnerId, Stamp
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.report import CourseStanding, ReportedPerson
from ujuzi.services.campus.listed import CampusPerson, Cohort, Enlisting
from ujuzi.services.campus.report_people import EnlistedPeople, cohorts_of, everybody
from ujuzi.services.campus.told import ToldLearner
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink

NOBODY = EnlistedPeople()


def put(lab: Lab, kind: str, id_: str, payload: bytes) -> None:
    inbox.put(lab.desk._db, InboxDocument(3, kind, id_, 1, payload))


def profile(lab: Lab, learner: str, name: str) -> None:
    state = ProfileState(name=Field(name, Stamp(1, "x")), role=Field("support", Stamp(1, "x")))
    put(lab, documents.PROFILE, learner, msgspec.json.encode([("profile", "", state)]))


def link(lab: Lab, learner: str, person: str, name: str) -> None:
    told = RosterLink(person=person, name=name, role="teacher")
    put(lab, documents.LINK, learner, msgspec.json.encode(told))


def found(lab: Lab, enlisted: EnlistedPeople = NOBODY) -> dict[str, ReportedPerson]:
    return {each.key: each for each in everybody(lab.desk._db, enlisted)}


def listed(
    person: str,
    *learners: str,
    name: str = "Grace Hopper",
    cohorts: tuple[str, ...] = (),
    standing: Enlisting = Enlisting.HERE,
) -> CampusPerson:
    hers = tuple(map(LearnerId, learners))
    return CampusPerson(
        person, name, "teacher", "main", learners=hers, cohorts=cohorts, standing=standing
    )


def test_two_profiles_of_one_person_are_one_row_under_her_number(lab: Lab) -> None:
    profile(lab, "grace-2", "Gracie")
    link(lab, "grace-1", "K-7", "Grace Hopper")
    link(lab, "grace-2", "K-7", "Grace Hopper")
    grace = found(lab)["K-7"]
    assert set(grace.learners) == {"grace-1", "grace-2"}
    assert (grace.name, grace.role, grace.names) == ("Grace Hopper", "teacher", ("Gracie",))
    assert "grace-2" not in found(lab)


def test_a_profile_that_nobody_is_linked_to_stands_for_itself(lab: Lab) -> None:
    ada = found(lab)[lab.learner]
    assert (ada.name, ada.person, ada.learners) == ("Ada", "", (lab.learner,))


def test_who_is_on_the_roster_and_has_no_profile_is_there_too(lab: Lab) -> None:
    grace = found(lab, EnlistedPeople((listed("K-7"),)))["K-7"]
    assert (grace.name, grace.campus, grace.learners) == ("Grace Hopper", "main", ())


def test_the_roster_and_what_the_hub_said_to_a_profile_are_one_person(lab: Lab) -> None:
    link(lab, lab.learner, "K-7", "G. Hopper")
    everyone = found(lab, EnlistedPeople((listed("K-7", "grace-1"),)))
    assert everyone["K-7"].name == "Grace Hopper"
    assert set(everyone["K-7"].learners) == {"grace-1", lab.learner}
    assert lab.learner not in everyone


def test_who_has_moved_or_left_is_in_no_report_nor_are_her_profiles(lab: Lab) -> None:
    for standing in (Enlisting.MOVED, Enlisting.LEFT):
        people = EnlistedPeople((listed("K-7", lab.learner, standing=standing),))
        assert found(lab, people) == {}


def test_a_person_stands_in_her_cohorts_while_they_run(lab: Lab) -> None:
    term = Cohort("a" * 16, "Term 1", ("c1",), "2026-09-01", "", ("K-7",))
    over = Cohort("b" * 16, "Last year", ("c2",), "", "", ("K-7",), ended=True)
    enlisted = EnlistedPeople((listed("K-7", cohorts=(term.cohort, over.cohort)),), (term, over))
    grace = found(lab, enlisted)["K-7"]
    assert [each.title for each in grace.cohorts] == ["Term 1"]
    assert grace.expected == ("c1",)
    assert cohorts_of(enlisted).keys() == {term.cohort, over.cohort}


def test_whom_a_coordinator_has_just_enlisted_stands_in_her_report(her: Coordinator) -> None:
    her.appoint()
    her.lab.desk.office.unlock(her.lab.learner, TYPED)
    people = her.lab.desk.campus_people
    people.add(her.lab.learner, "K-7", "Grace Hopper", "teacher")
    term = people.set_cohort(her.lab.learner, None, "Term 1", (COURSE,), "2026-11-30")
    people.enrol(her.lab.learner, ("K-7",), cohort=term.cohort)
    report = her.lab.desk.reports.report(her.lab.learner)
    (row,) = (each for each in report.rows if each.person == "K-7")
    assert (row.name, row.standing, row.learners) == (
        "Grace Hopper",
        CourseStanding.NOT_BEGUN,
        (),
    )
    assert [each.course for each in row.courses] == [COURSE]
    assert report.cohorts[term.cohort].title == "Term 1"


def test_who_holds_no_office_here_is_told_of_no_roster(her: Coordinator) -> None:
    assert her.lab.desk.reports.report(her.lab.learner).cohorts == {}


def typed(code: bytes, learner: str, device: str = "d" * 16) -> ToldLearner:
    proof = proof_of(code, Purpose.LINK, device, learner)
    state = ProfileState(link=Field(proof, Stamp(1, device)))
    return ToldLearner(learner, device, 1, 0, (("profile", (), state),))


def test_a_new_profile_stands_under_whom_its_code_was_given_to(lab: Lab) -> None:
    ada, grace = bytes(32), bytes([1]) * 32
    enlisted = EnlistedPeople(
        (listed("K-7"), listed("K-8", "known")), codes={"K-7": grace, "K-8": ada, "gone": ada}
    )
    told = [typed(grace, "new"), typed(grace, "new", "e" * 16)]
    told += [typed(ada, "other"), typed(bytes([2]) * 32, "guessed")]
    rows = {each.key: each for each in everybody(lab.desk._db, enlisted, told)}
    assert rows["K-7"].learners == ("new",)
    assert rows["K-8"].learners == ("known",)
    assert rows.keys() & {"new", "gone"} == set()


def test_a_code_that_was_typed_under_two_profiles_says_nothing_of_either(lab: Lab) -> None:
    enlisted = EnlistedPeople((listed("K-7"),), codes={"K-7": bytes(32)})
    told = [typed(bytes(32), "new"), typed(bytes(32), "newer")]
    rows = {each.key: each for each in everybody(lab.desk._db, enlisted, told)}
    assert rows["K-7"].learners == ()


def test_a_profile_that_the_hub_linked_is_nobody_else_s_by_a_code(lab: Lab) -> None:
    code = bytes([1]) * 32
    link(lab, "ada", "K-8", "Ada")
    enlisted = EnlistedPeople((listed("K-7"), listed("K-8")), codes={"K-7": code})
    rows = {each.key: each for each in everybody(lab.desk._db, enlisted, [typed(code, "ada")])}
    assert (rows["K-7"].learners, rows["K-8"].learners) == ((), ("ada",))
