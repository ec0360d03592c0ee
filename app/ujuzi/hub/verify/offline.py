"""The page that checks certificates with no network: one HTML file with the lists inside.

Whoever receives a paper opens it from a stick, in any browser. It reads the text of the QR code (by
camera, from a picture, pasted, or from a certificate's PDF) and says what `ujuzi verify` says of
it; of other files it says what checks them. A policy inside the page forbids it every connection.

    offline.html, .css, .js   the page, written out with what follows
    resources/checker         a QR reader and Ed25519 of others, bundled at set-up, with licences
    the lists                 cut down to what stubs ask: whose keys, which places

The file is not signed: it is as good as the hand that gave it, so it shows the root's fingerprint.
Places, days and reasons of revocations take about 10 bytes each; the whole is below USUAL_BYTES for
10,000 of them, and larger ones work too.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ujuzi.credentials.check import STALE_DAYS
from ujuzi.credentials.key_list import ISSUING, ListedKey
from ujuzi.credentials.status_list import StatusList, list_number
from ujuzi.credentials.trust import Trust
from ujuzi.errors import Code, WorldError
from ujuzi.hub.verify.offline_words import words
from ujuzi.paths import resource

USUAL_BYTES = 300_000
"""More than that loads slowly on an old phone."""
DAY_SECONDS = 24 * 3600

HERE = Path(__file__).parent
PAGE = Environment(loader=FileSystemLoader(HERE), autoescape=True).get_template("offline.html")


def offline_checker(trust: Trust) -> bytes:
    """Return the page with lists inside that are verified already.

    Raises WorldError `libraries-missing` where nobody has bundled what the page is made with.
    """
    libraries, licences = _bundled("libraries.js"), _bundled("licences.txt")
    style, script = (_own(f"offline.{kind}") for kind in ("css", "js"))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none';"
        f" script-src {_hash(libraries)} {_hash(script)}; style-src {_hash(style)}"
    )
    return PAGE.render(
        policy=Markup(policy),
        style=Markup(style),
        known=Markup(_in_html(_known(trust))),
        libraries=Markup(libraries),
        script=Markup(script),
        licences=licences,
    ).encode()


def _known(trust: Trust) -> dict[str, Any]:
    """Return what the page knows: the issuing keys, the lists and the texts."""
    keys = [each for each in trust.key_list.keys if each.role == ISSUING]
    named = [[(each.id, each.issuer) for each in _lists(trust, key)] for key in keys]
    places = list(dict.fromkeys(chain.from_iterable(named)))
    known = {(each.id, each.issuer): each for each in trust.status_lists}
    lists = [known[place] for place in places]
    reasons = sorted({each.reason for of in lists for each in of.revoked.values()})
    return {
        "root": trust.key_list.root.fingerprint,
        "keysIssued": _moment(trust.key_list.issued),
        "issued": _moment(max([trust.key_list.issued, *(each.issued for each in lists)])),
        "staleDays": STALE_DAYS,
        "hubs": sorted(set(_addresses(lists))),
        "keys": [
            {**_key(key), "lists": [places.index(each) for each in of]}
            for key, of in zip(keys, named, strict=True)
        ],
        "reasons": reasons,
        "lists": [_list(each, reasons) for each in lists],
        "words": words(),
    }


def _key(listed: ListedKey) -> dict[str, Any]:
    revoked = listed.revoked
    return {
        "key": listed.key,
        "fingerprint": listed.public.fingerprint,
        "name": listed.name,
        "organisation": listed.organisation,
        "from": _moment(listed.valid_from),
        "until": _moment(listed.valid_until) if listed.valid_until else None,
        "revoked": {"at": _moment(revoked.at), "reason": revoked.reason} if revoked else None,
    }


def _lists(trust: Trust, listed: ListedKey) -> Iterator[StatusList]:
    """Yield the lists that stubs by a key can name, as `check` finds them."""
    numbers = {list_number(each.id) for each in trust.status_lists}
    for number in sorted(each for each in numbers if each is not None):
        if found := trust.numbered(number, listed.organisation, listed.issuers):
            yield found


def _list(of: StatusList, reasons: list[str]) -> dict[str, Any]:
    revoked = sorted(of.revoked.items())
    numbers = {reason: number for number, reason in enumerate(reasons)}
    return {
        "number": list_number(of.id),
        "issued": _moment(of.issued),
        "places": _steps(place for place, _ in revoked),
        "days": _steps(int(each.at.timestamp()) // DAY_SECONDS for _, each in revoked),
        "why": [numbers[each.reason] for _, each in revoked],
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    """Return the first number, and what is added to each for the next."""
    return [after - before for before, after in pairwise((0, *numbers))]


def _addresses(lists: Iterable[StatusList]) -> Iterator[str]:
    """Yield the addresses of the hubs that publish these lists, where they have one."""
    for each in lists:
        parts = urlsplit(each.id)
        if parts.scheme in ("http", "https") and not parts.netloc.endswith(".invalid"):
            yield f"{parts.scheme}://{parts.netloc}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _own(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _bundled(name: str) -> str:
    file = resource("checker", name)
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise WorldError(
            Code.LIBRARIES_MISSING,
            "What the page is made with is missing: npm was not there when this program was"
            " installed. Install npm, then this program again; in a checkout run"
            " `python packaging/checker/bundle.py`.",
        ) from error


def _in_html(known: dict[str, Any]) -> str:
    """Return JSON that ends no element of HTML."""
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _hash(text: str) -> str:
    """Return what a policy calls a script or a style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
