"""Who of the campus is shown: narrowed by a word, a cohort and a question, and counted by each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ujuzi.services.campus.people import CampusPerson, Enlisting, matching


class PeopleOnly(StrEnum):
    """Who is asked about."""

    ALL = "all"
    """Who is here."""
    NO_PROFILE = "no-profile"
    WAITS = "waits"
    """Something was decided of her that the hub has not answered, or refused."""
    UNLISTED = "unlisted"
    """A profile that is nobody's on the list."""
    LEFT = "left"
    """The campus, or the institution."""


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """Who is shown, and how many each question would find."""

    people: tuple[CampusPerson, ...] = ()
    counts: Mapping[PeopleOnly, int] = field(default_factory=dict)


_IS: Mapping[PeopleOnly, Callable[[CampusPerson], bool]] = {
    PeopleOnly.ALL: lambda each: each.standing is Enlisting.HERE,
    PeopleOnly.NO_PROFILE: lambda each: (
        bool(each.person) and not each.learners and each.standing is Enlisting.HERE
    ),
    PeopleOnly.WAITS: lambda each: each.waits or bool(each.problem),
    PeopleOnly.UNLISTED: lambda each: not each.person and each.standing is Enlisting.HERE,
    PeopleOnly.LEFT: lambda each: each.standing is not Enlisting.HERE,
}


def key_of(person: CampusPerson) -> tuple[str, str]:
    """Return by what somebody is told apart: her staff number, or her profile where none is."""
    return (person.person, "") if person.person else ("", str((*person.learners, "")[0]))


def found(
    everybody: Sequence[CampusPerson], only: PeopleOnly, cohort: str, words: str
) -> FoundPeople:
    """Return who is asked about, in the order given."""
    narrowed: Sequence[CampusPerson] = everybody
    if cohort:
        narrowed = tuple(each for each in narrowed if cohort in each.cohorts)
    if words.strip():
        narrowed = matching(narrowed, words)
    counts = {each: sum(map(_IS[each], narrowed)) for each in PeopleOnly}
    return FoundPeople(tuple(filter(_IS[only], narrowed)), counts)
