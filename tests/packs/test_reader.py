"""A pack is verified before anything in it is believed."""

from __future__ import annotations

import errno
import os
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from helpers.course_folders import ASSETS, KEY, OTHER_KEY
from helpers.odd_files import make_pipe
from helpers.packs import (
    built_small_pack,
    decoded,
    entry_of,
    forge,
    forge_texts,
    manifest_of,
    rewrite,
)
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.packs import limits
from ujuzi.packs.archive import Archive
from ujuzi.packs.reader import Pack, open_pack

TEXT = b"A lesson.\n" * 20


@pytest.fixture(scope="module")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_small_pack(tmp_path_factory.mktemp("small"))


def refusal(pack: Path) -> RefusedError:
    """Open and verify everything; return why it was refused."""
    with pytest.raises(RefusedError) as refused, open_pack(pack) as opened:
        opened.verify_objects()
    return refused.value


def test_a_sound_pack_is_verified_whole(small_pack: Path) -> None:
    with open_pack(small_pack) as pack:
        pack.verify_objects()
        assert pack.update is None
        assert all(pack.holds(entry) for entry in pack.manifest.objects)


def test_a_share_that_goes_while_a_pack_is_let_go_hinders_nobody(small_pack: Path) -> None:
    with open_pack(small_pack) as pack:
        os.close(pack._archive._file.fileno())  # as if the share were gone: closing it fails
    assert pack.manifest.objects


def test_what_a_pack_does_not_hold_is_refused_by_name(small_pack: Path) -> None:
    with open_pack(small_pack) as pack, pytest.raises(RefusedError) as refused:
        pack.read("words/lost.md")
    assert refused.value.code == "object-missing"


# --- files that are no packs, or not whole ------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 a paper", "not-a-pack"),
        (b"PK but no archive", "not-a-pack"),
        (b"", "pack-truncated"),
        (b"PK\x03\x04", "pack-truncated"),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.pack").write_bytes(content)
    assert refusal(tmp_path / "a.pack").code == code


