"""`ujuzi-hub quarantine`: what computers sent that did not simply land, for a person to judge."""

from __future__ import annotations

import click
import msgspec

from ujuzi.errors import MALFORMED
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.options import NUMBER
from ujuzi.hub.commands.rows import echo_json, echo_row, moment
from ujuzi.terminal import say


@click.group(name="quarantine")
def group() -> None:
    """Look at what was set aside, parked, or contradicts what landed; let it in, or let it go."""


@group.command(name="list")
@pass_access
def list_held(access: Access) -> None:
    """List what is kept: aside, parked or fork; computer, campus, sequence, bytes, why, when (UTC).

    A sequence is the first of its batch, where a batch is kept whole. What is `not-released` waits
    for `ujuzi-hub quarantine release` alone; what is `too-much-in-a-day`, for that or for tomorrow.
    """
    for each in computers.held(access):
        what = (each.kind, each.device, each.campus, each.sequence, each.size, each.reason)
        echo_row(*what, moment(each.arrived_at))


@group.command()
@click.argument("device")
@click.argument("sequence", type=NUMBER)
@click.option("--personal", is_flag=True, help="Show whose events these are, and what they say.")
@pass_access
def show(access: Access, device: str, sequence: int, *, personal: bool) -> None:
    """Show the events that are kept of DEVICE under SEQUENCE, as far as they can be read.

    Both stand in `ujuzi-hub quarantine list`.

    Lines: sequence, kind, when it claims to have been recorded (milliseconds since 1970). With
    --personal, each is a line of JSON that holds names and answers.
    """
    for each in computers.contents(access, device, sequence):
        if personal:
            echo_json(each._asdict() | {"payload": _payload(each.payload)})
        else:
            echo_row(each.sequence, each.kind, each.recorded_at)


@group.command()
@click.argument("device")
@pass_access
def release(access: Access, device: str) -> None:
    """Try again to let in what is kept of DEVICE.

    What came while it was marked stolen lands once it is reinstated, or revoked as retired; what
    was too much for a day lands, and its day begins anew; a batch that a newer program wrote is
    read if this one can. What cannot be let in stays.
    """
    before, left = computers.release(access, device)
    say(f"Kept before: {before}, now: {left}")


@group.command()
@click.argument("device")
@click.argument("sequence", type=NUMBER)
@click.confirmation_option(prompt="What is kept there goes for good. Go on?")
@pass_access
def dismiss(access: Access, device: str, sequence: int) -> None:
    """Let go for good of what is kept of DEVICE under SEQUENCE."""
    say(f"Dismissed: {computers.dismiss(access, device, sequence)}")


def _payload(said: str) -> object:
    """Return what an event says as JSON, letter by letter, or as text where it is none."""
    try:
        return msgspec.Raw(msgspec.json.format(said, indent=-1).encode())
    except MALFORMED:
        return said
