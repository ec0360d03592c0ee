"""A status list is signed by the key that began it, and goes to whom it concerns, once a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, text, update

from helpers.awards import Time, held, issuing_hub, link
from helpers.hubs import (
    CAMPUS,
    OTHER_CAMPUS,
    Computer,
    await_a_waiting_writer,
    new_postgresql_database,
)
from helpers.scopes import whole
from helpers.seats import seat
from helpers.sitting_hubs import ADA, AWA, Room
from ujuzi.credentials.check import check
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.status_list import Reasons
from ujuzi.credentials.trust import read_list, root_of_list, write_list
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import keys, status_lists
from ujuzi.hub.people import roster
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import heads
from ujuzi.hub.store.tables import status_lists as table
from ujuzi.wire import messages
from ujuzi.wire.documents import KEY_LIST, REVOCATION_REASONS, STATUS_LIST
from ujuzi.wire.messages import Reply

DAY = status_lists.DAY_MILLISECONDS
FIRST = "https://hub.example/status/0"


def scene(hub: Hub, _time: Time) -> Room:
    """Return a computer at which Ada, who is linked, has passed: she holds a credential."""
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    made.sit(5)
    return made


def certify(hub: Hub, room: Room, learner: str, person: str = "P2") -> None:
    """Let somebody else pass at a computer, who is linked."""
    room.sign_up(learner, person)
    link(hub, learner, person)
    room.sit(5, learner=learner, attempt=learner[:16])


def revoke(hub: Hub, person: str, now: int) -> None:
    with hub.database.writing() as connection:
        (known,) = [each for each in awards.issued(whole(connection)) if each.person == person]
        awards.revoke(connection, known.id, "Sat by another.", now)


def test_signing_a_list_reads_what_was_revoked_and_not_all_that_has_a_place(hub: Hub) -> None:
    postgresql = hub.database.is_postgresql
    with hub.database.writing() as connection:
        if postgresql:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = status_lists.revocations(0).compile(
            connection, compile_kwargs={"literal_binds": True}
        )
        explain = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"
        plan = connection.exec_driver_sql(f"{explain} {query}").all()
    assert "credentials_revoked" in str(plan)


def lists_in(reply: Reply) -> list[str]:
    """Return the ids of the status lists that a reply brought."""
    return [each.id for each in reply.documents if each.kind == STATUS_LIST]


def issuers(hub: Hub) -> dict[str, str]:
    """Return by whom each list that the hub serves was signed, and is said to be."""
    with hub.database.reading() as connection:
        lists = msgspec.json.decode(keys.trust_file(connection))["status_lists"]
    assert all(each["proof"]["verificationMethod"].startswith(each["issuer"]) for each in lists)
    return {each["id"]: each["issuer"] for each in lists}


@pytest.fixture
def room_of_keys(hub: Hub) -> Room:
    """The same at a hub without TLS, which issues as its keys."""
    with hub.database.writing() as connection:
        settings.put(connection, settings.ADDRESS, b"http://hub.example")
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    made.sit(5)
    return made


def rotate(hub: Hub, time: Time) -> tuple[str, str]:
    """Rotate a second later, and return the issuers before and after."""
    time.now += 1000
    now = time.now
    with hub.database.writing() as connection:
        before, _ = keys.signing_key(connection, now)
        keys.rotate(connection, hub.identity, now)
        after, _ = keys.signing_key(connection, now)
    assert before.public != after.public
    return did_key(before.public), did_key(after.public)


def standings(hub: Hub, room: Room) -> list[str]:
    """Return what is true of the credentials at a computer, by what came down to it."""
    status = [
        msgspec.json.decode(payload)
        for (kind, _), payload in room.documents.items()
        if kind == STATUS_LIST
    ]
    data = write_list(room.documents[KEY_LIST, KEY_LIST], status)
    trust = read_list(data, root_of_list(data))
    return [check(bytes(each.credential), trust).standing for each in held(room)]


def test_as_a_host_the_newest_key_signs_the_one_list(hub: Hub, room: Room, time: Time) -> None:
    time.now += DAY
    _, new = rotate(hub, time)
    certify(hub, room, AWA)
    revoke(hub, "P1", time.now)
    revoke(hub, "P2", time.now)
    room.tell(ADA)

    assert issuers(hub) == {FIRST: "did:web:hub.example"}
    with hub.database.reading() as connection:
        (signed,) = msgspec.json.decode(keys.trust_file(connection))["status_lists"]
    assert signed["proof"]["verificationMethod"].endswith(new.removeprefix("did:key:"))
    assert standings(hub, room) == ["revoked", "revoked"]


def test_reasons_of_revocation_come_down_beside_the_list(hub: Hub, room: Room, time: Time) -> None:
    assert (REVOCATION_REASONS, "0") not in room.documents
    revoke(hub, "P1", time.now)
    room.tell(ADA)
    said = msgspec.json.decode(room.documents[REVOCATION_REASONS, "0"], type=Reasons)
    said.verify()
    assert [each.reason for each in said.reasons.values()] == ["Sat by another."]
    assert "reasons" not in msgspec.json.decode(room.documents[STATUS_LIST, "0"])


def test_each_list_is_signed_by_the_key_that_began_it(
    hub: Hub, room_of_keys: Room, time: Time
) -> None:
    room = room_of_keys
    time.now += DAY
    old, new = rotate(hub, time)
    certify(hub, room, AWA)
    time.now += 400 * DAY
    revoke(hub, "P1", time.now)
    revoke(hub, "P2", time.now)
    room.tell(ADA)

    first, second = "http://hub.example/status/0", "http://hub.example/status/1"
    assert issuers(hub) == {first: old, second: new}
    assert standings(hub, room) == ["revoked", "revoked"]


def test_a_rotation_has_the_lists_signed_anew_and_by_whom_they_were(
    hub: Hub, room_of_keys: Room, time: Time
) -> None:
    old, _ = rotate(hub, time)

    assert lists_in(room_of_keys.computer.exchange()) == ["0"]
    assert issuers(hub) == {"http://hub.example/status/0": old}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(("first", "second"), [(1, 1), (2, 1), (1, 2)])
def test_a_list_begun_before_is_theirs_who_signed_most_of_it(
    kind: str, first: int, second: int, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3" if kind == "sqlite" else new_postgresql_database()
    database = open_database(url)
    migrate(database, "0008")
    signed = b'{"signed": "before"}'
    with database.writing() as connection:
        for line in (
            "status_lists (number, id, taken) VALUES (0, 'https://h/0', 3), (1, 'https://h/1', 0)",
            "documents (institution, stream, kind, id, revision, source, payload)"
            " VALUES ('', 'global', 'status-list', '0', 7, '', :signed),"
            " ('', 'global', 'key-list', 'key-list', 8, '', :signed)",
            "heads (institution, device, digest, heard_at) VALUES ('i', 'd', :signed, 0)",
        ):
            connection.execute(text(f"INSERT INTO {line}"), {"signed": signed})
        whose = ["did:key:zFirst"] * first + ["did:key:zSecond"] * second
        for number, issuer in enumerate(whose):
            payload = msgspec.json.encode({"credential": {"issuer": {"id": issuer, "name": "é"}}})
            connection.execute(
                text(
                    "INSERT INTO credentials (institution, person, achievement, id, learner,"
                    " attempt, code, issued_at, list, place, payload)"
                    " VALUES ('i', :id, 'a', :id, 'l', '', '', :at, 0, :at, :payload)"
                ),
                {"id": str(number), "at": number, "payload": payload},
            )
    migrate(database)
    with database.reading() as connection:
        c = table.c
        found = connection.execute(
            select(c.issuer, c.signed, c.revision, c.published).order_by(c.number)
        ).all()
        left = connection.scalars(text("SELECT kind FROM documents")).all()
        checking = connection.scalar(select(heads.c.checks_since))
    database.close()

    most = "did:key:zFirst" if first >= second else "did:key:zSecond"
    assert tuple(found[0]) == (most, signed, 7, 7)
    assert tuple(found[1]) == ("", None, 0, 0)
    assert (left, checking) == (["key-list"], 1)


def test_a_list_that_another_key_signed_before_the_update_is_signed_by_its_own(
    hub: Hub, room: Room, time: Time
) -> None:
    old, new = rotate(hub, time)
    with hub.database.writing() as connection:  # as a program before the update left it
        connection.execute(update(table).values(issuer=new))
        status_lists.publish(connection, 0, time.now)
        connection.execute(update(table).values(issuer=old, signed_at=0, published_at=0))
    assert issuers(hub) == {FIRST: new}

    assert lists_in(room.computer.exchange()) == ["0"]
    assert issuers(hub) == {FIRST: old}


def test_of_two_revocations_at_once_neither_is_lost(tmp_path: Path, time: Time) -> None:
    hub = issuing_hub("postgresql", tmp_path, time)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    room.sit(5)
    certify(hub, room, AWA)
    time.now += 1000
    with ThreadPoolExecutor(1) as pool:
        with hub.database.writing() as connection:
            (one, _) = sorted(awards.issued(whole(connection)), key=lambda each: each.person)
            awards.revoke(connection, one.id, "First.", time.now)
            other = pool.submit(revoke, hub, "P2", time.now)
            await_a_waiting_writer(hub.database, other)
        other.result()
    room.tell(ADA)

    assert standings(hub, room) == ["revoked", "revoked"]
    hub.database.close()


def test_a_new_credential_comes_with_a_list_to_check_it_by(
    hub: Hub, room: Room, time: Time
) -> None:
    assert standings(hub, room) == ["genuine"]
    for hours in (1, 2):
        time.now += hours * 3600 * 1000
        certify(hub, room, f"{hours}" * 32, add_person(hub, f"H{hours}"))
        assert set(standings(hub, room)) == {"genuine"}


def add_person(hub: Hub, person: str, campus: str = CAMPUS) -> str:
    with hub.database.writing() as connection:
        row = f"person,name,campus,role\n{person},Name {person},{campus},teacher\n"
        roster.import_roster(whole(connection), row)
    return person


def test_a_credential_elsewhere_costs_nobody_else_a_list(hub: Hub, room: Room, time: Time) -> None:
    holder, stranger = room.computer, Computer(hub, OTHER_CAMPUS, device="c" * 16)
    colleague = Room(hub, device="e" * 16)
    for each in (holder, stranger, colleague.computer):
        each.exchange()
    time.now += 3600 * 1000
    certify(hub, colleague, AWA)

    assert lists_in(holder.exchange()) == []
    assert stranger.exchange().documents == ()


def test_a_list_comes_once_a_day_to_computers_of_those_who_hold_of_it(
    hub: Hub, room: Room, time: Time
) -> None:
    stranger = Computer(hub, OTHER_CAMPUS, device="c" * 16)
    for each in (room.computer, stranger):
        each.exchange()
    time.now += DAY - 1000
    assert lists_in(room.computer.exchange()) == []
    time.now += 1000

    assert lists_in(room.computer.exchange()) == ["0"]
    assert lists_in(room.computer.exchange()) == []
    assert lists_in(stranger.exchange()) == []
    time.now += 30 * DAY
    (told,) = [each for each in room.computer.exchange().documents if each.kind == STATUS_LIST]
    assert msgspec.json.decode(told.payload)["validFrom"].startswith("2026-12")


def test_a_revocation_comes_at_once(hub: Hub, room: Room, time: Time) -> None:
    room.tell(ADA)
    time.now += 3600 * 1000
    revoke(hub, "P1", time.now)
    room.tell(ADA)

    assert standings(hub, room) == ["revoked"]


def test_who_sits_down_elsewhere_has_a_list_there_too(hub: Hub, room: Room, time: Time) -> None:
    other = Room(hub, device="e" * 16)
    other.tell(AWA)
    assert (STATUS_LIST, "0") not in other.documents
    time.now += 3600 * 1000
    other.sign_up(ADA, "Ada")
    assert (STATUS_LIST, "0") not in other.documents
    seat(hub, ADA, other.computer.device)
    other.tell(ADA)

    assert standings(hub, other) == ["genuine"]


def test_a_computer_on_which_certificates_are_checked_gets_every_list(
    hub: Hub, room_of_keys: Room, time: Time
) -> None:
    room = room_of_keys
    rotate(hub, time)
    certify(hub, room, AWA)
    checker = Checker(hub)
    assert lists_in(checker.exchange()) == []

    checker.checks = True
    before = checker.cursors
    assert lists_in(checker.exchange()) == ["0", "1"]
    checker.cursors = before  # the answer was lost
    assert lists_in(checker.exchange()) == ["0", "1"]
    assert lists_in(checker.exchange()) == []
    time.now += 1000
    revoke(hub, "P2", time.now)
    assert lists_in(checker.exchange()) == ["1"]

    checker.checks = False
    time.now += DAY
    assert lists_in(checker.exchange()) == []
    checker.checks = True
    assert lists_in(checker.exchange()) == ["0", "1"]


class Checker(Computer):
    """A computer elsewhere, on which certificates are checked, or not."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, OTHER_CAMPUS, device="c" * 16)
        self.checks = False

    def ask(self, *batches: bytes, version: int = messages.VERSION, **changed: Any) -> bytes:
        plain = messages.read(
            messages.signed_part(super().ask(*batches, version=version, **changed)), messages.Ask
        )
        ask = msgspec.structs.replace(plain, checks=self.checks)
        return messages.frame_ask(ask, batches, self.key)


def test_a_program_that_cannot_say_whether_it_checks_gets_every_list(
    hub: Hub, room: Room, time: Time
) -> None:
    class Earlier(Computer):
        def ask(self, *batches: bytes, version: int = 2, **changed: Any) -> bytes:
            return super().ask(*batches, version=version, **changed)

    earlier = Earlier(hub, OTHER_CAMPUS, device="c" * 16)
    assert lists_in(earlier.exchange()) == ["0"]
    assert lists_in(earlier.exchange()) == []
    time.now += DAY
    assert lists_in(earlier.exchange()) == ["0"]


def test_a_hub_that_cannot_sign_a_list_still_answers(hub: Hub, room: Room, time: Time) -> None:
    with hub.database.writing() as connection:
        connection.execute(text("DELETE FROM issuing_keys"))
    time.now += DAY

    assert lists_in(room.computer.exchange()) == []
    with hub.database.writing() as connection, pytest.raises(RefusedError):
        awards.revoke(connection, awards.issued(whole(connection))[0].id, "Why.", time.now)
