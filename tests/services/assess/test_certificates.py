"""Certificates that came down are held by their learner, and anybody's are checked offline."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from helpers.certificates import (
    AFTER,
    BEFORE,
    CERTIFICATE,
    HUB,
    REVOKED,
    ROOT,
    ROOT_KEYS,
    STRANGER,
    beside,
    issued,
    listed,
    signed_key_list,
    status_credential,
    trust,
    written,
)
from helpers.desks import Lab
from ujuzi.credentials.key_list import KeyList, new_root, write_key_list
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.stub import printed_code, write_stub
from ujuzi.credentials.trust import write_list
from ujuzi.domain.achievement import Revocation, StatusEntry
from ujuzi.domain.event import LearnerId
from ujuzi.errors import RefusedError, WorldError
from ujuzi.services.assess.certificates import ListOffer, bake, read_file
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.sync import checks, roots
from ujuzi.wire import documents
from ujuzi.wire.documents import REVOCATION_REASONS, IssuedCredential

STUB = write_stub(CERTIFICATE, HUB)
CREDENTIAL = written(issued())
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def told(lab: Lab, kind: str, id_: str, payload: bytes) -> None:
    """Let the hub tell a document."""
    inbox.put(lab.desk.certificates._db, InboxDocument(0, kind, id_, 1, payload))


def hold(lab: Lab, learner: str) -> None:
    """Let a learner's certificate come down."""
    payload = IssuedCredential(
        learner=learner,
        credential=msgspec.Raw(CREDENTIAL),
        stub=STUB,
        code=printed_code(CERTIFICATE.id),
    )
    told(lab, documents.CREDENTIAL, CERTIFICATE.id, msgspec.json.encode(payload))


def tell_list(lab: Lab, *, revoked: bool = False) -> None:
    """Let the hub tell whom to believe, as it does where this computer is registered."""
    roots.trust_root(lab.desk.certificates._db, ROOT)
    told(lab, documents.KEY_LIST, "key-list", signed_key_list())
    status = (
        status_credential(REVOKED, issued=AFTER + timedelta(days=1))
        if revoked
        else status_credential()
    )
    told(lab, documents.STATUS_LIST, status["id"], msgspec.json.encode(status))


def list_file(folder: Path, *, version: int = 1) -> Path:
    """Write the list to a file, as a stick brings it."""
    file = folder / "list.json"
    file.write_bytes(write_list(signed_key_list(version=version), [status_credential()]))
    return file


def steward_code(lab: Lab) -> str:
    code = lab.desk.people.make_steward_code()
    assert code is not None
    return code


def handed_over() -> tuple[bytes, bytes]:
    """Return the list with which a root took over from ours, and a later one of its own."""
    root, private = new_root()
    lists = [
        KeyList(version=version, issued=BEFORE, root=root, keys=(listed(),)) for version in (2, 3)
    ]
    by = (*ROOT_KEYS[:2], *private[:2]), private[:2]
    handover, later = (write_key_list(each, keys) for each, keys in zip(lists, by, strict=True))
    return handover, later


def test_a_computer_finds_from_the_root_that_it_trusts_to_the_one_that_took_over(lab: Lab) -> None:
    handover, later = handed_over()
    roots.trust_root(lab.desk.certificates._db, ROOT)
    told(lab, documents.KEY_LIST, documents.KEY_LIST, later)
    told(lab, documents.STATUS_LIST, "0", msgspec.json.encode(status_credential()))
    before = lab.desk.certificates.check(CREDENTIAL)
    told(lab, documents.KEY_LIST, "handover-001", handover)

    assert before.standing == "unknown-issuer"
    assert lab.desk.certificates.check(CREDENTIAL).standing == "genuine"


