"""A certificate as an Open Badges 3.0 credential (1EdTech, context 3.0.3), and back.

`build` writes it and `read` gives it back unchanged; neither signs nor verifies. Of the learner it
carries the full name and a random id: no address, no number, no birthday.

What the European approach to micro-credentials requires stands where Open Badges has a place for
it (criteria, alignment, issuer's address, results, of the whole and of each competency); the rest
in terms of our own, defined in the document itself (`data_integrity.MICRO_CREDENTIAL`), which every
reader of JSON-LD understands.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ujuzi.credentials.data_integrity import BADGE_CONTEXT, SECONDS, Document
from ujuzi.credentials.meaning import MAX_DEPTH
from ujuzi.domain.achievement import (
    Achievement,
    AchievementScore,
    Alignment,
    Certificate,
    CompetencyScore,
)
from ujuzi.errors import Code, RefusedError

KINDS = ("VerifiableCredential", "OpenBadgeCredential")
OTHER_KINDS = frozenset({"OpenBadgeCredential", "AchievementCredential", "ClrCredential"})
"""What a credential about achievements may be called; the second means the same as the first."""
_LISTS = frozenset({"identifier", "result", "resultDescription", "alignment", "evidence"})
_TEXT_LISTS = frozenset({"@context", "type", "learningOutcome", "tag"})
"""Names whose values stand in lists as we write them: of things, and of texts."""
MAX_BRIEF = 300
"""Characters of what is repeated of somebody's badge."""


def build(certificate: Certificate) -> dict[str, Any]:
    """Return the credential, unsigned."""
    stated, status = certificate.achievement, certificate.status
    subject: dict[str, Any] = {
        "id": certificate.learner,
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": certificate.name,
                "identityType": "name",
            }
        ],
        "achievement": _achievement(certificate),
    }
    credential: dict[str, Any] = {
        "@context": list(BADGE_CONTEXT),
        "id": certificate.id,
        "type": list(KINDS),
        "name": stated.name,
        "issuer": {
            "id": certificate.issuer,
            "type": ["Profile"],
            "name": stated.awarding_body,
            "address": {"type": ["Address"], "addressCountryCode": stated.country},
        },
        "validFrom": certificate.issued.astimezone(UTC).strftime(SECONDS),
        "credentialSubject": subject,
        "credentialStatus": {
            "id": f"{status.list}#{status.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(status.index),
            "statusListCredential": status.list,
        },
    }
    results = [_result(_score_id(stated), certificate.score)] if certificate.score else []
    results += [
        _result(_score_id(stated, each.alignment), each) for each in certificate.competencies
    ]
    if results:
        subject["result"] = results
    if certificate.built_on:
        credential["evidence"] = [
            {"id": each, "type": ["Evidence"], "name": "A credential that this one is built on"}
            for each in certificate.built_on
        ]
    return credential


def _achievement(certificate: Certificate) -> dict[str, Any]:
    stated, score = certificate.achievement, certificate.score
    described: dict[str, Any] = {
        "id": stated.id,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "inLanguage": stated.language,
        "name": stated.name,
        "description": stated.description,
        "criteria": {"narrative": stated.criteria},
        "learningOutcome": list(stated.outcomes),
        "workloadHours": str(stated.hours),
        "level": stated.level.name,
        "participation": stated.participation,
        "assessmentType": stated.assessment,
        "supervision": stated.supervision,
        "qualityAssurance": stated.quality_assurance,
    }
    if stated.level.framework:
        described["levelFramework"] = stated.level.framework
    if stated.alignments:
        described["alignment"] = [_aligned(each) for each in stated.alignments]
    scales = [_scale(_score_id(stated), stated.assessment, score)] if score else []
    alignments = {each.iri: each for each in stated.alignments}
    for each in certificate.competencies:
        alignment = alignments[each.alignment]
        scale = _scale(_score_id(stated, each.alignment), alignment.name, each)
        scales.append({**scale, "alignment": [_aligned(alignment)]})
    if scales:
        described["resultDescription"] = scales
    return described


def _aligned(alignment: Alignment) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetType": "CFItem",
        "targetUrl": alignment.iri,
        "targetName": alignment.name,
        "targetFramework": alignment.framework,
    }


def _scale(id_: str, name: str, score: AchievementScore | CompetencyScore) -> dict[str, Any]:
    """Return what the points of a result mean: how many there were, and how many it took."""
    return {
        "id": id_,
        "type": ["ResultDescription"],
        "name": name,
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": _points(score.possible),
        "requiredValue": _points(score.needed),
    }


def _result(scale: str, score: AchievementScore | CompetencyScore) -> dict[str, Any]:
    return {"type": ["Result"], "resultDescription": scale, "value": _points(score.reached)}


