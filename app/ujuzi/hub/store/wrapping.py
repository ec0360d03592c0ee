"""The key from outside the database, by which the hub's private keys are wrapped inside it.

Whoever has the database alone (a dump, a backup, an injection that reads every table) has no
private key, and can draw no ticket: the ticket key comes from the same file.

    which file  what UJUZI_HUB_KEY_FILE names; else systemd's credential `ujuzi-hub-key`; else the
                one of the account's configuration folder whose name ends with the key's id
    its content 32 random bytes at least, as they are or as one line of text; from it come the
                wrapping key, the ticket key and their ids (HKDF-SHA256, RFC 5869)
    made        whole, for this account alone (0600), never over another file; in the configuration
                folder never beside the database
    a row       MARK, key id (8 bytes), nonce (12), secret under ChaCha20-Poly1305 (RFC 8439); MARK,
                key id and the row's name are its associated data: no row stands in for another

The database says by which key it is wrapped, so that a moved database finds its key, two hubs on
one machine keep apart, and a wrong key is told from a lost one. No key is ever logged or shown.
"""

from __future__ import annotations

import functools
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import sync_folder, unlink

KEY_FILE_VARIABLE = "UJUZI_HUB_KEY_FILE"
CREDENTIALS_VARIABLE, CREDENTIAL = "CREDENTIALS_DIRECTORY", "ujuzi-hub-key"
"""systemd's folder of credentials, and the name of ours in it."""

KEY_BYTES = 32
ID_BYTES = 8
NONCE_BYTES = 12
MAX_FILE_BYTES = 4_096
MARK = b"ujuzi wrapped 1\n"


@dataclass(frozen=True, slots=True)
class WrappingKey:
    """What a key file holds."""

    _material: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Names the key, and tells nothing of it: 16 hexadecimal digits."""
        return self._derived("wrapping key id", ID_BYTES).hex()

    @property
    def ticket_key(self) -> bytes:
        """What salts of tickets are made with: 32 bytes."""
        return self._derived("ticket key", KEY_BYTES)

    @property
    def ticket_key_id(self) -> str:
        """Names the ticket key, and tells nothing of it: 16 hexadecimal digits."""
        return self._derived("ticket key id", ID_BYTES).hex()

    def wrap(self, name: str, secret: bytes) -> bytes:
        """Return a secret as the row `name` keeps it."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        head = MARK + bytes.fromhex(self.id)
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = ChaCha20Poly1305(self._derived("wrapping key", KEY_BYTES))
        return head + nonce + cipher.encrypt(nonce, secret, head + name.encode())

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Return the secret of the row `name`.

        Raises RefusedError `hub-row-changed` where it is not what was wrapped for that row.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        head, rest = wrapped[: len(MARK) + ID_BYTES], wrapped[len(MARK) + ID_BYTES :]
        cipher = ChaCha20Poly1305(self._derived("wrapping key", KEY_BYTES))
        try:
            return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], head + name.encode())
        except (InvalidTag, ValueError) as error:
            raise RefusedError(
                Code.HUB_ROW_CHANGED,
                f"The hub's database was changed by somebody: its {name} is not what this hub"
                " kept there. Put a backup back.",
                name=name,
            ) from error

    def _derived(self, what: str, size: int) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = f"ujuzi hub {what} 1".encode()
        return HKDF(SHA256(), size, salt=None, info=info).derive(self._material)


def key_id(value: bytes) -> str:
    """Return the id of the key by which a row is wrapped; empty where it lies open."""
    return value[len(MARK) : len(MARK) + ID_BYTES].hex() if value.startswith(MARK) else ""


def is_named() -> bool:
    """Whether somebody has said where the key file is."""
    return _named_file() is not None


