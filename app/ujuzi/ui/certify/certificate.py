"""One certificate as it is printed, and what its holder does with it: save, print, take along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from ujuzi import file_modes
from ujuzi.domain.event import LearnerId
from ujuzi.files import proposed_name
from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.ui.certify.preview import Preview
from ujuzi.ui.certify.words import left_hub_line, revoked_line
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.pictures.certificate_sheet import HEIGHT, WIDTH, draw
from ujuzi.ui.shell.destinations import ToCertificate, ToCertificates
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label


class CertificatePage(ScrollPage[ToCertificate]):
    """A sheet, and four ways to take it."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._choose = choose
        self._held: HeldCertificate | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCertificates()))
        self._title = Label("title")
        self.notice = PageNotice()
        self.preview = Preview()
        self.save = Button("primary")
        self.save.clicked.connect(self._save_pdf)
        self.print_button = Button("", "print")
        self.print_button.clicked.connect(self._print)
        self.more = Button("", "stick")
        menu = QMenu(self)
        self.credential_action = menu.addAction("", self._save_credential)
        self.svg_action = menu.addAction("", lambda: self._save_badge("svg"))
        self.png_action = menu.addAction("", lambda: self._save_badge("png"))
        self.more.setMenu(menu)
        self._advice = Label("soft")
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        for button in (self.save, self.print_button, self.more):
            actions.addWidget(button)
        actions.addStretch(1)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._title)
        self.column.addWidget(self.notice)
        self.column.addLayout(actions)
        self.column.addWidget(self.preview)
        self.column.addWidget(self._advice)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToCertificate) -> None:
        """Show one of this learner's certificates."""
        self._held = None
        self.notice.clear()
        self.scroll_to_top()
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.certificates.one(learner, at.certificate),
            self._keep,
            self.notice.refuse,
        )

    def first_stop(self) -> QWidget:
        return self.save

    def retranslate(self) -> None:
        self.back.setText(self.tr("All certificates"))
        self.save.setText(self.tr("Save as PDF"))
        self.print_button.setText(self.tr("Print"))
        self.more.setText(self.tr("Take it along"))
        self.credential_action.setText(self.tr("The digital credential (JSON)"))
        self.svg_action.setText(self.tr("A badge picture (SVG)"))
        self.png_action.setText(self.tr("A badge picture (PNG)"))
        self._advice.setText(
            self.tr(
                "The PDF, the credential and the badge pictures all hold your credential, signed:"
                " whoever gets one can check it, even without the internet. Save one on a USB"
                " stick and keep it; this computer keeps yours too."
            )
        )
        self._show()

    def _keep(self, held: HeldCertificate) -> None:
        self._held = held
        self._show()

    def _show(self) -> None:
        held = self._held
        for button in (self.save, self.print_button, self.more):
            button.setEnabled(held is not None)
        if held is None:
            return
        certificate = held.certificate
        self._title.setText(certificate.achievement.name)
        self.preview.show_certificate(held)
        self.preview.setAccessibleName(
            self.tr("The certificate of {name}: {title}").format(
                name=certificate.name, title=certificate.achievement.name
            )
        )
        revoked = held.revoked
        if revoked is not None:
            self.notice.tell(lambda: revoked_line(revoked), "warning")
        elif held.is_of_left_hub:
            self.notice.tell(left_hub_line, "warning")

    # Taking it

    def _save_pdf(self) -> None:
        from ujuzi.ui.pictures.certificate_pdf import certificate_pdf

        if (held := self._held) is not None:
            self._save("pdf", lambda: certificate_pdf(held))

    def _save_credential(self) -> None:
        if (held := self._held) is not None:
            self._save("json", lambda: held.credential)

    def _save_badge(self, ending: str) -> None:
        from ujuzi.ui.certify.badge import badge_png, badge_svg

        if (held := self._held) is not None:
            make = badge_svg if ending == "svg" else badge_png
            self._save(ending, lambda: make(held))

    def _save(self, ending: str, make: Callable[[], bytes]) -> None:
        """Ask where to, and write it there, whole or not at all."""
        if self._held is None:
            return
        name = f"{self._held.certificate.achievement.name} - {self._held.certificate.name}"
        target = self._choose(self, self.save.text(), proposed_name(name, ending))
        if target is None:
            return
        self._jobs.aside(
            self, lambda _reporter: _written(target, make()), partial(self._say_saved, target)
        )

    def _say_saved(self, target: Path, saved: bool) -> None:
        if saved:
            self.notice.tell(lambda: self.tr("Saved as {path}").format(path=target), "done")
        else:
            self.notice.tell(
                lambda: self.tr(
                    "{path} could not be written. Is the stick full or write-protected? Choose"
                    " another place."
                ).format(path=target),
                "refusal",
            )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ujuzi.ui.shell.printing import new_printer

        held = self._held
        if held is None:
            return
        printer = new_printer(held.certificate.achievement.name)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setFullPage(True)

        def print_sheet() -> None:
            painter = QPainter(printer)
            room = QSizeF(WIDTH, HEIGHT).scaled(
                QSizeF(printer.width(), printer.height()), Qt.AspectRatioMode.KeepAspectRatio
            )
            box = QRectF(0, 0, printer.width(), printer.height())
            target = QRectF(0, 0, room.width(), room.height())
            target.moveCenter(box.center())
            draw(painter, target, held)
            painter.end()

        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(print_sheet)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)


def _written(target: Path, content: bytes) -> bool:
    """Put a file in its place, whole or not at all; say whether it is there."""
    new = not target.exists()
    file = QSaveFile(str(target))
    done = (
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        and file.write(content) == len(content)
        and file.commit()
    )
    if done and new:
        file_modes.restrict_files(target)
    return done
