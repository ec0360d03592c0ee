"""Pieces come out of a pipe as they went in, and one that was cut short does not come."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.hub import pipe


def written(pieces: list[bytes]) -> bytes:
    stream = io.BytesIO()
    for piece in pieces:
        pipe.put(stream, piece)
    return stream.getvalue()


@given(st.lists(st.binary(max_size=300)))
def test_pieces_come_out_as_they_went_in(pieces: list[bytes]) -> None:
    assert list(pipe.taken(io.BytesIO(written(pieces)))) == pieces


@given(st.lists(st.binary(max_size=50), min_size=1), st.data())
def test_whoever_ends_in_the_middle_of_a_piece_has_not_sent_it(
    pieces: list[bytes], data: st.DataObject
) -> None:
    whole = written(pieces)
    last = len(written(pieces[:-1]))
    cut = data.draw(st.integers(last, len(whole) - 1))
    assert list(pipe.taken(io.BytesIO(whole[:cut]))) == pieces[:-1]
