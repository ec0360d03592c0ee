"""What a person reads of an HTML fragment, for screen readers and drop-downs."""

from __future__ import annotations

from PySide6.QtGui import QTextDocumentFragment


def plain(html: str) -> str:
    """Return the words of an HTML fragment on one line."""
    return " ".join(QTextDocumentFragment.fromHtml(html).toPlainText().split())
