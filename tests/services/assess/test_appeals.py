"""A second look is asked for once, offline; how far that has come is told at every step."""

from __future__ import annotations

import msgspec
import pytest

from helpers.desks import COURSE, PIN, Lab
from helpers.sittings import ASSESSMENT, register, tell
from ujuzi.domain.event import AppealMade
from ujuzi.domain.sitting import Appeal, AssessmentState
from ujuzi.errors import RefusedError
from ujuzi.services.assess.appeals import AppealStanding
from ujuzi.store import appeals, event_log, outbox, projections
from ujuzi.store.outbox import CutBatch, EnvelopeHolder
from ujuzi.wire import documents
from ujuzi.wire.documents import AppealDocument, Result

SAT = "a0" * 8
WHY = "Question 3 has two right answers."


@pytest.fixture
def lab(lab: Lab) -> Lab:
    register(lab.desk)
    result(lab)
    return lab


def result(lab: Lab, **facts: object) -> None:
    ordinary = Result(
        attempt=SAT,
        learner=lab.learner,
        course=COURSE,
        assessment=ASSESSMENT,
        state="graded",
        right=3,
        items=6,
        pass_mark=60,
    )
    tell(lab.desk, documents.RESULT, SAT, msgspec.structs.replace(ordinary, **facts))


def standing(lab: Lab) -> AppealStanding:
    found = lab.desk.appeals.of(lab.learner, SAT)
    assert found is not None
    return found.standing


def code(lab: Lab, text: str = WHY) -> str:
    with pytest.raises(RefusedError) as refused:
        lab.desk.appeals.make(lab.learner, SAT, text)
    return refused.value.code


def test_it_is_recorded_with_its_reason_and_asked_once(lab: Lab) -> None:
    assert lab.desk.appeals.of(lab.learner, SAT) is None
    made = lab.desk.appeals.make(lab.learner, SAT, f"  {WHY}\n")

    assert (made.text, made.standing, made.outcome) == (WHY, AppealStanding.RECORDED, "")
    assert made.made_at == lab.clock.now()
    told = [each.body for each in event_log.replay(lab.desk._db, lab.learner)]
    assert [each for each in told if isinstance(each, AppealMade)] == [
        AppealMade(course=COURSE, assessment=ASSESSMENT, attempt=SAT, text=WHY)
    ]
    assert code(lab) == "appeal-made"


@pytest.mark.parametrize(
    ("text", "wanted"), [(" ", "text-empty"), ("x" * 501, "text-too-long"), ("\x1b", "text-hides")]
)
def test_without_a_reason_that_can_be_read_nothing_is_recorded(
    lab: Lab, text: str, wanted: str
) -> None:
    assert code(lab, text) == wanted
    assert lab.desk.appeals.of(lab.learner, SAT) is None


def test_it_is_asked_of_a_result_that_is_there_and_ones_own(lab: Lab) -> None:
    awa = lab.desk.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    for learner, attempt in ((awa.learner, SAT), (lab.learner, "b" * 16)):
        with pytest.raises(RefusedError) as refused:
            lab.desk.appeals.make(learner, attempt, WHY)
        assert refused.value.code == "no-result-yet"
    tell(lab.desk, documents.RESULT, SAT, {"state": "a later one"})
    assert code(lab) == "no-result-yet"


def test_it_is_held_landed_waiting_and_answered(lab: Lab) -> None:
    db = lab.desk._db
    lab.desk.appeals.make(lab.learner, SAT, WHY)
    device = event_log.device_id(db)
    (told,) = appeals.recorded(db, lab.learner)
    outbox.add(db, device, CutBatch(1, told.sequence, bytes(32), b"wire"), lab.clock.now())
    assert standing(lab) is AppealStanding.RECORDED
    outbox.hold(db, device, EnvelopeHolder("stick", told.sequence, lab.clock.now()))
    assert standing(lab) is AppealStanding.HELD
    outbox.set_landed(db, device, told.sequence, bytes(32), lab.clock.now())
    assert standing(lab) is AppealStanding.LANDED

    waits = AppealDocument(learner=lab.learner, attempt=SAT, standing="waits")
    tell(lab.desk, documents.APPEAL, SAT, waits)
    assert standing(lab) is AppealStanding.WAITS
    assert appeals.answered(db) == frozenset()
    answered = msgspec.structs.replace(
        waits, standing="answered", outcome="changed", words="You were right.", by="Kenya"
    )
    tell(lab.desk, documents.APPEAL, SAT, answered)

    found = lab.desk.appeals.of(lab.learner, SAT)
    assert found is not None
    assert (found.outcome, found.words, found.by) == ("changed", "You were right.", "Kenya")
    assert appeals.answered(db) == {SAT}


def test_one_that_another_computer_told_has_landed(lab: Lab) -> None:
    heard = AssessmentState(appeals={SAT: Appeal(5, WHY)})
    projections.ASSESSMENTS.join(lab.desk._db, (lab.learner, COURSE, ASSESSMENT), heard)
    assert standing(lab) is AppealStanding.LANDED
    assert code(lab) == "appeal-made"
