"""Each verdict is told in plain words that say what to do; none says just invalid."""

from __future__ import annotations

from typing import get_args

import pytest

from helpers.certificates import AFTER, BEFORE
from ujuzi.credentials.check import Form, Found, Standing, Verdict
from ujuzi.credentials.words import in_words
from ujuzi.domain.achievement import Revocation

LOST = Revocation(at=AFTER, reason="The server was broken into.")


@pytest.mark.parametrize("standing", get_args(Standing))
def test_each_standing_has_words(standing: Standing) -> None:
    verdict = Verdict(standing=standing, revocation=LOST, as_of=BEFORE, found="text")
    words = in_words(verdict)
    assert words.endswith(".")
    assert "invalid" not in words.lower()
    if "revoked" in standing:
        assert "2025-04-02: The server was broken into." in words


@pytest.mark.parametrize("found", [each for each in get_args(Found) if each])
def test_what_is_no_certificate_is_told_what_it_is(found: Found) -> None:
    assert in_words(Verdict(standing="not-a-certificate", found=found)).startswith("Th")


@pytest.mark.parametrize(
    ("form", "is_told"), [("credential", False), ("stub", False), ("pdf", True), ("png", True)]
)
def test_that_a_page_may_show_something_else_is_told(form: Form, *, is_told: bool) -> None:
    words = in_words(Verdict(standing="genuine", form=form, as_of=BEFORE))
    assert ("only this is signed" in words) == is_told


def test_a_missing_list_is_told_as_missing() -> None:
    assert "is missing" in in_words(Verdict(standing="not-yet-known"))
    assert "no list" in in_words(Verdict(standing="unknown-issuer"))
