"""The address that a hub prints answers in a browser, in its language, and asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.asgi import ask
from helpers.awards import Time, issuing_hub
from ujuzi.hub.asgi import application
from ujuzi.hub.verify.front import WORDS


@pytest.mark.parametrize(
    ("asked", "language"), [("en-KE,en;q=0.9", "en"), ("fr-SN", "fr"), ("sw", "en"), ("", "en")]
)
def test_it_says_what_it_is_where_to_check_and_how_to_register(
    tmp_path: Path, asked: str, language: str
) -> None:
    made = application(issuing_hub("sqlite", tmp_path, Time()))
    shown = ask(made, "/", headers={"accept-language": asked})
    assert (shown.status, shown.headers["content-language"]) == (200, language)
    assert shown.headers["content-type"].startswith("text/html")
    for text in WORDS[language].values():
        assert text in shown.text
    assert 'href="/verify"' in shown.text
    assert len(shown.body) < 4_000
    assert ask(made, "/", method="HEAD").status == 200


def test_every_language_has_every_text() -> None:
    english, *others = WORDS.values()
    assert all(other.keys() == english.keys() for other in others)
