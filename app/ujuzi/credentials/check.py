"""Whether a certificate is genuine: bytes and what is trusted in, a verdict out.

    genuine            signed by an issuer that is known here, and not revoked
    changed            not what the issuer signed
    revoked            by the issuer: when, and why
    key-revoked        the key that signed it may be in other hands since: when, and why
    key-out-of-use     signed with a key outside the time in which it was good
    unknown-issuer     no key list here names the key that signed it
    not-yet-known      the status list here is older than the certificate, or missing: get a newer
    left-hub           signed by a hub at which this computer is registered no longer (`check` knows
                       of no registration, and never says so)
    cannot-check       nothing is said against it: somebody unknown here has written it in a way
                       that this program does not read, or to read it takes too long
    not-a-certificate  something else: `found` says what

Takes a credential in JSON, a badge with one baked in (SVG, PNG), a certificate's PDF with one
attached, or the text of a QR code. Never raises: whatever the bytes are, something true can be
said of them. Reads no disk and no clock: nothing expires here, and `as_of` says how old the
knowledge is that a verdict rests on. What an issuer that is known here never writes is changed; of
anybody else the same is not said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from ujuzi.credentials import open_badge
from ujuzi.credentials.attachment import PDF, attached
from ujuzi.credentials.baking import MAX_BYTES, MAX_CREDENTIAL_BYTES, PNG, unbake
from ujuzi.credentials.data_integrity import issuer_key, verify_proof
from ujuzi.credentials.key_list import ISSUING, ListedKey
from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.status_list import KINDS as STATUS_LIST_KINDS
from ujuzi.credentials.status_list import StatusList
from ujuzi.credentials.stub import TEXT, key_id, read_stub
from ujuzi.credentials.trust import Trust
from ujuzi.domain.achievement import Certificate, Revocation
from ujuzi.errors import RefusedError

Standing: TypeAlias = Literal[
    "genuine", "changed", "revoked", "key-revoked", "key-out-of-use", "unknown-issuer",
    "not-yet-known", "left-hub", "cannot-check", "not-a-certificate",
]  # fmt: skip
Form: TypeAlias = Literal["credential", "svg", "png", "pdf", "stub", ""]
Found: TypeAlias = Literal[
    "nothing", "pdf", "archive", "picture", "text", "json", "unsigned", "other-signature",
    "other-context", "other-credential", "status-list", "list", "too-large", "",
]  # fmt: skip


_CARRIERS: dict[Form, Found] = {"png": "picture", "svg": "picture", "pdf": "pdf"}
"""Files that a credential travels in, and what each is without one."""


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose key signed, as the key list names it."""

    name: str
    organisation: str
    fingerprint: str


class CertificateClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says of itself, in brief; true where the verdict is `genuine`."""

    id: str
    name: str
    title: str
    issued: datetime


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is true of some bytes."""

    standing: Standing
    form: Form = ""
    claim: CertificateClaim | None = None
    certificate: Certificate | None = None
    """All that it says; None for a stub, and where it was changed."""
    issuer: Issuer | None = None
    revocation: Revocation | None = None
    as_of: datetime | None = None
    """The date of the status list that was asked, or of the key list where it went no further."""
    found: Found = ""


def check(data: bytes, trust: Trust | None) -> Verdict:
    """Return the truth about a file or a text; `trust` is None where no list is here."""
    form = _form(data)
    if form in _CARRIERS:
        try:
            carried = attached(data) if form == "pdf" else unbake(data)
        except RefusedError:
            return _else("text" if form == "svg" else _CARRIERS[form])
        if carried is None:
            return _else(_CARRIERS[form])
        data = carried
    if len(data) > MAX_CREDENTIAL_BYTES:
        return _else(_guess(data) if len(data) <= MAX_BYTES else "too-large")
    document = _json(data)
    if document is not None:
        return msgspec.structs.replace(_check_credential(document, trust), form=form)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _else(_guess(data))
    return _check_stub(text, trust) if TEXT.search(text.upper()) else _else(_guess(data))


def _check_credential(document: dict[str, Any], trust: Trust | None) -> Verdict:
    if found := _other_json(document):
        return _else(found)
    try:
        key = verify_proof(document)
    except RefusedError as error:
        return _unverified(error, document, trust)
    try:
        certificate = open_badge.read(document)
    except RefusedError:
        return _else("other-credential")
    claim = CertificateClaim(
        id=certificate.id,
        name=certificate.name,
        title=certificate.achievement.name,
        issued=certificate.issued,
    )
    listed = _listed(key, trust)
    if trust is None or listed is None:
        verdict = _unknown(trust, claim)
    else:
        status_list = trust.status_list(certificate.status.list, listed.organisation)
        verdict = _standing(claim, listed, status_list, certificate.status.index)
    return msgspec.structs.replace(verdict, certificate=certificate)


