"""`ujuzi pack`: courses as files, to build, check and install."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click
import msgspec

from ujuzi.cli.answers import answer, write_output
from ujuzi.cli.keys import DEVELOPMENT_KEY, publisher_key
from ujuzi.cli.options import (
    ANYTHING,
    ANYWHERE,
    FILE,
    FOLDER,
    any_data_dir_option,
    data_dir_option,
    json_option,
)
from ujuzi.cli.reading import desk_to_read, installed_manifests
from ujuzi.errors import Code, RefusedError
from ujuzi.terminal import check_apart, progress, say

strict_option = click.option("--strict", is_flag=True, help="Take warnings for mistakes.")


@click.group()
def pack() -> None:
    """Packs: courses as files, to build, check and install."""


@pack.command("build")
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The pack to write.")
@click.option("--base", type=FILE, help="An older pack of the course: write only what is new.")
@click.option(
    "--key", "key_name", default=DEVELOPMENT_KEY, help="The name of the key to sign with."
)
@strict_option
@data_dir_option
@json_option
def build(
    folder: Path,
    output: Path,
    base: Path | None,
    key_name: str,
    data_dir: Path,
    *,
    strict: bool,
    as_json: bool,
) -> None:
    """Build a signed pack from a course folder.

    The folder is looked through first, as by `lint`. The key is one of `ujuzi keys new`; without
    --key it is one for trying things out.
    """
    from ujuzi.authoring.builder import build_pack, build_update
    from ujuzi.domain.assessment import PLENTY
    from ujuzi.frameworks.reading import read_catalogue

    check_apart(output, base)
    key = publisher_key(data_dir, key_name)
    catalogue = read_catalogue(data_dir)
    make = build_pack if base is None else partial(build_update, base)
    with progress(f"building {folder.resolve().name}") as tell:
        built = make(folder, output, key, strict=strict, catalogue=catalogue, progress=tell)
    for warning in built.warnings:
        say(f"warning: {warning}", err=True)
    for assessment, cell in built.thin:
        say(
            f"thin bank: {assessment.id} draws {cell.drawn} of {cell.competency}, difficulty"
            f" {cell.difficulty}, from {cell.held}; write at least {PLENTY * cell.drawn}",
            err=True,
        )
    course = built.manifest.course
    fingerprint = key.public.fingerprint
    facts = {"file": str(output), "course": course.id, "version": course.version, "key": key_name}
    if as_json:
        answer({**facts, "fingerprint": fingerprint, "bytes": output.stat().st_size})
        return
    say(str(output))
    say(f"signed with the key {key_name}, {fingerprint}", err=True)
    if key_name == DEVELOPMENT_KEY:
        say("this key is for trying things out: make one of your own with ujuzi keys new", err=True)


@pack.command("lint")
@click.argument("folder", type=FOLDER)
@strict_option
@data_dir_option
@json_option
def lint(folder: Path, data_dir: Path, *, strict: bool, as_json: bool) -> None:
    """Look through a course folder for what an author should mend.

    Each line names a file, a line and what to do. Mistakes keep a pack from being built, warnings
    do not.
    """
    from ujuzi.authoring.lint import lint_course
    from ujuzi.frameworks.reading import read_catalogue

    found = lint_course(folder, read_catalogue(data_dir)).findings
    if as_json:
        answer(msgspec.to_builtins({"mistakes": found.mistakes, "warnings": found.warnings}))
    for warning in () if as_json or strict else found.warnings:
        say(f"warning: {warning}", err=True)
    found.refuse(strict=strict)


@pack.command("preview")
@click.argument("folder", type=FOLDER)
@data_dir_option
def preview(folder: Path, data_dir: Path) -> None:
    """Show a course folder as learners will see it.

    Nothing is signed or installed, and nothing of this computer's data changes. The course is read
    again whenever a file is saved; what keeps it from being shown is listed by file and line.
    """
    from ujuzi import desktop

    sys.exit(desktop.preview(folder, data_dir))


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
    """Write an assessment's answers for a hub alone.

    FOLDER is the course folder. The file is sealed: nobody but that hub can open it.
    """
    from ujuzi.services.assess.key_sheets import make_key_sheet, seal_key_sheet

    check_apart(output, hub_file)
    sheet = make_key_sheet(folder, assessment)
    sealed = seal_key_sheet(sheet, publisher_key(data_dir, key_name), hub_file)
    write_output(output, sealed)
    facts = {"file": str(output), "assessment": sheet.assessment.id, "items": len(sheet.items)}
    answer({**facts, "bank": sheet.bank}) if as_json else say(str(output))


@pack.command("verify")
@click.argument("file", type=FILE)
@data_dir_option
@json_option
def verify(file: Path, data_dir: Path, *, as_json: bool) -> None:
    """Check that a pack is whole and signed, without installing it.

    An update is checked together with the version that is installed here.
    """
    from ujuzi.packs.reader import open_pack

    with open_pack(file, installed_manifests(data_dir)) as opened:
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
        say(f"{course.title} ({course.language}, version {course.version}) is whole;")
        say(f"signed by {course.publisher}, key {facts['fingerprint']}")


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
    answer(msgspec.to_builtins(offer)) if as_json else say(f"{offer.title} is installed")


@pack.command("list")
@data_dir_option
@json_option
def list_packs(data_dir: Path, *, as_json: bool) -> None:
    """List the installed courses."""
    with desk_to_read(data_dir) as desk:
        packs = desk.library.installed()
    if as_json:
        answer(msgspec.to_builtins(packs))
    for each in () if as_json else packs:
        say(f"{each.course} {each.language} version {each.version}, {each.publisher}")


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
@click.option("--encoding", default="", help="Of texts that are not UTF-8, as windows-1252.")
@any_data_dir_option
@json_option
def import_course(source: Path, output: Path, encoding: str, *, as_json: bool) -> None:
    """Make course folders or question banks from another format.

    SOURCE is a folder of Markdown pages with one _toctree.yml for each language; or questions that
    Moodle exported in its format GIFT, a file or a folder of files.
    What could not come along is told by line; where nothing came, the command fails.
    """
    from ujuzi.authoring.importers import import_source

    report = import_source(source, output, encoding)
    if as_json:
        answer(msgspec.to_builtins(report, enc_hook=str))
    else:
        say(f"recognised {report.recognised}", err=True)
        for folder in report.folders:
            say(str(folder))
        for omission in report.omissions:
            say(f"not as it was: {omission}", err=True)
        for folder in report.folders:
            _say_what_to_mend(folder)
    if not report.folders:
        raise RefusedError(Code.NOTHING_IMPORTED, f"Nothing in {source} was imported.")


def _say_what_to_mend(folder: Path) -> None:
    """Look through what was imported: a course folder, or a folder of banks."""
    from ujuzi.authoring.course_folder import COURSE_FILE
    from ujuzi.authoring.lint import lint_course, lint_questions

    is_course = (folder / COURSE_FILE).is_file()
    found = lint_course(folder).findings if is_course else lint_questions(folder)
    for mistake in found.mistakes:
        say(f"to mend: {folder / mistake.file}:{mistake.line}: {mistake.sentence}", err=True)
    for warning in found.warnings:
        say(f"warning: {folder / warning.file}:{warning.line}: {warning.sentence}", err=True)
