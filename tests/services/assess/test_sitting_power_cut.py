"""`kill -9` while answering and while handing in: nothing confirmed is lost, nothing is half done.

Real processes sit through the services, and say each answer only after it was recorded, as a page
does.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.desks import Lab, open_lab
from helpers.hub_process import environment
from helpers.power_cuts import power_cuts
from helpers.sittings import ASSESSMENT, may_sit, opened
from ujuzi.services.assess.offers import OfferState
from ujuzi.services.desk import open_desk

KILLS = int(os.environ.get("UJUZI_KILLS", "20"))
LATEST_KILL = 0.06
"""Seconds after the first confirmed answer of a run."""

ANSWER = """
from pathlib import Path
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import open_desk
from ujuzi.packs.lesson import highlight, sanitiser  # once, not in each process that answers

def work(number, say, folder, learner, pack):
    desk = open_desk(Path(folder))
    sitting = desk.assessments.begin(LearnerId(learner), pack, "market-final")
    say(sitting.attempt, sitting.item, *(item.id for item in sitting.items))
    while True:
        number += 1
        item = sitting.items[number % len(sitting.items)].id
        desk.assessments.answer(sitting, item, (str(number),))
        say(number, item)
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


def test_a_sitting_goes_on_at_its_item_with_every_confirmed_answer(tmp_path: Path) -> None:
    lab = registered(tmp_path)
    learner, pack, data = lab.learner, lab.pack, tmp_path / "data"
    lab.desk.close()
    chance = random.Random(4)
    attempts, confirmed, number, items = set(), dict[str, int](), 0, [""]

    with power_cuts(ANSWER, data, learner, pack) as cut:
        for _ in range(KILLS):
            begun, *said = cut(number, 2, chance.uniform(0, LATEST_KILL))
            attempt, place, *items = begun.split()
            assert not number or place in last_items(items, number)
            attempts.add(attempt)
            for line in said:
                number = int(line.split()[0])
                confirmed[line.split()[1]] = number

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

    command = [sys.executable, "-c", HAND_IN, str(data), lab.learner, sitting.attempt]
    process = subprocess.run([*command, module, name, when], check=False, env=environment())

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
