"""Imports questions in Moodle's GIFT: a file, or every GIFT file of a folder.

Moodle names its own files `.gift.txt`; another `.txt` is one where it holds what GIFT is made of.
One bank a category comes out, and says which. Ids and competencies are those that comments name
(`[id:..]`, `[tag:unesco-ai-cft:1.1]`, `[tag:difficulty 2]`, as this program writes them); an id
that is not named is made of the title, or of the words. What cannot come along is listed by line.
Reads nothing but the source.
"""

from __future__ import annotations

import re
from contextlib import suppress
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
from ujuzi.authoring.importers.report import ImportReport, Omission, not_text
from ujuzi.authoring.item_source import COMPETENCY
from ujuzi.authoring.names import Names, short_hash, slug
from ujuzi.domain.item import Difficulty, Item
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import DEVICE_NAMES, read_start, text_of
from ujuzi.packs.limits import MB, SOURCE
from ujuzi.packs.manifest import ID
from ujuzi.packs.objects import disk_error

DIFFICULTY_TAG = "difficulty "
LOOK_AT = "difficulty or competency is not told of {count} questions: an assessment needs them"
NAME_CHARACTERS_MOST = 60
"""Of an id or a file name made from a title."""
LEVELS_MOST = 4
"""Of categories that become folders; deeper ones share a name."""
CATEGORIES_MOST = 500

GIFT_NAME = re.compile(r"(.*?)\.(?:gift|gift\.txt)", re.IGNORECASE)
TEXT_NAME = re.compile(r"(.*?)(?:\.gift)?\.(?:gift|txt)", re.IGNORECASE)
PASSED_OVER_MOST = 100
"""Files that are no GIFT, told one by one."""
LOOKS_LIKE = {
    "Aiken": re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE),
    "Moodle XML": re.compile(r"<(?:\?xml|quiz|question)\b"),
}
"""Other formats of questions, and how one knows them."""
NAME = "questions in Moodle's GIFT"

_GIFT = re.compile(r"^\$CATEGORY:|^::|(?<!\\)\{[^{}]*(?<!\\)\}", re.MULTILINE)
_TITLE = "::"
_TAG = re.compile(r"<[^<>]*>")
_UNNAMED_CATEGORY = re.compile(r"\$\w+\$|top", re.IGNORECASE)
_DIFFICULTIES: dict[str, Difficulty] = {"1": 1, "2": 2, "3": 3}


class GiftImporter:
    """The importer of this format."""

    def recognises(self, source: Path) -> bool:
        """Whether this is a text file, or a folder with GIFT files in it."""
        if source.is_file():
            return TEXT_NAME.fullmatch(source.name) is not None
        return any(map(_is_gift, _files(source)))

    def read(self, source: Path, output: Path, encoding: str = "") -> ImportReport:
        """Write a bank a category.

        Raises WorldError `source-gone`, `disk-full` or `disk-failed`.
        """
        found = _Import()
        base = source.parent if source.is_file() else source
        passed_over = []
        for file in [source] if source.is_file() else _files(source):
            name = file.relative_to(base).as_posix()
            if file == source or _is_gift(file):
                found.read(name, _text(file, encoding, partial(found.omit, name)))
            else:
                passed_over.append(name)
        for name in passed_over[:PASSED_OVER_MOST]:
            found.omit(name, 1, "the file is no GIFT and is passed over")
        if more := passed_over[PASSED_OVER_MOST:]:
            found.omit(more[0], 1, f"{len(more)} more files are no GIFT and are passed over")
        found.take()
        for path, items in found.banks.items():
            target = output / f"{path}.yaml"
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(
                    write_items(items, found.categories.get(path, "")),
                    encoding="utf-8",
                    newline="\n",
                )
            except OSError as error:
                raise disk_error(error, output) from error
        questions = sum(map(len, found.banks.values()))
        return ImportReport(
            (output,) if found.banks else (),
            tuple(sorted(set(found.omissions))),
            f"{NAME}: {questions} questions in {len(found.banks)} banks",
        )


