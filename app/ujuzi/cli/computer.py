"""`ujuzi doctor`, `register`, `sync`: this computer, and its hub."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import REFUSED, answer
from ujuzi.cli.options import data_dir_option, json_option, steward_code_option
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.paths import DATABASE
from ujuzi.terminal import say

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import Registration
    from ujuzi.sync.exchange import ExchangeProgress

HUB_FORGOT = "The hub does not know this computer; register it with a new code."


@click.command()
@data_dir_option
@json_option
@click.option(
    "--rebuild",
    is_flag=True,
    help="Work everything out anew from what was recorded, and compare.",
)
def doctor(data_dir: Path, *, as_json: bool, rebuild: bool) -> None:
    """Say how the data here is doing, and what to do about it."""
    from ujuzi.services.computer import BAD
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir, read_only=not rebuild and (data_dir / DATABASE).exists()) as desk:
        findings = desk.computer.examine()
        report = desk.computer.rebuild() if rebuild else None
    if as_json:
        answer(msgspec.to_builtins({"findings": findings, "rebuild": report}))
    else:
        for finding in findings:
            say(f"{finding.state:8} {finding.sentence} {finding.advice}".rstrip())
        if report:
            differing = ", ".join(report.different) or "none"
            say(f"rebuilt  {report.events} events; projections that differed: {differing}")
    if any(finding.state == BAD for finding in findings) or (report and report.different):
        sys.exit(REFUSED)


@click.command()
@click.argument("hub")
@click.argument("code", required=False)
@click.option("--name", default="", help="What people call this computer; else its own name.")
@steward_code_option("Where this computer leaves one hub for another.")
@data_dir_option
@json_option
def register(
    hub: str, code: str | None, name: str, steward_code: str, data_dir: Path, *, as_json: bool
) -> None:
    """Make this computer known to a hub, the server of a centre.

    HUB and CODE are the address of the hub and a code that works once; or HUB is a registration
    file, of one computer or of a campus, and there is no CODE. A coordinator gives out either.
    """
    import platform

    from ujuzi.services.desk import open_desk

    invitation = _invitation(hub, code)
    with open_desk(data_dir) as desk:
        standing = desk.collection.register(invitation, name or platform.node(), steward_code)
    if as_json:
        answer(msgspec.to_builtins(standing))
    else:
        waits = "; the hub takes it in when your coordinator says so"
        say(f"registered at {standing.campus}{waits if standing.is_waiting_for_a_person else ''}")


@click.command()
@data_dir_option
@json_option
def sync(data_dir: Path, *, as_json: bool) -> None:
    """Send what waits to the hub, and take what is new."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        try:
            done = desk.collection.exchange(_tell_new_tries())
        except UjuziError as error:
            raise _and_what_waits(error, desk.collection.standing().waiting) from error
    if as_json:
        answer(msgspec.to_builtins(done))
    else:
        say(
            f"{done.landed} events have landed, {done.waiting} wait;"
            f" {done.bytes_up} bytes up, {done.bytes_down} down"
        )


def _invitation(hub: str, code: str | None) -> Registration:
    """Return what was typed: the address of a hub and a code, or a registration file alone."""
    from ujuzi.services.delivery.delivery import Invitation, read_registration

    if not code and "://" in hub:
        raise click.UsageError(f"The code is missing: ujuzi register {hub} CODE")
    try:
        invitation = read_registration(Path(hub))
    except WorldError as error:
        if not code:
            sentence = f"{error} If it is the address of a hub, the code after it is missing."
            raise WorldError(error.code, sentence, **error.facts) from error
        if not hub.endswith(".json"):
            return Invitation(hub, code)
    if code:
        raise click.UsageError(f"A registration file takes no code: ujuzi register {hub}")
    return invitation


def _tell_new_tries() -> Callable[[ExchangeProgress], None]:
    """Return what hears of an exchange, and says once that a hub without answer is asked again.

    A request that ended and brought nothing has failed; what is heard next is of another try.
    """
    requests = bytes_down = 0
    has_failed = is_told = False

    def heard(now: ExchangeProgress) -> None:
        nonlocal requests, bytes_down, has_failed, is_told
        if now.requests > requests:
            has_failed = now.bytes_down == bytes_down
        elif has_failed and not is_told:
            say("The hub does not answer; trying again ...", err=True)
            is_told = True
        requests, bytes_down = now.requests, now.bytes_down

    return heard


def _and_what_waits(error: UjuziError, events: int) -> UjuziError:
    """Return the error of an exchange with what it means for this computer's results."""
    sentence = HUB_FORGOT if error.code == Code.DEVICE_UNKNOWN else str(error)
    waiting = "1 event waits" if events == 1 else f"{events} events wait"
    told = f"{sentence} {waiting} here; nothing is lost."
    return type(error)(error.code, told, **error.facts)
