"""The courses that are here, as reports need them."""

from __future__ import annotations

from ujuzi.domain.report import ReportedCourse, reported_course
from ujuzi.services.study.library import Library


def reported_courses(library: Library, language: str) -> dict[str, ReportedCourse]:
    """Return the courses that are here by id, each in the language that is asked for if it is."""
    packs = sorted(library.installed(), key=lambda each: each.language != language)
    found: dict[str, ReportedCourse] = {}
    for pack in packs:
        if pack.course not in found:
            found[pack.course] = reported_course(library.outline(pack.pack))
    return found