@dataclass(slots=True)
class _Import:
    """Banks by path on their way out, and what was left behind."""

    banks: dict[str, list[Item]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    """Path -> category."""
    omissions: list[Omission] = field(default_factory=list)
    _questions: list[tuple[str, list[GiftQuestion]]] = field(default_factory=list)
    _paths: dict[tuple[str, str], str] = field(default_factory=dict)
    """Category, or the file of what has none -> path."""
    _path_names: Names = field(default_factory=Names)
    _ids: Names = field(default_factory=Names)
    _named: set[str] = field(default_factory=set)

    def omit(self, file: str, line: int, reason: str) -> None:
        """Note what is not imported as it was."""
        self.omissions.append(Omission(file, line, reason))

    def read(self, file: str, text: str) -> None:
        """Read the questions of a file; the ids that comments name are kept for them."""
        found = list(cut_questions(text, partial(self.omit, file)))
        for question in found:
            if ID.fullmatch(question.id):
                self._ids.reserve(question.id)
        self._questions.append((file, found))
        like = next((kind for kind, known in LOOKS_LIKE.items() if known.search(text)), "")
        if like and not _GIFT.search(text):
            self.omit(file, 1, f"no question in this file is GIFT; it looks like {like}")

    def take(self) -> None:
        """Take all questions that were read."""
        for file, questions in self._questions:
            self._take(file, questions)

    def _take(self, file: str, questions: list[GiftQuestion]) -> None:
        unsaid = 0
        for question in questions:
            try:
                item = self._item(question, partial(self.omit, file))
                path = self._path(question.category, file)
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
        if ID.fullmatch(question.id):
            if question.id not in self._named:
                self._named.add(question.id)
                return question.id
            return self._ids.give(question.id, question.id)
        if title.strip():
            return self._ids.give(slug(title, "q", NAME_CHARACTERS_MOST), title)
        return self._ids.give(f"q-{short_hash(plain(question.text))}", plain(question.text))

    def _path(self, category: str, file: str) -> str:
        """Return the path of a category's bank, which no other category has.

        What has no category goes by the name of its file.
        """
        key = (category, "" if category else file)
        if key not in self._paths:
            if len(self._paths) >= CATEGORIES_MOST:
                raise NotImportedError(f"more than {CATEGORIES_MOST} categories")
            whole = category or _stem(file)
            names = (each.strip() for each in whole.split("/"))
            named = [each for each in names if not _UNNAMED_CATEGORY.fullmatch(each)]
            parts = [slug(each, "bank", NAME_CHARACTERS_MOST) for each in named if each]
            path = "/".join(
                f"{each}-" if each in DEVICE_NAMES else each for each in parts[:LEVELS_MOST]
            )
            self._paths[key] = self._path_names.give(path or "bank", category or file)
            self.categories[self._paths[key]] = "" if category == self._paths[key] else category
        return self._paths[key]


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder, without what a name that begins with a dot hides."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(p.startswith(".") for p in file.relative_to(folder).parts)
    )


def _is_gift(file: Path) -> bool:
    """Whether a file of a folder is GIFT by its name, or a text with what GIFT is made of."""
    if GIFT_NAME.fullmatch(file.name):
        return True
    if not TEXT_NAME.fullmatch(file.name):
        return False
    with suppress(OSError, RefusedError):
        return _GIFT.search(text_of(read_start(file, SOURCE.bank_bytes))) is not None
    return False


def _stem(file: str) -> str:
    name = file.rpartition("/")[2]
    found = TEXT_NAME.fullmatch(name)
    return found[1] if found else name


def _text(file: Path, encoding: str, omit: Omit) -> str:
    """Return what a file says, or nothing, and a note, where it is too large or no text."""
    most = SOURCE.bank_bytes
    try:
        data = read_start(file, most + 1)
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
