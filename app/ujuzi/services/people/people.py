"""The people who share this computer: profiles, PINs and the steward code.

A PIN keeps colleagues apart inside the application; it is no protection of a copied disk. Failed
tries are written down before a PIN is compared, so neither a restart nor a power cut wins a try;
the wait after them runs on the monotonic clock, so the wall clock does not matter. Where the disk
is full one can still sign in: tries are counted in memory, and none of them is free.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ujuzi.credentials.secrets import PIN_LENGTH_LEAST as PIN_LENGTH_LEAST
from ujuzi.credentials.secrets import checked_pin, matches, new_code, plain_code, verifier_of
from ujuzi.domain import authority
from ujuzi.domain.authority import Act, Role
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import (
    CoordinatorActed,
    LearnerId,
    Milliseconds,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    SignedIn,
    encode_body,
    kind_of,
)
from ujuzi.domain.text import natural
from ujuzi.domain.tries import FREE_TRIES, wait_seconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import write_whole
from ujuzi.services.clock import Clock
from ujuzi.store import (
    accounts,
    acts,
    departures,
    drafts,
    event_log,
    facts,
    hub_date,
    projections,
    sittings,
    vault,
)
from ujuzi.store.database import Database

NAME_LENGTH_MOST = 200
"""Characters."""
STEWARD = LearnerId("steward")
"""Whose failed tries the steward code's are."""
SIGNED_IN = "signed-in-"
"""With a learner's id, the fact of when it was written down last that she signed in."""
SIGN_IN_NOTED_EVERY = 30 * 24 * 3600 * 1000
"""Milliseconds: well within the time after which a seat counts as left (`domain.seat`)."""
LAST_USED = "last-used-"
"""With a learner's id, the fact of when she last signed in here."""
UNKEPT_CODE = "steward-code-to-keep"
"""The fact of a steward code that nobody has said to have kept yet."""
UNCONFIRMED_CODE = "steward-code-to-confirm"
"""The fact of who was given the first steward code, and of the code, until a second confirms it."""


class _Secret(NamedTuple):
    """A secret that one person types, and what each refusal of it is called."""

    name: str
    missing: Code
    wait: Code
    wrong: Code


PIN = _Secret("PIN", Code.PIN_MISSING, Code.PIN_WAIT, Code.PIN_WRONG)
STEWARD_CODE = _Secret(
    "steward code", Code.STEWARD_CODE_MISSING, Code.STEWARD_CODE_WAIT, Code.STEWARD_CODE_WRONG
)


class Preferences(msgspec.Struct, frozen=True):
    """How a person likes the windows: `theme` light, dark or contrast; `text_size` in percent."""

    language: str = "en"
    theme: str = "light"
    text_size: int = 100
    course_languages: dict[str, str] = {}
    """Course id -> the language it is studied in, where that is not `language`."""


def read_preferences(kept: bytes) -> Preferences:
    """Return what was kept; a value of a later version of the program is as none."""
    with suppress(msgspec.ValidationError):
        return msgspec.json.decode(kept, type=Preferences)
    plain, found = msgspec.json.decode(kept, type=dict[str, Any]), {}
    for field in msgspec.structs.fields(Preferences):
        with suppress(msgspec.ValidationError, KeyError):
            found[field.name] = msgspec.convert(plain[field.name], field.type)
    return Preferences(**found)


class Person(msgspec.Struct, frozen=True):
    """Someone with a profile on this computer."""

    learner: LearnerId
    name: str
    role: str
    institution: str
    staff_number: str
    sex: str
    preferences: Preferences
    last_used: Milliseconds | None = None
    """When she last signed in here, by this computer's clock; None where that is not known."""


