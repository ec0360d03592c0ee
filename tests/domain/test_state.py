"""States come out the same in any order, with duplicates, however their events are split."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import find, given
from hypothesis import strategies as st
from msgspec.structs import replace

from helpers.facts import AtActivity, OfAssessment
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.event import (
    KINDS,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    ActivityReopened,
    AppealMade,
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    BookmarkSet,
    CourseCompleted,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    QuizAnswered,
    QuizFinished,
    SelfAssessmentFinished,
    SelfAssessmentShared,
    SelfRated,
)
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState, course_is_complete
from ujuzi.domain.state import State
from ujuzi.domain.subjects import SUBJECTS

WHERE: AtActivity = {"course": "c", "activity": "a", "pack": "p"}
WHICH: OfAssessment = {"course": "c", "assessment": "a", "pack": "p"}
ROUND = {"framework": "f", "round": "r"}
FRACTIONS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
SMALL = st.integers(0, 5)

BODIES: dict[str, st.SearchStrategy[Body]] = {
    "activity": st.one_of(
        st.just(ActivityOpened(**WHERE)),
        st.builds(lambda n: ActivityCompleted(**WHERE, times=n), st.integers(0, 2)),
        st.builds(lambda n: ActivityReopened(**WHERE, times=n), st.integers(1, 2)),
        st.builds(lambda p, s: ActivityLeft(**WHERE, position=p, seconds=s), FRACTIONS, SMALL),
        st.builds(
            lambda t, r: QuizFinished(**WHERE, attempt=t, right=r, items=5),
            st.sampled_from("xyz"),
            SMALL,
        ),
        st.builds(lambda m: BookmarkSet(**WHERE, marked=m), st.booleans()),
    ),
    "course": st.one_of(
        st.just(Enrolled(course="c")),
        st.builds(lambda n: CourseCompleted(course="c", pack="p", times=n), st.integers(0, 2)),
        st.builds(
            lambda a, n: ActivityCompleted(course="c", activity=a, pack="p", times=n),
            st.sampled_from("abc"),
            st.integers(0, 2),
        ),
        st.builds(
            lambda a, n, c: ActivityReopened(
                course="c", activity=a, pack="p", times=n, course_times=c
            ),
            st.sampled_from("abc"),
            st.integers(1, 2),
            st.integers(0, 2),
        ),
        st.builds(
            lambda a: ActivityOpened(course="c", activity=a, pack="p"), st.sampled_from("abc")
        ),
        st.sampled_from(
            [
                ActivityLeft(**WHERE, seconds=1),
                BookmarkSet(**WHERE, marked=True),
                NoteWritten(**WHERE, note="n", text="one"),
                QuizAnswered(**WHERE, attempt="t", item="i", response=("a",), right=True),
                QuizFinished(**WHERE, attempt="t", right=1, items=2),
            ]
        ),
    ),
    "note": st.builds(
        lambda t, p: NoteWritten(**WHERE, note="n", text=t, position=p),
        st.sampled_from(["", "one", "two"]),
        FRACTIONS,
    ),
    "profile": st.one_of(
        st.builds(
            lambda n: ProfileCreated(name=n, role="teacher", language="en"),
            st.sampled_from(["Ada", "Awa"]),
        ),
        st.builds(
            lambda n, i: ProfileChanged(name=n, institution=i),
            st.sampled_from([None, "Ada", "Awa"]),
            st.sampled_from([None, "Gulu", "Gaoua"]),
        ),
        st.sampled_from([ProfileLinked(code="ABCD"), ProfileLinked(code="EFGH")]),
        st.just(ProfileUnlinked()),
    ),
    "attempt": st.one_of(
        st.builds(
            lambda i, r: QuizAnswered(
                **WHERE, attempt="t", item=i, response=(r,), right=r == "yes"
            ),
            st.sampled_from(["i1", "i2"]),
            st.sampled_from(["yes", "no"]),
        ),
        st.just(QuizFinished(**WHERE, attempt="t", right=1, items=2)),
    ),
    "assessment": st.one_of(
        st.builds(
            lambda t, o, n: AssessmentBegun(
                **WHICH, attempt=t, opened_by=o, drawing=2, number=n, mac="m"
            ),
            st.sampled_from("xy"),
            st.sampled_from(["", "code"]),
            st.integers(0, 2),
        ),
        st.builds(
            lambda t: AssessmentSubmitted(**WHICH, attempt=t, sealed="AA=="), st.sampled_from("xy")
        ),
        st.builds(
            lambda t, why: AppealMade(course="c", assessment="exam", attempt=t, text=why),
            st.sampled_from("xy"),
            st.sampled_from(["Question 3", "Q3"]),
        ),
    ),
    "round": st.one_of(
        st.builds(
            lambda s, r: SelfRated(**ROUND, role="teacher", statement=s, rating=r),
            st.sampled_from(["1.1-a", "1.1-b"]),
            st.integers(1, 5),
        ),
        st.just(SelfAssessmentFinished(**ROUND)),
        st.builds(lambda s: SelfAssessmentShared(**ROUND, shared=s), st.booleans()),
    ),
}


def events(kind: str) -> st.SearchStrategy[list[Event]]:
    """Some events of several devices; a copied disk may have used one Lamport counter twice."""
    return st.lists(
        st.tuples(st.sampled_from("DEF"), SMALL, BODIES[kind]), min_size=1, max_size=12
    ).map(_numbered)


def _numbered(drawn: list[tuple[str, int, Body]]) -> list[Event]:
    lamports: dict[str, int] = {}
    sequences: dict[str, int] = {}
    made = []
    for device, ahead, body in drawn:
        lamports[device] = lamports.get(device, 1) + ahead
        sequences[device] = sequences.get(device, 0) + 1
        made.append(
            Event(
                device=DeviceId(device),
                sequence=sequences[device],
                lamport=lamports[device],
                learner=LearnerId("ada"),
                recorded_at=Milliseconds(1000 * ahead),
                body=body,
            )
        )
    return made


TELLING = [
    (subject.name, body)
    for subject in SUBJECTS.values()
    for body in KINDS.values()
    if issubclass(body, subject.told_by)
]


@pytest.mark.parametrize(("kind", "body"), TELLING)
def test_every_kind_that_is_about_a_state_is_drawn_here_and_says_something(
    kind: str, body: type[Body]
) -> None:
    nothing = SUBJECTS[kind].state()

    def says_something(drawn: Body) -> bool:
        [event] = _numbered([("D", 1, drawn)])
        return type(drawn) is body and SUBJECTS[kind].state.from_event(event) != nothing

    assert find(BODIES[kind], says_something) is not None


@pytest.mark.parametrize("kind", SUBJECTS)
@given(data=st.data())
def test_folds_converge_in_any_order_with_duplicates(kind: str, data: st.DataObject) -> None:
    heard = data.draw(events(kind))
    again = data.draw(st.lists(st.sampled_from(heard), max_size=4))
    shuffled = data.draw(st.permutations(heard + again))

    assert written(folded(kind, shuffled)) == written(folded(kind, heard))


@pytest.mark.parametrize("kind", SUBJECTS)
@given(data=st.data())
def test_a_run_of_events_folds_as_its_events_do_one_by_one(kind: str, data: st.DataObject) -> None:
    state = SUBJECTS[kind].state
    heard = data.draw(events(kind))
    cut = data.draw(st.integers(0, len(heard)))
    in_runs = state.merge([state.fold(heard[:cut]), state.fold(heard[cut:])])

    assert written(in_runs) == written(folded(kind, heard))
    assert written(state.fold(heard)) == written(folded(kind, heard))


@pytest.mark.parametrize("kind", SUBJECTS)
@given(data=st.data())
def test_an_event_told_again_under_a_new_identity_changes_nothing(
    kind: str, data: st.DataObject
) -> None:
    heard = data.draw(events(kind))
    told_again = [
        replace(event, device=DeviceId("N"), sequence=place, first_recorded_as=event.origin)
        for place, event in enumerate(data.draw(st.lists(st.sampled_from(heard), max_size=6)), 1)
    ]
    shuffled = data.draw(st.permutations(heard + told_again))
    told = {event.origin for event in told_again}
    instead = told_again + [event for event in heard if event.origin not in told]

    assert written(folded(kind, shuffled)) == written(folded(kind, heard))
    assert written(folded(kind, instead)) == written(folded(kind, heard))


@pytest.mark.parametrize("kind", SUBJECTS)
@given(data=st.data())
def test_merging_states_is_commutative_associative_and_idempotent(
    kind: str, data: st.DataObject
) -> None:
    merge = SUBJECTS[kind].state.merge
    heard = data.draw(events(kind))
    parts = [data.draw(st.lists(st.sampled_from(heard))) for _ in range(2)]
    parts.append([event for event in heard if not any(event in part for part in parts)])
    one, two, three = (folded(kind, part) for part in parts)
    whole = written(folded(kind, heard))

    assert written(merge([one, two, three])) == whole
    assert written(merge([three, two, one])) == whole
    assert written(merge([merge([one, two]), three])) == whole
    assert written(merge([one, merge([two, three])])) == whole
    assert written(merge([one, one])) == written(one)


def test_every_state_is_folded_from_the_events_that_are_about_it() -> None:
    assert BODIES.keys() == SUBJECTS.keys()


@pytest.mark.parametrize("kind", SUBJECTS)
@given(data=st.data())
def test_a_state_of_nothing_adds_nothing(kind: str, data: st.DataObject) -> None:
    state = SUBJECTS[kind].state
    known = folded(kind, data.draw(events(kind)))

    assert written(state.merge([state(), known])) == written(known)
    assert written(state.merge([known, state()])) == written(known)
    assert state.fold([]) == state()


def folded(kind: str, order: list[Event]) -> State:
    state: State = SUBJECTS[kind].state()
    for event in order:
        state = state.after(event)
    return state


def written(state: Any) -> bytes:
    return msgspec.json.encode(state, order="deterministic")


def test_the_latest_name_wins_by_lamport_and_not_by_clock() -> None:
    early = _event("A", 1, ProfileCreated(name="Ada", role="teacher", language="en"), at=2031)
    late = _event("B", 2, ProfileChanged(name="Ada L."), at=2001)

    state = ProfileState.fold([early, late])

    assert state.name.value == "Ada L."
    assert state.role.value == "teacher"


def test_time_on_two_devices_adds_up_and_hearing_it_twice_does_not() -> None:
    first = _event("A", 1, ActivityLeft(**WHERE, seconds=60))
    second = _event("B", 1, ActivityLeft(**WHERE, seconds=30))
    state = ActivityState.fold([first, second, first, second])

    assert state.seconds_on_task == 90


def test_a_course_is_complete_when_every_required_activity_is() -> None:
    course = Course(
        id="c",
        title="C",
        language="en",
        kind=CourseKind.GENERAL,
        version=1,
        publisher="P",
        modules=(
            Module(
                id="m",
                title="M",
                activities=tuple(
                    Activity(
                        id=each,
                        kind=ActivityKind.LESSON,
                        title=each,
                        file="f",
                        required=each != "extra",
                    )
                    for each in ("one", "two", "extra")
                ),
            ),
        ),
    )

    assert not course_is_complete(course, {"one", "extra"})
    assert course_is_complete(course, {"one", "two"})


def _event(device: str, lamport: int, body: Body, at: int = 0) -> Event:
    return Event(
        device=DeviceId(device),
        sequence=lamport,
        lamport=lamport,
        learner=LearnerId("ada"),
        recorded_at=Milliseconds(at),
        body=body,
    )


def test_a_completion_that_was_taken_back_stands_again_once_it_is_done_again() -> None:
    facts: list[Body] = [
        ActivityCompleted(**WHERE),
        ActivityReopened(**WHERE, times=1, course_times=1),
        CourseCompleted(course="c", pack="p"),
        ActivityCompleted(**WHERE, times=1),
        CourseCompleted(course="c", pack="p", times=1),
    ]
    heard = _numbered([("D", 1, body) for body in facts])
    after = [CourseState.fold(heard[:n]) for n in (1, 3, 5)]
    assert [(course.done(), course.done_at is not None) for course in after] == [
        (frozenset({"a"}), False),
        (frozenset(), False),
        (frozenset({"a"}), True),
    ]
    assert ActivityState.fold(heard[:2]).done_at is None
    assert ActivityState.fold([*heard[:2], heard[3]]).done_at is not None


def test_a_state_of_before_completions_could_be_taken_back_is_read_as_it_was() -> None:
    old = msgspec.json.decode(b'{"completed_at":5,"completed":["a"]}', type=CourseState)
    assert (old.done(), old.done_at) == (frozenset({"a"}), 5)
