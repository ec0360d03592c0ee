"""Dates and lengths of time are written in one place, as language and territory write them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTranslator

import ujuzi.ui
from ujuzi.ui.look.dates import (
    date_of,
    day,
    minutes,
    moment,
    playing_time,
    seconds,
    wait,
    week,
    workload,
)
from ujuzi.ui.look.language import locale_of, territory

WINDOWS = Path(ujuzi.ui.__file__).parent
EVENING = QDateTime(QDate(2026, 11, 29), QTime(17, 30)).toMSecsSinceEpoch()
CODES = ["KE", "US", "ZA", "SN", "CM", "MA", "DZ", "EG", "TZ", "ET", "MZ", "BR", "IN", "XX"]


@pytest.fixture(autouse=True)
def _default_locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "where", "date", "time"),
    [
        ("en", "KE", "29 Nov 2026", "17:30"),
        ("en", "ZA", "29 Nov 2026", "17:30"),
        ("en", "US", "Nov 29, 2026", "5:30\u202fPM"),
        ("en", "SN", "29 Nov 2026", "17:30"),
        ("en", "XX", "29 Nov 2026", "17:30"),
        ("fr", "SN", "29 nov. 2026", "17:30"),
        ("fr", "US", "29 nov. 2026", "17:30"),
        ("ar", "MA", "29 نونبر 2026", "17:30"),
        ("ar", "EG", "٢٩ نوفمبر ٢٠٢٦", "٥:٣٠ م"),
        ("ar", "XX", "٢٩ نوفمبر ٢٠٢٦", "١٧:٣٠"),
        ("pt", "MZ", "29 de nov. de 2026", "17:30"),
        ("sw", "TZ", "29 Nov 2026", "17:30"),
    ],
)
def test_a_moment_is_written_as_the_language_and_the_computers_territory_write_it(
    language: str, where: str, date: str, time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"en_{where}.UTF-8")
    QLocale.setDefault(locale_of(language, territory()))
    assert day(EVENING) == date
    assert moment(EVENING) == f"{date}, {time}"


@pytest.mark.parametrize("language", ["en", "fr", "pt", "sw", "ar", "am"])
@pytest.mark.parametrize("where", CODES)
def test_no_date_can_be_read_as_another(language: str, where: str) -> None:
    locale = locale_of(language, QLocale.codeToTerritory(where))
    QLocale.setDefault(locale)
    month = locale.monthName(11, QLocale.FormatType.ShortFormat)
    for written in (day(EVENING), moment(EVENING), week(EVENING)):
        assert month in written
    whole = date_of(datetime(2026, 11, 29, tzinfo=UTC), locale)
    assert locale.monthName(11) in whole
    assert not any(locale.dayName(number) in whole for number in range(1, 8))


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"LC_ALL": "en_KE.UTF-8"}, "KE"),
        ({"LC_ALL": "", "LC_TIME": "en_KE.UTF-8"}, "KE"),
        ({"LC_ALL": "fr_SN.UTF-8", "LC_TIME": "en_US.UTF-8"}, "SN"),
        ({"LC_ALL": "", "LC_TIME": "", "LANG": "en_SN@euro"}, "SN"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_KE"}, ""),
    ],
)
def test_the_territory_is_that_of_the_computers_formats(
    settings: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert QLocale.territoryToCode(territory()) == found


@pytest.mark.parametrize(
    ("language", "where", "written"),
    [
        ("en", "KE", "29 November 2026"),
        ("fr", "SN", "29 novembre 2026"),
        ("ar", "MA", "29 نونبر 2026"),
        ("ar", "EG", "٢٩ نوفمبر ٢٠٢٦"),
    ],
)
def test_a_certificate_has_its_date_in_words_the_same_on_every_computer(
    language: str, where: str, written: str
) -> None:
    issued = datetime(2026, 11, 29, 23, 59, tzinfo=UTC)
    assert date_of(issued, locale_of(language, QLocale.codeToTerritory(where))) == written


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (135, "2 h 15 min")]
)
def test_a_length_of_time(amount: int, said: str) -> None:
    assert minutes(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"), [(1, "1 s"), (99, "99 s"), (100, "2 min"), (121, "3 min"), (3600, "1 h")]
)
def test_a_short_time_is_never_told_too_short(amount: int, said: str) -> None:
    assert seconds(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"), [(3, "3 seconds"), (99, "99 seconds"), (121, "3 minutes")]
)
def test_a_wait_is_told_in_words(amount: int, said: str) -> None:
    assert wait(amount).replace("(s)", "s") == said  # so it is before English is installed


def test_the_hours_of_a_certificate_have_its_digits() -> None:
    egypt = locale_of("ar", QLocale.codeToTerritory("EG"))
    assert workload(12, egypt, QTranslator()).startswith("١٢ ")


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(5_000, "0:05"), (245_000, "4:05"), (3_845_000, "1:04:05")]
)
def test_a_place_in_a_film(milliseconds: int, said: str) -> None:
    assert playing_time(milliseconds) == said


# No other module of the windows writes one

WRITERS = {
    "QDate",
    "QDateTime",
    "QTime",
    "QCalendar",
    "FormatType",
    "strftime",
    "isoformat",
    "ctime",
}
NUMBERED = re.compile(
    r"(%n|\{(seconds|minutes|hours|days)\}) ?(s|min|h|(second|minute|hour|day|week)\w*(\(s\))?)\b"
)
NEUTRAL = {"textDirection", "nativeLanguageName", "language"}
"""What a locale says that depends on no territory."""


def offences(source: str) -> Iterator[str]:
    """Yield each place of a module that writes a date, a length of time, or digits by itself."""
    tree = ast.parse(source)
    asked = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in NEUTRAL
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in WRITERS:
                yield f"{node.lineno}: {name}"
            case ast.FormattedValue(
                format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])
            ) if "%" in spec and len(spec) > 1:
                yield f"{node.lineno}: {spec}"
            case ast.Constant(value=str(text)) if NUMBERED.search(text):
                yield f"{node.lineno}: {text}"
            case ast.Call(func=ast.Name(id="QLocale"), args=[_, *_]) if id(node) not in asked:
                yield f"{node.lineno}: QLocale of a language alone"


def test_no_other_module_of_the_windows_writes_dates_or_lengths_of_time() -> None:
    written = {
        file.relative_to(WINDOWS).as_posix(): list(offences(file.read_text("utf-8")))
        for file in WINDOWS.rglob("*.py")
        if file.parent.name != "look"
    }
    # A report of a bug is for who mends it, a receipt's code for any reader: their dates are ISO's.
    iso = {"shell/bug_report.py", "campus/receipt.py"}
    assert {name for name, found in written.items() if found} == iso


@pytest.mark.parametrize(
    "source",
    [
        "QLocale().toString(QDate.currentDate())",
        "QLocale().toString(moment, QLocale.FormatType.ShortFormat)",
        "moment.isoformat()",
        "f'{moment:%d/%m/%Y}'",
        "self.tr('%n minute(s) are left', '', 3)",
        "self.tr('{hours} h')",
        "QLocale('en').toString(3)",
    ],
)
def test_the_look_finds_what_it_looks_for(source: str) -> None:
    assert list(offences(source))
