"""A verdict in plain English, for the command line; windows and pages translate its facts."""

from __future__ import annotations

from datetime import datetime

from ujuzi.credentials.check import Found, Verdict

NOT_A_CERTIFICATE: dict[Found, str] = {
    "nothing": "The file is empty.",
    "pdf": "This PDF carries no credential. Check the credential that was given with it,"
    " or the text of its QR code.",
    "archive": "This is an archive, perhaps a course pack, and no certificate.",
    "picture": "This is a picture with no certificate in it.",
    "text": "This is no certificate.",
    "json": "This is JSON, and no certificate.",
    "unsigned": "This is the text of a certificate, and nobody has signed it.",
    "other-signature": "This is signed in a way that this program cannot check.",
    "other-context": "This is a credential in words that this program does not know, so this"
    " program cannot check it. Use the program of whoever issued it.",
    "other-credential": "This is a credential of another kind.",
    "status-list": "This is a list of revoked certificates, and no certificate.",
    "list": "This is the list that certificates are checked with, and no certificate.",
    "too-large": "This is too large for a certificate.",
}

COMPARE = "Compare what is said here with what the page or picture shows: only this is signed."


def in_words(verdict: Verdict) -> str:
    """Return the sentences that say what is true, and what to do where something can be done."""
    as_of = _day(verdict.as_of)
    revocation = verdict.revocation
    day, reason = (_day(revocation.at), revocation.reason) if revocation else ("", "")
    match verdict.standing:
        case "genuine":
            told = f"Genuine. It was not revoked by {as_of}, the date of the list that was asked."
            return told if verdict.form in {"credential", "stub"} else f"{told} {COMPARE}"
        case "changed":
            return "Changed since it was issued. Do not rely on what it says."
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
            if verdict.as_of is None:
                return "The issuer is unknown to this computer, which has no list of issuers yet."
            return (
                f"The issuer is unknown to this computer, whose list is of {as_of}."
                " Update the list, or ask whoever gave you the certificate."
            )
        case "not-yet-known":
            held = f"is of {as_of}, older than the certificate" if verdict.as_of else "is missing"
            return (
                "Signed by a known issuer. Whether it was revoked is not yet known here: the list"
                f" of revocations {held}. Update the list."
            )
        case "left-hub":
            name = verdict.issuer.name if verdict.issuer else ""
            return (
                f"Signed by {name}, of a hub that this computer has left: it is registered"
                " elsewhere, and hears no more of what that hub revokes. Check it where that hub is"
                " known."
            )
        case "cannot-check":
            return (
                "This program cannot check it. That says nothing against it: use the program of"
                " whoever issued it, or ask whoever gave it to you."
            )
        case "not-a-certificate":
            return NOT_A_CERTIFICATE[verdict.found]


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
