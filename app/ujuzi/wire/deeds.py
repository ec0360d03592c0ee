"""What acts say: one deed each, in which order people stand in it, and what of it all may read.

A deed whose act is `FOR_THE_HUB` names people of the roster, or could be guessed to; of `LetIn`
computers read the verifiers, and the hub alone the digests (`wire.acts` says how that is kept).

    SetRoster, MakeCodes, MovePerson,     for the hub alone
    EndPerson, SetCohort, Enrol
    LetIn                                 for the hub alone: the digests of the codes
    all others                            for every computer of the campus

Pure: reads no clock, no disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias, TypeVar

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES
from ujuzi.domain.authority import Act
from ujuzi.domain.message import announced
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.batch import MAX_DEVICE_LENGTH

NAME_LENGTH = 200
ROOM_BYTES = 3072
"""Of what one act says, where there is more than one to say (`cut`): its head has room beside."""
MOST_DEED_BYTES = 8176
"""Of what one act says for the hub alone."""
CODE_DIGEST_BYTES = 32
LATEST = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since 1970: what every program can tell."""

_COHORT = re.compile(r"[0-9a-f]{16}")
_ANNOUNCEMENT = re.compile(r"[0-9a-f]{16}")

T = TypeVar("T")


class AdmitComputer(msgspec.Struct, frozen=True, array_like=True):
    """Take in a computer that asked to be, under the key that it asked with; what people call it.

    It may take the place of another that gave up its identity.
    """

    device: str
    public_key: bytes
    name: str = ""


class JudgeSeat(msgspec.Struct, frozen=True, array_like=True):
    """It was she who used a computer, or it was not."""

    learner: str
    device: str
    was_she: bool


class RevokeComputer(msgspec.Struct, frozen=True, array_like=True):
    """A computer is no more of the campus."""

    device: str
    reason: Literal["retired", "stolen"]


class RenewStewardCode(msgspec.Struct, frozen=True, array_like=True):
    """Whoever types the one-time code at the computer is given a new steward code."""

    device: str
    verifier: str
    expires_at: int


class ResetPin(msgspec.Struct, frozen=True, array_like=True):
    """Whoever types the one-time code at the computer may set a new PIN for a learner."""

    device: str
    learner: str
    verifier: str
    expires_at: int


class RosterRow(msgspec.Struct, frozen=True, array_like=True):
    """A person as the list of her institution has her; `campus` is empty where it is the act's."""

    person: str
    name: str
    role: str
    campus: str = ""
    email: str = ""


class SetRoster(msgspec.Struct, frozen=True, array_like=True):
    """Put people on the list, or change what it says of them; it takes nobody off."""

    rows: tuple[RosterRow, ...]


class PersonCode(msgspec.Struct, frozen=True, array_like=True):
    """A person's code, by its digest (`credentials.secrets.digest_of`)."""

    person: str
    digest: bytes


class MakeCodes(msgspec.Struct, frozen=True, array_like=True):
    """Codes with which people link their profiles, and prove their seats."""

    codes: tuple[PersonCode, ...]


class CodeVerifier(msgspec.Struct, frozen=True, array_like=True):
    """A learner's sign-in code: its verifier for computers, its digest for the hub alone.

    `expires_at` is in milliseconds since 1970.
    """

    learner: str
    verifier: str
    expires_at: int
    digest: bytes = b""


class LetIn(msgspec.Struct, frozen=True, array_like=True):
    """Codes with which learners who have a profile sign in at a computer of the campus."""

    codes: tuple[CodeVerifier, ...]


class MovePerson(msgspec.Struct, frozen=True, array_like=True):
    """A person belongs to another campus of the institution; "": she left this one, for where is
    not said.
    """

    person: str
    campus: str


class EndPerson(msgspec.Struct, frozen=True, array_like=True):
    """A person has left the institution, `at` (milliseconds since 1970); a later row undoes it."""

    person: str
    at: int


class SetCohort(msgspec.Struct, frozen=True, array_like=True):
    """A cohort as it stands by now; days are YYYY-MM-DD, or empty."""

    cohort: str
    name: str
    courses: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    ended: bool = False


