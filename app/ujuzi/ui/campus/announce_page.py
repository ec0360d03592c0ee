"""What a coordinator lets her campus know: writing it, what is shown now, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.domain.message import in_language
from ujuzi.errors import Code, UjuziError
from ujuzi.services.campus.announcements import ANNOUNCEMENT_LENGTH, CampusAnnouncement
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.cards.announcement_text import AnnouncementText
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import language_name
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.dates import days as days_
from ujuzi.ui.look.language import spoken
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.act_problems import act_problem
from ujuzi.ui.shell.destinations import ToCampus, ToCampusAnnouncements, ToOffice
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

WIDTH = 760
HEIGHT = SPACE * 11
LANGUAGES = ("en", "fr")
DAYS = (3, 7, 14, 30, 90, 180)
USUAL_DAYS = "7"
OF_THE_TEXT = {Code.TEXT_EMPTY, Code.TEXT_TOO_LONG, Code.TEXT_HIDES}
"""What is said beside the texts."""


@dataclass(frozen=True, slots=True)
class _Known:
    """How her office stands, and what is announced to the campus."""

    state: OfficeState
    listed: tuple[CampusAnnouncement, ...]


class AnnouncePage(ScrollPage[ToCampusAnnouncements]):
    """One card to write in, and one for each announcement; locked, she types her words first."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._known: _Known | None = None
        self._asked = ""
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display")
        self.notice = PageNotice()
        self.card = SettingCard()
        self._text = Label("soft")
        self.office = Button("", "lock")
        self.office.clicked.connect(lambda: self.go(ToOffice()))
        self.editors = {language: _editor() for language in LANGUAGES}
        self.fields = {each: LabelledField(editor) for each, editor in self.editors.items()}
        self.until = DropDown()
        self.until_field = LabelledField(self.until)
        self.publish = Button("primary")
        self.publish.clicked.connect(self._publish)
        self._writing = _column(*self.fields.values(), self.until_field)
        self._live = Label("lead")
        self._held = QWidget()
        self._rows = QVBoxLayout(self._held)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE * 2)
        self.withdrawals: list[Button] = []
        for editor in self.editors.values():
            editor.textChanged.connect(self._typed)
        for widget in (self._text, self._writing, WrappedRow((self.publish, self.office))):
            self.card.column.addWidget(widget)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self._title, self.notice, self.card, self._live, self._held):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToCampusAnnouncements) -> None:
        """Show what is announced now, and what was typed before."""
        self.notice.clear()
        self._asked = ""
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PEOPLE):
            self._ask()

    def unsaved(self) -> bool:
        return any(each.toPlainText().strip() for each in self.editors.values())

    def first_stop(self) -> QWidget:
        return self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Announcements"))
        self.card.title.setText(self.tr("Let the campus know something"))
        self.office.setText(self.tr("Type your six words"))
        self.publish.setText(self.tr("Announce"))
        self._live.setText(self.tr("Shown now"))
        for language, field in self.fields.items():
            field.say(
                language_name(language),
                self.tr("At most {most} letters. Whoever reads neither is shown the first.").format(
                    most=QLocale().toString(ANNOUNCEMENT_LENGTH)
                )
                if language == LANGUAGES[0]
                else self.tr("May stay empty."),
            )
        chosen = self.until.chosen or USUAL_DAYS
        with QSignalBlocker(self.until):
            self.until.clear()
            for amount in DAYS:
                self.until.addItem(days_(amount), str(amount))
            self.until.choose(chosen)
        self.until_field.say(self.tr("For how long it is shown"))
        self._show()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: _known(desk, learner), self._keep, self.notice.refuse)

    def _keep(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self._show()

    def _show(self) -> None:
        known = self._known
        is_open = known is not None and known.state is OfficeState.OPEN
        self.office.setVisible(known is not None and not is_open)
        self._writing.setVisible(is_open)
        self.publish.setVisible(is_open)
        self._text.setText(
            self.tr(
                "It is shown once on everybody's first page, on this computer at once and on the"
                " others with their next exchange, by network, stick or collection point. Write"
                " plain words, and nothing about a person: everybody reads it."
            )
            if is_open
            else self.tr("To announce something, type your six words first.")
        )
        while (item := self._rows.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()
        self.withdrawals = []
        listed = known.listed if known else ()
        for each in listed:
            self._rows.addWidget(self._card(each, is_open=is_open))
        self._live.setVisible(bool(listed))
        self._held.setVisible(bool(listed))

    def _card(self, shown: CampusAnnouncement, *, is_open: bool) -> Card:
        card = Card()
        text, language = in_language(shown.texts, spoken())
        others = [language_name(each) for each in shown.texts if each != language]
        card.column.addWidget(
            AnnouncementText(
                text, language, self._standing(shown), shown.until, more=", ".join(others)
            )
        )
        if shown.problem:
            card.column.addWidget(Label("body", act_problem(shown.problem)))
            return card
        withdraw = Button("danger" if self._asked == shown.id else "")
        withdraw.setText(
            self.tr("Yes, take it back") if self._asked == shown.id else self.tr("Take it back")
        )
        withdraw.setAccessibleDescription(text)
        withdraw.setVisible(is_open)
        withdraw.clicked.connect(partial(self._withdraw, shown.id))
        self.withdrawals.append(withdraw)
        card.column.addWidget(WrappedRow((withdraw,)))
        return card

    def _standing(self, shown: CampusAnnouncement) -> str:
        if shown.problem:
            return self.tr("The hub did not accept this")
        said = day(shown.published_at)
        waits = self.tr("the hub has not heard of it yet")
        return said if shown.landed else f"{said} · {waits}"

    def _typed(self) -> None:
        for field in self.fields.values():
            field.accept()
        self.unsaved_changed.emit()

    def _publish(self) -> None:
        learner, amount = self._learner, int(self.until.chosen or USUAL_DAYS)
        texts = {language: editor.toPlainText() for language, editor in self.editors.items()}
        self.publish.setEnabled(False)
        self._jobs.ask(
            self,
            lambda desk: desk.campus_announcements.publish(learner, texts, amount),
            lambda _done: self._published(),
            partial(self._refuse, texts),
        )

    def _published(self) -> None:
        self.publish.setEnabled(True)
        for editor in self.editors.values():
            editor.clear()
        self.notice.tell(
            lambda: self.tr("It is announced, and goes to the other computers by itself."), "done"
        )
        self._ask()

    def _withdraw(self, id_: str) -> None:
        """Take an announcement back, once that was asked twice."""
        if self._asked != id_:
            self._asked = id_
            self._show()
            for button in self.withdrawals:
                if button.property("role") == "danger":
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._asked = ""
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.campus_announcements.withdraw(learner, id_),
            lambda _done: self._withdrawn(),
            partial(self._refuse, {}),
        )

    def _withdrawn(self) -> None:
        self.notice.tell(lambda: self.tr("It is taken back."), "done")
        self._ask()

    def _refuse(self, texts: Mapping[str, str], error: UjuziError) -> None:
        self.publish.setEnabled(True)
        if error.code in OF_THE_TEXT:
            longest = max(LANGUAGES, key=lambda each: len(texts.get(each, "")))
            self.fields[longest].refuse(sentence(error))
        else:
            self.notice.refuse(error)
        self._ask()


def _known(desk: Desk, learner: LearnerId) -> _Known:
    """Return how her office stands, and what is announced. On the worker."""
    return _Known(desk.office.standing(learner).state, desk.campus_announcements.listed())


def _editor() -> QPlainTextEdit:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(HEIGHT)
    return editor


def _column(*widgets: QWidget) -> QWidget:
    """Return a widget that holds others one under the other."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE * 2)
    for widget in widgets:
        column.addWidget(widget)
    return held
