"""Certificates: those that a person holds, and checking anybody's, with no network.

What is believed rests on a root: the one that ships with the program, the one of the hub at which
this computer is registered, and those that its steward trusted. Under a root stands the list of
issuers and revocations: as documents of the hub, and in a file that a stick brought. Of both the
newer says what holds; neither is believed before its signatures are.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ujuzi.domain.achievement import Certificate, Revocation
from ujuzi.domain.authority import Act
from ujuzi.domain.event import LearnerId
from ujuzi.domain.text import natural
from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.files import read_start
from ujuzi.paths import resource
from ujuzi.services.people.people import People
from ujuzi.store import inbox
from ujuzi.store.database import Database
from ujuzi.sync import checks, roots
from ujuzi.wire import documents
from ujuzi.wire.documents import IssuedCredential

if TYPE_CHECKING:
    from ujuzi.credentials.check import Verdict as Verdict
    from ujuzi.credentials.key_list import Root
    from ujuzi.credentials.trust import Trust

SHIPPED_ROOT = "root.json"
"""The root of a release; a checkout has none."""
MAX_FILE_BYTES = 64_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate that a person holds: what it says, what is printed, and the signed JSON."""

    certificate: Certificate
    credential: bytes
    stub: str
    code: str
    address: str
    revoked: Revocation | None = None
    is_of_left_hub: bool = False
    """Whether it was issued by a hub at which this computer is no longer registered."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How much this computer knows: the date of its newest list, and how many issuers it names."""

    issued: datetime
    issuers: int
    age_days: int = 0

    @property
    def is_stale(self) -> bool:
        """Whether so much time has gone by that much may have been revoked since."""
        from ujuzi.credentials.check import STALE_DAYS

        return self.age_days > STALE_DAYS


@dataclass(frozen=True, slots=True)
class ListOffer:
    """A list under a root that is not trusted here yet, and that root's fingerprint."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class Checker:
    """What a computer knows of issuers at one moment; it may be used in any thread."""

    trusts: tuple[Trust, ...]
    left: tuple[Trust, ...]
    """Of hubs that this computer has left."""
    now: datetime | None = None
    """The hour by this computer's clock."""

    def check(self, data: bytes) -> Verdict:
        """Return the truth about a credential, a badge, or the text of a certificate's code."""
        from ujuzi.credentials.check import check

        verdicts = [check(data, trust, self.now) for trust in self.trusts] or [
            check(data, None, self.now)
        ]
        known = (
            each for each in verdicts if each.standing not in ("unknown-issuer", "cannot-check")
        )
        return next(known, None) or self._of_left_hub(data) or verdicts[0]

    def _of_left_hub(self, data: bytes) -> Verdict | None:
        """Return the verdict on what a hub has signed that this computer has left, or None."""
        from ujuzi.credentials.check import check

        for trust in self.left:
            verdict = check(data, trust, self.now)
            if verdict.standing in ("revoked", "key-revoked"):
                return verdict
            if verdict.standing in ("genuine", "not-yet-known", "key-out-of-use"):
                return msgspec.structs.replace(verdict, standing="left-hub")
        return None


