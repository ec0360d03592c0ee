"""No computer chooses what it draws: that is the hub's to say, is proven, and is used once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from helpers.awards import Time, held, link
from helpers.exams import ASSESSMENT, ATTEMPT, BANK, BANK_HASH, COURSE, ITEMS, answers, submission
from helpers.facts import Word
from helpers.hubs import NOW, new_postgresql_database
from helpers.scopes import whole
from helpers.seats import seat
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, add_sheet, code_for
from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import plain_code
from ujuzi.domain import ticket
from ujuzi.domain.assessment import Quota, draw
from ujuzi.domain.event import AssessmentBegun, AssessmentSubmitted, ProfileUnlinked
from ujuzi.domain.grading import Graded
from ujuzi.domain.item import Choice, ChoiceItem, Item
from ujuzi.domain.ticket import Holder
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.landing import epochs
from ujuzi.hub.people import moves, organisations, registration
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import documents as documents_table
from ujuzi.hub.store.tables import held as held_table
from ujuzi.hub.store.tables import results, sitting_codes
from ujuzi.wire.documents import RESULT, SITTING_CODE, TICKETS, Ticket, Tickets
from ujuzi.wire.handed_in import seal_submission

SECOND, THIRD = "2" * 16, "3" * 16
OTHER = "e0e1e2e3e4e5e6e7"
DAY = 24 * 3600 * 1000
HOLDER = Holder(INSTITUTION, "P1", COURSE, "exam")


def scene(hub: Hub, _time: Time) -> Room:
    """Return a computer of Ada's, who is linked to a person, and has what she draws from."""
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    made.tell(ADA)
    return made


def elsewhere(hub: Hub) -> Room:
    """Return another computer of Ada's, who is proven to sit there too."""
    made = Room(hub, device=OTHER)
    made.sign_up(ADA, "Ada")
    assert (TICKETS, ADA) not in made.documents
    seat(hub, ADA, OTHER)
    made.tell(ADA)
    return made


def questions(hub: Hub) -> set[tuple[str, str]]:
    with hub.database.reading() as connection:
        return {(each.attempt, each.kind) for each in sittings.questions(whole(connection))}


def next_number(room: Room, learner: str = ADA) -> int:
    told = room.tickets(learner)
    assert told is not None
    return told.next


def sit(room: Room, right: int, number: int, attempt: str, **facts: Any) -> None:
    """Sit a number of Ada's ticket, whichever the computer has been told is the next."""
    lots, source = room.source(ADA, attempt, number)
    room.sit(right, attempt=attempt, given=answers(right, *lots), **{**source, **facts})


