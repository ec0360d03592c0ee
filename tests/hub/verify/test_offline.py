"""The page for whoever receives a paper says in any browser, offline, what `ujuzi verify` says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import segno
from click.testing import CliRunner

from helpers.awards import Time, issuing_hub
from helpers.browser import Browser, browser, film
from helpers.certificate_fakes import HELD
from helpers.certificates import (
    AFTER,
    BEFORE,
    CERTIFICATE,
    HUB,
    ISSUED,
    REVOKED,
    STATUS,
    STRANGER,
    issued,
    key_list,
    listed,
    status_credential,
    trust,
    written,
)
from helpers.hubs import address
from ujuzi.credentials.check import check
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.status_list import BITS, StatusList
from ujuzi.credentials.stub import write_stub
from ujuzi.credentials.trust import Trust
from ujuzi.credentials.words import in_words
from ujuzi.domain.achievement import Revocation, StatusEntry
from ujuzi.hub.commands.cli import main
from ujuzi.hub.verify import offline
from ujuzi.hub.verify.offline import USUAL_BYTES, offline_checker
from ujuzi.hub.verify.offline_words import LANGUAGES, words

GENUINE = write_stub(CERTIFICATE, HUB)
RETIRED, STOLEN, LISTLESS, NEIGHBOUR = (
    PublisherKey(bytes([seed]) * 32) for seed in (21, 22, 23, 24)
)
REASON = "The sitting was another person's."


def at(number: int, index: int, **facts: Any) -> str:
    """Return the code of a certificate with this place in a status list."""
    entry = StatusEntry(list=f"https://hub.example/status/{number}", index=index)
    return write_stub(msgspec.structs.replace(CERTIFICATE, status=entry, **facts), HUB)


def changed(text: str) -> str:
    """Return a code in which one letter of the name was changed."""
    place = 60
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


KNOWN = trust(
    listed(),
    listed(RETIRED, valid_until=ISSUED - timedelta(days=1)),
    listed(STOLEN, revoked=Revocation(at=AFTER, reason="The key was copied.")),
    listed(NEIGHBOUR),
    listed(LISTLESS, organisation="elsewhere", name="A hub elsewhere"),
    status=[
        status_credential({7: Revocation(at=AFTER, reason=REASON), BITS - 1: REVOKED[94567]}),
        status_credential(issued=BEFORE, list_id="https://hub.example/status/1"),
        # another hub of the organisation, with a newer list by the same id
        status_credential(issued=AFTER + timedelta(days=1), key=NEIGHBOUR),
    ],
)
CODES = {
    "genuine": GENUINE,
    "in small letters and an address": f"https://hub.example/v/{GENUINE.lower()}",
    "changed": changed(GENUINE),
    "revoked": at(0, 7),
    "revoked, the last place": at(0, BITS - 1),
    "older list": at(1, 5),
    "no list": at(2, 5),
    "of another organisation, without a list": write_stub(CERTIFICATE, LISTLESS),
    "of another hub of the organisation": write_stub(CERTIFICATE, NEIGHBOUR),
    "retired": write_stub(CERTIFICATE, RETIRED),
    "stolen": write_stub(CERTIFICATE, STOLEN),
    "stranger": write_stub(CERTIFICATE, STRANGER),
    "of another script": at(0, 9, name="أمينة ﴾<b>﴿ 李"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checker")


@pytest.fixture(scope="module")
def page(folder: Path) -> Path:
    file = folder / "checker.html"
    file.write_bytes(offline_checker(KNOWN))
    return file


@pytest.fixture(scope="module")
def tab(folder: Path) -> Iterator[Browser]:
    with browser(folder, film(folder / "camera.y4m", GENUINE)) as opened:
        yield opened


def press(tab: Browser, id_: str) -> None:
    tab.run(f"document.getElementById('{id_}').click()")


def paste(tab: Browser, text: str) -> tuple[str, str, str]:
    """Return the standing that the page gives a pasted text, what it says, and all facts."""
    press(tab, "another")
    tab.run(f"document.getElementById('text').value = {json.dumps(text)}")
    tab.run("document.getElementById('typed').requestSubmit()")
    return told(tab)


def told(tab: Browser) -> tuple[str, str, str]:
    tab.wait_until("!document.getElementById('verdict').hidden")
    said: list[str] = tab.run(
        "(() => { const find = (id) => document.getElementById(id); return"
        " [find('verdict').dataset.standing,"
        " find('headline').textContent + '. ' + find('sentence').textContent,"
        " find('facts').textContent]; })()"
    )
    return said[0], said[1], said[2]


def noticed(tab: Browser) -> str:
    tab.wait_until("document.getElementById('notice').textContent")
    assert tab.run("document.getElementById('verdict').hidden")
    return str(tab.run("document.getElementById('notice').textContent"))


def with_long_dates(sentence: str) -> str:
    def written_out(found: re.Match[str]) -> str:
        day = datetime.fromisoformat(found[0])
        return f"{day:%B} {day.day}, {day.year}"

    return re.sub(r"\d{4}-\d\d-\d\d", written_out, sentence)


def test_it_says_of_every_code_what_ujuzi_verify_says(tab: Browser, page: Path) -> None:
    tab.open(page, "en-US")
    standings = set()
    for name, code in CODES.items():
        verdict = check(code.encode(), KNOWN)
        standing, said, facts = paste(tab, code)
        standings.add(standing)
        assert standing.replace("list-missing", "not-yet-known") == verdict.standing, name
        assert said.endswith(with_long_dates(in_words(verdict)).removeprefix("Genuine. ")), name
        believed = verdict.issuer is not None and verdict.standing != "key-revoked"
        assert bool(facts) == believed, name
        if believed and verdict.claim:
            assert verdict.claim.name in facts
            assert verdict.claim.title in facts
        assert ("Compare the name" in facts) == (standing == "genuine"), name
    assert standings >= {"genuine", "changed", "revoked", "key-revoked", "key-out-of-use",
                         "unknown-issuer", "not-yet-known", "list-missing"}  # fmt: skip
    assert tab.complaints == []


def test_without_web_crypto_it_says_the_same(tab: Browser, page: Path) -> None:
    gone = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
    script = tab.call("Page.addScriptToEvaluateOnNewDocument", source=gone)
    tab.open(page)
    assert tab.run("crypto.subtle === undefined")
    assert [paste(tab, CODES[name])[0] for name in ("genuine", "changed")] == ["genuine", "changed"]
    tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_it_reads_a_code_whatever_follows_it_and_says_where_a_part_is_missing(
    tab: Browser, page: Path
) -> None:
    tab.open(page)
    for text in (f"Dear colleague,\n\n{GENUINE}\n\nThanks", f"{GENUINE}\n{GENUINE}",
                 f"UJ1: see below\n{GENUINE[:90]}\n{GENUINE[90:]} AND MORE"):  # fmt: skip
        assert paste(tab, text)[0] == "genuine"
    assert paste(tab, GENUINE[:150])[0] == "not-whole"


def test_it_sees_by_camera_and_forgets_the_camera_then(tab: Browser, page: Path) -> None:
    tab.open(page)
    press(tab, "scan")
    standing, said, _ = told(tab)
    assert standing == "genuine"
    assert "only this is signed" in said  # the paper beside the code is not
    assert tab.run("document.getElementById('video').srcObject === null")
    assert tab.run("document.activeElement.id") == "verdict"


def test_where_the_camera_is_refused_it_says_what_else_to_do(tab: Browser, page: Path) -> None:
    tab.open(page)
    tab.run("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('refused'))")
    press(tab, "scan")
    assert "paste its text" in noticed(tab)
    assert paste(tab, GENUINE)[0] == "genuine"


@pytest.mark.usefixtures("qapp")
def test_it_reads_pictures_and_our_pdfs_and_says_of_other_files_what_checks_them(
    tab: Browser, page: Path, folder: Path
) -> None:
    from ujuzi.ui.pictures.certificate_pdf import certificate_pdf

    files = {"ours.pdf": certificate_pdf(HELD), "credential.json": written(issued())}
    files |= {
        "other.pdf": b"%PDF-1.7\nnothing",
        "text.txt": b"Good day",
        "mail.txt": GENUINE.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    segno.make_qr(CODES["revoked"]).save(str(folder / "photo.png"), scale=5)
    segno.make_qr("https://example.org").save(str(folder / "other.png"), scale=5)
    tab.open(page)
    for name, standing in (
        ("ours.pdf", "genuine"),
        ("photo.png", "revoked"),
        ("mail.txt", "genuine"),
    ):
        press(tab, "another")
        tab.choose("#file", folder / name)
        assert told(tab)[0] == standing, name
    for name, said in (("credential.json", "ujuzi verify FILE"), ("other.pdf", "ujuzi verify FILE"),
                       ("text.txt", "ujuzi verify FILE"), ("other.png", "No code")):  # fmt: skip
        tab.run("document.getElementById('notice').textContent = ''")
        press(tab, "another")
        tab.choose("#file", folder / name)
        assert said in noticed(tab), name
    assert tab.complaints == []


def test_it_can_reach_no_network_and_asks_for_none(tab: Browser, page: Path) -> None:
    tab.open(page)
    asked = list(tab.asked)
    refused = tab.run(
        "new Promise((done) => { document.addEventListener('securitypolicyviolation',"
        " (event) => done(event.effectiveDirective));"
        " fetch('http://127.0.0.1:9/').catch(() => 0); })"
    )
    assert (refused, asked) == ("connect-src", [page.as_uri()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_small_phone_and_names_all_that_is_pressed(
    tab: Browser, page: Path, language: str
) -> None:
    tab.open(page, language, dark=language == "fr")
    assert tab.run("document.documentElement.lang") == language
    width = "document.documentElement.scrollWidth"
    assert tab.run(width) <= 360
    for text in (GENUINE, CODES["stolen"], CODES["stranger"]):
        paste(tab, text)
        assert tab.run(width) <= 360
    press(tab, "another")
    tree = tab.call("Accessibility.getFullAXTree")["nodes"]
    pressed = [each for each in tree if each.get("role", {}).get("value") in
               {"button", "textbox", "combobox", "DisclosureTriangle"}]  # fmt: skip
    assert len(pressed) >= 5
    assert all(each["name"]["value"] for each in pressed)
    assert not tab.run(
        "[...document.querySelectorAll('[data-text]')].filter((each) => !each.textContent).length"
    )


@pytest.mark.parametrize(
    ("languages", "order"), [("en", "day"), ("en-KE", "day"), ("fr", "day"), ("en-US", "month")]
)
def test_dates_are_american_for_those_alone_who_ask_for_it(
    tab: Browser, page: Path, languages: str, order: str
) -> None:
    tab.open(page, languages)
    paste(tab, GENUINE)
    dates = tab.run("document.body.innerText")
    day_first = re.search(r"\b\d{1,2} [^\W\d]+ \d{4}\b", dates)
    assert bool(day_first) == (order == "day")


def test_every_language_has_every_text_and_the_same_facts_in_it() -> None:
    english, *others = words().values()
    for other in others:
        assert marks(other) == marks(english)


def marks(texts: dict[str, Any]) -> dict[str, Any]:
    """Return the names of the facts in each text, by the text's name."""
    return {
        name: marks(text) if isinstance(text, dict) else sorted(re.findall(r"\{\w+\}", text))
        for name, text in texts.items()
    }


