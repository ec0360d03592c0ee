"""A campus of 5,000 people in two courses of 20 activities each, as its states lie in the store."""

from __future__ import annotations

from random import Random

import msgspec

from ujuzi.domain.activity import ActivityState, Score
from ujuzi.domain.event import Stamp
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import ReportedCourse
from ujuzi.store.database import Database

PEOPLE, COURSES, ACTIVITIES = 5_000, 2, 20
DAY = 24 * 3_600_000
GIVEN = ("Adama", "Amina", "Chidi", "Fatou", "Grace", "Hiwot", "Ibrahim", "Joseph", "Kofi", "Lulu")
FAMILY = ("Abebe", "Banda", "Diallo", "Juma", "Kone", "Mwangi", "Okafor", "Ouédraogo", "Traoré")


def outlined() -> list[ReportedCourse]:
    """Return the courses as their packs would tell of them."""
    ids = tuple(f"activity-{each}" for each in range(ACTIVITIES))
    return [
        ReportedCourse(f"course-{place}", f"Course {place}", ids, {each: each for each in ids})
        for place in range(COURSES)
    ]


def fill(db: Database, now: int) -> None:
    """Write everybody's states, as folds of what they did would be."""
    chance = Random(23)
    encode = msgspec.json.encode
    profiles, courses, activities = [], [], []
    for number in range(PEOPLE):
        learner = f"{number:032x}"
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {number}"
        stamp = Stamp(number + 1, "d0d1d2d3d4d5d6d7")
        profiles.append((learner, encode(ProfileState(name=Field(name, stamp)))))
        for place in range(COURSES):
            course, begun = f"course-{place}", now - chance.randrange(120) * DAY
            done = chance.randrange(ACTIVITIES + 1)
            ids = [f"activity-{each}" for each in range(ACTIVITIES)]
            state = CourseState(
                enrolled_at=begun,
                completed=tuple(sorted(ids[:done])),
                last_activity=ids[min(done, ACTIVITIES - 1)],
                last_stamp=stamp,
                last_at=min(now, begun + chance.randrange(30) * DAY),
            )
            courses.append((learner, course, encode(state)))
            for each, activity in enumerate(ids):
                score = Score(chance.randrange(11), 10, stamp) if each % 4 == 3 else None
                known = ActivityState(
                    opened_at=begun,
                    completed_at=begun + each * DAY if each < done else None,
                    position=1.0,
                    position_stamp=stamp,
                    seconds={"d0d1d2d3d4d5d6d7": 300},
                    best=score,
                    latest=score,
                )
                activities.append((learner, course, activity, encode(known)))
    with db.atomic():
        db.executemany("INSERT INTO profiles VALUES (?, ?)", profiles)
        db.executemany("INSERT INTO course_states VALUES (?, ?, ?)", courses)
        db.executemany("INSERT INTO activity_states VALUES (?, ?, ?, ?)", activities)
