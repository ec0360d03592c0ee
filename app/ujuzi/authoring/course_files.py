"""The files of a course folder: each checked once, as what its place in the course says it is.

Lessons and transcripts are read for what they refer to; pictures come along because a text shows
them. A link that leads out of the folder is as good as missing.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from ujuzi.authoring.item_source import lacks_feedback
from ujuzi.authoring.letters import TOLD_MOST, without_font
from ujuzi.authoring.marks import marks, misread_lines
from ujuzi.authoring.media import (
    CAPTIONS,
    HEAD_BYTES,
    PACKED_SVG,
    SVG,
    TEXT,
    UNPACK,
    kind_of,
    media_faults,
    object_of,
)
from ujuzi.authoring.media_opening import is_animated, opening_faults
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import QuizSource, read_bank, read_quiz
from ujuzi.authoring.references import SCHEME, ActivityLink, Formula, LocalLink, Picture, references
from ujuzi.authoring.svg_cleaning import cleaned_svg
from ujuzi.domain.assessment import shown
from ujuzi.domain.item import Quiz, texts_of
from ujuzi.errors import RefusedError
from ujuzi.files import text_mistake, text_of
from ujuzi.packs.captions import lost_words, parse_captions, unread_times
from ujuzi.packs.lesson.markup import parse
from ujuzi.packs.limits import PACK, SOURCE
from ujuzi.packs.manifest import PackObject
from ujuzi.packs.names import hostility

PATH = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*")

TAG = re.compile(r"<[^<>]*>")
VARIABLE = re.compile(r"var\(--[^()]*\)")
"""A colour, or a length, that CSS says elsewhere."""
OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")
"""Where a line of SubStation Alpha stands, and how."""
AFTER_PATH = re.compile(r"[?#].*", re.DOTALL)
"""What addresses of the web have behind a path."""
CAPTIONS_BEGIN = "WEBVTT"
MOVES = (
    "the picture moves, and only its first image is sure to be shown: make a film of it, or show"
    " its steps one by one"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a file is named, for the mistake that says it is missing."""

    file: str
    line: int


