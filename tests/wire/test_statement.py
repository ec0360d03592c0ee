"""A statement is signed by its computer, bounded, and tells a finder numbers alone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.statements import a_statement
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.statement import StatedCourse, StatedIdentity
from ujuzi.errors import Code, RefusedError
from ujuzi.wire import messages, statement

DEVICE, OTHER = PublisherKey(bytes(range(32))), PublisherKey(bytes(32))
WIRE = statement.write(a_statement(), DEVICE)


def test_what_a_computer_stated_is_read_as_it_was() -> None:
    read = statement.read(WIRE)
    read.verify(DEVICE.public)
    assert (read.statement, read.wire) == (a_statement(), WIRE)


def test_nobody_else_states_anything_of_it() -> None:
    with pytest.raises(RefusedError) as refused:
        statement.read(WIRE).verify(OTHER.public)
    assert refused.value.code == Code.SIGNATURE_WRONG


@given(st.integers(0, len(WIRE) - 1), st.integers(1, 255))
def test_no_byte_of_it_can_be_changed(place: int, other: int) -> None:
    changed = bytearray(WIRE)
    changed[place] ^= other
    with pytest.raises(RefusedError):
        statement.read(bytes(changed)).verify(DEVICE.public)


def test_what_a_later_version_adds_is_passed_over_and_signed_all_the_same() -> None:
    body = msgspec.msgpack.decode(WIRE[64:])
    longer = msgspec.msgpack.encode([*body, "more"])
    wire = DEVICE.sign(statement.CONTEXT + longer) + longer
    read = statement.read(wire)
    read.verify(DEVICE.public)
    assert read.statement == a_statement()


ONE = StatedIdentity("d0", 5, 5)


@pytest.mark.parametrize(
    "fields",
    [
        {"line": ()},
        {"line": (StatedIdentity("d0", 5, 6),)},
        {"line": (StatedIdentity("d0", -1, 0),)},
        {"line": (StatedIdentity("d0", 1 << 63, 0),)},
        {"line": (StatedIdentity("../etc", 5, 5),)},
        {"line": (StatedIdentity("", 5, 5),)},
        {"line": (StatedIdentity("d0", 5, 5, b"x"),)},
        {"line": (ONE, ONE)},
        {"line": tuple(StatedIdentity(f"d{number}", 1, 1) for number in range(99))},
        {"uncut": -1},
        {"sittings": 1 << 40},
        {"number": 0},
        {"at": -5},
        {"free": 1 << 63},
        {"program": "a" * 65},
        {"boot": "\x1b[2J"},
        {"program": "né"},
        {"courses": (StatedCourse(b"short", 1),)},
        {"courses": (StatedCourse(bytes(6), 1),) * 600},
        {"report": b"x"},
    ],
    ids=" ".join,
)
def test_a_statement_that_can_be_none_is_refused(fields: dict[str, Any]) -> None:
    wire = messages.sign(a_statement(**fields), statement.CONTEXT, DEVICE)
    with pytest.raises(RefusedError) as refused:
        statement.read(wire)
    assert refused.value.code == Code.BUNDLE_MALFORMED


@pytest.mark.parametrize("wire", [b"", bytes(40), bytes(64), bytes(64) + b"\xc1", bytes(99_000)])
def test_what_is_no_statement_is_refused(wire: bytes) -> None:
    with pytest.raises(RefusedError):
        statement.read(wire)


def test_entries_are_counted_over_the_whole_line_and_what_is_in_no_batch() -> None:
    line = (StatedIdentity("d1", 20, 20), StatedIdentity("d0", 80, 75))
    assert a_statement(line=line, uncut=3).entries == 98
