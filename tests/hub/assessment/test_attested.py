"""What a credential attests: the competencies that were reached, each with its result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from helpers.awards import Time, held, issuing_hub, link, offer
from helpers.certificates import ACHIEVEMENT
from helpers.exams import ASSESSMENT, ATTEMPT, BANK, chosen
from helpers.hubs import NOW
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, Room, add_sheet
from ujuzi.credentials import open_badge
from ujuzi.domain.achievement import Achievement, Alignment, Certificate
from ujuzi.domain.sitting import Answered
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import achievements
from ujuzi.wire.documents import Result

SCHEMA = Path(__file__).parents[2] / "assets" / "credentials" / "open-badges-3.0.schema.json"
HIGHER = "https://hub.example/achievements/higher"
FIRST, SECOND = "https://f.example/skills#0", "https://f.example/skills#1"


def aligned(**facts: Any) -> Achievement:
    """Return an achievement that is aligned to both competencies of the exam."""
    alignments = tuple(
        Alignment(iri=iri, name=f"Skill {iri[-1]}", framework="F") for iri in (FIRST, SECOND)
    )
    return msgspec.structs.replace(ACHIEVEMENT, alignments=alignments, **facts)


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    made = issuing_hub(request.param, tmp_path, Time())
    with made.database.writing() as connection:
        achievements.add(connection, offer(achievement=aligned()))
    yield made
    made.database.close()


@pytest.fixture
def room(hub: Hub) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    return made


def sit_nothing_of_the_first(room: Room) -> Result:
    """Sit with everything right but what is of the first competency."""
    room.tell(ADA)
    lots, _ = room.source(ADA, ATTEMPT)
    drawn = BANK.drawn(ASSESSMENT.blueprint, *lots)
    given = tuple(
        Answered(item.id, chosen(item, "Answer 1" if item.competency == "f:0" else "Answer 0"))
        for item in drawn
    )
    return room.sit(0, given=given)


def certificates(room: Room) -> list[Certificate]:
    return [open_badge.read(msgspec.json.decode(each.credential)) for each in held(room)]


def test_a_credential_attests_what_was_reached_with_its_result(hub: Hub, room: Room) -> None:
    told = sit_nothing_of_the_first(room)

    assert (told.passed, told.reached, told.minimums) == (True, ("f:1",), {})
    (certificate,) = certificates(room)
    assert [each.iri for each in certificate.achievement.alignments] == [SECOND]
    (score,) = certificate.competencies
    assert (score.alignment, score.reached, score.possible, score.needed) == (SECOND, 3, 3, 2)
    (credential,) = held(room)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
        json.loads(bytes(credential.credential))
    )


def test_who_misses_a_minimum_passes_nothing_and_is_told_which(hub: Hub, room: Room) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, minimum=50))

    told = sit_nothing_of_the_first(room)

    assert not told.passed
    assert (told.reached, told.minimums) == (("f:1",), {"f:0": 50, "f:1": 50})
    assert certificates(room) == []


def test_the_assessment_says_which_competency_an_alignment_means(hub: Hub, room: Room) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, attests={FIRST: "f:1", SECOND: "f:0"}))

    sit_nothing_of_the_first(room)

    (certificate,) = certificates(room)
    assert [each.iri for each in certificate.achievement.alignments] == [FIRST]


def test_what_is_built_on_it_attests_no_more(hub: Hub, room: Room) -> None:
    rule = {"achievement": HIGHER, "requires": [{"of": [ACHIEVEMENT.id]}]}
    stated = aligned(id=HIGHER)
    own = Alignment(iri="https://f.example/skills#higher", name="Higher", framework="F")
    stated = msgspec.structs.replace(stated, alignments=(*stated.alignments, own))
    with hub.database.writing() as connection:
        achievements.add(connection, offer(achievement=stated, rule=rule, course="", assessment=""))

    sit_nothing_of_the_first(room)

    by_id = {each.achievement.id: each.achievement.alignments for each in certificates(room)}
    assert [each.iri for each in by_id[HIGHER]] == [SECOND, own.iri]


def test_what_is_issued_anew_attests_what_was_reached(hub: Hub, room: Room) -> None:
    sit_nothing_of_the_first(room)
    (certificate,) = certificates(room)
    with hub.database.writing() as connection:
        awards.renew(connection, certificate.id, "Another name.", NOW)
        assert len(awards.issued(whole(connection))) == 2
    room.tell(ADA)

    assert {len(each.achievement.alignments) for each in certificates(room)} == {1}
