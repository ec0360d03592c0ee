"""The events of a busy lab: 8 learners, 200 activities, seeded; the fixture of every sync figure.

Five courses of 40 activities, every fourth a quiz of five choice items. Each sitting opens one
activity at random; a quiz is answered item by item. `typed` is the share of answers that are
typed sentences, `noted` the chance of a note at each of five moments of a sitting.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from helpers.facts import AtActivity
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    Body,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    QuizAnswered,
    QuizFinished,
)

LEARNERS = 8
COURSES = 5
ACTIVITIES_PER_COURSE = 40
ITEMS_PER_QUIZ = 5
QUIZ_EVERY = 4
MONDAY = 1_795_392_000_000
WORDS = (
    "agency",
    "bias",
    "campus",
    "data",
    "ethics",
    "feedback",
    "grading",
    "harm",
    "inclusion",
    "judgement",
    "knowledge",
    "language",
    "model",
    "notes",
    "outcome",
    "policy",
    "question",
    "research",
    "student",
    "teaching",
    "usage",
    "values",
    "writing",
    "year",
)


def learning_events(
    count: int,
    *,
    device: str = "d0d1d2d3d4d5d6d7",
    seed: int = 1,
    typed: float = 0.0,
    noted: float = 0.0,
) -> list[Event]:
    """Return a device's first `count` events."""
    random = Random(seed)
    events: list[Event] = []
    clock = MONDAY
    for learner, body in _sittings(random, typed, noted):
        clock += random.randrange(2_000, 90_000)
        number = len(events) + 1
        events.append(Event(DeviceId(device), number, number, learner, Milliseconds(clock), body))
        if len(events) == count:
            break
    return events


def _sittings(random: Random, typed: float, noted: float) -> Iterator[tuple[LearnerId, Body]]:
    catalogue = Random("catalogue")
    learners = [LearnerId(f"{random.getrandbits(128):032x}") for _ in range(LEARNERS)]
    packs = [f"{catalogue.getrandbits(256):064x}" for _ in range(COURSES)]
    activities = [
        [
            f"{catalogue.choice(WORDS)}-{catalogue.choice(WORDS)}-{number}"
            for number in range(ACTIVITIES_PER_COURSE)
        ]
        for _ in range(COURSES)
    ]
    enrolled: set[tuple[str, int]] = set()
    seconds: dict[tuple[str, str], int] = {}
    while True:
        learner = random.choice(learners)
        number = random.randrange(COURSES)
        course = f"ai-literacy-{number + 1}"
        place = random.randrange(ACTIVITIES_PER_COURSE)
        where: AtActivity = {
            "course": course,
            "activity": activities[number][place],
            "pack": packs[number],
        }
        if (learner, number) not in enrolled:
            enrolled.add((learner, number))
            yield learner, Enrolled(course=course)
        yield learner, ActivityOpened(**where)
        for _ in range(ITEMS_PER_QUIZ):
            if random.random() < noted:
                yield learner, _note(random, where)
        if place % QUIZ_EVERY == QUIZ_EVERY - 1:
            attempt = f"{random.getrandbits(64):016x}"
            right = 0
            for item in range(ITEMS_PER_QUIZ):
                is_right = random.random() < 0.7
                right += is_right
                yield (
                    learner,
                    QuizAnswered(
                        **where,
                        attempt=attempt,
                        item=f"{where['activity']}-{item + 1}",
                        response=_response(random, typed),
                        right=is_right,
                    ),
                )
            yield (
                learner,
                QuizFinished(**where, attempt=attempt, right=right, items=ITEMS_PER_QUIZ),
            )
        yield learner, ActivityCompleted(**where)
        key = (learner, where["activity"])
        seconds[key] = seconds.get(key, 0) + random.randrange(30, 1200)
        yield (
            learner,
            ActivityLeft(**where, position=round(random.random(), 4), seconds=seconds[key]),
        )


def _response(random: Random, typed: float) -> tuple[str, ...]:
    if random.random() < typed:
        return (_sentence(random, 5),)
    if random.random() < 0.25:
        return tuple(sorted(random.sample("abcd", 2)))
    return (random.choice("abcd"),)


def _note(random: Random, where: AtActivity) -> NoteWritten:
    return NoteWritten(
        **where,
        note=f"{random.getrandbits(64):016x}",
        text=_sentence(random, 12),
        position=round(random.random(), 4),
    )


def _sentence(random: Random, words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize() + "."
