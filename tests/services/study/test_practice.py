"""A practice quiz: graded at once, resumed after a cut, finished on the version it began with."""

from __future__ import annotations

import pytest

from helpers.course_folders import KEY, copy_small_course
from helpers.desks import COURSE, Lab
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.event import QuizAnswered
from ujuzi.domain.item import right_response
from ujuzi.errors import RefusedError
from ujuzi.services.study.practice import RESPONSE_CHARACTERS_MOST
from ujuzi.store import event_log

QUIZ = "words-quiz"


def answer_right(lab: Lab, how_many: int, *, anew: bool = False) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ, anew=anew)
    for item in attempt.items[:how_many]:
        assert lab.desk.practice.answer(lab.learner, attempt, item.id, right_response(item)).right


def test_a_score_is_the_number_of_items_fully_right(lab: Lab) -> None:
    answer_right(lab, 3)
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    lab.desk.practice.answer(lab.learner, attempt, attempt.items[3].id, ("c", "b", "a"))

    score = lab.desk.practice.finish(lab.learner, attempt)

    assert (score.right, score.items) == (3, 5)
    state = lab.desk.library.course(lab.learner, "market-sums").states[QUIZ]
    assert state.completed_at is not None
    assert state.best == state.latest == score


def test_an_answer_that_is_too_long_is_refused_and_its_draft_stays(lab: Lab) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    item, text = attempt.items[0].id, "x" * (RESPONSE_CHARACTERS_MOST + 1)
    lab.desk.learning.keep_draft(lab.learner, lab.pack, QUIZ, item, text)

    with pytest.raises(RefusedError) as error:
        lab.desk.practice.answer(lab.learner, attempt, item, (text,))

    assert error.value.code == "answer-too-long"
    assert lab.desk.learning.draft(lab.learner, lab.pack, QUIZ, item) == text
    assert lab.desk.practice.begin(lab.learner, lab.pack, QUIZ).answers == {}


def test_an_attempt_that_was_cut_off_goes_on_where_it_stood(lab: Lab) -> None:
    before = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    answer_right(lab, 0)
    lab.desk.practice.answer(lab.learner, before, "heaps", ("b",))
    again = lab.reopened()

    after = again.desk.practice.begin(lab.learner, lab.pack, QUIZ)

    assert after.attempt == before.attempt
    assert after.seed == before.seed
    assert after.answers["heaps"].response == ("b",)
    assert after.answers["heaps"].outcome.feedback == ("Five is the size of a heap.",)
    again.desk.close()


def test_a_begun_quiz_says_how_many_of_its_questions_are_answered(lab: Lab) -> None:
    def begun() -> dict[str, tuple[int, int]]:
        return dict(lab.desk.library.course(lab.learner, COURSE).begun)

    assert begun() == {}
    lab.desk.learning.open(lab.learner, lab.pack, QUIZ)
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    assert begun() == {}
    lab.desk.practice.answer(lab.learner, attempt, "heaps", ("b",))
    assert begun() == {QUIZ: (1, len(attempt.items))}
    lab.desk.practice.finish(lab.learner, attempt)
    assert begun() == {}


def test_a_finished_attempt_is_not_resumed_and_the_best_is_kept(lab: Lab) -> None:
    answer_right(lab, 4)
    first = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    lab.desk.practice.finish(lab.learner, first)
    second = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    lab.desk.practice.finish(lab.learner, second)

    state = lab.desk.library.course(lab.learner, "market-sums").states[QUIZ]
    assert second.attempt != first.attempt
    assert second.answers == {}
    assert state.best is not None
    assert state.latest is not None
    assert (state.best.right, state.latest.right) == (4, 0)


def test_an_attempt_in_progress_finishes_on_its_old_version(lab: Lab) -> None:
    answer_right(lab, 2)
    folder = copy_small_course(lab.folder / "newer")
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("version: 1", "version: 2"))
    quiz = folder / "words" / "quiz.yaml"
    quiz.write_text(quiz.read_text().replace("id: heaps", "id: piles"))
    build_pack(folder, lab.folder / "newer.ujuzi", KEY)
    lab.desk.library.install(lab.folder / "newer.ujuzi")
    newer = lab.desk.library.courses(lab.learner)[0].pack
    assert newer != lab.pack

    attempt = lab.desk.practice.begin(lab.learner, newer, QUIZ)

    assert attempt.pack == lab.pack
    assert set(attempt.answers) == {"heaps", "fruits"}
    lab.desk.practice.finish(lab.learner, attempt)
    fresh = lab.desk.practice.begin(lab.learner, newer, QUIZ)
    assert fresh.pack == newer
    assert fresh.items[0].id == "piles"


def test_every_text_of_the_quiz_comes_as_html(lab: Lab) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)

    assert all(item.prompt in attempt.html for item in attempt.items)
    assert "<img" in attempt.html["Ten mangoes in heaps of $5$: how many heaps?"]


def test_what_was_said_of_an_answer_stands_when_the_rules_change(lab: Lab) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    item = attempt.items[0].id
    body = QuizAnswered(
        course=attempt.course,
        activity=QUIZ,
        pack=lab.pack,
        attempt=attempt.attempt,
        item=item,
        response=right_response(attempt.items[0]),
        right=False,
    )
    event_log.append(lab.desk._db, lab.learner, body, lab.clock.now())

    again = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)

    assert not again.answers[item].outcome.right
