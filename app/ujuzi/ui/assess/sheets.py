"""What lies on the page of a sitting beside its questions: the rules, an overview, the end."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.ui.assess.points import Points
from ujuzi.ui.assess.rules import sentences
from ujuzi.ui.assess.standing import SittingStanding
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.questions.gaps import blanked
from ujuzi.ui.questions.passage import Texts, plain
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

CODE_LENGTH_MOST = 32
PROMPT_CHARACTERS = 100
"""Of a question in the overview: enough to know it again."""


class Sheet(Retranslated, QWidget):
    """A title and words under it; says itself again when the language changes."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("title")
        self.words = Label("body")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        self.column.setSpacing(2 * SPACE)
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        raise NotImplementedError


class RulesSheet(Sheet):
    """What to know before the time starts; a supervised sitting asks for its code here."""

    def __init__(self, offer: AssessmentOffer) -> None:
        super().__init__()
        self.offer = offer
        self._points = Points()
        self.code = QLineEdit()
        self.code.setMaxLength(CODE_LENGTH_MOST)
        self.code_field = LabelledField(self.code)
        self.code.textEdited.connect(lambda _text: self.code_field.accept())
        self.code_field.setVisible(offer.assessment.supervised)
        for widget in (self._points, self.code_field):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.offer.assessment.title)
        self.words.setText(self.offer.course_title)
        self._points.say(sentences(self.offer))
        self.code_field.say(
            self.tr("Code of this sitting"),
            self.tr("Your coordinator gives it to you; it opens the questions once."),
        )


class StandingSheet(Sheet):
    """A sheet that says how the questions stand."""

    def __init__(self, standing: SittingStanding) -> None:
        super().__init__()
        self._standing = standing

    def show_standing(self, standing: SittingStanding) -> None:
        """Show how the questions stand now: an answer may reach the disk a moment later."""
        self._standing = standing
        self.retranslate()


class OverviewSheet(StandingSheet):
    """Every question with how it stands, to go to."""

    chosen = Signal(object)

    def __init__(self, standing: SittingStanding, texts: Texts) -> None:
        super().__init__(standing)
        self._texts = texts
        self.list = RowList(fits=True)
        self.list.chosen.connect(self.chosen)
        self.column.addWidget(self.list)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your answers"))
        self.words.setText(self._standing.words())
        self.list.setAccessibleName(self.title.text())
        self.list.set_rows(tuple(self._rows()))

    def _rows(self) -> Iterator[Row]:
        standing = self._standing
        for place, (item, answered) in enumerate(
            zip(standing.items, standing.answered, strict=True)
        ):
            prompt = plain(blanked(self._texts.html.get(item.prompt, "")))
            words = shorten(prompt, PROMPT_CHARACTERS, placeholder=" …")
            said = self.tr("Answered") if answered else self.tr("Open")
            flagged = item.id in standing.flagged
            icon = "check" if answered else "ring"
            yield Row(
                f"{QLocale().toString(place + 1)}. {words}",
                key=place,
                detail=self.tr("To come back to") if flagged else "",
                icon="bookmark-filled" if flagged else icon,
                trailing=said,
            )


class HandInSheet(StandingSheet):
    """The last look before the answers are sealed, and the one button that seals them.

    It stands on the sheet, where no other page has a button; while a question is open it asks for
    a tick first.
    """

    def __init__(self, standing: SittingStanding, *, time_over: bool = False) -> None:
        super().__init__(standing)
        self._time_over = time_over
        self._busy = False
        self._final = Label("soft")
        self.sure = QCheckBox()
        if not self.has_open or time_over:
            self.sure.hide()
        self.sure.toggled.connect(lambda _on: self._allow())
        self.hand_in = Button("primary")
        self.column.addWidget(self._final)
        self.column.addWidget(self.sure)
        self.column.addWidget(self.hand_in, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)
        self.retranslate()

    @property
    def has_open(self) -> bool:
        """Whether a question is not answered yet."""
        return self._standing.open > 0

    @property
    def is_meant(self) -> bool:
        """Whether it may be handed in: nothing is open, or it was said that this is known."""
        return not self.has_open or self._time_over or self.sure.isChecked()

    def wait(self, *, busy: bool) -> None:
        """Let nothing be pressed while it is handed in."""
        self._busy = busy
        self._allow()

    def _allow(self) -> None:
        self.sure.setEnabled(not self._busy)
        self.hand_in.setEnabled(self.is_meant and not self._busy)

    def retranslate(self) -> None:
        unanswered = self._standing.open
        self.title.setText(
            self.tr("Time is up") if self._time_over else self.tr("Hand in your answers?")
        )
        self.words.setText(
            self.tr(
                "%n question(s) are still open. An open question counts as not right.",
                "",
                unanswered,
            )
            if unanswered
            else self.tr("Every question is answered.")
        )
        self._final.setText(
            self.tr(
                "Once handed in, the answers are sealed for the hub: they can neither be changed"
                " nor be read on this computer."
            )
        )
        self.sure.setText(self.tr("Hand in with %n open question(s)", "", unanswered))
        self.hand_in.setText(self.tr("Hand in now"))
        self._allow()


class HandedInSheet(StandingSheet):
    """What happens now."""

    def __init__(self, standing: SittingStanding, *, time_over: bool) -> None:
        super().__init__(standing)
        self._time_over = time_over
        self._points = Points()
        self.column.addWidget(self._points)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Handed in"))
        self.words.setText(
            self.tr("Time was up, so your answers were handed in as they were: {standing}.").format(
                standing=self._standing.words()
            )
            if self._time_over
            else self._standing.words()
        )
        self._points.say(
            (
                ("lock", self.tr("Your answers are sealed: nobody can read them here any more.")),
                (
                    "sync",
                    self.tr("They go to the hub with the next exchange."),
                ),
                (
                    "assessments",
                    self.tr(
                        "The hub grades them. The result comes back with that exchange or a later"
                        " one, and is shown on the page Assessments."
                    ),
                ),
            )
        )
