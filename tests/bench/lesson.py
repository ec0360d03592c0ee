"""`first-lesson`: from a click on a course's page to a lesson that can be read.

first-lesson          the first of a run, beside one that follows: both opened from another page
first-lesson-blank    frames without anything on them, from click to content
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from bench.window import WARM

RUNS = 5
LATER = 4
READS_LEARN = 1_500
"""Milliseconds that somebody looks at her courses before she opens one."""


def first_lesson() -> Iterator[Figure]:
    """Yield milliseconds from click to content, of the first lesson and of later ones."""
    first, later, blank = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS):
            if not number:
                _run(folder, "make")  # the authoring half is loaded in no window that is measured
            found = json.loads(_run(folder, "play"))
            first.append(found["first"])
            later += found["later"]
            blank += found["blank"]
    yield Figure("first-lesson", statistics.median(first), "ms", statistics.median(later))
    yield Figure("first-lesson-blank", blank, "frames")


FIGURES = {"first-lesson": first_lesson}


def _run(*what: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.lesson", *what],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **WARM},
    )
    return done.stdout


def _play(folder: Path) -> None:
    """Open lessons as somebody does who has just signed in, and report what each took."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from helpers.desks import PIN
    from helpers.frames import Frames
    from journeys.desktop import Desktop
    from journeys.study import COURSES
    from ujuzi.ui.read.reader import ReaderPage
    from ujuzi.ui.shell.destinations import ToLearn, ToReader

    pack = (folder / "pack").read_text()
    lessons = [path.stem for path in sorted((COURSES / "en").rglob("*.md"))][: 1 + LATER]
    teacher = Desktop(folder, folder / "data")
    frames = Frames(teacher.window, teacher.window._stack)
    teacher.sign_in("Ada", PIN)
    QTest.qWait(READS_LEARN)
    took = []
    for lesson in lessons:
        started = time.perf_counter()
        teacher.window.go(ToReader(pack, lesson))
        page = teacher.at(ReaderPage)
        before = frames.seen
        while page._opened is None or page._opened.activity.id != lesson or frames.seen == before:
            QApplication.processEvents()
        took.append((time.perf_counter() - started) * 1000)
        teacher.settle()
        teacher.window.go(ToLearn())
        teacher.settle()
    print(json.dumps({"first": took[0], "later": took[1:], "blank": len(frames.blank)}))
    teacher.leave()


def _make_lab(folder: Path) -> None:
    """Put Ada and the sample course on a computer."""
    from helpers.course_folders import KEY
    from helpers.desks import PIN
    from journeys.study import COURSES
    from ujuzi.authoring.builder import build_pack
    from ujuzi.services.desk import open_desk

    build_pack(COURSES / "en", folder / "en.ujuzi", KEY)
    with open_desk(folder / "data") as desk:
        ada = desk.people.create(name="Ada", role="teacher", language="en", pin=PIN)
        desk.library.trust_key("Ujuzi tests", KEY.public)
        desk.library.install(folder / "en.ujuzi")
        pack = desk.library.courses(ada.learner)[0].pack
    (folder / "pack").write_text(pack)


if __name__ == "__main__":
    {"make": _make_lab, "play": _play}[sys.argv[2]](Path(sys.argv[1]))
