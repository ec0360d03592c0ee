"""What a centre, an institution or a campus lets a person know: in her language, until it is over.

The newest that she has not read stands once on the page where she starts; *Got it* is kept on this
computer alone. All that is announced can be read again while it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.event import LearnerId
from ujuzi.domain.message import in_language
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.store import announcements
from ujuzi.store.announcements import HeardAnnouncement
from ujuzi.store.database import Database


@dataclass(frozen=True, slots=True)
class ReadableAnnouncement:
    """An announcement as somebody reads it, and the language that she reads it in.

    `by` is the name of the organisation; empty, it is her campus. Dates are in milliseconds.
    """

    mark: str
    text: str
    language: str
    by: str
    published_at: int
    until: int
    is_read: bool


class Announcements:
    """What is announced to the people of one computer."""

    def __init__(self, db: Database, clock: Clock, people: People) -> None:
        self._db = db
        self._clock = clock
        self._people = people

    def live(self, learner: LearnerId) -> tuple[ReadableAnnouncement, ...]:
        """Return what is announced and not over, the newest first."""
        language = self._people.person(learner).preferences.language
        read = announcements.read_by(self._db, learner)
        found = announcements.live(self._db, self._clock.now())
        return tuple(_readable(each, language, read) for each in found)

    def got_it(self, learner: LearnerId, mark: str) -> None:
        """Write down that she has read one; what is over by now is remembered no more."""
        here = {each.mark for each in announcements.live(self._db, self._clock.now())}
        read = announcements.read_by(self._db, learner) & here
        announcements.note_read(self._db, learner, read | {mark})


def _readable(
    heard: HeardAnnouncement, language: str, read: frozenset[str]
) -> ReadableAnnouncement:
    text, given = in_language(heard.texts, language)
    mark = heard.mark
    return ReadableAnnouncement(
        mark, text, given, heard.by, heard.published_at, heard.until, is_read=mark in read
    )
