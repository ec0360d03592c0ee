"""Badges with a credential baked in: both kinds give it back; hostile pictures are refused."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import issued, trust, written
from helpers.foreign_badges import badge, token
from ujuzi.credentials.baking import MAX_BYTES, PNG, bake_png, bake_svg, unbake
from ujuzi.credentials.check import check
from ujuzi.errors import RefusedError

SVG = b"""<?xml version="1.0"?>
<!-- a badge -->
<svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b" viewBox="0 0 8 8"><path d="M0 0"/></svg>
"""
CREDENTIAL = written(issued()).decode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
TAIL = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
PICTURE = PNG + HEAD + TAIL
KEY = b"openbadgecredential\0"


@pytest.mark.parametrize(
    "baked", [bake_svg(SVG, CREDENTIAL), bake_png(PICTURE, CREDENTIAL)], ids=["SVG", "PNG"]
)
def test_a_baked_badge_is_checked_like_its_credential(baked: bytes) -> None:
    assert check(baked, trust()).standing == "genuine"
    verdict = check(baked.replace(b"Amina", b"Amine"), trust())
    assert verdict.standing in {"changed", "not-a-certificate"}


def test_the_picture_stays_a_picture() -> None:
    baked = bake_png(PICTURE, CREDENTIAL)
    assert baked.startswith(PNG + HEAD)
    assert baked.endswith(TAIL)
    assert bake_svg(SVG, CREDENTIAL).count(b"<path") == 1


def test_a_badge_is_baked_again_with_one_credential() -> None:
    again = bake_png(bake_png(PICTURE, "{}"), CREDENTIAL)
    assert (again.count(KEY), unbake(again)) == (1, CREDENTIAL.encode())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_every_text_survives_baking(text: str) -> None:
    credential = json.dumps({"name": text}, ensure_ascii=False)
    for baked in (bake_svg(SVG, credential), bake_png(PICTURE, credential)):
        assert json.loads(unbake(baked) or b"") == {"name": text}


@pytest.mark.parametrize("picture", [SVG, PICTURE], ids=["SVG", "PNG"])
def test_a_picture_without_a_credential_has_none(picture: bytes) -> None:
    assert unbake(picture) is None


BOMB = b"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>&b;</o:credential></svg>"""
OUTSIDE = b"""<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>&a;</o:credential></svg>"""


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"<svg",
        b"<html/>",
        BOMB,
        OUTSIDE,
        b'<?xml version="1.0" encoding="utf-99"?><svg/>',
        bake_svg(SVG, "x" * 300_000),
        b"<svg>" + b" " * MAX_BYTES + b"</svg>",
        b"<svg>" + b"<g>" * 1_000_000,
        PNG,
        PNG + HEAD,
        PICTURE[:-1],
        PNG + HEAD[:-1] + b"x" + TAIL,
        PNG + struct.pack(">I", 2**32 - 1) + b"iTXt" + KEY,
        PNG + HEAD + chunk(b"iTXt", KEY) + TAIL,
        PNG + HEAD + chunk(b"iTXt", KEY + b"\1\0\0\0" + zlib.compress(b"{}")) + TAIL,
    ],
    ids=[
        "nothing", "cut", "another document", "a bomb of entities", "an entity outside",
        "an unknown encoding", "a huge credential", "a huge SVG", "a deep SVG", "no chunk",
        "no end", "a cut end", "a wrong checksum", "a wrong length", "no fields", "compressed",
    ],
)  # fmt: skip
def test_a_hostile_picture_is_refused(picture: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        unbake(picture)
    assert refusal.value.code == "not-a-picture"


@pytest.mark.parametrize("bake", [bake_svg, bake_png])
@pytest.mark.parametrize("picture", [b"", b"<svg/>", b"<p>no</p>", PNG])
def test_nothing_is_baked_into_what_is_no_picture(
    bake: Callable[[bytes, str], bytes], picture: bytes
) -> None:
    with pytest.raises(RefusedError):
        bake(picture, CREDENTIAL)


@given(st.binary(max_size=100))
def test_no_chunks_break_it(data: bytes) -> None:
    for picture in (PNG + data, PNG + HEAD + data, b"<svg>" + data):
        with pytest.raises(RefusedError):
            unbake(picture)


NAMESPACE = b'xmlns:o="https://purl.imsglobal.org/ob/v3p0"'


def drawn(inside: bytes, before: bytes = b"", namespace: bytes = NAMESPACE) -> bytes:
    return (
        before + b'<svg xmlns="http://www.w3.org/2000/svg" ' + namespace + b">" + inside + b"</svg>"
    )


ILLUSTRATOR = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
    b' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
)
TOKEN = token(badge())


