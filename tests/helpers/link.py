"""A slow link in front of a server here: round-trip time, bits a second, bytes counted.

Its threads sleep as long as the link lets bytes wait: that is what it is for.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue

CHUNK = 1024
Count = Callable[..., bytes]
"""(data, source, target) -> what of it arrives."""


class Link:
    """A TCP proxy to 127.0.0.1:`port`; each direction has the delay and the rate of the link.

    Bytes are counted as a network would carry them, without the headers below TCP's payload. Each
    time that `cuts` bytes have gone up, the connection breaks, once for each of these numbers.
    """

    def __init__(
        self,
        port: int,
        *,
        round_trip: float = 0.0,
        bits_a_second: float = float("inf"),
        cuts: Sequence[int] = (),
    ) -> None:
        self._port = port
        self.bytes_up = 0
        self.shape(round_trip=round_trip, bits_a_second=bits_a_second, cuts=cuts)
        self.bytes_down = 0
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._socket]
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def shape(self, *, round_trip: float, bits_a_second: float, cuts: Sequence[int] = ()) -> None:
        """Be another link from now on; `cuts` count the bytes that go up from now."""
        self._delay = round_trip / 2
        self._seconds_a_byte = 8 / bits_a_second
        self._cuts = [self.bytes_up + each for each in sorted(cuts)]

    def close(self) -> None:
        """Break what is open, and take no more connections."""
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(client)
            self.connections += 1
            time.sleep(2 * self._delay)  # the handshake
            server = socket.create_connection(("127.0.0.1", self._port))
            self._open.append(server)
            for source, target, count in (
                (client, server, self._count_up),
                (server, client, self._count_down),
            ):
                threading.Thread(
                    target=self._carry, args=(source, target, count), daemon=True
                ).start()

    def _count_up(self, data: bytes, *sockets: socket.socket) -> bytes:
        """Return what of it arrives; the last byte before a cut takes the link with it."""
        left = self._cuts[0] - self.bytes_up if self._cuts else len(data) + 1
        arrived = data[:left]
        self.bytes_up += len(arrived)
        if left <= len(data):
            del self._cuts[0]
            sockets[1].sendall(arrived)
            for each in sockets:
                each.shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        return arrived

    def _count_down(self, data: bytes, *_sockets: socket.socket) -> bytes:
        self.bytes_down += len(data)
        return data

    def _carry(self, source: socket.socket, target: socket.socket, count: Count) -> None:
        """Carry one direction: a byte leaves when the one before has, and arrives a delay later."""
        on_the_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        threading.Thread(
            target=self._deliver, args=(on_the_way, source, target, count), daemon=True
        ).start()
        free_at = 0.0
        data = b"x"
        while data:
            try:
                data = source.recv(CHUNK)
            except OSError:
                data = b""
            free_at = max(free_at, time.monotonic()) + len(data) * self._seconds_a_byte
            on_the_way.put((free_at + self._delay, data))

    @staticmethod
    def _deliver(
        on_the_way: SimpleQueue[tuple[float, bytes]],
        source: socket.socket,
        target: socket.socket,
        count: Count,
    ) -> None:
        try:
            while True:
                arrives_at, data = on_the_way.get()
                time.sleep(max(0.0, arrives_at - time.monotonic()))
                if not data:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(count(data, source, target))
        except OSError:
            return
