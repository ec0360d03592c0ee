"""Imports questions in Moodle's GIFT: a file, or every `.gift` file of a folder.

One bank a category comes out. Ids and competencies are those that comments name (`[id:..]`,
`[tag:unesco-ai-cft:1.1]`, `[tag:difficulty 2]`, as this program writes them); a question without an
id gets one from its title. What cannot come along is listed by line. Reads nothing but the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ujuzi.authoring.bank_writer import write_items
from ujuzi.authoring.importers.gift_answers import Asked, NotImportedError, Stem, item_of
from ujuzi.authoring.importers.gift_text import (
    CHARACTERS_MOST,
    HOLE,
    GiftQuestion,
    Omit,
    cut_questions,
    plain,
    split_format,
)
from ujuzi.authoring.importers.mdx_contents import slug
from ujuzi.authoring.importers.report import ImportReport, Omission, not_text
from ujuzi.authoring.item_source import COMPETENCY
from ujuzi.domain.item import Difficulty, Item
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import text_of
from ujuzi.packs.limits import MB, SOURCE
from ujuzi.packs.manifest import ID
from ujuzi.packs.names import RESERVED
from ujuzi.packs.objects import disk_error

DIFFICULTY_TAG = "difficulty "
LOOK_AT = "difficulty or competency is not told of {count} questions: an assessment needs them"
NAME_CHARACTERS_MOST = 60
"""Of an id or a file name made from a title."""
LEVELS_MOST = 4
"""Of categories that become folders; deeper ones share a name."""
CATEGORIES_MOST = 500

_ENDINGS = frozenset({".gift", ".txt"})
_TITLE = "::"
_TAG = re.compile(r"<[^<>]*>")
_UNNAMED_CATEGORY = re.compile(r"\$\w+\$|top", re.IGNORECASE)
_DIFFICULTIES: dict[str, Difficulty] = {"1": 1, "2": 2, "3": 3}


class GiftImporter:
    """The importer of this format."""

    def recognises(self, source: Path) -> bool:
        """Whether this is a text file, or a folder with GIFT files in it."""
        if source.is_file():
            return source.suffix.casefold() in _ENDINGS
        return any(source.rglob("*.gift"))

    def read(self, source: Path, output: Path, encoding: str = "") -> ImportReport:
        """Write a bank a category.

        Raises WorldError `source-gone`, `disk-full` or `disk-failed`.
        """
        found = _Import()
        files = [source] if source.is_file() else sorted(source.rglob("*.gift"))
        base = source.parent if source.is_file() else source
        for file in files:
            name = file.relative_to(base).as_posix()
            found.take(name, _text(file, encoding, partial(found.omit, name)))
        for path, items in found.banks.items():
            target = output / f"{path}.yaml"
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(write_items(items), encoding="utf-8", newline="\n")
            except OSError as error:
                raise disk_error(error, output) from error
        return ImportReport((output,), tuple(sorted(set(found.omissions))))


@dataclass(slots=True)
class _Import:
    """Banks by path on their way out, and what was left behind."""

    banks: dict[str, list[Item]] = field(default_factory=dict)
    omissions: list[Omission] = field(default_factory=list)
    _paths: dict[str, str] = field(default_factory=dict)
    """Category -> path."""
    _ids: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)
    """Name -> how often it was asked for, so that numbering never starts over."""

    def omit(self, file: str, line: int, reason: str) -> None:
        """Note what is not imported as it was."""
        self.omissions.append(Omission(file, line, reason))

    def take(self, file: str, text: str) -> None:
        """Take the questions of a file."""
        unsaid = 0
        for question in cut_questions(text, partial(self.omit, file)):
            try:
                item = self._item(question, partial(self.omit, file))
                path = self._path(question.category or Path(file).stem)
            except NotImportedError as error:
                self.omit(file, question.line, f"not imported: {error}")
                continue
            unsaid += not item.competency or item.difficulty is None
            self.banks.setdefault(path, []).append(item)
        if unsaid:
            self.omit(file, 1, LOOK_AT.format(count=unsaid))

    def _item(self, question: GiftQuestion, omit: Omit) -> Item:
        text = question.text.lstrip()
        if len(text) > CHARACTERS_MOST:
            raise NotImportedError(f"more than {CHARACTERS_MOST} characters")
        title = ""
        if text.startswith(_TITLE):
            title, ended, text = text.removeprefix(_TITLE).partition(_TITLE)
            if not ended:
                raise NotImportedError("the title has no end: expected :: after it")
        if text.count("{") > 1 or text.count("}") > 1:
            raise NotImportedError(r"expected one pair of braces; a brace in a text is \{ or \}")
        before, opened, rest = text.partition("{")
        block, closed, after = rest.partition("}")
        if not opened and not closed:
            raise NotImportedError("a text without a question")
        if not closed:
            raise NotImportedError("a brace is missing")
        text_format, before = split_format(before, "moodle")
        sentence = f"{before}{HOLE}{after}" if _TAG.sub("", after).strip() else f"{before} {after}"
        stem = self._stem(question, plain(title))
        item = item_of(Asked(stem, sentence, text_format, partial(omit, question.line)), block)
        if not item.prompt:
            raise NotImportedError("the question has no text")
        self._ids.add(item.id)
        return item

    def _stem(self, question: GiftQuestion, title: str) -> Stem:
        levels = [
            t.removeprefix(DIFFICULTY_TAG) for t in question.tags if t.startswith(DIFFICULTY_TAG)
        ]
        return {
            "id": self._id(question, title),
            "competency": next(filter(COMPETENCY.fullmatch, question.tags), ""),
            "difficulty": next((_DIFFICULTIES[n] for n in levels if n in _DIFFICULTIES), None),
        }

    def _id(self, question: GiftQuestion, title: str) -> str:
        """Return an id that no other question of the import has."""
        named = question.id if ID.fullmatch(question.id) else _short(title)
        return self._unlike(named or f"q-{question.line}", self._ids)

    def _path(self, category: str) -> str:
        """Return the path of a category's bank, which no other category has."""
        if category not in self._paths:
            if len(self._paths) >= CATEGORIES_MOST:
                raise NotImportedError(f"more than {CATEGORIES_MOST} categories")
            names = (each.strip() for each in category.split("/"))
            named = [each for each in names if not _UNNAMED_CATEGORY.fullmatch(each)]
            parts = [_short(each) for each in named if each][:LEVELS_MOST]
            path = "/".join(f"{part}-" if part in RESERVED else part for part in parts)
            self._paths[category] = self._unlike(path or "bank", set(self._paths.values()))
        return self._paths[category]

    def _unlike(self, name: str, taken: set[str]) -> str:
        """Return a name, with a number where it is taken."""
        found = name
        while found in taken:
            self._counts[name] = self._counts.get(name, 1) + 1
            found = f"{name}-{self._counts[name]}"
        return found


def _short(title: str) -> str:
    """Return a title as an id, or nothing."""
    return slug(title)[:NAME_CHARACTERS_MOST].strip("-") if title.strip() else ""


def _text(file: Path, encoding: str, omit: Omit) -> str:
    """Return what a file says, or nothing, and a note, where it is too large or no text."""
    most = SOURCE.bank_bytes
    try:
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE, f"{file} cannot be read: {error.strerror}.", path=str(file)
        ) from error
    if len(data) > most:
        omit(1, f"not imported: the file has more than {most // MB} MB")
        return ""
    try:
        return text_of(data, encoding)
    except RefusedError as error:
        omit(*not_text(error))
        return ""
