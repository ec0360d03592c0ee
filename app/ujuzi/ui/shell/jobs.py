"""Every question that a page asks the services, and every work that needs no database.

There are two lanes. On the one, the worker opens the desk, and nothing else ever touches it:
`ask` puts a question there. What takes long and needs the desk not at all, or for a moment now and
then, goes beside it with `aside`, on a thread of its own: installing, looking through a stick,
drawing a PDF. It is handed no desk, and asks the first lane by `wait_for`.

An answer arrives on the GUI thread and is dropped if its owner has gone. What a question changed is
told by `changed` before its answer is. An error of the world, or a refusal, goes to the question's
`fail`, or to `failed` where it has none; anything else is a bug and always goes to `failed`.

Closing refuses new questions, asks what is beside to stop and waits for it a while, answers what
was asked, closes the desk on its own worker, then ends. Whatever a question holds (a page, for one)
is let go on the GUI thread only: a widget must not die on a worker.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, UjuziError, WorldError

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

T = TypeVar("T")
PROGRESS_EVERY = 0.05
"""Seconds between two reports of progress."""
POLL_SECONDS = 0.25
"""How often a thread that waits for an answer looks whether the windows have closed."""
CLOSING_PATIENCE = 15.0
"""Seconds that closing waits for the worker."""
SWITCH_SECONDS = 0.0005
"""How soon a thread gets its turn of Python: an answer waits for it a few times, and a window too,
while a pack is checked and unpacked beside them. Python's own are 0.005."""
BESIDE_PATIENCE = 5.0
"""Seconds that closing waits for what is beside it: a dead network drive may take for ever."""

log = logging.getLogger(__name__)


class Reporter:
    """What work beside the desk is given: to tell how far it is, and to ask whether to stop."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._stop = threading.Event()
        self._told_at = 0.0
        self.latest = (0, 0)

    def report(self, done: int, total: int) -> None:
        """Tell how much is done, of how much; may be called as often as one likes."""
        self.latest = (done, total)
        now = time.monotonic()
        if done >= total or now - self._told_at >= PROGRESS_EVERY:
            self._told_at = now
            self._told()

    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop at its next opportunity."""
        self._stop.set()


