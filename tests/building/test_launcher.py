"""The launcher chooses a version, finds what was taken away from it, and puts it back from a stick.

Its own code (`packaging/windows/tree.c`), compiled for this system. What only Windows has is seen
under Wine by `make stick-check`.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from stick import manifest

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "packaging" / "windows"
BIG = bytes(range(256)) * 600  # more than the launcher reads at once
FILES = {
    "python313.dll": b"python", "lib/PySide6/Qt6Core.dll": BIG, "lib/a b/ሰላም.txt": b"",
    "edge-55": b"5" * 55, "edge-56": b"6" * 56, "edge-block": b"7" * (65536 - 128),
}  # fmt: skip
GOOD = "1 17763 python313.dll 0\n"

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="compiled with gcc")


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a program that asks tree.c what the launcher asks it."""
    program = tmp_path_factory.mktemp("launcher") / "driver"
    options = ("-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O1", "-Wall", "-Wextra", "-Werror")
    sources = (HERE / "tree_driver.c", SOURCES / "tree.c")
    subprocess.run(("gcc", *options, f"-I{SOURCES}", "-o", program, *sources), check=True)
    return program


def install(root: Path, version: str = "0.2.0", current: str = "0.2.0\n0.1.0\n") -> Path:
    """Lay a version out as the installer does; return its folder."""
    tree = root / "versions" / version
    for name, data in FILES.items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    facts = {"version": version, "needs": "17763", "library": "python313.dll"}
    body = manifest.body_of(tree, facts)
    (tree / "manifest").write_bytes(manifest.signed(body, manifest.DEVELOPMENT))
    (root / "current").write_text(current)
    return tree


def ask(driver: Path, root: Path, what: str, *source: Path) -> str:
    done = subprocess.run((driver, root, what, *source), capture_output=True, check=True)
    return done.stdout.decode()


def test_the_version_that_current_names_is_started(driver: Path, tmp_path: Path) -> None:
    install(tmp_path)
    assert ask(driver, tmp_path, "choose") == "1 0.2.0,0.1.0,0\n"


@pytest.mark.parametrize(
    "current", ["", "../../evil\n", "..\n", "a/b\n", "C:\\evil\n", "\x00", ".new\n", "\n\n"]
)
def test_a_current_that_names_no_version_starts_nothing(
    current: str, driver: Path, tmp_path: Path
) -> None:
    (tmp_path / "current").write_text(current)
    assert ask(driver, tmp_path, "choose").startswith("0 ")


def test_two_starts_without_success_bring_the_version_before(driver: Path, tmp_path: Path) -> None:
    install(tmp_path)
    ask(driver, tmp_path, "start")
    assert ask(driver, tmp_path, "fall-back") == "0 0.2.0\n"
    ask(driver, tmp_path, "start")
    assert ask(driver, tmp_path, "fall-back") == "1 0.1.0\n"
    assert (tmp_path / "current").read_text() == "0.1.0\n"
    assert ask(driver, tmp_path, "choose") == "1 0.1.0,,0\n"


def test_a_start_that_succeeded_is_counted_no_more(driver: Path, tmp_path: Path) -> None:
    install(tmp_path)
    ask(driver, tmp_path, "start")
    ask(driver, tmp_path, "success")
    assert not (tmp_path / "starting").exists()
    ask(driver, tmp_path, "start")
    assert ask(driver, tmp_path, "choose") == "1 0.2.0,0.1.0,1\n"


def test_failed_starts_of_another_version_do_not_count(driver: Path, tmp_path: Path) -> None:
    install(tmp_path)
    (tmp_path / "starting").write_text("0.1.0 7\n")
    assert ask(driver, tmp_path, "fall-back") == "0 0.2.0\n"


def test_without_a_version_before_the_same_is_tried_again(driver: Path, tmp_path: Path) -> None:
    install(tmp_path, current="0.2.0\n")
    (tmp_path / "starting").write_text("0.2.0 5\n")
    assert ask(driver, tmp_path, "fall-back") == "0 0.2.0\n"


@pytest.mark.parametrize("how", ["sizes", "hashes"])
def test_a_whole_version_is_whole(how: str, driver: Path, tmp_path: Path) -> None:
    install(tmp_path)
    assert ask(driver, tmp_path, how) == GOOD


def test_what_a_scanner_removed_is_named(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path)
    (tree / "lib/PySide6/Qt6Core.dll").unlink()
    (tree / "edge-55").write_bytes(b"")
    found = "1 17763 python313.dll 2\nedge-55\nlib/PySide6/Qt6Core.dll\n"
    assert ask(driver, tmp_path, "sizes") == found


def test_a_flipped_byte_is_found_on_doubt(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path)
    changed = bytearray(BIG)
    changed[-1] ^= 1
    (tree / "lib/PySide6/Qt6Core.dll").write_bytes(changed)
    assert ask(driver, tmp_path, "sizes") == GOOD
    assert ask(driver, tmp_path, "hashes").endswith("1\nlib/PySide6/Qt6Core.dll\n")


def test_of_many_the_first_are_named_and_all_are_counted(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path)
    for name in FILES:
        (tree / name).unlink()
    first, *names = ask(driver, tmp_path, "sizes").splitlines()
    assert first == f"1 17763 python313.dll {len(FILES)}"
    assert len(names) == 5


def test_what_is_damaged_is_put_back_from_a_stick(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path / "here")
    install(tmp_path / "stick")
    shutil.rmtree(tree / "lib")
    (tree / "edge-56").write_bytes(b"?" * 56)
    assert ask(driver, tmp_path / "here", "hashes", tmp_path / "stick") == GOOD
    assert ask(driver, tmp_path / "here", "hashes") == GOOD
    assert (tree / "lib/PySide6/Qt6Core.dll").read_bytes() == BIG
    assert not list(tree.rglob("*.new"))


def test_a_stick_with_other_bytes_puts_nothing_back(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path / "here")
    stick = install(tmp_path / "stick")
    (tree / "python313.dll").unlink()
    (stick / "python313.dll").write_bytes(b"evil!!")
    answer = ask(driver, tmp_path / "here", "sizes", tmp_path / "stick")
    assert answer.endswith("1\npython313.dll\n")
    assert not list(tree.glob("python313.dll*"))


def test_a_version_without_its_manifest_or_with_half_of_it_is_not_whole(
    driver: Path, tmp_path: Path
) -> None:
    tree = install(tmp_path)
    known = (tree / "manifest").read_bytes()
    (tree / "manifest").write_bytes(known[: len(known) // 2])
    assert ask(driver, tmp_path, "sizes").startswith("0 ")
    (tree / "manifest").unlink()
    assert ask(driver, tmp_path, "sizes").startswith("0 ")


def test_no_path_of_a_manifest_leads_out_of_the_version(driver: Path, tmp_path: Path) -> None:
    tree = install(tmp_path / "here")
    stick = install(tmp_path / "stick")
    lines = f"ujuzi manifest 1\nfile 4 {'0' * 64} ../../../outside\n"
    for folder in (tree, stick):
        body = lines.encode()
        (folder / "manifest").write_bytes(manifest.signed(body, manifest.DEVELOPMENT))
    ask(driver, tmp_path / "here", "sizes", tmp_path / "stick")
    assert not (tmp_path / "outside").exists()
