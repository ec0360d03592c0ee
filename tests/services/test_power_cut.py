"""`kill -9` at a random moment while answering: nothing that was acknowledged is lost.

A real process answers through the services and says each answer only after it was recorded, as a
page does. It is killed 200 times over one database, which is never reset.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

from helpers.desks import open_lab
from ujuzi.domain.event import QuizAnswered
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log

KILLS = 200
LATEST_KILL = 0.06
"""Seconds after the first acknowledged answer of a run."""

ANSWER = """
import sys
from pathlib import Path
from ujuzi.domain.event import LearnerId
from ujuzi.services.desk import open_desk
folder, learner, pack = Path(sys.argv[1]), LearnerId(sys.argv[2]), sys.argv[3]
number = int(sys.stdin.readline())
desk = open_desk(folder)
attempt = desk.practice.begin(learner, pack, "words-quiz")
while True:
    number += 1
    desk.practice.answer(learner, attempt, "town", (str(number),))
    print(number, flush=True)
"""


def test_every_acknowledged_answer_survives_two_hundred_power_cuts(tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    learner, pack, data = lab.learner, lab.pack, tmp_path / "data"
    lab.desk.close()
    chance = random.Random(17)
    acknowledged = [0]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", ANSWER, str(data), learner, pack],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    following = start()
    for _ in range(KILLS):
        process, following = following, start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{acknowledged[-1]}\n")
        process.stdin.flush()
        acknowledged.append(int(process.stdout.readline()))
        killer = threading.Timer(chance.uniform(0, LATEST_KILL), process.kill)
        killer.start()
        acknowledged += [int(line) for line in process.stdout if line.endswith("\n")]
        killer.join()
        process.communicate()

    following.kill()
    following.communicate()
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
