"""Has everything from this computer arrived? What may be said, by its statement and receipts.

A computer states how much it recorded up to a visit; a receipt of the hub's covers so much of each
of its identities; the rest lies on a stick, or on that computer alone. Landed, held and only there
make up what was recorded, always: an entry is in one of them. *All has landed* is said only where
receipts cover the statement for every identity of its line, and only of that visit.

Pure: reads no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ujuzi.domain.event import Milliseconds
from ujuzi.domain.statement import ComputerStatement

DAY = 24 * 3600 * 1000
MOST_LATE = 2 * 365 * DAY
"""Milliseconds; no stick comes as late as that, so a clock that claims more is wrong."""


class ArrivalCase(StrEnum):
    """What may be said of a computer."""

    NEVER = "never"
    """It was never seen."""
    UNSTATED = "unstated"
    """Something of it is here or at the hub, and no statement: nobody knows how much it has."""
    LANDED = "landed"
    """All that it had on the visit."""
    PARTLY = "partly"
    PUT_BACK = "put-back"
    """It had landed; the hub was put back since, and it is being sent again."""
    COPIED = "copied"
    """Two computers speak under its name: which of them has landed nobody can say yet."""


class LeavingAnswer(StrEnum):
    """Whether it may be retired, installed anew or moved."""

    YES = "yes"
    CLOSE_FIRST = "close-first"
    WAITS = "waits"
    """It was closed, and not all of it has landed."""
    FILES_WAIT = "files-wait"
    """Its entries have landed, and files that were handed in have not."""
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class VisitDate:
    """When a computer stated what it had; `is_collectors` where its own clock cannot be believed.

    Then it is the date on which its statement was collected, by the clock of who collected it.
    """

    at: Milliseconds
    is_collectors: bool = False


@dataclass(frozen=True, slots=True)
class HeldAt:
    """So many entries of a computer are in one place, the oldest of them since then."""

    place: str
    entries: int
    since: Milliseconds


@dataclass(frozen=True, slots=True)
class Arrival:
    """What may be said of a computer; all counts are of entries, by origin.

    `recorded` is what it had on the `visit`: always `landed` + those of `held` + `only_there`.
    Without a statement it is what is known of, and nothing is only there. Of those held `behind`
    wait for an earlier stick; of those landed `in_question` wait for a person at the hub.
    `landed_at` is the hub's date of that; `until`, after the hub was put back, of the last receipt
    before. `closed_on` is when it was closed. It last exchanged with the hub itself on
    `exchanged_at`, by the hub's date, if ever.
    """

    case: ArrivalCase
    recorded: int = 0
    landed: int = 0
    held: tuple[HeldAt, ...] = ()
    only_there: int = 0
    behind: int = 0
    in_question: int = 0
    attachments: int = 0
    visit: VisitDate | None = None
    landed_at: Milliseconds | None = None
    until: Milliseconds | None = None
    leaving: LeavingAnswer = LeavingAnswer.CLOSE_FIRST
    closed_on: Milliseconds | None = None
    exchanged_at: Milliseconds | None = None

    @property
    def held_entries(self) -> int:
        """How many are on their way."""
        return sum(each.entries for each in self.held)

    @property
    def waiting(self) -> int:
        """How many have not landed."""
        return self.recorded - self.landed


@dataclass(frozen=True, slots=True)
class HubWord:
    """What the hub's latest receipt says of one identity; `was_last` what one of an earlier epoch.

    `at` and `was_at` are the dates of those receipts, by the hub.
    """

    last: int
    digest: bytes
    at: Milliseconds
    epoch: int = 0
    was_last: int = 0
    was_at: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class HubSight:
    """What the hub itself saw of a computer, where nobody brought its statement here since.

    Its steward closed it with the event `closed`, 0 where it is open, on `closed_on`; it last
    exchanged with the hub itself at `exchanged_at`, by the hub's date. It `is_alone` where no other
    identity is of its line.
    """

    closed: int
    closed_on: Milliseconds
    exchanged_at: Milliseconds | None
    is_alone: bool


@dataclass(frozen=True, slots=True)
class HeldRun:
    """Events of one identity that lie in a place and have not landed."""

    device: str
    first: int
    last: int
    place: str
    since: Milliseconds


def visit_of(statement: ComputerStatement, came_at: Milliseconds, hub_date: int = 0) -> VisitDate:
    """Return when a computer stated what it had.

    `came_at` is when its statement was collected, by the clock of who collected it, and `hub_date`
    the latest date that this one had heard of a hub by then: one that is before it is wrong itself,
    and rules nothing out.
    """
    earliest, latest = statement.heard - DAY if statement.heard else 0, None
    if came_at >= hub_date - DAY:
        earliest, latest = max(earliest, came_at - MOST_LATE), came_at + DAY
    is_sound = statement.at >= earliest and (latest is None or statement.at <= latest)
    return VisitDate(Milliseconds(statement.at) if is_sound else came_at, not is_sound)


def arrival_of(
    statement: ComputerStatement,
    visit: VisitDate,
    words: Mapping[str, HubWord],
    held: Sequence[HeldRun],
    *,
    epoch: int = 0,
    questions: int = 0,
    is_copied: bool = False,
) -> Arrival:
    """Return what may be said of a computer that was visited.

    `words` and `held` are of any identities; `epoch` is the highest number of an epoch that the hub
    told of, and what a receipt of a lower one says was taken back. `questions` are entries that
    wait for a person at the hub. `is_copied`: something shows that two machines speak under its
    name; so does a receipt of another history.
    """
    landed, parts = 0, list[_Part]()
    dates, until = list[Milliseconds](), list[Milliseconds]()
    covered = not statement.uncut
    for identity in statement.line:
        word = _believed(words.get(identity.device), epoch)
        has = min(word.last, identity.last)
        elsewhere = identity.last - identity.entries  # told again by another: which, nobody knows
        theirs = max(0, has - elsewhere) if has < identity.last else identity.entries
        landed += theirs
        covered &= has == identity.last
        if word.last:
            dates.append(word.at)
        if has and word.last == identity.last:
            is_copied |= not word.digest.startswith(identity.digest)
        if min(word.was_last, identity.last) > has and word.was_at is not None:
            until.append(word.was_at)
        runs = [each for each in held if each.device == identity.device]
        parts += _parts(runs, has, identity.last, identity.entries - theirs)
    covered &= statement.own.last > 0 or statement.device in words
    case = ArrivalCase.LANDED if covered else ArrivalCase.PARTLY
    if until and not covered:
        case = ArrivalCase.PUT_BACK
    if is_copied:
        case = ArrivalCase.COPIED
    is_closed = (
        statement.closed is not None
        and not statement.sittings
        and _furthest(statement.device, words, held) <= statement.own.last
    )
    closed_on = visit.at if visit.is_collectors else statement.closed
    return Arrival(
        case,
        recorded=statement.entries,
        landed=landed,
        held=_by_place(parts),
        only_there=statement.entries - landed - sum(each.entries for each in parts),
        behind=sum(each.entries for each in parts if each.is_behind),
        in_question=min(questions, landed),
        attachments=statement.attachments,
        visit=visit,
        landed_at=max(dates, default=None),
        until=max(until, default=None),
        leaving=_leaving(case, statement.attachments) if is_closed else LeavingAnswer.CLOSE_FIRST,
        closed_on=closed_on if is_closed else None,
    )


def unstated(word: HubWord | None, held: Sequence[HeldRun], *, questions: int = 0) -> Arrival:
    """Return what may be said of a computer by envelopes and receipts alone, all of one identity.

    It was never seen where there are none.
    """
    has = word.last if word else 0
    last = max((each.last for each in held), default=0)
    parts = list(_parts(held, has, last, max(0, last - has)))
    found = sum(each.entries for each in parts)
    return Arrival(
        ArrivalCase.UNSTATED if has or found else ArrivalCase.NEVER,
        recorded=has + found,
        landed=has,
        held=_by_place(parts),
        behind=sum(each.entries for each in parts if each.is_behind),
        in_question=min(questions, has),
        landed_at=word.at if word and has else None,
    )


def seen_by_hub(
    arrival: Arrival, sight: HubSight, word: HubWord | None, held: Sequence[HeldRun]
) -> Arrival:
    """Return what may be said of a computer that the hub saw as well; `held` are its own events.

    The event that closed it is signed, and nothing is recorded after it: where that has landed, and
    nobody has seen a later one, it says how many it had then as well as a statement does. What it
    had not sent under an identity before it told again under this one, so all of it has landed.
    """
    arrival = replace(arrival, exchanged_at=sight.exchanged_at)
    has = word.last if word else 0
    last = max(has, word.was_last if word else 0, *(each.last for each in held), 0)
    if not sight.closed or word is None or not last == has == sight.closed:
        return arrival
    if arrival.case in {ArrivalCase.COPIED, ArrivalCase.PUT_BACK} or arrival.closed_on is not None:
        return arrival
    if not sight.is_alone and arrival.case not in {ArrivalCase.UNSTATED, ArrivalCase.LANDED}:
        return arrival
    answer = LeavingAnswer.FILES_WAIT if arrival.attachments else LeavingAnswer.YES
    arrival = replace(arrival, leaving=answer, closed_on=sight.closed_on)
    if not sight.is_alone:
        return arrival
    return replace(
        arrival,
        case=ArrivalCase.LANDED,
        recorded=has,
        landed=has,
        held=(),
        only_there=0,
        behind=0,
        visit=VisitDate(sight.closed_on),
        landed_at=word.at,
        until=None,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries that are held in one place; `is_behind` what is missing."""

    place: str
    since: Milliseconds
    entries: int
    is_behind: bool


