"""What a list of people says, line by line: its columns, its rows, and every mistake in them.

`person` is the staff number, unique in its institution. Spaces around values, capitals in the
header, and columns and rows with nothing in them mean nothing. Numbers that look alike
(`domain.personal`) are one person's; what a spreadsheet or an encoding has left in a value's place
is a mistake. Whether there is a campus, and whose it is, is for others to say.

    table ──read_lines──► lines, each with its mistakes ──RosterNumbers──► whom each is about

Pure: the hub reads a file by these rules, and so does a coordinator's computer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import category

from ujuzi.domain.personal import (
    alike,
    doubtful,
    hides,
    is_lettered,
    personal,
    remains,
    spoilt,
)
from ujuzi.domain.text import visible

REQUIRED = ("person", "name", "campus", "role")
OPTIONAL = ("email",)
ROLES = ("teacher", "support", "leader", "coordinator")
MAX_FIELD_LENGTH = 200
"""Letters."""

NAME_SHOWN_MOST, NAMES_SHOWN_MOST = 40, 12
"""Of columns, as they are told: letters, and how many."""


class RosterFault(StrEnum):
    """What can be wrong in a list of people; what `facts` there are of it stands beside each."""

    COLUMNS_MISSING = "columns-missing"
    """`columns`."""
    COLUMNS_UNKNOWN = "columns-unknown"
    """`columns`."""
    COLUMNS_TWICE = "columns-twice"
    """`columns`."""
    UNREADABLE = "unreadable"
    """The table ends here, for what follows cannot be read."""
    FIELDS_SPARE = "fields-spare"
    EMPTY = "empty"
    """`column`; so of those that follow."""
    TOO_LONG = "too-long"
    """`most`, in letters."""
    SPREADSHEET = "spreadsheet"
    """A spreadsheet left something in place of the `value`; `reason` ends the English sentence."""
    LETTERS_LOST = "letters-lost"
    """`value`, `reason`."""
    ADDRESS = "address"
    """`value`: where a name should stand."""
    LETTERLESS = "letterless"
    """`value`: where a name should stand."""
    CONTROL = "control"
    HIDDEN = "hidden"
    ROLE_UNKNOWN = "role-unknown"
    """`value`, `roles`."""
    CAMPUS_UNKNOWN = "campus-unknown"
    """`value`."""
    CAMPUS_ELSEWHERE = "campus-elsewhere"
    """`value`: somebody else's to change."""
    NUMBER_TWICE = "number-twice"
    """`value` stands in line `first` already, as `other` where it is spelt so there."""
    NUMBER_AMBIGUOUS = "number-ambiguous"
    """`value` may be any of the `others`, who are on the list."""
    NUMBER_DOUBTFUL = "number-doubtful"
    """A spreadsheet may have made the `value` of another number; `reason`."""


@dataclass(frozen=True, slots=True)
class RosterMistake:
    """What is wrong in a line, in English and as facts; the header is line 1."""

    line: int
    sentence: str
    fault: RosterFault
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A row by the names of its columns, as its values are kept, and what is wrong in it."""

    line: int
    values: Mapping[str, str]
    mistakes: tuple[RosterMistake, ...]


def read_lines(
    table: Iterable[tuple[int, Sequence[str]]], required: Sequence[str] = REQUIRED
) -> tuple[list[RosterLine], list[RosterMistake]]:
    """Return the rows of a table of (line, cells), and what is wrong in its header.

    Where something is, there are no rows.
    """
    rows = iter(table)
    first, names = next(rows, (1, ()))
    header = [personal(name).lower() for name in names]
    wrong = _header_mistakes(first, header, required)
    if wrong:
        return [], wrong
    return [*_lines(rows, header, required)], []


def mistakes_in(
    line: int, values: Mapping[str, str], required: Sequence[str] = REQUIRED
) -> list[RosterMistake]:
    """Return what is wrong with a person's values by themselves, as they would be kept."""
    found = [
        RosterMistake(line, f"{name} is empty.", RosterFault.EMPTY, {"column": name})
        for name in required
        if not values.get(name)
    ]
    for name, value in values.items():
        found += _value_mistakes(line, name, value)
    role = values.get("role", "")
    if role and role not in ROLES:
        sentence = f"{visible(role)} is no role; there are {', '.join(ROLES)}."
        facts = {"value": visible(role), "roles": ROLES}
        found.append(RosterMistake(line, sentence, RosterFault.ROLE_UNKNOWN, facts))
    return found


def doubts(lines: Collection[RosterLine], new: Collection[int]) -> list[RosterMistake]:
    """Return which staff numbers a spreadsheet may have made of others, of the `new` lines.

    All lines tell how numbers are written there; those of people who are on the list are sound.
    """
    said = doubtful([each.values["person"] for each in lines])
    return [
        RosterMistake(
            each.line,
            f"person: {visible(number)} {said[number]}.",
            RosterFault.NUMBER_DOUBTFUL,
            {"column": "person", "value": visible(number), "reason": said[number]},
        )
        for each in lines
        if each.line in new and (number := each.values["person"]) in said
    ]


