"""The registration file of a campus: which hub, by which keys, for as many computers as you like.

It is JSON, and holds no code. A computer that reads it works for that campus at once; the hub takes
it in when a person of the campus has said that it is one of theirs. The hub signs it, so that an
address and a campus go with the keys that they stand beside; whoever gives the file out vouches for
the keys themselves.
"""

from __future__ import annotations

from typing import Any

import msgspec
import rfc8785

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, PublicKey
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.batch import Signer

MOST_BYTES = 16_384
CONTEXT = b"ujuzi campus registration 1\n"
SIGNATURE = "signature"


class CampusRegistration(msgspec.Struct, frozen=True, kw_only=True):
    """What a computer must know of its hub before it has ever reached it.

    `hub` is its address; keys are in hexadecimal. `root` is the root of the hub's key list as JSON
    text, empty where there is none.
    """

    hub: str
    hub_key: str
    sealing_key: str
    institution: str
    campus: str
    name: str = ""
    """What people call the campus."""
    epoch: str = ""
    epoch_number: int = 0
    root: str = ""
    folder: str = ""
    """The campus's shared folder, as its computers reach it; empty where there is none."""
    signature: str = ""


def write(registration: CampusRegistration, key: Signer) -> bytes:
    """Return the file, signed by the hub."""
    said = msgspec.to_builtins(registration)
    said[SIGNATURE] = key.sign(_message(said)).hex()
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def read(data: bytes) -> CampusRegistration:
    """Return what a registration file says, as the hub signed it.

    What a later version adds is passed over, and is signed all the same. Raises RefusedError
    `registration-file-wrong` or `signature-wrong`.
    """
    try:
        said: dict[str, Any] = msgspec.json.decode(data, type=dict[str, Any])
        registration = msgspec.convert(said, CampusRegistration)
        key = bytes.fromhex(registration.hub_key)
        if {len(key), len(bytes.fromhex(registration.sealing_key))} != {PUBLIC_KEY_BYTES}:
            raise ValueError("a key is none")
        texts = (each for each in msgspec.structs.astuple(registration) if isinstance(each, str))
        if any("\0" in each for each in texts):
            raise ValueError("no address or folder is called so")
        signature = bytes.fromhex(registration.signature)
        message = _message(said)
    except (*MALFORMED, rfc8785.CanonicalizationError) as error:
        raise RefusedError(
            Code.REGISTRATION_FILE_WRONG, "This is no registration file of a campus."
        ) from error
    PublicKey(key).verify(signature, message)
    return registration


def _message(said: dict[str, Any]) -> bytes:
    """Return what is signed: everything but the signature, in one form (RFC 8785)."""
    return CONTEXT + rfc8785.dumps({name: said[name] for name in said if name != SIGNATURE})
