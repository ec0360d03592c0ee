"""Sending what is held to the hub: how much and how long first, then what has arrived."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ujuzi.errors import RefusedError, UjuziError
from ujuzi.ui.campus.collect_words import computers, sending_problem, time_left
from ujuzi.ui.campus.remaining import Remaining
from ujuzi.ui.campus.step_card import StepCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.look.dates import wait
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.exchange_words import records
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import CarryEstimate, CarryProgress
    from ujuzi.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Carried:
    """How much is held of how many computers, and how much has landed, in events."""

    held: int = 0
    computers: int = 0
    landed: int = 0
    estimate: CarryEstimate | None = None
    """What sending will cost; None where this computer is registered nowhere."""

    @property
    def newcomers(self) -> int:
        """How many computers have yet to be taken in."""
        return self.estimate.newcomers if self.estimate is not None else 0


@dataclass(frozen=True, slots=True)
class _Sent:
    """What became of sending: how it was before and is after, and what the hub did not take."""

    before: Carried
    after: Carried
    refused: int
    stopped: bool


class SendStep(StepCard):
    """One button, which can be stopped: what has landed by then has landed.

    This computer's own exchange goes first: with it the hub hears whom she has taken in.
    """

    def __init__(self, jobs: Jobs, courier: Courier) -> None:
        super().__init__(2, "sync")
        self._jobs = jobs
        self._courier = courier
        self._waits = False
        """Whether the own exchange is waited for."""
        self._job: LongJob | None = None
        self._remaining = Remaining()
        self._told: CarryProgress | None = None
        self._waiting: Carried | None = None
        self.button.clicked.connect(self._wish)
        self.busy.cancelled.connect(self._cancel)
        courier.changed.connect(self._go_on)
        self.retranslate()

    @property
    def has_waiting(self) -> bool:
        """Whether something is held that has not landed."""
        return self._waiting is not None and self._waiting.held > 0

    def look(self) -> None:
        """Ask how much waits."""
        self._jobs.ask(self, _carried, self._stands)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Send to the hub"))
        self.text.setText(
            self.tr(
                "Where there is a network, a phone's too. It can be stopped, and goes on where it"
                " was."
            )
        )
        self.button.setText(self.tr("Send to the hub"))
        self._show_figures()

    def _stands(self, waiting: Carried) -> None:
        self._waiting = waiting
        self._show_figures()

    def _show_figures(self) -> None:
        waiting = self._waiting
        self.figures.setVisible(waiting is not None)
        if waiting is None:
            return
        if waiting.held:
            said = [
                self.tr("Waiting here: {records} of {computers}.").format(
                    records=records(waiting.held), computers=computers(waiting.computers)
                )
            ]
        else:
            said = [
                self.tr("Nothing waits here: all that was collected has arrived at the hub."),
                self.tr("Sending asks what the hub has for the computers."),
            ]
        if waiting.estimate is not None:
            said += [self._cost(waiting.estimate)]
        self.figures.setText(" ".join(said))

    def _cost(self, estimate: CarryEstimate) -> str:
        """Return what sending will cost, before it starts."""
        sizes = {"up": bytes_(estimate.bytes_up), "down": bytes_(estimate.bytes_down)}
        if estimate.seconds is None:
            return self.tr(
                "About {up} to send and {down} to receive; how long that takes is not known here"
                " yet."
            ).format(**sizes)
        return self.tr("About {up} to send and {down} to receive, in about {time}.").format(
            time=wait(max(1, round(estimate.seconds))), **sizes
        )

    def _wish(self) -> None:
        self._told, self._remaining = None, Remaining()
        self.begin(self.tr("Sending to the hub."))
        self._waits = True
        self._courier.send_now()
        self._go_on()

    def _go_on(self) -> None:
        """Bring what is held, once the own exchange is over, well or not."""
        if not self._waits or self._courier.is_busy:
            return
        self._waits = False
        self._remaining = Remaining()
        self._job = self._jobs.aside(self, self._send, self._sent, self._failed, self._progressed)

    def _send(self, reporter: Reporter) -> _Sent:
        """Send, on a thread of its own: the store is asked for a moment at a time."""

        def tell(told: CarryProgress) -> None:
            self._told = told
            reporter.report(told.bytes_up, max(told.bytes_up, expected))

        wait_for = self._jobs.wait_for
        before = wait_for(_carried)
        expected = before.estimate.bytes_up if before.estimate is not None else 0
        folders = wait_for(lambda desk: desk.folders).through(wait_for)
        told = folders.send_on(tell, reporter.cancelled)
        after = wait_for(_carried)
        return _Sent(before, after, len(told.refused), reporter.cancelled())

    def _progressed(self, done: int, total: int) -> None:
        told = self._told
        if told is None or not self.is_busy:
            return
        said = [
            self.tr("Sent {up}, received {down}.").format(
                up=bytes_(told.bytes_up), down=bytes_(told.bytes_down)
            ),
            time_left(self._remaining.seconds(done, total)),
        ]
        self.show_progress(" ".join(filter(None, said)), done, total)

    def _cancel(self) -> None:
        if self._waits:
            self._waits = False
            self._courier.stop()
            self.end(well=False)
        if self._job is not None:
            self._job.cancel()

    def _sent(self, sent: _Sent) -> None:
        self._job = None
        self._stands(sent.after)
        arrived = max(0, sent.after.landed - sent.before.landed)

        def words() -> str:
            said = [self.tr("Arrived at the hub: {records}.").format(records=records(arrived))]
            if sent.stopped:
                said.insert(0, self.tr("Stopped. What has arrived stays at the hub."))
            if sent.after.held:
                left = self.tr("Still waiting here: {records}.")
                said.append(left.format(records=records(sent.after.held)))
            if sent.after.newcomers:
                said.append(
                    self.tr(
                        "Nothing is sent of %n new computer(s) until you have taken it (them) in:"
                        " see “This week”.",
                        "",
                        sent.after.newcomers,
                    )
                )
            if sent.refused:
                said.append(
                    self.tr(
                        "The hub did not take %n part(s): “Computers” says of which, and why.",
                        "",
                        sent.refused,
                    )
                )
            return "\n".join(said)

        doubtful = sent.stopped or sent.refused or sent.after.held
        self.notice.tell(words, "warning" if doubtful else "done")
        self.end(well=not sent.stopped)

    def _failed(self, error: UjuziError) -> None:
        self._job = None
        self.look()
        self.notice.tell(lambda: sending_problem(error), "refusal")
        self.end(well=False)


def _carried(desk: Desk) -> Carried:
    """Return how much is held and has landed of the other computers of the campus."""
    own = desk.collection.standing().device
    counts = [each for each in desk.folders.counts() if each.device != own]
    estimate: CarryEstimate | None = None
    with suppress(RefusedError):  # who is registered nowhere is told so at the press
        estimate = desk.folders.to_carry()
    return Carried(
        held=sum(each.held for each in counts),
        computers=sum(1 for each in counts if each.held),
        landed=sum(each.landed for each in counts),
        estimate=estimate,
    )
