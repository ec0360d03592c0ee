"""`ujuzi keys`: publisher keys, to sign packs with, and to trust those of others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ujuzi.cli.answers import answer
from ujuzi.cli.options import FILE, data_dir_option, json_option, steward_code_option
from ujuzi.cli.reading import desk_to_read, installed_manifests
from ujuzi.errors import Code, RefusedError
from ujuzi.paths import KEYS
from ujuzi.terminal import say

if TYPE_CHECKING:
    from ujuzi.credentials.keys import PublisherKey

DEVELOPMENT_KEY = "development"
KEY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.group()
def keys() -> None:
    """Publisher keys: to sign packs, and to trust those of others."""


@keys.command("new")
@click.argument("name")
@data_dir_option
@json_option
def new_key(name: str, data_dir: Path, *, as_json: bool) -> None:
    """Make a publisher key on this computer, to sign packs with.

    NAME is of small letters, digits and hyphens.
    """
    from ujuzi.credentials.keys import PublisherKey
    from ujuzi.store import vault

    path = _key_path(data_dir, name)
    if path.exists():
        raise RefusedError(Code.KEY_EXISTS, f"There is a key named {name} already.", name=name)
    key = PublisherKey.generate()
    key.save(path, vault.key_of(data_dir))
    fingerprint = key.public.fingerprint
    answer({"name": name, "fingerprint": fingerprint}) if as_json else say(fingerprint)


@keys.command("trust")
@click.argument("publisher")
@click.option("--key", "key_name", default=None, help="The name of a key that was made here.")
@click.option("--file", "pack_file", type=FILE, help="A pack that this publisher signed.")
@steward_code_option("The code that this computer's steward keeps.")
@data_dir_option
def trust(
    publisher: str, key_name: str | None, pack_file: Path | None, steward_code: str, data_dir: Path
) -> None:
    """Trust a publisher, so that its packs can be installed.

    PUBLISHER is what to call it. Name its key by --file, or by --key if the key was made here.
    Where this computer has a steward, the steward code is needed too.
    """
    from ujuzi.domain.authority import Act
    from ujuzi.packs.reader import open_pack
    from ujuzi.services.desk import open_desk

    if (key_name is None) == (pack_file is None):
        raise click.UsageError("Name either --key or --file.")
    if pack_file is not None:
        with open_pack(pack_file, installed_manifests(data_dir)) as opened:
            key = opened.key
    else:
        key = publisher_key(data_dir, str(key_name)).public
    with open_desk(data_dir) as desk:
        if desk.library.has_steward():
            desk.people.check_steward_code(steward_code, Act.TRUST_PUBLISHER)
        desk.library.trust_key(publisher, key)


@keys.command("list")
@data_dir_option
@json_option
def list_keys(data_dir: Path, *, as_json: bool) -> None:
    """List the publishers that this computer trusts."""
    with desk_to_read(data_dir) as desk:
        trusted = desk.library.trusted()
    if as_json:
        answer([{"publisher": key.publisher, "fingerprint": key.fingerprint} for key in trusted])
    for key in () if as_json else trusted:
        say(f"{key.fingerprint} {key.publisher}")


def publisher_key(data_dir: Path, name: str) -> PublisherKey:
    """Return a key of this computer; the development key is made on first use."""
    from ujuzi.credentials.keys import PublisherKey
    from ujuzi.store import vault

    path = _key_path(data_dir, name)
    if path.exists():
        return PublisherKey.load(path, vault.key_of(data_dir))
    if name != DEVELOPMENT_KEY:
        raise RefusedError(Code.KEY_MISSING, f"There is no key named {name} here.", name=name)
    key = PublisherKey.generate()
    key.save(path, vault.key_of(data_dir))
    return key


def _key_path(data_dir: Path, name: str) -> Path:
    if not KEY_NAME.fullmatch(name):
        raise click.UsageError("A key's name is of small letters, digits and hyphens.")
    return data_dir / KEYS / f"{name}.pem"
