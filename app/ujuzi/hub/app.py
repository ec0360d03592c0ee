"""What the hub does when asked, without HTTP: register, exchange, carry and so on. Bytes to bytes.

An exchange is a `Visit`: bytes are fed as they arrive, and each complete batch lands by itself, so
that a link that breaks loses at most the one under way. The reply is asked for at the end.
Stateless between visits: any process at the same database answers the next one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment import sittings
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.credentials import keys, status_lists
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.feed import FeedPage
from ujuzi.hub.feed.reading import Reading, read
from ujuzi.hub.landing import asks, deeds, epochs, ingest, landing
from ujuzi.hub.landing.asks import Hearing
from ujuzi.hub.landing.carriage import Carriage
from ujuzi.hub.landing.ingest import LandingOutcome, LandingScope
from ujuzi.hub.people import grants, registration, relays
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.clock import system_now as system_now
from ujuzi.hub.store.database import HubDatabase
from ujuzi.wire import batch, messages
from ujuzi.wire.batch import Batch
from ujuzi.wire.grants import ASK_CONTEXT, GrantAsk
from ujuzi.wire.messages import AskReader, Enrolment, Mark, Receipt, Reply, Succession, Welcome
from ujuzi.wire.relay import REQUEST_CONTEXT, RelayRequest

PLAUSIBLE_NOW = 2**53


def everybody(_device: str) -> None:
    """Admit whoever comes."""


class Hub:
    """A hub at its database."""

    def __init__(
        self,
        database: HubDatabase,
        now: Callable[[], int] = system_now,
        read: Callable[[Batch], Reading] = read,
    ) -> None:
        know_every_type()
        self.database = database
        self.identity = settings.identity(database)
        self.now = now
        self.read = read
        self.grader = Grader(database, self.identity, now)

    def register(self, wire: bytes) -> bytes:
        """Answer a computer that comes with a one-time code, or that a person has admitted."""
        asked = messages.read(wire, Enrolment)
        messages.verify(wire, messages.ENROLMENT_CONTEXT, PublicKey(asked.public_key))
        with self.database.writing() as connection:
            device = registration.enrol(connection, asked, self.now())
        if device is None:
            raise RefusedError(
                Code.ENROLMENT_WAITS,
                "Your coordinator has to say first that this is a computer of the campus.",
            )
        return self._welcome(device, wire)

    def succeed(self, wire: bytes) -> bytes:
        """Answer a device that takes a new identity."""
        asked = messages.read(wire, Succession)
        now = self.now()
        with self.database.writing() as connection:
            predecessor = registration.find(connection, asked.predecessor)
            if predecessor.revoked:
                raise RefusedError(Code.DEVICE_REVOKED, "A revoked computer names no successor.")
            messages.verify(wire, messages.SUCCESSION_CONTEXT, predecessor.key)
            device = registration.succeed(connection, asked, predecessor, now)
            if device is not None:
                effects = landing.follow(connection, predecessor, device, now)
        if device is None:
            raise RefusedError(
                Code.SUCCESSION_WAITS,
                "Several computers say that they follow this one; ask your coordinator.",
            )
        self.grader.follow_up(device.institution, effects)
        return self._welcome(device, wire)

    def relay(self, wire: bytes) -> bytes:
        """Answer a computer that would collect for its campus with its record, signed."""
        asked = messages.read(wire, RelayRequest)
        with self.database.writing() as connection:
            device = registration.find(connection, asked.device)
            messages.verify(wire, REQUEST_CONTEXT, device.key)
            registration.check_heard(device)
            now, key = clock.believed(connection, self.now()), self.identity.signing_key
            return relays.issue(connection, device, asked.certificate, key, now)

    def grant(self, wire: bytes) -> bytes:
        """Answer a coordinator's new key that comes with a one-time code: with the signed list."""
        asked = messages.read(wire, GrantAsk)
        messages.verify(wire, ASK_CONTEXT, PublicKey(asked.public_key))
        with self.database.writing() as connection:
            now = clock.believed(connection, self.now())
            return grants.make(connection, self.identity.signing_key, asked, now).wire

    def visit(self, admit: Callable[[str], None] = everybody) -> Visit:
        """Begin an exchange; `admit` may turn a device away before anything of hers lands."""
        return Visit(self, admit)

    def exchange(self, wire: bytes) -> bytes:
        """Answer an exchange that has arrived whole."""
        visit = self.visit()
        visit.feed(wire)
        return visit.reply()

    def carriage(self, admit: Callable[[str], None] = everybody) -> Carriage:
        """Begin to take what a computer carries for others; `admit` may turn the carrier away."""
        return Carriage(self, admit)

    def carry(self, wire: bytes) -> bytes:
        """Answer a carrier whose request has arrived whole."""
        carriage = self.carriage()
        carriage.feed(wire)
        return carriage.reply()

    def land(
        self, device: Device, arrived: Batch, reading: Reading, told: int | None
    ) -> LandingOutcome:
        """Land a device's verified batch by what it says; `told` is its clock's, where it is known.

        What a stolen computer sends is kept for a person to judge.
        """
        with self.database.writing() as connection:
            now = clock.believed(connection, self.now())
            offset = None if told is None else told - now
            place = LandingScope(connection, device, now, offset)
            if device.revoked == registration.STOLEN:
                ingest.park_stolen(place, arrived)
                return LandingOutcome.PARKED
            outcome = ingest.receive(place, arrived, reading)
        self.grader.follow_up(device.institution, place.effects)
        for grant in place.effects.acted:
            deeds.decide(self.database, grant, now, self.grader.follow_up)
        return outcome

    def _welcome(self, device: Device, asked: bytes) -> bytes:
        with self.database.reading() as connection:
            root = keys.root(connection)
            epoch = epochs.current(connection)
        welcome = Welcome(
            version=messages.VERSION,
            epoch=epoch.name,
            institution=device.institution,
            campus=device.campus,
            hub_key=self.identity.signing_key.public.raw,
            sealing_key=self.identity.sealing_public,
            root=root,
            epoch_number=epoch.number,
        )
        return messages.sign(welcome, messages.reply_context(asked), self.identity.signing_key)


