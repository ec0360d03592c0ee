"""What each row of a roster will do to the people who are known: pure, and before it does.

A row is refused where it cannot be meant as it is; it is doubtful where a person should look, and
is taken in only if she says so. `REASONS` says in one word why. Whoever stands in the file twice is
taken by her first line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ujuzi.domain.personal import MAY_BE_GROUPED, alike, doubtful
from ujuzi.domain.roster import RosterFault, RosterMistake, RosterNumbers, mistakes_in
from ujuzi.domain.text import WORD, searchable
from ujuzi.errors import Code
from ujuzi.services.campus.listed import (
    CampusPerson,
    Enlisting,
    PreviewRow,
    RosterPreview,
    RowKind,
)
from ujuzi.services.campus.roster_file import (
    CAMPUS,
    EMAIL,
    NAME,
    PERSON,
    ROLE,
    RosterFileLine,
    RosterTable,
)

ROLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "teacher": (
        *("teachers", "teaching", "lecturer", "professor", "academic", "teaching staff"),
        *("enseignant", "enseignante", "professeur", "professeure", "enseignant chercheur"),
    ),
    "support": (
        *("support staff", "non teaching", "non teaching staff", "administrative", "appui"),
        *("soutien", "personnel d appui", "personnel de soutien", "administratif", "pats"),
    ),
    "leader": (
        *("leaders", "leadership", "dean", "head", "director", "dirigeant", "dirigeante"),
        *("responsable", "doyen", "doyenne", "chef", "directeur", "directrice"),
    ),
    "coordinator": ("coordinateur", "coordinatrice", "coordonnateur", "coordonnatrice"),
}
"""Roles, and what else they are called, as it is compared."""
USUAL_ROLE = "teacher"
"""Of everybody new, where no column says a role."""

_REASONS = {
    RosterFault.TOO_LONG: "too-long",
    RosterFault.SPREADSHEET: "spreadsheet",
    RosterFault.LETTERS_LOST: "spoilt",
    RosterFault.ADDRESS: "name-address",
    RosterFault.LETTERLESS: "name-letters",
    RosterFault.CONTROL: "hidden",
    RosterFault.HIDDEN: "hidden",
    RosterFault.ROLE_UNKNOWN: "role-unknown",
    RosterFault.NUMBER_TWICE: "twice",
    RosterFault.NUMBER_AMBIGUOUS: "ambiguous",
}

REASONS = frozenset(
    {
        *("person-missing", "name-missing", "role-missing", "role-unknown", "too-long"),
        *("spreadsheet", "spoilt", "hidden", "name-address", "name-letters", "email-wrong"),
        *("twice", "ambiguous", "herself"),
        *("may-be-date", "may-be-grouped", "zeros-lost", "decimals", "name-elsewhere"),
        *("name-twice", "another-name", "left", "campus-other", "refused-before"),
    }
)


@dataclass(frozen=True, slots=True)
class RosterContext:
    """What a roster is held against: who is known, and who reads it (her own staff number).

    `called` is what people call the `campus`.
    """

    known: tuple[CampusPerson, ...]
    campus: str
    own: str = ""
    called: str = ""


def judge(table: RosterTable, context: RosterContext) -> tuple[PreviewRow, ...]:
    """Return what each row will do, in the file's order."""
    judged = _Judge(table, context)
    return tuple(judged.row(line) for line in table.lines)


def preview_of(table: RosterTable, context: RosterContext) -> RosterPreview:
    """Return what a roster will do."""
    return RosterPreview(judge(table, context), table.sheet, table.sheets)


