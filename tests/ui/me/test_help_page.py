"""Help: offline, in the language of the windows, leading nowhere else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from functools import cache

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi import __version__
from ujuzi.paths import resource
from ujuzi.ui.look import fonts
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.me.help_page import PICTURE, HelpPage, picture, printed, topics
from ujuzi.ui.shell.destinations import ToHelp

LANGUAGES = ("en", "fr")
QUOTED = re.compile(r"(?<![*\w])(\*{1,2})([^*\n]+)\1(?![*\w])")
"""What a page prints in bold or in italics."""
A_PHRASE = 10
"""From how many letters on a part of a message is known as such."""
LEAD = re.compile(r"^(?:-|\d+\.) \*\*([^*]+)\*\*", re.MULTILINE)
"""How an entry of a list begins, which need not be a label."""
EMPHASIS = {
    *("steward code", "Space", "C", "Tab", "Shift+Tab", "Enter", "1", "5", "bookmark", "note"),
    *("before", "inside Ujuzi", "encrypted", "supervised", "more time"),
}
"""What is bold for its weight: keys, words that are explained there, what messages are about."""


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> HelpPage:
    made = HelpPage(Interpreter(qapp))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_written_in_this_language(language: str) -> None:
    english = {file.name for file in resource("help", "en").glob("[0-9]-*.md")}
    assert {file.name for file in resource("help", language).glob("[0-9]-*.md")} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_title_and_no_link_out(language: str) -> None:
    for topic in topics(language):
        assert topic.title, topic.name
        assert re.findall(r"https?:|<[a-z]|\{\w+\}", topic.text) == [], topic.name


def test_a_language_without_help_reads_it_in_english() -> None:
    assert topics("am") == topics("en")


def test_the_topic_that_is_chosen_is_read(page: HelpPage) -> None:
    for row, topic in enumerate(topics("en")):
        page.list.setCurrentRow(row)
        assert page.text.toPlainText().startswith(topic.title)


def test_about_says_which_version_this_is(page: HelpPage) -> None:
    page.list.setCurrentRow(page.list.count() - 1)
    assert __version__ in page.text.toPlainText()


def test_a_link_leads_to_a_topic_or_nowhere(page: HelpPage) -> None:
    page.text.anchorClicked.emit(QUrl("help:3-power-cuts"))
    assert page.list.currentRow() == 2
    page.text.anchorClicked.emit(QUrl("https://example.org"))
    page.text.anchorClicked.emit(QUrl("help:nothing"))
    assert page.list.currentRow() == 2


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.png", "file:///etc/passwd", "../../fonts/a.png", "gone.png", "/a.png"],
)
def test_nothing_is_fetched(page: HelpPage, url: str) -> None:
    assert page.text.loadResource(2, QUrl(url)) is None
    assert picture(url, "en") is None


WEEK = "8-coordinators-week"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_in_this_language_and_is_small(language: str) -> None:
    shown = {name for topic in topics(language) for name in PICTURE.findall(topic.text)}
    files = {file.name: file for file in resource("help", language, "pictures").glob("*")}
    assert shown == set(files)
    assert shown
    assert sum(file.stat().st_size for file in files.values()) < 90_000


@pytest.mark.parametrize("width", [560, 824, 1400])
def test_a_picture_is_as_wide_as_there_is_room_and_nothing_scrolls_sideways(
    page: HelpPage, width: int, qtbot: QtBot
) -> None:
    page.show_at(ToHelp(WEEK))
    page.resize(width, 600)
    qtbot.waitUntil(lambda: page.text.horizontalScrollBar().maximum() == 0)
    image = page.text.loadResource(2, QUrl("collect.png"))
    assert isinstance(image, QImage)
    assert 0 < image.width() <= page.text.viewport().width()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_coordinators_week_is_printed_on_one_page(language: str) -> None:
    fonts.register()  # as in the application
    topic = next(topic for topic in topics(language) if topic.name == WEEK)
    document = printed(topic, language)
    assert document.pageCount() == 1
    assert document.toPlainText().count("\ufffc") == 3  # its pictures
    assert topic.title in document.toPlainText()


def test_every_topic_can_be_printed() -> None:
    for topic in topics("en"):
        assert 1 <= printed(topic, "en").pageCount() < 8


def test_a_topic_that_is_asked_for_is_shown(page: HelpPage) -> None:
    page.show_at(ToHelp("6-privacy"))
    assert page.text.toPlainText().startswith("Privacy")
    page.show_at(ToHelp())
    assert page.text.toPlainText().startswith("Privacy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_windows_take_is_in_the_help(language: str) -> None:
    sources = (resource().parent / "app" / "ujuzi" / "ui").rglob("*.py")
    found = (
        re.findall(r'"((?:Ctrl|Alt|Shift)\+[^"\s]+|F\d+)"', file.read_text("utf-8"))
        for file in sources
    )
    keys = {key for each in found for key in each if not re.fullmatch(r"Ctrl\+[3-9]", key)}
    assert keys >= {"Ctrl+N", "Ctrl+D", "F3", "Ctrl+P"}
    text = resource("help", language, "5-keyboard.md").read_text("utf-8")
    for key in keys:
        name = key.replace("Return", "Enter")
        if language == "fr":
            for english, french in (("Enter", "Entrée"), ("Shift", "Maj"), ("Left", "Gauche")):
                name = name.replace(english, french)
        assert re.search(rf"(?<![\w+]){re.escape(name)}(?![\w])", text), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_topic(language: str) -> None:
    names = {topic.name for topic in topics(language)}
    for topic in topics(language):
        assert set(re.findall(r"\(help:([^)]*)\)", topic.text)) <= names, topic.name


def test_a_topic_has_the_same_sections_in_every_language() -> None:
    for english, french in zip(topics("en"), topics("fr"), strict=True):
        for mark in (r"^## ", r"^\| ", r"^- ", r"^\d\. ", r"\*\*"):
            counts = [len(re.findall(mark, each.text, re.M)) for each in (english, french)]
            assert counts[0] == counts[1], (english.name, mark, counts)


@cache
def windows() -> list[tuple[str, str]]:
    """Return what the windows say, each in English and in French.

    Of a text with a placeholder also what stands before it.
    """
    said = []
    file = resource().parent / "translations" / "ujuzi_fr.ts"
    for message in ElementTree.parse(file).iter("message"):
        french = message.find("translation")
        assert french is not None
        pair = message.findtext("source", ""), "".join(french.itertext()).strip()
        said += [pair, (pair[0].partition("{")[0].strip(), pair[1].partition("{")[0].strip())]
    return said


def translations(label: str) -> list[str]:
    """Return the French of a label, or of the messages of which it is a part; none of neither."""
    whole = [french for english, french in windows() if english == label]
    if whole or len(label) < A_PHRASE:
        return whole
    return [french for english, french in windows() if label.casefold() in english.casefold()]


def test_every_label_in_the_help_is_one_of_the_windows() -> None:
    for topic in topics("en")[:-1]:
        bold = {text for mark, text in QUOTED.findall(topic.text) if mark == "**"}
        for label in bold - EMPHASIS - set(LEAD.findall(topic.text)):
            assert translations(label), f"{topic.name}: {label}"


@cache
def buttons() -> frozenset[str]:
    """Return what stands on buttons and nowhere else, in English."""
    said, pressed = Counter[str](), Counter[str]()
    for file in (resource().parent / "app" / "ujuzi" / "ui").rglob("*.py"):
        source = file.read_text("utf-8")
        made = re.findall(r"([\w.]+(?:, [\w.]+)*) = (?:self\.\w+\[[\w.]+\] = )?Button\(", source)
        names = {name for each in made for name in each.split(", ")}
        set_texts = re.findall(r'([\w.]+)\.setText\(self\.tr\("([^"]+)"\)\)', source)
        pressed.update(text for name, text in set_texts if name in names)
        said.update(re.findall(r'self\.tr\("([^"]+)"', source))
    return frozenset(text for text, count in pressed.items() if count == said[text])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pressed_is_bold(language: str) -> None:
    assert {"Choose the courses", "Confirm with the steward code"} <= buttons()
    pressed = buttons()
    if language == "fr":
        pressed = frozenset(french for english, french in windows() if english in buttons())
    for topic in topics(language)[:-1]:
        others = {text for mark, text in QUOTED.findall(topic.text) if mark == "*"}
        others |= set(re.findall(r"[“«]\s*([^”»]+?)\s*[”»]", topic.text))
        assert not others & pressed, topic.name


def test_the_french_help_quotes_the_french_windows() -> None:
    whole = dict(windows())
    for english, french in zip(topics("en"), topics("fr"), strict=True):
        pairs = zip(QUOTED.findall(english.text), QUOTED.findall(french.text), strict=True)
        for (_, label), (_, said) in pairs:
            there = translations(label)
            if label in whole:
                assert said in there, f"{french.name}: {said} for {label}"
            elif there and label not in EMPHASIS:
                part = any(said.casefold() in each.casefold() for each in there)
                assert part, f"{french.name}: {said} for {label}"
