"""What an assessment's certificate will state, read from YAML, every mistake noted with its line.

The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

import re
from typing import get_args

from ujuzi.authoring.yaml_source import Entry
from ujuzi.domain.achievement import Achievement, AchievementLevel, Alignment, Supervision

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+")
IRI_EXPECTED = "a lasting address, such as https://centre.example/awards/ai-1 or urn:uuid:..."
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
HOURS_MOST = 10_000
PROGRAM = re.compile(r"\s*ujuzi\b.*", re.IGNORECASE | re.DOTALL)
"""An awarding body that is this program, which answers for nothing."""
SUPERVISIONS: tuple[Supervision, ...] = get_args(Supervision)


def read_achievement(entry: Entry, language: str, *, supervised: bool) -> Achievement:
    """Return what the certificate of an assessment states, in the language of its course."""
    if not LANGUAGE.fullmatch(language):
        entry.mistake(f"a certificate needs a language such as en, this course is in {language!r}")
    word = entry.one_of("supervision", SUPERVISIONS)
    supervision = next((each for each in SUPERVISIONS if each == word), SUPERVISIONS[0])
    if word and supervised != (supervision != "unsupervised"):
        found = "supervised" if supervised else "not supervised"
        entry.mistake(f"supervision: this assessment is {found}", "supervision")
    achievement = Achievement(
        id=entry.text("id", pattern=IRI, expected=IRI_EXPECTED),
        language=language,
        name=entry.text("name"),
        description=entry.text("description"),
        criteria=entry.text("criteria"),
        outcomes=entry.texts("outcomes", expected="learning outcomes", required=True),
        hours=int(entry.number("hours", least=1, most=HOURS_MOST, whole=True)),
        level=_level(entry),
        participation=entry.text("participation"),
        assessment=entry.text("assessment"),
        supervision=supervision,
        quality_assurance=entry.text("quality_assurance"),
        awarding_body=entry.text("awarding_body"),
        country=entry.text("country", pattern=COUNTRY, expected="a country, such as KE"),
        alignments=tuple(
            _alignment(each)
            for each in entry.entries(
                "alignments", expected="competencies, each with iri, name and framework",
                required=False,
            )
        ),
    )  # fmt: skip
    if PROGRAM.fullmatch(achievement.awarding_body):
        entry.mistake(
            "awarding_body: expected the institution that answers for the certificate,"
            f" found the program, {achievement.awarding_body!r}",
            "awarding_body",
        )
    entry.finish()
    return achievement


def _level(entry: Entry) -> AchievementLevel:
    found = entry.entry("level", expected="`name:` and perhaps `framework:`", required=True)
    if found is None:
        return AchievementLevel(name="")
    level = AchievementLevel(name=found.text("name"), framework=found.text("framework", ""))
    found.finish()
    return level


def _alignment(entry: Entry) -> Alignment:
    alignment = Alignment(
        iri=entry.text("iri", pattern=IRI, expected=IRI_EXPECTED),
        name=entry.text("name"),
        framework=entry.text("framework"),
    )
    entry.finish()
    return alignment
