"""Qt runs for every test of the windows: without an application, much of Qt ends the process.

What Python's collector finds goes on this thread: a widget that dies on a worker's ends it too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.shell.garbage import GarbageCollector

if sys.platform == "win32":
    QLocale.setDefault(QLocale.c())  # as LC_ALL says elsewhere


@pytest.fixture(autouse=True)
def _no_widget_dies_on_a_worker(_nothing_outlives_its_test: None) -> Iterator[None]:
    holder = QObject()
    collector = GarbageCollector(holder)
    yield
    collector.collect()
    collector.stop()


@pytest.fixture(autouse=True)
def _qt_runs(qapp: QApplication) -> None:
    """Start it with the first test, whichever that is.

    None finds the words of one before it, or its large type.
    """
    if qapp.styleSheet():
        wear(qapp, LIGHT)
    for interpreter in qapp.findChildren(Interpreter):
        for translator in interpreter.findChildren(QTranslator):
            qapp.removeTranslator(translator)
