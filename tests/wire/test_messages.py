"""Replies are deflated where that is shorter, for who can read it, and never beyond a bound."""

from __future__ import annotations

import zlib

import msgspec
import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import SIGNATURE_BYTES
from ujuzi.wire.limits import MAX_MESSAGE_BYTES
from ujuzi.wire.messages import Ask, Document, Enrolment, Reply, Succession

KEY = PublisherKey.generate()
ASKED = b"the ask"
IDLE = Reply(messages.VERSION, 1, "epoch", messages.START)
FULL = msgspec.structs.replace(
    IDLE, documents=tuple(Document(3, n, "progress", "ada", b"[]" * 50) for n in range(9))
)


def refusal(body: bytes) -> str:
    """Return why an answer with this body, which the hub signed, is refused."""
    wire = KEY.sign(messages.reply_context(ASKED) + body) + body
    with pytest.raises(RefusedError) as error:
        messages.read_answer(wire, ASKED, KEY.public)
    return error.value.code


def test_a_reply_with_documents_is_deflated_and_an_idle_one_is_as_short_as_it_was() -> None:
    full, idle = (messages.answer(reply, ASKED, KEY) for reply in (FULL, IDLE))

    assert len(full) - SIGNATURE_BYTES < len(msgspec.msgpack.encode(FULL)) / 4
    assert messages.read_answer(full, ASKED, KEY.public) == FULL
    assert idle[SIGNATURE_BYTES:] == msgspec.msgpack.encode(IDLE)
    assert messages.read_answer(idle, ASKED, KEY.public) == IDLE


def test_the_version_before_is_answered_as_it_reads() -> None:
    wire = messages.answer(FULL, ASKED, KEY, version=1)

    assert messages.read(wire, Reply) == FULL


@pytest.mark.parametrize(
    ("body", "code"),
    {
        "a bomb": (zlib.compress(bytes(MAX_MESSAGE_BYTES + 1)), "message-too-large"),
        "a cut": (zlib.compress(msgspec.msgpack.encode(FULL))[:-9], "message-malformed"),
        "no zlib": (messages.ZLIB_MARK + b"nothing", "message-malformed"),
        "no reply": (zlib.compress(b"nothing" * 9), "message-malformed"),
    }.values(),
    ids=["a bomb", "a cut", "no zlib", "no reply"],
)
def test_what_does_not_inflate_to_a_reply_within_bounds_is_refused(body: bytes, code: str) -> None:
    assert refusal(body) == code


def test_nothing_is_inflated_that_the_hub_did_not_sign() -> None:
    stranger = PublisherKey.generate()
    body = zlib.compress(bytes(MAX_MESSAGE_BYTES + 1))
    wire = stranger.sign(messages.reply_context(ASKED) + body) + body

    with pytest.raises(RefusedError) as error:
        messages.read_answer(wire, ASKED, KEY.public)
    assert error.value.code == "signature-wrong"


@pytest.mark.parametrize(
    "cursors", [(0,) * 3, (0,) * 5, (0, 0, 0, -1), (0, 0, 0, 0, 0, 2**63)], ids=str
)
def test_cursors_that_no_hub_gave_are_refused(cursors: tuple[int, ...]) -> None:
    ask = messages.Ask(messages.VERSION, "d0d1d2d3d4d5d6d7", 1, "", 0, cursors)

    with pytest.raises(RefusedError) as error:
        messages.AskReader().feed(messages.frame_ask(ask, [], KEY))
    assert error.value.code == "message-malformed"


@pytest.mark.parametrize("type_", [Ask, Enrolment, Succession])
def test_a_message_nested_without_end_is_refused(type_: type[msgspec.Struct]) -> None:
    fields = 40  # more than any message has: what follows them is passed over
    nested = b"\xdc" + fields.to_bytes(2, "big") + b"\x91" * 100_000 + b"\xc0" * fields
    with pytest.raises(RefusedError) as error:
        messages.decode(nested, type_)
    assert error.value.code == "message-malformed"
