"""What a credential means: the RDF that its JSON stands for, by the contexts that are shipped.

A signature over RDF signs what a document *means*. What means nothing is signed by nobody, and a
reader of the JSON would yet see it. Hence the rules:

    contexts   only those in `BUNDLED`, and those that the caller calls its own; at the top, and
               again at credentials that are held inside (endorsements, those of a transcript)
    terms      each is a word of those contexts, and defined where it stands: no whole IRI, no
               keyword (@graph, @value, @reverse), no blank node
    names      each id and each type is an absolute IRI
    cost       few values, few contexts, not deep in each other, and not many equal things without
               ids: whatever a document says, its meaning is made out within a second, or it is
               refused

What breaks a rule is not thereby forged: somebody else may have written it so. Contexts are read
from `resources/contexts`, once; no other address is ever looked up, and nothing touches the
network. PyLD is loaded on first use.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ujuzi.errors import Code, RefusedError
from ujuzi.paths import resource

Document = Mapping[str, Any]

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0"
OPEN_BADGES = f"{_BADGES}/context-3.0.3.json"
BUNDLED = {
    CREDENTIALS_V1: "credentials-v1.json",
    CREDENTIALS_V2: "credentials-v2.json",
    f"{_BADGES}/context.json": "open-badges-3.0.0.json",
    f"{_BADGES}/context-3.0.1.json": "open-badges-3.0.1.json",
    f"{_BADGES}/context-3.0.2.json": "open-badges-3.0.2.json",
    OPEN_BADGES: "open-badges-3.0.3.json",
    f"{_BADGES}/extensions.json": "open-badges-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-2.0.1.json",
}
"""The file of each context in `resources/contexts`, whose README names the sources."""

MAX_VALUES = 1_000
"""Texts, numbers, lists and things in one document, JSON literals apart; ours have some 60, and 25
more for each competency. Lists of values take PyLD a time that grows with their square."""
MAX_DEPTH = 32
"""Of things within each other; ours go 5 deep."""
MAX_CONTEXTS = 60
"""Named in one document, at the top and inside; each has to be worked out where it stands."""
MAX_SHOWN = 60
"""Characters of what breaks a rule that a refusal repeats."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_RELATIVE = "relative:"
"""What relative IRIs are made to start with, so that they are found."""


def digest(document: Document, options: Document, own: Sequence[Document] = ()) -> bytes:
    """Return what a proof signs: the hash of the proof's options, then that of the document.

    `own` are contexts that a document may hold in itself. Raises RefusedError `context-unknown`,
    `credential-malformed` or `credential-too-costly`.
    """
    context = document.get("@context")
    return hashed({**options, "@context": context}, own) + hashed(document, own)


def hashed(document: Document, own: Sequence[Document] = ()) -> bytes:
    """Return the hash of what a document means; raises what `digest` raises."""
    context = document.get("@context")
    names = context if isinstance(context, list) else [context]
    if not names or not all(_is_known(each, own) for each in names):
        raise context_unknown()
    _check_words(document, own)
    return hashlib.sha256(_canonical(document)).digest()


def _is_known(context: object, own: Sequence[Document]) -> bool:
    return context in BUNDLED if isinstance(context, str) else context in own


class _Words(NamedTuple):
    """The names that properties may have, and those of them whose values are JSON literals."""

    terms: frozenset[str]
    literals: frozenset[str]


def _words(contexts: Sequence[Any]) -> _Words:
    """Return the words of some contexts, with those that only things of some types have."""
    known = [_terms(each) if isinstance(each, str) else _terms_of(each) for each in contexts]
    terms = frozenset(name for each in known for name in each)
    literals = (name for name in terms if all(each[name] for each in known if name in each))
    return _Words(terms, frozenset(literals))


@cache
def _terms(url: str) -> Mapping[str, bool]:
    return _terms_of(_read(url))


def _terms_of(context: Document) -> Mapping[str, bool]:
    """Return each word of a context, and whether its values are JSON literals everywhere."""
    terms: dict[str, bool] = {}
    waiting: list[object] = [context]
    while waiting:
        held = waiting.pop()
        for name, meaning in held.items() if isinstance(held, Mapping) else ():
            if not name.startswith("@"):
                is_plain = isinstance(meaning, Mapping)
                is_literal = is_plain and meaning.get("@type") == "@json"
                terms[name] = terms.get(name, True) and is_literal
                waiting += [meaning.get("@context")] if is_plain else []
    return terms


