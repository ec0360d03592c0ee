"""A signature that was never kept is taken from the same pack in a file, and from no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.packs import forge_texts
from ujuzi.services.delivery import signatures
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import catalogue

TEXTS = {"one.md": b"# One\n"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", FakeClock()) as made:
        made.library.trust_key("Nobody", KEY.public)
        yield made


def file_of(folder: Path, version: int) -> Path:
    return forge_texts(folder / f"v{version}.pack", TEXTS, id="sums", version=version)


def installed(desk: Desk, file: Path) -> str:
    """Install a pack as a version did that kept no signature."""
    desk.library.install(file)
    (pack,) = catalogue.current(desk._db)
    desk._db.execute("UPDATE packs SET signed = x''")
    return pack.pack


def recover(desk: Desk, *files: Path) -> int:
    return signatures.recover(lambda work: work(desk._db), files)


def test_the_same_pack_in_a_file_brings_its_signature_back(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, 1)
    desk.library.install(file)
    (pack,) = catalogue.current(desk._db)
    before = catalogue.signed(desk._db, pack.pack)
    assert before is not None
    desk._db.execute("UPDATE packs SET signed = x''")
    assert catalogue.unsigned(desk._db) == {pack.pack}

    assert recover(desk, tmp_path / "none.pack", file_of(tmp_path, 2), file) == 1

    assert catalogue.signed(desk._db, pack.pack) == before
    assert catalogue.unsigned(desk._db) == frozenset()


def test_another_version_or_a_torn_file_brings_none(desk: Desk, tmp_path: Path) -> None:
    pack = installed(desk, file := file_of(tmp_path, 1))
    torn = tmp_path / "torn.pack"
    torn.write_bytes(file.read_bytes()[:-40])
    assert recover(desk, torn, file_of(tmp_path, 2)) == 0
    assert catalogue.signed(desk._db, pack) is None


def test_what_is_kept_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    desk.library.install(file_of(tmp_path, 1))
    (pack,) = catalogue.current(desk._db)
    before = catalogue.signed(desk._db, pack.pack)
    catalogue.keep_signature(desk._db, pack.pack, b"another")
    assert catalogue.signed(desk._db, pack.pack) == before


def test_where_none_is_lacking_no_file_is_opened(desk: Desk, tmp_path: Path) -> None:
    desk.library.install(file_of(tmp_path, 1))

    def files() -> Iterator[Path]:
        raise AssertionError("looked")
        yield tmp_path

    assert signatures.recover(lambda work: work(desk._db), files()) == 0