class TestTheDocument:
    """What comes down."""

    def test_it_holds_the_next_two_numbers_made_from_the_key(self, hub: Hub, room: Room) -> None:
        told = msgspec.json.decode(room.documents[TICKETS, ADA], type=Tickets)

        (each,) = told.tickets
        assert told.key == hub.identity.ticket_key_id
        assert (each.course, each.assessment, each.next) == (COURSE, "exam", 1)
        assert [each.salt(n) for n in range(4)] == [
            None, *ticket.salts(hub.identity.ticket_key, HOLDER, 2), None,
        ]  # fmt: skip

    def test_handing_in_brings_the_next_number_with_the_same_reply(self, room: Room) -> None:
        room.sit(5)
        assert next_number(room) == 2

        room.sit(0, attempt=SECOND)
        assert next_number(room) == 3

    def test_it_is_stored_nowhere_and_the_database_alone_makes_none(
        self, hub: Hub, room: Room
    ) -> None:
        room.sit(2)
        secrets = [*ticket.salts(hub.identity.ticket_key, HOLDER, 3), hub.identity.ticket_key]
        with hub.database.reading() as connection:
            kept = connection.scalars(
                select(documents_table.c.payload).where(documents_table.c.kind == TICKETS)
            )
            assert list(kept) == [None]
            for table in documents_table.metadata.sorted_tables:
                for row in connection.execute(select(table)):
                    said = b"".join(
                        value if isinstance(value, bytes) else str(value).encode() for value in row
                    )
                    assert not any(s in said or s.hex().encode() in said for s in secrets)

    def test_profiles_of_one_person_share_it(self, hub: Hub, room: Room) -> None:
        room.sign_up(AWA, "Ada again")
        link(hub, AWA, "P1")
        room.sit(2)

        assert room.documents[TICKETS, AWA] == room.documents[TICKETS, ADA]
        assert next_number(room, AWA) == 2

    def test_who_is_linked_to_nobody_gets_none_and_who_is_no_longer_loses_it(
        self, hub: Hub, room: Room
    ) -> None:
        room.sign_up(AWA, "Awa")
        assert (TICKETS, AWA) not in room.documents

        room.tell(ADA, ProfileUnlinked())
        assert (TICKETS, ADA) not in room.documents
        link(hub, ADA, "P2")
        room.tell(ADA)
        holder = HOLDER._replace(person="P2")
        told = room.tickets(ADA)
        assert told is not None
        assert told.salt(1) == ticket.salt(hub.identity.ticket_key, holder, 1)

    def test_it_goes_where_she_sits_down_and_moves_with_her(self, hub: Hub, room: Room) -> None:
        here = room.documents[TICKETS, ADA]
        assert elsewhere(hub).documents[TICKETS, ADA] == here
        stranger = Room(hub, device="f" * 16)
        stranger.sign_up(AWA, "Awa")
        assert (TICKETS, ADA) not in stranger.documents

        with hub.database.writing() as connection:
            organisations.add(connection, "second", "campus", "Second", INSTITUTION)
            moves.move(connection, INSTITUTION, ADA, "second")
        room.tell(AWA)
        assert (TICKETS, ADA) not in room.documents
        far = Room(hub, campus="second", device="c" * 16)
        far.tell(ADA, AssessmentBegun(**WHERE, attempt=THIRD))
        assert (TICKETS, ADA) not in far.documents
        seat(hub, ADA, far.computer.device)
        far.tell(ADA)
        assert far.documents[TICKETS, ADA] == here

    def test_another_assessment_is_told_to_everybody(self, hub: Hub, room: Room) -> None:
        add_sheet(hub, msgspec.structs.replace(ASSESSMENT, id="other"))
        room.tell(ADA)

        told = msgspec.json.decode(room.documents[TICKETS, ADA], type=Tickets)
        assert [each.assessment for each in told.tickets] == ["other"]  # in place of the exam's

    def test_a_restored_hub_makes_the_same(self, hub: Hub, room: Room) -> None:
        before = room.documents[TICKETS, ADA]
        epochs.start(hub.database, NOW)
        again = Hub(hub.database, lambda: NOW)
        other = elsewhere(again)

        assert other.documents[TICKETS, ADA] == before


WHERE: dict[str, Any] = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}


def test_a_hub_from_before_tells_who_was_linked(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/hub.sqlite3", new_postgresql_database()):
        database = open_database(url)
        migrate(database, "0008")
        with database.writing() as connection:
            for line in (
                "streams (stream, revision) VALUES ('campus:c', 8)",
                "learners (institution, learner, campus) VALUES ('i', 'ada', 'c'),"
                " ('i', 'bola', 'c'), ('i', 'chi', 'd'), ('i', 'dot', 'c')",
                "links (institution, learner, begun, person, ended, made_by, made_at) VALUES"
                " ('i', 'ada', 1, 'P1', NULL, 'ada', 1), ('i', 'bola', 1, 'P2', 2, 'bola', 1),"
                " ('i', 'chi', 1, 'P3', NULL, 'chi', 1), ('i', 'dot', 1, 'P4', NULL, 'dot', 1)",
            ):
                connection.execute(text(f"INSERT INTO {line}"))
        migrate(database)
        with database.reading() as connection:
            told = connection.execute(
                text(
                    "SELECT stream, id, learner, revision, payload FROM documents"
                    " WHERE kind = 'tickets' ORDER BY stream, revision"
                )
            ).all()
            rows = connection.execute(text("SELECT stream, revision FROM streams"))
            counted = {row[0]: row[1] for row in rows}
        database.close()
        assert [tuple(row) for row in told] == [
            ("campus:c", "ada", "ada", 9, None),
            ("campus:c", "dot", "dot", 10, None),
            ("campus:d", "chi", "chi", 1, None),
        ]
        assert (counted["campus:c"], counted["campus:d"]) == (10, 1)


SIXTY = tuple(
    ChoiceItem(
        id=f"q{n}",
        prompt=f"Question {n}?",
        competency=f"f:{n % 2}",
        difficulty=1,
        choices=tuple(Choice(f"a{c}", f"Answer {c}", right=c == 0) for c in range(4)),
    )
    for n in range(60)
)
TWENTY_OF_SIXTY = (Quota("f:0", 1, 10), Quota("f:1", 1, 10))
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)


