"""A certificate becomes an Open Badge and comes back; it says what it must, and no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import CERTIFICATE, HUB, issued, written
from ujuzi.credentials import open_badge
from ujuzi.credentials.multibase import did_key
from ujuzi.domain.achievement import (
    Achievement,
    AchievementLevel,
    AchievementScore,
    Alignment,
    Certificate,
    CompetencyScore,
    StatusEntry,
)
from ujuzi.errors import RefusedError

SCHEMA = Path(__file__).parents[1] / "assets" / "credentials" / "open-badges-3.0.schema.json"

words = st.text(min_size=1, max_size=40)
uuids = st.uuids().map(lambda each: each.urn)
points = st.integers(0, 1000).map(lambda each: each / 4)
certificates = st.builds(
    Certificate,
    id=uuids,
    learner=uuids,
    name=words,
    issuer=st.just(did_key(HUB.public)),
    issued=st.integers(0, 2**32).map(lambda each: datetime.fromtimestamp(each, UTC)),
    status=st.builds(
        StatusEntry, list=st.just("https://hub.example/status/0"), index=st.integers(0, 131_071)
    ),
    score=st.none() | st.builds(AchievementScore, reached=points, possible=points, needed=points),
    built_on=st.lists(uuids, max_size=3).map(tuple),
    achievement=st.builds(
        Achievement,
        id=uuids,
        language=st.sampled_from(["en", "fr", "ar", "am"]),
        name=words,
        description=words,
        criteria=words,
        outcomes=st.lists(words, min_size=1, max_size=4).map(tuple),
        hours=st.integers(1, 400),
        level=st.builds(AchievementLevel, name=words, framework=st.just("") | words),
        participation=words,
        assessment=words,
        supervision=st.sampled_from(
            ["unsupervised", "supervised", "identified-online", "identified-on-site"]
        ),
        quality_assurance=words,
        awarding_body=words,
        country=st.sampled_from(["KE", "ET", "SN"]),
        alignments=st.lists(
            st.builds(Alignment, iri=uuids, name=words, framework=words), max_size=4
        ).map(tuple),
    ),
)


@st.composite
def with_scores(draw: st.DrawFn) -> Certificate:
    """Return a certificate that tells how well some of its competencies were shown."""
    certificate = draw(certificates)
    scores = tuple(
        CompetencyScore(
            alignment=each.iri, reached=draw(points), possible=draw(points), needed=draw(points)
        )
        for each in certificate.achievement.alignments
        if draw(st.booleans())
    )
    return msgspec.structs.replace(certificate, competencies=scores)


@cache
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@given(with_scores())
def test_a_certificate_comes_back_unchanged_and_fits_the_specification(
    certificate: Certificate,
) -> None:
    document = json.loads(written(open_badge.build(certificate)))
    assert open_badge.read(document) == certificate
    schema().validate(document)


def test_a_signed_credential_fits_the_specification() -> None:
    schema().validate(json.loads(written(issued())))


@pytest.mark.parametrize("missing", ["issuer", "validFrom", "credentialSubject"])
def test_the_schema_of_the_specification_can_refuse(missing: str) -> None:
    document = issued()
    del document[missing]
    assert not schema().is_valid(document)


def test_of_the_learner_it_carries_the_name_and_a_random_id_alone() -> None:
    subject = issued()["credentialSubject"]
    assert subject.keys() == {"id", "type", "identifier", "achievement", "result"}
    assert subject["id"] == CERTIFICATE.learner
    assert [each["identityType"] for each in subject["identifier"]] == ["name"]


def test_every_element_of_the_european_approach_is_stated() -> None:
    document = issued()
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    aligned = {each["targetType"]: each["targetName"] for each in achievement["alignment"]}
    narrative = achievement["criteria"]["narrative"]
    stated = {
        "title": achievement["name"],
        "country": document["issuer"]["address"]["addressCountryCode"],
        "awarding body": document["issuer"]["name"],
        "date": document["validFrom"],
        "outcomes": aligned["ext:teaches"],
        "workload": achievement["creditsAvailable"],
        "level": aligned["ext:educationalLevel"],
        "assessment": "- Assessed by: Test of 20 items" in narrative,
        "participation": "- Taken part: At a distance, by oneself" in narrative,
        "quality assurance": "- Quality assurance: Internal, by the national centre" in narrative,
        "supervision": subject["result"][-1]["value"],
    }
    assert all(stated.values()), stated


def _without(*path: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written(issued()))
    place = document
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return document


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"credentialSubject": 3, "issuer": []},
        _without("credentialStatus"),
        _without("credentialSubject", "identifier"),
        _without("credentialSubject", "achievement", "resultDescription"),
        _without("credentialSubject", "achievement", "creditsAvailable"),
        {**issued(), "validFrom": "yesterday"},
    ],
)
def test_what_is_no_certificate_of_ours_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refusal:
        open_badge.read(document)
    assert refusal.value.code == "credential-malformed"


def test_a_credential_built_on_others_names_them() -> None:
    stacked = msgspec.structs.replace(CERTIFICATE, built_on=(CERTIFICATE.learner,), score=None)
    assert open_badge.build(stacked)["evidence"][0]["id"] == CERTIFICATE.learner
