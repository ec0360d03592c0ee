"""Whether this computer may be retired, reinstalled or moved: it is closed first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.exchange_words import records
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.steward_code import NewStewardCode
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import DeliveryStanding


class ClosingPanel(Retranslated, QWidget):
    """Closes this computer, opens it again, and says whether all of it has landed."""

    def __init__(self, jobs: Jobs, code: NewStewardCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._code = code
        self._standing: DeliveryStanding | None = None
        self._title = Label("strong")
        self._text = Label("soft")
        self.answer = Label("body")
        self.close_computer = Button()
        self.close_computer.clicked.connect(lambda: self._ask(asking=True))
        self._surely = QWidget()
        self._question = Label("body")
        self.surely = Button("danger")
        self.surely.clicked.connect(self._close)
        self.not_now = Button("quiet")
        self.not_now.clicked.connect(lambda: self._ask(asking=False))
        self.notice = PageNotice()
        self.open_again = Button()
        self.open_again.clicked.connect(self._open)
        surely = QVBoxLayout(self._surely)
        surely.setContentsMargins(0, 0, 0, 0)
        surely.setSpacing(SPACE)
        surely.addWidget(self._question)
        surely.addLayout(button_row(self.surely, self.not_now))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self._title, self._text, self.answer):
            column.addWidget(widget)
        column.addLayout(button_row(self.close_computer, self.open_again))
        column.addWidget(self._surely)
        column.addWidget(self.notice)
        self.retranslate()
        self._ask(asking=False)

    def begin(self) -> None:
        """Ask nothing, and look how things stand."""
        self._ask(asking=False)
        self._jobs.ask(self, lambda desk: desk.collection.standing(), self.show_standing)

    def show_standing(self, standing: DeliveryStanding) -> None:
        """Show whether this computer is closed, and what has landed of it."""
        self._standing = standing
        self._ask(asking=False)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(self.tr("Retire, reinstall or move this computer"))
        self._text.setText(
            self.tr(
                "Close it first: then nobody signs in and nothing more is recorded, so that"
                " everything can arrive at the hub. It can be opened again."
            )
        )
        self.close_computer.setText(self.tr("Close this computer"))
        self.open_again.setText(self.tr("Open this computer again"))
        self._question.setText(
            self.tr("Nobody will be able to sign in here until it is opened again.")
        )
        self.surely.setText(self.tr("Close it"))
        self.not_now.setText(self.tr("Not now"))
        self.answer.setText(self._said())

    def _said(self) -> str:
        """Return the answer, which is never yes while anything is here alone."""
        standing = self._standing
        if standing is None:
            return ""
        if standing.closed_at is None:
            return self.tr("May it go? Not yet: close it first.")
        if not standing.hub:
            return self.tr(
                "May it go? Not yet: it is registered at no hub, and its work is here alone."
            )
        if standing.waiting:
            return self.tr("May it go? Not yet: {records} wait for the next upload.").format(
                records=records(standing.waiting)
            )
        yes = self.tr("Yes: it was closed on {date}, and all of it has arrived at the hub.")
        return yes.format(date=day(standing.closed_at))

    def _ask(self, *, asking: bool) -> None:
        """Ask whether it shall really be closed, or ask no longer."""
        closed = self._standing is not None and self._standing.closed_at is not None
        self.close_computer.setVisible(not closed and not asking)
        self.open_again.setVisible(closed)
        self._surely.setVisible(asking and not closed)
        self.notice.clear()
        if asking:
            self.not_now.setFocus()

    def _close(self) -> None:
        self._do(lambda desk, code: desk.collection.close(code))

    def _open(self) -> None:
        self._do(lambda desk, code: desk.collection.open_again(code))

    def _do(self, act: Callable[[Desk, str], DeliveryStanding]) -> None:
        code = self._code.typed()
        if not code:
            self._ask(asking=False)
            return

        def done(standing: DeliveryStanding) -> None:
            self._code.code.clear()
            self.show_standing(standing)

        self._jobs.ask(self, lambda desk: act(desk, code), done, self._refuse)

    def _refuse(self, error: UjuziError) -> None:
        self._ask(asking=False)
        if error.code.startswith("steward-code"):
            self._code.refuse(error)
        else:
            self.notice.refuse(error)
