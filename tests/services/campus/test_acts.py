"""What a coordinator does offline is recorded with her, done at once, and decided by the hub."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from helpers.coordinating import Coordinator
from helpers.desks import PIN
from helpers.offices import INSTITUTION
from ujuzi.credentials.secrets import digest_of
from ujuzi.domain.authority import Act, Actor, Role
from ujuzi.domain.event import CoordinatorActed, LearnerId, PinReset
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import coordinators, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.landing import decisions
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.store import acts as heard
from ujuzi.store import event_log, held, inbox, introductions
from ujuzi.store import grants as lists
from ujuzi.store.acts import ActStanding
from ujuzi.sync import acts as checked
from ujuzi.sync import collecting, grants
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import documents, introduction, messages
from ujuzi.wire.deeds import (
    Deed,
    EndPerson,
    Enrol,
    MakeCodes,
    MovePerson,
    PersonCode,
    RosterRow,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.grants import DISTRUSTED, LEFT, LIFE_MILLISECONDS
from ujuzi.wire.messages import Enrolment

NEW = "f" * 16


def introduce(her: Coordinator, name: str = "PC-09") -> None:
    """Let a bundle bring a computer that asks to be taken in."""
    key = her.lab.desk.office.key_for(her.ada)[1].generate()
    asked = Enrolment(
        messages.VERSION, "", NEW, name, key.public.raw, bytes(32), campus="ouaga-main"
    )
    signed = messages.sign(asked, messages.ENROLMENT_CONTEXT, key)
    wire = introduction.write(introduction.ENROLS, signed)
    introductions.keep(her.campus.db, introduction.read(wire), her.lab.clock.now())


def at_hub(her: Coordinator) -> list[tuple[str, str, str]]:
    access = Access(her.hub.database, now=her.hub.now)
    return [(e.act, e.standing, e.problem) for e in coordinators.acted(access, INSTITUTION)]


def code_of(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.code


def test_an_act_is_recorded_in_her_log_and_shown_with_what_came_of_it(her: Coordinator) -> None:
    her.appoint()
    introduce(her)
    done = her.acts.admit(her.ada, NEW)

    assert (done.act, done.device, done.by) == (Act.ADMIT_COMPUTER, NEW, "Ada Traoré")
    assert done.standing is ActStanding.DONE
    assert NEW in {each.device for each in held.computers(her.campus.db)}
    last = list(event_log.replay(her.campus.db, her.ada))[-1].body
    assert isinstance(last, CoordinatorActed)

    her.exchange()
    assert at_hub(her) == [("admit-computer", "done", "")]
    assert [each.standing for each in her.acts.listed()] == [ActStanding.LANDED]


def test_nobody_is_taken_in_who_did_not_ask(her: Coordinator) -> None:
    her.appoint()
    with pytest.raises(RefusedError) as error:
        her.acts.admit(her.ada, NEW)
    assert code_of(error) == "device-unknown"


def test_a_locked_office_signs_nothing(her: Coordinator) -> None:
    with pytest.raises(RefusedError) as error:
        her.acts.revoke(her.ada, NEW, "stolen")
    assert code_of(error) == "office-missing"
    her.appoint()
    her.office.lock()
    with pytest.raises(RefusedError) as error:
        her.acts.revoke(her.ada, NEW, "stolen")
    assert code_of(error) == "office-locked"
    assert her.acts.listed() == ()


def test_she_decides_nothing_about_herself(her: Coordinator) -> None:
    her.appoint()
    her.exchange()
    with her.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, her.ada, "P1", her.hub.now())
    her.exchange()
    here = event_log.device_id(her.campus.db)
    for act in (
        lambda: her.acts.judge(her.ada, her.ada, here, was_she=True),
        lambda: her.acts.reset_pin(her.ada, her.ada, here),
    ):
        with pytest.raises(RefusedError) as error:
            act()
        assert code_of(error) == "act-herself"
    assert her.acts.listed() == ()


def test_acts_follow_each_other_also_after_a_restart(her: Coordinator) -> None:
    her.appoint()
    her.acts.revoke(her.ada, NEW, "retired")
    her.lab = her.lab.reopened()
    her.office.unlock(her.ada, "abandon ability able about above absent")
    her.acts.revoke(her.ada, NEW, "stolen")

    assert [(e.number, e.answer) for e in her.acts.listed()] == [(2, "stolen"), (1, "retired")]


def test_a_colleague_sets_a_new_pin_with_the_code_and_no_pin_travels(her: Coordinator) -> None:
    her.appoint()
    here = event_log.device_id(her.campus.db)
    people = her.lab.desk.people
    people.make_steward_code()
    cleo = people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    code = her.acts.reset_pin(her.ada, cleo, here)
    assert people.has_code_for(cleo)
    with pytest.raises(RefusedError) as error:
        people.reset_pin(cleo, "XXXX-XXXX-XXXX", "9753")
    assert code_of(error) == "steward-code-wrong"

    people.reset_pin(cleo, code.lower(), "9753")

    assert people.sign_in(cleo, "9753").learner == cleo
    assert isinstance(list(event_log.replay(her.campus.db, cleo))[-1].body, PinReset)
    with pytest.raises(RefusedError):
        people.reset_pin(cleo, code, "1111")
    for act in heard.heard(her.campus.db):
        assert b"9753" not in act.wire
        assert code.encode() not in act.wire


def test_the_code_for_somebody_else_opens_nothing(her: Coordinator) -> None:
    her.appoint()
    people = her.lab.desk.people
    people.make_steward_code()
    code = her.acts.reset_pin(her.ada, "cleo", event_log.device_id(her.campus.db))

    with pytest.raises(RefusedError) as error:
        people.reset_pin(LearnerId("dora"), code, "9753")
    assert code_of(error) == "steward-code-wrong"


def test_after_a_fortnight_a_code_says_that_it_has_expired(her: Coordinator) -> None:
    her.appoint()
    people = her.lab.desk.people
    code = her.acts.reset_pin(her.ada, "cleo", event_log.device_id(her.campus.db))
    her.lab.clock.claim(15 * 24 * 3600 * 1000)

    with pytest.raises(RefusedError) as error:
        people.reset_pin(LearnerId("cleo"), code, "9753")
    assert code_of(error) == "code-expired"


def test_a_new_steward_code_is_made_with_the_code_alone(her: Coordinator) -> None:
    her.appoint()
    people = her.lab.desk.people
    old = people.make_steward_code()
    code = her.acts.renew_steward_code(her.ada, event_log.device_id(her.campus.db))
    new = people.propose_steward_code(code)
    people.renew_steward_code(code, new)

    people.check_steward_code(new, Act.TAKE_OFF)
    for spent in (code, old or ""):
        with pytest.raises(RefusedError):
            people.check_steward_code(spent, Act.RENEW_STEWARD_CODE)
        her.lab.clock.ticks += 3600


def test_the_code_for_a_steward_code_opens_nothing_else(her: Coordinator) -> None:
    her.appoint()
    people = her.lab.desk.people
    people.make_steward_code()
    code = her.acts.renew_steward_code(her.ada, event_log.device_id(her.campus.db))

    with pytest.raises(RefusedError):
        people.check_steward_code(code, Act.TRUST_PUBLISHER)


def test_another_computer_does_it_from_her_bytes_before_the_hub_has_heard(
    her: Coordinator,
) -> None:
    her.appoint()
    other = her.another()
    her.acts.reset_pin(her.ada, "cleo", event_log.device_id(other.db))
    for act in heard.heard(her.campus.db):
        assert checked.take(other.db, act.wire, other.clock)
    checked.settle(other.db, other.clock)

    assert People(other.db, _Fixed(other.clock)).has_code_for(LearnerId("cleo"))
    assert at_hub(her) == []


def test_another_computer_hears_it_from_the_hub(her: Coordinator) -> None:
    her.appoint()
    other = her.another()
    her.acts.reset_pin(her.ada, "cleo", event_log.device_id(other.db))
    her.exchange()
    other.exchange(her.campus.transport)

    assert People(other.db, _Fixed(other.clock)).has_code_for(LearnerId("cleo"))
    assert [each.standing for each in heard.heard(other.db)] == [ActStanding.LANDED]


class _Fixed(Clock):
    """A clock that stands still."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:  # type: ignore[override]
        return self.at

    def monotonic(self) -> float:
        return 0.0