def test_a_list_of_a_root_that_took_over_is_no_strangers(lab: Lab, tmp_path: Path) -> None:
    handover, later = handed_over()
    tell_list(lab)
    (tmp_path / "list.json").write_bytes(write_list(later, [status_credential()], [handover]))
    (tmp_path / "bare.json").write_bytes(write_list(later, [status_credential()]))
    (tmp_path / "former.json").write_bytes(write_list(signed_key_list(version=9), []))
    add = lab.desk.certificates.add_list

    assert isinstance(add(tmp_path / "bare.json"), ListOffer)
    assert add(tmp_path / "list.json") is None
    with pytest.raises(RefusedError, match="root's keys have signed"):
        add(tmp_path / "former.json")  # it has handed over, and says nothing any more
    assert lab.desk.certificates.check(CREDENTIAL).standing == "genuine"


def test_a_certificate_is_held_by_its_learner_alone(lab: Lab) -> None:
    hold(lab, lab.learner)

    held = lab.desk.certificates.one(lab.learner, CERTIFICATE.id)
    other = lab.desk.people.create(name="Awa", role="teacher", language="fr", pin="1357")

    assert (held.certificate, held.stub, held.revoked) == (CERTIFICATE, STUB, None)
    assert lab.desk.certificates.held(other.learner) == ()
    with pytest.raises(RefusedError, match="not on this computer"):
        lab.desk.certificates.one(other.learner, CERTIFICATE.id)


def test_certificates_of_several_people_are_those_that_hold_good(lab: Lab) -> None:
    hold(lab, lab.learner)
    of = lab.desk.certificates.of

    assert [held.certificate for held in of([LearnerId("awa"), lab.learner])] == [CERTIFICATE]
    assert of([LearnerId("awa")]) == of([]) == ()

    tell_list(lab, revoked=True)

    assert of([lab.learner]) == ()


def test_a_revocation_shows_on_the_certificate_that_is_held(lab: Lab) -> None:
    hold(lab, lab.learner)
    tell_list(lab, revoked=True)

    told(lab, REVOCATION_REASONS, "0", msgspec.json.encode(beside()))
    (held,) = lab.desk.certificates.held(lab.learner)

    assert held.revoked == REVOKED[CERTIFICATE.status.index]


@pytest.mark.parametrize("data", [CREDENTIAL, STUB.encode()], ids=["credential", "code"])
def test_without_a_list_a_certificate_is_of_an_unknown_issuer(lab: Lab, data: bytes) -> None:
    assert lab.desk.certificates.knowledge() is None
    assert lab.desk.certificates.check(data).standing == "unknown-issuer"


@pytest.mark.parametrize("data", [CREDENTIAL, STUB.encode()], ids=["credential", "code"])
def test_what_the_hub_told_is_enough_to_check_offline(lab: Lab, data: bytes) -> None:
    tell_list(lab)

    assert lab.desk.certificates.check(data).standing == "genuine"
    knowledge = lab.desk.certificates.knowledge()
    assert knowledge is not None
    assert (knowledge.issued, knowledge.issuers) == (AFTER, 1)


