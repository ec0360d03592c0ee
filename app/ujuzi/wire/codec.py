"""The body of a batch: events as columns, compressed. Version 1, readable for ever.

Pure: events in, bytes out, and back. What comes back is what went in, byte for byte of every
payload, also of kinds and fields that this program does not know. Hostile bytes are refused with
`batch-malformed` or `batch-too-large` before they cost more than `limits` says.

Events that have the same kind and the same fields share a *shape*. The values of a field, over all
shapes and in the order of the events, are one column, coded by its type:

    s  strings, by table       l  lists of strings, by table      b  booleans, bits
    i  integers                d  decimals of up to four places, or the double itself

A payload that is not the JSON of such fields, exactly as this program would write it, travels as
it is. Sequences are not written: they run from the header's first without a gap.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeAlias, cast

import msgspec

from ujuzi.domain.event import (
    Body,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    body_of,
    decode_body,
    encode_body,
    kind_of,
)
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.columns import (
    ColumnReader,
    StringsReader,
    StringsWriter,
    Writer,
    malformed,
    unzigzag,
    zigzag,
)
from ujuzi.wire.limits import (
    MAX_BATCH_EVENTS,
    MAX_FIELDS,
    MAX_INFLATED_BYTES,
    MAX_INTEGER_BITS,
    MAX_PAYLOAD_BYTES,
    MAX_SHAPES,
)

VERSION = 1
DECIMALS = 10_000
LIST_MARK = "\x1f"
CONTEXTS = {
    "activity": "course",
    "pack": "activity",
    "attempt": "activity",
    "item": "activity",
}
"""Which field predicts a field, where its column comes first; part of version 1 for ever."""

_LETTERS = {bool: "b", str: "s", float: "d"}
_INTEGERS_END = 1 << MAX_INTEGER_BITS - 1

Row: TypeAlias = dict[str, Any]
"""A payload's fields by name."""

_JSON = msgspec.json.Encoder()
_ENCODE, _DECODE = _JSON.encode, msgspec.json.Decoder().decode
_DOUBLE = struct.Struct("<d")


class ShapeField(NamedTuple):
    """One field of a shape: its name and the letter of its type."""

    name: str
    type: str


class Shape(NamedTuple):
    """A kind with the fields it came with; None where payloads travel as they are."""

    kind: str
    fields: tuple[ShapeField, ...] | None


class Fact(msgspec.Struct, frozen=True, gc=False):
    """An event as the codec sees it: everything but its device and sequence.

    `payload` is the body's JSON, byte for byte: a newer program may have said more in it.
    """

    lamport: int
    learner: LearnerId
    recorded_at: Milliseconds
    body: Body
    payload: bytes
    origin: Origin | None = None


def fact_of(event: Event) -> Fact:
    """Return an event without the identity that its batch's header carries."""
    body = event.body
    payload = encode_body(body)
    return Fact(
        event.lamport, event.learner, event.recorded_at, body, payload, event.first_recorded_as
    )


def event_of(fact: Fact, device: DeviceId, sequence: int) -> Event:
    """Return the event that a fact is under its batch's device."""
    return Event(
        device, sequence, fact.lamport, fact.learner, fact.recorded_at, fact.body, fact.origin
    )


def encode(facts: Sequence[Fact]) -> bytes:
    """Return the body of a batch of 1 to `MAX_BATCH_EVENTS` facts."""
    strings = StringsWriter()
    shapes: dict[Shape, int] = {}
    known: dict[tuple[str, ...], Shape] = {}
    indices: list[int] = []
    rows: list[Row] = []
    opaque: list[bytes] = []
    for fact in facts:
        shape, row = _shape(fact, known)
        indices.append(shapes.setdefault(shape, len(shapes)))
        rows.append(row)
        if shape.fields is None:
            opaque.append(fact.payload)
    named = list(shapes)

    body = Writer()
    body.unsigned(len(named))
    for shape in named:
        body.blob(shape.kind.encode())
        body.unsigned(0 if shape.fields is None else len(shape.fields) + 1)
        for name, type_ in shape.fields or ():
            body.blob(name.encode())
            body.raw(type_.encode())
    body.planes(indices)
    learners = [fact.learner for fact in facts]
    body.raw(strings.column(learners, [""] * len(facts)))
    body.signed_planes(step - 1 for step in _steps([fact.lamport for fact in facts]))
    body.signed_planes(_steps([fact.recorded_at for fact in facts]))
    _write_origins(body, facts)
    for payload in opaque:
        body.blob(payload)
    written: list[Row] = [{} for _ in facts]
    for field, places in _columns(named, indices).items():
        values = [rows[place][field.name] for place in places]
        _WRITE[field.type](body, strings, values, _contexts(field.name, places, written))
        _keep(written, places, field.name, values)

    whole = Writer()
    strings.write(whole)
    whole.raw(body.finish())
    return zlib.compress(whole.finish(), 9)


