"""The one place where what went wrong becomes a sentence in the person's language.

Every page calls `sentence(error)`. A code that this file does not know yet is told in the error's
own English: a page never falls silent. Nothing here decides what to do about an error.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.look.dates import moment, seconds
from ujuzi.ui.shell.act_problems import act_problem
from ujuzi.ui.shell.exchange_words import known_problem
from ujuzi.ui.shell.roster_problems import roster_problem, row_reason


def sentence(error: UjuziError) -> str:
    """Return what happened and what to do about it, in the language of the windows."""
    return _Sentences().of(error)


class _Sentences(QObject):
    """The translator's context of these sentences."""

    def of(self, error: UjuziError) -> str:
        """Return the sentence of an error, its facts written as the locale writes them."""
        waiting = self._waiting(error)
        if waiting:
            return waiting
        if error.code is Code.ROSTER_ROW and "reason" in error.facts:
            return row_reason(str(error.facts["reason"]), error.facts)
        template = self._templates().get(error.code) or roster_problem(error.code)
        if not template:
            return known_problem(error.code) or act_problem(error.code) or str(error)
        return template.format_map(_Facts(error.facts))

    def _waiting(self, error: UjuziError) -> str:
        """Return the sentence of a secret that was wrong, with the seconds to wait."""
        left = error.facts.get("wait_seconds")
        if not isinstance(left, int) or left <= 0:
            return ""
        wait = self.tr("Wait {time} before trying again.").format(time=seconds(left))
        template = self._templates().get(error.code.replace("-wait", "-wrong"), "")
        return f"{template} {wait}" if error.code.endswith("-wrong") else wait

    def _templates(self) -> dict[str, str]:
        return {
            # A course file
            Code.LEARNER_UNKNOWN: self.tr(
                "This profile was erased at its owner's request, so nothing more is recorded of it."
                " You can make a new profile."
            ),
            Code.NOT_A_PACK: self.tr("This file is not a Ujuzi course."),
            Code.PACK_TRUNCATED: self.tr(
                "This file is not complete: its end is missing. Copy it again from where you got"
                " it."
            ),
            Code.PACK_TAMPERED: self.tr(
                "This file was changed after it was signed, so it was not installed. Ask for a"
                " fresh copy."
            ),
            Code.SIGNATURE_WRONG: self.tr(
                "The signature of this file is not right, so it was not installed. Ask for a"
                " fresh copy."
            ),
            Code.PACK_TOO_NEW: self.tr(
                "This course needs a newer Ujuzi than the one on this computer. Update Ujuzi first."
            ),
            Code.PACK_NAME_HOSTILE: self.tr(
                "This file is built in a way that could harm the computer, so it was not installed."
            ),
            Code.PACK_MALFORMED: self.tr(
                "This file is signed, but what it holds cannot be read. Tell its publisher."
            ),
            Code.PACK_TOO_LARGE: self.tr(
                "This course is larger than Ujuzi accepts, so it was not installed."
            ),
            Code.PACK_OLDER: self.tr(
                "Version {installed} of “{title}” is here already; this file holds the older"
                " version {offered}."
            ),
            Code.PUBLISHER_UNKNOWN: self.tr(
                "{publisher} is not yet trusted on this computer. Compare its fingerprint with what"
                " your coordinator says; whoever keeps this computer can then trust it."
            ),
            Code.FINGERPRINT_CHANGED: self.tr(
                "This file is no longer the one you looked at. Choose it again."
            ),
            Code.UPDATE_BASE_MISSING: self.tr(
                "This file is an update of a course that is not on this computer. Ask for the"
                " whole course."
            ),
            Code.SOURCE_GONE: self.tr(
                "The file can no longer be reached. Was the stick pulled out? Nothing was changed;"
                " put it back and try again."
            ),
            Code.INSTALL_CANCELLED: self.tr("Stopped. Nothing was changed."),
            # A list of issuers, a certificate
            Code.KEY_LIST_OLDER: self.tr(
                "This list is older than the one on this computer (version {version}; version"
                " {present} is here). Nothing was changed."
            ),
            Code.KEY_LIST_UNSIGNED: self.tr(
                "This list is not signed as it must be, so it was not added. Ask for a fresh copy."
            ),
            Code.LIST_TAMPERED: self.tr(
                "This list was changed after it was signed, so it was not added. Ask for a fresh"
                " copy."
            ),
            Code.LIST_MALFORMED: self.tr("This file is not a list of issuers and revocations."),
            Code.KEY_LIST_MALFORMED: self.tr("This file is not a list of issuers and revocations."),
            Code.FILE_TOO_LARGE: self.tr("This file is too large to be a certificate or a list."),
            Code.CERTIFICATE_MISSING: self.tr("This certificate is no longer on this computer."),
            # This computer
            Code.DISK_FULL: self.tr(
                "The disk is full. Nothing was lost; free some space and try again."
            ),
            Code.DISK_FAILED: self.tr(
                "The disk or the stick did not answer. Nothing that was saved is lost: put the"
                " stick in again, or check the disk."
            ),
            Code.DATABASE_IN_USE: self.tr(
                "Another program is using Ujuzi's data. Close it and try again."
            ),
            Code.DATABASE_CORRUPT: self.tr(
                "Ujuzi's data file is damaged or gone. Nothing was changed: keep its folder and ask"
                " your coordinator."
            ),
            Code.DATABASE_NEWER: self.tr(
                "The data on this computer was written by a newer Ujuzi. Update Ujuzi; nothing was"
                " changed."
            ),
            Code.DATABASE_OLDER: self.tr(
                "The data was written by an earlier Ujuzi. Start Ujuzi once, and it is brought up"
                " to date."
            ),
            Code.DATA_LOCKED: self.tr(
                "The data on this stick is locked. Its passphrase or its steward code opens it."
            ),
            Code.PASSPHRASE_WRONG: self.tr("This is not the passphrase, nor the steward code."),
            Code.PASSPHRASE_SHORT: self.tr("A passphrase has {least} letters or more."),
            # The campus's collection point
            Code.RELAY_NOT_FOUND: self.tr(
                "No collection point was found in this network. Ask your coordinator for its"
                " address, or write to a stick or shared folder. Nothing is lost."
            ),
            Code.RELAY_UNREACHABLE: self.tr(
                "The collection point cannot be reached. Its computer may be off, or its firewall"
                " lets nobody in: tell your coordinator, and write to a stick or shared folder."
                " Nothing is lost."
            ),
            Code.PROCESS_UNSTARTED: self.tr(
                "A part of Ujuzi could not be started. Close other programs and try again."
            ),
            Code.RELAY_FOREIGN: self.tr(
                "What answers there is no collection point of this campus, as far as the hub has"
                " said. Nothing was left with it. Check the address with your coordinator."
            ),
            Code.RELAY_UNKNOWN: self.tr(
                "The hub has not said yet that this computer may collect for its campus. Ask"
                " whoever keeps the hub to permit it, then try again with a network."
            ),
            # A new version of Ujuzi
            Code.RELEASE_DAMAGED: self.tr(
                "The file {file} is missing or was changed. Copy the new version again; nothing was"
                " installed."
            ),
            Code.RELEASE_FOREIGN: self.tr(
                "This version was not released by those who released the one that runs, so it was"
                " not installed."
            ),
            Code.RELEASE_MALFORMED: self.tr(
                "There is no version of Ujuzi in {path} that can be read, or it was changed."
            ),
            Code.RELEASE_NOT_YOURS: self.tr(
                "This account may not write in {path}. Ask who installed Ujuzi there to update it."
            ),
            Code.UPDATE_RUNNING: self.tr(
                "Another window is updating Ujuzi. Wait until it is done."
            ),
            Code.RELEASE_OLDER: self.tr(
                "Ujuzi {installed} is here already; {offered} is not newer."
            ),
            Code.RELEASE_UNINSTALLED: self.tr(
                "This Ujuzi was not installed by its own launcher, so it cannot update itself."
            ),
            Code.RELEASE_PLATFORM: self.tr(
                "This is Ujuzi for another system: {found}. This computer needs {needed}."
            ),
            Code.KEY_EXISTS: self.tr("There is a key here already; it is not replaced."),
            Code.KEY_UNREADABLE: self.tr(
                "The key {path} cannot be read, or is gone. Put the stick in again, and try again."
                " Without this file nobody opens the data: look for a copy of the stick."
            ),
            Code.KEY_UNWRITABLE: self.tr(
                "The key could not be written in {path}. Free some space, or ask for access."
            ),
            Code.KEY_MALFORMED: self.tr(
                "The key {path} is damaged. Keep the stick as it is, and ask whoever keeps this"
                " computer."
            ),
            Code.CIPHERS_MISSING: self.tr(
                "This Ujuzi cannot encrypt, so it keeps nothing on a stick. Copy Ujuzi to the"
                " stick again."
            ),
            Code.DATA_DIR_NOT_WRITABLE: self.tr(
                "Ujuzi may not write in {path}. A stick may have a switch against writing; else"
                " choose another folder, or ask for access."
            ),
            Code.EXPORT_FAILED: self.tr("{path} could not be written. Choose another folder."),
            Code.EVENT_TOO_LARGE: self.tr(
                "This is too long to reach the hub, so it was not recorded. Shorten it and try"
                " again; nothing else is touched."
            ),
            # A stick or shared folder
            Code.FOLDER_GONE: self.tr(
                "The folder can no longer be reached. Was the stick pulled out? Nothing is lost;"
                " put it back and try again."
            ),
            Code.FOLDER_FULL: self.tr(
                "There is not enough room there. Nothing is lost; make room, or take another stick."
            ),
            Code.FOLDER_READ_ONLY: self.tr(
                "Nothing can be written there: it is write-protected, or you may not write there."
                " Nothing is lost; take another stick or folder."
            ),
            Code.FOLDER_BLOCKED: self.tr(
                "{path} is no folder, and results lie in a folder of that name. Nothing is lost;"
                " rename or delete it, and try again."
            ),
            Code.FOLDER_COUNTERFEIT: self.tr(
                "This stick gives back something else than was written to it: it is worn out, or"
                " smaller than it says. Nothing is lost; take another."
            ),
            Code.SEALING_KEY_REVOKED: self.tr(
                "The hub has a new key for sealed files, which this computer does not have yet."
                " Nothing is lost: let it reach the hub once, or ask your coordinator."
            ),
            # What is no longer here
            Code.COURSE_MISSING: self.tr("This course is no longer on this computer."),
            Code.ACTIVITY_MISSING: self.tr(
                "This version of the course no longer has this activity."
            ),
            Code.NOTE_TOO_LONG: self.tr(
                "A note has at most {most} characters. Shorten it, or make two of it."
            ),
            Code.ITEM_MISSING: self.tr("This version of the quiz no longer has this question."),
            Code.OBJECT_TAMPERED: self.tr(
                "A part of this course was damaged on this computer. Install the course again."
            ),
            Code.COPY_NOT_SAVED: self.tr(
                "The copy could not be saved as {path}. Choose another folder, or see whether the"
                " disk is full."
            ),
            Code.OBJECT_MISSING: self.tr(
                "A part of this course is missing on this computer. Install the course again."
            ),
            # Self-assessment
            Code.QUESTIONNAIRE_MISSING: self.tr(
                "The statements for your role are no longer on this computer. What you have rated"
                " is kept."
            ),
            Code.STATEMENT_MISSING: self.tr(
                "This statement is no longer asked; open the page again."
            ),
            Code.RATING_OFF_SCALE: self.tr("Rate from {lowest} to {highest}."),
            Code.SELF_ASSESSMENT_ENDED: self.tr(
                "This self-assessment is finished; its ratings no longer change. Begin another on"
                " Competencies."
            ),
            Code.SELF_ASSESSMENT_UNRATED: self.tr("Statements that are not rated yet: {count}."),
            Code.SELF_ASSESSMENT_OPEN: self.tr("Finish the self-assessment before you share it."),
            # People
            Code.NAME_EMPTY: self.tr("Type your name."),
            Code.NAME_MALFORMED: self.tr(
                "This name contains characters that cannot be seen. Type it again, without pasting"
                " it."
            ),
            Code.NAME_TOO_LONG: self.tr("A name has at most {most} characters."),
            Code.PIN_TOO_SHORT: self.tr("A PIN has at least {least} digits."),
            Code.PIN_WRONG: self.tr("This PIN is not right."),
            Code.PIN_MISSING: self.tr("This person has no PIN on this computer."),
            Code.STEWARD_CODE_WRONG: self.tr("This steward code is not right."),
            Code.COMPUTER_CLOSED: self.tr(
                "This computer is closed: nobody can sign in. Whoever keeps it can open it again"
                " with the steward code, under “Keep this computer”."
            ),
            Code.EXPECTED_NAME_WRONG: self.tr(
                "Type the name that is written on the computer, in 100 letters at most."
            ),
            Code.EXPECTED_NAME_TAKEN: self.tr("A computer of this name is on your list already."),
            Code.EXPECTED_FULL: self.tr("Your list is full. Remove a computer from it first."),
            Code.SITTINGS_OPEN: self.tr(
                "Somebody has begun an assessment here and not handed it in. Let it be handed in"
                " first."
            ),
            Code.CODE_EMPTY: self.tr("Type the code."),
            Code.CODE_EXPIRED: self.tr(
                "This code has run out. Ask your coordinator for a new one."
            ),
            Code.LEARNER_MISSING: self.tr("The hub no longer lists this person on this campus."),
            Code.STEWARD_CODE_MISSING: self.tr("This computer has no steward code yet."),
            # Assessments
            Code.ASSESSMENT_MISSING: self.tr(
                "This version of the course no longer has this assessment."
            ),
            "assessment-needs-newer": self.tr(
                "This assessment has questions that need a newer Ujuzi. Ask for an update of the"
                " program; nothing is begun, and no attempt is used up."
            ),
            Code.QUIZ_NEEDS_NEWER: self.tr(
                "The questions of this quiz need a newer Ujuzi. Ask for an update of the program."
            ),
            Code.APPEAL_MADE: self.tr("You have asked for a second look at this result already."),
            Code.NO_RESULT_YET: self.tr("There is no result of this attempt yet."),
            Code.TEXT_EMPTY: self.tr("Write something first."),
            Code.TEXT_TOO_LONG: self.tr("This is too long: write at most {most} letters."),
            Code.TEXT_HIDES: self.tr(
                "There is a character in this text that nobody sees. Type it instead of copying it."
            ),
            "attempts-used-up": self.tr(
                "You have used every attempt that the rules allow. Your coordinator can tell you"
                " what is possible now."
            ),
            "wait-until": self.tr(
                "The next attempt may begin on {until}. Until then there is time to study."
            ),
            "passed-already": self.tr("You have passed this assessment."),
            Code.CODE_NEEDED: self.tr("Type the code that your coordinator gives you."),
            "no-ticket": self.tr(
                "Your questions come with the next exchange after your campus has linked you."
            ),
            Code.CODE_WRONG: self.tr(
                "This code opens no assessment for you on this computer: it was used, or is too"
                " old. Ask your coordinator for another."
            ),
            Code.CODE_MISTYPED: self.tr(
                "A letter of this code is not right, or the code is for another assessment. Look at"
                " it again."
            ),
            Code.ANSWER_TOO_LONG: self.tr("An answer has at most {most} characters."),
            Code.TIME_UP: self.tr("Time is up; what was saved before is handed in."),
            Code.SITTING_OVER: self.tr("This attempt is handed in already."),
        }


MOMENTS = {"until"}
"""Facts in milliseconds since 1970."""


def _written(name: str, fact: object, locale: QLocale) -> str:
    if not isinstance(fact, int):
        return str(fact)
    return moment(fact) if name in MOMENTS else locale.toString(fact)


class _Facts(dict[str, object]):
    """An error's facts, numbers written as the locale writes them; one that is absent is empty."""

    def __init__(self, facts: dict[str, object]) -> None:
        locale = QLocale()
        super().__init__({name: _written(name, fact, locale) for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        return ""