def test_ten_thousand_revocations_fit_below_what_an_old_phone_opens_quickly() -> None:
    def reasons(number: int) -> Revocation:
        return Revocation(at=AFTER + timedelta(days=number % 900), reason=f"Reason {number % 40}.")

    revoked = {number * 13: reasons(number) for number in range(10_000)}
    full = StatusList(id=STATUS, issuer=did_key(HUB.public), issued=AFTER, revoked=revoked)
    many = offline_checker(Trust(key_list=key_list(), status_lists=(full,)))
    assert len(many) < USUAL_BYTES


def test_the_hub_writes_it_with_its_own_list_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = issuing_hub("sqlite", tmp_path, Time())
    where, file = ("--database", address(hub.database)), tmp_path / "checker.html"
    written = CliRunner().invoke(main, [*where, "checker", "-o", str(file)])
    assert (written.exit_code, written.stdout) == (0, "")
    text = file.read_text("utf-8")
    assert all(each in text for each in ("Apache License", "MIT License", "jsqr 1"))
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text

    monkeypatch.setattr(offline, "resource", lambda *parts: tmp_path.joinpath("not", "there"))
    missing = CliRunner().invoke(main, [*where, "checker", "-o", str(file)])
    assert missing.exit_code == 3
    assert "npm" in missing.stderr
    assert file.read_text("utf-8") == text
    hub.database.close()
