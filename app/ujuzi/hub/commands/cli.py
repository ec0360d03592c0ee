"""`ujuzi-hub`: serve, and what an administrator does by hand.

Exit status: 0 done, 1 refused, 2 wrong usage, 3 the world (disk, network, database).
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import click
import msgspec

from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.hub import asgi
from ujuzi.hub.actions import people, roster
from ujuzi.hub.app import system_now
from ujuzi.hub.assessment import awards, key_sheets, review, sittings
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.commands import assessment, computers, credentials, quarantine, reports
from ujuzi.hub.commands import clock as clock_commands
from ujuzi.hub.commands import keys as keys_commands
from ujuzi.hub.commands import organisations as organisations_commands
from ujuzi.hub.commands.database import pass_database, pass_new_database, pass_rows
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.hub.credentials import keys
from ujuzi.hub.landing import epochs, ingest
from ujuzi.hub.people import administrators, organisations, registration
from ujuzi.hub.reports import competencies
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.database import Database
from ujuzi.hub.store.migrate import one_at_a_time
from ujuzi.serving import limits

DEFAULT_DATABASE = "sqlite:///ujuzi-hub.sqlite3"
FIRST_CAMPUS = "campus-1"
FIRST_TREE = (
    ("secretariat", "secretariat", "Secretariat", None),
    ("centre-1", "centre", "National Centre", "secretariat"),
    ("institution-1", "institution", "Institution", "centre-1"),
    (FIRST_CAMPUS, "campus", "Campus", "institution-1"),
)
FIRST_ADMINISTRATOR = "admin"
FOR_WHAT = "for the web console to come, and opens nothing yet"
REFUSED, WORLD = 1, 3
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::"}
WEB_ADDRESS = re.compile(r"https?://(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?", re.IGNORECASE)


class _Group(click.Group):
    """Turns our errors into one sentence and the exit status."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except UjuziError as error:
            reason = error.facts.get("reason")
            said = f"{error} ({reason})" if reason else str(error)
            click.echo(f"ujuzi-hub: {said}", err=True)
            sys.exit(REFUSED if isinstance(error, RefusedError) else WORLD)


@click.group(cls=_Group)
@click.option(
    "--database",
    default=DEFAULT_DATABASE,
    show_default=True,
    envvar=asgi.DATABASE_VARIABLE,
    show_envvar=True,
    help="Where the hub keeps everything: sqlite:///FILE or postgresql://USER@HOST/NAME.",
)
@click.pass_context
def main(context: click.Context, database: str) -> None:
    """Run and look after an Ujuzi hub."""
    context.obj = database
    os.environ[asgi.DATABASE_VARIABLE] = database


for command in (
    assessment.group,
    clock_commands.group,
    computers.code,
    computers.list_devices,
    computers.revoke,
    computers.reinstate,
    computers.admit,
    credentials.achievement,
    credentials.award,
    credentials.credential,
    keys_commands.group,
    keys_commands.root_group,
    keys_commands.write_list,
    organisations_commands.group,
    quarantine.group,
    reports.export,
):
    main.add_command(command)


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """Return an address that a browser takes, or nothing."""
    address = (value or "").rstrip("/")
    if value and not WEB_ADDRESS.fullmatch(address):
        raise click.BadParameter(f"{value} is no address; write https://hub.example.org.")
    return address


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    help="Processes; needs PostgreSQL.",
)
@click.option(
    "--address",
    callback=_web_address,
    help="Where people reach this hub, as https://hub.example.org; stands on certificates.",
)
@pass_new_database
def serve(database: Database, host: str, port: int, workers: int, address: str) -> None:
    """Serve. A new hub prints its first registration code and password."""
    import uvicorn

    if workers > 1 and not database.is_postgresql:
        raise click.UsageError("Several workers need --database postgresql://...")
    _check_free(host, port)
    local = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    click.echo(f"Hub at {local}")
    _wrap_keys(database)
    _welcome(database)
    _prepare(database, address, local)
    sys.stdout.flush()
    uvicorn.run(
        "ujuzi.hub.asgi:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        http="ujuzi.serving.protocol:Connection",
        ws="none",
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=limits.GRACEFUL_SECONDS,
        server_header=False,
        date_header=False,
    )


