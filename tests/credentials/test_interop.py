"""Independent implementations agree, offline, by Node.

Digital Bazaar's @digitalbazaar/vc, Digital Credentials' verifier-core, openbadgeslib and openvc-
core say what is signed, LearnCard's schemas of Open Badges 3.0 (@learncard/types) and 1EdTech's
what a badge looks like.

Where Node or its packages are missing these tests fail: `make test` installs the packages.
"""

from __future__ import annotations

import json
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from helpers.asgi import ask
from helpers.awards import ADDRESS, Time, held, issuing_hub
from helpers.certificates import (
    REVOKED,
    STATUS,
    STRANGER,
    issued,
    listed,
    status_credential,
    trust,
    written,
)
from helpers.hubs import CAMPUS
from helpers.scopes import whole
from helpers.sitting_hubs import INSTITUTION, Room
from ujuzi.credentials.baking import PNG, bake_png, bake_svg
from ujuzi.credentials.check import check
from ujuzi.credentials.key_list import ISSUING
from ujuzi.credentials.meaning import BUNDLED, OPEN_BADGES
from ujuzi.credentials.trust import read_list, root_of_list
from ujuzi.hub.asgi import application
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import keys
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import roster
from ujuzi.paths import resource

DAY = 24 * 3600 * 1000
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT.parent / "shared" / "data" / "ob3" / "achievementcredential.schema.json"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'
INTEROP = Path(__file__).resolve().parents[1] / "interop"


def verified_elsewhere(
    folder: Path, credential: dict[str, Any], *status: dict[str, Any]
) -> dict[str, Any]:
    files = [folder / f"{number}.json" for number in range(1 + len(status))]
    for file, document in zip(files, (credential, *status), strict=True):
        file.write_bytes(written(document))
    return run("verify.js", resource("contexts"), *files)


def problems_elsewhere(folder: Path, credential: dict[str, Any]) -> list[str]:
    file = folder / "credential.json"
    file.write_bytes(written(credential))
    problems: list[str] = run("schema.js", file)["problems"]
    return problems


