"""On Linux `start.sh` copies Ujuzi off the stick, starts it, and mends what is damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stick import manifest
from stick.writing import write_archive

SCRIPT = Path(__file__).parents[2] / "packaging" / "linux" / "start.sh"
PYTHON = """#!/bin/sh
echo "ran $UJUZI_ROOT: $*"
[ -z "${QT_PLUGIN_PATH:-}" ] || exit 9
exit ${FAKE_STATUS:-0}
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a script for Linux")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "Zoë's home").mkdir()
    return tmp_path / "Zoë's home"


def make_stick(folder: Path, version: str = "0.1.0", needs: str = "17") -> Path:
    """Return the folder `linux` of a stick with a small version on it."""
    tree = folder / "tree"
    (tree / "bin").mkdir(parents=True)
    (tree / "bin" / "python3").write_text(PYTHON)
    (tree / "bin" / "python3").chmod(0o755)
    (tree / "lib.zip").write_bytes(version.encode() * 50)
    (tree / "a ሰላም.txt").write_bytes(b"hello")
    shutil.copyfile(SCRIPT, tree / "start.sh")
    body = manifest.body_of(tree, {"version": version, "needs": needs})
    (tree / "manifest").write_bytes(manifest.signed(body, manifest.DEVELOPMENT))
    linux = folder / "linux"
    linux.mkdir()
    write_archive(linux / f"ujuzi-{version}.tar.xz", tree, version)
    shutil.copyfile(tree / "manifest", linux / "manifest")
    shutil.copyfile(SCRIPT, linux / "start.sh")
    shutil.rmtree(tree)
    return linux