def test_who_knows_a_third_of_the_keys_gains_nothing_by_trying_attempts(
    hub: Hub, room: Room
) -> None:
    """Of ids, the best of 20,000 draws 14 of 20 known; now all of them draw the same."""
    known = {f"q{n}" for n in range(20)}
    lots, _ = room.source(ADA, ATTEMPT)
    least = {item.id for item in draw(TWENTY_OF_SIXTY, SIXTY, *lots)} & known

    tried = [f"{n:016x}" for n in range(20_000)]
    by_id = max(
        len({item.id for item in draw(TWENTY_OF_SIXTY, SIXTY, attempt)} & known)
        for attempt in tried[:2_000]
    )
    reached = {
        frozenset(item.id for item in draw(TWENTY_OF_SIXTY, SIXTY, *room.source(ADA, attempt)[0]))
        & known
        for attempt in tried[::100]
    }

    assert by_id >= 12
    assert reached == {frozenset(least)}


def test_an_attempt_whose_id_was_chosen_earns_nothing_by_itself(hub: Hub, room: Room) -> None:
    """Five of twelve keys are known, none of what her ticket draws; the id is tried until it draws
    them."""
    room.tell(ADA)
    lots, _ = room.source(ADA, SECOND)
    drawn = {item.id for item in BANK.drawn(ASSESSMENT.blueprint, *lots)}
    others = {
        quota: [i.id for i in ITEMS if i.competency == quota.competency and i.id not in drawn]
        for quota in ASSESSMENT.blueprint
    }
    known = {item for quota, ids in others.items() for item in ids[: quota.items]}
    lucky = next(
        attempt
        for attempt in (f"{n:016x}" for n in range(20_000))
        if {item.id for item in BANK.drawn(ASSESSMENT.blueprint, attempt)} <= known
    )

    before = room.sit(5, attempt=lucky, given=answers(5, lucky), **BEFORE_TICKETS)
    forged = room.sit(5, attempt=SECOND, given=answers(5, lucky))

    assert (before.passed, before.decision) == (True, "waits")
    assert (forged.right, forged.passed) == (0, False)
    assert held(room) == []
    assert questions(hub) == {(lucky, "ticket-missing"), (SECOND, "items-differ")}


class Source(TypedDict, total=False):
    """What an attempt says that it is drawn from."""

    drawing: int
    ticket_key: str
    number: int
    mac: str
    device: str
    opened_by: str


BEFORE_TICKETS: Source = {"drawing": 1, "ticket_key": "", "number": 0, "mac": "", "device": ""}


QUOTAS = st.lists(
    st.builds(Quota, st.sampled_from(["f:0", "f:1"]), st.just(1), st.integers(1, 9)), max_size=4
)


@given(
    blueprint=QUOTAS, bank=st.lists(st.sampled_from(SIXTY), unique=True), number=st.integers(1, 6)
)
def test_what_a_computer_draws_from_its_document_the_hub_draws_from_its_key(
    blueprint: list[Quota], bank: list[Item], number: int
) -> None:
    key = bytes(range(32))
    made = Ticket(COURSE, "exam", number, b"".join(ticket.salts(key, HOLDER, number + 1)))
    down = msgspec.json.decode(msgspec.json.encode(Tickets(key="k", tickets=(made,))), type=Tickets)

    salts = [down.tickets[0].salt(n) or b"" for n in range(1, number + 1)]

    by_document = draw(blueprint, bank, *map(ticket.lot, salts))
    assert by_document == draw(
        blueprint, bank[::-1], *map(ticket.lot, ticket.salts(key, HOLDER, number))
    )


def test_every_attempt_is_graded_by_what_its_number_draws_and_what_was_seen_comes_last(
    hub: Hub, room: Room
) -> None:
    drawn = []
    for number, attempt in enumerate((ATTEMPT, SECOND, THIRD, "4" * 16), 1):
        result = room.sit(5, attempt=attempt)
        assert (result.right, result.items) == (5, 5)
        with hub.database.reading() as connection:
            content = connection.scalar(
                select(results.c.content).where(results.c.attempt == attempt)
            )
        drawn.append({each.item for each in msgspec.json.decode(content or "", type=Graded).marks})
        assert next_number(room) == number + 1

    odd, even = ({f"q{n}" for n in range(part, 12, 2)} for part in (1, 0))
    assert [len(each & even) for each in drawn] == [2, 2, 2, 2]
    assert drawn[0].isdisjoint(drawn[1])
    assert (drawn[0] | drawn[1] | drawn[2]) & even == even
    assert (drawn[0] | drawn[1]) & odd == odd
    assert questions(hub) == set()


