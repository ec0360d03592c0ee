"""A computer and a hub process: what is sat on the one is graded by the other, and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.course_folders import KEY, SMALL_COURSE
from helpers.desks import Lab
from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.items import chosen_by_text
from helpers.sittings import ASSESSMENT
from ujuzi.services.assess.appeals import AppealStanding, MadeAppeal
from ujuzi.services.assess.key_sheets import make_key_sheet, seal_key_sheet
from ujuzi.services.delivery.delivery import Invitation

SHEET = make_key_sheet(SMALL_COURSE)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with start_hub(sqlite_at(tmp_path)) as started:
        hub_file, sealed = tmp_path / "hub.json", tmp_path / "market.keys"
        hub_file.write_text(started.run("keys", "show"))
        sealed.write_bytes(seal_key_sheet(SHEET, KEY, hub_file))
        started.run("assessment", "add", str(sealed))
        people = tmp_path / "people.csv"
        people.write_text("person,name,campus,role\nP1,Ada,campus-1,teacher\n")
        started.run("roster", str(people))
        yield started


def test_a_sitting_is_graded_by_the_keys_that_only_the_hub_has(lab: Lab, hub: HubProcess) -> None:
    desk = lab.desk
    desk.collection.register(Invitation(hub.address, hub.code), "lab-1")
    desk.roster.link_with(lab.learner, hub.run("people", "code", "institution-1", "P1"))
    desk.collection.exchange()
    sitting = desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT)
    authored = {SHEET.naming.item(item.id): item for item in SHEET.items}
    for item in sitting.items[:5]:
        right = chosen_by_text(authored[item.id], item)
        desk.assessments.answer(sitting, item.id, right, 20_000)
    desk.assessments.submit(lab.learner, sitting.attempt)

    desk.collection.exchange()

    (offer,) = desk.assessments.offers(lab.learner)
    told = offer.handed_in[0].result
    assert told is not None
    assert (told.state, told.right, told.items, told.passed) == ("graded", 5, 6, True)
    assert told.decision == ""
    assert sum(right for _, right, _ in told.competencies) == 5
    assert desk.computer.rebuild().different == ()

    attempt = sitting.attempt
    made = desk.appeals.make(lab.learner, attempt, "The last question has two right answers.")
    assert made.standing is AppealStanding.RECORDED
    desk.collection.exchange()
    assert appealed(lab, attempt).standing is AppealStanding.WAITS
    shown = hub.run("appeals", "show", "institution-1", attempt)
    assert "The last question has two right answers." in shown
    assert shown.count("answered\t") == 6
    wrong = next(line.split("\t")[1] for line in shown.splitlines() if line.endswith("\twrong"))
    said = ("--words", "You were right.", "--by", "Dean", "--faulty", wrong)
    hub.run("appeals", "answer", "institution-1", attempt, "upheld", *said)
    desk.collection.exchange()

    answered = appealed(lab, attempt)
    assert (answered.standing, answered.outcome) == (AppealStanding.ANSWERED, "changed")
    (offer,) = desk.assessments.offers(lab.learner)
    (handed_in,) = offer.handed_in
    assert handed_in.appeal == answered
    assert handed_in.result is not None
    assert (handed_in.result.right, handed_in.result.items, handed_in.result.revision) == (5, 5, 2)
    assert desk.computer.rebuild().different == ()


def appealed(lab: Lab, attempt: str) -> MadeAppeal:
    found = lab.desk.appeals.of(lab.learner, attempt)
    assert found is not None
    return found
