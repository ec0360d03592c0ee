"""What the binding gives away does not run out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import ujuzi

SESSION = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import ujuzi.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
class Page(QObject):
    told = Signal()
app, page = QApplication([]), Page()
label = QLabel()
for number in range(30_000):
    label.setText("")
    page.told.emit()
    page.told.connect(label.clear)
    page.told.disconnect(label.clear)
print("alive")
"""


def test_a_long_session_does_not_use_up_none_and_true() -> None:
    app = Path(ujuzi.__file__).parent.parent
    played = subprocess.run(
        (sys.executable, "-c", SESSION), capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(app)},
    )  # fmt: skip
    assert (played.returncode, played.stdout) == (0, "alive\n"), played.stderr
