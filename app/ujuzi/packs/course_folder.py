"""A course folder as its author keeps it: read, checked, ready to be built into a pack.

Reports every mistake at once, with file, line and what was expected. A mistake keeps a pack from
being built; a warning (a missing picture, a choice without feedback) does not. Writes nothing,
fetches nothing. The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.item import Quiz
from ujuzi.errors import WorldError
from ujuzi.packs.course_files import PATH, CourseFiles, Place
from ujuzi.packs.item_source import COMPETENCY, COMPETENCY_EXPECTED, ID_EXPECTED
from ujuzi.packs.limits import PACK, SOURCE
from ujuzi.packs.manifest import CONTROL, ID, LANGUAGE
from ujuzi.packs.mistakes import Findings, Mistake
from ujuzi.packs.names import hostility
from ujuzi.packs.references import Formula
from ujuzi.packs.yaml_source import Entry, read_yaml

COURSE_FILE = "course.yaml"
PATH_EXPECTED = "a path in the course folder, in lower case"
LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+()-]*")
HOURS_MOST = 10_000
VERSION_MOST = 1_000_000_000

ENDINGS = {
    ActivityKind.LESSON: (".md",),
    ActivityKind.VIDEO: (".webm",),
    ActivityKind.HANDOUT: (".pdf",),
    ActivityKind.QUIZ: (".yaml",),
}
"""The activities that a pack can hold, and how their files end."""
COMPANIONS = {"captions": (".vtt",), "transcript": (".md",), "poster": (".svg", ".png", ".jpg")}
"""What may go with a video."""


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A course without mistakes: its outline, what goes into the pack, what was noticed."""

    course: Course
    files: dict[str, Path]
    quizzes: dict[str, Quiz]
    formulas: tuple[tuple[Formula, str], ...]
    warnings: tuple[Mistake, ...]


def read_course_folder(folder: Path) -> CourseFolder:
    """Read and check a course folder.

    Raises RefusedError `course-mistakes`, whose fact `mistakes` lists them all, or WorldError
    `source-gone` where the disk does not give the files.
    """
    findings = Findings()
    files = CourseFiles(folder, findings)
    try:
        course = _OutlineReader(files, findings).read()
    except OSError as error:
        raise WorldError(
            "source-gone", f"{folder} cannot be read: {error.strerror or error}.", path=str(folder)
        ) from error
    findings.refuse()
    assert course is not None, "a course that cannot be read leaves a mistake"
    return CourseFolder(
        course=course,
        files=files.files,
        quizzes=files.quizzes,
        formulas=tuple(files.formulas),
        warnings=findings.warnings,
    )


@dataclass(frozen=True, slots=True)
class _OutlineReader:
    files: CourseFiles
    findings: Findings

    def read(self) -> Course | None:
        data = self.files.read(COURSE_FILE, Place(COURSE_FILE, 1), SOURCE.yaml_bytes)
        top = None
        if data is not None:
            top = read_yaml(data, COURSE_FILE, self.findings, "the keys of a course")
        if top is None:
            return None
        course = self._course(top)
        activities = {activity.id for activity in course.activities}
        for link, file in self.files.links:
            if link.activity not in activities:
                self.findings.mistake(
                    file, link.line, f"there is no activity {link.activity!r} in this course"
                )
        return course

    def _course(self, top: Entry) -> Course:
        course = Course(
            id=top.text("id", pattern=ID, expected=ID_EXPECTED),
            title=self._title(top),
            language=top.text("language", pattern=LANGUAGE, expected="a language, such as en"),
            kind=CourseKind(top.one_of("kind", list(CourseKind)) or CourseKind.GENERAL),
            version=int(top.number("version", least=1, most=VERSION_MOST, whole=True)),
            publisher=self._title(top, "publisher"),
            licence=top.text("licence", "", pattern=LICENCE, expected="an SPDX licence"),
            summary=top.text("summary", ""),
            workload_hours=top.number("workload_hours", 0, least=0, most=HOURS_MOST),
            competencies=self._competencies(top),
            modules=tuple(
                self._module(entry) for entry in top.entries("modules", expected="modules")
            ),
        )
        top.finish()
        return course

    def _module(self, entry: Entry) -> Module:
        module = Module(
            id=self._id(entry, "module"),
            title=self._title(entry),
            competencies=self._competencies(entry),
            activities=tuple(
                activity
                for each in entry.entries("activities", expected="activities")
                if (activity := self._activity(each))
            ),
        )
        entry.finish()
        return module

    def _activity(self, entry: Entry) -> Activity | None:
        word = entry.one_of("kind", list(ENDINGS))
        kind = ActivityKind(word) if word else None
        companions = COMPANIONS if kind in {None, ActivityKind.VIDEO} else {}
        activity = Activity(
            id=self._id(entry, "activity"),
            kind=kind or ActivityKind.LESSON,
            title=self._title(entry),
            file=self._file(entry, "file", ENDINGS[kind] if kind else (), required=True),
            minutes=int(entry.number("minutes", 5, least=1, most=SOURCE.minutes, whole=True)),
            required=entry.truth("required", default=True),
            **{key: self._file(entry, key, ends) for key, ends in companions.items()},
        )
        entry.finish()
        return activity if kind else None

    def _id(self, entry: Entry, what: str) -> str:
        found = entry.text("id", pattern=ID, expected=ID_EXPECTED)
        self.files.note_id(what, found, Place(entry.file, entry.line("id")))
        return found

    def _title(self, entry: Entry, key: str = "title") -> str:
        title = entry.text(key)
        if len(title) > PACK.title_characters:
            entry.mistake(f"{key}: expected at most {PACK.title_characters} characters", key)
        if CONTROL.search(title):
            entry.mistake(f"{key}: expected one line without control characters", key)
        return title

    def _competencies(self, entry: Entry) -> tuple[str, ...]:
        return entry.texts(
            "competencies", pattern=COMPETENCY, expected=COMPETENCY_EXPECTED, required=False
        )

    def _file(
        self, entry: Entry, key: str, ends: tuple[str, ...], *, required: bool = False
    ) -> str:
        """Check the file that a key names, and return its path in the pack."""
        path = entry.text(key, None if required else "", expected=PATH_EXPECTED)
        if not path:
            return ""
        named = f" that ends in {' or '.join(ends)}" if ends else ""
        if not PATH.fullmatch(path) or (ends and not path.endswith(ends)):
            entry.mistake(f"{key}: expected {PATH_EXPECTED}{named}, found {path!r}", key)
            return ""
        if reason := hostility(path):
            entry.mistake(f"{key}: {path!r} {reason}", key)
            return ""
        place = Place(entry.file, entry.line(key))
        if path.endswith(".yaml"):
            return self.files.take_quiz(path, place)
        self.files.take(path, place)
        return path
