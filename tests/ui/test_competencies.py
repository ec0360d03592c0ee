"""Competencies have names; one from a framework that is not known here keeps its own."""

from __future__ import annotations

from ujuzi.ui.competencies import competency_code, competency_name


def test_a_known_competency_has_a_name_and_a_code() -> None:
    assert competency_name("unesco-ai-cft:1.1") == "Human agency"
    assert competency_code("unesco-ai-cft:1.1") == "1.1"


def test_an_unknown_competency_is_its_own_name() -> None:
    assert competency_name("digcompedu:2.2") == "digcompedu:2.2"
