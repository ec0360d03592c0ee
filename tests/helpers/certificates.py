"""A hub that issues, for tests: its keys, a key list under a root, status lists, certificates."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from ujuzi.credentials import open_badge, status_list
from ujuzi.credentials.data_integrity import add_proof
from ujuzi.credentials.key_list import (
    ISSUING,
    KeyList,
    ListedKey,
    root_of,
    write_key_list,
)
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.status_list import Reasons
from ujuzi.credentials.trust import Trust, read_list, write_list
from ujuzi.domain.achievement import (
    Achievement,
    AchievementLevel,
    AchievementScore,
    Alignment,
    Certificate,
    CompetencyScore,
    Revocation,
    StatusEntry,
)

ROOT_KEYS = tuple(PublisherKey(bytes([seed]) * 32) for seed in (1, 2, 3))
ROOT = root_of(ROOT_KEYS)
HUB = PublisherKey(bytes([7]) * 32)
STRANGER = PublisherKey(bytes([9]) * 32)
STATUS = "https://hub.example/status/0"
ISSUED = datetime(2025, 3, 3, 10, tzinfo=UTC)
BEFORE, AFTER = ISSUED - timedelta(days=30), ISSUED + timedelta(days=30)

ACHIEVEMENT = Achievement(
    id="https://hub.example/achievements/ai-foundations",
    language="en",
    name="AI literacy: foundations",
    description="Knows what AI systems do, what they cannot do, and who answers for them.",
    criteria="Pass the assessment of 20 items with 14 points or more.",
    outcomes=("Explains what an AI system does", "Names risks of using one", "Plans a lesson"),
    hours=12,
    level=AchievementLevel(name="Level 5", framework="European Qualifications Framework"),
    participation="At a distance, by oneself",
    assessment="Test of 20 items",
    supervision="identified-on-site",
    quality_assurance="Internal, by the national centre",
    awarding_body="National Centre of Kenya",
    country="KE",
    alignments=(
        Alignment(
            iri="https://doi.org/10.54675/ZJTE2084#1.1",
            name="Human agency",
            framework="UNESCO AI competency framework for teachers",
        ),
    ),
)
CERTIFICATE = Certificate(
    id="urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    learner="urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    name="Amina Wanjiru Otieno",
    achievement=ACHIEVEMENT,
    issuer=did_key(HUB.public),
    issued=ISSUED,
    status=StatusEntry(list=STATUS, index=94567),
    score=AchievementScore(reached=17, possible=20, needed=14),
    competencies=(
        CompetencyScore(alignment=ACHIEVEMENT.alignments[0].iri, reached=3, possible=4, needed=2),
    ),
)
REVOKED = {94567: Revocation(at=AFTER, reason="Issued to another person by mistake.")}


def listed(key: PublisherKey = HUB, **facts: Any) -> ListedKey:
    """Return the entry of an issuing key."""
    plain = {
        "key": key.public.raw.hex(),
        "role": ISSUING,
        "name": "Hub of the secretariat",
        "organisation": "secretariat",
        "valid_from": BEFORE,
    }
    return ListedKey(**{**plain, **facts})


def key_list(*keys: ListedKey, version: int = 1) -> KeyList:
    """Return a key list of the root, unsigned."""
    return KeyList(version=version, issued=BEFORE, root=ROOT, keys=keys or (listed(),))


def signed_key_list(
    *keys: ListedKey, version: int = 1, by: Iterable[PublisherKey] = ROOT_KEYS[:2]
) -> bytes:
    """Return a key list as a file."""
    return write_key_list(key_list(*keys, version=version), by)


def status_credential(
    revoked: dict[int, Revocation] | None = None,
    issued: datetime = AFTER,
    key: PublisherKey = HUB,
    list_id: str = STATUS,
    version: int = 0,
) -> dict[str, Any]:
    """Return a signed status list; one of version 0 is of an earlier program."""
    stated = status_list.StatusList(
        id=list_id,
        issuer=did_key(key.public),
        issued=issued,
        revoked=revoked or {},
        version=version,
    )
    return proven(status_list.build(stated), key, issued)


def beside(
    revoked: dict[int, Revocation] | None = None,
    key: PublisherKey = HUB,
    list_id: str = STATUS,
    version: int = 0,
) -> Reasons:
    """Return the reasons that stand beside a status list."""
    stated = status_list.StatusList(
        id=list_id,
        issuer=did_key(key.public),
        issued=AFTER,
        revoked=REVOKED if revoked is None else revoked,
        version=version,
    )
    signed = status_list.reasons_of(stated, key)
    assert signed is not None
    return signed


def trust(*keys: ListedKey, status: Iterable[dict[str, Any]] | None = None) -> Trust:
    """Return what a computer trusts after reading a list."""
    lists = [status_credential()] if status is None else list(status)
    return read_list(list_file(signed_key_list(*keys), lists), ROOT)


def list_file(
    key_list: bytes, lists: Iterable[dict[str, Any]], handovers: Iterable[bytes] = ()
) -> bytes:
    """Return the file of the list, with the reasons of `REVOKED`."""
    return write_list(key_list, lists, handovers, [beside()])


def issued(key: PublisherKey = HUB, **facts: Any) -> dict[str, Any]:
    """Return a signed credential."""
    certificate = msgspec.structs.replace(CERTIFICATE, issuer=did_key(key.public), **facts)
    return proven(open_badge.build(certificate), key, certificate.issued)


def proven(document: dict[str, Any], key: PublisherKey, at: datetime) -> dict[str, Any]:
    """Return a document with its proof, a copy of what was signed where it was so signed before."""
    made: dict[str, Any] = json.loads(_proven(json.dumps(document), key, at))
    return made


@functools.cache
def _proven(document: str, key: PublisherKey, at: datetime) -> str:
    return json.dumps(add_proof(json.loads(document), key, at))


def written(credential: dict[str, Any]) -> bytes:
    """Return a credential as a file."""
    return json.dumps(credential, ensure_ascii=False).encode()
