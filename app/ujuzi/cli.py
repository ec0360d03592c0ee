"""The `ujuzi` command: without a subcommand it opens the window.

Exit status: 0 done, 1 refused (the reason in one line on standard error), 2 wrong usage, 3 the
world (disk, network). Commands that write are refused while the application runs.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
import msgspec

from ujuzi import __version__
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.files import write_whole
from ujuzi.paths import DATABASE, KEYS, default_data_dir

if TYPE_CHECKING:
    from ujuzi.credentials.check import Verdict
    from ujuzi.domain.framework import Framework
    from ujuzi.services.delivery.delivery import Invitation
    from ujuzi.services.desk import Desk
    from ujuzi.sync.exchange import Progress

REFUSED, WORLD = 1, 3
DEVELOPMENT_KEY = "development"
ROLES = ("teacher", "support", "leader")
KEY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QT = frozenset({"PySide6", "shiboken6"})
CHECK_CPU_SECONDS = 20.0
"""Of processor time for a file to check: a slow computer needs less than one for a certificate."""
HUB_FORGOT = "The hub does not know this computer; register it with a new code."

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANYTHING = click.Path(exists=True, path_type=Path)
ANYWHERE = click.Path(path_type=Path)


def data_dir_option(command: F) -> F:
    """Add `--data-dir`, the folder that holds the database, the courses and the keys."""
    return click.option(
        "--data-dir",
        type=ANYWHERE,
        default=None,
        callback=lambda _context, _parameter, value: value or default_data_dir(),
        help="The folder that holds the data; this account's own by default.",
    )(command)


def any_data_dir_option(command: F) -> F:
    """Add `--data-dir` to a command that needs no data, so that every command takes it."""
    return click.option(
        "--data-dir", expose_value=False, type=ANYWHERE, help="Not used by this command."
    )(command)


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")(
        command
    )


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="ujuzi")
@data_dir_option
@click.pass_context
def ujuzi(context: click.Context, data_dir: Path) -> None:
    """Study, practise and be recognised, with no internet.

    Without a command, the windows open.
    """
    if context.invoked_subcommand is None:
        # Once it is loaded, Qt reads the source of every module that is imported: so it comes last.
        import ujuzi.services.desk  # noqa: F401 - see above

        try:
            from ujuzi.ui.application import run
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in QT:
                raise
            if isinstance(error, ModuleNotFoundError):
                sentence = "The windows need Qt: pip install 'ujuzi[desktop]'"
            else:  # it is there, and something of the system that it needs is not
                sentence = f"Qt cannot start: {error}"
            raise WorldError("qt-missing", sentence) from error
        sys.exit(run(data_dir))


@ujuzi.command()
@data_dir_option
@json_option
@click.option(
    "--rebuild",
    is_flag=True,
    help="Work everything out anew from what was recorded, and compare.",
)
def doctor(data_dir: Path, *, as_json: bool, rebuild: bool) -> None:
    """Say how this computer's data is doing, and what to do about it."""
    from ujuzi.services.computer import BAD
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir, read_only=not rebuild and (data_dir / DATABASE).exists()) as desk:
        findings = desk.computer.examine()
        report = desk.computer.rebuild() if rebuild else None
    if as_json:
        answer(msgspec.to_builtins({"findings": findings, "rebuild": report}))
    else:
        for finding in findings:
            click.echo(f"{finding.state:8} {finding.sentence} {finding.advice}".rstrip())
        if report:
            differing = ", ".join(report.different) or "none"
            click.echo(f"rebuilt  {report.events} events; projections that differed: {differing}")
    if any(finding.state == BAD for finding in findings) or (report and report.different):
        sys.exit(REFUSED)


