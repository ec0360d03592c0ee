"""Acts: what a coordinator decided where no network was, signed with the key of her grant.

    signature (64) | SignedAct

Acts of a grant are numbered from 1, and each carries the digest of the one before, so that none is
left out or put in unseen. Who cannot read what an act says (a later program wrote it) still follows
its chain. An act is addressed to a campus, or to one computer of it. A PIN is never in one: where
somebody is to set a new PIN or steward code, it carries the verifier (argon2id) of a one-time code
for one computer.

What names people of the roster, and what would let others pass for them, is for the hub alone. Of
it an act carries but the digest, with 16 random bytes before it, so that nobody guesses it; itself
it is an *enclosure*, which travels beside the act in the event of her own log and never goes down.
So every computer follows the chain, and none but hers and the hub knows whom an act is about.

    SetRoster, MakeCodes, MovePerson,     enclosed whole
    EndPerson, SetCohort, Enrol
    LetIn                                 enclosed: the digests of the codes
    all others                            nothing is enclosed

Pure: reads no clock, no disk. Whether an act counts is said by `sync.acts` on a computer, and again
by the hub (`hub.landing.deeds`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias, TypeVar

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, PublicKey
from ujuzi.domain.authority import Act
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import MAX_DEVICE_LENGTH, NOTHING_BEFORE, SIGNATURE_BYTES, Signer

VERSION = 1
CONTEXT = b"ujuzi act 1\n"
DIGEST_BYTES = 32
MOST_BYTES = 4096
NAME_LENGTH = 200
ROOM_BYTES = 3072
"""Of what one act says, where there is more than one to say (`cut`): its head has room beside."""
MOST_ENCLOSED_BYTES = 8192
SALT_BYTES = 16
CODE_DIGEST_BYTES = 32
CODE_LIFE_MILLISECONDS = 14 * 24 * 3600 * 1000
"""How long a one-time code of an act is good, from when the act was signed."""

_GRANT = re.compile(r"[0-9a-f]{16}")
_COHORT = re.compile(r"[0-9a-f]{16}")

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


class SignedAct(msgspec.Struct, frozen=True, array_like=True):
    """An act before it is signed; `previous` is the digest of the one before, `at` her clock's.

    `computer` is empty where the whole campus is to know; `content` is the deed in MessagePack, as
    everybody may read it: empty where it is enclosed whole. `enclosed` is the enclosure's digest.
    """

    version: int
    grant: str
    number: int
    previous: bytes
    campus: str
    computer: str
    at: int
    act: str
    content: bytes
    enclosed: bytes = b""

    @property
    def deed(self) -> Deed | None:
        """What is done, as everybody may read it; None where it is enclosed, where this program
        does not know it, or it can be none.
        """
        return _read_deed(self.act, self.content)

    def deed_with(self, enclosure: bytes) -> Deed | None:
        """What is done, as its enclosure says; as `deed` where that is another's, or none."""
        if not self.enclosed or _digest(enclosure) != self.enclosed:
            return self.deed
        if len(enclosure) > MOST_ENCLOSED_BYTES:
            return None
        return _read_deed(self.act, enclosure[SALT_BYTES:])


class LandedAct(msgspec.Struct, frozen=True, array_like=True):
    """What the hub says of an act that landed: whether it is `done`, or why not; and the act.

    `place` says about which of the people that the act lists, from 0; -1 where that is not said.
    """

    version: int
    standing: Literal["done", "refused"]
    problem: str
    wire: bytes
    place: int = -1


def enclosure_of(deed: Deed, salt: bytes) -> bytes:
    """Return what of a deed is for the hub alone, empty where nothing is; `salt` is random.

    Raises RefusedError `act-too-long` where it says more than one act can: `cut` it before.
    """
    if not (ACTS[type(deed)] in FOR_THE_HUB or isinstance(deed, LetIn)):
        return b""
    enclosure = salt + msgspec.msgpack.encode(deed)
    if len(salt) != SALT_BYTES or len(enclosure) > MOST_ENCLOSED_BYTES:
        raise RefusedError(Code.ACT_TOO_LONG, "This is more than one act can say.")
    return enclosure


def sign(
    deed: Deed,
    *,
    grant: str,
    number: int,
    previous: bytes,
    campus: str,
    at: int,
    key: Signer,
    enclosure: bytes = b"",
) -> bytes:
    """Return a signed act, the next of its grant; it is addressed to whom the deed concerns.

    `enclosure` is what `enclosure_of` said of the same deed.
    """
    computer = deed.device if isinstance(deed, RenewStewardCode | ResetPin) else ""
    said = SignedAct(
        version=VERSION,
        grant=grant,
        number=number,
        previous=previous,
        campus=campus,
        computer=computer,
        at=at,
        act=ACTS[type(deed)],
        content=_open_part(deed),
        enclosed=_digest(enclosure) if enclosure else b"",
    )
    return messages.sign(said, CONTEXT, key)


