"""What this computer knows of issuers and revocations, and how a stick brings it up to date."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.assess.certificates import Knowledge, ListOffer
from ujuzi.ui.look.dates import date_of, days
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseOpen, choose_file_to_open
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class ListCard(Retranslated, Card):
    """The list: its date, where to add a newer one, and a root that is not trusted yet."""

    learned = Signal()

    def __init__(self, jobs: Jobs, choose: ChooseOpen = choose_file_to_open) -> None:
        super().__init__()
        self._jobs = jobs
        self._choose = choose
        self._knowledge: Knowledge | None = None
        self._offer: ListOffer | None = None
        self._file = Path()
        self._title = Label("lead")
        self.state = Label("soft")
        self.notice = PageNotice()
        self.add = Button("", "add")
        self.add.clicked.connect(self._choose_file)
        self._trust = QWidget()
        self._asking = Label("body")
        self.fingerprint = Label("lead")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = CodeEdit(masked=True)
        self._code = LabelledField(self.code)
        self.trust_button = Button("primary")
        self.trust_button.clicked.connect(self._trust_root)
        self.code.returnPressed.connect(self._trust_root)
        trust = QVBoxLayout(self._trust)
        trust.setContentsMargins(0, 0, 0, 0)
        trust.setSpacing(SPACE)
        trust.addWidget(self._asking)
        trust.addWidget(self.fingerprint)
        trust.addWidget(self._code)
        trust.addWidget(self.trust_button, 0, Qt.AlignmentFlag.AlignLeading)
        row = button_row(self.add)
        for widget in (self._title, self.state, self.notice):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self._trust)
        self.retranslate()

    def begin(self) -> None:
        """Show what is known, and ask for nothing."""
        self._offer = None
        self.code.clear()
        self.notice.clear()
        self._show()
        self.ask()

    def ask(self) -> None:
        """Look again at what is known."""
        self._jobs.ask(
            self, lambda desk: desk.certificates.knowledge(), self._keep, self.notice.refuse
        )

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(self.tr("Your list of issuers"))
        self.add.setText(self.tr("Add a newer list from a file or stick"))
        self._asking.setText(
            self.tr(
                "This list comes from an authority that this computer does not know yet. Ask your"
                " National Centre to read out its fingerprint, and compare:"
            )
        )
        self._code.say(
            self.tr("Steward code"),
            self.tr("Whoever keeps this computer has had it since the first start."),
        )
        self.trust_button.setText(self.tr("Trust this authority"))
        self._show()

    def _show(self) -> None:
        known = self._knowledge
        if known is None:
            self.state.setText(
                self.tr(
                    "There is none on this computer yet. It comes with the first exchange with the"
                    " hub, or in a file on a USB stick."
                )
            )
        else:
            state = self.tr("As of {day}: %n issuer(s)", "", known.issuers).format(
                day=date_of(known.issued)
            )
            if known.is_stale:
                age = days(known.age_days)
                stale = self.tr("It is {time} old: get a newer one.").format(time=age)
                state = f"{state}. {stale}"
            self.state.setText(state)
        self._trust.setVisible(self._offer is not None)
        if self._offer is not None:
            self.fingerprint.setText(self._offer.fingerprint)

    def _keep(self, known: Knowledge | None) -> None:
        self._knowledge = known
        self._show()

    def _choose_file(self) -> None:
        file = self._choose(self, self.add.text())
        if file is None:
            return
        self._file = file
        self._jobs.ask(
            self, lambda desk: desk.certificates.add_list(file), self._added, self._refuse
        )

    def _added(self, offer: ListOffer | None) -> None:
        """Say that the list was added, or ask for the trust that it needs."""
        self._offer = offer
        self.notice.clear()
        if offer is None:
            self.code.clear()
            self.notice.tell(lambda: self.tr("The list was added."), "done")
            self.ask()
            self.learned.emit()
        # What was pressed may go with the trust that it gave: the focus must not fall elsewhere.
        (self.add if offer is None else self.code).setFocus()
        self._show()

    def _trust_root(self) -> None:
        offer, file, code = self._offer, self._file, self.code.text()
        if offer is None:
            return
        self._code.accept()
        self._jobs.ask(
            self,
            lambda desk: desk.certificates.trust_root(file, offer.fingerprint, code),
            self._added,
            self._refuse,
        )

    def _refuse(self, error: UjuziError) -> None:
        if error.code.startswith("steward-code"):
            from ujuzi.ui.shell.sentences import sentence

            self._code.refuse(sentence(error))
            self.code.clear()
            self.code.setFocus()
        else:
            self.notice.refuse(error)
