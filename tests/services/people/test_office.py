"""She becomes coordinator by a code, opens her office by six words, and it locks by itself."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.coordinating import TYPED, WORDS, Coordinator
from helpers.desks import open_lab
from helpers.hubs import CAMPUS, serving
from helpers.stations import ONE_TRY, road_over
from ujuzi.domain.event import LearnerId
from ujuzi.errors import RefusedError
from ujuzi.hub.people import grants as grants_of
from ujuzi.paths import DATABASE
from ujuzi.services.people.office import IDLE_SECONDS, OfficeState
from ujuzi.store import grants as lists
from ujuzi.sync import identity, relaying
from ujuzi.wire import grants, seal
from ujuzi.wire.grants import LEFT

AWA = LearnerId("awa")


def refused(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.code


def test_before_anything_she_is_no_coordinator(her: Coordinator) -> None:
    assert her.office.standing(her.ada).state is OfficeState.NONE
    assert not her.office.standing(her.ada).is_coordinators
    for ask in (her.office.carry, her.office.request_file, her.office.key_for):
        with pytest.raises(RefusedError) as error:
            ask(her.ada)
        assert refused(error) == "office-missing"


def test_with_a_code_and_six_words_she_is_coordinator_of_her_campus(her: Coordinator) -> None:
    asked = her.office.ask(her.ada, her.code(), WORDS)
    assert asked.state is OfficeState.ASKED
    assert asked.code.count("-") == 2

    found = her.office.take_answer(her.ada, her.answer())

    assert (found.state, found.campus, found.name) == (OfficeState.OPEN, CAMPUS, "Ada Traoré")
    assert found.is_coordinators
    assert not found.ran_out
    (mine,) = lists.current(her.campus.db)
    assert seal.public_half(her.office.sealing_key(her.ada)) == mine.sealing_key


def test_by_network_it_takes_one_step(her: Coordinator) -> None:
    her.office.ask(her.ada, her.code(), WORDS)
    with serving(her.hub) as port:
        link = identity.registered_link(her.campus.db)
        url = f"http://127.0.0.1:{port}"
        identity.keep(her.campus.db, replace(link, url=url))
        found: list[OfficeState] = []

        def go() -> None:
            far = her.office.through(lambda question: question(her.lab.desk))
            found.append(far.send(her.ada).state)

        thread = threading.Thread(target=go)
        thread.start()
        thread.join(30)
    assert found == [OfficeState.LOCKED]
    assert her.office.standing(her.ada).state is OfficeState.OPEN


def test_by_her_grant_her_computer_may_collect_without_a_further_step(her: Coordinator) -> None:
    station = her.campus.station
    road = road_over(her.campus.transport, station.keys, ONE_TRY, station.clock)
    with pytest.raises(RefusedError) as error:
        relaying.ask_record(station.on_store, road, bytes(32))
    assert refused(error) == "relay-unknown"

    her.appoint()

    assert relaying.ask_record(station.on_store, road, bytes(32)).device == station.device


def test_the_grant_comes_with_an_exchange_too(her: Coordinator) -> None:
    her.office.ask(her.ada, her.code(), WORDS)
    her.answer()  # and the file is lost
    her.exchange()

    assert her.office.standing(her.ada).state is OfficeState.OPEN


def test_the_words_open_it_however_they_are_typed(her: Coordinator) -> None:
    her.appoint()
    her.office.lock()
    assert her.office.standing(her.ada).state is OfficeState.LOCKED

    assert her.office.unlock(her.ada, TYPED).state is OfficeState.OPEN


def test_other_words_do_not_open_it_and_unknown_ones_are_named(her: Coordinator) -> None:
    her.appoint()
    her.office.lock()
    with pytest.raises(RefusedError) as error:
        her.office.unlock(her.ada, "abandon ability qwerty about above zoo")
    assert (refused(error), error.value.facts["unknown"]) == ("words-wrong", "3")

    assert not her.office.is_open(her.ada)
    with pytest.raises(RefusedError) as error:
        her.office.sealing_key(her.ada)
    assert refused(error) == "office-locked"


def test_it_locks_after_ten_minutes_without_use(her: Coordinator) -> None:
    her.appoint()
    her.lab.clock.ticks += IDLE_SECONDS - 1
    her.office.touch()
    her.lab.clock.ticks += IDLE_SECONDS - 1
    assert her.office.is_open(her.ada)
    her.lab.clock.ticks += 1

    her.office.touch()
    assert not her.office.is_open(her.ada)
    with pytest.raises(RefusedError):
        her.office.key_for(her.ada)


def test_it_is_hers_alone_on_a_shared_computer(her: Coordinator) -> None:
    her.appoint()

    assert her.office.standing(AWA).state is OfficeState.NONE
    assert not her.office.is_open(AWA)


def test_a_restart_locks_it(her: Coordinator) -> None:
    her.appoint()
    her.lab = her.lab.reopened()

    assert her.office.standing(her.ada).state is OfficeState.LOCKED
    assert her.office.unlock(her.ada, " ".join(WORDS)).state is OfficeState.OPEN


def test_her_other_computer_takes_the_wrapped_keys(her: Coordinator, tmp_path: Path) -> None:
    her.appoint()
    carried = her.office.carry(her.ada)
    other = open_lab(tmp_path / "other")
    link = identity.registered_link(her.campus.db)
    identity.keep(other.desk._db, link)
    lists.put(other.desk._db, lists.signed(her.campus.db) or b"")

    assert other.desk.office.bring(other.learner, carried).state is OfficeState.LOCKED
    found = other.desk.office.unlock(other.learner, TYPED)
    assert found.state is OfficeState.OPEN
    assert other.desk.office.sealing_key(other.learner) == her.office.sealing_key(her.ada)
    for odd in (b"a letter", carried[:40], carried + bytes(10_000)):
        with pytest.raises(RefusedError) as error:
            other.desk.office.bring(other.learner, odd)
        assert refused(error) == "grant-file-wrong"
    other.desk.close()


def test_neither_the_database_nor_the_file_shows_keys_or_words(
    her: Coordinator, tmp_path: Path
) -> None:
    her.appoint()
    _, key = her.office.key_for(her.ada)
    carried = her.office.carry(her.ada)
    data = (tmp_path / "data" / DATABASE).read_bytes()
    for log in (tmp_path / "data").glob(f"{DATABASE}-wal"):
        data += log.read_bytes()

    for secret in (key.seed, her.office.sealing_key(her.ada), b"ability able", b"abandon"):
        assert secret not in data + carried


def test_a_code_that_is_none_is_refused_and_another_can_be_asked(her: Coordinator) -> None:
    with pytest.raises(RefusedError) as error:
        her.office.ask(her.ada, "  ", WORDS)
    assert refused(error) == "code-empty"
    her.office.ask(her.ada, "XXXX-XXXX-XXXX", WORDS)
    with pytest.raises(RefusedError) as error:
        her.answer()
    assert refused(error) == "code-unknown"

    assert her.appoint().state is OfficeState.OPEN


def test_the_answer_to_somebody_else_makes_her_nothing(her: Coordinator) -> None:
    her.office.ask(her.ada, her.code(), WORDS)
    first = her.answer()
    her.office.ask(her.ada, her.code(), WORDS)

    for odd, code in ((first, "grant-unknown"), (b"a letter", "grant-file-wrong")):
        with pytest.raises(RefusedError) as error:
            her.office.take_answer(her.ada, odd)
        assert refused(error) == code
    assert her.office.standing(her.ada).state is OfficeState.ASKED


def test_a_computer_without_a_hub_cannot_ask(tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    with pytest.raises(RefusedError) as error:
        lab.desk.office.ask(lab.learner, "ABCD-EFGH-JKLM", WORDS)
    assert refused(error) == "not-registered"
    lab.desk.close()


def test_who_forgot_her_words_gets_a_new_grant(her: Coordinator) -> None:
    before = her.appoint()
    after = her.appoint()

    assert after.state is OfficeState.OPEN
    assert after.grant != before.grant


def test_whose_grant_has_ended_enters_no_more(her: Coordinator) -> None:
    grant = her.appoint().grant
    with her.hub.database.writing() as connection:
        grants_of.revoke(connection, her.hub.identity.signing_key, grant, LEFT, her.hub.now())
    her.exchange()

    found = her.office.standing(her.ada)
    assert (found.state, found.ended) == (OfficeState.ENDED, LEFT)
    assert not found.is_coordinators
    with pytest.raises(RefusedError) as error:
        her.office.key_for(her.ada)
    assert refused(error) == "grant-ended"
    assert grants.LEFT == LEFT


def test_past_its_day_she_is_told_so(her: Coordinator) -> None:
    her.appoint()
    her.lab.clock.claim(grants.LIFE_MILLISECONDS + 1)

    assert her.office.standing(her.ada).ran_out
