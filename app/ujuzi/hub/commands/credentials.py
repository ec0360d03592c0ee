"""`ujuzi-hub achievement`, `award`, `credential`: what is awarded, decided, issued, revoked."""

from __future__ import annotations

from typing import IO

import click

from ujuzi.hub.app import system_now
from ujuzi.hub.assessment import awards
from ujuzi.hub.commands.database import pass_database
from ujuzi.hub.credentials import achievements
from ujuzi.hub.store.database import Database


@click.group()
def achievement() -> None:
    """Say which achievements this hub awards, and how they are earned."""


@achievement.command("add")
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@pass_database
def add_achievements(database: Database, files: tuple[IO[bytes], ...]) -> None:
    """Award the achievements of JSON FILES, one a language, and issue what was earned already."""
    with database.writing() as connection:
        offers = [achievements.add(connection, file.read()) for file in files]
    for offer in offers:
        click.echo(f"{offer.achievement.name} ({offer.achievement.language}) is awarded.")
    click.echo(f"{awards.settle_all(database, system_now())} credentials issued.")


@achievement.command("list")
@pass_database
def list_achievements(database: Database) -> None:
    """List achievements: id, language, name, what earns it, automatic or decision."""
    with database.reading() as connection:
        for offer in achievements.offers(connection):
            stated = offer.achievement
            earns = f"{offer.course}/{offer.assessment}" if offer.course else "others"
            click.echo(
                f"{stated.id}\t{stated.language}\t{stated.name}\t{earns}\t{offer.rule.award}"
            )


@click.group()
def award() -> None:
    """Decide about achievements whose rule asks a person."""


@award.command("list")
@pass_database
def list_undecided(database: Database) -> None:
    """List what waits for a decision: institution, person, achievement."""
    with database.reading() as connection:
        for row in awards.undecided(connection):
            click.echo("\t".join(row))


@award.command()
@click.argument("institution")
@click.argument("person")
@click.argument("achievement")
@click.argument("decision", type=click.Choice(["yes", "no"]))
@click.option("--by", required=True, help="Who decided.")
@click.option("--because", required=True, help="On what grounds.")
@pass_database
def decide(
    database: Database,
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
    with database.writing() as connection:
        awards.decide(
            connection,
            institution,
            person,
            achievement,
            awarded=decision == "yes",
            by=by,
            because=because,
            now=system_now(),
        )
    click.echo(f"The decision about {person} is written down: {decision}.")


@click.group()
def credential() -> None:
    """Look after credentials that were issued."""


@credential.command("list")
@pass_database
def list_credentials(database: Database) -> None:
    """List credentials: institution, person, achievement, id, code, why it was revoked."""
    with database.reading() as connection:
        for row in awards.issued(connection):
            click.echo("\t".join(row))


@credential.command()
@click.argument("id_", metavar="ID")
@click.option("--because", required=True, help="The reason, for everybody to read.")
@pass_database
def revoke(database: Database, id_: str, because: str) -> None:
    """Revoke a credential for good, by its ID in `ujuzi-hub credential list`."""
    with database.writing() as connection:
        awards.revoke(connection, id_, because, system_now())
    click.echo(f"{id_} is revoked.")


@credential.command()
@click.argument("id_", metavar="ID")
@click.option("--because", required=True, help="Why the old one goes, for everybody to read.")
@pass_database
def renew(database: Database, id_: str, because: str) -> None:
    """Revoke a credential and issue it anew: the roster has another name by now."""
    with database.writing() as connection:
        click.echo(awards.renew(connection, id_, because, system_now()))