@dataclass(slots=True)
class CourseFiles:
    """What of a folder goes into the pack."""

    folder: Path
    findings: Findings
    to_build: bool = False
    """Whether a pack is to be made of it: a picture that is missing is then a mistake."""
    files: dict[str, Path | bytes] = field(default_factory=dict)
    """Pack path -> file, taken as it is; of a text the bytes that were checked, in UTF-8."""
    objects: dict[str, PackObject] = field(default_factory=dict)
    """Pack path -> picture as the manifest has it, of the bytes that were opened."""
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    """Pack path -> quiz."""
    banks: dict[str, Quiz] = field(default_factory=dict)
    """Pack path -> bank as its author wrote it; no key of it goes into the pack."""
    formulas: list[tuple[Formula, str]] = field(default_factory=list)
    """Every formula, with the file where it stands."""
    links: list[tuple[ActivityLink, str]] = field(default_factory=list)
    """Every link to an activity, with the file where it stands."""
    local_links: list[tuple[LocalLink, str]] = field(default_factory=list)
    """Every link to a file or a heading, with the file where it stands."""
    competencies: list[tuple[str, Mention]] = field(default_factory=list)
    """Every competency that is named, and where."""
    _banks_read: dict[str, Quiz] = field(default_factory=dict)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _led: set[tuple[str, str]] = field(default_factory=set)
    """Texts in which the address of a picture was written anew, with what it was."""
    _within: dict[Path, bool] = field(default_factory=dict)
    """Folder, or file that is a link -> whether it leads to a place in the course folder."""

    def note_id(self, what: str, found: str, place: Mention) -> None:
        """Note an id; two of the same kind are a mistake."""
        known = self._ids.setdefault(what, set())
        if found and found in known:
            sentence = f"id: another {what} is called {found!r}"
            self.findings.mistake(place.file, place.line, sentence)
        known.add(found)

    def take(self, path: str, place: Mention) -> None:
        """Check a lesson, a transcript, captions, a film or a handout, and take it along."""
        kind = kind_of(path)
        if path in self.files:
            return
        if kind is None or kind.media_type not in {TEXT, CAPTIONS}:
            self._take_media(path, place)
        elif (data := self.read(path, place, SOURCE.lesson_bytes)) is not None:
            self._take_text(path, data, captions=kind.media_type == CAPTIONS)

    def take_quiz(self, path: str, place: Mention) -> str:
        """Check a quiz and take it along; return its path in the pack."""
        packed = f"{path.removesuffix('.yaml')}.json"
        data = self.read(path, place, SOURCE.yaml_bytes)
        if packed in self.quizzes:
            sentence = f"another activity uses {path!r} already"
            self.findings.mistake(place.file, place.line, sentence)
        elif data is not None:
            source = read_quiz(data, path, self.findings)
            self.quizzes[packed] = source.quiz
            self._note_items(source, path)
            for text in source.texts:
                self._follow(text.text, path, text.line - 1)
        return packed

    def take_bank(self, path: str, place: Mention) -> Quiz:
        """Check a bank and return it; what only its feedback refers to stays out of the pack."""
        if path in self._banks_read:
            return self._banks_read[path]
        data = self.read(path, place, SOURCE.bank_bytes)
        if data is None:
            return Quiz(())
        source = read_bank(data, path, self.findings)
        self._banks_read[path] = source.quiz
        self._note_items(source, path)
        seen = {text for item in source.quiz.items for text in texts_of(shown(item))}
        for text in source.texts:
            if text.text in seen:
                self._follow(text.text, path, text.line - 1)
        return source.quiz

    def take_questions(self, path: str) -> None:
        """Check questions that are no course yet: they may become a quiz, or a bank."""
        data = self.read(path, Mention(path, 1), SOURCE.bank_bytes)
        if data is None:
            return
        source = read_quiz(data, path, self.findings, asks_feedback=False)
        self._note_items(source, path)
        for text in source.texts:
            self._follow(text.text, path, text.line - 1)
        if silent := sum(map(lacks_feedback, source.quiz.items)):
            sentence = (
                f"questions without feedback for each answer: {silent}; a quiz should have it"
            )
            self.findings.warn(path, 1, sentence)

    def read(self, path: str, place: Mention, most: int) -> bytes | None:
        """Return a file's bytes, or note that it is missing or has more than `most`."""
        found = self._inside(path, place)
        if found is None:
            return None
        size = found.stat().st_size
        if size > most:
            self._note_size(path, size, most)
            return None
        return found.read_bytes()

    def _note_items(self, source: QuizSource, path: str) -> None:
        """Note the ids of questions: a question of a bank may not stand in a quiz too."""
        self.competencies += ((each, Mention(path, line)) for each, line in source.competencies)
        self.links += ((ActivityLink(lesson, line), path) for _, lesson, line in source.lessons)
        for item, line in source.item_lines:
            self.note_id("question", item, Mention(path, line))

    def _take_text(self, path: str, data: bytes, *, captions: bool) -> None:
        try:
            text = text_of(data)
        except RefusedError as error:
            self.findings.mistake(path, *text_mistake(error))
            return
        self.files[path] = text.encode()
        if found := text.find("\0") + 1:
            line = text.count("\n", 0, found) + 1
            self.findings.mistake(path, line, "expected text, found the character U+0000")
        if captions and not (text.startswith(CAPTIONS_BEGIN) and parse_captions(text)):
            sentence = f"expected captions in WebVTT: {CAPTIONS_BEGIN}, and when what is said"
            self.findings.mistake(path, 1, sentence)
        elif not text.strip():
            self.findings.mistake(path, 1, "expected a text, found nothing")
        if captions:
            for line in unread_times(text):
                sentence = "not shown: expected an empty line, and then as 00:01.000 --> 00:04.000"
                self.findings.mistake(path, line, sentence)
            for line, sentence in (*lost_words(text), *misread_lines(text)):
                self.findings.warn(path, line, sentence)
            for override in OVERRIDE.finditer(text):
                line = text.count("\n", 0, override.start()) + 1
                self.findings.warn(path, line, f"{override[0]} is shown as it stands: take it out")
            self.check_letters(text, path, 0)
        else:
            self._follow(text, path, 0)

    def _follow(self, text: str, file: str, above: int) -> None:
        """Check what a text refers to; `above` is how many lines of the file precede it."""
        tokens = parse(text)
        for line, sentence in marks(text, tokens):
            self.findings.warn(file, above + line, sentence)
        self.check_letters(text, file, above)
        for found in references(text, tokens):
            line = above + found.line
            match found:
                case Formula():
                    self.formulas.append((Formula(found.latex, found.display, line), file))
                case ActivityLink():
                    self.links.append((replace(found, line=line), file))
                case LocalLink():
                    self.local_links.append((replace(found, line=line), file))
                case Picture():
                    if not found.words.strip():
                        sentence = "write what the picture shows between the brackets, ![...]"
                        self.findings.warn(file, line, sentence)
                    self._find_picture(found, Mention(file, line))

    def check_letters(self, text: str, file: str, above: int) -> None:
        """Note the letters that other computers may show as boxes, where the first stands."""
        if missing := without_font(text):
            line = above + 1 + text.count("\n", 0, text.index(missing[0]))
            more = " ..." if len(missing) > TOLD_MOST else ""
            letters = f"{' '.join(missing[:TOLD_MOST])}{more}"
            sentence = f"no font of this program has {letters}: some computers may show boxes"
            self.findings.warn(file, line, sentence)

    def _find_picture(self, picture: Picture, place: Mention) -> None:
        """Take a picture along; its address is from the course folder, or from its text's."""
        written = picture.source.replace("\\", "/")
        bare = AFTER_PATH.sub("", written)
        beside = (
            posixpath.normpath(posixpath.join(posixpath.dirname(place.file), each))
            for each in (written, bare)
        )
        found = next(
            (
                path
                for path in dict.fromkeys((picture.path or "", *beside, bare.removeprefix("/")))
                if path and not hostility(path) and (self.folder / path).is_file()
            ),
            "",
        )
        if found and found != picture.path:
            self._lead(place.file, picture.source, found, place)
        if found:
            self._take_picture(found, place)
        elif picture.path is not None:
            self._take_picture(AFTER_PATH.sub("", picture.path), place)
        elif SCHEME.match(written):
            sentence = "a picture from outside the course folder is not shown"
            self.findings.warn(place.file, place.line, sentence)
        else:
            self._miss(written, place)

    def _miss(self, path: str, place: Mention) -> None:
        note = self.findings.mistake if self.to_build else self.findings.warn
        note(place.file, place.line, f"the picture {path} is missing")

    def _lead(self, file: str, source: str, path: str, place: Mention) -> None:
        """Write the address of a picture from the course folder, as packs have it."""
        text = self.files.get(file)
        if not isinstance(text, bytes):  # a question: its words are read already
            self.findings.mistake(file, place.line, f"write the path of the picture as {path}")
            return
        forms = "|".join(re.escape(form) for form in {source, quote(source), quote(source, "/\\")})
        address = re.compile(rf"(\](?:\(|:)[ \t]*<?)(?:{forms})(?=[\s)>]|$)")
        packed = quote(path)
        led, count = address.subn(rf"\g<1>{packed}", text.decode())
        if not count and (file, source) not in self._led:  # written in a way that is not known
            self.findings.mistake(file, place.line, f"write the path of the picture as {packed}")
        self._led.add((file, source))
        self.files[file] = led.encode()

    def _take_picture(self, path: str, place: Mention) -> None:
        kind = kind_of(path)
        if path in self.files:
            return
        if path.lower().endswith(PACKED_SVG):
            self.findings.mistake(place.file, place.line, f"{path}: {UNPACK}")
        elif kind is None or not kind.is_picture:
            sentence = f"expected a picture such as figures/map.svg, found {path!r}"
            self.findings.mistake(place.file, place.line, sentence)
        elif not (self.folder / path).is_file():
            self._miss(path, place)
        else:
            self._take_media(path, place)

    def _take_media(self, path: str, place: Mention) -> None:
        found = self._inside(path, place)
        if found is None:
            return
        size = found.stat().st_size
        kind = kind_of(path)
        is_drawing = kind is not None and kind.media_type == SVG
        whole = kind is not None and kind.is_picture and size <= SOURCE.image_bytes
        if size > PACK.object_bytes:
            self._note_size(path, size, PACK.object_bytes)
        self.files[path] = found
        with found.open("rb") as file:
            stream: BinaryIO = BytesIO(file.read()) if whole else file
            head = stream.read(SOURCE.svg_bytes if is_drawing else HEAD_BYTES)
            faults = list(media_faults(path, head, size))
            if faults and is_drawing and (cleaned := cleaned_svg(head)):
                self.files[path], left_out = cleaned
                self._check_drawing(cleaned[0], path)
                for line, sentence in left_out:
                    self.findings.warn(path, line, sentence)
                return
            if is_drawing and not faults:
                self._check_drawing(head, path)
            if self.to_build and not faults:
                faults = [(1, sentence) for sentence in opening_faults(path, stream, size)]
                if not faults and is_animated(path, stream):
                    self.findings.warn(path, 1, MOVES)
            if whole and kind and self.to_build and not faults:
                stream.seek(0)
                self.objects[path] = object_of(path, (stream.read(),))
        for line, sentence in faults:
            self.findings.mistake(path, line, sentence)

    def _check_drawing(self, data: bytes, path: str) -> None:
        """Note what a sound drawing shows otherwise than its author sees it."""
        text = data.decode("utf-8", "ignore")
        if found := VARIABLE.search(text):
            line = text.count("\n", 0, found.start()) + 1
            self.findings.warn(path, line, f"{found[0]} is not known here: write what it is")
        self.check_letters(TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text), path, 0)

    def _inside(self, path: str, place: Mention) -> Path | None:
        found = self.folder / path
        if not found.is_file() or not self._holds(found):
            self.findings.mistake(place.file, place.line, f"the file {path} is missing")
            return None
        return found

    def _holds(self, file: Path) -> bool:
        """Whether a file lies in the folder, wherever links lead; folders are resolved once."""
        path = file if file.is_symlink() else file.parent
        if path not in self._within:
            self._within[path] = path.resolve().is_relative_to(self.folder.resolve())
        return self._within[path]

    def _note_size(self, path: str, size: int, most: int) -> None:
        sentence = f"the file has {size} bytes, at most {most} are expected"
        self.findings.mistake(path, 1, sentence)
