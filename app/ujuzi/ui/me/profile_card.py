"""Who a person is: her name and role, and what her institution may need to know."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ujuzi.services.people.people import NAME_LENGTH_MOST, Person
from ujuzi.ui.cards.role_step import ROLES
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label

SEXES = ("", "female", "male")
FIELD_LENGTH_MOST = 200


class ProfileCard(SettingCard):
    """Edits a profile; what was changed is wished as soon as one is done with a field."""

    wished = Signal(dict)
    """Field -> value, of the fields that differ."""
    typed = Signal()
    """`edited` may say something else now."""

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
        self._at_once = Label("caption")
        for edit in (self.name, self.institution, self.staff_number):
            edit.textChanged.connect(self.typed)
            edit.editingFinished.connect(self.wish)
        self.name.textEdited.connect(lambda _text: self.name_field.accept())
        for box in (self.role, self.sex):
            box.activated.connect(self.wish)
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
        self.column.addLayout(grid)
        self.column.addWidget(self._at_once)
        self.column.addWidget(self.notice)
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
        self.typed.emit()

    def keep(self, person: Person, sent: dict[str, str]) -> None:
        """Know a profile as it is saved now; what was typed since `sent` is left as it is."""
        later = {field: value for field, value in self.edited().items() if sent.get(field) != value}
        if later:
            self._person = person
            self.typed.emit()
        else:
            self.show_person(person)

    def forget_edits(self) -> None:
        """Show again what is saved."""
        if self._person is not None:
            self.show_person(self._person)

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
        self.name_field.say(self.tr("Full name"), self.tr("As it is on your identity card"))
        self._role_field.say(self.tr("Role"))
        self._institution_field.say(self.tr("Institution"))
        self._staff_field.say(self.tr("Staff number"))
        self._sex_field.say(self.tr("Sex"), self.tr("If you wish; nobody else is shown it"))
        for row, role in enumerate(ROLES):
            self.role.setItemText(row, role_name(role))
        for row, words in enumerate(
            (self.tr("I prefer not to say"), self.tr("Female"), self.tr("Male"))
        ):
            self.sex.setItemText(row, words)
        self._at_once.setText(self.tr("What you change here is saved at once."))

    def wish(self) -> None:
        """Wish what was changed, if anything was."""
        edited = self.edited()
        if edited:
            self.wished.emit(edited)
