"""`ujuzi-hub announcements`: what a centre, an institution or a campus lets people know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from ujuzi.hub.actions import announcements
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_rows
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.terminal import language_and_text, say


@click.group(name="announcements")
def group() -> None:
    """Let people of a centre, an institution or a campus know something."""


@group.command()
@click.option("--centre", metavar="ID", help="To everybody of this centre.")
@click.option("--institution", metavar="ID", help="To everybody of this institution.")
@click.option("--campus", metavar="ID", help="To everybody of this campus.")
@click.option(
    "--until", required=True, metavar="DATE", help="The last day on which it is shown: 2027-01-31."
)
@click.option(
    "--text",
    "texts",
    required=True,
    multiple=True,
    metavar="LANGUAGE=TEXT",
    help="Once a language; who has none of them reads the first.",
)
@pass_rows
def publish(
    access: Access,
    centre: str | None,
    institution: str | None,
    campus: str | None,
    until: str,
    texts: tuple[str, ...],
) -> None:
    """Announce something, in 600 letters a language at most, for 180 days at most.

    Texts are plain: what looks like markup or a link is shown as it is written.
    """
    named = {"centre": centre, "institution": institution, "campus": campus}
    places = [(kind, place) for kind, place in named.items() if place]
    if len(places) != 1:
        raise click.UsageError("Say one of --centre, --institution and --campus.")
    given = dict(language_and_text(each) for each in texts)
    id_ = announcements.publish(access, *places[0], given, _end_of(until))
    say(f"Announced until {until}: {id_}.")


@group.command(name="list")
@pass_rows
def list_announcements(access: Access) -> None:
    """List what is announced now: id, kind, place, until when, languages, the first text."""
    for each in announcements.listed(access):
        first = next(iter(each.texts.values()), "")
        which = (each.id, each.kind, each.place, moment(each.until))
        echo_row(*which, " ".join(each.texts), first)


@group.command()
@click.argument("id_", metavar="ID")
@pass_rows
def withdraw(access: Access, id_: str) -> None:
    """Take an announcement back: computers drop it with their next exchange."""
    announcements.withdraw(access, id_)
    echo_row(f"{id_} is withdrawn.")


def _end_of(day: str) -> int:
    """Return when a day ends (UTC), in milliseconds since 1970."""
    try:
        begins = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise click.UsageError(f"{day!r} is no day; write 2027-01-31.") from error
    return int((begins + timedelta(days=1)).timestamp() * 1000)
