"""A certificate as an Open Badges 3.0 credential (1EdTech, context 3.0.3), and back.

`build` writes it and `read` gives it back unchanged; neither signs nor verifies. Of the learner it
carries the full name and a random id: no address, no number, no birthday.

What the European approach to micro-credentials requires stands where Open Badges has a place for
it (criteria, alignment, issuer's address, result); the rest in terms of our own, defined in the
document itself (`data_integrity.MICRO_CREDENTIAL`), which every reader of JSON-LD understands.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ujuzi.credentials.data_integrity import BADGE_CONTEXT, SECONDS, Document
from ujuzi.domain.achievement import Achievement, Certificate, Score
from ujuzi.errors import RefusedError

KINDS = ("VerifiableCredential", "OpenBadgeCredential")


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
        "achievement": _achievement(stated, certificate.score),
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
    if certificate.score:
        subject["result"] = [
            {
                "type": ["Result"],
                "resultDescription": _score_id(stated),
                "value": _points(certificate.score.reached),
            }
        ]
    if certificate.built_on:
        credential["evidence"] = [
            {"id": each, "type": ["Evidence"], "name": "A credential that this one is built on"}
            for each in certificate.built_on
        ]
    return credential


def _achievement(stated: Achievement, score: Score | None) -> dict[str, Any]:
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
        described["alignment"] = [
            {
                "type": ["Alignment"],
                "targetType": "CFItem",
                "targetUrl": each.iri,
                "targetName": each.name,
                "targetFramework": each.framework,
            }
            for each in stated.alignments
        ]
    if score:
        described["resultDescription"] = [
            {
                "id": _score_id(stated),
                "type": ["ResultDescription"],
                "name": stated.assessment,
                "resultType": "RawScore",
                "valueMin": "0",
                "valueMax": _points(score.possible),
                "requiredValue": _points(score.needed),
            }
        ]
    return described


def read(document: Document) -> Certificate:
    """Return what a credential says; raises RefusedError `credential-malformed`.

    What it says is to be believed only after `data_integrity.verify_proof`.
    """
    try:
        return _certificate(document)
    except (KeyError, IndexError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise RefusedError(
            "credential-malformed",
            f"This is not as a certificate must be: {error}.",
            reason=str(error),
        ) from error


def _certificate(document: Document) -> Certificate:
    subject, issuer = document["credentialSubject"], document["issuer"]
    (identity,) = subject["identifier"]
    stated = subject["achievement"]
    score = None
    if "result" in subject:
        (result,), (scale,) = subject["result"], stated["resultDescription"]
        score = {
            "reached": float(result["value"]),
            "possible": float(scale["valueMax"]),
            "needed": float(scale["requiredValue"]),
        }
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
        "score": score,
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


def _score_id(stated: Achievement) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{stated.id}#score')}"


def _points(number: float) -> str:
    return f"{number:g}"