class Enrol(msgspec.Struct, frozen=True, array_like=True):
    """People are in a cohort, or in courses, or are so no more."""

    people: tuple[str, ...]
    cohort: str = ""
    courses: tuple[str, ...] = ()
    is_in: bool = True


class Announce(msgspec.Struct, frozen=True, array_like=True):
    """Let everybody of the campus know something, by language, or say it otherwise under its id.

    `until` (milliseconds since 1970) is when it is shown no more; `withdrawn`, it is taken back.
    """

    announcement: str
    texts: dict[str, str]
    until: int
    withdrawn: bool = False


Deed: TypeAlias = (
    AdmitComputer
    | JudgeSeat
    | RevokeComputer
    | RenewStewardCode
    | ResetPin
    | SetRoster
    | MakeCodes
    | LetIn
    | MovePerson
    | EndPerson
    | SetCohort
    | Enrol
    | Announce
)
DEEDS: dict[Act, type[Deed]] = {
    Act.ADMIT_COMPUTER: AdmitComputer,
    Act.JUDGE_SEAT: JudgeSeat,
    Act.REVOKE_COMPUTER: RevokeComputer,
    Act.RENEW_STEWARD_CODE: RenewStewardCode,
    Act.RESET_PIN: ResetPin,
    Act.SET_ROSTER: SetRoster,
    Act.MAKE_CODE: MakeCodes,
    Act.LET_IN: LetIn,
    Act.MOVE_LEARNER: MovePerson,
    Act.END_PERSON: EndPerson,
    Act.SET_COHORT: SetCohort,
    Act.ENROL: Enrol,
    Act.ANNOUNCE: Announce,
}
"""What each act is about."""
ACTS: dict[type[Deed], Act] = {deed: act for act, deed in DEEDS.items()}
FOR_THE_HUB = frozenset(
    {
        *(Act.SET_ROSTER, Act.MAKE_CODE, Act.MOVE_LEARNER),
        *(Act.END_PERSON, Act.SET_COHORT, Act.ENROL),
    }
)
"""The acts that are enclosed whole: what they say is for the hub alone."""


