"""Puts a stick together; what lies where on it.

START.html, DEMARRER.html    where a person begins; README.txt, LISEZMOI.txt the same in text
CHECKLIST.html, LISTE.html   for who sets up forty computers
Ujuzi-Setup.exe              the installer for Windows
Ujuzi/                       the same, to run from the stick: launchers, current, versions/V
linux/                       start.sh and the archive that it unpacks
packs/                       courses
manifest                     all of it, signed
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from stick import inputs, linux, manifest, pages, trees, windows
from stick.writing import write_archive

SETUP, PORTABLE, LINUX, PACKS = "Ujuzi-Setup.exe", "Ujuzi", "linux", "packs"
CARRIED = "portable"
"""Beside a launcher: the data is carried with the program (`ujuzi.paths.PORTABLE`)."""
COURSES = trees.ROOT / "resources" / "courses"
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def build(
    out: Path, key: Ed25519PrivateKey, extra: Path | None = None, published: Path | None = None
) -> None:
    """Build a stick into a folder, which is emptied first.

    `extra` holds what a centre adds: its packs, its list of issuers, the page that checks
    certificates. `published` is a stick that was released: where a version's files are the same,
    its signature is taken, so that who has no release key can compare everything.
    """
    empty(out)
    version = version_here()
    with tempfile.TemporaryDirectory() as scratch:
        own = trees.own_wheel(Path(scratch))
        for_linux, for_windows = inputs.files_of(inputs.LINUX), inputs.files_of(inputs.WINDOWS)
        python = linux.made_python(for_linux)
        runner = python / "bin" / "python3"

        say("the tree for Windows")
        root = out / PORTABLE
        tree = root / "versions" / version
        windows.make_tree(tree, for_windows, own, runner)
        facts = {"version": version, "platform": windows.PLATFORM}
        needs = {"needs": str(windows.NEEDS), "library": windows.LIBRARY}
        sign(tree, {**facts, **needs}, key, published and published / tree.relative_to(out))
        windows.make_launchers(root)
        (root / "current").write_text(f"{version}\n")
        say("the installer")
        windows.make_installer(out / SETUP, root, version)
        (root / CARRIED).touch()  # what is run from the stick keeps its data there

        say("the archive for Linux")
        tree = Path(scratch, version)
        linux.make_tree(tree, for_linux, own, python)
        facts = {"version": version, "platform": linux.PLATFORM, "needs": str(inputs.GLIBC)}
        (out / LINUX).mkdir()
        sign(tree, facts, key, published and published / LINUX)
        write_archive(out / LINUX / f"ujuzi-{version}.tar.xz", tree, version)
        for file in (linux.SOURCES / "start.sh", tree / manifest.NAME):
            shutil.copyfile(file, out / LINUX / file.name)

        say("the courses")
        make_packs(out / PACKS, key, Path(scratch, "signing"))
    if extra is not None:
        shutil.copytree(extra, out, dirs_exist_ok=True)
    compared = [out / SETUP, *sorted((out / LINUX).glob("*.xz")), *sorted((out / PACKS).iterdir())]
    facts = {
        "version": version,
        "megabytes": str(sum(f.stat().st_size for f in tree_files(root)) // 1_000_000),
        "key": key.public_key().public_bytes_raw().hex(),
    }
    hashed = {file.relative_to(out).as_posix(): inputs.sha256_of(file) for file in compared}
    released = not manifest.is_development(key.public_key().public_bytes_raw())
    pages.write_pages(out, facts, hashed, released=released)
    sign(out, {"version": version}, key, published)


def empty(out: Path) -> None:
    """Make a folder, or empty one that holds a stick; anything else in it is somebody's."""
    if out.exists() and any(out.iterdir()) and not (out / manifest.NAME).exists():
        sys.exit(f"{out} holds something else than a stick.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / manifest.NAME).touch()  # what a build that is cut short leaves is ours


def sign(
    folder: Path, facts: Mapping[str, str], key: Ed25519PrivateKey, published: Path | None
) -> None:
    """Write the manifest of a folder, with the signature that a published one has of the same."""
    earlier = published / manifest.NAME if published else None
    known = earlier.read_bytes() if earlier and earlier.is_file() else b""
    body = manifest.body_of(folder, facts)
    (folder / manifest.NAME).write_bytes(manifest.signed(body, key, known))


def make_packs(target: Path, key: Ed25519PrivateKey, data: Path) -> None:
    """Build the sample courses, signed with the key of the release."""
    (data / "keys").mkdir(parents=True)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (data / "keys" / "release.pem").write_bytes(pem)
    target.mkdir()
    for course in sorted(COURSES.glob("*/*/course.yaml")):
        pack = target / f"{course.parts[-3]}-{course.parts[-2]}.ujuzi"
        command = ("pack", "build", str(course.parent), "-o", str(pack), "--key", "release")
        ujuzi = (sys.executable, "-m", "ujuzi", *command, "--data-dir", str(data))
        subprocess.run(ujuzi, check=True, stdout=subprocess.DEVNULL)


def version_here() -> str:
    """Return the version of this checkout."""
    found = VERSION.search((trees.ROOT / "app" / "ujuzi" / "__init__.py").read_text("utf-8"))
    assert found is not None
    return found[1]


def tree_files(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return [file for file in folder.rglob("*") if file.is_file()]


def say(step: str) -> None:
    """Tell who waits what is being made."""
    print(f"Making {step} ...", flush=True)
