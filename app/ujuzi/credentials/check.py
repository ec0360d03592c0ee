"""Whether a certificate is genuine: bytes, what is trusted and the hour in, a verdict out.

    genuine            signed by an issuer that is known here, and not revoked
    changed            a whole signature was checked, and does not fit what it says
    expired            its signature, or it, was good until a day that has passed
    revoked            by the issuer: when, and why
    key-revoked        the key that signed it may be in other hands since: when, and why
    key-out-of-use     signed with a key outside the time in which it was good
    unknown-issuer     no key list here names the key that signed it; `is_signed` says whether its
                       signature was checked and fits, or its key is elsewhere
    not-yet-known      the status list here is older than the certificate, or missing: get a newer
    unpinned-root      it would be genuine, but nobody vouches here for the root of the list that
                       says so (`check` says it where it is told that the root is not pinned)
    left-hub           signed by a hub at which this computer is registered no longer (`check` knows
                       of no registration, and never says so)
    ambiguous          it says two things at once, so nobody can say which was signed
    cannot-check       nothing is said against it: somebody has written or signed it in a way that
                       this program does not read, or to read it takes too long
    not-a-certificate  something else: `found` says what

Takes a credential in JSON or as a token (VC-JWT), a badge with one baked in (SVG, PNG), a
certificate's PDF with one attached, or the text of a QR code. Never raises: whatever the bytes are,
something true can be said of them. Reads no disk and no clock; the hour is never earlier than the
newest list, so that a clock that stands still hides no end. `as_of` says how old the knowledge is
that a verdict rests on. What an issuer that is known here never writes is changed; of anybody else
the same is not said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from ujuzi.credentials import open_badge, proofs, tokens
from ujuzi.credentials.attachment import PDF, attached
from ujuzi.credentials.baking import MAX_BYTES, MAX_CREDENTIAL_BYTES, PNG, unbake
from ujuzi.credentials.data_integrity import is_ours
from ujuzi.credentials.key_list import ISSUING, ListedKey
from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.multibase import DID_KEY, read_did_key
from ujuzi.credentials.proofs import Signed
from ujuzi.credentials.status_list import KINDS as STATUS_LIST_KINDS
from ujuzi.credentials.status_list import StatusList
from ujuzi.credentials.strict_json import read_object, read_text
from ujuzi.credentials.stub import TEXT, key_id, read_stub
from ujuzi.credentials.tokens import LIKE_TOKEN, Token
from ujuzi.credentials.trust import Trust
from ujuzi.domain.achievement import Certificate, Revocation
from ujuzi.errors import Code, RefusedError

Standing: TypeAlias = Literal[
    "genuine", "changed", "expired", "revoked", "key-revoked", "key-out-of-use", "unknown-issuer",
    "not-yet-known", "unpinned-root", "left-hub", "ambiguous", "cannot-check", "not-a-certificate",
]  # fmt: skip
Form: TypeAlias = Literal["credential", "token", "svg", "png", "pdf", "stub", ""]
Found: TypeAlias = Literal[
    "nothing", "pdf", "archive", "picture", "text", "json", "unsigned", "other-credential",
    "presentation", "status-list", "list", "too-large",
    "other-signature", "other-context", "earlier-badge", "cut-code",
    "other-signer", "several", "name-twice", "",
]  # fmt: skip
"""What it is, where it is no certificate; or why it is said to be what it is said to be."""


_CARRIERS: dict[Form, Found] = {"png": "picture", "svg": "picture", "pdf": "pdf"}
"""Files that a credential travels in, and what each is without one."""


STALE_DAYS = 30
"""A hub signs its lists anew each day, and computers fetch them each week."""


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
    is_signed: bool = False
    """Whether a signature was checked and fits what it says, whoever made it."""
    until: datetime | None = None
    """When it ended, where it is `expired`."""
    root: str = ""
    """The fingerprint of the root under which the list stands that was asked."""
    age_days: int | None = None
    """How old that knowledge is by the computer's clock, where that was asked."""

    @property
    def is_stale(self) -> bool:
        """Whether what it rests on is so old that much may have been revoked since."""
        return self.age_days is not None and self.age_days > STALE_DAYS


