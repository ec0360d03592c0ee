"""Many computers at one hub: registered, with everything they will send cut and signed beforehand.

So the clock runs over the hub's work and little of the sender's, which shares its processors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from helpers.hubs import Computer
from helpers.learning_events import learning_events
from ujuzi.domain.event import Event
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import epochs
from ujuzi.hub.store.tables import organisations
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch, messages


@dataclass
class Sender:
    """A computer and the asks that it will send, in their order."""

    computer: Computer
    asks: list[bytes]

    def send(self, transport: HttpTransport, wire: bytes) -> None:
        """Send an ask; raises where the answer is not the hub's, or not all of it has landed."""
        hub = self.computer.hub
        asked = messages.signed_part(wire)
        reply = messages.read_answer(
            transport.post("exchange", wire), asked, hub.identity.signing_key.public
        )
        assert reply.receipt is not None
        self.computer.landed = reply.receipt.last


def open_campuses(hub: Hub, count: int, institutions: int = 1) -> list[str]:
    """Add campuses, spread over institutions of the fixture's centre, and return their ids."""
    rows = [
        {"id": f"institution-{n}", "kind": "institution", "name": f"University {n}", "parent": "bf"}
        for n in range(institutions)
    ]
    campuses = [
        {
            "id": f"campus-{n}",
            "kind": "campus",
            "name": f"Campus {n}",
            "parent": f"institution-{n % institutions}",
        }
        for n in range(count)
    ]
    with hub.database.writing() as connection:
        connection.execute(insert(organisations), rows + campuses)
    return [str(row["id"]) for row in campuses]


def sender(hub: Hub, campus: str, number: int, events: int, *, a_batch: int, an_ask: int) -> Sender:
    """Return a registered computer with `events` to send, `an_ask` batches at a time."""
    computer = Computer(hub, campus, device=f"{number:016x}")
    made = learning_events(events, device=computer.device, seed=number)
    return Sender(computer, _asks(computer, _cut(computer, made, a_batch), an_ask))


def _cut(computer: Computer, made: Sequence[Event], a_batch: int) -> list[batch.Batch]:
    found: list[batch.Batch] = []
    for first in range(0, len(made), a_batch):
        previous = found[-1].digest if found else batch.NOTHING_BEFORE
        cut = batch.cut(made[first : first + a_batch], previous, computer.key)
        if cut.header.last != min(first + a_batch, len(made)):
            raise AssertionError("the events do not fit into one batch")
        found.append(cut)
    return found


def _asks(computer: Computer, cut: list[batch.Batch], an_ask: int) -> list[bytes]:
    """Frame batches into asks as the exchange does, each after the last one's receipt."""
    with computer.hub.database.reading() as connection:
        epoch = epochs.current(connection)
    asks = []
    for place in range(0, len(cut), an_ask):
        group = cut[place : place + an_ask]
        asks.append(
            computer.ask(
                *(each.wire for each in group),
                epoch=epoch.name,
                epoch_number=epoch.number,
                landed=group[0].header.first - 1,
                chain=messages.chain_of(group[0].header.previous),
                now=computer.hub.now(),
            )
        )
    return asks
