"""What coordinators of the campus decided, as far as it is known, and how each of it stands.

What was signed after its office had run out counts here once the steward code is typed beside it.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.decided_acts import DecidedActs, decided
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class DecidedCard(SettingCard):
    """A line an act, the latest first; hidden while there is none."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._found = DecidedActs()
        self._lines: QWidget | None = None
        self._confirmed = ""
        self._about_whom: frozenset[str] | None = None
        self.buttons: dict[str, Button] = {}
        """By the key of an act that waits for the steward code."""
        self._about = Label("body")
        self.code = CodeEdit(masked=True)
        self.field = LabelledField(self.code)
        self.confirm, self.not_now = Button("primary"), Button("quiet")
        self.page_notice = PageNotice()
        self.asking = QWidget()
        asking = QVBoxLayout(self.asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(SPACE)
        for widget in (self._about, self.field, WrappedRow((self.confirm, self.not_now))):
            asking.addWidget(widget)
        self.asking.hide()
        self._held = QVBoxLayout()
        self.column.addLayout(self._held)
        self.column.addWidget(self.asking)
        self.column.addWidget(self.page_notice)
        self.code.textEdited.connect(lambda _text: self.field.accept())
        self.code.returnPressed.connect(self._confirm)
        self.confirm.clicked.connect(self._confirm)
        self.not_now.clicked.connect(lambda: self._ask_for(""))
        self.hide()
        self.retranslate()

    def look(self) -> None:
        """Ask anew what was decided."""
        about = self._about_whom
        self._jobs.ask(self, lambda desk: decided(desk, about=about), self._show)

    def look_about(self, person: str, learners: Collection[str]) -> None:
        """Show what was decided about somebody: her staff number, and her profiles."""
        self._about_whom = frozenset(filter(None, (person, *learners)))
        self.look()

    def begin(self) -> None:
        """Forget what was typed, and what was said of it."""
        self.page_notice.clear()
        self._ask_for("")

    def retranslate(self) -> None:
        self.title.setText(self.tr("What was decided"))
        self.field.say(self.tr("Steward code of this computer"))
        self.confirm.setText(self.tr("Let it count"))
        self.not_now.setText(self.tr("Not now"))
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
            self._lines = None
        self.buttons = {}
        if not self._found.acts:
            return
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        for act in self._found.acts:
            lines.addWidget(Label("body", self._found.sentence(act)))
            lines.addWidget(Label("caption", self._found.standing(act)))
            if act.standing is ActStanding.NEEDS_CODE:
                lines.addWidget(WrappedRow((self._button(act),)))
        self._held.addWidget(self._lines)
        self._lines.show()
        self._ask_for(self._confirmed)

    def _show(self, found: DecidedActs) -> None:
        self._found = found
        self.setVisible(bool(found.acts))
        self.retranslate()

    def _button(self, act: CampusAct) -> Button:
        button = self.buttons[act.key] = Button("", "lock")
        button.setText(self.tr("Confirm with the steward code"))
        button.setAccessibleDescription(self._found.sentence(act))
        button.clicked.connect(lambda: self._ask_for(act.key))
        return button

    def _ask_for(self, key: str) -> None:
        """Ask for the steward code beside an act that waits for it, or ask no longer."""
        act = next((each for each in self._found.acts if each.key == key), None)
        waits = act is not None and key in self.buttons
        was_asking, before = not self.asking.isHidden(), self._confirmed
        if key != before or not waits:
            self.code.clear()
            self.field.accept()
        self._confirmed = key if waits else ""
        self._about.setText(self._found.sentence(act) if act is not None and waits else "")
        self.asking.setVisible(waits)
        if waits and key != before:
            self.page_notice.clear()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was_asking and not waits and before in self.buttons:
            self.buttons[before].setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        key, code = self._confirmed, self.code.text().strip()
        if not code:
            self.field.refuse(self.tr("Type the steward code."))
            return
        self._jobs.ask(
            self,
            lambda desk: desk.campus_acts.confirm(key, code),
            lambda _: self._now_counts(),
            self._refused,
        )

    def _now_counts(self) -> None:
        self._ask_for("")
        self.look()
        self.page_notice.tell(lambda: self.tr("It counts on this computer now."), "done")

    def _refused(self, error: UjuziError) -> None:
        self.code.clear()
        if error.code == Code.ACT_UNKNOWN:  # it was decided elsewhere meanwhile
            self._ask_for("")
            self.look()
            self.page_notice.refuse(error)
        else:
            self.field.refuse(sentence(error))
