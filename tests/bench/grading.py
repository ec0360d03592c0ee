"""`grading*`: attempts of 20 items, from a bank of 60 questions with one or several right choices.

`grading` marks what was drawn, as a regrade does, against the same responses compared with the
right ones in a bare loop. `grading-handed-in` is all that a hub does for an attempt in its own
transaction: open what was sealed, draw, grade, ask about oddities, keep, publish.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.figure import Figure, milliseconds
from helpers.hubs import NOW, new_database
from helpers.sitting_hubs import Room, add_sheet
from ujuzi.domain.assessment import Quota, shown
from ujuzi.domain.grading import Bank, grade
from ujuzi.domain.item import Choice, ChoiceItem, Item, Response
from ujuzi.domain.sitting import Answered, Uptime
from ujuzi.hub.app import Hub

ATTEMPTS = 2_000
RUNS = 7
HANDED_IN = 100
LASTED = 900_000
"""Milliseconds of an attempt."""
BANK_ITEMS, CHOICES = 60, 4
BLUEPRINT = tuple(Quota(f"f:{n}", 1, 5) for n in range(4))


def grading() -> Iterator[Figure]:
    """Yield the time of grading over that of comparing, and attempts a second."""
    random = Random(1)
    bank = Bank(_items())
    sat = []
    for number in range(ATTEMPTS):
        drawn = bank.drawn(BLUEPRINT, f"attempt-{number}")
        sat.append((drawn, tuple(_answered(item, random) for item in drawn)))
    right = {item.id: frozenset(_right(item)) for item in _items()}
    compared = [[(each.response, right[each.item]) for each in answers] for _, answers in sat]

    def graded() -> int:
        return sum(grade(bank, drawn, answers, 60).right for drawn, answers in sat)

    def bare() -> int:
        total = 0
        for pairs in compared:
            for response, wanted in pairs:
                total += set(response) == wanted
        return total

    assert graded() == bare()
    rounds = [(milliseconds(graded), milliseconds(bare)) for _ in range(RUNS)]
    time, floor = (statistics.median(each) for each in zip(*rounds, strict=True))
    yield Figure("grading", time / ATTEMPTS, "ms an attempt", floor / ATTEMPTS)
    yield Figure("grading-rate", ATTEMPTS / time * 1000, "attempts/s")


def grading_handed_in() -> Iterator[Figure]:
    """Yield how many attempts, each of another learner, a hub on SQLite grades in a second."""
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub(new_database("sqlite", Path(folder)), lambda: NOW)
        room = Room(hub)
        for number in range(HANDED_IN):
            room.sit(
                number % 6,
                learner=f"{number:032x}",
                attempt=f"{number:016x}",
                begun_up=Uptime("since this morning", 0),
                submitted_up=Uptime("since this morning", LASTED),
            )
        add_sheet(hub)
        time = milliseconds(hub.grader.grade_pending)
        hub.database.close()
    yield Figure("grading-handed-in", HANDED_IN / time * 1000, "attempts/s")


def _items() -> tuple[Item, ...]:
    return tuple(
        ChoiceItem(
            id=f"q{n}",
            prompt=f"Question {n}?",
            competency=f"f:{n % 4}",
            difficulty=1,
            multiple=n % 3 == 0,
            choices=tuple(
                Choice(f"a{c}", f"Answer {c} of {n}", right=c == 0 or (c == 1 and n % 3 == 0))
                for c in range(CHOICES)
            ),
        )
        for n in range(BANK_ITEMS)
    )


def _right(item: Item) -> Response:
    """Return the right response in the ids that are shown."""
    bare = shown(item)
    assert isinstance(item, ChoiceItem)
    assert isinstance(bare, ChoiceItem)
    texts = {choice.text for choice in item.choices if choice.right}
    return tuple(choice.id for choice in bare.choices if choice.text in texts)


def _answered(item: Item, random: Random) -> Answered:
    right = _right(item)
    if random.random() < 0.7:
        return Answered(item.id, right)
    labels = [f"c{n}" for n in range(1, CHOICES + 1)]
    return Answered(item.id, tuple(sorted(random.sample(labels, len(right)))))


FIGURES = {
    "grading": grading,
    "grading-rate": grading,
    "grading-handed-in": grading_handed_in,
}