class People:
    """The people of one computer."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._opened = clock.monotonic()
        self._failed_at: dict[LearnerId, float] = {}
        self._failed: dict[LearnerId, int] = {}
        """Tries that could not be written down, with those before."""

    def all(self) -> tuple[Person, ...]:
        """Return everyone, by name."""
        return self._by_name(accounts.learners(self._db))

    def person(self, learner: LearnerId) -> Person:
        """Return one person as her profile stands."""
        state = projections.PROFILES.get(self._db, learner)
        kept = accounts.preferences(self._db, learner)
        used = facts.get(self._db, LAST_USED + learner) or facts.get(self._db, SIGNED_IN + learner)
        return Person(
            learner=learner,
            name=state.name.value,
            role=state.role.value,
            institution=state.institution.value,
            staff_number=state.staff_number.value,
            sex=state.sex.value,
            preferences=read_preferences(kept)
            if kept
            else Preferences(language=state.language.value or "en"),
            last_used=Milliseconds(int(used)) if used else None,
        )

    def create(
        self,
        *,
        name: str,
        role: str,
        language: str,
        pin: str,
        institution: str = "",
        staff_number: str = "",
        sex: str = "",
    ) -> Person:
        """Make a profile; raises RefusedError `name-empty`, `name-too-long` or `pin-too-short`."""
        from ujuzi.domain.personal import personal

        body = ProfileCreated(
            name=_checked_name(name),
            role=role,
            language=language,
            institution=personal(institution),
            staff_number=personal(staff_number),
            sex=sex,
        )
        verifier = verifier_of(checked_pin(pin))
        learner = LearnerId(secrets.token_hex(16))
        with self._db.atomic():
            event_log.append(self._db, learner, body, self._clock.now())
            accounts.put_verifier(self._db, learner, verifier)
            self.note_use(learner)
        return self.person(learner)

    def change_profile(
        self,
        learner: LearnerId,
        *,
        name: str | None = None,
        role: str | None = None,
        institution: str | None = None,
        staff_number: str | None = None,
        sex: str | None = None,
    ) -> Person:
        """Change the fields that are given."""
        from ujuzi.domain.personal import personal

        known = projections.PROFILES.get(self._db, learner)
        given = {
            "name": None if name is None else _checked_name(name),
            "role": role,
            "institution": None if institution is None else personal(institution),
            "staff_number": None if staff_number is None else personal(staff_number),
            "sex": sex,
        }
        edited = {
            field: value
            for field, value in given.items()
            if value is not None and value != getattr(known, field).value
        }
        if edited:
            body = ProfileChanged(**edited)
            event_log.append(self._db, learner, body, self._clock.now())
        return self.person(learner)

    def set_preferences(self, learner: LearnerId, preferences: Preferences) -> None:
        """Keep how a person likes the windows, and what a later version of the program kept."""
        wished = msgspec.to_builtins(preferences)
        kept = accounts.preferences(self._db, learner)
        if kept is not None:
            before = msgspec.to_builtins(read_preferences(kept))
            changed = {name: value for name, value in wished.items() if value != before[name]}
            wished = {**msgspec.json.decode(kept), **changed}
        accounts.put_preferences(self._db, learner, msgspec.json.encode(wished))

    def sign_in(self, learner: LearnerId, pin: str) -> Person:
        """Return the person whose PIN this is.

        Raises `pin-wrong` or `pin-wait` (wait_seconds), or `computer-closed`.
        """
        event_log.check_open(self._db)
        self._compare(learner, pin, PIN)
        with suppress(WorldError):  # a full disk keeps nobody out
            self._note_sign_in(learner)
            self.note_use(learner)
        return self.person(learner)

    def are_kept_out(self) -> bool:
        """Whether nobody may sign in, because the steward closed this computer."""
        return event_log.closed_at(self._db) is not None

    def note_use(self, learner: LearnerId) -> None:
        """Keep when somebody was let in last; it never leaves this computer."""
        facts.put(self._db, LAST_USED + learner, str(self._clock.now()))

    def change_pin(self, learner: LearnerId, old_pin: str, new_pin: str) -> None:
        """Replace a PIN; raises as `sign_in` and `create` do."""
        verifier = verifier_of(checked_pin(new_pin))
        self._compare(learner, old_pin, PIN)
        accounts.put_verifier(self._db, learner, verifier)

    def make_steward_code(self) -> str | None:
        """Return the code that the lab's keeper prints, until she says that she has kept it.

        It is made once a computer. A power cut before `keep_steward_code` loses nothing: the next
        new person is shown the same code. None once it is kept.
        """
        if accounts.get(self._db, STEWARD) is not None:
            return facts.get(self._db, UNKEPT_CODE)
        code = new_code()
        verifier = verifier_of(plain_code(code))
        self._db.let_open(vault.STEWARD, code)  # first: it may never be shown
        with self._db.atomic():
            accounts.put_verifier(self._db, STEWARD, verifier)
            facts.put(self._db, UNKEPT_CODE, code)
        return code

    def has_steward(self) -> bool:
        """Whether somebody keeps this computer, by a steward code."""
        return accounts.get(self._db, STEWARD) is not None

    def keep_steward_code(self, by: LearnerId | None = None) -> None:
        """Show the code to no other new person: it is on paper now.

        Who it was shown to may see it again until a second person confirms it by typing it here;
        where she is not named, its words are forgotten at once.
        """
        with self._db.atomic():
            code = facts.get(self._db, UNKEPT_CODE)
            facts.forget(self._db, UNKEPT_CODE)
            if by is not None and code is not None:
                facts.put(self._db, UNCONFIRMED_CODE, f"{by} {code}")
                self._db.changed |= Changes.PEOPLE

    def steward_code_for(self, learner: LearnerId) -> str | None:
        """Return the first code to whom it was shown, while no second person has confirmed it."""
        first, _, code = (facts.get(self._db, UNCONFIRMED_CODE) or "").partition(" ")
        return code if code and first == learner else None

    def check_steward_code(self, code: str, act: Act, by: LearnerId | None = None) -> None:
        """Return if this is the code, by which the steward may do something here.

        A coordinator's one-time code is as good where a new one is made. Whoever typed it confirms
        that it is kept, but for the first person herself. Raises RefusedError `steward-code-wrong`,
        `steward-code-wait` or `code-expired`, `code-empty` where none is typed, which is no try, or
        `not-allowed` where it is not the steward's to decide.
        """
        authority.check(Role.STEWARD, act)
        if act is Act.RENEW_STEWARD_CODE and self._opens(act, acts.OF_THE_STEWARD, code):
            return
        if self.has_steward() and not plain_code(code):
            raise RefusedError(
                Code.CODE_EMPTY,
                "This computer has a steward, and the steward code is not given: add"
                " --steward-code, and it is asked for.",
            )
        self._compare(STEWARD, plain_code(code), STEWARD_CODE)
        if by is None or self.steward_code_for(by) is None:
            self._forget_code()

    def propose_steward_code(self, old: str, by: LearnerId | None = None) -> str:
        """Return a new steward code, to be written down before it replaces the old one.

        The old one goes on until `renew_steward_code`, so no power cut leaves a computer without.
        Raises what `check_steward_code` raises.
        """
        self.check_steward_code(old, Act.RENEW_STEWARD_CODE, by)
        return new_code()

    def renew_steward_code(self, old: str, new: str) -> None:
        """Let a new steward code replace the old one; raises what `check_steward_code` raises."""
        verifier = verifier_of(plain_code(new))
        self.check_steward_code(old, Act.RENEW_STEWARD_CODE)
        self._replace_code(verifier, new)

    def replace_steward_code(self) -> str:
        """Return a steward code that replaces the old one from now on.

        It asks for none: whoever calls it has made sure that this is an administrator of the
        computer itself.
        """
        code = new_code()
        self._replace_code(verifier_of(plain_code(code)), code)
        return code

    def _replace_code(self, verifier: str, code: str) -> None:
        self._db.let_open(vault.STEWARD, code)
        with self._db.atomic():
            accounts.put_verifier(self._db, STEWARD, verifier)
            self._failed.pop(STEWARD, None)
            self._failed_at.pop(STEWARD, None)
            self._forget_code()
            acts.use_code(self._db, Act.RENEW_STEWARD_CODE, acts.OF_THE_STEWARD, self._clock.now())

    def _forget_code(self) -> None:
        """Forget the words of the code: somebody else has them."""
        if facts.get(self._db, UNKEPT_CODE) or facts.get(self._db, UNCONFIRMED_CODE):
            with self._db.atomic():
                facts.forget(self._db, UNKEPT_CODE)
                facts.forget(self._db, UNCONFIRMED_CODE)
                self._db.changed |= Changes.PEOPLE

    def reset_pin(self, learner: LearnerId, steward_code: str, new_pin: str) -> None:
        """Give a person a new PIN with the steward code, and write down that it was done.

        A one-time code that a coordinator gave for her at this computer is as good; it may have
        expired: `code-expired`.
        """
        verifier = verifier_of(checked_pin(new_pin))
        is_by_act = self._opens(Act.RESET_PIN, learner, steward_code)
        if not is_by_act:
            self.check_steward_code(steward_code, Act.RESET_PIN)
        now = self._clock.now()
        with self._db.atomic():
            event_log.append(self._db, learner, PinReset(), now)
            accounts.put_verifier(self._db, learner, verifier)
            departures.bring_back(self._db, learner)
            if is_by_act:
                acts.use_code(self._db, Act.RESET_PIN, learner, now)
            else:
                acts.forget_code(self._db, Act.RESET_PIN, learner)
        self._failed.pop(learner, None)

    def has_code_for(self, learner: LearnerId) -> bool:
        """Whether a coordinator gave a one-time code with which she sets a new PIN here."""
        return acts.code_of(self._db, Act.RESET_PIN, learner) is not None

    def _opens(self, act: Act, learner: str, code: str) -> bool:
        """Whether this is the one-time code that an act brought; raises `code-expired`."""
        kept = acts.code_of(self._db, act, learner)
        if kept is None or not plain_code(code) or not matches(kept.verifier, plain_code(code)):
            return False
        if self._has_run_out(act, learner, kept.expires_at):
            raise RefusedError(Code.CODE_EXPIRED, "This code has expired; ask for another.")
        return True

    def _has_run_out(self, act: Act, learner: str, expires_at: Milliseconds) -> bool:
        """Whether a one-time code is good no more.

        The hub's dates say so; and the clock here, unless it was beyond that day already when the
        code came: then it is wrong, or nobody can tell.
        """
        now, heard_at = self._clock.now(), acts.code_heard_at(self._db, act, learner)
        is_over_here = now > expires_at and (heard_at is None or heard_at <= expires_at)
        return is_over_here or (hub_date.latest(self._db) or 0) > expires_at

    def take_off(self, learner: LearnerId, steward_code: str) -> None:
        """Let somebody sign in here no more; `store.departures` says when her rows go.

        A new PIN by the steward brings her back, while something of her is here. Raises what
        `check_steward_code` raises.
        """
        self.check_steward_code(steward_code, Act.TAKE_OFF)
        departures.take_off(self._db, learner, self._clock.now())

    def taken_off(self) -> tuple[Person, ...]:
        """Return who was taken off and can be brought back, by name."""
        return self._by_name(departures.taken_off(self._db))

    def _by_name(self, learners: Iterable[LearnerId]) -> tuple[Person, ...]:
        everyone = (self.person(learner) for learner in learners)
        return tuple(sorted(everyone, key=lambda person: natural(person.name)))

    def archive_for(self, learner: LearnerId, steward_code: str) -> bytes:
        """Return `archive` of somebody who is about to be taken off; raises as `take_off` does."""
        self.check_steward_code(steward_code, Act.TAKE_OFF)
        return self.archive(learner)

    def archive(self, learner: LearnerId) -> bytes:
        """Return everything this computer holds about a person, as a .zip of JSON.

        What she enclosed in acts as a coordinator is about others, and is left out.
        """
        import json
        import zipfile

        archived = io.BytesIO()
        with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("events.jsonl", "w") as lines:
                for event in event_log.replay(self._db, learner):
                    body = json.loads(encode_body(event.body))
                    if isinstance(event.body, CoordinatorActed):
                        body.pop("enclosure", None)
                    fact = {
                        "device": event.device,
                        "sequence": event.sequence,
                        "recorded_at": event.recorded_at,
                        "kind": kind_of(event.body),
                        "body": body,
                    }
                    lines.write(json.dumps(fact, ensure_ascii=False).encode() + b"\n")
            for name, rows in self._kept_about(learner):
                archive.writestr(
                    f"{name}.json",
                    json.dumps(msgspec.to_builtins(rows), ensure_ascii=False, indent=1),
                )
        return archived.getvalue()

    def _kept_about(self, learner: LearnerId) -> Iterator[tuple[str, object]]:
        """Yield by name what is kept of a person besides the log; her PIN's verifier stays here."""
        for projection in projections.ALL:
            states = projection.find(self._db, learner)
            yield projection.table, [{"key": key, "state": s} for key, s in states.items()]
        person = self.person(learner)
        yield "preferences", person.preferences
        yield "last_used", person.last_used
        yield (
            "sittings",
            [
                {
                    "sitting": each,
                    "answers": list(sittings.answers(self._db, each.attempt).values()),
                }
                for each in sittings.of(self._db, learner)
            ],
        )
        yield "drafts", drafts.typed(self._db, learner)
        yield "visits", drafts.open_visits(self._db, learner)

    def _note_sign_in(self, learner: LearnerId) -> None:
        """Tell the hub that she is back, where she has not signed in here for weeks."""
        fact, now = SIGNED_IN + learner, self._clock.now()
        known = facts.get(self._db, fact)
        if known is not None and abs(now - int(known)) < SIGN_IN_NOTED_EVERY:
            return
        with self._db.atomic():
            facts.put(self._db, fact, str(now))
            if known is not None:
                event_log.append(self._db, learner, SignedIn(), now)

    def _compare(self, learner: LearnerId, secret: str, kind: _Secret) -> None:
        account = accounts.get(self._db, learner)
        if account is None:
            raise RefusedError(kind.missing, f"There is no {kind.name} to compare with.")
        if account.verifier == accounts.ASKED_ANEW:
            raise RefusedError(
                Code.PIN_ASKED_ANEW,
                "This PIN is good no more; ask the coordinator or the steward for a new one.",
            )
        failed = max(account.failed, self._failed.get(learner, 0))
        wait = self._seconds_to_wait(learner, failed)
        if wait > 0:
            raise RefusedError(
                kind.wait, f"Wait {wait} seconds before trying again.", wait_seconds=wait
            )
        try:
            accounts.set_failed(self._db, learner, failed + 1)
            self._failed.pop(learner, None)
        except WorldError:
            failed = max(failed, FREE_TRIES)
            self._failed[learner] = failed + 1
        self._failed_at[learner] = self._clock.monotonic()
        if not matches(account.verifier, secret):
            wait = self._seconds_to_wait(learner, failed + 1)
            raise RefusedError(kind.wrong, f"This {kind.name} is not right.", wait_seconds=wait)
        self._failed.pop(learner, None)
        with suppress(WorldError):
            accounts.set_failed(self._db, learner, 0)

    def _seconds_to_wait(self, learner: LearnerId, failed: int) -> int:
        """Return how long from now; a restart begins the wait anew."""
        since = self._failed_at.get(learner, self._opened)
        return wait_seconds(failed, self._clock.monotonic() - since)


