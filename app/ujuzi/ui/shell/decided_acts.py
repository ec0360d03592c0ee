"""What coordinators decided, as a page shows it: the latest acts, in words.

Imported by what shows them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.act_problems import act_problem
from ujuzi.ui.shell.act_words import act_sentence, standing_words

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

MOST = 20
"""Acts that are shown, the latest; `ujuzi campus acts` lists all."""


class DecidedActs(msgspec.Struct, frozen=True):
    """The latest acts, and what people call the computers and persons that they are about."""

    acts: tuple[CampusAct, ...] = ()
    names: Mapping[str, str] = {}

    def sentence(self, act: CampusAct) -> str:
        """Return what was done, as one line."""
        names = self.names
        return act_sentence(act, names.get(act.device, act.device), names.get(act.learner, ""))

    def standing(self, act: CampusAct) -> str:
        """Return when it was signed, how it stands, and why where it does not count."""
        said = f"{day(act.at)} · {standing_words(act.standing)}"
        why = act_problem(act.problem)
        return f"{said}. {why}" if why else said


def decided(
    desk: Desk, *, about: frozenset[str] | None = None, only: ActStanding | None = None
) -> DecidedActs:
    """Return what was decided, as far as it was heard here; all of it, or some.

    It may be `about` one of these, ids of learners and staff numbers, and stand as `only` says.
    """
    acts = tuple(
        each
        for each in desk.campus_acts.listed()
        if (about is None or not about.isdisjoint((each.learner, *each.people)))
        and only in {None, each.standing}
    )[:MOST]
    if not acts:
        return DecidedActs()
    computers = {row.device: row.name for row in desk.campus_computers.rows()}
    people = {str(learner): name for learner, name in desk.roster.names().items()}
    return DecidedActs(acts, computers | people)
