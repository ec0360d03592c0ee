"""A ticket's salts are the same wherever they are made; a proof is good for one attempt alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain import ticket
from ujuzi.domain.ticket import Holder

KEY = bytes(range(32))
HOLDER = Holder("unz", "staff-7", "ai-literacy", "final")
NAMES = st.text("abc-\u00e9", min_size=1, max_size=6)


def test_salts_seeds_and_proofs_are_fixed_for_ever() -> None:
    first, second = ticket.salts(KEY, HOLDER, 2)
    seed = ticket.seed("23456789ABCDEF", "final")

    assert (first.hex(), second.hex(), seed.hex()) == (
        "476804e6f615c4ae39729ba5e0a4f47a",
        "6cb9d6c996cc3a7d9f91286b440154b4",
        "957da1b4a0a2ab4f91c7811e69c0dfdd9aa667d4e1d82f22dbbaffc1aea3fb08",
    )
    assert ticket.proof(first, "d0d1d2d3", "a0a1", "ada") == "NhmsJC77MKsDxyza-tci3Q"


@given(st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES, st.integers(1, 3)), unique=True, max_size=6))
def test_no_two_tickets_share_a_salt(of: list[tuple[str, str, str, str, int]]) -> None:
    made = [ticket.salt(KEY, Holder(*names), number) for *names, number in of]

    assert len(set(made)) == len(made)
    assert all(len(each) == ticket.SALT_BYTES for each in made)


def test_another_key_makes_other_salts() -> None:
    assert ticket.salt(KEY, HOLDER, 1) != ticket.salt(KEY[::-1], HOLDER, 1)


def test_a_proof_is_good_for_one_salt_one_device_one_attempt_and_one_learner() -> None:
    salt = ticket.salt(KEY, HOLDER, 1)
    mac = ticket.proof(salt, "d1", "a1", "ada")

    assert ticket.proves(mac, salt, "d1", "a1", "ada")
    for secret, device, attempt, learner in (
        (ticket.salt(KEY, HOLDER, 2), "d1", "a1", "ada"),
        (salt, "d2", "a1", "ada"),
        (salt, "d1", "a2", "ada"),
        (salt, "d1", "a1", "awa"),
        (salt, "d1a", "1", "ada"),
    ):
        assert not ticket.proves(mac, secret, device, attempt, learner)
    assert not ticket.proves("", salt, "d1", "a1", "ada")
    assert not ticket.proves("\ud800\u00e9", salt, "d1", "\ud800", "ada")