def read(document: Document) -> Certificate:
    """Return what a credential says; raises RefusedError `credential-malformed`.

    What it says is to be believed only after `data_integrity.verify_proof`.
    """
    try:
        return _certificate(document)
    except (KeyError, IndexError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise RefusedError(
            Code.CREDENTIAL_MALFORMED,
            f"This is not as a certificate must be: {error}.",
            reason=str(error),
        ) from error


def read_any(document: Document) -> Certificate | None:
    """Return what a credential says if it says all that ours do, or None.

    JSON-LD makes no difference between a thing and a list of it: each may stand for the other.
    """
    for each in (document, _shaped(document)):
        try:
            return read(each)
        except RefusedError:
            continue
    return None


def brief(document: Document) -> dict[str, str]:
    """Return what anybody's badge says in brief: `id`, `name`, `title`, `issued`, or nothing."""
    shaped = _shaped(document)
    subject = _thing(shaped.get("credentialSubject"))
    achievement = _thing(subject.get("achievement"))
    names = (
        each.get("identityHash")
        for each in subject.get("identifier", ())
        if isinstance(each, dict) and each.get("identityType") == "name" and not each.get("hashed")
    )
    return {
        "id": _text(shaped.get("id")),
        "name": _text(subject.get("name")) or _text(next(names, None)),
        "title": _text(achievement.get("name")) or _text(shaped.get("name")),
        "issued": _text(shaped.get("validFrom")) or _text(shaped.get("issuanceDate")),
    }


def _thing(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value[:MAX_BRIEF] if isinstance(value, str) else ""


def _shaped(value: Any, name: str = "", depth: int = 0) -> Any:
    """Return a document with lists where we write them, and nowhere else where one thing stands."""
    if depth > MAX_DEPTH:
        return None
    held = value if isinstance(value, list) else [value]
    shaped = [
        {key: _shaped(inner, key, depth + 1) for key, inner in each.items()}
        if isinstance(each, dict)
        else each
        for each in held
    ]
    is_thing = len(shaped) == 1 and isinstance(shaped[0], dict)
    if len(shaped) != 1 or name in (_LISTS if is_thing else _TEXT_LISTS):
        return shaped
    return shaped[0]


def _certificate(document: Document) -> Certificate:
    subject, issuer = document["credentialSubject"], document["issuer"]
    (identity,) = subject["identifier"]
    stated = subject["achievement"]
    values = {each["resultDescription"]: each["value"] for each in subject.get("result", ())}
    scales = {each["id"]: each for each in stated.get("resultDescription", ())}
    if values.keys() != scales.keys():
        raise ValueError("its results and what they mean differ")
    scores = [_score(scales[id_], value) for id_, value in values.items()]
    aligned = [each for each in scores if "alignment" in each]
    whole = [each for each in scores if "alignment" not in each]
    if len(whole) > 1:
        raise ValueError("it has two scores")
    plain = {
        "id": document["id"],
        "learner": subject["id"],
        "name": identity["identityHash"],
        "issuer": issuer["id"],
        "issued": document["validFrom"],
        "status": {
            "list": document["credentialStatus"]["statusListCredential"],
            "index": int(document["credentialStatus"]["statusListIndex"]),
        },
        "score": whole[0] if whole else None,
        "competencies": aligned,
        "built_on": [each["id"] for each in document.get("evidence", ())],
        "achievement": {
            "id": stated["id"],
            "language": stated["inLanguage"],
            "name": stated["name"],
            "description": stated["description"],
            "criteria": stated["criteria"]["narrative"],
            "outcomes": stated["learningOutcome"],
            "hours": int(stated["workloadHours"]),
            "level": {"name": stated["level"], "framework": stated.get("levelFramework", "")},
            "participation": stated["participation"],
            "assessment": stated["assessmentType"],
            "supervision": stated["supervision"],
            "quality_assurance": stated["qualityAssurance"],
            "awarding_body": issuer["name"],
            "country": issuer["address"]["addressCountryCode"],
            "alignments": [
                {
                    "iri": each["targetUrl"],
                    "name": each["targetName"],
                    "framework": each["targetFramework"],
                }
                for each in stated.get("alignment", ())
            ],
        },
    }
    return msgspec.convert(plain, Certificate)


def _score(scale: Document, value: str) -> dict[str, Any]:
    """Return a score, and what it is about where that is a competency."""
    score: dict[str, Any] = {
        "reached": float(value),
        "possible": float(scale["valueMax"]),
        "needed": float(scale["requiredValue"]),
    }
    if "alignment" in scale:
        (alignment,) = scale["alignment"]
        score["alignment"] = alignment["targetUrl"]
    return score


def _score_id(stated: Achievement, alignment: str = "") -> str:
    """Return the id of the whole score, or of that in one competency."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{stated.id}#score{alignment}')}"


def _points(number: float) -> str:
    return f"{number:g}"
