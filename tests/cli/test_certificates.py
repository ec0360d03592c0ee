"""`ujuzi verify`: a certificate is checked with no network."""

from __future__ import annotations

import json
import string
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from helpers.certificates import (
    ACHIEVEMENT,
    CERTIFICATE,
    HUB,
    REVOKED,
    ROOT,
    STRANGER,
    issued,
    list_file,
    signed_key_list,
    status_credential,
    written,
)
from helpers.commands import run
from helpers.hub_process import environment
from ujuzi.credentials.stub import write_stub
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

    pinned = ("--root", ROOT.fingerprint)
    out, _ = run("verify", certificate, "--list", known, *pinned, *away, capsys=capsys)
    assert out.startswith("Genuine.")
    assert "Amina Wanjiru Otieno: AI literacy: foundations, 2025-03-03" in out
    assert f"by the list of root {ROOT.fingerprint}, which you named" in out

    out, _ = run(
        "verify", certificate, "--list", old, "--json", *pinned, *away, code=1, capsys=capsys
    )
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
    known.write_bytes(list_file(signed_key_list(), [status_credential(REVOKED)]))
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


def test_a_list_for_whose_root_nobody_vouches_makes_nothing_genuine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, known, stub = tmp_path / "a.json", tmp_path / "list.json", tmp_path / "stub.txt"
    certificate.write_bytes(written(issued()))
    stub.write_text(write_stub(CERTIFICATE, HUB))
    known.write_bytes(write_list(signed_key_list(), [status_credential()]))
    data, listed = ("--data-dir", tmp_path / "data"), ("--list", known)

    for file in (certificate, stub):
        out, _ = run("verify", file, *listed, *data, code=4, capsys=capsys)
        assert "Genuine" not in out
        assert f"Its root is {ROOT.fingerprint}" in out
    out, _ = run("verify", certificate, *listed, "--json", *data, code=4, capsys=capsys)
    said = json.loads(out)
    assert (said["standing"], said["root"], said["is_pinned"]) == (
        "unpinned-root", ROOT.fingerprint, False,
    )  # fmt: skip

    other = "0000 " * 8
    _, err = run("verify", certificate, *listed, "--root", other, *data, code=1, capsys=capsys)
    assert f"The root of this list is {ROOT.fingerprint}" in err
    run("verify", certificate, "--root", other, *data, code=2, capsys=capsys)
    spelled = ROOT.fingerprint.replace(" ", "").upper()
    out, _ = run("verify", stub, *listed, "--root", spelled, *data, capsys=capsys)
    assert out.startswith("Genuine.")
    assert "Compare the name with the person's papers." in out

    with open_desk(tmp_path / "data") as desk:
        roots.trust_root(desk.certificates._db, ROOT)
    out, _ = run("verify", certificate, *listed, "--json", *data, capsys=capsys)
    assert (json.loads(out)["standing"], json.loads(out)["is_pinned"]) == ("genuine", True)
    out, _ = run("verify", certificate, *listed, *data, capsys=capsys)
    assert "which this computer trusts" in out


def test_a_list_says_how_old_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    certificate, known = tmp_path / "a.json", tmp_path / "list.json"
    certificate.write_bytes(written(issued()))
    known.write_bytes(write_list(signed_key_list(), [status_credential()]))
    named = ("--list", known, "--root", ROOT.fingerprint, "--data-dir", tmp_path)
    out, _ = run("verify", certificate, *named, capsys=capsys)
    assert "days old, and what was revoked since is not known here" in out
    out, _ = run("verify", certificate, *named, "--json", capsys=capsys)
    assert json.loads(out)["is_stale"] is True


WIPE = "\x1b[2J\x1b[H\x9b2JGenuine.\nGenuine. \u202eeniuneG\u2028\x7f"


def test_what_a_stranger_wrote_does_nothing_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    achievement = msgspec.structs.replace(ACHIEVEMENT, name=WIPE)
    forged = tmp_path / "a.json"
    forged.write_bytes(written(issued(STRANGER, name=WIPE, achievement=achievement)))
    for more in ((), ("--json",)):
        out, _ = run("verify", forged, "--data-dir", tmp_path, *more, code=1, capsys=capsys)
        assert not {*out} & {*WIPE} - {*string.printable} | {*out} & {"\x1b", "\x0b", "\x0c"}
        assert not any(line.startswith("Genuine") for line in out.splitlines())
    assert json.loads(out)["claim"]["name"] == WIPE


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
