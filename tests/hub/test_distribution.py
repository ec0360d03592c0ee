"""packaging/hub/distribute.sql spreads every table of the hub, in the way that its keys allow.

And what the hub asks of a distributed table names its institution, so that one node answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event

from helpers.awards import Time, held, issuing_hub, link
from helpers.hubs import CAMPUS, Computer, cut_all
from helpers.learning_events import learning_events
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, INSTITUTION, Room
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Enrolled, ProfileCreated, ProfileLinked
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.landing import decisions, quarantine
from ujuzi.hub.people import moves, organisations, registration, roster
from ujuzi.hub.reports import groups
from ujuzi.hub.store.tables import metadata
from ujuzi.wire import messages
from ujuzi.wire.messages import Succession

SCRIPT = Path(__file__).parents[2] / "packaging" / "hub" / "distribute.sql"
CALL = re.compile(
    r"^SELECT create_(reference|distributed)_table\('(\w+)'(?:, '(\w+)'(?:, colocate_with => '(\w+)')?)?\);$",  # noqa: E501
    re.MULTILINE,
)
CALLS = [match.groups() for match in CALL.finditer(SCRIPT.read_text())]


def test_every_table_is_spread_once() -> None:
    assert sorted(table for _, table, _, _ in CALLS) == sorted(metadata.tables)
    assert SCRIPT.read_text().count("SELECT create_") == len(CALLS)


def test_distributed_tables_lie_together_by_institution() -> None:
    distributed = [call for call in CALLS if call[0] == "distributed"]

    first, *others = distributed
    assert {column for _, _, column, _ in distributed} == {"institution"}
    assert {beside for *_, beside in others} == {first[1]}


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_a_table_is_distributed_where_its_key_holds_the_institution(name: str) -> None:
    table = metadata.tables[name]
    (how,) = [how for how, found, _, _ in CALLS if found == name]

    unique = [table.primary_key.columns, *(i.columns for i in table.indexes if i.unique)]
    by_institution = ["institution" in {c.name for c in columns} for columns in unique if columns]

    if how == "distributed":
        assert all(by_institution)
    else:
        assert not any(by_institution)


DISTRIBUTED = {name for how, name, _, _ in CALLS if how == "distributed"}
TOUCHED = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)")
NAMED = re.compile(r"\binstitution = |\bIN \(SELECT \w+\.institution")
SIGNING_A_STATUS_LIST = re.compile(
    r"SELECT credentials\.place, .+ FROM credentials WHERE credentials\.list = \S+ AND [^=]+$"
)
FINDING_A_CREDENTIAL = re.compile(
    r"SELECT [\w., ]+ FROM credentials WHERE credentials\.(id|code) = \S+$"
)
"""What asks every node, as distribute.sql says."""


def strays(statements: list[str], *allowed: re.Pattern[str]) -> list[str]:
    """Return the statements that touch a distributed table without naming its institution."""
    found = []
    for statement in {" ".join(each.split()) for each in statements}:
        tables = [name for name in TOUCHED.findall(statement) if name in DISTRIBUTED]
        if statement.startswith("INSERT INTO"):
            columns = statement.partition("(")[2].partition(")")[0].split(", ")
            named = columns.count("institution") + len(NAMED.findall(statement))
        else:
            named = len(NAMED.findall(statement))
        if named < len(tables) and not any(each.match(statement) for each in allowed):
            found.append(statement)
    return found


class Listened:
    """A hub on PostgreSQL, and every statement that it sends from now on."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.statements: list[str] = []
        event.listen(hub.database.engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.statements.append(statement)

    @property
    def touched(self) -> set[str]:
        return {name for each in self.statements for name in TOUCHED.findall(each)} & DISTRIBUTED


@pytest.fixture
def listened(tmp_path: Path) -> Iterator[Listened]:
    hub = issuing_hub("postgresql", tmp_path, Time())
    yield Listened(hub)
    hub.database.close()


def test_a_statement_that_names_no_institution_is_found() -> None:
    found = strays(
        [
            "SELECT heads.last FROM heads WHERE heads.device = %(device)s",
            "SELECT 1 FROM heads JOIN batches ON heads.device = batches.device"
            " WHERE heads.institution = %(i)s",
            "INSERT INTO seats (device, learner) VALUES (1, 2)",
            "INSERT INTO seats (institution, device) VALUES (1, 2)",
            "UPDATE heads SET last = 1\n WHERE heads.institution = %(i)s",
            "SELECT devices.device FROM devices",
        ]
    )
    assert len(found) == 3


def test_an_exchange_and_what_follows_from_it_name_the_institution(listened: Listened) -> None:
    hub = listened.hub
    room = Room(hub)
    other = Computer(hub, device="e" * 16)
    room.tell(ADA, ProfileCreated(name="Ada", role="teacher", language="fr"), Enrolled(course="c"))
    with hub.database.writing() as connection:
        code = decisions.make_code(connection, INSTITUTION, "P1", hub.now())
        sittings.accommodate(connection, INSTITUTION, ADA, 25)
        sittings.make_code(connection, INSTITUTION, ADA, "exam", 0, hub.now())
    room.tell(ADA, ProfileLinked(code=code))
    room.sit(4)
    assert len(held(room)) == 1
    wires = cut_all(other, learning_events(60, device=other.device), 10)
    for late in (wires[2:], wires[:2], wires):  # parked, landed, known
        other.exchange(*late)
    other.exchange(*cut_all(other, learning_events(20, device=other.device, seed=2), 10))  # a fork
    unfit = [
        msgspec.structs.replace(each, learner="x" * 100, lamport=2**50)
        for each in learning_events(5, device="f" * 16)
    ]
    third = Computer(hub, device="f" * 16)
    third.exchange(*cut_all(third, unfit))
    key = PublisherKey.generate()
    asked = Succession(messages.VERSION, other.device, "0" * 16, key.public.raw, bytes(32))
    hub.succeed(messages.sign(asked, messages.SUCCESSION_CONTEXT, other.key))
    successor = Computer(hub, device="1" * 16)
    retold = [
        msgspec.structs.replace(each, device=successor.device, first_recorded_as=each.origin)
        for each in learning_events(60, device=other.device)
    ]
    successor.exchange(*cut_all(successor, retold))

    assert strays(listened.statements, SIGNING_A_STATUS_LIST) == []
    assert listened.touched >= {
        "batches", "credentials", "documents", "events", "forks", "heads", "learners", "links",
        "parked", "progress", "quarantine", "results", "seats", "sittings", "states", "tallies",
    }  # fmt: skip


def test_what_an_administrator_does_names_the_institution(listened: Listened) -> None:
    hub = listened.hub
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    room.sit(4)
    (credential,) = held(room)
    with hub.database.writing() as connection:
        organisations.add(connection, "second", "campus", "Second", INSTITUTION)
        roster.import_roster(
            whole(connection),
            "person,name,campus,role\nP1,Ada Sow,second,teacher\nP3,X,second,leader\n",
        )
        moves.move(connection, INSTITUTION, ADA, CAMPUS)
        roster.listed(whole(connection, INSTITUTION))
        roster.unlinked(whole(connection, INSTITUTION))
        assert awards.by_code(connection, credential.code)
    known = msgspec.json.decode(credential.credential)["id"]
    with hub.database.writing() as connection:
        anew = awards.renew(connection, known, "The name was misspelt.", hub.now())
        awards.revoke(connection, anew, "Another person sat.", hub.now())
        registration.revoke(connection, room.computer.device, registration.STOLEN)
    made = learning_events(5, device=room.computer.device)
    with pytest.raises(RefusedError):
        room.computer.exchange(*cut_all(room.computer, made))
    with hub.database.writing() as connection:
        registration.reinstate(connection, room.computer.device)
        device = registration.find(connection, room.computer.device)
        assert len(quarantine.held(whole(connection), device)) == 1
        quarantine.release(connection, device, hub.now())
        assert len(quarantine.held(whole(connection), device)) == 1
        quarantine.dismiss(connection, device, 1)
        decisions.unlink(connection, INSTITUTION, ADA, hub.now())

    assert strays(listened.statements, SIGNING_A_STATUS_LIST, FINDING_A_CREDENTIAL) == []


def test_counting_groups_for_leaders_names_the_institution(listened: Listened) -> None:
    hub = listened.hub
    with hub.database.reading() as connection:
        made = groups.documents_of(connection, INSTITUTION, hub.now())
    with hub.database.writing() as connection:
        groups.publish(connection, INSTITUTION, made, hub.now())
    assert {"learners", "memberships", "states", "results"} <= listened.touched
    assert strays(listened.statements) == []
