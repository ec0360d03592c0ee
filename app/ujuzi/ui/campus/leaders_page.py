"""Reports for leaders: groups of five people and more of an institution, as its hub tells them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report_filter import CampusReport
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.any_reports_page import AnyReportsPage
from ujuzi.ui.shell.destinations import Destination, ToLeadersReports, ToSettings, ToSync
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs


class LeadersReportsPage(AnyReportsPage[ToLeadersReports]):
    """What a leader reads of her institution: no name is on it."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, learner, choose, sees_people=False, parent=parent)

    def show_at(self, _at: ToLeadersReports) -> None:
        """Show what is known now."""
        self._read()

    def retranslate(self) -> None:
        self.back.setText(self.tr("Settings"))
        self.empty.say(
            self.tr("Nothing is told yet"),
            self.tr(
                "Once a day the hub tells how people of your institution stand in each course, in"
                " groups of five and more. It comes with the next exchange."
            ),
            self.tr("Sync"),
        )
        super().retranslate()

    def _above(self) -> Destination:
        return ToSettings()

    def _to_know_more(self) -> Destination:
        return ToSync()

    def _made(self, desk: Desk, language: str) -> CampusReport:
        return desk.leaders_report(self._learner, language)
