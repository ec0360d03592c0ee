"""The doctor says what is wrong and what to do, and proves that projections rebuild."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from helpers.desks import Lab, open_lab
from ujuzi import drives
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.item import right_response
from ujuzi.drives import Mount
from ujuzi.errors import WorldError
from ujuzi.paths import DATABASE
from ujuzi.services import computer
from ujuzi.services.computer import CarriedNews
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log

ACTIVITIES = st.sampled_from(["counting", "words-quiz", "film", "sheet"])


def state_of(lab: Lab, check: str) -> str:
    return next(f.state for f in lab.desk.computer.examine() if f.check == check)


def test_a_sound_computer_has_nothing_bad(lab: Lab) -> None:
    findings = lab.desk.computer.examine()

    assert {finding.check for finding in findings} == {
        "data-directory",
        "free-space",
        "restart",
        "sqlite",
        "integrity",
        "courses",
        "fonts",
        "media",
        "clock",
        "trusted-keys",
    }
    assert all(f.state != computer.BAD for f in findings if f.check != "free-space")
    assert all(f.advice for f in findings if f.state != computer.GOOD)


def test_a_course_that_rotted_on_the_disk_is_named_with_what_to_do(lab: Lab) -> None:
    file = next(
        each for each in (lab.folder / "data" / "objects").glob("??/*") if each.stat().st_size
    )
    held = bytearray(file.read_bytes())
    held[0] ^= 1
    file.write_bytes(held)
    (found,) = [each for each in lab.desk.computer.examine() if each.check == "courses"]
    assert found.state == computer.BAD
    titles = [card.title for card in lab.desk.library.courses(lab.learner)]
    assert any(title in found.sentence for title in titles)
    assert "again" in found.advice


def test_a_windows_that_plays_nothing_says_what_to_add(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computer, "_can_load", lambda library: library != "mfplat.dll")
    (found,) = [each for each in lab.desk.computer.examine() if each.check == "media"]
    assert found.state == computer.CAUTION
    assert "Media Feature Pack" in found.advice


@pytest.mark.parametrize("wall", [978_307_200_000, 4_102_444_800_000], ids=["2001", "2100"])
def test_a_clock_that_lies_is_noticed(lab: Lab, wall: int) -> None:
    lab.clock.wall = Milliseconds(wall)
    assert state_of(lab, "clock") == computer.CAUTION


def test_a_full_disk_is_bad(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1_000))
    assert state_of(lab, "free-space") == computer.BAD


@pytest.mark.parametrize(
    ("mounts", "services", "said"),
    [
        ([("/", "ext4"), ("/srv", "overlay")], ["Spooler"], ""),
        ([("/", "overlay")], [], "a file system of the kind overlay"),
        ([("/", "overlay"), ("/home", "ext4")], [], ""),
        ([("/", "ext4"), ("/home/lab", "tmpfs")], [], "a file system of the kind tmpfs"),
        ([("/", "ext4")], ["DFServ"], "Deep Freeze"),
        ([], [], ""),
    ],
)
def test_what_wipes_the_disk_at_a_restart_is_named(
    mounts: list[tuple[str, str]], services: list[str], said: str
) -> None:
    mounted = [Mount("", root, file_system, frozenset()) for root, file_system in mounts]
    assert computer.forgetting(Path("/home/lab/ujuzi"), mounted, services) == said


def test_projections_rebuilt_from_any_session_equal_the_live_ones(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    class Session(RuleBasedStateMachine):
        """Anything a learner may do, in any order."""

        @initialize()
        def sit_down(self) -> None:
            self.lab = open_lab(tmp_path_factory.mktemp("lab"))

        @rule(activity=ACTIVITIES)
        def open(self, activity: str) -> None:
            self.lab.desk.learning.open(self.lab.learner, self.lab.pack, activity)

        @rule(activity=ACTIVITIES, seconds=st.integers(0, 100))
        def leave(self, activity: str, seconds: int) -> None:
            self.lab.desk.learning.leave(self.lab.learner, self.lab.pack, activity, 0.5, seconds)

        @rule(activity=ACTIVITIES)
        def complete(self, activity: str) -> None:
            self.lab.desk.learning.complete(self.lab.learner, self.lab.pack, activity)

        @rule(activity=ACTIVITIES, text=st.text(max_size=20))
        def note(self, activity: str, text: str) -> None:
            learning = self.lab.desk.learning
            learning.write_note(self.lab.learner, self.lab.pack, activity, text, note="n")

        @rule(which=st.integers(0, 4), right=st.booleans(), finish=st.booleans())
        def answer(self, which: int, right: bool, finish: bool) -> None:
            practice = self.lab.desk.practice
            attempt = practice.begin(self.lab.learner, self.lab.pack, "words-quiz")
            item = attempt.items[which]
            response = right_response(item) if right else ("no",)
            practice.answer(self.lab.learner, attempt, item.id, response)
            if finish:
                practice.finish(self.lab.learner, attempt)

        @rule(name=st.text(min_size=1, max_size=5).filter(str.isalpha))
        def rename(self, name: str) -> None:
            self.lab.desk.people.change_profile(self.lab.learner, name=name)

        @invariant()
        def a_rebuild_changes_nothing(self) -> None:
            if hasattr(self, "lab"):
                assert self.lab.desk.computer.rebuild().different == ()

        def teardown(self) -> None:
            if hasattr(self, "lab"):
                self.lab.desk.close()

    run_state_machine_as_test(
        Session,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_data_directory_is_named(lab: Lab, tmp_path: Path) -> None:
    finding = lab.desk.computer.examine()[0]
    assert str(tmp_path / "data") in finding.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules")
def test_data_that_other_accounts_can_read_is_told(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "data").chmod(0o755)
    assert lab.desk.computer.examine()[0].state == "good"
    (tmp_path / "data" / DATABASE).chmod(0o644)
    finding = lab.desk.computer.examine()[0]
    assert (finding.state, "Other accounts" in finding.advice) == ("caution", True)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where data is carried, unencrypted, on a volume that has a serial number."""
    (tmp_path / "portable").write_text("plain")
    monkeypatch.setenv("UJUZI_ROOT", str(tmp_path))
    monkeypatch.setattr(drives, "serial_of", lambda _folder: "1A2B3C4D")
    return tmp_path / "data"


