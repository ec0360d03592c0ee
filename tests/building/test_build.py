"""A stick is built into a folder of its own, and what was published of it can be taken up."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stick import build, manifest
from ujuzi import __version__, paths
from ujuzi.credentials.release import read_release_manifest

RELEASE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def test_the_version_of_a_stick_is_that_of_the_program() -> None:
    assert build.version_here() == __version__


def test_a_launcher_on_a_stick_is_marked_as_the_program_looks_for_it() -> None:
    assert build.CARRIED == paths.PORTABLE


def test_a_folder_that_holds_something_else_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_bytes(b"years")
    with pytest.raises(SystemExit, match="something else than a stick"):
        build.empty(tmp_path)
    assert (tmp_path / "thesis.odt").exists()


def test_a_stick_or_half_of_one_gives_way_to_the_next(tmp_path: Path) -> None:
    out = tmp_path / "stick"
    for _ in range(2):
        build.empty(out)
        assert [each.name for each in out.iterdir()] == [manifest.NAME]
        (out / "half").write_bytes(b"x")


def test_a_version_is_signed_and_a_published_one_keeps_its_signature(tmp_path: Path) -> None:
    trees = {name: tmp_path / name for name in ("published", "same", "other")}
    for name, tree in trees.items():
        tree.mkdir()
        (tree / "lib.zip").write_text("other" if name == "other" else "same")
    facts = {"version": "0.1.0"}
    build.sign(trees["published"], facts, RELEASE, None)
    build.sign(trees["same"], facts, manifest.DEVELOPMENT, trees["published"])
    build.sign(trees["other"], facts, manifest.DEVELOPMENT, trees["published"])

    keys = {
        name: read_release_manifest((tree / "manifest").read_bytes())
        for name, tree in trees.items()
    }
    assert keys["same"] == keys["published"]
    assert not manifest.is_development(keys["published"].key)
    assert manifest.is_development(keys["other"].key)


@pytest.mark.parametrize(
    ("only", "made"),
    [(None, ["Windows", "Linux"]), ("windows", ["Windows"]), ("linux", ["Linux"])],
)
def test_a_system_can_be_left_out_by_who_works_on_the_other(
    only: str | None, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    monkeypatch.setattr("stick.build.inputs.files_of", lambda _platform: {})
    monkeypatch.setattr("stick.build.linux.made_python", lambda _inputs: tmp_path)
    monkeypatch.setattr("stick.build.trees.own_wheel", lambda folder: folder / "ujuzi.whl")
    monkeypatch.setattr(build, "build_windows", lambda *_all: found.append("Windows"))
    monkeypatch.setattr(build, "build_linux", lambda *_all: found.append("Linux"))
    monkeypatch.setattr(build, "make_packs", lambda target, *_all: target.mkdir())

    build.build(tmp_path / "stick", manifest.DEVELOPMENT, only=only)

    assert found == made
    signed = read_release_manifest((tmp_path / "stick" / manifest.NAME).read_bytes())
    assert "START.html" in signed.files
