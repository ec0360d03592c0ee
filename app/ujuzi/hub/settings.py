"""The hub's own facts: its signing and sealing keys, and its epoch, in its database.

The epoch names one unbroken life of the database. `ujuzi-hub restored` starts a new one after a
backup was put back, and devices then offer again what the backup had not seen.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from ujuzi.credentials.keys import PublisherKey
from ujuzi.hub.database import Database
from ujuzi.hub.tables import settings
from ujuzi.sync import seal

SIGNING_KEY, SEALING_KEY, EPOCH = "signing-key", "sealing-key", "epoch"
ADDRESS = "address"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this hub is: the key that signs, the sealing key's halves, the epoch."""

    signing_key: PublisherKey
    sealing_private: bytes
    sealing_public: bytes
    epoch: str

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


def identity(database: Database) -> Identity:
    """Return who this hub is; the first call decides it."""
    with database.writing() as connection:
        seed = _get_or_make(connection, SIGNING_KEY, secrets.token_bytes(SEED_BYTES))
        private = _get_or_make(connection, SEALING_KEY, b"".join(seal.new_key()))
        epoch = _get_or_make(connection, EPOCH, _new_epoch())
    return Identity(PublisherKey(seed), private[:SEED_BYTES], private[SEED_BYTES:], epoch.decode())


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


def _get_or_make(connection: Connection, name: str, value: bytes) -> bytes:
    """Return a setting; of two processes that start at once, the first one's value wins."""
    found = get(connection, name)
    if found is None:
        connection.exec_driver_sql("SELECT 1")
        connection.execute(_insert_if_absent(connection, name, value))
        found = get(connection, name)
    return found or value


def _insert_if_absent(connection: Connection, name: str, value: bytes):  # type: ignore[no-untyped-def]
    from sqlalchemy.dialects import postgresql, sqlite

    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(settings).values(name=name, value=value).on_conflict_do_nothing()
