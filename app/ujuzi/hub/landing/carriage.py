"""What a computer carries for others: every envelope lands as if its device had come with it.

An envelope is verified by the key of the record of the device that it names, opened with the hub's
sealing key, and its batch lands by its own signature, whoever carries it. A bad one is refused by
a code, and the rest goes on; one that came before is acknowledged again. What a computer's clock
says is not known, so it is taken for what it last was.

A computer that asks to be taken in is introduced as if it had come itself, and its welcome goes
back with who carries. So do the parts of what the hub has to say to the computers of the carrier's
campus (`hub.landing.parts`), each sealed to its own.

The answer has a receipt of each computer whose envelopes were good, or of all of the carrier's
campus where it asks so. The list of these computers goes only to one whose ask is not a copy that
somebody kept: its number is above all that were heard of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed.feed import Streams
from ujuzi.hub.feed.reading import Reading
from ujuzi.hub.landing import asks, epochs, ingest, parts, standings
from ujuzi.hub.landing.ingest import LandingOutcome
from ujuzi.hub.landing.parts import Down, Teller
from ujuzi.hub.people import registration
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store import clock
from ujuzi.wire import carrying, envelope, introduction, messages
from ujuzi.wire.batch import Batch
from ujuzi.wire.carrying import (
    CampusComputer,
    CarriedItem,
    CarryReader,
    CarryReply,
    RefusedItem,
    Welcomed,
    digest_of,
)
from ujuzi.wire.introduction import Introduction
from ujuzi.wire.messages import Ask, Receipt


class Lander(Teller, Protocol):
    """A hub, as far as it lands what is carried."""

    @property
    def read(self) -> Callable[[Batch], Reading]:
        """What reads a batch, writing nothing."""
        ...

    def land(
        self, device: Device, arrived: Batch, reading: Reading, told: int | None
    ) -> LandingOutcome:
        """Land a device's verified batch."""
        ...

    def register(self, wire: bytes) -> bytes:
        """Answer a computer that comes with a one-time code, or that a person has admitted."""
        ...

    def succeed(self, wire: bytes) -> bytes:
        """Answer a device that takes a new identity."""
        ...


