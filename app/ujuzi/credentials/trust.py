"""The list: what a computer must know to check certificates, in one file that travels on sticks.

It holds the key list and the newest status lists, each signed by itself; the file is not signed.
Nothing in it is believed before its own signature is: the key list's by the root, a status list's
by an issuing key on that list, which may sign as the list's issuer. Lists are kept by their id and
their issuer, so that nobody's list takes the place of another's; beside them stand the reasons of
what they revoke. A key that is retired goes on signing the status of what it issued, where it was
the issuer: standard verifiers want one issuer of both. Where roots took over from one another, the
key lists with which they did so, signed by both, stand beside: they lead from whichever root is
trusted to the one that signs now. Reads no disk and no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Annotated, Any

import msgspec

from ujuzi.credentials import status_list as status_lists
from ujuzi.credentials.data_integrity import verify_proof
from ujuzi.credentials.key_list import (
    ISSUING,
    KeyList,
    ListedKey,
    Root,
    read_key_list,
    root_named_in,
)
from ujuzi.credentials.meaning import MAX_SHOWN, Document
from ujuzi.credentials.status_list import Reasons, StatusList, list_number, with_reasons
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import Code, RefusedError

FORMAT = 1
MAX_BYTES = 64_000_000
MAX_STATUS_LISTS = 1_000
MAX_HANDOVERS = 100


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """A verified key list and the verified status lists of its issuers."""

    key_list: KeyList
    status_lists: tuple[StatusList, ...] = ()

    def issuer(self, did: str) -> ListedKey | None:
        """Return an entry of the key list that signs as this issuer, a good one if there is."""
        listed = self.key_list.signing_as(did)
        return next((each for each in listed if not each.revoked), next(iter(listed), None))

    def status_list(
        self, list_id: str, organisation: str, issuers: Collection[str] = ()
    ) -> StatusList | None:
        """Return a list that this organisation itself has published.

        Two hubs of one organisation may have begun lists by the same id: that of the credential's
        issuer is meant, if there is one.
        """
        published = self._published_by(organisation)
        return _of(issuers, (each for each in published if each.id == list_id))

    def numbered(
        self, number: int, organisation: str, issuers: Collection[str] = ()
    ) -> StatusList | None:
        """Return the organisation's list of a number, as stubs name it."""
        published = self._published_by(organisation)
        return _of(issuers, (each for each in published if list_number(each.id) == number))

    def _published_by(self, organisation: str) -> Iterator[StatusList]:
        for each in self.status_lists:
            listed = self.issuer(each.issuer)
            if listed and not listed.revoked and listed.organisation == organisation:
                yield each


class _File(msgspec.Struct, frozen=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    key_list: dict[str, Any]
    status_lists: Annotated[tuple[dict[str, Any], ...], msgspec.Meta(max_length=MAX_STATUS_LISTS)]
    handovers: Annotated[tuple[dict[str, Any], ...], msgspec.Meta(max_length=MAX_HANDOVERS)] = ()
    reasons: Annotated[tuple[Reasons, ...], msgspec.Meta(max_length=MAX_STATUS_LISTS)] = ()


def write_list(
    key_list: bytes,
    status_list_credentials: Iterable[Document],
    handovers: Iterable[bytes] = (),
    reasons: Iterable[Reasons] = (),
) -> bytes:
    """Return the file of a signed key list, signed status lists with the reasons that stand beside
    them, and handovers in their order."""
    file = _File(
        FORMAT,
        msgspec.json.decode(key_list),
        tuple(map(dict, status_list_credentials)),
        tuple(map(msgspec.json.decode, handovers)),
        tuple(reasons),
    )
    return msgspec.json.encode(file)


def read_list(data: bytes, root: Root, previous: Trust | None = None) -> Trust:
    """Return what a file of the list says, verified; of `previous`, what is newer is kept.

    Raises RefusedError: `list-malformed`, `list-tampered` where a status list is not what an
    issuer signed, or what `read_key_list` raises.
    """
    file = _decode(data)
    known = previous.key_list if previous else None
    for handover in file.handovers:
        with suppress(RefusedError):  # it leads from another root, or is behind what is known
            known = read_key_list(msgspec.json.encode(handover), root, known)
    key_list = read_key_list(msgspec.json.encode(file.key_list), root, known)
    newest = {(each.id, each.issuer): each for each in previous.status_lists} if previous else {}
    for credential in file.status_lists:
        offered = _verified(credential, key_list)
        place = offered.id, offered.issuer
        former = newest.get(place)
        if former is None or former.is_older_than(offered):
            newest[place] = with_reasons(offered, [_said(former)] if former else [])
    for said, listed in _verified_reasons(file.reasons, key_list):
        for place, each in newest.items():
            if said.list == each.id and listed.signs_as(each.issuer):
                newest[place] = with_reasons(each, [said.reasons])
    return Trust(key_list=key_list, status_lists=tuple(newest.values()))


def root_of_list(data: bytes) -> Root:
    """Return the root that a file of the list names, for a person who decides to trust it."""
    return root_named_in(msgspec.json.encode(_decode(data).key_list))


def _said(status_list: StatusList) -> dict[str, Revocation]:
    return {str(index): each for index, each in status_list.revoked.items()}


def _verified_reasons(
    reasons: Iterable[Reasons], key_list: KeyList
) -> Iterator[tuple[Reasons, ListedKey]]:
    """Yield the reasons that issuers signed, and by which key; strangers' say nothing.

    Raises RefusedError `list-tampered` where one is not what an issuer signed.
    """
    for each in reasons:
        listed = key_list.find(bytes.fromhex(each.key), ISSUING)
        if listed and not listed.revoked:
            try:
                each.verify()
            except RefusedError as error:
                raise _tampered({"id": each.list}) from error
            yield each, listed


def _verified(credential: Document, key_list: KeyList) -> StatusList:
    """Return what a status list says; a stranger's costs nothing, because it is refused unread."""
    try:
        listed = key_list.signer(credential)
        if listed is None or listed.revoked:
            raise _tampered(credential)
        verify_proof(credential)
        return status_lists.read(credential)
    except RefusedError as error:
        raise _tampered(credential) from error


def _of(issuers: Collection[str], lists: Iterable[StatusList]) -> StatusList | None:
    """Return the list of an issuer, or else the newest: another key signs for one that was lost."""
    found: StatusList | None = None
    for each in lists:
        if each.issuer in issuers:
            return each
        if found is None or found.is_older_than(each):
            found = each
    return found


def _decode(data: bytes) -> _File:
    try:
        if len(data) > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES} bytes")
        return msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RefusedError(
            Code.LIST_MALFORMED, f"This is no list of keys and revocations: {error}.",
            reason=str(error),
        ) from error  # fmt: skip


def _tampered(credential: Document) -> RefusedError:
    status_list_id = str(credential.get("id"))[:MAX_SHOWN]
    return RefusedError(
        Code.LIST_TAMPERED,
        f"The status list {status_list_id} is not what an issuer signed.",
        id=status_list_id,
    )
