"""Which packs are installed on this computer, and whose keys it trusts."""

from __future__ import annotations

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.store.database import Database

HEAD = "pack, course, language, version, publisher, fingerprint, bytes, installed_at"


class InstalledPack(msgspec.Struct, frozen=True):
    """One installed version of a course in one language; `pack` is its manifest's SHA-256."""

    pack: str
    course: str
    language: str
    version: int
    publisher: str
    fingerprint: str
    bytes: int
    installed_at: int


class TrustedKey(msgspec.Struct, frozen=True):
    """A publisher's key that the steward trusts: `public_key` is 32 raw Ed25519 bytes."""

    publisher: str
    fingerprint: str
    public_key: bytes
    trusted_at: int


def register(
    db: Database, pack: InstalledPack, outline: bytes, manifest: bytes, signed: bytes = b""
) -> None:
    """Make a pack the current one of its course and language: the swap of an installation.

    `signed` is what stands in the file's `manifest.sig`: by it the pack can be written out again.
    """
    with db.atomic():
        db.execute(
            "UPDATE packs SET current = 0 WHERE course = ? AND language = ?",
            (pack.course, pack.language),
        )
        db.execute("DELETE FROM packs WHERE pack = ?", (pack.pack,))
        db.execute(
            f"INSERT INTO packs ({HEAD}, outline, manifest, signed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                pack.pack,
                pack.course,
                pack.language,
                pack.version,
                pack.publisher,
                pack.fingerprint,
                pack.bytes,
                pack.installed_at,
                outline,
                manifest,
                signed,
            ),
        )
        db.changed |= Changes.LIBRARY


def remove(db: Database, pack: str) -> None:
    """Forget a pack; what learners did in it stays."""
    with db.atomic():
        db.execute("DELETE FROM packs WHERE pack = ?", (pack,))
        db.changed |= Changes.LIBRARY


def retire(db: Database, pack: str) -> None:
    """Keep a pack only for the attempts in it that go on."""
    with db.atomic():
        db.execute("UPDATE packs SET current = 0 WHERE pack = ?", (pack,))
        db.changed |= Changes.LIBRARY


def current(db: Database) -> tuple[InstalledPack, ...]:
    """Return the packs that learners see, by course and language."""
    rows = db.rows(f"SELECT {HEAD} FROM packs WHERE current ORDER BY course, language")
    return tuple(InstalledPack(*row) for row in rows)


def superseded(db: Database) -> tuple[InstalledPack, ...]:
    """Return older versions kept for attempts in progress."""
    return tuple(InstalledPack(*r) for r in db.rows(f"SELECT {HEAD} FROM packs WHERE NOT current"))


def outline(db: Database, pack: str) -> bytes | None:
    """Return the course of a pack as JSON."""
    row = db.row("SELECT outline FROM packs WHERE pack = ?", (pack,))
    return None if row is None else bytes(row[0])


def manifest(db: Database, pack: str) -> bytes | None:
    """Return the manifest of a pack, byte for byte as signed."""
    row = db.row("SELECT manifest FROM packs WHERE pack = ?", (pack,))
    return None if row is None else bytes(row[0])


def signed(db: Database, pack: str) -> bytes | None:
    """Return a pack's `manifest.sig`: None of one that was installed before this was kept."""
    row = db.row("SELECT signed FROM packs WHERE pack = ? AND signed <> x''", (pack,))
    return None if row is None else bytes(row[0])


def unsigned(db: Database) -> frozenset[str]:
    """Return the packs here that were installed before their `manifest.sig` was kept."""
    return frozenset(row[0] for row in db.rows("SELECT pack FROM packs WHERE signed = x''"))


def keep_signature(db: Database, pack: str, signed: bytes) -> None:
    """Keep what stands in a pack's `manifest.sig`, where nothing was kept of it."""
    with db.atomic():
        db.execute("UPDATE packs SET signed = ? WHERE pack = ? AND signed = x''", (signed, pack))
        db.changed |= Changes.LIBRARY


def trust(db: Database, key: TrustedKey) -> None:
    """Trust a publisher's key from now on."""
    with db.atomic():
        db.execute(
            "INSERT INTO trusted_keys (publisher, fingerprint, public_key, trusted_at)"
            " VALUES (?, ?, ?, ?)"
            " ON CONFLICT (fingerprint) DO UPDATE SET publisher = excluded.publisher",
            (key.publisher, key.fingerprint, key.public_key, key.trusted_at),
        )
        db.changed |= Changes.LIBRARY


def trusted(db: Database) -> tuple[TrustedKey, ...]:
    """Return every trusted key, by publisher."""
    rows = db.rows(
        "SELECT publisher, fingerprint, public_key, trusted_at FROM trusted_keys ORDER BY publisher"
    )
    return tuple(TrustedKey(row[0], row[1], bytes(row[2]), row[3]) for row in rows)
