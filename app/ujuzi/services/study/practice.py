"""Practice quizzes: feedback at once, and every confirmed answer survives a pulled plug.

An answer is an event before its feedback is shown. An attempt that was cut off goes on where it
stood, on the version of the course that it was begun with.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from ujuzi.domain.activity import Score
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.event import LearnerId, QuizAnswered, QuizFinished
from ujuzi.domain.item import Item, Outcome, Response, grade, texts_of
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.lesson.page import fragment_html
from ujuzi.services.clock import Clock
from ujuzi.services.study.learning import Learning
from ujuzi.services.study.library import Library
from ujuzi.store import drafts, event_log, projections
from ujuzi.store.database import Database

RESPONSE_CHARACTERS_MOST = 10_000


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """A confirmed response and what grading said of it."""

    response: Response
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is under way.

    `left_out` counts the items that only a later version of the program knows.
    `html` maps every Markdown text of the items to sanitised HTML; `seed` fixes the shuffling of
    `random.Random(f"{seed}:{item.id}")`, so that a resumed attempt looks as it did.
    """

    attempt: str
    pack: str
    course: str
    activity: str
    title: str
    language: str
    items: tuple[Item, ...]
    answers: Mapping[str, CheckedAnswer]
    seed: int
    best: Score | None
    html: Mapping[str, str]
    left_out: int = 0


class Practice:
    """The practice quizzes of one computer."""

    def __init__(self, db: Database, library: Library, learning: Learning, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._learning = learning
        self._clock = clock

    def begin(self, learner: LearnerId, pack: str, activity: str, *, anew: bool = False) -> Attempt:
        """Resume the unfinished attempt of this quiz, or begin one."""
        course = self._library.outline(pack).id
        unfinished = None if anew else self._unfinished(learner, course, activity)
        attempt, state = unfinished or (secrets.token_hex(8), AttemptState(pack=pack))
        pack = state.pack
        outline = self._library.outline(pack)
        quiz = self._library.quiz(pack, activity)
        items = {item.id: item for item in quiz.items}
        return Attempt(
            attempt=attempt,
            pack=pack,
            course=course,
            activity=activity,
            title=outline.activity(activity).title,
            language=outline.language,
            items=quiz.items,
            answers={
                item: CheckedAnswer(
                    answer.response, grade(items[item], answer.response, answer.right)
                )
                for item, answer in state.answers.items()
                if item in items
            },
            seed=zlib.crc32(attempt.encode()),
            best=projections.ACTIVITIES.get(self._db, learner, course, activity).best,
            html={
                text: fragment_html(text)
                for text in {text for item in quiz.items for text in texts_of(item)}
            },
            left_out=quiz.left_out,
        )

    def answer(
        self, learner: LearnerId, attempt: Attempt, item_id: str, response: Response
    ) -> Outcome:
        """Record a response and grade it; durable when it returns.

        Raises RefusedError `item-missing` or `answer-too-long`; its draft stays.
        """
        item = next((item for item in attempt.items if item.id == item_id), None)
        if item is None:
            raise RefusedError(Code.ITEM_MISSING, f"This quiz has no question {item_id}.")
        check_length(response)
        outcome = grade(item, response)
        body = QuizAnswered(
            course=attempt.course,
            activity=attempt.activity,
            pack=attempt.pack,
            attempt=attempt.attempt,
            item=item_id,
            response=response,
            right=outcome.right,
        )
        with self._db.atomic():
            event_log.append(self._db, learner, body, self._clock.now())
            drafts.put(self._db, learner, attempt.course, attempt.activity, item_id, "")
        self._learning.confirm(learner, attempt.course, attempt.activity, item_id)
        return outcome

    def finish(self, learner: LearnerId, attempt: Attempt) -> Score:
        """Record the score of an attempt (items fully right) and complete the activity."""
        state = projections.ATTEMPTS.get(
            self._db, learner, attempt.course, attempt.activity, attempt.attempt
        )
        right = sum(answer.right for answer in state.answers.values())
        body = QuizFinished(
            course=attempt.course,
            activity=attempt.activity,
            pack=attempt.pack,
            attempt=attempt.attempt,
            right=right,
            items=len(attempt.items),
        )
        with self._db.atomic():
            event = event_log.append(self._db, learner, body, self._clock.now())
            self._learning.complete(learner, attempt.pack, attempt.activity)
        return Score(right, len(attempt.items), event.stamp)

    def _unfinished(
        self, learner: LearnerId, course: str, activity: str
    ) -> tuple[str, AttemptState] | None:
        """Return the latest attempt that was begun, not finished, and whose pack is still here."""
        installed = {pack.pack for pack in self._library.kept()}
        found = [
            (key[0], state)
            for key, state in projections.ATTEMPTS.find(self._db, learner, course, activity).items()
            if state.finished_at is None and state.pack in installed
        ]
        return max(found, key=lambda pair: pair[1].last_answered, default=None)


def check_length(response: Response) -> None:
    """Return only if a response may be recorded; raises RefusedError `answer-too-long`."""
    if sum(map(len, response)) > RESPONSE_CHARACTERS_MOST:
        raise RefusedError(
            Code.ANSWER_TOO_LONG, f"An answer has at most {RESPONSE_CHARACTERS_MOST} characters.",
            most=RESPONSE_CHARACTERS_MOST,
        )  # fmt: skip
