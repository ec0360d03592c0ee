"""Make `resources/checker/libraries.js` and `licences.txt` of the locked packages; needs npm.

They are made at set-up and when a wheel is built, and are no part of the repository. Nothing is
done where they are newer than the lock and what is bundled. Standard library alone.
"""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "resources" / "checker"
LIBRARIES, LICENCES = TARGET / "libraries.js", TARGET / "licences.txt"
SOURCES = (HERE / "package-lock.json", HERE / "libraries.js", Path(__file__))
OLDEST = "es2020"
"""Of the JavaScript that is written: browsers from 2020 on read it."""


def main() -> None:
    """Bundle what is locked, where it is not there yet."""
    newest = max(each.stat().st_mtime for each in SOURCES)
    if all(each.is_file() and each.stat().st_mtime >= newest for each in (LIBRARIES, LICENCES)):
        return
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        sys.exit("Node and npm are missing. On Debian or Ubuntu:\n  sudo apt install nodejs npm")
    if certificates := ssl.get_default_verify_paths().cafile:  # Node reads only its own, else
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    quietly = ("--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=5")
    run(npm, "ci", "--ignore-scripts", *quietly)
    run(
        node, str(HERE / "node_modules" / "esbuild" / "bin" / "esbuild"), "libraries.js",
        "--bundle", "--minify", "--format=iife", "--global-name=Libraries", "--legal-comments=none",
        "--charset=ascii", "--log-level=error", f"--target={OLDEST}", f"--outfile={LIBRARIES}",
    )  # fmt: skip
    LICENCES.write_text("\n\n".join(licences()), encoding="utf-8")


def licences() -> list[str]:
    """Return the name, version and licence of each package that is bundled."""
    packages = json.loads((HERE / "package.json").read_bytes())["dependencies"]
    texts = ((HERE / "node_modules" / name / "LICENSE").read_text("utf-8") for name in packages)
    return [
        f"{name} {version}\n\n{text.strip()}"
        for (name, version), text in zip(packages.items(), texts, strict=True)
    ]


def run(*command: str) -> None:
    """Run a command here, and leave with its status where it fails."""
    done = subprocess.run(command, cwd=HERE, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
