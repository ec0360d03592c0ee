"""The language of the windows, switched while they are open.

One language brings its translation, Qt's own texts, the locale of numbers and dates, and the
direction of the layout. A language is offered when its translation is shipped; English always is.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ujuzi.paths import resource

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


class Interpreter(QObject):
    """Makes the whole application speak one language at a time; before the first, English."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translators: list[QTranslator] = []
        self.language = ""

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
        locale = QLocale(language)
        QLocale.setDefault(locale)
        for translator in self._translators:
            self._app.installTranslator(translator)
        self._app.setLayoutDirection(locale.textDirection())

    def _ours(self, language: str) -> QTranslator | None:
        translator = QTranslator(self)
        return translator if translator.load(compiled(language)) else None

    def _qt(self, language: str) -> QTranslator | None:
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        name = _QT_NAMES.get(language, language)
        return translator if translator.load(f"qtbase_{name}", folder) else None


def compiled(language: str) -> str:
    """Return the path of a compiled translation; empty where none is shipped."""
    file = resource("translations", f"ujuzi_{language}.qm")
    return str(file) if file.is_file() else ""