def start(home: Path, script: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    command = ("sh", str(script), *words)
    return subprocess.run(
        command, env={**environment, **more}, capture_output=True, text=True, check=False,
        input=more.get("ANSWER", ""),
    )  # fmt: skip


def root_of(home: Path) -> Path:
    return home / ".local" / "share" / "Ujuzi"


def test_from_a_stick_it_is_copied_home_made_findable_and_started(
    home: Path, tmp_path: Path
) -> None:
    done = start(home, make_stick(tmp_path / "stick") / "start.sh", ANSWER="y\n")
    root = root_of(home)
    assert done.stdout.endswith(f"ran {root}: -I -X utf8 -m ujuzi\n")
    assert (root / "current").read_text() == "0.1.0\n"
    assert not (root / "starting").exists()
    entry = (home / ".local/share/applications/ujuzi.desktop").read_text("utf-8")
    assert f'Exec=sh "{root}/start.sh"' in entry

    again = start(home, root / "start.sh", "doctor", "--json")
    assert again.stdout == f"ran {root}: -I -X utf8 -m ujuzi doctor --json\n"


def test_who_says_no_keeps_her_home_as_it_is(home: Path, tmp_path: Path) -> None:
    done = start(home, make_stick(tmp_path / "stick") / "start.sh", ANSWER="n\n")
    assert (done.returncode, list(home.iterdir())) == (1, [])


def test_it_asks_in_french_where_the_system_speaks_french(home: Path, tmp_path: Path) -> None:
    script = make_stick(tmp_path / "stick") / "start.sh"
    assert "dossier personnel" in start(home, script, LC_ALL="fr_SN.UTF-8", ANSWER="n").stdout


def test_a_newer_stick_installs_beside_and_keeps_the_version_before(
    home: Path, tmp_path: Path
) -> None:
    for version in ("0.1.0", "0.2.0", "0.3.0"):
        start(home, make_stick(tmp_path / version, version) / "start.sh", "--yes")
    root = root_of(home)
    assert (root / "current").read_text() == "0.3.0\n0.2.0\n"
    assert sorted(each.name for each in (root / "versions").iterdir()) == ["0.2.0", "0.3.0"]


def test_a_newer_version_links_what_is_the_same_and_whole_in_the_one_before(
    home: Path, tmp_path: Path
) -> None:
    versions = root_of(home) / "versions"
    same = "a ሰላም.txt"
    for version in ("0.1.0", "0.2.0"):
        start(home, make_stick(tmp_path / version, version) / "start.sh", "--yes")
    assert (versions / "0.2.0" / same).samefile(versions / "0.1.0" / same)
    assert (versions / "0.2.0" / "lib.zip").read_bytes() == b"0.2.0" * 50

    (versions / "0.2.0" / same).write_bytes(b"hellO")
    start(home, make_stick(tmp_path / "0.3.0", "0.3.0") / "start.sh", "--yes")
    assert (versions / "0.3.0" / same).read_bytes() == b"hello"
    assert (versions / "0.2.0" / same).read_bytes() == b"hellO"


def test_an_older_stick_says_so_and_starts_what_is_there(home: Path, tmp_path: Path) -> None:
    for version in ("0.10.0", "0.9.0"):
        done = start(home, make_stick(tmp_path / version, version) / "start.sh", "--yes")
    assert "0.10.0 is here already, and newer than the 0.9.0" in done.stderr
    assert done.stdout.startswith("ran")
    assert (root_of(home) / "current").read_text() == "0.10.0\n"


def test_it_can_be_carried_with_its_data_and_leaves_the_home_alone(
    home: Path, tmp_path: Path
) -> None:
    linux = make_stick(tmp_path / "stick")
    assert start(home, linux / "start.sh", "--yes", "--carry", str(tmp_path)).returncode == 0
    root = tmp_path / "Ujuzi-Linux"
    assert (root / "portable").exists()
    assert start(home, root / "start.sh").stdout.startswith(f"ran {root}:")
    assert list(home.iterdir()) == []
    start(home, make_stick(tmp_path / "newer", "0.2.0") / "start.sh", "--carry", str(tmp_path))
    assert (root / "current").read_text() == "0.1.0\n"  # nobody said yes


@pytest.mark.parametrize(
    ("words", "answers", "left"),
    [
        (("--remove",), "\n", ["current", "start.sh", "ujuzi.sqlite3", "versions"]),
        (("--remove",), "y\n\n", ["ujuzi.sqlite3"]),
        (("--yes", "--remove"), "", ["ujuzi.sqlite3"]),
        (("--remove",), "y\ny\n", []),
    ],
)
def test_removing_it_keeps_what_people_did_unless_somebody_says_yes_twice(
    words: tuple[str, ...], answers: str, left: list[str], home: Path, tmp_path: Path
) -> None:
    start(home, make_stick(tmp_path / "stick") / "start.sh", "--yes")
    root = root_of(home)
    (root / "ujuzi.sqlite3").write_bytes(b"years of work")
    start(home, root / "start.sh", *words, ANSWER=answers)
    there = sorted(each.name for each in root.iterdir()) if root.exists() else []
    assert [name for name in there if name != "running"] == left
    entry = home / ".local/share/applications/ujuzi.desktop"
    assert entry.exists() == ("versions" in left)


def test_what_a_desktop_sets_for_another_qt_is_not_for_ours(home: Path, tmp_path: Path) -> None:
    script = make_stick(tmp_path / "stick") / "start.sh"
    assert start(home, script, "--yes", QT_PLUGIN_PATH="/usr/lib/qt6/plugins").returncode == 0


def test_a_count_of_failed_starts_that_was_cut_short_counts_none(
    home: Path, tmp_path: Path
) -> None:
    start(home, make_stick(tmp_path / "stick") / "start.sh", "--yes", FAKE_STATUS="1")
    (root_of(home) / "starting").write_text("0.1.0 x\n")
    assert start(home, root_of(home) / "start.sh").stdout.startswith("ran")


def test_a_damaged_archive_changes_nothing(home: Path, tmp_path: Path) -> None:
    start(home, make_stick(tmp_path / "good") / "start.sh", "--yes")
    linux = make_stick(tmp_path / "bad", "0.2.0")
    archive = linux / "ujuzi-0.2.0.tar.xz"
    archive.write_bytes(archive.read_bytes()[:-40])
    done = start(home, linux / "start.sh", "--yes")
    assert done.returncode == 3
    assert "not copied whole" in done.stderr
    assert (root_of(home) / "current").read_text() == "0.1.0\n"
    assert [each.name for each in (root_of(home) / "versions").iterdir()] == ["0.1.0"]


def test_what_is_missing_is_named_and_put_back_from_the_stick(home: Path, tmp_path: Path) -> None:
    linux = make_stick(tmp_path / "stick")
    start(home, linux / "start.sh", "--yes")
    root = root_of(home)
    (root / "versions/0.1.0/a ሰላም.txt").unlink()

    alone = start(home, root / "start.sh")
    assert alone.returncode == 3
    assert "a ሰላም.txt" in alone.stderr
    assert "ran" not in alone.stdout

    mended = start(home, linux / "start.sh")
    assert "a ሰላም.txt" in mended.stderr
    assert mended.stdout.startswith("ran")
    assert (root / "versions/0.1.0/a ሰላም.txt").read_bytes() == b"hello"


def test_after_a_start_that_failed_a_flipped_byte_is_found(home: Path, tmp_path: Path) -> None:
    start(home, make_stick(tmp_path / "stick") / "start.sh", "--yes", FAKE_STATUS="1")
    root = root_of(home)
    assert (root / "starting").read_text() == "0.1.0 1\n"
    (root / "versions/0.1.0/a ሰላም.txt").write_bytes(b"hellO")
    done = start(home, root / "start.sh")
    assert (done.returncode, "a ሰላም.txt" in done.stderr) == (3, True)


def test_two_starts_that_failed_bring_the_version_before(home: Path, tmp_path: Path) -> None:
    for version in ("0.1.0", "0.2.0"):
        start(home, make_stick(tmp_path / version, version) / "start.sh", "--yes")
    root = root_of(home)
    for _ in range(2):
        start(home, root / "start.sh", FAKE_STATUS="1")
    done = start(home, root / "start.sh")
    assert "Version 0.1.0" in done.stderr
    assert done.stdout.startswith("ran")
    assert (root / "current").read_text() == "0.1.0\n"


def test_a_disk_without_room_is_told_before_anything_is_copied(home: Path, tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "df"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nprintf 'Filesystem\\n/dev/sda1 100 50 100 50%% /\\n'\n")
    fake.chmod(0o755)
    path = f"{fake.parent}:{os.environ['PATH']}"
    done = start(home, make_stick(tmp_path / "stick") / "start.sh", "--yes", PATH=path)
    assert (done.returncode, "needs 1 MB, and 0 MB are free" in done.stderr) == (3, True)
    assert not (root_of(home) / "current").exists()


def test_what_a_cut_left_behind_takes_no_room_from_the_next_try(home: Path, tmp_path: Path) -> None:
    left = root_of(home) / "versions" / ".new"
    left.mkdir(parents=True)
    fake = tmp_path / "bin" / "df"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\nfree=9999\n[ ! -d "{left}" ] || free=0\n'
        'printf "Filesystem\\n/dev/sda1 9999 50 $free 50%% /\\n"\n'
    )
    fake.chmod(0o755)
    path = f"{fake.parent}:{os.environ['PATH']}"
    done = start(home, make_stick(tmp_path / "stick") / "start.sh", "--yes", PATH=path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (root_of(home) / "current").read_text() == "0.1.0\n"


def test_a_system_that_is_too_old_is_told_before_anything_is_copied(
    home: Path, tmp_path: Path
) -> None:
    done = start(home, make_stick(tmp_path / "stick", needs="999") / "start.sh", "--yes")
    assert (done.returncode, list(home.iterdir())) == (3, [])
    assert "too old" in done.stderr


@pytest.mark.parametrize("current", ["", "../../evil", ".new", "a b"])
def test_a_current_that_names_no_version_starts_nothing(
    current: str, home: Path, tmp_path: Path
) -> None:
    root_of(home).mkdir(parents=True)
    (root_of(home) / "current").write_text(f"{current}\n")
    script = root_of(home) / "start.sh"
    shutil.copyfile(SCRIPT, script)
    assert start(home, script).returncode == 3
