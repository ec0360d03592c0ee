"""`ujuzi-hub organisation`: the tree of secretariat, national centres, institutions, campuses."""

from __future__ import annotations

import base64
from pathlib import Path

import click

from ujuzi.domain.achievement import PICTURE_STARTS
from ujuzi.hub.actions import organisations
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access, pass_new_access
from ujuzi.hub.commands.files import read_input
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
@click.option(
    "--logo",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A small PNG or JPEG, instead: certificates hold it, signed, and print it.",
)
@pass_access
def show(access: Access, id_: str, url: str, image: str, logo: Path | None) -> None:
    """Let the certificates that an organisation issues name its web page and bear its picture."""
    if logo is not None:
        image = _picture(logo)
    organisations.show(access, id_, url, image)
    picture = "the logo" if logo is not None else image or "no picture"
    echo_row(f"Certificates of {id_} name {url or 'no page'} and {picture} now.")


def _picture(file: Path) -> str:
    """Return a picture as an address that holds it; raises UsageError where it is of no kind."""
    content = read_input(file)
    starts = PICTURE_STARTS.items()
    kind = next((kind for kind, start in starts if content.startswith(start)), None)
    if kind is None:
        raise click.UsageError(f"{file} is no PNG and no JPEG.")
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


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
