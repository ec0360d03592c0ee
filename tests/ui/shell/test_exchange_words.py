"""Recorded, held and landed are three counts at the foot of the rail, and never merged."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.services.delivery.delivery import DeliveryStanding
from ujuzi.store.outbox import EnvelopeHolder
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.exchange_words import needs_a_person, problem, state_line

FRIDAY = Milliseconds(1_795_780_800_000)


def line(**facts: Any) -> str:
    usual: dict[str, Any] = {
        "hub": "https://hub.example",
        "campus": "campus-1",
        "device": "d0",
        "events": 120,
        "waiting": 30,
        "waiting_bytes": 900,
        "landed_at": FRIDAY,
        "problem": "",
        "offline": False,
    }
    courier: Any = SimpleNamespace(standing=DeliveryStanding(**{**usual, **facts}), is_busy=False)
    return state_line(courier)


@pytest.mark.usefixtures("qapp")
def test_what_lies_on_a_stick_is_held_by_it_since_a_date_and_has_not_landed() -> None:
    said = line(holder=EnvelopeHolder("STICK", 110, FRIDAY))
    assert said == f"120 recorded; 20 held on STICK since {day(FRIDAY)}; 90 arrived"


@pytest.mark.usefixtures("qapp")
def test_what_nobody_holds_waits_for_the_hub_and_what_landed_is_said_to_have_arrived() -> None:
    assert line().startswith("Saved here; for the hub: 30 record")
    assert line(waiting=0) == f"Arrived at the hub on {day(FRIDAY)}"


@pytest.mark.usefixtures("qapp")
def test_the_name_of_a_folder_has_room_in_the_rail() -> None:
    said = line(holder=EnvelopeHolder("a" * 90, 110, FRIDAY))
    assert "a" * 19 + "… since" in said


@pytest.mark.usefixtures("qapp")
def test_what_lets_no_large_message_through_is_told_with_who_can_mend_it() -> None:
    said = problem("message-too-large")
    assert "coordinator" in said
    assert "larger" in said
    assert "Nothing is lost" in said
    standing = DeliveryStanding("h", "c", "d", 1, 1, 9, None, "message-too-large", offline=False)
    assert needs_a_person(standing)
