"""The printed sheet: whose it is, where a pen signs, and what to do with its code."""

from __future__ import annotations

import base64
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtPdf import QPdfDocument

from helpers.certificate_fakes import HELD
from helpers.certificates import issued, trust, written
from ujuzi.credentials.check import check
from ujuzi.domain.achievement import PICTURE_BYTES_MOST
from ujuzi.ui.pictures.certificate_pdf import certificate_pdf
from ujuzi.ui.pictures.certificate_sheet import draw
from ujuzi.ui.pictures.logo import logo

BLUE = QColor(20, 40, 200)


def picture(kind: str = "png", width: int = 40, height: int = 20) -> str:
    """Return an address that holds a blue picture."""
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    drawn.fill(BLUE)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(drawn)
    content = bytes(buffer.data().data())
    assert len(content) <= PICTURE_BYTES_MOST
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def blue(image: str, name: str = "") -> int:
    """Draw a sheet and return how many pixels of its head are of the logo."""
    stated = msgspec.structs.replace(HELD.certificate, issuer_image=image, issuer_name=name)
    drawn = QImage(891, 630, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    draw(painter, QRectF(drawn.rect()), replace(HELD, certificate=stated))
    painter.end()
    head = [drawn.pixelColor(x, y) for x in range(60, 500) for y in range(30, 78)]
    return sum(each.blue() > 150 and each.red() < 60 for each in head)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("name", ["", "Secretariat"])
def test_a_logo_that_the_credential_holds_stands_beside_the_organisation(
    kind: str, name: str
) -> None:
    assert blue(picture(kind), name) > 1_500


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://iioe.example/logo.png",
        "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E",
        "data:image/png;base64,AAAA",
        "data:image/png;base64,A",
        picture("png").replace("image/png", "image/jpeg"),
    ],
)
def test_what_the_credential_does_not_hold_is_not_drawn(address: str) -> None:
    assert logo(address).isNull()
    assert blue(address) == 0


def test_a_picture_that_would_fill_the_memory_is_not_read() -> None:
    start, _, content = picture().partition(",")
    bomb = bytearray(base64.b64decode(content))
    bomb[16:24] = (60_000).to_bytes(4) * 2  # width and height in its head
    assert logo(f"{start},{base64.b64encode(bytes(bomb)).decode()}").isNull()


def test_another_logo_in_a_signed_credential_is_found_out() -> None:
    signed = issued(issuer_image=picture())
    now = HELD.certificate.issued
    assert check(written(signed), trust(), now).standing == "genuine"
    other = {**signed, "issuer": {**signed["issuer"]}}
    other["issuer"]["image"] = {**signed["issuer"]["image"], "id": picture(width=41)}
    assert check(written(other), trust(), now).standing == "changed"


def text_of(pdf: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    found = " ".join(document.getAllText(0).text().split())
    document.close()
    return found


def test_it_says_in_sentences_who_signs_and_what_to_do_without_the_internet() -> None:
    stated = msgspec.structs.replace(
        HELD.certificate,
        achievement=msgspec.structs.replace(
            HELD.certificate.achievement, participation="at a distance", outcomes=("plans a day",)
        ),
    )
    said = text_of(certificate_pdf(replace(HELD, certificate=stated)))
    for sentence in (
        "National Centre of Kenya, Kenya",
        "Name, signature and stamp of the organisation",
        "Without the internet: scan the code with a phone, and paste its text in Ujuzi",
        f"With the internet: look up {HELD.code}",
        "Supervised on site",
        "At a distance",
        "Plans a day",
    ):
        assert sentence in said


def test_a_body_of_no_country_yet_is_named_alone() -> None:
    achievement = msgspec.structs.replace(
        HELD.certificate.achievement, awarding_body="Demonstration", country="ZZ"
    )
    stated = msgspec.structs.replace(HELD.certificate, achievement=achievement)
    said = text_of(certificate_pdf(replace(HELD, certificate=stated)))
    assert "Demonstration" in said
    assert "Demonstration," not in said
    assert "Default" not in said
