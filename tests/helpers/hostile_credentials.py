"""Credentials that somebody wrote to keep a computer busy.

Each is made of a construct of JSON-LD that makes many things of which nothing tells one from
another, or that takes a library long in another way; each stands in the name of an issuer, with a
proof in the right form. They seed `make fuzz` as well; `tests/assets/credentials/hostile` holds the
file with which it was once done.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from helpers.certificates import HUB, issued
from ujuzi.credentials.keys import PublisherKey

HOSTILE = Path(__file__).resolve().parents[1] / "assets" / "credentials" / "hostile"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MANY = 12
"""Equal things: 479,001,600 orders."""


def written_by(key: PublisherKey, construct: dict[str, Any]) -> dict[str, Any]:
    """Return a credential in the name of an issuer, to which somebody has added a construct."""
    return issued(key) | construct


def credentials(key: PublisherKey = HUB) -> dict[str, dict[str, Any]]:
    """Return each of them by what it is made of."""
    made = {name: written_by(key, construct()) for name, construct in CONSTRUCTS.items()}
    attack = json.loads((HOSTILE / "the-iri-of-rest.json").read_text(encoding="utf-8"))
    signed = issued(key)
    attack |= {name: signed[name] for name in ("issuer", "proof")}
    return {**made, "the file of the attack": attack}


def _twice(thing: dict[str, Any]) -> dict[str, Any]:
    """Return evidence of two equal things, so that nothing tells what they hold apart."""
    return {"evidence": [thing, copy.deepcopy(thing)]}


def _holders(name: str) -> dict[str, Any]:
    """Return two equal things that hold many equal ones by a property."""
    return _twice({"type": "Profile", name: [{"type": "Evidence"}] * MANY})


def _graphs(holds: str, **facts: Any) -> dict[str, Any]:
    """Return a named thing with two graphs that have no name, and many equal things in each."""
    inside = {**facts, "id": "urn:x:1", holds: [{"name": "same"}] * MANY}
    return {"evidence": {"type": ["VerifiableCredential"], "id": "urn:x", "proof": [inside] * 2}}


def _graphs_in_a_presentation() -> dict[str, Any]:
    shown = {"type": ["VerifiablePresentation"], "id": "urn:x"}
    return {"evidence": shown | {"verifiableCredential": [{"_sd": [1]}] * MANY}}


def _lists(count: int, length: int) -> dict[str, Any]:
    """Return lists of which one says the same as the other, of one thing."""
    holder = {"id": "urn:x", "type": "ResultDescription", "allowedValue": ["same"] * length}
    return {"evidence": [holder] * count}


def _lists_of_things() -> dict[str, Any]:
    return _twice({"type": "ResultDescription", "allowedValue": [{"type": "Evidence"}] * MANY})


def _lists_of_lists() -> dict[str, Any]:
    return _twice({"type": "ResultDescription", "allowedValue": [["same"] * 2] * MANY})


def _chain(length: int) -> dict[str, Any]:
    """Return things of which each holds the next."""
    thing: dict[str, Any] = {"type": "Profile"}
    for _ in range(length):
        thing = {"type": "Profile", "parentOrg": thing}
    return thing


def _tree(depth: int, width: int) -> dict[str, Any]:
    """Return a thing that holds equal ones, which hold equal ones."""
    inner = [_tree(depth - 1, width)] * width if depth else []
    return {"type": "Profile", "parentOrg": inner}


def _groups() -> dict[str, Any]:
    """Return equal graphs in which the same things are met on several ways."""
    things = [
        {"type": "Profile", "name": str(number), "parentOrg": {"name": "same"}}
        for number in range(MANY)
    ]
    proof = {"id": "urn:x:1", "type": "DataIntegrityProof", "previousProof": things}
    return {"evidence": {"type": ["VerifiableCredential"], "id": "urn:x", "proof": [proof] * 2}}


def _subjects() -> dict[str, Any]:
    subject = {"type": ["AchievementSubject"], "result": [{"type": ["Result"]}] * MANY}
    return {"credentialSubject": [subject] * MANY}


def _keyword(name: str) -> dict[str, Any]:
    """Return two equal things that hold many by a keyword of JSON-LD."""
    many = [{"type": "Evidence"} for _ in range(MANY)]
    return _twice({"type": "Profile", "parentOrg": {name: many}})


def _map(name: str) -> dict[str, Any]:
    """Return a map whose keys a context inside makes ids, types, graphs, languages or indices."""
    context = {"held": {"@id": "urn:x:held", "@container": name}}
    things = {f"urn:x:{number}": {"type": "Evidence"} for number in range(MANY)}
    return _twice({"@context": context, "type": "Profile", "held": things})


def _meaning(term: Any) -> dict[str, Any]:
    """Return two equal things with a context of their own, which gives a word another meaning."""
    context = {"alias": term}
    return _twice({"@context": context, "alias": [{"type": "Evidence"}] * MANY})


def _nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


KEYWORDS = (
    "@graph", "@included", "@reverse", "@list", "@set", "@nest", "@index", "@value", "@id", "@type",
    "@language", "@direction", "@container", "@import", "@base", "@vocab", "@none", "@json",
    "@prefix", "@propagate", "@protected", "@version", "@default", "@annotation",
)  # fmt: skip
CONTAINERS = ("@graph", "@index", "@id", "@type", "@language", "@list", "@set")
NAMES = (
    f"{RDF}rest", f"{RDF}first", f"{RDF}rest".upper(), f"{RDF}%72est", "urn:x:any",
    "https://schema.org/name", "rdf:rest", "xsd:string", "sec:proof", "_:b0", "_:", ":", "#rest",
    "//www.w3.org/rest", " rest", "id:rest", "type:rest", "Profile:rest", "...:rest", "name/rest",
)  # fmt: skip
CONSTRUCTS: dict[str, Callable[[], dict[str, Any]]] = {
    **{f"a property named {name}": partial(_holders, name) for name in NAMES},
    **{f"the keyword {name}": partial(_keyword, name) for name in KEYWORDS},
    **{f"a context inside with a map by {name}": partial(_map, name) for name in CONTAINERS},
    "a context inside that means rest": partial(_meaning, f"{RDF}rest"),
    "a context inside that names a keyword anew": partial(_meaning, "@graph"),
    "equal things in equal things": partial(_holders, "parentOrg"),
    "equal things that have no type": lambda: _twice({"image": [{"name": "same"}] * MANY}),
    "equal things held by a type as a property": partial(_holders, "Achievement"),
    "equal things in graphs": partial(_graphs, "previousProof", type="DataIntegrityProof"),
    "equal things in graphs by a word of JWT": partial(_graphs, "kid"),
    "graphs in a presentation": _graphs_in_a_presentation,
    "many graphs": lambda: {
        "evidence": {
            "type": ["VerifiableCredential"],
            "id": "urn:x",
            "proof": [{"type": "DataIntegrityProof"}] * 400,
        }
    },
    "long lists that are equal": partial(_lists, 2, 400),
    "many lists that are equal": partial(_lists, 80, 10),
    "lists of equal things": _lists_of_things,
    "lists of equal lists": _lists_of_lists,
    "chains": lambda: {"evidence": [_chain(25)] * 15},
    "trees": lambda: {"evidence": [_tree(5, 2)] * 5},
    "wide trees": lambda: _twice(_tree(2, 6)),
    "things that several ways lead to": _groups,
    "equal subjects without ids": _subjects,
    "equal things without anything": lambda: _twice({"image": [{}] * MANY, "type": "Profile"}),
    "blank nodes as ids": lambda: {"evidence": [{"id": "_:a", "image": {"id": "_:b"}}] * MANY},
    "blank nodes as values": lambda: {"evidence": ["_:a", "_:b"]},
    "blank nodes as types": lambda: {"evidence": [{"type": "_:a"}] * MANY},
    "a crowd": lambda: {"evidence": [{"name": "same"}] * 3000},
    "many references": lambda: {"evidence": [f"urn:x:{number}" for number in range(6000)]},
    "many texts": lambda: {"name": [str(number) for number in range(6000)]},
    "one thing told many times": lambda: {
        "evidence": [{"id": "urn:x", "name": str(number)} for number in range(3000)]
    },
    "many types": lambda: {"evidence": {"type": ["Evidence", "Profile", "Address"] * 2000}},
    "many typed things": lambda: {"evidence": [{"type": ["Evidence", "Profile"]}] * 2000},
    "things in things": lambda: {"evidence": _chain(150)},
    "lists in lists": lambda: {"evidence": _nested(400)},
    "a JSON literal in itself": lambda: {"_sd": _nested(400)},
    "a large JSON literal": lambda: {"_sd": [1.5e300] * 20_000},
    "a path that climbs": lambda: {"evidence": {"id": "../" * 50_000}},
    "an id without an end": lambda: {"evidence": {"id": "urn:" + "x:" * 50_000}},
}  # fmt: skip
