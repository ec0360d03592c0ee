"""One question on its sheet: the prompt, how to answer, the parts, and what was said of it.

The sheet runs in the direction of the course's language, whatever that of the windows.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.direction import is_rtl
from ujuzi.domain.item import Item
from ujuzi.services.study.practice import CheckedAnswer
from ujuzi.ui.look.language import layout_of
from ujuzi.ui.questions.feedback import FeedbackPanel
from ujuzi.ui.questions.interaction import question_for
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class QuestionSheet(Retranslated, QWidget):
    """A question and its feedback."""

    def __init__(self, item: Item, texts: Texts, language: str, seed: int | None = None) -> None:
        super().__init__()
        self.item = item
        self.setLayoutDirection(layout_of(rtl=is_rtl(language)))
        self._texts = texts
        self.prompt = texts.passage(item.prompt, "prompt")
        self.instruction = Label("caption")
        self.question = question_for(item, texts, seed)
        self.question.changed.connect(self.retranslate)
        self.feedback = FeedbackPanel(texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.prompt)
        column.addWidget(self.instruction)
        column.addSpacing(8)
        column.addWidget(self.question)
        column.addSpacing(8)
        column.addWidget(self.feedback)
        column.addStretch(1)
        self.retranslate()

    def reveal(self, answer: CheckedAnswer) -> None:
        """Show an answer that is recorded, and what is said of it."""
        self.question.set_response(answer.response)
        self.question.reveal(answer.outcome)
        self.feedback.say(answer.outcome)
        self.instruction.hide()

    def retranslate(self) -> None:
        html = self.question.prompt(self._texts.html.get(self.item.prompt, ""))
        self.prompt.show_html(html)
        self.instruction.setText(self.question.instruction())