def check(data: bytes, trust: Trust | None, now: datetime | None = None) -> Verdict:
    """Return the truth about a file or a text; `trust` is None where no list is here.

    `now` is the hour by the computer's clock, if it is asked whether something has ended.
    """
    verdict = _check(data, trust, now)
    if trust is None:
        return verdict
    age = (now - verdict.as_of).days if now and verdict.as_of else None
    return msgspec.structs.replace(
        verdict, root=trust.key_list.root.fingerprint, age_days=None if age is None else max(age, 0)
    )


def unpinned(verdict: Verdict) -> Verdict:
    """Return a verdict by a list whose root nobody vouches for: it makes nothing genuine."""
    if verdict.standing in ("genuine", "not-yet-known"):
        return msgspec.structs.replace(verdict, standing="unpinned-root")
    return verdict


def _check(data: bytes, trust: Trust | None, now: datetime | None) -> Verdict:
    form = _form(data)
    if form in _CARRIERS:
        try:
            carried = attached(data) if form == "pdf" else unbake(data)
        except RefusedError as error:
            if error.code is Code.BAKED_TWICE:
                return Verdict(standing="ambiguous", form=form, found="several")
            if error.code is Code.BADGE_EARLIER:
                return Verdict(standing="cannot-check", form=form, found="earlier-badge")
            return _else("text" if form == "svg" and not _has_picture(data) else _CARRIERS[form])
        if carried is None:
            return _else(_CARRIERS[form])
        data = carried
    if len(data) > MAX_CREDENTIAL_BYTES:
        if data[:8].lstrip(b"\xef\xbb\xbf \r\n[").startswith((b"{", b"ey")):
            return Verdict(standing="cannot-check", form=form, found="too-large")
        return _else(_guess(data) if len(data) <= MAX_BYTES else "too-large")
    text = read_text(data)
    if text is None:
        return _else(_guess(data))
    try:
        document = read_object(text.encode())
    except RefusedError:
        return Verdict(standing="ambiguous", form=form, found="name-twice")
    hour = _hour(trust, now)
    if document is not None:
        token = _enveloped(document)
        verdict = (
            _check_token(token, trust, hour) if token else _check_credential(document, trust, hour)
        )
        return msgspec.structs.replace(verdict, form=form)
    if LIKE_TOKEN.fullmatch(text.strip()):
        verdict = _check_token(text.strip(), trust, hour)
        return msgspec.structs.replace(verdict, form="token" if form == "credential" else form)
    return _check_stub(text, trust) if TEXT.search(text.upper()) else _else(_guess(text.encode()))


def _check_credential(
    document: dict[str, Any], trust: Trust | None, hour: datetime | None
) -> Verdict:
    if found := _other_json(document):
        return found
    known = _names_an_issuer(document, trust)
    if known and not is_ours(document):
        return Verdict(standing="cannot-check", found="other-context")
    try:
        signed = proofs.verify(document, lambda method: _listed_method(method, trust))
    except RefusedError as error:
        return _unverified(error, trust, known=known)
    return _verified(document, signed, trust, hour)


def _check_token(text: str, trust: Trust | None, hour: datetime | None) -> Verdict:
    try:
        token: Token = tokens.read_token(text)
        if found := _other_json(token.document):
            return found
        signed = tokens.verify_token(token, lambda method: _listed_method(method, trust))
    except RefusedError as error:
        return _unverified(error, trust, known=False)
    return _verified(token.document, signed, trust, hour)


