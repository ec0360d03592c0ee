"""The language of the windows, switched while they are open.

One language brings its translation, Qt's own texts, the locale of numbers and dates, and the
direction of the layout. A language is offered when its translation is shipped; English always is.
"""

from __future__ import annotations

import os
import re

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from ujuzi.paths import resource
from ujuzi.ui.look import fonts

ENGLISH = "en"
NAMES = {
    ENGLISH: "English",
    "fr": "Français",
    "ar": "العربية",
    "pt": "Português",
    "sw": "Kiswahili",
    "am": "አማርኛ",
}
"""Each language by its own name: a person who reads no other must find hers."""
_QT_NAMES = {"pt": "pt_BR"}


def offered() -> tuple[str, ...]:
    """Return the languages that the windows speak."""
    return tuple(code for code in NAMES if code == ENGLISH or compiled(code))


def of_computer() -> str:
    """Return the computer's language where it is offered, else English."""
    code = QLocale.system().name().split("_")[0]
    return code if code in offered() else ENGLISH


def spoken() -> str:
    """Return the language that the windows speak now."""
    return QLocale().name().split("_")[0]


def territory() -> QLocale.Country:
    """Return the computer's territory: that of its formats, where it keeps them apart.

    By name, for Qt takes en_SN for American: it knows no English of Senegal.
    """
    formats = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_TIME", "LANG"))), None)
    if formats is None:
        return QLocale.system().territory()
    return QLocale.codeToTerritory(re.split(r"[.@]", formats)[0].partition("_")[2])


def locale_of(language: str, where: QLocale.Country) -> QLocale:
    """Return how numbers and dates are written in a language and a territory.

    Where Qt does not know them together, as most of the language's readers write; English as in
    Britain, whose dates more of the world can read.
    """
    found = QLocale(QLocale(language).language(), where)
    if found.territory() == where:
        return found
    return QLocale("en_GB") if language == ENGLISH else QLocale(language)


def layout_of(*, rtl: bool) -> Qt.LayoutDirection:
    """Return the direction of a layout."""
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight


class Interpreter(QObject):
    """Makes the whole application speak one language at a time; before the first, English."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translators: list[QTranslator] = []
        self.language = ""
        fonts.register_for(*(NAMES[code] for code in offered()))

    def speak(self, language: str) -> None:
        """Switch to a language; every widget hears of it by `QEvent.LanguageChange`."""
        if language == self.language:
            return
        self.language = language
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._translators = [
            translator
            for translator in (self._qt(language), self._ours(language))
            if translator is not None
        ]
        locale = locale_of(language, territory())
        QLocale.setDefault(locale)
        for translator in self._translators:
            self._app.installTranslator(translator)
        self._app.setLayoutDirection(locale.textDirection())

    def _ours(self, language: str) -> QTranslator | None:
        translator = QTranslator(self)
        return translator if translator.load(compiled(language)) else None

    def _qt(self, language: str) -> QTranslator | None:
        translator = QTranslator(self)
        name = f"qtbase_{_QT_NAMES.get(language, language)}"
        file = resource("translations", f"{name}.qm")
        if file.is_file():  # a build lays Qt's there
            return translator if translator.load(str(file)) else None
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return translator if translator.load(name, folder) else None


def compiled(language: str) -> str:
    """Return the path of a compiled translation; empty where none is shipped."""
    file = resource("translations", f"ujuzi_{language}.qm")
    return str(file) if file.is_file() else ""
