"""Data that is carried gets a key once, and is opened with it from then on."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from helpers.ciphers import run_with_ciphers
from helpers.commands import python
from helpers.small_disk import on_small_disk
from ujuzi.credentials import wrapping
from ujuzi.errors import RefusedError
from ujuzi.paths import DATABASE, KEY_TRIES
from ujuzi.services import carried
from ujuzi.services.carried import change_passphrase, open_with
from ujuzi.store import vault

SECRET = "the rain in Jimma"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(wrapping, "KIB", 8)


class Hand:
    """Who types secrets, as time goes by."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def types(self, secret: str) -> tuple[str, object]:
        try:
            open_with(self._folder, secret, is_new=False)
        except RefusedError as error:
            return error.code, error.facts.get("wait_seconds")
        return "opened", 0

    def starts_anew(self) -> None:
        carried._tries.clear()
        vault.lock(self._folder)


@pytest.fixture
def hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hand:
    open_with(tmp_path, SECRET, is_new=True)
    return Hand(tmp_path, monkeypatch)


def test_a_key_is_made_once_and_never_over_another(tmp_path: Path) -> None:
    open_with(tmp_path, SECRET, is_new=True)
    key = vault.key_of(tmp_path)
    with pytest.raises(RefusedError) as refused:
        open_with(tmp_path, "another passphrase", is_new=True)
    assert refused.value.code == "key-exists"
    vault.lock(tmp_path)
    open_with(tmp_path, SECRET, is_new=False)
    assert vault.key_of(tmp_path) == key


def test_wrong_ones_are_answered_later_and_later_also_after_a_restart(
    hand: Hand, tmp_path: Path
) -> None:
    wrong = [hand.types("the rain in Gimma") for _ in range(4)]
    assert wrong == [("passphrase-wrong", 0)] * 2 + [
        ("passphrase-wrong", 5),
        ("passphrase-wait", 5),
    ]
    assert hand.types(SECRET) == ("passphrase-wait", 5)
    hand.now += 5
    assert hand.types("no") == ("passphrase-wrong", 10)
    hand.starts_anew()
    assert hand.types(SECRET) == ("passphrase-wait", 10)
    hand.now += 10
    assert hand.types(SECRET) == ("opened", 0)
    assert not (tmp_path / KEY_TRIES).exists()
    assert hand.types("no") == ("passphrase-wrong", 0)


@pytest.mark.parametrize("written", [b"", b"many", b"-4", b"\xff"])
def test_a_count_that_cannot_be_read_keeps_nobody_out(
    hand: Hand, tmp_path: Path, written: bytes
) -> None:
    (tmp_path / KEY_TRIES).write_bytes(written)
    hand.starts_anew()
    assert hand.types(SECRET) == ("opened", 0)


def test_the_passphrase_is_changed_by_who_knows_it_or_has_the_steward_code(
    hand: Hand, tmp_path: Path
) -> None:
    vault.wrap(tmp_path, vault.STEWARD, "ABCD-EFGH-JKLM")
    change_passphrase(tmp_path, SECRET, "the dust in Gao")
    change_passphrase(tmp_path, "abcd efgh jklm", "the fog in Lomé")
    assert [hand.types(each)[0] for each in (SECRET, "the dust in Gao", "the fog in Lomé")] == [
        "passphrase-wrong",
        "passphrase-wrong",
        "opened",
    ]
    assert hand.types("ABCD-EFGH-JKLM")[0] == "opened"


@pytest.mark.parametrize(
    ("present", "new", "code"),
    [("the rain in Gimma", "the dust in Gao", "wrong"), (SECRET, "short", "short")],
)
def test_it_is_not_changed_by_a_wrong_one_nor_to_a_short_one(
    hand: Hand, tmp_path: Path, present: str, new: str, code: str
) -> None:
    before = (tmp_path / "key.1").read_bytes()
    with pytest.raises(RefusedError) as refused:
        change_passphrase(tmp_path, present, new)
    assert refused.value.code == f"passphrase-{code}"
    assert (tmp_path / "key.1").read_bytes() == before
    assert hand.types(SECRET) == ("opened", 0)


IN_A_WINDOW = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog
from ujuzi.paths import default_data_dir, scratch_folder
from ujuzi.services.desk import open_desk
from ujuzi.ui import application

class Watched(application.Session):
    def start(self):
        super().start()
        self._settling.timeout.connect(self.use)

    def use(self):
        dialog = QFileDialog(self.window)
        dialog.show()
        dialog.done(QFileDialog.DialogCode.Accepted)
        QSettings("QtProject").setValue("lastVisited", "Adanech")
        QSettings("QtProject").sync()
        self.jobs.aside(self, lambda _: work(), lambda _: QApplication.quit())

def work():
    with scratch_folder("test") as scratch:
        (scratch / "names").write_text("Adanech")

application.Session = Watched
data = default_data_dir()
with open_desk(data) as desk:
    ada = desk.people.create(name="Adanech", role="teacher", language="en", pin="2468")
    desk.people.archive(ada.learner)
