"""The largest computer we promise to serve: 1,000,000 events, 112 courses of 40 activities.

Nine in ten activities are lessons: 4,032 of them.

Made once under build/bench and kept there. Courses are built and installed as any other; events
are inserted in bulk and folded in memory by the domain's own folds, so that the database is what
years of study would have left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from helpers.course_folders import KEY
from helpers.facts import AtActivity
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.course import ActivityKind
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    Body,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    QuizAnswered,
    QuizFinished,
    encode_body,
    kind_of,
)
from ujuzi.paths import DATABASE
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, projections
from ujuzi.store.catalogue import InstalledPack

BUILD = Path(__file__).resolve().parents[2] / "build" / "bench"
EVENTS = 1_000_000
COURSES = 112
ACTIVITIES = 40
LEARNERS = 8
QUIZ_EVERY = 10
WORDS_PER_LESSON = 450
START = 1_735_000_000_000
PIN = "2468"
WORDS = (
    "agency",
    "bias",
    "campus",
    "data",
    "ethics",
    "feedback",
    "gradient",
    "harvest",
    "insight",
    "judgement",
    "knowledge",
    "lesson",
    "model",
    "notebook",
    "oversight",
    "practice",
    "question",
    "reader",
    "sample",
    "teacher",
    "university",
    "village",
    "weather",
    "exam",
    "year",
    "zebra",
    "évaluation",
    "données",
    "école",
    "langue",
    "avenir",
)


def big_lab() -> Path:
    """Return the data directory, made on first use."""
    data = BUILD / "big-lab"
    made = data / "made"
    if not made.exists():
        shutil.rmtree(data, ignore_errors=True)
        with open_desk(data) as desk:
            _install_courses(desk)
            learners = [
                desk.people.create(name=f"Learner {n}", role="teacher", language="en", pin=PIN)
                for n in range(LEARNERS)
            ]
            _study(desk, [person.learner for person in learners])
        made.touch()
    return data


def database_of(data: Path) -> Path:
    """Return the database's file."""
    return data / DATABASE


def write_course(folder: Path, number: int, random: Random) -> None:
    """Write a course folder: lessons of about 3 kB, every tenth activity a quiz."""
    folder.mkdir(parents=True)
    activities = []
    for index in range(ACTIVITIES):
        name = f"a{index:02}"
        if index % QUIZ_EVERY == QUIZ_EVERY - 1:
            items = "".join(_item(f"{name}-{i}") for i in range(5))
            (folder / f"{name}.yaml").write_text(f"items:\n{items}")
            kind, file = "quiz", f"{name}.yaml"
        else:
            words = random.choices(WORDS, k=WORDS_PER_LESSON)
            (folder / f"{name}.md").write_text(f"## Part {index}\n\n{' '.join(words)}\n")
            kind, file = "lesson", f"{name}.md"
        activities.append(
            f"      - {{id: {name}, kind: {kind}, title: Activity {index}, file: {file}}}\n"
        )
    (folder / "course.yaml").write_text(
        f"id: course-{number:03}\ntitle: Course {number}\nlanguage: en\nkind: general\n"
        f"version: 1\npublisher: Bench\nsummary: One of many.\nmodules:\n"
        f"  - id: all\n    title: All\n    competencies: [unesco-ai-cft:{number % 5 + 1}.1]\n"
        f"    activities:\n{''.join(activities)}"
    )


def _item(name: str) -> str:
    return (
        f"  - id: {name}\n    type: choice\n    prompt: Which?\n    choices:\n"
        "      - {id: a, text: This, right: true, feedback: Yes.}\n"
        "      - {id: b, text: That, feedback: No.}\n"
    )


def _install_courses(desk: Desk) -> None:
    random = Random(2026)
    desk.library.trust_key("Bench", KEY.public)
    scratch = BUILD / "scratch"
    for number in range(COURSES):
        shutil.rmtree(scratch, ignore_errors=True)
        write_course(scratch / "course", number, random)
        build_pack(scratch / "course", scratch / "course.ujuzi", KEY)
        desk.library.install(scratch / "course.ujuzi")
    shutil.rmtree(scratch, ignore_errors=True)


def _study(desk: Desk, learners: list[LearnerId]) -> None:
    db = desk._db
    device = event_log.device_id(db)
    (first,) = db.row("SELECT max(sequence) FROM events") or (0,)
    packs = {pack.course: pack for pack in desk.library.installed()}
    quizzes = {
        (course, activity.id)
        for course, pack in packs.items()
        for activity in desk.library.outline(pack.pack).activities
        if activity.kind is ActivityKind.QUIZ
    }
    events = [
        Event(device, number, number, learner, Milliseconds(START + number * 60_000), body)
        for number, (learner, body) in enumerate(_bodies(learners, packs, quizzes), first + 1)
    ]
    with db.atomic():
        marks = ", ".join("?" * 9)
        db.executemany(
            f"INSERT INTO events ({event_log.COLUMNS}) VALUES ({marks})",
            (
                (
                    *event.origin,
                    event.lamport,
                    event.learner,
                    kind_of(event.body),
                    event.recorded_at,
                    encode_body(event.body),
                    None,
                    None,
                )
                for event in events
            ),
        )
        projections.rebuild(db, event_log.replay(db))


def _bodies(
    learners: list[LearnerId], packs: dict[str, InstalledPack], quizzes: set[tuple[str, str]]
) -> Iterator[tuple[LearnerId, Body]]:
    """Yield what they did: each sitting opens an activity, and leaves or completes it."""
    random = Random(7)
    courses = sorted(packs)
    made = 0
    for learner in learners:
        for course in courses:
            yield learner, Enrolled(course=course)
            made += 1
    while made < EVENTS:
        learner = random.choice(learners)
        course = random.choice(courses)
        activity = f"a{random.randrange(ACTIVITIES):02}"
        where: AtActivity = {"course": course, "activity": activity, "pack": packs[course].pack}
        sitting: list[Body] = [ActivityOpened(**where)]
        if (course, activity) in quizzes:
            attempt = f"{random.randrange(16):016x}"
            sitting += [
                QuizAnswered(
                    **where, attempt=attempt, item=f"{activity}-{i}", response=("a",), right=True
                )
                for i in range(5)
            ]
            sitting.append(QuizFinished(**where, attempt=attempt, right=5, items=5))
        if random.random() < 0.3:
            sitting.append(ActivityCompleted(**where))
        sitting.append(
            ActivityLeft(**where, position=round(random.random(), 2), seconds=made // 100)
        )
        for body in sitting:
            yield learner, body
        made += len(sitting)
