"""Coordinators for tests: a key, the grant that a hub made for it, and acts signed by it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import msgspec

from helpers.hubs import NOW
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import CoordinatorActed
from ujuzi.hub.app import Hub
from ujuzi.hub.people import grants as grants_of
from ujuzi.wire import acts, grants, messages, seal
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.deeds import Deed
from ujuzi.wire.grants import GrantAsk, GrantList

INSTITUTION = "unz"


@dataclass
class Office:
    """A coordinator who has her key at hand."""

    grant: str
    campus: str
    key: PublisherKey
    number: int = 0
    digest: bytes = NOTHING_BEFORE
    signed: list[bytes] = field(default_factory=list)
    enclosures: dict[bytes, bytes] = field(default_factory=dict)
    """By their acts, as they were signed."""
    device: str = ""
    """On which she signs."""

    def act(self, deed: Deed, at: int = NOW) -> bytes:
        """Sign the next act."""
        self.number += 1
        wire = self.aside(deed, self.number, self.digest, at)
        self.digest = acts.digest_of(wire)
        self.signed.append(wire)
        return wire

    def aside(
        self, deed: Deed, number: int, previous: bytes, at: int = NOW, campus: str = ""
    ) -> bytes:
        """Sign an act that is not the next."""
        enclosure = acts.enclosure_of(deed, bytes(acts.SALT_BYTES))
        wire = acts.sign(
            deed,
            grant=self.grant,
            number=number,
            previous=previous,
            campus=campus or self.campus,
            at=at,
            key=self.key,
            enclosure=enclosure,
            signed_on=self.device,
        )
        self.enclosures[wire] = enclosure
        return wire

    def event_of(self, wire: bytes) -> CoordinatorActed:
        """Return the event that brings an act of hers up, with what is enclosed."""
        enclosure = base64.b64encode(self.enclosures[wire]).decode()
        return msgspec.structs.replace(event_of(wire), enclosure=enclosure)


def asked(code: str, key: PublisherKey, sealing: bytes = b"", device: str = "") -> bytes:
    """Return the request for a grant, from a computer."""
    ask = GrantAsk(grants.VERSION, code, key.public.raw, sealing or seal.new_key()[1], device)
    return messages.sign(ask, grants.ASK_CONTEXT, key)


def list_of(wire: bytes, hub: Hub) -> GrantList:
    """Return a list that this hub signed."""
    grants.verify(wire, (hub.identity.signing_key.public,))
    return grants.read(wire)


def appoint(
    hub: Hub, person: str = "P1", seed: int = 1, sealing: bytes = b"", device: str = ""
) -> Office:
    """Make somebody of the roster coordinator, who asks from a computer."""
    key = PublisherKey(bytes([seed]) * 32)
    with hub.database.writing() as connection:
        code = grants_of.make_code(connection, INSTITUTION, person, hub.now())
    named = list_of(hub.grant(asked(code, key, sealing, device)), hub)
    (mine,) = [each for each in named.grants if each.public_key == key.public.raw]
    return Office(mine.id, mine.campus, key)


def event_of(wire: bytes) -> CoordinatorActed:
    """Return the event that brings an act up, without what is enclosed."""
    return CoordinatorActed(act=acts.read(wire).act, signed=base64.b64encode(wire).decode())