assert application.run(data) == 0
"""


def test_the_computer_keeps_nothing_of_what_is_carried(tmp_path: Path) -> None:
    """The window is opened on a stick: whatever it writes, it writes there."""
    stick, host, run = (tmp_path / name for name in ("stick", "host", "host/run"))
    for folder in (stick, host):
        folder.mkdir()
    run.mkdir(mode=0o700)
    (stick / "portable").write_text("plain")
    of_account = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP")
    of_desktop = ("CONFIG", "CACHE", "DATA", "STATE")
    places = {name: str(host) for name in of_account}
    places |= {f"XDG_{name}_HOME": str(host / name) for name in of_desktop}
    python(
        IN_A_WINDOW,
        environment={
            "UJUZI_ROOT": str(stick),
            "XDG_RUNTIME_DIR": str(run),
            "QT_QPA_PLATFORM": "offscreen",
            **places,
        },
    )

    assert [each for each in host.rglob("*") if each != run] == []
    assert (stick / "data" / DATABASE).is_file()
    assert list((stick / "data" / "scratch").iterdir()) == []


PLANTED = """
import logging
import sys
from pathlib import Path
from helpers.course_folders import KEY
from helpers.packs import built_small_pack
from ujuzi.credentials import wrapping
from ujuzi.paths import KEYS, LOGS, default_data_dir
from ujuzi.services.desk import open_desk
from ujuzi.store import vault
from ujuzi.sync.identity import KeyFolder
from ujuzi.ui.application import keep_log
from ujuzi.ui.shell.bug_report import BugReports

data, scratch = default_data_dir(), Path(sys.argv[1])
wrapping.KIB, wrapping.PASSES = 8, 1
vault.make(data, "Passwort-des-Sticks")
keep_log(data / LOGS)
with open_desk(data) as desk:
    people, learning = desk.people, desk.learning
    ada = people.create(name="Adanech-Name", role="teacher", language="en", pin="97531")
    people.change_profile(ada.learner, staff_number="Nr-4711-Staff", institution="Inst-Jimma")
    print("steward", people.make_steward_code())
    desk.library.trust_key("Ujuzi tests", KEY.public)
    desk.library.install(built_small_pack(scratch))
    pack = desk.library.courses(ada.learner)[0].pack
    learning.open(ada.learner, pack, "counting")
    learning.write_note(ada.learner, pack, "counting", "Notiz-Geheim")
    learning.keep_draft(ada.learner, pack, "counting", "note", "Entwurf-Halb")
    attempt = desk.practice.begin(ada.learner, pack, "words-quiz")
    desk.practice.answer(ada.learner, attempt, attempt.items[0].id, ("Antwort-Meine",))
    key = KeyFolder(data / KEYS, vault.key_of(data)).of("d0")
    print("key", key._private.private_bytes_raw().hex())
    print("vault", vault.key_of(data).hex())
    try:
        raise ValueError("Fehler-Adanech-Name")
    except ValueError as error:
        logging.getLogger("ujuzi").error("unexpected %s", type(error).__qualname__)
        BugReports(data / LOGS).write(error)
vault.wrap(data, vault.PASSPHRASE, "Zweite-Passphrase")
with open_desk(data) as desk:  # as a start and an end leave it, a copy with it
    assert desk.people.all()[0].name == "Adanech-Name"
"""
WORDS = (
    *("Adanech-Name", "97531", "Nr-4711-Staff", "Inst-Jimma", "Notiz-Geheim", "Entwurf-Halb"),
    *("Antwort-Meine", "Passwort-des-Sticks", "Zweite-Passphrase"),
)


def test_nothing_that_people_wrote_lies_open_on_the_stick(tmp_path: Path) -> None:
    """Every file of the stick is looked through for words and keys, as text and in hexadecimal."""
    stick, scratch = tmp_path / "stick", tmp_path / "scratch"
    stick.mkdir()
    scratch.mkdir()
    (stick / "portable").touch()
    said = run_with_ciphers(PLANTED, scratch, UJUZI_ROOT=str(stick))
    secrets = dict(line.split(" ", 1) for line in said.splitlines())
    words = {word.encode(code) for word in WORDS for code in ("utf-8", "utf-16-le")}
    words |= {each.encode() for each in secrets.values()}
    words |= {bytes.fromhex(secrets[name]) for name in ("key", "vault")}
    words.add(secrets["steward"].replace("-", "").encode())
    held = {file: file.read_bytes() for file in stick.rglob("*") if file.is_file()}
    assert any("kept" in file.name for file in held)
    assert any(file.suffix == ".pem" for file in held)
    assert [(file, word) for file, data in held.items() for word in words if word in data] == []
    assert all(b"SQLite format 3" not in data for data in held.values())


FULL = """
import json, shutil, sys
from pathlib import Path
import helpers.cheap_secrets
from helpers.small_disk import fill
from ujuzi.errors import UjuziError
from ujuzi.services.desk import open_desk

disk, said = Path(sys.argv[1]), {"made": []}
data = disk / "data"

def make(number):
    desk.people.create(name=f"Person {number}", role="teacher", language="en", pin="2468")
    said["made"].append(f"Person {number}")

