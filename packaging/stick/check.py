"""`make stick-check`: a stick, put into a Windows that is Wine, as a newcomer would.

Run by hand before a release, as root; what it shows is written into `windows/SEEN.md`. Each step
says what it claims, once it was seen; the first that fails ends it. Figures are printed as
`make bench` does.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stick import campus, launched, manifest, trees
from stick.build import PORTABLE, SETUP, version_here
from stick.sticks import Stick, small_disk
from stick.windows import LIBRARY, SOURCES
from stick.wine import Wine, until
from stick.writing import DEFLATED, files_below, write_zip
from ujuzi.credentials.release import read_release_manifest
from ujuzi.read_ahead import LIBRARIES, START

HOME = "c:\\users\\root\\AppData\\Local"
INSTALLED = f"{HOME}\\Programs\\Ujuzi"
PROGRAM = f"{INSTALLED}\\Ujuzi.exe"
NAMED = "Ujuzi ሰላም ለዓለም"
"""A folder's name of spaces and Amharic letters."""
LONG = NAMED + "x" * 180
"""Paths below it have more than 260 letters, of which Windows takes no more as it is set up."""
NEXT = "9.9.9"
COURSE = "ai-literacy"
INSTALLER_MOST, TREE_MOST, FILES_MOST = 47_000_000, 150_000_000, 900
START_BYTES_MOST, START_READS_MOST = 60_000_000, 500
UPDATE_MOST = 5_000_000
SHOWN = 5
"""Seconds after which a window is on the screen, on a busy computer too, for a picture of it."""
PASSPHRASE, PIN = "four words on sticks", "2468"
PROFILE = (
    "press Continue", "type Amina Diallo", "press Continue", "press I teach", "press Continue",
    f"type {PIN}", f"type {PIN}", "press Continue", "press I agree",
    "press The code is printed", "press Start learning",
)  # fmt: skip
TITLE = "Who decides?"
LESSON = ("press AI literacy for higher", "press Start", "page ReaderPage", f"see {TITLE}")
BACK = (
    "see I forgot my PIN",
    f"type {PIN}",
    "press Sign in",
    "press Continue",
    "page ReaderPage",
    f"see {TITLE}",
)
UNLOCK_NEW = (f"type {PASSPHRASE}", f"type {PASSPHRASE}", "press Continue")
UNLOCK = (f"type {PASSPHRASE}", "press Unlock")


LOADS_SAID = {"WINEDEBUG": "-all,+loaddll"}
LOADED = re.compile(r'Loaded L"(.+?)" at ')
OF_PYTHON = {LIBRARY, "vcruntime140.dll"}
"""What the launcher has loaded before anything is read ahead."""


@contextmanager
def claim(sentence: str) -> Iterator[None]:
    """Say what a step shows, once it has."""
    yield
    print(f"seen: {sentence}", flush=True)


def figure(name: str, value: float, unit: str, floor: float | None = None) -> None:
    """Print a figure as `make bench` does."""
    ratio = round(value / floor, 3) if floor else None
    said = {"figure": name, "value": round(value, 3), "unit": unit, "floor": floor, "ratio": ratio}
    print(json.dumps(said), flush=True)


