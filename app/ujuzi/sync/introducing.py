"""How a computer that the hub does not know yet asks to be known, on whatever road.

One that has read its campus's registration file enrols; one that had to give up its identity
succeeds itself. What it asks is signed, and the same bytes until the hub has answered, so that a
welcome that comes back by folder answers exactly what was asked. Until then it works, seals what it
records, and gets what is public alone.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import RefusedError
from ujuzi.store import event_log
from ujuzi.store.database import Database
from ujuzi.sync import identity, roots
from ujuzi.sync.identity import HubLink, Keys
from ujuzi.wire import documents, introduction, messages
from ujuzi.wire.introduction import ENROLS, SUCCEEDS, WelcomeItem
from ujuzi.wire.messages import Enrolment, Succession, Welcome

if TYPE_CHECKING:
    from ujuzi.credentials.key_list import Root


def enrolment(db: Database, keys: Keys, link: HubLink) -> bytes:
    """Return the signed enrolment of this computer at the campus whose file it has read."""
    device = event_log.device_id(db)
    asked = Enrolment(
        version=messages.VERSION,
        code="",
        device=device,
        name=link.enrols_as,
        public_key=keys.of(device).public.raw,
        sealing_key=_sealing_public(db),
        formers=event_log.former_ids(db)[: messages.MOST_FORMERS],
        campus=link.campus,
    )
    return messages.sign(asked, messages.ENROLMENT_CONTEXT, keys.of(device))


def succession(db: Database, keys: Keys, link: HubLink) -> bytes:
    """Return what names this computer the successor of the identity that the hub knows."""
    device = event_log.device_id(db)
    asked = Succession(
        version=messages.VERSION,
        predecessor=link.predecessor,
        device=device,
        public_key=keys.of(device).public.raw,
        sealing_key=_sealing_public(db),
    )
    return messages.sign(asked, messages.SUCCESSION_CONTEXT, keys.of(link.predecessor))


def introduced(db: Database, keys: Keys) -> bytes | None:
    """Return what stands in front of this computer's first batches; None where it is known.

    Raises RefusedError `key-lost`.
    """
    link = identity.link_of(db)
    if link is None or not (link.enrols_as or link.predecessor):
        return None
    identity.check_key(db, keys)
    if link.enrols_as:
        return introduction.write(ENROLS, enrolment(db, keys, link))
    return introduction.write(SUCCEEDS, succession(db, keys, link))


def welcomed(db: Database, link: HubLink, welcome: Welcome) -> None:
    """Be the identity that the hub knows now."""
    root = root_of(welcome.root)
    with db.atomic():
        if link.enrols_as and root is not None:
            roots.registered(db, root)
        identity.keep(
            db,
            msgspec.structs.replace(
                link,
                predecessor="",
                enrols_as="",
                sealing_key=welcome.sealing_key,
                institution=welcome.institution,
                campus=welcome.campus,
            ),
        )


def take_welcome(db: Database, keys: Keys, items: tuple[bytes, ...]) -> bool:
    """Be known from now on where one of these is the hub's welcome to what this computer asked."""
    wire, link = introduced(db, keys), identity.link_of(db)
    if wire is None or link is None or not items:
        return False
    asked, mine = wire[1:], introduction.digest_of(wire)
    for item in items:
        with suppress(RefusedError):  # somebody made it up: another may be true
            said = messages.decode(item, WelcomeItem)
            if said.introduction != mine:
                continue
            messages.verify(said.welcome, messages.reply_context(asked), PublicKey(link.hub_key))
            welcomed(db, link, messages.read(said.welcome, Welcome))
            return True
    return False


def root_of(named: bytes) -> Root | None:
    """Return the root of the hub's key list, where what the hub signed names one."""
    from ujuzi.credentials.key_list import Root

    return documents.read(named, Root)


def _sealing_public(db: Database) -> bytes:
    """Return the key for which the hub seals what is this computer's alone."""
    return identity.sealing_key(db)[1]
