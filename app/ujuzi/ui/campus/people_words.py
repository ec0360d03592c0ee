"""What is said of people of the campus, of their cohorts and of what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject

from ujuzi.services.campus.people import CampusPerson, Cohort, Enlisting
from ujuzi.ui.campus.people_found import PeopleOnly, key_of
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.look.dates import day, day_of
from ujuzi.ui.rows.tick_list import TickRow
from ujuzi.ui.shell.act_problems import act_problem


def person_row(person: CampusPerson, cohorts: Mapping[str, str]) -> TickRow:
    """Return somebody as a row; `cohorts` are names by id."""
    return _Words().row(person, cohorts)


def standing_sentence(person: CampusPerson) -> str:
    """Return how she stands, where there is something to say of it."""
    return _Words().standing(person)


def profile_sentence(person: CampusPerson) -> str:
    """Return whether she has a profile."""
    return _Words().profile(person)


def seen_sentence(person: CampusPerson) -> str:
    """Return when she was last seen."""
    return _Words().seen(person)


def only_words(only: PeopleOnly) -> str:
    """Return what a question is called."""
    return _Words().only(only)


def only_meaning(only: PeopleOnly) -> str:
    """Return what a question asks, in a sentence."""
    return _Words().meaning(only)


def days_sentence(begins: str, ends: str) -> str:
    """Return from when to when, of days as 2026-03-12; empty where neither is said."""
    return _Words().days(begins, ends)


def cohort_sentence(cohort: Cohort, titles: Mapping[str, str]) -> str:
    """Return what a cohort is, in a line; `titles` are those of courses by id."""
    return _Words().cohort(cohort, titles)


class _Words(QObject):
    """The translator's context of these words."""

    def row(self, person: CampusPerson, cohorts: Mapping[str, str]) -> TickRow:
        name = person.name or self.tr("Not known by name yet")
        studied = [cohorts[each] for each in person.cohorts if each in cohorts]
        detail = " · ".join(
            filter(
                None,
                (
                    person.person,
                    role_name(person.role) or person.role,
                    ", ".join(studied),
                    self.profile(person),
                    self.seen(person),
                ),
            )
        )
        trailing = self.mark(person)
        return TickRow(
            name,
            key=key_of(person),
            detail=detail,
            trailing=trailing,
            may_tick=bool(person.person),
            spoken=". ".join(filter(None, (name, trailing, detail))),
        )

    def mark(self, person: CampusPerson) -> str:
        """Return the shortest word for how somebody stands."""
        if person.problem:
            return self.tr("not accepted")
        if person.waits:
            return self.tr("waits for the hub")
        if person.standing is Enlisting.LEFT:
            return self.tr("has left")
        if person.standing is Enlisting.MOVED:
            return self.tr("moved away")
        return ""

    def standing(self, person: CampusPerson) -> str:
        if person.problem:
            why = act_problem(person.problem)
            said = self.tr("The hub did not accept what was decided last.")
            return f"{said} {why}" if why else said
        if person.waits:
            return self.tr(
                "What was decided shows here at once, and waits for the hub. It goes there with the"
                " next upload."
            )
        if person.standing is Enlisting.LEFT:
            return self.tr("She has left the institution. What she did is kept.")
        if person.standing is Enlisting.MOVED:
            return self.tr("She is at another campus now.")
        return ""

    def profile(self, person: CampusPerson) -> str:
        if not person.person:
            return self.tr("a profile that is nobody's on the list")
        if not person.learners:
            return self.tr("no profile yet")
        if len(person.learners) == 1:
            return self.tr("has a profile")
        return self.tr("%n profile(s)", "", len(person.learners))

    def seen(self, person: CampusPerson) -> str:
        if person.seen_at is None:
            return ""
        return self.tr("last seen {day}").format(day=day(person.seen_at))

    def only(self, only: PeopleOnly) -> str:
        return {
            PeopleOnly.ALL: self.tr("Everybody"),
            PeopleOnly.NO_PROFILE: self.tr("No profile yet"),
            PeopleOnly.WAITS: self.tr("Waits for the hub"),
            PeopleOnly.UNLISTED: self.tr("Not on the list"),
            PeopleOnly.LEFT: self.tr("Has left"),
        }[only]

    def meaning(self, only: PeopleOnly) -> str:
        return {
            PeopleOnly.ALL: self.tr("Who is of this campus now"),
            PeopleOnly.NO_PROFILE: self.tr("On the list, and linked to no profile: give a code"),
            PeopleOnly.WAITS: self.tr("Something was decided that the hub has not accepted yet"),
            PeopleOnly.UNLISTED: self.tr("Profiles that are nobody's on your list"),
            PeopleOnly.LEFT: self.tr("Who moved to another campus, or left the institution"),
        }[only]

    def days(self, begins: str, ends: str) -> str:
        first, last = (day_of(date.fromisoformat(each)) if each else "" for each in (begins, ends))
        if first and last:
            return self.tr("{first} to {last}").format(first=first, last=last)
        if first:
            return self.tr("from {day}").format(day=first)
        return self.tr("until {day}").format(day=last) if last else ""

    def cohort(self, cohort: Cohort, titles: Mapping[str, str]) -> str:
        courses = [titles.get(each, each) for each in cohort.courses]
        return " · ".join(
            filter(
                None,
                (
                    self.tr("has ended") if cohort.ended else "",
                    self.tr("%n person(s)", "", len(cohort.people)),
                    self.days(cohort.begins, cohort.ends),
                    ", ".join(courses),
                    self.tr("not accepted") if cohort.problem else "",
                    self.tr("waits for the hub") if cohort.waits and not cohort.problem else "",
                ),
            )
        )
