"""Whatever comes from outside is read, or refused: nothing else happens, whatever its bytes are."""

from __future__ import annotations

import base64
import json
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.certificates import (
    ACHIEVEMENT,
    CERTIFICATE,
    HUB,
    ROOT,
    issued,
    listed,
    signed_key_list,
    status_credential,
    written,
)
from helpers.course_folders import KEY
from helpers.exams import ANSWERED, ASSESSMENT, ATTEMPT, BANK_HASH, ITEMS
from helpers.hostile import hostile
from ujuzi.credentials import key_list, open_badge, status_list, stub, trust
from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import Quiz, read_questions
from ujuzi.errors import MALFORMED, UjuziError
from ujuzi.frameworks.reading import read_framework
from ujuzi.hub.credentials import achievements
from ujuzi.packs import key_sheet
from ujuzi.packs.key_sheet import KeySheet
from ujuzi.paths import FRAMEWORKS, resource
from ujuzi.services.assess.key_sheets import _sealing_key
from ujuzi.services.delivery import delivery as collection
from ujuzi.store import received_states
from ujuzi.store.database import memory_database
from ujuzi.sync.transports import http
from ujuzi.wire import documents, messages, seal
from ujuzi.wire.handed_in import open_submission, seal_submission

PRIVATE, PUBLIC = seal.new_key()
KEYS = {seal.key_id(PUBLIC): PRIVATE}
HEADER = f"ujuzi submission 1\nada\n{ATTEMPT}".encode()
SHEET = key_sheet.write(
    KeySheet(
        format=1,
        course="ai-literacy",
        title="AI literacy",
        language="en",
        version=1,
        assessment=ASSESSMENT,
        bank=BANK_HASH,
        items=ITEMS,
    ),
    KEY,
)
SIGNED_BY = 96
"""Bytes of key and signature before what a key sheet says."""


class Reader(NamedTuple):
    """What reads bytes from outside, and bytes that it can read."""

    read: Callable[[bytes], object]
    sound: bytes


def handed_in(data: bytes) -> object:
    return open_submission(data.decode("latin-1"), KEYS, "ada", ATTEMPT)


def handed_in_and_sealed(data: bytes) -> object:
    sealed = seal.seal(zlib.compress(data), HEADER, (PUBLIC,))
    return open_submission(base64.b64encode(sealed).decode(), KEYS, "ada", ATTEMPT)


def sheet_signed(data: bytes) -> object:
    signed = KEY.sign(key_sheet.CONTEXT + data)
    return key_sheet.read(KEY.public.raw + signed + zlib.compress(data))


def document(type_: type[msgspec.Struct]) -> Callable[[bytes], object]:
    return lambda data: documents.read(data, type_)


def as_json(read: Callable[[Any], object]) -> Callable[[bytes], object]:
    """Return what reads a JSON object, which those who call it have taken apart."""

    def reading(data: bytes) -> None:
        try:
            found = msgspec.json.decode(data, type=dict[str, Any])
        except MALFORMED:
            return
        read(found)

    return reading


def in_a_file(read: Callable[[Path], object]) -> Callable[[bytes], object]:
    def reading(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "file"
            file.write_bytes(data)
            read(file)

    return reading


def joined(data: bytes) -> None:
    db = memory_database()
    received_states.join(db, LearnerId("ada"), data)
    db.close()


def questions(data: bytes) -> None:
    with suppress(*MALFORMED):
        read_questions(data)


STATES = b'[["course","c",{"last_at":1}],["note","n",{"text":"x"}]]'
OFFER = {
    "achievement": ACHIEVEMENT,
    "rule": {"achievement": ACHIEVEMENT.id},
    "course": "ai-literacy",
    "assessment": "exam",
}
BAD_REQUEST = requests.Response()
BAD_REQUEST.status_code = 400
READERS = {
    "a submission": Reader(handed_in, seal_submission(ANSWERED, PUBLIC).encode()),
    "what a submission seals": Reader(handed_in_and_sealed, msgspec.msgpack.encode(ANSWERED)),
    "an envelope": Reader(lambda data: seal.unseal(data, KEYS), seal.seal(b"x", b"h", (PUBLIC,))),
    "a key sheet": Reader(key_sheet.read, SHEET),
    "what a key sheet signs": Reader(sheet_signed, zlib.decompress(SHEET[SIGNED_BY:])),
    "a result": Reader(
        document(documents.Result),
        b'{"learner":"a","course":"c","assessment":"e","attempt":"x","state":"graded"}',
    ),
    "a credential": Reader(
        document(documents.IssuedCredential),
        b'{"learner":"a","credential":{},"stub":"s","code":"c"}',
    ),
    "a link": Reader(document(documents.RosterLink), b'{"person":"P1","name":"Ada"}'),
    "states that are joined": Reader(joined, STATES),
    "states": Reader(received_states.rows_of, STATES),
    "a refusal": Reader(
        lambda data: http._refusal(BAD_REQUEST, data),
        msgspec.msgpack.encode(messages.Refusal("code", "Sentence.")),
    ),
    "a registration file": Reader(
        in_a_file(collection.read_registration),
        json.dumps({"hub": "hub.example", "code": "ABCD", "hub_key": "00" * 32}).encode(),
    ),
    "a hub's file": Reader(
        in_a_file(_sealing_key), json.dumps({"sealing_key": "00" * 32}).encode()
    ),
    "questions": Reader(questions, msgspec.json.encode(Quiz(ITEMS))),
    "a framework": Reader(
        in_a_file(read_framework), (resource(FRAMEWORKS) / "he-digital.json").read_bytes()
    ),
    "an achievement": Reader(achievements.read, msgspec.json.encode(OFFER)),
    "a badge": Reader(as_json(open_badge.read), written(issued())),
    "a status list": Reader(as_json(status_list.read), json.dumps(status_credential()).encode()),
    "a key list": Reader(
        lambda data: key_list.read_key_list(data, ROOT, None), signed_key_list(listed())
    ),
    "a list to check with": Reader(
        lambda data: trust.read_list(data, ROOT),
        trust.write_list(signed_key_list(listed()), [status_credential()]),
    ),
    "a stub": Reader(
        lambda data: stub.read_stub(data.decode("latin-1")),
        stub.write_stub(CERTIFICATE, HUB).encode(),
    ),
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_what_is_sound_is_read(reader: Reader) -> None:
    reader.read(reader.sound)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@settings(max_examples=100)
@given(st.data())
def test_anything_else_is_refused(reader: Reader, data: st.DataObject) -> None:
    with suppress(UjuziError):
        reader.read(data.draw(hostile(reader.sound)))


@pytest.mark.parametrize(
    "name", [name for name, reader in READERS.items() if b'{"' in reader.sound], ids=str
)
def test_a_key_that_is_no_text_is_refused_also_where_nobody_knows_it(name: str) -> None:
    reader = READERS[name]
    for start in (at for at in range(len(reader.sound)) if reader.sound[at : at + 2] == b'{"'):
        spoilt = reader.sound[: start + 1] + b'"\x80later":1,' + reader.sound[start + 1 :]
        with suppress(UjuziError):
            reader.read(spoilt)