class RosterNumbers:
    """The staff numbers of an institution, as its list has them and as a table does."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known: defaultdict[str, list[str]] = defaultdict(list)
        for person in known:
            self._known[alike(person)].append(person)
        self._seen: dict[tuple[bool, str], tuple[int, str]] = {}

    def knows(self, number: str) -> bool:
        """Whether somebody of the list has exactly this number."""
        return number in self._known.get(alike(number), ())

    def enlist(self, number: str, line: int) -> tuple[str, RosterMistake | None]:
        """Return a number as the list has it, and what is wrong with it.

        A list that was made before may hold several that look alike: each is itself.
        """
        key = alike(number)
        known = self._known.get(key, [])
        if len(known) > 1 and number not in known:
            others = tuple(sorted(known))
            sentence = f"{number} may be {' or '.join(others)} of the roster."
            facts: dict[str, object] = {"value": number, "others": others}
            return number, RosterMistake(line, sentence, RosterFault.NUMBER_AMBIGUOUS, facts)
        person = known[0] if len(known) == 1 else number
        several = len(known) > 1
        first, spelling = self._seen.setdefault(
            (several, person if several else key), (line, number)
        )
        if first == line:
            return person, None
        other = "" if spelling == number else spelling
        sentence = f"{number} stands in line {first} already{other and f', as {other}'}."
        facts = {"value": number, "first": first, "other": other}
        return person, RosterMistake(line, sentence, RosterFault.NUMBER_TWICE, facts)


def _lines(
    rows: Iterable[tuple[int, Sequence[str]]], header: Sequence[str], required: Sequence[str]
) -> Iterator[RosterLine]:
    for line, cells in rows:
        values = [personal(cell) for cell in cells]
        if not any(values):
            continue
        named = dict(_named(header, values))
        found = mistakes_in(line, named, required)
        if any(values[len(header) :]):
            sentence = "There are more fields than columns."
            found.append(RosterMistake(line, sentence, RosterFault.FIELDS_SPARE))
        yield RosterLine(line, named, tuple(found))


def _named(header: Sequence[str], values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that have a name with their values; a short row lacks the last ones."""
    for place, name in enumerate(header):
        if name:
            yield name, values[place] if place < len(values) else ""


def _header_mistakes(
    line: int, header: Sequence[str], required: Sequence[str]
) -> list[RosterMistake]:
    given = [name for name in header if name]
    known = (*REQUIRED, *OPTIONAL)
    return [
        RosterMistake(line, sentence.format(", ".join(names)), fault, {"columns": tuple(names)})
        for names, sentence, fault in (
            (
                [name for name in required if name not in given],
                "The header lacks {}.",
                RosterFault.COLUMNS_MISSING,
            ),
            (
                [name for name in given if name not in known],
                "The header has unknown columns: {}.",
                RosterFault.COLUMNS_UNKNOWN,
            ),
            (
                sorted(name for name, times in Counter(given).items() if times > 1),
                "The header has columns twice: {}.",
                RosterFault.COLUMNS_TWICE,
            ),
        )
        for names in [_shown(names)]
        if names
    ]


def _shown(names: Sequence[str]) -> list[str]:
    """Return as many names as a person reads, and of each as much: what is no roster has any."""
    shown = [
        name if len(name) <= NAME_SHOWN_MOST else f"{name[:NAME_SHOWN_MOST]}…"
        for name in names[:NAMES_SHOWN_MOST]
    ]
    return [*shown, "…"] if len(names) > NAMES_SHOWN_MOST else shown


def _value_mistakes(line: int, name: str, value: str) -> Iterator[RosterMistake]:
    facts: dict[str, object] = {"column": name}
    if len(value) > MAX_FIELD_LENGTH:
        sentence = f"{name} is longer than {MAX_FIELD_LENGTH} letters."
        most = {**facts, "most": MAX_FIELD_LENGTH}
        yield RosterMistake(line, sentence, RosterFault.TOO_LONG, most)
    facts = {**facts, "value": visible(value)}
    left, lost = remains(value), spoilt(value)
    if left or lost:
        fault = RosterFault.SPREADSHEET if left else RosterFault.LETTERS_LOST
        sentence = f"{name}: {visible(value)} {left or lost}."
        yield RosterMistake(line, sentence, fault, {**facts, "reason": left or lost})
    elif name == "name" and "@" in value:
        sentence = f"{name}: {visible(value)} is an address."
        yield RosterMistake(line, sentence, RosterFault.ADDRESS, facts)
    elif name == "name" and value and not is_lettered(value):
        sentence = f"{name}: {visible(value)} holds no letter."
        yield RosterMistake(line, sentence, RosterFault.LETTERLESS, facts)
    elif any(category(letter) == "Cc" for letter in value):
        sentence = f"{name} holds a control character."
        yield RosterMistake(line, sentence, RosterFault.CONTROL, facts)
    elif hides(value):
        sentence = f"{name} holds a character that nobody sees."
        yield RosterMistake(line, sentence, RosterFault.HIDDEN, facts)
