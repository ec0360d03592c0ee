"""A manifest has one encoding, finds its objects, and is refused where it claims what none may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from helpers.packs import decoded, entry_of, manifest_of
from ujuzi.errors import RefusedError
from ujuzi.packs import manifest as manifests
from ujuzi.packs.limits import PACK, PackLimits
from ujuzi.packs.manifest import decode_manifest, encode_manifest, pack_id

OBJECTS = [entry_of(name, b"x") for name in ("a.md", "b/a.md", "c.md")]
MANIFEST = manifest_of(OBJECTS)


def test_a_manifest_comes_back_as_it_was_and_its_id_is_that_of_its_bytes() -> None:
    written = encode_manifest(MANIFEST)
    assert decode_manifest(written) == MANIFEST
    assert encode_manifest(decode_manifest(written)) == written
    assert pack_id(written) != pack_id(encode_manifest(manifest_of(OBJECTS[1:])))


def test_an_object_is_found_by_its_path_and_none_that_is_not_there() -> None:
    assert [MANIFEST.find(entry.path) for entry in OBJECTS] == OBJECTS
    assert [MANIFEST.find(path) for path in ("", "a", "b", "z.md")] == [None] * 4


def twice_in_another_case(told: dict[str, Any]) -> None:
    told["objects"].insert(0, {**told["objects"][0], "path": "A.MD"})


def out_of_order(told: dict[str, Any]) -> None:
    told["objects"].reverse()


def too_many_bytes(told: dict[str, Any]) -> None:
    told["objects"][0]["size"] = PACK.object_bytes + 1


def hostile(told: dict[str, Any]) -> None:
    told["objects"][0]["path"] = "../a.md"


def no_digest(told: dict[str, Any]) -> None:
    told["objects"][0]["sha256"] = "A" * 64


def a_later_program(told: dict[str, Any]) -> None:
    told["min_app"] = "99.0"


def a_title_over_two_lines(told: dict[str, Any]) -> None:
    told["course"]["title"] = "One\nTwo"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (twice_in_another_case, "pack-name-hostile"),
        (hostile, "pack-name-hostile"),
        (out_of_order, "pack-malformed"),
        (no_digest, "pack-malformed"),
        (a_title_over_two_lines, "pack-malformed"),
        (too_many_bytes, "pack-too-large"),
        (a_later_program, "pack-too-new"),
    ],
)
def test_a_manifest_that_no_builder_writes_is_refused(
    change: Callable[[dict[str, Any]], None], code: str
) -> None:
    told = decoded(encode_manifest(MANIFEST))
    change(told)
    with pytest.raises(RefusedError) as refused:
        decode_manifest(msgspec.json.encode(told))
    assert refused.value.code == code


@pytest.mark.parametrize("tight", [replace(PACK, objects=2), replace(PACK, total_bytes=2)])
def test_objects_and_their_bytes_are_bounded_in_all(
    monkeypatch: pytest.MonkeyPatch, tight: PackLimits
) -> None:
    monkeypatch.setattr(manifests, "PACK", tight)
    with pytest.raises(RefusedError) as refused:
        decode_manifest(encode_manifest(MANIFEST))
    assert refused.value.code == "pack-too-large"
