"""What a publisher sends the hub beside a pack: an assessment's key sheet, signed and sealed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ujuzi.authoring.course_folder import read_course_folder
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.course import Course
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.files import read_input
from ujuzi.packs import key_sheet
from ujuzi.packs.key_sheet import KeySheet

HUB_FILE_BYTES_MOST = 4096


class _HubFile(msgspec.Struct, frozen=True):
    """What the hub gives out: its public sealing key, in hexadecimal."""

    sealing_key: str


def make_key_sheet(folder: Path, assessment: str = "") -> KeySheet:
    """Return the key sheet of a course folder's assessment; the only one needs no naming.

    Raises what `read_course_folder` raises, and RefusedError `assessment-missing`.
    """
    source = read_course_folder(folder)
    found = _assessment(source.course, assessment)
    return key_sheet.key_sheet(source.course, found, source.banks[found.bank])


def seal_key_sheet(sheet: KeySheet, key: PublisherKey, hub_file: Path) -> bytes:
    """Return a key sheet, signed, that only the hub of `hub_file` can open.

    Raises RefusedError `hub-file-wrong`, and WorldError `file-unreadable`.
    """
    from ujuzi.wire.seal import seal

    return seal(key_sheet.write(sheet, key), key_sheet.HEADER, (_sealing_key(hub_file),))


def _assessment(course: Course, name: str) -> Assessment:
    named = [each for each in course.assessments if name in {"", each.id}]
    if len(named) != 1:
        names = ", ".join(each.id for each in course.assessments) or "none"
        raise RefusedError(
            Code.ASSESSMENT_MISSING, f"Name an assessment of this course; it has: {names}.",
            assessment=name,
        )  # fmt: skip
    return named[0]


def _sealing_key(file: Path) -> bytes:
    from ujuzi.wire.seal import KEY_BYTES

    data = read_input(file, HUB_FILE_BYTES_MOST)
    try:
        told = msgspec.json.decode(data, type=_HubFile)
        key = bytes.fromhex(told.sealing_key)
    except MALFORMED as error:
        raise _hub_file_wrong(file) from error
    if len(key) != KEY_BYTES:
        raise _hub_file_wrong(file)
    return key


def _hub_file_wrong(file: Path) -> RefusedError:
    return RefusedError(
        Code.HUB_FILE_WRONG, f"{file.name} does not hold the sealing key of a hub.", file=file.name
    )
