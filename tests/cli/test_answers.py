"""What commands leave with."""

from __future__ import annotations

import pytest

from ujuzi.cli.answers import REFUSED, WORLD, leave_refused
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RefusedError(Code.NAME_EMPTY, "Give a name."), REFUSED),
        (WorldError(Code.DISK_FULL, "The disk is full."), WORLD),
    ],
)
def test_who_is_refused_reads_why_and_a_program_the_status(
    error: UjuziError, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        leave_refused(error)
    assert left.value.code == status
    assert capsys.readouterr().err == f"ujuzi: {error}\n"
