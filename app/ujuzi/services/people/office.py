"""The office of a coordinator on this computer: how she gets it, opens it, and what she signs.

Her computer makes the keys: one signs her acts, one opens report parts. Both are wrapped by six
words that the program draws (`credentials.six_words`), and nowhere else in the clear but in this
process's memory, from when she typed the words until ten minutes without use. Who forgets the words
is given a new grant by her administrator; nothing is lost, for all is sealed to the hub as well.

The grant comes by network or as a file, or with any exchange or stick that brings the list of the
campus. The wrapped keys may be carried to her other computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from ujuzi.credentials import six_words
from ujuzi.credentials.secrets import in_groups, plain_code
from ujuzi.credentials.wrapping import WrappedBytes, unwrap, wrap
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.store import acts, event_log, grants, offices
from ujuzi.store.database import Database
from ujuzi.store.offices import KeptOffice
from ujuzi.wire.grants import Grant

if TYPE_CHECKING:
    from ujuzi.credentials.keys import PublisherKey
    from ujuzi.services.delivery.delivery import WaitFor
    from ujuzi.sync.exchange import OnStore

IDLE_SECONDS = 600.0
"""After so long without use, the office is locked."""
FILE = b"ujuzi office 1\n"
CONTEXT = b"ujuzi office 1\n"
SEED_BYTES = 32
FILE_BYTES_MOST = 8192
VERSION = 1


class OfficeState(StrEnum):
    """Whether somebody is coordinator here, and what she can do now."""

    NONE = "none"
    ASKED = "asked"
    """Her keys are made; the hub's list does not name them yet."""
    LOCKED = "locked"
    """Her six words open it."""
    OPEN = "open"
    ENDED = "ended"
    """The hub has ended her grant."""


@dataclass(frozen=True, slots=True)
class OfficeStanding:
    """How the office of somebody stands on this computer.

    `until` is when her grant runs out unless it is renewed, in milliseconds since 1970; `ran_out`,
    that day has passed: her acts need the steward code beside them. `ended` is why it ended. `code`
    is what she typed while a grant is asked for, also in place of one that she has.
    """

    state: OfficeState
    grant: str = ""
    campus: str = ""
    name: str = ""
    until: Milliseconds | None = None
    ran_out: bool = False
    ended: str = ""
    code: str = ""

    @property
    def is_coordinators(self) -> bool:
        """Whether the rooms of a coordinator are hers to enter."""
        return self.state in {OfficeState.LOCKED, OfficeState.OPEN}


class WrappedOffice(msgspec.Struct, frozen=True, array_like=True):
    """The keys of an office as they are kept and carried, and how far it had signed.

    `request` and `code` are those of a grant that was asked for and is not here yet.
    """

    version: int
    key: str
    language: str
    wrapped: WrappedBytes
    number: int
    digest: bytes
    request: bytes = b""
    code: str = ""


@dataclass(slots=True)
class _Opened:
    """An office whose words were typed."""

    learner: LearnerId
    key: str
    signing: PublisherKey
    sealing: bytes
    used: float


