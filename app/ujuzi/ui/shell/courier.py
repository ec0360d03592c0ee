"""Carries results to the hub while people work: when asked to, and by itself now and then.

The network is waited for on a thread of its own; the store is used through the jobs, for a moment
at a time. By itself it tries seldom: soon after the start, soon after results appear or the
network is back, then as often as there is reason to, and never at the same moment as the next
computer. A hub that does not answer is tried often enough to meet it in the one hour of the week in
which it can be reached: without a network that costs nothing. Between tries there is no traffic.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ujuzi.domain.changes import Changes
from ujuzi.errors import RefusedError, UjuziError
from ujuzi.ui.shell.jobs import Jobs

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import Collection, DeliveryStanding, Registration
    from ujuzi.ui.shell.connectivity import Reachability

MINUTE = 60_000
"""Milliseconds."""
SOON = MINUTE
"""After the start, and after the network came back."""
WITH_RESULTS = 15 * MINUTE
UNANSWERED = 30 * MINUTE
"""The longest pause while no hub answers."""
WITHOUT_RESULTS = 4 * 60 * MINUTE
"""Also after a refusal: it takes a person to change that."""
CLOSING_PATIENCE = 3.0
"""Seconds; what waits for the network longer is left behind, and loses nothing."""

SPREAD = 0.5
"""By how much of itself a pause is drawn longer, so that forty computers do not knock at once."""

log = logging.getLogger(__name__)


class Courier(QObject):
    """One exchange at a time; `standing` is what is known between them."""

    changed = Signal()
    refused = Signal(object)
    """Registering failed: an error."""
    bug_met = Signal(object)
    _told = Signal(int, int, int)
    _ended = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._failures = 0
        self._is_watching = self._is_closed = False
        self._chance = random.Random()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._by_itself)
        self.standing: DeliveryStanding | None = None
        self.sent_bytes = self.sent = 0
        self.waiting = 0
        jobs.opened.connect(self._begin)
        jobs.changed.connect(self._look)
        self._told.connect(self._progressed)
        self._ended.connect(self._finished)

    @property
    def is_busy(self) -> bool:
        """Whether an exchange is under way."""
        return self._thread is not None

    def look(self) -> None:
        """Ask anew how things stand."""
        self._jobs.ask(self, lambda desk: desk.collection.standing(), self._stands)

    def send_now(self) -> None:
        """Exchange now, whatever the clock says."""
        self._start(self._exchange)

    def register(self, invitation: Registration, name: str, steward_code: str = "") -> None:
        """Register this computer, then exchange; or `refused` follows."""
        self._start(lambda: self._register(invitation, name, steward_code))

    def stop(self) -> None:
        """Stop the exchange at its next opportunity; what has landed has landed."""
        self._stop.set()

    def work_offline(self, *, offline: bool) -> None:
        """Exchange by itself no longer, or again."""
        if offline:
            self.stop()
        self._jobs.ask(self, lambda desk: desk.collection.work_offline(offline=offline))

    def close(self) -> None:
        """Stop, start nothing more, and wait a little for what is under way."""
        self._is_closed = True
        self._timer.stop()
        self.stop()
        if self._thread is not None:
            self._thread.join(CLOSING_PATIENCE)

    def _begin(self) -> None:
        self.look()
        self._try_in(SOON)

    def _look(self, changes: Changes) -> None:
        # While nothing is registered nobody waits for the hub, and the question is not put.
        if self.standing is None or self.standing.hub or changes & Changes.SYNC:
            self.look()

    def _stands(self, standing: DeliveryStanding) -> None:
        self.standing = standing
        if standing.waiting and not self._failures:
            self._hasten(WITH_RESULTS)
        self.changed.emit()

    def _by_itself(self) -> None:
        self._watch_network()
        standing = self.standing
        if standing is not None and standing.hub and not standing.offline:
            self.send_now()
        else:
            self._try_in(WITH_RESULTS)

    def _hasten(self, pause: int) -> None:
        """Try after `pause` milliseconds, unless that is done or would be sooner anyway."""
        if self._timer.remainingTime() > pause * (1 + SPREAD):
            self._try_in(pause)

    def _watch_network(self) -> None:
        """Hear of the network from now on, where the system tells of it."""
        if self._is_watching:
            return
        self._is_watching = True
        try:
            from ujuzi.ui.shell import connectivity

            network = connectivity.network()
        except Exception:  # whatever Qt's module needs and this system lacks
            log.warning("nothing tells of the network", exc_info=True)
            return
        if network is not None:
            network.reachabilityChanged.connect(self._network_changed)

    def _network_changed(self, reachability: Reachability) -> None:
        from ujuzi.ui.shell import connectivity

        wanted = self._failures or (self.standing is not None and self.standing.waiting)
        if wanted and connectivity.is_network(reachability):
            self._hasten(SOON)

    def _start(self, work: Callable[[], None]) -> None:
        if self._thread is not None or self._is_closed:
            return
        self._timer.stop()
        self._stop.clear()
        self.sent_bytes = self.sent = 0
        self.waiting = self.standing.waiting if self.standing is not None else 0
        thread = threading.Thread(target=self._run, args=(work,), name="courier", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            self._finished(error)
            return
        self._thread = thread
        self.changed.emit()

    def _run(self, work: Callable[[], None]) -> None:
        self.metaObject()  # see `Jobs`
        error: Exception | None = None
        try:
            work()
        except Exception as met:
            error = met
        self._ended.emit(error)

    def _exchange(self) -> None:
        self._delivery().exchange(
            lambda told: self._told.emit(told.bytes_up, told.sent, told.waiting),
            self._stop.is_set,
        )

    def _register(self, invitation: Registration, name: str, steward_code: str) -> None:
        try:
            self._delivery().register(invitation, name, steward_code)
        except UjuziError as error:
            self.refused.emit(error)
            return
        self._exchange()

    def _delivery(self) -> Collection:
        """Return the service that exchanges, for this thread: the jobs are its way to the store."""
        return self._jobs.wait_for(lambda desk: desk.collection).through(self._jobs.wait_for)

    def _progressed(self, sent_bytes: int, sent: int, waiting: int) -> None:
        self.sent_bytes, self.sent, self.waiting = sent_bytes, sent, waiting
        self.changed.emit()

    def _finished(self, error: Exception | None) -> None:
        self._thread = None
        if error is None:
            self._failures = 0
            pause = WITHOUT_RESULTS
        else:
            self._failures += 1
            if not isinstance(error, UjuziError):
                self.bug_met.emit(error)
            else:
                log.info("the exchange ended with %s", error.code)
            pause = _pause_after(error, self._failures)
        self._try_in(pause)
        self.look()

    def _try_in(self, pause: int) -> None:
        """Try by itself after `pause` milliseconds or somewhat more; a closed courier does not."""
        if not self._is_closed:
            self._timer.start(round(pause * (1 + SPREAD * self._chance.random())))


def _pause_after(error: Exception, failures: int) -> int:
    """Return the milliseconds to wait after so many failures, or longer where the hub asked to."""
    if isinstance(error, RefusedError):
        return WITHOUT_RESULTS
    asked_for = error.facts.get("retry_after") if isinstance(error, UjuziError) else None
    seconds = asked_for if isinstance(asked_for, int) else 0
    pause = WITH_RESULTS if failures == 1 else UNANSWERED
    return max(pause, min(seconds * 1000, WITHOUT_RESULTS))
