"""Two things never get the same name, and a name stays when something is put before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.authoring.names import Names, slug
from ujuzi.packs.manifest import ID


@given(st.text(min_size=1))
def test_a_title_of_any_script_becomes_an_id(title: str) -> None:
    assert ID.fullmatch(slug(title, most=60))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who signs?", "who-signs"),
        ("Élève n° 2", "eleve-n-2"),
        ("Øl, smørrebrød", "ol-smorrebrod"),
    ],
)
def test_letters_that_have_a_latin_form_take_it(title: str, name: str) -> None:
    assert slug(title) == name


def test_letters_that_are_lost_still_tell_titles_apart() -> None:
    assert slug("Chapter 1 ماء") != slug("Chapter 1 بئر")
    assert slug("ماء").startswith("x-")


@given(st.lists(st.text("ab-_é ماء1", max_size=5)))
def test_no_two_things_get_the_same_name(titles: list[str]) -> None:
    names = Names()
    given_away = [names.give(slug(title), title) for title in titles]
    assert len(set(given_away)) == len(titles)
