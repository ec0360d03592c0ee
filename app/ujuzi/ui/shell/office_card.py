"""The office of a coordinator: how she gets it by a code and six words, opens it and locks it.

One card with one thing to do at a time: type the code, write the six words down, type them back,
wait for the hub; later open it with the words, or lock it. What is typed and the words that are
shown are forgotten as soon as the page is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.files import read_start, write_whole
from ujuzi.services.people.office import FILE_BYTES_MOST, OfficeStanding, OfficeState, differing
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import (
    ChooseFile,
    ChooseOpen,
    choose_file_to_open,
    choose_file_to_write,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

REQUEST_NAME, KEYS_NAME = "ujuzi-coordinator-request.bin", "ujuzi-coordinator-keys.bin"
COUNT = 6
COLUMNS = 3
FILE_MOST = 256 * 1024


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """Six words that are about to be used, and the code that they go with."""

    code: str
    words: tuple[str, ...]
    language: str


class WordsField(LabelledField):
    """A field for six words, hidden from who looks on until somebody wants to see them."""

    editor: QLineEdit
    entered = Signal()

    def __init__(self) -> None:
        editor = QLineEdit()
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        editor.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoAutoUppercase)
        super().__init__(editor)
        self.seen = QCheckBox()
        self.seen.toggled.connect(self._show)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.seen)
        editor.returnPressed.connect(self.entered)
        editor.textEdited.connect(lambda _text: self.accept())

    def clear(self) -> None:
        """Forget what was typed."""
        self.editor.clear()
        self.seen.setChecked(False)
        self.accept()

    def _show(self, seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        self.editor.setEchoMode(mode)


class ShownWords(QWidget):
    """Six words, numbered, to be written down."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[Label] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, SPACE, 0, SPACE)
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE)
        self._numbers: list[Label] = []
        for place in range(COUNT):
            number, word = Label("caption", wraps=False), Label("title", wraps=False)
            word.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            word.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
            row, column = divmod(place, COLUMNS)
            grid.addWidget(number, row, column * 2)
            grid.addWidget(word, row, column * 2 + 1)
            self._numbers.append(number)
            self.words.append(word)
        grid.setColumnStretch(COLUMNS * 2, 1)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show these; empty, none any more."""
        locale = QLocale()
        for place, label in enumerate(self.words):
            label.setText(words[place] if place < len(words) else "")
            self._numbers[place].setText(locale.toString(place + 1))


class OfficeCard(SettingCard):
    """The office of one learner on this computer; `stood` tells how it stands, with each change."""

    stood = Signal(object)
    """An `OfficeStanding`."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose_save: ChooseFile = choose_file_to_write,
        choose_open: ChooseOpen = choose_file_to_open,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._learner = jobs, learner
        self._choose_save, self._choose_open = choose_save, choose_open
        self._drawn: DrawnWords | None = None
        self.standing: OfficeStanding | None = None
        self._text = Label("soft")
        self.code = CodeEdit()
        self.code_field = LabelledField(self.code)
        self.code.textEdited.connect(lambda _text: self.code_field.accept())
        self.code.returnPressed.connect(self._draw)
        self.go_on = Button("primary")
        self.go_on.clicked.connect(self._draw)
        self.from_keys = Button("", "stick")
        self.from_keys.clicked.connect(self._bring)
        self.turn_back = Button("quiet", "back")
        self.turn_back.clicked.connect(self._forget)
        self._begin = _panel(
            self.code_field, WrappedRow((self.go_on, self.from_keys, self.turn_back))
        )
        self.shown = ShownWords()
        self.written = Button("primary")
        self.written.clicked.connect(self._ask_back)
        self._words = _panel(self.shown, WrappedRow((self.written,)))
        self.back = WordsField()
        self.back.entered.connect(self._become)
        self.become = Button("primary")
        self.become.clicked.connect(self._become)
        self.see_again = Button("quiet", "back")
        self.see_again.clicked.connect(self._show_words)
        self._back = _panel(self.back, WrappedRow((self.become, self.see_again)))
        self.send = Button("primary", "sync")
        self.send.clicked.connect(self._send)
        self.save_request = Button("", "stick")
        self.save_request.clicked.connect(self._save_request)
        self.open_answer = Button()
        self.open_answer.clicked.connect(self._open_answer)
        self.anew = Button("quiet")
        self.anew.clicked.connect(self._begin_anew)
        self.has_words = Button("quiet")
        self.has_words.clicked.connect(self._type_words)
        self._asked = _panel(
            WrappedRow((self.send, self.save_request, self.open_answer)),
            WrappedRow((self.anew, self.has_words)),
        )
        self.typed = WordsField()
        self.typed.entered.connect(self._unlock)
        self.unlock = Button("primary", "lock")
        self.unlock.clicked.connect(self._unlock)
        self.forgot = Button("quiet")
        self.forgot.clicked.connect(self._begin_anew)
        self._locked = _panel(self.typed, WrappedRow((self.unlock, self.forgot)))
        self.lock = Button("", "lock")
        self.lock.clicked.connect(self._lock)
        self.carry = Button("quiet", "stick")
        self.carry.clicked.connect(self._carry)
        self._open = _panel(WrappedRow((self.lock, self.carry)))
        self._steps = CurrentStack(
            self._begin, self._words, self._back, self._asked, self._locked, self._open
        )
        for part in (self._text, self._steps, self.notice):
            self.column.addWidget(part)
        self.retranslate()

    def _type_words(self) -> None:
        self._step(self._locked)

    def look(self) -> None:
        """Ask how the office stands."""
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.office.standing(learner), self._show)

    def begin(self) -> None:
        """Forget what was typed and shown, and ask how the office stands."""
        self._drawn = None
        self.shown.show_words(())
        for field in (self.back, self.typed):
            field.clear()
        self.code.clear()
        self.code_field.accept()
        self.notice.clear()
        self.look()

    def retranslate(self) -> None:
        self.code_field.say(
            self.tr("Code from your institution"),
            self.tr("Twelve letters and digits, good for 14 days."),
        )
        self.go_on.setText(self.tr("Continue"))
        self.from_keys.setText(self.tr("I am coordinator on another computer"))
        self.turn_back.setText(self.tr("Go back"))
        self.written.setText(self.tr("I have written them down"))
        self.become.setText(self.tr("Become coordinator"))
        self.see_again.setText(self.tr("Show the words again"))
        self.send.setText(self.tr("Ask the hub now"))
        self.save_request.setText(self.tr("Save the request as a file"))
        self.open_answer.setText(self.tr("Open the answer"))
        self.anew.setText(self.tr("Use another code"))
        self.has_words.setText(self.tr("I have found my old words"))
        self.unlock.setText(self.tr("Open"))
        self.forgot.setText(self.tr("I no longer have the words"))
        self.lock.setText(self.tr("Lock now"))
        self.carry.setText(self.tr("Save the keys for my other computer"))
        hint = self.tr("The first four letters of each word are enough.")
        for field in (self.back, self.typed):
            field.say(self.tr("Your six words"), hint)
            field.seen.setText(self.tr("Show what I type"))
        self._say()

    def _say(self) -> None:
        """Say what the step that is shown is about."""
        standing = self.standing
        until = day(standing.until) if standing and standing.until else ""
        titles = {
            self._begin: self.tr("Become coordinator"),
            self._words: self.tr("Write down these six words"),
            self._back: self.tr("Type the six words"),
            self._asked: self.tr("Waiting for the hub"),
            self._locked: self.tr("Your coordinator’s keys are locked"),
            self._open: self.tr("You can act as coordinator"),
        }
        texts = {
            self._begin: self.tr(
                "Your institution gives you a code. This computer then makes keys with which you"
                " act for your campus, also where there is no network."
            ),
            self._words: self.tr(
                "They open your keys each time. Keep the paper away from this computer: nobody can"
                " tell you the words again."
            ),
            self._back: self.tr("From your paper, to be sure that they are written down."),
            self._asked: self.tr(
                "The hub has to make you coordinator. Where there is no network, send the file to"
                " whoever keeps the hub, and open the answer here."
            ),
            self._locked: self.tr("Type the six words to act for your campus."),
            self._open: self.tr(
                "Your keys lock by themselves after ten minutes without use. Your office runs"
                " until {day}; it is renewed by itself while you are active."
            ).format(day=until),
        }
        if standing is not None and standing.ran_out:
            texts[self._open] = self.tr(
                "The hub has not been heard for half a year. What you do counts at each computer"
                " once its steward code is typed beside it; exchange with the hub to end that."
            )
        if standing is not None and standing.state is OfficeState.ENDED:
            texts[self._begin] = self.tr(
                "You are no longer coordinator of this campus. With a new code from your"
                " institution you can be again."
            )
        self.title.setText(titles[self._steps.current])
        self._text.setText(texts[self._steps.current])

    def _show(self, standing: OfficeStanding) -> None:
        self.standing = standing
        self.stood.emit(standing)
        if self._drawn is not None:
            return
        steps = {OfficeState.LOCKED: self._locked, OfficeState.OPEN: self._open}
        step = steps.get(standing.state, self._begin)
        self.has_words.setVisible(standing.state is OfficeState.LOCKED)
        self._step(self._asked if standing.code and step is not self._open else step)
        self.turn_back.hide()

    def _step(self, step: QWidget) -> None:
        self._steps.show_only(step)
        self._say()

    def _draw(self) -> None:
        if not self.code.text().strip():
            self.code_field.refuse(self.tr("Type the code."))
            return
        code, language = self.code.text(), QLocale().bcp47Name()[:2]
        self._jobs.ask(
            self,
            lambda desk: desk.office.draw(language),
            lambda words: self._take_words(DrawnWords(code, words, language)),
            self._refuse,
        )

    def _take_words(self, drawn: DrawnWords) -> None:
        self._drawn = drawn
        self._show_words()

    def _show_words(self) -> None:
        if self._drawn is not None:
            self.shown.show_words(self._drawn.words)
            self._step(self._words)
            self.written.setFocus()

    def _ask_back(self) -> None:
        self.shown.show_words(())
        self.back.clear()
        self._step(self._back)
        self.back.editor.setFocus()

    def _become(self) -> None:
        drawn, learner = self._drawn, self._learner
        if drawn is None:
            return
        wrong = differing(drawn.words, self.back.editor.text(), drawn.language)
        if wrong:
            places = ", ".join(QLocale().toString(place) for place in wrong[:COUNT])
            self.back.refuse(
                self.tr("Not what was shown. Look again at word {places}.").format(places=places)
            )
            return
        self._jobs.ask(
            self,
            lambda desk: desk.office.ask(learner, drawn.code, drawn.words, drawn.language),
            self._made,
            self._refuse,
        )

    def _made(self, standing: OfficeStanding) -> None:
        self._forget()
        self._show(standing)
        self._send()

    def _send(self) -> None:
        learner = self._learner
        self.send.setEnabled(False)
        self.notice.say(self.tr("Asking the hub…"))

        def ask(_reporter: object) -> None:
            office = self._jobs.wait_for(lambda desk: desk.office)
            office.through(self._jobs.wait_for).send(learner)

        self._jobs.aside(self, ask, lambda _: self._answered(), self._not_answered)

    def _answered(self) -> None:
        self.send.setEnabled(True)
        self.notice.say(self.tr("You are coordinator of your campus."), "done")
        self.look()

    def _not_answered(self, error: UjuziError) -> None:
        self.send.setEnabled(True)
        self._refuse(error)

    def _save_request(self) -> None:
        learner = self._learner
        title = self.tr("Save the request")
        self._save(
            lambda: self._jobs.wait_for(lambda desk: desk.office.request_file(learner)),
            title,
            REQUEST_NAME,
        )

    def _carry(self) -> None:
        learner = self._learner
        title = self.tr("Save the keys")
        self._save(
            lambda: self._jobs.wait_for(lambda desk: desk.office.carry(learner)),
            title,
            KEYS_NAME,
        )

    def _save(self, made: Callable[[], bytes], title: str, name: str) -> None:
        file = self._choose_save(self, title, name)
        if file is None:
            return
        unwritten = self.tr("{path} could not be written. Choose another folder.")

        def write(_reporter: object) -> bool:
            data = made()
            try:
                write_whole(file, data)
            except OSError:
                return False
            return True

        def told(written: bool) -> None:
            words = self.tr("Saved as {path}") if written else unwritten
            self.notice.say(words.format(path=file), "done" if written else "refusal")

        self._jobs.aside(self, write, told, self._refuse)

    def _open_answer(self) -> None:
        self._read(self.tr("Open the answer of the hub"), bring=False)

    def _bring(self) -> None:
        self._read(self.tr("Open the keys from your other computer"), bring=True)

    def _read(self, title: str, *, bring: bool) -> None:
        file = self._choose_open(self, title)
        if file is None:
            return
        learner = self._learner
        most = FILE_BYTES_MOST + 1 if bring else FILE_MOST
        try:
            data = read_start(file, most)
        except OSError:
            self.notice.say(self.tr("{path} cannot be read.").format(path=file), "refusal")
            return
        self._jobs.ask(
            self,
            lambda desk: (desk.office.bring if bring else desk.office.take_answer)(learner, data),
            self._taken,
            self._refuse,
        )

    def _taken(self, standing: OfficeStanding) -> None:
        self.notice.clear()
        self._show(standing)

    def _unlock(self) -> None:
        words, learner = self.typed.editor.text(), self._learner
        if not words.strip():
            self.typed.refuse(self.tr("Type your six words."))
            return
        self._jobs.ask(
            self,
            lambda desk: desk.office.unlock(learner, words),
            self._unlocked,
            self._refuse,
        )

    def _unlocked(self, standing: OfficeStanding) -> None:
        self.typed.clear()
        self.notice.clear()
        self._show(standing)
        self.lock.setFocus()

    def _lock(self) -> None:
        self._jobs.ask(self, lambda desk: desk.office.lock(), lambda _: self.look())

    def _begin_anew(self) -> None:
        self._step(self._begin)
        self.turn_back.show()
        self.code.setFocus()

    def _forget(self) -> None:
        self.begin()

    def _refuse(self, error: UjuziError) -> None:
        said = sentence(error)
        unknown = str(error.facts.get("unknown", ""))
        if error.code is Code.WORDS_WRONG:
            if unknown:
                places = self.tr("Look again at word {places}.").format(places=unknown)
                said = f"{said} {places}"
            self.typed.refuse(said)
        else:
            self.notice.say(said, "refusal")


def _panel(*widgets: QWidget) -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE * 2)
    for widget in widgets:
        column.addWidget(widget)
    return panel
