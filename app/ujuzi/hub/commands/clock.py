"""`ujuzi-hub clock`: the hub's own clock, where it was doubted."""

from __future__ import annotations

import click

from ujuzi.hub.app import system_now
from ujuzi.hub.assessment import awards
from ujuzi.hub.commands.database import pass_database
from ujuzi.hub.store import clock
from ujuzi.hub.store.database import Database


@click.group(name="clock")
def group() -> None:
    """Look at the clock of this hub, by which everything that it signs is dated."""


@group.command()
@pass_database
def show(database: Database) -> None:
    """Say what the clock says, when this hub last signed, and whether it would now."""
    now = system_now()
    with database.reading() as connection:
        latest, doubted = clock.latest_of(connection), clock.doubt(connection, now)
    click.echo(f"The clock says {clock.date(now)}.")
    if latest is not None:
        click.echo(f"The latest date under which this hub signed is {clock.date(latest)}.")
    if doubted:
        click.echo(str(doubted))


@group.command()
@pass_database
def confirm(database: Database) -> None:
    """Say that the clock is right: the hub signs again, and issues what waited for that."""
    now = system_now()
    with database.writing() as connection:
        clock.confirm(connection, now)
    click.echo(
        f"{clock.date(now)} is right; {awards.settle_all(database, now)} credentials issued."
    )
