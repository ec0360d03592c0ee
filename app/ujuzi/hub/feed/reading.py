"""What a batch says, made out of its bytes alone: no database, no clock.

A batch is read before anything is locked for it, and on SQLite in another process than the one that
writes (`hub.landing.reader`), so a reading is plain data: the rows of its events, what each state
that they are about comes to by them alone, and what no event can be kept of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec

from ujuzi.domain.event import (
    AppealMade,
    AssessmentSubmitted,
    Body,
    ComputerClosed,
    ComputerOpened,
    CoordinatorActed,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    SignedIn,
    SignInCodeShown,
    SignInCodeTyped,
    Unknown,
    decode_body,
    encode_body,
    kind_of,
)
from ujuzi.domain.subjects import ACTIVITY, ATTEMPT, KEY_MARK, NOTE, SUBJECTS, subjects_of
from ujuzi.errors import MALFORMED, RefusedError
from ujuzi.wire.batch import Batch
from ujuzi.wire.codec import Fact

MAX_ID_LENGTH = 64
MAX_INTEGER = 2**63 - 1
MAX_NAME_LENGTH = 200
"""Characters of a course's or an activity's id; an index of PostgreSQL holds no more than 2,700."""

ROW_BYTES = 64
"""Of an event, beside its texts: its computer and its numbers."""

TEXT_COLUMNS = (2, 3, 5)
"""Where in a row its texts stand: learner, kind and payload."""

ACTED_ON = {
    body.kind
    for body in (
        *(ProfileCreated, ProfileChanged, PinReset, ProfileLinked, ProfileUnlinked),
        *(SignedIn, SignInCodeTyped, SignInCodeShown, AssessmentSubmitted, AppealMade),
        *(ComputerClosed, ComputerOpened, CoordinatorActed),
    )
}
"""Kinds that do more than fold into states (`hub.landing.landing`)."""

PASSED_ON = frozenset({ACTIVITY.name, ATTEMPT.name, NOTE.name})
"""Subjects whose states the hub never asks for: it tells a learner's other computers of them."""

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(subject.state) for name, subject in SUBJECTS.items()
}

Row: TypeAlias = tuple[int, int, str, str, int, str]
"""Sequence, Lamport counter, learner, kind, when, and the payload as it came: a newer program may
have said more in it than this one knows."""

Origins: TypeAlias = dict[int, Origin]
"""Under which identity an event was first recorded, by its sequence, where under another."""

Unfit: TypeAlias = tuple[int, str, bytes]
"""A sequence that no event can be kept of, why, and what it held."""

Key: TypeAlias = tuple[str, str, str]
"""Learner, subject, key."""

States: TypeAlias = dict[Key, Any]
"""States by their keys, each of its subject's type."""

Said: TypeAlias = list[tuple[Key, str]]
"""States by their keys, each as JSON."""

PassedOn: TypeAlias = list[tuple[str, str]]
"""Learners, each with states of hers as JSON: [[subject, key, state], ...]."""


