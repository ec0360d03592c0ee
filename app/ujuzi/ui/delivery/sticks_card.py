"""The sticks of which somebody said whether to write to them, and the way to say otherwise.

An answer is given in passing, to a band of the window; here it is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.delivery.unattended import RememberedStick, Unattended
    from ujuzi.services.desk import Desk


class SticksCard(SettingCard):
    """A line a stick; hidden while nobody has said anything of any."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._sticks: tuple[RememberedStick, ...] = ()
        self._lines: QWidget | None = None
        self.buttons: list[Button] = []
        """In the order of the sticks: the other answer, and *Forget*."""
        self.hide()
        self.retranslate()

    def look(self) -> None:
        """Ask anew which sticks are known."""
        self._jobs.ask(self, lambda desk: desk.unattended.remembered(), self._show)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Sticks that are known here"))
        at = next((place for place, each in enumerate(self.buttons) if each.hasFocus()), None)
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
            self._lines, self.buttons = None, []
        if not self._sticks:
            return
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        for stick in self._sticks:
            lines.addWidget(Label("body", self._sentence(stick)))
            lines.addWidget(self._choices(stick))
        self.column.addWidget(self._lines)
        self._lines.show()
        if at is not None:
            self.buttons[min(at, len(self.buttons) - 1)].setFocus()

    def _choices(self, stick: RememberedStick) -> WrappedRow:
        name = self._name(stick)
        other = self.tr("Do not use it") if stick.agreed else self.tr("Use it again")
        change, forget = Button(), Button("quiet")
        change.setText(other)
        forget.setText(self.tr("Forget"))
        change.setAccessibleName(f"{other}: {name}")
        forget.setAccessibleName(f"{forget.text()}: {name}")
        change.clicked.connect(partial(self._change, stick, agrees=not stick.agreed))
        forget.clicked.connect(partial(self._forget, stick))
        self.buttons += [change, forget]
        return WrappedRow((change, forget))

    def _sentence(self, stick: RememberedStick) -> str:
        if stick.agreed:
            said = self.tr("{stick}: results are written to it whenever it is put in.")
        else:
            said = self.tr("{stick}: nothing is written to it by itself.")
        return said.format(stick=self._name(stick))

    def _name(self, stick: RememberedStick) -> str:
        return f"“{stick.name}”" if stick.name else self.tr("A stick without a name")

    def _change(self, stick: RememberedStick, _checked: bool = False, *, agrees: bool) -> None:
        self._do(lambda unattended: unattended.answer(stick, agrees=agrees))

    def _forget(self, stick: RememberedStick, _checked: bool = False) -> None:
        self._do(lambda unattended: unattended.forget(stick))

    def _do(self, change: Callable[[Unattended], None]) -> None:
        def changed(desk: Desk) -> tuple[RememberedStick, ...]:
            change(desk.unattended)
            return desk.unattended.remembered()

        self._jobs.ask(self, changed, self._show)

    def _show(self, sticks: tuple[RememberedStick, ...]) -> None:
        if not sticks and any(each.hasFocus() for each in self.buttons):
            self.focusNextChild()  # what was pressed goes with its card
        self._sticks = sticks
        self.setVisible(bool(sticks))
        self.retranslate()
