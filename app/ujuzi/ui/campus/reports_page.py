"""Reports: who stands where, who is stuck, who was not seen, and a file of just what is shown."""

from __future__ import annotations

from ujuzi.domain.report_filter import CampusReport, ReportFilter, ReportOnly
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.any_reports_page import AnyReportsPage
from ujuzi.ui.campus.appeal_words import appeals_sentence
from ujuzi.ui.shell.destinations import Destination, ToCampus, ToCollect, ToReports


class ReportsPage(AnyReportsPage[ToReports]):
    """What a coordinator reads of her campus."""

    _waiting: tuple[WaitingAppeals, ...] = ()

    def show_at(self, at: ToReports) -> None:
        """Show what is known now."""
        if at.only and self._sees_people:
            self.chips[ReportOnly(at.only)].setChecked(True)
            self.wanted = ReportFilter(only=ReportOnly(at.only))
            self.words.show_words("")
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

    def _read(self) -> None:
        super()._read()
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.campus_appeals.waiting(learner),
            self._keep_appeals,
            self.notice.refuse,
        )

    def _keep_appeals(self, waiting: tuple[WaitingAppeals, ...]) -> None:
        self._waiting = waiting
        self._show_appeals()

    def _show(self) -> None:
        super()._show()
        self._show_appeals()

    def _show_appeals(self) -> None:
        """Say whose second looks at results wait; why is no report's to say, and to leaders who."""
        self.appeals.setText(appeals_sentence(self._waiting))
        self.appeals.setVisible(bool(self._waiting) and self._sees_people)

    def _above(self) -> Destination:
        return ToCampus()

    def _to_know_more(self) -> Destination:
        return ToCollect()

    def _made(self, desk: Desk, language: str) -> CampusReport:
        return desk.reports.report(self._learner, language)
