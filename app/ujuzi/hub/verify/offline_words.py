"""What the page that checks certificates offline says, in each of its languages.

A language is one entry of LANGUAGES with the keys of the others. The English sentences on standings
are those of `ujuzi verify`, asked of `credentials.words` with marks where facts stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ujuzi.credentials.check import Form, Standing, Verdict
from ujuzi.credentials.words import in_words
from ujuzi.domain.achievement import Revocation

AS_OF, DAY = datetime(1111, 1, 1, tzinfo=UTC), datetime(2222, 2, 2, tzinfo=UTC)
"""Dates that stand for any."""

LANGUAGES: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "itself": "English",
        "direction": "ltr",
        "language": "Language",
        "title": "Check a certificate",
        "lead": "Is it genuine, and still valid? The square code on the certificate tells. This"
        " page works without the internet.",
        "scan": "Scan the code",
        "aim": "Hold the square code of the certificate inside the frame.",
        "stop": "Close the camera",
        "or": "or",
        "paste": "Paste the text of the code",
        "check": "Check",
        "choose": "Choose a file or a picture",
        "files": "A photo of the code, or the certificate’s PDF",
        "another": "Check another one",
        "more": "Details",
        "about": "About this page",
        "licences": "Licences of what others wrote",
        "private": "Nothing that you check leaves this device.",
        "elsewhere": "This page reads the square code. The credential in full (.json), badges"
        " (.svg, .png) and older PDFs are checked by the program Ujuzi (Certificates, Check a"
        " certificate), by the command “ujuzi verify FILE”, or on the page of the hub that issued"
        " them.",
        "hubs": "Pages of the hubs named here: {hubs}",
        "root": "Whoever gave you this page vouches for it. Its issuers come under the"
        " authority {root}: compare that with what the awarding body publishes.",
        "fresh": "With the lists of {day}.",
        "stale": "With the lists of {day}, {days} days ago. What was revoked since is not known"
        " here: ask the awarding body for a newer copy of this page.",
        "ahead": "With the lists of {day}. This device takes today for {today}: set its date.",
        "name": "Name",
        "compare": "Compare the name with the person’s papers.",
        "achievement": "Has achieved",
        "issued": "Issued on",
        "issuer": "By",
        "id": "Credential",
        "key": "Signed with the key",
        "nothing": "Paste the text of the code first: it begins with UJ1:",
        "no-code": "This is not the text of a certificate’s code: that begins with UJ1:",
        "other-code": "This square code is not a certificate’s. Look for the one on the"
        " certificate.",
        "refused": "The camera cannot be used here. Take a photo of the code with your phone and"
        " choose it below, or scan the code with another app and paste its text.",
        "picture": "No code can be read in this picture. Take it from nearer, in good light, with"
        " the whole square code in it. If it is a badge, the program Ujuzi checks it.",
        "pdf": "This PDF has no code as text in it. Scan the square code on its page, or choose a"
        " picture of it. The program Ujuzi, “ujuzi verify FILE” and the hub’s page check the file"
        " itself.",
        "credential": "This is a credential in full, and this page reads only the square code. The"
        " program Ujuzi, “ujuzi verify FILE” and the hub’s page check it.",
        "other": "This page cannot check this file. The program Ujuzi and “ujuzi verify FILE” say"
        " what it is.",
        "too-large": "This file is too large for a certificate.",
        "headlines": {
            "genuine": "Genuine",
            "changed": "Changed since it was issued",
            "revoked": "No longer valid",
            "key-revoked": "Signed with a key that is no longer trusted",
            "key-out-of-use": "Signed at a time when its key was not in use",
            "unknown-issuer": "Issuer unknown to this page",
            "not-yet-known": "Correctly signed; not yet known here",
            "list-missing": "Correctly signed; not yet known here",
            "not-whole": "Not the whole code",
        },
        "advice": {
            "unknown-issuer": "A newer copy of this page may know it.",
            "not-yet-known": "Ask the awarding body for a newer copy of this page.",
            "list-missing": "Ask the awarding body for a newer copy of this page.",
        },
    },
    "fr": {
        "itself": "Français",
        "direction": "ltr",
        "language": "Langue",
        "title": "Vérifier un certificat",
        "lead": "Est-il authentique, et encore valable ? Le code carré du certificat le dit. Cette"
        " page fonctionne sans internet.",
        "scan": "Scanner le code",
        "aim": "Tenez le code carré du certificat dans le cadre.",
        "stop": "Fermer la caméra",
        "or": "ou",
        "paste": "Collez le texte du code",
        "check": "Vérifier",
        "choose": "Choisir un fichier ou une image",
        "files": "Une photo du code, ou le PDF du certificat",
        "another": "En vérifier un autre",
        "more": "Détails",
        "about": "À propos de cette page",
        "licences": "Licences de ce que d’autres ont écrit",
        "private": "Rien de ce que vous vérifiez ne quitte cet appareil.",
        "elsewhere": "Cette page lit le code carré. L’attestation numérique (.json), les badges"
        " (.svg, .png) et les PDF plus anciens se vérifient avec le logiciel Ujuzi (Certificats,"
        " Vérifier un certificat), avec la commande « ujuzi verify FICHIER », ou sur la page du"
        " serveur qui les a délivrés.",
        "hubs": "Pages des serveurs nommés ici : {hubs}",
        "root": "La personne qui vous a remis cette page s’en porte garante. Ses émetteurs relèvent"
        " de l’autorité {root} : comparez-la avec ce que publie l’organisme de délivrance.",
        "fresh": "Avec les listes du {day}.",
        "stale": "Avec les listes du {day}, il y a {days} jours. Ce qui a été révoqué depuis n’est"
        " pas connu ici : demandez à l’organisme de délivrance une copie plus récente de cette"
        " page.",
        "ahead": "Avec les listes du {day}. Pour cet appareil, nous sommes le {today} : réglez sa"
        " date.",
        "name": "Nom",
        "compare": "Comparez le nom avec les papiers de la personne.",
        "achievement": "A obtenu",
        "issued": "Délivré le",
        "issuer": "Par",
        "id": "Attestation numérique",
        "key": "Signé avec la clé",
        "nothing": "Collez d’abord le texte du code : il commence par UJ1:",
        "no-code": "Ceci n’est pas le texte du code d’un certificat : il commence par UJ1:",
        "other-code": "Ce code carré n’est pas celui d’un certificat. Cherchez celui du"
        " certificat.",
        "refused": "La caméra ne peut pas être utilisée ici. Photographiez le code avec votre"
        " téléphone et choisissez la photo ci-dessous, ou scannez le code avec une autre"
        " application"
        " et collez son texte.",
        "picture": "Aucun code n’est lisible dans cette image. Prenez-la de plus près, bien"
        " éclairée, avec le code carré en entier. Si c’est un badge, le logiciel Ujuzi le vérifie.",
        "pdf": "Ce PDF ne contient pas le texte du code. Scannez le code carré de sa page, ou"
        " choisissez-en une image. Le logiciel Ujuzi, « ujuzi verify FICHIER » et la page du"
        " serveur"
        " vérifient le fichier lui-même.",
        "credential": "Ceci est une attestation numérique complète, et cette page ne lit que le"
        " code carré."
        " Le"
        " logiciel Ujuzi, « ujuzi verify FICHIER » et la page du serveur la vérifient.",
        "other": "Cette page ne peut pas vérifier ce fichier. Le logiciel Ujuzi et « ujuzi verify"
        " FICHIER » disent ce que c’est.",
        "too-large": "Ce fichier est trop volumineux pour un certificat.",
        "headlines": {
            "genuine": "Authentique",
            "changed": "Modifié depuis sa délivrance",
            "revoked": "N’est plus valable",
            "key-revoked": "Signé avec une clé à laquelle on ne fait plus confiance",
            "key-out-of-use": "Signé à une date où sa clé n’était pas en usage",
            "unknown-issuer": "Émetteur inconnu de cette page",
            "not-yet-known": "Signature correcte ; pas encore connu ici",
            "list-missing": "Signature correcte ; pas encore connu ici",
            "not-whole": "Le code n’est pas entier",
        },
        "advice": {
            "unknown-issuer": "Une copie plus récente de cette page le connaît peut-être.",
            "not-yet-known": "Demandez à l’organisme de délivrance une copie plus récente de cette"
            " page.",
            "list-missing": "Demandez à l’organisme de délivrance une copie plus récente de cette"
            " page.",
        },
        "sentences": {
            "genuine": "Authentique. Il n’avait pas été révoqué au {as_of}, date de la liste"
            " consultée.",
            "genuine-beside": "Authentique. Il n’avait pas été révoqué au {as_of}, date de la liste"
            " consultée. Comparez ce qui est dit ici avec ce que montre la page ou l’image : cela"
            " seul est signé.",
            "changed": "Modifié depuis sa délivrance. Ne vous fiez pas à ce qu’il dit.",
            "revoked": "Révoqué le {day} : {reason}",
            "key-revoked": "La clé qui l’a signé a été révoquée le {day} : {reason} Rien de ce"
            " qu’elle a signé n’est fiable. Demandez un nouveau certificat à l’émetteur.",
            "key-out-of-use": "Signé avec une clé qui n’était pas en usage à la date indiquée."
            " Adressez-vous à l’émetteur.",
            "unknown-issuer": "L’émetteur est inconnu de cet appareil, dont la liste est du"
            " {as_of}."
            " Mettez la liste à jour, ou adressez-vous à la personne qui vous a remis le"
            " certificat.",
            "not-yet-known": "Signé par un émetteur connu. On ne sait pas encore ici s’il a été"
            " révoqué : la liste des révocations est du {as_of}, plus ancienne que le certificat."
            " Mettez la liste à jour.",
            "list-missing": "Signé par un émetteur connu. On ne sait pas encore ici s’il a été"
            " révoqué : la liste des révocations manque. Mettez la liste à jour.",
            "not-whole": "Ce texte commence comme un code, et il en manque une partie ou il"
            " contient"
            " des fautes. Copiez-le en entier, de UJ1: jusqu’à la fin, ou scannez de nouveau.",
        },
    },
}

NOT_WHOLE = (
    "This text begins like a code, and a part of it is missing or mistyped. Copy the whole of it,"
    " from UJ1: to its end, or scan it again."
)


def words() -> dict[str, dict[str, Any]]:
    """Return every text of the page by language ; facts stand in braces."""
    english = {**LANGUAGES["en"], "sentences": _sentences()}
    return {code: english if code == "en" else dict(each) for code, each in LANGUAGES.items()}


def _sentences() -> dict[str, str]:
    """Return what `ujuzi verify` says of a code, by standing."""
    return {
        "genuine": _said("genuine"),
        "genuine-beside": _said("genuine", form="pdf"),
        "changed": _said("changed"),
        "revoked": _said("revoked"),
        "key-revoked": _said("key-revoked"),
        "key-out-of-use": _said("key-out-of-use"),
        "unknown-issuer": _said("unknown-issuer"),
        "not-yet-known": _said("not-yet-known"),
        "list-missing": _said("not-yet-known", as_of=None),
        "not-whole": NOT_WHOLE,
    }


def _said(standing: Standing, form: Form = "stub", as_of: datetime | None = AS_OF) -> str:
    revocation = Revocation(at=DAY, reason="{reason}")
    verdict = Verdict(standing=standing, form=form, revocation=revocation, as_of=as_of)
    told = in_words(verdict)
    return told.replace(f"{AS_OF:%Y-%m-%d}", "{as_of}").replace(f"{DAY:%Y-%m-%d}", "{day}")
