"""What is handed in opens at the hub alone, as what it is, and for its own attempt alone."""

from __future__ import annotations

import base64
import zlib

import msgspec
import pytest

from helpers.exams import ATTEMPT, answers, submission
from ujuzi.domain.item import GRADING
from ujuzi.domain.sitting import SUBMISSION, Submission
from ujuzi.errors import RefusedError
from ujuzi.wire import seal
from ujuzi.wire.handed_in import open_submission, seal_submission
from ujuzi.wire.limits import MAX_SUBMISSION_BYTES

PRIVATE, PUBLIC = seal.new_key()
KEYS = {seal.key_id(PUBLIC): PRIVATE}
HANDED_IN = submission(answers(3), gaps=((1, 2),))


def sealed_by_hand(content: bytes, learner: str = "ada") -> str:
    header = f"ujuzi submission 1\n{learner}\n{ATTEMPT}".encode()
    return base64.b64encode(seal.seal(content, header, (PUBLIC,))).decode()


def test_what_is_sealed_opens_as_what_it_was() -> None:
    sealed = seal_submission(HANDED_IN, PUBLIC)

    assert open_submission(sealed, KEYS, "ada", ATTEMPT) == HANDED_IN
    assert b"Answer" not in base64.b64decode(sealed)


@pytest.mark.parametrize(("learner", "attempt"), [("awa", ATTEMPT), ("ada", "another")])
def test_nobody_hands_in_what_was_sealed_for_another(learner: str, attempt: str) -> None:
    with pytest.raises(RefusedError) as error:
        open_submission(seal_submission(HANDED_IN, PUBLIC), KEYS, learner, attempt)
    assert error.value.code == "submission-not-hers"


def test_a_header_that_contradicts_its_content_is_refused() -> None:
    packed = zlib.compress(msgspec.msgpack.encode(HANDED_IN))

    with pytest.raises(RefusedError) as error:
        open_submission(sealed_by_hand(packed, "awa"), KEYS, "awa", ATTEMPT)
    assert error.value.code == "submission-not-hers"


@pytest.mark.parametrize(
    "sealed",
    [
        "no base64!",
        sealed_by_hand(b"no zlib"),
        sealed_by_hand(zlib.compress(b"\xc1")),
        sealed_by_hand(zlib.compress(msgspec.msgpack.encode(HANDED_IN))[:-5]),
        sealed_by_hand(zlib.compress(bytes(MAX_SUBMISSION_BYTES + 1))),
    ],
)
def test_what_cannot_be_read_is_refused(sealed: str) -> None:
    with pytest.raises(RefusedError) as error:
        open_submission(sealed, KEYS, "ada", ATTEMPT)
    assert error.value.code == "submission-malformed"


@pytest.mark.parametrize("later", [{"version": SUBMISSION + 1}, {"grading": GRADING + 1}])
def test_a_later_version_is_left_for_a_later_program(later: dict[str, int]) -> None:
    handed_in = msgspec.structs.replace(HANDED_IN, **later)
    newer = zlib.compress(msgspec.msgpack.encode(handed_in))

    with pytest.raises(RefusedError) as error:
        open_submission(sealed_by_hand(newer), KEYS, "ada", ATTEMPT)
    assert error.value.code == "submission-too-new"


def test_what_was_handed_in_before_tickets_says_that_its_attempt_drew_it() -> None:
    fields = list(msgspec.structs.astuple(msgspec.structs.replace(HANDED_IN, version=1)))
    before = zlib.compress(msgspec.msgpack.encode(fields[:15]))

    read = open_submission(sealed_by_hand(before), KEYS, "ada", ATTEMPT)

    assert read == Submission(*fields[:15])
    assert (read.drawing, read.ticket_key, read.number, read.mac) == (1, "", 0, "")
    assert read.grading == 1
