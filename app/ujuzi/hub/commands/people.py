"""`ujuzi-hub roster` and `people`: who is on the list, whose profiles are whose, who sits where."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.hub.actions import people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands import coordinators
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.assessment import sentence_of
from ujuzi.hub.commands.files import INPUT, read_input
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.terminal import say


@click.command(name="roster")
@click.argument("file", type=INPUT)
@click.option("--encoding", default="", help="Of a file that is not UTF-8, as windows-1252.")
@pass_access
def import_roster(access: Access, file: Path, encoding: str) -> None:
    """Import people from a CSV FILE: person,name,campus,role[,email]; semicolons will do.

    A person is a staff number, a campus the id of one; roles: teacher, support, leader,
    coordinator. Nothing is imported where any line has a mistake. Profiles follow people to another
    campus.
    """
    count = people.import_roster(access, read_input(file), encoding)
    say(f"New or changed people: {count}")


@click.group(name="people")
def group() -> None:
    """Link profiles to people of the roster, and look after both."""


@group.command("code")
@click.argument("institution")
@click.argument("person")
@pass_access
def person_code(access: Access, institution: str, person: str) -> None:
    """Print a one-time code for PERSON: it links her profile, or signs her in elsewhere.

    It lasts 14 days. PERSON is her staff number: `ujuzi-hub people list INSTITUTION`.
    """
    say(people.make_code(access, institution, person))


@group.command("list")
@click.argument("institution")
@pass_access
def list_people(access: Access, institution: str) -> None:
    """List the roster of INSTITUTION: person, name, campus, role, profiles linked to her."""
    for each in people.listed(access, institution):
        echo_row(*each)


@group.command()
@click.argument("institution")
@pass_access
def unlinked(access: Access, institution: str) -> None:
    """List profiles that are linked to nobody: id, campus, name."""
    for row in people.unlinked(access, institution):
        echo_row(*row)


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("person")
@pass_access
def link(access: Access, institution: str, learner: str, person: str) -> None:
    """Link the profile LEARNER to PERSON of the roster, and issue what she has earned.

    `ujuzi-hub people unlinked INSTITUTION` lists profiles, `people list` persons. What there is to
    ask about her attempts is printed as well: other profiles may be hers.
    """
    linked = people.link(access, institution, learner, person)
    say(f"{learner} is linked to {person}; {len(linked.issued)} credentials issued.")
    for attempt, signal in linked.asked:
        echo_row(attempt, signal.kind, sentence_of(signal))


@group.command()
@click.argument("institution")
@click.argument("learner")
@pass_access
def unlink(access: Access, institution: str, learner: str) -> None:
    """Undo a wrong link of the profile LEARNER, as `people list` names it; its history stays."""
    people.unlink(access, institution, learner)
    say(f"{learner} is linked to nobody now.")


@group.command()
@click.argument("institution")
@pass_access
def questions(access: Access, institution: str) -> None:
    """List codes that wait for your word: profile, its name, linked to, code of, when (UTC).

    Each was typed for a profile that is linked to another person already, and changed nothing.
    """
    for each in people.questions(access, institution):
        echo_row(each.learner, each.name, each.linked, each.person, moment(each.raised_at))


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.option("--link", "person", help="It is this person; without it, all stays as it is.")
@pass_access
def answer(access: Access, institution: str, learner: str, person: str | None) -> None:
    """Answer what `people questions` asks about the profile LEARNER."""
    people.answer(access, institution, learner, person)
    if person is None:
        say(f"The link of {learner} stays as it is.")
    else:
        say(f"{learner} is linked to {person}.")


@group.command(name="seats")
@click.argument("institution")
@pass_access
def list_seats(access: Access, institution: str) -> None:
    """List seats to confirm: profile, name, computer, its name, campus, since (UTC), remarks.

    Somebody used the computer under that profile for the first time, and nothing showed yet that
    it was she. Remarks: whose code let her in, as the computer says, and what waits until then.
    """
    for each in people.seats_to_judge(access, institution):
        remarks = ", ".join(filter(None, [each.proof, each.opened_by, *each.waits]))
        place = (each.learner, each.name, each.device, each.computer, each.campus)
        echo_row(*place, moment(each.begun_at), remarks)


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("device")
@pass_access
def confirm(access: Access, institution: str, learner: str, device: str) -> None:
    """Say that it was she: the profile LEARNER sits at the computer DEVICE.

    It gets her notes, results and certificates, and what it told of her counts. The ids stand in
    `people seats`.
    """
    people.confirm(access, institution, learner, device)
    say(f"{learner} sits at {device}.")


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("device")
@pass_access
def deny(access: Access, institution: str, learner: str, device: str) -> None:
    """Say that it was not she who used the computer DEVICE as the profile LEARNER.

    It gets nothing of hers any more; what it told and still waits is kept in the quarantine. If
    that was a mistake, `people confirm` lets all of it in.
    """
    people.deny(access, institution, learner, device)
    say(f"It was not {learner} at {device}: `ujuzi-hub quarantine list` has what it told.")


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("campus")
@pass_access
def move(access: Access, institution: str, learner: str, campus: str) -> None:
    """Move the profile LEARNER to another CAMPUS of its institution.

    Profiles stand in `people list` and `people unlinked`, campuses in `organisation list`.
    """
    people.move(access, institution, learner, campus)
    say(f"{learner} is at {campus} now.")


@group.command()
@click.argument("institution")
@click.argument("person")
@pass_access
def end(access: Access, institution: str, person: str) -> None:
    """Say that PERSON has left INSTITUTION: no code of hers is good, and her courses end.

    What she learned and her certificates stay hers. A file of `roster` that has her brings her
    back. To erase what is kept of her, see `people erase`.
    """
    people.end(access, institution, person)
    say(f"{person} has left {institution}.")


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("percent", type=int)
@pass_access
def accommodate(access: Access, institution: str, learner: str, percent: int) -> None:
    """Give the profile LEARNER so many PERCENT more time in assessments; 0 takes it back.

    Profiles stand in `people list` and `people unlinked`.
    """
    people.accommodate(access, institution, learner, percent)
    say(f"{learner} has {percent} percent more time now.")


for _command in coordinators.COMMANDS:
    group.add_command(_command)

_CERTIFICATES = click.option(
    "--certificates",
    type=click.Choice(["keep", "revoke"]),
    required=True,
    help="Whether those that were given stay good, as the person wishes.",
)
_FOR_GOOD = click.confirmation_option(prompt="This cannot be undone. Go on?")


@group.command()
@click.argument("institution")
@click.argument("person")
@_CERTIFICATES
@_FOR_GOOD
@pass_access
def erase(access: Access, institution: str, person: str, certificates: str) -> None:
    """Erase PERSON and all profiles that are linked to her, for good.

    Each computer drops what it has of her when it next hears of the hub; what it still sends of her
    lands blank. Take her out of the file that `roster` imports. Backups and exported files hold her
    until they go: reports that were exported are listed, for somebody to destroy.
    """
    keeps = certificates == "keep"
    _say_erased(people.erase(access, institution, person, keeps_certificates=keeps))
    _say_exported(access, institution)


@group.command("erase-profile")
@click.argument("institution")
@click.argument("learner")
@_CERTIFICATES
@_FOR_GOOD
@pass_access
def erase_profile(access: Access, institution: str, learner: str, certificates: str) -> None:
    """Erase the profile LEARNER alone, as of somebody who is not on the roster.

    Profiles stand in `people list` and `people unlinked`.
    """
    keeps = certificates == "keep"
    _say_erased(people.erase_profile(access, institution, learner, keeps_certificates=keeps))
    _say_exported(access, institution)


def _say_erased(erased: tuple[int, int]) -> None:
    profiles, certificates = erased
    say(f"Erased: {profiles} profiles, {certificates} certificates.")


def _say_exported(access: Access, institution: str) -> None:
    files = people.exported(access, institution)
    if files:
        say("Reports that were exported; destroy those that hold her:")
    for each in files:
        echo_row(each.computer, moment(each.at), each.file, each.rows)