@pytest.mark.parametrize(
    ("picture", "carried"),
    [
        (drawn(b"<o:credential>{}</o:credential>", ILLUSTRATOR), b"{}"),
        (drawn(b'<o:credential verify="' + TOKEN + b'"></o:credential>'), TOKEN),
        (drawn(b"<o:credential>" + TOKEN + b"</o:credential>"), TOKEN),
        (
            drawn(
                b'<credential xmlns="https://purl.imsglobal.org/ob/v3p0">{}</credential>',
                namespace=b"",
            ),
            b"{}",
        ),
        (drawn(b"<o:credential>{}</o:credential>").decode().encode("utf-16"), b"{}"),
        (bake_png(PICTURE, TOKEN.decode()), TOKEN),
    ],
    ids=["a DOCTYPE", "the attribute of a token", "a token", "a namespace by default", "UTF-16",
         "a token in a PNG"],
)  # fmt: skip
def test_badges_as_others_bake_them_are_opened(picture: bytes, carried: bytes) -> None:
    assert unbake(picture) == carried


def test_a_badge_of_others_is_checked_like_its_credential() -> None:
    for picture in (
        drawn(b'<o:credential verify="' + TOKEN + b'"></o:credential>', ILLUSTRATOR),
        bake_svg(SVG, CREDENTIAL).decode().encode("utf-16"),
    ):
        verdict = check(picture, trust())
        assert (verdict.form, verdict.is_signed) == ("svg", True)


TEXT_CHUNK = chunk(b"iTXt", KEY + b"\0\0\0\0" + CREDENTIAL.encode())


@pytest.mark.parametrize(
    "picture",
    [
        PNG + HEAD + TEXT_CHUNK * 2 + TAIL,
        PNG + HEAD + TEXT_CHUNK + chunk(b"iTXt", KEY + b"\0\0\0\0{}") + TAIL,
        drawn(b"<o:credential>{}</o:credential>" * 2),
        drawn(b'<o:credential verify="x">{}</o:credential>'),
    ],
    ids=["one twice", "two", "two elements", "an attribute and a text"],
)
def test_a_picture_with_two_credentials_is_refused_with_its_reason(picture: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        unbake(picture)
    assert refusal.value.code == "baked-twice"
    verdict = check(picture, trust())
    assert (verdict.standing, verdict.found) == ("ambiguous", "several")


@pytest.mark.parametrize(
    "picture",
    [
        PNG + HEAD + chunk(b"iTXt", b"openbadges\0\0\0\0\0{}") + TAIL,
        PNG + HEAD + chunk(b"tEXt", b"openbadges\0https://apiary.example/1") + TAIL,
        drawn(b'<o:assertion verify="x"/>', namespace=b'xmlns:o="http://openbadges.org"'),
    ],
)
def test_a_badge_of_an_earlier_version_is_called_that(picture: bytes) -> None:
    verdict = check(picture, trust())
    assert (verdict.standing, verdict.found) == ("cannot-check", "earlier-badge")


def test_a_picture_that_is_refused_is_not_called_empty_of_certificates() -> None:
    for picture in (BOMB, OUTSIDE):
        verdict = check(picture, trust())
        assert (verdict.standing, verdict.found) == ("not-a-certificate", "picture")
