"""A body is read as far as it is allowed, whatever length it announced."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from helpers.asgi import Answer, ask
from ujuzi.errors import RefusedError
from ujuzi.serving.body import read_body

MOST = 10


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the body, or with the code of its refusal."""
    try:
        answer = Response(await read_body(Request(scope, receive), MOST))
    except RefusedError as error:
        answer = Response(error.code, 413)
    await answer(scope, receive, send)


def post(body: bytes, announced: str) -> Answer:
    return ask(echo, "/", method="POST", body=body, headers={"content-length": announced})


@pytest.mark.parametrize("announced", ["10", "0", "-1", "many", "٣"])
def test_a_body_within_the_bound_is_read_whatever_was_announced(announced: str) -> None:
    assert post(b"x" * MOST, announced).body == b"x" * MOST


@pytest.mark.parametrize("announced", ["11", "0", "many", "9" * 5000])
def test_a_body_beyond_the_bound_is_refused_whatever_was_announced(announced: str) -> None:
    answer = post(b"x" * (MOST + 1), announced)
    assert (answer.status, answer.text) == (413, "message-too-large")


def test_a_body_that_announces_too_much_is_refused_before_it_comes() -> None:
    assert post(b"", "11").status == 413
