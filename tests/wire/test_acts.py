"""An act is read as it was signed; the chain of a grant's acts shows what is missing or put in."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Act, Role, may
from ujuzi.domain.message import ANNOUNCEMENT_LENGTH, announced
from ujuzi.errors import RefusedError
from ujuzi.wire import acts, deeds, messages
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.deeds import (
    AdmitComputer,
    Announce,
    CodeVerifier,
    Deed,
    EndPerson,
    Enrol,
    JudgeSeat,
    LetIn,
    MakeCodes,
    MovePerson,
    PersonCode,
    RenewStewardCode,
    ResetPin,
    RosterRow,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.deeds import RevokeComputer as Revoke

HERS, ANOTHER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)
GRANT = "0" * 15 + "a"
DEED = JudgeSeat("ada", "d" * 16, was_she=True)
SALT = bytes(range(acts.SALT_BYTES))
COHORT = "c0" * 8
LET_IN = LetIn((CodeVerifier("ada", "$argon2id$", 9, bytes(32)),))
FOR_THE_HUB: list[Deed] = [
    SetRoster((RosterRow("P1", "Ada Traoré", "teacher", "campus", "ada@example.org"),)),
    MakeCodes((PersonCode("P1", bytes(32)),)),
    MovePerson("P1", "campus-2"),
    EndPerson("P1", 5),
    SetCohort(COHORT, "Ada's autumn", ("c1",), "2026-10-01", "2026-12-18"),
    Enrol(("P1", "P2"), COHORT),
]


def signed(
    deed: Deed = DEED, number: int = 1, previous: bytes = NOTHING_BEFORE, at: int = 5
) -> bytes:
    return acts.sign(
        deed,
        grant=GRANT,
        number=number,
        previous=previous,
        campus="campus",
        at=at,
        key=HERS,
        enclosure=acts.enclosure_of(deed, SALT),
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
    assert {act for act in Act if act in deeds.DEEDS} == set(deeds.DEEDS)
    assert all(may(Role.COORDINATOR, act) for act in deeds.DEEDS)


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


@pytest.mark.parametrize("deed", FOR_THE_HUB, ids=lambda deed: type(deed).__name__)
def test_what_names_people_is_read_from_the_enclosure_alone(deed: Deed) -> None:
    wire, enclosure = signed(deed), acts.enclosure_of(deed, SALT)
    said = acts.read(wire)

    assert said.deed is None
    assert said.act in deeds.FOR_THE_HUB
    assert said.deed_with(enclosure) == deed
    assert not any(name in wire for name in (b"\xa2P1", b"Ada", b"campus-2", COHORT.encode()))
    acts.verify(wire, HERS.public.raw)


def test_every_act_is_signed_with_what_it_encloses_or_with_nothing() -> None:
    whole = {type(deed) for deed in FOR_THE_HUB}
    assert whole == {deeds.DEEDS[act] for act in deeds.FOR_THE_HUB}
    assert acts.enclosure_of(DEED, SALT) == b""
    assert acts.read(signed(DEED)).enclosed == b""


def test_computers_read_the_verifiers_of_codes_and_the_hub_alone_their_digests() -> None:
    deed = LetIn((CodeVerifier("ada", "$argon2id$", 9, b"\x07" * 32),))
    wire, enclosure = signed(deed), acts.enclosure_of(deed, SALT)

    assert acts.read(wire).deed == LetIn((CodeVerifier("ada", "$argon2id$", 9),))
    assert b"\x07" * 32 not in wire
    assert acts.read(wire).deed_with(enclosure) == deed


def test_an_enclosure_of_another_act_says_nothing() -> None:
    wire = signed(FOR_THE_HUB[0])
    other = acts.enclosure_of(FOR_THE_HUB[1], SALT)
    same_deed = acts.enclosure_of(FOR_THE_HUB[0], bytes(acts.SALT_BYTES))

    for enclosure in (b"", other, same_deed, bytes(acts.MOST_ENCLOSED_BYTES + 1)):
        assert acts.read(wire).deed_with(enclosure) is None


@pytest.mark.parametrize(
    "deed",
    [
        SetRoster(()),
        SetRoster((RosterRow("", "Ada", "teacher"),)),
        SetRoster((RosterRow("P1", "A" * 201, "teacher"),)),
        MakeCodes((PersonCode("P1", b"short"),)),
        MovePerson("", "campus-2"),
        EndPerson("P\x001", 5),
        SetCohort("../x", "Autumn"),
        SetCohort(COHORT, ""),
        SetCohort(COHORT, "Autumn", begins="2026-02-30"),
        SetCohort(COHORT, "Autumn", ends="20261218"),
        Enrol((), COHORT),
        Enrol(("P1",)),
        Enrol(("P1",), "another"),
        Enrol(("P1",), courses=("",)),
    ],
)
def test_what_cannot_be_kept_is_no_deed(deed: Deed) -> None:
    assert acts.read(signed(deed)).deed_with(acts.enclosure_of(deed, SALT)) is None


def test_more_than_one_act_can_say_is_refused_before_it_is_signed() -> None:
    much = SetCohort(COHORT, "Autumn", tuple(f"course-{n:0100}" for n in range(100)))
    with pytest.raises(RefusedError) as refused:
        acts.enclosure_of(much, SALT)
    assert refused.value.code == "act-too-long"
    languages = {"".join(each): "." for each in product("abcdefghij", repeat=3)}
    with pytest.raises(RefusedError) as refused:
        signed(Announce("a0" * 8, languages, 9))
    assert refused.value.code == "act-too-long"


def test_a_cohort_is_refused_by_its_courses_exactly_where_no_act_could_say_it() -> None:
    bare = SetCohort(COHORT, "Autumn", ("",))
    room = deeds.MOST_DEED_BYTES - len(msgspec.msgpack.encode(bare))
    ids = ["c" * 99] * (room // 101)
    for more, fits in ((0, True), (200, False)):
        cohort = SetCohort(COHORT, "Autumn", (*ids, "c" * more))
        if fits:
            deeds.check_courses(cohort)
            assert acts.read(signed(cohort)).deed_with(acts.enclosure_of(cohort, SALT)) == cohort
        else:
            with pytest.raises(RefusedError) as refused:
                deeds.check_courses(cohort)
            assert refused.value.code == "cohort-courses"


def test_an_announcement_is_as_long_as_people_may_write_it() -> None:
    texts = {"am": "ሰ" * 530, "fr": "é" * ANNOUNCEMENT_LENGTH}
    said = Announce("a0" * 8, announced(texts, 9, 8), 9)
    assert acts.read(signed(said)).deed == said
    for text in ("x" * (ANNOUNCEMENT_LENGTH + 1), "x\x00"):
        assert acts.read(signed(Announce("a0" * 8, {"en": text}, 9))).deed is None