def cut(deed: Deed) -> Iterator[Deed]:
    """Yield what a deed says in deeds of which each fits into an act, in their order."""
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


def read(wire: bytes) -> SignedAct:
    """Return an act that nobody has verified yet; raises RefusedError `act-malformed`."""
    try:
        said = messages.read(wire, SignedAct)
    except RefusedError as error:
        raise _malformed() from error
    is_first = said.number == 1
    sound = (
        SIGNATURE_BYTES < len(wire) <= MOST_BYTES
        and _GRANT.fullmatch(said.grant) is not None
        and 0 < said.number <= messages.MAX_CURSOR
        and len(said.previous) == DIGEST_BYTES
        and is_first == (said.previous == NOTHING_BEFORE)
        and 0 <= said.at <= messages.MAX_CURSOR
        and len(said.enclosed) in (0, DIGEST_BYTES)
        and all(_is_text(each) for each in (said.campus, said.computer, said.act))
    )
    if not sound:
        raise _malformed()
    return said


def verify(wire: bytes, key: bytes) -> None:
    """Return only if this raw Ed25519 key signed an act; raises RefusedError `signature-wrong`."""
    messages.verify(wire, CONTEXT, PublicKey(key))


def digest_of(wire: bytes) -> bytes:
    """Return what the next act of the grant carries of this one."""
    return _digest(wire)


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


def landed(told: LandedAct) -> bytes:
    """Return what the hub says of an act, as a document's payload."""
    return msgspec.msgpack.encode(told)


def read_landed(payload: bytes) -> LandedAct | None:
    """Return what the hub says of an act; None where this program cannot read it."""
    try:
        told = msgspec.msgpack.decode(payload, type=LandedAct)
    except MALFORMED:
        return None
    return told if told.version <= VERSION else None


def chained(found: Iterable[bytes], last: int, digest: bytes) -> dict[int, bytes]:
    """Return by number the acts of one grant that are chained to the one that landed `last`.

    `digest` is that one's; 0 and `NOTHING_BEFORE` where none has landed. The chain goes back from
    it as far as acts are here, and on from it until one is missing, or two follow.
    """
    by_digest = {digest_of(wire): (read(wire), wire) for wire in found}
    chain: dict[int, bytes] = {}
    wanted, number = digest, last
    while number > 0 and wanted in by_digest:
        said, wire = by_digest[wanted]
        if said.number != number:
            break
        chain[number] = wire
        wanted, number = said.previous, number - 1
    number, before = last, digest
    while True:
        following = [
            (each, wire)
            for each, (said, wire) in by_digest.items()
            if said.number == number + 1 and said.previous == before
        ]
        if len(following) != 1:
            return chain
        before, wire = following[0]
        number += 1
        chain[number] = wire


def _open_part(deed: Deed) -> bytes:
    """Return what everybody may read of a deed."""
    if ACTS[type(deed)] in FOR_THE_HUB:
        return b""
    if isinstance(deed, LetIn):
        bare = (msgspec.structs.replace(each, digest=b"") for each in deed.codes)
        return msgspec.msgpack.encode(LetIn(tuple(bare)))
    return msgspec.msgpack.encode(deed)


def _read_deed(act: str, content: bytes) -> Deed | None:
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


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _sound(deed: Deed) -> Deed:
    """Return a deed that can be kept; raises ValueError."""
    if not all(map(_is_text, _texts(msgspec.to_builtins(deed, builtin_types=(bytes,))))):
        raise ValueError("a text is none")
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
    if not sound:
        raise ValueError("this is no deed")
    return deed


def _texts(value: object) -> Iterator[str]:
    """Yield every text of what was decoded, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _is_device(device: str) -> bool:
    return device.isascii() and device.isalnum() and len(device) <= MAX_DEVICE_LENGTH


def _is_day(day: str) -> bool:
    """Whether this is a day as people write it for machines, or none."""
    return not day or (len(day) == 10 and date.fromisoformat(day).isoformat() == day)


def _is_text(text: str) -> bool:
    return len(text) <= NAME_LENGTH and "\x00" not in text


def _malformed() -> RefusedError:
    return RefusedError(Code.ACT_MALFORMED, "This is no act of a coordinator.")