@main.command(name="roster")
@click.argument("file", type=click.File("rb"))
@click.option("--encoding", default="", help="Of a file that is not UTF-8, as windows-1252.")
@pass_database
def import_roster(database: Database, file: IO[bytes], encoding: str) -> None:
    """Import people from a CSV FILE: person,name,campus,role[,email]; semicolons will do.

    A person is a staff number, a campus the id of one; roles: teacher, support, leader,
    coordinator. Nothing is imported where any line has a mistake. Profiles follow people to another
    campus.
    """
    text = roster.decode(file.read(), encoding)
    with database.writing() as connection:
        count = roster.import_roster(connection, text)
    click.echo(f"New or changed people: {count}")


@main.group(name="people")
def people_group() -> None:
    """Link profiles to people of the roster, and look after both."""


@people_group.command("code")
@click.argument("institution")
@click.argument("person")
@pass_database
def person_code(database: Database, institution: str, person: str) -> None:
    """Print a one-time code for PERSON: it links her profile, or signs her in elsewhere.

    It lasts 14 days. PERSON is her staff number: `ujuzi-hub people list INSTITUTION`.
    """
    with database.writing() as connection:
        click.echo(people.make_code(connection, institution, person, system_now()))


@people_group.command("list")
@click.argument("institution")
@pass_database
def list_people(database: Database, institution: str) -> None:
    """List the roster of INSTITUTION: person, name, campus, role, profiles linked to her."""
    with database.reading() as connection:
        for each in people.roster(connection, institution):
            echo_row(*each)


@people_group.command()
@click.argument("institution")
@pass_database
def unlinked(database: Database, institution: str) -> None:
    """List profiles that are linked to nobody: id, campus, name."""
    with database.reading() as connection:
        for row in people.unlinked(connection, institution):
            echo_row(*row)


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("person")
@pass_database
def link(database: Database, institution: str, learner: str, person: str) -> None:
    """Link the profile LEARNER to PERSON of the roster, and issue what she has earned.

    `ujuzi-hub people unlinked INSTITUTION` lists profiles, `people list` persons. What there is to
    ask about her attempts is printed as well: other profiles may be hers.
    """
    with database.writing() as connection:
        effects = people.link(connection, institution, learner, person, system_now())
    with database.writing() as connection:
        made = awards.settle(connection, institution, learner, system_now())
        others = review.neighbours(connection, institution, learner)
    _grader(database).follow_up(institution, effects)
    click.echo(f"{learner} is linked to {person}; {len(made)} credentials issued.")
    for other in others:
        with database.writing() as connection:
            awards.settle(connection, institution, other, system_now())
    with database.reading() as connection:
        for attempt in sittings.of_learner(connection, institution, learner):
            for signal, closed in sittings.asked(connection, institution, attempt):
                if not closed:
                    echo_row(attempt, signal.kind, assessment.sentence_of(signal))


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@pass_database
def unlink(database: Database, institution: str, learner: str) -> None:
    """Undo a wrong link of the profile LEARNER, as `people list` names it; its history stays."""
    with database.writing() as connection:
        effects = people.unlink(connection, institution, learner, system_now())
    _grader(database).award(institution, learner)
    _grader(database).follow_up(institution, effects)
    click.echo(f"{learner} is linked to nobody now.")


