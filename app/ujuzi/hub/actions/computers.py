"""Which computers may speak, and what they sent that did not simply land."""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple

from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.credentials import keys
from ujuzi.hub.landing import epochs, landing, quarantine
from ujuzi.hub.landing.quarantine import Quarantined, QuarantinedEvent
from ujuzi.hub.people import lines, organisations, registration, relays
from ujuzi.hub.people.registration import RETIRED, STOLEN, Device, Registered, WaitingComputer
from ujuzi.hub.store.scope import Scope
from ujuzi.wire import registration as files
from ujuzi.wire.registration import CampusRegistration

REASONS = (RETIRED, STOLEN)
"""As what a computer is revoked."""

SILENCE_MILLISECONDS = 21 * 24 * 3600 * 1000
"""After which a computer of which nothing lands is told: its people and its coordinator are too."""


class ListedComputer(NamedTuple):
    """A computer, and what a person may want to do about it.

    `copies` of its disk follow it, `waiting` successors are to be admitted, `held` is what is kept
    of it for a person, by kind. `claims_more` says that it has more of this hub than it was told.
    `silent_since` is when something of it landed last, where that is three weeks ago or more: it is
    used no more, or somebody who carries for it withholds. `collectors` are the collection points
    of its campus, by name.
    """

    computer: Registered
    copies: int
    waiting: int
    held: dict[str, int]
    claims_more: bool
    silent_since: int | None
    collectors: tuple[str, ...]


def make_code(access: Access, campus: str) -> str:
    """Return a one-time code for a computer of a campus; raises RefusedError `campus-unknown`."""
    with access.writing(Act.ADMIT_COMPUTER) as scope:
        scope.check(registration.institution_of(scope.connection, campus), campus)
        return registration.make_code(scope.connection, campus, scope.now)


def campus_file(access: Access, campus: str, address: str, folder: str = "") -> bytes:
    """Return the registration file of a campus, for all its computers: it holds no code.

    `address` is where they reach this hub, `folder` the shared folder of the campus, if it has one.
    Raises RefusedError `campus-unknown`.
    """
    with access.reading(Act.ADMIT_COMPUTER) as scope:
        institution = registration.institution_of(scope.connection, campus)
        scope.check(institution, campus)
        epoch = epochs.current(scope.connection)
        said = CampusRegistration(
            hub=address,
            **access.identity.public_keys,
            institution=institution,
            campus=campus,
            name=organisations.name_of(scope.connection, campus),
            epoch=epoch.name,
            epoch_number=epoch.number,
            root=keys.root(scope.connection).decode(),
            folder=folder,
        )
    return files.write(said, access.identity.signing_key)


def registration_file(access: Access, campus: str, address: str) -> bytes:
    """Return a registration file for one computer of a campus, which reaches this hub there."""
    named = access.identity.public_keys
    return json.dumps({"hub": address, "code": make_code(access, campus), **named}).encode()


def listed(access: Access) -> list[ListedComputer]:
    """Return the computers, by campus and name."""
    with access.reading(Act.READ_COMPUTERS) as scope:
        kept = quarantine.counts(scope.connection)
        began_at = epochs.current(scope.connection).began_at
        copies = lines.copies(scope.connection)
        waiting = Counter(each.predecessor for each in registration.waiting(scope))
        computers = registration.listed(scope)
        collecting = relays.collecting(scope.connection)
        followed = {each.predecessor for each in computers}
        return [
            ListedComputer(
                each,
                copies=len(copies.get(each.device, ())),
                waiting=waiting[each.device],
                held=dict(sorted(kept[each.device].items())),
                claims_more=each.claimed_at is not None and each.claimed_at >= began_at,
                silent_since=None if each.device in followed else _silent_since(each, scope.now),
                collectors=tuple(
                    other.name
                    for other in computers
                    if other.device in collecting
                    and other.campus == each.campus
                    and other.device != each.device
                ),
            )
            for each in computers
        ]


