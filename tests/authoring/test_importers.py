"""A source is imported by whoever recognises it, into an empty folder, or refused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from helpers.odd_files import make_pipe
from ujuzi.authoring import importers
from ujuzi.authoring.importers import import_source
from ujuzi.errors import RefusedError, WorldError

ASSETS = Path(__file__).parent.parent / "assets"
GIFT, MDX = ASSETS / "gift" / "moodle.gift", ASSETS / "mdx" / "rain"


@pytest.mark.parametrize("source", [GIFT, MDX], ids=["gift", "mdx"])
def test_each_format_is_recognised_and_written_where_it_was_told(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "made"
    report = import_source(source, output)

    assert report.folders
    for folder in report.folders:
        assert folder.is_dir()
        assert folder == output or output in folder.parents


def test_nothing_is_written_among_what_is_there(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")

    with pytest.raises(RefusedError) as refused:
        import_source(GIFT, tmp_path)

    assert refused.value.code == "output-not-empty"
    assert list(tmp_path.iterdir()) == [mine]


def test_what_nobody_recognises_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    source = tmp_path / "notes.docx"
    source.write_bytes(b"PK")

    with pytest.raises(RefusedError) as refused:
        import_source(source, tmp_path / "out")

    assert refused.value.code == "source-unknown"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("is_there", [True, False], ids=["into-a-folder", "into-a-new-one"])
def test_an_import_that_ends_half_way_leaves_nothing_and_the_next_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    output = tmp_path / "out"
    if is_there:
        output.mkdir()
    written = list[Path]()

    def interrupted(file: Path, *_: object, **_more: object) -> None:
        file.write_bytes(b"half")
        written.append(file)
        if len(written) > 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", interrupted)
        with pytest.raises(KeyboardInterrupt):
            import_source(MDX, output)

    assert len(written) == 2
    assert output.exists() == is_there
    assert not is_there or not list(output.iterdir())
    assert import_source(MDX, output).folders


def test_what_a_killed_import_left_is_hidden_and_the_next_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(BaseException):
        pass

    def cut(file: Path, *_: object, **_more: object) -> None:
        file.write_bytes(b"half")
        raise PowerCutError

    output = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", cut)
        patch.setattr(importers, "_take_away", lambda *_, **_more: None)
        with pytest.raises(PowerCutError):
            import_source(MDX, output)
    assert [each.name for each in output.iterdir()] == [importers.HALF]

    made = import_source(MDX, output).folders
    assert sorted(output.iterdir()) == sorted(made)


@pytest.mark.parametrize("source", [GIFT, MDX], ids=["gift", "mdx"])
def test_a_disk_that_is_full_is_told_by_the_folder_that_was_named(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(WorldError) as told:
        import_source(source, tmp_path / "out")
    assert (told.value.code, told.value.facts["path"]) == ("disk-full", str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_an_import_into_a_file_is_refused_by_its_name(tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_text("mine")
    with pytest.raises(WorldError, match="out cannot be used: It is no folder") as refused:
        import_source(GIFT, output)
    assert refused.value.code == "disk-failed"
    assert output.read_text() == "mine"


def test_nobody_waits_for_a_pipe_among_the_sources(tmp_path: Path) -> None:
    make_pipe(tmp_path / "_toctree.yml")
    with pytest.raises((RefusedError, WorldError)):
        import_source(tmp_path, tmp_path / "out")
