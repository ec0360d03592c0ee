"""`ujuzi campus coordinator` and the acts: what a coordinator does where no network is.

Whoever acts is a profile of this computer, and types her six words; they are asked for, unseen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import answer, write_output
from ujuzi.cli.options import ANYWHERE, FILE, data_dir_option, json_option
from ujuzi.errors import Code, RefusedError
from ujuzi.files import read_input
from ujuzi.terminal import dated, say

if TYPE_CHECKING:
    from ujuzi.domain.event import LearnerId
    from ujuzi.services.campus.acts import CampusAct
    from ujuzi.services.desk import Desk

profile_option = click.option(
    "--profile", default="", help="Name or id of the profile, where several people sign in here."
)
WORDS = "Six words"
STEWARD_CODE = "Steward code"


@click.command("coordinator")
@click.argument("code")
@profile_option
@click.option("--request", type=ANYWHERE, help="Write the request to this file; ask no network.")
@data_dir_option
def become(code: str, profile: str, request: Path | None, data_dir: Path) -> None:
    """Become coordinator with the CODE from your institution.

    Six words are shown once, to be written down, and asked back. They open your keys each time.
    """
    from ujuzi.services.desk import open_desk
    from ujuzi.services.people.office import differing

    with open_desk(data_dir) as desk:
        who = profile_of(desk, profile)
        words = desk.office.draw("en")
        say(" ".join(words))
        typed = click.prompt(f"{WORDS}, from your paper", hide_input=True, err=True)
        if wrong := differing(words, typed, "en"):
            raise RefusedError(
                Code.WORDS_WRONG,
                f"Not the words that were shown: look at {', '.join(map(str, wrong))}.",
            )
        desk.office.ask(who, code, words)
        if request is None:
            desk.office.send(who)
            say("You are coordinator of your campus.")
        else:
            write_output(request, desk.office.request_file(who))
            say(f"Send {request} to whoever keeps the hub, and give the answer to `campus answer`.")


@click.command("answer")
@click.argument("file", type=FILE)
@profile_option
@data_dir_option
def take_answer(file: Path, profile: str, data_dir: Path) -> None:
    """Take the FILE with which the hub answered a request."""
    from ujuzi.services.desk import open_desk
    from ujuzi.wire.grants import MOST_BYTES as FILE_BYTES_MOST

    data = read_input(file, FILE_BYTES_MOST + 1)
    with open_desk(data_dir) as desk:
        desk.office.take_answer(profile_of(desk, profile), data)
    say("You are coordinator of your campus.")


@click.command()
@click.argument("device")
@profile_option
@data_dir_option
def admit(device: str, profile: str, data_dir: Path) -> None:
    """Take in the computer DEVICE, which asked to be."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        _say_done(desk.campus_acts.admit(opened(desk, profile), device))


@click.command()
@click.argument("learner")
@click.argument("device")
@click.option("--she/--not-she", required=True, help="Whether it was she.")
@profile_option
@data_dir_option
def judge(learner: str, device: str, profile: str, data_dir: Path, *, she: bool) -> None:
    """Say whether it was LEARNER who used the computer DEVICE."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile)
        _say_done(desk.campus_acts.judge(who, learner, device, was_she=she))


@click.command()
@click.argument("device")
@click.option(
    "--as",
    "reason",
    type=click.Choice(["retired", "stolen"]),
    required=True,
    help="Why it is gone; what a stolen one sends is set aside.",
)
@profile_option
@data_dir_option
def revoke(device: str, reason: str, profile: str, data_dir: Path) -> None:
    """Say that the computer DEVICE is of the campus no more."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        who = opened(desk, profile)
        is_stolen = reason == "stolen"
        _say_done(desk.campus_acts.revoke(who, device, "stolen" if is_stolen else "retired"))


@click.command("steward-code")
@click.argument("device")
@profile_option
@data_dir_option
def steward_code(device: str, profile: str, data_dir: Path) -> None:
    """Print a code for a new steward code at DEVICE.

    It is typed there in the old one's place, within 14 days.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        say(desk.campus_acts.renew_steward_code(opened(desk, profile), device))


@click.command()
@click.argument("learner")
@click.argument("device")
@profile_option
@data_dir_option
def pin(learner: str, device: str, profile: str, data_dir: Path) -> None:
    """Print a code for a new PIN of LEARNER at DEVICE.

    It is typed there where a forgotten PIN is replaced, within 14 days.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        say(desk.campus_acts.reset_pin(opened(desk, profile), learner, device))


@click.command()
@data_dir_option
@json_option
def acts(data_dir: Path, *, as_json: bool) -> None:
    """List what coordinators did, as far as it is known."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        found = desk.campus_acts.listed()
    if as_json:
        answer(msgspec.to_builtins(found))
        return
    for each in found:
        about = " ".join(filter(None, (each.device, each.learner, each.answer)))
        why = f" ({each.problem})" if each.problem else ""
        say(f"{dated(each.at)}  {each.by}  {each.act or 'unknown'}  {about}  {each.standing}{why}")


@click.command()
@click.argument("key")
@data_dir_option
def confirm(key: str, data_dir: Path) -> None:
    """Let the act KEY count here, by the steward code.

    Its coordinator's grant has run out: she was not at the hub for half a year. `acts --json`
    tells the keys.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        _say_done(desk.campus_acts.confirm(key, click.prompt(STEWARD_CODE, err=True)))


COMMANDS = (become, take_answer, admit, judge, revoke, steward_code, pin, acts, confirm)


def opened(desk: Desk, profile: str) -> LearnerId:
    """Return who acts, after she typed her words."""
    who = profile_of(desk, profile)
    desk.office.unlock(who, click.prompt(WORDS, hide_input=True, err=True))
    return who


def profile_of(desk: Desk, profile: str) -> LearnerId:
    """Return whose profile is named, or the only one; raises RefusedError `learner-unknown`."""
    people = desk.people.all()
    found = [each for each in people if not profile or profile in {each.name, each.learner}]
    if len(found) != 1:
        raise RefusedError(
            Code.LEARNER_UNKNOWN,
            "Say by --profile whose profile it is: its name, or its id where two have one name.",
        )
    return found[0].learner


def _say_done(act: CampusAct) -> None:
    why = f" ({act.problem})" if act.problem else ""
    say(f"{act.act} {act.device}: {act.standing}{why}")
