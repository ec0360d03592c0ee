"""Nobody reads the data but the account that runs the program, or the group that shares its folder.

Modes are looked at, for an administrator may read everything.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from helpers.course_folders import KEY
from helpers.desks import open_lab
from ujuzi import file_modes
from ujuzi.cli import ujuzi
from ujuzi.files import PUBLIC, write_whole
from ujuzi.paths import DATABASE, KEYS, LOCK, LOGS, OBJECTS
from ujuzi.services.desk import open_desk
from ujuzi.sync.identity import KeyFolder
from ujuzi.ui.application import keep_log
from ujuzi.ui.shell.bug_report import BugReports

MODES = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules")
GROUP = 54_321
PRIVATE, SHARED = (0o600, 0o700), (0o660, 0o2770)


@pytest.fixture(autouse=True, params=[0o022, 0o002, 0o000])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """What new files are kept from, as systems have it: nobody's writing, others', nothing."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def use(data: Path) -> None:
    """Leave behind what the program does in a data folder, opened as it is left open."""
    KeyFolder(data / KEYS).of("d0")
    KEY.save(data / KEYS / "publisher.pem")
    keep_log(data / LOGS)
    logging.getLogger("ujuzi").handlers.pop().close()
    report = BugReports(data / LOGS).write(ValueError("a bug"))
    assert report is not None


def modes(data: Path) -> dict[str, int]:
    found = {str(each.relative_to(data)): mode(each) for each in data.rglob("*")}
    return {".": mode(data), **found}


def wanted(data: Path, file: int, folder: int) -> dict[str, int]:
    """Return the modes that everything should have; a publisher's key is never shared."""
    expected = {
        str(each.relative_to(data)): folder if each.is_dir() else file for each in data.rglob("*")
    }
    return {".": folder, **expected, f"{KEYS}/publisher.pem": 0o600}


@MODES
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, PRIVATE),
        (0o755, PRIVATE),
        (0o775, PRIVATE),
        (0o777, PRIVATE),
        (0o2755, PRIVATE),
        (0o770, SHARED),
        (0o2770, SHARED),
        (0o2775, SHARED),
    ],
)
def test_a_data_folder_is_its_accounts_alone_or_a_groups_on_purpose(
    tmp_path: Path, given: int | None, expected: tuple[int, int]
) -> None:
    data = tmp_path / "data"
    if given is not None:
        data.mkdir()
        os.chown(data, -1, GROUP)
        data.chmod(given)
    with open_desk(data):
        use(data)
        found = modes(data)
        assert {DATABASE, f"{DATABASE}-wal", LOCK, f"{LOGS}/ujuzi.log"} < found.keys()

        assert found == wanted(data, *expected)
        if given == 0o2770:
            shared = [each for each in data.rglob("*") if each.name != "publisher.pem"]
            assert {each.stat().st_gid for each in shared} == {GROUP}


@MODES
@pytest.mark.parametrize(("given", "expected"), [(0o755, PRIVATE), (0o2770, SHARED)])
def test_what_an_earlier_version_left_open_is_shut_at_the_next_start(
    tmp_path: Path, given: int, expected: tuple[int, int]
) -> None:
    data = tmp_path / "data"
    open_lab(tmp_path).desk.close()
    use(data)
    for each in (data, *data.rglob("*")):
        each.chmod(given if each.is_dir() else 0o644)
    (data / KEYS / "publisher.pem").chmod(0o600)
    with open_desk(data):
        found, tight = modes(data), wanted(data, *expected)

    within = [name for name in found if name.startswith(f"{OBJECTS}/")]
    assert len(within) > 2
    for name in within:  # of courses, behind a door that is shut; a group adds more beside
        assert found[name] == (0o644 if (data / name).is_file() else given)
        tight[name] = found[name]
    assert found == tight