class Newcomer:
    """A computer with nothing on it, a stick in drive E, and a person in front of it."""

    def __init__(self, wine: Wine, stick: Stick, pictures: Path) -> None:
        self.wine, self.stick, self.pictures = wine, stick, pictures
        self.letter = wine.prefix / "dosdevices" / "e:"
        self.letter.symlink_to("/check/stick")
        drives = "HKLM\\Software\\Wine\\Drives"
        wine.run("wine", "reg", "add", drives, "/v", "e:", "/d", "floppy", "/f")  # removable
        self.said = wine.home / "newcomer" / "said"
        self.said.parent.mkdir()

    def leave(self) -> None:
        """Take her stick with her, whichever it is by now."""
        self.stick.pull()

    def set_up(self, option: str = "", *, fails: bool = False) -> None:
        """Run the installer on the stick, which asks nothing.

        Wine would put quotes around an option with spaces, and in quotes NSIS sees none.
        """
        self.wine.run("wine", f"e:\\{SETUP}", "/S", *option.split(), fails=fails)

    def ujuzi(self, *words: str, root: str = INSTALLED, fails: bool = False) -> str:
        """Run the command of a root."""
        return self.wine.run("wine", f"{root}\\ujuzi-cli.exe", *words, fails=fails)

    def enter(self, here: Path) -> Path:
        """Lay the person into the version that a root starts, and return where she is."""
        version = (here / "current").read_text().split()[0]
        shim = here / "versions" / version / "ujuzi.py"
        shutil.copyfile(SOURCES / "wine" / "newcomer.py", shim)
        return shim

    def open(
        self,
        root: str,
        here: Path,
        *steps: str,
        picture: str = "",
        entered: bool = False,
        **more: str,
    ) -> subprocess.Popen[bytes]:
        """Start the window of a root, which lies `here`, and let a person do something in it.

        Where nothing can be written, she has `entered` before. `more` is added to its environment.
        """
        there = None if entered else self.enter(here)
        self.said.unlink(missing_ok=True)
        self.said.with_name("steps").write_text("\n".join((*steps, f"wait {SHOWN}", "")), "utf-8")
        started = self.wine.start(f"{root}\\Ujuzi.exe", NEWCOMER="z:\\check\\newcomer", **more)
        try:
            until(
                lambda: self.now().startswith(("done", "failed")) or started.poll() is not None,
                " ".join(steps[-1:]),
            )
        finally:
            if picture or not self.now().startswith("done"):
                self.wine.picture(self.pictures / f"{picture or 'failed'}.png")
            if there is not None:
                there.unlink()
        if not self.now().startswith("done"):
            self.wine.stop()
            said = (self.wine.home / "started.txt").read_text(errors="replace")
            sys.exit(f"FAILED ({started.poll()}) after {self.now()}\n{said}")
        return started

    def stands(self, started: subprocess.Popen[bytes]) -> None:
        """Wait until the window that was started stands, and end everything."""
        starting = self.wine.path(INSTALLED) / "starting"
        until(starting.exists, "it was started")
        until(lambda: not starting.exists(), "its window stands")
        assert started.poll() is None
        self.wine.stop()
        started.wait()

    def now(self) -> str:
        """Return what the person did last."""
        return self.said.read_text("utf-8") if self.said.is_file() else ""


def newer(stick: Path, target: Path, key: Ed25519PrivateKey) -> Path:
    """Write what a stick of the next release has, of which one line is another: its version."""
    version = version_here()
    tree = target / PORTABLE / "versions" / NEXT
    shutil.copytree(stick / PORTABLE / "versions" / version, tree)
    archive = tree / "ujuzi.zip"
    with zipfile.ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    changed = members["ujuzi/__init__.pyc"].replace(version.encode(), NEXT.encode())
    assert changed != members["ujuzi/__init__.pyc"]
    assert len(version) == len(NEXT), "bytecode says how long a text is"
    write_zip(
        archive, members | {"ujuzi/__init__.pyc": changed}, DEFLATED, first=trees.read_at_start()
    )
    known = read_release_manifest((tree / manifest.NAME).read_bytes())
    if not manifest.is_development(known.key):
        sys.exit(
            "What is signed as a release can be updated by a release alone: try a build without."
        )
    body = manifest.body_of(tree, {**known.facts, "version": NEXT})
    (tree / manifest.NAME).write_bytes(manifest.signed(body, key))
    (target / PORTABLE / "current").write_text(f"{NEXT}\n")
    return target


def flipped(file: Path, at: int) -> bytes:
    """Return a file's bytes with one bit changed."""
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    return bytes(data)


