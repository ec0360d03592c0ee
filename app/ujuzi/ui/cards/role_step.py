"""The role of a person, chosen by what one does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.ui.cards.step import Step
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.options import Options

ROLES = ("teacher", "support", "leader")


class RoleStep(Step):
    """Asks for a role, by what one does."""

    def __init__(self) -> None:
        super().__init__()
        self.options = Options(ROLES)
        self.refusal = Label("refusal")
        self.refusal.hide()
        self.options.chosen.connect(lambda _role: self.refusal.hide())
        self.column.addWidget(self.options)
        self.column.addWidget(self.refusal)
        self.column.addStretch(1)
        self.retranslate()

    @property
    def role(self) -> str:
        """The role that is chosen."""
        return self.options.choice

    def begin(self) -> None:
        self.options.choose("")
        self.refusal.hide()

    def check(self) -> bool:
        self.refusal.setVisible(not self.role)
        return bool(self.role)

    def first_stop(self) -> QWidget:
        return self.options.first_stop()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What do you do?"))
        self.text.setText(self.tr("Courses for your work come first. You can change this later."))
        rows = self.options.rows
        rows["teacher"].say(
            self.tr("I teach"), self.tr("Lecturer, assistant, tutor, laboratory teacher")
        )
        rows["support"].say(
            self.tr("I support teaching or administration"),
            self.tr("Librarian, technician, registrar, secretary"),
        )
        rows["leader"].say(
            self.tr("I lead"), self.tr("Head of department, dean, rector, centre manager")
        )
        self.refusal.setText(self.tr("Choose what fits best."))
