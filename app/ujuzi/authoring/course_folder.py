"""A course folder as its author keeps it: read, checked, ready to be built into a pack.

Reports every mistake at once, with file, line and what was expected. A mistake keeps a pack from
being built; a warning (a missing picture, a choice without feedback) does not. Writes nothing,
fetches nothing. The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ujuzi.authoring.achievement_source import read_achievement
from ujuzi.authoring.course_files import PATH, CourseFiles, Mention
from ujuzi.authoring.item_source import COMPETENCY, COMPETENCY_EXPECTED, DIFFICULTIES, ID_EXPECTED
from ujuzi.authoring.marks import PLAIN_MARKS, misread_lines
from ujuzi.authoring.mistakes import Findings, Mistake
from ujuzi.authoring.references import Formula
from ujuzi.authoring.yaml_source import Entry, read_yaml
from ujuzi.domain.achievement import Achievement
from ujuzi.domain.assessment import Assessment, Quota
from ujuzi.domain.attested import competencies_of
from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.item import Quiz
from ujuzi.errors import Code, WorldError
from ujuzi.frameworks.reading import Catalogue
from ujuzi.packs.lesson.page import render_lesson
from ujuzi.packs.limits import PACK, SOURCE
from ujuzi.packs.manifest import CONTROL, ID, LANGUAGE, PackObject
from ujuzi.packs.names import hostility

COURSE_FILE = "course.yaml"
NEARLY_COURSE_FILE = re.compile(r"course\.ya?ml(?:\.txt)?", re.IGNORECASE)
PATH_EXPECTED = "a path in the course folder, in lower case"
CURLY = re.compile(r"[“”„].*[“”]|[‘’].*[‘’]", re.DOTALL)
LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+()-]*")
HOURS_MOST = 10_000
ATTEMPTS_MOST = 1_000
MINIMUMS_EXPECTED = "a competency and a percent of its questions"
ATTESTS_EXPECTED = "a competency and the iri of an alignment"
BLUEPRINT_EXPECTED = "so many items of a competency and difficulty"
VERSION_MOST = 1_000_000_000

ENDINGS = {
    ActivityKind.LESSON: (".md",),
    ActivityKind.VIDEO: (".webm",),
    ActivityKind.HANDOUT: (".pdf",),
    ActivityKind.QUIZ: (".yaml",),
}
"""The activities that a pack can hold, and how their files end."""
COURSE_KINDS = [kind for kind in CourseKind if kind is not CourseKind.UNKNOWN]
COMPANIONS = {"captions": (".vtt",), "transcript": (".md",), "poster": (".svg", ".png", ".jpg")}
"""What may go with a video."""


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A course without mistakes: its outline, what goes into the pack, what was noticed."""

    course: Course
    files: dict[str, Path | bytes]
    """Pack path -> file, or what a text says, in UTF-8."""
    objects: dict[str, PackObject]
    """Pack path -> picture as the manifest has it."""
    quizzes: dict[str, Quiz]
    banks: dict[str, Quiz]
    """Pack path -> bank with its keys, which the pack leaves out."""
    formulas: tuple[tuple[Formula, str], ...]
    warnings: tuple[Mistake, ...]


def read_course_folder(folder: Path) -> CourseFolder:
    """Read and check a course folder.

    Raises RefusedError `course-mistakes`, whose fact `mistakes` lists them all, and what
    `look_through` raises.
    """
    findings = Findings()
    found = look_through(folder, findings)
    findings.refuse()
    assert found is not None, "a course that cannot be read leaves a mistake"
    return found


def look_through(
    folder: Path, findings: Findings, catalogue: Catalogue | None = None
) -> CourseFolder | None:
    """Return what a course folder holds, as far as it can be read, and note what is found.

    Whoever makes a pack of it has a `catalogue`, in which competencies are looked up.

    Raises WorldError
    `source-gone` where the disk does not give the files.
    """
    files = CourseFiles(folder, findings, to_build=catalogue is not None)
    try:
        course = _OutlineReader(files, findings, catalogue).read()
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE,
            f"{folder} cannot be read: {error.strerror or error}.",
            path=str(folder),
        ) from error
    if course is None:
        return None
    return CourseFolder(
        course=course,
        files=files.files,
        objects=files.objects,
        quizzes=files.quizzes,
        banks=files.banks,
        formulas=tuple(files.formulas),
        warnings=findings.warnings,
    )


