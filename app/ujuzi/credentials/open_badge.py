"""A certificate as an Open Badges 3.0 credential (1EdTech, context 3.0.3), and back.

`build` writes it and `read` gives it back unchanged; neither signs nor verifies. Of the learner it
carries the full name and a random id: no address, no number, no birthday.

All that the European approach to micro-credentials requires stands where Open Badges has a place
for it, in published words alone: strict verifiers refuse a document that defines its own.

    workload           `creditsAvailable`, in hours; the criteria say that it is hours
    level, outcomes    alignments, of the kinds that schema.org calls educationalLevel and teaches
    supervision        a result, for it is about this one person's assessment
    assessment, participation, quality assurance
                       at the end of the criteria's narrative (Markdown), an item of a list each
    country            the address of the awarding body
    awarding body      the issuer; where an organisation of another name issues, the achievement's
                       creator

Words that a program shows beside what it states are in the credential's language, or in English.
Credentials of earlier programs, which said the same in words of their own, are read too.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any, NamedTuple, get_args
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ujuzi.credentials.data_integrity import BADGE_CONTEXT, SECONDS
from ujuzi.credentials.meaning import MAX_DEPTH, Document
from ujuzi.domain.achievement import (
    Achievement,
    AchievementScore,
    Alignment,
    Certificate,
    CompetencyScore,
    Supervision,
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

COMPETENCY, LEVEL, OUTCOME = "CFItem", "ext:educationalLevel", "ext:teaches"
"""What alignments are of."""
SUPERVISION = "ext:supervision"
"""What a result is of that is no score."""


class _Labels(NamedTuple):
    """What stands beside the facts, in one language; no label holds a colon."""

    workload: str
    hours: str
    assessment: str
    participation: str
    quality: str
    supervision: str


_LABELS = {
    "en": _Labels(
        "Workload", "{} hours", "Assessed by", "Taken part", "Quality assurance", "Supervision"
    ),
    "fr": _Labels(
        "Charge de travail", "{} heures", "Évaluation", "Participation", "Assurance qualité",
        "Surveillance",
    ),
}  # fmt: skip

_ITEM = r"- [^:\n]*: (.*(?:\n  .*)*)"
_NARRATIVE = re.compile(rf"((?s:.*))\n\n{_ITEM}\n{_ITEM}\n{_ITEM}\n{_ITEM}")
"""The criteria, and what is stated after them; an item's later lines are indented, so its end is
known whatever it holds."""


def build(certificate: Certificate) -> dict[str, Any]:
    """Return the credential, unsigned."""
    stated, status = certificate.achievement, certificate.status
    results = [_result(_score_id(stated), certificate.score)] if certificate.score else []
    results += [
        _result(_score_id(stated, each.alignment), each) for each in certificate.competencies
    ]
    results.append(
        {
            "type": ["Result"],
            "resultDescription": _urn(stated.id, SUPERVISION),
            "value": stated.supervision,
        }
    )
    credential: dict[str, Any] = {
        "@context": list(BADGE_CONTEXT),
        "id": certificate.id,
        "type": list(KINDS),
        "name": stated.name,
        "issuer": _issuer(certificate),
        "validFrom": certificate.issued.astimezone(UTC).strftime(SECONDS),
        "credentialSubject": {
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
            "result": results,
        },
        "credentialStatus": {
            "id": f"{status.list}#{status.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(status.index),
            "statusListCredential": status.list,
        },
    }
    if certificate.built_on:
        credential["evidence"] = [
            {"id": each, "type": ["Evidence"], "name": "A credential that this one is built on"}
            for each in certificate.built_on
        ]
    return credential


def _issuer(certificate: Certificate) -> dict[str, Any]:
    """Return who issues: the awarding body, or an organisation of another name for it."""
    stated, name = certificate.achievement, certificate.issuer_name
    issuer: dict[str, Any] = {
        "id": certificate.issuer,
        "type": ["Profile"],
        "name": name or stated.awarding_body,
    }
    if certificate.issuer_url:
        issuer["url"] = certificate.issuer_url
    if certificate.issuer_image:
        issuer["image"] = _image(certificate.issuer_image)
    return issuer if name else {**issuer, "address": _address(stated)}


def _address(stated: Achievement) -> dict[str, Any]:
    return {"type": ["Address"], "addressCountryCode": stated.country}


def _image(address: str) -> dict[str, Any]:
    return {"id": address, "type": "Image"}


def _achievement(certificate: Certificate) -> dict[str, Any]:
    stated, score = certificate.achievement, certificate.score
    described: dict[str, Any] = {
        "id": stated.id,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "inLanguage": stated.language,
        "name": stated.name,
        "description": stated.description,
        "criteria": {"narrative": _narrative(stated)},
        "creditsAvailable": stated.hours,
        "alignment": [
            _level(stated),
            *(_outcome(each) for each in stated.outcomes),
            *(_aligned(each) for each in stated.alignments),
        ],
    }
    if certificate.image:
        described["image"] = _image(certificate.image)
    if certificate.issuer_name:
        described["creator"] = {
            "id": _urn(stated.id, "creator"),
            "type": ["Profile"],
            "name": stated.awarding_body,
            "address": _address(stated),
        }
    scales = [_scale(_score_id(stated), stated.assessment, score)] if score else []
    alignments = {each.iri: each for each in stated.alignments}
    for each in certificate.competencies:
        alignment = alignments[each.alignment]
        scale = _scale(_score_id(stated, each.alignment), alignment.name, each)
        scales.append({**scale, "alignment": [_aligned(alignment)]})
    supervision = {
        "id": _urn(stated.id, SUPERVISION),
        "type": ["ResultDescription"],
        "name": _labels(stated).supervision,
        "resultType": SUPERVISION,
        "allowedValue": list(get_args(Supervision)),
    }
    return {**described, "resultDescription": [*scales, supervision]}


def _labels(stated: Achievement) -> _Labels:
    return _LABELS.get(stated.language.partition("-")[0], _LABELS["en"])


def _narrative(stated: Achievement) -> str:
    """Return what had to be done, and how it was: any wallet shows this to people."""
    labels = _labels(stated)
    items = (
        (labels.workload, labels.hours.format(stated.hours)),
        (labels.assessment, stated.assessment),
        (labels.participation, stated.participation),
        (labels.quality, stated.quality_assurance),
    )
    lines = (f"- {label}: " + value.replace("\n", "\n  ") for label, value in items)
    return f"{stated.criteria}\n\n" + "\n".join(lines)


def _level(stated: Achievement) -> dict[str, Any]:
    level = stated.level
    named = {
        "type": ["Alignment"],
        "targetType": LEVEL,
        "targetUrl": _urn(level.framework, level.name),
        "targetName": level.name,
    }
    return {**named, "targetFramework": level.framework} if level.framework else named


def _outcome(text: str) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetType": OUTCOME,
        "targetUrl": _urn(OUTCOME, text),
        "targetName": text,
    }


def _aligned(alignment: Alignment) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetType": COMPETENCY,
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
    described = subject["achievement"]
    values = {each["resultDescription"]: each["value"] for each in subject.get("result", ())}
    scales = {each["id"]: each for each in described.get("resultDescription", ())}
    if values.keys() != scales.keys():
        raise ValueError("its results and what they mean differ")
    told = [values.pop(each["id"]) for each in scales.values() if each["resultType"] == SUPERVISION]
    scores = [_score(scales[id_], value) for id_, value in values.items()]
    aligned = [each for each in scores if "alignment" in each]
    whole = [each for each in scores if "alignment" not in each]
    if len(whole) > 1:
        raise ValueError("it has two scores")
    if "learningOutcome" in described:
        stated = _stated_in_own_words(described)
    else:
        stated = _stated(described)
        (stated["supervision"],) = told
    body = described.get("creator", issuer)
    plain = {
        "id": document["id"],
        "learner": subject["id"],
        "name": identity["identityHash"],
        "issuer": issuer["id"],
        "issuer_name": issuer["name"] if "creator" in described else "",
        "issuer_url": issuer.get("url", ""),
        "issuer_image": issuer["image"]["id"] if "image" in issuer else "",
        "image": described["image"]["id"] if "image" in described else "",
        "issued": document["validFrom"],
        "status": {
            "list": document["credentialStatus"]["statusListCredential"],
            "index": int(document["credentialStatus"]["statusListIndex"]),
        },
        "score": whole[0] if whole else None,
        "competencies": aligned,
        "built_on": [each["id"] for each in document.get("evidence", ())],
        "achievement": {
            "id": described["id"],
            "language": described["inLanguage"],
            "name": described["name"],
            "description": described["description"],
            "awarding_body": body["name"],
            "country": body["address"]["addressCountryCode"],
            **stated,
        },
    }
    return msgspec.convert(plain, Certificate)


def _stated(described: Document) -> dict[str, Any]:
    """Return what the achievement states in the places that this module gives it."""
    narrative = _NARRATIVE.fullmatch(described["criteria"]["narrative"])
    if narrative is None:
        raise ValueError("its criteria do not say how it was assessed")
    of_kind: dict[str, list[Document]] = {COMPETENCY: [], LEVEL: [], OUTCOME: []}
    for each in described["alignment"]:
        of_kind[each["targetType"]].append(each)
    (level,) = of_kind[LEVEL]
    criteria, _, *items = narrative.groups()
    assessment, participation, quality = (each.replace("\n  ", "\n") for each in items)
    return {
        "criteria": criteria,
        "outcomes": [each["targetName"] for each in of_kind[OUTCOME]],
        "hours": described["creditsAvailable"],
        "level": {"name": level["targetName"], "framework": level.get("targetFramework", "")},
        "participation": participation,
        "assessment": assessment,
        "quality_assurance": quality,
        "alignments": [_alignment(each) for each in of_kind[COMPETENCY]],
    }


def _stated_in_own_words(described: Document) -> dict[str, Any]:
    """Return what a credential of an earlier program states."""
    return {
        "criteria": described["criteria"]["narrative"],
        "outcomes": described["learningOutcome"],
        "hours": int(described["workloadHours"]),
        "level": {"name": described["level"], "framework": described.get("levelFramework", "")},
        "participation": described["participation"],
        "assessment": described["assessmentType"],
        "supervision": described["supervision"],
        "quality_assurance": described["qualityAssurance"],
        "alignments": [_alignment(each) for each in described.get("alignment", ())],
    }


def _alignment(each: Document) -> dict[str, Any]:
    return {
        "iri": each["targetUrl"],
        "name": each["targetName"],
        "framework": each["targetFramework"],
    }


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
    return _urn(stated.id, f"score{alignment}")


def _urn(of: str, name: str) -> str:
    """Return the identifier of something that has no address; the same of the same."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{of}#{name}')}"


def _points(number: float) -> str:
    return f"{number:g}"
