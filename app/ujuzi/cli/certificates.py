"""`ujuzi verify`: whether a certificate is genuine."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import REFUSED, UNPINNED, answer
from ujuzi.cli.options import FILE, data_dir_option, json_option
from ujuzi.cli.reading import desk_to_read
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.files import read_input
from ujuzi.paths import DATABASE
from ujuzi.terminal import say

if TYPE_CHECKING:
    from ujuzi.credentials.check import Verdict
    from ujuzi.credentials.key_list import Root
    from ujuzi.credentials.trust import Trust

CHECK_CPU_SECONDS = 20.0
"""Of processor time for a file to check: a slow computer needs less than one for a certificate."""


COMPUTER, PERSON = "which this computer trusts", "which you named"
"""Who vouches for the root of a list."""


@click.command("verify")
@click.argument("file", type=FILE)
@click.option(
    "--list",
    "list_file",
    type=FILE,
    help="A list of issuers to check with, in place of this computer's.",
)
@click.option(
    "--root",
    "fingerprint",
    help="The fingerprint of the root of that list, as the awarding body reads it out.",
)
@data_dir_option
@json_option
def verify_certificate(
    file: Path, list_file: Path | None, fingerprint: str | None, data_dir: Path, *, as_json: bool
) -> None:
    """Say whether a certificate is genuine, with no network.

    FILE is the PDF, the credential, the badge, or a file with the text of the QR code. A list
    proves nothing by itself, for anybody can make one: its root is compared with those that this
    computer trusts, or with the fingerprint that is named.
    """
    from ujuzi.credentials.check import Verdict

    if fingerprint and not list_file:
        raise click.UsageError("--root says whose list is named with --list.")

    def give_up() -> None:
        _echo_verdict(Verdict(standing="cannot-check"), vouched="", as_json=as_json)

    with _within(CHECK_CPU_SECONDS, give_up):
        verdict, vouched = _verdict(file, list_file, fingerprint, data_dir)
    _echo_verdict(verdict, vouched=vouched, as_json=as_json)
    if not list_file and (data_dir / DATABASE).is_file():
        _note_check(data_dir)
    if verdict.standing != "genuine":
        sys.exit(UNPINNED if verdict.standing == "unpinned-root" else REFUSED)


def _verdict(
    file: Path, list_file: Path | None, fingerprint: str | None, data_dir: Path
) -> tuple[Verdict, str]:
    """Return what is true of a file, and who vouches for the root of the list that says so."""
    from ujuzi.credentials.baking import MAX_BYTES
    from ujuzi.credentials.check import check, unpinned

    data = read_input(file, MAX_BYTES + 1)
    now = datetime.now(UTC)
    if list_file:
        trust, vouched = _named_list(list_file, fingerprint, data_dir)
        verdict = check(data, trust, now)
        return (verdict if vouched else unpinned(verdict)), vouched
    if (data_dir / DATABASE).is_file():
        with desk_to_read(data_dir) as desk:
            return desk.certificates.check(data), COMPUTER
    return check(data, None, now), ""


def _named_list(file: Path, fingerprint: str | None, data_dir: Path) -> tuple[Trust, str]:
    """Return what a file of the list says, and who vouches for its root.

    Raises RefusedError `root-other` where its root is not the one that was named, and what
    `read_list` raises.
    """
    from ujuzi.credentials.trust import read_list, root_of_list
    from ujuzi.services.assess.certificates import read_file

    data = read_file(file)
    root = root_of_list(data)
    if fingerprint is not None:
        if _digits(fingerprint) != _digits(root.fingerprint):
            raise RefusedError(
                Code.ROOT_OTHER,
                f"The root of this list is {root.fingerprint}, and not the one that you named:"
                " somebody else has made it.",
                fingerprint=root.fingerprint,
            )
        return read_list(data, root), PERSON
    for trusted in _trusted_roots(data_dir):
        with suppress(RefusedError):  # of another root, to which this one has not handed over
            return read_list(data, trusted), COMPUTER
    return read_list(data, root), ""


def _trusted_roots(data_dir: Path) -> tuple[Root, ...]:
    from ujuzi.services.assess.certificates import shipped_roots

    if not (data_dir / DATABASE).is_file():
        return shipped_roots()
    with desk_to_read(data_dir) as desk:
        return desk.certificates.trusted_roots()


def _digits(fingerprint: str) -> str:
    return "".join(fingerprint.split()).lower()


def _note_check(data_dir: Path) -> None:
    """Let newer lists come down to a computer that checks; one that is in use is told there."""
    from ujuzi.services.desk import open_desk

    with suppress(UjuziError), open_desk(data_dir) as desk:
        desk.certificates.note_check()


def _echo_verdict(verdict: Verdict, *, vouched: str, as_json: bool) -> None:
    from ujuzi.credentials.words import in_words

    if as_json:
        answer(
            {
                **msgspec.to_builtins(verdict),
                "is_pinned": bool(vouched) if verdict.root else None,
                "is_stale": verdict.is_stale,
                "sentence": in_words(verdict),
            }
        )
        return
    say(in_words(verdict))
    if claim := verdict.claim:
        day = f"{claim.issued:%Y-%m-%d}"
        say(f"{claim.name}: {claim.title}, {day}" if claim.name else f"{claim.title}, {day}")
    if issuer := verdict.issuer:
        say(f"issued by {issuer.name}, key {issuer.fingerprint}")
    if verdict.root:
        say(f"by the list of root {verdict.root}, {vouched or 'for which nobody vouches here'}")


@contextmanager
def _within(seconds: float, give_up: Callable[[], None]) -> Iterator[None]:
    """Let something take so much processor time; where it takes more, give up and end at once."""
    done = threading.Event()
    until = time.process_time() + seconds

    def watch() -> None:
        while not done.wait(seconds / 100):
            if time.process_time() > until:
                give_up()
                sys.stdout.flush()
                os._exit(REFUSED)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()
