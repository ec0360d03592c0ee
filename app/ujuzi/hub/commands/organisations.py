"""`ujuzi-hub organisation`: the tree of secretariat, national centres, institutions, campuses."""

from __future__ import annotations

import click

from ujuzi.hub.commands.database import pass_database, pass_new_database
from ujuzi.hub.commands.rows import echo_row
from ujuzi.hub.people import organisations
from ujuzi.hub.store.database import Database


@click.group(name="organisation")
def group() -> None:
    """Look after the tree: secretariat > national centre > institution > campus."""


@group.command()
@click.argument("id_", metavar="ID")
@click.argument("kind", type=click.Choice(list(organisations.PARENT_KIND)))
@click.argument("name")
@click.option("--under", "parent", help="The id of the organisation above.")
@pass_new_database
def add(database: Database, id_: str, kind: str, name: str, parent: str | None) -> None:
    """Add an organisation."""
    with database.writing() as connection:
        organisations.add(connection, id_, kind, name, parent)
    click.echo(f"The {kind} {id_} is added.")


@group.command(name="list")
@pass_database
def list_organisations(database: Database) -> None:
    """List organisations, each below the one above it: id, kind, name, id of the one above."""
    with database.reading() as connection:
        for each in organisations.listed(connection):
            echo_row(*each)


@group.command()
@click.argument("id_", metavar="ID")
@click.argument("name")
@pass_database
def rename(database: Database, id_: str, name: str) -> None:
    """Give an organisation another NAME; its id stays."""
    with database.writing() as connection:
        organisations.rename(connection, id_, name)
    echo_row(f"{id_} is called {name} now.")


@group.command()
@click.argument("id_", metavar="ID")
@click.option("--under", "parent", required=True, help="The id of the organisation above.")
@pass_database
def move(database: Database, id_: str, parent: str) -> None:
    """Move an institution to another centre, or a centre to another secretariat.

    A campus stays with its institution, under which everything of it is kept.
    """
    with database.writing() as connection:
        organisations.move(connection, id_, parent)
    click.echo(f"{id_} is under {parent} now.")
