"""`ujuzi campus`: what the coordinator's computer knows of the others of its campus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli import announcements, coordinator, people
from ujuzi.cli.answers import answer
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.terminal import dated, say

if TYPE_CHECKING:
    from ujuzi.domain.arrival import Arrival


@click.group(name="campus")
def group() -> None:
    """What its coordinator knows and does of a campus."""


for _command in (*coordinator.COMMANDS, *people.COMMANDS, *announcements.COMMANDS):
    group.add_command(_command)


@group.command()
@data_dir_option
@json_option
def computers(data_dir: Path, *, as_json: bool) -> None:
    """Say of each computer what has arrived.

    And whether it may be retired, installed anew or moved. Nothing more is said than its latest
    visit and the hub's receipts tell.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        rows = desk.campus_computers.rows()
    if as_json:
        answer(msgspec.to_builtins(rows))
        return
    for row in rows:
        say(f"{row.name}: {_arrived(row.arrival)} {_leaving(row.arrival)}")
        for note in row.oddities:
            say(f"  {note.oddity}{f' {note.count}' if note.count else ''} {', '.join(note.names)}")


def _arrived(arrival: Arrival) -> str:
    """Return the sentence of `ui.campus.arrival_words`, in English."""
    from ujuzi.domain.arrival import ArrivalCase

    match arrival.case:
        case ArrivalCase.NEVER:
            return "never seen."
        case ArrivalCase.COPIED:
            return "two computers speak under this name."
    visit = ""
    if arrival.visit is not None:
        collected = "at the visit that was collected " if arrival.visit.is_collectors else ""
        visit = f" that it had {collected}on {dated(arrival.visit.at)}"
    hub = f" (hub, {dated(arrival.landed_at)})" if arrival.landed_at is not None else ""
    if arrival.in_question:
        hub += f", of which {arrival.in_question} wait for a person"
    if arrival.case is ArrivalCase.LANDED:
        since = "What was recorded since is not known here."
        return f"all {arrival.recorded} entries{visit} have landed{hub}. {since}"
    if arrival.case is ArrivalCase.UNSTATED:
        parts = [f"{arrival.landed} entries have landed{hub}"]
    else:
        parts = [f"{arrival.landed} of {arrival.recorded} entries{visit} have landed{hub}"]
    parts += [f"{at.entries} are on {at.place} since {dated(at.since)}" for at in arrival.held]
    if arrival.behind:
        parts.append(f"{arrival.behind} of those wait for an earlier stick")
    if arrival.only_there:
        parts.append(f"{arrival.only_there} are only there")
    said = "; ".join(parts) + "."
    if arrival.case is ArrivalCase.UNSTATED and arrival.exchanged_at is not None:
        said += f" It last exchanged with the hub itself on {dated(arrival.exchanged_at)};"
        said += " what it has recorded beyond this is not known here."
    if arrival.until is not None and arrival.case is ArrivalCase.PUT_BACK:
        before = f"its entries had landed until {dated(arrival.until)}; the hub was put back"
        return f"{before} and they are being sent again. {said}"
    return said


def _leaving(arrival: Arrival) -> str:
    """Return whether it may go."""
    from ujuzi.domain.arrival import LeavingAnswer

    match arrival.leaving:
        case LeavingAnswer.YES:
            return f"It may go: closed on {dated(arrival.closed_on or 0)}."
        case LeavingAnswer.CLOSE_FIRST:
            return "It may not go yet: close it first."
        case LeavingAnswer.WAITS:
            return f"It may not go yet: {arrival.waiting} entries wait for the next upload."
        case LeavingAnswer.FILES_WAIT:
            return f"It may not go yet: {arrival.attachments} files wait for the next upload."
        case LeavingAnswer.COPIED:
            return "It may not go yet."
