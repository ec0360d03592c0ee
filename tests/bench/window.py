"""`window-ready`, `start-memory`, `open-page`, `gui-stall`: the real window over the big lab.

window-ready   from the start of a process to the sign-in page with its people, drawn; the floor
               is a bare PySide6 window with one label, started in the same run by turns
start-memory   resident memory then, of the one process there is
open-page      what the worker does for a page, the slowest page's median
gui-stall      gaps between two beats of a timer on the GUI thread while every page is opened;
               the first tour, with its imports, is told apart
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.big_lab import PIN, big_lab
from bench.figure import Figure, percentile
from ujuzi.ui.shell.place import Place

STARTS = 7
TOURS = 4
BEAT_MILLISECONDS = 5
COURSE, LESSON, QUIZ = "course-042", "a03", "a09"

WARM = {"PYTHONDONTWRITEBYTECODE": ""}
"""A warm start has its bytecode cached, whatever the environment of the benchmark says."""

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
app = QApplication([])
window = QWidget()
label = QLabel("Ujuzi", window)
window.resize(1024, 600)
window.show()
app.processEvents()
print("ready", flush=True)
"""


def window_ready() -> Iterator[Figure]:
    """Yield milliseconds to a window that can be used, and the memory it takes."""
    data = big_lab()
    ours, bare, memory = [], [], []
    _start("ready", str(data))
    for _ in range(STARTS):
        bare.append(_start(BARE)[0])
        took, said = _start("ready", str(data))
        ours.append(took)
        memory.append(json.loads(said)["megabytes"])
    yield Figure("window-ready", statistics.median(ours), "ms", statistics.median(bare))
    yield Figure("start-memory", statistics.median(memory), "MB")


def tour() -> Iterator[Figure]:
    """Yield what opening every page costs the worker and the GUI thread."""
    _, said = _start("tour", str(big_lab()))
    found = json.loads(said)
    slowest = max(found["worker"], key=lambda page: statistics.median(found["worker"][page]))
    yield Figure("open-page", statistics.median(found["worker"][slowest]), f"ms, {slowest}")
    yield Figure("gui-stall-first", max(found["first"]), "ms worst, first tour with imports")
    yield Figure("gui-stall", percentile(found["stalls"], 99), "ms p99")
    yield Figure("gui-stall-worst", max(found["stalls"]), "ms worst")


FIGURES = {
    "window-ready": window_ready,
    "start-memory": window_ready,
    "open-page": tour,
    "gui-stall": tour,
}


def _start(*what: str) -> tuple[float, str]:
    """Start a process; return milliseconds to its first line, and the line after "ready"."""
    script = what[0] == BARE
    module = "bench.start" if what[0] == "ready" else "bench.window"
    command = [sys.executable, "-c", BARE] if script else [sys.executable, "-m", module]
    started = time.perf_counter()
    process = subprocess.Popen(
        command if script else [*command, *what],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **WARM},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    took = (time.perf_counter() - started) * 1000
    rest = process.stdout.read()
    if process.wait():
        raise RuntimeError(f"{what[0][:10]} failed")
    return took, rest


def _tour(data: Path) -> None:
    """Sign in, open every page several times, and report what it cost."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from ujuzi.services.desk import Desk
    from ujuzi.services.people.people import Person
    from ujuzi.ui.application import Session, make_application
    from ujuzi.ui.places import PLACES
    from ujuzi.ui.shell import jobs
    from ujuzi.ui.shell.destinations import ToCourse, ToQuiz, ToReader

    worker: dict[str, list[float]] = defaultdict(list)
    spent: list[float] = []
    answer = jobs._answer

    def timed(asked: jobs._Asked, *desk: Desk) -> None:
        started = time.perf_counter()
        answer(asked, *desk)
        spent.append((time.perf_counter() - started) * 1000)

    jobs._answer = timed
    app = make_application()
    session = Session(app, data)
    session.start()

    def settle() -> None:
        done: list[object] = []
        session.jobs.ask(session.window, lambda _desk: None, done.append)
        loop = QEventLoop()
        poll = QTimer()
        poll.timeout.connect(lambda: loop.quit() if done else None)
        poll.start(5)
        loop.exec()

    def until(condition: Callable[[], bool]) -> None:
        while not condition():
            settle()

    until(lambda: session.window.page is not None)
    found: list[tuple[Person, dict[str, str]]] = []
    session.jobs.ask(
        session.window,
        lambda desk: (
            desk.people.sign_in(desk.people.all()[0].learner, PIN),
            {card.course: card.pack for card in desk.library.courses(desk.people.all()[0].learner)},
        ),
        found.append,
    )
    until(lambda: bool(found))
    person, packs = found[0]
    print("ready", flush=True)
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(max(0.0, (now - last) * 1000 - BEAT_MILLISECONDS))
        last = now

    heart = QTimer(timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(beat)
    heart.start(BEAT_MILLISECONDS)
    session.window.sign_in(person)
    first: list[float] = []
    places: Sequence[Place[Any]] = PLACES
    for number in range(TOURS):
        for to in (
            *(place.to() for place in places if place.label is not None),
            ToCourse(COURSE),
            ToReader(packs[COURSE], LESSON),
            ToQuiz(packs[COURSE], QUIZ),
        ):
            spent.clear()
            session.window.go(to)
            settle()
            settle()
            if number:
                worker[type(to).__name__].append(sum(spent))
        if number == 0:
            first = [*gaps]
            gaps.clear()
    heart.stop()
    session.close()
    print(json.dumps({"worker": worker, "first": first, "stalls": gaps}))


if __name__ == "__main__":
    _tour(Path(sys.argv[2]))
