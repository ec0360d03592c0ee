"""A roster is imported whole or not at all; what it changes reaches the campuses, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from helpers.course_folders import ASSETS
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS, address, new_database
from helpers.scopes import whole
from ujuzi.domain.seat import Proof, Standing
from ujuzi.errors import RefusedError
from ujuzi.files import text_of
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import links, moves, organisations, roster
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import documents, learners, seats
from ujuzi.hub.store.tables import people as people_table

INSTITUTION, SECOND_CAMPUS = "unz", "ouaga-second"
HEADER = "person,name,campus,role"
AWA = ("P1", "Awa Traoré", CAMPUS, "teacher", "")
ROW = f"P1,Awa Traoré,{CAMPUS},teacher"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    made = new_database(request.param, tmp_path)
    with made.writing() as connection:
        organisations.add(connection, SECOND_CAMPUS, "campus", "Second", INSTITUTION)
    Hub(made)  # makes the keys
    yield made
    made.close()


@pytest.fixture
def linked(database: HubDatabase) -> str:
    """A learner of the first campus who is Awa of the roster."""
    load(database, f"{HEADER}\n{ROW}\nP2,Ali Sow,{CAMPUS},leader\n")
    with database.writing() as connection:
        connection.execute(
            learners.insert().values(institution=INSTITUTION, learner="ada", campus=CAMPUS)
        )
        proven = {"standing": Standing.PROVEN, "proof": Proof.SAID}
        place = {"institution": INSTITUTION, "device": "reader", "learner": "ada"}
        connection.execute(seats.insert().values(**place, **proven))
        decisions.link(connection, INSTITUTION, "ada", "P1", NOW)
    return "ada"


def load(database: HubDatabase, text: str) -> int:
    with database.writing() as connection:
        return roster.import_roster(whole(connection), text)


def known(database: HubDatabase) -> list[tuple[str, ...]]:
    c = people_table.c
    with database.reading() as connection:
        rows = connection.execute(
            select(c.person, c.name, c.campus, c.role, c.email).order_by(c.institution, c.person)
        )
        return [tuple(row) for row in rows]


def mistakes(database: HubDatabase, text: str) -> list[tuple[int, str]]:
    """Return what is wrong by line, having seen that nothing was imported."""
    before = known(database)
    with pytest.raises(RefusedError) as refused:
        load(database, text)
    assert refused.value.code == "roster-mistakes"
    assert str(refused.value).startswith("Nothing was imported.\nline ")
    assert known(database) == before
    mistakes = refused.value.facts["mistakes"]
    assert isinstance(mistakes, tuple)
    return [(each.line, each.sentence) for each in mistakes]


def told(database: HubDatabase, campus: str) -> dict[tuple[str, str], bytes]:
    """Return what the feed of a campus holds for a computer of hers, and has not withdrawn."""
    scope = feed.Streams.of("bf", INSTITUTION, campus)
    with database.reading() as connection:
        page = feed.read(connection, scope, (0, 0, 0, 0), "reader")
    return {(each.kind, each.id): each.payload for each in page.documents if each.payload}


def run(database: HubDatabase, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--database", address(database), *arguments])


READ_ALIKE = {
    "as documented": f"{HEADER}\n{ROW}\n",
    "spaces after commas": f"person, name, campus, role\nP1, Awa Traoré , {CAMPUS}, teacher\n",
    "quotes after spaces": f'person, "name", campus, role\nP1, "Awa Traoré", {CAMPUS}, teacher\n',
    "semicolons, as Excel writes them": f"person;name;campus;role\r\n{ROW.replace(',', ';')}\r\n",
    "tabs": f"person\tname\tcampus\trole\n{ROW}\n".replace(",", "\t"),
    "capitals in the header": f"Person,NAME,Campus,Role\n{ROW}\n",
    "columns in another order": f"role,campus,person,name\nteacher,{CAMPUS},P1,Awa Traoré\n",
    "an empty column at the end": f"{HEADER},\n{ROW},\n",
    "rows with nothing in them": f"{HEADER}\n\n{ROW}\n,,,\n  \n",
    "no line end at the end": f"{HEADER}\n{ROW}",
    "a line that says what parts the cells": f"sep=;\r\n{HEADER}\r\n{ROW}\r\n".replace(",", ";"),
    "spaces that nobody can tell from others": f"{HEADER}\n{ROW}\n".replace(" ", "\u00a0"),
    "an email that is left out": f"{HEADER},email\n{ROW}\n",
}


@pytest.mark.parametrize("how", READ_ALIKE)
def test_it_reads_alike(database: HubDatabase, how: str) -> None:
    assert load(database, READ_ALIKE[how]) == 1
    assert known(database) == [AWA]


REFUSED = {
    "an empty file": ("", [(1, "The header lacks person, name, campus, role.")]),
    "no header": (
        ROW,
        [
            (1, "The header lacks person, name, campus, role."),
            (1, f"The header has unknown columns: p1, awa traoré, {CAMPUS}, teacher."),
        ],
    ),
    "a column that is missing": (
        f"person,name,role\nP1,Awa,{CAMPUS}\n",
        [(1, "The header lacks campus.")],
    ),
    "a column that is misspelt": (
        f"person,name,campus,rôle\n{ROW}\n",
        [(1, "The header lacks role."), (1, "The header has unknown columns: rôle.")],
    ),
    "a column that stands twice": (
        f"{HEADER},name\n{ROW},Awa\n",
        [(1, "The header has columns twice: name.")],
    ),
    "one mistake among many lines": (
        f"{HEADER}\n{ROW}\nP2,Ali,nowhere,leader\nP3,Zoe,{CAMPUS},dean\n",
        [
            (3, "There is no campus nowhere."),
            (4, "dean is no role; there are teacher, support, leader, coordinator."),
        ],
    ),
    "an organisation that is no campus": (
        f"{HEADER}\nP1,Awa,{INSTITUTION},teacher\n",
        [(2, f"There is no campus {INSTITUTION}.")],
    ),
    "a short row": (
        f"{HEADER}\nP1,Awa\n",
        [(2, "campus is empty."), (2, "role is empty.")],
    ),
    "a long row": (f"{HEADER}\n{ROW},too,much\n", [(2, "There are more fields than columns.")]),
    "a person twice": (
        f"{HEADER}\n{ROW}\nP2,Ali,{CAMPUS},leader\n P1 ,Awa,{SECOND_CAMPUS},teacher\n",
        [(4, "P1 stands in line 2 already.")],
    ),
    "a quote that is never closed": (
        f'{HEADER}\n{ROW}\nP2,"Ali,{CAMPUS},leader\n',
        [(3, "This is not CSV: unexpected end of data.")],
    ),
    "a name that never ends": (
        f"{HEADER}\nP1,{'x' * 201},{CAMPUS},teacher\n",
        [(2, "name is longer than 200 letters.")],
    ),
    "U+0000": (
        f"{HEADER}\nP1,A\x00wa,{CAMPUS},teacher\n",
        [(2, "name holds a control character.")],
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_nothing_is_imported_and_every_line_is_told(database: HubDatabase, what: str) -> None:
    text, expected = REFUSED[what]
    assert mistakes(database, text) == expected


CASES = ASSETS / "cases"


def case(name: str) -> str:
    """Return a roster of the assets, its campus one of these hubs."""
    return text_of((CASES / name).read_bytes()).replace("campus-1", CAMPUS)


def test_what_a_spreadsheet_left_is_told_by_line_and_nothing_is_imported(
    database: HubDatabase,
) -> None:
    told = mistakes(database, case("bugs-13-roster-spreadsheet-remains/errors.csv"))
    assert told == [
        (2, "name: #N/A is an error of the spreadsheet."),
        (3, "name: #REF! is an error of the spreadsheet."),
        (4, "name: 0 holds no letter."),
        (5, 'person: ="00123" is a formula: put what it shows in its place.'),
        (
            6,
            "person: 2.02412E+11 is a rounded number: format the column as text, and type it anew.",
        ),
        (7, "person: 12-Mar is a date: format the column as text, and type it anew."),
    ]


def test_a_number_that_may_be_a_date_is_told_with_what_to_do(database: HubDatabase) -> None:
    rows = f"P2,Ali,{CAMPUS},teacher\n01/03,Awa,{CAMPUS},teacher\n"
    ((line, sentence),) = mistakes(database, f"{HEADER}\n{rows}")
    assert line == 3
    assert sentence.startswith("person: 01/03 may be a date or a time that a spreadsheet made")
    assert "001/003" in sentence
    assert load(database, f"{HEADER}\n{rows}45/19,Zoë,{CAMPUS},teacher\n") == 3
    assert load(database, f"{HEADER}\n01/03,Awa Sow,{CAMPUS},teacher\n") == 1


def test_people_who_look_alike_are_one_and_told(database: HubDatabase) -> None:
    told = mistakes(database, case("bugs-14-roster-look-alike-people/twins.csv"))
    assert told == [
        (3, "É7 stands in line 2 already."),
        (5, "B1 stands in line 4 already."),
        (7, "ST01 stands in line 6 already, as st01."),
    ]


@pytest.mark.parametrize("spelling", ["p1", "P1\u200b", "\u00a0P1", "Ｐ１"])
def test_who_is_known_is_known_by_a_number_that_looks_alike(
    database: HubDatabase, spelling: str
) -> None:
    load(database, f"{HEADER}\n{ROW}\n")
    assert load(database, f"{HEADER}\n{spelling},Awa Sow,{CAMPUS},teacher\n") == 1
    assert known(database) == [("P1", "Awa Sow", *AWA[2:])]


def test_people_who_looked_alike_before_stay_who_they_are(database: HubDatabase) -> None:
    with database.writing() as connection:
        for person in ("07", "007"):
            row = {"institution": INSTITUTION, "person": person, "name": "Awa", "role": "teacher"}
            connection.execute(people_table.insert().values(**row, campus=CAMPUS))
    rows = f"07,Awa Sow,{CAMPUS},teacher\n007,Awa Ba,{CAMPUS},teacher\n"
    assert load(database, f"{HEADER}\n{rows}") == 2
    assert mistakes(database, f"{HEADER}\n7,Awa,{CAMPUS},teacher\n") == [
        (2, "7 may be 007 or 07 of the roster.")
    ]


def test_one_number_may_stand_for_a_person_of_each_institution(database: HubDatabase) -> None:
    assert load(database, f"{HEADER}\n{ROW}\nP1,Zoe,{OTHER_CAMPUS},teacher\n") == 2
    assert mistakes(database, f"{HEADER}\n{ROW}\nP1,Zoe,{SECOND_CAMPUS},teacher\n") == [
        (3, "P1 stands in line 2 already.")
    ]


def test_a_roster_without_emails_keeps_those_that_are_known(database: HubDatabase) -> None:
    load(database, f"{HEADER},email\n{ROW},awa@unz.bf\n")
    assert load(database, f"{HEADER}\nP1,Awa Sow,{CAMPUS},teacher\n") == 1
    assert known(database) == [("P1", "Awa Sow", CAMPUS, "teacher", "awa@unz.bf")]


def test_a_roster_tells_computers_of_nobody(database: HubDatabase) -> None:
    load(database, f"{HEADER}\n{ROW}\n")
    with database.reading() as connection:
        assert connection.execute(select(documents)).all() == []


def test_a_row_that_says_nothing_new_is_told_to_nobody(database: HubDatabase, linked: str) -> None:
    def revisions() -> list[tuple[str, int]]:
        with database.reading() as connection:
            rows = connection.execute(select(documents.c.id, documents.c.revision))
            return [(id_, revision) for id_, revision in rows]

    before = revisions()
    assert load(database, f"{HEADER}\n{ROW}\nP2,Ali Sow,{CAMPUS},teacher\n") == 1
    assert revisions() == before
    assert before


def test_who_changes_campus_is_told_there_and_withdrawn_here(
    database: HubDatabase, linked: str
) -> None:
    assert load(database, f"{HEADER}\nP1,Awa Traoré,{SECOND_CAMPUS},teacher\n") == 1

    assert told(database, CAMPUS) == {}
    assert {("profile", linked), ("link", linked)} <= told(database, SECOND_CAMPUS).keys()
    with database.reading() as connection:
        assert links.campus_of(connection, INSTITUTION, linked)[1] == f"campus:{SECOND_CAMPUS}"


def test_a_profile_that_was_moved_by_hand_stays_where_it_is(
    database: HubDatabase, linked: str
) -> None:
    with database.writing() as connection:
        moves.move(connection, INSTITUTION, linked, SECOND_CAMPUS)

    load(database, f"{HEADER}\nP1,Awa Sow,{CAMPUS},teacher\n")
    assert ("link", linked) in told(database, SECOND_CAMPUS)
    load(database, f"{HEADER}\nP1,Awa Sow,{SECOND_CAMPUS},teacher\n")
    assert ("link", linked) in told(database, SECOND_CAMPUS)


def test_a_new_name_is_told_to_the_campus_of_who_is_linked(
    database: HubDatabase, linked: str
) -> None:
    load(database, f"{HEADER}\nP1,Awa Ouédraogo,{CAMPUS},leader\n")

    link = told(database, CAMPUS)["link", linked].decode()
    assert "Awa Ouédraogo" in link
    assert "leader" in link


CSV = f"{HEADER}\n{ROW}\n"
FILES = {
    "UTF-8": CSV.encode(),
    "UTF-8 with a mark, as Excel writes it": CSV.replace(",", ";").encode("utf-8-sig"),
    "UTF-16 with a mark, as Excel writes text": CSV.replace(",", "\t").encode("utf-16"),
}


@pytest.mark.parametrize("how", FILES)
def test_the_command_reads(database: HubDatabase, tmp_path: Path, how: str) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(FILES[how])

    done = run(database, "roster", str(file))

    assert (done.exit_code, done.output) == (0, "New or changed people: 1\n")
    assert known(database) == [AWA]


def test_a_file_in_another_encoding_is_read_where_it_is_named(
    database: HubDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(CSV.encode("windows-1252"))

    refused = run(database, "roster", str(file))
    assert refused.exit_code == 1
    assert "Line 2 is not utf-8: save the file as CSV UTF-8, or say" in refused.stderr
    assert run(database, "roster", str(file), "--encoding", "no-such").exit_code == 1
    assert known(database) == []

    assert run(database, "roster", str(file), "--encoding", "windows-1252").exit_code == 0
    assert known(database) == [AWA]


def test_the_command_tells_mistakes_by_line(database: HubDatabase, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(f"{HEADER}\n{ROW}\nP2,Ali,nowhere,leader\n", encoding="utf-8")

    refused = run(database, "roster", str(file))

    assert refused.exit_code == 1
    assert refused.stderr == (
        "ujuzi-hub: Nothing was imported.\nline 3: There is no campus nowhere.\n"
    )
    assert known(database) == []
