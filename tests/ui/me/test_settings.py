"""Settings: worn at once, kept with the person, refused where they were typed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA
from helpers.pages import SettingsDriver, retype
from helpers.window_fakes import FakeOffice, FakePeople, FakeRoster
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.people.people import Person, Preferences
from ujuzi.services.people.roster import LinkState, ProfileLink, SeatState
from ujuzi.ui.me.computer_card import MAY_BREAK
from ujuzi.ui.me.settings import SettingsPage
from ujuzi.ui.shell.destinations import ToHelp, ToLeadersReports, ToSettings


class Keeping(FakePeople):
    """People whose wishes are kept."""

    full = False
    """Whether the disk takes no more."""

    def set_preferences(self, learner: LearnerId, preferences: Preferences) -> None:
        if self.full:
            raise WorldError(Code.DISK_FULL, "Full.")
        self._keep(replace(self.person(learner), preferences=preferences))

    def change_profile(
        self,
        learner: LearnerId,
        *,
        name: str | None = None,
        role: str | None = None,
        institution: str | None = None,
        staff_number: str | None = None,
        sex: str | None = None,
    ) -> Person:
        self._fail()
        known = self.person(learner)
        edited = replace(
            known,
            name=known.name if name is None else name,
            role=known.role if role is None else role,
            institution=known.institution if institution is None else institution,
            staff_number=known.staff_number if staff_number is None else staff_number,
            sex=known.sex if sex is None else sex,
        )
        return self._keep(edited)

    def archive(self, learner: LearnerId) -> bytes:
        return b"all of Ada"

    def _keep(self, person: Person) -> Person:
        self.everyone = [person]
        return person


class Stage:
    """The settings of Ada."""

    def __init__(self, qtbot: QtBot, stick: Path) -> None:
        self.people = Keeping()
        self.roster = FakeRoster(self.people)
        self.office = FakeOffice()
        desk = SimpleNamespace(
            people=self.people,
            roster=self.roster,
            office=self.office,
            library=SimpleNamespace(
                trusted=lambda: (
                    SimpleNamespace(publisher="National Centre", fingerprint="4f1c 99ab"),
                )
            ),
            computer=SimpleNamespace(data_dir=Path("/data/ujuzi")),
        )
        self.page = SettingsPage(InlineJobs(desk), ADA.learner)
        self.stick = stick
        self.page.computer._choose = lambda _over, _title: stick
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.show_at(ToSettings())
        self.driver = SettingsDriver(self.page)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Stage:
    return Stage(qtbot, tmp_path)


def test_a_theme_and_a_text_size_are_kept_with_the_person(stage: Stage) -> None:
    stage.driver.choose_theme("dark")
    stage.driver.choose_text_size(125)
    kept = stage.people.person(ADA.learner).preferences
    assert kept == Preferences(theme="dark", text_size=125)


def test_a_theme_that_could_not_be_kept_is_not_shown_as_chosen(stage: Stage, qtbot: QtBot) -> None:
    stage.people.full = True
    with qtbot.waitSignal(stage.page._jobs.failed) as told:
        stage.driver.choose_theme("dark")
    assert told.args[0].code == "disk-full"
    assert stage.page.appearance.theme.rows["light"].button.isChecked()


def test_showing_settings_changes_nothing(stage: Stage) -> None:
    assert stage.people.everyone == [ADA]


def test_a_wish_keeps_the_languages_that_courses_are_studied_in(stage: Stage) -> None:
    kept = Preferences(course_languages={"ai-literacy": "fr"})
    stage.people.set_preferences(ADA.learner, kept)
    stage.driver.choose_theme("contrast")
    preferences = stage.people.person(ADA.learner).preferences
    assert preferences.course_languages == {"ai-literacy": "fr"}
    assert preferences.theme == "contrast"


def test_a_field_is_saved_when_it_is_left(stage: Stage, qtbot: QtBot) -> None:
    stage.page.activateWindow()
    qtbot.waitUntil(stage.page.isActiveWindow)
    card = stage.page.profile
    retype(card.institution, "Gulu University")
    assert stage.page.unsaved()
    card.staff_number.setFocus()
    assert stage.people.person(ADA.learner).institution == "Gulu University"
    assert not stage.page.unsaved()


@pytest.mark.parametrize("box", ["role", "sex"])
def test_a_choice_is_saved_at_once(stage: Stage, box: str) -> None:
    chosen = getattr(stage.page.profile, box)
    chosen.setCurrentIndex(2)
    chosen.activated.emit(2)
    assert getattr(stage.people.person(ADA.learner), box) == chosen.currentData()
    assert not stage.page.unsaved()


def test_what_is_typed_is_saved_also_when_the_page_is_left_in_the_middle(stage: Stage) -> None:
    retype(stage.page.profile.name, "Adama O.")
    assert stage.people.person(ADA.learner).name == ADA.name
    stage.page.leave()
    assert stage.people.person(ADA.learner).name == "Adama O."
    assert not stage.page.unsaved()


def test_a_full_disk_keeps_what_was_typed_until_there_is_room(stage: Stage) -> None:
    stage.people.failure = WorldError(Code.DISK_FULL, "Full.")
    stage.driver.rename("Adama O.")
    assert "disk is full" in stage.page.profile.notice.text.text()
    assert stage.page.profile.name.text() == "Adama O."
    assert stage.page.unsaved()
    stage.page.hide()
    stage.page.show_at(ToSettings())
    assert stage.people.person(ADA.learner).name == "Adama O."
    assert not stage.page.unsaved()


def test_what_a_full_disk_refused_is_saved_as_soon_as_there_is_room(stage: Stage) -> None:
    stage.people.failure = WorldError(Code.DISK_FULL, "Full.")
    stage.driver.rename("Adama O.")
    stage.page.saves_again()
    assert stage.people.person(ADA.learner).name == "Adama O."
    assert stage.page.profile.notice.isHidden()


def test_a_name_that_cannot_be_is_refused_where_it_was_typed_and_forgotten_elsewhere(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.people.failure = RefusedError(Code.NAME_EMPTY, "None.")
    stage.driver.rename(" ")
    assert stage.page.profile.name_field.refusal == "Type your name."
    assert stage.page.unsaved()

    stage.people.failure = RefusedError(Code.NAME_EMPTY, "None.")
    stage.page.hide()
    with qtbot.waitSignal(stage.page._jobs.failed):
        stage.page.leave()
    assert stage.page.profile.name.text() == ADA.name
    assert not stage.page.unsaved()


def test_what_is_typed_while_another_field_is_saved_stays(stage: Stage) -> None:
    card = stage.page.profile
    retype(card.name, "Adama O.")
    sent = card.edited()
    retype(card.institution, "Gulu")
    card.keep(replace(ADA, name="Adama O."), sent)
    assert card.edited() == {"institution": "Gulu"}
    assert card.institution.text() == "Gulu"


def test_a_pin_is_changed_by_who_knows_it(stage: Stage) -> None:
    stage.driver.change_pin("1111", "9753")
    assert stage.page.pin.present_field.refusal == "This PIN is not right."
    assert stage.people.pins["ada"] == "2468"
    stage.driver.change_pin("2468", "9753")
    assert stage.people.pins["ada"] == "9753"
    assert stage.page.pin.present.text() == ""
    assert "changed" in stage.page.pin.notice.text.text()


def test_the_first_code_is_seen_again_by_who_was_given_it(stage: Stage) -> None:
    card = stage.page.steward
    assert card.look.isHidden()
    stage.people.steward_code, stage.people.shown_to = "ABCD-EFGH-JKMN", ADA.learner
    stage.page.changed(Changes.PEOPLE)
    assert card.shown.isHidden()
    card.look.click()
    assert card.shown.text() == "ABCD-EFGH-JKMN"
    assert not card.shown.isHidden()

    stage.people.shown_to = None
    stage.page.changed(Changes.PEOPLE)
    assert card.look.isHidden()
    assert card.shown.isHidden()


def test_a_steward_code_is_replaced_by_who_has_the_old_one(stage: Stage) -> None:
    stage.people.steward_code = "ABCD-EFGH-JKMN"
    renewal = stage.page.steward.renewal
    renewal.make.click()
    assert renewal.field.refusal == "Type the steward code."
    retype(renewal.code, "ABCD-EFGH-JKMN")
    renewal.make.click()
    renewal.sheet.kept.click()
    renewal.use.click()
    assert stage.people.steward_code == "WXYZ-WXYZ-WXYZ"


def test_a_copy_of_ones_data_is_saved_where_one_chose(stage: Stage) -> None:
    stage.page.computer.export.click()
    file = stage.stick / "ujuzi-ada.zip"
    assert stage.page.computer.notice.text.text() == f"Saved as {file}"
    assert file.read_bytes() == b"all of Ada"


def test_a_stick_that_cannot_be_written_is_said(stage: Stage) -> None:
    stage.stick.rmdir()
    stage.page.computer.export.click()
    said = stage.page.computer.notice.text.text()
    assert f"{stage.stick / 'ujuzi-ada.zip'} could not be written" in said


def test_the_data_folder_and_the_trusted_publishers_are_shown(stage: Stage) -> None:
    shown = stage.page.computer._where.text().replace(MAY_BREAK, "")
    assert str(Path("/data/ujuzi")) in shown
    assert "National Centre" in stage.page.computer._trusted.text()
    assert "4f1c 99ab" in stage.page.computer._trusted.text()


def test_a_code_is_sent_to_the_hub_and_a_wrong_link_is_undone(stage: Stage) -> None:
    card = stage.page.link
    card.link.click()
    assert card.code_field.refusal
    card.code.setText("ABCD-EFGH-JKMN")
    card.link.click()
    assert stage.roster.state.state is LinkState.WAITING
    assert "next exchange" in card.notice.text.text()

    stage.roster.state = ProfileLink(LinkState.LINKED, "Awa Traoré", "teacher")
    stage.page.changed(Changes.DOCUMENTS)
    assert not card.code_field.isVisible()
    assert "Awa Traoré" in card._text.text()
    card.unlink.click()
    assert stage.roster.state.state is LinkState.NONE
    assert card.code_field.isVisible()


def test_a_leader_is_led_to_reports_and_nobody_else_is(stage: Stage, qtbot: QtBot) -> None:
    card = stage.page.link
    for role in ("teacher", "leader"):
        stage.roster.state = ProfileLink(LinkState.LINKED, "Awa Traoré", role)
        stage.page.changed(Changes.DOCUMENTS)
        assert card.reports.isVisible() == (role == "leader")
    with qtbot.waitSignal(stage.page.chosen) as chosen:
        card.reports.click()
    assert chosen.args == [ToLeadersReports()]


def test_who_waits_to_be_confirmed_types_her_code_and_links_nothing_meanwhile(
    stage: Stage,
) -> None:
    stage.roster.state = ProfileLink(LinkState.NONE, seat=SeatState.CLAIMED)
    stage.page.changed(Changes.DOCUMENTS)
    card = stage.page.seat
    assert "when the hub has confirmed" in card._text.text()
    assert not stage.page.link.code_field.isVisible()
    assert not card.take_along.isVisible()

    card.confirm.click()
    assert card.code_field.refusal
    card.code.setText("ABCD-EFGH-JKMN")
    card.confirm.click()
    assert "next exchange" in card.notice.text.text()
    stage.roster.state = ProfileLink(LinkState.NONE, seat=SeatState.REFUSED)
    stage.page.changed(Changes.DOCUMENTS)
    assert "mistyped" in card.notice.text.text()


def test_a_code_to_take_along_is_shown_once(stage: Stage) -> None:
    card = stage.page.seat
    assert card.shown.isHidden()

    card.take_along.click()
    assert card.shown.text() == stage.roster.code
    assert "only now" in card.notice.text.text()
    stage.page.show_at(ToSettings())
    assert card.shown.isHidden()


def test_a_code_of_somebody_else_is_said_to_wait_for_the_coordinator(stage: Stage) -> None:
    stage.roster.state = ProfileLink(LinkState.LINKED, "Awa Traoré", "teacher", asked=True)
    stage.page.changed(Changes.DOCUMENTS)
    assert "coordinator decides" in stage.page.link.notice.text.text()


def test_all_about_ones_data_is_a_press_away(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.page.chosen) as gone:
        stage.page.privacy.more.click()
    assert gone.args == [ToHelp("6-privacy")]
