"""`kill -9` while answering and while handing in: nothing confirmed is lost, nothing is half done.

Real processes sit through the services, and say each answer only after it was recorded, as a page
does.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from helpers.desks import Lab, open_lab
from helpers.sittings import ASSESSMENT, may_sit, opened
from ujuzi.services.assessment import OfferState
from ujuzi.services.desk import open_desk

KILLS = 20
LATEST_KILL = 0.06
"""Seconds after the first confirmed answer of a run."""

ANSWER = """
import sys
from pathlib import Path
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import open_desk
folder, learner, pack = Path(sys.argv[1]), LearnerId(sys.argv[2]), sys.argv[3]
number = int(sys.stdin.readline())
desk = open_desk(folder)
sitting = desk.assessments.begin(learner, pack, "market-final")
print(sitting.attempt, sitting.item, *(item.id for item in sitting.items), flush=True)
while True:
    number += 1
    item = sitting.items[number % len(sitting.items)].id
    desk.assessments.answer(sitting, item, (str(number),))
    print(number, item, flush=True)
"""

HAND_IN = """
import os, sys
from importlib import import_module
from pathlib import Path
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import open_desk
folder, learner, attempt = Path(sys.argv[1]), LearnerId(sys.argv[2]), sys.argv[3]
module, name, when = sys.argv[4:]
place = import_module(module)
if name == "leave_no_trace":
    place = place.Database
whole = getattr(place, name)

def cut(*arguments):
    if when == "after":
        whole(*arguments)
    os._exit(9)

desk = open_desk(folder)
setattr(place, name, cut)
desk.assessments.submit(learner, attempt)
"""
CUTS = {
    "before the event": ("ujuzi.store.event_log", "append", "before", OfferState.OPEN),
    "after the event": ("ujuzi.store.event_log", "append", "after", OfferState.OPEN),
    "before the commit": ("ujuzi.store.sittings", "forget", "after", OfferState.OPEN),
    "after the commit": ("ujuzi.store.database", "leave_no_trace", "before", OfferState.WAIT),
    "at the end": ("ujuzi.store.database", "leave_no_trace", "after", OfferState.WAIT),
}


def registered(folder: Path) -> Lab:
    lab = open_lab(folder)
    may_sit(lab.desk, lab.learner)
    return lab


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def killed(process: subprocess.Popen[str], after: float) -> list[str]:
    """Kill a process some time from now, and return the whole lines that it said until then."""
    assert process.stdout is not None
    killer = threading.Timer(after, process.kill)
    killer.start()
    said = [line.strip() for line in process.stdout if line.endswith("\n")]
    killer.join()
    process.communicate()
    return said


def test_a_sitting_goes_on_at_its_item_with_every_confirmed_answer(tmp_path: Path) -> None:
    lab = registered(tmp_path)
    learner, pack, data = lab.learner, lab.pack, tmp_path / "data"
    lab.desk.close()
    chance = random.Random(4)
    attempts, confirmed, number, items = set(), dict[str, int](), 0, [""]

    following = started(ANSWER, data, learner, pack)
    for _ in range(KILLS):
        process, following = following, started(ANSWER, data, learner, pack)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        attempt, place, *items = process.stdout.readline().split()
        assert not number or place in last_items(items, number)
        attempts.add(attempt)
        first = process.stdout.readline()
        for line in [first, *killed(process, chance.uniform(0, LATEST_KILL))]:
            number = int(line.split()[0])
            confirmed[line.split()[1]] = number
    following.kill()
    following.communicate()

    assert len(attempts) == 1
    with open_desk(data) as desk:
        sitting = desk.assessments.begin(learner, pack, ASSESSMENT)
        kept = {item: int(response[0]) for item, response in sitting.answers.items()}
        assert number > KILLS
        assert all(kept[item] >= confirmed[item] for item in confirmed)
        assert sitting.item in last_items(items, number)
        assert desk._db.integrity_problems() == []
        desk.assessments.submit(learner, sitting.attempt)
        handed_in = opened(desk, sitting.attempt)
        assert {each.item: int(each.response[0]) for each in handed_in.answers} == kept
        assert len(handed_in.gaps) == KILLS
        assert desk.computer.rebuild().different == ()


def last_items(items: list[str], number: int) -> set[str]:
    """Return the item last confirmed, and the next, which may be recorded and not confirmed."""
    return {items[number % len(items)], items[(number + 1) % len(items)]}


@pytest.mark.parametrize("cut", CUTS)
def test_an_attempt_is_open_whole_or_handed_in_whole(tmp_path: Path, cut: str) -> None:
    module, name, when, state = CUTS[cut]
    lab, data = registered(tmp_path), tmp_path / "data"
    sitting = lab.desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT)
    given = {item.id: (f"canary-{item.id}",) for item in sitting.items}
    for item, response in given.items():
        lab.desk.assessments.answer(sitting, item, response)
    lab.desk.close()

    process = started(HAND_IN, data, lab.learner, sitting.attempt, module, name, when)
    process.communicate()

    assert process.returncode == 9
    with open_desk(data) as desk:
        (offer,) = desk.assessments.offers(lab.learner)
        assert offer.state is state
        if state is OfferState.OPEN:
            resumed = desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT)
            assert resumed.answers == given
        else:
            handed_in = opened(desk, sitting.attempt)
            assert {each.item: each.response for each in handed_in.answers} == given
            files = [file for file in data.rglob("*") if file.is_file()]
            assert not any(b"canary-" in file.read_bytes() for file in files)
