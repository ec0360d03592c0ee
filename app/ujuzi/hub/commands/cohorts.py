"""`ujuzi-hub cohorts`: people who study one together, and who is put into courses."""

from __future__ import annotations

import click

from ujuzi.hub.actions import cohorts
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.rows import echo_row
from ujuzi.terminal import say

_COURSES = click.option("--course", "courses", multiple=True, help="Once for each course.")


@click.group(name="cohorts")
def group() -> None:
    """Look after cohorts, and put people into them and into courses."""


@group.command("list")
@click.argument("institution")
@pass_access
def list_cohorts(access: Access, institution: str) -> None:
    """List the cohorts of INSTITUTION: id, campus, name, courses, begins, ends, ended, people."""
    for each in cohorts.listed(access, institution):
        over = "ended" if each.ended else ""
        place = (each.cohort, each.campus, each.name, ", ".join(each.courses))
        echo_row(*place, each.begins, each.ends, over, each.people)


@group.command("set")
@click.argument("institution")
@click.argument("campus")
@click.argument("name")
@_COURSES
@click.option("--begins", default="", help="A day, as 2026-03-12.")
@click.option("--ends", default="", help="A day, as 2026-07-31.")
@click.option("--cohort", default="", help="The id of one that is changed; else one is made.")
@click.option("--ended", is_flag=True, help="It is over.")
@pass_access
def put(
    access: Access,
    institution: str,
    campus: str,
    name: str,
    courses: tuple[str, ...],
    begins: str,
    ends: str,
    cohort: str,
    *,
    ended: bool,
) -> None:
    """Make a cohort of NAME at CAMPUS, or say anew all of one that there is; print its id."""
    say(
        cohorts.put(
            access, institution, campus, name, courses, begins, ends, cohort=cohort, ended=ended
        )
    )


@group.command("enrol")
@click.argument("institution")
@click.argument("people", nargs=-1, required=True)
@click.option("--cohort", default="", help="The id of a cohort: `ujuzi-hub cohorts list`.")
@_COURSES
@click.option("--out", "is_out", is_flag=True, help="Take them out.")
@pass_access
def enrol(
    access: Access,
    institution: str,
    people: tuple[str, ...],
    cohort: str,
    courses: tuple[str, ...],
    *,
    is_out: bool,
) -> None:
    """Put PEOPLE into a cohort or into courses: all of them, or none.

    They are staff numbers: `ujuzi-hub people list INSTITUTION`.
    """
    if not cohort and not courses:
        raise click.UsageError("Say --cohort or --course.")
    cohorts.enrol(access, institution, people, cohort=cohort, courses=courses, is_in=not is_out)
    say(f"People {'taken out' if is_out else 'put in'}: {len(people)}")
