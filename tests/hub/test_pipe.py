"""Pieces come out of a pipe as they went in, and one that was cut short does not come."""

from __future__ import annotations

import io
import os
import sys
from types import ModuleType

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.hub import pipe
from ujuzi.hub.commands.cli import main
from ujuzi.hub.landing import reader
from ujuzi.hub.verify import checker

READER, CHECKER = "ujuzi.hub.landing.reader", "ujuzi.hub.verify.checker"


def written(pieces: list[bytes]) -> bytes:
    stream = io.BytesIO()
    for piece in pieces:
        pipe.put(stream, piece)
    return stream.getvalue()


@given(st.lists(st.binary(max_size=300)))
def test_pieces_come_out_as_they_went_in(pieces: list[bytes]) -> None:
    assert list(pipe.taken(io.BytesIO(written(pieces)))) == pieces


@given(st.lists(st.binary(max_size=50), min_size=1), st.data())
def test_whoever_ends_in_the_middle_of_a_piece_has_not_sent_it(
    pieces: list[bytes], data: st.DataObject
) -> None:
    whole = written(pieces)
    last = len(written(pieces[:-1]))
    cut = data.draw(st.integers(last, len(whole) - 1))
    assert list(pipe.taken(io.BytesIO(whole[:cut]))) == pieces[:-1]


@pytest.mark.parametrize("module", [reader, checker], ids=[READER, CHECKER])
def test_a_frozen_program_starts_itself_and_becomes_the_process(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[str] = []
    monkeypatch.setattr(module, "main", lambda: became.append(module.__name__))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "ujuzi-hub.exe")

    program, *arguments = pipe.command_of(module.__name__)
    done = CliRunner().invoke(main, arguments)

    assert (program, done.exit_code, became) == ("ujuzi-hub.exe", 0, [module.__name__])


def test_a_frozen_program_becomes_no_other_process() -> None:
    assert CliRunner().invoke(main, [pipe.PROCESS, "antigravity"]).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no numbers of groups")
def test_ctrl_c_at_the_hub_s_terminal_is_the_hub_s_alone_and_ends_its_processes_with_it() -> None:
    with pipe.started(CHECKER) as process:
        assert os.getpgid(process.pid) == process.pid != os.getpgrp()
    assert process.returncode == 0
