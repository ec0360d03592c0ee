"""An act is read as it was signed; the chain of a grant's acts shows what is missing or put in."""

from __future__ import annotations

import msgspec
import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Act, Role, may
from ujuzi.errors import RefusedError
from ujuzi.wire import acts, messages
from ujuzi.wire.acts import AdmitComputer, Deed, JudgeSeat, RenewStewardCode, ResetPin
from ujuzi.wire.acts import RevokeComputer as Revoke
from ujuzi.wire.batch import NOTHING_BEFORE

HERS, ANOTHER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)
GRANT = "0" * 15 + "a"
DEED = JudgeSeat("ada", "d" * 16, was_she=True)


def signed(
    deed: Deed = DEED, number: int = 1, previous: bytes = NOTHING_BEFORE, at: int = 5
) -> bytes:
    return acts.sign(
        deed, grant=GRANT, number=number, previous=previous, campus="campus", at=at, key=HERS
    )


def chain(count: int, at: int = 5) -> list[bytes]:
    found: list[bytes] = []
    for number in range(1, count + 1):
        previous = acts.digest_of(found[-1]) if found else NOTHING_BEFORE
        found.append(signed(number=number, previous=previous, at=at))
    return found


@pytest.mark.parametrize(
    "deed",
    [
        DEED,
        AdmitComputer("d" * 16, HERS.public.raw, "PC-07"),
        Revoke("d" * 16, "stolen"),
        RenewStewardCode("d" * 16, "$argon2id$", 9),
        ResetPin("d" * 16, "ada", "$argon2id$", 9),
    ],
)
def test_an_act_says_what_was_signed(deed: Deed) -> None:
    wire = signed(deed)
    said = acts.read(wire)

    assert said.deed == deed
    assert (said.grant, said.number, said.campus) == (GRANT, 1, "campus")
    acts.verify(wire, HERS.public.raw)
    with pytest.raises(RefusedError):
        acts.verify(wire, ANOTHER.public.raw)


def test_what_is_for_one_computer_is_addressed_to_it() -> None:
    assert acts.read(signed(ResetPin("d" * 16, "ada", "v", 9))).computer == "d" * 16
    assert acts.read(signed()).computer == ""


def test_a_coordinator_may_do_every_act_that_can_be_signed() -> None:
    assert {act for act in Act if act in acts.DEEDS} == set(acts.DEEDS)
    assert all(may(Role.COORDINATOR, act) for act in acts.DEEDS)


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 0},
        {"number": 2},
        {"previous": b"short"},
        {"previous": bytes([1]) * 32},
        {"grant": "x"},
        {"at": -1},
        {"campus": "a\x00b"},
        {"content": bytes(5000)},
    ],
)
def test_what_can_be_no_act_is_refused(changed: dict[str, object]) -> None:
    said = msgspec.structs.replace(acts.read(signed()), **changed)
    for wire in (messages.sign(said, acts.CONTEXT, HERS), b"", bytes(70)):
        with pytest.raises(RefusedError) as refused:
            acts.read(wire)
        assert refused.value.code == "act-malformed"


@pytest.mark.parametrize(
    ("act", "content"),
    [
        ("dance", msgspec.msgpack.encode(DEED)),
        (Act.JUDGE_SEAT, b"\xff"),
        (Act.JUDGE_SEAT, msgspec.msgpack.encode(JudgeSeat("ada", "../x", was_she=True))),
        (Act.JUDGE_SEAT, msgspec.msgpack.encode(JudgeSeat("a\x00", "d" * 16, was_she=True))),
        (Act.ADMIT_COMPUTER, msgspec.msgpack.encode(AdmitComputer("d" * 16, b"short"))),
        (Act.REVOKE_COMPUTER, msgspec.msgpack.encode(("d" * 16, "bored"))),
    ],
)
def test_what_this_program_cannot_read_of_an_act_is_no_deed(act: str, content: bytes) -> None:
    said = msgspec.structs.replace(acts.read(signed()), act=act, content=content)

    assert acts.read(messages.sign(said, acts.CONTEXT, HERS)).deed is None


def test_a_chain_goes_back_and_on_from_what_landed() -> None:
    found = chain(5)

    assert acts.chained(found, 0, NOTHING_BEFORE) == dict(enumerate(found, 1))
    assert acts.chained(found, 3, acts.digest_of(found[2])) == dict(enumerate(found, 1))
    assert acts.chained(found[1:], 3, acts.digest_of(found[2])).keys() == {2, 3, 4, 5}


def test_a_chain_ends_where_one_is_missing_or_two_follow() -> None:
    found = chain(4)
    twin = signed(number=2, previous=acts.digest_of(found[0]), at=6)

    assert acts.chained([found[0], *found[2:]], 0, NOTHING_BEFORE) == {1: found[0]}
    assert acts.chained([*found, twin], 0, NOTHING_BEFORE) == {1: found[0]}
    assert acts.chained([*found, twin], 2, acts.digest_of(found[1])).keys() == {1, 2, 3, 4}


def test_an_act_of_another_chain_is_not_in_it() -> None:
    found = chain(2)
    foreign = signed(number=3, previous=bytes([7]) * 32)

    assert acts.chained([*found, foreign], 2, acts.digest_of(found[1])).keys() == {1, 2}
