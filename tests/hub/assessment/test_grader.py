"""What is handed in is graded at the hub, again as often as one likes, and its result goes down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from helpers.awards import Time
from helpers.exams import ASSESSMENT, ATTEMPT, BANK, COURSE, answers
from helpers.hubs import NOW, new_database
from helpers.scopes import whole
from helpers.sitting_hubs import (
    ADA,
    AWA,
    INSTITUTION,
    Room,
    add_sheet,
    code_for,
    kept_results,
    link_to,
    sealed_sheet,
)
from helpers.stages import staged
from ujuzi.domain.event import AssessmentSubmitted
from ujuzi.domain.grading import Graded
from ujuzi.domain.item import GRADING
from ujuzi.domain.sitting import Answered
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.assessment import grader, key_sheets, sittings
from ujuzi.hub.commands.cli import main
from ujuzi.hub.store.tables import key_sheets as key_sheets_table
from ujuzi.hub.store.tables import sittings as sittings_table
from ujuzi.packs import key_sheet
from ujuzi.wire import seal
from ujuzi.wire.documents import ACCOMMODATION, RESULT, SITTING_CODE, TICKETS, SittingCode

SECOND = "0" * 15 + "1"


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link_to(hub, ADA)
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Hub, Room]]:
    """A hub that issues nothing, and Ada at a computer."""
    made = staged(request.param, tmp_path, Time(), scene)
    yield made
    made[0].database.close()


def questions(hub: Hub) -> set[tuple[str, str]]:
    """Return attempt and kind of every open question."""
    with hub.database.reading() as connection:
        return {(each.attempt, each.kind) for each in sittings.questions(whole(connection))}


def test_a_result_comes_back_in_the_exchange_that_handed_in(hub: Hub, room: Room) -> None:
    add_sheet(hub)

    result = room.sit(4)

    assert (result.state, result.right, result.items, result.passed) == ("graded", 4, 5, True)
    assert (result.learner, result.course, result.assessment) == (ADA, COURSE, "exam")
    assert (result.pass_mark, result.revision, result.graded_at) == (60, 1, NOW)
    assert sum(right for _, right, _ in result.competencies) == 4
    assert questions(hub) == set()


def test_grading_again_gives_the_same_bytes_and_tells_nobody_twice(hub: Hub, room: Room) -> None:
    add_sheet(hub)
    room.sit(3)
    before = kept_results(hub)

    assert Hub(hub.database, lambda: NOW + 1).grader.grade_again().graded == 1

    assert kept_results(hub) == before
    assert len(before) == 1
    assert room.computer.exchange().documents == ()


@pytest.mark.parametrize("grading", [1, GRADING])
def test_an_attempt_is_graded_by_the_rules_that_it_was_handed_in_under(
    hub: Hub, room: Room, grading: int
) -> None:
    add_sheet(hub)
    room.sit(3, grading=grading)

    hub.grader.grade_again()

    (kept,) = kept_results(hub)
    assert msgspec.json.decode(kept[2], type=Graded).version == grading


def test_an_attempt_whose_key_sheet_is_not_here_waits_for_it(hub: Hub, room: Room) -> None:
    assert room.sit(5).state == "waiting"
    assert hub.grader.grade_pending() == (0, {(COURSE, "en"): 1}, 0)
    assert room.computer.exchange().documents == ()

    add_sheet(hub)
    hub.grader.grade_pending()
    room.tell(ADA)

    assert (room.result().state, room.result().passed) == ("graded", True)


def test_what_cannot_be_opened_lands_is_told_and_stops_nothing(hub: Hub, room: Room) -> None:
    add_sheet(hub)
    where = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}
    room.tell(ADA, AssessmentSubmitted(**where, attempt=SECOND, sealed="bm90IHNlYWxlZA=="))

    assert room.result(SECOND).state == "unreadable"
    assert room.sit(5).state == "graded"
    with hub.database.reading() as connection:
        problem = connection.scalar(
            select(sittings_table.c.problem).where(sittings_table.c.attempt == SECOND)
        )
    assert problem == "envelope-malformed"


def test_nobody_is_graded_by_the_questions_of_another_assessment(hub: Hub, room: Room) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, id="easy"))

    assert room.sit(5).state == "unreadable"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"opened_by": "\x00"}, "unreadable"),
        ({"opened_by": "x" * 3000}, "unreadable"),
        ({"bank": "\x00" * 64}, "unreadable"),
        ({"course": "\x00"}, "unreadable"),
        ({"milliseconds": 2**63 - 1}, "graded"),
        ({"milliseconds": -1}, "graded"),
        ({"given": (Answered("\x00", ("\x00",), -1), Answered("q1", ("\x00",)))}, "graded"),
        ({"given": (Answered("q1", ()),) * 5000}, "graded"),
    ],
)
def test_whatever_was_sealed_has_a_state_that_the_learner_is_told(
    hub: Hub, room: Room, facts: dict[str, Any], state: str
) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, minutes=1))

    assert room.sit(5, **facts).state == state
    assert room.sit(5, attempt=SECOND).state == "graded"


def test_an_attempt_counts_once_whoever_tells_it_again(hub: Hub, room: Room) -> None:
    add_sheet(hub)
    first = room.sit(5)

    assert room.sit(0) == first
    assert room.sit(0, learner=AWA) == first


def test_a_failure_of_ours_leaves_the_attempt_for_the_next_time(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_sheet(hub)
    with monkeypatch.context() as broken:
        broken.setattr(grader, "grade", None)
        with pytest.raises(KeyError):
            room.sit(5)
    assert room.computer.landed > 0

    assert hub.grader.grade_pending() == (1, {}, 0)
    room.tell(ADA)
    assert room.result().passed


def test_withdrawing_an_item_grades_again_and_keeps_the_history(hub: Hub, room: Room) -> None:
    add_sheet(hub)
    assert room.sit(3).passed
    lots, _ = room.source(ADA, ATTEMPT, 1)
    first_right, last_wrong = (BANK.drawn(ASSESSMENT.blueprint, *lots)[n].id for n in (0, 4))

    assert hub.grader.withdraw(COURSE, "exam", last_wrong, "two right answers") == 1
    room.tell(ADA)
    assert (room.result().right, room.result().items, room.result().revision) == (3, 4, 2)

    hub.grader.withdraw(COURSE, "exam", first_right, "misprint")
    room.tell(ADA)
    assert (room.result().right, room.result().items, room.result().revision) == (2, 3, 3)
    assert [because for _, because, _ in kept_results(hub)] == [
        "handed-in",
        "item-withdrawn",
        "item-withdrawn",
    ]
    with pytest.raises(RefusedError) as error:
        hub.grader.withdraw(COURSE, "exam", "never-was", "")
    assert error.value.code == "item-unknown"


def test_results_go_to_the_computers_of_the_learner_alone(hub: Hub, room: Room) -> None:
    add_sheet(hub)
    elsewhere = Room(hub, device="e0e1e2e3e4e5e6e7")
    room.sit(4)

    elsewhere.tell(AWA)
    assert not {(RESULT, ATTEMPT), (TICKETS, ADA)} & elsewhere.documents.keys()
    assert ("profile", ADA) in elsewhere.documents

    elsewhere.sit(1, learner=ADA, attempt=SECOND)
    assert elsewhere.result().right == 4
    assert elsewhere.result(SECOND).right == 1


def test_what_looks_odd_is_a_question_and_changes_no_result(hub: Hub, room: Room) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, minutes=1, attempts=1))
    room.tell(ADA)
    lots, _ = room.source(ADA, ATTEMPT)
    given = (*answers(5, *lots, milliseconds=10), Answered("q99", ("c1",)))

    result = room.sit(5, given=given, milliseconds=200_000)
    second = room.sit(5, attempt=SECOND)

    assert result.passed
    assert second.passed
    assert questions(hub) == {
        (ATTEMPT, "impossible-speed"),
        (ATTEMPT, "over-time"),
        (ATTEMPT, "items-differ"),
        (SECOND, "attempts-beyond"),
    }
    with hub.database.writing() as connection:
        for attempt, kind in questions(hub):
            sittings.close_question(connection, INSTITUTION, attempt, kind, "asked her", NOW)
        with pytest.raises(RefusedError):
            sittings.close_question(connection, INSTITUTION, ATTEMPT, "over-time", "", NOW)
    hub.grader.grade_again()
    assert questions(hub) == set()


def test_a_supervised_sitting_is_asked_about_unless_its_code_opened_it(
    hub: Hub, room: Room
) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, supervised=True, minutes=10))
    code = code_for(hub, extra=50)
    room.tell(ADA)
    ((_, payload),) = [each for each in room.documents.items() if each[0][0] == SITTING_CODE]
    told = msgspec.json.decode(payload, type=SittingCode)
    assert (told.learner, told.assessment, told.extra) == (ADA, "exam", 50)

    room.sit(5, code=code, milliseconds=15 * 60_000)
    assert questions(hub) == set()
    room.sit(5, attempt=SECOND, code=code)
    room.sit(5, attempt="3" * 16)
    assert questions(hub) == {
        (ATTEMPT, "code-used-twice"),
        (SECOND, "code-used-twice"),
        ("3" * 16, "code-unknown"),
    }


def test_an_accommodation_gives_time_and_is_told_to_her_computers(hub: Hub, room: Room) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, minutes=10))
    with hub.database.writing() as connection:
        sittings.accommodate(connection, INSTITUTION, ADA, 25)
        with pytest.raises(RefusedError):
            sittings.accommodate(connection, INSTITUTION, ADA, 301)
    room.tell(ADA)
    assert msgspec.json.decode(room.documents[ACCOMMODATION, ADA]) == {"extra": 25}

    room.sit(5, milliseconds=12 * 60_000)
    assert questions(hub) == set()
    with hub.database.writing() as connection:
        sittings.accommodate(connection, INSTITUTION, ADA, 0)
    room.tell(ADA)
    assert (ACCOMMODATION, ADA) not in room.documents


def test_a_sheet_for_another_hub_or_of_something_else_is_refused(hub: Hub) -> None:
    _, other = seal.new_key()
    ours = hub.identity.sealing_public
    sheet = key_sheets.open_sheet(sealed_sheet(hub), hub.identity).sheet
    assert sheet.course == COURSE
    for envelope, code in (
        (seal.seal(b"", key_sheet.HEADER, (other,)), "envelope-not-ours"),
        (seal.seal(b"", b"something", (ours,)), "key-sheet-malformed"),
    ):
        with hub.database.writing() as connection, pytest.raises(RefusedError) as error:
            key_sheets.add(connection, envelope, hub.identity, NOW)
        assert error.value.code == code


@pytest.mark.parametrize("language", ["", "a line\nmore", "x" * 201])
def test_no_key_sheet_is_waited_for_in_a_language_that_is_none(
    hub: Hub, room: Room, language: str
) -> None:
    room.sit(4, bank="f" * 64, language=language)
    assert hub.grader.grade_again() == (0, {}, 1)


def test_the_commands_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "")
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link_to(hub)
    add_sheet(hub)
    room.tell(ADA)
    lots, _ = room.source(ADA, ATTEMPT)
    with hub.database.writing() as connection:
        connection.execute(key_sheets_table.delete())
    room.sit(4)
    database = ("--database", f"sqlite:///{tmp_path}/hub.sqlite3")
    asked = ("assessment", "code", INSTITUTION, ADA, "exam")
    refused = CliRunner().invoke(main, [*database, *asked])
    assert (refused.exit_code, "no key sheet of an assessment exam" in refused.stderr) == (1, True)
    room.sit(4, attempt=SECOND, bank="f" * 64, language="fr")
    sheet = tmp_path / "exam.keys"
    sheet.write_bytes(sealed_sheet(hub))

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, [*database, *words])
        assert done.exit_code == 0, done.output
        return done.output

    waits = f"1 waits for the key sheet of {COURSE}, fr\n"
    assert f"1 graded, {waits}" in run("assessment", "add", str(sheet))
    assert run("assessment", "grade") == f"0 graded, {waits}0 credentials issued.\n"
    assert f"1 graded, {waits}" in run("assessment", "grade", "--all")
    item = BANK.drawn(ASSESSMENT.blueprint, *lots)[0].id
    withdrawn = run("assessment", "withdraw", COURSE, "exam", item, "--because", "misprint")
    assert withdrawn == "1 attempts graded again.\n"
    assert len(run("assessment", "items", COURSE, "exam").splitlines()) == 4
    assert run("assessment", "signals") == ""
    assert len(run(*asked).strip()) == len("XXXX-XXXX-XXXX-XX")
    run("people", "accommodate", INSTITUTION, ADA, "30")
    room.tell(ADA)
    assert room.result().items == 4
    assert {kind for kind, _ in room.documents} >= {RESULT, ACCOMMODATION, SITTING_CODE}
    hub.database.close()