def _check_stub(text: str, trust: Trust | None) -> Verdict:
    try:
        signed = read_stub(text)
    except RefusedError:
        return Verdict(standing="changed", form="stub")
    stub = signed.stub
    claim = CertificateClaim(id=stub.id, name=stub.name, title=stub.title, issued=stub.issued)
    listed = _named_in_stub(stub.key, trust)
    if trust is None or listed is None:
        return msgspec.structs.replace(_unknown(trust, claim), form="stub")
    try:
        signed.verify(PublicKey(bytes.fromhex(listed.key)))
    except RefusedError:
        return Verdict(standing="changed", form="stub")
    status_list = trust.numbered(stub.list_number, listed.organisation)
    verdict = _standing(claim, listed, status_list, stub.index)
    return msgspec.structs.replace(verdict, form="stub")


def _standing(
    claim: CertificateClaim, listed: ListedKey, status_list: StatusList | None, index: int
) -> Verdict:
    """Return the verdict on what is signed by a key that is known here."""
    issuer = Issuer(
        name=listed.name,
        organisation=listed.organisation,
        fingerprint=PublicKey(bytes.fromhex(listed.key)).fingerprint,
    )
    as_of = status_list.issued if status_list else None
    revocation: Revocation | None = None
    standing: Standing = "genuine"
    if listed.revoked:
        standing, revocation = "key-revoked", listed.revoked
    elif not listed.covers(claim.issued):
        standing = "key-out-of-use"
    elif status_list and index in status_list.revoked:
        standing, revocation = "revoked", status_list.revoked[index]
    elif status_list is None or status_list.issued < claim.issued:
        standing = "not-yet-known"
    return Verdict(
        standing=standing, claim=claim, issuer=issuer, revocation=revocation, as_of=as_of
    )


def _unknown(trust: Trust | None, claim: CertificateClaim) -> Verdict:
    as_of = trust.key_list.issued if trust else None
    return Verdict(standing="unknown-issuer", claim=claim, as_of=as_of)


def _unverified(error: RefusedError, document: dict[str, Any], trust: Trust | None) -> Verdict:
    match error.code:
        case "proof-missing":
            return _else("unsigned")
        case "proof-foreign":
            return _else("other-signature")
        case "context-unknown":
            return _else("other-context")
        case "issuer-foreign":
            return Verdict(standing="unknown-issuer")
        case "signature-wrong":
            return Verdict(standing="changed")
    return Verdict(standing="changed" if _names_an_issuer(document, trust) else "cannot-check")


def _names_an_issuer(document: dict[str, Any], trust: Trust | None) -> bool:
    """Whether it is said to be by somebody who is known here, and who keeps the rules."""
    try:
        return _listed(issuer_key(document), trust) is not None
    except RefusedError:
        return False


def _listed(key: PublicKey, trust: Trust | None) -> ListedKey | None:
    return trust.key_list.find(key.raw, ISSUING) if trust else None


def _named_in_stub(short: bytes, trust: Trust | None) -> ListedKey | None:
    keys = trust.key_list.keys if trust else ()
    return next(
        (
            each
            for each in keys
            if each.role == ISSUING and key_id(PublicKey(bytes.fromhex(each.key))) == short
        ),
        None,
    )


def _json(data: bytes) -> dict[str, Any] | None:
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _other_json(document: dict[str, Any]) -> Found:
    """Return what a JSON document is where it is no Open Badge."""
    kinds = document.get("type")
    if not isinstance(kinds, list) or "VerifiableCredential" not in kinds:
        return "list" if {"key_list", "status_lists"} <= document.keys() else "json"
    if STATUS_LIST_KINDS[-1] in kinds:
        return "status-list"
    return "" if open_badge.KINDS[-1] in kinds else "other-credential"


def _form(data: bytes) -> Form:
    if data.startswith(PNG):
        return "png"
    if data.startswith(PDF):
        return "pdf"
    return "svg" if _looks_like_xml(data) else "credential"


def _looks_like_xml(data: bytes) -> bool:
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _guess(data: bytes) -> Found:
    if not data.strip():
        return "nothing"
    return "archive" if data.startswith(b"PK\x03\x04") else "text"


def _else(found: Found) -> Verdict:
    return Verdict(standing="not-a-certificate", found=found)
