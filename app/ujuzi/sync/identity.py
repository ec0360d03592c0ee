"""Who this computer is to the hub: its device id and key, and when it must take a new one.

A computer that finds itself on another machine (a copied disk, a cloned lab), or whose history the
hub contradicts (a restored image), never writes under its old name again: it takes a new device
id and key, and appends what had not landed once more, each event with the identity it was first
given. Its old key vouches for the new one at the hub; where that key is gone, the computer is
registered anew with a code. Nothing is lost and nothing counts twice.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import msgspec

from ujuzi import file_modes
from ujuzi.credentials.keys import PublisherKey, is_there, read_pem
from ujuzi.domain.event import DeviceId
from ujuzi.errors import Code, RefusedError
from ujuzi.store import event_log, facts, outbox
from ujuzi.store.database import Database
from ujuzi.sync import machine
from ujuzi.sync.machine import Machine
from ujuzi.wire import messages, seal
from ujuzi.wire.messages import EpochProof

LINK = "hub-link"
SEALING_KEY = "sealing-key"
"""The fact that holds the key for which the hub seals, in hexadecimal: its private half and, unless
an earlier version made it, its public one."""


class Keys(Protocol):
    """The keys with which devices sign."""

    def has(self, device: str) -> bool:
        """Whether a device's key is here."""
        ...

    def of(self, device: str) -> PublisherKey:
        """Return a device's key; made on first use."""
        ...


class KeyFolder:
    """Keys in a folder, one file a device, for whom the folder is; they never leave it.

    What a file holds is read once: it is asked for anew by each visit or exchange.
    """

    def __init__(self, folder: Path, wrapping: bytes | None = None) -> None:
        """`wrapping` is the key of encrypted data, by which those of devices are encrypted too."""
        self._folder = folder
        self._wrapping = wrapping
        self._read: dict[str, PublisherKey] = {}

    def has(self, device: str) -> bool:
        """Whether a device's key is here, undamaged; raises WorldError where it cannot be read."""
        try:
            return device in self._read or (
                is_there(self._file(device)) and bool(self._load(device))
            )
        except RefusedError:
            return False

    def of(self, device: str) -> PublisherKey:
        """Return a device's key; made on first use.

        Raises WorldError where the disk does not give it, or does not take it.
        """
        if device in self._read:
            return self._read[device]
        file = self._file(device)
        if not is_there(file):
            PublisherKey.generate().save(file, self._wrapping)
            with suppress(OSError):
                file_modes.restrict_files(file)
        return self._load(device)

    def _load(self, device: str) -> PublisherKey:
        file = self._file(device)
        self._read[device] = _parsed(read_pem(file), file, self._wrapping)
        return self._read[device]

    def _file(self, device: str) -> Path:
        return self._folder / f"device-{device}.pem"


class HubLink(msgspec.Struct, frozen=True):
    """What this computer knows of its hub, kept between exchanges as one fact.

    `predecessor` is the registered identity whose successor the hub does not know yet; `enrols_as`
    is what people call this computer while the hub has not taken it in at its campus; `unanswered`
    says that batches were offered and no answer came; `bytes_a_second` is how fast the link was
    when it last carried something.

    `asks` counts the asks, `acknowledged` is the last that the hub answered. An `epoch_number` of 0
    goes with the name of an epoch that a hub told which did not count them, or another hub: the
    next answer's is higher. `proof` is what the hub signed last, shown with the next ask if
    `prove`. `shared` is how far, in the epoch of the name `shared_in`, this computer has what its
    campus shares and what is public (`sync.taking`).
    """

    url: str
    hub_key: bytes
    sealing_key: bytes
    institution: str
    campus: str
    epoch: str = ""
    cursors: tuple[int, ...] = messages.START
    predecessor: str = ""
    unanswered: bool = False
    bytes_a_second: float = 0.0
    epoch_number: int = 0
    asks: int = 0
    acknowledged: int = 0
    proof: EpochProof = EpochProof()
    prove: bool = False
    enrols_as: str = ""
    shared_in: str = ""
    shared: tuple[int, ...] = messages.START


