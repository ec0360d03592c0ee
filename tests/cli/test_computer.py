"""`ujuzi doctor`, `register`, `sync`: a computer and its hub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.hub_process import sqlite_at, start_hub
from ujuzi.cli import computer
from ujuzi.paths import DATABASE
from ujuzi.services.delivery import delivery as collection
from ujuzi.sync.exchange import ExchangeProgress


def test_doctor_answers_for_people_and_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = run("doctor", "--rebuild", "--data-dir", tmp_path, capsys=capsys)
    assert "sound" in out
    out, _ = run("doctor", "--json", "--data-dir", tmp_path, capsys=capsys)
    assert {f["check"] for f in json.loads(out)["findings"]} >= {"integrity", "clock", "fonts"}


def test_a_computer_registers_and_syncs_with_a_real_hub_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with start_hub(sqlite_at(tmp_path)) as hub:
        where = ("--data-dir", tmp_path / "data")
        run("keys", "new", "centre", *where, capsys=capsys)
        run("keys", "trust", "Centre", "--key", "centre", *where, capsys=capsys)
        run("sync", *where, code=1, capsys=capsys)
        run("register", hub.address, hub.code, "--name", "Lab 1", *where, capsys=capsys)
        out, _ = run("sync", "--json", *where, capsys=capsys)
        assert json.loads(out)["sent"] == 1
        assert json.loads(out)["waiting"] == 0
        other = ("--data-dir", tmp_path / "other")
        _, said = run("register", hub.address, hub.code, *other, code=1, capsys=capsys)
        assert "code" in said


def test_a_silent_hub_and_one_that_forgot_the_computer_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "_pause", lambda _seconds, _cancelled: None)
    where = ("--data-dir", tmp_path / "data")
    other_database = tmp_path / "other"
    other_database.mkdir()
    with start_hub(sqlite_at(tmp_path)) as hub:
        run("keys", "new", "centre", *where, capsys=capsys)
        run("keys", "trust", "Centre", "--key", "centre", *where, capsys=capsys)
        run("register", hub.address, hub.code, *where, capsys=capsys)
        hub.kill()

        out, err = run("sync", "--json", *where, code=3, capsys=capsys)
        assert out == ""
        assert err.splitlines() == [
            "The hub does not answer; trying again ...",
            f"ujuzi: The hub at {hub.address} cannot be reached."
            " 1 event waits here; nothing is lost.",
        ]
    with start_hub(sqlite_at(other_database), hub.port) as hub:
        _, err = run("sync", *where, code=1, capsys=capsys)
        assert err == (
            "ujuzi: The hub does not know this computer; register it with a new code."
            " 1 event waits here; nothing is lost.\n"
        )
        run("register", hub.address, hub.code, *where, capsys=capsys)
        out, err = run("sync", *where, capsys=capsys)
        assert out.startswith("1 events have landed, 0 wait;")
        assert err == ""


def test_a_new_try_is_told_only_when_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    heard = computer._tell_new_tries()
    for landed in (
        ExchangeProgress(requests=1, bytes_down=90),
        ExchangeProgress(requests=2, bytes_down=180),
    ):
        heard(landed)
        heard(landed)  # bytes of the next request go
    failed = ExchangeProgress(requests=3, bytes_down=180)
    heard(failed)
    assert capsys.readouterr().err == ""
    heard(failed)
    heard(failed)
    assert capsys.readouterr().err == "The hub does not answer; trying again ...\n"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["http://127.0.0.1:8765/"], 2, "The code is missing"),
        (["127.0.0.1:8765"], 3, "the code after it is missing"),
        (["lab.json", "ABCD"], 2, "A registration file takes no code"),
        (["gone.json", "ABCD"], 2, "A registration file takes no code"),
    ],
    ids=str,
)
def test_an_address_goes_with_a_code_and_a_file_with_none(
    typed: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lab.json").write_text('{"hub": "http://127.0.0.1:9", "code": "ABCD"}')
    _, err = run("register", *typed, "--data-dir", tmp_path / "data", code=code, capsys=capsys)
    assert said in err
    assert not (tmp_path / "data").exists()


def test_a_registration_file_is_enough_and_pins_the_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with start_hub(sqlite_at(tmp_path)) as hub:
        file = tmp_path / "lab-2.json"
        hub.run("code", "campus-1", "--file", str(file), "--address", hub.address)
        where = ("--data-dir", tmp_path / "data")
        out, _ = run("register", file, "--name", "Lab 2", *where, "--json", capsys=capsys)
        assert json.loads(out)["campus"] == "campus-1"

        hub.run("code", "campus-1", "--file", str(file), "--address", hub.address)
        false = json.loads(file.read_text()) | {"hub_key": bytes(range(32)).hex()}
        file.write_text(json.dumps(false))
        other = ("--data-dir", tmp_path / "other")
        _, said = run("register", file, *other, code=1, capsys=capsys)
        assert "signature" in said
        file.write_text("{}")
        run("register", file, *other, code=1, capsys=capsys)


@pytest.mark.parametrize("command", [("doctor",), ("pack", "list"), ("keys", "list")], ids="-".join)
def test_a_database_that_nobody_has_filled_yet_is_read_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (tmp_path / DATABASE).touch()
    out, _ = run(*command, "--data-dir", tmp_path, capsys=capsys)
    assert ("holds 0 events" in out) == (command == ("doctor",))
    assert (tmp_path / DATABASE).stat().st_size == 0