def refusal(values: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """Return why values cannot be a person's, with the facts of the sentence; empty where they can.

    `values` are a row's, as `domain.personal` keeps them, the role in our word.
    """
    required = (PERSON, NAME, *((ROLE,) if ROLE in values else ()))
    for mistake in mistakes_in(0, values, required):
        return _told(mistake)
    email = values.get(EMAIL, "")
    before, _, behind = email.partition("@")
    if email and not (before and "." in behind and " " not in email and "@" not in behind):
        return "email-wrong", {"value": email}
    return "", {}


def role_of(said: str) -> str:
    """Return the role that is meant, or what is said where none is."""
    plain = " ".join(WORD.findall(searchable(said)))
    return next((role for role, words in ROLE_WORDS.items() if plain in (role, *words)), said)


class _Judge:
    """A file that is being held against the people who are known."""

    def __init__(self, table: RosterTable, context: RosterContext) -> None:
        self._table = table
        self._context = context
        self._by_number: defaultdict[str, list[CampusPerson]] = defaultdict(list)
        self._by_name: defaultdict[tuple[str, ...], list[CampusPerson]] = defaultdict(list)
        for each in context.known:
            if each.person:
                self._by_number[alike(each.person)].append(each)
                if each.standing is not Enlisting.LEFT:
                    self._by_name[_name_key(each.name)].append(each)
        numbers = [line.values.get(PERSON, "") for line in table.lines]
        self._doubts = doubtful(numbers)
        self._has_zeros = any(
            number.isdigit() and number.startswith("0") and PERSON not in line.numeric
            for number, line in zip(numbers, table.lines, strict=True)
        )
        campuses = {line.values.get(CAMPUS, "") for line in table.lines} - {""}
        self._several = len({searchable(each) for each in campuses}) > 1
        self._numbers = RosterNumbers(each.person for each in context.known if each.person)
        self._names: dict[tuple[str, ...], tuple[int, str]] = {}

    def row(self, line: RosterFileLine) -> PreviewRow:
        """Return what a line will do; lines are asked in their order."""
        values = dict(line.values)
        if ROLE in values:
            values[ROLE] = role_of(values[ROLE])
        before = self._known(values.get(PERSON, ""))
        reason, facts = refusal(values)
        kind = RowKind.REFUSED
        if not reason:
            _, mistake = self._numbers.enlist(values[PERSON], line.line)
            reason, facts = _told(mistake) if mistake else ("", {})
        after = self._after(values, before)
        if not reason:
            changed = _changed(before, after)
            kind = _kind(before, changed)
            if kind is not RowKind.SAME and self._is_own(values[PERSON]):
                kind, reason = RowKind.REFUSED, "herself"
            elif kind is not RowKind.SAME and (doubt := self._doubt(line, after, before)):
                kind, (reason, facts) = RowKind.DOUBTFUL, doubt
            facts = {**facts, "changed": changed} if before is not None else facts
        return PreviewRow(
            line=line.line,
            person=after.person,
            name=after.name,
            role=after.role,
            campus=after.campus,
            email=after.email,
            kind=kind,
            reason=reason,
            facts=facts,
            before=before,
        )

    def _known(self, number: str) -> CampusPerson | None:
        """Return who has a number, if it is one person's."""
        found = self._by_number.get(alike(number), []) if number else []
        exact = [each for each in found if each.person == number]
        return (exact or found)[0] if len(exact or found) == 1 else None

    def _after(self, values: Mapping[str, str], before: CampusPerson | None) -> CampusPerson:
        """Return how somebody will stand; what no column says stays as it was."""
        was = before or CampusPerson(values.get(PERSON, ""), "", USUAL_ROLE, self._context.campus)
        return CampusPerson(
            person=was.person,
            name=values.get(NAME, ""),
            role=values.get(ROLE, was.role),
            campus=self._context.campus,
            email=values.get(EMAIL) or was.email,
        )

    def _doubt(
        self, line: RosterFileLine, after: CampusPerson, before: CampusPerson | None
    ) -> tuple[str, dict[str, object]] | None:
        number, key = line.values[PERSON], _name_key(after.name)
        campus = line.values.get(CAMPUS, "")
        here = {searchable(self._context.campus), searchable(self._context.called)}
        if self._several and campus and searchable(campus) not in here:
            return "campus-other", {"value": campus}
        if before is not None:
            if before.standing is Enlisting.LEFT:
                return "left", {}
            if before.problem and before.problem != Code.ACT_TOGETHER:
                return "refused-before", {}
            if not set(key) & set(_name_key(before.name)):
                return "another-name", {"name": before.name}
            return None
        if said := self._doubts.get(number):
            reason = "may-be-grouped" if said == MAY_BE_GROUPED else "may-be-date"
            return reason, {"value": number}
        if PERSON in line.numeric and not number.isdigit():
            return "decimals", {"value": number}
        if PERSON in line.numeric and self._has_zeros:
            return "zeros-lost", {"value": number}
        first, other = self._names.setdefault(key, (line.line, number))
        if first != line.line:
            return "name-twice", {"line": first, "person": other}
        if found := self._by_name.get(key):
            return "name-elsewhere", {"person": found[0].person, "name": found[0].name}
        return None

    def _is_own(self, number: str) -> bool:
        return bool(self._context.own) and alike(number) == alike(self._context.own)


def _told(mistake: RosterMistake) -> tuple[str, dict[str, object]]:
    """Return a mistake in one word, and the facts of its sentence."""
    facts = {name: fact for name, fact in mistake.facts.items() if name != "reason"}
    if mistake.fault is RosterFault.EMPTY:
        return f"{facts['column']}-missing", {}
    if "first" in facts:
        facts["line"] = facts.pop("first")
    if "others" in facts:
        facts["people"] = facts.pop("others")
    return _REASONS[mistake.fault], facts


def _changed(before: CampusPerson | None, after: CampusPerson) -> tuple[str, ...]:
    """Return the columns in which somebody will be another."""
    if before is None:
        return ()
    return tuple(
        column
        for column in (NAME, ROLE, CAMPUS, EMAIL)
        if getattr(before, column) != getattr(after, column)
    )


def _kind(before: CampusPerson | None, changed: Iterable[str]) -> RowKind:
    if before is None:
        return RowKind.NEW
    again = before.standing is not Enlisting.HERE or bool(before.problem)
    return RowKind.CHANGED if again or any(changed) else RowKind.SAME


def _name_key(name: str) -> tuple[str, ...]:
    """Return what two names have in common that may be one person's (`domain.text.are_alike`)."""
    return tuple(sorted(WORD.findall(searchable(name))))
