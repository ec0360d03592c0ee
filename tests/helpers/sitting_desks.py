"""A desk at which somebody sits an assessment: begins it, hands it in, is told of it."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from helpers.clocks import FakeMachine
from helpers.desks import COURSE, Lab
from helpers.sittings import ASSESSMENT, HOLDER, TICKET_KEY, tell
from ujuzi.credentials.secrets import verifier_of
from ujuzi.domain import ticket
from ujuzi.domain.assessment import draw
from ujuzi.domain.item import Quiz
from ujuzi.errors import RefusedError
from ujuzi.services.assess.assessment import RunningSitting
from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.services.desk import open_desk
from ujuzi.wire import documents
from ujuzi.wire.documents import Result, SittingCode

MINUTE = 60_000
CODE = "ABCD-EFGH-JKMN"


def offer(lab: Lab) -> AssessmentOffer:
    """Return the one assessment as the learner finds it."""
    (found,) = lab.desk.assessments.offers(lab.learner)
    return found


def begin(lab: Lab, code: str = "") -> RunningSitting:
    """Begin or resume it."""
    return lab.desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT, code)


def hand_in(lab: Lab, code: str = "") -> RunningSitting:
    """Begin it and hand it in."""
    sitting = begin(lab, code)
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    return sitting


def refused(lab: Lab, code: str = "") -> RefusedError:
    """Return why it is not begun."""
    with pytest.raises(RefusedError) as refusal:
        begin(lab, code)
    return refusal.value


def give_code(lab: Lab, name: str = "code-1", code: str = CODE, **facts: object) -> None:
    """Let the hub tell of a code for a supervised sitting."""
    ordinary = SittingCode(
        learner=lab.learner,
        assessment=ASSESSMENT,
        verifier=verifier_of(code.replace("-", "")),
        expires_at=lab.clock.now() + 3_600_000,
    )
    tell(lab.desk, documents.SITTING_CODE, name, replace(ordinary, **facts))


def result(lab: Lab, attempt: str, **facts: object) -> None:
    """Let the hub tell the result of an attempt."""
    ordinary = Result(
        attempt=attempt,
        learner=lab.learner,
        course=COURSE,
        assessment=ASSESSMENT,
        state="graded",
        right=3,
        items=6,
        pass_mark=50,
    )
    tell(lab.desk, documents.RESULT, attempt, replace(ordinary, **facts))


def counted(lab: Lab, machine: FakeMachine) -> Lab:
    """Close the desk, and open it on a machine that counts."""
    lab.desk.close()
    desk = open_desk(lab.folder / "data", lab.clock, machine_up=machine.up)
    return Lab(desk, lab.clock, lab.ada, lab.pack, lab.folder)


def drawn_by(lab: Lab, *lots: str) -> tuple[str, ...]:
    """Return what lots draw from the bank that the course carries."""
    assessment = lab.desk.library.assessment(lab.pack, ASSESSMENT)
    bank = msgspec.json.decode(lab.desk.library.object(lab.pack, assessment.bank), type=Quiz)
    return tuple(item.id for item in draw(assessment.blueprint, bank.items, *lots))


def drawn(lab: Lab, number: int) -> tuple[str, ...]:
    """Return what a number of Ada's ticket draws, as the hub computes it from its key."""
    return drawn_by(lab, *map(ticket.lot, ticket.salts(TICKET_KEY, HOLDER, number)))


def items(sitting: RunningSitting) -> tuple[str, ...]:
    """Return the items of a sitting by id, in its order."""
    return tuple(item.id for item in sitting.items)
