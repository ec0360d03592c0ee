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
    out: Path,
    key: Ed25519PrivateKey,
    extra: Path | None = None,
    published: Path | None = None,
    only: str | None = None,
) -> None:
    """Build a stick into a folder, which is emptied first.

    `extra` holds what a centre adds: its packs, its list of issuers, the page that checks
    certificates. `published` is a stick that was released: where a version's files are the same,
    its signature is taken, so that who has no release key can compare everything. `only` is one
    system, for who works on it: no stick to give away.
    """
    empty(out)
    version = version_here()
    with tempfile.TemporaryDirectory() as scratch:
        own = trees.own_wheel(Path(scratch))
        python = linux.made_python(inputs.files_of(inputs.LINUX))
        if only in (None, inputs.WINDOWS):
            build_windows(out, own, python, key, published)
        if only in (None, inputs.LINUX):
            build_linux(out, own, python, key, published)
        say("the courses")
        make_packs(out / PACKS, key, Path(scratch, "signing"))
    if extra is not None:
        shutil.copytree(extra, out, dirs_exist_ok=True)
    hashed = {
        file.relative_to(out).as_posix(): inputs.sha256_of(file)
        for pattern in (SETUP, f"{LINUX}/*.xz", f"{PACKS}/*")
        for file in sorted(out.glob(pattern))
    }
    raw = key.public_key().public_bytes_raw()
    megabytes = sum(file.stat().st_size for file in tree_files(out / PORTABLE)) // 1_000_000
    facts = {"version": version, "megabytes": str(megabytes), "key": raw.hex()}
    pages.write_pages(out, facts, hashed, released=not manifest.is_development(raw))
    sign(out, {"version": version}, key, published)


def build_windows(
    out: Path, own: Path, python: Path, key: Ed25519PrivateKey, published: Path | None
) -> None:
    """Build the installer, and the same to run from the stick."""
    say("the tree for Windows")
    version, root = version_here(), out / PORTABLE
    tree = root / "versions" / version
    windows.make_tree(tree, inputs.files_of(inputs.WINDOWS), own, python / "bin" / "python3")
    facts = {
        "version": version,
        "platform": windows.PLATFORM,
        "needs": str(windows.NEEDS),
        "library": windows.LIBRARY,
    }
    sign(tree, facts, key, published and published / tree.relative_to(out))
    windows.make_launchers(root)
    (root / "current").write_text(f"{version}\n")
    say("the installer")
    windows.make_installer(out / SETUP, root, version)
    (root / CARRIED).touch()  # what is run from the stick keeps its data there


def build_linux(
    out: Path, own: Path, python: Path, key: Ed25519PrivateKey, published: Path | None
) -> None:
    """Build the archive, and what unpacks it."""
    say("the archive for Linux")
    version, target = version_here(), out / LINUX
    target.mkdir()
    facts = {"version": version, "platform": linux.PLATFORM, "needs": str(inputs.GLIBC)}
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, version)
        linux.make_tree(tree, inputs.files_of(inputs.LINUX), own, python)
        sign(tree, facts, key, published and published / LINUX)
        write_archive(target / f"ujuzi-{version}.tar.xz", tree, version)
        for file in (linux.SOURCES / "start.sh", tree / manifest.NAME):
            shutil.copyfile(file, target / file.name)


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