@ujuzi.command()
@click.argument("hub")
@click.argument("code", required=False)
@click.option("--name", default="", help="What people call this computer; else its own name.")
@click.option("--steward-code", default="", help="Where this computer leaves one hub for another.")
@data_dir_option
@json_option
def register(
    hub: str, code: str | None, name: str, steward_code: str, data_dir: Path, *, as_json: bool
) -> None:
    """Make this computer known to a hub, the server of a centre.

    HUB and CODE are the address of the hub and a code that works once; or HUB is a registration
    file, and there is no CODE. A coordinator gives out either.
    """
    import platform

    from ujuzi.services.desk import open_desk

    invitation = _invitation(hub, code)
    with open_desk(data_dir) as desk:
        standing = desk.collection.register(invitation, name or platform.node(), steward_code)
    if as_json:
        answer(msgspec.to_builtins(standing))
    else:
        click.echo(f"registered at {standing.campus}")


@ujuzi.command()
@data_dir_option
@json_option
def sync(data_dir: Path, *, as_json: bool) -> None:
    """Send what waits to the hub, and take what is new."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        try:
            done = desk.collection.exchange(_tell_new_tries())
        except UjuziError as error:
            raise _and_what_waits(error, desk.collection.standing().waiting) from error
    if as_json:
        answer(msgspec.to_builtins(done))
    else:
        click.echo(
            f"{done.landed} events have landed, {done.waiting} wait;"
            f" {done.bytes_up} bytes up, {done.bytes_down} down"
        )


@ujuzi.command("verify")
@click.argument("file", type=FILE)
@click.option(
    "--list",
    "list_file",
    type=FILE,
    help="A list of issuers to check with, in place of this computer's.",
)
@data_dir_option
@json_option
def verify_certificate(
    file: Path, list_file: Path | None, data_dir: Path, *, as_json: bool
) -> None:
    """Say whether a certificate is genuine, with no network.

    FILE is the PDF, the credential, the badge, or a file with the text of the QR code.
    """
    from ujuzi.credentials.check import Verdict

    def give_up() -> None:
        _echo_verdict(Verdict(standing="cannot-check"), as_json=as_json)

    with _within(CHECK_CPU_SECONDS, give_up):
        verdict = _verdict(file, list_file, data_dir)
    _echo_verdict(verdict, as_json=as_json)
    if not list_file and (data_dir / DATABASE).is_file():
        _note_check(data_dir)
    if verdict.standing != "genuine":
        sys.exit(REFUSED)


def _verdict(file: Path, list_file: Path | None, data_dir: Path) -> Verdict:
    from ujuzi.credentials.baking import MAX_BYTES
    from ujuzi.credentials.check import check
    from ujuzi.credentials.trust import read_list, root_of_list

    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if list_file:
        known = list_file.read_bytes()
        root = root_of_list(known)
        click.echo(f"trusting {list_file} because you named it; root {root.fingerprint}", err=True)
        return check(data, read_list(known, root))
    if (data_dir / DATABASE).is_file():
        with _desk_to_read(data_dir) as desk:
            return desk.certificates.check(data)
    return check(data, None)


def _note_check(data_dir: Path) -> None:
    """Let newer lists come down to a computer that checks; one that is in use is told there."""
    from ujuzi.services.desk import open_desk

    with suppress(UjuziError), open_desk(data_dir) as desk:
        desk.certificates.note_check()


def _echo_verdict(verdict: Verdict, *, as_json: bool) -> None:
    from ujuzi.credentials.words import in_words

    if as_json:
        answer({**msgspec.to_builtins(verdict), "sentence": in_words(verdict)})
    else:
        click.echo(in_words(verdict))
        if claim := verdict.claim:
            click.echo(f"{claim.name}: {claim.title}, {claim.issued:%Y-%m-%d}")
        if issuer := verdict.issuer:
            click.echo(f"issued by {issuer.name}, key {issuer.fingerprint}")


@contextmanager
def _within(seconds: float, give_up: Callable[[], None]) -> Iterator[None]:
    """Let something take so much processor time; where it takes more, give up and end at once."""
    done = threading.Event()
    until = time.process_time() + seconds

    def watch() -> None:
        while not done.wait(seconds / 100):
            if time.process_time() > until:
                give_up()
                sys.stdout.flush()
                os._exit(REFUSED)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@ujuzi.group()
def pack() -> None:
    """Packs: courses as files, to build, check and install."""


@pack.command("build")
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The pack to write.")
@click.option("--base", type=FILE, help="An older pack of the course: write only what is new.")
@click.option(
    "--key", "key_name", default=DEVELOPMENT_KEY, help="The name of the key to sign with."
)
@data_dir_option
@json_option
def build(
    folder: Path, output: Path, base: Path | None, key_name: str, data_dir: Path, *, as_json: bool
) -> None:
    """Build a signed pack from a course folder.

    The key is one of `ujuzi keys new`; without --key it is one for trying things out.
    """
    from ujuzi.authoring.builder import build_pack, build_update

    key = _publisher_key(data_dir, key_name)
    if base is None:
        built = build_pack(folder, output, key)
    else:
        built = build_update(base, folder, output, key)
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    course = built.manifest.course
    facts = {"file": str(output), "course": course.id, "version": course.version}
    answer({**facts, "bytes": output.stat().st_size}) if as_json else click.echo(str(output))


@pack.command("keys")
@click.argument("folder", type=FOLDER)
@click.option(
    "--for", "hub_file", type=FILE, required=True, help="What `ujuzi-hub keys show` printed."
)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The file of answers to write.")
@click.option("--assessment", default="", help="The assessment, where the course has several.")
@click.option(
    "--key", "key_name", default=DEVELOPMENT_KEY, help="The name of the key to sign with."
)
@data_dir_option
@json_option
def pack_keys(
    folder: Path,
    hub_file: Path,
    output: Path,
    assessment: str,
    key_name: str,
    data_dir: Path,
    *,
    as_json: bool,
) -> None:
    """Write the answers of an assessment for a hub alone.

    FOLDER is the course folder. The file is sealed: nobody but that hub can open it.
    """
    from ujuzi.services.assess.key_sheets import make_key_sheet, seal_key_sheet

    sheet = make_key_sheet(folder, assessment)
    sealed = seal_key_sheet(sheet, _publisher_key(data_dir, key_name), hub_file)
    try:
        write_whole(output, sealed)
    except OSError as error:
        raise WorldError(
            "output-unwritable", f"{output} cannot be written: {error.strerror}.", path=str(output)
        ) from error
    facts = {"file": str(output), "assessment": sheet.assessment.id, "items": len(sheet.items)}
    answer({**facts, "bank": sheet.bank}) if as_json else click.echo(str(output))


@pack.command("verify")
@click.argument("file", type=FILE)
@data_dir_option
@json_option
def verify(file: Path, data_dir: Path, *, as_json: bool) -> None:
    """Check that a pack is whole and signed, without installing it.

    An update is checked together with the version that is installed here.
    """
    from ujuzi.packs.reader import open_pack

    with open_pack(file, _installed_manifests(data_dir)) as opened:
        opened.verify_objects()
        course = opened.manifest.course
        facts = {
            "course": course.id,
            "title": course.title,
            "language": course.language,
            "version": course.version,
            "publisher": course.publisher,
            "fingerprint": opened.key.fingerprint,
        }
    if as_json:
        answer(facts)
    else:
        click.echo(f"{course.title} ({course.language}, version {course.version}) is whole;")
        click.echo(f"signed by {course.publisher}, key {facts['fingerprint']}")


@pack.command("install")
@click.argument("file", type=FILE)
@data_dir_option
@json_option
def install(file: Path, data_dir: Path, *, as_json: bool) -> None:
    """Install a pack of a publisher that this computer trusts.

    `ujuzi keys trust` says whom it trusts.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        offer = desk.library.install(file)
    answer(msgspec.to_builtins(offer)) if as_json else click.echo(f"{offer.title} is installed")


