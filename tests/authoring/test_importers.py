"""A source is imported by whoever recognises it, into an empty folder, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.authoring.importers import import_source
from ujuzi.errors import RefusedError

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
