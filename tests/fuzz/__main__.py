"""Feeds bytes that nobody meant to whatever reads bytes from outside, for a bounded time.

    python -m fuzz [SECONDS]            each target in turn
    python -m fuzz [SECONDS] TARGET     one of them

Coverage-guided (atheris), from the kept vectors on. Anything but a refusal ends it, with the bytes
that caused it left under build/fuzz.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris
import msgspec

with atheris.instrument_imports(include=["ujuzi"]):
    from ujuzi.credentials.check import check
    from ujuzi.errors import RefusedError
    from ujuzi.hub.feed import reading
    from ujuzi.hub.verify import form
    from ujuzi.wire import batch, bundle, carrying, codec, envelope, introduction, messages, seal
    from ujuzi.wire import parts as wire_parts
    from ujuzi.wire.handed_in import _read

from helpers.certificates import issued, trust, written
from helpers.exams import ANSWERED
from helpers.hostile_credentials import credentials
from helpers.learning_events import learning_events
from ujuzi.credentials.keys import PublisherKey
from ujuzi.wire.limits import MAX_INFLATED_BYTES

ROOT = Path(__file__).parent.parent.parent
VECTORS = ROOT / "tests" / "assets" / "batches"
CORPUS = ROOT / "build" / "fuzz"
MOST_BYTES = 1 << 16
DEVICE = PublisherKey(bytes(range(32)))
PRIVATE, PUBLIC = seal.new_key()
TRUST = trust()
FORM = "multipart/form-data; boundary=b"
FILE = b'--b\r\ncontent-disposition: form-data; name="file"; filename="c"\r\n\r\n'
SLOW_SECONDS = 10
"""An input that takes longer is broken, like one that raises."""


def read_batch(data: bytes) -> None:
    """Take a batch apart and fold it, as the hub does once its signature has been verified."""
    reading.read(batch.read(data))


def read_body(data: bytes) -> None:
    """Read what a batch's body inflates to; its first byte says how many events are told."""
    assert len(data) < MAX_INFLATED_BYTES
    count = 1 + data[0] if data else 1
    header = batch.Header(codec.VERSION, "d0d1", 1, count, batch.NOTHING_BEFORE, 1, 1)
    reading.read(batch.Batch(header, b"", zlib.compress(data[1:]), b"", b""))


def read_ask(data: bytes) -> None:
    """Take an ask apart while it arrives in two parts."""
    reader = messages.AskReader()
    middle = len(data) // 2
    for wire in reader.feed(data[:middle]) + reader.feed(data[middle:]):
        batch.read(wire)


def open_envelope(data: bytes) -> None:
    """Open a sealed envelope."""
    seal.unseal(data, {seal.key_id(PUBLIC): PRIVATE})


def open_carried(data: bytes) -> None:
    """Take an envelope apart as its carrier does, and open it as the hub does."""
    envelope.read(data).open({seal.key_id(PUBLIC): PRIVATE})


def read_bundle(data: bytes) -> None:
    """Read a file of a folder, as it lies there and with its sum set right."""
    with suppress(RefusedError):
        bundle.read(data)
    for wire in bundle.read(data + hashlib.sha256(data).digest()).items:
        envelope.read(wire)


def read_load(data: bytes) -> None:
    """Take a carrier's request apart while it arrives in two parts."""
    reader = carrying.CarryReader()
    middle = len(data) // 2
    for item in reader.feed(data[:middle]) + reader.feed(data[middle:]):
        envelope.read(item.content)


def read_introduction(data: bytes) -> None:
    """Read how a computer is introduced, as whoever collects does."""
    assert introduction.read(data).device


def open_part(data: bytes) -> None:
    """Take a part apart as its carrier does, and open it as its computer does."""
    wire_parts.read(data).opened({seal.key_id(PUBLIC): PRIVATE})


def check_certificate(data: bytes) -> None:
    """Check a file that anybody may have written."""
    assert check(data, TRUST).standing


def read_form(data: bytes) -> None:
    """Take a form apart."""
    form.file_in(FORM, data)


