"""The same people as the table's, in bars and columns: by course, where stuck, when last seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ujuzi.domain.report import DAY, LearnerRow
from ujuzi.domain.report_filter import (
    CampusReport,
    ReportColumn,
    ReportFilter,
    ReportView,
    rows_of,
    selected,
)
from ujuzi.domain.report_groups import GroupRow
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.charts.bar_line import BarLine
from ujuzi.ui.charts.columns import Column, ColumnChart
from ujuzi.ui.look.dates import week
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

WEEKS = 10
WEEK = 7 * DAY
FIRST_MONDAY = 4 * DAY
"""Of the calendar that counts from 1970, in UTC."""


class ReportFigures(msgspec.Struct, frozen=True):
    """What is drawn: people by course and by step, and how many were last seen in each week."""

    courses: tuple[GroupRow, ...] = ()
    steps: tuple[GroupRow, ...] = ()
    weeks: tuple[tuple[int, int], ...] = ()


def figures_of(report: CampusReport, wanted: ReportFilter, *, sees_people: bool) -> ReportFigures:
    """Return the figures of the people whom a filter lets through; those of weeks name nobody."""

    def groups(view: ReportView) -> tuple[GroupRow, ...]:
        asked = msgspec.structs.replace(wanted, view=view, sort=ReportColumn.STUCK, descending=True)
        rows = rows_of(report, asked, sees_people=sees_people)
        return tuple(row for row in rows if isinstance(row, GroupRow))

    people = selected(report.rows, wanted) if sees_people else ()
    return ReportFigures(
        groups(ReportView.COURSES), groups(ReportView.STEPS), last_seen(people, report.made_at)
    )


def last_seen(people: Iterable[LearnerRow], now: int) -> tuple[tuple[int, int], ...]:
    """Return the last weeks by their Mondays (UTC, milliseconds), with who was last seen in each.

    Who was last seen before stands in the first.
    """
    this = _monday(now)
    first = this - (WEEKS - 1) * WEEK
    found = Counter(
        min(max(_monday(row.seen_at), first), this) for row in people if row.seen_at is not None
    )
    return tuple((monday, found[monday]) for monday in range(first, this + 1, WEEK))


class ReportCharts(Retranslated, QScrollArea):
    """Three cards under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = ReportFigures()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, SPACE, SPACE)
        column.setSpacing(2 * SPACE)
        self._titles = [Label("lead") for _ in range(3)]
        self.courses, self.steps = CardGrid(across=1), CardGrid(across=1)
        self.weeks = ColumnChart()
        self._none = Label("soft")
        self._cards: list[Card] = []
        parts: Sequence[tuple[QWidget, ...]] = (
            (self.courses,),
            (self.steps, self._none),
            (self.weeks,),
        )
        for title, widgets in zip(self._titles, parts, strict=True):
            card = Card()
            for widget in (title, *widgets):
                card.column.addWidget(widget)
            column.addWidget(card)
            self._cards.append(card)
        column.addStretch(1)
        self.setWidget(held)
        self.retranslate()

    def set_figures(self, figures: ReportFigures) -> None:
        """Draw these."""
        self._figures = figures
        self.retranslate()

    def retranslate(self) -> None:
        by_course, stuck, seen = self._titles
        by_course.setText(self.tr("Completed, by course"))
        stuck.setText(self.tr("Where people are stuck"))
        seen.setText(self.tr("Last seen, week by week"))
        self.weeks.setAccessibleName(seen.text())
        self._none.setText(self.tr("Nobody is stuck."))
        figures, number = self._figures, QLocale().toString
        self.courses.set_cards(
            [
                partial(BarLine, row.title, row.completed or 0, row.people, self._completed(row))
                for row in figures.courses
            ]
        )
        most = max((row.people for row in figures.steps), default=0)
        self.steps.set_cards(
            [
                partial(BarLine, f"{row.title} · {row.of}", row.people, most, number(row.people))
                for row in figures.steps
            ]
        )
        self._none.setVisible(not figures.steps)
        self.weeks.set_columns(
            [Column(week(monday), count, number(count)) for monday, count in figures.weeks]
        )
        self._cards[2].setVisible(any(count for _, count in figures.weeks))

    def _completed(self, row: GroupRow) -> str:
        number = QLocale().toString
        return self.tr("{completed} of {people} people · stuck: {stuck}").format(
            completed=number(row.completed or 0), people=number(row.people), stuck=number(row.stuck)
        )


def _monday(moment: int) -> int:
    return moment - (moment - FIRST_MONDAY) % WEEK
