"""What a learner's computer must not know: answer keys, and the answers that were handed in."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.course_folders import KEY, copy_small_course, edit
from helpers.desks import Lab
from helpers.sittings import ASSESSMENT, may_sit
from ujuzi.authoring.builder import build_pack
from ujuzi.packs.reader import open_pack

KEY_MARK, SHOWN_MARK, FIGURE = "key-canary", "shown-canary", "918273645546372819"
SIT = """
import sys
from pathlib import Path
from helpers.course_folders import KEY
from helpers.sittings import may_sit
from ujuzi.services.desk import open_desk
folder, pack = Path(sys.argv[1]), Path(sys.argv[2])
desk = open_desk(folder)
ada = desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
may_sit(desk, ada.learner)
desk.library.trust_key("Ujuzi tests", KEY.public)
desk.library.install(pack)
pack = desk.library.courses(ada.learner)[0].pack
sitting = desk.assessments.begin(ada.learner, pack, "market-final")
for item in sitting.items:
    desk.assessments.answer(sitting, item.id, ("c1",))
desk.assessments.submit(ada.learner, sitting.attempt)
print("handed in", flush=True)
sys.stdin.readline()
"""


def found(folder: Path, mark: bytes) -> list[str]:
    """Return the files under a folder in which a mark stands."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file.relative_to(folder)) for file in files if mark in file.read_bytes()]


def secret_course(folder: Path) -> Path:
    """Write a course whose every key that is a text or a figure can be searched for."""
    copy_small_course(folder)
    bank = folder / "final" / "bank.yaml"
    edit(bank, '["Coins", "Money"]', f'["{KEY_MARK}-accepted"]')
    edit(bank, "value: 150", f"value: {FIGURE}")
    edit(bank, '"Yes."', f'"{KEY_MARK}-right"')
    edit(bank, '"Look at ', f'"{KEY_MARK}-wrong ')
    edit(bank, '"Which baskets hold ten mangoes?"', f'"{SHOWN_MARK}"')
    edit(bank, 'text: "Seven", right: true', f'text: "Seven", right: true, feedback: "{KEY_MARK}"')
    edit(folder / "course.yaml", "difficulty: 1, items: 3", "difficulty: 1, items: 4")
    return folder


@pytest.fixture
def secret_pack(tmp_path: Path) -> Path:
    pack = tmp_path / "secret.pack"
    build_pack(secret_course(tmp_path / "course"), pack, KEY)
    return pack


def memory(process: int) -> Iterator[bytes]:
    """Yield what a process holds in memory, region by region."""
    maps = Path(f"/proc/{process}/maps").read_text()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as opened:
        for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) r", maps, re.MULTILINE):
            opened.seek(int(start, 16))
            try:
                yield opened.read(int(end, 16) - int(start, 16))
            except OSError:
                continue  # what belongs to a device cannot be read


def test_no_pack_holds_a_key(secret_pack: Path) -> None:
    with open_pack(secret_pack) as pack:
        everything = b"".join(pack.read(each.path) for each in pack.manifest.objects)

    assert SHOWN_MARK.encode() in everything
    for mark in (KEY_MARK, FIGURE):
        assert mark.encode() not in everything + pack.manifest_bytes


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_key_is_in_the_memory_or_the_files_of_who_sits(
    secret_pack: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-c", SIT, str(data), str(secret_pack)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "handed in\n"
    regions = list(memory(process.pid))
    process.communicate()

    assert any(SHOWN_MARK.encode() in region for region in regions)
    assert found(data, SHOWN_MARK.encode())
    for mark in (KEY_MARK, FIGURE):
        for encoded in (mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-32-le")):
            assert not any(encoded in region for region in regions)
            assert not found(data, encoded)


@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
def test_a_copied_database_tells_nothing_of_what_was_handed_in(
    lab: Lab, tmp_path: Path, journal: str
) -> None:
    desk, chance = lab.desk, random.Random(3)
    desk._db.row(f"PRAGMA journal_mode={journal}")
    may_sit(desk, lab.learner)
    sitting = desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT)
    for number in range(150):
        item = chance.choice(sitting.items).id
        text = f"answer-canary-{number} " * chance.choice([1, 2, 30, 300])
        desk.assessments.answer(sitting, item, (text[:9_000],))
        if number % 10 == 0:
            desk.learning.keep_draft(lab.learner, lab.pack, "counting", "note", "words " * number)
            desk.learning.write_note(lab.learner, lab.pack, "counting", f"note {number}")
    assert found(tmp_path / "data", b"answer-canary")

    desk.assessments.submit(lab.learner, sitting.attempt)
    shutil.copytree(tmp_path / "data", tmp_path / "copy")

    assert found(tmp_path / "copy", b"note 140")
    assert found(tmp_path / "copy", b"answer-canary") == []
