from __future__ import annotations

import pytest

from ujuzi.errors import RefusedError
from ujuzi.wire import seal

HUB, COORDINATOR, STRANGER = (seal.new_key() for _ in range(3))
ENVELOPE = seal.seal(b"what she did", b"to the hub", (HUB[1], COORDINATOR[1]))


@pytest.mark.parametrize("recipient", [HUB, COORDINATOR])
def test_every_recipient_opens_the_same_content(recipient: tuple[bytes, bytes]) -> None:
    private, public = recipient
    opened = seal.unseal(ENVELOPE, {seal.key_id(public): private})
    assert opened == (b"to the hub", b"what she did")


def test_nobody_else_opens_it() -> None:
    private, public = STRANGER
    with pytest.raises(RefusedError) as refused:
        seal.unseal(ENVELOPE, {seal.key_id(public): private})
    assert refused.value.code == "envelope-not-ours"


def test_a_finder_reads_nothing_but_the_routing_header() -> None:
    assert b"what she did" not in ENVELOPE
    assert seal.read(ENVELOPE).header == b"to the hub"


def test_any_changed_byte_is_refused() -> None:
    private, public = HUB
    for place in range(len(ENVELOPE)):
        changed = bytearray(ENVELOPE)
        changed[place] ^= 1
        try:
            opened = seal.unseal(bytes(changed), {seal.key_id(public): private})
        except RefusedError:
            continue
        # Only the other recipient's wrapping may change unseen by this one.
        assert opened == (b"to the hub", b"what she did")
