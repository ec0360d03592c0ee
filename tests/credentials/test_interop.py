"""Independent implementations agree, offline, by Node.

Digital Bazaar's @digitalbazaar/vc says what is signed, LearnCard's schemas of Open Badges 3.0
(@learncard/types) what a badge looks like.

Where Node or its packages are missing these tests fail: `make test` installs the packages.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpers.certificates import (
    REVOKED,
    STRANGER,
    issued,
    listed,
    status_credential,
    trust,
    written,
)
from ujuzi.credentials.check import check
from ujuzi.paths import resource

INTEROP = Path(__file__).resolve().parents[1] / "interop"


def verified_elsewhere(
    folder: Path, credential: dict[str, Any], status: dict[str, Any]
) -> dict[str, Any]:
    files = folder / "credential.json", folder / "status.json"
    for file, document in zip(files, (credential, status), strict=True):
        file.write_bytes(written(document))
    return run("verify.js", resource("contexts"), *files)


def problems_elsewhere(folder: Path, credential: dict[str, Any]) -> list[str]:
    file = folder / "credential.json"
    file.write_bytes(written(credential))
    problems: list[str] = run("schema.js", file)["problems"]
    return problems


def run(script: str, *files: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["node", script, *map(str, files)],
        cwd=INTEROP, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("version", [0, 17])
def test_an_issued_credential_verifies_there_and_here(tmp_path: Path, version: int) -> None:
    answer = verified_elsewhere(tmp_path, issued(), status_credential(version=version))
    assert answer == {"verified": True, "status": True, "reason": ""}
    assert check(written(issued()), trust()).standing == "genuine"


def test_a_changed_byte_is_refused_there_and_here(tmp_path: Path) -> None:
    changed = json.loads(written(issued()).replace(b"Amina", b"Amini", 1))
    answer = verified_elsewhere(tmp_path, changed, status_credential())
    assert (answer["verified"], "Invalid signature" in answer["reason"]) == (False, True)
    assert check(written(changed), trust()).standing == "changed"


@pytest.mark.parametrize("part", ["proofValue", "verificationMethod"])
def test_another_key_is_refused_there_and_here(tmp_path: Path, part: str) -> None:
    other = issued()
    other["proof"][0][part] = issued(STRANGER)["proof"][0][part]
    assert not verified_elsewhere(tmp_path, other, status_credential())["verified"]
    assert check(written(other), trust(listed(), listed(STRANGER))).standing == "changed"


def test_a_revoked_credential_is_refused_there_and_here(tmp_path: Path) -> None:
    revoked = status_credential(REVOKED)
    answer = verified_elsewhere(tmp_path, issued(), revoked)
    assert answer == {"verified": False, "status": False, "reason": "revoked"}
    assert check(written(issued()), trust(status=[revoked])).standing == "revoked"


def test_a_changed_status_list_is_believed_neither_there_nor_here(tmp_path: Path) -> None:
    changed = status_credential(REVOKED)
    changed["credentialSubject"]["reasons"]["94567"]["reason"] = "None."
    assert not verified_elsewhere(tmp_path, issued(), changed)["verified"]


def test_a_term_that_nothing_defines_is_refused_there_and_here(tmp_path: Path) -> None:
    added = {**issued(), "gender": "female"}
    assert not verified_elsewhere(tmp_path, added, status_credential())["verified"]
    assert check(written(added), trust()).standing == "changed"


def test_an_issued_credential_is_an_open_badge_there_too(tmp_path: Path) -> None:
    assert problems_elsewhere(tmp_path, issued()) == []


def test_an_open_badge_without_its_criteria_is_found_out_there(tmp_path: Path) -> None:
    bare = issued()
    del bare["credentialSubject"]["achievement"]["criteria"]
    assert problems_elsewhere(tmp_path, bare) != []
