"""The hub's own facts: its signing and sealing keys, and its epoch, in its database.

Private keys are rows that a key from outside the database wraps (`hub.wrapping`); all of a database
by the same one. Those that an earlier version left open are wrapped when the hub is next served.

The epoch names one unbroken life of the database. `ujuzi-hub restored` starts a new one after a
backup was put back, and devices then offer again what the backup had not seen.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.hub import wrapping
from ujuzi.hub.database import Database
from ujuzi.hub.migrate import one_at_a_time
from ujuzi.hub.tables import settings
from ujuzi.hub.wrapping import WrappingKey
from ujuzi.sync import seal

SIGNING_KEY, SEALING_KEY, EPOCH = "signing-key", "sealing-key", "epoch"
ADDRESS = "address"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this hub is: the key that signs, the sealing key's halves, the epoch; and what wraps."""

    signing_key: PublisherKey
    sealing_private: bytes
    sealing_public: bytes
    epoch: str
    wrapping_key: WrappingKey

    @property
    def ticket_key(self) -> bytes:
        """What the salts of tickets are made with: 32 bytes; it lies outside the database."""
        return self.wrapping_key.ticket_key

    @property
    def ticket_key_id(self) -> str:
        """The ticket key's name, as tickets tell it: 16 hexadecimal digits."""
        return self.wrapping_key.ticket_key_id

    @property
    def public_keys(self) -> dict[str, str]:
        """What to believe this hub by, and what to seal for it with, in hexadecimal."""
        return {
            "hub_key": self.signing_key.public.raw.hex(),
            "sealing_key": self.sealing_public.hex(),
        }

    @property
    def sealing_keys(self) -> dict[str, bytes]:
        """What opens envelopes that are sealed to this hub: raw private keys by their ids."""
        return {seal.key_id(self.sealing_public): self.sealing_private}


def identity(database: Database, *, makes_key: bool = True) -> Identity:
    """Return who this hub is; the first call decides it, and wraps its keys.

    A file for the wrapping key is made where the hub has none yet and somebody said where it shall
    lie, or else `makes_key`. Raises RefusedError `hub-unstarted` where it may not be made, and
    what `wrapping.find` and `wrapping.new_key` raise.
    """
    with database.writing() as connection:
        if not key_id_of(connection):
            one_at_a_time(connection)
            _begin(connection, database, makes_key=makes_key)
        key = wrapping.find(key_id_of(connection))
        seed = _opened(connection, key, SIGNING_KEY)
        pair = _opened(connection, key, SEALING_KEY)
        epoch = get(connection, EPOCH) or b""
    return Identity(PublisherKey(seed), pair[:SEED_BYTES], pair[SEED_BYTES:], epoch.decode(), key)


def key_id_of(connection: Connection) -> str:
    """Return the id of the key that wraps this database's; empty where none does yet."""
    return wrapping.key_id(get(connection, SIGNING_KEY) or b"")


def get_secret(connection: Connection, name: str) -> bytes | None:
    """Return a setting that is kept wrapped; raises RefusedError as `identity` does."""
    if get(connection, name) is None:
        return None
    return _opened(connection, wrapping.found(key_id_of(connection)), name)


def put_secret(connection: Connection, name: str, secret: bytes) -> None:
    """Keep a setting wrapped, as the others of this database."""
    put(connection, name, wrapping.found(key_id_of(connection)).wrap(name, secret))


def _begin(connection: Connection, database: Database, *, makes_key: bool) -> None:
    """Give a hub its keys, wrapped; those that it has already are."""
    if key_id_of(connection):
        return  # by another process, meanwhile
    if not makes_key and not wrapping.is_named():
        raise RefusedError(
            "hub-unstarted",
            "This hub has no key file yet: start it once, with `ujuzi-hub serve`, or say with"
            f" {wrapping.KEY_FILE_VARIABLE} where the file is.",
        )
    place = Path(database.engine.url.database or "")
    folder = None if database.is_postgresql else place.parent
    key, _ = wrapping.new_key(place.stem, folder)
    if get(connection, EPOCH) is None:
        put(connection, EPOCH, _new_epoch())
    seed = get(connection, SIGNING_KEY) or secrets.token_bytes(SEED_BYTES)
    pair = get(connection, SEALING_KEY) or b"".join(seal.new_key())
    put(connection, SIGNING_KEY, key.wrap(SIGNING_KEY, seed))
    put(connection, SEALING_KEY, key.wrap(SEALING_KEY, pair))


def _opened(connection: Connection, key: WrappingKey, name: str) -> bytes:
    return key.unwrap(name, get(connection, name) or b"")


def start_epoch(database: Database) -> str:
    """Start a new epoch: the database came from a backup."""
    epoch = _new_epoch()
    with database.writing() as connection:
        put(connection, EPOCH, epoch)
    return epoch.decode()


_VALUE = select(settings.c.value).where(settings.c.name == bindparam("name"))


def get(connection: Connection, name: str) -> bytes | None:
    """Return a setting."""
    found = connection.scalar(_VALUE, {"name": name})
    return None if found is None else bytes(found)


def put(connection: Connection, name: str, value: bytes) -> None:
    """Set a setting."""
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, value=value))


def epoch_of(connection: Connection) -> str:
    """Return the epoch as it is now."""
    return (get(connection, EPOCH) or b"").decode()


def address_of(connection: Connection) -> str:
    """Return the address at which people reach this hub; empty where nobody has said."""
    return (get(connection, ADDRESS) or b"").decode()


def _new_epoch() -> bytes:
    return secrets.token_hex(4).encode()
