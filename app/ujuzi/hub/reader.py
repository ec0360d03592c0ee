"""A process in which batches are read, beside the one that lands them.

SQLite has one writer, and so has a hub on it: reading a batch takes nearly as long as landing it,
needs no database, and goes on here while the writer lands the one before. The hub and its
reader pass each other pieces of bytes: a length (4 bytes, big endian), and so many bytes of a batch
or of a `Reading` in MessagePack. A reader ends when its hub does, however that ends.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import msgspec

from ujuzi.errors import WorldError
from ujuzi.hub.reading import Reading, read
from ujuzi.sync import batch
from ujuzi.sync.batch import Batch

LENGTH_BYTES = 4
PIPE_BYTES = 1 << 20
"""A reading fits in: the next batch is read while this one is taken. Linux alone heeds it."""


_DECODER = msgspec.msgpack.Decoder(Reading)


class Reader:
    """Reads what it is given in the other process, for any thread.

    It is given the next batch while one thread hears what the last one says.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._hearing = threading.Lock()
        self._process = _started()

    def __call__(self, arrived: Batch) -> Reading:
        """Return what `read` does.

        Raises WorldError `reader-gone` where the process has ended; the next batch finds a new one.
        """
        with self._asking:
            process = self._process
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(OSError):  # one that has ended will answer nothing
                _put(process.stdin, arrived.wire)
            self._hearing.acquire()
        try:
            answer = next(_taken(process.stdout), None)
        finally:
            self._hearing.release()
        if answer is None:
            self._replace(process)
            raise WorldError("reader-gone", "The batch could not be read; try again.")
        return _DECODER.decode(answer)

    def _replace(self, ended: subprocess.Popen[bytes]) -> None:
        """Start another process in the place of one that has ended."""
        with self._asking, self._hearing:
            if self._process is ended:
                self.close()
                self._process = _started()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _started() -> subprocess.Popen[bytes]:
    """Start a process that reads; `-P`: nothing in the folder where it starts is a module."""
    command = [sys.executable, "-P", "-m", __name__]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=PIPE_BYTES
    )


def main() -> None:
    """Read batches from standard input, and answer with what they say, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for wire in _taken(sys.stdin.buffer):
        _put(sys.stdout.buffer, msgspec.msgpack.encode(read(batch.read(wire))))


def _put(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(LENGTH_BYTES))
    pipe.write(content)
    pipe.flush()


def _taken(pipe: IO[bytes]) -> Iterator[bytes]:
    """Yield what was put, until the pipe's end or a piece that it cuts short."""
    while len(length := pipe.read(LENGTH_BYTES)) == LENGTH_BYTES:
        size = int.from_bytes(length)
        content = pipe.read(size)
        if len(content) < size:
            return
        yield content


if __name__ == "__main__":
    main()
