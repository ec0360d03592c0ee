"""Who doubts a result is heard once, by somebody else, and told; nobody else reads why."""

from __future__ import annotations

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from helpers.awards import Time, link
from helpers.exams import ATTEMPT, COURSE
from helpers.hubs import CAMPUS, Computer, address, rows_of
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import AppealMade
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import appeals, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.commands.cli import main
from ujuzi.hub.store.tables import appeals as table
from ujuzi.wire.documents import APPEAL, AppealDocument

WHY = "Question 3 has two right answers."


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    made.sit(2)
    return made


def appeal(text: str = WHY, attempt: str = ATTEMPT) -> AppealMade:
    return AppealMade(course=COURSE, assessment="exam", attempt=attempt, text=text)


def centre(hub: Hub, person: str = "") -> Access:
    return Access(hub.database, Actor(Role.CENTRE, "bf", person), hub.now)


def told(room: Room, attempt: str = ATTEMPT) -> AppealDocument:
    room.tell(ADA)
    return msgspec.json.decode(room.documents[APPEAL, attempt], type=AppealDocument)


def test_it_waits_with_its_attempt_and_she_is_told(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())

    assert told(room) == AppealDocument(learner=ADA, attempt=ATTEMPT, standing="waits")
    [kept] = appeals.listed(centre(hub))
    assert (kept.learner, kept.attempt, kept.reason, kept.outcome) == (ADA, ATTEMPT, WHY, "")


def test_the_centre_sees_questions_keys_and_answers_and_no_name(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())
    looked = appeals.about(centre(hub), INSTITUTION, ATTEMPT)

    assert looked.result is not None
    assert (looked.result.right, looked.result.items) == (2, 5)
    assert [each.mark for each in looked.items] == ["right"] * 2 + ["wrong"] * 3
    assert [each.response for each in looked.items] == [("a0",)] * 2 + [("a1",)] * 3
    assert "Ada" not in str(looked)


def test_who_appeals_twice_or_from_two_computers_is_heard_once(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal(), appeal("And question 4"))
    other = Room(hub, device="9" * 16)
    other.tell(ADA, appeal("Once more"))

    assert [each.reason for each in appeals.listed(centre(hub))] == [WHY]


def test_an_answer_is_given_once_and_comes_down_with_the_name_of_the_centre(
    hub: Hub, room: Room, time: Time
) -> None:
    room.tell(ADA, appeal())
    time.now += 1000
    said = {"words": "All is marked right.", "by": "Dean"}
    assert appeals.answer(centre(hub), INSTITUTION, ATTEMPT, upheld=False, **said) == "not-upheld"

    answered = told(room)
    assert (answered.standing, answered.outcome, answered.words) == (
        "answered",
        "not-upheld",
        "All is marked right.",
    )
    assert (answered.answered_at, answered.by) == (time.now, "Burkina Faso")
    with pytest.raises(RefusedError) as refused:
        appeals.answer(centre(hub), INSTITUTION, ATTEMPT, upheld=True, **said)
    assert refused.value.code == "appeal-answered"


def test_a_faulty_question_is_left_out_for_everybody_and_the_result_is_another(
    hub: Hub, room: Room
) -> None:
    room.tell(ADA, appeal())
    operator = Access(hub.database, now=hub.now)
    wrong = next(
        each.item.id
        for each in appeals.about(operator, INSTITUTION, ATTEMPT).items
        if each.mark == "wrong"
    )
    said = {"words": "Two answers are right.", "by": "Dean", "faulty": wrong}
    assert appeals.answer(operator, INSTITUTION, ATTEMPT, upheld=True, **said) == "changed"

    assert told(room).outcome == "changed"
    assert (room.result().right, room.result().items, room.result().revision) == (2, 4, 2)


def test_what_holds_for_everybody_is_not_changed_by_a_centre_alone(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())
    before = rows_of(hub.database)
    with pytest.raises(RefusedError) as refused:
        appeals.answer(
            centre(hub), INSTITUTION, ATTEMPT, upheld=True, words="Yes", by="Dean", faulty="q1"
        )
    assert refused.value.facts == {"act": "set-assessments"}
    assert rows_of(hub.database) == before


def test_nobody_answers_her_own(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())
    with pytest.raises(RefusedError) as refused:
        appeals.about(centre(hub, "P1"), INSTITUTION, ATTEMPT)
    assert refused.value.code == "not-allowed"


def test_a_seat_that_is_only_claimed_appeals_from_nothing(hub: Hub, room: Room) -> None:
    stranger = Room(hub, device="9" * 16)
    stranger.tell(ADA, appeal("Somebody else"))

    assert appeals.listed(centre(hub)) == []
    assert (APPEAL, ATTEMPT) not in stranger.documents


def test_an_attempt_of_another_shows_nothing_of_her(hub: Hub, room: Room) -> None:
    room.sign_up(AWA, "Awa")
    room.tell(AWA, appeal("Show me hers"))

    looked = appeals.about(centre(hub), INSTITUTION, ATTEMPT)
    assert (looked.items, looked.appeal.learner) == ((), AWA)
    assert "another's" in looked.problem
    room.tell(ADA, appeal())
    assert appeals.about(centre(hub), INSTITUTION, ATTEMPT).appeal.learner == ADA


def test_a_text_that_hides_something_is_kept_so_that_it_is_seen(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal("a\u202eb" + "x" * 9000))
    [kept] = appeals.listed(centre(hub))
    assert kept.reason.startswith("a\\u202eb")
    assert len(kept.reason) == 500


def test_who_is_erased_has_appealed_from_nothing(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())
    operator = Access(hub.database, now=hub.now)
    people.erase(operator, INSTITUTION, "P1", keeps_certificates=False)

    assert WHY not in str(rows_of(hub.database))
    with hub.database.reading() as connection:
        assert connection.execute(select(table)).all() == []
    room.tell(AWA)
    assert (APPEAL, ATTEMPT) not in room.documents


def test_another_campus_and_another_centre_hear_nothing_of_it(hub: Hub, room: Room) -> None:
    room.tell(ADA, appeal())
    other = Computer(hub, CAMPUS, device="8" * 16)
    assert APPEAL not in {each.kind for each in other.exchange().documents}
    with pytest.raises(RefusedError):
        appeals.listed(Access(hub.database, Actor(Role.ADMINISTRATOR, INSTITUTION), hub.now))


def test_the_commands_list_show_and_answer(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.tell(ADA, appeal())
    monkeypatch.setenv(DATABASE_VARIABLE, address(hub.database))
    run = CliRunner().invoke

    listed = run(main, ["appeals", "list"])
    assert listed.output.split("\t")[:3] == [INSTITUTION, ATTEMPT, f"{COURSE}/exam"]
    shown = run(main, ["appeals", "show", INSTITUTION, ATTEMPT]).output
    assert WHY in shown
    assert "answered\tAnswer 1 of" in shown
    answered = run(
        main,
        ["appeals", "answer", INSTITUTION, ATTEMPT, "upheld", "--words", "Yes.", "--by", "Dean"],
    )
    assert "upheld; the result is as before" in answered.output
    assert "upheld" in run(main, ["appeals", "list"]).output
