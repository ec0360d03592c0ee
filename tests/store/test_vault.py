"""A key is opened by its passphrase and by its steward code, and by nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from helpers.ciphers import preloaded, run_with_ciphers
from helpers.commands import python
from helpers.failing_disk import show_nothing
from helpers.recorded_writes import Write, as_synced, as_torn, as_written, record
from ujuzi import drives
from ujuzi.credentials import wrapping
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError, WorldError
from ujuzi.paths import DATABASE, KEY_COPIES
from ujuzi.store import vault
from ujuzi.store.database import open_database
from ujuzi.store.vault import PASSPHRASE, STEWARD
from ujuzi.sync.identity import KeyFolder

SECRET = "the rain in Jimma"
CODE = "ABCD-EFGH-JKLM"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make guesses cheap, and let this SQLite pass for one that encrypts."""
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)


def refusal(folder: Path, secret: str) -> str:
    with pytest.raises(RefusedError) as refused:
        vault.unlock(folder, secret)
    return refused.value.code


@pytest.mark.parametrize("typed", [SECRET, f"  {SECRET} ", "the  rain in\u00a0Jimma"])
def test_a_passphrase_opens_it_however_its_blanks_are_typed(tmp_path: Path, typed: str) -> None:
    vault.make(tmp_path, SECRET)
    key = vault.key_of(tmp_path)
    vault.lock(tmp_path)
    vault.unlock(tmp_path, typed)
    assert vault.key_of(tmp_path) == key
    assert key is not None
    assert len(key) == 32


def test_the_steward_code_opens_it_too_and_a_new_one_replaces_the_old(tmp_path: Path) -> None:
    vault.make(tmp_path, SECRET)
    vault.wrap(tmp_path, STEWARD, CODE)
    vault.unlock(tmp_path, "abcd efgh jklm")
    vault.wrap(tmp_path, STEWARD, "NPQR-STUV-WXYZ")
    assert refusal(tmp_path, CODE) == "passphrase-wrong"
    vault.unlock(tmp_path, "NPQR-STUV-WXYZ")
    vault.unlock(tmp_path, SECRET)


def test_a_new_passphrase_replaces_the_old(tmp_path: Path) -> None:
    vault.make(tmp_path, SECRET)
    vault.wrap(tmp_path, PASSPHRASE, "another passphrase")
    assert refusal(tmp_path, SECRET) == "passphrase-wrong"
    vault.unlock(tmp_path, "another passphrase")


@pytest.mark.parametrize("secret", ["", "The rain in Jimma", SECRET[:-1]])
def test_nothing_else_opens_it(tmp_path: Path, secret: str) -> None:
    vault.make(tmp_path, SECRET)
    assert refusal(tmp_path, secret) == "passphrase-wrong"


def test_what_is_locked_is_not_opened_and_says_so(tmp_path: Path) -> None:
    vault.make(tmp_path, SECRET)
    vault.lock(tmp_path)
    with pytest.raises(RefusedError) as refused:
        open_database(tmp_path)
    assert refused.value.code == "data-locked"


def test_encrypted_data_whose_key_is_gone_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "portable").touch()
    (data / DATABASE).write_bytes(bytes(range(256)) * 32)
    monkeypatch.setenv("UJUZI_ROOT", str(tmp_path))
    with pytest.raises(WorldError) as refused:
        open_database(data)
    assert refused.value.code == "key-unreadable"
    assert (data / DATABASE).read_bytes() == bytes(range(256)) * 32


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        vault.make(tmp_path, "short   x")
    assert refused.value.code == "passphrase-short"
    assert not vault.exists(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 4096, b'{"version": 9}'])
@pytest.mark.parametrize("damaged", KEY_COPIES)
def test_one_copy_that_a_pulled_stick_spoilt_is_enough(
    tmp_path: Path, damage: bytes, damaged: str
) -> None:
    vault.make(tmp_path, SECRET)
    (tmp_path / damaged).write_bytes(damage)
    vault.unlock(tmp_path, SECRET)
    vault.wrap(tmp_path, STEWARD, CODE)
    for name in KEY_COPIES:
        assert len(msgspec.json.decode((tmp_path / name).read_bytes())["slots"]) == 2


def test_a_file_cannot_ask_for_all_memory(tmp_path: Path) -> None:
    vault.make(tmp_path, SECRET)
    made = vault.read(tmp_path)
    slot = msgspec.structs.replace(made.slots[0], kib=1 << 31)
    for name in KEY_COPIES:
        (tmp_path / name).write_bytes(
            msgspec.json.encode(msgspec.structs.replace(made, slots=(slot,)))
        )
    assert refusal(tmp_path, SECRET) == "passphrase-wrong"


def test_without_ciphers_nothing_is_made_that_only_looks_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "has_ciphers", lambda: False)
    with pytest.raises(RefusedError) as refused:
        vault.make(tmp_path, SECRET)
    assert refused.value.code == "ciphers-missing"


def test_a_copy_on_another_volume_is_another_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "serial_of", lambda _folder: "1A2B3C4D")
    vault.make(tmp_path, SECRET)
    first = vault.place_of(tmp_path)
    monkeypatch.setattr(drives, "serial_of", lambda _folder: "")
    assert vault.place_of(tmp_path) == first
    monkeypatch.setattr(drives, "serial_of", lambda _folder: "99999999")
    assert vault.place_of(tmp_path) != first


def test_keys_of_devices_are_encrypted_by_it_and_older_ones_are_read(tmp_path: Path) -> None:
    key = bytes(range(32))
    plain = PublisherKey.generate()
    plain.save(tmp_path / "device-old.pem")
    keys = KeyFolder(tmp_path, key)
    assert keys.of("old").public == plain.public
    made = keys.of("new")
    assert b"ENCRYPTED" in (tmp_path / "device-new.pem").read_bytes()
    assert KeyFolder(tmp_path, key).of("new").public == made.public
    assert not KeyFolder(tmp_path).has("new")


