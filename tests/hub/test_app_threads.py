"""What a hub does before it has threads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

DECODED_AT_ONCE = """
import os, sys, threading
import msgspec
from ujuzi.hub import app, asgi
from ujuzi.wire.messages import Ask

wire = msgspec.msgpack.encode(Ask(3, "d" * 16, 1, "e", 0, (0, 0, 0, 0), 1))
app.know_every_type()

def decode(gate):
    gate.wait()
    msgspec.msgpack.decode(wire, type=Ask)

crashed = 0
for _ in range(150):
    if not (child := os.fork()):
        sys.setswitchinterval(1e-6)
        gate = threading.Barrier(4)
        threads = [threading.Thread(target=decode, args=(gate,)) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        os._exit(0)
    crashed += os.waitpid(child, 0)[1] != 0
print(crashed)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no fork")
def test_requests_that_come_at_once_first_of_all_crash_no_hub() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DECODED_AT_ONCE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["0"]