def test_a_stick_that_was_pulled_while_its_data_was_open_is_told_once_it_is_back(
    stick: Path,
) -> None:
    said = []
    for closes in (False, True, True):
        desk = open_desk(stick)
        said.append(desk.computer.take_news())
        desk.close() if closes else desk._db.close()
    assert said == [(), (CarriedNews.CUT_OFF,), ()]


def test_a_command_that_tells_nobody_leaves_it_to_the_window(stick: Path) -> None:
    open_desk(stick)._db.close()
    open_desk(stick).close()
    with open_desk(stick) as desk:
        assert desk.computer.take_news() == (CarriedNews.CUT_OFF,)


def test_a_copy_on_another_stick_takes_another_identity_and_says_so_once(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, devices = [], []
    for serial in ("1A2B3C4D", "", "1A2B3C4D", "99999999", "99999999"):
        monkeypatch.setattr(drives, "serial_of", lambda _folder, serial=serial: serial)
        with open_desk(stick) as desk:
            devices.append(event_log.device_id(desk._db))
            said.append(desk.computer.take_news())
    assert said == [(), (), (), (CarriedNews.COPIED,), ()]
    assert devices[0] == devices[1] == devices[2] != devices[3] == devices[4]


@contextmanager
def pulled(db: Path) -> Iterator[None]:
    """Let the handles of a database be dead, and its folder away."""
    away, nothing = db.parent.with_name("away"), os.open(db.parent, os.O_RDONLY)
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if handle.readlink().is_relative_to(db.parent) and int(handle.name) != nothing:
                os.dup2(nothing, int(handle.name))
    os.close(nothing)
    db.parent.rename(away)
    yield
    away.rename(db.parent)


@pytest.mark.skipif(sys.platform != "linux", reason="its handles are found in /proc")
def test_when_a_stick_is_put_in_again_what_was_said_to_be_saved_is_there_and_one_goes_on(
    stick: Path,
) -> None:
    desk = open_desk(stick)
    ada = desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
    with pulled(stick / DATABASE):
        for _ in range(2):
            with pytest.raises(WorldError) as failed:
                desk.save_again()
            assert failed.value.code in {"disk-failed", "data-dir-not-writable"}
    assert desk.save_again()
    assert not desk.save_again()
    assert desk.people.person(ada.learner).name == "Ada"
    desk.people.create(name="Awa", role="teacher", language="en", pin="2468")
    with pytest.raises(WorldError, match="already running"):
        open_desk(stick)
    desk.close()
    with open_desk(stick) as again:
        assert [each.name for each in again.people.all()] == ["Ada", "Awa"]
        assert again.computer.take_news() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="its handles are found in /proc")
def test_another_stick_in_its_place_is_not_taken_for_it(stick: Path) -> None:
    other = stick.with_name("other")
    open_desk(other).close()
    desk = open_desk(stick)
    with pulled(stick / DATABASE):
        other.rename(stick)
        with pytest.raises(WorldError):
            desk.save_again()
        with pytest.raises(WorldError):
            desk.people.all()
        stick.rename(other)
    assert desk.save_again()
    desk.close()


def test_on_a_computer_of_its_own_nothing_of_it_is_written(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk._db.close()
    with open_desk(tmp_path) as again:
        assert again.computer.take_news() == ()


def test_of_a_disk_that_tells_nothing_nothing_is_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: object) -> None:
        raise OSError("Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", failing)
    assert computer.premises(tmp_path).free == 0
