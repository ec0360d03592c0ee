"""`ujuzi verify`: whether a certificate is genuine."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import REFUSED, answer
from ujuzi.cli.options import FILE, data_dir_option, json_option
from ujuzi.cli.reading import desk_to_read
from ujuzi.errors import UjuziError
from ujuzi.paths import DATABASE

if TYPE_CHECKING:
    from ujuzi.credentials.check import Verdict

CHECK_CPU_SECONDS = 20.0
"""Of processor time for a file to check: a slow computer needs less than one for a certificate."""


@click.command("verify")
@click.argument("file", type=FILE)
@click.option(
    "--list",
    "list_file",
    type=FILE,
    help="A list of issuers to check with, in place of this computer's.",
)
@data_dir_option
@json_option
def verify_certificate(
    file: Path, list_file: Path | None, data_dir: Path, *, as_json: bool
) -> None:
    """Say whether a certificate is genuine, with no network.

    FILE is the PDF, the credential, the badge, or a file with the text of the QR code.
    """
    from ujuzi.credentials.check import Verdict

    def give_up() -> None:
        _echo_verdict(Verdict(standing="cannot-check"), as_json=as_json)

    with _within(CHECK_CPU_SECONDS, give_up):
        verdict = _verdict(file, list_file, data_dir)
    _echo_verdict(verdict, as_json=as_json)
    if not list_file and (data_dir / DATABASE).is_file():
        _note_check(data_dir)
    if verdict.standing != "genuine":
        sys.exit(REFUSED)


def _verdict(file: Path, list_file: Path | None, data_dir: Path) -> Verdict:
    from ujuzi.credentials.baking import MAX_BYTES
    from ujuzi.credentials.check import check
    from ujuzi.credentials.trust import read_list, root_of_list

    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if list_file:
        known = list_file.read_bytes()
        root = root_of_list(known)
        click.echo(f"trusting {list_file} because you named it; root {root.fingerprint}", err=True)
        return check(data, read_list(known, root))
    if (data_dir / DATABASE).is_file():
        with desk_to_read(data_dir) as desk:
            return desk.certificates.check(data)
    return check(data, None)


def _note_check(data_dir: Path) -> None:
    """Let newer lists come down to a computer that checks; one that is in use is told there."""
    from ujuzi.services.desk import open_desk

    with suppress(UjuziError), open_desk(data_dir) as desk:
        desk.certificates.note_check()


def _echo_verdict(verdict: Verdict, *, as_json: bool) -> None:
    from ujuzi.credentials.words import in_words

    if as_json:
        answer({**msgspec.to_builtins(verdict), "sentence": in_words(verdict)})
    else:
        click.echo(in_words(verdict))
        if claim := verdict.claim:
            click.echo(f"{claim.name}: {claim.title}, {claim.issued:%Y-%m-%d}")
        if issuer := verdict.issuer:
            click.echo(f"issued by {issuer.name}, key {issuer.fingerprint}")


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