def test_a_zip_of_something_else_is_no_pack(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pack", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(tmp_path / "a.pack").code == "not-a-pack"


def test_a_pack_cut_anywhere_is_truncated(small_pack: Path, tmp_path: Path) -> None:
    whole = small_pack.read_bytes()
    for size in [*range(4, len(whole), 97), len(whole) - 1]:
        (tmp_path / "a.pack").write_bytes(whole[:size])
        assert refusal(tmp_path / "a.pack").code == "pack-truncated"


@pytest.mark.parametrize(
    "name", ["one-byte-more.pack", "with-comment.pack"], ids=lambda name: name.removesuffix(".pack")
)
def test_a_pack_that_gained_bytes_is_changed_and_not_cut(name: str) -> None:
    told = refusal(ASSETS / "cases" / "bugs-33-pack-that-gained-bytes" / name)
    assert told.code == "pack-tampered"
    assert "something stands after its end" in str(told)
    assert "copy it again" not in str(told)


@given(st.binary(min_size=1, max_size=300).filter(lambda more: b"PK" not in more))
def test_whatever_stands_after_the_end_of_a_pack_is_told(small_pack: Path, more: bytes) -> None:
    file = small_pack.with_name("more.pack")
    file.write_bytes(small_pack.read_bytes() + more)
    assert refusal(file).code == "pack-tampered"


def test_a_pipe_is_no_pack_and_nobody_waits_for_it(tmp_path: Path) -> None:
    make_pipe(tmp_path / "pipe")
    with pytest.raises(RefusedError) as refused:
        open_pack(tmp_path / "pipe")
    assert refused.value.code == "not-a-pack"


def test_a_file_that_is_gone_is_the_worlds_doing(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        open_pack(tmp_path / "a.pack")
    assert error.value.code == "source-gone"


def test_a_share_that_goes_while_a_pack_is_opened_is_the_worlds_doing(
    small_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(archive: Archive) -> None:
        os.close(archive._file.fileno())
        raise WorldError(Code.SOURCE_GONE, "The share is gone.")

    monkeypatch.setattr(Archive, "_read_directory", gone)
    with pytest.raises(WorldError, match="The share is gone"):
        open_pack(small_pack)


def test_a_stick_pulled_while_reading_is_the_worlds_doing(
    small_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with open_pack(small_pack) as pack:
        monkeypatch.setattr(zipfile.ZipExtFile, "read", fail)
        with pytest.raises(WorldError) as error:
            pack.verify_objects()
    assert error.value.code == "source-gone"


# --- tampering ----------------------------------------------------------------------------------

Members = dict[str, bytes]


def change_lesson(members: Members) -> Members:
    name, data = next((n, d) for n, d in members.items() if b"sells mangoes in Gaoua" in d)
    return members | {name: data.replace(b"Awa", b"Eve")}


def drop_object(members: Members) -> Members:
    return {n: d for n, d in members.items() if n != sorted(members)[-1]}


def add_object(members: Members) -> Members:
    return members | {"objects/" + "0" * 64: b"smuggled"}


def add_file(members: Members) -> Members:
    return members | {"setup.exe": b"MZ"}


def change_title(members: Members) -> Members:
    return members | {"manifest.json": members["manifest.json"].replace(b"Sums", b"Sins")}


def change_signature(members: Members) -> Members:
    signed = members["manifest.sig"]
    return members | {"manifest.sig": signed[:-1] + bytes([signed[-1] ^ 1])}


def swap_key(members: Members) -> Members:
    return members | {"manifest.sig": OTHER_KEY.public.raw + members["manifest.sig"][32:]}


def shorten_signature(members: Members) -> Members:
    return members | {"manifest.sig": members["manifest.sig"][:40]}


def lengthen_signature(members: Members) -> Members:
    return members | {"manifest.sig": members["manifest.sig"] + b"x"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (change_lesson, "pack-tampered"),
        (drop_object, "pack-tampered"),
        (add_object, "pack-tampered"),
        (add_file, "pack-tampered"),
        (change_title, "signature-wrong"),
        (change_signature, "signature-wrong"),
        (swap_key, "signature-wrong"),
        (shorten_signature, "pack-tampered"),
        (lengthen_signature, "pack-too-large"),
    ],
)
def test_tampering_is_refused(
    change: Callable[[Members], Members], code: str, small_pack: Path, tmp_path: Path
) -> None:
    assert refusal(rewrite(small_pack, tmp_path / "a.pack", change)).code == code


def test_a_changed_object_is_named(small_pack: Path, tmp_path: Path) -> None:
    found = refusal(rewrite(small_pack, tmp_path / "a.pack", change_lesson))
    assert found.facts["object"] == "words/counting.md"
    assert "words/counting.md" in str(found)


def test_reading_one_changed_object_is_refused_too(small_pack: Path, tmp_path: Path) -> None:
    pack = rewrite(small_pack, tmp_path / "a.pack", change_lesson)
    with open_pack(pack) as opened, pytest.raises(RefusedError):
        opened.read("words/counting.md")


def test_a_pack_signed_by_somebody_else_opens_and_says_by_whom(tmp_path: Path) -> None:
    manifest = manifest_of([], publisher="Ujuzi")
    with open_pack(forge(tmp_path / "a.pack", manifest, [], OTHER_KEY)) as pack:
        assert pack.key.fingerprint == OTHER_KEY.public.fingerprint


def everything(pack: Pack) -> Iterator[bytes]:
    yield pack.manifest_bytes + pack.key.raw + pack.signature
    for entry in pack.manifest.objects:
        yield b"".join(pack.chunks(entry))


def test_a_flipped_byte_is_refused_or_changes_nothing(small_pack: Path, tmp_path: Path) -> None:
    whole = small_pack.read_bytes()
    with open_pack(small_pack) as pack:
        content = list(everything(pack))
    flipped = tmp_path / "flipped.pack"
    chance = random.Random(20)
    tail = range(len(whole) - 1200, len(whole), 3)
    refused = 0
    for position in [*chance.sample(range(len(whole)), 400), *tail]:
        flip = bytes([whole[position] ^ (1 << chance.randrange(8))])
        flipped.write_bytes(whole[:position] + flip + whole[position + 1 :])
        try:
            with open_pack(flipped) as pack:
                pack.verify_objects()
                assert list(everything(pack)) == content
        except RefusedError:
            refused += 1
    assert refused > 300


# --- hostile names ------------------------------------------------------------------------------

NAMES = [
    "/etc/passwd",
    "../lesson.md",
    "a/../../lesson.md",
    "a//b.md",
    "./a.md",
    "a\\b.md",
    "c:/a.md",
    "C:a.md",
    "nul",
    "NUL.md",
    "a/com1.txt",
    "a/Aux",
    "lpt¹.md",
    "a\x00.md",
    "a\nb.md",
    "a\u202egpj.md",
    "a.md.",
    "a.md ",
    " a.md",
    "a?.md",
    "e\u0301.md",
    "",
    "x" * 300,
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_is_refused(name: str, tmp_path: Path) -> None:
    entry = entry_of(name, TEXT)
    pack = forge(tmp_path / "a.pack", manifest_of([entry]), [(f"objects/{entry.sha256}", TEXT)])
    assert refusal(pack).code == "pack-name-hostile"


@pytest.mark.parametrize("names", [("a.md", "a.md"), ("A.md", "a.md"), ("STRASSE.md", "straße.md")])
def test_names_that_collide_are_refused(names: tuple[str, str], tmp_path: Path) -> None:
    entries = [entry_of(name, TEXT) for name in names]
    member = (f"objects/{entries[0].sha256}", TEXT)
    pack = forge(tmp_path / "a.pack", manifest_of(entries), [member])
    assert refusal(pack).code == "pack-name-hostile"


@pytest.mark.parametrize("name", ["../evil.sh", "/evil.sh", "objects/../../evil", "a\\evil"])
def test_a_hostile_member_that_the_manifest_does_not_list_is_refused(
    name: str, tmp_path: Path
) -> None:
    pack = forge(tmp_path / "a.pack", manifest_of([]), [(name, b"evil")])
    assert refusal(pack).code == "pack-name-hostile"


@pytest.mark.parametrize("name", ["a\\evil", "objects\\" + "0" * 64, "manifest.sig\\..\\evil"])
def test_a_backslash_is_none_of_a_name_where_it_parts_folders(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = forge(tmp_path / "a.pack", manifest_of([]), [(name, b"evil")])
    monkeypatch.setattr(os, "sep", "\\")  # `zipfile` asks, and makes names of its own
    assert refusal(pack).code == "pack-name-hostile"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig", "objects/" + "0" * 64])
def test_a_member_that_stands_there_twice_is_refused(name: str, tmp_path: Path) -> None:
    pack = forge(tmp_path / "a.pack", manifest_of([]), [(name, b"one"), (name, b"two")])
    assert refusal(pack).code == "pack-name-hostile"


def test_a_hash_that_is_none_is_refused(tmp_path: Path) -> None:
    manifest = decoded(msgspec.json.encode(manifest_of([entry_of("a.md", TEXT)])))
    manifest["objects"][0]["sha256"] = "../../../../etc/cron.d/x"
    pack = forge(tmp_path / "a.pack", rfc8785.dumps(manifest), [])
    assert refusal(pack).code == "pack-malformed"


# --- too new, malformed ------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


def another_shape(manifest: dict[str, Any]) -> None:
    manifest.clear()
    manifest.update(format=9, min_app="7.0")


MANIFESTS: dict[str, tuple[Change, str]] = {
    "a later format": (lambda m: m.update(format=2), "pack-too-new"),
    "a later format of another shape": (another_shape, "pack-too-new"),
    "a later program": (lambda m: m.update(min_app="999.0"), "pack-too-new"),
    "no course": (lambda m: m.pop("course"), "pack-malformed"),
    "no format": (lambda m: m.pop("format"), "pack-malformed"),
    "a negative size": (lambda m: m["objects"][0].update(size=-1), "pack-malformed"),
    "a course id that is a path": (lambda m: m["course"].update(id="../x"), "pack-malformed"),
    "a language that is none": (lambda m: m["course"].update(language="e n"), "pack-malformed"),
    "a version of zero": (lambda m: m["course"].update(version=0), "pack-malformed"),
    "a title of two lines": (lambda m: m["course"].update(title="a\nb"), "pack-malformed"),
    "an endless title": (lambda m: m["course"].update(title="a" * 5000), "pack-malformed"),
    "objects out of order": (lambda m: m["objects"].reverse(), "pack-malformed"),
    "an object beyond all bounds": (
        lambda m: m["objects"][0].update(size=limits.PACK.object_bytes + 1), "pack-too-large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_signed_manifest_is_not_believed_either(name: str, tmp_path: Path) -> None:
    change, code = MANIFESTS[name]
    entries = [entry_of("a.md", TEXT), entry_of("b.md", TEXT)]
    manifest = decoded(msgspec.json.encode(manifest_of(entries)))
    change(manifest)
    members = [(f"objects/{entries[0].sha256}", TEXT)]
    assert refusal(forge(tmp_path / "a.pack", rfc8785.dumps(manifest), members)).code == code


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{", b"\xff", b'{"format":' + b"[" * 100_000])
def test_a_signed_manifest_that_is_no_manifest_is_refused(manifest: bytes, tmp_path: Path) -> None:
    pack = forge(tmp_path / "a.pack", manifest, [])
    assert refusal(pack).code in {"pack-malformed", "pack-too-large"}


def test_fields_of_a_later_program_are_no_hindrance(tmp_path: Path) -> None:
    manifest = decoded(msgspec.json.encode(manifest_of([])))
    manifest["course"]["mood"] = "glad"
    with open_pack(forge(tmp_path / "a.pack", rfc8785.dumps(manifest), [])) as pack:
        assert pack.manifest.course.id == "forged"


# --- bombs --------------------------------------------------------------------------------------


def test_an_object_that_inflates_beyond_reason_is_refused_unread(tmp_path: Path) -> None:
    bomb = bytes(50_000_000)
    pack = forge_texts(tmp_path / "a.pack", {"a.md": bomb})
    assert pack.stat().st_size < 100_000
    found = refusal(pack)
    assert (found.code, found.facts["what"]) == ("pack-too-large", "times inflated")


def test_an_object_that_holds_more_than_it_declares_is_refused(tmp_path: Path) -> None:
    entry = entry_of("a.md", b"x" * 1000)
    members = [(f"objects/{entry.sha256}", b"x" * 900_000)]
    pack = forge(tmp_path / "a.pack", manifest_of([entry]), members)
    assert refusal(pack).code == "pack-tampered"


def test_a_directory_that_lies_about_a_size_is_not_inflated_beyond_it(tmp_path: Path) -> None:
    """The directory says 1,000 bytes; the deflated stream holds 900,000."""
    entry = entry_of("a.md", b"x" * 1000)
    members = [(f"objects/{entry.sha256}", b"x" * 900_000)]
    pack = forge(tmp_path / "a.pack", manifest_of([entry]), members)
    lied = pack.read_bytes().replace(struct.pack("<L", 900_000), struct.pack("<L", 1000))
    pack.write_bytes(lied)
    read: list[int] = []
    with open_pack(pack) as opened:
        chunks = opened.chunks(opened.manifest.objects[0])
        with pytest.raises(RefusedError) as refused:
            read.extend(len(chunk) for chunk in chunks)
    assert sum(read) <= 1000
    assert refused.value.code == "pack-tampered"


def test_a_manifest_beyond_its_bound_is_refused_unread(tmp_path: Path) -> None:
    chance = random.Random(1)
    noise = chance.randbytes(limits.PACK.manifest_bytes + 1)
    pack = forge(tmp_path / "a.pack", noise, [])
    assert refusal(pack).code == "pack-too-large"


def test_a_file_beyond_its_bound_is_refused_unread(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "a.pack"
    huge.write_bytes(small_pack.read_bytes()[:10])
    with huge.open("r+b") as file:
        file.truncate(limits.PACK.file_bytes + 1)
    assert refusal(huge).code == "pack-too-large"


def test_an_archive_with_something_before_it_is_refused(small_pack: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pack").write_bytes(b"PK\x03\x04 a program" + small_pack.read_bytes())
    assert refusal(tmp_path / "a.pack").code == "pack-tampered"


def test_a_refused_pack_is_let_go(small_pack: Path, tmp_path: Path) -> None:
    pack = rewrite(small_pack, tmp_path / "a.pack", change_title)
    refusal(pack)
    pack.rename(tmp_path / "b.pack")


def test_the_key_of_the_tests_signs_the_small_pack(small_pack: Path) -> None:
    with open_pack(small_pack) as pack:
        assert pack.key.fingerprint == KEY.public.fingerprint
