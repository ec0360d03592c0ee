"""People share a computer: PINs hold colleagues apart, and the steward helps on the spot."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.desks import PIN, Lab
from ujuzi.domain.authority import Act
from ujuzi.domain.event import PinReset, SignedIn
from ujuzi.domain.tries import WAIT_SECONDS_FIRST
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.services.people.people import (
    NAME_LENGTH_MOST,
    People,
    Preferences,
    save_archive,
)
from ujuzi.store import event_log, facts
from ujuzi.store.database import memory_database


def refusal(error: pytest.ExceptionInfo[UjuziError]) -> tuple[str, object]:
    return error.value.code, error.value.facts.get("wait_seconds")


def try_wrong(lab: Lab, times: int) -> list[tuple[str, object]]:
    codes = []
    for _ in range(times):
        with pytest.raises(RefusedError) as error:
            lab.desk.people.sign_in(lab.learner, "0000")
        codes.append(refusal(error))
    return codes


def exported(lab: Lab, folder: Path) -> Path:
    return save_archive(lab.desk.people.archive(lab.learner), lab.learner, folder)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Awa   Traoré ", "Awa Traoré"),
        ("أمينة", "أمينة"),
        ("ሰላማዊት", "ሰላማዊት"),
        ("Kofi\u202e\u200f Mensah", "Kofi Mensah"),
        ("Line\nbreak\x07", "Line break"),
        ("علی\u200cرضا\u200b", "علی\u200cرضا"),
    ],
)
def test_names_of_any_script_are_kept(typed: str, kept: str) -> None:
    people = People(memory_database(), FakeClock())

    person = people.create(name=typed, role="teacher", language="fr", pin=PIN)

    assert person.name == kept
    assert people.all() == (person,)
    assert person.preferences.language == "fr"


@pytest.mark.parametrize(
    ("name", "pin", "code"),
    [
        ("  ", PIN, "name-empty"),
        ("\u200f\u202e", PIN, "name-empty"),
        ("\u200d\u200c\u2060", PIN, "name-empty"),
        ("7", PIN, "name-empty"),
        ("A\u200bda", PIN, "name-malformed"),
        ("TraorÃ©", PIN, "name-malformed"),
        ("x" * 10_000, PIN, "name-too-long"),
        ("Ada", "123", "pin-too-short"),
    ],
)
def test_a_profile_that_cannot_be_is_refused_and_nothing_is_kept(
    name: str, pin: str, code: str
) -> None:
    people = People(memory_database(), FakeClock())

    with pytest.raises(RefusedError) as error:
        people.create(name=name, role="teacher", language="en", pin=pin)

    assert error.value.code == code
    assert people.all() == ()


def test_a_staff_number_is_kept_in_one_form() -> None:
    people = People(memory_database(), FakeClock())
    ada = people.create(name="Ada", role="teacher", language="en", pin=PIN, staff_number="B1\u200b")
    assert ada.staff_number == "B1"
    changed = people.change_profile(ada.learner, staff_number="E\u03017 ", institution="\u00a0Unz")
    assert (changed.staff_number, changed.institution) == ("É7", "Unz")


def test_a_long_name_that_fits_is_kept_whole() -> None:
    people = People(memory_database(), FakeClock())
    name = "ሀ" * NAME_LENGTH_MOST

    assert people.create(name=name, role="leader", language="en", pin=PIN).name == name


def filled(lab: Lab) -> None:
    """Let nothing more be written: not the change of a row either."""
    lab.desk._db.execute("PRAGMA query_only = ON")


def emptied(lab: Lab) -> None:
    lab.desk._db.execute("PRAGMA query_only = OFF")


def test_one_signs_in_where_nothing_can_be_written(lab: Lab) -> None:
    filled(lab)
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"


def test_where_no_try_can_be_written_down_none_is_free(lab: Lab) -> None:
    filled(lab)
    assert [code for code, _ in try_wrong(lab, 3)] == ["pin-wrong", "pin-wait", "pin-wait"]
    lab.clock.move(2 * WAIT_SECONDS_FIRST)
    assert [code for code, _ in try_wrong(lab, 2)] == ["pin-wrong", "pin-wait"]
    emptied(lab)
    assert try_wrong(lab, 1)[0][0] == "pin-wait"
    lab.clock.move(4 * WAIT_SECONDS_FIRST)
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"
    assert [code for code, _ in try_wrong(lab, 2)] == ["pin-wrong", "pin-wrong"]


def test_the_right_pin_signs_in(lab: Lab) -> None:
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"


def test_delays_grow_after_three_wrong_pins(lab: Lab) -> None:
    assert try_wrong(lab, 4) == [
        ("pin-wrong", 0),
        ("pin-wrong", 0),
        ("pin-wrong", 5),
        ("pin-wait", 5),
    ]
    lab.clock.move(5)
    assert try_wrong(lab, 1) == [("pin-wrong", 10)]
    lab.clock.move(10)
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"
    assert try_wrong(lab, 1) == [("pin-wrong", 0)]


def test_a_restart_or_another_date_wins_no_try(lab: Lab) -> None:
    try_wrong(lab, 3)
    lab.clock.claim(10**12)
    again = lab.reopened()

    with pytest.raises(RefusedError) as error:
        again.desk.people.sign_in(lab.learner, PIN)

    assert refusal(error) == ("pin-wait", 5)
    again.desk.close()


def test_the_steward_code_is_made_once_and_resets_a_pin_with_a_trail(lab: Lab) -> None:
    people = lab.desk.people
    code = people.make_steward_code()
    assert code is not None
    people.keep_steward_code()
    assert people.make_steward_code() is None

    people.reset_pin(lab.learner, code.lower().replace("-", " "), "9999")

    assert people.sign_in(lab.learner, "9999").name == "Ada"
    assert event_log.count(lab.desk._db) == 3
    *_, last = event_log.replay(lab.desk._db, lab.learner)
    assert last.body == PinReset()


def test_a_steward_code_that_a_power_cut_hid_is_shown_again(lab: Lab) -> None:
    code = lab.desk.people.make_steward_code()
    again = lab.reopened()

    assert again.desk.people.make_steward_code() == code
    again.desk.close()


def test_the_first_person_sees_the_code_again_until_a_second_confirms_it(lab: Lab) -> None:
    people = lab.desk.people
    fatou = people.create(name="Fatou", role="teacher", language="fr", pin=PIN)
    code = people.make_steward_code() or ""
    people.keep_steward_code(lab.learner)

    assert people.make_steward_code() is None
    again = lab.reopened()
    people = again.desk.people
    assert people.steward_code_for(lab.learner) == code
    assert people.steward_code_for(fatou.learner) is None

    with pytest.raises(RefusedError):
        people.check_steward_code("AAAA-AAAA-AAAA", Act.TRUST_PUBLISHER, fatou.learner)
    people.check_steward_code(code, Act.TRUST_PUBLISHER, lab.learner)
    assert people.steward_code_for(lab.learner) == code

    people.check_steward_code(code, Act.TRUST_PUBLISHER, fatou.learner)
    assert people.steward_code_for(lab.learner) is None
    again.desk.close()


@pytest.mark.parametrize("kept", [False, True])
def test_a_new_code_replaces_the_old_one_only_when_it_is_said_to_be_kept(
    lab: Lab, *, kept: bool
) -> None:
    people = lab.desk.people
    old = people.make_steward_code() or ""
    people.keep_steward_code(lab.learner)
    with pytest.raises(RefusedError, match="not right"):
        people.propose_steward_code("AAAA-AAAA-AAAA")
    new = people.propose_steward_code(old)
    if kept:
        people.renew_steward_code(old, new)

    opens, opens_not = (new, old) if kept else (old, new)
    people.check_steward_code(opens, Act.RESET_PIN)
    with pytest.raises(RefusedError, match="not right"):
        people.check_steward_code(opens_not, Act.RESET_PIN)
    assert people.steward_code_for(lab.learner) is None


def test_when_somebody_was_here_last_is_known_also_from_an_older_release(lab: Lab) -> None:
    def last() -> object:
        return lab.desk.people.person(lab.learner).last_used

    assert last() == lab.clock.now()
    lab.clock.move(3600)
    assert lab.desk.people.sign_in(lab.learner, PIN).last_used == lab.clock.now()
    facts.forget(lab.desk._db, f"last-used-{lab.learner}")
    assert last() == lab.clock.now()
    facts.forget(lab.desk._db, f"signed-in-{lab.learner}")
    assert last() is None


def test_who_is_taken_off_is_out_at_once_and_a_new_pin_brings_her_back(lab: Lab) -> None:
    people = lab.desk.people
    code = people.make_steward_code() or ""
    with pytest.raises(RefusedError, match="not right"):
        people.take_off(lab.learner, "AAAA-AAAA-AAAA")
    assert [person.name for person in people.all()] == ["Ada"]

    people.take_off(lab.learner, code)
    assert people.all() == ()
    assert [person.name for person in people.taken_off()] == ["Ada"]
    with pytest.raises(RefusedError) as error:
        people.sign_in(lab.learner, PIN)
    assert error.value.code == "pin-missing"

    people.reset_pin(lab.learner, code, "9999")
    assert people.taken_off() == ()
    assert people.sign_in(lab.learner, "9999").name == "Ada"


def test_a_wrong_steward_code_changes_nothing(lab: Lab) -> None:
    lab.desk.people.make_steward_code()

    with pytest.raises(RefusedError) as error:
        lab.desk.people.reset_pin(lab.learner, "AAAA-AAAA-AAAA", "9999")

    assert error.value.code == "steward-code-wrong"
    assert lab.desk.people.sign_in(lab.learner, PIN).name == "Ada"


def test_a_pin_is_changed_only_by_who_knows_the_old_one(lab: Lab) -> None:
    with pytest.raises(RefusedError, match="not right"):
        lab.desk.people.change_pin(lab.learner, "0000", "9999")
    lab.desk.people.change_pin(lab.learner, PIN, "9999")

    assert lab.desk.people.sign_in(lab.learner, "9999").name == "Ada"


def test_neither_pin_nor_code_lies_in_the_database(lab: Lab) -> None:
    code = lab.desk.people.make_steward_code()
    assert code is not None
    lab.desk.people.keep_steward_code()
    lab.desk._db.execute("VACUUM")
    lab.desk.close()
    data = b"".join(file.read_bytes() for file in (lab.folder / "data").glob("ujuzi.sqlite3*"))

    assert b"$argon2id$" in data
    assert code.encode() not in data
    assert PIN.encode() not in data.replace(b"$argon2id$", b"")


def test_preferences_come_back(lab: Lab) -> None:
    wanted = Preferences(language="ar", theme="dark", text_size=125)
    lab.desk.people.set_preferences(lab.learner, wanted)
    again = lab.reopened()

    assert again.desk.people.person(lab.learner).preferences == wanted
    again.desk.close()


def test_a_profile_change_records_only_what_changed(lab: Lab) -> None:
    lab.desk.people.change_profile(lab.learner, name="Ada", institution="Gulu")
    before = event_log.count(lab.desk._db)
    lab.desk.people.change_profile(lab.learner, name="Ada", institution="Gulu")

    assert lab.desk.people.person(lab.learner).institution == "Gulu"
    assert event_log.count(lab.desk._db) == before


def test_an_export_holds_all_of_one_person_and_nothing_of_another(lab: Lab, tmp_path: Path) -> None:
    awa = lab.desk.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.write_note(awa.learner, lab.pack, "counting", "a secret of Awa")
    lab.desk.learning.keep_draft(lab.learner, lab.pack, "counting", "note", "not yet said")
    lab.desk.people.set_preferences(lab.learner, Preferences(theme="contrast"))

    with zipfile.ZipFile(exported(lab, tmp_path)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}

    kinds = [json.loads(line)["kind"] for line in texts["events.jsonl"].splitlines()]
    assert kinds == ["profile-created", "enrolled", "activity-opened"]
    assert "secret" not in "".join(texts.values())
    assert "not yet said" in texts["drafts.json"]
    assert json.loads(texts["preferences.json"])["theme"] == "contrast"
    assert json.loads(texts["last_used.json"]) == lab.clock.now()


def test_an_export_to_a_folder_that_is_gone_is_told(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        exported(lab, tmp_path / "pulled stick")
    assert error.value.code == "export-failed"


def test_who_signs_in_again_after_weeks_is_written_down_and_nobody_else(lab: Lab) -> None:
    def signed_in() -> int:
        return sum(isinstance(e.body, SignedIn) for e in event_log.replay(lab.desk._db))

    for days, expected in ((0, 0), (20, 0), (31, 1), (1, 1), (-400, 2)):
        lab.clock.move(days * 24 * 3600)
        lab.desk.people.sign_in(lab.learner, PIN)
        assert signed_in() == expected
