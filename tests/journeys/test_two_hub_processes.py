"""Two hub processes at one PostgreSQL: any of them answers anybody, and nothing lands twice."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from helpers.hub_process import HubProcess, start_hub
from helpers.hubs import CAMPUS, Computer, address, cut_all, new_database
from helpers.learning_events import learning_events
from ujuzi.hub.hub import Hub
from ujuzi.hub.tables import events, forks, heads
from ujuzi.sync import messages
from ujuzi.sync.http import HttpTransport

COMPUTERS = 6
EVENTS = 600


def test_computers_that_send_everything_to_both_at_once_land_it_once(tmp_path: Path) -> None:
    database = new_database("postgresql", tmp_path)
    hub = Hub(database)
    computers = [Computer(hub, CAMPUS, device=f"{number:016x}") for number in range(COMPUTERS)]
    sent = [
        (computer, cut_all(computer, learning_events(EVENTS, device=computer.device, seed=number)))
        for number, computer in enumerate(computers)
    ]

    with start_hub(address(database)) as one, start_hub(address(database)) as other:
        jobs = itertools.product(sent, (one, other))
        with ThreadPoolExecutor(2 * COMPUTERS) as pool:
            landed = list(pool.map(lambda job: _send(*job[0], job[1]), jobs))

    with database.reading() as connection:
        facts = connection.execute(
            select(events.c.device, func.count(), func.max(events.c.sequence)).group_by(
                events.c.device
            )
        ).all()
        last = connection.execute(select(heads.c.device, heads.c.last)).all()
        forked = connection.scalar(select(func.count()).select_from(forks))
    database.close()
    assert set(landed) == {EVENTS}
    assert sorted(map(tuple, facts)) == [(c.device, EVENTS, EVENTS) for c in computers]
    assert sorted(map(tuple, last)) == [(c.device, EVENTS) for c in computers]
    assert forked == 0


def _send(computer: Computer, wires: list[bytes], hub: HubProcess) -> int:
    """Send all of a computer's batches to one process; return what its receipt says has landed."""
    wire = computer.ask(*wires)
    transport = HttpTransport(hub.address)
    answer = transport.post("exchange", wire)
    transport.close()
    key = computer.hub.identity.signing_key.public
    reply = messages.read_answer(answer, messages.signed_part(wire), key)
    assert reply.receipt is not None
    reply.receipt.verify(key)
    return reply.receipt.last