@lru_cache(maxsize=4)
def _parsed(pem: bytes, file: Path, wrapping: bytes | None) -> PublisherKey:
    return PublisherKey.parsed(pem, file, wrapping)


def link_of(db: Database) -> HubLink | None:
    """Return what is known of the hub; None before this computer is registered."""
    known = facts.get(db, LINK)
    return None if known is None else _read(known)


@lru_cache(maxsize=1)
def _read(known: str) -> HubLink:
    """Return what a fact says of the hub; one visit asks some thirty times."""
    return msgspec.json.decode(known, type=HubLink)


def registered_link(db: Database) -> HubLink:
    """Return what is known of the hub; raises RefusedError `not-registered`."""
    link = link_of(db)
    if link is None:
        raise RefusedError(Code.NOT_REGISTERED, "This computer is not registered with a hub yet.")
    return link


def keep(db: Database, link: HubLink) -> None:
    """Keep what is known of the hub."""
    facts.put(db, LINK, msgspec.json.encode(link).decode())


def sealing_key(db: Database) -> tuple[bytes, bytes]:
    """Return the key for which the hub seals what is this identity's, raw; made on first use.

    The private half comes first.
    """
    known = (facts.get(db, SEALING_KEY) or "").split()
    if known:
        private, *public = map(bytes.fromhex, known)
        return private, public[0] if public else seal.public_half(private)
    private, made = seal.new_key()
    with db.atomic():
        facts.put(db, SEALING_KEY, f"{private.hex()} {made.hex()}")
    return private, made


def settle(db: Database, here: Machine) -> bool:
    """Take a new identity where this is another machine than last time; say whether it did."""
    known = facts.get(db, machine.FACT)
    before = None if known is None else msgspec.json.decode(known, type=Machine)
    if before == here:
        return False
    moved = before is not None and here.is_another_than(before)
    if before is not None and not moved:
        here = Machine(here.installation or before.installation, here.cards or before.cards)
    with db.atomic():
        if moved:
            take_new(db)
        facts.put(db, machine.FACT, machine.written(here))
    return moved


def check_key(db: Database, keys: Keys) -> None:
    """Return only if what the hub knows this computer by can sign; raises RefusedError `key-lost`.

    A key that was made in its place would be no better than a stranger's.
    """
    link = link_of(db)
    device = event_log.device_id(db)
    if link is None or (link.enrols_as and not outbox.last_cut(db, device)):
        return  # nobody knows it by any key yet
    if not keys.has(link.predecessor or device):
        raise RefusedError(
            Code.KEY_LOST, "The key of this computer is gone; register it anew with a new code."
        )


def settle_key(db: Database, keys: Keys) -> None:
    """Take a new identity where the registered one's key is gone: nothing can be signed with it."""
    if link_of(db) is not None and not keys.has(event_log.device_id(db)):
        take_new(db)


def take_new(db: Database) -> DeviceId:
    """Give up this computer's identity for a new one, and return it.

    With it goes the key for which the hub seals, since another disk may hold that too. What the hub
    said to the old one is shown to it once: nobody else may tell it that it lost that.
    An identity that the hub had not taken in yet names no successor: the new one asks as well.
    """
    old, new = event_log.device_id(db), DeviceId(secrets.token_hex(8))
    link = link_of(db)
    with db.atomic():
        outbox.send_anew(db, old, new)
        event_log.go_on_as(db, new)
        facts.forget(db, SEALING_KEY)
        if link is not None:
            keep(
                db,
                msgspec.structs.replace(
                    link,
                    predecessor="" if link.enrols_as else link.predecessor or old,
                    cursors=messages.START,
                    unanswered=False,
                    acknowledged=0,
                    prove=True,
                ),
            )
    return new
