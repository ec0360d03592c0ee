"""A machine is known by its installation and by all its network cards, whichever is in use."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from ujuzi.sync import machine
from ujuzi.sync.machine import described, this_machine

CABLE, WIRELESS, OTHER = 0x00_1B_21_AA_BB_01, 0x3C_A9_F4_AA_BB_02, 0x00_1B_21_AA_BB_03
LOCAL = 0x02_42_AC_11_00_02
"""As bridges and virtual machines make them up: no hardware."""
Address = namedtuple("Address", "family address")


@pytest.mark.parametrize(
    ("known", "now", "is_another"),
    [
        (("a", [CABLE]), ("a", [CABLE]), False),
        (("a", [CABLE, WIRELESS]), ("a", [WIRELESS]), False),
        (("a", [CABLE]), ("a", [OTHER]), True),
        (("a", [CABLE]), ("b", [CABLE]), True),
        (("a", []), ("a", [CABLE]), False),
        (("", [CABLE]), ("a", [CABLE]), False),
        (("a", [LOCAL]), ("a", [OTHER]), False),
    ],
)
def test_another_machine_has_another_installation_or_none_of_the_cards(
    known: tuple[str, list[int]], now: tuple[str, list[int]], is_another: bool
) -> None:
    assert described(*now).is_another_than(described(*known)) is is_another


def test_nothing_but_hashes_is_kept() -> None:
    kept = machine.written(described("this installation", [CABLE]))
    assert "this installation" not in kept
    assert f"{CABLE:012x}" not in kept


@pytest.mark.parametrize("mark", ["-", ":"])
def test_where_the_system_lists_no_cards_as_files_all_are_asked_for(
    mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(number: int) -> str:
        return mark.join(f"{number:012X}"[at : at + 2] for at in range(0, 12, 2))

    cards = {
        "Wi-Fi": [Address(psutil.AF_LINK, written(WIRELESS)), Address(2, "10.0.0.7")],
        "Ethernet": [Address(psutil.AF_LINK, written(CABLE))],
        "Loopback": [Address(psutil.AF_LINK, "")],
    }
    monkeypatch.setattr(machine, "NETWORK", tmp_path / "none")
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: cards)
    assert this_machine().cards == described("", [CABLE, WIRELESS]).cards


def test_a_card_that_a_program_makes_alike_everywhere_says_nothing() -> None:
    vmware = 0x005056C00001
    assert described("", [vmware, CABLE]) == described("", [CABLE])
    assert described("", [vmware, CABLE]).is_another_than(described("", [vmware, WIRELESS]))