def run(script: str, *files: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["node", script, *map(str, files)],
        cwd=INTEROP, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


REVOKED_THERE = {"verified": False, "status": False, "reason": "revoked"}
GENUINE_THERE = {"verified": True, "status": True, "reason": ""}


class Awarding:
    """A hub on which each learner passes the exam, and what it says of each credential."""

    def __init__(self, folder: Path) -> None:
        self.time = Time()
        self.time.now -= 500 * DAY  # the others know what day it is
        self.hub = issuing_hub("sqlite", folder, self.time)
        self.room = Room(self.hub)
        self.issued: dict[str, dict[str, Any]] = {}

    def award(self, *learners: str) -> None:
        """Let learners pass, each a new person of the roster."""
        for number, learner in enumerate(learners, len(self.issued)):
            person = f"N{number}"
            self.room.sign_up(learner, person)
            with self.hub.database.writing() as connection:
                row = f"person,name,campus,role\n{person},Name {number},{CAMPUS},teacher\n"
                roster.import_roster(whole(connection), row)
                decisions.link(connection, INSTITUTION, learner, person, self.time.now)
            self.room.sit(5, learner=learner, attempt=f"{number:016}")
            (told,) = [each for each in held(self.room) if each.learner == learner]
            self.issued[learner] = msgspec.json.decode(told.credential)

    def revoke(self, learner: str) -> None:
        with self.hub.database.writing() as connection:
            id_ = self.issued[learner]["id"]
            awards.revoke(connection, id_, "Sat by another.", self.time.now)

    def rotate(self) -> None:
        with self.hub.database.writing() as connection:
            assert keys.rotate(connection, self.hub.identity, self.time.now)

    def revoke_first_key(self) -> None:
        """Say, under the hub's own root, that others may have the first issuing key."""
        with self.hub.database.writing() as connection:
            drafted = msgspec.json.decode(
                keys.draft(connection, self.hub.identity, None, self.time.now)
            )
            oldest = min(
                (each for each in drafted["signed"]["keys"] if each["role"] == ISSUING),
                key=lambda each: each["valid_from"],
            )
            oldest["revoked"] = {"at": "2027-01-01T00:00:00Z", "reason": "The key was stolen."}
            keys.import_list(connection, msgspec.json.encode(drafted))

    def web(self) -> dict[str, Any]:
        """Return what the hub answers to anybody, by address: its keys and its status lists."""
        hub = application(self.hub)
        with self.hub.database.reading() as connection:
            known = msgspec.json.decode(keys.trust_file(connection))["status_lists"]
        paths = ["/.well-known/did.json", *(each["id"].removeprefix(ADDRESS) for each in known)]
        answers = {path: ask(hub, path) for path in paths}
        for answer in answers.values():
            assert answer.headers["access-control-allow-origin"] == "*"
        return {f"{ADDRESS}{path}": json.loads(each.body) for path, each in answers.items()}

    def said(self, folder: Path, learner: str) -> tuple[dict[str, Any], str]:
        """Return what Digital Bazaar's default check and ours say of a learner's credential."""
        web = self.web()
        with self.hub.database.reading() as connection:
            data = keys.trust_file(connection)
        credential = self.issued[learner]
        there = verified_elsewhere(folder, credential, *web.values())
        return there, check(written(credential), read_list(data, root_of_list(data))).standing


@pytest.fixture
def awarding(tmp_path: Path) -> Iterator[Awarding]:
    made = Awarding(tmp_path)
    yield made
    made.hub.database.close()


def test_a_rotation_leaves_what_was_said_before_and_after_as_true_there_as_here(
    awarding: Awarding, tmp_path: Path
) -> None:
    awarding.award("before", "before-revoked")
    awarding.time.now += DAY
    awarding.rotate()
    awarding.award("after", "after-revoked")
    awarding.time.now += 400 * DAY  # by then the first key is retired
    awarding.revoke("before-revoked")
    awarding.revoke("after-revoked")

    issuers = {name: each["issuer"]["id"] for name, each in awarding.issued.items()}
    assert set(issuers.values()) == {"did:web:hub.example"}
    methods = {name: each["proof"]["verificationMethod"] for name, each in awarding.issued.items()}
    assert methods["before"] == methods["before-revoked"] != methods["after"]
    said = {learner: awarding.said(tmp_path, learner) for learner in awarding.issued}
    assert said == {
        "before": (GENUINE_THERE, "genuine"),
        "after": (GENUINE_THERE, "genuine"),
        "before-revoked": (REVOKED_THERE, "revoked"),
        "after-revoked": (REVOKED_THERE, "revoked"),
    }


def test_what_a_revoked_key_signed_is_good_neither_there_nor_here(
    awarding: Awarding, tmp_path: Path
) -> None:
    awarding.award("before")
    awarding.time.now += DAY
    awarding.rotate()
    awarding.award("after")
    awarding.revoke_first_key()
    awarding.rotate()  # which leaves a key revoked that is

    there, here = awarding.said(tmp_path, "before")
    assert (there["verified"], here) == (False, "key-revoked")
    assert awarding.said(tmp_path, "after") == (GENUINE_THERE, "genuine")


def test_every_verifier_takes_what_two_keys_signed_as_one_hub_and_as_a_key(
    awarding: Awarding, tmp_path: Path
) -> None:
    """Badges and status list, by did:web and by did:key, before and after a rotation."""
    awarding.award("before", "before-revoked")
    awarding.time.now += DAY
    awarding.rotate()
    awarding.award("after", "after-revoked")
    awarding.revoke("before-revoked")
    awarding.revoke("after-revoked")
    web = awarding.web() | {STATUS: awarding.web()[STATUS]}
    good = {name: not name.endswith("revoked") for name in awarding.issued}

    documents = tmp_path / "documents.json"
    documents.write_bytes(
        msgspec.json.encode({"credentials": [*awarding.issued.values(), issued()], "web": web})
    )
    answers: Any = run("core.js", documents)
    *logs, of_key = [each["log"] for each in answers]
    assert [each["errors"] for each in answers] == [[]] * 5
    assert {each["valid_signature"] for each in (*logs, of_key)} == {True}
    assert [each["revocation_status"] for each in logs] == [*good.values()]
    assert _stands_in_core(documents, status_credential())
    assert not _stands_in_core(documents, status_credential(REVOKED))
    assert {
        name: taken_by_openbadgeslib(each, web) for name, each in awarding.issued.items()
    } == good
    assert {name: taken_by_openvc(each, web) for name, each in awarding.issued.items()} == good
    of_its_own = {STATUS: status_credential()}
    assert taken_by_openbadgeslib(issued(), of_its_own)
    assert taken_by_openvc(issued(), of_its_own)
    assert not taken_by_openbadgeslib(issued(), {STATUS: status_credential(REVOKED)})
    assert not taken_by_openvc(issued(), {STATUS: status_credential(REVOKED)})


def _stands_in_core(documents: Path, list_: dict[str, Any]) -> bool:
    """Return whether verifier-core lets a did:key's credential stand by the did:key's own list."""
    documents.write_bytes(msgspec.json.encode({"credentials": [issued()], "web": {STATUS: list_}}))
    answers: Any = run("core.js", documents)
    (answer,) = answers
    assert answer["errors"] == []
    return bool(answer["log"]["revocation_status"])


def _picture() -> bytes:
    """Return a PNG of one black pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return PNG + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_baked_badge_is_unpacked_and_taken_there(form: str) -> None:
    from openbadgeslib import baking

    text = written(issued()).decode()
    if form == "png":
        found = baking.extract_png(bake_png(_picture(), text), keyword=b"openbadgecredential")
    else:
        found = baking.extract_svg(
            bake_svg(SVG, text), element="openbadges:credential", text_fallback=True
        )
    assert taken_by_openbadgeslib(json.loads(found or "{}"), {STATUS: status_credential()})


@pytest.mark.skipif(not SCHEMA.exists(), reason="1EdTech's schema is not here")
class TestSchema:
    """1EdTech's asks for proofs in a list, which others refuse; a set of one means the same."""

    def test_an_issued_credential_fits_it(self) -> None:
        picture = "data:image/svg+xml,%3Csvg/%3E"
        self.validate(json.loads(written(issued(image=picture, issuer_name="X"))))

    def test_so_does_one_of_did_web(self, awarding: Awarding) -> None:
        awarding.award("ada")
        document = awarding.issued["ada"]
        assert document["issuer"]["id"].startswith("did:web:")
        self.validate(document)

    def validate(self, document: dict[str, Any]) -> None:
        schema = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
        schema.validate({**document, "proof": [document["proof"]]})


def taken_by_openbadgeslib(credential: dict[str, Any], web: dict[str, Any]) -> bool:
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3VerificationError

    def download(url: str) -> bytes:
        return json.dumps(web[url]).encode()

    verifier = OB3LdpVerifier.for_issuer_did(credential["issuer"]["id"], download=download)
    text = json.dumps(credential)
    assert verifier.verify(text, download=download).id == credential["id"]
    try:
        # of lists it verifies JWTs alone: the proof of ours is asked of the other verifiers
        verifier.verify(text, check_status=True, verify_status_list=False, download=download)
    except OB3VerificationError as error:
        assert "is set at index" in str(error)  # noqa: PT017
        return False
    return True


def taken_by_openvc(credential: dict[str, Any], web: dict[str, Any]) -> bool:
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver
    from openvc.status.status_list import CredentialRevoked
    from openvc.verify import VerificationPolicy, verify_credential

    resolver = DidResolverRegistry([DidKeyResolver(), DidWebResolver(lambda url: web[url])])
    context = json.loads(resource("contexts", BUNDLED[OPEN_BADGES]).read_text(encoding="utf-8"))

    def status_list(url: str) -> dict[str, Any]:
        return verify_credential(web[url], resolver=resolver).credential

    def verified(**facts: Any) -> None:
        verify_credential(
            credential,
            resolver=resolver,
            resolve_status_list=status_list,
            extra_contexts={OPEN_BADGES: context},
            policy=VerificationPolicy(require_status=True, **facts),
        )

    verified(require_not_revoked=False)
    try:
        verified()
    except CredentialRevoked:
        return False
    return True


@pytest.mark.parametrize("version", [0, 17])
def test_an_issued_credential_verifies_there_and_here(tmp_path: Path, version: int) -> None:
    answer = verified_elsewhere(tmp_path, issued(), status_credential(version=version))
    assert answer == {"verified": True, "status": True, "reason": ""}
    assert check(written(issued()), trust()).standing == "genuine"


def test_a_changed_byte_is_refused_there_and_here(tmp_path: Path) -> None:
    changed = json.loads(written(issued()).replace(b"Amina", b"Amini", 1))
    answer = verified_elsewhere(tmp_path, changed, status_credential())
    assert (answer["verified"], "Invalid signature" in answer["reason"]) == (False, True)
    assert check(written(changed), trust()).standing == "changed"


@pytest.mark.parametrize("part", ["proofValue", "verificationMethod"])
def test_another_key_is_refused_there_and_here(tmp_path: Path, part: str) -> None:
    other = issued()
    other["proof"][part] = issued(STRANGER)["proof"][part]
    assert not verified_elsewhere(tmp_path, other, status_credential())["verified"]
    assert check(written(other), trust(listed(), listed(STRANGER))).standing == "changed"


def test_a_revoked_credential_is_refused_there_and_here(tmp_path: Path) -> None:
    revoked = status_credential(REVOKED)
    answer = verified_elsewhere(tmp_path, issued(), revoked)
    assert answer == {"verified": False, "status": False, "reason": "revoked"}
    assert check(written(issued()), trust(status=[revoked])).standing == "revoked"


def test_a_changed_status_list_is_believed_neither_there_nor_here(tmp_path: Path) -> None:
    changed = {**status_credential(REVOKED), "description": "Version 9"}
    assert not verified_elsewhere(tmp_path, issued(), changed)["verified"]


def test_a_term_that_nothing_defines_is_refused_there_and_here(tmp_path: Path) -> None:
    added = {**issued(), "gender": "female"}
    assert not verified_elsewhere(tmp_path, added, status_credential())["verified"]
    assert check(written(added), trust()).standing == "changed"


def test_an_issued_credential_is_an_open_badge_there_too(tmp_path: Path) -> None:
    assert problems_elsewhere(tmp_path, issued()) == []


def test_an_open_badge_without_its_criteria_is_found_out_there(tmp_path: Path) -> None:
    bare = issued()
    del bare["credentialSubject"]["achievement"]["criteria"]
    assert problems_elsewhere(tmp_path, bare) != []
