"""`ujuzi passphrase` and `restore`: the passphrase of carried data, and going back to a copy."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.cli.answers import answer
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.errors import Code, RefusedError
from ujuzi.terminal import MINUTE, dated, say


@click.command()
@data_dir_option
def passphrase(data_dir: Path) -> None:
    """Change the passphrase of a stick.

    The present one is asked for, or the steward code, and the new one twice; nothing is shown.
    """
    from ujuzi.services.carried import change_passphrase, is_encrypted

    if not is_encrypted(data_dir):
        raise RefusedError(
            Code.DATA_PLAIN, f"The data in {data_dir} has no passphrase.", path=str(data_dir)
        )
    present = click.prompt("Present passphrase, or the steward code", hide_input=True, err=True)
    new = click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    change_passphrase(data_dir, present, new)
    say("The new passphrase opens the data from now on.")


@click.command()
@click.argument("name", required=False)
@data_dir_option
@json_option
def restore(name: str | None, data_dir: Path, *, as_json: bool) -> None:
    """List the copies of the data, or go back to one by its NAME.

    What it takes the place of is kept beside it. Dates are those of the computer's clock then.
    """
    from ujuzi.services.restoring import copies_in, put_back

    found = copies_in(data_dir)
    if name is None:
        if as_json:
            made = ((each.file.name, dated(each.made_at, "%Y-%m-%dT%H:%MZ")) for each in found)
            answer([{"name": file, "made": at} for file, at in made])
        for each in () if as_json else found:
            say(f"{each.file.name}  {dated(each.made_at, MINUTE)} UTC")
        return
    copy = next((each for each in found if each.file.name == name), None)
    if copy is None:
        raise RefusedError(Code.COPY_UNKNOWN, f"There is no copy {name} in {data_dir}.", name=name)
    put_back(data_dir, copy)
    if as_json:
        answer({"restored": name})
    else:
        say(f"{name} is the data from now on; what was there before is kept beside it.")