def decode(data: bytes, count: int) -> list[Fact]:
    """Return the facts of a body that claims to hold `count`."""
    if not 0 < count <= MAX_BATCH_EVENTS:
        raise RefusedError(Code.BATCH_TOO_LARGE, "The batch holds too many events.", count=count)
    reader = ColumnReader(_inflate(data))
    strings = StringsReader(reader, count * (MAX_FIELDS + 1))  # each field's, and the learner
    shapes = [_read_shape(reader) for _ in range(reader.unsigned(MAX_SHAPES))]
    indices = reader.planes(count)
    if max(indices) >= len(shapes):
        raise malformed("a shape is not there")
    chosen = [shapes[index] for index in indices]
    learners = cast("list[LearnerId]", strings.column(reader.raw(count), [""] * count))
    lamports = list(accumulate(step + 1 for step in reader.signed_planes(count)))
    times = cast("list[Milliseconds]", list(accumulate(reader.signed_planes(count))))
    origins = _read_origins(reader, count)
    allowance = _Allowance()
    opaque = {place: reader.blob() for place, shape in enumerate(chosen) if shape.fields is None}
    blank = [{field.name: None for field in shape.fields or ()} for shape in shapes]
    rows: list[Row] = [blank[index].copy() for index in indices]
    for field, places in _columns(shapes, indices).items():
        values = _READ[field.type](reader, strings, _contexts(field.name, places, rows))
        allowance.spend(_extent(field, values))
        _keep(rows, places, field.name, values)
    reader.finish()
    facts = []
    columns = zip(chosen, rows, lamports, learners, times, strict=True)
    for place, (shape, row, lamport, learner, at) in enumerate(columns):
        if shape.fields is None:
            payload = opaque[place]
            body = decode_body(shape.kind, payload)
        else:
            payload = _JSON.encode(row)
            body = body_of(shape.kind, row, payload)
        allowance.spend(len(payload))
        facts.append(Fact(lamport, learner, at, body, payload, origins.get(place)))
    return facts


class _Allowance:
    """What is left of `MAX_PAYLOAD_BYTES`: a short table may expand to very much."""

    def __init__(self) -> None:
        self._left = MAX_PAYLOAD_BYTES

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise RefusedError(Code.BATCH_TOO_LARGE, "The batch's events are too large.")


