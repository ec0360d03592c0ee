"""The platform's own dialogs for files and folders, behind functions that a test can replace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

ChooseFile = Callable[[QWidget, str, str], Path | None]
"""(over which widget, title, suggested name) -> what was chosen."""
ChooseOpen = Callable[[QWidget, str], Path | None]
ChooseFolder = Callable[[QWidget, str], Path | None]


def choose_file_to_write(over: QWidget, title: str, name: str) -> Path | None:
    """Ask where to save a file."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getSaveFileName(over, title, str(Path.home() / name))
    return Path(chosen) if chosen else None


def choose_file_to_open(over: QWidget, title: str) -> Path | None:
    """Ask for a file that is there."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getOpenFileName(over, title, str(Path.home()))
    return Path(chosen) if chosen else None


def choose_folder(over: QWidget, title: str) -> Path | None:
    """Ask for a folder."""
    from PySide6.QtWidgets import QFileDialog

    chosen = QFileDialog.getExistingDirectory(over, title, str(Path.home()))
    return Path(chosen) if chosen else None