@people_group.command()
@click.argument("institution")
@pass_database
def questions(database: Database, institution: str) -> None:
    """List codes that wait for your word: profile, its name, linked to, code of, when (UTC).

    Each was typed for a profile that is linked to another person already, and changed nothing.
    """
    with database.reading() as connection:
        for each in people.questions(connection, institution):
            echo_row(each.learner, each.name, each.linked, each.person, moment(each.raised_at))


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.option("--link", "person", help="It is this person; without it, all stays as it is.")
@pass_database
def answer(database: Database, institution: str, learner: str, person: str | None) -> None:
    """Answer what `people questions` asks about the profile LEARNER."""
    with database.writing() as connection:
        effects = people.answer(connection, institution, learner, person, system_now())
    _grader(database).follow_up(institution, effects)
    if person is None:
        click.echo(f"The link of {learner} stays as it is.")
        return
    _grader(database).award(institution, learner)
    click.echo(f"{learner} is linked to {person}.")


@people_group.command(name="seats")
@click.argument("institution")
@pass_database
def list_seats(database: Database, institution: str) -> None:
    """List seats to confirm: profile, name, computer, its name, campus, since (UTC), remarks.

    Somebody used the computer under that profile for the first time, and nothing showed yet that
    it was she. Remarks: whose code let her in, as the computer says, and what waits until then.
    """
    with database.reading() as connection:
        for each in people.seats_to_judge(connection, institution):
            remarks = ", ".join(filter(None, [each.proof, each.opened_by, *each.waits]))
            place = (each.learner, each.name, each.device, each.computer, each.campus)
            echo_row(*place, moment(each.begun_at), remarks)


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("device")
@pass_database
def confirm(database: Database, institution: str, learner: str, device: str) -> None:
    """Say that it was she: the profile LEARNER sits at the computer DEVICE.

    It gets her notes, results and certificates, and what it told of her counts. The ids stand in
    `people seats`.
    """
    with database.writing() as connection:
        effects = people.confirm(connection, institution, learner, device, system_now())
    _grader(database).follow_up(institution, effects)
    click.echo(f"{learner} sits at {device}.")


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("device")
@pass_database
def deny(database: Database, institution: str, learner: str, device: str) -> None:
    """Say that it was not she who used the computer DEVICE as the profile LEARNER.

    It gets nothing of hers any more; what it told and still waits is kept in the quarantine. If
    that was a mistake, `people confirm` lets all of it in.
    """
    with database.writing() as connection:
        effects = people.deny(connection, institution, learner, device, system_now())
    _grader(database).follow_up(institution, effects)
    click.echo(f"It was not {learner} at {device}: `ujuzi-hub quarantine list` has what it told.")


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("campus")
@pass_database
def move(database: Database, institution: str, learner: str, campus: str) -> None:
    """Move the profile LEARNER to another CAMPUS of its institution.

    Profiles stand in `people list` and `people unlinked`, campuses in `organisation list`.
    """
    with database.writing() as connection:
        people.move(connection, institution, learner, campus)
    click.echo(f"{learner} is at {campus} now.")


@people_group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("percent", type=int)
@pass_database
def accommodate(database: Database, institution: str, learner: str, percent: int) -> None:
    """Give the profile LEARNER so many PERCENT more time in assessments; 0 takes it back.

    Profiles stand in `people list` and `people unlinked`.
    """
    with database.writing() as connection:
        sittings.accommodate(connection, institution, learner, percent)
    click.echo(f"{learner} has {percent} percent more time now.")


@main.command(name="competencies")
@click.argument("institution")
@click.option(
    "--questionnaires",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with a National Centre's own questionnaires.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@pass_database
def show_competencies(
    database: Database, institution: str, questionnaires: Path | None, *, as_json: bool
) -> None:
    """Show how people of INSTITUTION rate themselves: averages of five or more, and what is shared.

    Lines: competency, campus (empty for all), average, people; or the name, campus and levels of
    somebody who shares hers.
    """
    known = competencies.read_questionnaires(questionnaires)
    with database.reading() as connection:
        seen = competencies.report(connection, institution, known)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(seen), ensure_ascii=False, indent=2))
        return
    for figure in seen.figures:
        echo_row(figure.competency, figure.campus, figure.mean, figure.people)
    for rater in seen.shared:
        levels = ", ".join(f"{name} {level:.1f}" for name, level in rater.levels.items())
        echo_row(rater.name, rater.campus, levels)


