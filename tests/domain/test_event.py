"""Events keep their meaning through the database, also those of a newer program."""

from __future__ import annotations

import pytest

from ujuzi.domain.event import (
    KINDS,
    VERBS,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    Origin,
    Unknown,
    decode_body,
    encode_body,
    kind_of,
)

NOTE = NoteWritten(course="c", activity="a", pack="p", note="n", text="Ça va ? سلام")


def test_a_body_comes_back_as_it_was() -> None:
    assert decode_body("note-written", encode_body(NOTE)) == NOTE


def test_every_kind_has_an_xapi_verb() -> None:
    assert VERBS.keys() == KINDS.keys()
    assert all(iri.startswith("http") for iri in VERBS.values())


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("hologram-watched", b'{"x":1}'), ("note-written", b'{"note":7}'), ("enrolled", b"\xff")],
    ids=["a newer kind", "another shape", "no JSON"],
)
def test_what_cannot_be_read_is_kept_byte_for_byte(kind: str, payload: bytes) -> None:
    body = decode_body(kind, payload)

    assert isinstance(body, Unknown)
    assert (kind_of(body), encode_body(body)) == (kind, payload)


def test_a_field_of_a_newer_program_is_ignored() -> None:
    assert decode_body("enrolled", b'{"course":"c","mood":"glad"}') == KINDS["enrolled"](course="c")


def test_an_event_counts_under_its_first_identity() -> None:
    event = Event(DeviceId("new"), 1, 5, LearnerId("ada"), Milliseconds(0), NOTE)
    taken_over = Event(
        DeviceId("new"),
        1,
        5,
        LearnerId("ada"),
        Milliseconds(0),
        NOTE,
        first_recorded_as=Origin(DeviceId("old"), 9),
    )

    assert event.origin == ("new", 1)
    assert taken_over.origin == ("old", 9)
