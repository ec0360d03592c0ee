"""Time and size as a person reads them, in her language."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject

OWN_NAMES = {"en": "English", "pt": "Português"}
"""Where Qt would name a country too."""


def minutes(amount: int) -> str:
    """Return a length of time: 45 min, 2 h, 2 h 15 min."""
    return _Amounts().minutes(amount)


def bytes_(amount: int) -> str:
    """Return the size of a file, in decimal units."""
    return QLocale().formattedDataSize(amount, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def percent(fraction: float) -> str:
    """Return a fraction from 0 to 1 as a percentage."""
    return _Amounts().percent(round(100 * fraction))


def day(milliseconds: int) -> str:
    """Return the date of a moment on this computer's calendar, short."""
    moment = QDateTime.fromMSecsSinceEpoch(milliseconds)
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


def date_of(moment: datetime, locale: QLocale | None = None) -> str:
    """Return the date of a moment in words, in UTC: the same on every computer."""
    day = moment.astimezone(UTC)
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def moment(milliseconds: int) -> str:
    """Return the date and time of a moment on this computer's calendar, short."""
    return QLocale().toString(
        QDateTime.fromMSecsSinceEpoch(milliseconds), QLocale.FormatType.ShortFormat
    )


def language_name(tag: str) -> str:
    """Return what a language calls itself, first letter large."""
    name = OWN_NAMES.get(tag) or QLocale(tag).nativeLanguageName() or tag
    return name[:1].upper() + name[1:]


class _Amounts(QObject):
    """The translator's context of these words."""

    def minutes(self, amount: int) -> str:
        number = QLocale().toString
        hours, rest = divmod(amount, 60)
        if not hours:
            return self.tr("{minutes} min").format(minutes=number(rest))
        if not rest:
            return self.tr("{hours} h").format(hours=number(hours))
        return self.tr("{hours} h {minutes} min").format(hours=number(hours), minutes=number(rest))

    def percent(self, amount: int) -> str:
        return self.tr("{number} %").format(number=QLocale().toString(amount))