@MODES
@pytest.mark.parametrize("kind", ["sticky", "home", "others"])
def test_a_folder_that_is_not_ours_alone_keeps_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "somebody's.txt").touch()
    given = 0o1777 if kind == "sticky" else 0o755
    folder.chmod(given)
    (folder / "somebody's.txt").chmod(0o644)
    if kind == "home":
        monkeypatch.setenv("HOME", str(folder))
    open_desk(folder).close()
    if kind != "others":
        open_desk(folder).close()

    assert mode(folder) == given
    assert mode(folder / "somebody's.txt") == 0o644
    assert mode(folder / DATABASE) == 0o600


@MODES
@MODES
def test_a_key_that_is_made_before_all_else_opens_no_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = CliRunner().invoke(ujuzi, ["keys", "new", "publisher", "--data-dir", str(data)])
    assert made.exit_code == 0, made.output
    assert modes(data) == {".": 0o700, KEYS: 0o700, f"{KEYS}/publisher.pem": 0o600}


@MODES
@MODES
def test_where_modes_cannot_be_changed_the_program_starts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    open_desk(tmp_path / "data").close()


class FakeWindows:
    """Remembers what rules were set on what, as advapi32 is asked."""

    def __init__(self, *, keeps_rules: bool = True) -> None:
        self.keeps_rules = keeps_rules
        self.rules = ""
        self.set: list[tuple[str, int, int, int | None]] = []
        self.freed = 0
        # functions, for their types are set as those of a library's are
        self.advapi32 = SimpleNamespace(
            ConvertStringSecurityDescriptorToSecurityDescriptorW=partial(self._parse),
            GetSecurityDescriptorDacl=partial(self._entries),
            SetNamedSecurityInfoW=partial(self._set),
        )
        self.kernel32 = SimpleNamespace(LocalFree=partial(self._free))

    def _parse(self, rules: Any, revision: int, descriptor: Any, _size: None) -> int:
        assert revision == 1
        self.rules = rules.value
        descriptor._obj.value = 7
        return 1

    def _entries(self, descriptor: Any, _present: Any, entries: Any, _defaulted: Any) -> int:
        assert descriptor.value == 7
        entries._obj.value = 9
        return 1

    def _set(
        self, name: str, kind: int, what: int, owner: None, group: None, rules: Any, audit: None
    ) -> int:
        assert (owner, group, audit) == (None, None, None)
        self.set.append((name, kind, what, rules.value))
        return 0 if self.keeps_rules else 50  # ERROR_NOT_SUPPORTED

    def _free(self, descriptor: Any) -> None:
        assert descriptor.value == 7
        self.freed += 1


def test_windows_is_asked_to_let_nobody_in_but_the_owner(tmp_path: Path) -> None:
    key, windows = tmp_path / "key.pem", FakeWindows()
    key.touch()
    assert file_modes.allow_owner_alone(key, windows)
    assert windows.rules == "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)"
    assert windows.set == [(str(key), 1, 0x80000004, 9)]
    assert file_modes.allow_owner_alone(tmp_path, windows)
    assert windows.rules == "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)"
    assert windows.freed == 2


def test_a_drive_that_keeps_no_rules_is_not_taken_for_one_that_does(tmp_path: Path) -> None:
    windows = FakeWindows(keeps_rules=False)
    assert not file_modes.allow_owner_alone(tmp_path, windows)
    assert windows.freed == 1


@pytest.mark.parametrize("shared", [True, False])
def test_on_windows_keys_and_new_folders_are_closed_unless_accounts_share_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    root, data = tmp_path / "root", tmp_path / "data"
    root.mkdir()
    if shared:
        (root / "data-folder").write_text(str(data))
    closed: list[tuple[str, int]] = []
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    monkeypatch.setattr(
        file_modes,
        "allow_owner_alone",
        lambda path: closed.append((path.name, path.stat().st_size if path.is_file() else 0)),
    )
    monkeypatch.setattr(sys, "platform", "win32")
    file_modes.make_own_folder(data)
    file_modes.make_own_folder(data)
    KEY.save(data / KEYS / "publisher.pem")
    write_whole(data / "page.html", b"for everybody", PUBLIC)
    part = f".publisher.pem.{os.getpid()}.part"
    assert closed == ([] if shared else [("data", 0), (part, 0)])  # before a byte of it