class Certificates:
    """The certificates of one computer's people, and what it knows to check any."""

    def __init__(self, db: Database, people: People) -> None:
        self._db = db
        self._people = people

    def held(self, learner: LearnerId) -> tuple[HeldCertificate, ...]:
        """Return a person's certificates, the newest first."""
        return tuple(
            sorted(self._held(learner), key=lambda held: held.certificate.issued, reverse=True)
        )

    def of(self, learners: Collection[LearnerId]) -> tuple[HeldCertificate, ...]:
        """Return the certificates of some people that hold good and are here, by name."""
        return tuple(
            sorted(
                (held for held in self._held(*learners) if held.revoked is None),
                key=lambda held: (natural(held.certificate.name), held.certificate.issued),
            )
        )

    def one(self, learner: LearnerId, certificate: str) -> HeldCertificate:
        """Return one of a person's certificates; raises RefusedError `certificate-missing`."""
        for held in self._held(learner):
            if held.certificate.id == certificate:
                return held
        raise RefusedError(Code.CERTIFICATE_MISSING, "This certificate is not on this computer.")

    def check(self, data: bytes) -> Verdict:
        """Return the truth about a credential, a badge, or the text of a certificate's code."""
        return self.checker().check(data)

    def checker(self) -> Checker:
        """Return what is known here now; checking by it needs no database and takes its time."""
        with suppress(WorldError):  # where nothing can be written, it is checked all the same
            self.note_check()
        return Checker(self._trusts(), roots.left(self._db), datetime.now(UTC))

    def note_check(self) -> None:
        """Let the hub send this computer every status list for 90 days, as it checks some."""
        with self._db.atomic():
            checks.checked(self._db)

    def knowledge(self) -> Knowledge | None:
        """Return how much is known here, or None where there is no list."""
        from ujuzi.credentials.key_list import ISSUING

        trusts = self._trusts()
        if not trusts:
            return None
        dates = [trust.key_list.issued for trust in trusts]
        dates += [each.issued for trust in trusts for each in trust.status_lists]
        issuers = {
            key.organisation for trust in trusts for key in trust.key_list.keys
            if key.role == ISSUING
        }  # fmt: skip
        age = datetime.now(UTC) - max(dates)
        return Knowledge(max(dates), len(issuers), max(age.days, 0))

    def add_list(self, file: Path) -> ListOffer | None:
        """Add the list in a file; one under a strange root is offered, and not added.

        A root to which one that is trusted has handed over is none. Raises what `read_file` raises,
        and
        what `credentials.trust.read_list` raises.
        """
        data = read_file(file)
        root = _root_of(data)
        trusted = self._roots()
        if root in trusted:
            self._add(data, root)
            return None
        for former in trusted:
            with suppress(RefusedError):
                self._add(data, former)
                return None
        return ListOffer(root.fingerprint)

    def trust_root(self, file: Path, fingerprint: str, steward_code: str) -> None:
        """Trust the root of the list in a file, as the steward, and add the list.

        Raises what `add_list` and `check_steward_code` raise, and RefusedError
        `fingerprint-changed` where the file is no longer the one that was shown.
        """
        data = read_file(file)
        root = _root_of(data)
        if root.fingerprint != fingerprint:
            raise RefusedError(Code.FINGERPRINT_CHANGED, "The file was changed; look at it again.")
        self._people.check_steward_code(steward_code, Act.TRUST_PUBLISHER)
        with self._db.atomic():
            self._add(data, root)
            roots.trust_root(self._db, root)

    def _held(self, *learners: LearnerId) -> Iterator[HeldCertificate]:
        theirs = set(learners)
        issued = {
            document.id: (told, document.stream == inbox.LEFT)
            for document in inbox.of_kind(self._db, documents.CREDENTIAL)
            if (told := documents.read(document.payload, IssuedCredential)) is not None
            and told.learner in theirs
        }
        if not issued:
            return
        from ujuzi.credentials import open_badge

        trusts = self._trusts()
        left = roots.left(self._db) if any(was_left for _, was_left in issued.values()) else ()
        for told, was_left in issued.values():
            credential = bytes(told.credential)
            try:
                certificate = open_badge.read(msgspec.json.decode(credential))
            except (RefusedError, *MALFORMED):
                log.warning("A credential that was received cannot be read.")
                continue
            revoked = (_revocation(trust, certificate) for trust in (*trusts, *left))
            is_known = any(trust.issuer(certificate.issuer) for trust in trusts)
            yield HeldCertificate(
                certificate,
                credential,
                told.stub,
                told.code,
                told.address,
                next(filter(None, revoked), None),
                is_of_left_hub=was_left and not is_known,
            )

    def trusted_roots(self) -> tuple[Root, ...]:
        """Return the roots that are trusted here."""
        return self._roots()

    def _trusts(self) -> tuple[Trust, ...]:
        """Return what is known under each root that is trusted here."""
        known = (self._trust(root) for root in self._roots())
        return tuple(trust for trust in known if trust is not None)

    def _trust(self, root: Root) -> Trust | None:
        from ujuzi.credentials.trust import read_list

        trust: Trust | None = None
        for data in filter(None, (*roots.each_told(self._db), roots.added(self._db, root))):
            try:
                trust = read_list(data, root, trust)
            except RefusedError as refusal:
                # Another root's, or older than what is known: it adds nothing.
                log.info("A list says nothing here: %s", refusal.code)
        return trust

    def _add(self, data: bytes, root: Root) -> None:
        from ujuzi.credentials.trust import read_list

        read_list(data, root, self._trust(root))
        roots.add(self._db, root, data)

    def _roots(self) -> tuple[Root, ...]:
        """Return the roots that are trusted here: the shipped one first."""
        return (*shipped_roots(), *roots.trusted(self._db))


def shipped_roots() -> tuple[Root, ...]:
    """Return the root that came with the program, if one did."""
    from ujuzi.credentials.key_list import Root

    shipped = resource(SHIPPED_ROOT)
    return (msgspec.json.decode(shipped.read_bytes(), type=Root),) if shipped.exists() else ()


def read_file(file: Path) -> bytes:
    """Return a file to check; raises WorldError `source-gone` or RefusedError `file-too-large`."""
    try:
        data = read_start(file, MAX_FILE_BYTES + 1)
    except OSError as error:
        raise WorldError(Code.SOURCE_GONE, f"{file} cannot be read.", path=str(file)) from error
    if len(data) > MAX_FILE_BYTES:
        raise RefusedError(Code.FILE_TOO_LARGE, f"{file} is too large to be a certificate.")
    return data


def bake(picture: bytes, held: HeldCertificate) -> bytes:
    """Return a badge's picture, SVG or PNG, with a credential baked in."""
    from ujuzi.credentials.baking import PNG, bake_png, bake_svg

    write = bake_png if picture.startswith(PNG) else bake_svg
    return write(picture, held.credential.decode())


def _root_of(data: bytes) -> Root:
    from ujuzi.credentials.trust import root_of_list

    return root_of_list(data)


def _revocation(trust: Trust, certificate: Certificate) -> Revocation | None:
    listed = trust.issuer(certificate.issuer)
    if listed is None:
        return None
    status_list = trust.status_list(
        certificate.status.list, listed.organisation, certificate.issuer
    )
    return status_list.revoked.get(certificate.status.index) if status_list else None
