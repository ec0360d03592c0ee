"""A Windows that is Wine, in a folder of its own: for `make stick-check` and `make test-windows`.

Wine 10 comes from Debian 13, beside the inputs, for Debian 12 has an older one; two libraries that
it lacks are made for this alone. Everything is done as root. What Windows' own libraries do is not
shown by it, nor what scanners do: `windows/SEEN.md` says what was seen where.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from copy import copy
from pathlib import Path

from stick.inputs import cache
from stick.windows import GCC, SOURCES

SHIMS = ("icuuc", "mscms")
PACKAGES = ("wine", "xvfb", "imagemagick", "fonts-dejavu-core")
SCREEN = ":77"
WITHOUT_MANAGER = ("HKCU\\Software\\Wine\\X11 Driver", "/v", "Managed", "/d", "N", "/f")
"""The screen has no window manager: what is shown once one is hidden would wait for its answer."""
PATIENCE = 1800
"""Seconds for whatever is waited for, on a busy computer."""
LOOK_SECONDS = 0.25


class Wine:
    """A Windows made new; `home` is the folder `check` of its drive Z."""

    def __init__(self) -> None:
        self.system = debian_with_wine()
        self.home = self.system / "check"
        self.prefix = self.home / "prefix"
        self.drive = self.prefix / "drive_c"
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        if not (self.system / "proc" / "self").exists():  # Wine finds itself there
            subprocess.run(("mount", "-t", "proc", "proc", self.system / "proc"), check=True)
        self.screen = subprocess.Popen(
            self.inside("Xvfb", SCREEN, "-screen", "0", "1024x600x24", "-noreset"),
            stderr=subprocess.DEVNULL,
        )
        self.run("wineboot", "--init")
        self.run("wine", "reg", "add", *WITHOUT_MANAGER)
        for name in SHIMS:
            library = self.drive / "windows" / "system32" / f"{name}.dll"
            library.unlink(missing_ok=True)
            source = SOURCES / "wine" / f"{name}.c"
            subprocess.run((GCC, "-shared", "-s", "-o", library, source), check=True)

    def another(self, name: str) -> Wine:
        """Return one more, with a drive C and processes of its own; they share the rest.

        This one is stopped: what it has written is what the other begins with.
        """
        self.stop()
        made = copy(self)
        made.prefix = self.home / name
        made.drive = made.prefix / "drive_c"
        shutil.copytree(self.prefix, made.prefix, symlinks=True)
        return made

    def inside(self, *command: str, **more: str) -> tuple[str, ...]:
        """Return a command as it is started in this Windows."""
        environment = {
            "HOME": "/check", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8",
            "WINEPREFIX": f"/check/{self.prefix.name}", "WINEDEBUG": "-all", "USER": "root",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;icuuc,mscms=n", "DISPLAY": SCREEN, **more,
        }  # fmt: skip
        named = (f"{name}={value}" for name, value in environment.items())
        return ("chroot", str(self.system), "env", "-i", *named, *command)

    def run(self, *command: str, fails: bool = False, **more: str) -> str:
        """Return what a command says; one that fails ends the check, if it should not.

        Services that Wine starts meanwhile have its output too, and stay: nobody waits for them.
        """
        with tempfile.TemporaryFile() as kept:
            done = subprocess.run(
                self.inside(*command, **more), stdout=kept, stderr=subprocess.STDOUT,
                timeout=PATIENCE, check=False,
            )  # fmt: skip
            kept.seek(0)
            said = kept.read().decode(errors="replace")
        if (done.returncode != 0) != fails:
            sys.exit(f"FAILED ({done.returncode}): {' '.join(command)}\n{said}")
        return said

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program and go on; what it says is in `started.txt`."""
        with (self.home / "started.txt").open("wb") as said:
            return subprocess.Popen(
                self.inside("wine", *command, **more), stdout=said, stderr=subprocess.STDOUT
            )

    def stop(self) -> None:
        """End everything that runs in it, as a plug that is pulled."""
        subprocess.run(self.inside("wineserver", "-k"), check=False)
        subprocess.run(self.inside("wineserver", "-w"), check=False)

    def close(self) -> None:
        """Stop, and leave nothing mounted."""
        self.stop()
        self.screen.terminate()
        self.screen.wait()
        subprocess.run(("umount", str(self.system / "proc")), check=False)

    def path(self, windows: str) -> Path:
        """Return where a path on drive C lies."""
        return self.drive.joinpath(*windows.split("\\")[1:])

    def picture(self, to: Path) -> None:
        """Keep a picture of the screen."""
        self.run("import", "-window", "root", "/check/screen.png")
        shutil.copyfile(self.home / "screen.png", to)


def until(is_so: Callable[[], object], what: str, within: float = PATIENCE) -> float:
    """Wait until something is so, and return the seconds that it took."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > within:
            sys.exit(f"FAILED: {what}, not within {within:.0f} seconds")
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - began


def debian_with_wine() -> Path:
    """Return a folder with Debian 13 and Wine, made once."""
    system = cache() / "debian-13-wine"
    if not (system / "usr" / "lib" / "wine").is_dir():
        if os.geteuid() or shutil.which("debootstrap") is None:
            sys.exit("Wine 10 is made by root, with: sudo apt install debootstrap")
        shutil.rmtree(system, ignore_errors=True)
        print("Installing Debian 13 with Wine (once) ...", flush=True)
        included = f"--include={','.join(PACKAGES)}"
        command = ("debootstrap", "--variant=minbase", included, "trixie", str(system))
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit("debootstrap failed: see its log there.")
    return system
