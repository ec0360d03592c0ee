"""A person of the roster is one row, however many profiles she has."""

from __future__ import annotations

import msgspec

from helpers.desks import Lab
from ujuzi.domain.event import Stamp
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.report import ReportedPerson
from ujuzi.services.campus.report_people import everybody
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink


def put(lab: Lab, kind: str, id_: str, payload: bytes) -> None:
    inbox.put(lab.desk._db, InboxDocument(3, kind, id_, 1, payload))


def profile(lab: Lab, learner: str, name: str) -> None:
    state = ProfileState(name=Field(name, Stamp(1, "x")), role=Field("support", Stamp(1, "x")))
    put(lab, documents.PROFILE, learner, msgspec.json.encode([("profile", "", state)]))


def link(lab: Lab, learner: str, person: str, name: str) -> None:
    told = RosterLink(person=person, name=name, role="teacher")
    put(lab, documents.LINK, learner, msgspec.json.encode(told))


def found(lab: Lab) -> dict[str, ReportedPerson]:
    return {each.key: each for each in everybody(lab.desk._db)}


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
