"""Courses go from the coordinator's library to the computers that lack them, by a folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pytest

from helpers.by_folder import NearlyFullStick
from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.hubs import CAMPUS, new_database, serving
from helpers.packs import entry_of, forge, forge_texts, manifest_of, small_pack
from helpers.stations import code_of
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, WorldError
from ujuzi.hub.app import Hub
from ujuzi.packs.reader import open_pack
from ujuzi.paths import OBJECTS
from ujuzi.services.delivery.brought import courses_folder
from ujuzi.services.delivery.delivery import Invitation
from ujuzi.services.delivery.handing_on import HandedOn
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import catalogue
from ujuzi.sync.transports.medium import CHUNK_BYTES, Medium

TITLE = "Counting"
TEXTS = {"one.md": b"# One\n", "film.md": os.urandom(3 * CHUNK_BYTES)}


class Campus:
    """A coordinator's desk and a computer's, both registered, and a stick between them."""

    def __init__(self, hub: Hub, port: int, folder: Path, open_: ExitStack) -> None:
        self.folder, self.stick = folder, folder / "STICK"
        self.stick.mkdir()
        url = f"http://127.0.0.1:{port}"
        self.hers, self.lab = (
            open_.enter_context(open_desk(folder / name, FakeClock())) for name in ("hers", "lab")
        )
        for desk, name in ((self.hers, "Coordinator"), (self.lab, "PC-07")):
            desk.collection.register(Invitation(url, code_of(hub, CAMPUS)), name)
            desk.library.trust_key("Nobody", KEY.public)

    @property
    def file(self) -> Path:
        """Where the course lies on the stick."""
        return courses_folder(self.stick) / "counting_en.ujuzi"

    def pack(self, version: int, **course: object) -> Path:
        """Return a pack file."""
        facts = {"id": "counting", "title": TITLE, "version": version} | course
        return forge_texts(self.folder / f"v{version}.pack", TEXTS, **facts)

    def install(self, desk: Desk, version: int) -> None:
        """Install a version of the course."""
        desk.library.install(self.pack(version))

    def visit(self) -> None:
        """Let the computer say how it stands, and her computer hear it."""
        self.lab.folders.write(self.stick)
        self.hers.folders.send_on()
        self.hers.folders.collect(self.stick)

    def prepare(self, medium: Medium | None = None) -> HandedOn:
        """Prepare the stick."""
        self.hers.folders._medium = medium
        return self.hers.folders.prepare(self.stick).courses


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    with ExitStack() as open_, serving(hub) as port:
        made = Campus(hub, port, tmp_path, open_)
        yield made
    hub.database.close()


def left_behind(campus: Campus) -> list[str]:
    return [each.name for each in courses_folder(campus.stick).glob("*") if each != campus.file]


def test_a_course_goes_down_with_the_stick_and_is_installed_at_the_computer(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    assert campus.prepare() == HandedOn()  # nobody has said yet that it lacks it
    assert not courses_folder(campus.stick).exists()

    campus.visit()
    heard: list[tuple[int, int]] = []
    done = campus.hers.folders.prepare(campus.stick, lambda *told: heard.append(told)).courses

    assert done == HandedOn(written=[TITLE])
    size = sum(map(len, TEXTS.values()))
    assert heard[-1] == (size, size)
    assert len(heard) > 3
    assert left_behind(campus) == []
    with open_pack(campus.file) as pack:
        pack.verify_objects()
        assert pack.pack_id == campus.hers.library.installed()[0].pack
    assert campus.lab.library.install(campus.file).version == 2
    assert campus.prepare() == HandedOn(present=[TITLE])  # it has not said so yet
    campus.visit()
    assert campus.prepare() == HandedOn()


def test_an_update_takes_the_place_of_an_older_file_and_never_of_a_newer(campus: Campus) -> None:
    campus.install(campus.lab, 1)
    campus.install(campus.hers, 2)
    campus.visit()
    campus.prepare()
    campus.install(campus.hers, 3)
    assert campus.prepare().written == [TITLE]
    assert campus.lab.library.install(campus.file).version == 3

    newer = campus.pack(9).read_bytes()
    campus.file.write_bytes(newer)
    campus.install(campus.hers, 4)
    campus.visit()
    assert campus.prepare() == HandedOn(present=[TITLE])
    assert campus.file.read_bytes() == newer


@pytest.mark.parametrize("stranger", ["letter", "course", "publisher", "folder"])
def test_what_is_somebody_elses_stays(campus: Campus, stranger: str) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    courses_folder(campus.stick).mkdir()
    if stranger == "folder":
        campus.file.mkdir()
    elif stranger == "letter":
        campus.file.write_bytes(b"Dear Ada,")
    elif stranger == "course":
        campus.file.write_bytes(small_pack())
    else:
        campus.file.write_bytes(_signed_by_another(campus))
    before = campus.file.is_file() and campus.file.read_bytes()

    assert campus.prepare() == HandedOn(blocked=[TITLE])
    assert (campus.file.is_file() and campus.file.read_bytes()) == before
    assert left_behind(campus) == []


def _signed_by_another(campus: Campus) -> bytes:
    entry = entry_of("a.md", b"# Other\n")
    manifest = manifest_of([entry], id="counting", version=1)
    members = [(f"objects/{entry.sha256}", b"# Other\n")]
    output = campus.folder / "other.pack"
    return forge(output, manifest, members, PublisherKey.generate()).read_bytes()


@pytest.mark.parametrize("damage", ["cut", "beginning"])
def test_a_broken_copy_of_it_is_written_again(campus: Campus, damage: str) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    campus.prepare()
    whole = campus.file.read_bytes()
    broken = whole[:-1000] if damage == "cut" else whole[:60] + bytes(200) + whole[260:]
    campus.file.write_bytes(broken)

    assert campus.prepare() == HandedOn(written=[TITLE])
    assert campus.file.read_bytes() == whole


def test_where_there_is_no_room_it_is_left_out_and_named(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    campus.visit()

    assert campus.prepare(NearlyFullStick(2 * CHUNK_BYTES)) == HandedOn(no_room=[TITLE])
    assert campus.prepare(_Failing(errno.ENOSPC)) == HandedOn(no_room=[TITLE])
    assert left_behind(campus) == []
    assert not campus.file.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EROFS, Code.FOLDER_READ_ONLY), (errno.EIO, Code.FOLDER_GONE)],
)
def test_a_stick_that_takes_nothing_is_told(campus: Campus, number: int, code: Code) -> None:
    campus.install(campus.hers, 2)
    campus.visit()

    with pytest.raises(WorldError) as told:
        campus.prepare(_Failing(number))
    assert told.value.code is code
    assert not campus.file.exists()


def test_a_stick_that_gives_back_something_else_is_told(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    campus.visit()

    for which in (0, 2):
        with pytest.raises(WorldError) as told:
            campus.prepare(_Forgetful(which * CHUNK_BYTES))
        assert told.value.code is Code.FOLDER_COUNTERFEIT
        assert not campus.file.exists()


def test_it_can_be_stopped_and_what_was_begun_is_gone(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    heard: list[int] = []

    done = campus.hers.folders.prepare(
        campus.stick, lambda at, _: heard.append(at), lambda: bool(heard and heard[-1])
    )

    assert done.courses == HandedOn(is_stopped=True)
    assert left_behind(campus) == []
    assert not campus.file.exists()
    assert campus.prepare() == HandedOn(written=[TITLE])


def test_what_a_pulled_stick_left_half_written_goes_and_no_other_computers(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    folder = courses_folder(campus.stick)
    folder.mkdir()
    for owner in (campus.hers.collection.standing().device[:8], "0" * 8):
        (folder / f"{campus.file.name}.{owner}.part").write_bytes(b"half")

    assert campus.prepare() == HandedOn(written=[TITLE])
    assert left_behind(campus) == [f"{campus.file.name}.{'0' * 8}.part"]


def test_a_folder_that_bears_the_name_of_what_is_half_written_hinders_nobody(
    campus: Campus,
) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    owner = campus.hers.collection.standing().device[:8]
    blocked = courses_folder(campus.stick) / f"{campus.file.name}.{owner}.part"
    (blocked / "below").mkdir(parents=True)

    assert campus.prepare() == HandedOn(written=[TITLE])
    assert left_behind(campus) == [blocked.name]


def test_what_is_damaged_or_unsigned_here_is_named_and_mended_by_installing(campus: Campus) -> None:
    campus.install(campus.hers, 2)
    campus.visit()
    objects = [each for each in (campus.folder / "hers" / OBJECTS).glob("??/*") if each.is_file()]
    max(objects, key=lambda each: each.stat().st_size).write_bytes(bytes(3 * CHUNK_BYTES))
    assert campus.prepare() == HandedOn(damaged=[TITLE])
    objects[0].unlink()
    assert campus.prepare() == HandedOn(damaged=[TITLE])
    assert left_behind(campus) == []

    campus.hers._db.execute("UPDATE packs SET signed = x''")
    (pack,) = campus.hers.library.installed()
    assert catalogue.signed(campus.hers._db, pack.pack) is None
    assert campus.prepare() == HandedOn(unsigned=[TITLE])

    campus.install(campus.hers, 2)
    assert campus.prepare() == HandedOn(written=[TITLE])


class _Failing(Medium):
    """Files of many bytes cannot be written to it."""

    def __init__(self, number: int) -> None:
        self._number = number

    def sync(self, file: BinaryIO) -> None:
        """Fail for packs alone: bundles are small here."""
        if file.tell() > CHUNK_BYTES:
            raise OSError(self._number, "failed")


class _Forgetful(Medium):
    """One piece of each large file is another than was written."""

    def __init__(self, start: int) -> None:
        self._start = start

    def read_back_piece(self, path: Path, start: int) -> bytes:
        """Return what was never written."""
        found = super().read_back_piece(path, start)
        return bytes(len(found)) if start == self._start else found
