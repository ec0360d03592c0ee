"""Who may keep the hub waiting, and for how long: before it knows who calls, and after.

ASGI around every route, so that none is without it, whatever it does with what comes:

- Until it is known whose a request is, its caller is a *stranger*. She has `ASK_SECONDS` from the
  request's begin, and one of few places: so many in all, so many of one address. Where all are
  taken, a newcomer displaces the stranger who has waited longest of the address that has most
  places; somebody who has one address alone is displaced by nobody who has a handful of them.
- A computer that the hub knows by its signature (`Caller.know`) takes one of the places for visits,
  so strangers keep none of them out, nor one campus another. It visits once at a time: a second
  visit waits for the first, or takes its place where nothing has come of that for
  `GIVE_WAY_SECONDS`, for its link broke. What the first has taken in lands before it ends.
- A visitor goes on while `STALL_BYTES` come in any `STALL_SECONDS`; what the hub does meanwhile
  takes none of that time.

The address is that of the connection or, where that is a proxy that uvicorn was told to believe
(`FORWARDED_ALLOW_IPS`; loopback unless it was), the one that the proxy names.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from operator import itemgetter
from typing import Protocol, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.serving import limits
from ujuzi.serving.limits import network_of
from ujuzi.serving.refusals import busy, refusal
from ujuzi.serving.watch import Watch

T = TypeVar("T")


class Guest(Protocol):
    """Somebody who has a place; who does not wait for anybody else cannot be sent away."""

    @property
    def is_waiting(self) -> bool:
        """Whether the hub waits for her."""
        ...

    def send_away(self) -> None:
        """End what she came for."""
        ...


class Room:
    """So many places, and so many of one name.

    Where it `displaces`, a newcomer to a full room takes the place of the one who has waited
    longest under the name that has most places. Used by one thread.
    """

    def __init__(self, most: int, most_of_one: int, *, displaces: bool) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._displaces = displaces
        self._names: dict[Guest, str] = {}
        self._inside: dict[str, dict[Guest, int]] = {}
        self._entered = 0

    def __len__(self) -> int:
        return len(self._names)

    def enter(self, name: str, guest: Guest) -> None:
        """Give a guest a place under a name; raises WorldError `hub-busy` where there is none."""
        if len(self._inside.get(name, ())) >= self._most_of_one:
            raise busy()
        if len(self._names) >= self._most:
            self._make_room()
        self._entered += 1
        self._names[guest] = name
        self._inside.setdefault(name, {})[guest] = self._entered

    def leave(self, guest: Guest) -> None:
        """Free the place of a guest, where she still has one."""
        name = self._names.pop(guest, None)
        if name is None:
            return
        self._inside[name].pop(guest)
        if not self._inside[name]:
            del self._inside[name]

    def _make_room(self) -> None:
        waiting = [
            (-len(guests), entered, guest)
            for guests in self._inside.values()
            for guest, entered in guests.items()
            if self._displaces and guest.is_waiting
        ]
        if not waiting:
            raise busy()
        *_, guest = min(waiting, key=itemgetter(0, 1))
        self.leave(guest)
        guest.send_away()


class Flow:
    """At least `least` bytes in any `seconds`, in the time that whoever feeds it counts from 0."""

    def __init__(self, least: int, seconds: float) -> None:
        self._least = least
        self._seconds = seconds
        self._came: deque[tuple[float, int]] = deque([(0.0, least)])
        self._size = least

    def add(self, size: int, at: float) -> None:
        """Count bytes that came then."""
        if not size:
            return
        self._came.append((at, size))
        self._size += size
        while self._size - self._came[0][1] >= self._least:
            self._size -= self._came.popleft()[1]

    def ends(self) -> float:
        """Return when fewer than `least` have come in `seconds`, unless more comes until then."""
        return self._came[0][0] + self._seconds


class Caller:
    """Who makes a request, and how long the hub waits for her. Used in the event loop."""

    def __init__(self, door: Door, receive: Receive, bytes_a_second: float) -> None:
        self.device = ""
        """The computer that she is known as, once it is her turn."""
        self.ended = asyncio.Event()
        self._door = door
        self._receive = receive
        self._bytes_a_second = bytes_a_second
        self._began = self._waits_since = _now()
        self._came = 0
        self._waited = 0.0
        self._flow: Flow | None = None
        self._waiting: asyncio.Timeout | None = None
        self._is_sent_away = self._is_whole = False

    @property
    def is_waiting(self) -> bool:
        """Whether the hub waits for her."""
        return self._waiting is not None

    def silence(self) -> float:
        """Return for how many seconds the hub has waited in vain by now."""
        return _now() - self._waits_since if self.is_waiting else 0.0

    def send_away(self) -> None:
        """End what she came for, as soon as the hub waits for her."""
        self._is_sent_away = True
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(_now())

    async def know(self, device: str, campus: str) -> None:
        """Let her go on as a computer of a campus, once no other visit of it is under way.

        Raises WorldError `hub-busy`. Told again it does nothing.
        """
        if self._flow is None:
            self._flow = Flow(limits.STALL_BYTES, limits.STALL_SECONDS)
            await self._door.begin_visit(self, device, campus)

    async def receive(self) -> Message:
        """Receive a message; raises WorldError `body-stalled`, or `hub-busy` if sent away.

        After the last of it nothing more is wanted of her: what waits then, while she takes a large
        answer, waits for her going away alone, and as long as that takes.
        """
        if self._is_whole:
            return await self._receive()
        self._waits_since = began = _now()
        left = self._flow.ends() - self._waited if self._flow else self._deadline() - began
        try:
            message = await self.wait(self._receive, left)
        except TimeoutError as error:
            raise WorldError(Code.BODY_STALLED, "Nothing came any more; ask again.") from error
        self._is_whole = not message.get("more_body", False)
        size = len(message.get("body", b""))
        self._came += size
        if self._flow is not None:
            self._waited += _now() - began
            self._flow.add(size, self._waited)
        return message

    async def wait(self, wanted: Callable[[], Awaitable[T]], seconds: float) -> T:
        """Wait at most so long; raises TimeoutError, or WorldError `hub-busy` if sent away."""
        if self._is_sent_away:
            raise busy()
        try:
            async with asyncio.timeout(seconds) as self._waiting:
                return await wanted()
        except TimeoutError:
            if self._is_sent_away:
                raise busy() from None
            raise
        finally:
            self._waiting = None

    def _deadline(self) -> float:
        """Return until when a stranger may take."""
        more = self._came / self._bytes_a_second if self._bytes_a_second else 0.0
        return self._began + limits.ASK_SECONDS + more


class Door:
    """Lets requests in to an application; a request's caller is `request.state.caller`.

    `uploads` are the paths at which strangers send files.
    """

    def __init__(self, app: ASGIApp, watch: Watch, uploads: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._watch = watch
        self._uploads = uploads
        self._strangers = Room(limits.MAX_STRANGERS, limits.MAX_STRANGERS_OF_ONE, displaces=True)
        self._visitors = Room(limits.MAX_VISITS, limits.MAX_VISITS_OF_ONE, displaces=False)
        self._visits: dict[str, Caller] = {}
        self._next: dict[str, Caller] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say that there is no place for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        uploads = scope["path"] in self._uploads
        caller = Caller(self, receive, limits.UPLOAD_BYTES_A_SECOND if uploads else 0)
        scope.setdefault("state", {})["caller"] = caller
        host, _ = scope.get("client") or ("", 0)
        try:
            self._strangers.enter(network_of(host), caller)
            await self._app(scope, caller.receive, send)
        except ClientDisconnect:
            return  # whatever was landing has landed
        except UjuziError as error:
            self._watch.refused(error)
            await refusal(error)(scope, receive, send)
        finally:
            self._strangers.leave(caller)
            self._visitors.leave(caller)
            self._end_visit(caller)

    async def begin_visit(self, caller: Caller, device: str, campus: str) -> None:
        """Give a computer its turn, until its request is answered; raises WorldError `hub-busy`."""
        self._visitors.enter(campus, caller)
        self._strangers.leave(caller)
        if device in self._next:
            self._next[device].send_away()
        self._next[device] = caller
        until = _now() + limits.TURN_SECONDS
        try:
            while (other := self._visits.get(device)) is not None:
                await self._await_end(other, caller, until)
        finally:
            if self._next.get(device) is caller:
                del self._next[device]
        caller.device = device
        self._visits[device] = caller

    def _end_visit(self, caller: Caller) -> None:
        caller.ended.set()
        if self._visits.get(caller.device) is caller:
            del self._visits[caller.device]

    async def _await_end(self, other: Caller, caller: Caller, until: float) -> None:
        """Wait a while for another visit's end, and end it where nothing comes of it any more."""
        left = until - _now()
        if left <= 0:
            raise busy()
        patience = limits.GIVE_WAY_SECONDS - other.silence()
        if patience <= 0:
            other.send_away()
            patience = limits.GIVE_WAY_SECONDS
        with suppress(TimeoutError):
            await caller.wait(other.ended.wait, min(left, patience))


def _now() -> float:
    return asyncio.get_running_loop().time()
