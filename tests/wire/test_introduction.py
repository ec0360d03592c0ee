"""An introduction stands for itself: what is not signed by whom it names is none."""

from __future__ import annotations

import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import introduction, messages
from ujuzi.wire.introduction import ENROLS, SUCCEEDS
from ujuzi.wire.messages import Enrolment, Succession

KEY, OTHER = PublisherKey.generate(), PublisherKey.generate()


def enrolment(device: str = "d0d1d2d3d4d5d6d7", key: PublisherKey = KEY) -> bytes:
    asked = Enrolment(messages.VERSION, "", device, "PC-07", KEY.public.raw, bytes(32), (), "c")
    return introduction.write(ENROLS, messages.sign(asked, messages.ENROLMENT_CONTEXT, key))


def test_an_enrolment_says_who_and_by_what_name() -> None:
    found = introduction.read(enrolment())
    assert (found.device, found.name, found.predecessor) == ("d0d1d2d3d4d5d6d7", "PC-07", "")
    messages.verify(found.signed, messages.ENROLMENT_CONTEXT, KEY.public)
    assert found.digest == introduction.digest_of(enrolment())


def test_a_succession_says_whose_place_is_taken() -> None:
    asked = Succession(messages.VERSION, "old0old0", "new0new0", OTHER.public.raw, bytes(32))
    signed = messages.sign(asked, messages.SUCCESSION_CONTEXT, KEY)
    found = introduction.read(introduction.write(SUCCEEDS, signed))
    assert (found.device, found.name, found.predecessor) == ("new0new0", "", "old0old0")


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b"\x01",
        b"\x07" + enrolment()[1:],
        bytes([SUCCEEDS]) + enrolment()[1:],
        enrolment()[:-3],
        enrolment() + bytes(5000),
        enrolment(device=""),
        enrolment(device="a b"),
        enrolment(device="x" * 65),
        enrolment(key=OTHER),
    ],
    ids=range(10),
)
def test_what_is_none_is_refused(wire: bytes) -> None:
    with pytest.raises(RefusedError):
        introduction.read(wire)
