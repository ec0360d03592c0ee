"""`ujuzi verify`: a certificate is checked with no network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.certificates import (
    REVOKED,
    ROOT,
    issued,
    signed_key_list,
    status_credential,
    written,
)
from helpers.commands import run
from helpers.hub_process import environment
from ujuzi.credentials.trust import write_list
from ujuzi.services.desk import open_desk
from ujuzi.sync import checks, roots


def test_a_certificate_is_checked_with_a_list_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, known, old = tmp_path / "a.json", tmp_path / "list.json", tmp_path / "old.json"
    certificate.write_bytes(written(issued()))
    known.write_bytes(write_list(signed_key_list(), [status_credential()]))
    old.write_bytes(write_list(signed_key_list(), []))
    away = ("--data-dir", tmp_path / "none")

    out, err = run("verify", certificate, "--list", known, *away, capsys=capsys)
    assert out.startswith("Genuine.")
    assert "Amina Wanjiru Otieno: AI literacy: foundations, 2025-03-03" in out
    assert f"because you named it; root {ROOT.fingerprint}" in err

    out, _ = run("verify", certificate, "--list", old, "--json", *away, code=1, capsys=capsys)
    told = json.loads(out)
    assert (told["standing"], "Update the list" in told["sentence"]) == ("not-yet-known", True)

    out, _ = run("verify", known, *away, code=1, capsys=capsys)
    assert out.strip() == "This is the list that certificates are checked with, and no certificate."
    _, err = run("verify", certificate, "--list", certificate, *away, code=1, capsys=capsys)
    assert "This is no list of keys and revocations" in err


def test_a_certificate_is_checked_with_what_this_computer_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, known = tmp_path / "a.json", tmp_path / "list.json"
    certificate.write_bytes(written(issued()))
    known.write_bytes(write_list(signed_key_list(), [status_credential(REVOKED)]))
    away = ("--data-dir", tmp_path / "data")
    out, _ = run("verify", certificate, *away, code=1, capsys=capsys)
    assert "has no list of issuers yet" in out

    with open_desk(tmp_path / "data") as desk:
        roots.trust_root(desk.certificates._db, ROOT)
        assert desk.certificates.add_list(known) is None
    out, _ = run("verify", certificate, *away, code=1, capsys=capsys)
    assert "Revoked on 2025-04-02: Issued to another person by mistake." in out
    with open_desk(tmp_path / "data") as desk:
        assert checks.go_on(desk.certificates._db)


ENDLESS = """
import itertools, sys
from ujuzi import cli
from ujuzi.cli import certificates
from ujuzi.credentials import check
check.check = lambda *_: [None for _ in itertools.count() if False]
certificates.CHECK_CPU_SECONDS = 0.2
cli.main()
"""


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_certificate_that_takes_for_ever_cannot_be_checked(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    certificate = tmp_path / "a.json"
    certificate.write_bytes(written(issued()))
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS, "verify", certificate, "--data-dir", tmp_path, *more],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)["sentence"] if more else done.stdout
    assert told.startswith("This program cannot check it.")
