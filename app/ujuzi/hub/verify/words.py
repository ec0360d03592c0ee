"""What the page that checks certificates says, in each of its languages. `about` is HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "en": {
        "title": "Check a certificate",
        "code": "The code that is printed on it",
        "file": "Or its file: credential or badge",
        "check": "Check",
        "about": "With no internet, the program Ujuzi checks the same, with"
        ' <a href="/list">this list</a>.',
        "name": "Name",
        "achievement": "Has achieved",
        "issued": "Issued on",
        "issuer": "By",
        "genuine": "Genuine. Not revoked.",
        "changed": "Changed since it was issued. Do not rely on what it says.",
        "revoked": "Revoked on {day}, because: {reason}",
        "key-revoked": "The key that signed it was revoked on {day}, because: {reason} Nothing that"
        " it signed can be believed. Ask the issuer for a new certificate.",
        "key-out-of-use": "Signed with a key that was not in use on the day it bears."
        " Ask the issuer.",
        "unknown-issuer": "The issuer is unknown here. Ask whoever gave you the certificate.",
        "not-yet-known": "Signed by a known issuer. Whether it was revoked is not known here.",
        "cannot-check": "This program cannot check it. That says nothing against it: use the"
        " program of whoever issued it.",
        "not-a-certificate": "This is no certificate.",
        "form-malformed": "This is no certificate. The form did not come as a browser sends it:"
        " choose one file, and send it again.",
        "pdf": "This is a PDF. Type the code that is printed on it, or choose the credential that"
        " came with it (.json).",
        "no-such-code": "There is no such code here. Compare it with the certificate, letter by"
        " letter.",
        "too-often": "Too many checks from your network. Try again in a minute.",
        "message-too-large": "This file is too large for a certificate.",
        "unavailable": "The check cannot be made at the moment. Try again later.",
    },
    "fr": {
        "title": "Vérifier un certificat",
        "code": "Le code imprimé sur le certificat",
        "file": "Ou son fichier : attestation numérique ou badge",
        "check": "Vérifier",
        "about": "Sans internet, le logiciel Ujuzi fait la même vérification, avec"
        ' <a href="/list">cette liste</a>.',
        "name": "Nom",
        "achievement": "A obtenu",
        "issued": "Délivré le",
        "issuer": "Par",
        "genuine": "Authentique. Non révoqué.",
        "changed": "Modifié depuis sa délivrance. Ne vous fiez pas à ce qu’il dit.",
        "revoked": "Révoqué le {day}, pour la raison suivante : {reason}",
        "key-revoked": "La clé qui l’a signé a été révoquée le {day}, pour la raison suivante :"
        " {reason} Rien de ce qu’elle a signé n’est fiable. Demandez un nouveau certificat à"
        " l’émetteur.",
        "key-out-of-use": "Signé avec une clé qui n’était pas en usage à la date indiquée."
        " Adressez-vous à l’émetteur.",
        "unknown-issuer": "L’émetteur est inconnu ici. Adressez-vous à la personne qui vous a remis"
        " le certificat.",
        "not-yet-known": "Signé par un émetteur connu. On ne sait pas ici s’il a été révoqué.",
        "cannot-check": "Ce logiciel ne peut pas le vérifier. Cela ne prouve rien contre lui :"
        " utilisez le logiciel de l’émetteur.",
        "not-a-certificate": "Ceci n’est pas un certificat.",
        "form-malformed": "Ceci n’est pas un certificat. Le formulaire n’est pas arrivé comme un"
        " navigateur l’envoie : choisissez un seul fichier et renvoyez-le.",
        "pdf": "Ceci est un PDF. Saisissez le code qui y est imprimé, ou choisissez le fichier de"
        " l’attestation qui l’accompagne (.json).",
        "no-such-code": "Ce code n’existe pas ici. Comparez-le avec le certificat, lettre par"
        " lettre.",
        "too-often": "Trop de vérifications depuis votre réseau. Réessayez dans une minute.",
        "message-too-large": "Ce fichier est trop volumineux pour un certificat.",
        "unavailable": "La vérification est impossible pour le moment. Réessayez plus tard.",
    },
}
