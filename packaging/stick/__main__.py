"""`python -m stick`: what the package says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from stick import build, check, cold, inputs, manifest, sticks, windows_tests
from ujuzi.credentials.release import read_release_manifest


def main() -> None:
    """Do what the first argument says."""
    parser = argparse.ArgumentParser(prog="stick", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build a stick into a folder")
    building.add_argument("out", type=Path)
    building.add_argument("--key", type=Path, help="the release key; else the one for trying out")
    building.add_argument("--extra", type=Path, help="a folder whose files go onto the stick too")
    building.add_argument("--published", type=Path, help="a stick that was released, to compare")
    systems = (inputs.WINDOWS, inputs.LINUX)
    building.add_argument("--only", choices=systems, help="leave the other system out")
    commands.add_parser("lock", help="write inputs.txt anew")
    checking = commands.add_parser("check", help="compare a stick or a tree with its manifest")
    checking.add_argument("folder", type=Path)
    seeing = commands.add_parser("wine", help="try a stick in Wine, as a newcomer would")
    seeing.add_argument("folder", type=Path)
    seeing.add_argument("pictures", type=Path)
    seeing.add_argument("--fat", action="store_true", help="one with FAT32; else it has exFAT")
    starting = commands.add_parser("cold", help="see what a first start on Linux reads, as root")
    starting.add_argument("tree", type=Path)
    starting.add_argument("--write", action="store_true", help="keep it for trees to come")
    testing = commands.add_parser("test", help="run tests in Wine")
    testing.add_argument("stick", type=Path, help="what was built, if it was")
    testing.add_argument("folders", nargs="*", help="of `tests`; else those that are known to run")
    asked = parser.parse_args()
    match asked.command:
        case "build":
            key = release_key(asked.key) if asked.key else manifest.DEVELOPMENT
            build.build(asked.out.resolve(), key, asked.extra, asked.published, asked.only)
        case "lock":
            inputs.lock()
        case "check":
            compare(asked.folder)
        case "wine":
            kind = sticks.FatStick if asked.fat else sticks.Stick
            check.check(asked.folder, asked.pictures, kind)
        case "cold":
            cold.show(asked.tree, write=asked.write)
        case "test":
            windows_tests.test(asked.folders, asked.stick)


def release_key(file: Path) -> Ed25519PrivateKey:
    """Read a release key; its password is asked for where it has one."""
    from getpass import getpass

    data = file.read_bytes()
    password = getpass("Password of the release key: ").encode() if b"ENCRYPTED" in data else None
    key = load_pem_private_key(data, password)
    if not isinstance(key, Ed25519PrivateKey):
        sys.exit(f"{file} holds no Ed25519 private key.")
    return key


def compare(folder: Path) -> None:
    """Say by whom a folder was signed, and what in it is not as it was then."""
    try:
        known = read_release_manifest((folder / manifest.NAME).read_bytes())
    except (OSError, ValueError) as error:
        sys.exit(f"{folder}: {error}")
    changed = manifest.differences(folder, known)
    by = (
        "the development key, which anybody has"
        if manifest.is_development(known.key)
        else known.key.hex()
    )
    print(f"{len(known.files)} files, signed by {by}")
    for path in changed:
        print(f"not as it was signed: {path}")
    sys.exit(1 if changed else 0)


if __name__ == "__main__":
    main()
