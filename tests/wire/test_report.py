"""A report tells coordinators states, never what somebody wrote, and tells a finder nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from helpers.statements import a_statement
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import Answer, AttemptState
from ujuzi.domain.event import Stamp
from ujuzi.domain.note import NoteState
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.self_assessment import Rating, RoundState
from ujuzi.domain.sitting import Appeal, AssessmentState, Claim, Sitting
from ujuzi.domain.state import State
from ujuzi.domain.subjects import SUBJECTS
from ujuzi.errors import Code, RefusedError
from ujuzi.wire import report, seal
from ujuzi.wire.report import LearnerReport, ReportedState

DEVICE, OTHER = PublisherKey(bytes(range(32))), PublisherKey(bytes(32))
COORDINATORS = [seal.new_key() for _ in range(5)]
RECEIVERS = [public for _, public in COORDINATORS]
STAMP = Stamp(5, "d0")


def keys(place: int) -> dict[str, bytes]:
    private, public = COORDINATORS[place]
    return {seal.key_id(public): private}


def reported(state: State, subject: str = "course", *key: str) -> ReportedState:
    return ReportedState(subject, key, msgspec.Raw(msgspec.msgpack.encode(state)))


ADA = LearnerReport(
    "ada-of-the-lab", 5, (reported(CourseState(enrolled_at=9), "course", "ai-basics"),)
)
CONTENT = report.fitted([ADA])


def a_part(receivers: list[bytes], content: bytes = CONTENT) -> bytes:
    return report.write(a_statement(), content, receivers, DEVICE)


def test_it_is_decided_of_every_type_of_state_what_coordinators_are_told() -> None:
    assert set(report.CHOICES) == {subject.state for subject in SUBJECTS.values()}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (CourseState(enrolled_at=1, completed=("a",)), CourseState(1, None, ("a",))),
        (
            ActivityState(opened_at=1, marked=True, marked_stamp=STAMP),
            ActivityState(opened_at=1),
        ),
        (
            AttemptState("p", {"i": Answer(("secret",), right=True)}, 1, 2),
            AttemptState("p", {}, 1, 2),
        ),
        (
            AssessmentState(
                {"t": Sitting(1, 2, "code", Claim(1, "mac", "d0"))}, {"t": Appeal(3, "Unfair")}
            ),
            AssessmentState({"t": Sitting(1, 2)}, {"t": Appeal(3)}),
        ),
        (NoteState(), None),
        (ProfileState(name=Field("Ada", STAMP), link=Field("ABCD-EFGH", STAMP)), None),
        (
            ProfileState(name=Field("Ada", STAMP), link=Field("a0" * 32, STAMP), created_at=7),
            ProfileState(link=Field("a0" * 32, STAMP)),
        ),
        (RoundState(role="teacher", ratings={"s": Rating(2)}, shared=True), None),
    ],
    ids=lambda state: type(state).__name__,
)
def test_states_are_told_without_what_somebody_wrote(state: State, told: State | None) -> None:
    assert report.told_of(state) == told


def test_a_type_that_nobody_has_decided_about_is_not_told() -> None:
    class Later(State, frozen=True):
        secret: str = "secret"

    assert report.told_of(Later()) is None


def test_each_of_four_coordinators_opens_it_and_a_fifth_does_not() -> None:
    part = report.read(a_part(RECEIVERS))
    part.verify(DEVICE.public)
    for place in range(report.MOST_RECEIVERS):
        assert part.open(keys(place)).learners == (ADA,)
    with pytest.raises(RefusedError) as refused:
        part.open(keys(4))
    assert refused.value.code == Code.ENVELOPE_NOT_OURS


def test_the_statement_is_read_where_no_coordinator_is_known_yet() -> None:
    part = report.read(a_part([]))
    part.verify(DEVICE.public)
    assert part.statement == a_statement()
    assert part.sealed == b""


@pytest.mark.parametrize("receivers", [[], RECEIVERS], ids=["statement alone", "sealed"])
def test_a_finder_learns_of_nobody_and_of_no_course(receivers: list[bytes]) -> None:
    wire = a_part(receivers)
    assert not [word for word in (b"ada-of-the-lab", b"ai-basics", b"enrolled") if word in wire]


def test_what_is_sealed_cannot_be_put_beside_another_statement() -> None:
    one, other = a_part(RECEIVERS), a_part([RECEIVERS[0]])
    mixed = one[: -len(report.read(one).sealed)] + report.read(other).sealed
    with pytest.raises(RefusedError) as refused:
        report.read(mixed)
    assert refused.value.code == Code.BUNDLE_MALFORMED


def test_nobody_else_writes_a_report_of_a_computer() -> None:
    with pytest.raises(RefusedError):
        report.read(a_part(RECEIVERS)).verify(OTHER.public)


@pytest.mark.parametrize("change", [b"", b"\x01", b"\x02" + bytes(80), bytes(2_000_000)])
def test_what_is_no_report_part_is_refused(change: bytes) -> None:
    with pytest.raises(RefusedError):
        report.read(change)


def test_what_inflates_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_INFLATED_BYTES", 10)
    part = report.read(a_part(RECEIVERS))
    with pytest.raises(RefusedError):
        part.open(keys(0))


def test_where_there_is_no_room_those_are_left_out_who_were_not_there_for_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people: list[Any] = [LearnerReport(f"learner-{number}", number, ()) for number in range(64)]
    monkeypatch.setattr(report, "MOST_SEALED_BYTES", seal.OVERHEAD_BYTES + 200)
    opened = report._inflated(report.fitted(people))
    assert 0 < len(opened.learners) < 64
    assert opened.left_out == 64 - len(opened.learners)
    assert min(each.used_at for each in opened.learners) >= opened.left_out