@main.command()
@click.argument("name")
@pass_database
def administrator(database: Database, name: str) -> None:
    """Print a new one-time password of the administrator NAME, who is added if she is new.

    It is for the web console, which is not built yet: nothing asks for it.
    """
    with database.writing() as connection:
        click.echo(administrators.new_password(connection, name, system_now()))
    click.echo(f"It is {FOR_WHAT}.", err=True)


@main.command()
@pass_database
def restored(database: Database) -> None:
    """Start a new epoch: the database was put back from a backup."""
    begun = epochs.start(database, system_now())
    click.echo(f"Epoch {begun.number}; computers will offer again what is missing.")


@main.command()
@pass_rows
def purge(database: Database) -> None:
    """Let go of the signed bytes of batches that landed 90 days ago; run it once a day."""
    with database.writing() as connection:
        now = system_now()
        clock.check(connection, now)
        click.echo(f"{ingest.purge(connection, now)} batches purged.")


def _grader(database: Database) -> Grader:
    return Grader(database, settings.identity(database, makes_key=False), system_now)


def _welcome(database: Database) -> None:
    """Print what opens a hub that nobody looks after yet; an empty one is given a campus."""
    with database.writing() as connection:
        one_at_a_time(connection)
        if not administrators.is_empty(connection):
            return
        if organisations.is_empty(connection):
            for row in FIRST_TREE:
                organisations.add(connection, *row)
        campus = organisations.first_campus(connection)
        code = campus and registration.make_code(connection, campus, system_now())
        password = administrators.new_password(connection, FIRST_ADMINISTRATOR, system_now())
    if code:
        click.echo(f"Registration code for {campus}: {code}")
    else:
        click.echo("There is no campus yet: ujuzi-hub organisation add --help")
    click.echo(
        f"First administrator: {FIRST_ADMINISTRATOR}, one-time password {password} ({FOR_WHAT})"
    )


def _check_free(host: str, port: int) -> None:
    """Return only if a hub can listen there; raises WorldError `port-taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # elsewhere it would take what another listens at
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorldError(
                "port-taken",
                f"Port {port} of {host} cannot be listened at. Is a hub running already? Choose"
                " another with --port.",
                reason=error.strerror or "",
            ) from error


def _wrap_keys(database: Database) -> None:
    """Give a hub its keys, wrapped; say where the file lies without which nothing opens them."""
    file = settings.begin(database)
    if settings.overwrite_open_keys(database):
        click.echo(
            "This hub's private keys lay open in its database, and are wrapped now. Backups made"
            " before hold them as they were: destroy those as soon as you have new ones."
        )
    if file is not None:
        click.echo(
            f"What wraps this hub's private keys is {file}: copy it to a safe place, apart from the"
            " database and its backups. Without it this hub cannot be started again."
        )
    with database.writing() as connection:
        one_at_a_time(connection)
        keys.forget_own_root(connection)


def _prepare(database: Database, address: str, local: str) -> None:
    """Give a hub its address and its keys."""
    identity = settings.identity(database)
    with database.writing() as connection:
        one_at_a_time(connection)
        if address or not WEB_ADDRESS.fullmatch(settings.address_of(connection)):
            settings.put(connection, settings.ADDRESS, (address or local).encode())
        stated = settings.address_of(connection)
        key_sheets.complete(connection, identity)
        if keys.prepare(connection, identity, system_now()):
            click.echo(
                "This hub has made a root of its own, so that certificates work at once. For real"
                " use make one offline: `ujuzi-hub root new`."
            )
    with database.reading() as connection:
        doubted = clock.doubt(connection, system_now())
    if doubted:
        click.echo(str(doubted))
    if urlsplit(stated).hostname in LOOPBACK:
        click.echo(
            f"Certificates will say {stated}, which only this machine reaches; for real use start"
            " with --address https://..."
        )
