"""What the launcher says in windows of its own, for `make stick-check`."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from stick.windows import GCC, NEEDS, SOURCES
from stick.wine import Wine, until

if TYPE_CHECKING:
    from stick.check import Newcomer

NOTHING, CONFIRM, TRY_AGAIN = "0", "1", "4"
"""What is pressed."""
OLD_WINDOWS, ITS_BUILD = "win81", "9600"
SEEN = 2
"""Seconds until a window is drawn."""


def make_answering(wine: Wine) -> None:
    """Compile what answers the launcher."""
    source = SOURCES / "wine" / "answer.c"
    subprocess.run((GCC, "-s", "-o", wine.home / "answer.exe", source), check=True)


def asked(wine: Wine, button: str) -> str:
    """Wait for a window of the launcher, press a button, and return what it said."""
    return wine.run("wine", "z:\\check\\answer.exe", button)


def quarantined(person: Newcomer, program: str, taken: Path) -> None:
    """Take a file away, as a scanner does, and follow what the window says."""
    wine = person.wine
    taken.unlink()
    person.letter.unlink()
    started = wine.start(program)
    said = asked(wine, NOTHING)
    assert taken.name in said, said
    assert "virus scanner" in said, said
    time.sleep(SEEN)
    wine.picture(person.pictures / "quarantined.png")
    person.letter.symlink_to("/check/stick")
    asked(wine, TRY_AGAIN)
    said = asked(wine, CONFIRM)
    assert "put back" in said, said
    assert taken.exists()
    person.stands(started)


def fallen_back(person: Newcomer, program: str, root: Path, failed: str, before: str) -> None:
    """Let a version have failed twice: it is said, and the one before starts."""
    (root / "starting").write_text(f"{failed} 2\n")
    started = person.wine.start(program)
    said = asked(person.wine, NOTHING)
    time.sleep(SEEN)
    person.wine.picture(person.pictures / "fallen-back.png")
    asked(person.wine, CONFIRM)
    assert failed in said, said
    assert before in said, said
    assert (root / "current").read_text() == f"{before}\n"
    person.stands(started)


def too_old(person: Newcomer, program: str) -> None:
    """Start on a Windows that Qt does not take."""
    wine, version = person.wine, ("HKCU\\Software\\Wine", "/v", "Version")
    wine.run("wine", "reg", "add", *version, "/d", OLD_WINDOWS, "/f")
    started = wine.start(program)
    said = asked(wine, NOTHING)
    time.sleep(SEEN)
    wine.picture(person.pictures / "too-old.png")
    asked(wine, CONFIRM)
    assert ITS_BUILD in said, said
    assert str(NEEDS) in said, said
    until(lambda: started.poll() is not None, "nothing is started")
    wine.run("wine", "reg", "delete", *version, "/f")
