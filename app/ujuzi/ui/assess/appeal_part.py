"""A second look at a result: asking for one, how far it has come, and the answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.assess.appeals import AppealStanding, MadeAppeal
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class AppealPart(QWidget):
    """What stands under a result; made anew whenever something of it changes."""

    wished = Signal()

    def __init__(self, appeal: MadeAppeal | None, about: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        if appeal is None:
            ask = Button("quiet")
            ask.setText(_Words().ask())
            ask.setAccessibleDescription(about)
            ask.clicked.connect(self.wished)
            column.addWidget(WrappedRow((ask,)))
            return
        if appeal.standing is AppealStanding.ANSWERED:
            column.addWidget(Label("strong", _Words().outcome(appeal)))
            column.addWidget(Label("body", appeal.words))
        column.addWidget(Label("caption", _Words().standing(appeal)))


class _Words(QObject):
    """The translator's context of these words."""

    def ask(self) -> str:
        return self.tr("Ask for a second look")

    def outcome(self, appeal: MadeAppeal) -> str:
        return {
            "upheld": self.tr("You were right to ask; your result is as before"),
            "changed": self.tr("You were right to ask, and your result was changed"),
            "not-upheld": self.tr("Your result stays as it was"),
        }.get(appeal.outcome, self.tr("Your question was answered"))

    def standing(self, appeal: MadeAppeal) -> str:
        asked = self.tr("You asked for a second look on {date}.").format(date=day(appeal.made_at))
        told = {
            AppealStanding.RECORDED: self.tr("It goes with the next exchange."),
            AppealStanding.HELD: self.tr("It is on its way: on a stick, or at a collection point."),
            AppealStanding.LANDED: self.tr("It has reached the hub."),
            AppealStanding.WAITS: self.tr("It waits for your National Centre to answer."),
            AppealStanding.ANSWERED: self.tr("Answered on {date}.").format(
                date=day(appeal.answered_at)
            ),
        }[appeal.standing]
        return " ".join(filter(None, (asked, told, appeal.by)))