class TestOneNumberIsOneAttempt:
    """Two computers offline, a number that never comes, one that comes late."""

    def test_two_attempts_with_one_number_both_wait(self, hub: Hub, room: Room) -> None:
        other = elsewhere(hub)
        sit(room, 5, 1, ATTEMPT)
        assert len(held(room)) == 1
        with hub.database.writing() as connection:
            (known,) = awards.issued(whole(connection))
            awards.revoke(connection, known.id, "Only to see who earns the next.", NOW)

        sit(other, 5, 1, SECOND)

        assert questions(hub) == {(ATTEMPT, "ticket-twice"), (SECOND, "ticket-twice")}
        assert other.result(SECOND).decision == "waits"
        assert next_number(other) == 2

    def test_neither_of_two_earns_anything_until_a_person_decides(
        self, hub: Hub, room: Room
    ) -> None:
        other = elsewhere(hub)
        sit(room, 1, 1, ATTEMPT)
        sit(other, 5, 1, SECOND)
        assert held(other) == []

        said: Word = {"by": "Dean", "because": "a cloned disk", "now": NOW}
        with hub.database.writing() as connection:
            awards.answer(connection, INSTITUTION, SECOND, "ticket-twice", "stands", **said)
        other.tell(ADA)
        assert len(held(other)) == 1

    def test_a_number_that_never_came_makes_the_next_one_wait(self, hub: Hub, room: Room) -> None:
        sit(room, 5, 2, SECOND)

        assert questions(hub) == {(SECOND, "ticket-skipped")}
        assert held(room) == []
        assert next_number(room) == 3

    def test_it_waits_no_more_when_the_number_comes_by_a_late_stick(
        self, hub: Hub, room: Room
    ) -> None:
        other = elsewhere(hub)
        sit(other, 0, 2, SECOND)
        sit(other, 5, 3, THIRD)
        assert questions(hub) == {(SECOND, "ticket-skipped"), (THIRD, "ticket-skipped")}
        assert held(other) == []

        sit(room, 0, 1, ATTEMPT)

        assert questions(hub) == set()
        room.tell(ADA)
        assert len(held(room)) == 1
        assert room.result(THIRD).decision == ""
        assert next_number(room) == 4

    def test_a_wrong_proof_uses_up_nothing_and_earns_nothing(self, hub: Hub, room: Room) -> None:
        add_sheet(hub, msgspec.structs.replace(ASSESSMENT, attempts=1))
        lots, source = room.source(ADA, ATTEMPT, 1)
        right, salt = answers(5, *lots), bytes.fromhex(lots[0])
        wrong: list[dict[str, Any]] = [
            {"mac": source["mac"][::-1]},
            {"mac": ""},
            {"number": 2},
            {"number": 10**9},
            {"number": -1},
            {"device": OTHER},
        ]
        for n, facts in enumerate(wrong):
            attempt = f"{n:016x}"
            _, told = room.source(ADA, attempt, 1)
            if "device" in facts:
                told["mac"] = ticket.proof(salt, OTHER, attempt, ADA)
            result = room.sit(5, attempt=attempt, given=right, **{**told, **facts})
            assert (result.state, result.passed) == ("unreadable", False), facts
        assert {kind for _, kind in questions(hub)} == {"ticket-wrong"}
        assert next_number(room) == 1
        assert held(room) == []

        sit(room, 5, 1, ATTEMPT)

        assert len(held(room)) == 1
        assert ATTEMPT not in {attempt for attempt, _ in questions(hub)}

    def test_a_ticket_of_another_key_proves_nothing(self, hub: Hub, room: Room) -> None:
        lots, source = room.source(ADA, ATTEMPT, 1)
        source["ticket_key"] = "f" * 16

        assert room.sit(5, given=answers(5, *lots), **source).state == "unreadable"
        assert questions(hub) == {(ATTEMPT, "ticket-wrong")}

    def test_a_number_of_somebody_else_proves_nothing(self, hub: Hub, room: Room) -> None:
        room.sign_up(AWA, "Awa")
        link(hub, AWA, "P2")
        room.tell(AWA)
        lots, source = room.source(AWA, ATTEMPT, 1)

        result = room.sit(5, given=answers(5, *lots), **source)

        assert result.state == "unreadable"
        assert questions(hub) == {(ATTEMPT, "ticket-wrong")}

    def test_grading_again_asks_nothing_new(self, hub: Hub, room: Room) -> None:
        room.sit(5)
        hub.grader.withdraw(COURSE, "exam", ITEMS[0].id, "misprint")
        hub.grader.grade_again()

        assert questions(hub) == set()
        assert next_number(room) == 2