class Reading(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """What a batch says; `problem` is why nothing of it can be read, where nothing can.

    `device` is the computer that says it.
    """

    device: DeviceId
    rows: list[Row] = []
    origins: Origins = {}
    unfit: list[Unfit] = []
    said: Said = []
    """The states that the hub asks for."""
    passed_on: PassedOn = []
    """The states that it only passes on."""
    acted_on: list[Row] = []
    """The rows that do more than fold into states."""
    lamport: int = 0
    """The highest counter of its rows."""
    problem: str | None = None
    size: int = 0
    """Bytes that its events take once they are written out; a batch may hold them in few."""

    @cached_property
    def bodies(self) -> dict[int, Body]:
        """The bodies of events that were decoded already, by their sequences."""
        return {}

    def events(self, rows: Iterable[Row]) -> list[Event]:
        """Return the events of some of its rows, each decoded when it is first asked for."""
        return _events(self.device, rows, self.origins, self.bodies)

    def again(self, rows: list[Row], origins: Origins) -> Reading:
        """Return what it says if other counters, origins or fewer rows count."""
        return self.of_others(rows, origins, self.unfit)

    def of_others(self, rows: list[Row], origins: Origins, unfit: list[Unfit]) -> Reading:
        """Return what it says if of what cannot be kept less counts as well."""
        return reading_of(self.device, rows, origins, unfit, self.bodies)


def read(arrived: Batch) -> Reading:
    """Make out what a batch says."""
    first, device = arrived.header.first, DeviceId(arrived.header.device)
    try:
        facts = arrived.facts()
    except RefusedError as refusal:
        whole = (first, refusal.code, arrived.wire)
        return Reading(device, unfit=[whole], problem=refusal.code, size=len(arrived.wire))
    malformed = {name for name in set(chain.from_iterable(map(_names, facts))) if not _is_id(name)}
    bodies: dict[int, Body] = {}
    origins: Origins = {}
    rows: list[Row] = []
    unfit: list[Unfit] = []
    for sequence, fact in enumerate(facts, first):
        problem = _problem(fact, malformed)
        if problem:
            unfit.append((sequence, problem, _content(fact)))
            continue
        bodies[sequence] = fact.body
        if fact.origin:
            origins[sequence] = fact.origin
        kind, payload = kind_of(fact.body), fact.payload.decode()
        rows.append((sequence, fact.lamport, fact.learner, kind, fact.recorded_at, payload))
    return reading_of(device, rows, origins, unfit, bodies)


def reading_of(
    device: DeviceId,
    rows: list[Row],
    origins: Origins,
    unfit: list[Unfit],
    bodies: dict[int, Body],
) -> Reading:
    """Return what a computer's rows say; `bodies` are those that were decoded already."""
    events = _events(device, rows, origins, bodies)
    said, passed_on = _written(fold(events))
    reading = Reading(
        device=device,
        rows=rows,
        origins=origins,
        unfit=unfit,
        said=said,
        passed_on=passed_on,
        acted_on=[row for row in rows if row[3] in ACTED_ON],
        lamport=max((event.lamport for event in events), default=0),
        size=_size(rows, unfit),
    )
    reading.bodies.update(bodies)
    return reading


def _events(
    device: DeviceId, rows: Iterable[Row], origins: Origins, bodies: dict[int, Body]
) -> list[Event]:
    """Return the events that are kept as rows; `bodies` gains those that it lacks."""
    found = []
    for sequence, lamport, learner, kind, recorded_at, payload in rows:
        body = bodies.get(sequence)
        if body is None:
            body = bodies[sequence] = decode_body(kind, payload.encode())
        found.append(
            Event(
                device,
                sequence,
                lamport,
                LearnerId(learner),
                Milliseconds(recorded_at),
                body,
                origins.get(sequence),
            )
        )
    return found


def fold(events: Iterable[Event]) -> States:
    """Return what events say of each state that they are about, by themselves."""
    return {key: SUBJECTS[key[1]].state.fold(about_it) for key, about_it in _by_key(events).items()}


def encoded(state: msgspec.Struct) -> str:
    """Return a state as it is kept."""
    return _ENCODER.encode(state).decode()


def decoded(subject: str, kept: str | msgspec.Raw) -> Any:
    """Return a state of a subject from what is kept of it."""
    return _DECODERS[subject].decode(kept)


def is_name(part: str) -> bool:
    """Say whether a part of a key can be one; events about other things land, and fold nowhere."""
    return 0 < len(part) <= MAX_NAME_LENGTH and part.isprintable()


def _size(rows: list[Row], unfit: list[Unfit]) -> int:
    """Return how many bytes a batch's events take, about."""
    texts = ["".join(map(itemgetter(column), rows)) for column in TEXT_COLUMNS]
    written = sum(len(text) if text.isascii() else len(text.encode()) for text in texts)
    return written + ROW_BYTES * len(rows) + sum(len(content) for _, _, content in unfit)


def content_of(event: Event) -> bytes:
    """Return an event whole, as one that cannot be kept is."""
    origin = event.first_recorded_as and tuple(event.first_recorded_as)
    payload = encode_body(event.body)
    told = (event.lamport, event.learner, event.recorded_at, kind_of(event.body), payload, origin)
    return msgspec.msgpack.encode(told)


def learner_in(content: bytes) -> str:
    """Return of whom an event is that is kept whole."""
    return str(msgspec.msgpack.decode(content)[1])


def _written(states: States) -> tuple[Said, PassedOn]:
    """Return states as they are kept, in the order of their keys: one by one, and by learner."""
    said: Said = []
    passed_on: defaultdict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for key in sorted(states):
        learner, subject, name = key
        if subject in PASSED_ON:
            passed_on[learner].append((subject, name, states[key]))
        else:
            said.append((key, encoded(states[key])))
    return said, [(who, _ENCODER.encode(told).decode()) for who, told in passed_on.items()]


def _by_key(events: Iterable[Event]) -> dict[Key, list[Event]]:
    """Return the events that each state hears of."""
    found: defaultdict[tuple[str, str, tuple[str, ...]], list[Event]] = defaultdict(list)
    for event in events:
        body = event.body
        for subject in subjects_of(body):
            found[event.learner, subject.name, subject.key(body)].append(event)
    return {
        (learner, subject_name, KEY_MARK.join(parts)): heard
        for (learner, subject_name, parts), heard in found.items()
        if all(map(is_name, parts))
    }


def _names(fact: Fact) -> tuple[str, ...]:
    """Return the identifiers that a fact carries."""
    if fact.origin or isinstance(fact.body, Unknown):
        return (fact.learner, kind_of(fact.body), *([fact.origin.device] if fact.origin else ()))
    return (fact.learner,)


def _is_id(name: str) -> bool:
    return 0 < len(name) <= MAX_ID_LENGTH and name.isascii() and name.isprintable()


def _problem(fact: Fact, malformed: set[str]) -> str | None:
    """Return why a fact cannot be kept as an event, if it cannot."""
    if malformed and not malformed.isdisjoint(_names(fact)):
        return "identifier-malformed"
    if not (0 <= fact.lamport <= MAX_INTEGER and -MAX_INTEGER <= fact.recorded_at <= MAX_INTEGER):
        return "number-out-of-bounds"
    if fact.origin and not 0 <= fact.origin.sequence <= MAX_INTEGER:
        return "number-out-of-bounds"
    try:
        if isinstance(fact.body, Unknown):
            msgspec.json.decode(fact.payload, type=msgspec.Raw)
        payload = fact.payload.decode()
    except MALFORMED:
        return "payload-malformed"
    return "payload-malformed" if "\x00" in payload else None


def _content(fact: Fact) -> bytes:
    """Return a fact whole, for a person to look at."""
    origin = fact.origin and (fact.origin.device, _number(fact.origin.sequence))
    kind, claimed = kind_of(fact.body), _number(fact.recorded_at)
    told = (_number(fact.lamport), fact.learner, claimed, kind, fact.payload, origin)
    return msgspec.msgpack.encode(told)


def _number(claimed: int) -> int | str:
    """Return a number that MessagePack can hold, or its digits."""
    return claimed if abs(claimed) <= MAX_INTEGER else str(claimed)
