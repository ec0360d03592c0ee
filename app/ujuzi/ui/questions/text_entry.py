"""A text-entry question: one line to type."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.item import NumericItem, Outcome, Response, TextEntryItem, right_response
from ujuzi.ui.questions.part import Part, PartState
from ujuzi.ui.questions.passage import Passage, Texts
from ujuzi.ui.questions.question import QuestionView

CHARACTERS_MOST = 1000
"""Of one typed answer."""


class TextEntryQuestion(QuestionView):
    """One typed line."""

    def __init__(
        self, item: TextEntryItem | NumericItem, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__(texts, parent)
        self.item = item
        self._outcome: Outcome | None = None
        self.line = QLineEdit()
        self.line.setObjectName("answerLine")
        self.line.setMaxLength(CHARACTERS_MOST)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.answer = Part(Passage({}))
        self.answer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.answer)
        self.retranslate()

    def response(self) -> Response | None:
        return self.so_far() or None

    def so_far(self) -> Response:
        return (self.line.text(),) if self.line.text().strip() else ()

    def set_response(self, response: Response) -> None:
        self.line.setText("".join(response))

    def reveal(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.line.setReadOnly(True)
        self.answer.setVisible(not outcome.right)
        self.retranslate()

    def first_stop(self) -> QWidget:
        return self.line

    def instruction(self) -> str:
        said = [self.tr("Type your answer.")]
        if isinstance(self.item, TextEntryItem):
            if self.item.case_sensitive:
                said.append(self.tr("Capital letters count."))
            if self.item.accent_sensitive:
                said.append(self.tr("Accents count."))
        return " ".join(said)

    def right_answer(self) -> str:
        """Return an answer that is right, as a person would write it."""
        return right_response(self.item)[0]

    def retranslate(self) -> None:
        self.line.setAccessibleName(self.tr("Your answer"))
        self.line.setPlaceholderText(self.tr("Your answer"))
        if self._outcome is not None:
            self.answer.set_text(escape(self.right_answer()))
        self.answer.stand(PartState.MISSED, self.tr("A right answer"))
