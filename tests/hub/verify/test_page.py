"""Anybody checks a certificate in a browser, and is told the truth in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, get_args
from urllib.parse import quote

import msgspec
import pytest

from helpers.asgi import Answer, ask
from helpers.awards import Time, held, issuing, link
from helpers.certificates import STRANGER, issued, written
from helpers.foreign_badges import CLASSES
from helpers.hubs import NOW, new_database
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, Room
from helpers.stages import staged
from ujuzi.credentials.baking import bake_svg
from ujuzi.credentials.check import Standing, check
from ujuzi.credentials.trust import read_list, root_of_list
from ujuzi.errors import Code, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import application
from ujuzi.hub.assessment import awards
from ujuzi.hub.verify.words import WORDS
from ujuzi.serving import limits
from ujuzi.wire.documents import IssuedCredential

FORM = "multipart/form-data; boundary=b"


class Site:
    """A hub that has issued one credential, and its public page."""

    def __init__(self, hub: Hub, time: Time, credential: IssuedCredential) -> None:
        self.hub = hub
        self.time = time
        self.credential = credential
        self.application = application(hub)

    def code(self, code: str, **facts: Any) -> Answer:
        return ask(self.application, f"/verify?code={quote(code)}", **facts)

    def file(self, data: bytes, language: str = "en") -> Answer:
        head = b'--b\r\ncontent-disposition: form-data; name="file"; filename="c"\r\n\r\n'
        body = head + data + b"\r\n--b--\r\n"
        headers = {
            "content-type": FORM,
            "content-length": str(len(body)),
            "accept-language": language,
        }
        return ask(self.application, "/verify", method="POST", headers=headers, body=body)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    time = Time()
    hub, credential = staged("sqlite", tmp_path, time, passed, issuing(NOW))
    yield Site(hub, time, credential)
    hub.database.close()


def passed(hub: Hub, _time: Time) -> IssuedCredential:
    """Let Ada earn a credential, and return it."""
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    room.sit(4)
    return held(room)[0]


def test_the_page_is_small_and_has_no_scripts(site: Site) -> None:
    answer = ask(site.application, "/verify")

    assert (answer.status, len(answer.body) < 10_000) == (200, True)
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert 'role="status"' not in answer.text


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_printed_code_leads_to_the_truth_however_it_is_typed(site: Site, typed: Any) -> None:
    answer = site.code(typed(site.credential.code))

    assert answer.status == 200
    assert "Genuine. Not revoked." in answer.text
    assert "Ada Traoré" in answer.text
    assert len(answer.body) < 10_000


def test_a_qr_code_and_a_file_say_the_same(site: Site) -> None:
    credential = bytes(site.credential.credential)

    assert "Genuine" in site.code(site.credential.stub).text
    assert "Genuine" in site.file(credential).text
    changed = site.file(credential.replace("Ada Traoré".encode(), b"Eve Mallory"))
    assert "Changed since it was issued" in changed.text
    assert "Mallory" not in changed.text


def test_a_revoked_certificate_says_when_and_why(site: Site) -> None:
    with site.hub.database.writing() as connection:
        (known,) = awards.issued(whole(connection))
        awards.revoke(connection, known.id, "Sat by <b>another</b>.", site.time.now)

    answer = site.code(site.credential.code)

    assert "Revoked on 2026-11-23, because: Sat by &lt;b&gt;another" in answer.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (written(issued()), "The issuer is unknown here."),
        (b"", "This is not a certificate."),
        (b"%PDF-1.7", "This is a PDF."),
        (b"\xff\xfe\x00", "This is not a certificate."),
    ],
)
def test_what_is_something_else_is_called_so(site: Site, data: bytes, said: str) -> None:
    answer = site.file(data)

    assert said in answer.text
    assert "<dl>" not in answer.text


def test_a_code_that_is_none_is_no_verdict(site: Site) -> None:
    answer = site.code("AAAA-BBBB-CCCC")

    assert answer.status == 404
    assert "There is no such code here." in answer.text


@pytest.mark.parametrize(
    "query",
    ["code=%ff%fe", "code=\xff", "code", "&&&", "code=%", "a=1&" * 5000, "code=" + "%" * 40_000],
)
def test_whatever_is_asked_for_is_a_page(site: Site, query: str) -> None:
    answer = ask(site.application, f"/verify?{query}")

    assert answer.status in (200, 404)
    assert len(answer.body) < 20_000


@pytest.mark.parametrize("number", ["-1", "9" * 5000, "x", "0x0", "1.0", "%30", "٣"])
def test_a_number_that_no_status_list_has_is_not_found(site: Site, number: str) -> None:
    assert ask(site.application, f"/status/{number}").status == 404


@pytest.mark.parametrize("code", ['"><script>alert(1)</script>', "\x00", "é" * 5000, "UJ1:AAAA"])
def test_hostile_codes_are_escaped_and_bounded(site: Site, code: str) -> None:
    answer = site.code(code)

    assert answer.status in (200, 404)
    assert "<script" not in answer.text
    assert len(answer.body) < 20_000


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("", b"x"), (FORM, b""), (FORM, b"--b\r\n\r\n"), ("multipart/form-data", b"--b"), ("é", b"x")],
)
def test_a_form_that_holds_no_file_is_no_certificate(
    site: Site, content_type: str, body: bytes
) -> None:
    headers = {"content-type": content_type}
    answer = ask(site.application, "/verify", method="POST", headers=headers, body=body)

    assert "This is not a certificate." in answer.text


NESTED = b"".join(
    b"--b%s\r\ncontent-type: multipart/mixed; boundary=b%d\r\n\r\n" % (str(n or "").encode(), n + 1)
    for n in range(2_000)
)


@pytest.mark.parametrize(
    "body",
    [NESTED, b"--b\r\n\r\n\r\n" * 2_000, b"--b\r\n" + b"a: b\r\n" * 100_000],
    ids=["2,000 parts in each other", "2,000 parts", "100,000 headers"],
)
def test_a_form_that_no_browser_sends_is_told_so_on_a_plain_page(site: Site, body: bytes) -> None:
    headers = {"content-type": FORM, "accept-language": "fr"}
    answer = ask(site.application, "/verify", method="POST", headers=headers, body=body)

    assert answer.status == 400
    assert "Le formulaire n’est pas arrivé" in answer.text
    assert len(answer.body) < 10_000


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This program cannot check it."), ("fr", "Ce logiciel ne peut pas le vérifier.")],
)
def test_what_cannot_be_checked_is_told_in_plain_words(
    site: Site, language: str, said: str
) -> None:
    for badge in (
        issued(STRANGER) | {"https://schema.org/gender": "female"},
        issued(STRANGER) | {"@context": issued()["@context"][:1]},
        issued(STRANGER) | {"proof": {"cryptosuite": "ecdsa-rdfc-2019"}},
    ):
        answer = site.file(written(badge), language)
        assert answer.status == 200
        assert said in answer.text


def test_a_large_file_and_many_checks_are_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.file(bytes(1024 * 1024)).status == 413
    for _ in range(limits.CHECKS_AT_ONCE):
        answer = site.code("AAAA-BBBB-CCCC", client="203.0.113.9")
    answer = site.code(site.credential.code, client="203.0.113.9")
    assert answer.status == 429
    for number in range(limits.CHECKS_AT_ONCE):
        site.code("AAAA-BBBB-CCCC", client=f"2001:db8::{number:x}")
    assert site.code(site.credential.code, client="2001:db8::ffff").status == 429
    assert site.code(site.credential.code, client="2001:db8:0:1::").status == 200
    assert "retry-after" in answer.headers
    assert site.code(site.credential.code).status == 200


@pytest.mark.parametrize("path", ["/list", "/status/0"])
def test_lists_are_given_at_a_pace(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LISTS_AT_ONCE", 3)
    monkeypatch.setattr(limits, "LISTS_A_SECOND", 0)
    site.application = application(site.hub)
    for status in (200, 200, 200, 429):
        answer = ask(site.application, path, client="203.0.113.9")
        assert answer.status == status
    assert "retry-after" in answer.headers
    assert ask(site.application, path).status == 200
    assert site.code(site.credential.code, client="203.0.113.9").status == 200


@pytest.mark.parametrize("path", ["/verify", "/verify?code=A", "/list", "/status/0", "/status/7"])
def test_no_browser_guesses_what_it_is_given(site: Site, path: str) -> None:
    assert ask(site.application, path).headers["x-content-type-options"] == "nosniff"


def test_the_page_speaks_french_to_who_asks_for_it(site: Site) -> None:
    headers = {"accept-language": "sw, fr-BF;q=0.9, en;q=0.5"}
    answer = site.code(site.credential.code, headers=headers)

    assert "Authentique. Non révoqué." in answer.text
    assert answer.headers["content-language"] == "fr"
    assert (
        ask(site.application, "/verify", headers={"accept-language": "ar"}).headers[
            "content-language"
        ]
        == "en"
    )


def test_every_language_says_everything_with_the_same_facts() -> None:
    def facts(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    for words in WORDS.values():
        assert words.keys() == WORDS["en"].keys()
        assert {k: facts(v) for k, v in words.items()} == {
            k: facts(v) for k, v in WORDS["en"].items()
        }


def test_any_verifier_gets_the_status_list_that_a_credential_names(site: Site) -> None:
    credential = msgspec.json.decode(site.credential.credential)
    address = credential["credentialStatus"]["statusListCredential"]

    answer = ask(site.application, address)

    assert address == "https://hub.example/status/0"
    assert msgspec.json.decode(answer.body)["id"] == address
    assert ask(site.application, "/status/7").status == 404


def test_the_list_of_the_page_checks_a_certificate_where_there_is_no_internet(site: Site) -> None:
    data = ask(site.application, "/list").body
    trust = read_list(data, root_of_list(data))

    assert check(bytes(site.credential.credential), trust).standing == "genuine"


def test_a_hub_that_issues_nothing_knows_no_issuer(tmp_path: Path) -> None:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    body = b'--b\r\ncontent-disposition: form-data; filename="c"\r\n\r\n' + written(issued())
    answer = ask(
        application(hub), "/verify", method="POST", headers={"content-type": FORM}, body=body
    )
    assert "The issuer is unknown here." in answer.text
    assert ask(application(hub), "/list").status == 404
    hub.database.close()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("standing", get_args(Standing))
def test_there_are_words_for_every_verdict_that_the_page_may_give(
    standing: Standing, language: str
) -> None:
    if standing not in ("unpinned-root", "left-hub", "ambiguous"):
        assert WORDS[language][standing]
    for found in ("several", "name-twice"):  # why something is ambiguous
        assert WORDS[language][found]


def test_the_page_says_of_badges_of_others_what_is_true(site: Site) -> None:
    made = CLASSES["a token, ES256"]
    assert "It is as it was signed" in site.file(made({})).text
    assert "tel qu’il a été signé" in site.file(made({}), "fr").text
    assert "Changed since it was issued" in site.file(made({"name": "Doctor"})).text
    twice = written(issued()).replace(b'"name"', b'"name": "Eve", "name"', 1)
    assert "one thing twice" in site.file(twice).text
    assert "papers" in site.code(site.credential.stub).text
    baked = bake_svg(b"<svg ><g/></svg>", bytes(site.credential.credential).decode())
    assert "only this is signed" in site.file(baked).text


@pytest.mark.parametrize("path", ["/verify?code=AAAA-BBBB", "/list", "/status/1"])
def test_while_the_database_is_away_everybody_is_asked_to_come_back(
    site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def away() -> None:
        raise WorldError(
            Code.DATABASE_UNAVAILABLE, "The hub's database does not answer; try again."
        )

    monkeypatch.setattr(site.hub.database, "reading", away)
    answer = ask(site.application, path)

    assert answer.status == 503
    assert answer.headers["retry-after"] == str(limits.RETRY_AFTER_SECONDS)
