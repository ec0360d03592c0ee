"""Somebody is erased whole, nobody else is, and nothing of her comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from helpers.awards import ROSTER, Time, issuing, link
from helpers.hubs import NOW, Backup, Computer, cut_all, note, rows_of
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, code_for
from helpers.stages import staged
from ujuzi.domain.event import NoteWritten, ReportExported
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.feed.reading import content_of, read
from ujuzi.hub.landing import erasure
from ujuzi.hub.people import roster
from ujuzi.hub.store.tables import (
    batches,
    credentials,
    documents,
    erased,
    events,
    forks,
    heads,
    metadata,
    quarantine,
    status_lists,
)
from ujuzi.wire import batch
from ujuzi.wire.documents import CREDENTIAL, ERASED, RESULT, TICKETS

SECRET = "what-only-ada-knows"
ANOTHER = "what-only-awa-knows"


def wrote(text: str) -> NoteWritten:
    return NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text=text)


class Campus:
    """A hub at which two people have done all that leaves a trace, at one computer."""

    def __init__(self, hub: Hub, _time: Time) -> None:
        self.hub = hub
        self.room = Room(hub)
        for learner, name, person, text in (
            (ADA, "Ada", "P1", SECRET),
            (AWA, "Awa", "P2", ANOTHER),
        ):
            self.room.sign_up(learner, name)
            people.make_code(self.access, INSTITUTION, person)
            link(hub, learner, person)
            self.room.sit(5, learner=learner, attempt=learner[0] * 16)
            self.room.tell(learner, wrote(text))
            people.accommodate(self.access, INSTITUTION, learner, 25)
            code_for(hub, learner)
        self.hear()

    @property
    def access(self) -> Access:
        return Access(self.hub.database, now=self.hub.now)

    def hear(self) -> None:
        """Let the computer take what the hub has for it."""
        self.room.tell(AWA)

    def erase(self, *, keeps: bool = False) -> erasure.Erased:
        done = people.erase(self.access, INSTITUTION, "P1", keeps_certificates=keeps)
        self.hear()
        return done

    def rows(self) -> Backup:
        return rows_of(self.hub.database)


@pytest.fixture(params=["sqlite", "postgresql"])
def campus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Campus]:
    hub, made = staged(request.param, tmp_path, Time(), Campus, issuing(NOW))
    yield made
    hub.database.close()


def holds(row: dict[str, Any], *words: str) -> bool:
    """Whether a row says one of some words, in whatever column."""
    return any(word in str(value) for value in row.values() for word in words)


def test_nothing_that_is_hers_is_in_any_row(campus: Campus) -> None:
    hers = (ADA, SECRET, "Ada Traoré")
    before = campus.rows()
    assert {"people", "states", "events", "credentials", "links"} <= {
        table.name for table, rows in before.items() if any(holds(row, *hers) for row in rows)
    }

    assert campus.erase() == (1, 1)

    for table, rows in campus.rows().items():
        for row in rows if table is not erased else ():
            if table is documents and (row["payload"] == b"" or row["kind"] == ERASED):
                row = {**row, "id": ""}  # noqa: PLW2901 - by it computers know what they drop
            assert not holds(row, *hers), table.name
            assert row.get("person") != "P1", table.name
    wires = [row["wire"] for row in campus.rows()[batches] if row["wire"] is not None]
    assert wires
    assert not any(ADA in erasure.named_in(read(batch.read(wire))) for wire in wires)
    (kept,) = campus.rows()[erased]
    assert (kept["learner"], kept["decided_by"]) == (ADA, "operator")


def test_whoever_else_uses_the_computer_loses_nothing(campus: Campus) -> None:
    def of_awa() -> dict[str, list[dict[str, Any]]]:
        unlike = {"revision", "whole", "foreign_revision"}
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in unlike}
                for row in rows
                if row.get("person") == "P2" or holds(row, AWA, ANOTHER)
            ]
            for table, rows in campus.rows().items()
        }

    before = of_awa()
    campus.erase()
    assert of_awa() == before


def test_computers_drop_what_came_from_the_hub(campus: Campus) -> None:
    told = {kind for kind, id_ in campus.room.documents if id_ in {ADA, "a" * 16}}
    assert {RESULT, TICKETS} <= told
    assert sum(kind == CREDENTIAL for kind, _ in campus.room.documents) == 2

    campus.erase()

    kept = {key for key in campus.room.documents if key[1] in {ADA, "a" * 16}}
    assert kept == {(ERASED, ADA)}
    assert sum(kind == CREDENTIAL for kind, _ in campus.room.documents) == 1


def test_what_her_computer_tells_later_lands_blank(campus: Campus) -> None:
    campus.erase()
    campus.room.tell(ADA, wrote(SECRET))
    campus.room.sign_up(ADA, "Ada")
    campus.room.tell(AWA, wrote("still here"))

    rows = campus.rows()
    late = rows[events][-3:]
    assert [row["kind"] for row in late] == [erasure.BLANK, erasure.BLANK, NoteWritten.kind]
    assert all(row["payload"] == "{}" and not row["counts"] for row in late[:2])
    assert [row["wire"] is None for row in rows[batches][-3:]] == [True, True, False]
    assert rows[heads][0]["last"] == late[-1]["sequence"]
    for table in set(metadata.sorted_tables) - {erased, documents}:
        assert not any(holds(row, ADA, SECRET) for row in rows[table]), table.name


def test_of_a_batch_that_tells_of_two_the_other_counts(campus: Campus) -> None:
    campus.erase()
    other = Computer(campus.hub, device="e0e1e2e3e4e5e6e7")
    told = [note(other, 1, SECRET, ADA), note(other, 2, "of Awa", AWA)]
    other.exchange(*cut_all(other, told))

    here = [row for row in campus.rows()[events] if row["device"] == other.device]
    assert [(row["learner"], row["counts"]) for row in here] == [("", False), (AWA, True)]
    assert "of Awa" in here[1]["payload"]


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "revoked"])
def test_her_certificates_stay_good_or_are_revoked_as_she_asks(campus: Campus, keeps: bool) -> None:
    with campus.hub.database.reading() as connection:
        (mine,) = [each for each in awards.issued(whole(connection)) if each.person == "P1"]
        before = connection.scalar(select(status_lists.c.version))

    campus.erase(keeps=keeps)

    with campus.hub.database.reading() as connection:
        c = credentials.c
        row = connection.execute(select(credentials).where(c.id == mine.id)).mappings().one()
        after = connection.scalar(select(status_lists.c.version))
        assert awards.by_code(connection, mine.code) is None
        assert awards.by_code(connection, "") is None
    assert (row["revoked_at"] is None) is keeps
    assert (row["person"], row["learner"], row["payload"]) == ("", "", b"")
    assert (after == before) is keeps


def test_what_was_set_aside_of_hers_goes_and_nobody_elses(campus: Campus) -> None:
    device = campus.room.computer
    with campus.hub.database.writing() as connection:
        for number, learner in ((901, ADA), (902, AWA)):
            content = content_of(note(device, number, SECRET, learner))
            kept = {"institution": INSTITUTION, "device": device.device, "sequence": number}
            kept |= {"reason": "kind-unknown", "content": content, "arrived_at": NOW}
            connection.execute(quarantine.insert().values(**kept))
            wire = cut_all(device, [note(device, number, SECRET, learner)])[0]
            fork = {"institution": INSTITUTION, "device": device.device, "first": number}
            fork |= {"digest": bytes([number % 256]), "arrived_at": NOW, "wire": wire}
            connection.execute(forks.insert().values(**fork))
        whole_batch = {"sequence": 903, "reason": "batch-malformed", "content": b"\xc1junk"}
        connection.execute(quarantine.insert().values(**{**kept, **whole_batch}))

    campus.erase()

    rows = campus.rows()
    assert [row["sequence"] for row in rows[quarantine]] == [902, 903]
    assert [row["first"] for row in rows[forks]] == [902]


def test_who_has_no_profile_goes_from_the_roster(campus: Campus) -> None:
    line = ROSTER.splitlines()[1].replace("P1,Ada Traoré", "P9,Nine")
    with campus.hub.database.writing() as connection:
        roster.import_roster(whole(connection), f"person,name,campus,role\n{line}\n")
    gone = people.erase(campus.access, INSTITUTION, "P9", keeps_certificates=True)
    assert gone == (0, 0)
    assert "P9" not in [each.person for each in people.listed(campus.access, INSTITUTION)]


def test_a_profile_goes_alone_and_its_person_stays(campus: Campus) -> None:
    gone = people.erase_profile(campus.access, INSTITUTION, ADA, keeps_certificates=False)
    assert gone == (1, 1)
    (ada, awa) = people.listed(campus.access, INSTITUTION)
    assert (ada.person, ada.profiles, awa.profiles) == ("P1", "", AWA)


@pytest.mark.parametrize("erase", [people.erase, people.erase_profile], ids=lambda f: f.__name__)
def test_who_is_not_there_is_refused_and_nothing_changes(campus: Campus, erase: Any) -> None:
    before = campus.rows()
    with pytest.raises(RefusedError, match="There is no"):
        erase(campus.access, INSTITUTION, "P7", keeps_certificates=False)
    assert campus.rows() == before


def test_she_may_come_back_as_somebody_new(campus: Campus) -> None:
    campus.erase()
    with campus.hub.database.writing() as connection:
        roster.import_roster(whole(connection), ROSTER)
    anew = "c" * 32
    campus.room.sign_up(anew, "Ada")
    link(campus.hub, anew, "P1")
    (ada, _) = people.listed(campus.access, INSTITUTION)
    assert (ada.person, ada.profiles) == ("P1", anew)


def test_reports_that_were_exported_are_listed_for_a_person_to_destroy(campus: Campus) -> None:
    assert people.exported(campus.access, INSTITUTION) == []
    exported = ReportExported(file="week 48.xlsx", format="xlsx", shown="people", rows=12)
    campus.room.tell(AWA, exported)
    campus.erase()

    (file,) = people.exported(campus.access, INSTITUTION)

    assert (file.file, file.rows) == ("week 48.xlsx", 12)
    assert file.computer
