"""What leaders of an institution are told by document, under `documents.GROUPS`."""

from __future__ import annotations

import msgspec

from ujuzi.domain.report import ReportedCohort
from ujuzi.domain.report_groups import CourseGroups


class GroupsDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What leaders of an institution read of a course (`domain.report_groups`).

    `made_at` is in milliseconds since 1970; `campuses` names campuses by id. Cohorts that are named
    in the groups are told, with their dates.
    """

    made_at: int
    groups: CourseGroups
    campuses: dict[str, str] = {}
    cohorts: dict[str, ReportedCohort] = {}
