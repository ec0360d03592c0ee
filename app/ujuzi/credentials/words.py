"""A verdict in plain English, for the command line; windows and pages translate its facts."""

from __future__ import annotations

from datetime import datetime

from ujuzi.credentials.check import Found, Verdict

FOUND: dict[Found, str] = {
    "nothing": "The file is empty.",
    "pdf": "This PDF carries no credential that can be read. Check the one that was given with it,"
    " or the text of its QR code.",
    "archive": "This is an archive, perhaps a course pack, and no certificate.",
    "picture": "This is a picture in which no certificate can be read. Ask its holder for the file"
    " as the issuer gave it out.",
    "text": "This is not a certificate.",
    "json": "This is JSON, and no certificate.",
    "unsigned": "This is the text of a certificate, and nobody has signed it. Ask its holder for"
    " the signed one.",
    "other-credential": "This is a credential of another kind, not a badge. Use the program of"
    " whoever issued it.",
    "presentation": "This is a presentation, in which a holder shows credentials. Ask its holder"
    " for the credential itself, and check that.",
    "status-list": "This is a list of revoked certificates, and no certificate.",
    "list": "This is the list that certificates are checked with, and no certificate.",
    "too-large": "This program cannot check it. It is larger than what this program reads. Ask"
    " its holder for the text of its code.",
    "other-signature": "This program cannot check it. It is signed in a way that it does not"
    " know. That says nothing against it: use the program of whoever issued it.",
    "other-context": "This program cannot check it. It is a credential in words that it does"
    " not know. That says nothing against it: use the program of whoever issued it.",
    "earlier-badge": "This program cannot check it. It is a badge of Open Badges 2 or before."
    " That says nothing against it: ask its issuer, at the address that the badge names.",
    "cut-code": "This program cannot check it. It is not the whole text of a certificate's"
    " code. Copy all of it, from UJ1: to its end.",
    "several": "This file holds several credentials, so nobody can say which of them it stands"
    " for. Ask its holder for a file with one.",
    "name-twice": "This says one thing twice, so two programs may read two different things in it."
    " Do not rely on it: ask its holder for the file as the issuer gave it out.",
    "other-signer": "This is not signed by the one that it names as its issuer. Do not rely on what"
    " it says.",
}
"""What something is that is no certificate, or why it cannot be checked or relied on."""

COMPARE = "Compare what is said here with what the page or picture shows: only this is signed."
PAPERS = "Compare the name with the person's papers."


def in_words(verdict: Verdict) -> str:
    """Return the sentences that say what is true, and what to do where something can be done."""
    told = _told(verdict)
    if verdict.is_stale and verdict.standing in ("genuine", "unpinned-root"):
        told += (
            f" That list is {verdict.age_days} days old, and what was revoked since is not known"
            " here: get a newer one."
        )
    return told


def _told(verdict: Verdict) -> str:
    as_of = _day(verdict.as_of)
    revocation = verdict.revocation
    day, reason = (_day(revocation.at), revocation.reason) if revocation else ("", "")
    match verdict.standing:
        case "genuine":
            told = f"Genuine. It was not revoked by {as_of}, the date of the list that was asked."
            compare = () if verdict.form in {"credential", "token", "stub"} else (COMPARE,)
            return " ".join((told, *compare, PAPERS))
        case "changed":
            return FOUND.get(
                verdict.found, "Changed since it was issued. Do not rely on what it says."
            )
        case "expired":
            return (
                f"It was good until {_day(verdict.until)}, as it says itself, and that day has"
                " passed. Ask its issuer for a new one."
            )
        case "revoked":
            return f"Revoked on {day}: {reason}"
        case "key-revoked":
            return (
                f"The key that signed it was revoked on {day}: {reason} Nothing that it signed can"
                " be believed. Ask the issuer for a new certificate."
            )
        case "key-out-of-use":
            return "Signed with a key that was not in use on the day it bears. Ask the issuer."
        case "unknown-issuer":
            return f"{_unknown(verdict, as_of)} {_signed(verdict)}"
        case "not-yet-known":
            held = f"is of {as_of}, older than the certificate" if verdict.as_of else "is missing"
            return (
                "Signed by a known issuer. Whether it was revoked is not yet known here: the list"
                f" of revocations {held}. Update the list."
            )
        case "unpinned-root":
            return (
                "Signed as the list says, and nobody on this computer vouches for the list, so it"
                f" proves nothing: anybody can make one. Its root is {verdict.root}. Ask the"
                " awarding body to read out the fingerprint of its root; if it is the same, check"
                " again and name it with --root."
            )
        case "left-hub":
            name = verdict.issuer.name if verdict.issuer else ""
            return (
                f"Signed by {name}, of a hub that this computer has left: it is registered"
                " elsewhere, and hears no more of what that hub revokes. Check it where that hub is"
                " known."
            )
        case "cannot-check":
            return FOUND.get(
                verdict.found,
                "This program cannot check it. That says nothing against it: use the program of"
                " whoever issued it, or ask whoever gave it to you.",
            )
        case "ambiguous" | "not-a-certificate":
            return FOUND[verdict.found]


def _unknown(verdict: Verdict, as_of: str) -> str:
    if verdict.as_of is None:
        return "The issuer is unknown to this computer, which has no list of issuers yet."
    return f"The issuer is unknown to this computer, whose list is of {as_of}."


def _signed(verdict: Verdict) -> str:
    if verdict.is_signed:
        return (
            "It is as it was signed; who signed it is not known here. Update the list, or ask"
            " whoever gave you the certificate."
        )
    return (
        "Its signature was not checked, for its key is not here. Update the list, or use the"
        " program of whoever issued it."
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
