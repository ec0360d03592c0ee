"""Limits that could be passed unnoticed: waits, breaks, other profiles, results told too well."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from helpers.awards import Time, held, link
from helpers.exams import ASSESSMENT, ATTEMPT, BANK_HASH, COURSE, answers, submission
from helpers.facts import OfAssessment, Word
from helpers.hubs import NOW, address
from helpers.scopes import whole
from helpers.seats import seat
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, add_sheet, code_for
from ujuzi.domain.event import (
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    ProfileChanged,
    ProfileCreated,
    ProfileUnlinked,
)
from ujuzi.domain.sitting import Uptime
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.assessment import awards, review, sittings
from ujuzi.hub.commands.cli import main
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import lines
from ujuzi.hub.steward import Steward
from ujuzi.wire import batch
from ujuzi.wire.documents import Result
from ujuzi.wire.handed_in import seal_submission

MINUTE, HOUR = 60_000, 3_600_000
DAY = 24 * HOUR
SECOND, THIRD = "2" * 16, "3" * 16
ELSEWHERE = "e0e1e2e3e4e5e6e7"
WHERE: OfAssessment = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}


class Watched(Room):
    """A computer whose clock a test sets, and which exchanges when the test says so."""

    def __init__(self, hub: Hub, **place: Any) -> None:
        super().__init__(hub, **place)
        self._made: list[Event] = []

    def record(self, at: int, body: Body, learner: str = ADA, origin: Origin | None = None) -> None:
        """Record an event at a time that this computer claims."""
        self._events += 1
        number, claimed = self._events, Milliseconds(NOW + at)
        device = DeviceId(self.computer.device)
        told = (device, number, number, LearnerId(learner), claimed, body)
        self._made.append(Event(*told, first_recorded_as=origin))

    def sits(
        self,
        at: int,
        attempt: str,
        right: int = 5,
        learner: str = ADA,
        lasting: int = 20 * MINUTE,
        *,
        number: int = 1,
        code: str = "",
        **facts: Any,
    ) -> None:
        """Sit a number of the ticket, or by a code, at a time that this computer claims.

        It is handed in 20 minutes later.
        """
        seat(self.hub, learner, self.computer.device)
        times = {"begun_at": NOW + at, "submitted_at": NOW + at + lasting}
        about = {"learner": learner, "attempt": attempt, "bank": BANK_HASH}
        lots, source = self.source(learner, attempt, number, code)
        ordinary = {**about, **times, **source, "milliseconds": 20 * MINUTE}
        given = submission(answers(right, *lots), **{**ordinary, **facts})
        sealed = seal_submission(given, self.hub.identity.sealing_public)
        self.begins(at, attempt, learner, number=number, code=code)
        done = AssessmentSubmitted(**WHERE, attempt=attempt, sealed=sealed)
        self.record(at + lasting, done, learner)

    def begins(
        self,
        at: int,
        attempt: str,
        learner: str = ADA,
        *,
        number: int = 1,
        code: str = "",
        **facts: Any,
    ) -> None:
        """Begin an attempt at a time that this computer claims."""
        _, source = self.source(learner, attempt, number, code)
        told = {name: each for name, each in source.items() if name != "device"}
        begun = AssessmentBegun(**WHERE, attempt=attempt)
        self.record(at, msgspec.structs.replace(begun, **{**told, **facts}), learner)

    def exchanges(self, time: Time, at: int, offset: int = 0) -> None:
        """Exchange at a true time, by a clock that is `offset` ahead."""
        time.now = NOW + at
        self.computer.clock = time.now + offset
        wires = []
        if self._made:
            cut = batch.cut(self._made, self._digest, self.computer.key)
            self._digest = cut.digest
            wires, self._made = [cut.wire], []
        self.hear(*self.computer.exchange(*wires).documents)


def scene(hub: Hub, time: Time) -> Watched:
    """Return a computer on which Ada has signed up a month ago."""
    time.now = NOW - 30 * DAY
    made = Watched(hub)
    made.record(-30 * DAY, ProfileCreated(name="Ada", role="teacher", language="en"))
    made.exchanges(time, -30 * DAY)
    time.now = made.computer.clock = NOW
    return made


def rules(hub: Hub, **changed: Any) -> None:
    add_sheet(hub, msgspec.structs.replace(ASSESSMENT, **changed))


def asked(hub: Hub) -> set[tuple[str, str]]:
    """Return attempt and kind of every open question."""
    with hub.database.reading() as connection:
        return {(each.attempt, each.kind) for each in sittings.questions(whole(connection))}


def decide(hub: Hub, attempt: str, kind: str) -> None:
    """Let an attempt stand."""
    with hub.database.writing() as connection:
        said: Word = {"by": "Dean", "because": "I was there", "now": hub.now()}
        awards.answer(connection, INSTITUTION, attempt, kind, "stands", **said)


def by_code(room: Watched, right: int, learner: str, attempt: str = ATTEMPT) -> Result:
    """Let somebody sign up and sit by a code of hers, and return what is told of it."""
    room.sign_up(learner, "Somebody")
    return room.sit(right, learner, attempt, code=code_for(room.hub, learner))


class TestWait:
    """24 hours between two attempts."""

    @pytest.fixture(autouse=True)
    def with_a_wait(self, hub: Hub, room: Watched) -> None:
        rules(hub, wait_hours=24)
        link(hub)
        room.tell(ADA)

    @pytest.mark.parametrize("offset", [0, -20 * 365 * DAY, 3 * DAY])
    def test_honest_attempts_of_monday_and_wednesday_arrive_together_on_friday(
        self, hub: Hub, room: Watched, time: Time, offset: int
    ) -> None:
        room.record(DAY + offset, ProfileChanged(name="Ada T."))
        room.exchanges(time, DAY, offset)
        room.sits(3 * DAY + offset, SECOND, right=1)
        room.sits(5 * DAY + offset, ATTEMPT, number=2)

        room.exchanges(time, 7 * DAY, offset)

        assert asked(hub) == set()
        assert len(held(room)) == 1

    @pytest.mark.parametrize("fixed", [2 * DAY, 4 * DAY, 6 * DAY])
    def test_so_do_those_of_a_clock_that_was_put_right_meanwhile(
        self, hub: Hub, room: Watched, time: Time, fixed: int
    ) -> None:
        behind = -20 * 365 * DAY

        def claims(at: int) -> int:
            return at + (behind if at < fixed else 0)

        room.record(claims(DAY), ProfileChanged(name="Ada T."))
        room.exchanges(time, DAY, behind)
        room.sits(claims(3 * DAY), SECOND, right=1)
        room.sits(claims(5 * DAY), ATTEMPT, number=2)
        room.exchanges(time, 7 * DAY)

        assert asked(hub) == set()
        assert len(held(room)) == 1

    def test_a_clock_that_is_set_back_by_two_hours_is_no_reason(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.sits(0, SECOND, right=1)
        room.record(DAY, ProfileChanged(name="Ada T."))
        room.record(DAY - 2 * HOUR, ProfileChanged(name="Ada"))
        room.sits(2 * DAY, ATTEMPT, number=2)
        room.exchanges(time, 4 * DAY)

        assert asked(hub) == set()

    def test_a_clock_moved_by_25_hours_and_back_is_asked_about(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.sits(0, SECOND, right=1)
        room.sits(25 * HOUR, ATTEMPT, number=2)
        room.exchanges(time, 2 * HOUR)

        assert asked(hub) == {(ATTEMPT, "too-soon")}
        assert room.result().decision == "waits"
        assert held(room) == []

        decide(hub, ATTEMPT, "too-soon")
        room.exchanges(time, 3 * HOUR)
        assert len(held(room)) == 1

    def test_a_clock_that_was_set_back_a_week_before_is_asked_about(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.sits(0, SECOND, right=1)
        room.sits(25 * HOUR, ATTEMPT, number=2)
        elsewhere: OfAssessment = {**WHERE, "course": "other"}
        room.record(3 * HOUR, AssessmentBegun(**elsewhere, attempt=THIRD))
        room.exchanges(time, 7 * DAY)

        assert asked(hub) == {(ATTEMPT, "too-soon")}

    @pytest.mark.parametrize("exchanged", [False, True])
    def test_so_is_one_that_was_set_back_for_the_first_attempt(
        self, hub: Hub, room: Watched, time: Time, exchanged: bool
    ) -> None:
        room.record(2 * DAY, ProfileChanged(name="Ada T."))
        if exchanged:
            room.exchanges(time, 2 * DAY)
        room.sits(DAY, SECOND, right=1)
        room.sits(2 * DAY + HOUR, ATTEMPT, number=2)
        room.exchanges(time, 7 * DAY)

        assert asked(hub) == {(ATTEMPT, "too-soon")}

    @pytest.mark.parametrize("exchanged", [False, True])
    def test_a_clock_left_ahead_is_asked_about(
        self, hub: Hub, room: Watched, time: Time, exchanged: bool
    ) -> None:
        room.sits(0, SECOND, right=1)
        if exchanged:
            room.exchanges(time, HOUR, 24 * HOUR)
        room.sits(25 * HOUR, ATTEMPT, number=2)
        room.exchanges(time, 2 * HOUR, 24 * HOUR)

        assert asked(hub) == {(ATTEMPT, "too-soon")}

    def test_the_machines_counter_tells_within_one_boot(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        boot = "b" * 16
        room.sits(0, SECOND, right=1, submitted_up=Uptime(boot, HOUR))
        room.sits(25 * HOUR, ATTEMPT, number=2, begun_up=Uptime(boot, 2 * HOUR))
        room.exchanges(time, 7 * DAY)
        room.sits(8 * DAY, THIRD, number=3, begun_up=Uptime("another", 0))
        room.exchanges(time, 9 * DAY)

        assert asked(hub) == {(ATTEMPT, "too-soon")}

    def test_two_computers_that_know_nothing_of_each_other_are_seen(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        other = Watched(hub, device=ELSEWHERE)
        other.documents.update(room.documents)
        other.sits(3 * HOUR, ATTEMPT, number=2)
        other.exchanges(time, 2 * DAY)
        assert asked(hub) == {(ATTEMPT, "ticket-skipped")}
        room.sits(0, SECOND, right=1)
        room.exchanges(time, 2 * DAY)

        assert asked(hub) == {(ATTEMPT, "too-soon")}
        with hub.database.reading() as connection:
            assert awards.issued(whole(connection)) == []

    def test_what_a_new_identity_tells_anew_does_not_run_backwards(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.sits(0, SECOND, right=1)
        room.exchanges(time, HOUR)
        room.record(26 * HOUR, ProfileChanged(name="Ada T."))
        old = Origin(DeviceId(ELSEWHERE), 7)
        room.record(-30 * DAY, ProfileChanged(role="leader"), origin=old)
        room.sits(27 * HOUR, ATTEMPT, number=2)
        room.exchanges(time, 3 * DAY)

        assert asked(hub) == set()

    def test_what_was_begun_and_proves_nothing_shortens_no_wait(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.begins(0, SECOND, mac="A" * 22)
        room.sits(HOUR, ATTEMPT)
        room.exchanges(time, 2 * HOUR)
        assert asked(hub) == set()

        room.begins(3 * HOUR, SECOND, number=2)
        room.sits(4 * HOUR, THIRD, number=3)
        room.exchanges(time, 5 * HOUR)
        assert (THIRD, "too-soon") in asked(hub)


class TestBreaks:
    """A sitting that was closed in between."""

    @pytest.mark.parametrize(
        ("facts", "kinds"),
        [
            ({"gaps": ((NOW, NOW + 29 * MINUTE),), "lasting": 49 * MINUTE}, set()),
            ({"gaps": ((NOW, NOW + 3 * DAY),), "lasting": 3 * DAY + HOUR}, {"long-gap"}),
            ({"gaps": ((NOW, NOW - DAY),)}, {"long-gap"}),
            ({"lasting": 3 * DAY}, {"long-gap"}),
        ],
    )
    @pytest.mark.parametrize("supervised", [False, True])
    def test_a_long_one_is_asked_about_and_holds_a_supervised_sitting(
        self,
        hub: Hub,
        room: Watched,
        time: Time,
        facts: dict[str, Any],
        kinds: set[str],
        supervised: bool,
    ) -> None:
        rules(hub, supervised=supervised)
        link(hub)
        room.tell(ADA)
        room.sits(0, ATTEMPT, code=code_for(hub) if supervised else "", **facts)
        room.exchanges(time, 4 * DAY)

        assert asked(hub) == {(ATTEMPT, kind) for kind in kinds}
        assert len(held(room)) == (not (kinds and supervised))
        for kind in kinds:
            decide(hub, ATTEMPT, kind)
        room.exchanges(time, 5 * DAY)
        assert len(held(room)) == 1

    def test_a_clock_that_is_set_back_before_it_goes_on_hides_none(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        link(hub)
        room.tell(ADA)
        room.sits(0, ATTEMPT, gaps=((NOW + MINUTE, NOW + 10 * MINUTE),), lasting=30 * MINUTE)
        handed_in = room._made.pop()
        room._events -= 1
        room.record(3 * DAY, ProfileChanged(name="Awa S."), AWA)
        room.record(30 * MINUTE, handed_in.body)
        room.exchanges(time, 4 * DAY)

        assert asked(hub) == {(ATTEMPT, "long-gap")}

    def test_a_clock_that_is_put_right_while_it_is_open_is_none(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        link(hub)
        room.tell(ADA)
        begun, handed_in = Uptime("boot", 0), Uptime("boot", 25 * MINUTE)
        room.sits(0, ATTEMPT, lasting=3 * DAY, begun_up=begun, submitted_up=handed_in)
        room.exchanges(time, 4 * DAY)

        assert asked(hub) == set()

    def test_how_long_is_for_the_hub_to_say(
        self, hub: Hub, room: Watched, time: Time, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATABASE_VARIABLE, "")
        command = ["--database", address(hub.database), "assessment", "gap"]
        assert "for 30 minutes" in CliRunner().invoke(main, command).output
        assert "for 90 minutes" in CliRunner().invoke(main, [*command, "90"]).output
        link(hub)
        room.tell(ADA)

        room.sits(0, ATTEMPT, gaps=((NOW, NOW + HOUR),), lasting=80 * MINUTE)
        room.exchanges(time, DAY)

        assert asked(hub) == set()

    def test_what_was_seen_of_one_is_said(
        self, hub: Hub, room: Watched, time: Time, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATABASE_VARIABLE, "")
        link(hub)
        room.tell(ADA)
        room.sits(0, ATTEMPT, gaps=((NOW, NOW + HOUR),), lasting=80 * MINUTE)
        room.sits(2 * DAY, SECOND, number=2, gaps=((NOW, NOW - DAY),))
        room.exchanges(time, 3 * DAY)

        command = ["--database", address(hub.database), "assessment", "question", INSTITUTION]
        first, second = (
            CliRunner().invoke(main, [*command, attempt]).output for attempt in (ATTEMPT, SECOND)
        )

        assert "closed for 60 minutes on end, more than 30" in first
        assert "clock was set back, nobody knows for how long" in second


class TestUnlinked:
    """Profiles that are linked to nobody."""

    @pytest.fixture(autouse=True)
    def by_codes(self, hub: Hub) -> None:
        rules(hub, supervised=True)

    def test_they_are_told_whether_they_passed_and_no_more(self, hub: Hub, room: Watched) -> None:
        passed = by_code(room, 4, ADA)
        failed = by_code(room, 2, AWA, SECOND)
        by_its_id = room.sit(4, learner="c" * 32, attempt=THIRD)

        for told, has_passed in ((passed, True), (failed, False), (by_its_id, True)):
            assert (told.state, told.passed, told.decision) == ("graded", has_passed, "")
            assert (told.right, told.items, told.pass_mark) == (0, 0, 0)
            assert (told.competencies, told.reached, told.minimums) == ((), None, {})

    def test_grading_again_tells_them_no_more_either(self, hub: Hub, room: Watched) -> None:
        by_code(room, 4, ADA)
        for item in range(12):
            hub.grader.withdraw(COURSE, "exam", f"q{item}", "misprint")
        room.tell(ADA)

        assert room.result().revision > 1
        assert room.result().items == 0

    def test_what_was_right_is_told_once_they_are_linked_and_no_longer_than_that(
        self, hub: Hub, room: Watched
    ) -> None:
        by_code(room, 4, ADA)
        link(hub)
        room.tell(ADA)
        assert (room.result().right, room.result().items) == (4, 5)
        assert len(room.result().competencies) == 2

        room.tell(ADA, ProfileUnlinked())
        assert (room.result().items, room.result().competencies) == (0, ())

    def test_others_that_sat_at_the_same_computer_count_and_are_shown(
        self, hub: Hub, room: Watched
    ) -> None:
        rules(hub, attempts=2, supervised=True)
        for number in range(3):
            by_code(room, 1, f"{number}" * 32, f"{number}" * 16)
        by_code(room, 5, ADA, "f" * 16)
        assert asked(hub) == set()

        link(hub)
        room.tell(ADA)

        assert asked(hub) == {("f" * 16, "attempts-beyond"), ("f" * 16, "other-profiles")}
        assert room.result("f" * 16).decision == "waits"
        assert held(room) == []

    def test_so_do_those_of_programs_from_before_there_were_tickets(
        self, hub: Hub, room: Watched
    ) -> None:
        rules(hub, attempts=1, supervised=True)
        room.sit(1, learner=AWA, attempt=SECOND)
        by_code(room, 5, ADA)

        link(hub)

        assert (ATTEMPT, "attempts-beyond") in asked(hub)

    def test_a_wait_is_not_passed_by_another_profile(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        rules(hub, wait_hours=24, supervised=True)
        room.sign_up(AWA, "Awa")
        room.sits(0, SECOND, 1, AWA, code=code_for(hub, AWA))
        room.sits(HOUR, ATTEMPT, code=code_for(hub))
        room.exchanges(time, 2 * HOUR)

        link(hub)

        assert asked(hub) == {(ATTEMPT, "too-soon"), (ATTEMPT, "other-profiles")}

    def test_they_are_shown_to_whoever_links(
        self, hub: Hub, room: Watched, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATABASE_VARIABLE, "")
        rules(hub, attempts=3, supervised=True)
        by_code(room, 1, AWA, SECOND)
        by_code(room, 5, ADA)

        command = ["--database", address(hub.database), "people", "link", INSTITUTION, ADA, "P1"]
        printed = CliRunner().invoke(main, command).output

        assert "1 credentials issued." in printed
        assert f"{ATTEMPT}\tother-profiles\t1 other profiles" in printed

    def test_colleagues_who_are_linked_count_for_themselves(self, hub: Hub, room: Watched) -> None:
        rules(hub, attempts=1, supervised=True)
        by_code(room, 5, AWA, SECOND)
        by_code(room, 5, ADA)
        link(hub)
        room.tell(ADA)
        assert asked(hub) == {(ATTEMPT, "attempts-beyond"), (ATTEMPT, "other-profiles")}

        with hub.database.writing() as connection:
            decisions.link(connection, INSTITUTION, AWA, "P2", NOW)
        hub.grader.award(INSTITUTION, AWA)
        room.tell(ADA)

        assert asked(hub) == set()
        assert len(held(room)) == 2

    def test_they_are_given_their_certificates_also_after_a_crash(
        self, hub: Hub, room: Watched, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rules(hub, attempts=1, supervised=True)
        by_code(room, 5, AWA, SECOND)
        by_code(room, 5, ADA)
        link(hub)
        with hub.database.writing() as connection:
            decisions.link(connection, INSTITUTION, AWA, "P2", NOW)
        settle = awards.settle

        def crash(connection: Any, institution: str, learner: str, now: int) -> list[str]:
            if learner == ADA:
                raise RuntimeError
            return settle(connection, institution, learner, now)

        with monkeypatch.context() as patched:
            patched.setattr(awards, "settle", crash)
            assert not hub.grader.award(INSTITUTION, AWA)
        room.tell(ADA)
        assert len(held(room)) == 1

        Steward(hub.database, hub.grader, hub.now).look()
        room.tell(ADA)
        assert len(held(room)) == 2
        with hub.database.reading() as connection:
            assert review.neighbours(connection, INSTITUTION, AWA) == []

    def test_one_at_another_computer_is_nobody_to_her(self, hub: Hub, room: Watched) -> None:
        rules(hub, attempts=1, supervised=True)
        by_code(Watched(hub, device=ELSEWHERE), 1, AWA, SECOND)
        by_code(room, 5, ADA)

        link(hub)
        room.tell(ADA)

        assert asked(hub) == set()
        assert len(held(room)) == 1

    @pytest.mark.parametrize("copied", [False, True])
    def test_one_at_what_the_computer_was_before_counts_unless_others_are_that_too(
        self, hub: Hub, room: Watched, copied: bool
    ) -> None:
        rules(hub, attempts=1, supervised=True)
        by_code(Watched(hub, device=ELSEWHERE), 1, AWA, SECOND)
        with hub.database.writing() as connection:
            lines.follow(connection, room.computer.device, [ELSEWHERE], sworn=True)
            if copied:
                lines.spoke(connection, ELSEWHERE)
        by_code(room, 5, ADA)

        link(hub)

        assert ((ATTEMPT, "attempts-beyond") in asked(hub)) is not copied


class TestSeveralProfiles:
    """Profiles of one person, linked at different times, and computers whose clocks lie."""

    @pytest.fixture(autouse=True)
    def one_attempt(self, hub: Hub, room: Watched) -> None:
        rules(hub, attempts=1)
        link(hub)
        room.tell(ADA)

    def linked_as_well(self, room: Watched, learner: str = AWA) -> None:
        """Let another profile be hers, made at a computer."""
        room.sign_up(learner, "Ada again")
        link(room.hub, learner, "P1")
        room.tell(learner)

    def test_another_that_is_linked_counts(self, hub: Hub, room: Watched) -> None:
        room.sit(1, attempt=SECOND)
        self.linked_as_well(room)
        room.sit(5, learner=AWA)

        assert asked(hub) == {(ATTEMPT, "attempts-beyond")}
        assert held(room) == []

    def test_a_profile_that_she_unlinked_herself_still_counts(
        self, hub: Hub, room: Watched
    ) -> None:
        room.sit(1, attempt=SECOND)
        room.tell(ADA, ProfileUnlinked())
        elsewhere = Watched(hub, device=ELSEWHERE)
        self.linked_as_well(elsewhere)
        elsewhere.sit(5, learner=AWA)

        assert asked(hub) == {(ATTEMPT, "attempts-beyond")}

    def test_so_does_what_her_ticket_drew_for_one_that_she_gave_away(
        self, hub: Hub, room: Watched
    ) -> None:
        room.sit(1, attempt=SECOND)
        room.tell(ADA, ProfileUnlinked())
        link(hub, ADA, "P2")
        elsewhere = Watched(hub, device=ELSEWHERE)
        self.linked_as_well(elsewhere)
        elsewhere.sit(5, learner=AWA)

        assert (ATTEMPT, "attempts-beyond") in asked(hub)
        assert held(elsewhere) == []

    def test_a_wrong_link_that_is_undone_counts_no_more(self, hub: Hub, room: Watched) -> None:
        elsewhere = Watched(hub, device=ELSEWHERE)
        self.linked_as_well(elsewhere)
        elsewhere.sit(1, learner=AWA, attempt=SECOND)
        room.tell(ADA)
        room.sit(5)
        assert asked(hub) == {(ATTEMPT, "attempts-beyond")}

        with hub.database.writing() as connection:
            decisions.unlink(connection, INSTITUTION, AWA, NOW)
        hub.grader.award(INSTITUTION, AWA)
        room.tell(ADA)

        assert asked(hub) == set()
        assert len(held(room)) == 1

    def test_no_clock_that_was_set_back_makes_the_last_attempt_the_first(
        self, hub: Hub, room: Watched, time: Time
    ) -> None:
        room.sits(0, SECOND, right=1)
        room.sits(-DAY, ATTEMPT, number=2)
        room.exchanges(time, HOUR)

        assert (ATTEMPT, "attempts-beyond") in asked(hub)
        assert held(room) == []

    def test_nor_does_one_of_another_computer(self, hub: Hub, room: Watched, time: Time) -> None:
        room.sits(0, SECOND, right=1)
        room.exchanges(time, HOUR)
        elsewhere = Watched(hub, device=ELSEWHERE)
        elsewhere.documents.update(room.documents)
        elsewhere.sits(-20 * 365 * DAY, ATTEMPT, number=2)
        elsewhere.exchanges(time, 2 * HOUR)

        assert asked(hub) == {(ATTEMPT, "attempts-beyond")}
        assert held(elsewhere) == []

    def test_an_attempt_that_was_graded_by_its_id_is_used_whatever_it_claimed(
        self, hub: Hub, room: Watched
    ) -> None:
        lots, source = room.source(ADA, ATTEMPT)
        facts: dict[str, Any] = {"drawing": 1, "number": 0, "mac": "", "ticket_key": ""}
        room.sit(1, attempt=SECOND, given=answers(1, SECOND), **{**source, **facts})
        room.sit(5, given=answers(5, *lots), **source)

        assert (ATTEMPT, "attempts-beyond") in asked(hub)
