"""An author is told every mistake at once, in the order of the files, each once."""

from __future__ import annotations

import pytest

from ujuzi.authoring.mistakes import Findings, Mistake
from ujuzi.errors import RefusedError


def test_warnings_alone_refuse_nothing() -> None:
    findings = Findings()
    findings.warn("a.md", 1, "an image without a description")
    findings.refuse()
    assert findings.mistakes == ()


def test_a_refusal_lists_every_mistake_once_by_file_and_line() -> None:
    findings = Findings()
    for file, line in (("b.md", 1), ("a.md", 10), ("a.md", 9), ("a.md", 9)):
        findings.mistake(file, line, "wrong")

    with pytest.raises(RefusedError) as refused:
        findings.refuse()

    assert refused.value.code == "course-mistakes"
    found = refused.value.facts["mistakes"]
    assert found == (
        Mistake("a.md", 9, "wrong"),
        Mistake("a.md", 10, "wrong"),
        Mistake("b.md", 1, "wrong"),
    )
    assert str(refused.value).splitlines() == [
        "The course folder has 3 mistakes:",
        "  a.md:9: wrong",
        "  a.md:10: wrong",
        "  b.md:1: wrong",
    ]


def test_one_mistake_is_called_one() -> None:
    findings = Findings()
    findings.mistake("a.md", 1, "wrong")
    with pytest.raises(RefusedError, match="has one mistake"):
        findings.refuse()
