"""One immutable fact that a device recorded, and every kind there is.

An event is identified by `(device, sequence)`. Its order against the events of other devices is
its `Stamp`: a Lamport counter, then the device; never a wall clock. `recorded_at` keeps what the
device's clock claimed. A body's field names are the wire's and the database's: they never change
meaning, and fields are only ever added, with a default. A kind that this program does not know is
kept as `Unknown` and travels on untouched.

An event that a device took over from an identity it had to give up (a forked device) carries that
first identity as its `origin`; folds and counts run over origins, so that nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple, NewType

import msgspec

from ujuzi.errors import MALFORMED

DeviceId = NewType("DeviceId", str)
LearnerId = NewType("LearnerId", str)
BLANK = "erased"
"""The kind of an event of which nothing is kept: whose it was has been erased."""
OF_THE_COMPUTER = LearnerId("computer")
"""In the place of a learner, of what was done to a computer and by nobody who studies there."""
Milliseconds = NewType("Milliseconds", int)
"""Milliseconds since 1970-01-01T00:00Z, as some clock claimed."""

MOST_LAMPORT = 2**53
"""No counter is beyond this: who claims one lies, and every store and reader can hold it."""

EVENT_BYTES_MOST = 6 * 1024 * 1024
"""What an event may say and still fit a batch, however little it compresses."""


class Stamp(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """The total order of events: Lamport counter, then device (DESIGN section 3)."""

    lamport: int
    device: str


NEVER = Stamp(0, "")
"""Before every event."""


class Origin(NamedTuple):
    """The identity under which an event was first recorded."""

    device: DeviceId
    sequence: int


class Body(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What happened. `kind` is its name in the database and on the wire.

    Bodies and events hold texts and numbers, no cycles: the collector need not look at them.
    """

    kind: ClassVar[str]