def _silent_since(computer: Registered, now: int) -> int | None:
    """Return since when nothing of a computer has landed, where somebody should ask why."""
    is_over = computer.revoked is not None or computer.may_go
    is_long = now - computer.heard_at >= SILENCE_MILLISECONDS
    return computer.heard_at if is_long and not is_over else None


def revoke(access: Access, device: str, reason: str) -> list[str]:
    """Revoke a computer as one of `REASONS`; return all that go with it, and itself.

    Raises RefusedError `device-unknown`.
    """
    with access.writing(Act.REVOKE_COMPUTER) as scope:
        _find(scope, device)
        taken = registration.revoke(scope.connection, device, reason)
        relays.end(scope.connection, taken, access.identity.signing_key)
        return taken


def reinstate(access: Access, device: str) -> list[str]:
    """Hear a computer again, and those that were revoked with it; return them all.

    Raises RefusedError `device-unknown`.
    """
    with access.writing(Act.REVOKE_COMPUTER) as scope:
        _find(scope, device)
        return registration.reinstate(scope.connection, device)


def waiting(access: Access) -> list[WaitingComputer]:
    """Return the computers that wait for a person, the longest first."""
    with access.reading(Act.READ_COMPUTERS) as scope:
        return registration.waiting(scope)


def admit(access: Access, device: str) -> None:
    """Take in a computer at its campus, or let it take the place of the one that it follows.

    Raises RefusedError `successor-unknown` or `device-revoked`.
    """
    effects = Effects()
    with access.writing(Act.ADMIT_COMPUTER) as scope:
        admitted, predecessor = registration.admit(scope.connection, device, scope.now)
        scope.check(admitted.institution, admitted.campus)
        if predecessor is not None:
            effects = landing.follow(scope.connection, predecessor, admitted, scope.now)
    access.follow_up(admitted.institution, effects)


def permit_relay(access: Access, device: str) -> None:
    """Let a computer collect for its campus: the hub signs its record when it next asks.

    Raises RefusedError `device-unknown` or `device-revoked`.
    """
    with access.writing(Act.ADMIT_COMPUTER) as scope:
        relays.permit(scope.connection, _find(scope, device), scope.now)


def end_relay(access: Access, device: str) -> None:
    """Let a computer collect no more; raises RefusedError `device-unknown`."""
    with access.writing(Act.ADMIT_COMPUTER) as scope:
        _find(scope, device)
        relays.end(scope.connection, [device], access.identity.signing_key)


def held(access: Access) -> list[Quarantined]:
    """Return what is kept for a person, by campus and arrival."""
    with access.reading(Act.JUDGE_QUARANTINE) as scope:
        return quarantine.held(scope)


def contents(access: Access, device: str, sequence: int) -> list[QuarantinedEvent]:
    """Return the events that are kept of a computer under a sequence: personal data.

    Raises RefusedError `device-unknown` or `nothing-held`.
    """
    with access.reading(Act.JUDGE_QUARANTINE) as scope:
        return quarantine.contents(scope.connection, _find(scope, device), sequence)


def release(access: Access, device: str) -> tuple[int, int]:
    """Try again to let in what is kept of a computer; return how much was kept before, and is now.

    Raises RefusedError `device-unknown` or `device-stolen`.
    """
    with access.writing(Act.JUDGE_QUARANTINE) as scope:
        owner = _find(scope, device)
        before = len(quarantine.held(scope, owner))
        place = quarantine.release(scope.connection, owner, scope.now)
        left = len(quarantine.held(scope, owner))
    access.follow_up(owner.institution, place.effects)
    return before, left


def dismiss(access: Access, device: str, sequence: int) -> int:
    """Let go for good of what is kept of a computer under a sequence; return how much it was.

    Raises RefusedError `device-unknown` or `nothing-held`.
    """
    with access.writing(Act.JUDGE_QUARANTINE) as scope:
        return quarantine.dismiss(scope.connection, _find(scope, device), sequence)


def _find(scope: Scope, device: str) -> Device:
    """Return a computer of a scope; raises RefusedError `device-unknown` or `not-allowed`."""
    found = registration.find(scope.connection, device)
    scope.check(found.institution, found.campus)
    return found
