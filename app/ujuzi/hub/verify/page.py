"""The public page on which anybody checks a certificate: by printed code, by QR code or by file.

One page, in English or French as the browser asks, small enough for 2G, without scripts. What came
from outside is escaped, bounded and never kept; codes are tried at a pace. What a certificate says
is shown only where its signature is good. Forms are taken apart and files are checked elsewhere
(`checker`); what is done here is short.

    GET /verify   GET /verify?code=...   POST /verify (a file)   GET /list   GET /status/NUMBER
    GET /.well-known/did.json
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ujuzi.credentials.check import Verdict, check
from ujuzi.credentials.stub import TEXT
from ujuzi.credentials.trust import Trust, read_list, root_of_list
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import keys, status_lists
from ujuzi.hub.verify.checker import check_form
from ujuzi.hub.verify.words import WORDS, Words
from ujuzi.serving import limits
from ujuzi.serving.body import read_body
from ujuzi.serving.watch import Watch

MAX_UPLOAD_BYTES = 1024 * 1024
MAX_CODE_CHARACTERS = 2000
"""The text of a QR code has a few hundred."""
MAX_QUERY_BYTES = 12 * MAX_CODE_CHARACTERS
"""Of an address: no character takes more."""
MAX_FIELDS = 16
MAX_LANGUAGES_CHARACTERS = 200
LIST_NUMBER = re.compile(r"[0-9]{1,6}")

STYLE = (
    "body{font:1.1em/1.5 system-ui,sans-serif;color:#1d2433;background:#faf8f4;margin:0}"
    "main{max-width:34em;margin:auto;padding:1.5em}"
    "section{background:#fff;border-left:.4em solid #5a6472;padding:.5em 1em;margin:1em 0}"
    "section.genuine{border-color:#1f6f54}section.revoked,section.changed{border-color:#a3302b}"
    "label{display:block;margin-top:1em}input{font:inherit;max-width:100%}"
    "button{font:inherit;margin-top:.5em;padding:.3em 1em}dt{color:#5a6472}dd{margin:0 0 .5em}"
)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
        f" style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
    ),
    "referrer-policy": "no-referrer",
    "vary": "accept-language",
}

ANYWHERE = {"access-control-allow-origin": "*"}
"""Lists are for everybody: any page in a browser may read them."""

NO_SUCH_CODE, TOO_OFTEN, TOO_LARGE = "no-such-code", "too-often", "message-too-large"
STATUS = {NO_SUCH_CODE: 404, TOO_OFTEN: 429, TOO_LARGE: 413, Code.FORM_MALFORMED: 400}
UNAVAILABLE = 503
COME_BACK = {"retry-after": str(limits.RETRY_AFTER_SECONDS)}
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGE = TEMPLATES.get_template("page.html")

CheckForm: TypeAlias = Callable[[str, bytes, Trust | None], Verdict]


class VerifyPage:
    """The page's answers to HTTP requests."""

    def __init__(self, hub: Hub, watch: Watch, check_form: CheckForm = check_form) -> None:
        self._hub = hub
        self._watch = watch
        self._check_form = check_form
        self._pace = limits.TokenBuckets(limits.CHECKS_AT_ONCE, limits.CHECKS_A_SECOND)
        self._pace_of_lists = limits.TokenBuckets(limits.LISTS_AT_ONCE, limits.LISTS_A_SECOND)

    async def by_code(self, request: Request) -> Response:
        """Show the form, and what is true of the code that is asked about."""
        code = _code(request)
        if not code:
            return _page(request, "", code)
        return await self._answer(request, lambda: self._checked(request, code), code)

    async def by_file(self, request: Request) -> Response:
        """Show what is true of a file."""

        async def checked() -> Verdict | None:
            self._pace.spend(_network(request))
            body = await read_body(request, MAX_UPLOAD_BYTES)
            content_type = request.headers.get("content-type", "")
            return await run_in_threadpool(
                lambda: self._check_form(content_type, body, self._trust())
            )

        return await self._answer(request, checked, "")

    async def status(self, request: Request) -> Response:
        """Give a status list to any verifier."""
        number = request.path_params["number"]
        if not LIST_NUMBER.fullmatch(number):
            return Response(status_code=404)
        headers = {"content-type": "application/vc", "cache-control": "no-cache"}
        return await self._given(request, lambda: self._status_list(int(number)), headers)

    async def did(self, request: Request) -> Response:
        """Give the keys of this hub, as which it signs: what its did:web stands for."""
        headers = {"content-type": "application/did+json", "cache-control": "no-cache"}
        return await self._given(request, self._did, headers)

    async def list(self, request: Request) -> Response:
        """Give the list of issuers and revocations, with which anybody checks offline."""
        headers = {
            "content-type": "application/json",
            "content-disposition": 'attachment; filename="ujuzi-list.json"',
        }
        return await self._given(request, self._list, headers)

    async def _given(
        self, request: Request, find: Callable[[], bytes | None], headers: dict[str, str]
    ) -> Response:
        """Give what is public and signed, at a pace: finding it may sign it anew."""
        try:
            self._pace_of_lists.spend(_network(request))
            found = await run_in_threadpool(find)
        except WorldError as error:
            self._watch.refused(error)
            return Response(status_code=STATUS.get(error.code, UNAVAILABLE), headers=COME_BACK)
        if found is None:
            return Response(status_code=404)
        return Response(found, headers={**ANYWHERE, **headers})

    async def _answer(
        self, request: Request, checked: Callable[[], Awaitable[Verdict | None]], code: str
    ) -> Response:
        try:
            verdict = await checked()
        except UjuziError as error:
            self._watch.refused(error)
            return _page(request, error.code, code, STATUS.get(error.code, UNAVAILABLE))
        if verdict is None:
            return _page(request, NO_SUCH_CODE, code, STATUS[NO_SUCH_CODE])
        return _page(request, verdict, code)

    async def _checked(self, request: Request, code: str) -> Verdict | None:
        self._pace.spend(_network(request))
        return await run_in_threadpool(self._check_code, code)

    def _check_code(self, code: str) -> Verdict | None:
        """Return the truth about a printed code or a QR code's text, or None for a strange one."""
        if TEXT.search(code.upper()):
            return check(code.encode(), self._trust())
        with self._hub.database.reading() as connection:
            credential = awards.by_code(connection, code)
        return None if credential is None else check(credential, self._trust())

    def _trust(self) -> Trust | None:
        data = self._list()
        return None if data is None else _read_trust(data)

    def _list(self) -> bytes | None:
        status_lists.freshen(self._hub.database, self._hub.now())
        with self._hub.database.reading() as connection:
            try:
                return keys.trust_file(connection)
            except RefusedError:
                return None

    def _did(self) -> bytes | None:
        with self._hub.database.reading() as connection, suppress(RefusedError):
            return keys.document_of_did(connection)
        return None

    def _status_list(self, number: int) -> bytes | None:
        status_lists.freshen(self._hub.database, self._hub.now())
        with self._hub.database.reading() as connection:
            return keys.status_list(connection, number)