class ProfileCreated(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A person made a profile on this computer, offline."""

    kind = "profile-created"
    name: str
    role: str
    language: str
    institution: str = ""
    staff_number: str = ""
    sex: str = ""


class ProfileChanged(Body, frozen=True, omit_defaults=True, kw_only=True):
    """One or more fields of a profile were edited; an absent field did not change."""

    kind = "profile-changed"
    name: str | None = None
    role: str | None = None
    language: str | None = None
    institution: str | None = None
    staff_number: str | None = None
    sex: str | None = None


class ProfileLinked(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner typed the one-time code that links her profile to a person of the roster.

    `proof` says which code, and that it was typed here (`credentials.secrets`); programs before it
    told the `code` itself.
    """

    kind = "profile-linked"
    code: str = ""
    proof: str = ""


class ProfileUnlinked(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner said that the person her profile is linked to is not she."""

    kind = "profile-unlinked"


class PinReset(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner's PIN was set on a computer without her old one: the audit trail.

    `authority` says whose code allowed it: `steward-code`, `coordinator-code`, or `own-code`, which
    another computer of hers had shown. `proof` is there where a code of hers was typed, also beside
    the steward's: it proves that she sits here.
    """

    kind = "pin-reset"
    authority: str = "steward-code"
    proof: str = ""


class SignedIn(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner signed in again where she had not for weeks: her seat there is in use."""

    kind = "signed-in"


class SignInCodeTyped(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner typed a code of hers at a computer that she uses already: it proves her seat."""

    kind = "sign-in-code-typed"
    proof: str


class SignInCodeShown(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner who takes her profile along was shown a code; `digest` is all that is kept (hex).

    Who types it under her name at another computer sits there by her will.
    """

    kind = "sign-in-code-shown"
    digest: str


class PublisherTrusted(Body, frozen=True, omit_defaults=True, kw_only=True):
    """The steward trusted a publisher's key on this computer: the audit trail."""

    kind = "publisher-trusted"
    publisher: str
    fingerprint: str


class ReportExported(Body, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody took a report of people along as a file: the audit trail, for who must destroy it.

    `file` is the file's name, `rows` how many rows it has; `shown` says of what: a view and what it
    was narrowed to, without any name.
    """

    kind = "report-exported"
    file: str
    format: str
    shown: str
    rows: int


class ComputerClosed(Body, frozen=True, omit_defaults=True, kw_only=True):
    """The steward closed this computer: nothing is recorded here until it is opened again.

    So what was told up to this event is all that there is, of `OF_THE_COMPUTER`.
    """

    kind = "computer-closed"


class ComputerOpened(Body, frozen=True, omit_defaults=True, kw_only=True):
    """The steward opened a computer again that was closed, of `OF_THE_COMPUTER`."""

    kind = "computer-opened"


class CoordinatorActed(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A coordinator did something by her grant; `signed` is the act itself, in base64.

    `enclosure` is what of it is for the hub alone, in base64 as well. Its own signature says whose
    it is (`wire.acts`), whoever is signed in where it is recorded.
    """

    kind = "coordinator-acted"
    act: str
    signed: str
    enclosure: str = ""


class Enrolled(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner took up a course."""

    kind = "enrolled"
    course: str


class ActivityBody(Body, frozen=True, omit_defaults=True, kw_only=True):
    """Something done in one activity; `pack` is the SHA-256 (hex) of the manifest studied from."""

    course: str
    activity: str
    pack: str


class ActivityOpened(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """An activity came on the screen."""

    kind = "activity-opened"


class ActivityLeft(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """A visit ended: one event a visit.

    `position` is the fraction shown, 0 to 1. `seconds` is this device's total time on task in this
    activity so far (a grow-only counter, so hearing it twice adds nothing).
    """

    kind = "activity-left"
    position: float = 0.0
    seconds: int = 0


class ActivityCompleted(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """A lesson's *Done, continue*, a video's 90 %, a quiz's end.

    `times` is how often its completion had been taken back before.
    """

    kind = "activity-completed"
    times: int = 0


class ActivityReopened(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """A completion was taken back: somebody had pressed *Done* too soon.

    `times` is how often it now has been; `course_times` the same of the course's completion, where
    that goes too. Counters, so that it does not matter in which order anything is heard.
    """

    kind = "activity-reopened"
    times: int = 1
    course_times: int = 0


class CourseCompleted(Body, frozen=True, omit_defaults=True, kw_only=True):
    """Every required activity of the course, in the version `pack`, is complete.

    `times` is how often its completion had been taken back before.
    """

    kind = "course-completed"
    course: str
    pack: str
    times: int = 0


class QuizAnswered(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """One response was confirmed in a practice quiz. `response` is as `domain.item` defines it."""

    kind = "quiz-answered"
    attempt: str
    item: str
    response: tuple[str, ...]
    right: bool


class QuizFinished(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """A practice quiz was finished: `right` of `items` fully right."""

    kind = "quiz-finished"
    attempt: str
    right: int
    items: int


class NoteWritten(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """A note's text is now `text`; empty text removes the note."""

    kind = "note-written"
    note: str
    text: str
    position: float = 0.0


class BookmarkSet(ActivityBody, frozen=True, omit_defaults=True, kw_only=True):
    """The bookmark of an activity was set or cleared."""

    kind = "bookmark-set"
    marked: bool


class AssessmentBody(Body, frozen=True, omit_defaults=True, kw_only=True):
    """Something that happened in one attempt at an assessment."""

    course: str
    assessment: str
    attempt: str
    pack: str


class AssessmentBegun(AssessmentBody, frozen=True, omit_defaults=True, kw_only=True):
    """The questions of an attempt came on the screen: from now on it is one of those allowed.

    `opened_by` names the one-time code that opened a supervised sitting. `drawing` is the rule by
    which the questions were drawn, `number` and `ticket_key` say of which ticket, and `mac` proves
    that it, or the code, was at hand (`domain.ticket`).
    """

    kind = "assessment-begun"
    opened_by: str = ""
    drawing: int = 1
    ticket_key: str = ""
    number: int = 0
    mac: str = ""


class AssessmentSubmitted(AssessmentBody, frozen=True, omit_defaults=True, kw_only=True):
    """An attempt was handed in; `sealed` is its submission, which the hub alone can open (base64).

    What is sealed is `domain.sitting.Submission`.
    """

    kind = "assessment-submitted"
    sealed: str


class AppealMade(Body, frozen=True, omit_defaults=True, kw_only=True):
    """A learner asks for a second look at the result of an attempt; `text` is why, in her words."""

    kind = "appeal-made"
    course: str
    assessment: str
    attempt: str
    text: str


class SelfAssessmentBody(Body, frozen=True, omit_defaults=True, kw_only=True):
    """Something that happened in one round of a self-assessment."""

    framework: str
    round: str


class SelfRated(SelfAssessmentBody, frozen=True, omit_defaults=True, kw_only=True):
    """A learner rated herself on one statement of her role's questionnaire, 1 to 5."""

    kind = "self-rated"
    role: str
    statement: str
    rating: int


class SelfAssessmentFinished(SelfAssessmentBody, frozen=True, omit_defaults=True, kw_only=True):
    """A round was finished."""

    kind = "self-assessment-finished"


class SelfAssessmentShared(SelfAssessmentBody, frozen=True, omit_defaults=True, kw_only=True):
    """A learner lets her institution see a round with her name, or no longer."""

    kind = "self-assessment-shared"
    shared: bool


class Unknown(Body, frozen=True, kw_only=True):
    """A kind from a newer program: kept and forwarded, byte for byte, never interpreted."""

    kind = "unknown"
    name: str
    payload: bytes


KINDS: dict[str, type[Body]] = {
    body.kind: body
    for body in (
        ProfileCreated,
        ProfileChanged,
        ProfileLinked,
        ProfileUnlinked,
        PinReset,
        SignedIn,
        SignInCodeTyped,
        SignInCodeShown,
        PublisherTrusted,
        ReportExported,
        ComputerClosed,
        ComputerOpened,
        CoordinatorActed,
        Enrolled,
        ActivityOpened,
        ActivityLeft,
        ActivityCompleted,
        ActivityReopened,
        CourseCompleted,
        QuizAnswered,
        QuizFinished,
        NoteWritten,
        BookmarkSet,
        AssessmentBegun,
        AssessmentSubmitted,
        AppealMade,
        SelfRated,
        SelfAssessmentFinished,
        SelfAssessmentShared,
    )
}

VERBS: dict[str, str] = {
    "profile-created": "http://adlnet.gov/expapi/verbs/registered",
    "profile-changed": "http://activitystrea.ms/schema/1.0/update",
    "profile-linked": "http://activitystrea.ms/schema/1.0/update",
    "profile-unlinked": "http://activitystrea.ms/schema/1.0/update",
    "pin-reset": "http://activitystrea.ms/schema/1.0/authorize",
    "signed-in": "http://activitystrea.ms/schema/1.0/authenticate",
    "sign-in-code-typed": "http://activitystrea.ms/schema/1.0/authorize",
    "sign-in-code-shown": "http://activitystrea.ms/schema/1.0/authorize",
    "publisher-trusted": "http://activitystrea.ms/schema/1.0/authorize",
    "report-exported": "http://activitystrea.ms/schema/1.0/save",
    "computer-closed": "http://activitystrea.ms/schema/1.0/close",
    "computer-opened": "http://activitystrea.ms/schema/1.0/open",
    "coordinator-acted": "http://activitystrea.ms/schema/1.0/authorize",
    "enrolled": "http://adlnet.gov/expapi/verbs/registered",
    "activity-opened": "http://adlnet.gov/expapi/verbs/initialized",
    "activity-left": "http://adlnet.gov/expapi/verbs/terminated",
    "activity-completed": "http://adlnet.gov/expapi/verbs/completed",
    "activity-reopened": "http://adlnet.gov/expapi/verbs/voided",
    "course-completed": "http://adlnet.gov/expapi/verbs/completed",
    "quiz-answered": "http://adlnet.gov/expapi/verbs/answered",
    "quiz-finished": "http://adlnet.gov/expapi/verbs/completed",
    "note-written": "http://adlnet.gov/expapi/verbs/commented",
    "bookmark-set": "http://id.tincanapi.com/verb/bookmarked",
    "assessment-begun": "http://adlnet.gov/expapi/verbs/attempted",
    "assessment-submitted": "http://activitystrea.ms/schema/1.0/submit",
    "appeal-made": "http://activitystrea.ms/schema/1.0/request",
    "self-rated": "http://id.tincanapi.com/verb/rated",
    "self-assessment-finished": "http://adlnet.gov/expapi/verbs/completed",
    "self-assessment-shared": "http://adlnet.gov/expapi/verbs/shared",
}
"""Event kind -> xAPI verb IRI (ADL vocabulary; cmi5 verbs where cmi5 defines one)."""


class Event(msgspec.Struct, frozen=True, gc=False):
    """One fact. Sequences of a device run 1, 2, 3, ... without a gap."""

    device: DeviceId
    sequence: int
    lamport: int
    learner: LearnerId
    recorded_at: Milliseconds
    body: Body
    first_recorded_as: Origin | None = None

    @property
    def stamp(self) -> Stamp:
        """Its place in the order of all events; told again under a new identity, it keeps it."""
        return Stamp(self.lamport, (self.first_recorded_as or self).device)

    @property
    def origin(self) -> Origin:
        """The identity under which it counts."""
        return self.first_recorded_as or Origin(self.device, self.sequence)


def kind_of(body: Body) -> str:
    """Return the kind's name, also of a body that this program does not know."""
    return body.name if isinstance(body, Unknown) else body.kind


def encode_body(body: Body) -> bytes:
    """Return the body as JSON, without its kind."""
    return body.payload if isinstance(body, Unknown) else msgspec.json.encode(body)


def decode_body(kind: str, payload: bytes) -> Body:
    """Return the body of `kind`; one that cannot be read as that kind comes back as `Unknown`."""
    if kind not in KINDS:
        return Unknown(name=kind, payload=payload)
    try:
        return _decoder(kind).decode(payload)
    except MALFORMED:
        return Unknown(name=kind, payload=payload)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Body]:
    """Return the decoder of a kind; nobody waits for those of kinds that are never read."""
    return msgspec.json.Decoder(KINDS[kind])


def body_of(kind: str, fields: Mapping[str, Any], payload: bytes) -> Body:
    """Return what `decode_body` does, of a payload whose fields have been read already."""
    known = KINDS.get(kind)
    if known is None:
        return Unknown(name=kind, payload=payload)
    try:
        return msgspec.convert(fields, known)
    except msgspec.ValidationError:
        return Unknown(name=kind, payload=payload)
