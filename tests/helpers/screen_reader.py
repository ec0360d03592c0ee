"""A screen reader of the test's own: it listens to AT-SPI, as Orca does, and says what it hears.

It needs an X server, a D-Bus session and Debian's at-spi2-core with python3-dbus and python3-gi;
where one is missing the test is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from PySide6.QtWidgets import QWidget

from ujuzi.ui.widgets.spoken import announce, announcement

SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("Xvfb", "dbus-run-session", SYSTEM_PYTHON, "/usr/libexec/at-spi-bus-launcher")

LISTENER = """
import json, sys
import dbus, dbus.mainloop.glib
from gi.repository import GLib

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
status = dbus.Interface(
    session.get_object("org.a11y.Bus", "/org/a11y/bus"), "org.freedesktop.DBus.Properties"
)
status.Set("org.a11y.Status", "IsEnabled", dbus.Boolean(True, variant_level=1))
status.Set("org.a11y.Status", "ScreenReaderEnabled", dbus.Boolean(True, variant_level=1))
address = dbus.Interface(session.get_object("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus")
bus = dbus.bus.BusConnection(address.GetAddress())


def register(event):
    for left in range(20, -1, -1):
        try:
            # Found anew each time: a registry may end just then, and is started again.
            registry = bus.get_object(
                "org.a11y.atspi.Registry", "/org/a11y/atspi/registry", introspect=False
            )
            registry.RegisterEvent(
                event, dbus.Array(signature="s"), "", dbus_interface="org.a11y.atspi.Registry"
            )
            return
        except dbus.DBusException:
            if not left:
                raise


for event in (
    "focus:", "object:state-changed:focused", "object:property-change:accessible-value",
    "object:announcement",
):
    register(event)
STATES = {4: "checked", 8: "enabled", 12: "focused", 24: "sensitive", 41: "checkable"}


def told(**what):
    print(json.dumps(what), flush=True)


def heard(*values, sender=None, path=None, member=None, interface=None):
    kind, detail = str(values[0]), int(values[1])
    if member == "Announcement":
        told(event="announcement", words=str(values[3]))
        return
    if member not in {"StateChanged", "PropertyChange"}:
        return
    if member == "StateChanged" and (kind != "focused" or not detail):
        return
    if member == "PropertyChange" and kind != "accessible-value":
        return
    thing = bus.get_object(sender, path, introspect=False)
    ask = dbus.Interface(thing, "org.freedesktop.DBus.Properties").Get
    accessible = "org.a11y.atspi.Accessible"
    try:
        bits = dbus.Interface(thing, accessible).GetState()
        told(
            event={"StateChanged": "focus", "PropertyChange": "value"}[member],
            name=str(ask(accessible, "Name")),
            description=str(ask(accessible, "Description")),
            role=str(dbus.Interface(thing, accessible).GetRoleName()),
            states=[
                name for bit, name in STATES.items() if int(bits[bit // 32]) >> (bit % 32) & 1
            ],
        )
    except dbus.DBusException:
        pass  # it is gone already


bus.add_signal_receiver(
    heard, dbus_interface="org.a11y.atspi.Event.Object",
    sender_keyword="sender", path_keyword="path", member_keyword="member",
    interface_keyword="interface",
)
told(event="ready")
GLib.MainLoop().run()
"""

LISTENED = """
import subprocess, sys, threading
for _ in range(3):  # a registry may end just as it was started
    listener = subprocess.Popen(
        [sys.argv[1], "-c", sys.argv[2]], stdout=subprocess.PIPE, text=True
    )
    if listener.stdout.readline():
        break
played = subprocess.Popen(
    [sys.executable, "-c", *sys.argv[3:]], stdin=subprocess.PIPE, stdout=sys.stderr, text=True
)


def copy():
    for line in listener.stdout:
        sys.stdout.write(line)
        try:
            played.stdin.write(line)
            played.stdin.flush()
        except OSError:
            pass  # it has ended


copied = threading.Thread(target=copy)
copied.start()
ended = played.wait()
listener.terminate()
copied.join()
sys.exit(ended)
"""

MARK = "mark "
WaitFor: TypeAlias = Callable[[Callable[[], object], str], None]


class Reader:
    """What a script has of its reader: waiting until it has heard all that there was so far."""

    def __init__(self, window: QWidget, wait_for: WaitFor) -> None:
        self._window, self._wait_for = window, wait_for
        self._marks = 0
        self._heard = ""
        os.set_blocking(0, False)

    def listen(self) -> None:
        """Wait until it has."""
        self._marks += 1
        mark = f"{MARK}{self._marks}."
        announce(self._window, mark)

        def has_heard() -> bool:
            with suppress(BlockingIOError):
                self._heard += os.read(0, 1 << 20).decode()
            return mark in self._heard

        self._wait_for(has_heard, "the reader")


@dataclass(frozen=True)
class Heard:
    """What a reader hears: of the thing that has the focus, of a value, or what is announced."""

    event: str
    name: str = ""
    description: str = ""
    role: str = ""
    states: tuple[str, ...] = ()
    words: str = ""


def heard_in(script: str, *arguments: str) -> tuple[Heard, ...]:
    """Run a script with windows; return what a screen reader hears of it, in its order."""
    if announcement() is None:
        pytest.skip("this Qt announces nothing")
    if not all(shutil.which(each) for each in NEEDED):
        pytest.skip(f"a screen reader needs {', '.join(NEEDED)}")
    imports = [SYSTEM_PYTHON, "-c", "import dbus, gi"]
    if subprocess.run(imports, capture_output=True, check=False).returncode:
        pytest.skip("a screen reader needs python3-dbus and python3-gi")
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x600x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        done = subprocess.run(
            [
                *("dbus-run-session", "--", sys.executable, "-c", LISTENED),
                *(SYSTEM_PYTHON, LISTENER, script, *arguments),
            ],
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
        )
    finally:
        screen.terminate()
        screen.wait()
    if done.returncode:
        raise AssertionError(done.stderr)
    lines = (line for line in done.stdout.splitlines() if line.startswith("{"))
    heard = (Heard(**json.loads(line)) for line in lines)
    return tuple(each for each in heard if not each.words.startswith(MARK))
