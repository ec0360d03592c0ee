"""Reports: who stands where, who is stuck, who was not seen, and a file of just what is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report_filter import CampusReport, ReportFilter, ReportOnly
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.any_reports_page import AnyReportsPage
from ujuzi.ui.campus.appeals_line import AppealsLine
from ujuzi.ui.shell.destinations import Destination, ToCampus, ToCollect, ToReports
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs


class ReportsPage(AnyReportsPage[ToReports]):
    """What a coordinator reads of her campus."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, learner, choose, parent=parent)
        self.appeals = AppealsLine(jobs, learner, self.notice.refuse, "caption")
        self.column.addWidget(self.appeals)
        self.nameless_button.toggled.connect(
            lambda nameless: self.appeals.name_people(named=not nameless)
        )

    def show_at(self, at: ToReports) -> None:
        """Show what is known now."""
        if at.only and self._sees_people:
            self.chips[ReportOnly(at.only)].setChecked(True)
            self.wanted = ReportFilter(only=ReportOnly(at.only))
            self.words.show_words("")
        self._read()
        self.appeals.ask()

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self.empty.say(
            self.tr("Nothing is known yet"),
            self.tr(
                "Collect what the computers of your campus have written: they tell how each person"
                " stands, never what she wrote or answered."
            ),
            self.tr("Collect and send"),
        )
        super().retranslate()

    def _above(self) -> Destination:
        return ToCampus()

    def _to_know_more(self) -> Destination:
        return ToCollect()

    def _made(self, desk: Desk, language: str) -> CampusReport:
        return desk.reports.report(self._learner, language)
