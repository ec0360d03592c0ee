"""What the hub refuses, over real HTTP, and what it answers: a table keyed by sentences."""

from __future__ import annotations

import select
import socket
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from sqlalchemy import select as query

from helpers.hubs import NOW, Computer, new_database, serving
from helpers.learning_events import learning_events
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import events, quarantine
from ujuzi.serving import limits
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch, codec, messages
from ujuzi.wire.limits import MAX_INFLATED_BYTES, MAX_MESSAGE_BYTES
from ujuzi.wire.messages import Enrolment, Refusal, Succession

OTHER = "ffffffffffffffff"
HUGE = 100_000_000
CHUNK = 64 * 1024
PATIENCE = 20.0
"""Seconds."""


class Answer(NamedTuple):
    """What came back: the status, why, when to come again, and what had been sent by then."""

    status: int
    code: str
    retry_after: str
    sent: int


class Site:
    """A hub that is served, and two of its computers."""

    def __init__(self, hub: Hub, port: int) -> None:
        self.hub, self._port = hub, port
        self.computer, self.other = Computer(hub), Computer(hub, device=OTHER)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def post(self, path: str, body: bytes) -> Answer:
        """Post a message; the answer is read, whatever it is."""
        return self.stream(path, [body], f"Content-Length: {len(body)}")

    def chunked(self, path: str, start: bytes) -> Answer:
        """Post 100 MB whose length is not said, until the hub answers."""
        parts = (start, *(bytes(CHUNK) for _ in range(HUGE // CHUNK)))
        framed = (b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
        return self.stream(path, framed, "Transfer-Encoding: chunked")

    def stream(self, path: str, parts: Iterator[bytes] | list[bytes], framing: str) -> Answer:
        head = f"POST /{path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n{framing}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self._port), PATIENCE) as connection:
            connection.sendall(head.encode())
            sent, answer = 0, b""
            with suppress(ConnectionError):  # the hub does not read on once it has answered
                for part in parts:
                    if select.select([connection], [], [], 0)[0]:
                        break
                    connection.sendall(part)
                    sent += len(part)
            with suppress(ConnectionError):
                while data := connection.recv(CHUNK):
                    answer += data
        fields, _, content = answer.partition(b"\r\n\r\n")
        status, *rest = fields.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in rest)
        number = int(status.split()[1])
        code = "" if number == 200 else msgspec.msgpack.decode(content, type=Refusal).code
        return Answer(number, code, headers.get("retry-after", ""), sent)

    def revoke(self, reason: str) -> None:
        with self.hub.database.writing() as connection:
            registration.revoke(connection, self.computer.device, reason)


@pytest.fixture(params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    for refill in ("ASKS_A_SECOND", "REGISTRATIONS_A_SECOND"):
        monkeypatch.setattr(limits, refill, 0.0)  # so that no test depends on how fast it is
    database = new_database(request.param, tmp_path)
    hub = Hub(database, lambda: NOW)
    with serving(hub) as port:
        yield Site(hub, port)
    database.close()


def cut(computer: Computer) -> batch.Batch:
    made = learning_events(5, device=computer.device)
    return batch.cut(made, batch.NOTHING_BEFORE, computer.key)


def enrolment(site: Site, key: PublisherKey, signer: PublisherKey) -> bytes:
    """Return what registers a third computer with the code that the first one used."""
    asked = Enrolment(
        messages.VERSION, site.computer.code, "eeeeeeeeeeeeeeee", "Lab", key.public.raw, bytes(32)
    )
    return messages.sign(asked, messages.ENROLMENT_CONTEXT, signer)


def an_unsigned_ask(site: Site) -> Answer:
    return site.post("exchange", bytes(64) + site.computer.ask()[64:])


def an_ask_signed_by_another(site: Site) -> Answer:
    site.computer.key = site.other.key
    return site.post("exchange", site.computer.ask())


def an_ask_of_a_stranger(site: Site) -> Answer:
    site.computer.device = "eeeeeeeeeeeeeeee"
    return site.post("exchange", site.computer.ask())


def a_batch_of_another(site: Site) -> Answer:
    return site.post("exchange", site.computer.ask(cut(site.other).wire))


def a_changed_batch(site: Site) -> Answer:
    wire = cut(site.computer).wire
    return site.post("exchange", site.computer.ask(wire[:-1] + bytes([wire[-1] ^ 1])))


def a_stolen_computer(site: Site) -> Answer:
    site.revoke(registration.STOLEN)
    return site.post("exchange", site.computer.ask(cut(site.computer).wire))


def a_used_code(site: Site) -> Answer:
    key = PublisherKey.generate()
    return site.post("register", enrolment(site, key, key))


def a_key_that_did_not_sign(site: Site) -> Answer:
    key = PublisherKey.generate()
    return site.post("register", enrolment(site, key, site.other.key))


def a_successor_of_the_revoked(site: Site) -> Answer:
    site.revoke(registration.RETIRED)
    asked = Succession(
        messages.VERSION, site.computer.device, "eeeeeeeeeeeeeeee", bytes(32), bytes(32)
    )
    wire = messages.sign(asked, messages.SUCCESSION_CONTEXT, site.computer.key)
    return site.post("succeed", wire)


def nonsense(site: Site) -> Answer:
    return site.post("exchange", bytes(500))


def an_ask_cut_short(site: Site) -> Answer:
    return site.post("exchange", site.computer.ask(cut(site.computer).wire)[:-9])


REFUSALS: dict[str, tuple[Callable[[Site], Answer], int, str]] = {
    "an ask that nobody signed": (an_unsigned_ask, 403, "signature-wrong"),
    "an ask that another computer signed": (an_ask_signed_by_another, 403, "signature-wrong"),
    "an ask of a computer that never registered": (an_ask_of_a_stranger, 403, "device-unknown"),
    "a batch of another computer": (a_batch_of_another, 403, "batch-not-yours"),
    "a batch that was changed on its way": (a_changed_batch, 403, "signature-wrong"),
    "whatever a stolen computer sends": (a_stolen_computer, 403, "device-stolen"),
    "a code that another computer has used": (a_used_code, 403, "code-unknown"),
    "a key whose owner did not sign": (a_key_that_did_not_sign, 403, "signature-wrong"),
    "a successor of a revoked computer": (a_successor_of_the_revoked, 403, "device-revoked"),
    "bytes that are no ask": (nonsense, 400, "message-malformed"),
    "less than the ask announced": (an_ask_cut_short, 400, "message-malformed"),
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_it_refuses(site: Site, sentence: str) -> None:
    send, status, code = REFUSALS[sentence]

    answer = send(site)

    assert (answer.status, answer.code) == (status, code)
    with site.hub.database.reading() as connection:
        assert connection.execute(query(events.c.sequence)).all() == []


def test_a_body_that_announces_100_megabytes_is_refused_unread(site: Site) -> None:
    for path in ("exchange", "register", "succeed"):
        answer = site.stream(path, [], f"Content-Length: {HUGE}")
        assert (answer.status, answer.code) == (413, "message-too-large")


def test_a_body_of_100_megabytes_whose_length_is_not_said_is_refused_on_the_way(site: Site) -> None:
    announced = site.computer.ask(b"x")[: -messages.BATCH_LENGTH_BYTES - 1]
    for path, start, code in (
        ("register", b"x", "message-too-large"),
        ("exchange", announced + HUGE.to_bytes(4, "big"), "batch-too-large"),
    ):
        answer = site.chunked(path, start)
        assert (answer.status, answer.code) == (413, code)
        assert answer.sent < MAX_MESSAGE_BYTES


def test_a_batch_that_inflates_without_end_is_kept_aside_and_the_head_moves(site: Site) -> None:
    computer = site.computer
    body = zlib.compress(bytes(MAX_INFLATED_BYTES + 1))
    header = msgspec.msgpack.encode(
        batch.Header(codec.VERSION, computer.device, 1, 1, batch.NOTHING_BEFORE, 1, 1)
    )
    signature = computer.key.sign(batch._signed(header, body))

    computer.exchange(batch.assemble(header, signature, body))

    assert computer.landed == 1
    with site.hub.database.reading() as connection:
        kept = connection.execute(query(quarantine.c.reason)).scalars().all()
    assert kept == ["batch-too-large"]


def test_a_computer_that_asks_without_pause_waits_and_nobody_else_does(site: Site) -> None:
    wire = cut(site.computer).wire
    answers = [site.post("exchange", site.computer.ask()) for _ in range(2 * limits.ASKS_AT_ONCE)]
    *_, last = answers
    turned_away = site.post("exchange", site.computer.ask(wire))

    assert [answer.status for answer in answers[: limits.ASKS_AT_ONCE]] == (
        [200] * limits.ASKS_AT_ONCE
    )
    assert (last.status, last.code) == (429, "too-often")
    assert last.retry_after == str(limits.RETRY_AFTER_SECONDS)
    assert turned_away.status == 429
    with site.hub.database.reading() as connection:
        assert connection.execute(query(events.c.sequence)).all() == []
    assert site.post("exchange", site.other.ask()).status == 200
    road = HttpTransport(site.address)
    with pytest.raises(WorldError) as busy:
        road.post("exchange", site.computer.ask())
    road.close()
    assert busy.value.code == "hub-busy"
    assert busy.value.facts["retry_after"] == limits.RETRY_AFTER_SECONDS


def test_connections_that_send_nothing_keep_nobody_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ASK_SECONDS", 0.2)
    idle_ones = limits.MAX_STRANGERS_OF_ONE
    with ThreadPoolExecutor(idle_ones) as pool:
        idle = pool.map(
            lambda _: site.stream("exchange", [], "Content-Length: 9"), range(idle_ones)
        )
    assert {(answer.status, answer.code) for answer in idle} == {(503, "body-stalled")}
    monkeypatch.undo()
    assert site.post("exchange", site.computer.ask()).status == 200


def test_codes_cannot_be_guessed_by_trying_many(site: Site) -> None:
    key = PublisherKey.generate()
    wire = enrolment(site, key, key)
    answers = [site.post("register", wire) for _ in range(limits.REGISTRATIONS_AT_ONCE + 5)]

    *_, last = answers
    assert answers[0].code == "code-unknown"
    assert (last.status, last.code) == (429, "too-often")