def _verified(
    document: dict[str, Any], signed: Signed, trust: Trust | None, hour: datetime | None
) -> Verdict:
    """Return the verdict on a document whose signature fits."""
    certificate = open_badge.read_any(document)
    claim = _claim(document, certificate)
    listed = _by(document, signed, trust)
    if signed.until is not None and hour is not None and signed.until < hour:
        verdict = Verdict(
            standing="expired", claim=claim, until=signed.until, as_of=_as_of(trust),
            issuer=_issuer(listed) if listed else None,
        )  # fmt: skip
    elif trust is None or listed is None:
        verdict = _unknown(trust, claim)
    elif certificate is None or claim is None:
        return _else("other-credential")
    else:
        status = certificate.status
        status_list = trust.status_list(status.list, listed.organisation, (certificate.issuer,))
        verdict = _standing(claim, listed, status_list, status.index)
    return msgspec.structs.replace(verdict, certificate=certificate, is_signed=True)


def _claim(document: dict[str, Any], certificate: Certificate | None) -> CertificateClaim | None:
    """Return what a certificate says in brief; of one that is not as ours, what can be made out."""
    if certificate is not None:
        return CertificateClaim(
            id=certificate.id,
            name=certificate.name,
            title=certificate.achievement.name,
            issued=certificate.issued,
        )
    brief = open_badge.brief(document)
    issued = proofs.moment_of(brief.pop("issued"))
    return CertificateClaim(**brief, issued=issued) if issued and brief["title"] else None


def _check_stub(text: str, trust: Trust | None) -> Verdict:
    try:
        signed = read_stub(text)
    except RefusedError:
        return Verdict(standing="cannot-check", form="stub", found="cut-code")
    stub = signed.stub
    claim = CertificateClaim(id=stub.id, name=stub.name, title=stub.title, issued=stub.issued)
    listed = _named_in_stub(stub.key, trust)
    if trust is None or listed is None:
        return msgspec.structs.replace(_unknown(trust, claim), form="stub")
    try:
        signed.verify(listed.public)
    except RefusedError:
        return Verdict(standing="changed", form="stub")
    status_list = trust.numbered(stub.list_number, listed.organisation, listed.issuers)
    verdict = _standing(claim, listed, status_list, stub.index)
    return msgspec.structs.replace(verdict, form="stub", is_signed=True)


def _standing(
    claim: CertificateClaim, listed: ListedKey, status_list: StatusList | None, index: int
) -> Verdict:
    """Return the verdict on what is signed by a key that is known here."""
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
        standing=standing, claim=claim, issuer=_issuer(listed), revocation=revocation, as_of=as_of
    )


def _issuer(listed: ListedKey) -> Issuer:
    return Issuer(
        name=listed.name,
        organisation=listed.organisation,
        fingerprint=listed.public.fingerprint,
    )


def _unknown(trust: Trust | None, claim: CertificateClaim | None = None) -> Verdict:
    return Verdict(standing="unknown-issuer", claim=claim, as_of=_as_of(trust))


def _as_of(trust: Trust | None) -> datetime | None:
    return trust.key_list.issued if trust else None


def _hour(trust: Trust | None, now: datetime | None) -> datetime | None:
    """Return the latest hour that is known to have come."""
    known = [trust.key_list.issued, *(each.issued for each in trust.status_lists)] if trust else []
    return max([*known, *([now] if now else [])], default=None)


def _unverified(error: RefusedError, trust: Trust | None, *, known: bool) -> Verdict:
    """Return the verdict on what cannot be verified; `known` says that it names an issuer here."""
    match error.code:
        case Code.PROOF_MISSING:
            return _else("unsigned")
        case Code.PROOF_FOREIGN:
            return Verdict(standing="cannot-check", found="other-signature")
        case Code.CONTEXT_UNKNOWN:
            return Verdict(standing="cannot-check", found="other-context")
        case Code.NAME_TWICE:
            return Verdict(standing="ambiguous", found="name-twice")
        case Code.ISSUER_FOREIGN:
            return _unknown(trust)
        case Code.SIGNATURE_WRONG:
            return Verdict(standing="changed")
        case Code.SIGNER_FOREIGN:
            return Verdict(standing="changed", found="other-signer")
    return Verdict(standing="changed" if known else "cannot-check")


