"""A stick is built of named bytes, and of the wheels that the tests ran with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stick import inputs

NAMED = inputs.read_list(inputs.LIST.read_text())


def test_every_input_has_a_hash_and_a_name_of_its_own() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{64}", each.sha256) for each in NAMED)
    assert len({each.sha256: each.file for each in NAMED}) == len({each.file for each in NAMED})
    assert {each.platform for each in NAMED} == {"windows", "linux", "both"}


def test_every_wheel_is_one_of_the_lock() -> None:
    locked = set(re.findall(r"sha256:([0-9a-f]{64})", inputs.LOCK.read_text()))
    wheels = [each for each in NAMED if each.registry == "pypi"]
    assert [each.file for each in wheels if each.sha256 not in locked] == []


@pytest.mark.parametrize("platform", [inputs.WINDOWS, inputs.LINUX])
def test_each_system_gets_qt_and_what_ujuzi_imports(platform: str) -> None:
    packages = {each.package for each in NAMED if each.platform in (platform, inputs.BOTH)}
    assert {"pyside6_essentials", "pyside6_addons", "pyside6_pdf", "cryptography", "msgspec"} <= (
        packages
    )


def test_a_file_with_other_bytes_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UJUZI_INPUTS", str(tmp_path))
    (tmp_path / "a.whl").write_bytes(b"wheel")
    good = "be07c28687fed7d5e61cb6fdefba15afbc5951f5e8da4d2da1c5cd7d8d6ddcf0"
    wanted = inputs.Input("both", "pypi", "a", "1", inputs.sha256_of(tmp_path / "a.whl"), "a.whl")
    assert inputs.is_whole(wanted)
    assert not inputs.is_whole(inputs.Input("both", "pypi", "a", "1", good, "a.whl"))
    assert not inputs.is_whole(inputs.Input("both", "pypi", "a", "1", wanted.sha256, "b.whl"))
