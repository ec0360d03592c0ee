"""Facts that a test writes once and spreads (`**WHERE`), with types that mypy reads."""

from __future__ import annotations

from typing import TypedDict


class AtActivity(TypedDict):
    """The activity of a course that an event is about."""

    course: str
    activity: str
    pack: str


class OfAssessment(TypedDict):
    """The assessment that an attempt is of."""

    course: str
    assessment: str
    pack: str


class OfAttempt(OfAssessment):
    """An attempt at an assessment."""

    attempt: str


class Drawn(TypedDict):
    """What an attempt is drawn from: a ticket's key, a number and a proof of both."""

    drawing: int
    ticket_key: str
    number: int
    mac: str


class Word(TypedDict):
    """Who decided something, why and when."""

    by: str
    because: str
    now: int
