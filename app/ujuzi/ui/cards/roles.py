"""What a person does, in a word."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def role_name(role: str) -> str:
    """Return a role in the language of the windows; empty where it is not known."""
    names = {
        "teacher": QCoreApplication.translate("Roles", "Teacher"),
        "support": QCoreApplication.translate("Roles", "Support staff"),
        "leader": QCoreApplication.translate("Roles", "Leader"),
        "coordinator": QCoreApplication.translate("Roles", "Coordinator"),
    }
    return names.get(role, "")
