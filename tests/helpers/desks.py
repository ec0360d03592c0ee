"""Desks for tests: on disk, with the small course installed and a learner signed up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.clocks import FakeClock
from helpers.course_folders import KEY, copy_small_course
from helpers.packs import built_small_pack, small_pack
from ujuzi.authoring.builder import build_pack
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.people.people import Person

PIN = "2468"
COURSE = "market-sums"


@dataclass(frozen=True)
class Lab:
    """A desk that is in use."""

    desk: Desk
    clock: FakeClock
    ada: Person
    pack: str
    folder: Path

    @property
    def learner(self) -> LearnerId:
        """Whose desk it is."""
        return self.ada.learner

    def reopened(self) -> Lab:
        """Close the desk and open it again, as after a restart."""
        self.desk.close()
        desk = open_desk(self.folder / "data", self.clock)
        return Lab(desk, self.clock, self.ada, self.pack, self.folder)


def open_lab(folder: Path) -> Lab:
    """Open a desk in `folder`/data with Ada and the small course."""
    clock = FakeClock()
    desk = open_desk(folder / "data", clock)
    ada = desk.people.create(name="Ada", role="teacher", language="en", pin=PIN)
    desk.library.trust_key("Ujuzi tests", KEY.public)
    desk.library.install(built_small_pack(folder))
    pack = desk.library.courses(ada.learner)[0].pack
    return Lab(desk, clock, ada, pack, folder)


def edited_course(lab: Lab, name: str, edit: dict[str, str], key: PublisherKey = KEY) -> Path:
    """Build a pack of the small course with other words in its outline, and return its file."""
    folder = copy_small_course(lab.folder / name)
    yaml = folder / "course.yaml"
    text = yaml.read_text("utf-8")
    for old, new in edit.items():
        assert old in text
        text = text.replace(old, new)
    yaml.write_text(text, "utf-8")
    output = lab.folder / f"{name}.ujuzi"
    build_pack(folder, output, key)
    return output


def newer_course(lab: Lab, *edits: tuple[str, str]) -> str:
    """Install another version of the course, and return its pack."""
    file = lab.folder / "newer.ujuzi"
    file.write_bytes(small_pack(("version: 1", "version: 2"), *edits))
    lab.desk.library.install(file)
    return lab.desk.library.courses(lab.learner)[0].pack


def supervised(lab: Lab) -> Lab:
    """Let the assessment of the course be opened by a code, and return the lab on that version."""
    pack = newer_course(lab, ("wait_hours: 24", "supervised: true"))
    return Lab(lab.desk, lab.clock, lab.ada, pack, lab.folder)
