"""A profile: where to grow first and what opens there, then every competency in bars and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.self_assessment import HIGHEST
from ujuzi.services.study.self_assessment import CompetencyGap, CompetencyStanding, Profile
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.charts.bar import Bar
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import area_name, competency_code, competency_name
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.rule import Rule

GAPS_AT_FIRST = 3
NAME_SHARE, BAR_SHARE = 5, 3
"""Of a line, beside the words at its end."""


class ProfileView(Retranslated, QWidget):
    """Says a profile; before a round is finished, only what was studied."""

    activity_chosen = Signal(str, str)
    """A pack and an activity to study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile: Profile | None = None
        self._growth = Label("lead")
        self.gaps = CardGrid(across=1, at_first=GAPS_AT_FIRST)
        self._all = Label("lead")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3 // 2)
        column.addWidget(self._growth)
        column.addWidget(self.gaps)
        column.addSpacing(SPACE)
        column.addWidget(self._all)
        column.addLayout(self._lines)
        self.retranslate()

    def show_profile(self, profile: Profile) -> None:
        """Show this profile in place of the one before."""
        self._profile = profile
        self.retranslate()

    def retranslate(self) -> None:
        self._all.setText(self.tr("Every competency"))
        profile = self._profile
        rated = profile is not None and bool(profile.round)
        gaps = profile.gaps if profile else ()
        self._growth.setText(
            self.tr("Where to grow first") if gaps else self.tr("No gap: you rate yourself high.")
        )
        self._growth.setVisible(rated)
        self.gaps.setVisible(bool(gaps))
        self.gaps.set_cards([partial(self._gap, gap) for gap in gaps])
        self._put_lines(profile.standings if profile and rated else ())
        self._all.setVisible(rated)

    def _put_lines(self, standings: tuple[CompetencyStanding, ...]) -> None:
        while (old := self._lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in self._made(standings):
            self._lines.addWidget(widget)
            widget.show()

    def _made(self, standings: tuple[CompetencyStanding, ...]) -> Iterator[QWidget]:
        """Yield an area's name before the lines of its competencies."""
        for area, members in groupby(standings, key=lambda each: area_name(each.competency)):
            if area:
                heading = Label("strong", area)
                heading.setContentsMargins(0, SPACE, 0, 0)
                yield heading
            yield from map(self._line, members)

    def _gap(self, gap: CompetencyGap) -> QWidget:
        """Return a gap: its name and numbers, what to study, and the button that opens it."""
        held = QWidget()
        words = QVBoxLayout()
        words.setSpacing(SPACE // 4)
        level = self._level(gap.standing)
        words.addWidget(Label("strong", f"{_named(gap.standing)}  ·  {level}"))
        words.addWidget(Label("caption", self._advice(gap)))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addLayout(words, 1)
        step = gap.step
        if step is not None:
            button = Button("quiet", "next")
            button.setText(self.tr("Study this"))
            button.setAccessibleName(
                self.tr("Study “{activity}”").format(activity=step.activity_title)
            )
            button.clicked.connect(lambda: self.activity_chosen.emit(step.pack, step.activity))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3 // 2)
        column.addLayout(row)
        column.addWidget(Rule())
        return held

    def _advice(self, gap: CompetencyGap) -> str:
        if gap.step is not None:
            return self.tr("Next: “{activity}” in {course}").format(
                activity=gap.step.activity_title, course=gap.step.course_title
            )
        if gap.standing.required:
            return self.tr("You have done all that the courses on this computer offer for this.")
        return self.tr("No course on this computer is about this yet. Ask your coordinator.")

    def _line(self, standing: CompetencyStanding) -> QWidget:
        """Return a competency's line: its name, a bar, the same in words, and what was studied."""
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, SPACE // 2)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, NAME_SHARE)
        grid.setColumnStretch(1, BAR_SHARE)
        level = self._level(standing)
        more = " · ".join(self._more(standing))
        grid.addWidget(Label("body", _named(standing)), 0, 0)
        bar = Bar(standing.level or 0, HIGHEST)
        bar.setAccessibleName(f"{_named(standing)}: {' · '.join(filter(None, (level, more)))}")
        grid.addWidget(bar, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Label("body", level, wraps=False), 0, 2)
        if more:
            grid.addWidget(Label("caption", more), 1, 0, 1, 3)
        return line

    def _level(self, standing: CompetencyStanding) -> str:
        if standing.level is None:
            return self.tr("not rated")
        return self.tr("{level} of {highest}").format(
            level=_number(standing.level), highest=QLocale().toString(HIGHEST)
        )

    def _more(self, standing: CompetencyStanding) -> Iterator[str]:
        """Yield how it was the first time, and what was studied."""
        if standing.first is not None and standing.level is not None:
            change = round(standing.level - standing.first, 1)
            sign = "+" if change > 0 else "−"
            yield (
                self.tr("first time {level} ({change})").format(
                    level=_number(standing.first), change=f"{sign}{_number(abs(change))}"
                )
                if change
                else self.tr("as the first time")
            )
        if standing.required:
            number = QLocale().toString
            yield self.tr("studied: {completed} of {required} activities").format(
                completed=number(standing.completed), required=number(standing.required)
            )


def _named(standing: CompetencyStanding) -> str:
    return f"{competency_code(standing.competency)}  {competency_name(standing.competency)}"


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 1)
