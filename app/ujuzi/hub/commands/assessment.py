"""`ujuzi-hub assessment`: key sheets, grading, figures of items, questions about attempts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

from ujuzi.hub import achievements, awards, grader, key_sheets, settings, sittings
from ujuzi.hub.commands.database import pass_database
from ujuzi.hub.commands.rows import echo_row
from ujuzi.hub.database import Database
from ujuzi.hub.grader import Done, Grader
from ujuzi.hub.hub import system_now


@click.group(name="assessment")
def group() -> None:
    """Grade assessments, and look after them."""


@group.command()
@click.argument("sheet", type=click.File("rb"))
@pass_database
def add(database: Database, sheet: IO[bytes]) -> None:
    """Keep the key SHEET of an assessment, and grade what waited for it.

    The achievement that it states is awarded from now on, and to those who earned it before.
    """
    identity = settings.identity(database, makes_key=False)
    with database.writing() as connection:
        opened = key_sheets.add(connection, sheet.read(), identity, system_now())
        achievements.add_from_sheet(connection, opened.sheet)
    kept = opened.sheet
    click.echo(f"{kept.assessment.id} of {kept.course}, {kept.language}, version {kept.version}")
    click.echo(f"Publisher: {opened.publisher.fingerprint}")
    with _telling_issued(database):
        _tell(_grader(database).grade_pending())
        if kept.assessment.achievement:
            awards.settle_all(database, system_now())


@group.command()
@click.option("--all", "everything", is_flag=True, help="Grade again what was graded before.")
@pass_database
def grade(database: Database, *, everything: bool) -> None:
    """Grade what was handed in and has no result."""
    ours = _grader(database)
    with _telling_issued(database):
        _tell(ours.grade_again() if everything else ours.grade_pending())


@group.command()
@click.argument("course")
@click.argument("assessment")
@click.argument("item")
@click.option("--because", required=True, help="What is wrong with it.")
@pass_database
def withdraw(database: Database, course: str, assessment: str, item: str, because: str) -> None:
    """Let ITEM count neither way, and grade again who sat the assessment."""
    count = _grader(database).withdraw(course, assessment, item, because)
    click.echo(f"{count} attempts graded again.")


@group.command()
@click.argument("course")
@click.argument("assessment")
@pass_database
def items(database: Database, course: str, assessment: str) -> None:
    """List items: id, attempts, facility (0 to 1), discrimination (-1 to 1)."""
    with database.reading() as connection:
        figures = grader.item_figures(connection, course, assessment)
    for each in figures:
        tells = "" if each.discrimination is None else f"{each.discrimination:.2f}"
        click.echo(f"{each.item}\t{each.attempts}\t{each.facility:.2f}\t{tells}")


@group.command()
@pass_database
def signals(database: Database) -> None:
    """List open questions about attempts; none of them has changed a result."""
    with database.reading() as connection:
        for question in sittings.questions(connection):
            click.echo("\t".join(question))


@group.command("signal-close")
@click.argument("institution")
@click.argument("attempt")
@click.argument("kind")
@click.option("--because", required=True, help="What you found.")
@pass_database
def close(database: Database, institution: str, attempt: str, kind: str, because: str) -> None:
    """Close the question KIND about ATTEMPT; `ujuzi-hub assessment signals` lists them."""
    with database.writing() as connection:
        sittings.close_question(connection, institution, attempt, kind, because, system_now())
    click.echo(f"The question {kind} about {attempt} is closed.")


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("assessment")
@click.option("--extra", default=0, show_default=True, help="More time, in percent.")
@pass_database
def code(database: Database, institution: str, learner: str, assessment: str, extra: int) -> None:
    """Print a one-time code that opens a supervised sitting for LEARNER, within 14 days.

    LEARNER is the id of a profile: `ujuzi-hub people list INSTITUTION` or `people unlinked`.
    """
    with database.writing() as connection:
        made = sittings.make_code(connection, institution, learner, assessment, extra, system_now())
    click.echo(made)


def _tell(done: Done) -> None:
    """Say how many attempts have a result now, and what the others wait for."""
    parts = [f"{done.graded} graded"]
    for (course, language), count in sorted(done.waiting.items()):
        waits = "waits" if count == 1 else "wait"
        parts.append(f"{count} {waits} for the key sheet of {course}, {language}")
    if done.failed:
        parts.append(f"{done.failed} cannot be graded")
    echo_row(", ".join(parts))


@contextmanager
def _telling_issued(database: Database) -> Iterator[None]:
    """Say how many credentials were issued meanwhile, by grading or afterwards."""
    before = _issued(database)
    yield
    click.echo(f"{_issued(database) - before} credentials issued.")


def _issued(database: Database) -> int:
    with database.reading() as connection:
        return len(awards.issued(connection))


def _grader(database: Database) -> Grader:
    return Grader(database, settings.identity(database, makes_key=False), system_now)
