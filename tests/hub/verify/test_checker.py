"""Files are checked in another process: it says what is said here, and nobody stops the hub."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import requests

from helpers.certificates import HUB, STRANGER, issued, listed, trust, written
from helpers.hostile_credentials import credentials
from helpers.hub_process import HubProcess, environment, sqlite_at, start_hub
from helpers.patience import PATIENCE_SECONDS, wait_until
from ujuzi.credentials.check import Verdict
from ujuzi.errors import RefusedError, WorldError
from ujuzi.hub.verify import checker as checkers
from ujuzi.hub.verify.checker import CheckingProcess, check_form

FORM = "multipart/form-data; boundary=b"
HEAD = b'--b\r\ncontent-disposition: form-data; name="file"; filename="c"\r\n\r\n'
CERTIFICATE = HEAD + written(issued())
CANNOT = Verdict(standing="cannot-check")
TRUST = trust()
ENDLESS = "helpers.endless_checker"


@pytest.fixture(scope="module", autouse=True)
def _path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        yield


@pytest.fixture(scope="module")
def checker() -> Iterator[CheckingProcess]:
    """One for all tests: whatever they do to it, the next file is checked."""
    checker = CheckingProcess(ENDLESS)
    yield checker
    checker.close()


def child_of(checker: CheckingProcess) -> psutil.Process:
    assert checker._process is not None
    return psutil.Process(checker._process.pid)


@pytest.mark.parametrize(
    "data",
    [
        written(issued()),
        written(issued(STRANGER)),
        written(issued()).replace(b"Amina", b"Amini"),
        b"",
        b"%PDF-1.7",
        bytes(1 << 20),
    ],
)
def test_it_says_what_checking_here_says(checker: CheckingProcess, data: bytes) -> None:
    for trusted in (TRUST, TRUST, None, TRUST):
        assert checker(FORM, HEAD + data, trusted) == check_form(FORM, HEAD + data, trusted)


def test_what_is_trusted_is_sent_anew_when_it_has_changed(checker: CheckingProcess) -> None:
    without = trust(listed(STRANGER), status=[])
    for trusted, standing in ((TRUST, "genuine"), (without, "unknown-issuer"), (TRUST, "genuine")):
        assert checker(FORM, CERTIFICATE, trusted).standing == standing
    child_of(checker).kill()
    child_of(checker).wait(PATIENCE_SECONDS)
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"


def test_a_form_that_is_none_is_refused_with_the_same_words(checker: CheckingProcess) -> None:
    with pytest.raises(RefusedError) as here:
        check_form("text/plain", b"", TRUST)
    with pytest.raises(RefusedError) as there:
        checker("text/plain", b"", TRUST)
    assert (there.value.code, str(there.value)) == (here.value.code, str(here.value))


@pytest.mark.parametrize("kind", [b"endless", b"large", b"broken"])
def test_what_takes_too_much_cannot_be_checked_and_harms_nobody(
    checker: CheckingProcess, kind: bytes
) -> None:
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"
    assert checker(FORM, HEAD + kind, TRUST) == CANNOT
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"


def test_one_that_answers_nothing_is_ended_by_the_clock() -> None:
    checker = CheckingProcess(ENDLESS, wait_seconds=PATIENCE_SECONDS)
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"
    child = child_of(checker)
    child.suspend()
    checker._wait_seconds = 0.1

    assert checker(FORM, CERTIFICATE, TRUST) == CANNOT

    child.wait(PATIENCE_SECONDS)
    checker._wait_seconds = PATIENCE_SECONDS
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"
    checker.close()


def test_one_that_was_killed_between_two_files_costs_nothing(checker: CheckingProcess) -> None:
    checker(FORM, CERTIFICATE, TRUST)
    child = child_of(checker)
    child.kill()
    assert checker._process is not None
    checker._process.wait(PATIENCE_SECONDS)

    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"


def test_what_many_threads_give_it_is_not_mixed_up(checker: CheckingProcess) -> None:
    datas = [written(issued()), written(issued(STRANGER)), b"", b"%PDF-1.7"] * 5
    with ThreadPoolExecutor(checkers.MAX_WAITING) as pool:
        said = pool.map(lambda data: checker(FORM, HEAD + data, TRUST), datas)
        assert [*said] == [check_form(FORM, HEAD + data, TRUST) for data in datas]


def test_where_many_wait_one_more_is_asked_to_come_back(checker: CheckingProcess) -> None:
    checker(FORM, CERTIFICATE, TRUST)
    child = child_of(checker)
    child.suspend()
    with ThreadPoolExecutor(checkers.MAX_WAITING) as pool:
        waiting = [
            pool.submit(checker, FORM, CERTIFICATE, TRUST) for _ in range(checkers.MAX_WAITING)
        ]
        wait_until(lambda: not checker._places._value, "as many as may wait")
        with pytest.raises(WorldError) as refused:
            checker(FORM, CERTIFICATE, TRUST)
        child.resume()
        assert [each.result().standing for each in waiting] == ["genuine"] * len(waiting)
    assert refused.value.code == "hub-busy"
    assert checker(FORM, CERTIFICATE, TRUST).standing == "genuine"


def test_it_ends_at_the_end_of_what_it_is_given() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ujuzi.hub.verify.checker"],
        input=b"\x00\x00",  # half a length
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        env=environment(),
        check=True,
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")


class TestUnderAHub:
    """A hub process, as people run it."""

    @pytest.fixture
    def hub(self, tmp_path: Path) -> Iterator[HubProcess]:
        with start_hub(sqlite_at(tmp_path)) as hub:
            yield hub

    @pytest.fixture
    def harassed(self, tmp_path: Path) -> Iterator[HubProcess]:
        """One that meets files which no bound foresaw, and gives each 8 seconds."""
        before = (
            "from functools import partial; from ujuzi.hub import asgi;"
            "from ujuzi.hub.verify import checker;"
            f"asgi.CheckingProcess = partial(checker.CheckingProcess, {ENDLESS!r}, 8.0)"
        )
        with start_hub(sqlite_at(tmp_path), before=before) as hub:
            yield hub

    def post(self, hub: HubProcess, data: bytes) -> requests.Response:
        return requests.post(
            f"{hub.address}/verify",
            headers={"content-type": FORM, "accept-language": "fr"},
            data=HEAD + data + b"\r\n--b--\r\n",
            timeout=PATIENCE_SECONDS,
        )

    def test_the_process_of_a_hub_checks_nothing_itself(self, hub: HubProcess) -> None:
        before = psutil.Process(hub.process.pid).children()

        answer = self.post(hub, written(credentials(HUB)["the file of the attack"]))

        assert "Ce logiciel ne peut pas le vérifier" in answer.text
        (child,) = {*psutil.Process(hub.process.pid).children()} - {*before}
        assert "ujuzi.hub.verify.checker" in child.cmdline()
        hub.kill()
        child.wait(PATIENCE_SECONDS)

    def test_a_file_that_takes_for_ever_is_said_not_to_be_checkable(
        self, harassed: HubProcess
    ) -> None:
        assert "Ce logiciel ne peut pas le vérifier" in self.post(harassed, b"endless").text
        assert "Ce logiciel ne peut pas le vérifier" in self.post(harassed, b"large").text
        assert "n’est pas un certificat" in self.post(harassed, b"").text

    def test_a_hub_stops_when_it_is_told_to_while_it_checks(self, harassed: HubProcess) -> None:
        self.post(harassed, b"")
        (child,) = (
            each
            for each in psutil.Process(harassed.process.pid).children()
            if ENDLESS in each.cmdline()
        )
        begun = child.cpu_times().user
        with ThreadPoolExecutor(1) as pool:
            under_way = pool.submit(self.post, harassed, b"endless")
            wait_until(lambda: child.cpu_times().user > begun + 0.2, "a check under way")
            harassed.process.send_signal(signal.SIGTERM)
            harassed.process.communicate(timeout=PATIENCE_SECONDS)
            assert "Ce logiciel ne peut pas le vérifier" in under_way.result().text
