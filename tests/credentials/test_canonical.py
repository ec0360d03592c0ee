"""A document's meaning is named as RDFC-1.0 says, and nobody makes that take long."""

from __future__ import annotations

import copy
import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld.canon import URDNA2015
from pyld.jsonld import JsonLdProcessor
from pyld.nquads import parse_nquads

from helpers.certificates import HUB, STRANGER, issued, trust, written
from helpers.hostile_credentials import credentials
from ujuzi.credentials import canonical as canonicals
from ujuzi.credentials.canonical import canonical
from ujuzi.credentials.check import check
from ujuzi.credentials.meaning import BUNDLED, CREDENTIALS_V2
from ujuzi.credentials.multibase import read_base58, read_did_key
from ujuzi.errors import RefusedError
from ujuzi.paths import resource

VECTORS = Path(__file__).resolve().parents[1] / "assets" / "credentials" / "vc-di-eddsa"
CPU_SECONDS = 5
"""Several times what any of them takes; without a bound, most take years."""

TRUST = trust()
HOSTILE = credentials(HUB)
STRANGE = credentials(STRANGER)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_credential_is_answered_soon(name: str) -> None:
    data = written(HOSTILE[name])
    before = time.thread_time()

    verdict = check(data, TRUST)

    assert time.thread_time() - before < CPU_SECONDS
    assert verdict.standing == "changed"


@pytest.mark.parametrize("name", STRANGE)
def test_one_by_nobody_known_is_answered_soon_and_not_believed(name: str) -> None:
    data = written(STRANGE[name])
    before = time.thread_time()

    verdict = check(data, TRUST)

    assert time.thread_time() - before < CPU_SECONDS
    assert verdict.standing in {"cannot-check", "changed"}
    assert verdict.claim is None


# Without types or contexts: what a word means does not matter here, only what holds what.
TEXTS = st.sampled_from(["a", "b"]).map(lambda text: [{"@value": text}])
NODES = st.recursive(
    st.fixed_dictionaries({}, optional={"urn:x:p": TEXTS}),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "urn:x:p": st.lists(inner, max_size=3),
            "urn:x:q": st.lists(inner, max_size=3),
            "urn:x:list": st.lists(inner, max_size=2).map(lambda held: [{"@list": held}]),
            "urn:x:graph": st.lists(inner, max_size=2).map(lambda held: [{"@graph": held}]),
        },
    ),
    max_leaves=8,
)  # fmt: skip


def dataset(expanded: Any) -> Any:
    return JsonLdProcessor().to_rdf(expanded, {"base": "urn:x:"})


@given(NODES)
def test_the_bound_changes_no_name_that_is_given(node: dict[str, Any]) -> None:
    document = {"@id": "urn:x:top", "urn:x:holds": [node, copy.deepcopy(node)]}
    try:
        named = canonical(dataset(document))
    except RefusedError:
        return  # it costs too much
    assert named == URDNA2015().main(dataset(document), {"format": "application/n-quads"})


@given(st.permutations(range(6)), st.integers(0, 5))
def test_the_order_in_which_things_stand_changes_no_name(order: list[int], equal: int) -> None:
    def things(numbers: list[int]) -> Any:
        held = [{"urn:x:p": [{"urn:x:q": [{"@value": str(max(each, equal))}]}]} for each in numbers]
        return dataset({"@id": "urn:x:top", "urn:x:holds": held})

    assert canonical(things(order)) == canonical(things(sorted(order)))


def test_what_costs_too_much_is_refused_before_it_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    issue = URDNA2015.hash_n_degree_quads

    def counted(self: Any, *arguments: Any) -> Any:
        nonlocal tried
        tried += 1
        return issue(self, *arguments)

    monkeypatch.setattr(URDNA2015, "hash_n_degree_quads", counted)
    many = {"urn:x:p": [{"urn:x:q": [{"@value": "same"}]}] * 30}
    with pytest.raises(RefusedError) as refusal:
        canonical(dataset({"@id": "urn:x:top", "urn:x:holds": [many, copy.deepcopy(many)]}))
    assert refusal.value.code == "credential-too-costly"
    assert tried <= 2


def test_a_long_chain_of_equal_things_is_refused_and_no_error() -> None:
    chain = {"@list": [{"@value": 1}] * 900}
    with pytest.raises(RefusedError) as refusal:
        canonical(dataset({"@id": "urn:x:top", "urn:x:holds": [chain] * 2}))
    assert refusal.value.code == "credential-too-costly"


def vector(name: str) -> str:
    return (VECTORS / name).read_text(encoding="utf-8")


def load(url: str, _options: object) -> dict[str, object]:
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    document = vocabulary
    if url == CREDENTIALS_V2:
        document = json.loads(resource("contexts", BUNDLED[url]).read_text(encoding="utf-8"))
    return {"contextUrl": None, "documentUrl": url, "document": document}


def meant(document: dict[str, Any]) -> bytes:
    options = {"documentLoader": load, "base": ""}
    return canonical(JsonLdProcessor().to_rdf(document, options)).encode()


def test_the_signature_in_the_vector_of_w3c_fits_the_meaning_that_is_found_here() -> None:
    document = json.loads(vector("signedDataInt.json"))
    proof = document.pop("proof")
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    parts = meant({"@context": document["@context"], **options}), meant(document)

    digest = b"".join(hashlib.sha256(part).digest() for part in parts)
    key = read_did_key(proof["verificationMethod"].partition("#")[0])
    key.verify(read_base58(proof["proofValue"]), digest)


def test_things_without_ids_are_named_as_w3c_names_them() -> None:
    named = vector("canonDocDataInt.txt")
    assert canonical(parse_nquads(named.replace("_:c14n", "_:other"))) == named


def test_the_vector_of_w3c_is_not_called_forged() -> None:
    verdict = check(vector("signedDataInt.json").encode(), TRUST)
    assert (verdict.standing, verdict.found) == ("not-a-certificate", "other-credential")


def test_our_own_credential_costs_nothing_of_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(canonicals, "MAX_STEPS", 0)
    assert check(written(issued()), TRUST).standing == "genuine"
