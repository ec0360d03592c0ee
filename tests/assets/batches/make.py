"""Makes the vectors beside it. It was run once: they are kept, and every later version reads them.

    PYTHONPATH=app:tests python tests/assets/batches/make.py FOLDER

`valid.batch` follows nothing; `forked.batch` claims the same place with other content. A new
version of the codec adds vectors under new names and leaves these alone.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import msgspec

from helpers.facts import AtActivity
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    Body,
    BookmarkSet,
    CourseCompleted,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    Origin,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    PublisherTrusted,
    QuizAnswered,
    QuizFinished,
    Unknown,
    encode_body,
    kind_of,
)
from ujuzi.wire import batch, limits
from ujuzi.wire.columns import Writer

KEY = PublisherKey(bytes(range(32)))
DEVICE = DeviceId("d0d1d2d3d4d5d6d7")
BEGUN = 1_795_392_000_000
WHERE: AtActivity = {"course": "ai-1", "activity": "counting", "pack": "5e" * 32}
TYPED = 'a "typed"\nanswer \u0000'
BODIES: tuple[Body, ...] = (
    ProfileCreated(name="ሰላም Ada", role="teacher", language="fr", institution="Gaoua", sex="f"),
    ProfileChanged(language="en", staff_number=""),
    ProfileLinked(code="ABCD-EFGH-JKLM"),
    ProfileUnlinked(),
    PinReset(authority="coordinator-code"),
    PublisherTrusted(publisher="IIOE", fingerprint="1234 5678"),
    Enrolled(course="ai-1"),
    ActivityOpened(**WHERE),
    ActivityLeft(**WHERE, position=0.3333, seconds=75),
    ActivityLeft(**WHERE, position=0.1 + 0.2, seconds=90),
    QuizAnswered(**WHERE, attempt="a1", item="q1", response=("b", "d"), right=True),
    QuizAnswered(**WHERE, attempt="a1", item="q2", response=(TYPED,), right=False),
    QuizFinished(**WHERE, attempt="a1", right=1, items=2),
    NoteWritten(**WHERE, note="n1", text="«\u202f 🧪 »", position=1.0),
    BookmarkSet(**WHERE, marked=True),
    ActivityCompleted(**WHERE),
    CourseCompleted(course="ai-1", pack="5e" * 32),
    Unknown(name="from-the-future", payload=b'{"course":"ai-1","depth":{"x":[1,2.5,null]}}'),
    Unknown(name="not-json", payload=b"\xff\x00 whatever"),
)


def history(learner: str) -> list[Event]:
    """Return one event of every kind; the last was first recorded under another identity."""
    return [
        Event(
            device=DEVICE,
            sequence=place,
            lamport=place * 3,
            learner=LearnerId(learner),
            recorded_at=Milliseconds(BEGUN + place * 977 - (10**9 if place == 5 else 0)),
            body=body,
            first_recorded_as=Origin(DeviceId("0" * 16), 41) if place == len(BODIES) else None,
        )
        for place, body in enumerate(BODIES, 1)
    ]


def as_json(events: list[Event]) -> bytes:
    """Return what is expected of a vector, for a person to read."""
    return msgspec.json.format(
        msgspec.json.encode(
            [
                {
                    "sequence": event.sequence,
                    "lamport": event.lamport,
                    "learner": event.learner,
                    "recorded_at": event.recorded_at,
                    "kind": kind_of(event.body),
                    "payload": encode_body(event.body).decode("latin-1"),
                    "origin": event.first_recorded_as,
                }
                for event in events
            ]
        )
    )


def signed(body: bytes, *, codec: int = 1, count: int = len(BODIES)) -> bytes:
    """Return a batch around any body, signed as the device would."""
    header = msgspec.msgpack.encode(
        batch.Header(codec, DEVICE, 1, count, batch.NOTHING_BEFORE, 3, 3 * count)
    )
    return batch.assemble(header, KEY.sign(batch._signed(header, body)), body)


def vectors() -> dict[str, bytes]:
    """Return every vector by its file's name."""
    valid = batch.cut(history("ada"), batch.NOTHING_BEFORE, KEY)
    flipped = bytearray(valid.wire)
    flipped[-20] ^= 0x04
    other_key = PublisherKey(bytes(32))
    bomb = zlib.compress(bytes(limits.MAX_INFLATED_BYTES * 8), 9)
    table = Writer()
    table.unsigned(limits.MAX_INFLATED_BYTES * 7 // 8)  # empty strings: a bit and a byte each
    table.raw(bytes(limits.MAX_INFLATED_BYTES - 8))
    return {
        "valid.batch": valid.wire,
        "valid.json": as_json(history("ada")),
        "truncated.batch": valid.wire[: len(valid.wire) * 2 // 3],
        "bit-flipped.batch": bytes(flipped),
        "wrong-signature.batch": batch.cut(history("ada"), batch.NOTHING_BEFORE, other_key).wire,
        "forked.batch": batch.cut(history("hawa"), batch.NOTHING_BEFORE, KEY).wire,
        "future-codec.batch": signed(b"nobody reads this yet", codec=99),
        "future-format.batch": bytes([99]) + valid.wire[1:],
        "bomb.batch": signed(bomb),
        "bomb-of-strings.batch": signed(zlib.compress(table.finish(), 9)),
    }


if __name__ == "__main__":
    for name, content in vectors().items():
        (Path(sys.argv[1]) / name).write_bytes(content)
