"""Who a person is: her name and role, and what her institution may need to know."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ujuzi.services.people.people import NAME_LENGTH_MOST, Person
from ujuzi.ui.cards.role_step import ROLES
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField

SEXES = ("", "female", "male")
FIELD_LENGTH_MOST = 200


class ProfileCard(SettingCard):
    """Edits a profile; only what was changed is wished."""

    wished = Signal(dict)
    """Field -> value, of the fields that differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH_MOST)
        self.institution = QLineEdit()
        self.staff_number = QLineEdit()
        self.role = DropDown()
        self.sex = DropDown()
        for role in ROLES:
            self.role.addItem("", role)
        for sex in SEXES:
            self.sex.addItem("", sex)
        for edit in (self.institution, self.staff_number):
            edit.setMaxLength(FIELD_LENGTH_MOST)
        self.name_field = LabelledField(self.name)
        self._role_field = LabelledField(self.role)
        self._institution_field = LabelledField(self.institution)
        self._staff_field = LabelledField(self.staff_number)
        self._sex_field = LabelledField(self.sex)
        self.save = Button("primary")
        self.save.clicked.connect(self._wish)
        for edit in (self.name, self.institution, self.staff_number):
            edit.textChanged.connect(self._look)
            edit.returnPressed.connect(self._wish)
        for box in (self.role, self.sex):
            box.currentIndexChanged.connect(self._look)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE * 2)
        grid.addWidget(self.name_field, 0, 0)
        grid.addWidget(self._role_field, 0, 1)
        grid.addWidget(self._institution_field, 1, 0, 1, 2)
        grid.addWidget(self._staff_field, 2, 0)
        grid.addWidget(self._sex_field, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        actions = QHBoxLayout()
        actions.addWidget(self.save)
        actions.addStretch(1)
        self.column.addLayout(grid)
        self.column.addWidget(self.notice)
        self.column.addLayout(actions)
        self.retranslate()

    def show_person(self, person: Person) -> None:
        """Show a profile as it stands."""
        self._person = person
        self.name.setText(person.name)
        self.institution.setText(person.institution)
        self.staff_number.setText(person.staff_number)
        self.role.setCurrentIndex(self.role.findData(person.role))
        self.sex.setCurrentIndex(max(0, self.sex.findData(person.sex)))
        self.name_field.accept()
        self._look()

    def edited(self) -> dict[str, str]:
        """Return the fields that differ from the profile."""
        typed = {
            "name": self.name.text().strip(),
            "role": self.role.currentData() or "",
            "institution": self.institution.text().strip(),
            "staff_number": self.staff_number.text().strip(),
            "sex": self.sex.currentData() or "",
        }
        return {
            field: value
            for field, value in typed.items()
            if self._person is not None and value != getattr(self._person, field)
        }

    def retranslate(self) -> None:
        self.title.setText(self.tr("You"))
        self.name_field.say(self.tr("Full name"), self.tr("As it should stand on certificates"))
        self._role_field.say(self.tr("Role"))
        self._institution_field.say(self.tr("Institution"))
        self._staff_field.say(self.tr("Staff number"))
        self._sex_field.say(self.tr("Sex"), self.tr("Counted in reports, never shown with a name"))
        for row, role in enumerate(ROLES):
            self.role.setItemText(row, role_name(role))
        for row, words in enumerate(
            (self.tr("I prefer not to say"), self.tr("Female"), self.tr("Male"))
        ):
            self.sex.setItemText(row, words)
        self.save.setText(self.tr("Save"))

    def _look(self, *_changed: object) -> None:
        self.save.setEnabled(bool(self.edited()))

    def _wish(self) -> None:
        edited = self.edited()
        if edited:
            self.wished.emit(edited)
