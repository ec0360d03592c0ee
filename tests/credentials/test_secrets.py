"""A code is read as people type it, and proves one thing about one computer."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.credentials.secrets import (
    LETTERS,
    Purpose,
    digest_of,
    in_groups,
    matches,
    new_code,
    plain_code,
    proof_of,
    verifier_of,
)

OLD_ALPHABETS = ("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", "ABCDEFGHJKMNPQRSTUVWXYZ23456789")
"""Those of codes that were printed before."""
BETWEEN = (
    "-\u2013\u2014\u2010\u2011\u2012\u2212\ufe63\uff0d\u00ad"
    "\u00a0\u202f\u2009\u3000\u200b\u200e. _·\t\n"
)
"""Dashes, spaces, dots and what nobody sees."""
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in LETTERS + LETTERS.lower()}
ARABIC_DIGITS = {ord("0") + value: 0x660 + value for value in range(10)}

codes = st.sampled_from(OLD_ALPHABETS).flatmap(
    lambda letters: st.text(alphabet=letters, min_size=12, max_size=12)
)

CHANGES: list[Callable[[str], str]] = [
    str,
    str.lower,
    lambda typed: typed.translate(WIDE),
    lambda typed: typed.replace("L", "1"),
]


def test_a_new_code_is_twelve_letters_in_groups_of_four() -> None:
    assert re.fullmatch(rf"[{LETTERS}]{{4}}(-[{LETTERS}]{{4}}){{2}}", new_code())
    assert len(plain_code(new_code(14))) == 14
    assert len({new_code() for _ in range(100)}) == 100


@given(codes, st.lists(st.text(alphabet=BETWEEN, max_size=3), min_size=13, max_size=13), st.data())
def test_a_code_is_the_same_however_it_is_typed(
    code: str, between: list[str], data: st.DataObject
) -> None:
    change = data.draw(st.sampled_from(CHANGES))
    dressed = "".join(itertools.chain(*zip(between, [*change(code), ""], strict=True)))

    assert plain_code(dressed) == code
    assert digest_of(dressed) == digest_of(in_groups(code))


def test_digits_of_any_script_are_digits() -> None:
    assert plain_code("AB23-4567".translate(ARABIC_DIGITS)) == "AB234567"


@given(st.text())
def test_whatever_is_typed_is_read(typed: str) -> None:
    plain = plain_code(typed)

    assert plain_code(plain) == plain
    assert digest_of(typed) == digest_of(plain)


def test_a_proof_holds_for_one_purpose_device_learner_and_attempt() -> None:
    digest = digest_of(new_code())
    said = [
        (Purpose.SIGN_IN, "device1", "learner1", ""),
        (Purpose.LINK, "device1", "learner1", ""),
        (Purpose.SIGN_IN, "device2", "learner1", ""),
        (Purpose.SIGN_IN, "device1", "learner2", ""),
        (Purpose.SIGN_IN, "device1", "learner1", "attempt"),
        (Purpose.SIGN_IN, "device1learner1", "", ""),
    ]

    assert len({proof_of(digest, *each) for each in said}) == len(said)
    assert proof_of(digest, *said[0]) == proof_of(digest, *said[0])
    assert proof_of(digest_of(new_code()), *said[0]) != proof_of(digest, *said[0])


@pytest.mark.parametrize("verifier", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_of_a_verifier_that_is_none_nothing_is_the_secret(verifier: str) -> None:
    assert not matches(verifier, "2468")


def test_a_verifier_knows_its_secret() -> None:
    verifier = verifier_of("2468")

    assert matches(verifier, "2468")
    assert not matches(verifier, "2469")
    assert verifier != verifier_of("2468")


def test_argon2_is_loaded_when_a_secret_is_compared_and_not_before() -> None:
    said = "import sys, ujuzi.credentials.secrets; sys.exit('argon2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_a_secret_costs_who_guesses_it_64_mib_and_three_passes() -> None:
    script = "from ujuzi.credentials.secrets import verifier_of; print(verifier_of('2468'))"
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert made.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
