"""What follows when events land, and when a seat is proven: states, links, sittings, documents.

Events of a proven seat count at once. Of a claimed one the learning does, and a supervised sitting
whose code was typed there; the rest waits with its seat (`domain.seat`), and of a denied one all.
When a seat is proven, by whatever lands or a person says, what waited is taken in as if it landed
now: folds do not mind the order. That may change a link, which may prove other seats: it goes on
until nothing changes.

Rows are locked in one order: learners, then streams.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select

from ujuzi.domain.event import (
    AssessmentBody,
    DeviceId,
    Event,
    LearnerId,
    Origin,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    SignedIn,
    SignInCodeShown,
    SignInCodeTyped,
)
from ujuzi.domain.seat import WAITING_KINDS, Standing, waits
from ujuzi.domain.subjects import ASSESSMENT
from ujuzi.hub.assessment import appeals, drawing, sittings
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.feed import feed, linked, reading
from ujuzi.hub.feed.reading import Reading
from ujuzi.hub.people import (
    acts,
    codes,
    lines,
    links,
    profiles,
    projections,
    registration,
    relays,
    rolls,
    seats,
)
from ujuzi.hub.people.registration import Device
from ujuzi.hub.people.seats import Change
from ujuzi.hub.store.tables import events

SITS_DOWN = (PinReset, SignedIn, SignInCodeTyped, SignInCodeShown)
"""What says that somebody sits at a computer, besides whatever folds into states."""
REACHES_FURTHER = (ProfileLinked, ProfileUnlinked, SignInCodeShown)
"""What may change her seats at other computers."""


def take_in(
    connection: Connection, device: Device, told: Reading, now: int, effects: Effects
) -> None:
    """Take in what a batch says, whose events are inserted already."""
    acted = told.events(told.acted_on)
    registration.note_closed(connection, device, acted)
    effects.acted.extend(acts.note(connection, device, acted, now))
    people = _people_in(told, acted)
    if not people:
        return
    newcomers, campuses = projections.lock_all(connection, device, people)
    sitting = seats.sit_down(connection, device, people, now)
    doubted = set(sitting.new)
    if acted:
        doubted |= seats.note_proofs(connection, device, acted, now)
    changes = _review(connection, device.institution, doubted, now)
    if changes or any(isinstance(each.body, REACHES_FURTHER) for each in acted):
        projections.hold(connection, device.institution, people, [device.campus])
    here = {each.learner: each.standing for each in changes if each.device == device.device}
    standings = sitting.standings | here
    unproven = {learner for learner in people if standings[learner] is not Standing.PROVEN}
    denied = {learner for learner in unproven if standings[learner] is Standing.DENIED}
    told, acted = _what_counts(connection, device, told, acted, unproven, denied, now)
    projections.join(connection, device, told, campuses)
    linked = _act(connection, device, acted, {}, now, effects)
    stream = feed.campus_stream(device.institution, device.campus)
    lacking = {*sitting.new, *sitting.back} - newcomers | (here.keys() - sitting.new)
    feed.publish_anew(connection, stream, sorted(lacking), reader=device.device)
    stated = sorted((here.keys() | (sitting.new & unproven)) - (newcomers - unproven))
    feed.publish_seats(connection, stream, stated, reader=device.device)
    elsewhere = [each for each in changes if each.device != device.device]
    _tell_changes(connection, device.institution, elsewhere)
    _follow_up(connection, device.institution, changes, linked, now, effects)


def settle(connection: Connection, institution: str, people: Collection[str], now: int) -> Effects:
    """Let what was decided of learners, who are locked, change their seats and all that follows."""
    effects = Effects()
    changes = _review(connection, institution, set(people), now)
    _tell_changes(connection, institution, changes)
    _follow_up(connection, institution, changes, [], now, effects)
    return effects


def follow(connection: Connection, predecessor: Device, device: Device, now: int) -> Effects:
    """Let the people of a computer that gave up its identity sit at its successor.

    It may go on as collection point too, and as the computer of a coordinator's office, where its
    predecessor was one.
    """
    relays.pass_on(connection, predecessor, device)
    people = seats.people_at(connection, device.institution, [predecessor.device])
    projections.hold(connection, device.institution, people, [device.campus])
    seats.pass_on(connection, predecessor, device, now)
    rolls.pass_on(connection, predecessor.device, device.device)
    return settle(connection, device.institution, people, now)


def speak(connection: Connection, device: Device, now: int) -> Effects:
    """Let nobody inherit from a computer any more that speaks although others follow it."""
    after = lines.spoke(connection, device.device)
    people = seats.people_at(connection, device.institution, after)
    projections.hold(connection, device.institution, people, [device.campus])
    return settle(connection, device.institution, people, now)


def deny(connection: Connection, institution: str, device: str, learner: str, now: int) -> None:
    """Write down that it was not she; what waited at the seat is set aside for a person.

    Raises RefusedError `seat-unknown`.
    """
    seats.deny(connection, institution, device, learner)
    when = seats.let_go(connection, institution, device, learner)
    owner = registration.find(connection, device)
    kept = _kept(connection, owner, when)
    seats.keep_denied(connection, owner, kept.events(kept.rows), now)


def _people_in(told: Reading, acted: Sequence[Event]) -> list[str]:
    """Return the learners of whom something is told that concerns a seat."""
    sat = {event.learner for event in acted if isinstance(event.body, SITS_DOWN)}
    folded = {key[0] for key, _ in told.said} | {learner for learner, _ in told.passed_on}
    return sorted(sat | folded)


def _what_counts(
    connection: Connection,
    device: Device,
    told: Reading,
    acted: list[Event],
    unproven: set[str],
    denied: set[str],
    now: int,
) -> tuple[Reading, list[Event]]:
    """Return what counts of a batch, and keep what waits for seats to be proven."""
    rows = [
        row
        for row in told.rows
        if row[2] in denied or (row[2] in unproven and row[3] in WAITING_KINDS)
    ]
    if not rows:
        return told, acted
    unsure = told.events(rows)
    sat = _supervised(connection, device, unsure)
    waiting = [
        event
        for event in unsure
        if event.learner in denied or (waits(event.body) and not _is_of(sat, event))
    ]
    if not waiting:
        return told, acted
    of_denied = [event for event in waiting if event.learner in denied]
    seats.hold(connection, device, [e for e in waiting if e.learner not in denied], now)
    seats.keep_denied(connection, device, of_denied, now)
    held = {event.sequence for event in waiting}
    rows = [row for row in told.rows if row[0] not in held]
    return told.again(rows, told.origins), [event for event in acted if event.sequence not in held]


def _supervised(
    connection: Connection, device: Device, told: Iterable[Event]
) -> set[tuple[LearnerId, str]]:
    """Return whose attempts prove that a supervised code was typed here: a seat for that sitting.

    What was begun may have landed before what is handed in.
    """
    groups: defaultdict[tuple[LearnerId, str, str], list[Event]] = defaultdict(list)
    for event in told:
        body = event.body
        if isinstance(body, AssessmentBody) and all(
            map(reading.is_name, (body.course, body.assessment, body.attempt))
        ):
            groups[event.learner, body.course, body.assessment].append(event)
    found: set[tuple[LearnerId, str]] = set()
    for (learner, course, assessment), sat in groups.items():
        which = (device.institution, learner)
        known = projections.state_of(connection, *which, ASSESSMENT, course, assessment)
        here = {event.origin.device for event in sat}
        for attempt, sitting in known.merge((known, known.fold(sat))).attempts.items():
            if sitting.claim is None or sitting.claim.device not in here:
                continue
            if drawing.has_typed(connection, *which, assessment, attempt, sitting):
                found.add((learner, attempt))
    return found


def _is_of(attempts: Collection[tuple[LearnerId, str]], event: Event) -> bool:
    body = event.body
    return isinstance(body, AssessmentBody) and (event.learner, body.attempt) in attempts


def _act(
    connection: Connection,
    device: Device,
    acted: Sequence[Event],
    when: dict[int, int],
    now: int,
    effects: Effects,
) -> list[str]:
    """Act on events that count; return the learners who may have a link or a code more or less.

    `when` is for a sequence when it landed, where that was before now.
    """
    institution = device.institution
    named = {
        each.learner for each in acted if isinstance(each.body, ProfileCreated | ProfileChanged)
    }
    profiles.publish(connection, institution, named, device.device)
    linked = links.decide_by_events(connection, device, acted, when, now)
    effects.linked.extend(linked)
    for event in acted:
        if isinstance(event.body, SignInCodeShown):
            at = when.get(event.sequence, now)
            codes.show(connection, institution, event.learner, event.body.digest, at)
            linked.append(event.learner)
    effects.handed_in.extend(sittings.note_handed_in(connection, device, acted))
    appeals.note_made(connection, device, acted, now)
    return linked


def _review(connection: Connection, institution: str, people: set[str], now: int) -> list[Change]:
    """Compare what learners typed with the codes that are theirs, and let their seats follow."""
    if not people:
        return []
    for learner in seats.with_proofs(connection, institution, people):
        person = linked.person_of(connection, institution, learner)
        seats.compare_proofs(connection, institution, learner, person, now)
    return seats.review(connection, institution, people, now)


def _follow_up(
    connection: Connection,
    institution: str,
    changes: Sequence[Change],
    linked: Collection[str],
    now: int,
    effects: Effects,
) -> None:
    """Take in what waited at seats that are proven now, and go on while that proves others."""
    todo = set(linked)
    while True:
        for each in changes:
            if _is_gained(each):
                todo.update(_release(connection, institution, each, now, effects))
        if not todo:
            return
        changes = _review(connection, institution, todo, now)
        _tell_changes(connection, institution, changes)
        todo = set()


def _release(
    connection: Connection, institution: str, seat: Change, now: int, effects: Effects
) -> list[str]:
    """Take in what waited at a seat; return the learners who may have a link or a code more."""
    when = seats.let_go(connection, institution, seat.device, seat.learner)
    if not when:
        return []
    device = registration.find(connection, seat.device)
    waited = _kept(connection, device, when)
    campuses = projections.lock(connection, institution, [seat.learner])
    projections.join(connection, device, waited, campuses)
    return _act(connection, device, waited.events(waited.rows), when, now, effects)


def _kept(connection: Connection, device: Device, sequences: Collection[int]) -> Reading:
    """Return what a computer's events say that are kept under these sequences."""
    c = events.c
    columns = (
        *(c.sequence, c.lamport, c.learner, c.kind, c.recorded_at, c.payload),
        *(c.origin_device, c.origin_sequence),
    )
    mine = (c.institution == device.institution, c.device == device.device)
    query = select(*columns).where(*mine, c.sequence.in_(sequences)).order_by(c.sequence)
    rows = connection.execute(query).all()
    origins = {row[0]: Origin(DeviceId(row[6]), row[7]) for row in rows if row[6] is not None}
    kept = [tuple(row[:6]) for row in rows]
    return reading.reading_of(DeviceId(device.device), kept, origins, [], {})


def _tell_changes(connection: Connection, institution: str, changes: Sequence[Change]) -> None:
    """Tell computers what they lack of whose seats there are proven now, and all how they stand."""
    if not changes:
        return
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for each in changes:
        found[each.device].append(each)
    for name, campus in registration.campuses(connection, found):
        stream = feed.campus_stream(institution, campus)
        gained = sorted(each.learner for each in found[name] if _is_gained(each))
        feed.publish_anew(connection, stream, gained, reader=name)
        stated = sorted(each.learner for each in found[name])
        feed.publish_seats(connection, stream, stated, reader=name)


def _is_gained(change: Change) -> bool:
    return change.standing is Standing.PROVEN
