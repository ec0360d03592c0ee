"""The language of the windows: each is offered by its own name, and spoken once it is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.ui.cards.step import Step
from ujuzi.ui.look.language import NAMES, Interpreter, offered
from ujuzi.ui.widgets.options import Options


class LanguageStep(Step):
    """Chooses the language of the windows."""

    def __init__(self, interpreter: Interpreter) -> None:
        super().__init__()
        self._interpreter = interpreter
        self.options = Options(offered())
        for code, row in self.options.rows.items():
            row.say(NAMES[code])
        self.options.choose(interpreter.language)
        self.options.chosen.connect(interpreter.speak)
        self.column.addWidget(self.options)
        self.column.addStretch(1)
        self.retranslate()

    @property
    def language(self) -> str:
        """The language that is chosen."""
        return self.options.choice or self._interpreter.language

    def begin(self) -> None:
        self.options.choose(self._interpreter.language)

    def first_stop(self) -> QWidget:
        return self.options.first_stop()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Welcome to Ujuzi"))
        self.text.setText(
            self.tr("Study, practise and show what you can do, with no internet.")
            + "\n"
            + self.tr("Which language do you prefer?")
        )
