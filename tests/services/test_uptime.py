"""How long the machine has been running is counted by something that nobody sets."""

from __future__ import annotations

import subprocess
import sys

import msgspec

from ujuzi.services.uptime import LINUX_BOOT, machine_up

COUNT = """
import msgspec
from ujuzi.services.uptime import machine_up
print(msgspec.json.encode(machine_up()).decode())
"""


def test_it_goes_on_and_a_boot_has_one_name_in_every_process() -> None:
    first = machine_up()
    other = subprocess.run(
        [sys.executable, "-c", COUNT], capture_output=True, check=True, text=True
    )
    last = machine_up()

    assert first is not None
    assert last is not None
    boot, milliseconds = msgspec.json.decode(other.stdout)
    assert {first.boot, boot, last.boot} == {first.boot}
    assert 0 < first.milliseconds <= milliseconds <= last.milliseconds


def test_the_systems_own_name_of_a_boot_stays_here() -> None:
    told = machine_up()
    assert told is not None
    if LINUX_BOOT.exists():
        assert told.boot not in LINUX_BOOT.read_text()
    assert len(told.boot) == 16
