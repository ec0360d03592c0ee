"""Deeds are cut so that each fits into an act, and list whom they are about in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.credentials.keys import PublisherKey
from ujuzi.wire import acts
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.deeds import (
    LATEST,
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
    cut,
    is_sound,
    learners_in,
    people_in,
)

KEY = PublisherKey(bytes([1]) * 32)
SALT = bytes(acts.SALT_BYTES)
COHORT = "c0" * 8


def _said(deed: Deed) -> Deed | None:
    """Return what the hub reads of an act about a deed, after a long way in its campus's name."""
    enclosure = acts.enclosure_of(deed, SALT)
    wire = acts.sign(
        deed,
        grant="0" * 16,
        number=1,
        previous=NOTHING_BEFORE,
        campus="ካ" * 200,
        at=5,
        key=KEY,
        enclosure=enclosure,
    )
    return acts.read(wire).deed_with(enclosure)


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)
WORDS = NAMES.filter(bool)
MANY = 40


def _rows() -> st.SearchStrategy[Deed]:
    row = st.builds(RosterRow, WORDS, WORDS, NAMES, NAMES, NAMES)
    codes = st.builds(PersonCode, WORDS, st.binary(min_size=32, max_size=32))
    lets = st.builds(
        CodeVerifier, WORDS, NAMES, st.integers(0, LATEST), st.binary(min_size=32, max_size=32)
    )
    return st.one_of(
        st.builds(SetRoster, st.lists(row, min_size=1, max_size=MANY).map(tuple)),
        st.builds(MakeCodes, st.lists(codes, min_size=1, max_size=MANY).map(tuple)),
        st.builds(LetIn, st.lists(lets, min_size=1, max_size=MANY).map(tuple)),
        st.builds(
            Enrol,
            st.lists(WORDS, min_size=1, max_size=MANY, unique=True).map(tuple),
            st.just(""),
            st.lists(WORDS, min_size=1, max_size=4, unique=True).map(tuple),
        ),
    )


@given(_rows())
def test_whatever_is_cut_fits_into_acts_and_says_the_same_in_the_same_order(deed: Deed) -> None:
    parts = list(cut(deed))

    for part in parts:
        assert _said(part) == part
    if isinstance(deed, Enrol):
        said = [
            (who, what)
            for part in parts
            if isinstance(part, Enrol)
            for who in part.people
            for what in part.courses
        ]
        assert sorted(said) == sorted((w, c) for w in deed.people for c in deed.courses)
    else:
        (name,) = deed.__struct_fields__
        assert sum((getattr(part, name) for part in parts), ()) == getattr(deed, name)


def test_three_hundred_people_are_a_handful_of_acts() -> None:
    rows = tuple(
        RosterRow(f"P{number:04}", f"Aminata Ouédraogo {number}", "teacher")
        for number in range(320)
    )
    assert len(list(cut(SetRoster(rows)))) <= 6


def test_a_deed_lists_whom_it_is_about_in_its_order() -> None:
    rows = (RosterRow("P2", "Awa", "teacher"), RosterRow("P1", "Ada", "teacher"))
    codes = (PersonCode("P2", bytes(32)), PersonCode("P1", bytes(32)))
    both: list[Deed] = [SetRoster(rows), MakeCodes(codes), Enrol(("P2", "P1"), COHORT)]
    assert {people_in(deed) for deed in both} == {("P2", "P1")}
    assert people_in(MovePerson("P1", "c")) == people_in(EndPerson("P1", 5)) == ("P1",)
    assert people_in(SetCohort(COHORT, "Autumn")) == ()

    let_in = LetIn((CodeVerifier("ada", "v", 9), CodeVerifier("awa", "v", 9)))
    assert learners_in(let_in) == ("ada", "awa")
    assert learners_in(JudgeSeat("ada", "d" * 16, was_she=True)) == ("ada",)
    assert people_in(let_in) == learners_in(both[0]) == ()


@pytest.mark.parametrize(
    "texts", [{"en": "Exam\x00"}, {"e\x00": "Exam"}, {"en": "x" * 100_000}, {"en": "Exam"}]
)
def test_an_announcement_that_is_taken_back_says_nothing(texts: dict[str, str]) -> None:
    assert is_sound(Announce("a0" * 8, {}, 0, withdrawn=True))
    assert not is_sound(Announce("a0" * 8, texts, 0, withdrawn=True))


@pytest.mark.parametrize("at", [LATEST + 1, 2**63, 2**64 - 1, -1])
def test_a_date_that_no_program_can_tell_is_none(at: int) -> None:
    device = "d" * 16
    made: list[Deed] = [
        *(EndPerson("P1", at), ResetPin(device, "ada", "v", at), RenewStewardCode(device, "v", at)),
        *(LetIn((CodeVerifier("ada", "v", at),)), Announce("a0" * 8, {"en": "Exam"}, at)),
    ]
    assert [is_sound(deed) for deed in made] == [False] * len(made)
    assert is_sound(EndPerson("P1", LATEST))
