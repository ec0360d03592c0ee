"""A process in which the files that anybody may send are checked, beside the hub.

Forms, PDFs, pictures and JSON-LD are read by libraries that other people wrote, and all of them are
bounded; whoever finds a file that takes long in spite of that stops a process that does nothing
else, for seconds. It is given so much processor time for each file, and so much memory; one that
takes more is ended, its file *cannot be checked*, and the next file finds a new process. Where the
operating system counts neither (Windows), a clock ends it.

The hub sends an `_Ask`, and gets an `_Answer`, in MessagePack; what it trusts is sent only where it
is not what was sent last. One file is checked at a time, and few may wait.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import msgspec

from ujuzi.credentials.check import Verdict, check
from ujuzi.credentials.trust import Trust
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub import pipe
from ujuzi.hub.verify.form import file_in

CPU_SECONDS: Final = 5
"""Of processor time for one file; a certificate takes 0.03."""

WAIT_SECONDS: Final = 20.0
"""Until the answer to one file, on a machine that has much else to do."""

MEMORY_BYTES: Final = 1 << 29
"""Of addresses; a certificate takes an eighth of them."""

MAX_WAITING: Final = 8
"""Files that are checked or wait; more are asked to come back."""

NICENESS = 10

log = logging.getLogger(__name__)


class _Ask(msgspec.Struct, frozen=True, array_like=True):
    """A form, and whom to believe: nothing new, or what is trusted from here on."""

    content_type: str
    body: bytes
    news: tuple[Trust | None] | None = None


class _Answer(msgspec.Struct, frozen=True, array_like=True):
    """The truth about the file, or the code of the refusal of the form."""

    verdict: Verdict | None = None
    refused: tuple[Code, str] | None = None


_ENCODER = msgspec.msgpack.Encoder()
_ANSWERS = msgspec.msgpack.Decoder(_Answer)


def check_form(content_type: str, body: bytes, trust: Trust | None) -> Verdict:
    """Return the truth about the file in a form, found out here; raises what `file_in` raises."""
    return check(file_in(content_type, body), trust)


class CheckingProcess:
    """Checks what it is given in the other process, for any thread; starts it at the first file."""

    def __init__(self, module: str = __name__, wait_seconds: float = WAIT_SECONDS) -> None:
        self._module = module
        self._wait_seconds = wait_seconds
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(MAX_WAITING)
        self._process: subprocess.Popen[bytes] | None = None
        self._trusts: Trust | None = None

    def __call__(self, content_type: str, body: bytes, trust: Trust | None) -> Verdict:
        """Return what `check_form` does, or `cannot-check` where that takes too much.

        Raises RefusedError as `check_form` does, and WorldError `hub-busy` where many wait.
        """
        with self._place(), self._turn:
            answer = self._asked(content_type, body, trust)
        if answer.refused:
            raise RefusedError(*answer.refused)
        return answer.verdict or Verdict(standing="cannot-check")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise WorldError(Code.HUB_BUSY, "Many certificates are being checked; try again later.")
        try:
            yield
        finally:
            self._places.release()

    def _asked(self, content_type: str, body: bytes, trust: Trust | None) -> _Answer:
        process = self._process
        if process is None or process.poll() is not None:
            self.close()
            process = self._process = pipe.started(self._module)
            is_news = True
        else:
            is_news = trust is not self._trusts
        self._trusts = trust
        ask = _ENCODER.encode(_Ask(content_type, body, (trust,) if is_news else None))
        patience = threading.Timer(self._wait_seconds, process.kill)
        patience.start()
        try:
            with suppress(OSError):  # one that has ended will answer nothing
                pipe.put(process.stdin, ask)
            answer = next(pipe.taken(process.stdout), None)
        finally:
            patience.cancel()
        if answer is None:
            self.close()
            log.warning("A file took too much to be checked, and was given up.")
            return _Answer()
        return _ANSWERS.decode(answer)


def main() -> None:
    """Check what comes on standard input, and answer, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back()
    trust: Trust | None = None
    asks = msgspec.msgpack.Decoder(_Ask)
    with suppress(BrokenPipeError):  # a hub that has ended waits for no answer
        for asked in pipe.taken(sys.stdin.buffer):
            _begin()
            ask = asks.decode(asked)
            if ask.news is not None:
                (trust,) = ask.news
            pipe.put(sys.stdout.buffer, _ENCODER.encode(_answer(ask, trust)))


def _answer(ask: _Ask, trust: Trust | None) -> _Answer:
    try:
        return _Answer(check_form(ask.content_type, ask.body, trust))
    except RefusedError as error:
        return _Answer(refused=(error.code, str(error)))
    except MemoryError:
        return _Answer()


def _step_back() -> None:
    """Let the hub go first, and take no more memory than a check needs."""
    if sys.platform != "win32":
        import resource

        os.nice(NICENESS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _begin() -> None:
    """Take processor time for one more file; who takes more is ended (SIGXCPU)."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(time.process_time()) + 1 + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


if __name__ == "__main__":
    main()