CARRIED = """
import sys
from pathlib import Path
from ujuzi import drives
from ujuzi.credentials import wrapping
from ujuzi.errors import RefusedError
from ujuzi.paths import default_data_dir
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log, vault

data = default_data_dir()
assert data == Path(sys.argv[1]) / "data"
wrapping.KIB, wrapping.PASSES = 8, 1

def refused():
    try:
        open_desk(data)
    except RefusedError as error:
        return error.code, error.facts["is_new"]

assert refused() == ("data-locked", True)
vault.make(data, "the rain in Jimma")
with open_desk(data) as desk:
    assert desk._db.row("PRAGMA journal_mode") == ("truncate",)
    ada = desk.people.create(name="Adanech", role="teacher", language="en", pin="2468")
    code = desk.people.make_steward_code()
    device = event_log.device_id(desk._db)
with open_desk(data, read_only=True) as desk:
    assert desk._db.integrity_problems() == []
vault.lock(data)
assert refused() == ("data-locked", False)
vault.unlock(data, code)
with open_desk(data) as desk:
    assert [each.name for each in desk.people.all()] == ["Adanech"]
    assert event_log.device_id(desk._db) == device
drives.serial_of = lambda _folder: "99999999"
with open_desk(data) as desk:
    assert event_log.device_id(desk._db) != device
"""


def test_data_that_is_carried_is_encrypted_and_opens_with_either_secret(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    run_with_ciphers(CARRIED, tmp_path, UJUZI_ROOT=str(tmp_path))

    held = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"ujuzi.sqlite3", *KEY_COPIES} <= held.keys()
    for data in held.values():
        assert not data.startswith(b"SQLite format 3")
        assert b"Adanech" not in data


SEEDS = range(int(os.environ.get("UJUZI_TORN", "1")))
"""How often a drive keeps some of what it was not told to keep; more of them by hand."""
EARLY = 8 if len(SEEDS) == 1 else 1
"""Every eighth moment, or by hand every one, is looked at before anything was confirmed."""
PULLED = """
import sys
from pathlib import Path
from ujuzi.credentials import wrapping
from ujuzi.store import database, facts, vault
from ujuzi.store.database import open_database

folder = Path(sys.argv[1])
database.can_hold_log = lambda _folder: False
database.Reserve._make = lambda _reserve: False
if {encrypted}:
    wrapping.KIB, wrapping.PASSES = 8, 1
    vault.make(folder, "the rain in Jimma")
db = open_database(folder)
with (folder / "said").open("ab", buffering=0) as said:
    for number in range(6):
        with db.atomic():
            facts.put(db, f"answer {{number}}", "x" * 3000 * number)
        said.write(b"!")
        if {encrypted} and number == 2:
            vault.wrap(folder, "passphrase", "the dust in Gao")
db.close()
"""
OPENED = """
import sys
from pathlib import Path
from ujuzi.errors import RefusedError
from ujuzi.store import database, facts, vault
from ujuzi.store.database import open_database

database.can_hold_log = lambda _folder: False
database.Reserve._make = lambda _reserve: False
for folder in sorted(Path(sys.argv[1]).iterdir()):
    if vault.exists(folder):
        try:
            vault.unlock(folder, "the dust in Gao")
        except RefusedError:
            vault.unlock(folder, "the rain in Jimma")
        copies = {(folder / name).read_bytes() for name in ("key.1", "key.2")}
        assert len(copies) == 1, "a copy of the key was left behind"
    db = open_database(folder)
    there = sum(facts.get(db, f"answer {number}") is not None for number in range(6))
    print(folder.name, there, len(db.integrity_problems()))
    db.close()
"""


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_stick_that_is_pulled_at_any_moment_loses_nothing_that_was_confirmed(
    tmp_path: Path, *, encrypted: bool
) -> None:
    libraries = preloaded() if encrypted else ()
    made, moments = tmp_path / "made", tmp_path / "moments"
    made.mkdir()
    writes = record(PULLED.format(encrypted=encrypted), made, tmp_path / "log", *libraries)
    states: dict[tuple[tuple[str, bytes], ...], int] = {}
    for moment in range(len(writes) + 1):
        done = writes[:moment]
        said = sum(each.path == "said" for each in done)
        if (encrypted and not _has_key(done)) or (not said and moment % EARLY):
            continue
        torn = (as_torn(done, moment * 1000 + seed) for seed in SEEDS if said)
        for files in (as_written(done), as_synced(done), *torn):
            files.pop("said", None)
            states[tuple(sorted(files.items()))] = said  # the latest moment confirmed the most
    confirmed: dict[str, int] = {}
    for number, (held, said) in enumerate(states.items()):
        (moments / f"{number:04}").mkdir(parents=True)
        confirmed[f"{number:04}"] = said
        for path, data in held:
            (moments / f"{number:04}" / path).write_bytes(data)
    opened = run_with_ciphers(OPENED, moments) if encrypted else python(OPENED, moments).stdout
    lines = opened.splitlines()

    assert len(lines) == len(confirmed) > 50
    for line in lines:
        name, there, problems = line.split()
        assert int(there) >= confirmed[name], line
        assert problems == "0", line


def _has_key(done: list[Write]) -> bool:
    """Whether the key was made: before that there is nothing to lose."""
    return any(each.operation == "r" and each.data.decode() == KEY_COPIES[1] for each in done)


def test_where_the_system_does_not_say_what_lies_in_a_folder_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_nothing(monkeypatch)
    with pytest.raises(WorldError) as error:
        vault.exists(tmp_path)
    assert error.value.code == "data-dir-not-writable"
