"""`ujuzi-hub code`, `admit`, `devices`, `revoke`, `relay` and so on: which computers may speak."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.files import SECRET
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.files import say_written, write_whole
from ujuzi.hub.commands.options import hub_address, shared_folder
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.terminal import say

WEEK_MILLISECONDS = 7 * 24 * 3600 * 1000


@click.command()
@click.argument("campus")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="Write a registration file for one computer.",
)
@click.option(
    "--address",
    default="",
    callback=hub_address,
    help="Where computers reach this hub, for the file.",
)
@pass_access
def code(access: Access, campus: str, file: Path | None, address: str) -> None:
    """Print a one-time code for a computer of CAMPUS, or write a registration file.

    It opens the hub to one computer, within 14 days.
    """
    if file is not None and not address:
        raise click.UsageError("A registration file needs --address.")
    if file is None:
        say(computers.make_code(access, campus))
        return
    write_whole(file, computers.registration_file(access, campus, address), SECRET)
    say_written(file)


@click.command()
@click.argument("campus")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--address", required=True, callback=hub_address, help="Where computers reach this hub."
)
@click.option(
    "--folder",
    default="",
    callback=shared_folder,
    help="The campus's shared folder, as its computers reach it.",
)
@pass_access
def registration(access: Access, campus: str, file: Path, address: str, folder: str) -> None:
    r"""Write the registration file of CAMPUS, for all its computers.

    It holds no code and is no secret. A computer that reads it works at once; the hub takes it in
    when you `ujuzi-hub admit` it. Where a folder of the lab's file server is named (--folder
    \\server\ujuzi), computers leave their results there by themselves.
    """
    if not address:
        raise click.UsageError("A registration file needs --address.")
    write_whole(file, computers.campus_file(access, campus, address, folder))
    say_written(file)


@click.command(name="devices")
@pass_access
def list_devices(access: Access) -> None:
    """List computers: id, name, campus, last landed event, last heard (UTC), clock, remarks.

    The clock is how many seconds it was ahead. Remarks: closed by its steward, so that it may be
    retired, reinstalled or moved; retired or stolen, and with which other
    computer; forked; whom it follows, and how many are copies of one disk with it; successors that
    wait to be admitted (`ujuzi-hub admit`); since when it claims to have more of this hub than the
    hub has told it (was a backup put back? `ujuzi-hub restored`); for how many weeks nothing of it
    has landed, where that is three or more (it is not used, or whoever carries for it withholds:
    the collection point of its campus is named); and how much is kept for a person (`ujuzi-hub
    quarantine`).
    """
    for standing in computers.listed(access):
        each = standing.computer
        with_ = each.revoked_with
        remarks = [each.revoked] if each.revoked else []
        remarks += [f"with {with_}"] if with_ not in {None, each.device} else []
        remarks += ["forked"] if each.forked else []
        remarks += [f"follows {each.predecessor}"] if each.predecessor else []
        remarks += [_copies(each.name, standing.copies)] if standing.copies else []
        remarks += [f"{standing.waiting} successors wait"] if standing.waiting else []
        if each.may_go:
            waits = ", ".join(f"{count} {kind}" for kind, count in standing.held.items())
            landed = "closed, and all of it has landed"
            remarks += [f"{landed}, of which {waits} wait for a person" if waits else landed]
        if standing.claims_more and each.claimed_at is not None:
            remarks += [f"claims more than it was told {moment(each.claimed_at)}"]
        if standing.silent_since is not None:
            remarks += [_silence(standing.silent_since, access.now(), standing.collectors)]
        remarks += [f"{count} {kind}" for kind, count in standing.held.items()]
        known = (each.device, each.name, each.campus, each.last, moment(each.heard_at))
        echo_row(*known, round(each.clock_offset / 1000), ", ".join(remarks))


@click.command()
@click.argument("device")
@click.option(
    "--as",
    "reason",
    type=click.Choice(computers.REASONS),
    required=True,
    help="What a retired computer still sends lands; what a stolen one sends is set aside.",
)
@pass_access
def revoke(access: Access, device: str, reason: str) -> None:
    """Revoke the computer DEVICE, by its id in `ujuzi-hub devices`."""
    taken = computers.revoke(access, device, reason)
    say(f"{device} is revoked as {reason}.")
    for each in taken:
        if each != device:
            say(f"So is {each}, which follows it or may be named by its disk.")


@click.command()
@click.argument("device")
@pass_access
def reinstate(access: Access, device: str) -> None:
    """Hear the computer DEVICE again that was revoked; `ujuzi-hub devices` lists ids."""
    back = computers.reinstate(access, device)
    for each in back or [device]:
        say(
            f"{each} is heard again. What it sent meanwhile: `ujuzi-hub quarantine release {each}`."
        )


@click.command()
@click.argument("device", required=False)
@pass_access
def admit(access: Access, device: str | None) -> None:
    """Take in the computer DEVICE; without it, list those that wait.

    New ones wait that have read the registration file of a campus; and computers that would take
    the place of another whose family named too many in a day, or of which one was stolen. Lines:
    the computer, the one that it follows or `-`, since when (UTC), name, campus.
    """
    if device is None:
        for each in computers.waiting(access):
            known = (each.device, each.predecessor or "-", moment(each.asked_at))
            echo_row(*known, each.name, each.campus)
        return
    computers.admit(access, device)
    say(f"{device} is registered: it goes on at its next exchange.")


@click.command()
@click.argument("device")
@click.option("--end", "ends", is_flag=True, help="Let it collect no more.")
@pass_access
def relay(access: Access, device: str, *, ends: bool) -> None:
    """Let the computer DEVICE collect for its campus.

    It opens a collection point for the computers around it, carries what they leave there, and
    reads none of it. A coordinator's own computer may do so by her grant, without this.
    """
    if ends:
        computers.end_relay(access, device)
        say(f"{device} collects no more; the computers of its campus are told.")
        return
    computers.permit_relay(access, device)
    say(f"{device} may collect for its campus, once it has asked this hub again.")


def _silence(since: int, now: int, collectors: tuple[str, ...]) -> str:
    """Say for how long nothing has landed, and who could be withholding it."""
    said = f"nothing has landed for {(now - since) // WEEK_MILLISECONDS} weeks"
    return f"{said}; {', '.join(collectors)} collects for it" if collectors else said


def _copies(name: str, count: int) -> str:
    """Say how many computers are copies of one."""
    return (
        f"1 computer is a copy of {name}"
        if count == 1
        else f"{count} computers are copies of {name}"
    )
