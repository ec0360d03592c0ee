"""Help: offline, in the language of the windows, leading nowhere else."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi import __version__
from ujuzi.paths import resource
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.me.help_page import HelpPage, topics
from ujuzi.ui.shell.destinations import ToHelp

LANGUAGES = ("en", "fr")


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


@pytest.mark.parametrize("url", ["https://example.org/a.png", "file:///etc/passwd"])
def test_nothing_is_fetched(page: HelpPage, url: str) -> None:
    assert page.text.loadResource(2, QUrl(url)) is None


def test_a_topic_that_is_asked_for_is_shown(page: HelpPage) -> None:
    page.show_at(ToHelp("6-privacy"))
    assert page.text.toPlainText().startswith("Privacy")
    page.show_at(ToHelp())
    assert page.text.toPlainText().startswith("Privacy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_windows_take_is_in_the_help(language: str) -> None:
    sources = (resource().parent / "app" / "ujuzi" / "ui").rglob("*.py")
    found = (
        re.findall(r'"((?:Ctrl|Alt|Shift)\+[^"\s]+|F\d+)"', file.read_text()) for file in sources
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