def loaded(said: str, version: str) -> set[str]:
    """Return the libraries of a version that a program loaded, of what Wine says by LOADS_SAID."""
    paths = (path.replace("\\\\", "\\").lower() for path in LOADED.findall(said))
    return {path.rpartition("\\")[2] for path in paths if f"\\versions\\{version}\\" in path}


def nothing_failed(data: Path) -> None:
    """End the check where something went wrong of which a window said no more than that."""
    for report in data.glob("logs/bug-*"):
        sys.exit(f"FAILED: {report.name}\n{report.read_text('utf-8')}")


def sizes(stick: Path) -> None:
    """Print what a stick weighs, and refuse what is too much."""
    tree = files_below(stick / PORTABLE / "versions" / version_here())
    total = sum(file.stat().st_size for file in tree.values())
    installer = (stick / SETUP).stat().st_size
    figure("installer-size", installer, "bytes", INSTALLER_MOST)
    figure("tree-size", total, f"bytes in {len(tree)} files", TREE_MOST)
    if installer > INSTALLER_MOST or total > TREE_MOST or len(tree) > FILES_MOST:
        sys.exit("FAILED: too large; trim, or name what it is for and change the bound.")


def check(folder: Path, pictures: Path, kind: type[Stick] = Stick) -> None:
    """Do what a newcomer does with a stick, in a Windows of her own."""
    sizes(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    with ExitStack() as closing:
        wine = Wine()
        closing.callback(wine.close)
        stick = kind(wine.home / "stick.img", wine.home / "stick")
        stick.fill(folder)
        launched.make_answering(wine)
        newcomer = Newcomer(wine, stick, pictures)
        closing.callback(newcomer.leave)
        next_stick = newer(folder, wine.home / "next", manifest.DEVELOPMENT)
        installed(newcomer, folder, next_stick)
        carried(newcomer, next_stick)


def installed(person: Newcomer, folder: Path, next_stick: Path) -> None:
    """Install from a stick that cannot be written, study, update, break, mend and remove it."""
    wine, stick, version = person.wine, person.stick, version_here()
    root = wine.path(INSTALLED)
    tree = root / "versions" / version
    stick.pull()
    stick.plug_in(read_only=True)
    began = time.monotonic()
    with claim("the installer on a read-only stick asks nothing and installs the courses"):
        person.set_up()
        assert (root / "current").read_text().startswith(f"{version}\n")
        assert COURSE in person.ujuzi("pack", "list")
    with claim("the command answers, and the doctor finds nothing bad"):
        assert version in person.ujuzi("--version")
        person.ujuzi("doctor")
    with claim("a newcomer makes a profile and opens a lesson"):
        window = person.open(INSTALLED, root, *PROFILE, *LESSON, picture="lesson-installed")
        assert not (root / "starting").exists()
    figure("install-time", time.monotonic() - began, "s, from the stick to a lesson, under Wine")
    with claim("a second start shows the window that is there, and ends"):
        wine.run("wine", f"{INSTALLED}\\Ujuzi.exe")
        assert window.poll() is None
    wine.stop()

    with claim("a library that a scanner removed is named, and put back from the stick"):
        (taken,) = tree.rglob("Qt6Core.dll")
        taken.unlink()
        assert "Qt6Core.dll" in person.ujuzi("--version")
        assert taken.exists()
    with claim("a byte that flipped in the tree is found after a start that failed, and mended"):
        font = min(tree.glob("fonts--*.ttf"))
        whole = font.read_bytes()
        font.write_bytes(flipped(font, 1000))
        (root / "starting").write_text(f"{version} 1\n")
        second = wine.start(f"{INSTALLED}\\Ujuzi.exe")
        until(lambda: font.read_bytes() == whole, "the font is whole again")
        time.sleep(SHOWN)  # the window that says so
        wine.picture(person.pictures / "mended.png")
        wine.stop()
        second.wait()
    with claim("without the stick it is named, and nothing is started"):
        taken.unlink()
        person.letter.unlink()
        assert "Qt6Core.dll" in person.ujuzi("--version", fails=True)
        person.letter.symlink_to("/check/stick")
    with claim("installing again mends it, and there is one version still"):
        person.set_up()
        assert taken.exists()
        assert (root / "current").read_text() == f"{version}\n"
    with claim("the window names it too, and puts it back once the stick is in"):
        launched.quarantined(person, PROGRAM, taken)
    with claim("a Windows that Qt does not take is named, and nothing is loaded"):
        launched.too_old(person, PROGRAM)
    with claim("a damaged installer installs nothing, and what was there still works"):
        middle = (folder / SETUP).stat().st_size // 2
        (wine.home / "damaged.exe").write_bytes(flipped(folder / SETUP, middle))
        wine.run("wine", "z:\\check\\damaged.exe", "/S", fails=True)
        assert version in person.ujuzi("--version")

    with claim("the installer on a disk without room says so, and leaves nothing behind"):
        drive, disk = wine.prefix / "dosdevices" / "f:", wine.home / "small"
        drive.symlink_to("/check/small")
        with small_disk(wine.home / "small.img", disk):
            person.set_up("/D=f:\\Ujuzi", fails=True)
            assert "disk may be full" in (disk / "Ujuzi" / "set-up.txt").read_text("utf-16")
            assert not list((disk / "Ujuzi" / "versions").iterdir())
        drive.unlink()

    listed = next_stick / PORTABLE / "versions" / NEXT / manifest.NAME
    with claim("an update whose manifest was changed is refused, and nothing is installed"):
        whole = listed.read_bytes()
        listed.write_bytes(flipped(listed, 200))
        assert "z:" in person.ujuzi("update", "z:\\check\\next", fails=True)
        listed.write_bytes(whole)
    with claim("an update of one line is installed beside the version that runs"):
        done = json.loads(person.ujuzi("update", "--json", "z:\\check\\next"))
        assert (root / "current").read_text() == f"{NEXT}\n{version}\n"
        figure("update-bytes-written", done["bytes"], "bytes", UPDATE_MOST)
        assert done["bytes"] <= UPDATE_MOST
    with claim("after the update the same lesson is on the screen"):
        person.open(INSTALLED, root, *BACK, picture="lesson-updated")
        wine.stop()
    with claim("a release that is older than what runs is refused"):
        person.ujuzi("update", "e:\\", fails=True)
    with claim("its installer is refused too, and says so where nothing is asked"):
        person.set_up(fails=True)
        assert (root / "current").read_text() == f"{NEXT}\n{version}\n"
        assert NEXT in (root / "set-up.txt").read_text("utf-16")

    with claim("a version that failed twice gives way to the one before, and a window says so"):
        launched.fallen_back(person, PROGRAM, root, NEXT, version)

    with claim("it is installed into a folder of spaces and Amharic letters, and runs there"):
        named = f"c:\\users\\root\\{NAMED}"
        person.set_up(f"/D={named}")
        assert version in person.ujuzi("--version", root=named)
        person.ujuzi("doctor", root=named)
    with claim("the installer refuses a folder in which paths get too long, and writes nothing"):
        long = f"c:\\users\\root\\{LONG}"
        person.set_up(f"/D={long}", fails=True)
        assert not wine.path(f"{long}\\versions").exists()
    with claim("what was copied there by hand starts nevertheless"):
        shutil.copytree(folder / PORTABLE, wine.path(long), dirs_exist_ok=True)
        assert version in person.ujuzi("--version", root=long)
    with claim("several accounts share a folder on purpose"):
        person.set_up("/DATA=c:\\users\\Public\\Ujuzi ሰላም")
        assert wine.path("c:\\users\\Public\\Ujuzi ሰላም\\ujuzi.sqlite3").exists()
    nothing_failed(wine.path(f"{HOME}\\Ujuzi"))
    with claim("removing it keeps what people did"):
        wine.run("wine", f"{INSTALLED}\\uninstall.exe", "/S", f"_?={INSTALLED}")
        assert not (root / "versions").exists()
        assert wine.path(f"{HOME}\\Ujuzi\\ujuzi.sqlite3").exists()

    with campus.hub(wine.home / "hub") as hub:
        with claim("the installer registers the computer by a file, and installs the courses"):
            device = campus.registered(person, hub)
            assert COURSE in person.ujuzi("pack", "list")
        with claim("a collection point opens, another computer visits it, a report is exported"):
            campus.collected(person, hub, INSTALLED, root, f"{HOME}\\Ujuzi", device)
            wine.stop()


def carried(person: Newcomer, next_stick: Path) -> None:
    """Study from a stick on a computer that keeps nothing, pull it in the middle, update it."""
    wine, stick, version = person.wine, person.stick, version_here()
    stick.pull()
    stick.plug_in()
    root, here = f"e:\\{PORTABLE}", stick.at / PORTABLE
    person.enter(here)  # once: what is pulled out has been written by the program alone
    stick.pull()
    stick.plug_in()
    before = {path for path in wine.drive.rglob("*") if path.is_file()}
    with claim("the first window from the stick asks for a passphrase, after few reads"):
        asked = "see A passphrase for this stick"
        person.open(root, here, asked, picture="passphrase", entered=True, **LOADS_SAID)
        read = stick.read()
        figure("cold-start-bytes", read.bytes, "bytes to the first window", START_BYTES_MOST)
        figure("cold-start-reads", read.times, "reads to the first window", START_READS_MOST)
        wine.stop()
    with claim("the libraries that it loaded are those that it has read ahead"):
        tree = here / "versions" / version
        said = (wine.home / "started.txt").read_text("utf-8", "replace")
        named = {line.split(" ", 2)[2] for line in (tree / START).read_text("utf-8").splitlines()}
        libraries = {name.lower() for name in named if name.endswith(LIBRARIES)}
        assert libraries == loaded(said, version) - OF_PYTHON
    with claim("a newcomer finds the courses of the stick, and opens a lesson"):
        person.open(
            root, here, *UNLOCK_NEW, *PROFILE, *LESSON, picture="lesson-stick", entered=True
        )
    nothing_failed(here / "data")
    with claim("the stick is pulled out: it is said, and the same lesson is on the screen"):
        pulled = stick.as_pulled_now(wine.home / "pulled.img")
        wine.stop()
        stick.pull()
        person.stick = stick = type(stick)(pulled, stick.at)
        stick.plug_in()
        person.open(
            root,
            here,
            *UNLOCK,
            "see The stick was taken out",
            *BACK,
            picture="lesson-pulled",
            entered=True,
        )
        wine.stop()
    stick.pull()  # Linux may forbid writing to what it finds damaged, until it is put in again
    stick.plug_in()
    with claim("the stick is updated from a folder, and the same lesson is on the screen"):
        began = time.monotonic()
        done = json.loads(
            person.ujuzi("update", "--json", f"z:\\check\\{next_stick.name}", root=root)
        )
        figure("carried-update-time", time.monotonic() - began, "s, onto the stick, under Wine")
        figure("carried-update-bytes", done["bytes"], "bytes, written whole")
        assert (here / "current").read_text() == f"{NEXT}\n{version}\n"
        person.enter(here)
        person.open(root, here, *UNLOCK, *BACK, picture="lesson-stick-updated", entered=True)
    with claim("there was no room for two: the version before goes after the first good start"):
        until(lambda: not (here / "versions" / version).exists(), "one version is left")
        assert (here / "versions" / NEXT / manifest.NAME).exists()
        wine.stop()
    nothing_failed(here / "data")
    with claim("the computer keeps nothing of it"):
        kept = {path for path in wine.drive.rglob("*") if path.is_file()} - before
        assert not {path for path in kept if "ujuzi" in str(path).lower()}, kept
    with claim("a stick that cannot be written says so in plain words"):
        stick.pull()
        stick.plug_in(read_only=True)
        steps = (*UNLOCK, "see may not write")
        person.open(root, here, *steps, picture="read-only", entered=True)
        wine.stop()
