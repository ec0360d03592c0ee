"""The stick of the check is pulled at one moment: what serves it does nothing meanwhile."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stick.sticks import FatStick, Stick, halted, in_order, run

NAMES = ("b", "A", "_a", "C/z", "C/Y")
HOLDS = "import sys; held = open(sys.argv[1]); print('holds', flush=True); sys.stdin.read()"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who holds a file")


def state_of(process: subprocess.Popen[bytes]) -> str:
    """Return the letter by which Linux says what a process does: T where it was halted."""
    return Path("/proc", str(process.pid), "stat").read_text().rpartition(")")[2].split()[0]


def test_who_serves_a_disk_is_halted_and_goes_on_and_nobody_else_is(tmp_path: Path) -> None:
    disk, other = tmp_path / "disk", tmp_path / "other"
    both = []
    for file in (disk, other):
        file.touch()
        command = (sys.executable, "-c", HOLDS, str(file))
        both.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        assert both[-1].stdout is not None
        assert both[-1].stdout.readline() == b"holds\n"
    serving, beside = both
    try:
        with halted(str(disk)):
            assert (state_of(serving), state_of(beside) != "T") == ("T", True)
        assert state_of(serving) != "T"
    finally:
        for each in both:
            each.communicate()


def named(folder: Path) -> Path:
    """Return a folder with a file of each of NAMES, none of them empty."""
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_a_stick_is_filled_by_name_of_whichever_case(tmp_path: Path) -> None:
    found = [each.relative_to(tmp_path).as_posix() for each in in_order(named(tmp_path))]
    assert found == ["_a", "A", "b", "C", "C/Y", "C/z"]


@pytest.mark.skipif(
    not all(map(shutil.which, ("mkfs.vfat", "mcopy"))),
    reason="makes FAT32 by dosfstools and mtools",
)
def test_on_fat_too_the_files_lie_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(FatStick, "plug_in", lambda _: None)
    stick = FatStick(tmp_path / "image", tmp_path / "at")
    stick.fill(named(tmp_path / "folder"))
    paths = [f"::/{name}" for name in NAMES]
    said = run("mshowfat", "-i", str(stick.image), *paths, MTOOLS_SKIP_CHECK="1")
    lies = {path: int(first) for path, first in re.findall(r"^::/(.+?) <(\d+)", said, re.MULTILINE)}
    assert sorted(lies, key=lies.__getitem__) == ["_a", "A", "b", "C/Y", "C/z"]


def test_a_stick_is_copied_as_it_is_when_it_is_pulled(tmp_path: Path) -> None:
    stick = Stick(tmp_path / "image", tmp_path / "at")
    stick.device = str(tmp_path / "device")
    stick.image.write_bytes(b"whole" * 1000)
    copy = stick.as_pulled_now(tmp_path / "pulled")
    assert copy.read_bytes() == stick.image.read_bytes()
