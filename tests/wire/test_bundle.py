"""A bundle is whole or told to be cut, and no claim of it is believed before it is there."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.errors import RefusedError
from ujuzi.wire import bundle
from ujuzi.wire.bundle import BundleHead

DEVICE, LABEL = "d0d1d2d3d4d5d6d7", "0123456789abcdef"
ITEMS = [(bundle.ENVELOPE, b"one"), (bundle.RECEIPT, b""), (99, b"later"), (1, b"two")]
WIRE = bundle.write(bundle.UP, DEVICE, LABEL, 3, ITEMS)


def claiming(**claim: object) -> bytes:
    """Return a whole bundle whose head claims something else."""
    head = {
        "direction": bundle.UP,
        "device": DEVICE,
        "label": LABEL,
        "number": 3,
        "kinds": (1,),
        "sizes": (3,),
    }
    said = msgspec.msgpack.encode(tuple({**head, **claim}.values()))
    content = bundle.MARK + bytes([bundle.FORMAT]) + len(said).to_bytes(4, "big") + said + b"one"
    return content + hashlib.sha256(content).digest()


@given(st.lists(st.tuples(st.integers(0, 200), st.binary(max_size=99)), max_size=20))
def test_what_is_written_is_read(items: list[tuple[int, bytes]]) -> None:
    found = bundle.read(bundle.write(bundle.DOWN, DEVICE, LABEL, 7, items))

    kinds, sizes = zip(*((k, len(i)) for k, i in items), strict=True) if items else ((), ())
    assert found.head == BundleHead(bundle.DOWN, DEVICE, LABEL, 7, kinds, sizes)
    assert found.items == tuple(item for _, item in items)


def test_items_of_a_later_kind_are_passed_over() -> None:
    found = bundle.read(WIRE)
    assert found.of_kind(bundle.ENVELOPE) == (b"one", b"two")
    assert found.of_kind(bundle.RECEIPT) == (b"",)


@given(st.integers(0, len(WIRE) - 1))
def test_one_that_was_cut_anywhere_is_told_to_be_cut(length: int) -> None:
    with pytest.raises(RefusedError) as refused:
        bundle.read(WIRE[:length])
    assert refused.value.code == "bundle-cut"


@given(st.integers(len(bundle.MARK) + 1, len(WIRE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, by: int) -> None:
    changed = bytearray(WIRE)
    changed[place] ^= by
    with pytest.raises(RefusedError):
        bundle.read(bytes(changed))


@pytest.mark.parametrize(
    "claim",
    [
        *({"sizes": (10**12,)}, {"sizes": (2,)}, {"sizes": (4,)}, {"sizes": (-1,)}),
        *({"kinds": ()}, {"kinds": (1,) * 10, "sizes": (0,) * 9}, {"number": 0}),
        *({"number": 2**63}, {"label": "../../etc/passwd"}, {"label": "AB" * 8}, {"direction": 3}),
        *({"device": ""}, {"device": "a/b"}, {"device": "d" * 65}, {"kinds": 5}),
        *({"kinds": (2**63,)}, {"kinds": (256,)}, {"kinds": (-1,)}),
    ],
    ids=str,
)
def test_a_whole_file_that_claims_what_it_is_not_is_refused(claim: dict[str, object]) -> None:
    bundle.read(claiming())
    with pytest.raises(RefusedError) as refused:
        bundle.read(claiming(**claim))
    assert refused.value.code == "bundle-malformed"


@given(st.sampled_from([bundle.UP, bundle.DOWN]), st.integers(1, bundle.MOST_NUMBER))
def test_the_beginning_says_which_way_a_bundle_goes(direction: int, number: int) -> None:
    data = bundle.write(direction, "a", "0" * 16, number, [(bundle.ENVELOPE, b"x")] * 40)
    assert bundle.direction_of(data[: bundle.START_BYTES]) == direction
    assert bundle.direction_of(data[: bundle.START_BYTES - 1]) == 0


@given(st.binary(max_size=2))
def test_a_beginning_that_is_none_says_nothing(rest: bytes) -> None:
    head = bundle.MARK + bytes([bundle.FORMAT]) + bytes(bundle.LENGTH_BYTES)
    assert bundle.direction_of(head + rest) in {0, bundle.UP, bundle.DOWN}
    assert bundle.direction_of(b"x" + head[1:] + rest) == 0


def test_a_later_format_and_a_strangers_file_are_told_apart() -> None:
    later = bytearray(WIRE)
    later[len(bundle.MARK)] += 1
    for data, code in ((bytes(later), "bundle-from-future"), (b"PK\x03\x04", "bundle-foreign")):
        with pytest.raises(RefusedError) as refused:
            bundle.read(data)
        assert refused.value.code == code


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with suppress(RefusedError):
        bundle.read(bundle.MARK + data)
