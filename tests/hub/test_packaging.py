"""What packaging/hub says is so: a server's install is locked, and its backup is encrypted."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"
README = (PACKAGING / "hub" / "README.md").read_text("utf-8")
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)((?:.*\\\n)(?:\s+--hash=\S+(?: \\)?\n)+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    """Return the version of each package of a lock; all of them have hashes."""
    said = lock.read_text("utf-8")
    found = {name: version for name, version, _ in PINNED.findall(said)}
    assert len(found) == len(re.findall(r"^[a-z0-9]", said, re.MULTILINE))
    return found


def test_a_server_gets_what_its_extras_need_by_hash_and_no_window() -> None:
    locked = pins(PACKAGING / "hub" / "requirements.txt")
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + extras["hub"] + extras["reports"]
    names = {re.split(r"[\[>=<; ]", each)[0].lower().replace(".", "-") for each in asked}

    assert names - {"psycopg"} <= locked.keys()
    assert {"psycopg", "psycopg-binary", "hatchling"} <= locked.keys()
    assert not any(name.startswith(("pyside", "pytest", "shiboken")) for name in locked)


def test_a_server_has_the_versions_that_the_tests_ran_with() -> None:
    everything = pins(PACKAGING / "requirements.txt")
    assert pins(PACKAGING / "hub" / "requirements.txt").items() <= everything.items()


def test_the_guide_installs_by_hash_and_keeps_secrets_from_others() -> None:
    assert "pip install --require-hashes -r packaging/hub/requirements.txt" in README
    assert "pip install --no-deps --no-build-isolation ." in README
    assert "pip install '.[hub" not in README
    (secrets,) = re.findall(r"^\(umask 077;.*", README, re.MULTILINE)
    assert re.findall(r"> (/etc/[\w.-]+)", secrets) == ["/etc/ujuzi-hub.key", "/etc/ujuzi-hub.env"]


def test_no_dump_lies_open_on_the_disk() -> None:
    dumps = [line for line in README.splitlines() if "pg_dump" in line]
    assert dumps
    for line in dumps:
        assert re.search(r"umask 077; .*pipefail.* pg_dump [^|]*\| age --encrypt", line)
        assert "--file" not in line
