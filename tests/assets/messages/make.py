"""Makes the messages beside it. Each is kept, and every later version reads it.

    PYTHONPATH=app python tests/assets/messages/make.py FOLDER

Run once with the code of each version of `wire.messages`: the files end in the version's number. A
new version adds files and leaves those of earlier ones alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.wire import messages
from ujuzi.wire.messages import Ask, Document, Receipt, Reply, Welcome

KEY = PublisherKey(bytes(range(32)))
DEVICE = "d0d1d2d3d4d5d6d7"
NOW = 1_795_392_000_000
CURSORS = (3, 0, 7, 41)
BATCH = (Path(__file__).parent.parent / "batches" / "valid.batch").read_bytes()
DOCUMENTS = tuple(Document(3, 30 + n, "progress", "ada", b'[["note","n1",{}]]') for n in range(9))


def messages_of(version: int) -> dict[str, bytes]:
    """Return every message of this version by its name."""
    ask = Ask(version, DEVICE, NOW, "c0ffee00", 12, CURSORS, 1)
    receipt = Receipt("c0ffee00", DEVICE, 19, bytes(range(32)))
    reply = Reply(version, NOW, "c0ffee00", CURSORS, lamport=57)
    welcome = Welcome(version, "c0ffee00", "unz", "ouaga-main", KEY.public.raw, bytes(32))
    if version >= 3:
        from ujuzi.wire.messages import Mark, EpochProof

        receipt = replace(receipt, epoch_number=2, at=NOW)
        mark = Mark(DEVICE, "c0ffee00", 2, 700, CURSORS, bytes(16))
        proof = EpochProof(mark, receipt.signed_by(KEY))
        ask = replace(ask, number=701, checks=True, epoch_number=2, acknowledged=700, chain=513, proof=proof)
        reply = replace(reply, number=701, epoch_number=2, mark=bytes(16))
        welcome = replace(welcome, epoch_number=2)
    framed = messages.frame_ask(ask, [BATCH], KEY)
    asked = messages.signed_part(framed)
    full = replace(reply, receipt=receipt.signed_by(KEY), documents=DOCUMENTS, more=True)
    return {
        "ask": framed,
        "reply": messages.answer(reply, asked, KEY, version=version),
        "full": messages.answer(full, asked, KEY, version=version),
        "welcome": messages.sign(welcome, messages.reply_context(asked), KEY),
    }


if __name__ == "__main__":
    for number in map(int, sys.argv[2:] or [str(messages.VERSION)]):
        for name, content in messages_of(number).items():
            (Path(sys.argv[1]) / f"{name}-{number}.message").write_bytes(content)