def _believed(word: HubWord | None, epoch: int) -> HubWord:
    """Return what a receipt says in the epoch that the hub is in."""
    if word is None:
        return HubWord(0, b"", Milliseconds(0))
    if word.epoch >= epoch:
        return word
    return HubWord(0, b"", Milliseconds(0), epoch, max(word.last, word.was_last), word.at)


def _parts(runs: Sequence[HeldRun], after: int, upto: int, most: int) -> Iterator[_Part]:
    """Yield what is held of the events after one and up to another, each once; `most` entries."""
    reach, is_behind = after, False
    for run in sorted(runs, key=lambda each: (each.first, each.since, each.place)):
        start, end = max(run.first, reach + 1), min(run.last, upto)
        count = min(end - start + 1, most)
        if count <= 0:
            continue
        is_behind |= start > reach + 1
        reach, most = end, most - count
        yield _Part(run.place, run.since, count, is_behind)


def _by_place(parts: Sequence[_Part]) -> tuple[HeldAt, ...]:
    """Return how much lies in each place, where most does first."""
    found: dict[str, HeldAt] = {}
    for each in parts:
        known = found.get(each.place, HeldAt(each.place, 0, each.since))
        since = min(known.since, each.since)
        found[each.place] = HeldAt(each.place, known.entries + each.entries, since)
    return tuple(sorted(found.values(), key=lambda each: (-each.entries, each.place)))


def _furthest(device: str, words: Mapping[str, HubWord], held: Sequence[HeldRun]) -> int:
    """Return the last event of an identity that anybody has seen: it may have been opened again."""
    word = words.get(device)
    seen = [each.last for each in held if each.device == device]
    return max([word.last, word.was_last, *seen] if word else seen, default=0)


def _leaving(case: ArrivalCase, attachments: int) -> LeavingAnswer:
    """Return whether a computer that was closed may go."""
    if case is ArrivalCase.COPIED:
        return LeavingAnswer.COPIED
    if case is not ArrivalCase.LANDED:
        return LeavingAnswer.WAITS
    return LeavingAnswer.FILES_WAIT if attachments else LeavingAnswer.YES
