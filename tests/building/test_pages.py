"""The pages of a stick are whole in each language, and lead to what lies on the stick."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stick import build, pages, windows

FACTS = {"version": "0.1.0", "megabytes": "143", "key": "ab" * 32}
HASHED = {build.SETUP: "cd" * 32, "packs/a & b.ujuzi": "ef" * 32}
TRANSLATED = {"START.html": "DEMARRER.html", "CHECKLIST.html": "LISTE.html"}


class Page(HTMLParser):
    """Collects what a page links to, what it loads, its headings and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.shape: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.anchors.add(named.get("id", ""))
        if tag == "a":
            self.links.append(named["href"])
        self.loaded += [named[name] for name in ("src", "data", "srcset") if name in named]
        if tag in {"script", "link", "iframe", "object"}:
            self.loaded.append(tag)
        if tag in {"h1", "h2", "h3", "li", "figure", "table", "pre"}:
            self.shape.append(tag)


@pytest.fixture(params=[True, False], ids=["released", "development"])
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    pages.write_pages(tmp_path, FACTS, HASHED, released=request.param)
    return tmp_path


def test_everything_is_filled_in_and_nothing_is_loaded(out: Path) -> None:
    for file in out.iterdir():
        text = file.read_text("utf-8")
        assert not re.search(r"{{\w+}}", text), file.name
        assert Page(text).loaded == []
        assert "http" not in text


def test_each_link_leads_to_what_lies_on_the_stick(out: Path) -> None:
    there = {file.name: Page(file.read_text("utf-8")).anchors for file in out.iterdir()}
    there[build.SETUP] = set()
    for file in out.glob("*.html"):
        for link in Page(file.read_text("utf-8")).links:
            target, _, anchor = link.partition("#")
            assert not anchor or anchor in there[target or file.name], (file.name, link)
            assert (target or file.name) in there


@pytest.mark.parametrize(("english", "french"), TRANSLATED.items())
def test_each_language_says_as_much(english: str, french: str, out: Path) -> None:
    one, other = (Page((out / name).read_text("utf-8")) for name in (english, french))
    assert one.shape == other.shape
    assert one.anchors == other.anchors


def test_a_person_finds_the_hashes_that_she_compares(out: Path) -> None:
    for name in ("START.html", "DEMARRER.html"):
        text = (out / name).read_text("utf-8")
        assert all(sha256 in text for sha256 in HASHED.values())
        assert "a &amp; b" in text


def test_what_anybody_could_have_signed_says_so(tmp_path: Path) -> None:
    for released in (True, False):
        pages.write_pages(tmp_path, FACTS, HASHED, released=released)
        texts = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
        notices = pages.DEVELOPMENT.values()
        said = {name for name, text in texts.items() if any(each in text for each in notices)}
        first = {"START.html", "README.txt", "DEMARRER.html", "LISEZMOI.txt"}
        assert said == (set() if released else first)


def test_texts_are_read_by_the_oldest_editor_of_windows(out: Path) -> None:
    assert b"\r\n" in (out / "README.txt").read_bytes()
    assert "\u202f" not in (out / "README.txt").read_text("utf-8")


@pytest.mark.parametrize("page", ["CHECKLIST.html", "LISTE.html"])
def test_each_number_that_the_installer_leaves_with_is_told(page: str) -> None:
    script = (windows.SOURCES / "ujuzi.nsi").read_text("utf-8")
    numbers = set(re.findall(r"(?:insertmacro Stop|SetErrorLevel) (\d)", script))
    assert "4" in numbers
    told = (pages.FOLDER / page).read_text("utf-8")
    assert {f"<th>{number}</th>" for number in numbers} <= set(re.findall(r"<th>\d</th>", told))
