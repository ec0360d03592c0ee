"""What a coordinator lets her campus know, with or without a network: each time one signed act.

Every computer of the campus shows it as soon as it hears of it; the hub decides again, and its own
document takes the act's place. What it refuses is said here, with the reason.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ujuzi.domain.authority import Act
from ujuzi.domain.event import LearnerId
from ujuzi.domain.message import ANNOUNCEMENT_LENGTH as ANNOUNCEMENT_LENGTH
from ujuzi.domain.message import MOST_LIVE, announced
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.people.office import Office
from ujuzi.store import acts as heard
from ujuzi.store import announcements
from ujuzi.store.acts import ActStanding
from ujuzi.store.announcements import CAMPUS_STREAM
from ujuzi.store.database import Database

if TYPE_CHECKING:
    from ujuzi.services.campus.acts import CampusActs

DAY = 24 * 3600 * 1000
"""In milliseconds."""


@dataclass(frozen=True, slots=True)
class CampusAnnouncement:
    """What is announced to the campus by itself, and whether the hub has it.

    `problem` is the code of why the hub refused it; then nobody else is shown it.
    """

    id: str
    texts: Mapping[str, str]
    published_at: int
    until: int
    landed: bool
    problem: str = ""


class CampusAnnouncements:
    """The announcements of a campus, as its coordinators write them."""

    def __init__(self, db: Database, clock: Clock, office: Office, acts: CampusActs) -> None:
        self._db = db
        self._clock = clock
        self._office = office
        self._acts = acts

    def listed(self) -> tuple[CampusAnnouncement, ...]:
        """Return what is announced to the campus, the newest first, and what the hub refused."""
        live = [
            CampusAnnouncement(each.id, each.texts, each.published_at, each.until, each.landed)
            for each in announcements.live(self._db, self._clock.now())
            if each.stream == CAMPUS_STREAM
        ]
        known = {each.id for each in live}
        refused = [each for each in self._refused() if each.id not in known]
        return tuple(sorted([*live, *refused], key=lambda each: (-each.published_at, each.id)))

    def publish(self, by: LearnerId, texts: Mapping[str, str], days: int) -> None:
        """Announce something to the campus for so many days; empty texts are left out.

        Raises RefusedError `announcements-full`, and what `message.announced` and
        `CampusActs.sign` raise.
        """
        from ujuzi.sync.acts import known_time
        from ujuzi.wire.deeds import Announce

        self._office.key_for(by)
        if sum(not each.problem for each in self.listed()) >= MOST_LIVE:
            raise RefusedError(
                Code.ANNOUNCEMENTS_FULL,
                f"{MOST_LIVE} announcements are shown already; withdraw one first.",
                most=MOST_LIVE,
            )
        now = known_time(self._db, self._clock.now())
        until = now + days * DAY
        said = {language: text for language, text in texts.items() if text.strip()}
        kept = announced(said, until, now)
        self._acts.sign(by, Announce(secrets.token_hex(8), kept, until))

    def withdraw(self, by: LearnerId, id_: str) -> None:
        """Take an announcement of the campus back.

        Raises RefusedError `announcement-unknown` where none is shown under this id, and as
        `CampusActs.sign`.
        """
        from ujuzi.wire.deeds import Announce

        if id_ not in {each.id for each in self.listed()}:
            raise RefusedError(
                Code.ANNOUNCEMENT_UNKNOWN, f"Nothing is announced as {id_}.", announcement=id_
            )
        self._acts.sign(by, Announce(id_, {}, 0, withdrawn=True))

    def _refused(self) -> list[CampusAnnouncement]:
        """Return what the hub refused, and would be shown now if it had not."""
        from ujuzi.wire import acts
        from ujuzi.wire.deeds import Announce

        found = []
        for each in heard.heard(self._db):
            said = acts.read(each.wire)
            deed = said.deed if said.act == Act.ANNOUNCE else None
            no = each.standing in (ActStanding.REFUSED, ActStanding.OVERRULED)
            if not (no and isinstance(deed, Announce)) or deed.until <= self._clock.now():
                continue
            what = (deed.announcement, deed.texts, said.at, deed.until)
            found.append(CampusAnnouncement(*what, landed=True, problem=each.problem))
        return found
