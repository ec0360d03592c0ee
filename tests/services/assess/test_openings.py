"""A supervised sitting opens once, by a code for this learner and this assessment."""

from __future__ import annotations

from typing import TypedDict

import pytest

from helpers.desks import COURSE, Lab, supervised
from helpers.sitting_desks import (
    CODE,
    MINUTE,
    begin,
    drawn,
    drawn_by,
    give_code,
    items,
    offer,
    refused,
)
from helpers.sittings import (
    ASSESSMENT,
    may_sit,
    opened,
    tell,
)
from ujuzi.credentials import sitting_code
from ujuzi.domain import ticket
from ujuzi.store import event_log
from ujuzi.wire import documents
from ujuzi.wire.documents import Tickets


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """A registered computer, whose hub tells it things: what Ada draws from first."""
    may_sit(lab.desk, lab.learner)
    return lab


def test_a_supervised_sitting_opens_once_with_its_code(lab: Lab) -> None:
    lab = supervised(lab)
    assert refused(lab).code == "code-needed"
    assert refused(lab, CODE).code == "code-wrong"
    give_code(lab, extra=50)
    assert refused(lab, "ABCD-EFGH-JKMX").code == "code-wrong"

    sitting = begin(lab, "abcd efgh jkmn")
    assert items(sitting) == drawn(lab, 1)

    assert sitting.limit == 45 * MINUTE
    assert begin(lab).attempt == sitting.attempt
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert opened(lab.desk, sitting.attempt).opened_by == "code-1"
    assert refused(lab, CODE).code == "code-wrong"


WHOLE = sitting_code.checked("ABCDEFGHJKMN", ASSESSMENT)


def test_a_checked_code_opens_a_sitting_that_the_computer_never_heard_of(lab: Lab) -> None:
    lab = supervised(lab)
    tell(lab.desk, documents.TICKETS, lab.learner, Tickets(key="none"))

    sitting = begin(lab, f"{WHOLE[:4]} {WHOLE[4:8].lower()}.{WHOLE[8:]}")

    seed = ticket.seed(WHOLE, ASSESSMENT)
    assert items(sitting) == drawn_by(lab, ticket.lot(seed))
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    handed_in = opened(lab.desk, sitting.attempt)
    assert (handed_in.drawing, handed_in.number, handed_in.extra) == (2, 0, 0)
    assert handed_in.opened_by == sitting_code.name_of(seed)
    device = event_log.device_id(lab.desk._db)
    assert ticket.proves(handed_in.mac, seed, device, sitting.attempt, lab.learner)
    assert refused(lab, WHOLE).code == "code-wrong"


def test_a_slip_of_the_pen_is_told_at_once_and_uses_nothing_up(lab: Lab) -> None:
    lab = supervised(lab)

    for typed in ("B" + WHOLE[1:], WHOLE[1] + WHOLE[0] + WHOLE[2:]):
        assert refused(lab, typed).code == "code-mistyped"
    other = sitting_code.checked("ABCDEFGHJKMN", "market-other")
    assert refused(lab, other).code == "code-mistyped"
    assert offer(lab).used == 0


def test_a_checked_code_that_was_heard_of_gives_its_time_and_ends_with_its_fortnight(
    lab: Lab,
) -> None:
    lab = supervised(lab)
    give_code(lab, "known", WHOLE, extra=50, expires_at=lab.clock.now() + MINUTE)
    lab.clock.move(60)
    assert refused(lab, WHOLE).code == "code-wrong"
    give_code(lab, "known", WHOLE, extra=50)

    assert begin(lab, WHOLE).limit == 45 * MINUTE


class OtherCode(TypedDict, total=False):
    learner: str
    assessment: str
    expires_at: int


@pytest.mark.parametrize(
    "facts", [{"learner": "awa"}, {"assessment": "another"}, {"expires_at": 1}], ids=str
)
def test_a_code_for_something_else_opens_nothing(lab: Lab, facts: OtherCode) -> None:
    lab = supervised(lab)
    give_code(lab, **facts)

    assert refused(lab, CODE).code == "code-wrong"


def test_a_code_that_another_computer_used_opens_nothing(lab: Lab) -> None:
    lab = supervised(lab)
    give_code(lab)
    elsewhere = {"begun_at": 1, "opened_by": "code-1"}
    progress = [["assessment", f"{COURSE}\x1f{ASSESSMENT}", {"attempts": {"elsewhere": elsewhere}}]]
    tell(lab.desk, "progress", lab.learner, progress)

    assert offer(lab).used == 1
    assert refused(lab, CODE).code == "code-wrong"
