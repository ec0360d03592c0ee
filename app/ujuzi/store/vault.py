"""The key of encrypted data, wrapped by what people know: a passphrase, and the steward code.

    data/key.1, data/key.2    the same twice: a stick may be pulled while one of them is written

    {"version": 1, "stick": "9f…", "serial": "1A2B3C4D", "slots": [
        {"by": "passphrase", "salt": "…", "kib": 65536, "passes": 3, "nonce": "…", "wrapped": "…"}]}

The key is 32 random bytes, which never change and are written nowhere. Each slot holds them sealed
by a secret (`credentials.wrapping`). `stick` is random, and `serial` is that of the volume on which
the data was made.

Keys that were unlocked stay in this process's memory until it ends. A secret that is replaced still
opens what was copied from the stick before.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from pathlib import Path

import msgspec

from ujuzi import drives, file_modes, files
from ujuzi.credentials.secrets import plain_code
from ujuzi.credentials.wrapping import KEY_BYTES, WrappedBytes, unwrap
from ujuzi.credentials.wrapping import wrap as wrap_bytes
from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.late import sqlite3, unicodedata
from ujuzi.paths import KEY_COPIES as COPIES

VERSION = 1
FILE_BYTES_MOST = 16_384
PASSPHRASE_LEAST = 8
"""Characters."""
PASSPHRASE, STEWARD = "passphrase", "steward"

_unlocked: dict[Path, bytes] = {}
_wrapping = threading.Lock()
"""A passphrase and a steward code may be replaced on two threads."""


class Slot(msgspec.Struct, frozen=True):
    """The key, sealed by one secret."""

    by: str
    salt: bytes
    kib: int
    passes: int
    nonce: bytes
    wrapped: bytes


class Vault(msgspec.Struct, frozen=True):
    """What a file of the key says."""

    version: int
    stick: str
    serial: str
    slots: tuple[Slot, ...]


def has_ciphers() -> bool:
    """Whether this SQLite encrypts (SQLite3 Multiple Ciphers); another ignores a key in silence."""
    connection = sqlite3.connect(":memory:")
    try:
        return bool(connection.execute("SELECT sqlite3mc_version()").fetchone()[0])
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def exists(data_dir: Path) -> bool:
    """Whether the data in a folder is encrypted.

    Raises WorldError `data-dir-not-writable` where the system does not say what lies there.
    """
    try:
        return any((data_dir / name).exists() for name in COPIES)
    except OSError as error:
        raise not_writable(data_dir) from error


def not_writable(data_dir: Path) -> WorldError:
    """Return what is said of a folder in which the system lets nobody write."""
    return WorldError(
        Code.DATA_DIR_NOT_WRITABLE,
        f"Ujuzi may not write in {data_dir}; choose another folder or ask for access.",
        path=str(data_dir),
    )


def key_of(data_dir: Path) -> bytes | None:
    """Return the key of the data in a folder; None where it is not encrypted.

    Raises RefusedError `data-locked` where nobody has unlocked it yet.
    """
    if not exists(data_dir):
        return None
    try:
        return _unlocked[data_dir.resolve()]
    except KeyError:
        raise locked(data_dir, is_new=False) from None


def locked(data_dir: Path, *, is_new: bool) -> RefusedError:
    """Return what says that a passphrase is asked for; a new one where there is no data yet."""
    return RefusedError(
        Code.DATA_LOCKED,
        f"The data in {data_dir} is locked: its passphrase or its steward code opens it.",
        path=str(data_dir),
        is_new=is_new,
    )


def gone(data_dir: Path) -> WorldError:
    """Return what says that data is encrypted and its key is not here."""
    path = str(data_dir / COPIES[0])
    return WorldError(Code.KEY_UNREADABLE, f"The key {path} is gone.", path=path)


def make(data_dir: Path, passphrase: str) -> None:
    """Make the key of a folder that holds no data yet, and unlock it.

    Raises RefusedError `passphrase-short` or `ciphers-missing`, and WorldError.
    """
    _check_ciphers()
    check_passphrase(passphrase)
    if exists(data_dir):
        raise RefusedError(Code.KEY_EXISTS, f"There is a key in {data_dir} already.", name="key.1")
    file_modes.make_own_folder(data_dir)
    key, stick = secrets.token_bytes(KEY_BYTES), secrets.token_hex(16)
    slot = _sealed(key, stick, PASSPHRASE, passphrase)
    _write(data_dir, Vault(VERSION, stick, drives.serial_of(data_dir), (slot,)))
    _unlocked[data_dir.resolve()] = key


def check_passphrase(passphrase: str) -> None:
    """Refuse with `passphrase-short` what is too short to keep anybody out."""
    if len(_plain(PASSPHRASE, passphrase)) < PASSPHRASE_LEAST:
        raise RefusedError(
            Code.PASSPHRASE_SHORT,
            f"A passphrase has {PASSPHRASE_LEAST} characters or more.",
            least=PASSPHRASE_LEAST,
        )


def unlock(data_dir: Path, secret: str) -> None:
    """Unlock the data with its passphrase or its steward code.

    A copy of the key's file that a pulled stick left behind the other is brought up to it. Raises
    RefusedError `passphrase-wrong`, and what `read` raises.
    """
    _check_ciphers()
    vault = read(data_dir)
    for slot in vault.slots:
        key = _opened(slot, vault.stick, secret)
        if key is not None:
            _unlocked[data_dir.resolve()] = key
            _mend(data_dir, vault)
            return
    raise RefusedError(Code.PASSPHRASE_WRONG, "This is not the passphrase, nor the steward code.")


def lock(data_dir: Path) -> None:
    """Forget the key: whoever opens the data next is asked."""
    _unlocked.pop(data_dir.resolve(), None)


def wrap(data_dir: Path, by: str, secret: str) -> None:
    """Let another secret of a kind open the unlocked data; the one before does no more."""
    key = key_of(data_dir)
    if key is None:
        return
    with _wrapping:
        vault = read(data_dir)
        slot = _sealed(key, vault.stick, by, secret)
        kept = tuple(each for each in vault.slots if each.by != by)
        _write(data_dir, msgspec.structs.replace(vault, slots=(*kept, slot)))


def place_of(data_dir: Path) -> str:
    """Return what tells this copy of the data from others: the stick, and where it lies now.

    A copy of the files lies on another volume, so it is another computer to the hub. Empty where it
    cannot be told: the data has no key, and the system says no serial number.
    """
    serial = drives.serial_of(data_dir)
    if not exists(data_dir):
        return f"stick {serial}" if serial else ""
    vault = read(data_dir)
    return f"stick {vault.stick} {serial or vault.serial}"


def read(data_dir: Path) -> Vault:
    """Return what the file of the key says: the first copy that is whole.

    Raises WorldError `key-unreadable` and RefusedError `key-malformed`.
    """
    unread: OSError | None = None
    for name in COPIES:
        try:
            with (data_dir / name).open("rb") as file:
                vault = msgspec.json.decode(file.read(FILE_BYTES_MOST), type=Vault)
        except OSError as error:
            unread = error
        except MALFORMED:
            continue
        else:
            if vault.version == VERSION and vault.slots:
                return vault
    path = str(data_dir / COPIES[0])
    if unread is not None:
        raise WorldError(
            Code.KEY_UNREADABLE, f"The key {path} cannot be read: {unread.strerror}.", path=path
        ) from unread
    raise RefusedError(Code.KEY_MALFORMED, f"{path} holds no key that can be read.", path=path)


def _mend(data_dir: Path, vault: Vault) -> None:
    """Write the file's copies anew where they are not alike; a stick may be read-only."""
    data = msgspec.json.encode(vault)
    with suppress(WorldError):
        try:
            alike = all((data_dir / name).read_bytes() == data for name in COPIES)
        except OSError:
            alike = False
        if not alike:
            _write(data_dir, vault)


