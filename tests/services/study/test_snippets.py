"""What is shown around a find begins and ends at words, and marks whatever matched."""

from __future__ import annotations

from helpers.desks import Lab
from ujuzi.services.study.snippets import SNIPPET_CHARACTERS, snippet


def test_a_snippet_shows_the_first_match_marked(lab: Lab) -> None:
    (hit,) = lab.desk.library.search("heaps")

    assert (hit.course_title, hit.activity_title) == ("Sums at the market", "Counting mangoes")
    assert ("heaps", True) in hit.snippet


def test_a_long_text_is_cut_at_words_and_says_so() -> None:
    pieces = list(snippet("plain words " * 50 + "mango" + " more words" * 50, ["mang"]))

    assert [text for text, matched in pieces if matched] == ["mango"]
    assert pieces[0] == ("… ", False)
    assert pieces[1][0].startswith(("plain", "words"))
    assert pieces[-1][0].endswith(" …")
    assert len("".join(text for text, _ in pieces)) == SNIPPET_CHARACTERS + len("…  …")
