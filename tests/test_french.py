"""French is one: its spaces and apostrophes, and one word for one thing (`glossary.yaml`)."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from helpers.french import LITERAL, ROOT, data_files, french_of, help_files, typeset
from ujuzi.hub.verify import front, offline_words, words
from ujuzi.paths import resource

PLACEHOLDER = re.compile(r"\{\w*\}")

Texts = Iterator[tuple[str, str]]
"""Where each stands, and the text."""


def of_help() -> Texts:
    for file in help_files():
        yield file.name, file.read_text("utf-8")


def of_data() -> Texts:
    for file in data_files():
        for text in french_of(YAML(typ="safe").load(file)):
            yield file.name, text


def of_hub() -> Texts:
    for module in (words.WORDS, offline_words.LANGUAGES, front.WORDS):
        for text in _strings(module["fr"]):
            yield "hub", text


def of_strings() -> Texts:
    """Yield what the windows say; a text whose translation is unfinished is none of it."""
    for context in ElementTree.parse(ROOT / "translations" / "ujuzi_fr.ts").iter("context"):
        for translation in context.iter("translation"):
            if translation.get("type") is None:
                for form in translation.iter():
                    if form.text and form.text.strip():
                        yield context.findtext("name", ""), form.text


def of_courses() -> Texts:
    """Yield the files of courses; answers that are accepted are as people type them."""
    for file in sorted((ROOT / "resources" / "courses").glob("*/fr/**/*")):
        if file.suffix in {".md", ".yaml", ".vtt", ".svg"}:
            text = file.read_text("utf-8")
            yield file.name, re.sub(r"^\s*accept: .*$", "", text, flags=re.MULTILINE)


SOURCES: dict[str, Callable[[], Texts]] = {
    "help": of_help,
    "data": of_data,
    "hub": of_hub,
    "strings": of_strings,
    "courses": of_courses,
}
every_source = pytest.mark.parametrize("source", SOURCES)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values():
            yield from _strings(inner)


@cache
def glossary() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / "translations" / "glossary.yaml")
    return entries


def breaches(texts: Texts, kind: str, source: str = "help") -> list[str]:
    """Return where texts of a source hold what the glossary forbids, and what to write instead."""
    language = "fr" if kind == "forbidden" else "en"
    rules = [
        (re.compile(rule, re.IGNORECASE), entry[language])
        for entry in glossary()
        for rule in entry.get(kind, ())
        if source in entry.get("where", [source])
    ]
    return [
        f"{where}: “{found[0]}” is to be “{instead}”"
        for where, text in texts
        for rule, instead in rules
        for found in rule.finditer(PLACEHOLDER.sub("", LITERAL.sub("", text)))
    ]


@every_source
def test_spaces_and_apostrophes_are_those_of_french(source: str) -> None:
    wrong = [
        f"{where}: {line}"
        for where, text in SOURCES[source]()
        for line, right in zip(text.splitlines(), typeset(text).splitlines(), strict=True)
        if line != right
    ]
    assert wrong == []


@every_source
def test_one_thing_has_one_word(source: str) -> None:
    assert breaches(SOURCES[source](), "forbidden", source) == []


def english() -> Texts:
    """Yield the help, and what the windows say in English.

    What may be said to a coordinator of what has landed is fixed, and has words of its own.
    """
    for file in sorted(resource("help", "en").glob("*.md")):
        yield file.name, file.read_text("utf-8")
    for file in sorted((ROOT / "app" / "ujuzi" / "ui").rglob("*.py")):
        if file.name == "arrival_words.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="tr"), args=[ast.Constant(value=str(text)), *_]
                ):
                    yield file.name, text


def test_nobody_meets_our_inside_words_in_english() -> None:
    assert len(list(english())) > 700
    assert breaches(english(), "forbidden_en") == []


def test_the_glossary_says_of_each_term_all_that_it_has_to() -> None:
    terms = [entry["term"] for entry in glossary()]
    assert len(terms) == len(set(terms))
    for entry in glossary():
        assert {"term", "en", "fr", "note", "forbidden"} <= entry.keys(), entry["term"]
        for kind, language in (("forbidden", "fr"), ("forbidden_en", "en")):
            for rule in entry.get(kind, ()):
                assert not re.search(rule, entry[language], re.IGNORECASE), rule


@pytest.mark.parametrize(
    "text",
    [
        "Apportez cette clé à la coordination.",
        "Enregistrer cet ordinateur",
        "Tapez le code",
        "Votre attestation est signée.",
        "Demandez à votre coordinateur.",
        "Le hub ne répond pas.",
        "votre centre national",
        "%n faits",
    ],
)
def test_a_forbidden_word_is_found(text: str) -> None:
    assert breaches(iter([("here", text)]), "forbidden")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Oui ; non : « si » ? 9 %", "Oui\u202f; non\u00a0: «\u00a0si\u00a0»\u202f? 9\u202f%"),
        ("Quoi?", "Quoi\u202f?"),
        ("l'outil", "l’outil"),
        ("de UJ1: à 12:30", "de UJ1: à 12:30"),
        ("`a : b` [c](help:d ?) https://e.org/?f !", "`a : b` [c](help:d ?) https://e.org/?f\u202f!"),
        ("%n choses, {n} %", "%n choses, {n}\u202f%"),
        ("![Une image](a.svg) > [!CASE]", "![Une image](a.svg) > [!CASE]"),
        ("| :-- |", "| :-- |"),
    ],
)  # fmt: skip
def test_french_is_set_as_the_house_sets_it(typed: str, text: str) -> None:
    assert typeset(typed) == text


@given(st.text("ab'«»:;!?% \u00a0\u202f`[]()1"))
def test_what_is_set_stays_as_it_is(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)
