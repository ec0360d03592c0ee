"""How the exchange stands, in words: one line for the rail, and what to do about a problem.

The two are said in one place, so that the rail and the page never say different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ujuzi.errors import Code
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.look.dates import day, today

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import DeliveryStanding
    from ujuzi.ui.shell.courier import Courier

NO_CONNECTION = {
    Code.HUB_UNREACHABLE,
    Code.HUB_BUSY,
    Code.NOT_A_HUB,
    Code.CERTIFICATE_WRONG,
    Code.CLOSING,
}
"""Problems that pass by themselves: nobody has to do anything."""
STOPPED = "exchange-stopped"
MOST_NAME_LENGTH = 20


def state_line(courier: Courier) -> str:
    """Return in one line whether work has reached the hub."""
    return _Words().state_line(courier)


def problem(code: str) -> str:
    """Return what hindered an exchange, and what to do about it."""
    words = _Words()
    return words.problem(code) or words.refused(code)


def registration_problem(code: str) -> str:
    """Return what hindered a registration; unlike an exchange it is not tried again by itself."""
    return _Words().registration_problem(code) or problem(code)


def known_problem(code: str) -> str:
    """Return the same, or nothing where the code is not of an exchange."""
    return _Words().problem(code)


def needs_a_person(standing: DeliveryStanding) -> bool:
    """Whether the last exchange met something that does not pass by itself."""
    return bool(standing.problem) and standing.problem not in {*NO_CONNECTION, STOPPED}


def records(count: int) -> str:
    """Return a number of records, as things that wait or were sent."""
    return _Words().records(count)


def is_collection_point(name: str) -> bool:
    """Whether who holds something of this computer is the campus's collection point."""
    from ujuzi.services.delivery.relays import HOLDER

    return name.startswith(HOLDER)


def holder_name(name: str) -> str:
    """Return what people call who holds something: a folder by its name, a collection point so."""
    return _Words().collection_point() if is_collection_point(name) else name


def _short(name: str) -> str:
    """Return a name of which the rail has room for one line."""
    return name if len(name) <= MOST_NAME_LENGTH else f"{name[: MOST_NAME_LENGTH - 1]}…"


