"""French is complete, plurals are said, and no text of the windows is missing from the sources."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
PLACEHOLDER = re.compile(r"\{\w+\}|%\d|%n")


def messages(file: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(file).getroot().iter("message"))


def texts_of(element: ElementTree.Element) -> list[str]:
    translation = element.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.findall("numerusform")]
    return forms or [translation.text or ""]


@pytest.fixture(scope="module", params=["fr", "en"])
def renewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as `make translate` would leave them."""
    folder = tmp_path_factory.mktemp("translations")
    file = folder / f"ujuzi_{request.param}.ts"
    shutil.copy(TRANSLATIONS / file.name, file)
    lupdate = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    assert lupdate is not None
    plurals = ["-pluralonly"] if request.param == "en" else []
    sources = sorted(map(str, (ROOT / "app" / "ujuzi" / "ui").rglob("*.py")))
    command = [lupdate, "-silent", "-no-obsolete", "-locations", "none", *plurals, *sources]
    subprocess.run([*command, "-ts", str(file)], check=True)
    return file


def test_every_text_is_translated(renewed: Path) -> None:
    missing = [
        message.findtext("source")
        for message in messages(renewed)
        if any(not text for text in texts_of(message))
        or message.find("translation[@type='unfinished']") is not None
    ]
    assert missing == []


def test_placeholders_are_the_same_in_every_language(renewed: Path) -> None:
    for message in messages(renewed):
        source = message.findtext("source") or ""
        for text in texts_of(message):
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source)), source
