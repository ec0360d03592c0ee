"""Courses that a stick brings, after results were written to it: offered, never installed unasked.

Those of trusted publishers are installed by one press; another's is looked at as any course file
is, where its fingerprint stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.services.study.installing import Installer
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.delivery.brought import BroughtCourse


class BroughtCard(SettingCard):
    """Hidden until a folder brings something."""

    look_wished = Signal(Path)
    """A course file whose publisher is not trusted here."""

    offered = Signal()
    """There is something to look at, or to install."""

    def __init__(
        self, jobs: Jobs, installer: Installer | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._installer = installer or Installer(
            lambda work: jobs.wait_for(lambda desk: work(desk.library))
        )
        self._found: tuple[BroughtCourse, ...] = ()
        self._job: LongJob | None = None
        self.words = Label("body", wraps=True)
        self.busy = Busy()
        self.busy.cancelled.connect(self._cancel)
        self.install = Button("primary")
        self.look_at = Button()
        for widget in (self.words, self.busy, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(WrappedRow((self.install, self.look_at)))
        self.install.clicked.connect(self._install)
        self.look_at.clicked.connect(self._look_at)
        self.hide()
        self.retranslate()

    def look_in(self, folder: Path) -> None:
        """Look beside the desk for what a folder brings; nothing is said where that fails."""
        from ujuzi.services.delivery.brought import brought

        if self._job is None:
            self._jobs.aside(self, lambda _: brought(folder, self._installer), self.show_found)

    def show_found(self, found: Sequence[BroughtCourse]) -> None:
        """Offer these; without any the card goes."""
        self._found = tuple(found)
        self.notice.clear()
        self.setVisible(bool(self._found))
        self.retranslate()
        if self._found:
            self.offered.emit()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Courses on the stick"))
        self.install.setText(self.tr("Install"))
        self.look_at.setText(self.tr("Look at the course"))
        self.words.setText("\n".join(self._said(each) for each in self._found))
        self.install.setVisible(any(each.offer.trusted for each in self._found))
        self.look_at.setVisible(any(not each.offer.trusted for each in self._found))
        self.install.setAccessibleDescription(self.words.text())
        self.look_at.setAccessibleDescription(self.words.text())

    def _said(self, each: BroughtCourse) -> str:
        offer = each.offer
        if not offer.trusted:
            said = self.tr(
                "This stick brings {course}, published by {publisher}, who is not yet trusted on"
                " this computer."
            )
        elif offer.installed_version is None:
            said = self.tr("This stick brings a course that is not here: {course} ({size}).")
        else:
            said = self.tr("This stick brings a newer version of {course} ({size}).")
        return said.format(course=offer.title, publisher=offer.publisher, size=bytes_(offer.bytes))

    def _install(self) -> None:
        trusted = [each for each in self._found if each.offer.trusted]
        if not trusted or self._job is not None:
            return
        self.notice.clear()
        self.busy.say(self.tr("Installing. Leave the stick in."))
        self.busy.stop.setFocus()
        self.install.setEnabled(False)
        self._job = self._jobs.aside(
            self,
            lambda reporter: self._install_all(trusted, reporter),
            self._installed,
            self._failed,
            self.busy.show_progress,
        )

    def _install_all(self, courses: Sequence[BroughtCourse], reporter: Reporter) -> list[str]:
        for each in courses:
            self._installer.install(each.file, reporter.report, reporter.cancelled)
        return [each.offer.title for each in courses]

    def _installed(self, titles: list[str]) -> None:
        self._found = tuple(each for each in self._found if not each.offer.trusted)
        self.retranslate()
        self._end()
        self.notice.say(
            self.tr("Installed on this computer: {courses}.").format(courses="; ".join(titles)),
            "done",
        )

    def _failed(self, error: UjuziError) -> None:
        self._end()
        if error.code is not Code.INSTALL_CANCELLED:
            self.notice.say(sentence(error), "refusal")

    def _end(self) -> None:
        self._job = None
        self.busy.clear()
        self.install.setEnabled(True)
        if self.isVisible() and self.window().focusWidget() is None:
            self.install.setFocus()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _look_at(self) -> None:
        untrusted = next((each for each in self._found if not each.offer.trusted), None)
        if untrusted is not None:
            self.look_wished.emit(untrusted.file)
