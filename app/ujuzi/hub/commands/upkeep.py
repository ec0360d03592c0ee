"""`ujuzi-hub administrator`, `clock`, `migrate`, `restored`, `purge`: what keeps a hub sound."""

from __future__ import annotations

import click

from ujuzi.hub.actions import upkeep
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access, pass_migrated, pass_rows
from ujuzi.terminal import say

FOR_WHAT = "for the web console to come, and opens nothing yet"


@click.command()
@click.argument("name")
@pass_access
def administrator(access: Access, name: str) -> None:
    """Print a new one-time password of the administrator NAME, who is added if she is new.

    It is for the web console, which is not built yet: nothing asks for it.
    """
    say(upkeep.new_password(access, name))
    say(f"It is {FOR_WHAT}.", err=True)


@click.command()
@pass_migrated
def migrate(_access: Access) -> None:
    """Bring the database of an earlier hub to this one's schema; make a backup before."""
    say("The database has the schema of this hub.")


@click.command()
@pass_access
def restored(access: Access) -> None:
    """Start a new epoch: the database was put back from a backup."""
    begun = upkeep.restored(access)
    say(f"Epoch {begun.number}; computers will offer again what is missing.")


@click.command()
@pass_rows
def purge(access: Access) -> None:
    """Let go of the signed bytes of batches that landed 90 days ago; run it once a day."""
    say(f"{upkeep.purge(access)} batches purged.")


@click.group(name="clock")
def clock() -> None:
    """Look at the clock of this hub, by which everything that it signs is dated."""


@clock.command()
@pass_access
def show(access: Access) -> None:
    """Say what the clock says, when this hub last signed, and whether it would now."""
    dates = upkeep.dates(access)
    say(f"The clock says {dates.now}.")
    if dates.latest is not None:
        say(f"The latest date under which this hub signed is {dates.latest}.")
    if dates.doubted:
        say(str(dates.doubted))


@clock.command()
@pass_access
def confirm(access: Access) -> None:
    """Say that the clock is right: the hub signs again, and issues what waited for that."""
    date, issued = upkeep.confirm_clock(access)
    say(f"{date} is right; {issued} credentials issued.")
