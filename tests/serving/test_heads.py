"""A head that no browser sends is refused, and what is behind is never asked."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from helpers.asgi import ask
from ujuzi.serving.heads import MAX_HEAD_BYTES, MAX_HEADERS, TOO_LONG, Heads

BEHIND = Heads(PlainTextResponse("behind"))


def headers(count: int, size: int = 1) -> dict[str, str]:
    return {f"x-{n}": "x" * size for n in range(count)}


def test_an_ordinary_head_goes_through() -> None:
    answer = ask(BEHIND, "/verify?c=" + "A" * 2000, headers=headers(MAX_HEADERS))
    assert (answer.status, answer.text) == (200, "behind")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/", headers(MAX_HEADERS + 1)),
        ("/", headers(1, MAX_HEAD_BYTES)),
        ("/" + "a" * MAX_HEAD_BYTES, {}),
        ("/?" + "a" * MAX_HEAD_BYTES, {}),
    ],
    ids=["many headers", "a long header", "a long path", "a long query"],
)
def test_a_head_beyond_a_bound_is_refused(path: str, sent: dict[str, str]) -> None:
    assert ask(BEHIND, path, headers=sent).status == TOO_LONG
