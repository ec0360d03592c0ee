"""The hub's own facts: its signing and sealing keys, and its first epoch, in its database.

Private keys are rows that a key from outside the database wraps (`hub.store.wrapping`); all of a
database by the same one. Those that an earlier version left open are wrapped when the hub is next
served.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store import wrapping
from ujuzi.hub.store.database import HubDatabase, upsert
from ujuzi.hub.store.migrate import one_at_a_time
from ujuzi.hub.store.tables import issuing_keys, settings
from ujuzi.hub.store.wrapping import WrappingKey
from ujuzi.wire import seal

SIGNING_KEY, SEALING_KEY, EPOCH = "signing-key", "sealing-key", "epoch"
"""The last is the name of the first epoch (`hub.landing.epochs`)."""

OWN_ROOT = "root-keys"
"""The seeds of the root that a new hub makes; gone once another root has taken over."""
LAY_OPEN = "private-keys-lay-open"
"""There while the database's files may still hold keys as they lay before they were wrapped."""
ADDRESS = "address"
GAP_MINUTES = "longest-gap-minutes"
USUAL_GAP_MINUTES = 30
MINUTE = 60_000
"""In milliseconds."""
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this hub is: the key that signs, the sealing key's halves; and what wraps them."""

    signing_key: PublisherKey
    sealing_private: bytes = field(repr=False)
    sealing_public: bytes
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


def identity(database: HubDatabase, *, makes_key: bool = True) -> Identity:
    """Return who this hub is; the first call decides it, and wraps its keys as `begin` does.

    Raises what `begin`, `check_key` and `secret` raise.
    """
    begin(database, makes_key=makes_key)
    with database.reading() as connection:
        key = wrapping.find(key_id_of(connection))
        seed = key.unwrap(SIGNING_KEY, get(connection, SIGNING_KEY) or b"")
        pair = key.unwrap(SEALING_KEY, get(connection, SEALING_KEY) or b"")
    return Identity(PublisherKey(seed), pair[:SEED_BYTES], pair[SEED_BYTES:], key)


def begin(database: HubDatabase, *, makes_key: bool = True) -> Path | None:
    """Give a hub its keys where it has none, and wrap what lies open; return the file of the key.

    None where all was done before. A file is made where none is there and somebody has said where
    it shall lie, or else where this `makes_key`. Raises RefusedError `hub-unstarted` where it may
    not be made, and what `wrapping.new_key` raises.
    """
    with database.reading() as connection:
        if key_id_of(connection):
            return None
    with database.writing() as connection:
        one_at_a_time(connection)
        if key_id_of(connection):
            return None  # another process has, meanwhile
        if not makes_key and not wrapping.is_named():
            raise _unstarted()
        place = Path(database.engine.url.database or "")
        key, file = wrapping.new_key(
            place.stem, None if database.is_postgresql else place.resolve().parent
        )
        _wrap_all(connection, key)
    return file


def check_key(connection: Connection) -> None:
    """Return only if the key is here that wraps this hub's; raises what `wrapping.find` raises."""
    if id_ := key_id_of(connection):
        wrapping.find(id_)


def overwrite_open_keys(database: HubDatabase) -> bool:
    """Leave no trace of keys that lay open in the database's files; return whether some did.

    On SQLite it writes the file anew, which takes as much room again; other processes must not use
    it meanwhile. Done again at the next start where it was cut short.
    """
    with database.reading() as connection:
        if get(connection, LAY_OPEN) is None:
            return False
    database.rewrite(settings, issuing_keys)
    with database.writing() as connection:
        forget(connection, LAY_OPEN)
    return True


def key_id_of(connection: Connection) -> str:
    """Return the id of the key that wraps this database's; empty where none does yet."""
    return wrapping.key_id(get(connection, SIGNING_KEY) or b"")


def longest_gap(connection: Connection) -> int:
    """Return for how many milliseconds a sitting may be closed before it is asked about."""
    kept = get(connection, GAP_MINUTES)
    return MINUTE * (int(kept) if kept else USUAL_GAP_MINUTES)


def put_longest_gap(connection: Connection, milliseconds: int) -> None:
    """Set it, in whole minutes."""
    put(connection, GAP_MINUTES, str(milliseconds // MINUTE).encode())


def secret(connection: Connection, name: str, value: bytes) -> bytes:
    """Return what is wrapped in a row; `name` is the one under which it was.

    Raises RefusedError `hub-row-changed`, and what `wrapping.find` raises.
    """
    id_ = key_id_of(connection)
    return wrapping.found(id_).unwrap(name, value) if id_ else value


def wrapped(connection: Connection, name: str, value: bytes) -> bytes:
    """Return a secret as a row keeps it, under the name of which `secret` will ask.

    Raises RefusedError `hub-unstarted`, and what `wrapping.find` raises.
    """
    id_ = key_id_of(connection)
    if not id_:
        raise _unstarted()
    return wrapping.found(id_).wrap(name, value)


def issuing_name(key: str) -> str:
    """Return the name under which an issuing key is wrapped, by its public half (hexadecimal)."""
    return f"issuing-key {key}"


def _wrap_all(connection: Connection, key: WrappingKey) -> None:
    """Make what a hub is known by where it has none of it; wrap that, and what else lies open."""
    if get(connection, EPOCH) is None:
        put(connection, EPOCH, secrets.token_hex(4).encode())
    if get(connection, SIGNING_KEY) is None:
        put(connection, SIGNING_KEY, key.wrap(SIGNING_KEY, secrets.token_bytes(SEED_BYTES)))
        put(connection, SEALING_KEY, key.wrap(SEALING_KEY, b"".join(seal.new_key())))
        return
    for name in (SIGNING_KEY, SEALING_KEY, OWN_ROOT):
        if (value := get(connection, name)) is not None:
            put(connection, name, key.wrap(name, value))
    for public, seed in connection.execute(select(issuing_keys.c.key, issuing_keys.c.seed)).all():
        kept = key.wrap(issuing_name(public), bytes(seed))
        connection.execute(
            issuing_keys.update().where(issuing_keys.c.key == public).values(seed=kept)
        )
    put(connection, LAY_OPEN, b"yes")


def _unstarted() -> RefusedError:
    return RefusedError(
        Code.HUB_UNSTARTED,
        "This hub has no key file yet: start it once with `ujuzi-hub serve`, or say with"
        f" {wrapping.KEY_FILE_VARIABLE} where the file shall be.",
    )


_VALUE = select(settings.c.value).where(settings.c.name == bindparam("name"))


def get(connection: Connection, name: str) -> bytes | None:
    """Return a setting."""
    found = connection.scalar(_VALUE, {"name": name})
    return None if found is None else bytes(found)


def put(connection: Connection, name: str, value: bytes) -> None:
    """Set a setting; of two processes that do so at once, the second one's value stays."""
    upsert(connection, settings, [{"name": name, "value": value}])


def forget(connection: Connection, name: str) -> None:
    """Set a setting no more."""
    connection.execute(settings.delete().where(settings.c.name == name))


def touch(connection: Connection) -> None:
    """Write a setting as it is: a database that cannot be written says so."""
    same = settings.update().where(settings.c.name == EPOCH).values(value=settings.c.value)
    connection.execute(same)


def address_of(connection: Connection) -> str:
    """Return the address at which people reach this hub; empty where nobody has said."""
    return (get(connection, ADDRESS) or b"").decode()
