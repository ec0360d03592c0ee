"""Which machine this is, so that a copied disk is noticed before it writes under another's name.

A machine is known by its installation's id and by the hardware addresses of its network cards.
Clones of one disk image share the first and not the second; a new card changes the second and not
the first. Only hashes are kept.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

MACHINE_ID = Path("/etc/machine-id")
NETWORK = Path("/sys/class/net")
NOT_HARDWARE = 0x03
"""Bits of a hardware address's first byte: multicast, locally administered."""

SAME_EVERYWHERE = frozenset({0x005056C0})
"""How addresses of cards begin that a program makes alike on every computer: VMware's own."""

DIGITS = 16
FACT = "machine"
"""The store's name for what was last written of this machine."""


class Machine(msgspec.Struct, frozen=True):
    """Hashes of an installation's id and of its cards' addresses; empty where unknown."""

    installation: str
    cards: tuple[str, ...]

    def is_another_than(self, known: Machine) -> bool:
        """Whether this is surely not the machine that was `known`."""
        if self.installation and known.installation and self.installation != known.installation:
            return True
        return bool(self.cards and known.cards and not set(self.cards) & set(known.cards))


def this_machine() -> Machine:
    """Return what can be known of this machine."""
    return described(_installation(), _addresses())


def this_stick(place: str) -> Machine:
    """Return what stands for a machine where data is carried: the stick, in any computer."""
    return described(place, ())


def written(machine: Machine) -> str:
    """Return a machine as the store keeps it."""
    return msgspec.json.encode(machine).decode()


def described(installation: str, addresses: Iterable[int]) -> Machine:
    """Return a machine by its installation's id and hardware addresses."""
    cards = {
        address
        for address in addresses
        if address and not address >> 40 & NOT_HARDWARE and address >> 16 not in SAME_EVERYWHERE
    }
    return Machine(
        _hash(installation) if installation else "",
        tuple(sorted(_hash(f"{address:012x}") for address in cards)),
    )


def _installation() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    try:
        return MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _addresses() -> list[int]:
    """Return the hardware addresses of all cards, whichever of them is in use."""
    return list(_numbers(_written_addresses()))


def _written_addresses() -> Iterator[str]:
    if NETWORK.is_dir():  # for a start, no library
        for file in NETWORK.glob("*/address"):
            with suppress(OSError, UnicodeDecodeError):
                yield file.read_text(encoding="ascii")
        return
    import psutil

    for addresses in psutil.net_if_addrs().values():
        yield from (each.address for each in addresses if each.family == psutil.AF_LINK)


def _numbers(written: Iterable[str]) -> Iterator[int]:
    for address in written:
        with suppress(ValueError):
            yield int(address.strip().replace(":", "").replace("-", ""), 16)


def _hash(text: str) -> str:
    return hashlib.sha256(b"ujuzi machine\n" + text.encode()).hexdigest()[:DIGITS]
