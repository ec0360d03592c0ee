"""The reader: what is read is kept, what is done is recorded once, and nothing reaches out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.course_folders import SMALL_COURSE
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, COURSE, PACK
from helpers.reader_fakes import BROKEN_CLIP, ReaderDesk
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.people.people import Preferences
from ujuzi.services.study.course_views import HandoutView
from ujuzi.ui.look import theme
from ujuzi.ui.read.contents_panel import ContentsTarget
from ujuzi.ui.read.enlarged import Enlarged
from ujuzi.ui.read.notes_panel import DRAFT_EVERY
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToQuiz, ToReader
from ujuzi.ui.shell.idle import IdleWatch

Opened = Callable[..., ReaderPage]
SHEET = SMALL_COURSE / "media" / "sheet.pdf"
NO_DEVICES = (
    "pipewire",
    "PulseAudio",
    "No RHI backend",
    "QIODevice",
    "Could not open",
    "Invalid",
    "Couldn't load va",
    "Couldn't resolve va",
)
"""What Qt's player says of a computer without sound and graphics, and of a file that is broken."""


def hold(page: ReaderPage, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let what the page asks wait; return what answers it."""
    ask, asked = page._jobs.ask, list[Callable[[], None]]()
    monkeypatch.setattr(page._jobs, "ask", lambda *question: asked.append(lambda: ask(*question)))

    def answer() -> None:
        monkeypatch.setattr(page._jobs, "ask", ask)
        for each in asked:
            each()

    return answer


@pytest.fixture
def desk() -> ReaderDesk:
    return ReaderDesk()


@pytest.fixture
def opened(qtbot: QtBot, desk: ReaderDesk) -> Opened:
    """Open an activity in a window of the smallest size that we promise."""

    def open_activity(activity: str = "first") -> ReaderPage:
        page = ReaderPage(InlineJobs(desk), ADA.learner, IdleWatch())
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.resize(960, 520)
            page.show()
        page.show_at(ToReader(PACK, activity))
        return page

    return open_activity


class TestALesson:
    def test_it_stands_under_its_title_with_its_callout_named(self, opened: Opened) -> None:
        text = opened().lesson.text.toPlainText()
        assert text.startswith("Title of first")
        assert "Case One night" in text

    def test_done_records_it_and_goes_on(self, qtbot: QtBot, opened: Opened,
                                         desk: ReaderDesk) -> None:  # fmt: skip
        page = opened()
        with qtbot.waitSignal(page.chosen) as chosen:
            page.foot.primary.click()
        assert desk.learning.completed == ["first"]
        assert chosen.args == [ToActivity(PACK, "second")]

    def test_done_can_be_undone(self, opened: Opened, desk: ReaderDesk) -> None:
        page = opened()
        assert not page.foot.second.isVisible()
        page.foot.primary.click()
        assert page.foot.second.text() == "Not done yet"
        page.foot.second.click()
        assert desk.learning.completed == []
        assert page.foot.primary.text() == "Done, continue"
        assert page.foot.primary.hasFocus()
        assert not page.foot.second.isVisible()

    def test_a_quiz_that_follows_is_opened_as_a_quiz(self, qtbot: QtBot, opened: Opened) -> None:
        page = opened("sheet")
        with qtbot.waitSignal(page.chosen) as chosen:
            page.foot.primary.click()
        assert chosen.args == [ToQuiz(PACK, "quiz")]

    def test_the_last_one_that_was_missing_finishes_the_course(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.completes_course = True
        page = opened()
        with qtbot.waitSignal(page.chosen) as finished:
            page.foot.primary.click()
        assert finished.args == [ToCourse(COURSE.id)]

    def test_what_is_done_already_is_not_recorded_again(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.visit = replace(desk.learning.visit, completed=True)
        page = opened()
        with qtbot.waitSignal(page.chosen):
            page.foot.primary.click()
        assert desk.learning.completed == []
        assert page.foot.primary.text() == "Continue"

    def test_a_completion_that_is_not_recorded_leaves_the_page_and_says_why(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.failure = WorldError(Code.DISK_FULL, "The disk is full.")
        page = opened()
        page.foot.primary.click()
        assert page.notice.isVisible()
        assert page.foot.primary.text() == "Done, continue"

    def test_the_last_activity_leads_back_to_the_course(self, qtbot: QtBot, opened: Opened) -> None:
        page = opened("last")
        with qtbot.waitSignal(page.chosen) as chosen:
            page.foot.primary.click()
        assert chosen.args == [ToCourse(COURSE.id)]

    def test_a_link_inside_the_course_goes_there(self, qtbot: QtBot, opened: Opened) -> None:
        page = opened()
        with qtbot.waitSignal(page.chosen) as chosen:
            page.lesson.text.activity_chosen.emit("second")
        assert chosen.args == [ToActivity(PACK, "second")]

    def test_a_link_to_a_page_that_is_gone_says_so(self, opened: Opened) -> None:
        page = opened()
        page.lesson.text.activity_chosen.emit("dropped")
        assert page.notice.isVisible()

    def test_a_link_out_is_told_and_copied_and_never_opened(self, opened: Opened) -> None:
        page = opened()
        page.lesson.text.external_chosen.emit("https://e.org/x")
        assert "https://e.org/x" in page.lesson.notice.text.text()
        page.lesson.notice.action.click()
        assert QGuiApplication.clipboard().text() == "https://e.org/x"

    def test_a_picture_is_enlarged_and_escape_gives_the_lesson_back(
        self, qtbot: QtBot, opened: Opened
    ) -> None:
        page = opened()
        page.lesson.text.picture_chosen.emit("figures/box.svg")
        large = page.findChild(Enlarged)
        assert large is not None
        assert large.accessibleName() == "A green box"
        with qtbot.waitSignal(large.destroyed):
            qtbot.keyClick(large, Qt.Key.Key_Escape)

    def test_only_the_pictures_of_the_section_are_fetched(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        opened()
        assert desk.library.asked == ["figures/box.svg"]

    def test_an_activity_that_is_gone_is_a_sentence_and_a_way_back(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened("nowhere")
        assert page.empty.isVisible()
        assert desk.learning.opened == []
        with qtbot.waitSignal(page.chosen) as chosen:
            page.empty.action.click()
        assert chosen.args == [ToCourse(COURSE.id)]


class TestALongLesson:
    def test_it_is_turned_part_by_part_and_done_at_the_last(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened("long")
        assert page.foot.where.text() == "Part 1 of 4"
        for _ in range(3):
            assert page.foot.primary.text() == "Next part"
            page.foot.primary.click()
        assert "Part 3" in page.lesson.text.toPlainText()
        assert desk.learning.completed == []
        with qtbot.waitSignal(page.chosen):
            page.foot.primary.click()
        assert desk.learning.completed == ["long"]

    def test_it_opens_at_the_part_where_it_was_left(self, opened: Opened, desk: ReaderDesk) -> None:
        page = opened("long")
        page.foot.primary.click()
        page.lesson.text.go_to(0.5)
        page.leave()
        position = desk.learning.positions["long"]
        assert 0.25 < position < 0.5
        desk.learning.visit = replace(desk.learning.visit, position=position)
        page.show_at(ToReader(PACK, "long"))
        assert page.foot.where.text() == "Part 2 of 4"
        assert page.lesson.text.place() == pytest.approx(0.5, abs=0.03)

    def test_the_contents_lead_to_another_part(self, opened: Opened) -> None:
        page = opened("long")
        page.contents.chosen.emit(ContentsTarget(2))
        assert page.foot.where.text() == "Part 3 of 4"

    def test_a_link_to_a_heading_in_another_part_turns_to_it(self, opened: Opened) -> None:
        page = opened("long")
        page.lesson.text.anchor_chosen.emit("part-3")
        assert page.foot.where.text() == "Part 4 of 4"

    def test_previous_turns_back_before_it_leaves_the_lesson(
        self, qtbot: QtBot, opened: Opened
    ) -> None:
        page = opened("long")
        page.foot.primary.click()
        page.foot.previous.click()
        assert page.foot.where.text() == "Part 1 of 4"
        with qtbot.waitSignal(page.chosen) as chosen:
            page.foot.previous.click()
        assert chosen.args == [ToActivity(PACK, "second")]


class TestAVisit:
    def test_it_is_left_once_however_often_the_page_is_left(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.leave()
        page.leave()
        assert [activity for activity, _ in desk.learning.left] == ["first"]

    def test_another_activity_ends_the_visit_before(self, opened: Opened, desk: ReaderDesk) -> None:
        page = opened()
        page.show_at(ToReader(PACK, "second"))
        assert [activity for activity, _ in desk.learning.left] == ["first"]
        assert desk.learning.opened == ["first", "second"]

    def test_the_place_is_kept_while_it_changes(self, opened: Opened, desk: ReaderDesk) -> None:
        page = opened("long")
        page._keep_position()
        assert desk.learning.positions == {"long": 0.0}
        desk.learning.positions.clear()
        page._keep_position()
        assert desk.learning.positions == {}
        page.lesson.text.go_to(0.4)
        page._keep_position()
        assert desk.learning.positions["long"] == pytest.approx(0.1, abs=0.02)

    def test_who_comes_back_to_what_is_done_starts_at_the_top(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.visit = replace(desk.learning.visit, completed=True, position=1.0)
        page = opened("long")
        assert page.foot.where.text() == "Part 1 of 4"
        assert page.lesson.text.verticalScrollBar().value() == 0


class TestNotesAndBookmark:
    def test_ctrl_n_opens_the_notes_ready_to_write(self, qtbot: QtBot, opened: Opened) -> None:
        page = opened()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert page.notes.isVisible()
        assert QApplication.focusWidget() is page.notes.editor

    def test_a_note_is_written_changed_removed_and_brought_back(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        assert desk.learning.written[-1:] == [("Ask the council.", None)]
        page.notes._change(page._notes[0])
        page.notes.editor.setPlainText("Ask the dean.")
        page.notes.save.click()
        assert desk.learning.written[-1:] == [("Ask the dean.", "n1")]
        page.notes._remove(page._notes[0])
        assert desk.learning.written[-1:] == [("", "n1")]
        page.notes.notice.action.click()
        assert desk.learning.written[-1:] == [("Ask the dean.", "n1")]
        assert [note.text for note in page._notes] == ["Ask the dean."]

    def test_typed_text_is_kept_within_three_seconds(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Half a tho")
        qtbot.waitUntil(
            lambda: desk.learning.drafts == {"note": "Half a tho"}, timeout=DRAFT_EVERY + 1000
        )

    def test_typed_text_is_kept_on_leaving_and_comes_back(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        assert not page.unsaved()
        page.notes.editor.setPlainText("Half a tho")
        assert page.unsaved()
        page.leave()
        assert not page.unsaved()
        assert desk.learning.drafts == {"note": "Half a tho"}
        page.show_at(ToReader(PACK, "first"))
        assert page.notes.editor.toPlainText() == "Half a tho"

    def test_a_note_that_could_not_be_written_is_still_in_the_editor(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.failure = WorldError(Code.DISK_FULL, "The disk is full.")
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        assert page.notes.editor.toPlainText() == "Ask the council."
        assert page.notice.isVisible()

    def test_a_change_that_was_refused_is_still_in_the_editor_and_still_a_change(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        desk.learning.failure = RefusedError(Code.NOTE_TOO_LONG, "Too long.", most=20_000)
        page.notes._change(page._notes[0])
        page.notes.editor.setPlainText("Ask everybody.")
        page.notes.save.click()
        assert page.notes.editor.toPlainText() == "Ask everybody."
        desk.learning.failure = None
        page.notes.save.click()
        assert desk.learning.written[-1] == ("Ask everybody.", "n1")

    def test_a_note_stands_in_the_editor_until_it_is_on_the_disk(
        self, opened: Opened, desk: ReaderDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = opened()
        asked = hold(page, monkeypatch)
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        assert page.notes.editor.toPlainText() == "Ask the council."
        page.notes.save.click()
        asked()
        assert page.notes.editor.toPlainText() == ""
        assert desk.learning.written == [("Ask the council.", None)]
        assert not page.notes.editor.isReadOnly()

    def test_what_is_typed_for_a_new_note_outlives_the_change_of_another(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        page.notes.editor.setPlainText("Half a tho")
        page.notes._change(page._notes[0])
        page.notes.editor.setPlainText("Ask the dean.")
        page.notes.save.click()
        assert page.notes.editor.toPlainText() == "Half a tho"

    def test_a_change_that_was_left_in_the_middle_comes_back_as_one(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        page.notes._change(page._notes[0])
        page.notes.editor.setPlainText("Ask the council and the de")
        page.show_at(ToReader(PACK, "second"))
        page.show_at(ToReader(PACK, "first"))
        assert page.notes.editor.toPlainText() == "Ask the council and the de"
        page.notes.save.click()
        assert desk.learning.written[-1] == ("Ask the council and the de", "n1")

    def test_a_note_that_could_not_be_removed_is_not_called_so(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        page.notes.editor.setPlainText("Ask the council.")
        page.notes.save.click()
        desk.learning.failure = WorldError(Code.DISK_FULL, "The disk is full.")
        page.notes._remove(page._notes[0])
        assert page.notes.notice.isHidden()
        assert [note.text for note in page._notes] == ["Ask the council."]

    def test_where_nothing_could_be_opened_there_is_no_editor_to_lose_a_note_in(
        self, qtbot: QtBot, opened: Opened
    ) -> None:
        page = opened("nowhere")
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert not page.notes.isVisible()

    def test_a_lesson_is_read_on_a_full_disk_and_its_visit_is_recorded_once_there_is_room(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.learning.full = WorldError(Code.DISK_FULL, "The disk is full.")
        page = opened()
        assert page.lesson.text.toPlainText().startswith("Title of first")
        page.foot.primary.click()
        assert page.notice.isVisible()
        desk.learning.full = None
        page.saves_again()
        page.saves_again()
        assert desk.learning.opened == ["first"]
        page.foot.primary.click()
        assert desk.learning.completed == ["first"]

    def test_a_printed_page_carries_course_page_and_date(self, opened: Opened) -> None:
        page = opened()
        assert page._opened is not None
        foot = page._foot_of_paper(page._opened.course)(2, 3)
        assert foot.startswith(f"{COURSE.title} · Page 2 of 3 · ")
        assert foot[-1].isdigit()

    def test_a_bookmark_is_set_and_taken_away(self, opened: Opened, desk: ReaderDesk) -> None:
        page = opened()
        page.bar.bookmark_button.click()
        page.bar.bookmark_button.click()
        assert desk.learning.marks == [True, False]

    def test_at_this_width_one_panel_closes_the_other(self, opened: Opened) -> None:
        page = opened()
        page.bar.contents_button.click()
        page.bar.notes_button.click()
        assert page.notes.isVisible()
        assert not page.contents.isVisible()
        assert not page.bar.contents_button.isChecked()


class TestTextSize:
    @pytest.mark.usefixtures("qtbot")
    def test_it_grows_for_this_person_and_stays_among_the_sizes(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened()
        for _ in range(9):
            page.bar.larger.emit()
        assert desk.people.preferences.text_size == max(theme.TEXT_SIZES)
        page.bar.usual.emit()
        assert desk.people.preferences == Preferences()


@pytest.mark.qt_log_ignore(*NO_DEVICES)
class TestAVideo:
    def test_nine_tenths_of_it_complete_it_once(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened("film")
        qtbot.waitUntil(lambda: page.video.player.duration > 0, timeout=10_000)
        assert page.foot.primary.text() == "Continue"
        page.video.player.seek(1500)
        page.video.toggle()
        qtbot.waitUntil(page.holds_person, timeout=10_000)
        with qtbot.waitSignal(page.video.watched, timeout=10_000):
            pass
        page.video.player.seek(0)
        page.video.player.seek(1990)
        qtbot.waitUntil(lambda: not page.holds_person(), timeout=10_000)
        assert desk.learning.completed == ["film"]
        assert page.video.picture.has_picture()

    def test_a_file_that_cannot_play_leaves_its_text_and_reading_it_completes(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.library.clip = BROKEN_CLIP
        page = opened("film")
        qtbot.waitUntil(lambda: not page.video.playable, timeout=10_000)
        assert page.video.notice.isVisible()
        assert "What is said." in page.video.transcript.text.toPlainText()
        assert page.foot.primary.text() == "I have read it"
        page.foot.primary.click()
        assert desk.learning.completed == ["film"]

    def test_a_video_that_the_pack_does_not_hold_is_read_instead(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        desk.library.clip = None
        page = opened("film")
        assert page.video.notice.isVisible()
        assert page.foot.primary.text() == "I have read it"

    def test_who_reads_the_text_of_a_video_that_plays_may_say_so(
        self, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened("film")
        assert page.foot.second.text() == "I have read it"
        page.foot.second.click()
        assert desk.learning.completed == ["film"]


class TestAnActivityOfALaterVersion:
    def test_it_says_what_it_needs_and_goes_on_without_being_done(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk
    ) -> None:
        page = opened("dream")
        assert page.newer.isVisible()
        assert page.newer._title.text() == "This activity needs a newer Ujuzi"
        assert page.foot.primary.text() == "Continue"
        with qtbot.waitSignal(page.chosen):
            page.foot.primary.click()
        page.leave()
        assert desk.learning.completed == []

    def test_its_paper_form_is_shown_beside_and_can_be_done(
        self, qtbot: QtBot, opened: Opened, desk: ReaderDesk, tmp_path: Path
    ) -> None:
        desk.library.paper = HandoutView("On paper", SHEET)
        page = opened("dream")
        assert page.handout.isVisible()
        assert "newer Ujuzi" in page.notice.text.text()
        page._save_handout(str(tmp_path / "copy.pdf"))
        assert (tmp_path / "copy.pdf").read_bytes() == SHEET.read_bytes()
        with qtbot.waitSignal(page.chosen):
            page.foot.primary.click()
        assert desk.learning.completed == ["dream"]
