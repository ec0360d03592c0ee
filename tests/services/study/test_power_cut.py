"""`kill -9` at a random moment while answering: nothing that was acknowledged is lost.

A real process answers through the services and says each answer only after it was recorded, as a
page does. It is killed many times over one database, which is never reset.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from helpers.desks import open_lab
from helpers.power_cuts import power_cuts
from ujuzi.domain.event import QuizAnswered
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log

KILLS = int(os.environ.get("UJUZI_KILLS", "50"))
LATEST_KILL = 0.06
"""Seconds after the first acknowledged answer of a run."""

ANSWER = """
from pathlib import Path
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import open_desk
from ujuzi.packs.lesson import highlight, sanitiser  # once, not in each process that answers

def work(number, say, folder, learner, pack):
    desk = open_desk(Path(folder))
    attempt = desk.practice.begin(LearnerId(learner), pack, "words-quiz")
    while True:
        number += 1
        desk.practice.answer(LearnerId(learner), attempt, "town", (str(number),))
        say(number)
"""


def test_every_acknowledged_answer_survives_power_cuts(tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    learner, pack, data = lab.learner, lab.pack, tmp_path / "data"
    lab.desk.close()
    chance = random.Random(17)
    acknowledged = [0]

    with power_cuts(ANSWER, data, learner, pack) as cut:
        for _ in range(KILLS):
            said = cut(acknowledged[-1], 1, chance.uniform(0, LATEST_KILL))
            acknowledged += map(int, said)

    with open_desk(data) as desk:
        kept = {
            int(event.body.response[0])
            for event in event_log.replay(desk._db, learner)
            if isinstance(event.body, QuizAnswered)
        }
        assert len(acknowledged) > KILLS
        assert set(acknowledged[1:]) <= kept
        assert desk._db.integrity_problems() == []
        assert desk.computer.rebuild().different == ()
        attempt = desk.practice.begin(learner, pack, "words-quiz")
        assert int(attempt.answers["town"].response[0]) >= acknowledged[-1]
