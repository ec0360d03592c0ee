"""No answer is lost or written twice, in whatever order the disk answers."""

from __future__ import annotations

from ujuzi.domain.sitting import Answered
from ujuzi.ui.assess.answers import Answers


def test_an_answer_is_due_once() -> None:
    answers = Answers({})
    answers.give("one", ("a",), 400)
    assert answers.take_due() == (Answered("one", ("a",), 400),)
    assert answers.take_due() == ()


def test_an_answer_counts_as_recorded_only_once_it_is() -> None:
    answers = Answers({})
    answers.give("one", ("a",), 0)
    due = answers.take_due()
    assert (answers.given, answers.recorded) == ({"one": ("a",)}, {})
    answers.confirm(due)
    assert answers.recorded == {"one": ("a",)}


def test_an_answer_that_could_not_be_written_is_due_again_with_its_time() -> None:
    answers = Answers({"one": ("a",)})
    answers.give("one", ("b",), 300)
    answers.fail(answers.take_due())
    assert answers.recorded == {"one": ("a",)}
    answers.give("one", ("b",), 200)
    assert answers.take_due() == (Answered("one", ("b",), 500),)


def test_an_answer_changed_back_before_the_disk_answered_is_written_again() -> None:
    answers = Answers({"one": ("a",)})
    answers.give("one", ("b",), 0)
    first = answers.take_due()
    answers.give("one", ("a",), 0)
    second = answers.take_due()
    answers.confirm(first)
    answers.confirm(second)
    assert answers.recorded == {"one": ("a",)}


def test_an_answer_that_was_taken_back_is_due_as_empty() -> None:
    answers = Answers({"one": ("a",)})
    answers.give("one", (), 0)
    assert answers.take_due() == (Answered("one", ()),)