def _inflate(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        whole = inflater.decompress(data, MAX_INFLATED_BYTES)
    except zlib.error as error:
        raise malformed("it does not inflate") from error
    if inflater.unconsumed_tail:
        raise RefusedError(Code.BATCH_TOO_LARGE, "The batch inflates beyond its bound.")
    if not inflater.eof or inflater.unused_data:
        raise malformed("it does not end where it should")
    return whole


def _shape(fact: Fact, known: dict[tuple[str, ...], Shape]) -> tuple[Shape, Row]:
    """Return a fact's shape and its payload as fields, where it can be written from them.

    `known` holds shapes by kind, letters and names: a batch has few, and makes each once.
    """
    try:
        row = _DECODE(fact.payload)
    except MALFORMED:
        row = None
    kind = kind_of(fact.body)
    if isinstance(row, dict) and len(row) <= MAX_FIELDS and _ENCODE(row) == fact.payload:
        letters = [_type_of(value) for value in row.values()]
        if all(letters):
            key = kind, *letters, *row
            shape = known.get(key)
            if shape is None:
                shape = known[key] = Shape(kind, tuple(map(ShapeField, row, letters)))
            return shape, row
    return Shape(kind, None), {}


def _type_of(value: object) -> str:
    """Return the letter of a value's type; nothing for a value that must travel as it is."""
    letter = _LETTERS.get(type(value))
    if letter is not None:
        return letter
    match value:
        case int() if -_INTEGERS_END <= value < _INTEGERS_END:
            return "i"
        case list() if all(isinstance(part, str) and LIST_MARK not in part for part in value):
            return "l"
    return ""


def _columns(shapes: Sequence[Shape], indices: Sequence[int]) -> dict[ShapeField, list[int]]:
    """Return the places of each field's values, fields in the order of their first event."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, index in enumerate(indices):
        places[index].append(place)
    columns: defaultdict[ShapeField, list[int]] = defaultdict(list)
    for index, found in places.items():
        for field in shapes[index].fields or ():
            columns[field] += found
    return {field: sorted(found) for field, found in columns.items()}


def _contexts(name: str, places: Sequence[int], rows: Sequence[Row]) -> list[object]:
    """Return what predicts each value, as far as its column has gone before."""
    predictor = CONTEXTS.get(name)
    if predictor is None:
        return [None] * len(places)
    return [
        value if isinstance(value := rows[place].get(predictor), str) else None for place in places
    ]


def _keep(rows: Sequence[Row], places: Sequence[int], name: str, values: Iterable[object]) -> None:
    for place, value in zip(places, values, strict=True):
        rows[place][name] = value


def _extent(field: ShapeField, values: Sequence[Any]) -> int:
    """Return how long a column's values will be at least, before they are written out."""
    match field.type:
        case "s":
            return sum(map(len, values))
        case "l":
            return sum(len(part) for value in values for part in value)
    return 0


def _steps(values: Sequence[int]) -> Iterable[int]:
    return (after - before for before, after in pairwise((0, *values)))


def _read_shape(reader: ColumnReader) -> Shape:
    kind = _name(reader)
    fields = reader.unsigned(MAX_FIELDS + 1)
    if fields == 0:
        return Shape(kind, None)
    found = tuple(ShapeField(_name(reader), chr(reader.raw(1)[0])) for _ in range(fields - 1))
    if any(field.type not in _READ for field in found):
        raise malformed("a field has no known type")
    if len({field.name for field in found}) != len(found):
        raise malformed("a field comes twice")
    return Shape(kind, found)


def _name(reader: ColumnReader) -> str:
    try:
        return reader.blob().decode()
    except UnicodeDecodeError as error:
        raise malformed("a name is not UTF-8") from error


def _write_origins(body: Writer, facts: Sequence[Fact]) -> None:
    found = [(place, fact.origin) for place, fact in enumerate(facts) if fact.origin]
    body.unsigned(len(found))
    for place, origin in found:
        body.unsigned(place)
        body.blob(origin.device.encode())
        body.unsigned(origin.sequence)


def _read_origins(reader: ColumnReader, count: int) -> dict[int, Origin]:
    return {
        reader.unsigned(count - 1): Origin(DeviceId(_name(reader)), reader.unsigned())
        for _ in range(reader.unsigned(count))
    }


def _write_strings(
    body: Writer, strings: StringsWriter, values: Sequence[str], contexts: Sequence[object]
) -> None:
    body.raw(strings.column(values, contexts))


def _read_strings(
    reader: ColumnReader, strings: StringsReader, contexts: Sequence[object]
) -> Sequence[str]:
    return strings.column(reader.raw(len(contexts)), contexts)


def _write_lists(
    body: Writer, strings: StringsWriter, values: Sequence[list[str]], contexts: Sequence[object]
) -> None:
    joined = ["".join(LIST_MARK + part for part in value) for value in values]
    _write_strings(body, strings, joined, contexts)


def _read_lists(
    reader: ColumnReader, strings: StringsReader, contexts: Sequence[object]
) -> Sequence[list[str]]:
    joined = _read_strings(reader, strings, contexts)
    lists = {text: text.split(LIST_MARK)[1:] for text in set(joined)}
    return [lists[text] for text in joined]


def _write_booleans(
    body: Writer, _strings: StringsWriter, values: Sequence[bool], _contexts: Sequence[object]
) -> None:
    body.bits(values)


def _read_booleans(
    reader: ColumnReader, _strings: StringsReader, contexts: Sequence[object]
) -> Sequence[bool]:
    return reader.bits(len(contexts))


def _write_integers(
    body: Writer, _strings: StringsWriter, values: Sequence[int], _contexts: Sequence[object]
) -> None:
    body.signed_planes(values)


def _read_integers(
    reader: ColumnReader, _strings: StringsReader, contexts: Sequence[object]
) -> Sequence[int]:
    return reader.signed_planes(len(contexts))


def _write_decimals(
    body: Writer, _strings: StringsWriter, values: Sequence[float], _contexts: Sequence[object]
) -> None:
    """Write ten-thousandths plus one; zero says that the double itself follows the column."""
    scaled = [_ten_thousandths(value) for value in values]
    body.planes([0 if number is None else zigzag(number) + 1 for number in scaled])
    for value, number in zip(values, scaled, strict=True):
        if number is None:
            body.raw(_DOUBLE.pack(value))


def _read_decimals(
    reader: ColumnReader, _strings: StringsReader, contexts: Sequence[object]
) -> Sequence[float]:
    codes = reader.planes(len(contexts))
    values = [
        unzigzag(code - 1) / DECIMALS if code else _DOUBLE.unpack(reader.raw(_DOUBLE.size))[0]
        for code in codes
    ]
    if not all(map(math.isfinite, values)):
        raise malformed("a decimal is no number")  # JSON has none such
    return values


def _ten_thousandths(value: float) -> int | None:
    """Return a value as ten-thousandths, where that says exactly the same."""
    if abs(value) > 1e9:
        return None
    number = round(value * DECIMALS)
    return number if repr(number / DECIMALS) == repr(value) else None


_WRITE: dict[str, Callable[[Writer, StringsWriter, Any, Sequence[object]], None]] = {
    "s": _write_strings,
    "l": _write_lists,
    "b": _write_booleans,
    "i": _write_integers,
    "d": _write_decimals,
}
_READ: dict[str, Callable[[ColumnReader, StringsReader, Sequence[object]], Sequence[Any]]] = {
    "s": _read_strings,
    "l": _read_lists,
    "b": _read_booleans,
    "i": _read_integers,
    "d": _read_decimals,
}
