"""A card says how far a learner is, and where she goes on."""

from __future__ import annotations

from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.progress import CourseState
from ujuzi.services.study.course_views import card_of, next_activity
from ujuzi.store.catalogue import InstalledPack

PACK = InstalledPack("p" * 64, "sums", "en", 1, "Ujuzi tests", "f", 100, 5)


def outline() -> Course:
    """Return a course of three lessons, of which the second may be left out."""
    activities = tuple(
        Activity(
            id=id_, kind=ActivityKind.LESSON, title=id_.title(), file=f"{id_}.md", minutes=7,
            required=id_ != "extra",
        )
        for id_ in ("first", "extra", "last")
    )  # fmt: skip
    return Course(
        id="sums", title="Sums", language="en", kind=CourseKind.GENERAL, version=1,
        publisher="Ujuzi tests", modules=(Module(id="m", title="M", activities=activities),),
    )  # fmt: skip


def test_a_new_course_begins_with_its_first_activity() -> None:
    card = card_of(PACK, outline(), CourseState(), ("en",))
    assert (card.state, card.is_new, card.next_activity) == ("new", True, "first")
    assert (card.completed, card.required, card.minutes_left) == (0, 2, 14)


def test_a_course_is_completed_by_what_is_required() -> None:
    state = CourseState(enrolled_at=1, completed=("first", "last"))
    card = card_of(PACK, outline(), state, ("en",))
    assert (card.state, card.completed, card.minutes_left) == ("completed", 2, 0)


def test_what_was_left_unfinished_comes_first_even_if_it_may_be_left_out() -> None:
    state = CourseState(enrolled_at=1, completed=("first",), last_activity="extra")
    following = next_activity(outline(), state)
    assert following is not None
    assert following.id == "extra"


def test_after_what_was_finished_comes_the_next_that_is_required() -> None:
    state = CourseState(enrolled_at=1, completed=("first",), last_activity="first")
    following = next_activity(outline(), state)
    assert following is not None
    assert following.id == "last"
