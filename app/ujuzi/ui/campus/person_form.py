"""Somebody on the list: staff number, name, role and e-mail, to be added or put right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.services.campus.people import CampusPerson
from ujuzi.ui.campus.closed_office import refuse
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.roster_problems import row_reason
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

ROLES = ("teacher", "support", "leader", "coordinator")


class PersonForm(SettingCard):
    """Four fields; what is being typed stays while other things change."""

    saved = Signal(str)
    """The staff number of who was added or changed."""

    def __init__(self, jobs: Jobs, learner: LearnerId, notice: PageNotice) -> None:
        super().__init__()
        self._jobs, self._learner, self._page_notice = jobs, learner, notice
        self._person: CampusPerson | None = None
        self._is_shown = False
        self._text = Label("soft")
        self.number, self.name, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.role = DropDown()
        self.number_field, self.name_field = LabelledField(self.number), LabelledField(self.name)
        self.role_field, self.email_field = LabelledField(self.role), LabelledField(self.email)
        self.save = Button("primary")
        fields = (self.number_field, self.name_field, self.role_field, self.email_field)
        for widget in (self._text, *fields, WrappedRow((self.save,))):
            self.column.addWidget(widget)
        for edit, field in (
            *((self.number, self.number_field), (self.name, self.name_field)),
            (self.email, self.email_field),
        ):
            edit.textEdited.connect(lambda _text, field=field: field.accept())
        self.role.activated.connect(lambda _row: self.role_field.accept())
        for edit in (self.number, self.name, self.email):
            edit.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.retranslate()

    def begin(self) -> None:
        """Forget what was typed."""
        self._person, self._is_shown = None, False
        for field in (self.number_field, self.name_field, self.role_field, self.email_field):
            field.accept()

    def show_person(self, person: CampusPerson | None) -> None:
        """Show somebody of the list, or empty fields."""
        is_new = not self._is_shown or person != self._person
        self._person = person
        self.number_field.setVisible(person is None)
        if is_new:
            self._is_shown = True
            self.number.setText(person.person if person is not None else "")
            self.name.setText(person.name if person is not None else "")
            self.email.setText(person.email if person is not None else "")
            self.role.choose(person.role if person is not None else ROLES[0])
        self.retranslate()

    def retranslate(self) -> None:
        known = self._person is not None
        self.title.setText(self.tr("On your list") if known else self.tr("Put on your list"))
        self._text.setText(
            self.tr("Check the spelling of the name: it is printed on certificates.")
        )
        self.number_field.say(
            self.tr("Staff number"), self.tr("By it your institution tells people apart.")
        )
        self.name_field.say(self.tr("Name"))
        self.role_field.say(self.tr("Role"))
        self.email_field.say(self.tr("E-mail"), self.tr("May be left empty."))
        chosen = self.role.chosen
        self.role.clear()
        for role in ROLES:
            self.role.addItem(role_name(role), role)
        self.role.choose(chosen)
        self.save.setText(self.tr("Save") if known else self.tr("Add"))

    def _save(self) -> None:
        number, name = self.number.text().strip(), self.name.text().strip()
        role, email = self.role.chosen, self.email.text().strip()
        if not number:
            self.number_field.refuse(self.tr("Type the staff number."))
            return
        if not name:
            self.name_field.refuse(self.tr("Type the name."))
            return
        self._page_notice.clear()
        self._jobs.ask(
            self,
            lambda desk: desk.campus_people.add(self._learner, number, name, role, email),
            self._saved,
            self._refused,
        )

    def _saved(self, person: CampusPerson) -> None:
        self.saved.emit(person.person)
        self._page_notice.tell(
            lambda: self.tr("Written down. The hub hears of it with the next upload."), "done"
        )

    def _refused(self, error: UjuziError) -> None:
        """Say what is wrong at the field that it is about."""
        if error.code != Code.ROSTER_ROW:
            refuse(self._page_notice, error)
            return
        reason = str(error.facts.get("reason", ""))
        about = f"{error.facts.get('column', '')} {reason}"
        fields = {
            "name": self.name_field,
            "role": self.role_field,
            "email": self.email_field,
            "person": self.number_field,
        }
        field = next((each for key, each in fields.items() if key in about), self.number_field)
        why = row_reason(reason, error.facts) or sentence(error)
        if field.isHidden():
            self._page_notice.tell(lambda: why, "refusal")
        else:
            field.refuse(why)