def _write(data_dir: Path, vault: Vault) -> None:
    data = msgspec.json.encode(vault)
    try:
        for name in COPIES:
            files.write_whole(data_dir / name, data)
    except OSError as error:
        raise WorldError(
            Code.KEY_UNWRITABLE, f"The key in {data_dir} cannot be written: {error.strerror}.",
            path=str(data_dir),
        ) from error  # fmt: skip


def _check_ciphers() -> None:
    if not has_ciphers():
        raise RefusedError(
            Code.CIPHERS_MISSING, "This Ujuzi cannot encrypt: its SQLite came without ciphers."
        )


def _plain(by: str, secret: str) -> str:
    """Return a secret as it is compared, however it was typed."""
    if by == STEWARD:
        return plain_code(secret)
    return " ".join(unicodedata.normalize("NFKC", secret).split())


def _sealed(key: bytes, stick: str, by: str, secret: str) -> Slot:
    sealed = wrap_bytes(key, _plain(by, secret), _context(stick, by))
    return Slot(by, *msgspec.structs.astuple(sealed))


def _opened(slot: Slot, stick: str, secret: str) -> bytes | None:
    wrapped = WrappedBytes(slot.salt, slot.kib, slot.passes, slot.nonce, slot.wrapped)
    return unwrap(wrapped, _plain(slot.by, secret), _context(stick, slot.by))


def _context(stick: str, by: str) -> bytes:
    return f"ujuzi vault 1\n{stick}\n{by}".encode()
