"""From an assessment to a certificate that a third computer believes: real windows, a real hub.

It goes on with the data that `journeys.study` leaves, in parts that are processes of their own:

    sit      Awa registers the computer, links her profile, begins the assessment, and loses power
    pass     she finds every answer, hands in and sends; the result comes, the certificate, its PDF
    check    another computer, registered nowhere, gets the list on a stick and checks the PDF
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.items import chosen_by_text
from helpers.page_texts import texts
from helpers.power_cuts import KILLED, die
from journeys.desktop import Desktop
from journeys.study import COURSES, PIN, ROOT, StuckError, environment, sign_up, ujuzi
from ujuzi.domain.assessment import shown
from ujuzi.domain.item import Item
from ujuzi.services.assess.key_sheets import make_key_sheet
from ujuzi.ui.assess.sitting import SittingPage
from ujuzi.ui.certify.certificate import CertificatePage
from ujuzi.ui.certify.certificates import CertificatesPage
from ujuzi.ui.certify.check import CheckPage
from ujuzi.ui.me.settings import SettingsPage
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.shell.destinations import ToCheck, ToSettings

NAME = "Awa Traoré"
PERSON = "staff-7"
QUESTIONS, ANSWERED_BEFORE_THE_CUT = 20, 8


def prepare(folder: Path, hub: HubProcess) -> None:
    """Do what the National Centre and the coordinator did: key sheet, roster, codes, the list."""
    hub.run("code", "campus-1", "--file", str(folder / "lab.json"), "--address", hub.address)
    course, lab, sheet = COURSES / "en", folder / "lab.json", folder / "final.keys"
    ujuzi(folder / "data", "pack", "keys", course, "--for", lab, "-o", sheet)
    hub.run("assessment", "add", str(sheet))
    roster = folder / "roster.csv"
    roster.write_text(f"person,name,campus,role\n{PERSON},{NAME},campus-1,teacher\n", "utf-8")
    hub.run("roster", str(roster))
    (folder / "code.txt").write_text(hub.run("people", "code", "institution-1", PERSON))


def sit(folder: Path) -> None:
    """Register, link, begin, answer some questions, and lose power in the middle."""
    desktop = at_desk(folder)
    page = desktop.sync_page()
    page.register.file_wished.emit(folder / "lab.json", "Lab 1")
    desktop.wait_for(desktop.all_landed, "the first exchange")
    desktop.session.window.go(ToSettings())
    desktop.settle()
    settings = desktop.page
    assert isinstance(settings, SettingsPage)
    settings.link.code.setText((folder / "code.txt").read_text())
    settings.link.link.click()
    desktop.settle()
    desktop.send()
    desktop.press("Assessments")
    desktop.picture("assessments")
    desktop.press("Begin")
    desktop.picture("rules")
    desktop.press("Begin: the time starts now")
    answer(desktop, ANSWERED_BEFORE_THE_CUT)
    desktop.picture("sitting-power-cut")
    sys.stdout.flush()
    die()


def pass_(folder: Path) -> None:
    """Find every answer, give the others, hand in, send; keep the certificate as a PDF."""
    desktop = at_desk(folder)
    desktop.press("Assessments")
    desktop.press("Go on where you stopped", "Go on")
    desktop.wait_for(lambda: isinstance(desktop.sheet, QuestionSheet), "the sitting, resumed")
    page = desktop.at(SittingPage)
    if f"{ANSWERED_BEFORE_THE_CUT + 1} of" not in page.where:
        raise StuckError(f"the sitting resumed at {page.where!r}: an answer was lost")
    desktop.picture("sitting-resumed")
    answer(desktop, QUESTIONS - ANSWERED_BEFORE_THE_CUT)
    desktop.press("Hand in")
    desktop.picture("hand-in")
    desktop.press("Hand in now")
    desktop.picture("handed-in")
    desktop.send()
    desktop.press("Assessments")
    desktop.picture("result")
    if f"{QUESTIONS} of {QUESTIONS} right" not in str(texts(desktop.page)):
        raise StuckError("right answers were not counted")
    desktop.press("Certificates")
    desktop.picture("certificates")
    (card,) = desktop.at(CertificatesPage).cards.cards
    assert isinstance(card, QAbstractButton)
    card.click()
    desktop.settle()
    certificate = desktop.at(CertificatePage)
    certificate._choose = lambda *_: folder / "certificate.pdf"
    desktop.press("Save as PDF")
    desktop.picture("certificate")
    desktop.leave()


def check(folder: Path) -> None:
    """On a computer that was never registered, add the list from a stick, and check the PDF."""
    desktop = Desktop(folder, folder / "third")
    steward_code = sign_up(desktop)
    desktop.session.window.go(ToCheck())
    desktop.settle()
    page = desktop.page
    assert isinstance(page, CheckPage)
    page.check_file(folder / "certificate.pdf")
    desktop.settle()
    if page.verdict.headline.text() != "Issuer unknown to this computer":
        raise StuckError(f"without a list it said {page.verdict.headline.text()!r}")
    page.lists._choose = lambda *_: folder / "list.json"
    desktop.press("Add a newer list from a file or stick")
    page.lists.code.setText(steward_code)
    desktop.picture("strange-root")
    desktop.press("Trust this authority")
    desktop.wait_for(lambda: page.verdict.headline.text() == "Genuine", "the truth")
    if NAME not in page.verdict.facts.text():
        raise StuckError("the name was lost on the way")
    desktop.picture("genuine")
    desktop.leave()


def at_desk(folder: Path) -> Desktop:
    """Sign in where Awa has studied."""
    desktop = Desktop(folder, folder / "data")
    desktop.sign_in(NAME, PIN)
    return desktop


def answer(desktop: Desktop, count: int) -> None:
    """Answer the next questions rightly, and go on after each."""
    sheet_of_keys = make_key_sheet(COURSES / "en")
    naming = sheet_of_keys.naming
    key = {naming.item(item.id): item for item in sheet_of_keys.items}
    for _ in range(count):
        desktop.wait_for(lambda: isinstance(desktop.sheet, QuestionSheet), "a question")
        sheet = desktop.sheet
        assert isinstance(sheet, QuestionSheet)
        item: Item = key[sheet.item.id]
        sheet.question.set_response(chosen_by_text(item, shown(item, naming)))
        sheet.question.changed.emit()
        desktop.press("Next", "Look over your answers")
        desktop.wait_for(partial(desktop.has_left, sheet), "what comes next")


def part(name: str, folder: Path) -> int:
    """Play one part in a process of its own, and return its status."""
    command = [sys.executable, "-m", "journeys.certify", str(folder), "--part", name]
    status = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
    print(f"{name} ended with {status}", flush=True)
    return status


def play(folder: Path) -> bool:
    """Play every part over the data of a studied course; return whether all went well."""
    with start_hub(sqlite_at(folder)) as hub:
        prepare(folder, hub)
        if part("sit", folder) != KILLED:
            print("the sitting did not come as far as the power cut")
            return False
        if part("pass", folder) != 0:
            return False
        hub.run("list", str(folder / "list.json"))
    return part("check", folder) == 0


def main() -> None:
    """Play the part that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("sit", "pass", "check"), required=True)
    arguments = parser.parse_args()
    {"sit": sit, "pass": pass_, "check": check}[arguments.part](arguments.folder)


if __name__ == "__main__":
    main()