def _check_words(document: Document, own: Sequence[Document]) -> None:
    """Refuse names that are none of the words, and what is too large or too deep to be looked at.

    A JSON literal is signed as it stands: in one any name will do.
    """
    words = _words(_contexts(document, own))
    values = 0
    waiting: list[tuple[object, int, bool]] = [(document, 1, False)]
    while waiting:
        value, depth, is_literal = waiting.pop()
        values += not is_literal
        if depth > MAX_DEPTH or values > MAX_VALUES:
            raise too_costly("it is too large, or too deep")
        if isinstance(value, list):
            waiting += [(each, depth + 1, is_literal) for each in value]
        elif isinstance(value, dict):
            for name, inner in value.items():
                if name == "@context" and not is_literal:
                    continue
                if not is_literal and name not in words.terms:
                    raise malformed("it has a term that nothing defines")
                waiting.append((inner, depth + 1, is_literal or name in words.literals))


def _contexts(document: Document, own: Sequence[Document]) -> list[Any]:
    """Return every context that a document names; refuses those that are not known."""
    found: list[Any] = []
    waiting: list[tuple[object, int]] = [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH or len(found) > MAX_CONTEXTS:
            raise too_costly("it is too deep, or has too many contexts")
        if isinstance(value, list):
            waiting += [(each, depth + 1) for each in value]
        elif isinstance(value, dict):
            for name, inner in value.items():
                if name != "@context":
                    waiting.append((inner, depth + 1))
                    continue
                named = inner if isinstance(inner, list) else [inner]
                if not all(_is_known(each, own) for each in named):
                    raise malformed("it gives its words other meanings")
                found += named
    return found


def _canonical(document: Document) -> bytes:
    """Return the canonical N-Quads of a document."""
    from pyld.jsonld import JsonLdError, JsonLdProcessor

    from ujuzi.credentials.canonical import canonical

    processor = JsonLdProcessor(on_property_dropped=_refuse_term)
    try:
        expanded = processor.expand(document, _options())
        _check_iris(expanded)
        dataset = processor.to_rdf(expanded, _options())
    except (JsonLdError, RecursionError) as error:
        raise malformed("it is no JSON-LD") from error
    return canonical(dataset).encode()


def _refuse_term(_iri: str | None) -> None:
    raise malformed("it has a term that nothing defines")


def _check_iris(expanded: object) -> None:
    """Refuse what is no absolute IRI: RDF drops it in silence, so nobody would have signed it."""
    if isinstance(expanded, list):
        for each in expanded:
            _check_iris(each)
    elif isinstance(expanded, dict) and "@value" not in expanded:
        names = (name for name in expanded if not name.startswith("@"))
        for iri in (*names, *expanded.get("@type", ()), expanded.get("@id", "any:")):
            if not _IRI.fullmatch(iri) or iri.startswith(_RELATIVE):
                raise malformed(f"{iri[:MAX_SHOWN]!r} is no IRI")
        for inner in expanded.values():
            _check_iris(inner)


def _options() -> dict[str, object]:
    return {
        "documentLoader": _load,
        "contextResolver": _resolver(),
        "base": f"{_RELATIVE}//nowhere/",
    }


@cache
def _resolver() -> Any:
    """Return PyLD's keeper of processed contexts: they are worked out once a process."""
    from pyld.context_resolver import ContextResolver

    return ContextResolver({}, _load)


def _load(url: str, _options: object) -> dict[str, object]:
    """Return a shipped context, as PyLD asks for it; there are no others."""
    if url not in BUNDLED:
        raise malformed("it refers to a context elsewhere")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": _read(url)}}


def _read(url: str) -> dict[str, object]:
    """Return what stands in a shipped context."""
    text = resource("contexts", BUNDLED[url]).read_text(encoding="utf-8")
    context: dict[str, object] = json.loads(text)["@context"]
    return context


def context_unknown() -> RefusedError:
    """Return the refusal of what is written in other words than those that are shipped."""
    return RefusedError(
        Code.CONTEXT_UNKNOWN, "The words of this credential are none that this program knows."
    )


def too_costly(reason: str) -> RefusedError:
    """Return the refusal of what takes too long to be made out."""
    return RefusedError(
        Code.CREDENTIAL_TOO_COSTLY, f"This takes too long to be checked: {reason}.", reason=reason
    )


def malformed(reason: str) -> RefusedError:
    """Return the refusal of what breaks a rule of its format."""
    return RefusedError(
        Code.CREDENTIAL_MALFORMED, f"This is not as a credential must be: {reason}.", reason=reason
    )