def open_handed_in(data: bytes) -> None:
    """Open what somebody handed in, once the envelope has been opened."""
    _read(zlib.compress(data))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "batch": read_batch,
    "body": read_body,
    "ask": read_ask,
    "envelope": open_envelope,
    "carried": open_carried,
    "bundle": read_bundle,
    "load": read_load,
    "introduction": read_introduction,
    "part": open_part,
    "submission": open_handed_in,
    "certificate": check_certificate,
    "form": read_form,
}


def seeds(target: str) -> list[bytes]:
    """Return bytes that mean something, to begin with."""
    vectors = [file.read_bytes() for file in sorted(VECTORS.glob("*.batch"))]
    small = [wire for wire in vectors if len(wire) <= MOST_BYTES]
    match target:
        case "batch":
            return small
        case "body":
            body = codec.encode(
                [codec.fact_of(e) for e in learning_events(60, typed=0.3, noted=0.1)]
            )
            return [bytes([59]) + zlib.decompress(body)]
        case "ask":
            ask = messages.Ask(messages.VERSION, "d0d1d2d3d4d5d6d7", 1, "", 0, messages.START, 1)
            return [messages.frame_ask(ask, [wire], DEVICE) for wire in small]
        case "certificate":
            return [written(each) for each in (issued(), *credentials().values())]
        case "form":
            return [FILE + written(issued()) + b"\r\n--b--\r\n", FILE * 20]
        case "submission":
            return [msgspec.msgpack.encode(ANSWERED)]
        case "carried":
            return sealed(small)
        case "bundle":
            items = [(bundle.ENVELOPE, wire) for wire in sealed(small)]
            name = "0123456789abcdef"
            return [bundle.write(bundle.UP, name, name, 1, items)[: -bundle.SUM_BYTES]]
        case "load":
            carried = sealed(small)
            asked = carrying.CarryAsk(carrying.VERSION, "d0d1d2d3d4d5d6d7", 1, len(carried))
            return [carrying.frame(asked, carried, DEVICE)]
        case "introduction":
            keys = DEVICE.public.raw, PUBLIC
            new = messages.Enrolment(messages.VERSION, "", "d0d1d2d3", "PC-07", *keys, (), "c")
            next_ = messages.Succession(messages.VERSION, "d0d1d2d3", "d4d5d6d7", *keys)
            return [
                b"\x01" + messages.sign(new, messages.ENROLMENT_CONTEXT, DEVICE),
                b"\x02" + messages.sign(next_, messages.SUCCESSION_CONTEXT, DEVICE),
            ]
        case "part":
            said = wire_parts.SharedPart(1, "e", 1, messages.START, messages.START, ())
            kinds = bundle.PUBLIC, bundle.CAMPUS_PART
            open_, campus = (wire_parts.PartHeader(kind, "", 0, 1, 1, bytes(16)) for kind in kinds)
            return [
                wire_parts.write_public(open_, said, DEVICE),
                wire_parts.write_campus(campus, said, (PUBLIC,), DEVICE),
            ]
        case _:
            return [seal.seal(wire, b"to the hub", (PUBLIC,)) for wire in small]


def sealed(batches: list[bytes]) -> list[bytes]:
    """Return the batches that can be read in their envelopes."""
    found = []
    for wire in batches:
        with suppress(RefusedError):  # one of a later format
            found.append(envelope.enclose(batch.read(wire), 0, PUBLIC, DEVICE))
    return found


def fuzz(target: str, seconds: int) -> None:
    """Fuzz one target; ends the process."""
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (folder / f"seed-{number}").write_bytes(seed)

    def read(data: bytes) -> None:
        with suppress(RefusedError):
            TARGETS[target](data)

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={MOST_BYTES}",
        f"-artifact_prefix={CORPUS}/{target}-",
        "-print_final_stats=1",
        "-rss_limit_mb=2048",
        f"-timeout={SLOW_SECONDS}",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], read)
    atheris.Fuzz()


def main() -> None:
    """Do what the arguments say."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    if len(sys.argv) > 2:
        fuzz(sys.argv[2], seconds)
    for target in TARGETS:
        print(f"{target}:", flush=True)
        command = [sys.executable, "-m", "fuzz", str(seconds // len(TARGETS)), target]
        if subprocess.run(command, check=False).returncode:
            sys.exit(f"{target} broke; the bytes are in {CORPUS}")


if __name__ == "__main__":
    main()
