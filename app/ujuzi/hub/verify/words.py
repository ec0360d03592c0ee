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
        "genuine": "Genuine. Not revoked. Compare the name with the person’s papers.",
        "compare": "Compare what is said here with what the page or picture shows: only this is"
        " signed.",
        "changed": "Changed since it was issued. Do not rely on what it says.",
        "expired": "It was good until {until}, as it says itself, and that day has passed."
        " Ask its issuer for a new one.",
        "revoked": "Revoked on {day}, because: {reason}",
        "key-revoked": "The key that signed it was revoked on {day}, because: {reason} Nothing that"
        " it signed can be believed. Ask the issuer for a new certificate.",
        "key-out-of-use": "Signed with a key that was not in use on the day it bears."
        " Ask the issuer.",
        "unknown-issuer": "The issuer is unknown here. Its signature was not checked, for its key"
        " is not here: use the program of whoever issued it, or ask whoever gave you the"
        " certificate.",
        "signed": "The issuer is unknown here. It is as it was signed; who signed it is not known"
        " here: ask whoever gave you the certificate.",
        "not-yet-known": "Signed by a known issuer. Whether it was revoked is not known here.",
        "cannot-check": "This program cannot check it. That says nothing against it: use the"
        " program of whoever issued it.",
        "not-a-certificate": "This is not a certificate.",
        "other-signature": "This program cannot check it. It is signed in a way that it does"
        " not know. That says nothing against it: use the program of whoever issued it.",
        "other-context": "This program cannot check it. It is a credential in words that it"
        " does not know. That says nothing against it: use the program of whoever issued it.",
        "other-credential": "This is a credential of another kind, not a badge. Use the program of"
        " whoever issued it.",
        "other-signer": "This is not signed by the one that it names as its issuer. Do not rely on"
        " what it says.",
        "earlier-badge": "This program cannot check it. It is a badge of Open Badges 2 or"
        " before. That says nothing against it: ask its issuer, at the address that the badge"
        " names.",
        "cut-code": "This program cannot check it. It is not the whole text of a certificate’s"
        " code. Copy all of it, from UJ1: to its end.",
        "several": "This file holds several credentials, so nobody can say which of them it stands"
        " for. Ask its holder for a file with one.",
        "name-twice": "This says one thing twice, so two programs may read two different things in"
        " it. Do not rely on it: ask its holder for the file as the issuer gave it out.",
        "unsigned": "This is the text of a certificate, and nobody has signed it. Ask its holder"
        " for the signed one.",
        "presentation": "This is a presentation, in which a holder shows credentials. Ask its"
        " holder for the credential itself, and check that.",
        "picture": "This is a picture in which no certificate can be read. Ask its holder for the"
        " file as the issuer gave it out.",
        "too-large": "This program cannot check it. It is larger than what this program reads."
        " Ask its holder for the text of its code.",
        "form-malformed": "This is not a certificate. The form did not come as a browser sends it:"
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
        "file": "Ou son fichier : attestation numérique ou badge",
        "check": "Vérifier",
        "about": "Sans internet, le logiciel Ujuzi fait la même vérification, avec"
        ' <a href="/list">cette liste</a>.',
        "name": "Nom",
        "achievement": "A obtenu",
        "issued": "Délivré le",
        "issuer": "Par",
        "genuine": "Authentique. Non révoqué. Comparez le nom avec les papiers de la personne.",
        "compare": "Comparez ce qui est dit ici avec ce que montre la page ou l’image : seul ceci"
        " est signé.",
        "changed": "Modifié depuis sa délivrance. Ne vous fiez pas à ce qu’il dit.",
        "expired": "Il était valable jusqu’au {until}, comme il le dit lui-même, et ce jour est"
        " passé. Demandez-en un nouveau à l’émetteur.",
        "revoked": "Révoqué le {day}, pour la raison suivante : {reason}",
        "key-revoked": "La clé qui l’a signé a été révoquée le {day}, pour la raison suivante :"
        " {reason} Rien de ce qu’elle a signé n’est fiable. Demandez un nouveau certificat à"
        " l’émetteur.",
        "key-out-of-use": "Signé avec une clé qui n’était pas en usage à la date indiquée."
        " Adressez-vous à l’émetteur.",
        "unknown-issuer": "L’émetteur est inconnu ici. Sa signature n’a pas été vérifiée, car sa"
        " clé n’est pas ici : utilisez le logiciel de l’émetteur, ou adressez-vous à la personne"
        " qui vous a remis le certificat.",
        "signed": "L’émetteur est inconnu ici. Il est tel qu’il a été signé ; on ne sait pas ici"
        " qui l’a signé : adressez-vous à la personne qui vous a remis le certificat.",
        "not-yet-known": "Signé par un émetteur connu. On ne sait pas ici s’il a été révoqué.",
        "cannot-check": "Ce logiciel ne peut pas le vérifier. Cela ne prouve rien contre lui :"
        " utilisez le logiciel de l’émetteur.",
        "not-a-certificate": "Ceci n’est pas un certificat.",
        "other-signature": "Ce logiciel ne peut pas le vérifier. Il est signé d’une façon que"
        " ce logiciel ne connaît pas. Cela ne prouve rien contre lui : utilisez le logiciel de"
        " l’émetteur.",
        "other-context": "Ce logiciel ne peut pas le vérifier. C’est une attestation numérique"
        " dont il ne"
        " connaît pas les mots. Cela ne prouve rien contre elle : utilisez le logiciel de"
        " l’émetteur.",
        "other-credential": "Ceci est une attestation numérique d’un autre genre, et non un badge."
        " Utilisez"
        " le logiciel de l’émetteur.",
        "other-signer": "Ceci n’est pas signé par celui qui y est nommé comme émetteur. Ne vous"
        " fiez pas à ce qu’il dit.",
        "earlier-badge": "Ce logiciel ne peut pas le vérifier. C’est un badge d’Open Badges 2"
        " ou d’avant. Cela ne prouve rien contre lui : demandez à l’émetteur, à l’adresse que le"
        " badge nomme.",
        "cut-code": "Ce logiciel ne peut pas le vérifier. Ce n’est pas le texte entier du code"
        " d’un certificat. Copiez-le en entier, de UJ1: jusqu’à la fin.",
        "several": "Ce fichier contient plusieurs attestations numériques ; personne ne peut dire"
        " laquelle est"
        " la bonne. Demandez à la personne un fichier qui n’en contient qu’une.",
        "name-twice": "Ceci dit deux fois une même chose ; deux logiciels peuvent y lire deux"
        " choses différentes. Ne vous y fiez pas : demandez à la personne le fichier tel que"
        " l’émetteur l’a remis.",
        "unsigned": "Ceci est le texte d’un certificat, que personne n’a signé. Demandez à la"
        " personne celui qui est signé.",
        "presentation": "Ceci est une présentation, dans laquelle une personne montre des"
        " attestations numériques. Demandez-lui l’attestation numérique elle-même, et vérifiez-la.",
        "picture": "Ceci est une image dans laquelle on ne peut lire aucun certificat. Demandez à"
        " la personne le fichier tel que l’émetteur l’a remis.",
        "too-large": "Ce logiciel ne peut pas le vérifier. Il est plus volumineux que ce que ce"
        " logiciel peut lire. Demandez à la personne le texte de son code.",
        "form-malformed": "Ceci n’est pas un certificat. Le formulaire n’est pas arrivé comme un"
        " navigateur l’envoie : choisissez un seul fichier et renvoyez-le.",
        "pdf": "Ceci est un PDF. Saisissez le code qui y est imprimé, ou choisissez le fichier de"
        " l’attestation numérique qui l’accompagne (.json).",
        "no-such-code": "Ce code n’existe pas ici. Comparez-le avec le certificat, lettre par"
        " lettre.",
        "too-often": "Trop de vérifications depuis votre réseau. Réessayez dans une minute.",
        "message-too-large": "Ce fichier est trop volumineux pour un certificat.",
        "unavailable": "La vérification est impossible pour le moment. Réessayez plus tard.",
    },
}