class LongJob(QObject):
    """Work beside the desk that is under way; its owner hears of progress on the GUI thread."""

    _told = Signal()

    def __init__(
        self, owner: QObject, progress: Callable[[int, int], None] | None, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._owner: QObject | None = owner
        self._progress = progress
        self.reporter = Reporter(self._told.emit)
        self._told.connect(self._tell)

    def cancel(self) -> None:
        """Ask it to stop; its `fail` then gets what the service refuses with."""
        self.reporter.cancel()

    def let_go(self) -> None:
        """Hold nobody any more.

        Else whoever it held last, even its parent, would die in the middle of its own end, when
        Qt deletes it: a crash.
        """
        self._owner = self._progress = None

    def _tell(self) -> None:
        if self._progress is not None and self._owner is not None and isValid(self._owner):
            self._progress(*self.reporter.latest)


class _Asked(msgspec.Struct, eq=False):
    """A question on its way to a worker and back; beside the desk it is given nothing."""

    owner: QObject
    question: Callable[..., Any]
    then: Callable[[Any], None] | None
    fail: Callable[[UjuziError], None] | None
    job: LongJob | None = None
    answer: Any = None
    error: Exception | None = None
    changes: Changes = Changes.NONE


class Jobs(QObject):
    """The one way from the windows to the services.

    A thread asks first, with the interpreter's lock, for the class of what it will emit from, and
    then knows it. Else Qt asks at its first signal, without that lock, and before Python 3.12
    PySide looks it up in a table to which the GUI thread may be adding then: a crash.
    """

    opened = Signal()
    not_opened = Signal(object)
    """The desk could not be opened: an exception."""
    changed = Signal(object)
    """What changed: `Changes`."""
    hindered = Signal(object)
    """A `WorldError`, whoever takes it."""
    failed = Signal(object)
    """An exception that no page took."""
    answered = Signal(object)
    """Who was just given an answer: its `owner`."""
    _returned = Signal()

    def __init__(self, open_desk: Callable[[], Desk], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_desk = open_desk
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._beside: deque[_Asked] = deque()
        self._replies: deque[_Asked] = deque()
        self._closing = False
        self._long: dict[LongJob, threading.Thread] = {}
        self._worker = threading.Thread(target=self._work, name="desk", daemon=True)
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Open the desk; `opened` or `not_opened` follows."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._worker.start()

    def ask(
        self,
        owner: QObject,
        question: Callable[[Desk], T],
        then: Callable[[T], None] | None = None,
        fail: Callable[[UjuziError], None] | None = None,
    ) -> None:
        """Put a question to the services; `then` gets the answer while `owner` is there."""
        if self._closing:
            log.debug("a question after closing was dropped")
            return
        self._asked.put(_Asked(owner, question, then, fail))

    def aside(
        self,
        owner: QObject,
        work: Callable[[Reporter], T],
        then: Callable[[T], None] | None = None,
        fail: Callable[[UjuziError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> LongJob:
        """Do on a thread of its own what needs no desk; `progress` gets (done, total)."""
        # After closing this may be gone already, and what is dropped needs nobody above it.
        job = LongJob(owner, progress, None if self._closing else self)
        if self._closing:
            log.debug("work after closing was dropped")
        else:
            self._start_beside(job, _Asked(owner, partial(work, job.reporter), then, fail, job))
        return job

    @property
    def is_busy_beside(self) -> bool:
        """Whether something runs beside the desk."""
        return bool(self._long)

    def wait_for(self, question: Callable[[Desk], T]) -> T:
        """Put a question from another thread, and wait there for the answer.

        Never from the GUI thread. Raises what the question raises, and WorldError `closing` when
        the windows close before it was answered.
        """
        from concurrent.futures import Future

        future: Future[T] = Future()

        def settle(desk: Desk) -> None:
            try:
                future.set_result(question(desk))
            except Exception as error:
                future.set_exception(error)

        self._asked.put(_Asked(self, settle, None, None))
        while not self._closing or self._worker.is_alive():
            try:
                return future.result(timeout=POLL_SECONDS)
            except TimeoutError:
                continue
        if future.done():
            return future.result()
        raise WorldError(Code.CLOSING, "Ujuzi is closing.")

    def close(self) -> bool:
        """Refuse new questions, end what is beside, close the desk; whether all was done."""
        self._closing = True
        for job in self._long:
            job.cancel()
        until = time.monotonic() + BESIDE_PATIENCE
        for thread in self._long.values():  # the desk stays open, for they may have to ask it
            thread.join(max(0.0, until - time.monotonic()))
        if self._worker.is_alive():
            self._asked.put(None)
            self._worker.join(CLOSING_PATIENCE)
        return not any(each.is_alive() for each in (self._worker, *self._long.values()))

    def _start_beside(self, job: LongJob, asked: _Asked) -> None:
        thread = threading.Thread(target=self._work_beside, name="beside", daemon=True)
        self._long[job] = thread
        # Not by the thread's arguments: it would let them go there.
        self._beside.append(asked)
        try:
            thread.start()
        except RuntimeError as error:  # the system has none to spare
            asked.error = error
            self._hand_back(self._beside.pop())

    def _work_beside(self) -> None:
        """Do what was put beside the desk."""
        asked = self._beside.popleft()
        if asked.job is not None:
            asked.job.metaObject()
        _answer(asked)
        self._replies.append(asked)
        # The GUI thread takes it at the signal, and must then be its last holder.
        del asked
        self._returned.emit()

    def _forget(self, job: LongJob) -> None:
        self._long.pop(job, None)
        job.let_go()
        job.deleteLater()

    def _work(self) -> None:
        """Open the desk, answer until told to end, close the desk."""
        self.metaObject()
        try:
            desk = self._open_desk()
        except Exception as error:
            self._hand_back(_Asked(self, _nothing, self.not_opened.emit, None, answer=error))
            return
        self._hand_back(_Asked(self, _nothing, lambda _: self.opened.emit(), None))
        try:
            while (asked := self._asked.get()) is not None:
                _answer(asked, desk)
                asked.changes = desk.take_changes()
                self._replies.append(asked)
                # The GUI thread takes it at the signal, and must then be its last holder.
                del asked
                self._returned.emit()
        finally:
            desk.close()

    def _hand_back(self, asked: _Asked) -> None:
        self._replies.append(asked)
        del asked
        self._returned.emit()

    def _deliver(self) -> None:
        self._conclude(self._replies.popleft())

    def _conclude(self, asked: _Asked) -> None:
        if asked.job is not None:
            self._forget(asked.job)
        if asked.changes:
            self.changed.emit(asked.changes)
        error = asked.error
        if isinstance(error, WorldError):
            self.hindered.emit(error)
        if error is None:
            if asked.then is not None and isValid(asked.owner):
                asked.then(asked.answer)
                self.answered.emit(asked.owner)
        elif isinstance(error, UjuziError) and asked.fail is not None and isValid(asked.owner):
            asked.fail(error)
        else:
            self.failed.emit(error)


def _nothing(_desk: Desk) -> None:
    """Ask nothing."""


def _answer(asked: _Asked, *given: Desk) -> None:
    """Run the question and note what it answered, or raised."""
    try:
        asked.answer = asked.question(*given)
    except Exception as error:
        asked.error = error
