"""The computers of a campus, as their coordinator's knows them: a row each, and what needs her.

What has arrived of a computer is said by `domain.arrival`, from the statement of its latest visit,
the hub's receipts and what is held here. A computer that took another identity is one row, under
the present one; copies of one disk are a row each. Nothing here says more than it was told: what
was recorded since a visit is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import msgspec

from ujuzi.domain.arrival import (
    Arrival,
    ArrivalCase,
    HeldRun,
    HubSight,
    HubWord,
    LeavingAnswer,
    VisitDate,
    arrival_of,
    seen_by_hub,
    unstated,
    visit_of,
)
from ujuzi.domain.course import Course
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.domain.sitting import Uptime
from ujuzi.domain.statement import ComputerStatement, course_mark
from ujuzi.domain.text import named, natural
from ujuzi.domain.waiting import SLACK
from ujuzi.services.campus.computer_rows import ClockReading as ClockReading
from ujuzi.services.campus.computer_rows import CommonEntries as CommonEntries
from ujuzi.services.campus.computer_rows import ComputerOddity as ComputerOddity
from ujuzi.services.campus.computer_rows import ComputerRow as ComputerRow
from ujuzi.services.campus.computer_rows import CourseThere as CourseThere
from ujuzi.services.campus.computer_rows import OddityNote as OddityNote
from ujuzi.services.campus.computer_rows import never_seen
from ujuzi.services.campus.week import WeekErrand as WeekErrand
from ujuzi.services.campus.week import WeekLine as WeekLine
from ujuzi.services.campus.week import lines_of
from ujuzi.services.clock import Clock
from ujuzi.services.computer import FREE_BYTES_CAUTION, premises
from ujuzi.store import (
    acts,
    catalogue,
    event_log,
    expected,
    held,
    hub_date,
    introductions,
    outbox,
    statements,
)
from ujuzi.store.database import Database
from ujuzi.store.statements import KeptStatement
from ujuzi.sync import identity, reporting
from ujuzi.sync.reporting import Premises
from ujuzi.wire.carrying import ComputerStanding

DAY = 24 * 3600 * 1000
HELD_LONG = 21 * DAY
"""What has been on its way for so long is told at both ends."""
EXPECTED = "expected-"
"""Begins the key of a row that stands on her list alone."""


class CampusComputers:
    """The computers of a campus."""

    def __init__(
        self,
        db: Database,
        data_dir: Path,
        clock: Clock,
        machine_up: Callable[[], Uptime | None] | None = None,
    ) -> None:
        """`machine_up` counts how long this machine has been running, where that is known."""
        self._db = db
        self._data_dir = data_dir
        self._clock = clock
        self._machine_up = machine_up

    def rows(self) -> tuple[ComputerRow, ...]:
        """Return a row for each computer, by name; those that were never seen come last."""
        here = premises(self._data_dir, self._machine_up)
        known = _Known(self._db, self._clock.now(), here)
        rows = [known.row(device) for device in sorted(known.shown)]
        names = [row.name for row in rows]
        rows += [
            never_seen(f"{EXPECTED}{each.id}", each.name)
            for each in expected.each(self._db)
            if not any(expected.is_same(each.name, name) for name in names)
        ]
        return tuple(
            sorted(
                rows,
                key=lambda row: (
                    row.arrival.case is ArrivalCase.NEVER,
                    natural(row.name),
                    row.key,
                ),
            )
        )

    def week(self) -> tuple[WeekLine, ...]:
        """Return what needs her, the most urgent first; `MOST_WEEK_LINES` at most."""
        return lines_of(self.rows(), self._clock.now())

    def expect(self, name: str) -> None:
        """Put a computer on her list; raises as `store.expected.add` does."""
        expected.add(self._db, name, self._clock.now())

    def rename_expected(self, key: str, name: str) -> None:
        """Call a computer of her list otherwise; raises as `store.expected.add` does."""
        expected.rename(self._db, int(key.removeprefix(EXPECTED)), name)

    def remove_expected(self, key: str) -> None:
        """Take a computer off her list."""
        expected.remove(self._db, int(key.removeprefix(EXPECTED)))


class _Known:
    """All that is known here, read once."""

    def __init__(self, db: Database, now: Milliseconds, here: Premises) -> None:
        self._db, self._now = db, now
        self._own = event_log.device_id(db)
        self._listed = {each.device: each.name for each in held.computers(db)}
        asked = [each for each in introductions.listed(db) if each.device not in self._listed]
        self._asked = {each.device: each for each in asked}
        self._words = held.words(db)
        link = identity.link_of(db)
        epochs = [each.epoch for each in self._words.values()]
        self._epoch = max([*epochs, link.epoch_number if link else 0])
        self._runs: dict[str, list[HeldRun]] = defaultdict(list)
        for run in held.runs(db, self._epoch):
            self._runs[run.device].append(run)
        self._refused = held.refused(db)
        self._standings = held.standings(db)
        self._judged = acts.judged_seats(db)
        self._stated = {each.statement.device: each for each in statements.latest(db)}
        if link is not None:
            self._stated[self._own] = self._of_here(here)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The computers that have a row: not the identities that one of them had before."""
        spoken_of = (device for device, word in self._words.items() if word.last or word.epoch)
        known = {*self._listed, *self._asked, *spoken_of, *self._runs, *self._stated}
        return frozenset(each for each in known if not self._is_former(each))

    def row(self, device: str) -> ComputerRow:
        """Return what is known of one."""
        kept, standing = self._stated.get(device), self._standing(device)
        if kept is None:
            arrival = self._seen(
                device,
                unstated(self._word(device), self._runs[device], questions=standing.quarantined),
            )
            if standing.forked:
                arrival = replace(arrival, leaving=LeavingAnswer.COPIED)
            bare = never_seen(device, self._name(device))
            bare = replace(bare, device=device, arrival=arrival, is_expected=False)
            bare = replace(bare, seats=self._seats(device))
            return replace(bare, oddities=tuple(self._oddities(device, bare)))
        stated = kept.statement
        visit = VisitDate(self._now)
        if device != self._own:
            visit = visit_of(stated, kept.came_at, kept.hub_date)
        row = ComputerRow(
            key=device,
            device=device,
            name=self._name(device),
            arrival=self._seen(device, self._arrival(kept, visit)),
            is_own=device == self._own,
            is_expected=False,
            program=stated.program,
            courses=tuple(self._courses(stated)),
            clock=ClockReading(
                Milliseconds(stated.at),
                kept.came_at,
                visit.is_collectors or abs(standing.clock_offset) > DAY,
            ),
            free_bytes=stated.free or None,
            sittings=stated.sittings,
            drafts=stated.drafts,
            oddities=(),
            visited_at=kept.came_at,
            seats=self._seats(device),
            common=self._common(kept, visit),
        )
        return replace(row, oddities=tuple(self._oddities(device, row)))

    def _of_here(self, here: Premises) -> KeptStatement:
        """Return what this computer would state of itself now."""
        stated, at = reporting.state(self._db, self._now, here), hub_date.latest(self._db)
        for each in stated.line:
            last, digest = outbox.last_landed(self._db, DeviceId(each.device))
            told = self._words.get(each.device)
            if at is not None and (told is None or (told.epoch, told.last) < (self._epoch, last)):
                self._words[each.device] = HubWord(last, digest, at, self._epoch)
        return KeptStatement(
            stated,
            known=True,
            came_at=self._now,
            hub_date=at or 0,
            is_copied=False,
            first_at=Milliseconds(0),
        )

    def _arrival(self, kept: KeptStatement, visit: VisitDate) -> Arrival:
        own, line = kept.statement.own, [each.device for each in kept.statement.line]
        word, standing = self._words.get(own.device), self._standing(own.device)
        has = word.last if word else 0
        agrees = word is not None and has == own.last and word.digest.startswith(own.digest)
        copied = kept.is_copied or (standing.forked and has > own.last)
        return arrival_of(
            kept.statement,
            visit,
            self._words,
            [run for device in line for run in self._runs[device]],
            epoch=self._epoch,
            questions=sum(self._standing(device).quarantined for device in line),
            is_copied=copied and not agrees,
        )

    def _common(self, kept: KeptStatement, visit: VisitDate) -> CommonEntries:
        """Return what another row counts as well: the one that knows the most of an identity."""
        device, stated = kept.statement.device, kept.statement
        line = tuple(each for each in stated.line if self._most[each.device] > (each.last, device))
        if not line:
            return CommonEntries()
        also = arrival_of(
            msgspec.structs.replace(stated, line=line, uncut=0),
            visit,
            self._words,
            [run for each in line for run in self._runs[each.device]],
            epoch=self._epoch,
        )
        return CommonEntries(also.recorded, also.landed, also.held_entries, also.only_there)

    @cached_property
    def _most(self) -> dict[str, tuple[int, str]]:
        """How far the row goes that knows the most of an identity, and whose that is."""
        found: dict[str, tuple[int, str]] = defaultdict(lambda: (-1, ""))
        for device in self.shown:
            kept = self._stated.get(device)
            if kept is None:
                known = unstated(self._word(device), self._runs[device])
                found[device] = max(found[device], (known.recorded, device))
            for each in kept.statement.line if kept is not None else ():
                found[each.device] = max(found[each.device], (each.last, device))
        return found

    def _seen(self, device: str, arrival: Arrival) -> Arrival:
        """Return what is known of a computer's arrival by what the hub itself saw of it, too."""
        standing, at = self._standing(device), None
        if device == self._own or standing.forked:
            return arrival
        if standing.exchanged_at:
            at = Milliseconds(standing.exchanged_at)
        kept = self._stated.get(device)
        is_later = kept is None or standing.closed > kept.statement.own.last
        is_off = abs(standing.clock_offset) > SLACK
        closed_on = standing.closed_at - (standing.clock_offset if is_off else 0)
        sight = HubSight(
            closed=standing.closed if is_later else 0,
            closed_on=Milliseconds(max(0, closed_on)),
            exchanged_at=at,
            is_alone=not self._formers(device),
        )
        return seen_by_hub(arrival, sight, self._word(device), self._runs[device])

    def _word(self, device: str) -> HubWord | None:
        """Return what the hub says of a computer that has stated nothing, in its present epoch."""
        word = self._words.get(device)
        return word if word is not None and word.epoch >= self._epoch else None

    def _standing(self, device: str) -> ComputerStanding:
        return self._standings.get(device) or ComputerStanding(device)

    def _seats(self, device: str) -> tuple[str, ...]:
        seats = self._standing(device).seats
        return tuple(each for each in seats if (device, each) not in self._judged)

    def _name(self, device: str) -> str:
        """Return what people call a computer: as the hub knows it, or as it says itself."""
        asks = self._asked.get(device)
        said = named(asks.name) or self._listed.get(asks.predecessor) if asks else None
        return self._listed.get(device) or said or device[:8]

    def _waits(self, device: str) -> bool:
        """Whether a computer waits to be taken in; one that takes another's place seldom does."""
        asks = self._asked.get(device)
        if asks is not None:
            return not asks.predecessor or bool(asks.problem)
        return bool(self._listed) and device not in self._listed

    def _is_former(self, device: str) -> bool:
        """Whether a computer goes on under another identity, and this one is silent since.

        The hub says so; before it has, a statement that names it as one that its computer had. It
        is not silent where it stated something after the other first did.
        """
        standing, mine = self._standing(device), self._stated.get(device)
        if device == self._own or standing.is_copied:
            return False
        later = [
            each.first_at
            for each in self._believed
            if device != each.statement.device and device in self._formers(each.statement.device)
        ]
        if mine is not None and mine.known and later and mine.came_at > min(later):
            return False
        return standing.is_followed or bool(later)

    def _formers(self, device: str) -> frozenset[str]:
        """Return the identities that a computer had before: as the hub knows, or as it states."""
        standing, kept = self._standing(device), self._stated.get(device)
        line = kept.statement.line[1:] if kept is not None and kept.known else ()
        stated = (each.device for each in line)
        return frozenset({standing.predecessor, *standing.formers, *stated} - {"", device})

    @property
    def _believed(self) -> list[KeptStatement]:
        """The statements that their computers' keys have signed: others say nothing of anybody."""
        return [each for each in self._stated.values() if each.known]

    @cached_property
    def _copies(self) -> dict[str, tuple[str, ...]]:
        """The names of those that are copies of one disk, by each of them."""
        groups: dict[str, set[str]] = defaultdict(set)
        for device in self.shown:
            for former in self._formers(device):
                groups[former].add(device)
                if former in self.shown:
                    groups[former].add(former)
        found: dict[str, set[str]] = defaultdict(set)
        for group in groups.values():
            for device in group:
                found[device] |= group - {device}
        return {
            device: tuple(sorted(map(self._name, others), key=natural))
            for device, others in found.items()
            if others
        }

    def _oddities(self, device: str, row: ComputerRow) -> Iterator[OddityNote]:
        standing, arrival = self._standing(device), row.arrival
        if standing.revoked:
            yield OddityNote(ComputerOddity(standing.revoked))
        if not (row.is_own or standing.revoked) and self._waits(device):
            yield OddityNote(ComputerOddity.NOT_TAKEN_IN)
        if device in self._copies:
            yield OddityNote(ComputerOddity.COPIED, names=self._copies[device])
        if standing.forked or arrival.case is ArrivalCase.COPIED:
            yield OddityNote(ComputerOddity.FORKED)
        if standing.quarantined:
            yield OddityNote(ComputerOddity.QUARANTINED, standing.quarantined)
        if self._refused.get(device):
            yield OddityNote(ComputerOddity.REFUSED, self._refused[device])
        old = [each for each in arrival.held if self._now - each.since > HELD_LONG]
        if old:
            yield OddityNote(ComputerOddity.HELD_LONG, sum(each.entries for each in old))
        is_off = abs(standing.clock_offset) > max(SLACK, DAY)
        if is_off or (row.clock is not None and row.clock.is_wrong):
            yield OddityNote(ComputerOddity.CLOCK_WRONG)
        if row.free_bytes is not None and row.free_bytes < FREE_BYTES_CAUTION:
            yield OddityNote(ComputerOddity.NEARLY_FULL)

    @cached_property
    def _titles(self) -> dict[bytes, tuple[str, str, int]]:
        """Title, language and version of the courses here, by their mark."""
        found = {}
        for pack in catalogue.current(self._db):
            outline = catalogue.outline(self._db, pack.pack) or b""
            title = msgspec.json.decode(outline, type=Course).title
            mark = course_mark(pack.course, pack.language)
            found[mark] = title, pack.language, pack.version
        return found

    def _courses(self, stated: ComputerStatement) -> Iterator[CourseThere]:
        for each in stated.courses:
            title, language, newest = self._titles.get(each.mark, ("", "", 0))
            yield CourseThere(title, language, each.version, newest)
