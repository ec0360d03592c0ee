"""Why an act of a coordinator does not count, or her office is shut, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ujuzi.errors import Code


def act_problem(code: str) -> str:
    """Return why an act does not count, or an office is shut; nothing of another code."""
    return _Words().problem(code)


class _Words(QObject):
    """The translator's context of these words."""

    def problem(self, code: str) -> str:
        told: dict[str, str] = {
            Code.CODE_UNKNOWN: self.tr("This code is wrong, too old or was used. Ask for another."),
            Code.ACT_CHAIN: self.tr(
                "This does not follow what the coordinator did before, so nothing was changed."
                " Somebody may have copied her keys: ask whoever keeps the hub."
            ),
            Code.ACT_TOGETHER: self.tr(
                "It was decided together with something about another person, which the hub"
                " refused. Nothing is wrong here: do it once more."
            ),
            Code.ACT_TWICE: self.tr(
                "The coordinator did two different things under one number, perhaps on two"
                " computers. The second one changed nothing; whoever keeps the hub decides."
            ),
            Code.ACT_DISTRUSTED: self.tr(
                "The hub trusts this coordinator no more, so nothing was changed; whoever keeps"
                " the hub decides."
            ),
            Code.ACT_ELSEWHERE: self.tr("This is about another campus; nothing was changed."),
            Code.ACT_HERSELF: self.tr(
                "Nobody decides about herself. Ask another coordinator, or your administrator."
            ),
            Code.ACT_MALFORMED: self.tr("This cannot be read, so nothing was changed."),
            Code.ACT_TOO_LONG: self.tr("This is more than can be decided at once. Choose fewer."),
            Code.ACT_UNKNOWN: self.tr("Ujuzi does not know this act, or it waits for nothing."),
            Code.ANNOUNCEMENTS_FULL: self.tr(
                "Twenty announcements are shown already. Take one back, and announce this again."
            ),
            Code.ANNOUNCEMENT_UNKNOWN: self.tr("Your campus has no such announcement."),
            Code.ANNOUNCEMENT_UNTIL: self.tr(
                "Its last day had passed when the hub heard of it, or lay more than 180 days ahead."
                " Look at the date of this computer."
            ),
            Code.CAMPUS_ELSEWHERE: self.tr(
                "She is on the list of another campus. Its coordinator, or your administrator, lets"
                " her go."
            ),
            Code.GRANT_ENDED: self.tr("You are no longer coordinator of this campus."),
            Code.GRANT_FILE_WRONG: self.tr("This file is not the one that is asked for here."),
            Code.GRANT_RAN_OUT: self.tr(
                "The coordinator was not at the hub for half a year. It counts once the steward"
                " code is typed beside it."
            ),
            Code.GRANT_UNKNOWN: self.tr(
                "This answer names somebody else. Open the file that answers your own request."
            ),
            Code.OFFICE_LOCKED: self.tr("Type your six words first."),
            Code.OFFICE_MISSING: self.tr("You are not coordinator on this computer."),
            Code.PERSON_UNKNOWN: self.tr("Nobody on the list has this number any more."),
            Code.PIN_ASKED_ANEW: self.tr(
                "This PIN was set with a code that is not trusted any more. Ask whoever keeps this"
                " computer, or your coordinator, for a new one."
            ),
            Code.ROSTER_MISTAKES: self.tr(
                "The hub found a mistake in what was written of this person. Look at number, name,"
                " role and email."
            ),
            Code.WORDS_WRONG: self.tr("These are not your six words."),
        }
        return told.get(code, "")
