"""Imports a course of Markdown pages with JSX-like tags and a `_toctree.yml` a language.

    SOURCE/.../en/_toctree.yml        parts, each with sections: {local: chapter1/2, title: ...}
    SOURCE/.../en/chapter1/2.mdx      a page: a lesson, questions, or both

One course folder a language comes out, with the same ids wherever the languages agree. Pages that
the table of contents names and the folder lacks are listed; so is everything else that was left
out, and what an author should look at. Reads nothing but the source folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from ujuzi.authoring.importers.mdx_contents import (
    CONTENTS,
    QUIZ,
    Contents,
    SourcePage,
    language_folders,
    read_contents,
)
from ujuzi.authoring.importers.mdx_page import cut_page
from ujuzi.authoring.importers.mdx_text import PageContext, convert, without_programs
from ujuzi.authoring.importers.report import ImportReport, Omission, not_text
from ujuzi.authoring.media import SVG, kind_of, media_faults
from ujuzi.authoring.names import Names, slug
from ujuzi.authoring.reading_time import minutes_to_read
from ujuzi.authoring.svg_cleaning import cleaned_svg
from ujuzi.domain.item import ChoiceItem
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import read_start, text_of
from ujuzi.packs.limits import MB, SOURCE
from ujuzi.packs.objects import disk_error

MINUTES_A_QUESTION = 1
GENERIC_FOLDERS = frozenset({"chapters", "units", "docs", "source", "src"})
"""Folders whose name says nothing about the course."""
NAME = "a course of Markdown pages with _toctree.yml"
LICENCE_FILES = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE")
LICENCES = {
    "Apache License": "Apache-2.0",
    "MIT License": "MIT",
    "Attribution-ShareAlike 4.0": "CC-BY-SA-4.0",
    "Attribution 4.0": "CC-BY-4.0",
}
"""How licences begin, and their SPDX names; the first that is found counts."""
LOOK_AT = (
    "the source names no title, publisher and workload of the course: look at them in course.yaml"
)


class MdxImporter:
    """The importer of this format."""

    def recognises(self, source: Path) -> bool:
        """Whether there is a table of contents in the folder or a little below."""
        return any(language_folders(source))

    def read(self, source: Path, output: Path, encoding: str = "") -> ImportReport:
        """Write a course folder a language.

        Raises RefusedError `course-mistakes` for a table of contents that cannot be read, and
        WorldError `source-gone`, `disk-full` or `disk-failed`.
        """
        omissions: list[Omission] = []
        folders = []
        activities = 0
        try:
            for folder in language_folders(source):
                made = output / folder.name
                language = _Language(source.resolve(), folder, made, encoding, omissions)
                language.read()
                if language.activities:
                    folders.append(language.output)
                    activities += language.activities
        except OSError as error:
            raise _said_by(error, source, output) from error
        return ImportReport(
            tuple(folders),
            tuple(sorted(set(omissions))),
            f"{NAME}: {activities} lessons and quizzes in {len(folders)} languages",
        )


@dataclass(slots=True)
class _Language:
    """One language of the course, on its way into a course folder."""

    source: Path
    folder: Path
    output: Path
    encoding: str
    omissions: list[Omission]
    texts: dict[str, str] = field(default_factory=dict)
    """Page -> what it says."""
    pictures: dict[Path, str] = field(default_factory=dict)
    """Pictures of the source -> where they were copied."""
    figures: Names = field(default_factory=Names)
    activities: int = 0

    def read(self) -> None:
        """Write the course folder."""
        contents = read_contents(self.folder, self._omit, self._is_text)
        modules: list[dict[str, Any]] = [
            {
                "id": contents.module_id(part, number),
                "title": part.title,
                "activities": [
                    activity for page in part.pages for activity in self._page(page, contents)
                ],
            }
            for number, part in enumerate(contents.parts, 1)
            if part.pages
        ]
        self.activities = sum(len(module["activities"]) for module in modules)
        if not self.activities:
            return
        minutes = sum(a["minutes"] for module in modules for a in module["activities"])
        root = _course_root(self.folder)
        course = {
            "id": slug(root.name),
            "title": root.name,
            "language": self.folder.name,
            "kind": "general",
            "version": 1,
            "publisher": root.name,
            "licence": _licence(self.folder, root),
            "workload_hours": round(minutes / 60, 1),
            "modules": modules,
        }
        self._omit(self.folder / CONTENTS, 1, LOOK_AT)
        self._write_yaml("course.yaml", {key: value for key, value in course.items() if value})

    def _is_text(self, page: SourcePage) -> bool:
        """Read a page; note why it is no text."""
        data = read_start(page.file, SOURCE.lesson_bytes + 1)
        if len(data) > SOURCE.lesson_bytes:
            reason = f"the page is not imported: it has more than {SOURCE.lesson_bytes // MB} MB"
            self._omit(page.file, 1, reason)
            return False
        try:
            self.texts[page.local] = text_of(data, self.encoding)
        except RefusedError as error:
            self._omit(page.file, *not_text(error))
            return False
        return True

    def _page(self, page: SourcePage, contents: Contents) -> Iterator[dict[str, Any]]:
        """Write a page's lesson and quiz, and yield their activities."""
        around = PageContext(
            language=self.folder.name,
            omit=partial(self._omit, page.file),
            resolve_link=partial(contents.resolve, page),
            take_picture=partial(self._take_picture, page),
        )
        converted, questions = convert(
            without_programs(self.texts[page.local], around.omit), around
        )
        cut = cut_page(converted, questions, around, title=page.title, item_id=page.id)
        if cut.lesson or not cut.items:
            self._write(f"{page.path}.md", cut.lesson or f"{page.title}\n")
            yield {
                "id": page.id,
                "kind": "lesson",
                "title": page.title,
                "file": f"{page.path}.md",
                "minutes": minutes_to_read(cut.lesson),
            }
        if cut.items:
            self._write_yaml(
                f"{page.path}{QUIZ}.yaml", {"items": [_item(item) for item in cut.items]}
            )
            yield {
                "id": f"{page.id}{QUIZ}" if cut.lesson else page.id,
                "kind": "quiz",
                "title": page.title,
                "file": f"{page.path}{QUIZ}.yaml",
                "minutes": MINUTES_A_QUESTION * len(cut.items),
            }

    def _take_picture(self, page: SourcePage, address: str) -> str | None:
        """Copy a picture of the source, if it is one that a course may hold."""
        kind = kind_of(address)
        if ":" in address or address.startswith("//") or kind is None or not kind.is_picture:
            return None
        start = self.folder if address.startswith("/") else page.file.parent
        file = (start / address.lstrip("/")).resolve()
        if not file.is_relative_to(self.source) or not file.is_file():
            return None
        if file not in self.pictures:
            with file.open("rb") as stream:
                head = stream.read(SOURCE.svg_bytes)
            faulty = any(media_faults(file.name, head, file.stat().st_size))
            if faulty and not (kind.media_type == SVG and cleaned_svg(head)):
                return None
            whole = file.relative_to(self.source)
            name = slug(whole.with_suffix("").as_posix())
            name = self.figures.give(name, whole.as_posix())
            target = f"figures/{name}{file.suffix.lower()}"
            (self.output / "figures").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, self.output / target)
            self.pictures[file] = target
        return self.pictures[file]

    def _write(self, path: str, text: str) -> None:
        file = self.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def _write_yaml(self, path: str, value: dict[str, Any]) -> None:
        from ruamel.yaml import YAML

        yaml = YAML()
        yaml.width = 100_000
        stream = StringIO()
        yaml.dump(_literal(value), stream)
        self._write(path, stream.getvalue())

    def _omit(self, file: Path, line: int, reason: str) -> None:
        self.omissions.append(Omission(file.relative_to(self.source).as_posix(), line, reason))


