"""Competencies have the names of their frameworks, in the language of the windows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from ujuzi.frameworks.reading import Catalogue
from ujuzi.paths import resource
from ujuzi.ui.shell import competencies
from ujuzi.ui.shell.competencies import (
    area_name,
    competency_code,
    competency_name,
    framework_name,
    use_frameworks_of,
)


@pytest.fixture
def _locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[None]:
    """The data of a centre that keeps a framework of its own."""
    own = json.loads(resource("frameworks", "unesco-ai-cft.json").read_bytes())
    own |= {"id": "own-centre", "iri": "https://centre.example/own"}
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "own.json").write_text(json.dumps(own), encoding="utf-8")
    use_frameworks_of(tmp_path)
    yield
    use_frameworks_of(None)


def test_a_known_competency_has_a_name_and_a_code() -> None:
    assert competency_name("unesco-ai-cft:1.1") == "Human agency"
    assert competency_code("unesco-ai-cft:1.1") == "1.1"


@pytest.mark.usefixtures("_locale")
def test_the_name_is_in_the_language_of_the_windows() -> None:
    QLocale.setDefault(QLocale("fr"))
    assert competency_name("unesco-ai-cft:1.1") == "Pouvoir d’agir (agentivité humaine)"
    QLocale.setDefault(QLocale("am"))
    assert competency_name("unesco-ai-cft:1.1") == "Human agency"


def test_an_unknown_competency_is_its_own_name() -> None:
    assert competency_name("digcompedu:2.2") == "digcompedu:2.2"


@pytest.mark.usefixtures("centre")
def test_no_page_reads_a_file_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_: Path | None) -> Catalogue:
        raise AssertionError

    monkeypatch.setattr(competencies, "read_catalogue", read)
    assert area_name("own-centre:2.1")
    assert framework_name("own-centre")
    assert competency_name("own-centre:2.1") == "Ethical principles"


@pytest.mark.usefixtures("centre")
def test_the_frameworks_of_a_centre_name_competencies_too() -> None:
    assert competency_name("own-centre:2.1") == "Ethical principles"