def test_a_pin_set_by_the_code_of_whom_nobody_trusts_any_more_is_asked_anew(
    her: Coordinator,
) -> None:
    grant = her.appoint().grant
    people = her.lab.desk.people
    steward = people.make_steward_code()
    cleo = people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    code = her.acts.reset_pin(her.ada, cleo, event_log.device_id(her.campus.db))
    people.reset_pin(cleo, code, "9753")
    access = Access(her.hub.database, now=her.hub.now)
    coordinators.revoke(access, grant, DISTRUSTED)
    her.exchange()

    with pytest.raises(RefusedError) as error:
        people.sign_in(cleo, "9753")
    assert code_of(error) == "pin-asked-anew"
    people.reset_pin(cleo, steward or "", "8642")
    assert people.sign_in(cleo, "8642").learner == cleo
    her.exchange()
    assert people.sign_in(cleo, "8642").learner == cleo


def test_past_its_day_an_act_waits_for_the_steward_code_beside_it(her: Coordinator) -> None:
    her.appoint()
    steward = her.lab.desk.people.make_steward_code() or ""
    her.lab.clock.claim(LIFE_MILLISECONDS + 1)
    act = her.acts.revoke(her.ada, NEW, "stolen")
    assert act.standing is ActStanding.NEEDS_CODE

    with pytest.raises(RefusedError) as error:
        her.acts.confirm(act.key, "XXXX-XXXX-XXXX")
    assert code_of(error) == "steward-code-wrong"
    her.lab.clock.ticks += 3600
    assert her.acts.confirm(act.key, steward).standing is ActStanding.DONE
    with pytest.raises(RefusedError):
        her.acts.confirm(act.key, steward)


