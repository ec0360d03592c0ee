"""The reader: one lesson, video or handout, read in peace, and gone on from.

A visit is opened once an activity is on the screen and left once, with the place and the seconds on
task; in between both are kept every few seconds. Where that cannot be written, reading goes on, and
it is written once it can be. A lesson or a handout is done when a
person says so, a video when enough of it was watched.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.course import Activity, ActivityKind, Course
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.study.learning import Completion, Note, note_slot
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import TEXT_SIZES
from ujuzi.ui.read.contents_panel import ContentsPanel, ContentsTarget
from ujuzi.ui.read.foot import Foot
from ujuzi.ui.read.handout_pane import HandoutPane
from ujuzi.ui.read.lesson_pane import LessonPane
from ujuzi.ui.read.lesson_paper import lesson_paper, notes_html
from ujuzi.ui.read.notes_panel import NotesPanel
from ujuzi.ui.read.opening import (
    Newer,
    OpenedActivity,
    OpenedSection,
    Video,
    open_activity,
    position_of,
    save_copy,
    section,
    section_at,
)
from ujuzi.ui.read.panes import Panes
from ujuzi.ui.read.top_bar import TopBar
from ujuzi.ui.read.video_pane import VideoPane
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToQuiz, ToReader
from ujuzi.ui.shell.idle import IdleWatch, TaskTimer
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.printing import ask_and_print, paper
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.empty_state import EmptyState

KEEP_EVERY = 5_000
"""Milliseconds between two keepings of the place."""
TWO_PANELS = 1_200
"""Pixels from which both panels may stand beside the text."""
USUAL_TEXT_SIZE = 100


class ReaderPage(Page[ToReader]):
    """Where people read, watch, and note what they think of it."""

    immersive = True

    def __init__(
        self, jobs: Jobs, learner: LearnerId, watch: IdleWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self._timer = TaskTimer(watch, self)
        self._keep = QTimer(self, interval=KEEP_EVERY)
        self._keep.timeout.connect(self._keep_position)
        self._learner = learner
        self._opened: OpenedActivity | None = None
        self._refusal: UjuziError | None = None
        self._way_back = ""
        self._section: OpenedSection | None = None
        self._notes: tuple[Note, ...] = ()
        self._completed = False
        self._is_open = False
        self._kept = (-1.0, -1)
        self._wanted = ToReader("", "")
        self.bar = TopBar()
        self.contents = ContentsPanel()
        self.lesson = LessonPane()
        self.video = VideoPane()
        self.handout = HandoutPane()
        self.empty = EmptyState("lesson")
        self.newer = EmptyState("computer")
        self.notes = NotesPanel()
        self.notice = PageNotice()
        self.foot = Foot()
        self._lay_out()
        self._connect()
        self._make_shortcuts()
        self.retranslate()

    # Coming and going

    def show_at(self, at: ToReader) -> None:
        """Open an activity where this learner left it."""
        self.leave()
        learner = self._learner
        self._wanted = at
        self.notice.clear()
        self._jobs.ask(
            self,
            lambda desk: open_activity(desk, learner, at.pack, at.activity),
            lambda opened: self._show(opened, at),
            self._show_refusal,
        )

    def saves_again(self) -> None:
        self._open_visit()

    def leave(self) -> None:
        """Record the end of the visit, and what is typed."""
        visit = self._visit()
        if visit is None:
            return
        learner, pack, activity = visit
        self.notes.tell_draft()
        self._open_visit()
        position, seconds = self._position(), self._timer.stop()
        self._keep.stop()
        self.video.stop()
        self._opened = None
        self._jobs.ask(
            self, lambda desk: desk.learning.leave(learner, pack, activity, position, seconds)
        )

    def first_stop(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        if shown is self.lesson:
            return self.lesson.text
        if shown is self.video:
            return self.video.play if self.video.playable else self.video.transcript.text
        if shown is self.handout:
            return self.handout.view or self.handout.save
        if shown is self.newer:
            return self.foot.primary
        return self.empty.action

    def retranslate(self) -> None:
        for part in (self.bar, self.contents, self.lesson, self.video, self.handout, self.notes):
            part.retranslate()
        self._say_refusal()
        self._say_newer()
        self._say_foot()

    def _show(self, opened: OpenedActivity, wanted: ToReader) -> None:
        if wanted != self._wanted:
            return
        self._opened = opened
        self._completed = opened.visit.completed
        self._is_open = False
        self._kept = (-1.0, -1)
        self.bar.show_place(opened.module.title, opened.activity.title)
        self.bar.show_marked(marked=opened.visit.marked)
        self.bar.setEnabled(True)
        self._show_notes(opened.notes)
        self.notes.show_draft(opened.draft, opened.changes)
        self._show_content(opened)
        self._say_foot()
        self._open_visit()
        self._timer.start()
        self._keep.start()
        if self.isVisible():
            self.take_keyboard()

    def _show_content(self, opened: OpenedActivity) -> None:
        # Who comes back to what is done starts anew.
        position = 0.0 if opened.visit.completed else opened.visit.position
        content = opened.content
        is_lesson = isinstance(content, OpenedSection)
        self.bar.show_lesson_tools(shown=is_lesson)
        if not is_lesson:
            self.contents.hide()
            self.bar.contents_button.setChecked(False)
        if isinstance(content, OpenedSection):
            self._stack.setCurrentWidget(self.lesson)
            self._show_section(content)
            self.lesson.text.go_to(section_at(position, len(content.lesson.sections))[1])
        elif isinstance(content, Video):
            self._stack.setCurrentWidget(self.video)
            self.video.show_video(content, position)
        elif opened.handout is not None:
            self._stack.setCurrentWidget(self.handout)
            self.handout.show_handout(opened.handout)
            self.handout.go_to(position)
        else:
            self._stack.setCurrentWidget(self.newer)
        self._say_newer()

    def _say_newer(self) -> None:
        """Say that only a later version of the program shows this, beside its paper form or not."""
        opened = self._opened
        if opened is not None and isinstance(opened.content, Newer) and opened.handout is not None:
            self.notice.tell(
                lambda: self.tr("This activity needs a newer Ujuzi. This is its paper form."),
                "warning",
            )
        self.newer.say(
            self.tr("This activity needs a newer Ujuzi"),
            self.tr("Ask for an update of the program. You can go on with what comes next."),
        )

    def _show_refusal(self, error: UjuziError) -> None:
        self._refusal = error
        self._stack.setCurrentWidget(self.empty)
        self.bar.show_place("", "")
        self.bar.setEnabled(False)
        for panel in (self.contents, self.notes):
            self._show_panel(panel, shown=False)
        self._way_back = ""
        self._say_refusal()
        self._say_foot()
        pack = self._wanted.pack

        def found(course: str) -> None:
            self._way_back = course
            self._say_refusal()

        # Where the course itself is gone, the rail is the way back.
        self._jobs.ask(self, lambda desk: desk.library.outline(pack).id, found, lambda _: None)

    def _say_refusal(self) -> None:
        if self._refusal is not None:
            self.empty.say(
                self.tr("This cannot be opened"),
                sentence(self._refusal),
                self.tr("Back to the course") if self._way_back else "",
            )

    # The lesson and its sections

    def _show_section(self, shown: OpenedSection) -> None:
        self._section = shown
        self.lesson.show_section(shown)
        self.contents.show_section(shown)
        self._say_foot()

    def _turn_to(self, index: int, anchor: str = "") -> None:
        """Show another section of the lesson, from its top or from an anchor."""
        shown, opened = self._section, self._opened
        if shown is None or opened is None:
            return
        if index == shown.index:
            if not (anchor and self.lesson.text.go_to_anchor(anchor)):
                self.lesson.text.go_to(0.0)
            self.lesson.text.setFocus()
            return
        pack, lesson = opened.visit.pack, shown.lesson

        def arrived(turned: OpenedSection) -> None:
            if self._opened is opened:
                self._show_section(turned)
                if anchor:
                    self.lesson.text.go_to_anchor(anchor)
                self.take_keyboard()

        self._jobs.ask(self, lambda desk: section(desk, pack, lesson, index), arrived)

    def _go_to_place(self, place: ContentsTarget) -> None:
        self._turn_to(place.section, place.anchor)

    def _go_to_anchor(self, anchor: str) -> None:
        """Follow a link to a heading in another section; sections that were read are known."""
        shown, opened = self._section, self._opened
        if shown is None or opened is None:
            return
        lesson = shown.lesson

        def find(_desk: Desk) -> int | None:
            places = (
                index
                for index, part in enumerate(lesson.sections)
                if any(heading.anchor == anchor for heading in part.headings)
            )
            return next(places, None)

        def found(index: int | None) -> None:
            if index is not None and self._opened is opened:
                self._turn_to(index, anchor)

        self._jobs.ask(self, find, found)

    # Going on

    def _go_on(self) -> None:
        """Do what the primary button says."""
        opened, shown = self._opened, self._section
        if opened is None:
            return
        if isinstance(opened.content, OpenedSection) and shown is not None and not self._at_last():
            self._turn_to(shown.index + 1)
        elif self._completed or self._only_continues():
            self._go_after(opened)
        else:
            self._complete(then=self._go_where)

    def _go_back(self) -> None:
        opened, shown = self._opened, self._section
        if opened is None:
            return
        if isinstance(opened.content, OpenedSection) and shown is not None and shown.index > 0:
            self._turn_to(shown.index - 1)
        elif opened.before is not None:
            self._go_to(opened.before)

    def _complete(self, then: Callable[[OpenedActivity, Completion], None] | None = None) -> None:
        visit, opened = self._visit(), self._opened
        if visit is None or opened is None:
            return
        self._open_visit()
        learner, pack, activity = visit

        def completed(completion: Completion) -> None:
            if self._opened is opened:
                self._completed = True
                self._say_foot()
                if then is not None:
                    then(opened, completion)

        self._jobs.ask(
            self,
            lambda desk: desk.learning.complete(learner, pack, activity),
            completed,
            self._tell,
        )

    def _go_aside(self) -> None:
        """Do what the second button says: it is done without being watched, or not done yet."""
        if self._completed:
            self._reopen()
        else:
            self._complete(then=self._go_where)

    def _reopen(self) -> None:
        """Take back that it is done."""
        visit, opened = self._visit(), self._opened
        if visit is None or opened is None:
            return
        learner, pack, activity = visit

        def reopened(_: None) -> None:
            if self._opened is opened:
                self._completed = False
                self._say_foot()
                self.foot.primary.setFocus(Qt.FocusReason.OtherFocusReason)

        self._jobs.ask(
            self, lambda desk: desk.learning.reopen(learner, pack, activity), reopened, self._tell
        )

    def _go_where(self, opened: OpenedActivity, completion: Completion) -> None:
        if completion.course_completed:
            self.go(ToCourse(opened.course.id))
        else:
            self._go_after(opened)

    def _go_after(self, opened: OpenedActivity) -> None:
        if opened.after is None:
            self.go(ToCourse(opened.course.id))
        else:
            self._go_to(opened.after)

    def _go_to(self, activity: Activity) -> None:
        if self._opened is not None:
            kind = ToQuiz if activity.kind is ActivityKind.QUIZ else ToActivity
            self.go(kind(self._opened.visit.pack, activity.id))

    def _follow(self, activity: str) -> None:
        """Follow a link to another activity of the course."""
        if self._opened is None:
            return
        try:
            self._go_to(self._opened.course.activity(activity))
        except KeyError:
            self.notice.tell(
                lambda: self.tr("This version of the course does not have that page."), "refusal"
            )

    def _go_to_course(self) -> None:
        if self._opened is not None:
            self.go(ToCourse(self._opened.course.id))

    def _at_last(self) -> bool:
        shown = self._section
        return shown is None or shown.index + 1 >= len(shown.lesson.sections)

    def _only_continues(self) -> bool:
        """Whether going on does not complete: a video that plays, or what cannot be shown."""
        opened = self._opened
        if opened is None:
            return False
        if isinstance(opened.content, Newer):
            return opened.handout is None
        return isinstance(opened.content, Video) and self.video.playable

    def unsaved(self) -> bool:
        return self._opened is not None and self.notes.unsaved()

    def holds_person(self) -> bool:
        return self.video.player.is_playing

    # Place and time

    def _position(self) -> float:
        opened, shown = self._opened, self._section
        if opened is None:
            return 0.0
        if isinstance(opened.content, OpenedSection) and shown is not None:
            sections = len(shown.lesson.sections)
            return position_of(shown.index, self.lesson.text.place(), sections)
        if isinstance(opened.content, Video):
            return self.video.place()
        return 0.0 if opened.handout is None else self.handout.place()

    def _keep_position(self) -> None:
        if self.video.player.is_playing:
            self._watch.touch()
        self._open_visit()
        visit = self._visit()
        state = (round(self._position(), 4), self._timer.seconds)
        if visit is None or state == self._kept:
            return
        self._kept = state
        learner, pack, activity = visit
        self._jobs.ask(
            self, lambda desk: desk.learning.keep_position(learner, pack, activity, *state)
        )

    def _open_visit(self) -> None:
        """Record that the activity came on the screen, unless that is recorded."""
        visit, opened = self._visit(), self._opened
        if visit is None or self._is_open:
            return
        self._is_open = True
        learner, pack, activity = visit

        def refused(error: UjuziError) -> None:
            if self._opened is opened:
                self._is_open = False
            self._jobs.failed.emit(error)

        self._jobs.ask(
            self, lambda desk: desk.learning.open(learner, pack, activity), None, refused
        )

    def _visit(self) -> tuple[LearnerId, str, str] | None:
        opened = self._opened
        if opened is None:
            return None
        return self._learner, opened.visit.pack, opened.activity.id

    # Notes and bookmark

    def _show_notes(self, notes: tuple[Note, ...]) -> None:
        self._notes = notes
        self.notes.show_notes(notes)
        self.bar.notes_action.setVisible(bool(notes))

    def _write_note(self, text: str, note: str) -> None:
        visit, opened = self._visit(), self._opened
        if visit is None or opened is None:
            self.notes.refused()
            return
        learner, pack, activity = visit
        position = self._position()

        def write(desk: Desk) -> tuple[Note, ...]:
            desk.learning.write_note(learner, pack, activity, text, position, note or None)
            return desk.learning.notes(learner, opened.course.id, activity)

        def recorded(notes: tuple[Note, ...]) -> None:
            if self._opened is opened:
                self._show_notes(notes)
                self.notes.recorded(text, note)

        def refused(error: UjuziError) -> None:
            self._tell(error)
            if self._opened is opened:
                self.notes.refused()

        self._jobs.ask(self, write, recorded, refused)

    def _keep_draft(self, text: str, note: str) -> None:
        visit = self._visit()
        if visit is None:
            return
        learner, pack, activity = visit
        slot = note_slot(note)
        self._jobs.ask(
            self, lambda desk: desk.learning.keep_draft(learner, pack, activity, slot, text)
        )

    def _mark(self, marked: bool) -> None:
        visit = self._visit()
        if visit is None:
            return
        learner, pack, activity = visit
        self.bar.show_marked(marked=marked)
        self._jobs.ask(
            self,
            lambda desk: desk.learning.set_bookmark(learner, pack, activity, marked=marked),
            None,
            self._tell,
        )

    # Panels, text size, paper

    def _toggle_contents(self) -> None:
        self._show_panel(self.contents, shown=not self.contents.isVisibleTo(self))
        if self.contents.isVisibleTo(self):
            self.contents.list.setFocus()

    def _toggle_notes(self) -> None:
        if self.notes.isVisibleTo(self):
            self._show_panel(self.notes, shown=False)
        else:
            self._begin_note()

    def _note_about(self, passage: str) -> None:
        self._begin_note()
        self.notes.quote(passage)

    def _begin_note(self) -> None:
        if self._opened is None:
            return
        self._show_panel(self.notes, shown=True)
        self.notes.write()

    def _show_panel(self, panel: QWidget, *, shown: bool) -> None:
        panel.setVisible(shown)
        other = self.notes if panel is self.contents else self.contents
        if shown and self.width() < TWO_PANELS:
            other.hide()
        self.bar.contents_button.setChecked(self.contents.isVisibleTo(self))
        self.bar.notes_button.setChecked(self.notes.isVisibleTo(self))
        if not shown and (stop := self.first_stop()) is not None:
            stop.setFocus()

    def _change_text_size(self, step: int) -> None:
        """Make text larger (1), smaller (-1) or as usual (0), for this person everywhere."""
        learner = self._learner

        def change(desk: Desk) -> None:
            preferences = desk.people.person(learner).preferences
            chosen = _text_size_after(preferences.text_size, step)
            desk.people.set_preferences(
                learner, msgspec.structs.replace(preferences, text_size=chosen)
            )

        self._jobs.ask(self, change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        panels = [panel for panel in (self.notes, self.contents) if panel.isVisible()]
        if event.key() == Qt.Key.Key_Escape and panels:
            self._show_panel(panels[0], shown=False)
        else:
            super().keyPressEvent(event)

    def find_words(self) -> None:
        if self._stack.currentWidget() is self.lesson:
            self.lesson.begin_find()
        else:
            super().find_words()

    def _print_lesson(self) -> None:
        if self._opened is not None and isinstance(self._opened.content, OpenedSection):
            assert self._section is not None
            document = lesson_paper(
                self._section, self.lesson.text.wording(), self._foot_of_paper(self._opened.course)
            )
            ask_and_print(self, document, self._opened.activity.title)

    def _foot_of_paper(self, course: Course) -> Callable[[int, int], str]:
        """Return what says at the foot of a printed page where it belongs."""
        line = self.tr("{course} · Page {page} of {pages} · {day}")
        today, number = day(time.time_ns() // 1_000_000), QLocale().toString
        return lambda page, pages: line.format(
            course=course.title, page=number(page), pages=number(pages), day=today
        )

    def _print_notes(self) -> None:
        if self._opened is not None:
            title = self._opened.activity.title
            html = notes_html(title, self._notes)
            ask_and_print(self, paper(html, self._opened.course.language), title)

    def _save_handout(self, target: str) -> None:
        if self._opened is None or self._opened.handout is None:
            return
        source = self._opened.handout.file
        self._jobs.aside(
            self,
            lambda _reporter: save_copy(source, Path(target)),
            lambda _: self.notice.tell(
                lambda: self.tr("The copy was saved: {path}").format(path=target), "done"
            ),
            self._tell,
        )

    # What is said around the text

    def _tell(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _say_foot(self) -> None:
        opened, shown = self._opened, self._section
        if opened is None:
            self.foot.say(previous="", where="", second="", primary="")
            return
        previous = self.tr("Previous") if opened.before is not None else ""
        where = second = ""
        primary = self.tr("Continue") if self._completed else self.tr("Done, continue")
        if isinstance(opened.content, OpenedSection) and shown is not None:
            parts = len(shown.lesson.sections)
            if parts > 1:
                number = QLocale().toString
                where = self.tr("Part {part} of {parts}").format(
                    part=number(shown.index + 1), parts=number(parts)
                )
            if shown.index > 0:
                previous = self.tr("Previous part")
            if not self._at_last():
                primary = self.tr("Next part")
        if self._completed:
            second = self.tr("Not done yet")
        elif isinstance(opened.content, Video):
            read = self.tr("I have read it")
            if not self.video.playable:
                primary = read
            else:
                primary = self.tr("Continue")
                second = read if opened.content.transcript is not None else ""
        elif self._only_continues():
            primary = self.tr("Continue")
        if self._completed and not where:
            where = self.tr("Done")
        self.foot.say(previous=previous, where=where, second=second, primary=primary)

    # Made once

    def _lay_out(self) -> None:
        self._stack = Panes()
        for pane in (self.lesson, self.video, self.handout, self.newer, self.empty):
            self._stack.addWidget(pane)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.contents)
        body.addWidget(self._stack, 1)
        body.addWidget(self.notes)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.bar)
        page.addWidget(self.notice)
        page.addLayout(body, 1)
        page.addWidget(self.foot)

    def _connect(self) -> None:
        self.bar.back.connect(self._go_to_course)
        self.empty.acted.connect(lambda: self.go(ToCourse(self._way_back)))
        self.bar.contents.connect(self._toggle_contents)
        self.bar.finding.connect(self.find_words)
        self.bar.marked.connect(self._mark)
        self.bar.notes.connect(self._toggle_notes)
        self.bar.smaller.connect(lambda: self._change_text_size(-1))
        self.bar.usual.connect(lambda: self._change_text_size(0))
        self.bar.larger.connect(lambda: self._change_text_size(1))
        self.bar.print_lesson.connect(self._print_lesson)
        self.bar.print_notes.connect(self._print_notes)
        self.contents.chosen.connect(self._go_to_place)
        self.contents.closed.connect(lambda: self._show_panel(self.contents, shown=False))
        self.lesson.activity_chosen.connect(self._follow)
        self.lesson.anchor_chosen.connect(self._go_to_anchor)
        self.video.activity_chosen.connect(self._follow)
        for pane in (self.lesson, self.video.transcript):
            pane.text.note_asked.connect(self._note_about)
        self.video.watched.connect(self._complete)
        self.video.failed.connect(self._say_foot)
        self.handout.save_asked.connect(self._save_handout)
        self.notes.written.connect(self._write_note)
        self.notes.draft_typed.connect(self._keep_draft)
        self.notes.editor.textChanged.connect(self.unsaved_changed)
        self.notes.draft_typed.connect(self.unsaved_changed)
        self.notes.closed.connect(lambda: self._show_panel(self.notes, shown=False))
        self.foot.back.connect(self._go_back)
        self.foot.on.connect(self._go_on)
        self.foot.aside.connect(self._go_aside)

    def _make_shortcuts(self) -> None:
        for keys, act in {
            ("Ctrl+N",): self._begin_note,
            ("Ctrl+D",): self.bar.bookmark_button.click,
            ("F3",): self.find_words,
            ("Ctrl+P",): self._print_lesson,
            ("Ctrl++", "Ctrl+="): lambda: self._change_text_size(1),
            ("Ctrl+-",): lambda: self._change_text_size(-1),
            ("Ctrl+0",): lambda: self._change_text_size(0),
        }.items():
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def _text_size_after(size: int, step: int) -> int:
    """Return the next size that one may choose, or the usual one for a step of 0."""
    if not step:
        return USUAL_TEXT_SIZE
    beyond = [each for each in TEXT_SIZES if (each > size if step > 0 else each < size)]
    return (min(beyond) if step > 0 else max(beyond)) if beyond else size
