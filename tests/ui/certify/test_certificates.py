"""Certificates in the windows: held, shown, taken along, and anybody's checked in plain words."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast, get_args

import msgspec
import pytest
import zxingcpp
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.certificate_fakes import CREDENTIAL, HELD, FakeCertificates, FakeDesk
from helpers.certificates import (
    ACHIEVEMENT,
    AFTER,
    CERTIFICATE,
    REVOKED,
    STRANGER,
    issued,
    status_credential,
    trust,
    written,
)
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA
from ujuzi.credentials.check import Found, Standing, Verdict, check
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError
from ujuzi.services.assess.certificates import ListOffer
from ujuzi.services.desk import Desk
from ujuzi.ui.certify.certificate import CertificatePage
from ujuzi.ui.certify.certificates import CertificatesPage
from ujuzi.ui.certify.check import CheckPage
from ujuzi.ui.certify.verdict_card import VerdictCard
from ujuzi.ui.pictures.certificate_sheet import draw
from ujuzi.ui.shell.destinations import ToAssessments, ToCertificate, ToCertificates, ToCheck
from ujuzi.ui.shell.jobs import Jobs


def shown(qtbot: QtBot, page: CertificatesPage | CertificatePage | CheckPage) -> None:
    qtbot.addWidget(page)
    page.resize(824, 600)
    page.show()


def test_what_is_held_opens_on_a_press(qtbot: QtBot) -> None:
    page = CertificatesPage(InlineJobs(FakeDesk()), ADA.learner)
    shown(qtbot, page)
    page.show_at(ToCertificates())
    (card,) = page.cards.cards

    with qtbot.waitSignal(page.chosen) as chosen:
        card.click()  # type: ignore[attr-defined]  # a card button

    assert chosen.args == [ToCertificate(CERTIFICATE.id)]
    assert card.accessibleName().startswith(ACHIEVEMENT.name)


def test_a_certificate_of_a_hub_that_was_left_says_so_wherever_it_is_shown(qtbot: QtBot) -> None:
    held = replace(HELD, is_of_left_hub=True)
    page = CertificatePage(InlineJobs(FakeDesk(FakeCertificates(kept=(held,)))), ADA.learner)
    shown(qtbot, page)
    page.show_at(ToCertificate(CERTIFICATE.id))
    pages = CertificatesPage(InlineJobs(FakeDesk(FakeCertificates(kept=(held,)))), ADA.learner)
    shown(qtbot, pages)
    pages.show_at(ToCertificates())
    verdict = VerdictCard()
    qtbot.addWidget(verdict)
    genuine = check(CREDENTIAL, trust())
    verdict.show_verdict(msgspec.structs.replace(genuine, standing="left-hub"))

    said = "Of a hub that this computer has left"
    assert page.notice.text.text() == said
    assert said in pages.cards.cards[0].accessibleName()
    assert verdict.headline.text() == said
    assert "Issuer: Hub of the secretariat" in verdict.facts.text()


@pytest.mark.parametrize("found", get_args(Found))
@pytest.mark.parametrize("standing", get_args(Standing))
def test_every_verdict_has_a_headline_and_says_what_to_do(
    qtbot: QtBot, standing: Standing, found: Found
) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.show_verdict(
        Verdict(standing=standing, found=found, until=AFTER, revocation=REVOKED[94567])
    )
    assert card.headline.text()
    assert card.advice.text()
    if standing == "cannot-check":
        assert card.headline.text() == "This program cannot check it"


def test_a_stale_list_is_said_to_be_old(qtbot: QtBot) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    for days, is_said in ((30, False), (31, True)):
        verdict = check(CREDENTIAL, trust(), AFTER + timedelta(days=days))
        card.show_verdict(verdict)
        assert ("get a newer one" in card.facts.text()) == is_said


def test_without_a_certificate_the_page_says_how_to_earn_one(qtbot: QtBot) -> None:
    page = CertificatesPage(InlineJobs(FakeDesk(FakeCertificates(kept=()))), ADA.learner)
    shown(qtbot, page)
    page.show_at(ToCertificates())

    with qtbot.waitSignal(page.chosen) as chosen:
        page.empty.action.click()

    assert chosen.args == [ToAssessments()]


@pytest.mark.parametrize(
    ("take", "ending"),
    [
        (lambda page: page.save.click(), "pdf"),
        (lambda page: page.credential_action.trigger(), "json"),
        (lambda page: page.svg_action.trigger(), "svg"),
        (lambda page: page.png_action.trigger(), "png"),
    ],
    ids=["PDF", "credential", "SVG", "PNG"],
)
def test_each_way_to_take_it_along_holds_the_signed_credential(
    qtbot: QtBot, tmp_path: Path, take: object, ending: str
) -> None:
    names: list[str] = []

    def choose(_over: object, _title: str, name: str) -> Path:
        names.append(name)
        return tmp_path / name

    page = CertificatePage(InlineJobs(FakeDesk()), ADA.learner, choose)
    shown(qtbot, page)
    page.show_at(ToCertificate(CERTIFICATE.id))

    take(page)  # type: ignore[operator]  # one of the ways above

    assert names == [f"AI literacy foundations - Amina Wanjiru Otieno.{ending}"]
    content = (tmp_path / names[0]).read_bytes()
    assert os.name != "posix" or (tmp_path / names[0]).stat().st_mode & 0o777 == 0o600
    verdict = check(content, trust())
    assert verdict.standing == "genuine"
    assert verdict.form == ("credential" if ending == "json" else ending)
    assert page.notice.text.text().endswith(f".{ending}")


def test_a_place_that_cannot_be_written_is_said_and_nothing_half_written_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = CertificatePage(
        InlineJobs(FakeDesk()), ADA.learner, lambda *_: tmp_path / "gone" / "a.pdf"
    )
    shown(qtbot, page)
    page.show_at(ToCertificate(CERTIFICATE.id))

    page.save.click()

    assert "could not be written" in page.notice.text.text()
    assert list(tmp_path.iterdir()) == []


def test_a_revoked_certificate_says_when_and_why(qtbot: QtBot) -> None:
    revoked = replace(HELD, revoked=REVOKED[94567])
    page = CertificatePage(InlineJobs(FakeDesk(FakeCertificates(kept=(revoked,)))), ADA.learner)
    shown(qtbot, page)
    page.show_at(ToCertificate(CERTIFICATE.id))

    assert page.notice.text.text() == (
        "Revoked on 2 April 2025: Issued to another person by mistake."
    )


@pytest.mark.parametrize("language", ["en", "fr", "ar", "am"])
def test_a_sheet_is_drawn_in_the_language_of_its_credential(language: str) -> None:
    stated = msgspec.structs.replace(ACHIEVEMENT, language=language)
    names = "አበበ فاطمة Awa"
    certificate = msgspec.structs.replace(CERTIFICATE, achievement=stated, name=names)
    image = QImage(594, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, QRectF(image.rect()), replace(HELD, certificate=certificate))
    painter.end()

    # The band stands on the side where one begins to read.
    left, right = image.pixelColor(2, 200), image.pixelColor(591, 200)
    assert (left.lightness() < right.lightness()) == (language != "ar")


def test_a_reader_of_qr_codes_gets_the_stub_from_a_printed_sheet(qapp: QApplication) -> None:
    image = QImage(1754, 1240, QImage.Format.Format_Grayscale8)  # A4 at 150 dots an inch
    painter = QPainter(image)
    draw(painter, QRectF(image.rect()), HELD)
    painter.end()

    (found,) = zxingcpp.read_barcodes(image)

    assert found.text == HELD.stub


class TestChecking:
    @pytest.fixture
    def fake(self) -> FakeCertificates:
        return FakeCertificates()

    @pytest.fixture
    def page(self, qtbot: QtBot, fake: FakeCertificates) -> CheckPage:
        page = CheckPage(InlineJobs(FakeDesk(fake)))
        shown(qtbot, page)
        page.show_at(ToCheck())
        return page

    def paste(self, page: CheckPage, text: str) -> str:
        page.pasted.setPlainText(text)
        page.check_button.click()
        return page.verdict.headline.text()

    def test_a_genuine_code_is_told_with_its_name_and_date(self, page: CheckPage) -> None:
        assert self.paste(page, HELD.stub) == "Genuine"
        assert "Name: Amina Wanjiru Otieno" in page.verdict.facts.text()
        assert "As known here on 2 April 2025" in page.verdict.facts.text()

    def test_one_letter_of_the_name_is_enough_to_be_caught(
        self, page: CheckPage, tmp_path: Path
    ) -> None:
        file = tmp_path / "credential.json"
        file.write_bytes(CREDENTIAL.replace(b"Amina", b"Amima"))

        page.check_file(file)

        assert page.verdict.headline.text() == "Changed since it was issued"

    def test_a_revoked_one_says_when_and_why(self, page: CheckPage, fake: FakeCertificates) -> None:
        later = status_credential(REVOKED, issued=AFTER + timedelta(days=1))
        fake.known = trust(status=[later])

        assert self.paste(page, HELD.stub) == "No longer valid"
        assert "by mistake" in page.verdict.advice.text()

    def test_something_else_is_called_what_it_is(self, page: CheckPage) -> None:
        assert self.paste(page, "a shopping list") == "Not a certificate of Ujuzi"
        assert "UJ1:" in page.verdict.advice.text()

    def test_one_in_a_strange_form_by_nobody_known_is_not_called_changed(
        self, page: CheckPage, tmp_path: Path
    ) -> None:
        file = tmp_path / "credential.json"
        file.write_bytes(written(issued(STRANGER) | {"https://schema.org/gender": "female"}))

        page.check_file(file)

        assert page.verdict.headline.text() == "This program cannot check it"
        assert "nothing against it" in page.verdict.advice.text()

    def test_a_newer_list_answers_what_could_not_be_answered(
        self, qtbot: QtBot, fake: FakeCertificates, tmp_path: Path
    ) -> None:
        fake.known = None
        page = CheckPage(InlineJobs(FakeDesk(fake)), lambda *_: tmp_path / "list.json")
        shown(qtbot, page)
        page.show_at(ToCheck())
        assert self.paste(page, HELD.stub) == "Issuer unknown to this computer"
        assert "none on this computer" in page.lists.state.text()

        page.lists.add.click()

        assert page.verdict.headline.text() == "Genuine"
        assert page.lists.state.text().startswith("As of 2 April 2025: 1 ")

    def test_a_strange_root_is_trusted_by_the_steward_alone(
        self, qtbot: QtBot, fake: FakeCertificates, tmp_path: Path
    ) -> None:
        fake.known, fake.offer = None, ListOffer("12345 67890")
        fake.refusal = RefusedError(Code.STEWARD_CODE_WRONG, "This is not the steward code.")
        page = CheckPage(InlineJobs(FakeDesk(fake)), lambda *_: tmp_path / "list.json")
        shown(qtbot, page)
        page.show_at(ToCheck())
        page.lists.add.click()
        assert page.lists.fingerprint.text() == "12345 67890"
        page.lists.code.setText("WRONG")
        page.lists.trust_button.click()
        assert fake.known is None

        fake.refusal = None
        page.lists.code.setText("ABCD-EFGH-JKMN")
        page.lists.trust_button.click()

        assert fake.trusted == [("12345 67890", "ABCD-EFGH-JKMN")]
        assert not page.lists.trust_button.isVisible()
        assert page.lists.state.text().startswith("As of 2 April 2025")


def test_a_sheet_is_drawn_and_saved_beside_the_desk(qtbot: QtBot, tmp_path: Path) -> None:
    desk = FakeDesk()
    desk.take_changes = lambda: Changes.NONE  # type: ignore[attr-defined] # what jobs ask besides
    desk.close = lambda: None  # type: ignore[attr-defined] # the same
    jobs = Jobs(lambda: cast(Desk, desk))
    page = CertificatePage(jobs, ADA.learner, lambda *_: tmp_path / "mine.pdf")
    shown(qtbot, page)
    with qtbot.waitSignal(jobs.opened):
        jobs.start()
    page.show_at(ToCertificate(CERTIFICATE.id))
    qtbot.waitUntil(page.save.isEnabled)

    page.save.click()
    qtbot.waitUntil(lambda: page.notice.text.text().startswith("Saved as"))

    assert check((tmp_path / "mine.pdf").read_bytes(), trust()).standing == "genuine"
    assert jobs.close()
