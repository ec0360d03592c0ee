"""What a document means is said by the contexts that are shipped, and by no others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.foreign_badges import ENDORSEMENT, OB, OB_303, badge
from ujuzi.credentials.data_integrity import OWN
from ujuzi.credentials.meaning import BUNDLED, CREDENTIALS_V1, CREDENTIALS_V2, hashed
from ujuzi.errors import RefusedError
from ujuzi.paths import resource

README = resource("contexts", "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("url", BUNDLED)
def test_each_context_is_shipped_and_its_source_and_licence_are_named(url: str) -> None:
    assert "@context" in json.loads(resource("contexts", BUNDLED[url]).read_text(encoding="utf-8"))
    assert f"| {BUNDLED[url]} | {url} |" in README


def test_a_context_is_part_of_what_is_meant() -> None:
    assert hashed(badge()) != hashed(badge(CREDENTIALS_V1, f"{OB}/context.json"))


@pytest.mark.parametrize(
    "contexts",
    [
        None,
        [],
        ["https://apiary.example/v1"],
        [CREDENTIALS_V2, "https://apiary.example/v1"],
        [CREDENTIALS_V2, OB_303, {"name": "urn:x"}],
        [[CREDENTIALS_V2]],
    ],
)
def test_words_that_are_not_shipped_are_not_known(contexts: Any) -> None:
    with pytest.raises(RefusedError) as refusal:
        hashed(badge() | {"@context": contexts}, OWN)
    assert refusal.value.code == "context-unknown"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"evidence": [{"@context": {"name": "urn:x"}}]}, "credential-malformed"),
        ({"evidence": [{"@context": "https://apiary.example/v1"}]}, "credential-malformed"),
        ({"evidence": [{"@context": [CREDENTIALS_V2] * 100}]}, "credential-too-costly"),
        ({"bees": 1}, "credential-malformed"),
    ],
)
def test_nothing_inside_gives_words_another_meaning(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        hashed(badge(**facts))
    assert refusal.value.code == code
    assert hashed(badge(endorsement=[ENDORSEMENT]))