def find(id_: str) -> WrappingKey:
    """Return the key by its id, from its file.

    Raises RefusedError `hub-key-lost`, `hub-key-wrong` or `hub-key-malformed`, and WorldError
    `hub-key-unreadable`.
    """
    named = _named_file()
    if named is not None:
        if not named.exists():
            raise _lost(id_, f"{named} is not there")
        key = _read(named)
        if key.id != id_:
            raise RefusedError(
                Code.HUB_KEY_WRONG,
                f"{named} is another hub's key: this hub's private keys are wrapped by the key"
                f" {id_}, and that is {key.id}. Name the right file with {KEY_FILE_VARIABLE}.",
                key=id_,
            )
        return key
    folder = configuration_folder()
    for path in sorted(folder.glob(f"*-{id_}.key")):
        key = _read(path)
        if key.id == id_:
            return key
    raise _lost(id_, f"no file of this account's {folder} holds it")


found = functools.lru_cache(maxsize=64)(find)
"""The same, from memory where this process has found it before: a hub that runs goes on."""


def new_key(hub: str, database_folder: Path | None) -> tuple[WrappingKey, Path]:
    """Return a key for a hub that has none yet, and its file.

    The file that somebody named is taken where it is there, and made where it is not. Else one is
    made in the configuration folder, named after the `hub`. Raises RefusedError `hub-key-place`
    where that is the folder of the database, and WorldError `hub-key-unwritable`.
    """
    made = WrappingKey(secrets.token_hex(KEY_BYTES).encode())
    named = _named_file()
    if named is not None:
        if not named.exists():
            _write(named, made)
        return _read(named), named
    path = configuration_folder() / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', hub)}-{made.id}.key"
    if database_folder is not None and path.parent.resolve() == database_folder.resolve():
        raise RefusedError(
            Code.HUB_KEY_PLACE,
            f"The key of a hub does not lie beside its database, in {database_folder}: say with"
            f" {KEY_FILE_VARIABLE} where else.",
        )
    _write(path, made)
    return made, path


def configuration_folder() -> Path:
    """Return the folder in which key files of this account are made."""
    from platformdirs import user_config_path

    return user_config_path("ujuzi-hub", appauthor=False)


def _named_file() -> Path | None:
    if named := os.environ.get(KEY_FILE_VARIABLE):
        return Path(named)
    if folder := os.environ.get(CREDENTIALS_VARIABLE):
        credential = Path(folder) / CREDENTIAL
        return credential if credential.exists() else None
    return None


def _lost(id_: str, where: str) -> RefusedError:
    return RefusedError(
        Code.HUB_KEY_LOST,
        f"The key {id_} that wraps this hub's private keys is missing: {where}. Bring its copy"
        f" back, or name it with {KEY_FILE_VARIABLE}; the account must be the one that runs the"
        " hub. Nothing else opens them.",
        key=id_,
    )


def _read(path: Path) -> WrappingKey:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise WorldError(
            Code.HUB_KEY_UNREADABLE,
            f"The hub's key {path} cannot be read: {error.strerror}.",
            path=str(path),
        ) from error
    if len(content) != KEY_BYTES:
        content = content.rstrip(b"\r\n")
    if not KEY_BYTES <= len(content) <= MAX_FILE_BYTES:
        raise RefusedError(
            Code.HUB_KEY_MALFORMED,
            f"{path} holds no key: a key has {KEY_BYTES} random bytes or more, as they are or as"
            " one line of text.",
            path=str(path),
        )
    return WrappingKey(content)


def _write(path: Path, key: WrappingKey) -> None:
    """Write a key file, whole; one that somebody else wrote meanwhile stays."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key._material + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            with suppress(FileExistsError):
                if os.name == "nt":
                    temporary.rename(path)  # never over another, there
                else:
                    path.hardlink_to(temporary)
                    sync_folder(path.parent)
        finally:
            unlink(temporary)
    except OSError as error:
        raise WorldError(
            Code.HUB_KEY_UNWRITABLE,
            f"The hub's key {path} cannot be made: {error.strerror}. Say with"
            f" {KEY_FILE_VARIABLE} where it shall lie, apart from the database.",
            path=str(path),
        ) from error
