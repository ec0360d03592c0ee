"""The packs that are installed on this computer: put in, taken out, and their files.

A pack is verified before anything changes, its objects are put beside those that are there, and
one transaction makes it the current version: a cut at any moment leaves the old one or the new
one, whole. An older version stays for as long as somebody's attempt in it is unfinished.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.authority import Act
from ujuzi.domain.course import Course
from ujuzi.domain.event import LearnerId, PublisherTrusted
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.manifest import Manifest, course_of, decode_manifest
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import Pack, open_pack
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import STEWARD, People
from ujuzi.store import accounts, catalogue, event_log, projections, search_index, sittings
from ujuzi.store.catalogue import InstalledPack, TrustedKey
from ujuzi.store.database import Database


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


class InstalledPacks:
    """The packs of one computer, and whose it installs."""

    def __init__(self, db: Database, objects: ObjectStore, clock: Clock, people: People) -> None:
        self._db = db
        self.objects = objects
        self._clock = clock
        self._people = people
        self._outlines: dict[str, Course] = {}
        self._manifests: dict[str, Manifest] = {}
        self._is_unpacking = False

    def outline(self, pack: str) -> Course:
        """Return the course of an installed pack; raises RefusedError `course-missing`."""
        known = self._outlines.get(pack)
        if known is None:
            encoded = catalogue.outline(self._db, pack)
            if encoded is None:
                raise _course_gone()
            known = self._outlines[pack] = msgspec.json.decode(encoded, type=Course)
        return known

    def object(self, pack: str, path: str) -> bytes:
        """Return the bytes of an object of a pack; raises RefusedError `object-missing`."""
        found = self._optional(pack, path)
        if found is None:
            raise object_missing(path)
        return found

    def object_path(self, pack: str, path: str) -> Path | None:
        """Return the file that holds an object, for players and viewers that read files."""
        entry = self._manifest(pack).find(path)
        if entry is None or not self.objects.has(entry.sha256, entry.size):
            return None
        return self.objects.path(entry.sha256)

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
            raise course_missing(course)
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
                raise _course_gone()
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


def course_missing(course: str) -> RefusedError:
    """Return why a course is refused that is not here."""
    return RefusedError(Code.COURSE_MISSING, f"{course} is not on this computer.", course=course)


def object_missing(path: str) -> RefusedError:
    """Return why a file is refused that a pack does not hold."""
    return RefusedError(Code.OBJECT_MISSING, f"This course does not hold {path}.", path=path)


def _course_gone() -> RefusedError:
    return RefusedError(Code.COURSE_MISSING, "This course is no longer on this computer.")