@dataclass(frozen=True, slots=True)
class _OutlineReader:
    files: CourseFiles
    findings: Findings
    catalogue: Catalogue | None

    def read(self) -> Course | None:
        if not (self.files.folder / COURSE_FILE).is_file():
            for other in sorted(self.files.folder.iterdir() if self.files.folder.is_dir() else ()):
                if NEARLY_COURSE_FILE.fullmatch(other.name):
                    self.findings.mistake(other.name, 1, f"call this file {COURSE_FILE}")
                    return None
        data = self.files.read(COURSE_FILE, Mention(COURSE_FILE, 1), SOURCE.yaml_bytes)
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
        self._check_links(course)
        self._check_competencies()
        return course

    def _check_links(self, course: Course) -> None:
        """Note the links that lead nowhere: to files, and to headings that are not there."""
        by_file = {activity.file: activity for activity in course.activities}
        by_id = {activity.id: activity for activity in course.activities}
        headings = functools.cache(self._headings)  # a file may be led to from a hundred places

        def check(anchor: str, path: str, file: str, line: int) -> None:
            if anchor not in headings(path):
                self.findings.warn(file, line, f"there is no heading #{anchor}")

        for found, file in self.files.links:
            if found.anchor and (activity := by_id.get(found.activity)):
                check(found.anchor, activity.file, file, found.line)
        for link, file in self.files.local_links:
            target, _, anchor = link.target.partition("#")
            if not target:
                check(anchor, file, file, link.line)
                continue
            paths = [
                posixpath.normpath(posixpath.join(start, target))
                for start in (posixpath.dirname(file), ".")
            ]
            names = [path.removesuffix(".yaml") + ".json" for path in paths]
            near = next((by_file[each] for each in (*paths, *names) if each in by_file), None)
            if near:
                instead = f"write [{link.words}](activity:{near.id})"
            else:
                instead = f"no activity is for {target}"
            self.findings.warn(file, link.line, f"a link to a file leads nowhere: {instead}")

    def _headings(self, path: str) -> set[str]:
        """Return what leads to the headings of a text; a question has none."""
        text = self.files.files.get(path, b"")
        view = render_lesson(
            text.decode() if isinstance(text, bytes) else "", title="", language=""
        )
        return {found.anchor for each in view.sections for found in each.headings}

    def _check_competencies(self) -> None:
        """Note what no framework has; of a framework that is not here nothing is known."""
        if self.catalogue is None:
            return
        for compact, place in self.files.competencies:
            name, _, code = compact.partition(":")
            if not COMPETENCY.fullmatch(compact) or self.catalogue.competency(compact):
                continue
            if name in self.catalogue.frameworks:
                sentence = f"the framework {name} has no competency {code}"
                self.findings.mistake(place.file, place.line, sentence)
            else:
                self.findings.warn(
                    place.file,
                    place.line,
                    f"there is no framework {name} here, so {compact} cannot be checked:"
                    " put its file into the folder frameworks of the data directory",
                )

    def _course(self, top: Entry) -> Course:
        language = top.text("language", pattern=LANGUAGE, expected="a language, such as en")
        course = Course(
            id=top.text("id", pattern=ID, expected=ID_EXPECTED),
            title=self._title(top),
            language=language,
            kind=CourseKind(top.one_of("kind", COURSE_KINDS) or CourseKind.GENERAL),
            version=int(top.number("version", least=1, most=VERSION_MOST, whole=True)),
            publisher=self._title(top, "publisher"),
            licence=_licence(top),
            summary=self._summary(top),
            workload_hours=top.number("workload_hours", 0, least=0, most=HOURS_MOST),
            competencies=self._competencies(top),
            modules=tuple(
                self._module(entry) for entry in top.entries("modules", expected="modules")
            ),
            assessments=tuple(
                self._assessment(entry, language)
                for entry in top.entries("assessments", expected="assessments", required=False)
            ),
        )
        top.finish()
        return course

    def _module(self, entry: Entry) -> Module:
        module = Module(
            id=self._id(entry, "module"),
            title=self._title(entry),
            competencies=self._competencies(entry),
            objectives=entry.texts("objectives", expected="objectives", required=False),
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
        if kind is ActivityKind.VIDEO and "captions" not in entry:
            entry.warn("a film without captions: write them in WebVTT, under `captions`", "file")
        return activity if kind else None

    def _assessment(self, entry: Entry, language: str) -> Assessment:
        bank = self._bank(entry)
        supervised = entry.truth("supervised", default=False)
        blueprint = self._blueprint(entry, bank)
        competencies = {quota.competency for quota in blueprint}
        stated = entry.entry("achievement", expected="what the certificate states")
        achievement = read_achievement(stated, language, supervised=supervised) if stated else None
        attests = self._attests(entry, achievement, competencies)
        if achievement and stated:
            named = competencies_of(achievement, competencies, attests)
            for alignment in achievement.alignments:
                if alignment.iri not in named:
                    stated.warn(
                        f"alignments: no competency of the blueprint has the code of"
                        f" {alignment.iri!r}; name it under `attests`, or the certificate attests"
                        " it by the total alone",
                        "alignments",
                    )
        assessment = Assessment(
            id=self._id(entry, "assessment"),
            title=self._title(entry),
            bank="",
            blueprint=blueprint,
            pass_mark=_whole(entry, "pass_mark", None, 1, 100),
            minutes=_whole(entry, "minutes", 0, 0, SOURCE.minutes),
            attempts=_whole(entry, "attempts", 0, 0, ATTEMPTS_MOST),
            wait_hours=_whole(entry, "wait_hours", 0, 0, HOURS_MOST),
            supervised=supervised,
            minimum=_whole(entry, "minimum", 0, 0, 100),
            minimums=self._minimums(entry, competencies),
            attests=attests,
            achievement=achievement,
            pass_mark_basis=entry.text("pass_mark_basis", ""),
        )
        entry.finish()
        packed = f"assessments/{assessment.id}.json"
        if packed in self.files.quizzes:
            entry.mistake(f"id: a quiz is packed as {packed!r} already", "id")
        self.files.banks[packed] = bank
        return msgspec.structs.replace(assessment, bank=packed)

    def _blueprint(self, entry: Entry, bank: Quiz) -> tuple[Quota, ...]:
        """Read how many items to draw of what; the bank must hold them all."""
        held = Counter(item.cell for item in bank.items)
        known = {item.competency for item in bank.items}
        quotas = []
        for each in entry.entries("blueprint", expected=BLUEPRINT_EXPECTED):
            quota = Quota(
                each.text("competency", pattern=COMPETENCY, expected=COMPETENCY_EXPECTED),
                DIFFICULTIES[_whole(each, "difficulty", None, 1, len(DIFFICULTIES))],
                _whole(each, "items", None, 1, SOURCE.quota_items),
            )
            each.finish()
            quotas.append(quota)
            if known and quota.competency not in known:
                sentence = f"competency: the bank has no question of {quota.competency!r}"
                each.mistake(sentence, "competency")
            elif known and quota.items > held[quota.cell]:
                each.mistake(
                    f"items: expected at most {max(held[quota.cell], 0)}, for so many questions of"
                    f" this competency and difficulty are left in the bank, found {quota.items}",
                    "items",
                )
            held[quota.cell] -= quota.items
        return tuple(quotas)

    def _minimums(self, entry: Entry, competencies: Collection[str]) -> dict[str, int]:
        """Read what single competencies ask for."""
        found: dict[str, int] = {}
        for each in entry.entries("minimums", expected=MINIMUMS_EXPECTED, required=False):
            competency = _drawn(each, competencies)
            if competency in found:
                each.mistake(f"competency: {competency!r} stands here twice", "competency")
            found[competency] = _whole(each, "percent", None, 0, 100)
            each.finish()
        return found

    def _attests(
        self, entry: Entry, achievement: Achievement | None, competencies: Collection[str]
    ) -> dict[str, str]:
        """Read which competencies the alignments of the achievement mean, by their IRIs."""
        known = {alignment.iri for alignment in achievement.alignments} if achievement else set()
        found: dict[str, str] = {}
        for each in entry.entries("attests", expected=ATTESTS_EXPECTED, required=False):
            iri = each.text("iri")
            if iri not in known:
                each.mistake(f"iri: the achievement has no alignment {iri!r}", "iri")
            elif iri in found:
                each.mistake(f"iri: {iri!r} stands here twice", "iri")
            found[iri] = _drawn(each, competencies)
            each.finish()
        return found

    def _bank(self, entry: Entry) -> Quiz:
        path = self._path(entry, "bank", (".yaml",), required=True)
        return (
            self.files.take_bank(path, Mention(entry.file, entry.line("bank")))
            if path
            else Quiz(())
        )

    def _id(self, entry: Entry, what: str) -> str:
        found = entry.text("id", pattern=ID, expected=ID_EXPECTED)
        self.files.note_id(what, found, Mention(entry.file, entry.line("id")))
        return found

    def _title(self, entry: Entry, key: str = "title") -> str:
        title = entry.text(key)
        self._check_plain(title, entry, key)
        if len(title) > PACK.title_characters:
            entry.mistake(f"{key}: expected at most {PACK.title_characters} characters", key)
        if CONTROL.search(title):
            entry.mistake(f"{key}: expected one line without control characters", key)
        return title

    def _summary(self, top: Entry) -> str:
        summary = top.text("summary", "")
        self._check_plain(summary, top, "summary")
        return summary

    def _check_plain(self, text: str, entry: Entry, key: str) -> None:
        """Note what of a text that is no Markdown would not be shown as it was meant."""
        above = entry.text_line(key) - 1
        self.files.check_letters(text, entry.file, above)
        for found in PLAIN_MARKS.finditer(text):
            line = above + 1 + text.count("\n", 0, found.start())
            sentence = (
                f"{key}: {found[0]} is shown as it stands: only lessons and questions are Markdown"
            )
            self.findings.warn(entry.file, line, sentence)
        for line, sentence in misread_lines(text):
            self.findings.warn(entry.file, above + line, f"{key}: {sentence}")
        if CURLY.fullmatch(text):
            sentence = f"{key}: these quotation marks are shown; those of YAML are ' and \""
            self.findings.warn(entry.file, above + 1, sentence)

    def _competencies(self, entry: Entry) -> tuple[str, ...]:
        found = entry.texts(
            "competencies", pattern=COMPETENCY, expected=COMPETENCY_EXPECTED, required=False
        )
        place = Mention(entry.file, entry.line("competencies"))
        self.files.competencies += ((each, place) for each in found)
        return found

    def _file(
        self, entry: Entry, key: str, ends: tuple[str, ...], *, required: bool = False
    ) -> str:
        """Check the file that a key names, and return its path in the pack."""
        path = self._path(entry, key, ends, required=required)
        if not path:
            return ""
        place = Mention(entry.file, entry.line(key))
        if path.endswith(".yaml"):
            return self.files.take_quiz(path, place)
        self.files.take(path, place)
        return path

    def _path(self, entry: Entry, key: str, ends: tuple[str, ...], *, required: bool) -> str:
        """Return the path that a key names; nothing where it is not one."""
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
        return path


def _drawn(entry: Entry, competencies: Collection[str]) -> str:
    """Return the competency that an entry names, of which the blueprint draws something."""
    competency = entry.text("competency", expected=COMPETENCY_EXPECTED)
    if competency not in competencies:
        entry.mistake(f"competency: the blueprint draws nothing of {competency!r}", "competency")
    return competency


def _licence(top: Entry) -> str:
    """Return the licence as SPDX writes it; what SPDX does not know stays as it is written."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    written = top.text("licence", "", pattern=LICENCE, expected="an SPDX licence")
    meant = ""
    for form in (written, "-".join(written.split())) if written else ():
        try:
            meant = canonicalize_license_expression(form)
        except InvalidLicenseExpression:
            continue
        if form == written:
            return meant
        break
    if written:
        instead = f"did you mean {meant}" if meant else "write one such as CC-BY-SA-4.0"
        top.warn(f"licence: SPDX knows no {written!r}; {instead}", "licence")
    return written


def _whole(entry: Entry, key: str, default: int | None, least: int, most: int) -> int:
    return int(entry.number(key, default, least=least, most=most, whole=True))
