"""Profiles made offline become people of the roster; learners go on at another computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.desks import PIN, Lab, open_lab
from helpers.hubs import CAMPUS, OTHER_CAMPUS, new_database, rows_of
from helpers.scopes import whole
from helpers.stations import Station, code_of, memory_road
from ujuzi.credentials.secrets import plain_code, verifier_of
from ujuzi.domain.authority import Act
from ujuzi.domain.event import LearnerId, Milliseconds, ProfileCreated, ProfileLinked
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import links, moves, organisations, roster
from ujuzi.hub.store.tables import events
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.people.roster import LinkState, SeatState
from ujuzi.store import acts, hub_date, inbox, projections
from ujuzi.store.acts import ActCode

INSTITUTION = "unz"
SECOND_CAMPUS = "ouaga-second"
DAY = 24 * 3600.0
"""Seconds."""
ROSTER = f"person,name,campus,role\nP1,Awa Traoré,{CAMPUS},teacher\nP2,Ali Sow,{CAMPUS},leader\n"


class Campus:
    """A hub with a roster, and two desks that are registered with it."""

    def __init__(self, hub: Hub, folder: Path, clock: FakeClock) -> None:
        self.hub = hub
        self.clock = clock
        with hub.database.writing() as connection:
            organisations.add(connection, SECOND_CAMPUS, "campus", "Second", INSTITUTION)
            roster.import_roster(whole(connection), ROSTER)
        self.lab = open_lab(folder)
        self.ada = self.lab.learner
        self.other = open_desk(folder / "other", self.lab.clock)
        self.steward_code = self.other.people.make_steward_code() or ""
        self.here, self.there = self.station(self.lab.desk), self.station(self.other)

    def station(self, desk: Desk, campus: str = CAMPUS) -> Station:
        made = Station(desk._db)
        made.register(memory_road(self.hub), code_of(self.hub, campus))
        return made

    def sync(self, *stations: Station) -> None:
        for station in stations or (self.here, self.there):
            station.exchange(memory_road(self.hub))

    def code(self, person: str) -> str:
        with self.hub.database.writing() as connection:
            return decisions.make_code(connection, INSTITUTION, person, self.hub.now())

    def confirm(self, station: Station) -> None:
        """Let the coordinator say that it was Ada who used a computer."""
        with self.hub.database.writing() as connection:
            decisions.confirm(connection, INSTITUTION, self.ada, station.device, self.hub.now())

    def link(self) -> tuple[LinkState, str]:
        known = self.lab.desk.roster.link(self.ada)
        return known.state, known.name


@pytest.fixture(params=["sqlite", "postgresql"])
def campus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Campus]:
    clock = FakeClock()
    hub = Hub(new_database(request.param, tmp_path), clock.now)
    made = Campus(hub, tmp_path, clock)
    yield made
    made.lab.desk.close()
    made.other.close()
    hub.database.close()


def finish_lesson(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.complete(lab.learner, lab.pack, "counting")


def test_a_code_links_a_profile_once_and_the_history_follows(campus: Campus) -> None:
    finish_lesson(campus.lab)
    code = campus.code("P1")
    assert campus.link() == (LinkState.NONE, "")

    campus.lab.desk.roster.link_with(campus.ada, code.lower())
    assert campus.link() == (LinkState.WAITING, "")
    campus.sync(campus.here)

    assert campus.link() == (LinkState.LINKED, "Awa Traoré")
    with campus.hub.database.reading() as connection:
        assert linked.learners_of(connection, INSTITUTION, "P1") == [campus.ada]
        assert roster.unlinked(whole(connection, INSTITUTION)) == []


DASHES = ("\u2013", "\u2011", "\u2212", "\u00ad", "\u00a0", ".", " - ", "")


@pytest.mark.parametrize("dash", DASHES, ids=[ascii(dash) for dash in DASHES])
def test_a_code_may_be_typed_with_any_dash(tmp_path: Path, dash: str) -> None:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    with hub.database.writing() as connection:
        roster.import_roster(whole(connection), ROSTER)
        code = decisions.make_code(connection, INSTITUTION, "P1", hub.now())
    station = Station()

    station.register(memory_road(hub), code_of(hub, CAMPUS).replace("-", dash))
    station.record("ada", ProfileCreated(name="Ada", role="teacher", language="en"))
    station.record("ada", ProfileLinked(code=code.lower().replace("-", dash)))
    station.exchange(memory_road(hub))

    with hub.database.reading() as connection:
        assert linked.learners_of(connection, INSTITUTION, "P1") == ["ada"]
    hub.database.close()


def test_a_code_that_was_typed_in_time_links_when_it_lands_late(campus: Campus) -> None:
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.clock.move(15 * DAY)
    campus.sync(campus.here)
    assert campus.link() == (LinkState.LINKED, "Awa Traoré")


def test_a_code_that_lands_later_than_any_stick_links_nobody(campus: Campus) -> None:
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.clock.move(105 * DAY)
    campus.sync(campus.here)
    assert campus.link() == (LinkState.REFUSED, "")


def test_a_code_that_was_used_or_never_given_is_refused_and_can_be_mended(campus: Campus) -> None:
    code = campus.code("P1")
    awa = campus.other.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    campus.other.roster.link_with(awa.learner, code)
    campus.sync(campus.there)
    for wrong in (code, "AAAA-BBBB-CCCC"):
        campus.lab.desk.roster.link_with(campus.ada, wrong)
        campus.sync(campus.here)
        assert campus.link() == (LinkState.REFUSED, "")

    campus.lab.desk.roster.link_with(campus.ada, campus.code("P2"))
    campus.sync(campus.here)
    assert campus.link() == (LinkState.LINKED, "Ali Sow")


def test_a_coordinator_links_and_unlinks_by_document(campus: Campus) -> None:
    campus.sync(campus.here)
    with campus.hub.database.writing() as connection:
        assert roster.unlinked(whole(connection, INSTITUTION)) == [(campus.ada, CAMPUS, "Ada")]
        decisions.link(connection, INSTITUTION, campus.ada, "P2", 1)
        decisions.link(connection, INSTITUTION, campus.ada, "P1", 2)
    campus.sync(campus.here)
    assert campus.link() == (LinkState.LINKED, "Awa Traoré")

    with campus.hub.database.writing() as connection:
        decisions.unlink(connection, INSTITUTION, campus.ada, 3)
    campus.sync(campus.here)
    assert campus.link() == (LinkState.NONE, "")
    with campus.hub.database.writing() as connection, pytest.raises(RefusedError):
        decisions.unlink(connection, INSTITUTION, campus.ada, 3)


def test_the_learner_undoes_a_wrong_link(campus: Campus) -> None:
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync(campus.here)

    campus.lab.desk.roster.unlink(campus.ada)
    assert campus.link() == (LinkState.NONE, "")
    campus.sync(campus.here)

    assert campus.link() == (LinkState.NONE, "")
    with campus.hub.database.reading() as connection:
        assert linked.person_of(connection, INSTITUTION, campus.ada) is None


def test_a_learner_finds_her_progress_on_another_computer(campus: Campus) -> None:
    finish_lesson(campus.lab)
    campus.sync()
    (ada,) = campus.other.roster.colleagues()
    assert (ada.learner, ada.name) == (campus.ada, "Ada")

    person = campus.other.roster.join(campus.ada, campus.steward_code, "1357")
    assert person.name == "Ada"
    assert campus.other.roster.colleagues() == ()
    assert campus.other.people.sign_in(campus.ada, "1357").name == "Ada"
    campus.sync(campus.there)

    assert campus.other.learning.progress(campus.ada).completed_activities == 1


def test_a_coordinators_code_signs_in_elsewhere_with_no_network(campus: Campus) -> None:
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")
    campus.sync(campus.there)

    with pytest.raises(RefusedError) as error:
        campus.other.roster.join(campus.ada, "WRON-GCOD-E222", "1357")
    assert error.value.code == "steward-code-wrong"
    assert campus.other.roster.join(campus.ada, code, "1357").name == "Ada"
    assert campus.other.computer.rebuild().different == ()


def test_a_code_that_an_act_brought_signs_in_until_it_has_run_out(campus: Campus) -> None:
    campus.sync()
    verifier = verifier_of(plain_code("ABCD-EFGH-JKLM"))
    now = hub_date.latest(campus.there.db) or Milliseconds(0)
    for until in (now, now + 1):
        code = ActCode(verifier, Milliseconds(until), "a" * 16, None)
        acts.put_code(campus.there.db, Act.LET_IN, campus.ada, code, 1)
        if until == now:
            with pytest.raises(RefusedError) as error:
                campus.other.roster.join(campus.ada, "abcd efgh jklm", "1357")
            assert error.value.code == "code-expired"
    assert campus.other.roster.join(campus.ada, "abcd efgh jklm", "1357").name == "Ada"


def test_other_computers_learn_a_name_and_nothing_else(campus: Campus) -> None:
    campus.lab.desk.people.change_profile(campus.ada, staff_number="S-77", sex="female")
    campus.sync()

    kept = b"".join(bytes(row[0]) for row in campus.other._db.rows("SELECT payload FROM documents"))
    assert b"Ada" in kept
    assert b"S-77" not in kept
    assert b"female" not in kept


def test_who_is_erased_is_forgotten_everywhere_and_what_she_does_on_lands_blank(
    campus: Campus,
) -> None:
    finish_lesson(campus.lab)
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")
    campus.sync(campus.there)
    campus.other.roster.join(campus.ada, code, "1357")
    campus.sync(campus.there, campus.here, campus.there)
    assert campus.other.learning.progress(campus.ada).completed_activities == 1
    access = Access(campus.hub.database, now=campus.hub.now)

    people.erase(access, INSTITUTION, "P1", keeps_certificates=True)
    campus.sync(campus.there)

    assert campus.other.learning.progress(campus.ada).completed_activities == 0
    kept = b"".join(bytes(row[0]) for row in campus.other._db.rows("SELECT payload FROM documents"))
    assert b"Ada" not in kept
    assert b"Awa" not in kept

    campus.lab.desk.people.change_profile(campus.ada, staff_number="S-77")
    campus.sync()
    campus.sync()
    assert (campus.here.waiting, campus.there.waiting) == (0, 0)
    assert campus.lab.desk.learning.progress(campus.ada).completed_activities == 0
    assert people.unlinked(access, INSTITUTION) == []
    rows = rows_of(campus.hub.database)
    assert not any("S-77" in str(row) for row in rows[events])


def test_who_moves_campus_is_told_there_and_withdrawn_here(campus: Campus) -> None:
    finish_lesson(campus.lab)
    campus.sync()
    campus.other.roster.join(campus.ada, campus.steward_code, "1357")
    campus.sync(campus.there)
    third = open_desk(campus.lab.folder / "third", campus.lab.clock)
    far = campus.station(third, SECOND_CAMPUS)
    campus.sync(far)
    assert third.roster.colleagues() == ()

    with campus.hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, campus.ada, SECOND_CAMPUS)
        with pytest.raises(RefusedError):
            moves.move(connection, INSTITUTION, campus.ada, OTHER_CAMPUS)
    campus.sync(campus.there, far)

    assert [each.name for each in third.roster.colleagues()] == ["Ada"]
    assert campus.other.learning.progress(campus.ada).completed_activities == 0
    third.people.make_steward_code()
    third.close()


def test_a_code_for_signing_in_goes_with_who_moves(campus: Campus) -> None:
    campus.sync()
    with campus.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, campus.ada, "P1", 1)
    code = campus.code("P1")
    third = open_desk(campus.lab.folder / "third", campus.lab.clock)
    far = campus.station(third, SECOND_CAMPUS)

    with campus.hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, campus.ada, SECOND_CAMPUS)
    campus.sync(campus.there, far)

    third.roster.join(campus.ada, code, "1357")
    with pytest.raises(RefusedError):
        campus.other.roster.join(campus.ada, code, "1357")
    third.close()


def test_a_code_for_nobody_is_refused(campus: Campus) -> None:
    with pytest.raises(RefusedError) as error:
        campus.code("P9")
    assert error.value.code == "person-unknown"
    with pytest.raises(RefusedError):
        campus.lab.desk.roster.link_with(campus.ada, " - ")
    with pytest.raises(RefusedError):
        campus.other.roster.join(campus.ada, "x", PIN)


def tell(campus: Campus, id_: str) -> None:
    """Publish a document about Ada at her campus."""
    with campus.hub.database.writing() as connection:
        stream = links.campus_of(connection, INSTITUTION, campus.ada)
        feed.publish(connection, stream, "result", id_, b"{}", learner=campus.ada)


def told(desk: Desk) -> set[str]:
    return {document.id for document in inbox.of_kind(desk._db, "result")}


def test_what_is_about_a_learner_goes_to_the_computers_that_she_uses(campus: Campus) -> None:
    campus.sync()
    tell(campus, "first")
    campus.sync()
    assert (told(campus.lab.desk), told(campus.other)) == ({"first"}, set())

    campus.other.roster.join(campus.ada, campus.steward_code, "1357")
    tell(campus, "second")
    campus.sync(campus.there)
    assert told(campus.other) == set()
    campus.confirm(campus.there)
    campus.sync(campus.there)
    assert told(campus.other) == {"first", "second"}


def test_what_is_about_a_learner_moves_campus_with_her(campus: Campus) -> None:
    campus.sync()
    tell(campus, "first")
    third = open_desk(campus.lab.folder / "third", campus.lab.clock)
    code = third.people.make_steward_code() or ""
    far = campus.station(third, SECOND_CAMPUS)
    campus.sync(campus.here, far)

    with campus.hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, campus.ada, SECOND_CAMPUS)
    campus.sync(campus.here, far)
    third.roster.join(campus.ada, code, "1357")
    campus.confirm(far)
    campus.sync(far)

    assert (told(campus.lab.desk), told(third)) == (set(), {"first"})
    third.close()


def write_note(campus: Campus) -> None:
    campus.lab.desk.learning.open(campus.ada, campus.lab.pack, "counting")
    campus.lab.desk.learning.write_note(campus.ada, campus.lab.pack, "counting", "my own words")


def notes_at(desk: Desk, learner: LearnerId) -> list[str]:
    return [note.text for note in projections.NOTES.find(desk._db, learner).values()]


def seat_at(campus: Campus) -> SeatState:
    return campus.other.roster.link(campus.ada).seat


def test_her_coordinators_code_brings_what_is_hers_in_one_exchange(campus: Campus) -> None:
    write_note(campus)
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")
    campus.sync(campus.there)

    campus.other.roster.join(campus.ada, code.replace("-", "\u2011"), "1357")
    assert seat_at(campus) is SeatState.TYPED
    campus.sync(campus.there)

    assert seat_at(campus) is SeatState.CONFIRMED
    assert notes_at(campus.other, campus.ada) == ["my own words"]
    assert campus.other.roster.link(campus.ada).state is LinkState.LINKED
    sent = b"".join(bytes(row[0]) for row in campus.other._db.rows("SELECT payload FROM events"))
    assert plain_code(code).encode() not in sent.replace(b"-", b"")


def test_the_steward_code_opens_the_door_and_her_code_brings_the_rest(campus: Campus) -> None:
    write_note(campus)
    finish_lesson(campus.lab)
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")

    campus.other.roster.join(campus.ada, campus.steward_code, "1357")
    assert seat_at(campus) is SeatState.CLAIMED
    campus.sync(campus.there)
    assert seat_at(campus) is SeatState.CLAIMED
    assert campus.other.learning.progress(campus.ada).completed_activities == 1
    assert notes_at(campus.other, campus.ada) == []

    assert campus.other.roster.confirm_with(campus.ada, "WRON-GCOD-E222").seat is SeatState.TYPED
    campus.sync(campus.there)
    assert seat_at(campus) is SeatState.REFUSED
    campus.other.roster.confirm_with(campus.ada, code)
    campus.sync(campus.there)
    assert seat_at(campus) is SeatState.CONFIRMED
    assert notes_at(campus.other, campus.ada) == ["my own words"]


def test_a_code_that_the_computer_cannot_check_is_typed_beside_the_steward_code(
    campus: Campus,
) -> None:
    write_note(campus)
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")  # no document has brought its verifier yet

    campus.other.roster.join(campus.ada, code, "1357", campus.steward_code)
    campus.sync(campus.there)

    assert seat_at(campus) is SeatState.CONFIRMED
    assert notes_at(campus.other, campus.ada) == ["my own words"]


@pytest.mark.parametrize("first", ["here", "there"])
def test_an_unlinked_profile_is_taken_along_with_no_coordinator(campus: Campus, first: str) -> None:
    write_note(campus)
    campus.sync()
    code = campus.lab.desk.roster.take_along(campus.ada)
    campus.other.roster.join(campus.ada, code, "1357", campus.steward_code)

    stations = (campus.here, campus.there)
    campus.sync(*(stations if first == "here" else reversed(stations)))
    campus.sync(campus.there)

    assert seat_at(campus) is SeatState.CONFIRMED
    assert notes_at(campus.other, campus.ada) == ["my own words"]


def test_who_was_not_she_reads_that_and_is_told_nothing_more(campus: Campus) -> None:
    campus.sync()
    campus.other.roster.join(campus.ada, campus.steward_code, "1357")
    campus.sync(campus.there)
    with campus.hub.database.writing() as connection:
        decisions.deny(connection, INSTITUTION, campus.ada, campus.there.device, campus.hub.now())
    campus.sync(campus.there)
    assert seat_at(campus) is SeatState.DENIED


def test_a_profile_that_was_made_here_needs_no_code(campus: Campus) -> None:
    assert campus.lab.desk.roster.link(campus.ada).seat is SeatState.CONFIRMED
    campus.sync(campus.here)
    assert campus.lab.desk.roster.link(campus.ada).seat is SeatState.CONFIRMED


def test_a_fortnight_is_judged_by_the_hubs_date_and_no_clock(campus: Campus) -> None:
    campus.lab.desk.roster.link_with(campus.ada, campus.code("P1"))
    campus.sync()
    code = campus.code("P1")
    campus.sync(campus.there)
    campus.lab.clock.move(2000 * DAY)
    campus.other.roster.join(campus.ada, code, "1357")

    campus.clock.move(15 * DAY)
    campus.sync(campus.there)
    with pytest.raises(RefusedError) as refused:
        campus.other.roster.confirm_with(campus.ada, code)
    assert refused.value.code == "code-expired"
