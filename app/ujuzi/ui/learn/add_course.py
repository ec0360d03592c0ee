"""Adding a course from a file: look at it, say what it is, install it, or say why not.

Everything happens inline: nothing is modal, installing can be stopped, and nothing on the computer
changes before *Install* is pressed. A publisher that is not trusted is shown with its fingerprint
and whom to ask; the steward code trusts it.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import Installer
from ujuzi.ui.look.amounts import bytes_, language_name
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs, LongJob
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class Stage(Enum):
    """How far the adding is."""

    NOTHING = auto()
    LOOKING = auto()
    OFFERED = auto()
    INSTALLING = auto()
    INSTALLED = auto()
    REFUSED = auto()


class AddCourse(Retranslated, Card):
    """One file on its way to being a course of this computer; hidden while there is none."""

    course_chosen = Signal(str)

    def __init__(self, jobs: Jobs, learner: LearnerId, installer: Installer | None = None) -> None:
        super().__init__()
        self._installer = installer or Installer(
            lambda work: jobs.wait_for(lambda desk: work(desk.library))
        )
        self._jobs = jobs
        self._learner = learner
        self._file = Path()
        self._offer: PackOffer | None = None
        self._job: LongJob | None = None
        self._stage = Stage.NOTHING
        self._refusal: UjuziError | None = None
        self._title = Label("lead", wraps=True)
        self._about = Label("soft", wraps=True)
        self.notice = PageNotice()
        self.notice.dismiss.hide()
        self.busy = Busy()
        self.busy.cancelled.connect(self._cancel)
        self._trust = QWidget()
        self._print_title = Label("caption")
        self.fingerprint = Label("lead")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = CodeEdit(masked=True)
        self._code = LabelledField(self.code)
        self.trust_button = Button("primary")
        self.install_button = Button("primary")
        self.dismiss_button = Button("quiet")
        self.open_button = Button("primary")
        self._lay_out()
        self._show()

    @property
    def stage(self) -> Stage:
        """How far the adding is."""
        return self._stage

    @property
    def words(self) -> str:
        """What stands at the head: the course or the file, and what is known of it."""
        return "\n".join(filter(None, (self._title.text(), self._about.text())))

    def first_stop(self) -> QWidget | None:
        """Return what the next press is about, where the card asks for one."""
        match self._stage, self._offer:
            case Stage.OFFERED, PackOffer(trusted=trusted):
                return self.install_button if trusted else self.code
            case Stage.INSTALLING, _:
                return self.busy.stop
            case Stage.INSTALLED, _:
                return self.open_button
        return None

    def offer_file(self, file: Path) -> None:
        """Look at a file and show what it holds; another that is being installed goes first."""
        if self._stage is Stage.INSTALLING:
            return
        self._file = file
        self._go(Stage.LOOKING)
        self._jobs.aside(
            self,
            lambda _reporter: self._installer.look(file),
            lambda offer: self._offered(file, offer),
            lambda error: self._refuse(error) if file == self._file else None,
        )

    def retranslate(self) -> None:
        self.install_button.setText(self.tr("Install"))
        self.open_button.setText(self.tr("Open the course"))
        self.trust_button.setText(self.tr("Trust and install"))
        self._print_title.setText(self.tr("Fingerprint of the publisher's key"))
        self._code.say(
            self.tr("Steward code"),
            self.tr("Whoever keeps this computer has had it since the first start."),
        )
        self._show()

    def _lay_out(self) -> None:
        trust = QVBoxLayout(self._trust)
        trust.setContentsMargins(0, 0, 0, 0)
        trust.setSpacing(SPACE)
        trust.addWidget(self._print_title)
        trust.addWidget(self.fingerprint)
        trust.addWidget(self._code)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        self.column.setSpacing(SPACE)
        for widget in (self._title, self._about, self.notice, self.busy, self._trust):
            self.column.addWidget(widget)
        for button in (self.install_button, self.trust_button, self.open_button):
            buttons.addWidget(button)
        buttons.addWidget(self.dismiss_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.install_button.clicked.connect(self._install)
        self.trust_button.clicked.connect(self._trust_and_install)
        self.code.returnPressed.connect(self._trust_and_install)
        self.open_button.clicked.connect(self._open)
        self.dismiss_button.clicked.connect(self._dismiss)
        self.retranslate()

    def _offered(self, file: Path, offer: PackOffer) -> None:
        if file == self._file:
            self._offer = offer
            self._go(Stage.OFFERED)
            if (stop := self.first_stop()) is not None:
                stop.setFocus()

    def _install(self) -> None:
        file = self._file
        self.busy.show()
        self.busy.stop.setFocus()  # before the button is hidden that has the keyboard
        self._go(Stage.INSTALLING)
        self._job = self._jobs.aside(
            self,
            lambda reporter: self._installer.install(file, reporter.report, reporter.cancelled),
            self._finished,
            self._refuse,
            self.busy.show_progress,
        )

    def _trust_and_install(self) -> None:
        offer, learner, file = self._offer, self._learner, self._file
        code = self.code.text()
        if offer is None or not code.strip():
            self._code.refuse(self.tr("Type the steward code."))
            return
        self._jobs.ask(
            self,
            lambda desk: desk.library.trust(
                offer.publisher, offer.fingerprint, file, code, learner
            ),
            lambda _: self._trusted(),
            self._not_trusted,
        )

    def _not_trusted(self, error: UjuziError) -> None:
        self._code.refuse(sentence(error))
        self.code.clear()
        self.code.setFocus()

    def _trusted(self) -> None:
        self.code.clear()
        self._code.accept()
        self._install()

    def _finished(self, offer: PackOffer) -> None:
        self._offer = offer
        self.open_button.show()
        self.open_button.setFocus()
        self._go(Stage.INSTALLED)

    def _refuse(self, error: UjuziError) -> None:
        if error.code == Code.INSTALL_CANCELLED and self._offer is not None:
            self._go(Stage.OFFERED)
            return
        self._refusal = error
        self._go(Stage.REFUSED)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _open(self) -> None:
        if self._offer is not None:
            self._go(Stage.NOTHING)
            self.course_chosen.emit(self._offer.course)

    def _dismiss(self) -> None:
        self.code.clear()
        self._code.accept()
        self._go(Stage.NOTHING)

    def _go(self, stage: Stage) -> None:
        self._stage = stage
        if stage is not Stage.INSTALLING:
            self._job = None
        self._show()

    def _show(self) -> None:
        stage, offer = self._stage, self._offer
        unknown = stage is Stage.OFFERED and offer is not None and not offer.trusted
        self.setVisible(stage is not Stage.NOTHING)
        self._title.setText(self._headline())
        self._about.setText(self._details())
        self._about.setVisible(bool(self._about.text()))
        for button in (self.install_button, self.open_button):
            button.setAccessibleDescription(self.words)
        if stage not in {Stage.LOOKING, Stage.INSTALLING}:
            self.busy.clear()
        self._trust.setVisible(unknown)
        self.fingerprint.setText(offer.fingerprint if offer is not None else "")
        self.trust_button.setVisible(unknown)
        self.install_button.setVisible(stage is Stage.OFFERED and not unknown)
        self.open_button.setVisible(stage is Stage.INSTALLED)
        self.dismiss_button.setVisible(stage not in {Stage.LOOKING, Stage.INSTALLING})
        closes = stage in {Stage.INSTALLED, Stage.REFUSED}
        self.dismiss_button.setText(self.tr("Close") if closes else self.tr("Not now"))
        self.notice.clear()
        if stage is Stage.REFUSED and self._refusal is not None:
            self.notice.refuse(self._refusal)
        elif unknown and offer is not None:
            self.notice.tell(lambda: self._whom_to_ask(offer), "warning")
        if stage is Stage.LOOKING:
            self.busy.say(self.tr("Looking at the file"))
        elif stage is Stage.INSTALLING:
            self.busy.say(self.tr("Installing"))

    def _headline(self) -> str:
        if self._stage in {Stage.REFUSED, Stage.LOOKING} or self._offer is None:
            return self._file.name
        return self._offer.title

    def _details(self) -> str:
        offer = self._offer
        if self._stage is Stage.INSTALLED:
            return self.tr("Installed on this computer.")
        if offer is None or self._stage not in {Stage.OFFERED, Stage.INSTALLING}:
            return ""
        return "\n".join(
            (
                self.tr("Published by {publisher}").format(publisher=offer.publisher),
                " · ".join((language_name(offer.language), bytes_(offer.bytes), self._version())),
            )
        )

    def _version(self) -> str:
        offer = self._offer
        if offer is None:
            return ""
        if offer.installed_version is None:
            return self.tr("version {version}").format(version=offer.version)
        if offer.installed_version == offer.version:
            return self.tr("version {version}, which is here already").format(version=offer.version)
        return self.tr("version {version}, in place of version {installed}").format(
            version=offer.version, installed=offer.installed_version
        )

    def _whom_to_ask(self, offer: PackOffer) -> str:
        return self.tr(
            "{publisher} is not yet trusted on this computer. Ask your coordinator or National"
            " Centre for its fingerprint. If it is the one below, whoever keeps this computer can"
            " trust it."
        ).format(publisher=offer.publisher)