def _network(request: Request) -> str:
    return limits.network_of(request.client.host) if request.client else ""


@lru_cache(maxsize=2)
def _read_trust(data: bytes) -> Trust:
    return read_list(data, root_of_list(data))


def _code(request: Request) -> str:
    """Return the code that is asked about, or nothing; of what comes after it nothing is read."""
    query: bytes = request.scope["query_string"][:MAX_QUERY_BYTES]
    with suppress(ValueError):  # more fields than any form of ours has
        for name, value in parse_qsl(query.decode("latin-1"), max_num_fields=MAX_FIELDS):
            if name == "code":
                return value[:MAX_CODE_CHARACTERS].strip()
    return ""


def language_of(request: Request) -> str:
    """Return the first language that the browser asks for and the page speaks."""
    wanted = request.headers.get("accept-language", "")[:MAX_LANGUAGES_CHARACTERS]
    for asked in wanted.lower().split(","):
        language = asked.strip().partition(";")[0].partition("-")[0]
        if language in WORDS:
            return language
    return "en"


def _page(request: Request, answer: Verdict | str, code: str, status: int = 200) -> Response:
    language = language_of(request)
    words = WORDS[language]
    headers = {**HEADERS, "content-language": language}
    if status in (STATUS[TOO_OFTEN], UNAVAILABLE):
        headers["retry-after"] = str(limits.RETRY_AFTER_SECONDS)
    html = PAGE.render(
        language=language,
        words=words,
        style=Markup(STYLE),
        code=code,
        longest=MAX_CODE_CHARACTERS,
        **_answered(words, answer),
    )
    return HTMLResponse(html, status, headers)


def _answered(words: Words, answer: Verdict | str) -> dict[str, Any]:
    """Return what the page says is true, and what it describes."""
    if not answer:
        return {"sentence": ""}
    if isinstance(answer, str):
        return {"sentence": words.get(answer, words["unavailable"])}
    facts = {
        "until": f"{answer.until:%Y-%m-%d}" if answer.until else "",
        "day": f"{answer.revocation.at:%Y-%m-%d}" if answer.revocation else "",
        "reason": answer.revocation.reason if answer.revocation else "",
    }
    sentence = words[_name(words, answer)].format(**facts)
    if answer.standing == "genuine" and answer.form in {"svg", "png", "pdf"}:
        sentence = f"{sentence} {words['compare']}"
    described = _described(words, answer)
    return {"sentence": sentence, "standing": answer.standing, "described": described}


def _name(words: Words, verdict: Verdict) -> str:
    """Return the name of the words for a verdict: what was found, where more can be said by it."""
    if verdict.standing == "unknown-issuer" and verdict.is_signed:
        return "signed"
    return verdict.found if verdict.found in words else verdict.standing


def _described(words: Words, verdict: Verdict) -> list[tuple[str, str]]:
    """Return what a certificate says, where its issuer is known to have said it."""
    claim, issuer = verdict.claim, verdict.issuer
    if claim is None or issuer is None or verdict.standing == "key-revoked":
        return []
    return [
        (words["name"], claim.name),
        (words["achievement"], claim.title),
        (words["issued"], f"{claim.issued:%Y-%m-%d}"),
        (words["issuer"], issuer.name),
    ]
