"""A process in which batches are read, beside the one that lands them.

SQLite has one writer, and so has a hub on it: reading a batch takes nearly as long as landing it,
needs no database, and goes on here while the writer lands the one before. The hub and its
reader pass each other pieces of bytes (`pipe`): a batch, or a `Reading` in MessagePack. A reader
ends when its hub does, however that ends.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from contextlib import suppress

import msgspec

from ujuzi.errors import Code, WorldError
from ujuzi.hub import pipe
from ujuzi.hub.feed.reading import Reading, read
from ujuzi.wire import batch
from ujuzi.wire.batch import Batch

_DECODER = msgspec.msgpack.Decoder(Reading)


class ReadingProcess:
    """Reads what it is given in the other process, for any thread.

    It is given the next batch while one thread hears what the last one says.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._hearing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = pipe.started(__name__)

    def __call__(self, arrived: Batch) -> Reading:
        """Return what `read` does.

        Raises WorldError `reader-gone` where the process has ended; the next batch finds a new one.
        """
        with self._asking:
            process = self._process = self._process or pipe.started(__name__)
            with suppress(OSError):  # one that has ended will answer nothing
                pipe.put(process.stdin, arrived.wire)
            self._hearing.acquire()
        try:
            answer = next(pipe.taken(process.stdout), None)
        finally:
            self._hearing.release()
        if answer is None:
            self._replace(process)
            raise WorldError(Code.READER_GONE, "The batch could not be read; try again.")
        return _DECODER.decode(answer)

    def _replace(self, ended: subprocess.Popen[bytes]) -> None:
        """Start another process in the place of one that has ended."""
        with self._asking, self._hearing:
            if self._process is ended:
                self.close()
                self._process = pipe.started(__name__)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def main() -> None:
    """Read batches from standard input, and answer with what they say, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for wire in pipe.taken(sys.stdin.buffer):
        pipe.put(sys.stdout.buffer, msgspec.msgpack.encode(read(batch.read(wire))))


if __name__ == "__main__":
    main()
