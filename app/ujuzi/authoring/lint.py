"""A course folder looked through for everything that an author should mend.

Mistakes keep a pack from being built: content would be lost or wrong. Warnings do not, unless one
asks to be `strict`. Writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ujuzi.authoring.course_files import CourseFiles
from ujuzi.authoring.course_folder import CourseFolder, look_through
from ujuzi.authoring.facts_source import check_facts
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.references import Formula
from ujuzi.frameworks.reading import Catalogue, read_catalogue
from ujuzi.packs.lesson.formula import formula_path, formula_svg
from ujuzi.packs.lesson.latex import BrokenFormulaError

PRICE = re.compile(r"\d[\d.,]*")
NAMED = re.compile(r"\\(?:text\w*|math\w+|operatorname\*?|[mhf]box)\s*\{[^{}]*\}|\\[A-Za-z]+")
WORD = re.compile(r"(?:^|\s)[^\W\d_]{2,}(?=\s)")
"""Letters with a blank on both sides, which stand for no word in a formula."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a course folder, and the formulas that were set on the way."""

    findings: Findings
    source: CourseFolder | None
    """None where `course.yaml` cannot be read."""
    formulas: dict[str, bytes]
    """Pack path -> SVG."""


def lint_course(
    folder: Path, catalogue: Catalogue | None = None, today: date | None = None
) -> Linted:
    """Look through a course folder; competencies are looked up in the shipped catalogue by default.

    How long ago facts were checked is counted to the day, by default this one.

    Raises WorldError `source-gone`.
    """
    findings = Findings()
    source = look_through(folder, findings, catalogue or read_catalogue())
    if source is not None:
        activities = {activity.id for activity in source.course.activities}
        check_facts(folder, activities, findings, today or datetime.now(tz=UTC).date())
    formulas = _set_formulas(source.formulas if source else (), findings)
    return Linted(findings, source, formulas)


def lint_questions(folder: Path) -> Findings:
    """Look through a folder of banks that is no course yet, as an import makes it."""
    findings = Findings()
    files = CourseFiles(folder, findings, to_build=True)
    for file in sorted(folder.rglob("*.yaml")):
        files.take_questions(file.relative_to(folder).as_posix())
    _set_formulas(files.formulas, findings)
    return findings


def _set_formulas(formulas: Iterable[tuple[Formula, str]], findings: Findings) -> dict[str, bytes]:
    """Return the formulas by pack path, as SVG; note those that cannot be set, with their file."""
    found: dict[str, bytes] = {}
    failed: dict[str, ValueError] = {}
    for formula, file in formulas:
        path = formula_path(formula.latex, formula.display)
        if path not in found and path not in failed:
            try:
                found[path] = formula_svg(formula.latex, formula.display)
            except ValueError as error:
                failed[path] = error
        if _reads_as_prices(formula.latex):
            findings.warn(
                file,
                formula.line,
                f"${formula.latex}$ is read as a formula: write \\$ where a price is meant",
            )
        if reason := failed.get(path):
            sentence = f"the formula {formula.latex} cannot be set: {reason}"
            if isinstance(reason, BrokenFormulaError):
                findings.mistake(file, formula.line, sentence)
            else:
                findings.warn(file, formula.line, f"{sentence}; it is shown as code")
    return found


def _reads_as_prices(latex: str) -> bool:
    """Whether a formula holds a number and words, as what stands between two prices does."""
    return bool(PRICE.match(latex) and WORD.search(NAMED.sub("", latex)))