class Carriage:
    """One request of a carrier under way."""

    def __init__(self, hub: Lander, admit: Callable[[str], None]) -> None:
        self._hub = hub
        self._admit = admit
        self._reader = CarryReader()
        self._carrier: Device | None = None
        self._devices: dict[str, Device] = {}
        self._places: dict[bytes, int] = {}
        self._refused: list[RefusedItem] = []
        self._full: set[str] = set()
        """Of whom more is no use today."""
        self._introduced: list[tuple[int, Introduction]] = []
        self._asks: dict[str, Ask] = {}

    @property
    def device(self) -> Device | None:
        """Who carries, once its ask has come and its signature is right."""
        return self._carrier

    def feed(self, data: bytes) -> None:
        """Take bytes, and land each batch that they complete."""
        for arrived in self.take(data):
            self.read(arrived)()

    def take(self, data: bytes) -> list[Batch]:
        """Take bytes, and return the batches whose envelopes they complete, as far as any is good.

        Raises RefusedError where the carrier is not known, or what it says cannot be read.
        """
        complete = self._reader.feed(data)
        if self._carrier is None:
            if self._reader.ask is None:
                return []
            self._carrier = self._introduce(self._reader.ask.device)
            self._admit(self._carrier.device)
        found = []
        for item in complete:
            try:
                if item.kind == carrying.ENROLMENT:
                    self._introduce_later(item)
                elif item.kind == carrying.ASK:
                    self._hear_later(item)
                else:
                    found.append(self._opened(item))
            except RefusedError as refused:
                self._refused.append(RefusedItem(item.place, refused.code))
        return found

    def read(self, arrived: Batch) -> Callable[[], None]:
        """Read what a batch says that was taken; return what lands it."""
        return functools.partial(self.land, arrived, self._hub.read(arrived))

    def land(self, arrived: Batch, reading: Reading) -> None:
        """Land a batch that was taken, by what it says."""
        device = self._devices[arrived.header.device]
        if device.device in self._full:
            return
        outcome = self._hub.land(device, arrived, reading, None)
        if device.revoked == registration.STOLEN:
            self._refuse(arrived, Code.DEVICE_STOLEN)
        elif outcome is LandingOutcome.REFUSED:
            self._refuse(arrived, Code.PARKED_FULL)
        elif outcome is LandingOutcome.LEFT:
            self._full.add(device.device)

    def reply(self) -> bytes:
        """Return the answer; raises RefusedError where the request was not whole."""
        ask, carrier = self._reader.ask, self._carrier
        if ask is None or carrier is None or not self._reader.is_complete:
            raise messages.malformed()
        registration.check_heard(carrier)
        key, claimed = self._hub.identity.signing_key, self._hub.now()
        for proof in (ask.proof, *(each.proof for each in self._asks.values())):
            if proof is not None:
                epochs.check_proof(self._hub.database, key, proof, claimed)
        welcomes = tuple(self._welcomes())
        with self._hub.database.writing() as connection:
            now = clock.answered(connection, claimed)
            heard = asks.count_up(connection, carrier, ask.number)
            for name, theirs in sorted(self._asks.items()):
                asker = self._devices[name]
                centre = registration.centre_of(connection, asker.institution)
                followed = Streams.of(centre, asker.institution, asker.campus)
                asks.hear_carried(connection, asker, theirs, followed, now)
        with self._hub.database.reading() as connection:
            epoch = epochs.current(connection)
            computers = self._computers(registration.of_campus(connection, carrier.campus))
            named, odd = set(self._devices), None
            if ask.campus:
                named |= {each.device for each in computers}
                odd = standings.of_campus(connection, carrier)
            good = [registration.find(connection, each) for each in sorted(named)]
            heads = [
                (device, ingest.head_of(connection, device))
                for device in good
                if device.revoked != registration.STOLEN
            ]
        receipts = tuple(
            Receipt(
                epoch.name,
                device.device,
                head.last,
                head.digest,
                epoch_number=epoch.number,
                at=now,
            ).signed_by(key)
            for device, head in heads
        )
        may_know = ask.number > heard and not carrier.revoked
        down = Down((), more=False)
        if may_know and ask.down:
            down = parts.made(self._hub, carrier, ask, claimed)
        reply = CarryReply(
            version=carrying.VERSION,
            now=now,
            epoch=epoch.name,
            epoch_number=epoch.number,
            number=max(heard, ask.number),
            receipts=receipts,
            refused=tuple(self._refused),
            computers=computers if may_know and ask.known != digest_of(computers) else None,
            standings=odd if may_know else None,
            welcomes=welcomes,
            parts=down.parts,
            more=down.more,
        )
        return messages.answer(reply, self._reader.signed, key)

    def _introduce(self, claimed: str) -> Device:
        with self._hub.database.reading() as connection:
            device = registration.find(connection, claimed)
        messages.verify(self._reader.signed, carrying.CONTEXT, device.key)
        return device

    def _introduce_later(self, item: CarriedItem) -> None:
        """Keep who asks to be taken in for the answer: taking a request writes nothing."""
        if len(self._introduced) >= carrying.MAX_INTRODUCTIONS:
            raise RefusedError(Code.ENROLMENTS_FULL, "Too many computers are introduced at once.")
        self._introduced.append((item.place, introduction.read(item.content)))

    def _hear_later(self, item: CarriedItem) -> None:
        """Keep a computer's ask for the answer; raises RefusedError where it is not its own."""
        ask = messages.read_ask(item.content)
        device = self._devices.get(ask.device) or self._find(ask.device)
        messages.verify(item.content, messages.CARRIED_ASK_CONTEXT, device.key)
        registration.check_heard(device)
        self._devices[device.device] = device
        self._asks[device.device] = ask

    def _welcomes(self) -> Iterator[Welcomed]:
        """Introduce who asked for it, and yield the hub's welcomes."""
        for place, each in self._introduced:
            answer = self._hub.succeed if each.predecessor else self._hub.register
            try:
                yield Welcomed(place, answer(each.signed))
            except RefusedError as refused:
                self._refused.append(RefusedItem(place, refused.code))
            else:
                self._devices[each.device] = self._find(each.device)

    def _opened(self, item: CarriedItem) -> Batch:
        """Return what an envelope holds; raises RefusedError where it is not its device's."""
        if item.kind != carrying.ENVELOPE:
            raise RefusedError(Code.VERSION_UNKNOWN, "The hub is older than this Ujuzi.")
        wrapped = envelope.read(item.content)
        device = self._devices.get(wrapped.header.device) or self._find(wrapped.header.device)
        wrapped.verify(device.key)
        arrived = wrapped.open(self._hub.identity.sealing_keys)
        arrived.verify(device.key)
        self._devices[device.device] = device
        self._places[arrived.digest] = item.place
        return arrived

    def _find(self, device: str) -> Device:
        with self._hub.database.reading() as connection:
            return registration.find(connection, device)

    def _refuse(self, arrived: Batch, code: Code) -> None:
        self._refused.append(RefusedItem(self._places[arrived.digest], code))

    @staticmethod
    def _computers(rows: Iterable[tuple[str, str, bytes]]) -> tuple[CampusComputer, ...]:
        return tuple(CampusComputer(*row) for row in rows)
