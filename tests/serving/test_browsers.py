"""What browsers are told of every answer, and computers are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from helpers.asgi import ask
from ujuzi.serving.browsers import HTTPS_ONLY, Browsers

NGINX = Path(__file__).parents[2] / "packaging" / "hub" / "nginx.conf"
SNIFF, SECURE = "x-content-type-options", "strict-transport-security"


async def page(_: Request) -> Response:
    return PlainTextResponse("a page")


async def exchange(_: Request) -> Response:
    return Response(b"bytes")


APPLICATION = Starlette(
    routes=[
        Route("/page", page, methods=["GET", "POST"]),
        Route("/exchange", exchange, methods=["POST"]),
    ],
    middleware=[Middleware(Browsers)],
)


@pytest.mark.parametrize(
    ("path", "method"), [("/page", "GET"), ("/page", "HEAD"), ("/page", "POST"), ("/none", "GET")]
)
def test_what_a_browser_may_show_is_what_it_says(path: str, method: str) -> None:
    plain = ask(APPLICATION, path, method=method).headers
    secure = ask(APPLICATION, path, method=method, scheme="https").headers
    assert (plain[SNIFF], secure[SNIFF]) == ("nosniff", "nosniff")
    assert SECURE not in plain
    assert secure[SECURE] == HTTPS_ONLY


def test_a_computer_is_told_nothing_more() -> None:
    headers = ask(APPLICATION, "/exchange", method="POST", scheme="https").headers
    assert headers.keys() == {"content-length"}


def test_the_proxy_that_is_shipped_says_the_same_once() -> None:
    shipped = re.sub(r"(?m)^\s*#.*$", "", NGINX.read_text("utf-8"))
    assert re.findall(r'Strict-Transport-Security "([^"]*)" always;', shipped) == [HTTPS_ONLY]
    assert "X-Forwarded-Proto" not in shipped
