"""What a browser shows at a hub: what this is, where to check a certificate, how to register.

It says nothing of this hub or its people, and asks no database.

    GET /
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ujuzi.hub.verify.page import HEADERS, STYLE, TEMPLATES, language_of

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "A hub of Ujuzi",
        "about": "Ujuzi is a program with which staff of universities learn and are certified, even"
        " where the internet is rare. This is the central server to which their computers bring"
        " what was done, and from which results and certificates come back.",
        "check": "Check a certificate",
        "check-about": "By its code or its file; nobody has to sign in.",
        "register": "Register a computer",
        "register-about": "Ask your coordinator for a code. In Ujuzi on that computer open “Sync”,"
        " type the address of this page, up to the third slash, and the code.",
    },
    "fr": {
        "title": "Un serveur Ujuzi",
        "about": "Ujuzi est un programme avec lequel le personnel des universités apprend et se"
        " fait certifier, même là où l’internet est rare. Voici le serveur central auquel leurs"
        " ordinateurs apportent ce qui a été fait, et d’où reviennent résultats et certificats.",
        "check": "Vérifier un certificat",
        "check-about": "Par son code ou son fichier ; personne n’a à s’identifier.",
        "register": "Inscrire un ordinateur",
        "register-about": "Demandez un code à la coordination de votre campus. Dans Ujuzi, sur cet"
        " ordinateur, ouvrez « Synchroniser », saisissez l’adresse de cette page, jusqu’à la"
        " troisième barre oblique, et le code.",
    },
}
"""Its texts, in the languages of the page that checks certificates."""

PAGE = TEMPLATES.get_template("front.html")


async def front(request: Request) -> Response:
    """Show it in the language that the browser asks for."""
    language = language_of(request)
    html = PAGE.render(language=language, words=WORDS[language], style=Markup(STYLE))
    return HTMLResponse(html, headers={**HEADERS, "content-language": language})
