"""`ujuzi framework`: competency frameworks, the abilities that courses teach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import answer
from ujuzi.cli.options import ANYWHERE, FILE, data_dir_option, json_option
from ujuzi.terminal import check_apart, say

if TYPE_CHECKING:
    from ujuzi.domain.framework import Framework

ROLES = ("teacher", "support", "leader")


@click.group()
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
        say(f"{fact['id']} {fact['title']}: {fact['competencies']} competencies")


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
    say(f"{in_language(found.title, language)}, version {found.version}")
    say(in_language(found.licence.attribution, language))
    for each in found.for_role(role) if role else found.competencies:
        statement = each.statement_for(role) if role else each.statement
        say(f"{found.compact(each)}  {in_language(each.name, language)}")
        say(f"    {in_language(statement, language)}")


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
    say(f"{in_language(found.title, language)} ({found.framework}, {found.role})")
    for each in found.statements:
        say(f"{each.competency}  {in_language(each.text, language)}")


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

    check_apart(output, Path(name))
    written = export_case(_framework(name, data_dir), language, output)
    facts = {"file": str(output), "items": len(written["CFItems"]), "language": language}
    answer(facts) if as_json else say(str(output))


def _framework(name: str, data_dir: Path) -> Framework:
    """Return a framework by id, or of a file, whose mistakes are then all told."""
    from ujuzi.frameworks.reading import read_catalogue, read_framework

    if name.endswith(".json"):
        return read_framework(Path(name))
    return read_catalogue(data_dir).framework(name)
