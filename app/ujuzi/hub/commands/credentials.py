"""`ujuzi-hub achievement`, `award`, `credential`: what is awarded, decided, issued, revoked."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.hub.actions import credentials
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.files import INPUT, read_input
from ujuzi.hub.commands.rows import echo_row
from ujuzi.terminal import say


@click.group()
def achievement() -> None:
    """Say which achievements this hub awards, and how they are earned."""


@achievement.command("add")
@click.argument("files", type=INPUT, nargs=-1, required=True)
@pass_access
def add_achievements(access: Access, files: tuple[Path, ...]) -> None:
    """Award the achievements of JSON FILES, one a language, and issue what was earned already."""
    added = credentials.add_achievements(access, list(map(read_input, files)))
    for offer in added.offers:
        say(f"{offer.achievement.name} ({offer.achievement.language}) is awarded.")
    say(f"{added.issued} credentials issued.")


@achievement.command("list")
@pass_access
def list_achievements(access: Access) -> None:
    """List achievements: id, language, name, what earns it, automatic or decision."""
    for offer in credentials.offers(access):
        stated = offer.achievement
        earns = f"{offer.course}/{offer.assessment}" if offer.course else "others"
        echo_row(stated.id, stated.language, stated.name, earns, offer.rule.award)


@click.group()
def award() -> None:
    """Decide about achievements whose rule asks a person."""


@award.command("list")
@pass_access
def list_undecided(access: Access) -> None:
    """List what waits for a decision: institution, person, achievement."""
    for row in credentials.undecided(access):
        echo_row(*row)


@award.command()
@click.argument("institution")
@click.argument("person")
@click.argument("achievement")
@click.argument("decision", type=click.Choice(["yes", "no"]))
@click.option("--by", required=True, help="Who decided.")
@click.option("--because", required=True, help="On what grounds.")
@pass_access
def decide(
    access: Access,
    institution: str,
    person: str,
    achievement: str,
    decision: str,
    by: str,
    because: str,
) -> None:
    """Write down a decision about PERSON, and issue what she has earned by it.

    `ujuzi-hub award list` names institution, person and achievement.
    """
    said = {"by": by, "because": because}
    awarded = decision == "yes"
    credentials.decide(access, institution, person, achievement, awarded=awarded, **said)
    say(f"The decision about {person} is written down: {decision}.")


@click.group()
def credential() -> None:
    """Look after credentials that were issued."""


@credential.command("list")
@pass_access
def list_credentials(access: Access) -> None:
    """List credentials: institution, person, achievement, id, code, why it was revoked."""
    for row in credentials.issued(access):
        echo_row(*row)


@credential.command()
@click.argument("id_", metavar="ID")
@click.option("--because", required=True, help="The reason, for everybody to read.")
@pass_access
def revoke(access: Access, id_: str, because: str) -> None:
    """Revoke a credential for good, by its ID in `ujuzi-hub credential list`."""
    credentials.revoke(access, id_, because)
    say(f"{id_} is revoked.")


@credential.command()
@click.argument("id_", metavar="ID")
@click.option("--because", required=True, help="Why the old one goes, for everybody to read.")
@pass_access
def renew(access: Access, id_: str, because: str) -> None:
    """Revoke a credential and issue it anew: the roster has another name by now."""
    say(credentials.renew(access, id_, because))
