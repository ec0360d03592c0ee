"""What a person says of herself, statement by statement, and what follows from it.

A rating is on the disk when `rate` returns, so a round that was cut off goes on at its next
statement, on any computer that her progress reaches. Rounds are told apart by role: who changes
her role begins anew, and what she said before stays. Which round came first is decided by the
stamps of its ratings, never by clocks.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ujuzi.domain.event import (
    LearnerId,
    SelfAssessmentBody,
    SelfAssessmentFinished,
    SelfAssessmentShared,
    SelfRated,
)
from ujuzi.domain.self_assessment import (
    AIM,
    HIGHEST,
    LOWEST,
    Questionnaire,
    RoundState,
    gaps_of,
    levels_of,
)
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.services.study.learning import Learning
from ujuzi.services.study.library import Library
from ujuzi.store import event_log, projections
from ujuzi.store.database import Database

Questionnaires = Callable[[], Mapping[tuple[str, str], Questionnaire]]
Studied: TypeAlias = Mapping[str, tuple[int, int]]
"""Required activities here by competency, and how many of them are complete."""


@dataclass(frozen=True, slots=True)
class SelfAssessmentOffer:
    """A questionnaire of a person's role: how far its open round is, and when she last ended one.

    `rated` is 0 where no round is open; `rounds` counts the finished ones.
    """

    questionnaire: Questionnaire
    rated: int
    rounds: int
    finished_at: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round under way, with the values that were given so far by statement."""

    round: str
    questionnaire: Questionnaire
    ratings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CompetencyStanding:
    """One competency: how she rates herself, how she did the first time, what she studied.

    `level` is None before a round is finished, `first` where there is only one. `required` and
    `completed` count required activities of the courses here, as *My progress* does.
    """

    competency: str
    level: float | None
    first: float | None
    required: int
    completed: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to study next for a gap: the first activity in a course here that is not done."""

    course_title: str
    pack: str
    activity: str
    activity_title: str


@dataclass(frozen=True, slots=True)
class CompetencyGap:
    """A competency below the aim; `step` is None where no course here has anything left for it."""

    standing: CompetencyStanding
    step: NextStep | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person's latest finished round of a questionnaire says, the widest gap first.

    `round` is empty, and there are no gaps, before one is finished. `first_finished_at` is None
    where the latest round is the first.
    """

    framework: str
    round: str
    finished_at: int | None
    first_finished_at: int | None
    shared: bool
    standings: tuple[CompetencyStanding, ...]
    gaps: tuple[CompetencyGap, ...]


