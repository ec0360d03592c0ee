"""Each gets a code of her own; nobody gets one where it was stopped, and no act tells a code."""

from __future__ import annotations

import msgspec
import pytest

from ujuzi.credentials.secrets import digest_of, matches, plain_code
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.listed import CampusPerson, SlipKind
from ujuzi.services.campus.slips import MadeSlip, deeds_of, make, slips_of
from ujuzi.wire import acts
from ujuzi.wire.deeds import LetIn, MakeCodes

UNTIL = Milliseconds(1_000)
NEW = CampusPerson("T-1", "Neema", "teacher", "nakuru")
KNOWN = CampusPerson("T-2", "Awa", "teacher", "nakuru", learners=(LearnerId("a"), LearnerId("b")))


def test_who_has_a_profile_signs_in_with_it_and_others_link_one() -> None:
    told: list[tuple[int, int]] = []
    made = make((NEW, KNOWN), lambda *done: told.append(done))
    assert [each.kind for each in made] == [SlipKind.LINK, SlipKind.SIGN_IN]
    assert told == [(1, 2), (2, 2)]
    first, second = slips_of(made, UNTIL, {"nakuru": "Nakuru"})
    assert (first.person, first.name, first.until, first.campus) == (
        "T-1",
        "Neema",
        1_000,
        "Nakuru",
    )
    assert first.code != second.code


def test_acts_carry_what_proves_a_code_and_never_the_code() -> None:
    made = make((NEW, KNOWN))
    codes, let_in = deeds_of(made, UNTIL)
    assert isinstance(codes, MakeCodes)
    assert isinstance(let_in, LetIn)
    assert [each.digest for each in codes.codes] == [digest_of(made[0].code)]
    assert [each.learner for each in let_in.codes] == ["a", "b"]
    assert all(matches(each.verifier, plain_code(made[1].code)) for each in let_in.codes)
    for each, deed in zip(made, (codes, let_in), strict=True):
        signed = msgspec.msgpack.encode(deed)
        assert plain_code(each.code).encode() not in signed
        assert each.code.encode() not in signed


def test_where_it_is_stopped_nobody_gets_a_code() -> None:
    asked = iter((False, True))
    with pytest.raises(RefusedError) as refused:
        make((NEW, NEW, NEW), cancelled=lambda: next(asked))
    assert refused.value.code == Code.SLIPS_STOPPED


def test_those_of_a_whole_campus_go_into_acts_that_fit() -> None:
    verifier = "$argon2id$v=19$m=65536,t=3,p=4$" + "x" * 66
    made = [
        MadeSlip(KNOWN if n % 2 else NEW, f"CODE-{n:04}", verifier * (n % 2)) for n in range(320)
    ]
    signed = deeds_of(made, UNTIL)
    codes = [code for each in signed if isinstance(each, MakeCodes | LetIn) for code in each.codes]
    assert len(codes) == 160 + 2 * 160
    for each in signed:
        assert acts.enclosure_of(each, bytes(acts.SALT_BYTES))
