"""A roster is read beside the desk, which says before whether it may be and what is known."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.coordinating import Coordinator
from ujuzi.errors import RefusedError
from ujuzi.services.campus import roster_file
from ujuzi.services.campus.listed import RowKind
from ujuzi.services.campus.roster_reading import preview_roster


def test_the_desk_is_asked_who_is_known_and_reads_no_file(
    her: Coordinator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    her.appoint()
    file = tmp_path / "staff.csv"
    file.write_text("person,name\nP7,Zola Secret\n")
    at_desk: list[bool] = []
    inside = threading.local()
    read = roster_file.read

    def watched(*asked: Any) -> roster_file.RosterTable:
        at_desk.append(getattr(inside, "desk", False))
        return read(*asked)

    def wait_for(question: Callable[[Any], Any]) -> Any:
        inside.desk = True
        try:
            return question(her.lab.desk)
        finally:
            inside.desk = False

    monkeypatch.setattr(roster_file, "read", watched)
    preview = preview_roster(wait_for, her.ada, file)

    assert [(row.person, row.kind) for row in preview.rows] == [("P7", RowKind.NEW)]
    assert preview == her.lab.desk.campus_people.preview(her.ada, file)
    assert at_desk[0] is False


def test_who_is_no_coordinator_is_told_so_before_a_file_is_read(
    her: Coordinator, tmp_path: Path
) -> None:
    with pytest.raises(RefusedError) as refused:
        preview_roster(lambda ask: ask(her.lab.desk), her.ada, tmp_path / "not there")
    assert refused.value.code == "office-missing"
