"""Reports: who stands where, who is stuck, who was not seen, and a file of just what is shown."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker

from ujuzi.domain.report_filter import CampusReport, ReportFilter, ReportOnly
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.any_reports_page import AnyReportsPage
from ujuzi.ui.shell.destinations import Destination, ToCampus, ToCollect, ToReports


class ReportsPage(AnyReportsPage[ToReports]):
    """What a coordinator reads of her campus."""

    def show_at(self, at: ToReports) -> None:
        """Show what is known now."""
        if at.only and self._sees_people:
            self.chips[ReportOnly(at.only)].setChecked(True)
            self.wanted = ReportFilter(only=ReportOnly(at.only))
            with QSignalBlocker(self.words):
                self.words.clear()
        self._read()

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
