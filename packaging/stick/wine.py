"""`make stick-check`: a stick, put into a Windows that is Wine, as a newcomer would.

Run by hand before a release, as root; what it shows is written into `windows/SEEN.md`. Wine 10
comes from Debian 13, in a folder of its own beside the inputs, for Debian 12 has an older one. Two
libraries that Wine lacks are made for this alone. Each step says what it claims; the first that
fails ends it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stick.build import SETUP, version_here
from stick.inputs import cache
from stick.windows import GCC, SOURCES

SHIMS = ("icuuc", "mscms")
PACKAGES = ("wine", "xvfb", "imagemagick", "fonts-dejavu-core")
SCREEN = ":77"
HOME = "c:\\users\\root\\AppData\\Local"
INSTALLED = f"{HOME}\\Programs\\Ujuzi"
WINDOW = 90
"""Seconds for the first window under Wine, on a busy computer."""


class Windows:
    """A Windows made new in a folder, with a stick as drive E."""

    def __init__(self, system: Path, stick: Path) -> None:
        self.system = system
        self.home = system / "check"
        self.drive = self.home / "prefix" / "drive_c"
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        shutil.copytree(stick, self.home / "stick", copy_function=os.link)
        if not (system / "proc" / "self").exists():  # Wine finds itself there
            subprocess.run(("mount", "-t", "proc", "proc", str(system / "proc")), check=True)
        self.screen = subprocess.Popen(self.inside("Xvfb", SCREEN, "-screen", "0", "1024x600x24"))
        self.run("wineboot", "--init")
        (self.home / "prefix" / "dosdevices" / "e:").symlink_to("/check/stick")
        for name in SHIMS:
            library = self.drive / "windows" / "system32" / f"{name}.dll"
            library.unlink(missing_ok=True)
            command = (
                GCC,
                "-shared",
                "-s",
                "-o",
                str(library),
                str(SOURCES / "wine" / f"{name}.c"),
            )
            subprocess.run(command, check=True)

    def run(self, *command: str, wait: int = 600, fails: bool = False) -> str:
        """Return what a command says; one that fails ends the check, if it should not."""
        done = subprocess.run(
            self.inside(*command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=wait,
            check=False,
        )  # fmt: skip
        said = done.stdout.decode(errors="replace")
        if (done.returncode != 0) != fails:
            sys.exit(f"FAILED ({done.returncode}): {' '.join(command)}\n{said}")
        return said

    def inside(self, *command: str) -> tuple[str, ...]:
        """Return a command as it is started in this Windows."""
        environment = {
            "HOME": "/check", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8",
            "WINEPREFIX": "/check/prefix", "WINEDEBUG": "-all", "USER": "root",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;icuuc,mscms=n", "DISPLAY": SCREEN,
        }  # fmt: skip
        named = (f"{name}={value}" for name, value in environment.items())
        return ("chroot", str(self.system), "env", "-i", *named, *command)

    def close(self) -> None:
        """End everything that runs in it."""
        subprocess.run(self.inside("wineserver", "-k"), check=False)
        self.screen.terminate()
        self.screen.wait()
        subprocess.run(("umount", str(self.system / "proc")), check=False)

    def ujuzi(self, *words: str, fails: bool = False) -> str:
        """Run the installed command."""
        return self.run("wine", f"{INSTALLED}\\ujuzi-cli.exe", *words, fails=fails)

    def path(self, windows: str) -> Path:
        """Return where a path on drive C lies."""
        return self.drive.joinpath(*windows.split("\\")[1:])

    def picture(self, program: str, to: Path) -> None:
        """Start a program, wait for its window, and keep a picture of the screen."""
        script = f"wine '{program}' & sleep {WINDOW}; import -window root /check/screen.png"
        self.run("sh", "-c", script, wait=WINDOW + 120)
        self.run("wineserver", "-k")
        shutil.copyfile(self.home / "screen.png", to)


def debian_with_wine() -> Path:
    """Return a folder with Debian 13 and Wine, made once."""
    system = cache() / "debian-13-wine"
    if not (system / "usr" / "bin" / "wine").exists():
        if os.geteuid() or shutil.which("debootstrap") is None:
            sys.exit("Wine 10 is made by root, with: sudo apt install debootstrap")
        shutil.rmtree(system, ignore_errors=True)
        print("Installing Debian 13 with Wine (once) ...", flush=True)
        included = f"--include={','.join(PACKAGES)}"
        command = ("debootstrap", "--variant=minbase", included, "trixie", str(system))
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit("debootstrap failed: see its log there.")
    return system


@contextmanager
def claim(sentence: str) -> Iterator[None]:
    """Say what a step shows, once it has."""
    yield
    print(f"seen: {sentence}", flush=True)


def check(stick: Path, pictures: Path) -> None:
    """Do what a newcomer does with a stick, in a Windows of her own."""
    version = version_here()
    pictures.mkdir(parents=True, exist_ok=True)
    with closing(Windows(debian_with_wine(), stick)) as windows:
        befall(windows, version, pictures)


def befall(windows: Windows, version: str, pictures: Path) -> None:
    """Let one thing after another happen to a newcomer's computer."""
    tree = windows.path(f"{INSTALLED}\\versions\\{version}")
    with claim("the installer asks nothing, needs no administrator, and installs the courses"):
        windows.run("wine", f"e:\\{SETUP}", "/S")
        assert windows.path(f"{INSTALLED}\\current").read_text().startswith(f"{version}\n")
        assert "ai-literacy" in windows.ujuzi("pack", "list")
    with claim("the command answers, and the doctor finds nothing bad"):
        assert version in windows.ujuzi("--version")
        windows.ujuzi("doctor")
    with claim("the installed program opens its window"):
        windows.picture(f"{INSTALLED}\\Ujuzi.exe", pictures / "installed.png")
        assert not windows.path(f"{INSTALLED}\\starting").exists()
    with claim("the program opens its window from the stick"):
        windows.picture("e:\\Ujuzi\\Ujuzi.exe", pictures / "stick.png")
    with claim("a library that a scanner removed is named, and put back from the stick"):
        taken = tree / "lib" / "PySide6" / "Qt6Core.dll"
        taken.unlink()
        assert "Qt6Core.dll" in windows.ujuzi("--version")
        assert taken.exists()
    with claim("without the stick it is named, and nothing is started"):
        taken.unlink()
        (windows.home / "prefix" / "dosdevices" / "e:").unlink()
        assert "Qt6Core.dll" in windows.ujuzi("--version", fails=True)
        (windows.home / "prefix" / "dosdevices" / "e:").symlink_to("/check/stick")
    with claim("installing again mends it, and says that it is the same version"):
        windows.run("wine", f"e:\\{SETUP}", "/S")
        assert taken.exists()
        assert windows.path(f"{INSTALLED}\\current").read_text() == f"{version}\n"
    with claim("a damaged installer installs nothing, and what was there still works"):
        damaged = bytearray((windows.home / "stick" / SETUP).read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (windows.home / "damaged.exe").write_bytes(damaged)
        windows.run("wine", "z:\\check\\damaged.exe", "/S", fails=True)
        assert version in windows.ujuzi("--version")
    with claim("several accounts share a folder on purpose"):
        windows.run("wine", f"e:\\{SETUP}", "/S", "/DATA=c:\\users\\Public\\Ujuzi ሰላም")
        assert windows.path("c:\\users\\Public\\Ujuzi ሰላም\\ujuzi.sqlite3").exists()
    with claim("removing it keeps what people did"):
        windows.run("wine", f"{INSTALLED}\\uninstall.exe", "/S", f"_?={INSTALLED}")
        assert not tree.exists()
        assert windows.path(f"{HOME}\\Ujuzi\\ujuzi.sqlite3").exists()
