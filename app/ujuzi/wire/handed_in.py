"""A submission as it travels in an event: packed, sealed to the hub, and bound to its attempt.

    sealed = base64( envelope( header: learner and attempt; content: zlib( msgpack(Submission) ) ) )

The header is bound into the envelope, so nobody can hand in another learner's answers as her own.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping

import msgspec

from ujuzi.domain.item import GRADING
from ujuzi.domain.sitting import SUBMISSION, Submission
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import seal
from ujuzi.wire.limits import MAX_SUBMISSION_BYTES

HEADER = "ujuzi submission 1\n"


def seal_submission(submission: Submission, sealing_key: bytes) -> str:
    """Return a submission that only the owner of `sealing_key` (raw X25519) can read."""
    content = zlib.compress(msgspec.msgpack.encode(submission), 9)
    header = _header(submission.learner, submission.attempt)
    return base64.b64encode(seal.seal(content, header, (sealing_key,))).decode()


def open_submission(
    sealed: str, private_keys: Mapping[str, bytes], learner: str, attempt: str
) -> Submission:
    """Return what `learner` handed in for `attempt`, with our keys by their ids.

    Raises RefusedError: what `seal.unseal` raises, `submission-malformed`, `submission-too-new`,
    and `submission-not-hers` where it was sealed for another learner or attempt.
    """
    try:
        envelope = base64.b64decode(sealed, validate=True)
    except MALFORMED as error:
        raise _malformed() from error
    header, content = seal.unseal(envelope, private_keys)
    submission = _read(content)
    if header != _header(learner, attempt) or header != _header(
        submission.learner, submission.attempt
    ):
        raise RefusedError(Code.SUBMISSION_NOT_HERS, "This was handed in for another attempt.")
    return submission


def _read(content: bytes) -> Submission:
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(content, MAX_SUBMISSION_BYTES)
        if not inflater.eof:
            raise _malformed()
        submission = msgspec.msgpack.decode(packed, type=Submission)
    except MALFORMED as error:
        raise _malformed() from error
    if submission.version > SUBMISSION or submission.grading > GRADING:
        raise RefusedError(Code.SUBMISSION_TOO_NEW, "A newer Ujuzi handed this in.")
    return submission


def _header(learner: str, attempt: str) -> bytes:
    return f"{HEADER}{learner}\n{attempt}".encode()


def _malformed() -> RefusedError:
    return RefusedError(Code.SUBMISSION_MALFORMED, "What was handed in cannot be read.")
