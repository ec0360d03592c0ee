"""The frameworks, pathways and questionnaires of one computer, read from files.

Shipped files come first; a National Centre puts its own in the data directory, in `frameworks/`,
`pathways/` and `self_assessments/`, and one with the id or role of a shipped one takes its place.
A file that is not as the schema says is refused with every mistake, each with where it stands and
what was expected; `read_catalogue`, `read_pathways` and `read_questionnaires` pass over such a
file and say so in the log: one bad file hides no other. Keys of a later version of the program hide
nothing either: those three pass over them, while who reads one file, to check it, is told of them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from ujuzi.domain.framework import (
    Competency,
    Framework,
    Pathway,
    case_package,
    framework_mistakes,
)
from ujuzi.domain.later import decoded
from ujuzi.domain.self_assessment import Questionnaire, questionnaire_mistakes
from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.files import read_start, write_whole
from ujuzi.paths import FRAMEWORKS, PATHWAYS, SELF_ASSESSMENTS, resources

MAX_FILE_BYTES = 4_000_000
SCHEMA = "schema.json"

log = logging.getLogger(__name__)

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class Catalogue:
    """The frameworks by id."""

    frameworks: dict[str, Framework]

    def framework(self, name: str) -> Framework:
        """Return a framework by id; raises RefusedError `framework-missing`."""
        if name not in self.frameworks:
            raise RefusedError(
                Code.FRAMEWORK_MISSING, f"There is no framework named {name} here.", framework=name
            )
        return self.frameworks[name]

    def competency(self, compact: str) -> Competency | None:
        """Return the competency of a compact IRI, where its framework is here."""
        name, _, code = compact.partition(":")
        framework = self.frameworks.get(name)
        if framework is None:
            return None
        return next((each for each in framework.competencies if each.code == code), None)


def read_catalogue(data_dir: Path | None = None) -> Catalogue:
    """Read the frameworks that ship with the program, then what `data_dir` adds."""
    return Catalogue({each.id: each for each in _readable(read_framework, data_dir, FRAMEWORKS)})


def read_pathways(data_dir: Path | None = None) -> dict[str, Pathway]:
    """Read the pathways by role: the shipped ones, then what `data_dir` adds."""
    return {each.role: each for each in _readable(read_pathway, data_dir, PATHWAYS)}


def read_questionnaires(data_dir: Path | None = None) -> dict[tuple[str, str], Questionnaire]:
    """Read the questionnaires by framework and role: the shipped ones, then those of `data_dir`."""
    read = partial(read_questionnaire, catalogue=read_catalogue(data_dir))
    found = _readable(read, data_dir, SELF_ASSESSMENTS)
    return {(each.framework, each.role): each for each in found}


def read_framework(file: Path, *, passes_over: bool = False) -> Framework:
    """Read one framework; `passes_over` keys that this program does not know, or refuses them.

    Raises RefusedError `framework-mistakes`, whose fact `mistakes` holds all of them, or
    WorldError `source-gone`.
    """
    framework = read_form(file, Framework, passes_over=passes_over)
    mistakes = tuple(framework_mistakes(framework))
    if mistakes:
        raise _mistaken(file, mistakes)
    return framework


def read_pathway(file: Path, *, passes_over: bool = False) -> Pathway:
    """Read one pathway; raises what `read_framework` raises."""
    return read_form(file, Pathway, passes_over=passes_over)


def read_questionnaire(
    file: Path, catalogue: Catalogue, *, passes_over: bool = False
) -> Questionnaire:
    """Read one questionnaire on a framework of `catalogue`; raises what `read_framework` does."""
    questionnaire = read_form(file, Questionnaire, passes_over=passes_over)
    framework = catalogue.frameworks.get(questionnaire.framework)
    mistakes = tuple(questionnaire_mistakes(questionnaire, framework))
    if mistakes:
        raise _mistaken(file, mistakes)
    return questionnaire


def read_form(file: Path, kind: type[T], *, passes_over: bool = False) -> T:
    """Read a file of the form of a struct, whatever else may be wrong with what it says.

    Keys that this program does not know are mistakes, or `passes_over` them.

    Raises what `read_framework` raises.
    """
    try:
        data = read_start(file, MAX_FILE_BYTES + 1)
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE, f"{file.name} cannot be read.", file=str(file)
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise _mistaken(file, (f"expected at most {MAX_FILE_BYTES} bytes",))
    try:
        found, unknown = decoded(data, kind)
    except MALFORMED as error:
        raise _mistaken(file, tuple(_form_mistakes(data, kind)) or (str(error),)) from error
    if unknown and not passes_over:
        raise _mistaken(file, tuple(_form_mistakes(data, kind)))
    if unknown:
        log.warning("%s: passed over: %s", file.name, ", ".join(unknown))
    return found


def schema(kind: type[Framework | Questionnaire] = Framework) -> dict[str, Any]:
    """Return the JSON Schema of such files, for editors and other programs."""
    found = msgspec.json.schema(kind)
    for part in found["$defs"].values():
        part["additionalProperties"] = False
    return found


def export_case(framework: Framework, language: str, output: Path) -> dict[str, Any]:
    """Write a framework as a CASE package, and return the package.

    Raises RefusedError `language-missing`, or WorldError `not-written`.
    """
    if language not in framework.languages:
        known = ", ".join(framework.languages)
        raise RefusedError(
            Code.LANGUAGE_MISSING,
            f"{framework.id} is not there in {language!r}, but in {known}.",
            language=language,
            known=framework.languages,
        )
    package = case_package(framework, language)
    try:
        write_whole(output, msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n")
    except OSError as error:
        raise WorldError(
            Code.NOT_WRITTEN, f"{output} cannot be written.", file=str(output)
        ) from error  # fmt: skip
    return package


def _readable(read: Callable[..., T], data_dir: Path | None, folder: str) -> Iterator[T]:
    """Yield what the shipped files hold, then those of the data directory; bad ones are logged."""
    own = sorted((data_dir / folder).glob("*.json")) if data_dir else []
    named = (*resources(folder).items(), *((file.name, file) for file in own))
    for name, file in named:
        if name == SCHEMA or not name.endswith(".json"):
            continue
        try:
            yield read(file, passes_over=True)
        except (RefusedError, WorldError) as error:
            log.warning("%s", error)


def _form_mistakes(data: bytes, kind: type[msgspec.Struct]) -> Iterator[str]:
    """Yield everything in which a file is not of the form of a struct."""
    try:
        value = json.loads(data)
    except json.JSONDecodeError as error:
        yield f"line {error.lineno}: expected JSON: {error.msg}"
    except MALFORMED:
        yield "expected JSON in UTF-8, not nested deeply"
    else:
        yield from _differences(value, kind, "the file")


def _differences(value: Any, kind: Any, where: str) -> Iterator[str]:
    """Yield where a value is not of a type; msgspec itself stops at the first."""
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if isinstance(value, list) and get_origin(bare) is tuple and value:
        for place, each in enumerate(value, start=1):
            yield from _differences(each, get_args(bare)[0], f"{where}: number {place}")
    elif isinstance(value, dict) and isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _struct_differences(value, bare, where)
    else:
        try:
            msgspec.convert(value, kind)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            written = json.dumps(value, ensure_ascii=False)[:60]
            found = written.encode(errors="backslashreplace").decode()
            expected = _description(kind) or str(error).removeprefix("Expected ").replace("`", "")
            yield f"{where}: expected {expected}, found {found}"


def _description(kind: Any) -> str:
    """Return how the schema describes a type in words, where it does."""
    metas = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((meta.description for meta in metas if meta.description), "")


def _struct_differences(
    value: dict[str, Any], kind: type[msgspec.Struct], where: str
) -> Iterator[str]:
    from difflib import get_close_matches  # it costs start-up time

    types = get_type_hints(kind, include_extras=True)
    fields = {each.name: each for each in msgspec.structs.fields(kind)}
    for key in (each for each in value if each not in fields):
        near = get_close_matches(key, fields, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"expected {', '.join(fields)}"
        yield f"{where}: unknown key {key!r}; {hint}"
    for name, each in fields.items():
        if name in value:
            yield from _differences(value[name], types[name], f"{where}: {name}")
        elif each.required:
            yield f"{where}: {name} is missing"


def _mistaken(file: Path, mistakes: tuple[str, ...]) -> RefusedError:
    many = "one mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    lines = "\n".join(f"  {mistake}" for mistake in mistakes)
    return RefusedError(
        Code.FRAMEWORK_MISTAKES,
        f"{file.name} has {many}:\n{lines}",
        file=file.name,
        mistakes=mistakes,
    )
