"""Dates and lengths of time as a person reads them: no other module of the windows writes one.

A month is called by its name, so that nobody takes the day for it. The order, and twelve or
twenty-four hours, are those of the computer's territory where Qt knows the language there; else
day, month, year and twenty-four hours. Reads no clock but for `today`.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject, Qt, QTime, QTimeZone

from ujuzi.ui.look.language import territory

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

_WEEKDAY = re.compile(r"[\s,،]*dddd[\s,،]*")
_MINUTES_FROM = 100
"""Seconds from which on minutes are told."""
_HOUR = 3_600_000
"""Milliseconds."""


def day(milliseconds: int) -> str:
    """Return the date of a moment on this computer's calendar: 29 Nov 2026."""
    return _date(QDateTime.fromMSecsSinceEpoch(milliseconds).date())


def day_of(when: date) -> str:
    """Return a date as it is written here: 29 Nov 2026."""
    return _date(QDate(when.year, when.month, when.day))


def calendar_day(milliseconds: int) -> date | None:
    """Return the date of a moment on this computer's calendar; None where Python has none."""
    found = QDateTime.fromMSecsSinceEpoch(milliseconds).date()
    if not MINYEAR <= found.year() <= MAXYEAR:
        return None
    return date(found.year(), found.month(), found.day())


def today() -> str:
    """Return the date of this computer."""
    return _date(QDate.currentDate())


def moment(milliseconds: int) -> str:
    """Return the date and time of a moment on this computer's calendar: 29 Nov 2026, 17:30."""
    local = QDateTime.fromMSecsSinceEpoch(milliseconds)
    return _Times().moment(_date(local.date()), _time(local.time()))


def date_of(moment: datetime, locale: QLocale | None = None) -> str:
    """Return the date of a certificate, in UTC, so the same on every computer: 29 November 2026."""
    utc = moment.astimezone(UTC)
    locale = locale or QLocale()
    return locale.toString(QDate(utc.year, utc.month, utc.day), _pattern(locale))


def day_in(milliseconds: int, locale: QLocale) -> str:
    """Return the date of a moment here, in another language than the windows': 29 November 2026."""
    return locale.toString(QDateTime.fromMSecsSinceEpoch(milliseconds).date(), _pattern(locale))


def week(monday: int) -> str:
    """Return the name of a week, by its Monday in UTC milliseconds: 23 Nov."""
    date = QDateTime.fromMSecsSinceEpoch(monday, QTimeZone.utc()).date()
    return QLocale().toString(date, "d MMM")


def minutes(amount: int) -> str:
    """Return a length of time: 45 min, 2 h, 2 h 15 min."""
    return _Times().minutes(amount)


def seconds(amount: int) -> str:
    """Return a short length of time, never too short: 45 s, 2 min."""
    return _Times().seconds(amount) if amount < _MINUTES_FROM else minutes(-(-amount // 60))


def wait(seconds: int) -> str:
    """Return how long one still waits, in words: seconds, or minutes that are not too few."""
    return _Times().wait(seconds)


def days(amount: int) -> str:
    """Return an age."""
    return _Times().days(amount)


def workload(hours: int, locale: QLocale, translator: QTranslator) -> str:
    """Return the hours of a certificate, in its own language."""
    return _Workload(translator).of(hours, locale)


def playing_time(milliseconds: int) -> str:
    """Return a place in a film: 4:05, 1:04:05."""
    pattern = "H:mm:ss" if milliseconds >= _HOUR else "m:ss"
    return QLocale().toString(QTime(0, 0).addMSecs(milliseconds), pattern)


def kept_day(date: QDate) -> str:
    """Return a day as it is kept, whatever the language: 2026-03-12."""
    return date.toString(Qt.DateFormat.ISODate)


def date_kept(day: str) -> QDate | None:
    """Return a day that is kept as 2026-03-12; None of what is no day."""
    date = QDate.fromString(day, Qt.DateFormat.ISODate)
    return date if date.isValid() else None


def this_day() -> QDate:
    """Return the date of this computer."""
    return QDate.currentDate()


def day_pattern() -> str:
    """Return how a date is typed here, as Qt writes patterns: d MMM yyyy."""
    return _pattern(QLocale()).replace("MMMM", "MMM")


def _date(date: QDate) -> str:
    return QLocale().toString(date, day_pattern())


def _pattern(locale: QLocale) -> str:
    """Return how a locale writes a whole date, without the day of the week."""
    return _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))


def _time(time: QTime) -> str:
    locale = QLocale()
    known = locale.territory() == territory()
    pattern = locale.timeFormat(QLocale.FormatType.ShortFormat) if known else "HH:mm"
    return locale.toString(time, pattern)


class _Times(QObject):
    """The translator's context of these words."""

    def moment(self, date: str, time: str) -> str:
        return self.tr("{date}, {time}").format(date=date, time=time)

    def minutes(self, amount: int) -> str:
        number = QLocale().toString
        hours, rest = divmod(amount, 60)
        if not hours:
            return self.tr("{minutes} min").format(minutes=number(rest))
        if not rest:
            return self.tr("{hours} h").format(hours=number(hours))
        return self.tr("{hours} h {minutes} min").format(hours=number(hours), minutes=number(rest))

    def seconds(self, amount: int) -> str:
        return self.tr("{seconds} s").format(seconds=QLocale().toString(amount))

    def wait(self, seconds: int) -> str:
        if seconds < _MINUTES_FROM:
            return self.tr("%n second(s)", "", seconds)
        return self.tr("%n minute(s)", "", -(-seconds // 60))

    def days(self, amount: int) -> str:
        return self.tr("%n day(s)", "", amount)


class _Workload:
    """The words of a certificate, in the language of its credential and not of the windows."""

    def __init__(self, translator: QTranslator) -> None:
        self._translator = translator

    def of(self, hours: int, locale: QLocale) -> str:
        return self.tr("%n hour(s)", "", hours).replace("%n", locale.toString(hours))

    def tr(self, text: str, comment: str, number: int) -> str:
        """Return a text for a number; lupdate finds it by this name."""
        return self._translator.translate(type(self).__name__, text, comment, number) or text