class _Words(QObject):
    """The translator's context of these words."""

    def state_line(self, courier: Courier) -> str:
        standing = courier.standing
        if standing is None or not standing.hub:
            return self.tr("All work is saved on this computer")
        if courier.is_busy:
            return self.tr("Sending: {size} so far").format(size=bytes_(courier.sent_bytes))
        if needs_a_person(standing):
            return self.tr("Saved here. The hub asks for something: see Sync")
        if standing.holder is not None:
            return self.tr(
                "{recorded} recorded; {held} held on {holder} since {date}; {landed} arrived"
            ).format(
                recorded=standing.events,
                held=standing.held,
                holder=_short(holder_name(standing.holder.name)),
                date=day(standing.holder.held_at),
                landed=standing.landed,
            )
        if standing.waiting:
            waiting = self.records(standing.waiting)
            return self.tr("Saved here; for the hub: {records}").format(records=waiting)
        if standing.landed_at is not None:
            return self.tr("Arrived at the hub on {date}").format(date=day(standing.landed_at))
        return self.tr("All work is saved on this computer")

    def collection_point(self) -> str:
        return self.tr("the collection point")

    def records(self, count: int) -> str:
        return self.tr("%n record(s)", "", count)

    def problem(self, code: str) -> str:
        known = {
            Code.HUB_UNREACHABLE: self.tr(
                "The hub could not be reached. Nothing is lost; Ujuzi tries again by itself."
            ),
            Code.HUB_BUSY: self.tr(
                "The hub was busy, or is being repaired. Nothing is lost; Ujuzi tries again by"
                " itself."
            ),
            Code.NOT_A_HUB: self.tr(
                "Something other than the hub answered, perhaps the sign-in page of a network."
                " Open that network's page in a browser, then send again. If this goes on, tell"
                " your coordinator. Nothing is lost."
            ),
            Code.MESSAGE_TOO_LARGE: self.tr(
                "Something on the way to the hub lets no message of this size through. Tell your"
                " coordinator: whoever keeps the hub can allow larger ones. Nothing is lost; Ujuzi"
                " tries again by itself."
            ),
            Code.CERTIFICATE_WRONG: self.tr(
                "What answered cannot prove that it is the hub; perhaps it is the sign-in page of a"
                " network. Open that network's page in a browser, then send again. If this goes on,"
                " tell your coordinator. Nothing is lost."
            ),
            Code.CERTIFICATE_EXPIRED: self.tr(
                "This computer's clock says {date}, and by that date the hub's certificate has run"
                " out. If the date is wrong, set the clock and send again; if it is right, tell"
                " your coordinator. Nothing is lost."
            ).format(date=today()),
            Code.CLOSING: self.tr(
                "Ujuzi was closed before the exchange was over. Nothing is lost."
            ),
            STOPPED: self.tr("Stopped. What has arrived stays at the hub; the rest waits."),
            Code.NOT_REGISTERED: self.tr(
                "This computer is not registered at a hub yet. Ask your coordinator for a code."
            ),
            Code.KEY_LOST: self.tr(
                "The key by which the hub knows this computer is gone from its disk. Ask your"
                " coordinator for a new code; nothing is lost."
            ),
            Code.CODE_UNKNOWN: self.tr(
                "The hub does not know this code, or it was used or has run out. Ask your"
                " coordinator for a new one."
            ),
            Code.ANOTHER_HUB: self.tr(
                "This is another hub than the one at which this computer is registered. Whoever"
                " keeps this computer decides that: type the steward code, and register again."
            ),
            Code.ADDRESS_WRONG: self.tr(
                "This is not the address of a hub. Look at what you were given."
            ),
            Code.REGISTRATION_FILE_WRONG: self.tr(
                "This file is not a registration file. Ask your coordinator for it again."
            ),
            Code.FILE_UNREADABLE: self.tr("The file cannot be read. Was the stick pulled out?"),
            Code.DEVICE_UNKNOWN: self.tr(
                "The hub does not know this computer any more. Ask your coordinator for a new code;"
                " nothing is lost."
            ),
            Code.DEVICE_STOLEN: self.tr(
                "This computer was reported stolen, so the hub does not take its results. If it is"
                " back, tell your coordinator; nothing is lost."
            ),
            Code.DEVICE_REVOKED: self.tr(
                "This computer was retired at the hub. Ask your coordinator for a new code; nothing"
                " is lost."
            ),
            Code.DEVICE_TAKEN: self.tr(
                "The hub has another computer under this one's name. Ask your coordinator for a new"
                " code; nothing is lost."
            ),
            Code.ENROLMENT_WAITS: self.tr(
                "Your coordinator has to say first that this computer belongs to the campus. You"
                " can work meanwhile: nothing is lost, and Ujuzi asks again by itself."
            ),
            Code.ENROLMENTS_FULL: self.tr(
                "Too many new computers wait at this campus. Tell your coordinator; nothing is"
                " lost."
            ),
            Code.SUCCESSION_WAITS: self.tr(
                "Several computers say that they follow this one, as copies of a disk do. Tell your"
                " coordinator, who can admit it or give you a new code; nothing is lost."
            ),
            Code.SUCCESSORS_FULL: self.tr(
                "Too many computers say that they follow this one, as copies of a disk do. Ask your"
                " coordinator for a new code; nothing is lost."
            ),
            Code.DEVICE_FORKED: self.tr(
                "The hub has another history of this computer. Tell your coordinator; nothing is"
                " lost."
            ),
            Code.HUB_PUT_BACK: self.tr(
                "The hub knows less than it did: a backup of it was put back, and nobody has told"
                " it. Tell your coordinator; nothing is lost."
            ),
            Code.SIGNATURE_WRONG: self.tr(
                "Who answered is not the hub at which this computer is registered, so nothing was"
                " sent. Tell your coordinator."
            ),
            Code.VERSION_UNKNOWN: self.tr(
                "The hub is older than this Ujuzi. Tell your coordinator that it must be updated."
            ),
            Code.PARKED_FULL: self.tr(
                "The hub waits for earlier results of this computer, which are still on a stick."
                " Bring that stick to your coordinator."
            ),
        }
        return known.get(code, "")

    def registration_problem(self, code: str) -> str:
        known = {
            Code.HUB_UNREACHABLE: self.tr(
                "The hub could not be reached, so this computer is not registered. Ujuzi does not"
                " try again by itself: look at the address and the network, then press Register."
            ),
            Code.HUB_BUSY: self.tr(
                "The hub was busy, or is being repaired, so this computer is not registered. Ujuzi"
                " does not try again by itself: press Register in a few minutes."
            ),
            Code.NOT_A_HUB: self.tr(
                "Something other than the hub answered, perhaps the sign-in page of a network, so"
                " this computer is not registered. Open that network's page in a browser, then"
                " press Register again."
            ),
            Code.CERTIFICATE_WRONG: self.tr(
                "What answered cannot prove that it is the hub, so this computer is not registered;"
                " perhaps it is the sign-in page of a network. Open that network's page in a"
                " browser, then press Register again. If this goes on, tell your coordinator."
            ),
            Code.CERTIFICATE_EXPIRED: self.tr(
                "This computer's clock says {date}, and by that date the hub's certificate has run"
                " out, so this computer is not registered. If the date is wrong, set the clock and"
                " press Register again; if it is right, tell your coordinator."
            ).format(date=today()),
            Code.CLOSING: self.tr(
                "Ujuzi was closed before this computer was registered. Press Register again."
            ),
        }
        return known.get(Code.received(code), "")

    def refused(self, code: str) -> str:
        other = self.tr("The hub did not accept this: {code}. Tell your coordinator this word.")
        return other.format(code=code)
