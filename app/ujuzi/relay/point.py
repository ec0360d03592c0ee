"""What a relay does when asked, without HTTP: it takes visits in, and answers its window.

A computer is known by the hub's list, and its signature; of strangers little is taken, and nothing
of theirs displaces anything. What a visit brought is on the disk when it is answered: all of it, or
as much as there is room for. All but `take` runs on one thread, which has the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.store import held, held_file
from ujuzi.store.database import Database
from ujuzi.store.held import Holding
from ujuzi.store.held_file import MOST_VISITORS, NotedVisitor
from ujuzi.wire import bundle, envelope, messages, relay
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.messages import Receipt
from ujuzi.wire.relay import RelayRecord, VisitAsk, VisitReply
from ujuzi.wire.relay_window import (
    MAX_TAKEN_BYTES,
    Brought,
    LeftItem,
    RelayCampus,
    RelayStanding,
    RelayVisitor,
    TakeAsk,
    Taken,
)

MAX_STRANGER_VISIT_BYTES = held.MAX_STRANGER_BYTES + 16 * 1024
KINDS_DOWN = frozenset(
    {
        *(bundle.RECEIPT, bundle.PART, bundle.CAMPUS_PART, bundle.PUBLIC),
        *(bundle.GRANTS, bundle.WELCOME, bundle.ACT),
    }
)
"""What no computer leaves: it only comes down."""


@dataclass(frozen=True, slots=True)
class KnownVisitor:
    """A computer whose signature was right."""

    device: str
    campus: str


class Relay:
    """A collection point over its file; `now` is this computer's clock, which nobody believes."""

    def __init__(self, db: Database, now: Callable[[], Milliseconds]) -> None:
        self._db = db
        self._now = now
        self._source = held_file.source(db)
        self._opened_at = now()
        self._record = b""
        self._campus = ""
        self._hub: PublicKey | None = None
        self._keys: dict[str, PublicKey] = {}
        self._problem = ""
        self._came = {each.device: each for each in held_file.visitors(db)}

    def visit(self, admit: Callable[[str], None] = lambda _device: None) -> UnderWay:
        """Begin a visit; `admit` may turn a computer away before anything of it is kept."""
        return UnderWay(self, admit)

    def record(self, _asked: bytes = b"") -> bytes:
        """Return the hub's word of this relay."""
        if not self._record:
            raise WorldError(Code.HUB_BUSY, "The collection point is not ready yet.")
        return self._record

    def key_of(self, device: str) -> PublicKey | None:
        """Return a computer's key, where the hub has named it."""
        return self._keys.get(device)

    def known(self, device: str) -> KnownVisitor:
        """Return a computer that has shown who it is."""
        return KnownVisitor(device, self._campus)

    def answer(self, wire: bytes, *, known: bool) -> bytes:
        """Hold what a whole visit brought, and return the answer.

        Raises RefusedError where it cannot be read, and WorldError where the disk does not take it.
        """
        arrived = relay.read_visit(wire)
        visitor = NotedVisitor(arrived.ask.device, known, self._now())
        self._note(visitor)
        left = self._hold(arrived.bundle, visitor) if arrived.bundle.items else 0
        return self._reply(arrived.ask, left)

    def set_campus(self, campus: RelayCampus) -> None:
        """Collect for a campus: believe its hub, and know its computers.

        Raises RefusedError where the hub did not sign the record.
        """
        hub = PublicKey(campus.hub_key)
        record: RelayRecord = relay.read_record(campus.record, hub)
        bare = [CampusComputer(each.device, "", each.public_key) for each in campus.computers]
        if tuple(bare) != held.computers(self._db):
            held.set_computers(self._db, bare)
            self._recognise(bare)
        self._keys = {each.device: PublicKey(each.public_key) for each in bare}
        self._record, self._campus, self._hub = campus.record, record.campus, hub

    def bring(self, brought: Brought) -> None:
        """Have these items for computers, and no others; what receipts say landed waits no more."""
        items = [(each.device, each.kind, each.content) for each in brought.items]
        with self._db.atomic():
            held_file.set_brought(self._db, items)
            for each in brought.items:
                if each.kind == bundle.RECEIPT:
                    self._believe(messages.decode(each.content, Receipt))

    def take(self, ask: TakeAsk) -> Taken:
        """Return what was left since, as it came, for the window to carry."""
        envelopes = held_file.waiting_after(self._db, ask.envelopes, MAX_TAKEN_BYTES)
        items = [] if envelopes else held_file.left_after(self._db, ask.items, MAX_TAKEN_BYTES)
        return Taken(
            envelopes=tuple(wire for _, wire in envelopes),
            items=tuple(LeftItem(each.device, each.kind, each.content) for each in items),
            up_to=TakeAsk(
                envelopes[-1][0] if envelopes else ask.envelopes,
                items[-1].id if items else ask.items,
            ),
            more=bool(envelopes or items),
        )

    def standing(self) -> RelayStanding:
        """Return how this relay is."""
        came = sorted(self._came.values(), key=lambda each: each.at, reverse=True)
        return RelayStanding(
            opened_at=self._opened_at,
            visitors=tuple(RelayVisitor(each.device, each.known, each.at) for each in came),
            problem=self._problem,
        )

    def _note(self, visitor: NotedVisitor) -> None:
        """Remember who came; of strangers not very many, and not under a name that is known."""
        before = self._came.get(visitor.device)
        if before is None:
            is_noted = visitor.known or len(self._came) < MOST_VISITORS
        else:
            is_noted = visitor.known or not before.known
        if is_noted:
            self._came[visitor.device] = visitor

    def _hold(self, up: Bundle, visitor: NotedVisitor) -> int:
        """Hold what came, in one transaction; return for how much there was no room."""
        left = 0
        try:
            with self._db.atomic():
                for kind, item in zip(up.head.kinds, up.items, strict=True):
                    kept = self._keep(visitor.device, kind, item, known=visitor.known)
                    left += kept is Holding.FULL
                held_file.note_visit(self._db, visitor)
        except WorldError as error:
            self._problem = error.code
            raise
        self._problem = ""
        return left

    def _keep(self, device: str, kind: int, item: bytes, *, known: bool) -> Holding | None:
        """Keep an item that is good; None for one that is none."""
        if kind in KINDS_DOWN:
            return None
        if kind != bundle.ENVELOPE:
            return held_file.leave(self._db, device, kind, item, known=known)
        try:
            found = envelope.read(item)
            key = self.key_of(found.header.device)
            if key is not None:
                found.verify(key)
        except RefusedError:
            return None
        return held.keep(self._db, found, known=key is not None, at=self._now())

    def _reply(self, ask: VisitAsk, left: int) -> bytes:
        after = ask.after if ask.source == self._source else 0
        items = held_file.brought_after(self._db, ask.device, after, relay.MAX_DOWN_BYTES)
        last = items[-1].id if items else after
        more = bool(items and held_file.brought_after(self._db, ask.device, last, 0))
        reply = VisitReply(
            version=relay.VERSION,
            source=self._source,
            after=last,
            more=more,
            held=held_file.held_digests(self._db, ask.device),
            left=left,
        )
        return relay.write_answer(reply, ask.device, [(each.kind, each.content) for each in items])

    def _recognise(self, computers: list[CampusComputer]) -> None:
        """Keep of what came by a computer's own word what it signed, now that its key is known."""
        for computer in computers:
            key = PublicKey(computer.public_key)
            for each in list(held.unverified(self._db, computer.device)):
                try:
                    envelope.read(each.wire).verify(key)
                except RefusedError:
                    held.set_verified(self._db, each.id, is_good=False)
                else:
                    held.set_verified(self._db, each.id, is_good=True)

    def _believe(self, receipt: Receipt) -> None:
        if self._hub is None:
            return
        try:
            receipt.verify(self._hub)
        except RefusedError:
            return
        if held.set_landed(self._db, receipt):
            held.purge(self._db, Milliseconds(receipt.at))