def _course_root(folder: Path) -> Path:
    """Return the folder that is named after the course."""
    above = folder.parent
    return above.parent if above.name in GENERIC_FOLDERS else above


def _licence(folder: Path, root: Path) -> str:
    for place in (folder, folder.parent, root):
        for name in LICENCE_FILES:
            if (place / name).is_file():
                head = (place / name).read_bytes()[:2000].decode("utf-8", "replace")
                return next((spdx for start, spdx in LICENCES.items() if start in head), "")
    return ""


def _item(item: ChoiceItem) -> dict[str, Any]:
    """Return an item as an author would write it."""
    written: dict[str, Any] = {"id": item.id, "type": "choice"}
    if item.multiple:
        written["multiple"] = True
    choices = []
    for choice in item.choices:
        fields: dict[str, Any] = {"id": choice.id, "text": choice.text}
        if choice.right:
            fields["right"] = True
        if choice.feedback:
            fields["feedback"] = choice.feedback
        choices.append(fields)
    return {**written, "prompt": item.prompt, "choices": choices}


def _literal(value: Any) -> Any:
    """Return values of which ruamel.yaml writes texts of several lines as blocks."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(value, dict):
        return {key: _literal(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_literal(each) for each in value]
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value


def _said_by(error: OSError, source: Path, output: Path) -> WorldError:
    """Tell a source that cannot be read from an output that cannot be written."""
    if error.filename and Path(str(error.filename)).resolve().is_relative_to(source.resolve()):
        return WorldError(
            Code.SOURCE_GONE, f"{source} cannot be read: {error.strerror}.", path=str(source)
        )
    return disk_error(error, output)
