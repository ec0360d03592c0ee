"""A pass that broke a rule earns nothing until a person has decided; a certificate says no more
than what happened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from click.testing import CliRunner

from helpers.awards import Time, held, issuing_hub, link, offer
from helpers.certificates import ACHIEVEMENT
from helpers.earlier_release import earlier_clock, earlier_hub
from helpers.exams import ASSESSMENT, ATTEMPT, COURSE, answers
from helpers.facts import OfAssessment, Word
from helpers.hubs import NOW
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, add_sheet, code_for
from ujuzi.credentials import open_badge
from ujuzi.domain import integrity
from ujuzi.domain.achievement import Certificate
from ujuzi.domain.event import AssessmentBegun
from ujuzi.domain.integrity import Decision, SignalKind
from ujuzi.domain.sitting import Answered
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.assessment import awards, key_sheets, sittings
from ujuzi.hub.commands.assessment import SENTENCES
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import achievements
from ujuzi.hub.landing import decisions
from ujuzi.hub.store.migrate import migrate

HIGHER = "https://hub.example/achievements/higher"
SECOND, THIRD = "2" * 16, "3" * 16
HOUR = 3_600_000

Breach = tuple[SignalKind, dict[str, Any], Callable[[Room], None]]


def ten_hours(room: Room) -> None:
    room.sit(5, milliseconds=10 * HOUR)


def no_code(room: Room) -> None:
    room.sit(5)


def another_code(room: Room) -> None:
    room.sign_up(AWA, "Awa")
    room.sit(5, code=code_for(room.hub, AWA))


def third_of_two(room: Room) -> None:
    where: OfAssessment = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}
    for attempt in (SECOND, THIRD):
        room.tell(ADA, AssessmentBegun(**where, attempt=attempt))
    room.sit(5)


def strange_items(room: Room) -> None:
    room.tell(ADA)
    lots, _ = room.source(ADA, ATTEMPT)
    room.sit(5, given=(*answers(5, *lots), Answered("q99", ("c1",))))


def too_fast(room: Room) -> None:
    room.sit(5, pace=1, code=code_for(room.hub))


BREACHES: dict[str, Breach] = {
    "ten hours of 45 minutes": ("over-time", {"minutes": 45}, ten_hours),
    "supervised, without a code": ("code-unknown", {"supervised": True}, no_code),
    "supervised, by a colleague's code": ("code-unknown", {"supervised": True}, another_code),
    "a third attempt of two": ("attempts-beyond", {"attempts": 2}, third_of_two),
    "answers to what was not drawn": ("items-differ", {}, strange_items),
    "supervised, faster than one reads": ("impossible-speed", {"supervised": True}, too_fast),
}


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    return made


def rules(hub: Hub, **changed: Any) -> None:
    """Let the exam have other rules."""
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, **changed))


def decide(
    hub: Hub, decision: Decision, kind: str, attempt: str = ATTEMPT, now: int = NOW
) -> list[str]:
    with hub.database.writing() as connection:
        return awards.answer(
            connection,
            INSTITUTION,
            attempt,
            kind,
            decision,
            by="Dean",
            because="asked her",
            now=now,
        )


def certificates(room: Room) -> list[Certificate]:
    """Return what the credentials say that come down."""
    room.tell(ADA)
    return [open_badge.read(msgspec.json.decode(each.credential)) for each in held(room)]


def open_questions(hub: Hub) -> set[tuple[str, str, str]]:
    """Return attempt, kind and what it means for a certificate."""
    with hub.database.reading() as connection:
        return {
            (each.attempt, each.kind, each.holds) for each in sittings.questions(whole(connection))
        }


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_a_pass_that_broke_a_rule_waits_for_a_person_and_then_earns_at_once(
    hub: Hub, room: Room, breach: Breach
) -> None:
    kind, changed, sit = breach
    rules(hub, **changed)
    link(hub)

    sit(room)

    assert room.result().passed
    assert room.result().decision == "waits"
    assert certificates(room) == []
    assert open_questions(hub) == {(ATTEMPT, kind, "waits")}

    assert len(decide(hub, "stands", kind)) == 1
    assert len(certificates(room)) == 1
    assert room.result().decision == ""


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_a_void_attempt_never_earns_anything(hub: Hub, room: Room, breach: Breach) -> None:
    kind, changed, sit = breach
    rules(hub, **changed)
    link(hub)
    sit(room)

    assert decide(hub, "void", kind) == []
    with hub.database.writing() as connection:
        said: Word = {"by": "Dean", "because": "a good learner", "now": NOW}
        awards.decide(connection, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=True, **said)
        decisions.unlink(connection, INSTITUTION, ADA, NOW)
    link(hub)
    hub.grader.grade_again()
    awards.settle_all(hub.database, NOW)

    assert certificates(room) == []
    assert room.result().decision == "void"
    with pytest.raises(RefusedError, match="no open question"):
        decide(hub, "stands", kind)


def test_closing_with_a_reason_lets_the_attempt_stand(hub: Hub, room: Room) -> None:
    rules(hub, minutes=45)
    link(hub)
    ten_hours(room)
    with hub.database.writing() as connection:
        sittings.close_question(connection, INSTITUTION, ATTEMPT, "over-time", "a power cut", NOW)
        awards.settle(connection, INSTITUTION, ADA, NOW)

    assert len(certificates(room)) == 1


def test_a_pass_waits_for_every_question_that_is_open(hub: Hub, room: Room) -> None:
    rules(hub, minutes=45, supervised=True)
    link(hub)
    ten_hours(room)

    assert decide(hub, "stands", "over-time") == []
    assert decide(hub, "void", "code-unknown") == []
    assert certificates(room) == []


@pytest.mark.parametrize("order", ["linked before", "linked after"])
def test_neither_linking_nor_an_award_decided_goes_around_the_question(
    hub: Hub, room: Room, order: str
) -> None:
    rules(hub, minutes=45)
    with hub.database.writing() as connection:
        achievements.add(connection, offer("decision"))
    if order == "linked before":
        link(hub)
    ten_hours(room)
    if order == "linked after":
        link(hub)

    with hub.database.writing() as connection:
        said: Word = {"by": "Dean", "because": "a good learner", "now": NOW}
        awards.decide(connection, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=True, **said)
    hub.grader.grade_again()

    assert certificates(room) == []
    decide(hub, "stands", "over-time")
    if order == "linked after":
        decide(hub, "stands", "ticket-missing")
    assert len(certificates(room)) == 1


def test_another_pass_that_broke_no_rule_earns_while_the_first_waits(hub: Hub, room: Room) -> None:
    rules(hub, minutes=45)
    link(hub)
    ten_hours(room)

    room.sit(5, attempt=SECOND)

    assert len(certificates(room)) == 1
    assert decide(hub, "void", "over-time") == []


class TestSupervision:
    """What a certificate says of it."""

    def test_a_sitting_opened_by_a_code_of_hers_was_supervised(self, hub: Hub, room: Room) -> None:
        rules(hub, supervised=True)
        link(hub)

        room.sit(5, code=code_for(hub))

        (certificate,) = certificates(room)
        assert certificate.achievement == ACHIEVEMENT
        assert certificate.achievement.supervision == "identified-on-site"

    @pytest.mark.parametrize("supervised", [True, False])
    def test_nobodys_decision_makes_it_so(self, hub: Hub, room: Room, supervised: bool) -> None:
        rules(hub, supervised=supervised)
        with hub.database.writing() as connection:
            achievements.add(connection, offer("decision"))
        link(hub)
        no_code(room)
        if supervised:
            decide(hub, "stands", "code-unknown")
        with hub.database.writing() as connection:
            said: Word = {"by": "Dean", "because": "I saw her", "now": NOW}
            awards.decide(connection, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=True, **said)

        (certificate,) = certificates(room)
        assert certificate.achievement.supervision == "unsupervised"
        with hub.database.writing() as connection:
            awards.renew(connection, certificate.id, "Another name.", NOW)
        assert {each.achievement.supervision for each in certificates(room)} == {"unsupervised"}

    def test_where_it_is_required_nothing_else_is_issued(self, hub: Hub, room: Room) -> None:
        rules(hub, supervised=True)
        needed = {"achievement": ACHIEVEMENT.id, "supervision": "required"}
        with hub.database.writing() as connection:
            achievements.add(connection, offer(rule=needed))
        link(hub)
        no_code(room)

        assert decide(hub, "stands", "code-unknown") == []
        room.sit(5, attempt=SECOND, code=code_for(hub))

        (certificate,) = certificates(room)
        assert certificate.achievement.supervision == "identified-on-site"

    def test_two_sittings_by_one_code_both_wait(self, hub: Hub, room: Room) -> None:
        rules(hub, supervised=True)
        link(hub)
        room.sign_up(AWA, "Awa")
        link(hub, AWA, "P2")
        code = code_for(hub)
        room.sit(2, code=code)

        room.sit(5, attempt=SECOND, code=code)
        room.sit(5, learner=AWA, attempt=THIRD, code=code)

        assert certificates(room) == []
        assert open_questions(hub) == {
            (ATTEMPT, "code-used-twice", "waits"),
            (SECOND, "code-used-twice", "waits"),
            (THIRD, "code-unknown", "waits"),
        }

    def test_what_is_built_on_others_claims_what_holds_of_all(self, hub: Hub, room: Room) -> None:
        with hub.database.writing() as connection:
            achievements.add(connection, higher())
        link(hub)

        no_code(room)

        said = {each.achievement.id: each.achievement.supervision for each in certificates(room)}
        assert said == {ACHIEVEMENT.id: "unsupervised", HIGHER: "unsupervised"}


def higher() -> bytes:
    """Return the file of an achievement that is built on the other one."""
    stated = msgspec.structs.replace(ACHIEVEMENT, id=HIGHER, name="Higher")
    rule = {"achievement": HIGHER, "requires": [{"of": [ACHIEVEMENT.id]}]}
    return offer(achievement=stated, rule=rule, course="", assessment="")


class TestIssuedBefore:
    """A rule is seen to be broken when the credential is there already."""

    @pytest.fixture
    def room(self, hub: Hub, room: Room) -> Room:
        """A computer with a credential, and the attempts before it, heard of later."""
        rules(hub, attempts=1)
        link(hub)
        room.sit(5)
        other = Room(hub, device="e0e1e2e3e4e5e6e7")
        early: OfAssessment = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}
        other.tell(ADA, AssessmentBegun(**early, attempt=SECOND))
        other.sit(1, attempt=THIRD)
        return room

    def test_it_is_listed_and_not_revoked(self, hub: Hub, room: Room) -> None:
        assert (ATTEMPT, "attempts-beyond", "issued") in open_questions(hub)
        with hub.database.reading() as connection:
            assert [each.revoked_because for each in awards.issued(whole(connection))] == [""]

    def test_nothing_is_built_on_it_nor_issued_anew_until_somebody_decides(
        self, hub: Hub, room: Room
    ) -> None:
        with hub.database.writing() as connection:
            achievements.add(connection, higher())
            assert awards.settle(connection, INSTITUTION, ADA, NOW) == []
            (known,) = awards.issued(whole(connection))
        with pytest.raises(RefusedError), hub.database.writing() as connection:
            awards.renew(connection, known.id, "Another name.", NOW)

        decide(hub, "stands", "attempts-beyond")

        assert len(certificates(room)) == 2
        with hub.database.writing() as connection:
            awards.renew(connection, known.id, "Another name.", NOW)

    def test_a_void_attempt_leaves_the_credential_to_a_person(self, hub: Hub, room: Room) -> None:
        decide(hub, "void", "attempts-beyond")

        (known,) = certificates(room)
        with hub.database.writing() as connection:
            awards.revoke(connection, known.id, "Too many attempts.", NOW)
        awards.settle_all(hub.database, NOW)
        assert len(certificates(room)) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_an_earlier_release_certified_is_a_question_and_holds(
    kind: str, tmp_path: Path
) -> None:
    database = earlier_hub(kind, tmp_path)
    migrate(database)
    made = Hub(database, earlier_clock().now)
    with database.writing() as connection:
        before = awards.issued(whole(connection))
        key_sheets.complete(connection, made.identity)
    assert made.grader.grade_again().failed == 0
    (asked,) = [each for each in open_questions(made) if each[1] == "over-time"]
    assert asked[2] == "issued"

    with database.reading() as connection:
        assert awards.issued(whole(connection)) == before
        (rules,) = key_sheets.rules(connection, "market-sums", "market-final").values()
    assert rules.minutes
    decide(made, "stands", "over-time", asked[0], made.now())
    with database.reading() as connection:
        assert awards.issued(whole(connection)) == before
    database.close()


def test_whoever_decides_sees_why_and_her_name_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "")
    hub = issuing_hub("sqlite", tmp_path, Time())
    rules(hub, minutes=45, supervised=True)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    ten_hours(room)

    def run(*words: str, status: int = 0) -> str:
        database = f"sqlite:///{tmp_path}/hub.sqlite3"
        done = CliRunner().invoke(main, ["--database", database, "assessment", *words])
        assert done.exit_code == status, done.output
        return done.output

    where, said = (INSTITUTION, ATTEMPT), ("--by", "Dean", "--because", "a power cut")
    assert [line.split("\t")[-1] for line in run("signals").splitlines()] == ["waits", "waits"]
    shown = run("question", *where)
    assert "result\t5 of 5 right\tpassed\ncertificate\twaits for a decision\n" in shown
    assert "over-time\topen for 600 minutes of 45 that are allowed\t\n" in shown
    run("question", INSTITUTION, "nobody", status=1)
    assert "0 credentials issued." in run("decide", *where, "over-time", "stands", *said)
    assert "stands, Dean, a power cut\n" in run("question", *where)
    closed = run("signal-close", *where, "code-unknown", "--because", "I was there")
    assert closed.endswith("is closed.\n1 credentials issued.\n")
    assert "certificate\turn:uuid:" in run("question", *where)
    assert run("signals") == ""
    hub.database.close()


def test_there_is_a_sentence_for_every_kind_and_those_that_hold_are_kinds() -> None:
    kinds = set(get_args(SignalKind))
    assert SENTENCES.keys() == kinds
    assert integrity.holding(supervised=False) < integrity.holding(supervised=True) < kinds
    assert "impossible-speed" in integrity.holding(supervised=True)
