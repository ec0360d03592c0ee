"""The courses of this computer: installed, read, searched.

A pack is verified before anything changes, its objects are put beside those that are there, and
one transaction makes it the current version: a cut at any moment leaves the old one or the new
one, whole. An older version stays for as long as somebody's attempt in it is unfinished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.authority import Act
from ujuzi.domain.course import Activity, ActivityKind, Course
from ujuzi.domain.event import LearnerId, PublisherTrusted
from ujuzi.domain.framework import Pathway
from ujuzi.domain.item import Questions, read_questions
from ujuzi.domain.progress import CourseState
from ujuzi.domain.text import WORD, natural, searchable, searchable_word
from ujuzi.errors import MALFORMED, Code, RefusedError, UjuziError
from ujuzi.packs.lesson.page import LessonView as LessonView
from ujuzi.packs.lesson.page import render_lesson
from ujuzi.packs.manifest import Manifest, course_of, decode_manifest
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import Pack, open_pack
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import STEWARD, People
from ujuzi.services.study.installing import Installer
from ujuzi.store import accounts, catalogue, event_log, projections, search_index, sittings
from ujuzi.store.catalogue import InstalledPack, TrustedKey
from ujuzi.store.database import Database

if TYPE_CHECKING:
    from ujuzi.packs.captions import Cue as Cue

SNIPPET_CHARACTERS_BEFORE = 60
SNIPPET_CHARACTERS = 180
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One course as *Learn* shows it to one learner, in her language where it is installed.

    `required` and `completed` count required activities; `state` is new, started or completed;
    `next_activity` is where to continue.
    """

    course: str
    language: str
    pack: str
    title: str
    summary: str
    publisher: str
    version: int
    workload_hours: float
    languages: tuple[str, ...]
    required: int
    completed: int
    state: str
    minutes_left: int
    next_activity: str
    next_title: str
    last_at: int | None
    installed_at: int

    @property
    def is_new(self) -> bool:
        """Whether this learner has not opened it yet."""
        return self.state == "new"


@dataclass(frozen=True, slots=True)
class CourseView:
    """One course with what one learner has done in it, by activity.

    `begun` says of each quiz that is under way how many of how many questions are answered.
    """

    card: CourseCard
    outline: Course
    pack: str
    states: Mapping[str, ActivityState]
    begun: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VideoView:
    """A video to show; `file` is None where the pack does not hold it."""

    title: str
    language: str
    file: Path | None
    captions: tuple[Cue, ...]
    transcript: LessonView | None
    poster: bytes | None


@dataclass(frozen=True, slots=True)
class HandoutView:
    """A PDF to show."""

    title: str
    file: Path


