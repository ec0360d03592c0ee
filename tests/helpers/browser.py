"""A Chromium without a window, driven over a pipe by its DevTools protocol; one process a session.

It opens files (file://) as anybody's browser does, sees through its camera what a test draws, and
notes what a page says in its console, and whatever it asks of a network.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import segno

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 640, 480
"""Of what the camera sees."""
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}


class Browser:
    """One tab of a running Chromium."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._out, self._in = requests, answers
        self._number = 0
        self.complaints: list[str] = []
        self.asked: list[str] = []
        """The addresses that pages have asked for."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def open(self, file: Path, language: str = "en", *, dark: bool = False) -> None:
        """Open a page on a phone of 360 pixels."""
        self.complaints.clear()
        self.asked.clear()
        self.call("Emulation.setDeviceMetricsOverride", **PHONE)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        agent = {"userAgent": "Mozilla/5.0 Chrome", "acceptLanguage": language}
        self.call("Emulation.setUserAgentOverride", **agent)
        self.call("Page.navigate", url=file.as_uri())
        self.run(
            "document.readyState === 'complete' || new Promise(r => addEventListener('load', r))"
        )

    def run(self, script: str) -> Any:
        """Return what a script is, once it has settled; raises AssertionError where it throws."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True,
            userGesture=True,
        )  # fmt: skip
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_until(self, condition: str) -> None:
        """Return once a condition is true; looked at whenever the page changes."""
        self.run(
            "new Promise(done => { const look = () => { if (!(" + condition + ")) return;"
            " watch.disconnect(); done(true); };"
            " const watch = new MutationObserver(look); watch.observe(document, {subtree: true,"
            " childList: true, attributes: true, characterData: true}); look(); })"
        )

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file in a field."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(file)])

    def picture(self) -> bytes:
        """Return the whole page as a PNG."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def call(self, method: str, **facts: Any) -> dict[str, Any]:
        """Return what the tab answers."""
        return self._call(method, self._session, **facts)

    def _call(self, method: str, session: str = "", /, **facts: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": facts}
        if session:
            message["sessionId"] = session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._number:
                assert "error" not in said, said["error"]
                result: dict[str, Any] = said["result"]
                return result
            self._note(said)

    def _read(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self._in.read(1)) != b"\0":
            assert byte, "the browser has ended"
            data += byte
        said: dict[str, Any] = json.loads(data)
        return said

    def _note(self, said: dict[str, Any]) -> None:
        facts = said.get("params", {})
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(facts["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(facts["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(facts["exceptionDetails"]))
            case "Runtime.consoleAPICalled":
                self.complaints.append(str(facts["args"]))


@contextmanager
def browser(folder: Path, camera: Path) -> Iterator[Browser]:
    """Start a Chromium whose camera sees a film (.y4m), with a profile of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "the tests need Chromium: sudo apt install chromium"
    requests, answers = os.pipe(), os.pipe()
    program_in, ours_out = requests
    ours_in, program_out = answers
    # Chromium reads its file 3 and writes its file 4; the shell puts the pipes there.
    command = [
        "bash", "-c", f'exec "$@" 3<&{program_in} 4>&{program_out}', "bash", program,
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-extensions", "--disable-sync", "--mute-audio",
        "--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}",
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}", "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, pass_fds=(program_in, program_out), env={**os.environ, "HOME": str(folder)},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(program_in)
    os.close(program_out)
    with os.fdopen(ours_out, "wb", buffering=0) as out, os.fdopen(ours_in, "rb") as in_:
        try:
            yield Browser(out, in_)
        finally:
            process.terminate()
            process.wait(timeout=30)


def film(file: Path, text: str) -> Path:
    """Write what a camera sees that is held before the QR code of a text (YUV4MPEG2)."""
    modules = segno.make_qr(text, error="m").matrix
    step = (HEIGHT - 80) // len(modules)
    grey = bytearray(b"\xd8" * (WIDTH * HEIGHT))
    top, left = (HEIGHT - step * len(modules)) // 2, (WIDTH - step * len(modules)) // 2
    for row, line in enumerate(modules):
        for place, dark in enumerate(line):
            if dark:
                for down in range(step):
                    start = (top + row * step + down) * WIDTH + left + place * step
                    grey[start : start + step] = b"\x20" * step
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (WIDTH * HEIGHT // 2)
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode() + frame * 2)
    return file
