"""A key sheet holds what its pack does not; one that was cut, changed or swapped is refused."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

import msgspec
import pytest

from helpers.course_folders import KEY, OTHER_KEY, SMALL_COURSE
from helpers.packs import built_small_pack
from ujuzi.domain.assessment import AS_AUTHORED, shown_bank
from ujuzi.domain.item import Quiz, right_response
from ujuzi.errors import RefusedError, WorldError
from ujuzi.packs import key_sheet
from ujuzi.packs.canonical import canonical
from ujuzi.packs.key_sheet import KeySheet
from ujuzi.packs.reader import open_pack
from ujuzi.services.assess.key_sheets import make_key_sheet, seal_key_sheet
from ujuzi.wire.seal import key_id, new_key, unseal

BANK = "assessments/market-final.json"


@pytest.fixture(scope="module")
def sheet() -> KeySheet:
    return make_key_sheet(SMALL_COURSE)


def test_a_sheet_is_read_as_it_was_written(sheet: KeySheet) -> None:
    assert key_sheet.read(key_sheet.write(sheet, KEY)) == (sheet, KEY.public)


def test_a_sheet_names_the_bank_that_the_pack_holds(sheet: KeySheet, tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        shown = pack.read(BANK)

    assert sheet.bank == hashlib.sha256(shown).hexdigest()
    assert {sheet.naming.item(item.id) for item in sheet.items} == {
        item.id for item in msgspec.json.decode(shown, type=Quiz).items
    }


def test_no_key_is_in_the_pack(sheet: KeySheet, tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        shown = msgspec.json.decode(pack.read(BANK), type=Quiz)
        everything = b"".join(pack.read(entry.path) for entry in pack.manifest.objects)

    keys = {sheet.naming.item(item.id): right_response(item) for item in sheet.items}
    told = {item.id: right_response(item) for item in shown.items}
    name = sheet.naming.item
    assert told[name("total")] == told[name("coin")] == ()
    assert told[name("change")] == ("0",)
    assert all(told[item] != key for item, key in keys.items())
    assert b"Money" not in everything
    assert b"the stall](figures/answer.svg)" not in everything


def changed(sheet: KeySheet, change: dict[str, object]) -> bytes:
    """Return a sheet that its publisher signed as it is."""
    return signed(msgspec.to_builtins(sheet) | change)


def signed(said: dict[str, object]) -> bytes:
    encoded = json.dumps(said).encode()
    signature = KEY.sign(key_sheet.CONTEXT + encoded)
    return KEY.public.raw + signature + zlib.compress(encoded)


def test_other_questions_than_the_pack_shows_are_refused(sheet: KeySheet) -> None:
    others = [msgspec.to_builtins(item) for item in sheet.items[1:]]

    with pytest.raises(RefusedError) as refusal:
        key_sheet.read(changed(sheet, {"items": others}))
    assert refusal.value.code == "key-sheet-malformed"


def test_a_sheet_from_before_there_were_salts_is_read_as_it_was_shown(sheet: KeySheet) -> None:
    bank = shown_bank(Quiz(sheet.items))
    old = {"format": 1, "bank": hashlib.sha256(canonical(bank)).hexdigest()}
    encoded = msgspec.json.decode(msgspec.json.encode(sheet)) | old
    del encoded["salt"]

    kept, _ = key_sheet.read(signed(encoded))

    assert kept.naming == AS_AUTHORED
    assert [item.id for item in bank.items] == [item.id for item in sheet.items]


def test_a_sheet_of_a_later_format_says_so(sheet: KeySheet) -> None:
    with pytest.raises(RefusedError) as refusal:
        key_sheet.read(changed(sheet, {"format": 3, "items": "elsewhere"}))
    assert refusal.value.code == "key-sheet-too-new"


def test_another_publishers_name_on_it_is_refused(sheet: KeySheet) -> None:
    written = key_sheet.write(sheet, KEY)

    with pytest.raises(RefusedError) as refusal:
        key_sheet.read(OTHER_KEY.public.raw + written[32:])
    assert refusal.value.code == "signature-wrong"


@pytest.mark.parametrize("length", [0, 20, 96, 200, -1])
def test_a_sheet_that_was_cut_is_refused(sheet: KeySheet, length: int) -> None:
    with pytest.raises(RefusedError):
        key_sheet.read(key_sheet.write(sheet, KEY)[:length])


def test_a_bomb_is_not_inflated(sheet: KeySheet) -> None:
    head = key_sheet.write(sheet, KEY)[:96]

    with pytest.raises(RefusedError, match="too large"):
        key_sheet.read(head + zlib.compress(bytes(40_000_000)))


def test_only_the_hub_that_it_is_for_opens_a_sheet(sheet: KeySheet, tmp_path: Path) -> None:
    private, public = new_key()
    hub_file = tmp_path / "hub.json"
    hub_file.write_text(json.dumps({"hub": "https://hub", "sealing_key": public.hex()}))

    sealed = seal_key_sheet(sheet, KEY, hub_file)

    assert b"Coins" not in sealed
    _, opened = unseal(sealed, {key_id(public): private})
    assert key_sheet.read(opened)[0] == sheet


@pytest.mark.parametrize("told", ["", "{}", '{"sealing_key": "zz"}', '{"sealing_key": "00"}'])
def test_a_file_without_a_hubs_key_is_refused(sheet: KeySheet, tmp_path: Path, told: str) -> None:
    hub_file = tmp_path / "hub.json"
    hub_file.write_text(told)

    with pytest.raises(RefusedError) as refusal:
        seal_key_sheet(sheet, KEY, hub_file)
    assert refusal.value.code == "hub-file-wrong"
    with pytest.raises(WorldError):
        seal_key_sheet(sheet, KEY, tmp_path / "gone.json")


def test_an_assessment_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(RefusedError, match="it has: market-final"):
        make_key_sheet(SMALL_COURSE, "lost")