def save_archive(archive: bytes, learner: LearnerId, folder: Path) -> Path:
    """Write what `People.archive` returned into a folder; return its path.

    Raises WorldError `export-failed` where the folder cannot be written.
    """
    path = folder / f"ujuzi-{learner[:8]}.zip"
    try:
        write_whole(path, archive)
    except OSError as error:
        raise WorldError(
            Code.EXPORT_FAILED, f"{folder} could not be written: {error.strerror}.", path=str(path)
        ) from error
    return path


def _checked_name(name: str) -> str:
    """Return the name as it is kept: NFC, without control and direction marks.

    Names of any script are welcome; letters that nobody sees, or that were lost, are refused.
    """
    from ujuzi.domain.personal import hides, is_lettered, personal, spoilt

    plain = personal("".join(" " if ord(c) < ord(" ") else c for c in name))
    if not is_lettered(plain):
        raise RefusedError(Code.NAME_EMPTY, "Give a name.")
    if hides(plain) or spoilt(plain):
        raise RefusedError(Code.NAME_MALFORMED, "A name holds letters that can be seen, alone.")
    if len(plain) > NAME_LENGTH_MOST:
        raise RefusedError(
            Code.NAME_TOO_LONG, f"A name has at most {NAME_LENGTH_MOST} characters.",
            most=NAME_LENGTH_MOST,
        )  # fmt: skip
    return plain
