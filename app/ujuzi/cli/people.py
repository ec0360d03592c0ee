"""`ujuzi campus people` and its neighbours: who is on the list, cohorts, and codes on paper.

Who reads is a profile of this computer that is coordinator; who decides types her six words too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import answer
from ujuzi.cli.coordinator import opened, profile_of, profile_option
from ujuzi.cli.options import FILE, data_dir_option, json_option
from ujuzi.terminal import dated, say

if TYPE_CHECKING:
    from ujuzi.services.campus.people import CampusPerson, PreviewRow

PEOPLE = click.argument("people", metavar="NUMBER...", nargs=-1, required=True)


@click.command("people")
@click.argument("words", nargs=-1)
@profile_option
@data_dir_option
@json_option
def listed(words: tuple[str, ...], profile: str, data_dir: Path, *, as_json: bool) -> None:
    """List people by WORDS of name or staff number."""
    from ujuzi.services.campus.people import matching
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        everybody = desk.campus_people.everybody(profile_of(desk, profile))
    found = matching(everybody, " ".join(words))
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    for each in found:
        parts = (each.person or "-", each.name, each.role, each.standing, _waits(each))
        say("  ".join(filter(None, parts)))


@click.command()
@click.argument("file", type=FILE)
@click.option("--sheet", default="", help="The sheet; the first that has the columns by default.")
@click.option("--encoding", default="", help="Of a text without a mark, as windows-1252.")
@click.option("--take", is_flag=True, help="Take in what is new and changed.")
@click.option("--line", "lines", type=int, multiple=True, help="Take in this line, also a doubt.")
@profile_option
@data_dir_option
@json_option
def enlist(
    file: Path,
    sheet: str,
    encoding: str,
    lines: tuple[int, ...],
    profile: str,
    data_dir: Path,
    *,
    take: bool,
    as_json: bool,
) -> None:
    """Say what the roster FILE will do, or do it.

    It is CSV, XLSX or ODS; nothing is done without --take or --line. Its columns are the staff
    number and the name, and role, campus and email if you like.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile) if take or lines else profile_of(desk, profile)
        people = desk.campus_people
        preview = people.preview(who, file, encoding, sheet)
        count = people.enlist(who, preview, lines or None) if take or lines else 0
    if as_json:
        answer({"enlisted": count, "rows": msgspec.to_builtins(preview.rows)})
        return
    for row in preview.rows:
        if row.kind != "same":
            say(f"line {row.line}  {row.kind}  {row.person}  {row.name}{_why(row)}")
    if take or lines:
        say(f"{count} taken in.")


@click.command()
@PEOPLE
@profile_option
@data_dir_option
@json_option
def slips(people: tuple[str, ...], profile: str, data_dir: Path, *, as_json: bool) -> None:
    """Print a new code for each of these people.

    It is to link a profile, or to sign in where she has one. A code is shown once, and is good for
    14 days.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        made = desk.campus_people.slips(opened(desk, profile), people)
    if as_json:
        answer(msgspec.to_builtins(made))
        return
    for each in made:
        say(f"{each.person}  {each.name}  {each.code}  {each.kind}  {dated(each.until)}")


@click.command()
@profile_option
@data_dir_option
@json_option
def cohorts(profile: str, data_dir: Path, *, as_json: bool) -> None:
    """List the cohorts of your campus."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        found = desk.campus_people.cohorts(profile_of(desk, profile))
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    for each in found:
        days = f"{each.begins or '...'} to {each.ends or '...'}"
        ended = " (ended)" if each.ended else ""
        say(f"{each.cohort}  {each.name}{ended}  {len(each.people)}  {days}")


@click.command()
@click.argument("name")
@click.option("--cohort", help="Its id, where one is changed.")
@click.option("--course", "courses", multiple=True, help="The id of a course; may be repeated.")
@click.option("--begins", default="", help="A day, as 2026-01-12.")
@click.option("--ends", default="", help="A day, as 2026-03-12.")
@click.option("--over", is_flag=True, help="End it, with what it has.")
@profile_option
@data_dir_option
def cohort(
    name: str,
    cohort: str | None,
    courses: tuple[str, ...],
    begins: str,
    ends: str,
    profile: str,
    data_dir: Path,
    *,
    over: bool,
) -> None:
    """Make the cohort NAME, or change one; print its id."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile)
        if over and cohort is not None:
            desk.campus_people.end_cohort(who, cohort)
            say(cohort)
            return
        made = desk.campus_people.set_cohort(who, cohort, name, courses, begins, ends)
    say(made.cohort)


@click.command()
@PEOPLE
@click.option("--cohort", default="", help="The id of a cohort.")
@click.option("--course", "courses", multiple=True, help="The id of a course; may be repeated.")
@click.option("--out", is_flag=True, help="Take them out.")
@profile_option
@data_dir_option
def enrol(
    people: tuple[str, ...],
    cohort: str,
    courses: tuple[str, ...],
    profile: str,
    data_dir: Path,
    *,
    out: bool,
) -> None:
    """Put people into a cohort or into courses."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile)
        desk.campus_people.enrol(who, people, cohort=cohort, courses=courses, is_in=not out)


@click.command()
@PEOPLE
@profile_option
@data_dir_option
def left(people: tuple[str, ...], profile: str, data_dir: Path) -> None:
    """Say that people have left the institution.

    A later roster brings them back.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile)
        for person in people:
            desk.campus_people.end(who, person)


COMMANDS = (listed, enlist, slips, cohorts, cohort, enrol, left)


def _waits(person: CampusPerson) -> str:
    return person.problem or ("waits for the hub" if person.waits else "")


def _why(row: PreviewRow) -> str:
    changed = row.facts.get("changed", ())
    said = ", ".join(map(str, changed)) if isinstance(changed, tuple) else ""
    facts = ", ".join(f"{name} {value}" for name, value in row.facts.items() if name != "changed")
    return "".join(
        (
            f"  {row.reason}" if row.reason else "",
            f" ({facts})" if facts else "",
            f"  changes {said}" if said else "",
        )
    )