with open_desk(data) as desk:
    make(0)
free = shutil.disk_usage(disk).free
(disk / "filler").write_bytes(b"x" * (free - 100_000))
desk = open_desk(data)
said["at first"] = [each.name for each in desk.people.all()]
try:
    for number in range(1, 200):
        make(number)
except UjuziError as error:
    said["then"] = error.code
desk.close()
fill(disk)
desk = open_desk(data, read_only=True)
said["full"] = [each.name for each in desk.people.all()]
desk.close()
(disk / "filler").unlink()
with open_desk(data) as desk:
    said["after"] = sorted(each.name for each in desk.people.all())
    said["problems"] = desk._db.integrity_problems()
print(json.dumps(said))
"""
READ_ONLY = """
import json, subprocess, sys
from pathlib import Path
from ujuzi.credentials import wrapping
from ujuzi.errors import UjuziError
from ujuzi.services.carried import open_with
from ujuzi.services.desk import open_desk
from ujuzi.store import vault

disk, said = Path(sys.argv[1]), {}
data = disk / "data"
wrapping.KIB, vault.has_ciphers = 8, lambda: True
with open_desk(data) as desk:
    desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
vault.make(disk / "locked", "the rain in Jimma")
vault.lock(disk / "locked")
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
try:
    open_desk(data)
except UjuziError as error:
    said["opening"] = error.code
desk = open_desk(data, read_only=True)
said["read"] = [each.name for each in desk.people.all()]
desk.close()
for secret in ("the rain in Gimma", "the rain in Jimma"):
    try:
        open_with(disk / "locked", secret, is_new=False)
        said[secret] = "opened"
    except UjuziError as error:
        said[secret] = error.code
print(json.dumps(said))
"""


@pytest.fixture
def small_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where a small disk is to be, on which data is carried."""
    (tmp_path / "stick").mkdir()
    monkeypatch.setenv("UJUZI_ROOT", str(tmp_path / "stick"))
    return tmp_path / "stick"


def test_with_100_kb_left_people_go_on_until_it_is_said_and_nothing_confirmed_is_lost(
    small_stick: Path,
) -> None:
    said = on_small_disk(f"{PLAIN_STICK}{FULL}", small_stick, 3)
    assert said["at first"] == ["Person 0"]
    assert said["then"] == "disk-full"
    assert len(said["made"]) > 1
    assert set(said["made"]) <= set(said["full"])
    assert sorted(said["full"]) == said["after"]
    assert said["problems"] == []


def test_a_stick_that_cannot_be_written_can_be_read_and_says_so(small_stick: Path) -> None:
    said = on_small_disk(f"{PLAIN_STICK}{READ_ONLY}", small_stick, 8)
    assert said == {
        "opening": "data-dir-not-writable",
        "read": ["Ada"],
        "the rain in Gimma": "passphrase-wrong",
        "the rain in Jimma": "opened",
    }


PLAIN_STICK = """
import sys
from pathlib import Path
(Path(sys.argv[1]) / "portable").write_text("plain")
"""
AMHARIC = "የአዲስ አበባ ዩኒቨርሲቲ ቁልፍ"
ANYWHERE = """
import os, sys
from pathlib import Path
import tempfile
from ujuzi.errors import UjuziError
from ujuzi.paths import default_data_dir, scratch_folder
from ujuzi.services.clock import SystemClock
from ujuzi.services.desk import open_desk
from ujuzi.services.restoring import copies_in, put_back

class Flat(SystemClock):
    def now(self):
        return 978_307_200_000 + 1  # 1 January 2001

data = default_data_dir()
assert len(str(data)) > 200
for number in range(2):
    with open_desk(data, Flat()) as desk:
        desk.people.create(name=f"Ada {number}", role="teacher", language="en", pin="2468")
with open_desk(data, Flat(), read_only=True) as desk:
    assert len(desk.people.all()) == 2
put_back(data, copies_in(data)[0])
with open_desk(data, Flat()) as desk:
    assert [each.name for each in desk.people.all()] == ["Ada 0"]
    assert any(f.check == "clock" and f.state == "caution" for f in desk.computer.examine())
with scratch_folder("test") as scratch:
    assert scratch.is_relative_to(data)
del os.environ["UJUZI_ROOT"]
tempfile._get_default_tempdir = lambda *_: (_ for _ in ()).throw(FileNotFoundError(2, "none"))
try:
    with scratch_folder("test"):
        pass
except UjuziError as error:
    print(error.code)
"""


def test_on_a_long_path_in_amharic_with_no_temporary_folder_and_a_flat_clock_all_goes_on(
    tmp_path: Path,
) -> None:
    odd = "y #%&'" if sys.platform == "win32" else "y #%?&'"
    stick = tmp_path / AMHARIC / "በጣም ረጅም ስም ያለው አቃፊ" / ("x" * 60) / (odd * 8)
    stick.mkdir(parents=True)
    (stick / "portable").write_text("plain")
    said = python(ANYWHERE, environment={"UJUZI_ROOT": str(stick), "TMPDIR": "/none"})
    assert said.stdout == "scratch-missing\n"
