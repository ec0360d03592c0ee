"""`ujuzi-hub organisation`: the tree of secretariat, national centres, institutions, campuses."""

from __future__ import annotations

import click

from ujuzi.hub.actions import organisations
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access, pass_new_access
from ujuzi.hub.commands.rows import echo_row
from ujuzi.terminal import say


@click.group(name="organisation")
def group() -> None:
    """Look after the tree: secretariat > national centre > institution > campus."""


@group.command()
@click.argument("id_", metavar="ID")
@click.argument("kind", type=click.Choice(organisations.KINDS))
@click.argument("name")
@click.option("--under", "parent", help="The id of the organisation above.")
@pass_new_access
def add(access: Access, id_: str, kind: str, name: str, parent: str | None) -> None:
    """Add an organisation."""
    organisations.add(access, id_, kind, name, parent)
    say(f"The {kind} {id_} is added.")


@group.command(name="list")
@pass_access
def list_organisations(access: Access) -> None:
    """List organisations, each below the one above it: id, kind, name, id of the one above."""
    for each in organisations.listed(access):
        echo_row(*each)


@group.command()
@click.argument("id_", metavar="ID")
@click.argument("name")
@pass_access
def rename(access: Access, id_: str, name: str) -> None:
    """Give an organisation another NAME; its id stays."""
    organisations.rename(access, id_, name)
    echo_row(f"{id_} is called {name} now.")


@group.command()
@click.argument("id_", metavar="ID")
@click.option("--url", default="", help="Its web page, https://...")
@click.option("--image", default="", help="The address of its picture, https://...")
@pass_access
def show(access: Access, id_: str, url: str, image: str) -> None:
    """Let the certificates that an organisation issues name its web page and its picture."""
    organisations.show(access, id_, url, image)
    echo_row(f"Certificates of {id_} name {url or 'no page'} and {image or 'no picture'} now.")


@group.command()
@click.argument("id_", metavar="ID")
@click.option("--under", "parent", required=True, help="The id of the organisation above.")
@pass_access
def move(access: Access, id_: str, parent: str) -> None:
    """Move an institution to another centre, or a centre to another secretariat.

    A campus stays with its institution, under which everything of it is kept.
    """
    organisations.move(access, id_, parent)
    say(f"{id_} is under {parent} now.")
