"""Strangers wait within bounds and keep nobody out; a computer that is known may be slow.

Time is that of `helpers.virtual_time`: seconds that are slept here take none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from helpers.virtual_time import run
from ujuzi.errors import WorldError
from ujuzi.serving import limits
from ujuzi.serving.door import Caller, Door, Flow, Room
from ujuzi.serving.limits import network_of
from ujuzi.serving.watch import Watch
from ujuzi.wire.messages import Refusal

ASK, CAMPUS = b"an ask", "lab"
Script = Iterable[tuple[float, bytes]]
"""What a client sends: after how many seconds, and what."""


class Visitor:
    """One request to a door, whose sender goes by a script and then is silent for ever."""

    def __init__(
        self, door: Door, script: Script, *, address: str = "198.51.100.7", path: str = "/exchange"
    ) -> None:
        self._door, self._script = door, iter(script)
        self.scope: Scope = {"type": "http", "path": path, "client": (address, 1), "headers": []}
        self.status = 0
        self.reason = ""
        self.ended_at = 0.0
        self.over = asyncio.Event()

    async def receive(self) -> Message:
        after, body = next(self._script, (float("inf"), b""))
        if after == float("inf"):
            await asyncio.Event().wait()
        await asyncio.sleep(after)
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif self.status != 200:
            self.reason = msgspec.msgpack.decode(message["body"], type=Refusal).code

    async def go(self) -> Visitor:
        await self._door(self.scope, self.receive, self.send)
        self.ended_at = asyncio.get_running_loop().time()
        self.over.set()
        return self

    def begin(self) -> asyncio.Task[Visitor]:
        return asyncio.create_task(self.go())


class Site:
    """An application that knows its callers once their ask has come, and takes time to land."""

    def __init__(self, landing: float = 0.0) -> None:
        self.door = Door(self, Watch(), frozenset({"/verify"}))
        self.landed: list[bytes] = []
        self._landing = landing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller: Caller = scope["state"]["caller"]
        body = b""
        while (message := await receive())["more_body"]:
            body += message["body"]
            if scope["path"] == "/exchange" and body.startswith(ASK):
                device, *batches = body[len(ASK) :].split(b"|")
                await caller.know(device.decode() or "pc", CAMPUS)
                for batch in batches[:-1]:
                    await asyncio.sleep(self._landing)
                    self.landed.append(batch)
                body = b"|".join((ASK + device, batches[-1])) if batches else body
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def visit(self, script: Script, **options: Any) -> Visitor:
        return Visitor(self.door, script, **options)


def ask(device: str = "pc") -> bytes:
    """Return an ask with batches to follow, each of which ends with a bar."""
    return ASK + device.encode() + b"|"


def drip(every: float) -> Script:
    """Send a byte now and then, for ever, and never an ask."""
    while True:
        yield every, b"."


async def hand_out(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with something large, in an hour, unless whoever asked goes away meanwhile."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    waits: set[asyncio.Future[Any]] = {
        asyncio.ensure_future(receive()),
        asyncio.ensure_future(asyncio.sleep(3600)),
    }
    done, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for each in left:
        each.cancel()
    for each in done:
        each.result()
    await send({"type": "http.response.body", "body": b""})


async def everybody_waits() -> None:
    """Let all tasks go on until each waits for time to pass."""
    for _ in range(20):
        await asyncio.sleep(0)


class TestStrangers:
    """Of whom it is not known who they are."""

    @pytest.mark.parametrize("path", ["/exchange", "/register", "/succeed", "/what-comes-later"])
    @pytest.mark.parametrize("every", [0.1, 7.0, 59.0, 1000.0])
    def test_a_drip_ends_after_a_minute(self, path: str, every: float) -> None:
        async def scene() -> Visitor:
            return await Site().visit(drip(every), path=path).go()

        visitor = run(scene())

        assert (visitor.status, visitor.reason) == (503, "body-stalled")
        assert visitor.ended_at == pytest.approx(limits.ASK_SECONDS)

    def test_an_upload_may_take_as_long_as_a_slow_phone_needs_and_a_drip_may_not(self) -> None:
        async def scene() -> tuple[Visitor, Visitor]:
            site = Site()
            phone = [*[(10.0, bytes(10_000))] * 50, (0.0, b"")]
            return (
                await site.visit(phone, path="/verify").go(),
                await site.visit(drip(1.0), path="/verify").go(),
            )

        slow, dripping = run(scene())

        assert slow.status == 200
        assert slow.ended_at == pytest.approx(500)
        assert dripping.reason == "body-stalled"
        assert dripping.ended_at - slow.ended_at < limits.ASK_SECONDS + 1

    def test_the_65th_of_an_address_is_refused_and_another_address_is_let_in(self) -> None:
        async def scene() -> tuple[Visitor, Visitor, list[asyncio.Task[Visitor]]]:
            site = Site()
            dripping = [site.visit(drip(1.0)).begin() for _ in range(limits.MAX_STRANGERS_OF_ONE)]
            await everybody_waits()
            honest = [(0.0, ask()), (0.0, b"")]
            refused = await site.visit(honest).go()
            passed = await site.visit(honest, address="198.51.100.8").go()
            return refused, passed, [task for task in dripping if task.done()]

        refused, passed, ended = run(scene())

        assert (refused.status, refused.reason) == (503, "hub-busy")
        assert (passed.status, ended) == (200, [])

    @pytest.mark.parametrize("addresses", [5, 20, 300, 1000])
    def test_however_many_drip_somebody_honest_is_let_in_and_not_displaced(
        self, addresses: int
    ) -> None:
        async def scene() -> list[Visitor]:
            site = Site()
            tasks = [
                site.visit(drip(1.0), address=f"10.0.{number // 250}.{number % 250}").begin()
                for _ in range(1000 // addresses)
                for number in range(addresses)
            ]
            await everybody_waits()
            honest = site.visit([(30.0, ASK[:3]), (20.0, ASK[3:]), (600.0, b"")]).begin()
            await everybody_waits()
            tasks += [
                site.visit(drip(1.0), address=f"10.0.0.{number % 5}").begin()
                for number in range(300)
            ]
            await honest
            return [honest.result()]

        (honest,) = run(scene())

        assert honest.reason == "body-stalled"  # after its ask, which is all that it sends
        assert honest.ended_at > limits.STALL_SECONDS

    def test_no_more_than_256_are_inside_and_who_came_first_goes_first(self) -> None:
        async def scene() -> list[int]:
            site = Site()
            tasks = [
                site.visit(drip(1.0), address=f"10.0.0.{number}").begin()
                for number in range(limits.MAX_STRANGERS)
            ]
            await everybody_waits()
            site.visit(drip(1.0)).begin()
            await everybody_waits()
            return [number for number, task in enumerate(tasks) if task.done()]

        assert run(scene()) == [0]

    def test_who_is_being_answered_is_not_sent_away(self) -> None:
        async def scene() -> tuple[str, str]:
            room = Room(1, 1, displaces=True)
            door = Door(Site().door, Watch())

            async def nothing() -> Message:
                await asyncio.Event().wait()
                raise AssertionError

            first, second = (Caller(door, nothing, 0) for _ in range(2))
            room.enter("a", first)
            with pytest.raises(WorldError) as refused:
                room.enter("b", second)
            waiting = asyncio.create_task(first.receive())
            await everybody_waits()
            room.enter("b", second)
            with pytest.raises(WorldError) as sent_away:
                await waiting
            return refused.value.code, sent_away.value.code

        assert run(scene()) == ("hub-busy", "hub-busy")

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("2001:db8:1:2:a::1", "2001:db8:1:2:b::2", True),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
            ("::ffff:192.0.2.1", "192.0.2.1", True),
            ("fe80::1%eth0", "fe80::2%eth1", True),
            ("192.0.2.1", "192.0.2.2", False),
            ("unix:", "unix:", True),
        ],
    )
    def test_who_has_one_network_has_one_address(self, one: str, other: str, same: bool) -> None:
        assert (network_of(one) == network_of(other)) is same


class TestVisits:
    """Of computers that are known."""

    def test_300_bytes_in_three_minutes_are_enough_however_long_it_takes(self) -> None:
        async def scene() -> Visitor:
            slow = [(0.0, ask()), *[(60.0, bytes(100))] * 300, (0.0, b"")]
            return await Site().visit(slow).go()

        visitor = run(scene())

        assert visitor.status == 200
        assert visitor.ended_at == pytest.approx(18_000)

    def test_a_phone_that_stands_still_for_two_minutes_goes_on(self) -> None:
        async def scene() -> Visitor:
            slow = [(0.0, ask()), *[(1.0, bytes(2000)), (150.0, bytes(2000))] * 20, (0.0, b"")]
            return await Site().visit(slow).go()

        assert run(scene()).status == 200

    @pytest.mark.parametrize("every", [1.0, 179.0, 1000.0])
    def test_a_drip_ends(self, every: float) -> None:
        async def scene() -> Visitor:
            return await Site().visit([(0.0, ask()), *[(every, b".")] * 10_000]).go()

        visitor = run(scene())

        assert (visitor.status, visitor.reason) == (503, "body-stalled")
        assert visitor.ended_at <= 2 * limits.STALL_SECONDS

    def test_the_hub_s_own_time_is_not_counted(self) -> None:
        async def scene() -> tuple[Site, Visitor]:
            site = Site(landing=1000.0)
            batches = [(1.0, b"x|")] * 5
            return site, await site.visit([(0.0, ask()), *batches, (0.0, b"")]).go()

        site, visitor = run(scene())

        assert (visitor.status, len(site.landed)) == (200, 5)

    def test_strangers_take_no_place_of_theirs(self) -> None:
        async def scene() -> list[Visitor]:
            site = Site()
            slow = [
                site.visit([(0.0, ask(f"pc{n}")), (100.0, bytes(400)), (0.0, b"")]).begin()
                for n in range(50)
            ]
            await everybody_waits()
            for n in range(1000):
                site.visit(drip(1.0), address=f"10.0.{n % 4}.{n // 4}").begin()
            await everybody_waits()
            return [await each for each in slow]

        assert {visitor.status for visitor in run(scene())} == {200}

    def test_one_campus_fills_no_more_than_its_share(self) -> None:
        async def scene() -> Visitor:
            site = Site()
            for n in range(limits.MAX_VISITS_OF_ONE):
                site.visit([(0.0, ask(f"pc{n}"))], address=f"10.0.0.{n}").begin()
            await everybody_waits()
            return await site.visit([(0.0, ask("one more")), (0.0, b"")]).go()

        assert run(scene()).reason == "hub-busy"


class TestTurns:
    """One computer that comes again while it is there."""

    def test_a_retry_takes_the_place_of_a_visit_whose_link_broke(self) -> None:
        async def scene() -> tuple[Visitor, Visitor]:
            site = Site()
            broken = site.visit([(0.0, ask() + b"half a batch")]).begin()
            await asyncio.sleep(1.0)
            again = await site.visit([(0.0, ask()), (0.0, b"")]).go()
            return await broken, again

        broken, again = run(scene())

        assert (broken.reason, again.status) == ("hub-busy", 200)
        assert again.ended_at == pytest.approx(limits.GIVE_WAY_SECONDS)

    def test_what_the_first_has_taken_lands_before_the_second_is_answered(self) -> None:
        async def scene() -> tuple[Site, Visitor]:
            site = Site(landing=8.0)
            site.visit([(0.0, ask()), (0.0, b"one|two|"), (0.0, b"half")]).begin()
            await asyncio.sleep(0.5)
            return site, await site.visit([(0.0, ask()), (0.0, b"")]).go()

        site, again = run(scene())

        assert (again.status, site.landed) == (200, [b"one", b"two"])

    def test_a_visit_that_goes_on_is_not_ended_by_whoever_repeats_an_ask(self) -> None:
        async def scene() -> tuple[Visitor, list[Visitor]]:
            site = Site()
            slow = site.visit([(0.0, ask()), *[(4.0, bytes(50))] * 30, (0.0, b"")]).begin()
            await asyncio.sleep(1.0)
            repeated = [await site.visit([(0.0, ask()), (0.0, b"")]).go() for _ in range(3)]
            return await slow, repeated

        slow, repeated = run(scene())

        assert slow.status == 200
        assert [each.reason for each in repeated] == ["hub-busy"] * 3
        assert repeated[0].ended_at == pytest.approx(1 + limits.TURN_SECONDS)

    def test_of_many_that_wait_the_last_one_has_the_next_turn(self) -> None:
        async def scene() -> tuple[list[Visitor], Door]:
            site = Site()
            first = site.visit([(0.0, ask()), (4.0, bytes(50)), (4.0, b"")]).begin()
            later = []
            for _ in range(5):
                await asyncio.sleep(1.0)
                later.append(site.visit([(0.0, ask()), (0.0, b"")]).begin())
            return [await each for each in (first, *later)], site.door

        visitors, door = run(scene())

        assert [visitor.status for visitor in visitors] == [200, 503, 503, 503, 503, 200]
        assert (len(door._visitors), len(door._strangers)) == (0, 0)
        assert (door._visits, door._next) == ({}, {})

    def test_other_computers_do_not_wait(self) -> None:
        async def scene() -> Visitor:
            site = Site()
            site.visit([(0.0, ask("one"))]).begin()
            await everybody_waits()
            return await site.visit([(0.0, ask("two")), (0.0, b"")]).go()

        visitor = run(scene())

        assert (visitor.status, visitor.ended_at) == (200, 0.0)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 300)), max_size=40))
def test_a_flow_ends_where_three_minutes_hold_too_little(came: list[tuple[int, int]]) -> None:
    least, seconds = limits.STALL_BYTES, int(limits.STALL_SECONDS)
    flow = Flow(least, seconds)
    sent: list[tuple[int, int]] = []
    at = 0
    for after, size in came:
        at += after
        if at > flow.ends():
            break
        flow.add(size, at)
        sent.append((at, size))

    def holds(end: int) -> int:
        return sum(size for at, size in sent if end - seconds < at <= end)

    last = sent[-1][0] if sent else 0
    ends = (end for end in range(max(seconds, last), last + seconds + 1) if holds(end) < least)
    assert flow.ends() == next(ends)


def test_who_takes_a_large_answer_is_not_cut_off_for_saying_nothing_more() -> None:
    async def take() -> Visitor:
        door = Door(hand_out, Watch())
        return await Visitor(door, [(0.0, b"")], path="/packs/sums.ujuzi").go()

    visitor = run(take())
    assert visitor.status == 200
    assert visitor.ended_at >= 3600 > limits.ASK_SECONDS


def test_who_is_still_to_say_what_she_wants_is_waited_for_within_bounds_all_the_same() -> None:
    async def ask_slowly() -> Visitor:
        door = Door(hand_out, Watch())
        return await Visitor(door, [(1.0, b"the")], path="/packs/sums.ujuzi").go()

    visitor = run(ask_slowly())
    assert visitor.reason == "body-stalled"
    assert visitor.ended_at <= limits.ASK_SECONDS + 2
