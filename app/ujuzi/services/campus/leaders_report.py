"""What a leader reads of her institution: groups of five and more, as its hub told every computer.

She is a leader whom the institution's list calls one, once the hub has said so of her profile.
Reads documents, and writes nothing.
"""

from __future__ import annotations

from ujuzi.domain.authority import Act, not_allowed
from ujuzi.domain.report import ReportedCohort
from ujuzi.domain.report_filter import CampusReport
from ujuzi.services.campus.reported_courses import reported_courses
from ujuzi.services.people.roster import LEADER, LinkState, ProfileLink
from ujuzi.services.study.library import Library
from ujuzi.store import inbox
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.groups import GroupsDocument


def leads(link: ProfileLink) -> bool:
    """Whether somebody's place on her institution's list lets her read of it."""
    return link.state is LinkState.LINKED and link.role == LEADER


def leaders_report(
    db: Database, library: Library, link: ProfileLink, language: str = ""
) -> CampusReport:
    """Return what is told of the institution; titles are in a language where there are such.

    Raises RefusedError `not-allowed` where `link` does not make who asks a leader.
    """
    if not leads(link):
        raise not_allowed(Act.READ_REPORTS)
    groups, made_at = [], 0
    campuses: dict[str, str] = {}
    cohorts: dict[str, ReportedCohort] = {}
    for document in inbox.of_kind(db, documents.GROUPS):
        told = documents.read(document.payload, GroupsDocument)
        if told is not None:
            groups.append(told.groups)
            made_at = max(made_at, told.made_at)
            campuses |= told.campuses
            cohorts |= told.cohorts
    courses = reported_courses(library, language)
    return CampusReport((), courses, made_at, 0, cohorts, campuses, tuple(groups))
