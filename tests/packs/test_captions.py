"""Captions: WebVTT as it is met, and anything else without a complaint."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.packs.captions import Cue, lost_words, parse_captions, unread_times

FILE = """\ufeffWEBVTT - next word

NOTE made here
00:00:00.000 --> 00:00:09.000
not a cue

STYLE
::cue { color: red }

1
00:01.000 --> 00:03.500 align:start position:10%
<v Amina>Which word <i>comes</i> next?
<c.loud>Guess &amp; check.</c>

01:00:04.000 --> 01:00:05.000
Later.

00:00:03.500 --> 00:00:04.000
Before.
"""


def test_cues_come_out_in_order_without_tags_and_with_the_speaker() -> None:
    assert parse_captions(FILE) == (
        Cue(1.0, 3.5, "Amina: Which word comes next?\nGuess & check."),
        Cue(3.5, 4.0, "Before."),
        Cue(3604.0, 3605.0, "Later."),
    )


def test_lines_may_end_as_windows_ends_them_and_times_as_subrip_writes_them() -> None:
    assert parse_captions("WEBVTT\r\n\r\n00:01,000 --> 00:02,000\r\nA\r\n") == (Cue(1.0, 2.0, "A"),)


def test_a_cue_that_ends_before_it_starts_or_says_nothing_is_passed_over() -> None:
    assert parse_captions("00:02.000 --> 00:01.000\nA\n\n00:01.000 --> 00:02.000\n<b></b>") == ()


def test_an_empty_file_has_no_cues() -> None:
    assert parse_captions("") == ()


@given(st.text(alphabet=st.sampled_from("0123456789:.,->\n <v>aA&#;\tNOTE")) | st.text())
def test_any_text_gives_cues_in_order_or_none(text: str) -> None:
    cues = parse_captions(text)
    assert all(cue.start < cue.end and cue.text for cue in cues)
    assert list(cues) == sorted(cues, key=lambda cue: cue.start)


def test_times_that_begin_no_cue_are_found_by_line() -> None:
    assert unread_times(FILE.removeprefix("\ufeff")) == []
    lines = [
        "WEBVTT", "", "00:01.000 --> 00:02.000", "A", "00:02.000 --> 00:03.000", "B", "",
        "00:03.000 --> 00:02.000", "back", "", "0:4 --> 0:5", "short",
    ]  # fmt: skip
    assert unread_times("\n".join(lines)) == [5, 8, 11]


def test_words_without_a_time_and_times_without_words_have_a_line() -> None:
    assert list(lost_words(FILE.lstrip("\ufeff"))) == []
    text = (
        "WEBVTT\nKind: captions\n\n00:01.000 → 00:02.000\nOne\n\n"
        "00:03.000 --> 00:04.000\n<i> </i>\n\n2\n00:05.000 --> 00:06.000\nTwo\n"
    )
    without_a_time, without_words = lost_words(text)
    assert (without_a_time[0], without_words[0]) == (4, 7)


def test_a_sign_between_blanks_is_one_of_the_words() -> None:
    (cue,) = parse_captions("WEBVTT\n\n00:01.000 --> 00:02.000\nif a < b and c > d <b>so</b>\n")
    assert cue.text == "if a < b and c > d so"
