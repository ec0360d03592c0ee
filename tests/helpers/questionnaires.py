"""A questionnaire of five statements about three competencies, and rounds of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.domain.self_assessment import Grade, Questionnaire, Statement
from ujuzi.paths import SELF_ASSESSMENTS
from ujuzi.services.desk import Desk

FRAMEWORK = "unesco-ai-cft"
AGENCY, APPLICATIONS, ETHICS = (f"{FRAMEWORK}:{code}" for code in ("1.1", "3.1", "2.1"))
QUESTIONNAIRE = Questionnaire(
    framework=FRAMEWORK,
    role="teacher",
    version=1,
    languages=("en", "fr"),
    title={"en": "AI in your teaching", "fr": "L’IA dans votre enseignement"},
    scale=tuple(
        Grade(value, {"en": english, "fr": french})
        for value, english, french in (
            (1, "Not yet", "Pas encore"),
            (2, "I have seen it done", "Je l’ai vu faire"),
            (3, "With help", "Avec de l’aide"),
            (4, "By myself", "Sans aide"),
            (5, "I help others", "J’aide les autres"),
        )
    ),
    statements=tuple(
        Statement(name, competency, {"en": english, "fr": french})
        for name, competency, english, french in (
            (
                "s1",
                AGENCY,
                "I decide when a tool may help.",
                "Je décide quand un outil peut aider.",
            ),
            ("s2", AGENCY, "I say who answers for a mark.", "Je dis qui répond d’une note."),
            ("s3", ETHICS, "I keep my students’ data safe.", "Je protège les données."),
            ("s4", APPLICATIONS, "I explain how a model learns.", "J’explique l’apprentissage."),
            ("s5", APPLICATIONS, "I choose a tool for a task.", "Je choisis un outil."),
        )
    ),
)


def write_questionnaire(data_dir: Path, questionnaire: Questionnaire = QUESTIONNAIRE) -> Path:
    """Put a questionnaire where a National Centre puts its own."""
    folder = data_dir / SELF_ASSESSMENTS
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{questionnaire.framework}.{questionnaire.role}.json"
    file.write_bytes(msgspec.json.encode(questionnaire))
    return file


def rate_all(desk: Desk, learner: LearnerId, *values: int) -> str:
    """Rate the statements in their order, finish the round, and return it."""
    under_way = desk.self_assessment.begin(learner, FRAMEWORK)
    for statement, value in zip(QUESTIONNAIRE.statements, values, strict=True):
        desk.self_assessment.rate(learner, FRAMEWORK, under_way.round, statement.id, value)
    desk.self_assessment.finish(learner, FRAMEWORK, under_way.round)
    return under_way.round
