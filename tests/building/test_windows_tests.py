"""Tests run under Wine to their end, with what the lock names, but for those of a list."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from stick import inputs, journal, trees, windows_tests
from stick.wine import Wine

LOCK = """\
attrs==26.1.0 \\
    --hash=sha256:aa
    # via jsonschema
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via click
"""


def test_a_package_is_taken_with_its_hashes_whatever_system_it_is_for() -> None:
    wanted = "colorama==0.4.6 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert windows_tests.pins(LOCK, ["colorama"]) == wanted


def test_every_package_that_the_tests_need_is_in_the_lock() -> None:
    found = windows_tests.pins(inputs.LOCK.read_text(), windows_tests.PACKAGES)
    assert found.count("==") == len(windows_tests.PACKAGES)


def test_each_test_that_is_not_run_is_there_and_has_its_reason() -> None:
    for name, why in windows_tests.not_run(windows_tests.SKIPPED.read_text("utf-8")):
        assert why, name
        path, _, test = name.partition("::")
        assert (trees.ROOT / path).exists(), name
        if test:
            assert test.partition("[")[0] in (trees.ROOT / path).read_text("utf-8"), name


def test_every_file_of_tests_is_run_but_those_that_are_left_out() -> None:
    left_out = windows_tests.not_run(windows_tests.SKIPPED.read_text("utf-8"))
    found = windows_tests.folders_of(trees.ROOT, left_out)
    assert next(iter(found)) == "tests/sync"  # the largest first
    given = [trees.ROOT / path for paths in found.values() for path in paths]
    whole = [trees.ROOT / name for name, _ in left_out if "::" not in name]
    for file in (trees.ROOT / "tests").rglob("test_*.py"):
        took = [path for path in given if file.is_relative_to(path)]
        assert len(took) == 1 or any(file.is_relative_to(path) for path in whole), file


SUITE = """\
import os
import pytest

def test_good(): pass
def test_bad(): assert os.sep == ""
@pytest.mark.skip(reason="so")
def test_skipped(): pass
@pytest.fixture
def broken(): raise ValueError
def test_broken(broken): pass
def test_fatal(): os._exit(1)
@pytest.mark.parametrize("said", ["a b", "\\n"])
def test_after(said): pass
def test_last(): pass
"""


class NoWine:
    """Runs what is asked for here."""

    def __init__(self, home: Path) -> None:
        self.home, self.prefix = home, home / "prefix"

    def inside(self, *command: str, **more: str) -> tuple[str, ...]:
        words = command[command.index("-m") :]
        (option,) = (word for word in words if word.startswith("faulthandler_timeout"))
        kept = (word for word in words if word not in {"-o", option})
        named = (
            f"PYTHONPATH={trees.ROOT / 'packaging'}",
            f"{journal.VARIABLE}={self.home / 'prefix.journal'}",
        )
        outside = ("--rootdir", str(self.home), "-p", "no:cacheprovider")
        return ("env", *named, sys.executable, *kept, *outside)

    def stop(self) -> None:
        pass


def test_a_test_that_takes_its_process_along_is_named_and_the_rest_is_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    suite = tmp_path / "test_suite.py"
    suite.write_text(SUITE)
    (tmp_path / "test_unread.py").write_text("import nothing_of_that_name\n")
    became = windows_tests.run_folder(
        cast(Wine, NoWine(tmp_path)), "", [str(tmp_path)], [f"{suite.name}::test_last"]
    )
    assert became == {
        "test_unread.py": "error",
        "test_suite.py::test_good": "passed",
        "test_suite.py::test_bad": "failed",
        "test_suite.py::test_skipped": "skipped",
        "test_suite.py::test_broken": "error",
        "test_suite.py::test_fatal": "died",
        "test_suite.py::test_after[a b]": "passed",
        "test_suite.py::test_after[\\n]": "passed",
        "test_suite.py::test_last": "left-out",
    }
    assert "nothing_of_that_name" in capfd.readouterr().out


def test_a_process_that_notes_nothing_for_long_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "journal.txt"
    noted.touch()
    monkeypatch.setattr(windows_tests, "PATIENCE", 0)
    with subprocess.Popen((sys.executable, "-c", "input()"), stdin=subprocess.PIPE) as running:
        assert windows_tests.hangs_before_it_ends(running, noted)
    with subprocess.Popen((sys.executable, "-c", "")) as running:
        running.wait()
        assert not windows_tests.hangs_before_it_ends(running, noted)


def test_each_folder_has_its_total_and_what_is_bad_is_named() -> None:
    lines, is_bad = windows_tests.summary(
        {
            "tests/wire": {"a": "passed", "b": "passed", "c": "skipped"},
            "tests/ui/me": {"d": "died", "e": "passed"},
            "tests/ui/none": {},
        }
    )
    assert is_bad
    assert lines == [
        "tests/ui/me    1 passed, 1 died",
        "tests/ui/none  none",
        "tests/wire     2 passed, 1 skipped",
        "all            3 passed, 1 skipped, 1 died",
        "died: d",
    ]
    assert not windows_tests.summary({"tests/wire": {"a": "passed", "b": "left-out"}})[1]
