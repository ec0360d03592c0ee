"""What is typed at a hub and of which it has to be sure, before it writes or looks up anything."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urlsplit

import click

from ujuzi.hub.actions import upkeep

NUMBER = click.IntRange(0, 2**63 - 1)
"""Of an event, as a database holds it."""
PATH_LETTERS_MOST = 1000
_BELOW_A_PAGE = re.compile(rf"{upkeep.WEB_ADDRESS.pattern}(/[\w.~-]+)*", re.IGNORECASE)


def web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """Return an address that a browser takes, or nothing."""
    return _address(value or "", upkeep.WEB_ADDRESS)


def hub_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return where computers reach a hub, which may be below another page, or nothing."""
    return _address(value, _BELOW_A_PAGE)


def shared_folder(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return how a campus's computers reach a folder, or nothing."""
    if value and not (value.strip() and value.isprintable() and len(value) <= PATH_LETTERS_MOST):
        raise click.BadParameter(rf"{value[:80]!r} is no folder; write \\server\ujuzi.")
    return value


def _address(value: str, form: re.Pattern[str]) -> str:
    address, port = value.rstrip("/"), None
    with suppress(ValueError):  # of a port that no computer has
        port = urlsplit(address).port or 0
    if value and (port is None or not form.fullmatch(address)):
        raise click.BadParameter(f"{value[:80]!r} is no address; write https://hub.example.org.")
    return address
