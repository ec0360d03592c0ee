"""`ujuzi-hub code`, `devices`, `revoke`, `reinstate`: which computers may speak."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click
from sqlalchemy import select

from ujuzi.files import SECRET
from ujuzi.hub.app import system_now
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.commands.database import pass_database
from ujuzi.hub.commands.files import say_written, write_whole
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.hub.landing import epochs, landing, quarantine
from ujuzi.hub.people import lines, registration
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import Database
from ujuzi.hub.store.tables import devices, heads


@click.command()
@click.argument("campus")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="Write a registration file for one computer.",
)
@click.option("--address", default="", help="Where computers reach this hub, for the file.")
@pass_database
def code(database: Database, campus: str, file: Path | None, address: str) -> None:
    """Print a one-time code for a computer of CAMPUS, or write a registration file.

    It opens the hub to one computer, within 14 days.
    """
    if file is not None and not address:
        raise click.UsageError("A registration file needs --address.")
    with database.writing() as connection:
        made = registration.make_code(connection, campus, system_now())
    if file is None:
        click.echo(made)
        return
    told = {
        "hub": address,
        "code": made,
        **settings.identity(database, makes_key=False).public_keys,
    }
    write_whole(file, json.dumps(told).encode(), SECRET)
    say_written(file)


@click.command(name="devices")
@pass_database
def list_devices(database: Database) -> None:
    """List computers: id, name, campus, last landed event, last heard (UTC), clock, remarks.

    The clock is how many seconds it was ahead. Remarks: retired or stolen, and with which other
    computer; forked; whom it follows, and how many are copies of one disk with it; successors that
    wait to be admitted (`ujuzi-hub admit`); since when it claims to have more of this hub than the
    hub has told it (was a backup put back? `ujuzi-hub restored`); and how much is kept for a person
    (`ujuzi-hub quarantine`).
    """
    d, h = devices.c, heads.c
    shown = (d.device, d.name, d.campus, h.last, h.heard_at)
    query = (
        select(
            *(*shown, h.clock_offset, d.revoked, d.revoked_with, d.predecessor),
            *(h.forked, h.claimed_at),
        )
        .select_from(devices.join(heads, (d.institution == h.institution) & (d.device == h.device)))
        .order_by(d.campus, d.name, d.device)
    )
    with database.reading() as connection:
        kept = quarantine.counts(connection)
        began_at = epochs.current(connection).began_at
        copies = lines.copies(connection)
        waiting = Counter(each.predecessor for each in registration.waiting(connection))
        for (
            *known,
            heard_at,
            offset,
            revoked,
            revoked_with,
            predecessor,
            forked,
            claimed_at,
        ) in connection.execute(query):
            device = known[0]
            remarks = [revoked] if revoked else []
            remarks += [f"with {revoked_with}"] if revoked_with not in {None, device} else []
            remarks += ["forked"] if forked else []
            remarks += [f"follows {predecessor}"] if predecessor else []
            remarks += [_copies(known[1], len(copies[device]))] if device in copies else []
            remarks += [f"{waiting[device]} successors wait"] if waiting[device] else []
            if claimed_at is not None and claimed_at >= began_at:
                remarks += [f"claims more than it was told {moment(claimed_at)}"]
            remarks += [f"{count} {kind}" for kind, count in sorted(kept[known[0]].items())]
            echo_row(*known, moment(heard_at), round(offset / 1000), ", ".join(remarks))


@click.command()
@click.argument("device")
@click.option(
    "--as",
    "reason",
    type=click.Choice([registration.RETIRED, registration.STOLEN]),
    required=True,
    help="What a retired computer still sends lands; what a stolen one sends is set aside.",
)
@pass_database
def revoke(database: Database, device: str, reason: str) -> None:
    """Revoke the computer DEVICE, by its id in `ujuzi-hub devices`."""
    with database.writing() as connection:
        taken = registration.revoke(connection, device, reason)
    click.echo(f"{device} is revoked as {reason}.")
    for each in taken:
        if each != device:
            click.echo(f"So is {each}, which follows it or may be named by its disk.")


@click.command()
@click.argument("device")
@pass_database
def reinstate(database: Database, device: str) -> None:
    """Hear the computer DEVICE again that was revoked; `ujuzi-hub devices` lists ids."""
    with database.writing() as connection:
        back = registration.reinstate(connection, device)
    for each in back or [device]:
        click.echo(
            f"{each} is heard again. What it sent meanwhile: `ujuzi-hub quarantine release {each}`."
        )


@click.command()
@click.argument("device", required=False)
@pass_database
def admit(database: Database, device: str | None) -> None:
    """Let the computer DEVICE take the place of the one that it follows; without it, list them.

    They wait because their family named too many in a day, or one of it was stolen. Lines: the
    computer, the one that it follows, since when (UTC).
    """
    if device is None:
        with database.reading() as connection:
            for each in registration.waiting(connection):
                echo_row(each.device, each.predecessor, moment(each.asked_at))
        return
    with database.writing() as connection:
        admitted, predecessor = registration.admit(connection, device, system_now())
        effects = landing.follow(connection, predecessor, admitted, system_now())
    grader = Grader(database, settings.identity(database, makes_key=False), system_now)
    grader.follow_up(admitted.institution, effects)
    click.echo(f"{device} is registered: it goes on at its next exchange.")


def _copies(name: str, count: int) -> str:
    """Say how many computers are copies of one."""
    return (
        f"1 computer is a copy of {name}"
        if count == 1
        else f"{count} computers are copies of {name}"
    )
