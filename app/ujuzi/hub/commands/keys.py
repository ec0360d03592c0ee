"""`ujuzi-hub keys`, `root`, `list`, `checker`: issuing keys, the root, and what others check with.

`root` works without a database: it is for a computer that is never on a network.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from ujuzi.credentials.key_list import Root, countersign, new_root, root_named_in
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.trust import read_list, root_of_list
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.hub.actions import keys
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.files import INPUT, read_input, say_written, write_whole
from ujuzi.terminal import say

ROOT_FILE = "root.json"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="keys")
def group() -> None:
    """Show the hub's keys, rotate those that issue, and look after the key list."""


@group.command()
@pass_access
def show(access: Access) -> None:
    """Print the hub's public keys: publishers seal the answers to assessments with them."""
    say(json.dumps(keys.public_keys(access)))


@group.command()
@pass_access
def rotate(access: Access) -> None:
    """Make a new issuing key; what older keys have signed stays good."""
    if keys.rotate(access):
        say("The new key is in use.")
    else:
        say("The new key is in use once a key list that names it is signed and imported.")


@group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--root", "root_file", type=FILE, help=f"The {ROOT_FILE} of a new root.")
@pass_access
def draft(access: Access, file: Path, root_file: Path | None) -> None:
    """Write the next key list to FILE, for `ujuzi-hub root sign`."""
    root = _root_in(root_file) if root_file else None
    write_whole(file, keys.draft(access, root))
    say_written(file)


@group.command("import")
@click.argument("file", type=INPUT)
@pass_access
def import_list(access: Access, file: Path) -> None:
    """Take the signed key list in FILE into use."""
    known = keys.import_list(access, read_input(file))
    say(f"Version {known.version}, {len(known.keys)} keys, root {known.root.fingerprint}")


@click.group(name="root")
def root_group() -> None:
    """Make the offline root, and sign key lists with it; needs no database."""


@root_group.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a root: three keys in FOLDER, for three people, of whom two sign."""
    root, made = new_root()
    for number, key in enumerate(made, 1):
        key.save(folder / f"root-{number}.pem")
    write_whole(folder / ROOT_FILE, msgspec.json.encode(root))
    say(f"Give each key file to another person. Fingerprint: {root.fingerprint}")


@root_group.command()
@click.argument("file", type=FILE)
@click.argument("key_files", nargs=-1, required=True, type=FILE)
def sign(file: Path, key_files: tuple[Path, ...]) -> None:
    """Sign the key list in FILE with each of KEY_FILES."""
    data = read_input(file)
    write_whole(file, countersign(data, [PublisherKey.load(each) for each in key_files]))
    say(f"Signed under the root {root_named_in(data).fingerprint}")


@click.command(name="list")
@click.argument("file", type=click.Path(path_type=Path))
@pass_access
def write_list(access: Access, file: Path) -> None:
    """Write the list of issuers and revocations to FILE: `ujuzi verify CERTIFICATE --list FILE`.

    Says the fingerprint of its root, for whoever gets the file to compare.
    """
    data = keys.trust_file(access)
    write_whole(file, data)
    say_written(file)
    say(f"Its root is {root_of_list(data).fingerprint}", err=True)


@click.command("checker")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The page, such as checker.html.",
)
@pass_access
def write_checker(access: Access, file: Path) -> None:
    """Write the page with which whoever receives a certificate checks its QR code, offline.

    One HTML file for a stick or a phone, with today's list of issuers and revocations inside: give
    out a new one each month, and after a revocation.
    """
    from ujuzi.hub.verify import offline

    known = keys.trust_file(access)
    page = offline.offline_checker(read_list(known, root_of_list(known)))
    write_whole(file, page)
    say_written(file)
    if len(page) > offline.USUAL_BYTES:
        size = len(page) // 1000
        say(f"It has {size} kB, for so much was revoked: old phones open it slowly.", err=True)


def _root_in(file: Path) -> Root:
    try:
        return msgspec.json.decode(read_input(file), type=Root)
    except MALFORMED as error:
        raise RefusedError(Code.ROOT_MALFORMED, f"{file} holds no root.", path=str(file)) from error
