"""Qt runs for every test of the windows: without an application, much of Qt ends the process."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _qt_runs(qapp: QApplication) -> None:
    """Start it with the first test, whichever that is."""