@pack.command("list")
@data_dir_option
@json_option
def list_packs(data_dir: Path, *, as_json: bool) -> None:
    """List the installed courses."""
    with _desk_to_read(data_dir) as desk:
        packs = desk.library.installed()
    if as_json:
        answer(msgspec.to_builtins(packs))
    for each in () if as_json else packs:
        click.echo(f"{each.course} {each.language} version {each.version}, {each.publisher}")


@pack.command("remove")
@click.argument("course")
@click.argument("language")
@data_dir_option
def remove(course: str, language: str, data_dir: Path) -> None:
    """Take a course off this computer; what people did in it stays.

    COURSE and LANGUAGE are the first two words of its line in `ujuzi pack list`.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        desk.library.remove(course, language)


@pack.command("import")
@click.argument("source", type=ANYTHING)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The folder to write.")
@any_data_dir_option
@json_option
def import_course(source: Path, output: Path, *, as_json: bool) -> None:
    """Make course folders or question banks from another format.

    SOURCE is a folder of Markdown pages with one _toctree.yml for each language; or questions that
    Moodle exported in its format GIFT, a file or a folder of files.
    """
    from ujuzi.authoring.importers import import_source

    report = import_source(source, output)
    if as_json:
        answer(msgspec.to_builtins(report, enc_hook=str))
        return
    for folder in report.folders:
        click.echo(str(folder))
    for omission in report.omissions:
        click.echo(f"not imported: {omission}", err=True)


@ujuzi.group()
def bank() -> None:
    """Question banks, from which assessments are drawn."""


@bank.command("export")
@click.argument("source", type=ANYTHING)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The GIFT file to write.")
@any_data_dir_option
@json_option
def export_bank(source: Path, output: Path, *, as_json: bool) -> None:
    """Write question banks in GIFT, a format that Moodle reads.

    SOURCE is a bank, or a folder of which every bank is written.
    """
    from ujuzi.authoring.exporters.gift import export_gift

    report = export_gift(source, output)
    if as_json:
        answer(msgspec.to_builtins(report, enc_hook=str))
        return
    click.echo(f"{report.file}: {report.questions} questions")
    for omission in report.omissions:
        click.echo(f"not as it was: {omission}", err=True)


@ujuzi.group()
def keys() -> None:
    """Publisher keys: to sign packs, and to trust those of others."""


@keys.command("new")
@click.argument("name")
@data_dir_option
@json_option
def new_key(name: str, data_dir: Path, *, as_json: bool) -> None:
    """Make a publisher key on this computer, to sign packs with.

    NAME is of small letters, digits and hyphens.
    """
    from ujuzi.credentials.keys import PublisherKey

    path = _key_path(data_dir, name)
    if path.exists():
        raise RefusedError("key-exists", f"There is a key named {name} already.", name=name)
    key = PublisherKey.generate()
    key.save(path)
    fingerprint = key.public.fingerprint
    answer({"name": name, "fingerprint": fingerprint}) if as_json else click.echo(fingerprint)


@keys.command("trust")
@click.argument("publisher")
@click.option("--key", "key_name", default=None, help="The name of a key that was made here.")
@click.option("--file", "pack_file", type=FILE, help="A pack that this publisher signed.")
@click.option("--steward-code", default="", help="The code that this computer's steward keeps.")
@data_dir_option
def trust(
    publisher: str, key_name: str | None, pack_file: Path | None, steward_code: str, data_dir: Path
) -> None:
    """Trust a publisher, so that its packs can be installed.

    PUBLISHER is what to call it. Name its key by --file, or by --key if the key was made here.
    Where this computer has a steward, the steward code is needed too.
    """
    from ujuzi.domain.authority import Act
    from ujuzi.packs.reader import open_pack
    from ujuzi.services.desk import open_desk

    if (key_name is None) == (pack_file is None):
        raise click.UsageError("Name either --key or --file.")
    if pack_file is not None:
        with open_pack(pack_file, _installed_manifests(data_dir)) as opened:
            key = opened.key
    else:
        key = _publisher_key(data_dir, str(key_name)).public
    with open_desk(data_dir) as desk:
        if desk.library.has_steward():
            desk.people.check_steward_code(steward_code, Act.TRUST_PUBLISHER)
        desk.library.trust_key(publisher, key)


@keys.command("list")
@data_dir_option
@json_option
def list_keys(data_dir: Path, *, as_json: bool) -> None:
    """List the publishers that this computer trusts."""
    with _desk_to_read(data_dir) as desk:
        trusted = desk.library.trusted()
    if as_json:
        answer([{"publisher": key.publisher, "fingerprint": key.fingerprint} for key in trusted])
    for key in () if as_json else trusted:
        click.echo(f"{key.fingerprint} {key.publisher}")


@ujuzi.group()
def framework() -> None:
    """Competency frameworks: the abilities that courses teach."""


@framework.command("list")
@data_dir_option
@json_option
def list_frameworks(data_dir: Path, *, as_json: bool) -> None:
    """List the frameworks that are here.

    These are the ones that come with Ujuzi, and yours: the files in the folder `frameworks` of the
    data folder.
    """
    from ujuzi.domain.framework import in_language
    from ujuzi.frameworks.reading import read_catalogue

    frameworks = read_catalogue(data_dir).frameworks.values()
    facts = [
        {
            "id": each.id,
            "iri": each.iri,
            "version": each.version,
            "title": in_language(each.title, "en"),
            "languages": each.languages,
            "competencies": len(each.competencies),
        }
        for each in frameworks
    ]
    if as_json:
        answer(facts)
    for fact in () if as_json else facts:
        click.echo(f"{fact['id']} {fact['title']}: {fact['competencies']} competencies")


@framework.command("show")
@click.argument("name", metavar="ID-OR-FILE")
@click.option("--language", default="en", help="The language to show it in, such as fr.")
@click.option("--role", type=click.Choice(ROLES), help="Only what this role needs.")
@data_dir_option
@json_option
def show_framework(
    name: str, language: str, role: str | None, data_dir: Path, *, as_json: bool
) -> None:
    """Show a framework, or check the file of one.

    A file that is sound may go into the folder `frameworks` of the data folder.
    """
    from ujuzi.domain.framework import in_language

    found = _framework(name, data_dir)
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    click.echo(f"{in_language(found.title, language)}, version {found.version}")
    click.echo(in_language(found.licence.attribution, language))
    for each in found.for_role(role) if role else found.competencies:
        statement = each.statement_for(role) if role else each.statement
        click.echo(f"{found.compact(each)}  {in_language(each.name, language)}")
        click.echo(f"    {in_language(statement, language)}")


@framework.command("questionnaire")
@click.argument("file", type=FILE)
@click.option("--language", default="en", help="The language to show it in, such as fr.")
@data_dir_option
@json_option
def show_questionnaire(file: Path, language: str, data_dir: Path, *, as_json: bool) -> None:
    """Show the file of a self-assessment, and so check it.

    A file that is sound may go into the folder `self_assessments` of the data folder.
    """
    from ujuzi.domain.framework import in_language
    from ujuzi.frameworks.reading import read_catalogue, read_questionnaire

    found = read_questionnaire(file, read_catalogue(data_dir))
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    click.echo(f"{in_language(found.title, language)} ({found.framework}, {found.role})")
    for each in found.statements:
        click.echo(f"{each.competency}  {in_language(each.text, language)}")


@framework.command("export")
@click.argument("name", metavar="ID-OR-FILE")
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The JSON file to write.")
@click.option("--language", default="en", help="The language to write, such as fr.")
@data_dir_option
@json_option
def export_framework(
    name: str, output: Path, language: str, data_dir: Path, *, as_json: bool
) -> None:
    """Write a framework for other systems.

    It is written in the CASE format of 1EdTech, in JSON.
    """
    from ujuzi.frameworks.reading import export_case

    written = export_case(_framework(name, data_dir), language, output)
    facts = {"file": str(output), "items": len(written["CFItems"]), "language": language}
    answer(facts) if as_json else click.echo(str(output))


def answer(value: object) -> None:
    """Print an answer as one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def main() -> NoReturn:
    """Run the command and leave with its exit status."""
    try:
        ujuzi(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(REFUSED)
    except UjuziError as error:
        click.echo(f"ujuzi: {error}", err=True)
        sys.exit(REFUSED if isinstance(error, RefusedError) else WORLD)
    sys.exit(0)


def _invitation(hub: str, code: str | None) -> Invitation:
    """Return what was typed: the address of a hub and a code, or a registration file alone."""
    from ujuzi.services.delivery.delivery import Invitation, read_invitation

    if not code and "://" in hub:
        raise click.UsageError(f"The code is missing: ujuzi register {hub} CODE")
    try:
        invitation = read_invitation(Path(hub))
    except WorldError as error:
        if not code:
            sentence = f"{error} If it is the address of a hub, the code after it is missing."
            raise WorldError(error.code, sentence, **error.facts) from error
        if not hub.endswith(".json"):
            return Invitation(hub, code)
    if code:
        raise click.UsageError(f"A registration file takes no code: ujuzi register {hub}")
    return invitation


def _tell_new_tries() -> Callable[[Progress], None]:
    """Return what hears of an exchange, and says once that a hub without answer is asked again.

    A request that ended and brought nothing has failed; what is heard next is of another try.
    """
    requests = bytes_down = 0
    has_failed = is_told = False

    def heard(now: Progress) -> None:
        nonlocal requests, bytes_down, has_failed, is_told
        if now.requests > requests:
            has_failed = now.bytes_down == bytes_down
        elif has_failed and not is_told:
            click.echo("The hub does not answer; trying again ...", err=True)
            is_told = True
        requests, bytes_down = now.requests, now.bytes_down

    return heard


def _and_what_waits(error: UjuziError, events: int) -> UjuziError:
    """Return the error of an exchange with what it means for this computer's results."""
    sentence = HUB_FORGOT if error.code == "device-unknown" else str(error)
    waiting = "1 event waits" if events == 1 else f"{events} events wait"
    told = f"{sentence} {waiting} here; nothing is lost."
    return type(error)(error.code, told, **error.facts)


def _desk_to_read(data_dir: Path) -> Desk:
    """Open what is there, for commands that write nothing: they work beside the application."""
    from ujuzi.services.desk import open_desk

    if not (data_dir / DATABASE).is_file():
        raise WorldError("data-missing", f"Ujuzi has no data in {data_dir}.", path=str(data_dir))
    return open_desk(data_dir, read_only=True)


def _installed_manifests(data_dir: Path) -> Callable[[str], bytes | None]:
    """Return the look-up of installed manifests by pack; nothing where there is no data yet."""

    def find(pack: str) -> bytes | None:
        if not (data_dir / DATABASE).exists():
            return None
        with _desk_to_read(data_dir) as desk:
            return desk.library.manifest(pack)

    return find


def _framework(name: str, data_dir: Path) -> Framework:
    """Return a framework by id, or of a file, whose mistakes are then all told."""
    from ujuzi.frameworks.reading import read_catalogue, read_framework

    if name.endswith(".json"):
        return read_framework(Path(name))
    return read_catalogue(data_dir).framework(name)


def _key_path(data_dir: Path, name: str) -> Path:
    if not KEY_NAME.fullmatch(name):
        raise click.UsageError("A key's name is of small letters, digits and hyphens.")
    return data_dir / KEYS / f"{name}.pem"


def _publisher_key(data_dir: Path, name: str) -> Any:
    """Return a key of this computer; the development key is made on first use."""
    from ujuzi.credentials.keys import PublisherKey

    path = _key_path(data_dir, name)
    if path.exists():
        return PublisherKey.load(path)
    if name != DEVELOPMENT_KEY:
        raise RefusedError("key-missing", f"There is no key named {name} here.", name=name)
    key = PublisherKey.generate()
    key.save(path)
    return key
