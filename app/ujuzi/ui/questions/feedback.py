"""What is said of an answer: a head in words, and why.

The frame's colour only repeats what the words say.
"""

from __future__ import annotations

from html import escape
from itertools import zip_longest

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ujuzi.domain.item import Outcome
from ujuzi.ui.look.theme import restyle
from ujuzi.ui.questions.part import PartState
from ujuzi.ui.questions.passage import Passage, Texts
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class FeedbackPanel(Retranslated, QFrame):
    """A panel under a question; hidden until there is something to say."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setObjectName("feedback")
        self._outcome = Outcome(right=False, feedback=())
        self._head = Label("strong")
        self._head.setObjectName("feedbackHead")
        self._why = Passage(texts.pictures)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._why)
        self.hide()

    @property
    def words(self) -> str:
        """Everything that is said, on one line."""
        return f"{self._head.text()}. {self._why.words}".strip()

    def say(self, outcome: Outcome) -> None:
        """Show whether the answer was right, and why; of several choices, of which it speaks."""
        self._outcome = outcome
        self._why.setVisible(bool(outcome.feedback))
        standing = PartState.RIGHT if outcome.right else PartState.WRONG
        for widget in (self, self._head):
            widget.setProperty("standing", standing.value)
            restyle(widget)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        self._head.setText(self.tr("That is right") if self._outcome.right else self.tr("Not yet"))
        said = [self._texts.html.get(text, "") for text in self._outcome.feedback]
        of_choice = self.tr("{choice}:")
        about = [
            f"<b>{escape(of_choice.format(choice=self._texts.plain(text)))}</b><br>"
            for text in self._outcome.about
        ]
        self._why.show_html(
            "".join(f"<p>{of}{html}</p>" for of, html in zip_longest(about, said, fillvalue=""))
            if about or said[1:]
            else "".join(said)
        )
