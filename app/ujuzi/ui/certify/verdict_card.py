"""What is true of a certificate that was checked, in plain words; never just that it is invalid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.certify.words import left_hub_line, revoked_line
from ujuzi.ui.look.dates import date_of, days
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.spoken import announce

if TYPE_CHECKING:
    from ujuzi.services.assess.certificates import Verdict

ICON = 32


class VerdictCard(Retranslated, Card):
    """A headline, a sentence that says what to do, and what the certificate says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        self._icon = Icon("check", "accent", ICON)
        self.headline = Label("title")
        self.advice = Label("body")
        self.facts = Label("body")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for label in (self.headline, self.advice, self.facts):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_verdict(self, verdict: Verdict) -> None:
        """Say what is true."""
        self._verdict = verdict
        self.retranslate()
        self.show()
        announce(self, self.accessibleName())

    def retranslate(self) -> None:
        """Say it in the language of the windows."""
        verdict = self._verdict
        if verdict is None:
            return
        headline, advice = self._words(verdict)
        good = verdict.standing == "genuine"
        self._icon.show_icon("check" if good else "warning", "accent" if good else "caution")
        self.headline.setText(headline)
        self.advice.setText(advice)
        facts = "\n".join(self._facts(verdict))
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.setAccessibleName(f"{headline}. {advice}")

    def _words(self, verdict: Verdict) -> tuple[str, str]:
        reason = revoked_line(verdict.revocation) if verdict.revocation else ""
        match verdict.standing:
            case "genuine":
                return self.tr("Genuine"), self.tr(
                    "It was signed by an issuer that this computer knows, and it was not revoked."
                    " Compare the name below with the person's papers."
                )
            case "changed" if verdict.found == "other-signer":
                return self.tr("Not signed by whom it names"), self.tr(
                    "It is not signed by the one that it names as its issuer. Do not rely on what"
                    " it says."
                )
            case "changed":
                return self.tr("Changed since it was issued"), self.tr(
                    "What it says now is not what was signed, even if only one letter differs. Ask"
                    " its holder for the file or the code as the hub gave it out."
                )
            case "expired":
                return self.tr("No longer valid"), self.tr(
                    "It was good until {day}, as it says itself, and that day has passed. Ask its"
                    " issuer for a new one."
                ).format(day=date_of(verdict.until) if verdict.until else "")
            case "revoked":
                return self.tr("No longer valid"), reason
            case "key-revoked":
                return self.tr("Signed with a key that is no longer trusted"), self.tr(
                    "{reason}. Ask the awarding body whether it has issued this certificate anew."
                ).format(reason=reason)
            case "key-out-of-use":
                return self.tr("Signed at a time when its key was not in use"), self.tr(
                    "Ask the awarding body about this certificate before you rely on it."
                )
            case "unknown-issuer" if verdict.is_signed:
                return self.tr("Issuer unknown to this computer"), self.tr(
                    "It has not been changed since it was signed, but no list here names who"
                    " signed it. That may be because the list is old or missing: get a newer one"
                    " by an exchange or on a USB stick, and check again."
                )
            case "unknown-issuer":
                return self.tr("Issuer unknown to this computer"), self.tr(
                    "Its signature was not checked, because its key is not here. The list may be"
                    " old or missing: get a newer one by an exchange or on a USB stick, or use the"
                    " program of whoever issued it."
                )
            case "not-yet-known":
                return self.tr("Correctly signed; not yet known here"), self.tr(
                    "The list of revocations on this computer is older than the certificate, or"
                    " missing. Update your list, and check again."
                )
            case "unpinned-root":
                return self.tr("According to a list that this computer does not trust"), self.tr(
                    "Anybody can make such a list. Ask the awarding body to read out its"
                    " fingerprint, and compare: {root}"
                ).format(root=verdict.root)
            case "left-hub":
                return left_hub_line(), self.tr(
                    "It was signed by a hub at which this computer was registered. Since then"
                    " nothing is known here of what that hub revokes: check it where that hub is"
                    " known."
                )
            case "ambiguous":
                return self.tr("It says two things at once"), self._found(verdict)
            case "cannot-check":
                return self.tr("This program cannot check it"), self._found(verdict)
            case "not-a-certificate":
                return self.tr("Not a certificate of Ujuzi"), self._found(verdict)

    def _found(self, verdict: Verdict) -> str:
        """Return what it is, or why it cannot be checked or relied on."""
        found = {
            "nothing": self.tr("There is nothing in it."),
            "pdf": self.tr(
                "This PDF carries no credential that can be read. Ask its holder for the file"
                " itself."
            ),
            "archive": self.tr("This is an archive. Unpack it, and check the file inside."),
            "picture": self.tr(
                "In this picture no credential can be read. Ask its holder for the file as the"
                " issuer gave it out."
            ),
            "json": self.tr("This is data of another kind, not a credential."),
            "unsigned": self.tr(
                "This credential was never signed, so anybody may have written it."
            ),
            "other-signature": self.tr(
                "This credential is signed in a way that Ujuzi does not check. That says nothing"
                " against it: use the program of whoever issued it."
            ),
            "other-context": self.tr(
                "This credential uses words that Ujuzi does not know. That says nothing against it:"
                " use the program of whoever issued it."
            ),
            "other-credential": self.tr(
                "This is a credential of another kind, not a badge. Use the program of whoever"
                " issued it."
            ),
            "earlier-badge": self.tr(
                "This is a badge of Open Badges 2 or before. That says nothing against it: ask its"
                " issuer, at the address that the badge names."
            ),
            "cut-code": self.tr(
                "This is not the whole text of the code. Copy all of it, from UJ1: to its end."
            ),
            "several": self.tr(
                "There are several credentials in this file, so nobody can say which of them it"
                " stands for. Ask its holder for a file with one."
            ),
            "name-twice": self.tr(
                "One thing is said twice in it, so two programs may read two different things. Do"
                " not rely on it: ask its holder for the file as the issuer gave it out."
            ),
            "presentation": self.tr(
                "This is a presentation, in which a holder shows credentials. Ask its holder for"
                " the credential itself, and check that."
            ),
            "status-list": self.tr("This is a list of revocations; add it below."),
            "list": self.tr("This is a list of issuers and revocations; add it below."),
            "too-large": self.tr(
                "This is larger than what this program can check. Ask its holder for the text of"
                " its code."
            ),
        }
        if verdict.standing == "cannot-check":
            return found.get(
                verdict.found,
                self.tr(
                    "That says nothing against it. Use the program of whoever issued it, or ask"
                    " its holder for the text of the code."
                ),
            )
        return found.get(
            verdict.found,
            self.tr("Check that the whole text of the code was copied, from UJ1: to its end."),
        )

    def _facts(self, verdict: Verdict) -> Iterator[str]:
        claim = verdict.claim
        if claim is not None:
            if claim.name:
                yield self.tr("Name: {name}").format(name=claim.name)
            yield self.tr("Title: {title}").format(title=claim.title)
            yield self.tr("Issued: {day}").format(day=date_of(claim.issued))
        if verdict.issuer is not None:
            yield self.tr("Issuer: {name}").format(name=verdict.issuer.name)
        if verdict.as_of is not None:
            yield self.tr("As known here on {day}").format(day=date_of(verdict.as_of))
        if verdict.is_stale and verdict.standing == "genuine":
            yield self.tr(
                "That list is {time} old, and what was revoked since is not known here: get a"
                " newer one."
            ).format(time=days(verdict.age_days or 0))
