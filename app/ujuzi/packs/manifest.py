"""A pack's manifest: the course, and every object by path, size, SHA-256 and media type.

Encoded as canonical JSON (RFC 8785), so that one course has one encoding; a pack's id is the
SHA-256 of those bytes. Decoding refuses what is too new, beyond the limits or hostile, and never
trusts a name. Whoever decodes has verified the signature before.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from typing import Annotated, NewType

import msgspec

from ujuzi import __version__
from ujuzi.domain.course import Course
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.packs.canonical import canonical
from ujuzi.packs.limits import PACK
from ujuzi.packs.names import hostility

FORMAT = 1
MIN_APP = "0.1.0"
"""The first version of the program that reads packs of this format."""

PackId = NewType("PackId", str)
"""The SHA-256, in hexadecimal, of a manifest's bytes."""

Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Size = Annotated[int, msgspec.Meta(ge=0)]
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class PackObject(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the course; `size` is in bytes, whole and inflated."""

    path: str
    size: Size
    sha256: Sha256
    media_type: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a course in one language; `objects` are sorted by path."""

    format: int
    min_app: str
    course: Course
    objects: tuple[PackObject, ...]

    def find(self, path: str) -> PackObject | None:
        """Return the object at `path`, if the pack has one."""
        at = bisect_left(self.objects, path, key=lambda entry: entry.path)
        if at < len(self.objects) and self.objects[at].path == path:
            return self.objects[at]
        return None


class _Head(msgspec.Struct, frozen=True):
    """What every format, past and to come, says first."""

    format: int
    min_app: str


class _Parts(msgspec.Struct, frozen=True):
    course: msgspec.Raw


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as canonical JSON."""
    return canonical(manifest)


def pack_id(manifest_bytes: bytes) -> PackId:
    """Return the id of the pack that has this manifest."""
    return PackId(hashlib.sha256(manifest_bytes).hexdigest())


def decode_manifest(manifest_bytes: bytes) -> Manifest:
    """Return a verified manifest's content.

    Raises RefusedError: `pack-too-new`, `pack-malformed`, `pack-too-large`, `pack-name-hostile`.
    """
    try:
        head = msgspec.json.decode(manifest_bytes, type=_Head)
        if head.format > FORMAT or _version(head.min_app) > _version(__version__):
            raise RefusedError(
                Code.PACK_TOO_NEW,
                f"This course needs version {head.min_app} of Ujuzi; this is {__version__}.",
                needed=head.min_app,
                here=__version__,
            )
        manifest = msgspec.json.decode(manifest_bytes, type=Manifest)
    except MALFORMED as error:
        raise _malformed("its list of contents cannot be read") from error
    _check_names(manifest)
    _check_sizes(manifest)
    _check_course(manifest.course)
    return manifest


def course_of(manifest_bytes: bytes) -> bytes:
    """Return the course in a verified manifest as it stands there, with what is not known here."""
    return bytes(msgspec.json.decode(manifest_bytes, type=_Parts).course)


def too_large(what: str, found: int, limit: int) -> RefusedError:
    """Return the refusal of a pack in which `what` goes beyond a limit."""
    return RefusedError(
        Code.PACK_TOO_LARGE,
        f"This pack is beyond what Ujuzi accepts: {what} {found}, at most {limit}.",
        what=what,
        found=found,
        limit=limit,
    )


def hostile_name(path: str, reason: str) -> RefusedError:
    """Return the refusal of a pack that holds a hostile name."""
    return RefusedError(
        Code.PACK_NAME_HOSTILE, f"This pack holds a hostile name: {path!r} {reason}.", path=path
    )


def _check_names(manifest: Manifest) -> None:
    seen: set[str] = set()
    before = ""
    for entry in manifest.objects:
        if reason := hostility(entry.path):
            raise hostile_name(entry.path, reason)
        folded = entry.path.casefold()
        if folded in seen:
            raise hostile_name(entry.path, "stands there twice")
        seen.add(folded)
        if entry.path <= before:
            raise _malformed("its list of contents is out of order")
        before = entry.path


def _check_sizes(manifest: Manifest) -> None:
    if len(manifest.objects) > PACK.objects:
        raise too_large("files", len(manifest.objects), PACK.objects)
    largest = max((entry.size for entry in manifest.objects), default=0)
    if largest > PACK.object_bytes:
        raise too_large("bytes in one file", largest, PACK.object_bytes)
    total = sum(entry.size for entry in manifest.objects)
    if total > PACK.total_bytes:
        raise too_large("bytes in all", total, PACK.total_bytes)


def _check_course(course: Course) -> None:
    """Keep out what no builder writes: ids that are no ids, titles that no window can show."""
    modules = [module.id for module in course.modules]
    activities = [activity.id for activity in course.activities]
    assessments = [assessment.id for assessment in course.assessments]
    titles = [course.title, course.publisher, *(m.title for m in course.modules)]
    titles += [activity.title for activity in course.activities]
    titles += [assessment.title for assessment in course.assessments]
    if not all(ID.fullmatch(each) for each in (course.id, *modules, *activities, *assessments)):
        raise _malformed("an id in it is malformed")
    if any(len(set(ids)) < len(ids) for ids in (modules, activities, assessments)):
        raise _malformed("an id stands in it twice")
    if not LANGUAGE.fullmatch(course.language) or course.version < 1:
        raise _malformed("its language or its version is malformed")
    if any(len(title) > PACK.title_characters or CONTROL.search(title) for title in titles):
        raise _malformed("a title in it cannot be shown")


def _malformed(reason: str) -> RefusedError:
    return RefusedError(Code.PACK_MALFORMED, f"This pack cannot be read: {reason}.", reason=reason)


def _version(text: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in re.findall(r"\d+", text)[:3] if len(part) < 10)
    return numbers + (0,) * (3 - len(numbers))
