"""What is said of an answer: a head in words, and why.

The frame's colour only repeats what the words say.
"""

from __future__ import annotations

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
        self._right = False
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
        """Show whether the answer was right, and why."""
        self._right = outcome.right
        said = [self._texts.html.get(text, "") for text in outcome.feedback]
        self._why.show_html(
            "".join(f"<p>{html}</p>" for html in said) if said[1:] else "".join(said)
        )
        self._why.setVisible(bool(said))
        standing = PartState.RIGHT if outcome.right else PartState.WRONG
        for widget in (self, self._head):
            widget.setProperty("standing", standing.value)
            restyle(widget)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        self._head.setText(self.tr("That is right") if self._right else self.tr("Not yet"))
