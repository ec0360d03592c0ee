"""Jobs that are done at once, in the caller: what a page test sees is what came of its click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject

from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.ui.shell.jobs import Jobs, _Asked

T = TypeVar("T")


class InlineJobs(Jobs):
    """The same interface over any object that has the services a page asks."""

    def __init__(self, desk: object) -> None:
        super().__init__(lambda: cast(Desk, desk))
        self.desk = cast(Any, desk)

    def start(self) -> None:
        self.opened.emit()

    def ask(
        self,
        owner: QObject,
        question: Callable[[Desk], T],
        then: Callable[[T], None] | None = None,
        fail: Callable[[UjuziError], None] | None = None,
    ) -> None:
        if self._closing:
            return
        asked = _Asked(owner, question, then, fail)
        try:
            asked.answer = question(self.desk)
        except Exception as error:
            asked.error = error
        asked.changes = getattr(self.desk, "take_changes", lambda: Changes.NONE)()
        self._conclude(asked)

    def close(self) -> bool:
        self._closing = True
        return True
