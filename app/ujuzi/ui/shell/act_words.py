"""What coordinators did where no network is, in words: the act, how it stands, and why."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ujuzi.domain.authority import Act
from ujuzi.services.campus.acts import ActStanding, CampusAct


def act_sentence(act: CampusAct, computer: str, person: str) -> str:
    """Return what was done, as one line; names are what people call the computer and the person."""
    return _Words().act(act, computer, person)


def standing_words(standing: ActStanding) -> str:
    """Return how an act stands."""
    return _Words().standing(standing)


class _Words(QObject):
    """The translator's context of these words."""

    def act(self, act: CampusAct, computer: str, person: str) -> str:
        told = {
            (Act.ADMIT_COMPUTER, ""): self.tr("{by} took in {computer}."),
            (Act.JUDGE_SEAT, "she"): self.tr("{by}: it was {person} at {computer}."),
            (Act.JUDGE_SEAT, "not-she"): self.tr("{by}: it was not {person} at {computer}."),
            (Act.REVOKE_COMPUTER, "retired"): self.tr("{by} retired {computer}."),
            (Act.REVOKE_COMPUTER, "stolen"): self.tr("{by} reported {computer} stolen."),
            (Act.RENEW_STEWARD_CODE, ""): self.tr(
                "{by} gave a code for a new steward code at {computer}."
            ),
            (Act.RESET_PIN, ""): self.tr("{by} gave {person} a code for a new PIN at {computer}."),
            (Act.SET_ROSTER, ""): self.tr("{by} changed the list of people."),
            (Act.MAKE_CODE, ""): self.tr("{by} gave people codes for their profiles."),
            (Act.LET_IN, ""): self.tr("{by} gave people codes to sign in with."),
            (Act.MOVE_LEARNER, ""): self.tr("{by} moved somebody to another campus."),
            (Act.END_PERSON, ""): self.tr("{by} wrote down that somebody has left."),
            (Act.SET_COHORT, ""): self.tr("{by} changed a cohort."),
            (Act.ANNOUNCE, ""): self.tr("{by} announced something to the campus."),
            (Act.ANNOUNCE, "withdrawn"): self.tr("{by} took an announcement back."),
            (Act.ENROL, ""): self.tr("{by} changed who is in a cohort or a course."),
        }
        known = told.get((act.act, act.answer)) if act.act else None
        template = known or self.tr("{by} did what this version of Ujuzi does not know.")
        return template.format(by=act.by, computer=computer, person=person)

    def standing(self, standing: ActStanding) -> str:
        return {
            ActStanding.WAITS: self.tr("Waits for an earlier act"),
            ActStanding.NEEDS_CODE: self.tr("Waits for the steward code"),
            ActStanding.HELD: self.tr("A person has to decide"),
            ActStanding.DONE: self.tr("Done here; the hub has not heard of it yet"),
            ActStanding.LANDED: self.tr("Done, also at the hub"),
            ActStanding.REFUSED: self.tr("Does not count"),
            ActStanding.OVERRULED: self.tr("Done here; the hub does not accept it"),
        }[standing]
