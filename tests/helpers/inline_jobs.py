"""Jobs that are done at once, in the caller: what a page test sees is what came of its click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject

from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter, _answer, _Asked

T = TypeVar("T")


class InlineJobs(Jobs):
    """The same interface over any object that has the services a page asks."""

    def __init__(self, desk: object) -> None:
        super().__init__(lambda: cast(Desk, desk))
        self.desk = cast(Any, desk)
        self.latest: LongJob | None = None
        """What is done beside the desk, while it is done."""

    def start(self) -> None:
        self.opened.emit()

    def ask(
        self,
        owner: QObject,
        question: Callable[[Desk], T],
        then: Callable[[T], None] | None = None,
        fail: Callable[[UjuziError], None] | None = None,
    ) -> None:
        if not self._closing:
            self._at_once(_Asked(owner, question, then, fail), self.desk)

    def aside(
        self,
        owner: QObject,
        work: Callable[[Reporter], T],
        then: Callable[[T], None] | None = None,
        fail: Callable[[UjuziError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> LongJob:
        job = self.latest = LongJob(owner, progress, self)
        if not self._closing:
            self._at_once(_Asked(owner, partial(work, job.reporter), then, fail, job))
        return job

    def wait_for(self, question: Callable[[Desk], T]) -> T:
        answer = question(self.desk)
        self._conclude(_Asked(self, question, None, None, changes=self._changes()))
        return answer

    def _at_once(self, asked: _Asked, *given: Desk) -> None:
        _answer(asked, *given)
        asked.changes = self._changes()
        self._conclude(asked)

    def _changes(self) -> Changes:
        return cast(Changes, getattr(self.desk, "take_changes", lambda: Changes.NONE)())

    def close(self) -> bool:
        self._closing = True
        return True