class SelfAssessment:
    """The self-assessments of one computer's people."""

    def __init__(
        self,
        db: Database,
        people: People,
        library: Library,
        learning: Learning,
        clock: Clock,
        questionnaires: Questionnaires,
    ) -> None:
        self._db = db
        self._people = people
        self._library = library
        self._learning = learning
        self._clock = clock
        self._questionnaires = questionnaires

    def offers(self, learner: LearnerId) -> tuple[SelfAssessmentOffer, ...]:
        """Return what there is for this person's role; first what courses here are about."""
        return self._offers(learner, self._studied(learner))

    def standings(self, learner: LearnerId) -> tuple[tuple[SelfAssessmentOffer, Profile], ...]:
        """Return each offer with where the person stands in it."""
        studied = self._studied(learner)
        return tuple(
            (offer, self._profile(learner, offer.questionnaire, studied))
            for offer in self._offers(learner, studied)
        )

    def _offers(self, learner: LearnerId, studied: Studied) -> tuple[SelfAssessmentOffer, ...]:
        role = self._people.person(learner).role
        taught = {competency.partition(":")[0] for competency in studied}
        offers = (
            self._offer(learner, questionnaire)
            for (_, for_role), questionnaire in self._questionnaires().items()
            if for_role == role
        )
        return tuple(sorted(offers, key=lambda each: each.questionnaire.framework not in taught))

    def begin(self, learner: LearnerId, framework: str) -> Round:
        """Resume the round that is open, or begin one; nothing is recorded before the first rating.

        Raises RefusedError `questionnaire-missing`.
        """
        questionnaire = self._questionnaire(learner, framework)
        open_rounds = self._rounds(learner, questionnaire, finished=False)
        name, state = open_rounds[-1] if open_rounds else (secrets.token_hex(8), RoundState())
        asked = {statement.id for statement in questionnaire.statements}
        values = {each: rating.value for each, rating in state.ratings.items() if each in asked}
        return Round(name, questionnaire, values)

    def rate(
        self, learner: LearnerId, framework: str, round_id: str, statement: str, value: int
    ) -> None:
        """Record a rating, durable when it returns; one that says nothing new is not recorded.

        Raises RefusedError `questionnaire-missing`, `statement-missing`, `rating-off-scale`, or
        `self-assessment-ended` for a round that is finished.
        """
        questionnaire = self._questionnaire(learner, framework)
        if all(each.id != statement for each in questionnaire.statements):
            raise RefusedError(
                Code.STATEMENT_MISSING, f"This questionnaire has no statement {statement}."
            )
        if not LOWEST <= value <= HIGHEST:
            raise RefusedError(
                Code.RATING_OFF_SCALE,
                f"A rating is from {LOWEST} to {HIGHEST}.",
                lowest=LOWEST,
                highest=HIGHEST,
            )
        state = projections.ROUNDS.get(self._db, learner, framework, round_id)
        if state.finished_at is not None:
            raise RefusedError(Code.SELF_ASSESSMENT_ENDED, "This self-assessment is finished.")
        known = state.ratings.get(statement)
        if known is None or known.value != value:
            self._append(
                learner,
                SelfRated(
                    framework=framework,
                    round=round_id,
                    role=questionnaire.role,
                    statement=statement,
                    rating=value,
                ),
            )

    def finish(self, learner: LearnerId, framework: str, round_id: str) -> None:
        """Finish a round; finishing it again changes nothing.

        Raises RefusedError `questionnaire-missing`, or `self-assessment-unrated` whose fact
        `missing` holds the statements that were not rated yet.
        """
        questionnaire = self._questionnaire(learner, framework)
        state = projections.ROUNDS.get(self._db, learner, framework, round_id)
        if state.finished_at is not None:
            return
        missing = questionnaire.missing(state.ratings)
        if missing:
            raise RefusedError(
                Code.SELF_ASSESSMENT_UNRATED,
                f"Not rated yet: {', '.join(missing)}.",
                missing=missing,
                count=len(missing),
            )
        self._append(learner, SelfAssessmentFinished(framework=framework, round=round_id))

    def share(self, learner: LearnerId, framework: str, round_id: str, *, shared: bool) -> None:
        """Let the institution see a finished round with the person's name, or no longer.

        Raises RefusedError `self-assessment-open` where the round is not finished.
        """
        state = projections.ROUNDS.get(self._db, learner, framework, round_id)
        if state.finished_at is None:
            raise RefusedError(
                Code.SELF_ASSESSMENT_OPEN, "A self-assessment is shared once it is finished."
            )
        if state.shared != shared:
            body = SelfAssessmentShared(framework=framework, round=round_id, shared=shared)
            self._append(learner, body)

    def profile(self, learner: LearnerId, framework: str) -> Profile:
        """Return where a person stands; raises RefusedError `questionnaire-missing`."""
        questionnaire = self._questionnaire(learner, framework)
        return self._profile(learner, questionnaire, self._studied(learner))

    def _profile(
        self, learner: LearnerId, questionnaire: Questionnaire, studied: Studied
    ) -> Profile:
        finished = self._rounds(learner, questionnaire, finished=True)
        name, latest = finished[-1] if finished else ("", RoundState())
        first = finished[0][1] if len(finished) > 1 else RoundState()
        standings = _standings(questionnaire, latest, first, studied)
        levels = {name: each.level for name, each in standings.items() if each.level is not None}
        gaps = gaps_of(levels, AIM)
        steps = self._steps(learner, gaps)
        return Profile(
            framework=questionnaire.framework,
            round=name,
            finished_at=latest.finished_at,
            first_finished_at=first.finished_at,
            shared=latest.shared,
            standings=tuple(standings.values()),
            gaps=tuple(CompetencyGap(standings[gap], steps.get(gap)) for gap in gaps),
        )

    def _append(self, learner: LearnerId, body: SelfAssessmentBody) -> None:
        event_log.append(self._db, learner, body, self._clock.now())

    def _questionnaire(self, learner: LearnerId, framework: str) -> Questionnaire:
        role = self._people.person(learner).role
        found = self._questionnaires().get((framework, role))
        if found is None:
            raise RefusedError(
                Code.QUESTIONNAIRE_MISSING,
                f"There is no self-assessment of {framework} for this role here.",
                framework=framework,
            )
        return found

    def _offer(self, learner: LearnerId, questionnaire: Questionnaire) -> SelfAssessmentOffer:
        finished = self._rounds(learner, questionnaire, finished=True)
        under_way = self.begin(learner, questionnaire.framework)
        return SelfAssessmentOffer(
            questionnaire=questionnaire,
            rated=len(under_way.ratings),
            rounds=len(finished),
            finished_at=finished[-1][1].finished_at if finished else None,
        )

    def _rounds(
        self, learner: LearnerId, questionnaire: Questionnaire, *, finished: bool
    ) -> list[tuple[str, RoundState]]:
        """Return her rounds by that questionnaire, the latest last."""
        found = projections.ROUNDS.find(self._db, learner, questionnaire.framework)
        rounds = [
            (key[0], state)
            for key, state in found.items()
            if state.role == questionnaire.role and (state.finished_at is not None) == finished
        ]
        return sorted(rounds, key=lambda named: named[1].stamp)

    def _studied(self, learner: LearnerId) -> Studied:
        return {
            each.competency: (each.required, each.completed)
            for each in self._learning.progress(learner).competencies
        }

    def _steps(self, learner: LearnerId, competencies: tuple[str, ...]) -> dict[str, NextStep]:
        """Return what to study next for competencies, where a course here has something left."""
        states = projections.ACTIVITIES.find(self._db, learner)
        done = {key for key, state in states.items() if state.done_at is not None}
        steps: dict[str, NextStep] = {}
        for card in self._library.courses(learner) if competencies else ():
            outline = self._library.outline(card.pack)
            for module in outline.modules:
                for activity in module.activities:
                    if (card.course, activity.id) in done or not activity.required:
                        continue
                    step = NextStep(card.title, card.pack, activity.id, activity.title)
                    for name in module.competencies or outline.competencies:
                        if name in competencies:
                            steps.setdefault(name, step)
        return steps


def _standings(
    questionnaire: Questionnaire, latest: RoundState, first: RoundState, studied: Studied
) -> dict[str, CompetencyStanding]:
    """Return a standing for each competency that the questionnaire asks for, in its order."""
    levels = levels_of(questionnaire.statements, latest.ratings)
    firsts = levels_of(questionnaire.statements, first.ratings)
    asked = dict.fromkeys(each.competency for each in questionnaire.statements)
    return {
        name: CompetencyStanding(
            name, levels.get(name), firsts.get(name), *studied.get(name, (0, 0))
        )
        for name in asked
    }