def _names_an_issuer(document: dict[str, Any], trust: Trust | None) -> bool:
    """Whether it is said to be by somebody who is known here, and who keeps the rules."""
    try:
        issuer = proofs.issuer_id(document)
        if issuer.startswith(DID_KEY):
            return _listed(read_did_key(issuer), issuer, trust) is not None
    except RefusedError:
        return False
    proof = document.get("proof")
    methods = (
        each.get("verificationMethod")
        for each in (proof if isinstance(proof, list) else [proof])
        if isinstance(each, dict)
    )
    return any(
        isinstance(method, str)
        and method.partition("#")[0] == issuer
        and _listed_method(method, trust) is not None
        for method in methods
    )


def _listed_method(method: str, trust: Trust | None) -> PublicKey | None:
    """Return the key that a verification method ends in, where a list here names that key."""
    issuer, _, name = method.partition("#")
    try:
        key = read_did_key(f"{DID_KEY}{name}")
    except RefusedError:
        return None
    return key if _listed(key, issuer, trust) else None


def _by(document: dict[str, Any], signed: Signed, trust: Trust | None) -> ListedKey | None:
    """Return whose key signed, where the list lets that key sign as the document's issuer."""
    if not (signed.key and signed.is_by_issuer):
        return None
    return _listed(signed.key, proofs.issuer_id(document), trust)


def _listed(key: PublicKey, issuer: str, trust: Trust | None) -> ListedKey | None:
    """Return the entry of an issuing key that may sign as this issuer."""
    listed = trust.key_list.find(key.raw, ISSUING) if trust else None
    return listed if listed and listed.signs_as(issuer) else None


def _named_in_stub(short: bytes, trust: Trust | None) -> ListedKey | None:
    keys = trust.key_list.keys if trust else ()
    issuing = (each for each in keys if each.role == ISSUING)
    return next((each for each in issuing if key_id(each.public) == short), None)


def _other_json(document: dict[str, Any]) -> Verdict | None:
    """Return what a JSON document is where it is no Open Badge."""
    found = document.get("type")
    kinds = found if isinstance(found, list) else [found]
    if "VerifiablePresentation" in kinds:
        return _else("presentation")
    if "VerifiableCredential" not in kinds:
        if "Assertion" in kinds:
            return Verdict(standing="cannot-check", found="earlier-badge")
        return _else("list" if {"key_list", "status_lists"} <= document.keys() else "json")
    if STATUS_LIST_KINDS[-1] in kinds:
        return _else("status-list")
    return None if open_badge.OTHER_KINDS & {*map(str, kinds)} else _else("other-credential")


def _enveloped(document: dict[str, Any]) -> str:
    """Return the token in an envelope (W3C VC Data Model 2.0), or nothing where it is none."""
    kinds, held = document.get("type"), document.get("id")
    is_envelope = "EnvelopedVerifiableCredential" in (kinds if isinstance(kinds, list) else [kinds])
    return held.partition(",")[2] if is_envelope and isinstance(held, str) else ""


def _form(data: bytes) -> Form:
    if data.startswith(PNG):
        return "png"
    if data.startswith(PDF):
        return "pdf"
    start = read_text(data[:400]) or read_text(data[:398]) or ""
    return "svg" if start.lstrip().startswith("<") else "credential"


def _has_picture(data: bytes) -> bool:
    return b"<svg" in data[:4000].replace(b"\0", b"")


def _guess(data: bytes) -> Found:
    if not data.strip():
        return "nothing"
    return "archive" if data.startswith(b"PK\x03\x04") else "text"


def _else(found: Found) -> Verdict:
    return Verdict(standing="not-a-certificate", found=found)