@dataclass(frozen=True, slots=True)
class PackOffer:
    """What a pack file holds, verified but for whether its publisher is trusted."""

    title: str
    course: str
    language: str
    version: int
    publisher: str
    fingerprint: str
    bytes: int
    trusted: bool
    installed_version: int | None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An activity that was found; `snippet` is pieces of text, each with whether it matched."""

    pack: str
    course: str
    course_title: str
    activity: str
    activity_title: str
    snippet: tuple[tuple[str, bool], ...]


class Library:
    """The courses of one computer."""

    def __init__(
        self,
        db: Database,
        objects: ObjectStore,
        clock: Clock,
        people: People,
        pathways: Callable[[], Mapping[str, Pathway]],
    ) -> None:
        self._db = db
        self.objects = objects
        self._clock = clock
        self._people = people
        self._pathways = pathways
        self._outlines: dict[str, Course] = {}
        self._manifests: dict[str, Manifest] = {}
        self._is_unpacking = False

    def courses(self, learner: LearnerId) -> tuple[CourseCard, ...]:
        """Return a card a course: started ones first, latest first; then new; then completed.

        New ones stand in the order of the pathway of the learner's role, others behind them; in
        each place by title, 2 before 10.
        """
        states = projections.COURSES.find(self._db, learner)
        person = self._people.person(learner)
        preferences = person.preferences
        pathway = self._pathways().get(person.role)
        cards = []
        for course, packs in self._packs_by_course().items():
            wanted = preferences.course_languages.get(course, preferences.language)
            pack = packs.get(wanted) or next(iter(packs.values()))
            state = states.get((course,), CourseState())
            cards.append(_card(pack, self.outline(pack.pack), state, tuple(packs)))
        order = {"started": 0, "new": 1, "completed": 2}

        def offer(card: CourseCard) -> tuple[object, ...]:
            place = pathway.place(card.course) if pathway and card.is_new else 0
            return order[card.state], place, -(card.last_at or 0), natural(card.title)

        return tuple(sorted(cards, key=offer))

    def course(self, learner: LearnerId, course: str, language: str | None = None) -> CourseView:
        """Return one course; a `language` that is given is remembered for this learner.

        Raises RefusedError `course-missing`.
        """
        packs = self._packs_by_course().get(course)
        if not packs:
            raise _course_missing(course)
        preferences = self._people.person(learner).preferences
        if language in packs:
            languages = {**preferences.course_languages, course: language}
            preferences = msgspec.structs.replace(preferences, course_languages=languages)
            self._people.set_preferences(learner, preferences)
        wanted = preferences.course_languages.get(course, preferences.language)
        pack = packs.get(wanted) or next(iter(packs.values()))
        outline = self.outline(pack.pack)
        state = projections.COURSES.get(self._db, learner, course)
        found = projections.ACTIVITIES.find(self._db, learner, course)
        states = {key[0]: value for key, value in found.items()}
        return CourseView(
            card=_card(pack, outline, state, tuple(packs)),
            outline=outline,
            pack=pack.pack,
            states=states,
            begun=dict(self._begun(learner, outline, states)),
        )

    def _begun(
        self, learner: LearnerId, outline: Course, states: Mapping[str, ActivityState]
    ) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield how far each quiz is that was never finished; one that cannot be read is not."""
        for quiz in outline.activities:
            state = states.get(quiz.id)
            if (
                quiz.kind is not ActivityKind.QUIZ
                or state is None
                or state.completed_at is not None
            ):
                continue
            attempts = projections.ATTEMPTS.find(self._db, learner, outline.id, quiz.id).values()
            with suppress(UjuziError):
                attempt = max(attempts, key=lambda each: each.last_answered, default=None)
                if attempt is not None:
                    items = {item.id for item in self.quiz(attempt.pack, quiz.id).items}
                    yield quiz.id, (len(items & attempt.answers.keys()), len(items))

    def outline(self, pack: str) -> Course:
        """Return the course of an installed pack; raises RefusedError `course-missing`."""
        known = self._outlines.get(pack)
        if known is None:
            encoded = catalogue.outline(self._db, pack)
            if encoded is None:
                raise RefusedError(
                    Code.COURSE_MISSING, "This course is no longer on this computer."
                )
            known = self._outlines[pack] = msgspec.json.decode(encoded, type=Course)
        return known

    def activity(self, pack: str, activity: str) -> Activity:
        """Return one activity of a pack; raises RefusedError `activity-missing`."""
        try:
            return self.outline(pack).activity(activity)
        except KeyError as error:
            raise RefusedError(
                Code.ACTIVITY_MISSING, f"This version of the course has no {activity}.",
                activity=activity,
            ) from error  # fmt: skip

    def assessment(self, pack: str, assessment: str) -> Assessment:
        """Return one assessment of a pack; raises RefusedError `assessment-missing`."""
        try:
            return self.outline(pack).assessment(assessment)
        except KeyError as error:
            raise RefusedError(
                Code.ASSESSMENT_MISSING, f"This version of the course has no {assessment}.",
                assessment=assessment,
            ) from error  # fmt: skip

    def lesson(self, pack: str, activity: str) -> LessonView:
        """Return a lesson, ready to draw."""
        found = self.activity(pack, activity)
        text = self.object(pack, found.file).decode("utf-8-sig", "replace")
        return render_lesson(text, title=found.title, language=self.outline(pack).language)

    def video(self, pack: str, activity: str) -> VideoView:
        """Return a video with its captions, transcript and poster, as far as the pack has them."""
        from ujuzi.packs.captions import parse_captions

        found = self.activity(pack, activity)
        language = self.outline(pack).language
        transcript = self._optional(pack, found.transcript)
        captions = self._optional(pack, found.captions)
        return VideoView(
            title=found.title,
            language=language,
            file=self.object_path(pack, found.file),
            captions=parse_captions(captions.decode("utf-8-sig", "replace")) if captions else (),
            transcript=render_lesson(
                transcript.decode("utf-8-sig", "replace"), title=found.title, language=language
            )
            if transcript
            else None,
            poster=self._optional(pack, found.poster),
        )

    def handout(self, pack: str, activity: str) -> HandoutView:
        """Return a PDF; raises RefusedError `object-missing`."""
        found = self.activity(pack, activity)
        path = self.object_path(pack, found.file)
        if path is None:
            raise _object_missing(found.file)
        return HandoutView(title=found.title, file=path)

    def paper_form(self, pack: str, activity: str) -> HandoutView | None:
        """Return a PDF that stands for an activity of a kind that this program does not know."""
        found = self.activity(pack, activity)
        for path in (found.handout, found.file):
            entry = self._manifest(pack).find(path)
            if entry is not None and entry.media_type == PDF:
                file = self.object_path(pack, path)
                return HandoutView(found.title, file) if file is not None else None
        return None

    def quiz(self, pack: str, activity: str) -> Questions:
        """Return the items of a quiz that this program knows.

        Raises what `questions` raises, and RefusedError `quiz-needs-newer` where it knows none.
        """
        found = self.questions(pack, self.activity(pack, activity).file)
        if found.left_out and not found.items:
            raise RefusedError(Code.QUIZ_NEEDS_NEWER, "This quiz needs a newer version of Ujuzi.")
        return found

    def questions(self, pack: str, path: str) -> Questions:
        """Return the items of a quiz or bank; raises RefusedError `pack-malformed`."""
        try:
            return read_questions(self.object(pack, path))
        except MALFORMED as error:
            raise RefusedError(
                Code.PACK_MALFORMED, f"{path} of this course cannot be read."
            ) from error

    def object(self, pack: str, path: str) -> bytes:
        """Return the bytes of an object of a pack; raises RefusedError `object-missing`."""
        found = self._optional(pack, path)
        if found is None:
            raise _object_missing(path)
        return found

    def object_path(self, pack: str, path: str) -> Path | None:
        """Return the file that holds an object, for players and viewers that read files."""
        entry = self._manifest(pack).find(path)
        if entry is None or not self.objects.has(entry.sha256, entry.size):
            return None
        return self.objects.path(entry.sha256)

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        """Install a pack file from this thread; raises what `Installer.install` raises."""
        return Installer(lambda work: work(self)).install(file, progress, cancelled)

    def offer(self, file: Path, pack: Pack) -> PackOffer:
        """Return what an open pack file holds, and how it stands to what is here."""
        course = pack.manifest.course
        installed = self._packs_by_course().get(course.id, {}).get(course.language)
        keys = {key.fingerprint: key for key in self.trusted()}
        known = keys.get(pack.key.fingerprint)
        return PackOffer(
            title=course.title,
            course=course.id,
            language=course.language,
            version=course.version,
            publisher=known.publisher if known else course.publisher,
            fingerprint=pack.key.fingerprint,
            bytes=file.stat().st_size,
            trusted=known is not None,
            installed_version=installed.version if installed else None,
        )

    def expect(self, file: Path, pack: Pack) -> PackOffer:
        """Let a pack be unpacked: no object is swept until `expect_no_more`.

        Raises RefusedError `publisher-unknown` or `pack-older`.
        """
        offer = self.offer(file, pack)
        if not offer.trusted:
            from ujuzi.terminal import as_word

            raise RefusedError(
                Code.PUBLISHER_UNKNOWN,
                f"{offer.publisher} ({offer.fingerprint}) is not trusted on this computer:"
                f" compare the fingerprint with what the publisher says, then"
                f" ujuzi keys trust {as_word(offer.publisher)} --file {as_word(str(file))}",
                publisher=offer.publisher,
                fingerprint=offer.fingerprint,
            )
        if offer.installed_version is not None and offer.installed_version > offer.version:
            raise RefusedError(
                Code.PACK_OLDER,
                f"Version {offer.installed_version} of {offer.title} is here already;"
                f" this file holds version {offer.version}.",
                title=offer.title,
                installed=offer.installed_version,
                offered=offer.version,
            )
        self._is_unpacking = True
        return offer

    def register(
        self, pack: Pack, offer: PackOffer, texts: Iterable[search_index.IndexedText]
    ) -> None:
        """Make a pack that is unpacked the current version of its course, in one transaction.

        `texts` are what there is to find in it.
        """
        course = pack.manifest.course
        installed = InstalledPack(
            pack=pack.pack_id,
            course=course.id,
            language=course.language,
            version=course.version,
            publisher=offer.publisher,
            fingerprint=offer.fingerprint,
            bytes=sum(entry.size for entry in pack.manifest.objects),
            installed_at=self._clock.now(),
        )
        with self._db.atomic():
            for old in self._packs_by_course().get(course.id, {}).values():
                if old.language == course.language:
                    search_index.remove(self._db, old.pack)
            outline = course_of(pack.manifest_bytes)
            signed = pack.key.raw + pack.signature
            catalogue.register(self._db, installed, outline, pack.manifest_bytes, signed)
            search_index.add(self._db, pack.pack_id, texts)

    def expect_no_more(self) -> None:
        """Sweep what nothing needs, now that no pack is being unpacked."""
        self._is_unpacking = False
        self._prune()

    def remove(self, course: str, language: str) -> None:
        """Take a course off this computer; what people did stays, and an open sitting goes on.

        Raises RefusedError `course-missing`.
        """
        pack = self._packs_by_course().get(course, {}).get(language)
        if pack is None:
            raise _course_missing(course)
        with self._db.atomic():
            search_index.remove(self._db, pack.pack)
            if pack.pack in sittings.packs(self._db):
                catalogue.retire(self._db, pack.pack)
            else:
                catalogue.remove(self._db, pack.pack)
        self._prune()

    def installed(self) -> tuple[InstalledPack, ...]:
        """Return the packs that learners see."""
        return catalogue.current(self._db)

    def kept(self) -> tuple[InstalledPack, ...]:
        """Return every pack here, also old versions that unfinished attempts still need."""
        return (*catalogue.current(self._db), *catalogue.superseded(self._db))

    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the activities that hold every word; the last may be the start of one."""
        terms = WORD.findall(searchable(text))
        return tuple(
            SearchHit(
                pack=match.pack,
                course=match.course,
                course_title=self.outline(match.pack).title,
                activity=match.activity,
                activity_title=match.title,
                snippet=tuple(snippet(match.body, terms)),
            )
            for match in search_index.find(self._db, text, limit)
        )

    def manifest(self, pack: str) -> bytes | None:
        """Return the manifest of an installed pack, byte for byte as signed."""
        return catalogue.manifest(self._db, pack)

    def trust(
        self, publisher: str, fingerprint: str, file: Path, steward_code: str, by: LearnerId
    ) -> None:
        """Trust the key that signed `file`, as the steward, on behalf of whoever is signed in.

        Raises what `check_steward_code` and `open_pack` raise, and RefusedError
        `fingerprint-changed` where the file is no longer the one that was shown.
        """
        with open_pack(file, self.manifest) as pack:
            key = pack.key
        if key.fingerprint != fingerprint:
            raise RefusedError(Code.FINGERPRINT_CHANGED, "The file was changed; look at it again.")
        self._people.check_steward_code(steward_code, Act.TRUST_PUBLISHER, by)
        self.trust_key(publisher, key, by)

    def trust_key(self, publisher: str, key: PublicKey, by: LearnerId = STEWARD) -> None:
        """Trust a publisher's key, and write down that it was done."""
        now = self._clock.now()
        with self._db.atomic():
            body = PublisherTrusted(publisher=publisher, fingerprint=key.fingerprint)
            event_log.append(self._db, by, body, now)
            catalogue.trust(self._db, TrustedKey(publisher, key.fingerprint, key.raw, now))

    def has_steward(self) -> bool:
        """Whether this computer has a steward code already."""
        return accounts.get(self._db, STEWARD) is not None

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Return the publishers whose packs this computer installs."""
        return catalogue.trusted(self._db)

    def _packs_by_course(self) -> dict[str, dict[str, InstalledPack]]:
        """Course id -> language -> pack."""
        found: dict[str, dict[str, InstalledPack]] = {}
        for pack in catalogue.current(self._db):
            found.setdefault(pack.course, {})[pack.language] = pack
        return found

    def _manifest(self, pack: str) -> Manifest:
        known = self._manifests.get(pack)
        if known is None:
            encoded = catalogue.manifest(self._db, pack)
            if encoded is None:
                raise RefusedError(
                    Code.COURSE_MISSING, "This course is no longer on this computer."
                )
            self._manifests = {pack: (known := decode_manifest(encoded))}
        return known

    def _optional(self, pack: str, path: str) -> bytes | None:
        entry = self._manifest(pack).find(path) if path else None
        return self.objects.read(entry.sha256) if entry else None

    def damaged(self) -> tuple[str, ...]:
        """Return the titles of courses of which a file is missing or damaged; reads all of them."""
        sound: dict[str, bool] = {}
        found = []
        for pack in self.kept():
            manifest = self._manifest(pack.pack)
            for entry in manifest.objects:
                if entry.sha256 not in sound:
                    sound[entry.sha256] = self.objects.is_whole(entry.sha256, entry.size)
            if not all(sound[entry.sha256] for entry in manifest.objects):
                found.append(manifest.course.title)
        return tuple(dict.fromkeys(found))

    def _prune(self) -> None:
        """Let go of old versions that no unfinished attempt needs, and of unneeded objects."""
        needed = {
            state.pack
            for learner in accounts.learners(self._db)
            for state in projections.ATTEMPTS.find(self._db, learner).values()
            if state.finished_at is None
        } | sittings.packs(self._db)
        for pack in catalogue.superseded(self._db):
            if pack.pack not in needed:
                catalogue.remove(self._db, pack.pack)
        self._outlines.clear()
        self._manifests.clear()
        if not self._is_unpacking:
            kept = (self._manifest(pack.pack) for pack in self.kept())
            self.objects.collect(entry.sha256 for each in kept for entry in each.objects)


def _card(
    pack: InstalledPack, outline: Course, state: CourseState, languages: tuple[str, ...]
) -> CourseCard:
    required = [activity for activity in outline.activities if activity.required]
    done = state.done()
    todo = [activity for activity in required if activity.id not in done]
    following = next_activity(outline, state)
    started = state.enrolled_at is not None
    finished = state.done_at is not None or (bool(required) and not todo)
    return CourseCard(
        course=pack.course,
        language=pack.language,
        pack=pack.pack,
        title=outline.title,
        summary=outline.summary,
        publisher=pack.publisher,
        version=pack.version,
        workload_hours=outline.workload_hours,
        languages=languages,
        required=len(required),
        completed=len(required) - len(todo),
        state="completed" if finished else "started" if started else "new",
        minutes_left=sum(activity.minutes for activity in todo),
        next_activity=following.id if following else "",
        next_title=following.title if following else "",
        last_at=state.last_at or None,
        installed_at=pack.installed_at,
    )


def next_activity(outline: Course, state: CourseState) -> Activity | None:
    """Return where to continue: what was left unfinished, or the next required one after it."""
    activities = list(outline.activities)
    places = [i for i, activity in enumerate(activities) if activity.id == state.last_activity]
    start = places[0] if places else 0
    done = state.done()
    for activity in activities[start:] + activities[:start]:
        unfinished = activity.id not in done
        if unfinished and (activity.required or activity.id == state.last_activity):
            return activity
    return activities[start] if activities else None


def snippet(body: str, terms: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield an excerpt around the first match as pieces, each with whether it matched."""
    words = ((m.start(), m.end(), _matches(m.group(), terms)) for m in WORD.finditer(body))
    first = next((start for start, _, hit in words if hit), 0)
    begin = max(0, first - SNIPPET_CHARACTERS_BEFORE)
    if begin:
        space = body.find(" ", begin, first)
        begin = space + 1 if space >= 0 else begin
    end = min(len(body), begin + SNIPPET_CHARACTERS)
    shown = body[begin:end]
    last = 0
    if begin:
        yield ("… ", False)
    for match in WORD.finditer(shown):
        if _matches(match.group(), terms):
            if match.start() > last:
                yield (shown[last : match.start()], False)
            yield (match.group(), True)
            last = match.end()
    yield (shown[last:] + (" …" if end < len(body) else ""), False)


def is_sound_svg(data: bytes) -> bool:
    """Whether this is a drawing that may be drawn (`packs.lesson.drawing`)."""
    from ujuzi.packs.lesson import drawing

    return drawing.is_sound_svg(data)


def _matches(word: str, terms: list[str]) -> bool:
    folded = searchable_word(word)
    return any(folded.startswith(term) for term in terms)


def _course_missing(course: str) -> RefusedError:
    return RefusedError(Code.COURSE_MISSING, f"{course} is not on this computer.", course=course)


def _object_missing(path: str) -> RefusedError:
    return RefusedError(Code.OBJECT_MISSING, f"This course does not hold {path}.", path=path)