class TestAStolenComputer:
    """Its numbers are void."""

    def test_higher_numbers_are_told_and_those_that_lay_on_it_wait(
        self, hub: Hub, room: Room
    ) -> None:
        other = elsewhere(hub)
        sit(other, 0, 1, ATTEMPT)
        _, lay_there = other.source(ADA, SECOND, 2)
        with hub.database.writing() as connection:
            registration.revoke(connection, room.computer.device, registration.STOLEN)
        other.tell(ADA)
        assert next_number(other) == 4

        sit(other, 5, 4, THIRD)
        assert questions(hub) == set()
        assert len(held(other)) == 1
        sit(other, 5, 2, SECOND)
        assert lay_there["number"] == 2
        assert questions(hub) == {(SECOND, "ticket-void")}
        hub.grader.withdraw(COURSE, "exam", ITEMS[0].id, "misprint")
        hub.grader.grade_again()
        assert questions(hub) == {(SECOND, "ticket-void")}

    def test_a_retired_one_changes_nothing(self, hub: Hub, room: Room) -> None:
        other = elsewhere(hub)
        with hub.database.writing() as connection:
            registration.revoke(connection, room.computer.device, registration.RETIRED)
        other.tell(ADA)

        assert next_number(other) == 1


class TestSupervised:
    """Drawn by the code, whose typing is proven."""

    @pytest.fixture(autouse=True)
    def _supervised(self, hub: Hub, room: Room) -> None:
        add_sheet(hub, msgspec.structs.replace(ASSESSMENT, supervised=True))

    def test_a_code_opens_a_sitting_wherever_it_is_typed(self, hub: Hub, room: Room) -> None:
        result = room.sit(5, code=code_for(hub))

        assert (result.right, result.passed, result.decision) == (5, True, "")
        assert questions(hub) == set()
        assert next_number(room) == 1

    def test_a_typed_code_proves_the_seat_for_its_sitting_alone(self, hub: Hub, room: Room) -> None:
        other = Room(hub, device=OTHER)
        code = code_for(hub)
        where = {**WHERE, "attempt": SECOND}
        lots, source = other.source(ADA, SECOND, code=code)
        said = {"learner": ADA, "attempt": SECOND, "bank": BANK_HASH, **source}
        sealed = seal_submission(submission(answers(5, *lots), **said), hub.identity.sealing_public)
        begun = {name: source[name] for name in ("opened_by", "drawing", "mac")}

        other.tell(ADA, AssessmentBegun(**where, **begun))
        other.tell(ADA, AssessmentSubmitted(**where, sealed=sealed), ProfileUnlinked())
        room.tell(ADA)

        assert (room.result(SECOND).right, room.result(SECOND).passed) == (5, True)
        assert questions(hub) == set()
        assert (TICKETS, ADA) not in other.documents  # nothing else came of it
        assert (RESULT, SECOND) not in other.documents
        assert room.tickets(ADA) is not None  # nor was she unlinked

    @pytest.mark.parametrize(
        "facts", [{"mac": "A" * 22}, {"opened_by": "f" * 16}, {"opened_by": "a\x00b"}], ids=ascii
    )
    def test_what_proves_no_code_waits_with_its_seat(
        self, hub: Hub, room: Room, facts: dict[str, str]
    ) -> None:
        other = Room(hub, device=OTHER)
        _, source = other.source(ADA, SECOND, code=code_for(hub))
        begun = {name: source[name] for name in ("opened_by", "drawing", "mac")}

        other.tell(ADA, AssessmentBegun(**WHERE, attempt=SECOND, **{**begun, **facts}))

        with hub.database.reading() as connection:
            assert list(connection.scalars(select(held_table.c.kind))) == ["assessment-begun"]

    @pytest.mark.parametrize("field", ["course", "assessment", "attempt"])
    def test_what_names_nothing_lands_and_harms_nothing(
        self, hub: Hub, room: Room, field: str
    ) -> None:
        other = Room(hub, device=OTHER)

        other.tell(ADA, AssessmentBegun(**{**WHERE, "attempt": SECOND, field: "a\x00b"}, drawing=2))
        room.tell(ADA)

        assert other.computer.landed == 1

    def test_a_colleagues_code_proves_no_seat(self, hub: Hub, room: Room) -> None:
        code = code_for(hub, awa_too(room))
        other = Room(hub, device=OTHER)
        _, source = other.source(ADA, SECOND, code=code)
        begun = {name: source[name] for name in ("opened_by", "drawing", "mac")}

        other.tell(ADA, AssessmentBegun(**WHERE, attempt=SECOND, **begun))

        with hub.database.reading() as connection:
            assert list(connection.scalars(select(held_table.c.kind))) == ["assessment-begun"]

    def test_its_seed_is_kept_wrapped_and_nothing_kept_tells_the_code(
        self, hub: Hub, room: Room
    ) -> None:
        code = plain_code(code_for(hub))
        seed = ticket.seed(code, "exam")
        room.tell(ADA)

        assert sitting_code.is_sound(code, "exam")
        with hub.database.reading() as connection:
            (row,) = connection.execute(select(sitting_codes)).all()
            said = b"".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
        assert not any(each in said for each in (seed, seed.hex().encode(), code.encode()))
        ((_, name),) = [key for key in room.documents if key[0] == SITTING_CODE]
        assert name != row.id == sitting_code.name_of(seed)

    def test_a_seed_that_was_put_into_another_row_opens_nothing(self, hub: Hub, room: Room) -> None:
        code = code_for(hub, awa_too(room))
        with hub.database.writing() as connection:
            connection.execute(sitting_codes.update().values(learner=ADA))

        assert room.sit(5, code=code).state == "unreadable"
        assert held(room) == []

    def test_two_sittings_by_one_code_both_wait(self, hub: Hub, room: Room) -> None:
        code = code_for(hub)
        room.sit(5, code=code)
        elsewhere(hub).sit(5, attempt=SECOND, code=code)

        assert questions(hub) == {(ATTEMPT, "code-used-twice"), (SECOND, "code-used-twice")}

    def test_a_colleagues_code_is_graded_and_both_wait(self, hub: Hub, room: Room) -> None:
        code = code_for(hub, awa_too(room))
        link(hub, AWA, "P2")
        room.sit(5, learner=AWA, attempt=SECOND, code=code)

        result = room.sit(5, code=code)

        assert (result.right, result.decision) == (5, "waits")
        assert questions(hub) == {(ATTEMPT, "code-unknown"), (SECOND, "code-used-twice")}

    @pytest.mark.parametrize(
        "facts",
        [{"mac": "A" * 22}, {"mac": ""}, {"opened_by": "f" * 16}, {"device": OTHER}],
        ids=str,
    )
    def test_what_proves_no_code_earns_nothing(self, hub: Hub, room: Room, facts: Source) -> None:
        result = room.sit(5, code=code_for(hub), **facts)

        assert result.state == "unreadable"
        assert questions(hub) == {(ATTEMPT, "code-unknown")}

    def test_the_name_of_a_code_is_no_proof(self, hub: Hub, room: Room) -> None:
        name = sitting_code.name_of(ticket.seed(plain_code(code_for(hub)), "exam"))
        room.sit(5, opened_by=name)

        assert questions(hub) == {(ATTEMPT, "code-unknown")}
        assert held(room) == []

    def test_a_code_from_before_opens_a_sitting_that_a_ticket_draws(
        self, hub: Hub, room: Room
    ) -> None:
        old = {"institution": INSTITUTION, "id": "old", "learner": ADA, "assessment": "exam"}
        with hub.database.writing() as connection:
            row = {**old, "extra": 0, "made_at": NOW, "expires_at": NOW + DAY}
            connection.execute(sitting_codes.insert().values(**row))

        assert room.sit(5, opened_by="old").decision == ""
        assert questions(hub) == set()
        assert next_number(room) == 2

    def test_a_code_that_was_typed_in_time_may_come_by_a_slow_stick(
        self, hub: Hub, room: Room, time: Time
    ) -> None:
        first, second = code_for(hub), code_for(hub)
        time.now += 100 * DAY
        assert room.sit(2, code=first).decision == ""
        assert questions(hub) == set()

        time.now += 5 * DAY
        room.sit(5, attempt=SECOND, code=second)
        assert questions(hub) == {(SECOND, "code-unknown")}


def awa_too(room: Room) -> str:
    """Let Awa sign up beside Ada."""
    room.sign_up(AWA, "Awa")
    return AWA
