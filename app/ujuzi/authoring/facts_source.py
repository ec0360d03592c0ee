"""What of a course is true for a time only: laws, counts, what tools can do; each with its source.

`facts.yaml` stands in the course folder, or beside the folders of its languages and is then about
each of them. It never goes into a pack. Who builds one is warned of every fact that nobody has
looked up for a year. The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.yaml_source import Entry, read_yaml
from ujuzi.errors import Code, WorldError
from ujuzi.files import read_start
from ujuzi.packs.limits import SOURCE

FACTS_FILE = "facts.yaml"
BESIDE = f"../{FACTS_FILE}"
"""What the file beside the folders of the languages is called in findings."""
FACTS_EXPECTED = "facts, each with fact, source, checked and activities"
A_YEAR = timedelta(days=365)


def check_facts(folder: Path, activities: Collection[str], findings: Findings, today: date) -> None:
    """Note what is wrong with a course's facts, and those that were checked over a year ago.

    Raises WorldError `source-gone` where the disk does not give the file.
    """
    beside = folder.absolute().parent
    for file, name in ((folder / FACTS_FILE, FACTS_FILE), (beside / FACTS_FILE, BESIDE)):
        if file.is_file():
            _check_file(file, name, activities, findings, today)


def _check_file(
    file: Path, name: str, activities: Collection[str], findings: Findings, today: date
) -> None:
    try:
        data = read_start(file, SOURCE.yaml_bytes + 1)
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE,
            f"{file} cannot be read: {error.strerror or error}.",
            path=str(file),
        ) from error
    if len(data) > SOURCE.yaml_bytes:
        findings.mistake(name, 1, f"expected at most {SOURCE.yaml_bytes} bytes")
        return
    top = read_yaml(data, name, findings, "`facts:` and a list of facts")
    if top is None:
        return
    for entry in top.entries("facts", expected=FACTS_EXPECTED):
        _check_fact(entry, activities, today)
    top.finish()


def _check_fact(entry: Entry, activities: Collection[str], today: date) -> None:
    fact = entry.text("fact")
    entry.text("source", expected="where the fact was looked up")
    checked = entry.day("checked")
    for activity in entry.texts("activities", expected="ids of activities", required=True):
        if activity not in activities:
            entry.mistake(f"there is no activity {activity!r} in this course", "activities")
    entry.finish()
    if checked is None:
        return
    if checked > today:
        entry.warn(f"{checked} is yet to come: write the day when it was checked", "checked")
    elif today - checked > A_YEAR:
        entry.warn(
            f"nobody has looked this up since {checked}, more than a year ago: {fact}", "checked"
        )