def test_a_list_and_acts_are_handed_on_as_they_were_signed(her: Coordinator) -> None:
    her.appoint()
    wire = lists.signed(her.campus.db)
    other = her.another()

    assert wire is not None
    assert not grants.take(other.db, wire)  # it came with the exchange
    assert lists.signed(other.db) == wire


COHORT = "c0" * 8


def rows(*people: str) -> SetRoster:
    return SetRoster(tuple(RosterRow(each, f"Name of {each}", "teacher") for each in people))


def test_many_acts_are_signed_at_once_and_she_alone_can_read_whom_they_name(
    her: Coordinator,
) -> None:
    her.appoint()
    done = her.acts.sign_all(her.ada, [rows("P7", "P8"), EndPerson("P9", 5)])

    assert [(each.number, each.act) for each in done] == [
        (1, Act.SET_ROSTER),
        (2, Act.END_PERSON),
    ]
    assert [each.people for each in done] == [("P7", "P8"), ("P9",)]
    assert {each.standing for each in done} == {ActStanding.DONE}
    assert [each.people for each in her.acts.listed()] == [("P9",), ("P7", "P8")]
    copied = zipfile.ZipFile(io.BytesIO(her.lab.desk.people.archive(her.ada)))
    assert b"coordinator-acted" in copied.read("events.jsonl")
    assert b"enclosure" not in copied.read("events.jsonl")
    handed = b"".join(wire for _, wire in checked.handed_on(her.campus.db))
    assert b"\xa2P7" not in handed
    assert b"Name of" not in handed
    assert her.acts.revoke(her.ada, NEW, "retired").number == 3


def test_what_cannot_all_be_signed_is_not_signed_at_all(her: Coordinator) -> None:
    her.appoint()
    long = SetCohort(COHORT, "Autumn", tuple(f"course-{number:0150}" for number in range(90)))
    refusals: list[tuple[str, list[Deed]]] = [
        ("act-too-long", [rows("P7"), long]),
        ("act-herself", [rows("P7"), rows("P8", "p-1", "P1")]),
        ("act-herself", [Enrol(("p1",), COHORT)]),
    ]
    for refused, deeds in refusals:
        with pytest.raises(RefusedError) as error:
            her.acts.sign_all(her.ada, deeds)
        assert code_of(error) == refused
    assert her.acts.listed() == ()
    assert her.acts.sign(her.ada, rows("P7")).number == 1


CODE = "ABCD-EFGH-JKLM"
SECRETS = (
    *(b"P-4711", b"P-4712", b"Bintou Ouattara", b"bintou@example.org", b"Reading circle"),
    *(digest_of(CODE), digest_of(CODE).hex().encode(), COHORT.encode()),
)


def enlisted() -> list[Deed]:
    """Return all that names people of the roster, or would let others pass for them."""
    row = RosterRow("P-4711", "Bintou Ouattara", "teacher", email="bintou@example.org")
    return [
        SetRoster((row, RosterRow("P-4712", "Bintou Ouattara", "support"))),
        SetCohort(COHORT, "Reading circle", ("c1",)),
        Enrol(("P-4711",), COHORT),
        MakeCodes((PersonCode("P-4711", digest_of(CODE)),)),
        MovePerson("P-4712", ""),
        EndPerson("P-4712", 5),
    ]


