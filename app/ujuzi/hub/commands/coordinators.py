"""`ujuzi-hub people coordinator` and beside it: who is coordinator of her campus, and her acts."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.hub.actions import coordinators
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.files import INPUT, read_input, write_whole
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.terminal import check_apart, say


@click.command("coordinator")
@click.argument("institution")
@click.argument("person")
@pass_access
def code(access: Access, institution: str, person: str) -> None:
    """Print a one-time code that makes PERSON of the roster coordinator of her campus.

    It lasts 14 days. She types it in Ujuzi on her computer, which makes her keys; a coordinator who
    forgot her six words gets a new one. PERSON is her staff number.
    """
    say(coordinators.make_code(access, institution, person))


@click.command("coordinators")
@click.argument("institution")
@pass_access
def listed(access: Access, institution: str) -> None:
    """List the coordinators of INSTITUTION: grant, person, name, campus, until (UTC), how it ended.

    A grant runs 180 days, and is renewed by itself while she is active.
    """
    for each in coordinators.listed(access, institution):
        row = (each.id, each.person, each.name, each.campus, moment(each.until))
        echo_row(*row, each.ended)


@click.command("grant")
@click.argument("request", type=INPUT)
@click.argument("answer", type=click.Path(dir_okay=False, path_type=Path))
@pass_access
def answer_file(access: Access, request: Path, answer: Path) -> None:
    """Answer the REQUEST of a coordinator who has no network, and write the ANSWER for her.

    Her computer made the file when she typed her code; she opens the answer there.
    """
    check_apart(answer, request)
    write_whole(answer, coordinators.answer_file(access, read_input(request)))
    say("The answer makes her coordinator where she asked.")


@click.command("dismiss")
@click.argument("grant")
@click.option(
    "--reason",
    type=click.Choice(coordinators.REASONS),
    required=True,
    help="left: what she did before still counts when it comes. distrusted: a person decides.",
)
@pass_access
def dismiss(access: Access, grant: str, reason: str) -> None:
    """End a GRANT, as `people coordinators` names it: she is coordinator no more.

    What had landed of her acts stays done. Computers hear of it with their next exchange or stick.
    """
    coordinators.revoke(access, grant, reason)
    say(f"The grant {grant} has ended.")


@click.command("acts")
@click.argument("institution")
@pass_access
def acted(access: Access, institution: str) -> None:
    """List what coordinators of INSTITUTION did where no network was.

    Grant, number, digest, person, act, what it was about, when it landed (UTC), how it stands, why.
    """
    for each in coordinators.acted(access, institution):
        about = ", ".join(each.about)
        row = (each.grant, str(each.number), each.digest, each.person, each.act, about)
        echo_row(*row, moment(each.landed_at), each.standing, each.problem)


@click.command("act")
@click.argument("grant")
@click.argument("digest")
@click.option("--counts/--does-not-count", required=True, help="Your word on it.")
@pass_access
def judge(access: Access, grant: str, digest: str, *, counts: bool) -> None:
    """Say whether an act counts that stands as held in `people acts`, by GRANT and DIGEST."""
    if counts:
        say(coordinators.let_in(access, grant, digest))
    else:
        coordinators.dismiss(access, grant, digest)
        say("It does not count.")


COMMANDS = (code, listed, answer_file, dismiss, acted, judge)