class Office:
    """The office of whoever is signed in, on one computer."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._open: _Opened | None = None
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> Office:
        """Return what asks the hub from another thread; `wait_for` is its way to the store's."""
        db = self._db
        far = Office(db, self._clock)
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    def standing(self, learner: LearnerId) -> OfficeStanding:
        """Return how her office stands; her newest one that has not ended, if there is any."""
        from ujuzi.sync.acts import known_time

        kept = offices.of(self._db, learner)
        if not kept:
            return OfficeStanding(OfficeState.NONE)
        office, grant = self._current(kept)
        pending = self._pending(kept)
        code = _read(pending.wrapped).code if pending else ""
        if grant is None:
            return OfficeStanding(OfficeState.ASKED, code=code)
        is_open = self.is_open(learner) and self._open is not None and self._open.key == office.key
        state = OfficeState.OPEN if is_open else OfficeState.LOCKED
        return OfficeStanding(
            state=OfficeState.ENDED if grant.ended else state,
            grant=grant.id,
            campus=grant.campus,
            name=grant.name,
            until=Milliseconds(grant.until),
            ran_out=known_time(self._db, self._clock.now()) > grant.until,
            ended=grant.ended,
            code=code,
        )

    def draw(self, language: str) -> tuple[str, ...]:
        """Return six new words, to be written down and typed back before they are used."""
        return six_words.draw(language)

    def ask(
        self, learner: LearnerId, code: str, words: tuple[str, ...], language: str = "en"
    ) -> OfficeStanding:
        """Make the keys of an office, wrapped by words, and the request for its grant.

        `send` brings it to the hub, `request_file` puts it in a file. It takes the place of one
        that was asked for before. Raises RefusedError `code-empty` or `not-registered`.
        """
        from ujuzi.credentials.keys import PublisherKey
        from ujuzi.sync.identity import registered_link
        from ujuzi.wire import grants as wire
        from ujuzi.wire import messages, seal
        from ujuzi.wire.batch import NOTHING_BEFORE

        if not plain_code(code):
            raise RefusedError(Code.CODE_EMPTY, "Type the code.")
        registered_link(self._db)
        signing = PublisherKey.generate()
        sealing, sealing_public = seal.new_key()
        typed = in_groups(plain_code(code))
        device = event_log.device_id(self._db)
        asked = wire.GrantAsk(wire.VERSION, typed, signing.public.raw, sealing_public, device)
        key = signing.public.raw.hex()
        office = WrappedOffice(
            version=VERSION,
            key=key,
            language=language,
            wrapped=wrap(
                signing.seed + sealing, six_words.secret_of(words), CONTEXT + key.encode()
            ),
            number=0,
            digest=NOTHING_BEFORE,
            request=messages.sign(asked, wire.ASK_CONTEXT, signing),
            code=typed,
        )
        with self._db.atomic():
            for each in offices.of(self._db, learner):
                if not each.grant:
                    offices.forget(self._db, each.key)
            self._keep(learner, "", office)
        self._open = _Opened(learner, key, signing, sealing, self._clock.monotonic())
        return self.standing(learner)

    def request_file(self, learner: LearnerId) -> bytes:
        """Return the file with which her grant is asked for where no network is.

        Raises RefusedError `office-missing` where nothing is asked for.
        """
        from ujuzi.wire import grants as wire

        return wire.in_file(self._request(learner), wire.ASK_CONTEXT)

    def send(self, learner: LearnerId) -> OfficeStanding:
        """Ask the hub for her grant over the network, and take its answer.

        Raises RefusedError `office-missing`, `code-unknown` and what else the hub refuses, and
        WorldError where it cannot be reached.
        """
        from ujuzi.sync.identity import registered_link
        from ujuzi.sync.transports.http import HttpTransport

        link = self._on_store(registered_link)
        request = self._on_store(lambda _: self._request(learner))
        transport = HttpTransport(link.url)
        try:
            answer = transport.post("grant", request)
        finally:
            transport.close()
        return self._on_store(lambda _: self._take(learner, answer))

    def take_answer(self, learner: LearnerId, data: bytes) -> OfficeStanding:
        """Take the file with which the hub answered.

        Raises RefusedError `grant-file-wrong`, `signature-wrong`, or `grant-unknown` where it
        names no key of hers.
        """
        from ujuzi.wire import grants as wire

        return self._take(learner, wire.from_file(data, wire.CONTEXT))

    def unlock(self, learner: LearnerId, words: str) -> OfficeStanding:
        """Open her office by the six words, however they are typed.

        Raises RefusedError `office-missing`, or `words-wrong`; its fact `unknown` names by their
        places, from 1, the words that are in no list.
        """
        from ujuzi.credentials.keys import PublisherKey

        office = self._own(learner)
        kept = _read(office.wrapped)
        typed = six_words.read(words, kept.language)
        secret = six_words.secret_of(typed)
        opened = unwrap(kept.wrapped, secret, CONTEXT + kept.key.encode())
        if opened is None:
            unknown = six_words.unknown(typed, kept.language)
            raise RefusedError(
                Code.WORDS_WRONG,
                "These are not the six words.",
                unknown=", ".join(map(str, unknown)),
                count=len(typed),
            )
        signing = PublisherKey(opened[:SEED_BYTES])
        self._open = _Opened(
            learner, kept.key, signing, opened[SEED_BYTES:], self._clock.monotonic()
        )
        return self.standing(learner)

    def lock(self) -> None:
        """Forget the keys: whoever acts next is asked for her words."""
        self._open = None

    def touch(self) -> None:
        """Take note that somebody is there; an office that was left is locked all the same."""
        if self._open is not None and self.is_open(self._open.learner):
            self._open.used = self._clock.monotonic()

    def is_open(self, learner: LearnerId) -> bool:
        """Whether she typed her words, and used the office within ten minutes."""
        found = self._open
        if found is None or found.learner != learner:
            return False
        if self._clock.monotonic() - found.used >= IDLE_SECONDS:
            self._open = None
            return False
        return True

    def carry(self, learner: LearnerId) -> bytes:
        """Return the wrapped keys as a file, for her other computer: her words open it there.

        Raises RefusedError `office-missing`.
        """
        office = self._own(learner)
        number, digest = self._last(office)
        kept = msgspec.structs.replace(
            _read(office.wrapped), number=number, digest=digest, request=b"", code=""
        )
        return FILE + msgspec.msgpack.encode(kept)

    def bring(self, learner: LearnerId, data: bytes) -> OfficeStanding:
        """Take the file that `carry` made on her other computer.

        Raises RefusedError `grant-file-wrong`.
        """
        if not data.startswith(FILE) or len(data) > FILE_BYTES_MOST:
            raise RefusedError(Code.GRANT_FILE_WRONG, "This file holds no keys of a coordinator.")
        kept = _read(data[len(FILE) :])
        known = grants.believed(self._db)
        named = (
            [each.id for each in known.grants if each.public_key.hex() == kept.key] if known else []
        )
        self._keep(learner, named[0] if named else "", kept)
        return self.standing(learner)

    def sealing_key(self, learner: LearnerId) -> bytes:
        """Return the raw private key that opens report parts sealed for her.

        Raises RefusedError `office-locked`.
        """
        return self._opened(learner).sealing

    def key_for(self, learner: LearnerId) -> tuple[Grant, PublisherKey]:
        """Return her grant and the key that signs her acts, while the office is open.

        Raises RefusedError `office-missing`, `grant-ended` or `office-locked`.
        """
        office, grant = self._current(self._kept(learner))
        if grant is None:
            raise _missing()
        if grant.ended:
            raise RefusedError(Code.GRANT_ENDED, "You are coordinator no more.")
        opened = self._opened(learner)
        if opened.key != office.key:
            raise _locked()
        return grant, opened.signing

    def next_act(self, learner: LearnerId) -> tuple[int, bytes]:
        """Return the number of her next act, and the digest of the one before."""
        office = self._own(learner)
        number, digest = self._last(office)
        return number + 1, digest

    def note_act(self, learner: LearnerId, number: int, digest: bytes) -> None:
        """Write down that she signed an act."""
        office = self._own(learner)
        kept = msgspec.structs.replace(_read(office.wrapped), number=number, digest=digest)
        offices.put(self._db, msgspec.structs.replace(office, wrapped=msgspec.msgpack.encode(kept)))

    def _last(self, office: KeptOffice) -> tuple[int, bytes]:
        """Return number and digest of her last act, wherever she signed it."""
        kept = _read(office.wrapped)
        grant = self._current((office,))[1]
        found = [(kept.number, kept.digest)]
        if grant is not None:
            if grant.last_act:
                found.append((grant.last_act, grant.last_digest))
            found += [(each.number, each.digest) for each in acts.heard(self._db, grant.id)]
        return max(found, key=lambda each: each[0])

    def _take(self, learner: LearnerId, wire: bytes) -> OfficeStanding:
        from ujuzi.sync import acts as checked
        from ujuzi.sync import grants as lists

        lists.take(self._db, wire)
        with self._db.atomic():
            checked.settle(self._db, self._clock.now())
        found = self.standing(learner)
        if not found.grant:
            raise RefusedError(Code.GRANT_UNKNOWN, "This answer does not name you.")
        return found

    def _keep(self, learner: LearnerId, grant: str, office: WrappedOffice) -> None:
        data, at = msgspec.msgpack.encode(office), self._clock.now()
        offices.put(self._db, KeptOffice(office.key, learner, grant, data, at))

    def _request(self, learner: LearnerId) -> bytes:
        pending = self._pending(self._kept(learner))
        if pending is None:
            raise _missing()
        return _read(pending.wrapped).request

    def _opened(self, learner: LearnerId) -> _Opened:
        if not self.is_open(learner) or self._open is None:
            raise _locked()
        self._open.used = self._clock.monotonic()
        return self._open

    def _kept(self, learner: LearnerId) -> tuple[KeptOffice, ...]:
        kept = offices.of(self._db, learner)
        if not kept:
            raise _missing()
        return kept

    def _own(self, learner: LearnerId) -> KeptOffice:
        return self._current(self._kept(learner))[0]

    def _pending(self, kept: tuple[KeptOffice, ...]) -> KeptOffice | None:
        """Return what was asked for and is not answered."""
        open_ = (each for each in kept if self._current((each,))[1] is None)
        return next((each for each in open_ if _read(each.wrapped).request), None)

    def _current(self, kept: tuple[KeptOffice, ...]) -> tuple[KeptOffice, Grant | None]:
        """Return the office that she has now, of those that are here, with its grant.

        One in force comes before one that was asked for, and that before one that has ended.
        """
        known = grants.believed(self._db)
        by_key = {each.public_key.hex(): each for each in known.grants} if known else {}
        found = [(each, by_key.get(each.key)) for each in kept]

        def rank(each: tuple[KeptOffice, Grant | None]) -> int:
            grant = each[1]
            return 1 if grant is None else 2 if grant.ended else 0

        return min(found, key=rank)


def differing(words: tuple[str, ...], typed: str, language: str) -> tuple[int, ...]:
    """Return the places, from 1, at which what was typed is not the words that were drawn."""
    read = six_words.read(typed, language)
    count = max(len(words), len(read))
    padded = [(*each, *("",) * count)[:count] for each in (words, read)]
    return tuple(
        place for place, (word, other) in enumerate(zip(*padded, strict=True), 1) if word != other
    )


def _read(data: bytes) -> WrappedOffice:
    """Return what is kept of an office; raises RefusedError `grant-file-wrong`."""
    try:
        office = msgspec.msgpack.decode(data, type=WrappedOffice)
    except MALFORMED as error:
        raise RefusedError(
            Code.GRANT_FILE_WRONG, "This file holds no keys of a coordinator."
        ) from error
    if office.version > VERSION:
        raise RefusedError(Code.VERSION_UNKNOWN, "A newer Ujuzi wrote this file.")
    return office


def _missing() -> RefusedError:
    return RefusedError(Code.OFFICE_MISSING, "You are not coordinator on this computer.")


def _locked() -> RefusedError:
    return RefusedError(Code.OFFICE_LOCKED, "Type your six words first.")