class UnderWay:
    """A visit whose bytes arrive."""

    def __init__(self, at: Relay, admit: Callable[[str], None]) -> None:
        self._relay = at
        self._admit = admit
        self._wire = bytearray()
        self._asked: VisitAsk | None = None
        self._device: KnownVisitor | None = None

    @property
    def device(self) -> KnownVisitor | None:
        """Whose visit this is, once its ask has come and its signature is right."""
        return self._device

    def take(self, data: bytes) -> list[bytes]:
        """Take bytes; nothing is complete before all is.

        Whose signature is not that of the computer that it names is heard as a stranger, as in a
        folder: the hub tells copies of a disk apart. Raises RefusedError where it is too large.
        """
        self._wire += data
        if self._asked is None and (head := messages.read_head(self._wire)) is not None:
            self._introduce(head[0])
        most = relay.MAX_VISIT_BYTES if self._device else MAX_STRANGER_VISIT_BYTES
        if len(self._wire) > most:
            raise RefusedError(Code.MESSAGE_TOO_LARGE, "The message is too large.")
        return []

    def read(self, _arrived: bytes) -> Callable[[], None]:
        """Return what does nothing: a visit is held when it is whole."""
        return lambda: None

    def reply(self) -> bytes:
        """Hold what came, and return the answer."""
        return self._relay.answer(bytes(self._wire), known=self._device is not None)

    def _introduce(self, signed: bytes) -> None:
        self._asked = messages.read(signed, VisitAsk)
        key = self._relay.key_of(self._asked.device)
        if key is None:
            return
        try:
            messages.verify(signed, relay.VISIT_CONTEXT, key)
        except RefusedError:  # another bears that name, as a copy of a disk does: a stranger
            return
        self._device = self._relay.known(self._asked.device)
        self._admit(self._asked.device)
