"""Sizes and shares as a person reads them, in her language."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

OWN_NAMES = {"en": "English", "pt": "Português"}
"""Where Qt would name a country too."""


def bytes_(amount: int) -> str:
    """Return the size of a file, in decimal units."""
    return QLocale().formattedDataSize(amount, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def percent(fraction: float) -> str:
    """Return a fraction from 0 to 1 as a percentage."""
    return _Amounts().percent(round(100 * fraction))


def language_name(tag: str) -> str:
    """Return what a language calls itself, first letter large."""
    name = OWN_NAMES.get(tag) or QLocale(tag).nativeLanguageName() or tag
    return name[:1].upper() + name[1:]


class _Amounts(QObject):
    """The translator's context of these words."""

    def percent(self, amount: int) -> str:
        return self.tr("{number}%").format(number=QLocale().toString(amount))
