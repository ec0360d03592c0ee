"""What is announced to people of this computer, as the hub told and as coordinators signed it.

A document of the hub's, also one that withdraws, stands above the act of the same id that it
answers; an act that the hub has not answered is later than any document, and stands above it. What
is over by the hub's date is shown no more, whatever this computer's clock claims; where no hub has
ever answered, its clock decides. Who has read what is a fact of this computer, and is told nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import msgspec

from ujuzi.domain.authority import Act
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.domain.message import ANNOUNCED_FOR, MOST_LIVE
from ujuzi.store import acts, facts, hub_date
from ujuzi.store.acts import ActStanding
from ujuzi.store.database import Database
from ujuzi.wire import acts as signed
from ujuzi.wire import documents
from ujuzi.wire.deeds import Announce
from ujuzi.wire.documents import AnnouncementDocument
from ujuzi.wire.messages import STREAMS

CAMPUS_STREAM = STREAMS - 1
READ = "announcements-read-"
"""With a learner's id, the fact of what she has read."""
_COUNTS = (ActStanding.DONE, ActStanding.LANDED)


@dataclass(frozen=True, slots=True)
class HeardAnnouncement:
    """What is announced; `stream` says to whom, as documents do.

    `by` is empty where a coordinator of this campus signed it and the hub has not answered; then it
    has not `landed`.
    """

    id: str
    texts: Mapping[str, str]
    by: str
    published_at: int
    until: int
    stream: int
    landed: bool

    @property
    def mark(self) -> str:
        """Of what it says: said otherwise, it is new to who has read it."""
        said = msgspec.json.encode((self.id, sorted(self.texts.items())))
        return hashlib.sha256(said).hexdigest()[:16]


def live(db: Database, now: Milliseconds) -> tuple[HeardAnnouncement, ...]:
    """Return what is announced and not over, the newest first; `now` is the own clock's."""
    date = hub_date.latest(db) or now
    told = dict(_told(db))
    for id_, said in _said(db):
        if said is None:
            told[id_] = None
        elif not said.landed or id_ not in told:
            told[id_] = said
    found = [each for each in told.values() if each is not None and each.until > date]
    found.sort(key=lambda each: (each.stream, -each.published_at, each.id))
    some = [
        each
        for _, same in groupby(found, key=lambda each: each.stream)
        for each in list(same)[:MOST_LIVE]
    ]
    return tuple(sorted(some, key=lambda each: (-each.published_at, each.id)))


def read_by(db: Database, learner: LearnerId) -> frozenset[str]:
    """Return the marks of what a learner has read."""
    kept = facts.get(db, READ + learner)
    return frozenset(msgspec.json.decode(kept, type=list[str])) if kept else frozenset()


def note_read(db: Database, learner: LearnerId, marks: Collection[str]) -> None:
    """Keep the marks of what a learner has read, in place of those that were kept."""
    with db.atomic():
        facts.put(db, READ + learner, msgspec.json.encode(sorted(marks)).decode())
        db.changed |= Changes.PREFERENCES


def _told(db: Database) -> Iterator[tuple[str, HeardAnnouncement | None]]:
    """Yield what the hub told, by id; None of what is withdrawn or cannot be read."""
    rows = db.rows(
        "SELECT stream, id, payload FROM documents WHERE kind = ? AND stream >= 0"
        " ORDER BY stream, id",
        (documents.ANNOUNCEMENT,),
    )
    for stream, id_, payload in rows:
        told = documents.read(bytes(payload), AnnouncementDocument) if payload else None
        if told is None:
            yield id_, None
            continue
        what = (told.texts, told.by, told.published_at, told.until)
        yield id_, HeardAnnouncement(id_, *what, stream, landed=True)


def _said(db: Database) -> Iterator[tuple[str, HeardAnnouncement | None]]:
    """Yield by id what coordinators signed that counts, in order; None of what they took back.

    Of what the hub has answered, nothing is yielded as taken back: its document says so.
    """
    name = Act.ANNOUNCE.encode()
    kept = [each for each in acts.heard(db) if each.standing in _COUNTS and name in each.wire]
    read = [(signed.read(each.wire), each) for each in kept]
    read.sort(key=lambda pair: (pair[0].at, pair[1].grant, pair[1].number))
    for said, act in read:
        deed = said.deed
        landed = act.standing is ActStanding.LANDED
        if not isinstance(deed, Announce):
            continue
        if deed.withdrawn and not landed:
            yield deed.announcement, None
        elif not deed.withdrawn and 0 < deed.until - said.at <= ANNOUNCED_FOR:
            what = (deed.texts, "", said.at, deed.until)
            yield (
                deed.announcement,
                HeardAnnouncement(deed.announcement, *what, CAMPUS_STREAM, landed=landed),
            )