def cut(deed: Deed) -> Iterator[Deed]:
    """Yield what a deed says in deeds of which each fits into an act, in their order.

    A cohort and an announcement are whole or are none: `check_courses` says what a cohort holds,
    `domain.message` what an announcement does.
    """
    match deed:
        case SetRoster(rows=rows):
            yield from map(SetRoster, _fitting(rows, _size))
        case MakeCodes(codes=codes):
            yield from map(MakeCodes, _fitting(codes, _size))
        case LetIn(codes=verifiers):
            yield from map(LetIn, _fitting(verifiers, _size))
        case Enrol(people=people, courses=courses):
            for some in _fitting(courses, _size, ROOM_BYTES // 2) if courses else [()]:
                for who in _fitting(people, _size, ROOM_BYTES // 2):
                    yield msgspec.structs.replace(deed, people=who, courses=some)
        case _:
            yield deed


def check_courses(cohort: SetCohort) -> None:
    """Return only if one act can say a cohort with all its courses; raises `cohort-courses`."""
    if _size(cohort) > MOST_DEED_BYTES:
        raise RefusedError(
            Code.COHORT_COURSES,
            "These are more courses than one cohort can hold: choose fewer, or make two cohorts.",
        )


def people_in(deed: Deed) -> tuple[str, ...]:
    """Return the staff numbers that a deed lists, in its order (`LandedAct.place`)."""
    match deed:
        case SetRoster(rows=rows):
            return tuple(row.person for row in rows)
        case MakeCodes(codes=codes):
            return tuple(each.person for each in codes)
        case MovePerson(person=person) | EndPerson(person=person):
            return (person,)
        case Enrol(people=people):
            return people
        case _:
            return ()


def learners_in(deed: Deed) -> tuple[str, ...]:
    """Return the profiles that a deed is about, in its order (`LandedAct.place`)."""
    match deed:
        case LetIn(codes=codes):
            return tuple(each.learner for each in codes)
        case JudgeSeat(learner=learner) | ResetPin(learner=learner):
            return (learner,)
        case _:
            return ()


def open_part(deed: Deed) -> bytes:
    """Return what everybody may read of a deed."""
    if ACTS[type(deed)] in FOR_THE_HUB:
        return b""
    if isinstance(deed, LetIn):
        bare = (msgspec.structs.replace(each, digest=b"") for each in deed.codes)
        return msgspec.msgpack.encode(LetIn(tuple(bare)))
    return msgspec.msgpack.encode(deed)


def read_deed(act: str, content: bytes) -> Deed | None:
    """Return what is done; None where this program does not know it, or it can be none."""
    try:
        return _sound(msgspec.msgpack.decode(content, type=DEEDS[Act(act)]))
    except (KeyError, *MALFORMED):
        return None


def _fitting(
    items: Sequence[T], size: Callable[[T], int], room: int = ROOM_BYTES
) -> Iterator[tuple[T, ...]]:
    """Yield items in runs of `room` bytes at most, or of one that is longer by itself."""
    run: list[T] = []
    taken = 0
    for item in items:
        if run and taken + size(item) > room:
            yield tuple(run)
            run, taken = [], 0
        run.append(item)
        taken += size(item)
    if run:
        yield tuple(run)


def _size(item: object) -> int:
    return len(msgspec.msgpack.encode(item))


def is_sound(deed: Deed) -> bool:
    """Whether a deed can be kept, as whoever reads it decides."""
    try:
        _sound(deed)
    except ValueError:
        return False
    return True


def _sound(deed: Deed) -> Deed:
    """Return a deed that can be kept; raises ValueError.

    An announcement's texts have a length of their own.
    """
    said = msgspec.to_builtins(deed, builtin_types=(bytes,))
    if not isinstance(deed, Announce) and not all(map(is_text, _all_of(str, said))):
        raise ValueError("a text is none")
    if not all(0 <= each <= LATEST for each in _all_of(int, said)):
        raise ValueError("a date is none")
    match deed:
        case AdmitComputer(public_key=key):
            sound = _is_device(deed.device) and len(key) == PUBLIC_KEY_BYTES
        case JudgeSeat() | RevokeComputer() | RenewStewardCode() | ResetPin():
            sound = _is_device(deed.device)
        case SetRoster(rows=rows):
            sound = bool(rows) and all(row.person and row.name for row in rows)
        case MakeCodes(codes=codes):
            sound = bool(codes) and all(
                each.person and len(each.digest) == CODE_DIGEST_BYTES for each in codes
            )
        case LetIn(codes=codes):
            sound = bool(codes) and all(
                each.learner and len(each.digest) in (0, CODE_DIGEST_BYTES) for each in codes
            )
        case MovePerson(person=person) | EndPerson(person=person):
            sound = bool(person)
        case SetCohort(cohort=cohort, name=name, begins=begins, ends=ends):
            sound = bool(_COHORT.fullmatch(cohort) and name and _is_day(begins) and _is_day(ends))
        case Enrol(people=people, cohort=cohort, courses=courses):
            known = _COHORT.fullmatch(cohort) if cohort else bool(courses)
            sound = bool(known and people and all(people) and all(courses))
        case Announce(announcement=announcement, texts=texts, until=until, withdrawn=withdrawn):
            said = not texts if withdrawn else _is_announced(texts, until)
            sound = bool(_ANNOUNCEMENT.fullmatch(announcement) and said)
    if not sound:
        raise ValueError("this is no deed")
    return deed


def _all_of(kind: type[T], value: object) -> Iterator[T]:
    """Yield every value of a kind in what was decoded, however deep."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _all_of(kind, each)
    elif isinstance(value, dict):
        yield from _all_of(kind, [*value, *value.values()])


def _is_announced(texts: dict[str, str], until: int) -> bool:
    """Whether these are the texts of an announcement, as they are kept."""
    try:
        return announced(texts, until, until - 1) == texts
    except RefusedError:
        return False


def _is_device(device: str) -> bool:
    return device.isascii() and device.isalnum() and len(device) <= MAX_DEVICE_LENGTH


def _is_day(day: str) -> bool:
    """Whether this is a day as people write it for machines, or none."""
    return not day or (len(day) == 10 and date.fromisoformat(day).isoformat() == day)


def is_text(text: str) -> bool:
    """Whether a text of an act can be kept."""
    return len(text) <= NAME_LENGTH and "\x00" not in text
