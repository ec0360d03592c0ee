"""`ujuzi campus announce` and its neighbours: what a coordinator lets her campus know.

Who announces types her six words; who reads what is announced types none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import answer
from ujuzi.cli.coordinator import opened, profile_option
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.terminal import dated, language_and_text, say

if TYPE_CHECKING:
    from ujuzi.services.campus.announcements import CampusAnnouncement

DAYS = 7


@click.command("announcements")
@data_dir_option
@json_option
def listed(data_dir: Path, *, as_json: bool) -> None:
    """List what is announced to your campus.

    Of each the id, until when it is shown, its languages, and the first text.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        found = desk.campus_announcements.listed()
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    for each in found:
        languages, first = " ".join(each.texts), next(iter(each.texts.values()), "")
        said = (each.id, dated(each.until), languages, " ".join(first.split()), _waits(each))
        say("  ".join(filter(None, said)))


@click.command()
@click.argument("texts", metavar="LANGUAGE=TEXT...", nargs=-1, required=True)
@click.option(
    "--days", type=click.IntRange(1, 180), default=DAYS, show_default=True, help="Shown so long."
)
@profile_option
@data_dir_option
def announce(texts: tuple[str, ...], days: int, profile: str, data_dir: Path) -> None:
    """Let everybody of your campus know TEXT, in each LANGUAGE.

    Who has none of the languages reads the first. Texts are plain, of 600 letters at most: what
    looks like markup or a link is shown as it is written.
    """
    from ujuzi.services.desk import open_desk

    given = dict(language_and_text(each) for each in texts)
    with open_desk(data_dir) as desk:
        desk.campus_announcements.publish(opened(desk, profile), given, days)


@click.command("take-back")
@click.argument("id_", metavar="ID")
@profile_option
@data_dir_option
def take_back(id_: str, profile: str, data_dir: Path) -> None:
    """Take the announcement ID back, as `announcements` tells it."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        desk.campus_announcements.withdraw(opened(desk, profile), id_)


COMMANDS = (listed, announce, take_back)


def _waits(announcement: CampusAnnouncement) -> str:
    return announcement.problem or ("" if announcement.landed else "waits for the hub")