def test_no_lab_computer_and_no_folder_holds_a_name_or_a_number_of_the_roster(
    her: Coordinator, tmp_path: Path
) -> None:
    her.appoint()
    other, hers, folder = her.another(), her.campus.station, tmp_path / "stick"
    folder.mkdir()
    her.acts.sign_all(her.ada, enlisted())
    assert all(b"P-4711" not in wire for _, wire in checked.handed_on(her.campus.db))
    for station in (hers, other, hers, other):
        collecting.write_out(station.on_store, station.keys, folder, station.clock, Medium())
    for _ in range(2):
        her.exchange()
        other.exchange(her.campus.transport)

    files = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    found = files + other.db._connection.serialize()
    assert files
    assert [secret for secret in SECRETS if secret in found] == []
    assert {each.standing for each in heard.heard(other.db)} == {ActStanding.LANDED}
    assert len(heard.heard(other.db)) == len(enlisted())
    assert {each.id for each in inbox.of_kind(her.campus.db, documents.ROSTER)} >= {"P-4711"}
    assert inbox.of_kind(other.db, documents.ROSTER) == ()


def test_when_her_office_has_ended_her_computer_lets_go_of_the_people(her: Coordinator) -> None:
    her.appoint()
    her.acts.sign_all(her.ada, enlisted())
    her.exchange()
    her.exchange()
    assert inbox.of_kind(her.campus.db, documents.COHORT) != ()
    access = Access(her.hub.database, now=her.hub.now)
    (grant,) = coordinators.listed(access, INSTITUTION)
    coordinators.revoke(access, grant.id, LEFT)
    her.exchange()

    assert inbox.of_kind(her.campus.db, documents.ROSTER) == ()
    assert inbox.of_kind(her.campus.db, documents.COHORT) == ()


YEARS = 5 * 365 * 24 * 3600 * 1000


@pytest.mark.parametrize("off", [-20 * 365 * 24 * 3600 * 1000, YEARS])
def test_a_code_opens_at_once_whatever_the_clock_says(her: Coordinator, off: int) -> None:
    her.appoint()
    people = her.lab.desk.people
    people.make_steward_code()
    cleo = people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    code = her.acts.reset_pin(her.ada, cleo, event_log.device_id(her.campus.db))
    assert heard.code_heard_at(her.campus.db, Act.RESET_PIN, cleo) == her.lab.clock.now()
    her.campus.db.execute("UPDATE acts SET heard_at = heard_at + ?", (off,))
    her.lab.clock.claim(off)  # as it was when the act came

    people.reset_pin(cleo, code, "9753")

    assert people.sign_in(cleo, "9753").learner == cleo


def test_a_clock_that_lost_its_battery_signs_no_code_that_has_run_out(her: Coordinator) -> None:
    her.appoint()
    people = her.lab.desk.people
    cleo = people.create(name="Cleo", role="teacher", language="en", pin=PIN).learner
    her.lab.clock.claim(-20 * 365 * 24 * 3600 * 1000)

    code = her.acts.reset_pin(her.ada, cleo, event_log.device_id(her.campus.db))

    people.reset_pin(cleo, code, "9753")
    assert people.sign_in(cleo, "9753").learner == cleo


def test_whoever_is_erased_at_the_hub_goes_from_her_coordinators_log(her: Coordinator) -> None:
    her.appoint()
    her.exchange()
    deed = SetRoster((RosterRow("P2", "Awa Secret", "teacher"),))
    signed = her.acts.sign(her.ada, deed)
    other = her.acts.sign(her.ada, SetRoster((RosterRow("P9", "Bo", "teacher"),)))
    her.exchange()
    her.exchange()
    assert signed.people == ("P2",)
    access = Access(her.hub.database, Actor(Role.OPERATOR), her.hub.now)
    people.erase(access, INSTITUTION, "P2", keeps_certificates=False)

    her.exchange()

    shown = {each.key: each for each in her.acts.listed()}
    assert (shown[signed.key].standing, shown[signed.key].people) == (ActStanding.LANDED, ())
    assert shown[other.key].people == ("P9",)
    assert [each.number for each in shown.values()] == [2, 1]
    assert her.lab.desk.computer.rebuild().different == ()
    her.acts.sign(her.ada, EndPerson("P9", 5))
    her.exchange()
    her.exchange()
    assert {each.standing for each in her.acts.listed()} == {ActStanding.LANDED}