@functools.cache
def know_every_type() -> None:
    """Let msgspec look at every type that may be decoded, while there is one thread.

    It does so when a type is decoded first, and lets other threads run meanwhile: two that decode
    the same type first at one time crash the process (seen with msgspec 0.22).
    """
    todo = [msgspec.Struct]
    while todo:
        kinds = todo.pop().__subclasses__()
        todo += kinds
        for kind in kinds:
            if kind.__module__.startswith("ujuzi."):
                msgspec.msgpack.Decoder(kind)


class Visit:
    """One exchange under way."""

    def __init__(self, hub: Hub, admit: Callable[[str], None]) -> None:
        self._hub = hub
        self._admit = admit
        self._reader = AskReader()
        self._device: Device | None = None
        self._forked = False
        self._is_full = False
        """Whether more of this computer is no use today."""
        self._left: list[str] = []

    @property
    def device(self) -> Device | None:
        """Whose visit this is, once her ask has come and her signature is right."""
        return self._device

    def feed(self, data: bytes) -> None:
        """Take bytes, and land each batch that they complete."""
        for arrived in self.take(data):
            self.read(arrived)()

    def take(self, data: bytes) -> list[Batch]:
        """Take bytes, and return the batches that they complete: hers, but not yet landed."""
        complete = self._reader.feed(data)
        if self._device is None:
            if self._reader.ask is None:
                return []
            self._device = self._introduce(self._reader.ask.device)
            self._admit(self._device.device)
        device = self._device
        return [_verified(device, wire) for wire in complete]

    def read(self, arrived: Batch) -> Callable[[], None]:
        """Read what a batch says that was taken; return what lands it."""
        return functools.partial(self.land, arrived, self._hub.read(arrived))

    def land(self, arrived: Batch, reading: Reading) -> None:
        """Land a batch that was taken, by what it says.

        What a stolen computer sends is kept for a person to judge, and is not acknowledged; nor is
        what there is no room for after it told too much for a day, which stays with it.
        """
        device = self._device
        if device is None:
            raise messages.malformed()
        if self._is_full:
            return
        outcome = self._hub.land(device, arrived, reading, self._clock())
        self._forked = self._forked or outcome is LandingOutcome.FORKED
        self._is_full = outcome is LandingOutcome.LEFT
        if outcome is LandingOutcome.REFUSED:
            raise RefusedError(Code.PARKED_FULL, "Earlier batches are missing; send those first.")

    def reply(self) -> bytes:
        """Return the answer; raises RefusedError where the ask was not whole."""
        ask, device = self._reader.ask, self._device
        if ask is None or device is None or not self._reader.is_complete:
            raise messages.malformed()
        registration.check_heard(device)
        hub, key = self._hub, self._hub.identity.signing_key
        claimed = hub.now()
        effects = Effects()
        for attempt in self._left:
            hub.grader.grade(device.institution, attempt)
        if ask.proof is not None:
            epochs.check_proof(hub.database, key, ask.proof, claimed)
        with hub.database.writing() as connection:
            now = clock.answered(connection, claimed)
            centre = registration.centre_of(connection, device.institution)
            followed = feed.Streams.of(centre, device.institution, device.campus)
            since = epochs.current(connection)
            heard = asks.accept(connection, device, ask, since, followed, now)
            if device.followed and heard.with_documents:
                effects = landing.speak(connection, device, now)
            checks = ask.checks or ask.version < messages.NUMBERED_VERSION
            lists_since = status_lists.follow(connection, device, checks=checks)
            due = status_lists.due(connection, claimed)
        hub.grader.follow_up(device.institution, effects)
        status_lists.publish_due(hub.database, due, claimed)
        with hub.database.reading() as connection:
            epoch = epochs.current(connection)
            if epoch != since:
                heard = Hearing(heard.number, messages.START)
            head = ingest.head_of(connection, device)
            parked = ingest.parked_count(connection, device)
            lamport, page = 0, FeedPage((), heard.cursors, more=False)
            lists: set[int] = set()
            if heard.with_documents:
                lamport = max(head.lamport, ingest.highest_lamport(connection, device))
                page = feed.read(connection, followed, heard.cursors, device.device, now)
                lists = status_lists.wanted(connection, device, lists_since, heard.cursors, page)
        is_numbered = ask.version >= messages.NUMBERED_VERSION
        receipt = Receipt(epoch.name, device.device, head.last, head.digest)
        told = Mark(device.device, epoch.name, epoch.number, heard.number, page.cursors)
        if is_numbered:
            receipt = msgspec.structs.replace(receipt, epoch_number=epoch.number, at=now)
        known = ask.epoch == epoch.name and ask.landed == head.last
        known = known and ask.epoch_number == receipt.epoch_number
        known = known and (not is_numbered or ask.chain == messages.chain_of(head.digest))
        reply = Reply(
            version=ask.version,
            now=now,
            epoch=epoch.name,
            cursors=page.cursors,
            receipt=None if known and heard.with_documents else receipt.signed_by(key),
            documents=page.documents + status_lists.told(hub.database, lists, claimed),
            forked=self._forked,
            more=page.more,
            parked=parked,
            lamport=lamport,
            number=heard.number,
            epoch_number=epoch.number,
            mark=epochs.mac(key, told) if is_numbered and heard.with_documents else b"",
            prove=heard.prove,
        )
        return messages.answer(reply, self._reader.signed, key, version=ask.version)

    def _introduce(self, claimed: str) -> Device:
        with self._hub.database.reading() as connection:
            device = registration.find(connection, claimed)
            self._left = sittings.left_by(connection, device)
        messages.verify(self._reader.signed, messages.ASK_CONTEXT, device.key)
        return device

    def _clock(self) -> int | None:
        """Return what the device's clock says, as far as that makes sense."""
        ask = self._reader.ask
        return ask.now if ask is not None and abs(ask.now) < PLAUSIBLE_NOW else None


def _verified(device: Device, wire: bytes) -> Batch:
    """Return a device's batch; raises RefusedError where it is not hers."""
    arrived = batch.read(wire)
    if arrived.header.device != device.device:
        raise RefusedError(Code.BATCH_NOT_YOURS, "The batch is another computer's.")
    arrived.verify(device.key)
    return arrived