def test_a_root_that_knows_the_issuer_decides_what_others_cannot_check(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates = lab.desk.certificates
    stranger, ours = trust(listed(STRANGER), status=[]), trust()
    monkeypatch.setattr(certificates, "_trusts", lambda: (stranger, ours))

    theirs = written(issued() | {"https://schema.org/gender": "female"})
    assert certificates.check(theirs).standing == "changed"
    nobody = PublisherKey(bytes([77]) * 32)
    theirs = written(issued(nobody) | {"https://schema.org/gender": "female"})
    assert certificates.check(theirs).standing == "cannot-check"


def test_a_list_under_a_strange_root_is_offered_and_believed_only_by_the_steward(
    lab: Lab, tmp_path: Path
) -> None:
    certificates, file, code = lab.desk.certificates, list_file(tmp_path), steward_code(lab)

    assert certificates.add_list(file) == ListOffer(ROOT.fingerprint)
    assert certificates.check(CREDENTIAL).standing == "unknown-issuer"
    with pytest.raises(RefusedError) as refused:
        certificates.trust_root(file, ROOT.fingerprint, "ABCD-EFGH-JKMN")
    assert refused.value.code == "steward-code-wrong"
    assert certificates.check(CREDENTIAL).standing == "unknown-issuer"
    with pytest.raises(RefusedError) as changed:
        certificates.trust_root(file, "another fingerprint", code)
    assert changed.value.code == "fingerprint-changed"

    certificates.trust_root(file, ROOT.fingerprint, code)

    assert certificates.check(CREDENTIAL).standing == "genuine"
    assert certificates.add_list(file) is None


def test_an_older_list_is_refused_and_the_newer_one_stays(lab: Lab, tmp_path: Path) -> None:
    certificates, code = lab.desk.certificates, steward_code(lab)
    certificates.trust_root(list_file(tmp_path, version=2), ROOT.fingerprint, code)

    with pytest.raises(RefusedError) as refused:
        certificates.add_list(list_file(tmp_path, version=1))

    assert refused.value.code == "key-list-older"
    assert certificates.check(CREDENTIAL).standing == "genuine"


def test_a_list_that_somebody_changed_adds_nothing(lab: Lab, tmp_path: Path) -> None:
    tell_list(lab)
    file = list_file(tmp_path, version=2)
    file.write_bytes(
        file.read_bytes().replace(b"Hub of the secretariat", b"Hub of the secretariaT")
    )

    with pytest.raises(RefusedError) as refused:
        lab.desk.certificates.add_list(file)

    assert refused.value.code == "key-list-unsigned"
    assert lab.desk.certificates.check(CREDENTIAL).standing == "genuine"


def test_what_the_hub_tells_later_counts_beside_a_list_from_a_stick(
    lab: Lab, tmp_path: Path
) -> None:
    certificates, code = lab.desk.certificates, steward_code(lab)
    certificates.trust_root(list_file(tmp_path), ROOT.fingerprint, code)
    tell_list(lab, revoked=True)

    assert certificates.check(CREDENTIAL).standing == "revoked"


def test_a_badge_that_is_baked_here_is_genuine(lab: Lab) -> None:
    hold(lab, lab.learner)
    tell_list(lab)
    (held,) = lab.desk.certificates.held(lab.learner)

    assert lab.desk.certificates.check(bake(SVG, held)).standing == "genuine"


def test_a_file_that_is_gone_is_the_worlds_fault(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(WorldError):
        read_file(tmp_path / "gone.pdf")


def test_a_retired_key_still_vouches_for_what_it_signed(lab: Lab) -> None:
    roots.trust_root(lab.desk.certificates._db, ROOT)
    told(lab, documents.KEY_LIST, "key-list", signed_key_list(listed(valid_until=AFTER)))
    status = status_credential()
    told(lab, documents.STATUS_LIST, status["id"], msgspec.json.encode(status))

    assert lab.desk.certificates.check(CREDENTIAL).standing == "genuine"


def test_a_list_of_a_key_that_was_revoked_since_hides_no_other(lab: Lab) -> None:
    roots.trust_root(lab.desk.certificates._db, ROOT)
    lost = Revocation(at=AFTER, reason="Lost.")
    told(
        lab,
        documents.KEY_LIST,
        "key-list",
        signed_key_list(listed(revoked=lost), listed(STRANGER)),
    )
    for number, key in enumerate((HUB, STRANGER)):
        status = status_credential(key=key, list_id=f"https://hub.example/status/{number}")
        told(lab, documents.STATUS_LIST, str(number), msgspec.json.encode(status))
    entry = StatusEntry(list="https://hub.example/status/1", index=7)
    theirs = written(issued(STRANGER, status=entry))

    assert lab.desk.certificates.check(theirs).standing == "genuine"
    assert lab.desk.certificates.check(CREDENTIAL).standing == "key-revoked"


def test_a_check_lets_newer_lists_come_down(lab: Lab) -> None:
    assert not checks.go_on(lab.desk.certificates._db)

    lab.desk.certificates.check(b"anything")

    assert checks.go_on(lab.desk.certificates._db)
