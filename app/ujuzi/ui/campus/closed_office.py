"""What the pages of people say while nothing can be decided: her office is closed, or not hers."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ujuzi.errors import Code, UjuziError
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.shell.act_problems import act_problem
from ujuzi.ui.shell.page_notice import PageNotice

STATES = {
    Code.OFFICE_LOCKED: OfficeState.LOCKED,
    Code.OFFICE_MISSING: OfficeState.NONE,
    Code.GRANT_ENDED: OfficeState.ENDED,
}
"""Errors that are mended on the page of her office, and how it stands then."""


def is_closed(error: UjuziError) -> bool:
    """Whether an error is mended on the page of her office."""
    return error.code in STATES


def refuse(notice: PageNotice, error: UjuziError) -> None:
    """Say what went wrong; where her office is closed, with the way to open it."""
    if is_closed(error):
        tell_closed(notice, STATES[Code(error.code)])
    else:
        notice.refuse(error)


def tell_closed(notice: PageNotice, state: OfficeState) -> None:
    """Say that nothing can be decided now, with the way to her office."""
    notice.tell(lambda: _Words().closed(state), action=lambda: _Words().action())


class _Words(QObject):
    """The translator's context of these words."""

    def closed(self, state: OfficeState) -> str:
        if state is OfficeState.LOCKED:
            return self.tr("To decide something here, open your office with your six words first.")
        if state is OfficeState.ENDED:
            return act_problem(Code.GRANT_ENDED)
        return self.tr(
            "You are not coordinator on this computer. On the page of your office you become it."
        )

    def action(self) -> str:
        return self.tr("Open my office")
