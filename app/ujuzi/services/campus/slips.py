"""Codes for many people at once: made beside the desk, for each takes a moment to be hidden.

A code is in the clear in what is returned, and nowhere else. An act carries its hash, for the hub;
of who signs in with it at a computer the verifier too (argon2id), for the computers of the campus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ujuzi.credentials.secrets import digest_of, new_code, plain_code, verifier_of
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.listed import CampusPerson, Slip, SlipKind
from ujuzi.wire.deeds import CodeVerifier, Deed, LetIn, MakeCodes, PersonCode, cut

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import WaitFor

Report = Callable[[int, int], None]
"""Told how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class MadeSlip:
    """A code that was made for somebody and is not signed yet; `verifier` is of one to sign in."""

    person: CampusPerson
    code: str
    verifier: str = ""

    @property
    def kind(self) -> SlipKind:
        """What the code is for."""
        return SlipKind.SIGN_IN if self.verifier else SlipKind.LINK


def never() -> bool:
    """Whether to stop, where nobody can ask for it."""
    return False


def make(
    people: Sequence[CampusPerson],
    report: Report | None = None,
    cancelled: Callable[[], bool] = never,
) -> tuple[MadeSlip, ...]:
    """Return a new code for each; needs no desk. Raises RefusedError `slips-stopped`."""
    made = []
    for count, person in enumerate(people, 1):
        if cancelled():
            raise RefusedError(Code.SLIPS_STOPPED, "Stopped; nobody was given a code.")
        code = new_code()
        verifier = verifier_of(plain_code(code)) if person.learners else ""
        made.append(MadeSlip(person, code, verifier))
        if report is not None:
            report(count, len(people))
    return tuple(made)


def deeds_of(made: Iterable[MadeSlip], until: Milliseconds) -> tuple[Deed, ...]:
    """Return what is to be signed so that the codes are known, in as many acts as they need."""
    links, verifiers = [], []
    for each in made:
        digest = digest_of(each.code)
        if each.verifier:
            verifiers += [
                CodeVerifier(learner, each.verifier, until, digest)
                for learner in each.person.learners
            ]
        else:
            links.append(PersonCode(each.person.person, digest))
    return (*cut(MakeCodes(tuple(links))), *cut(LetIn(tuple(verifiers))))


def slips_of(
    made: Iterable[MadeSlip], until: Milliseconds, campuses: Mapping[str, str]
) -> tuple[Slip, ...]:
    """Return what is printed; `campuses` are names by id."""
    return tuple(
        Slip(
            each.person.person,
            each.person.name,
            each.code,
            each.kind,
            until,
            campuses.get(each.person.campus, each.person.campus),
        )
        for each in made
    )


def make_slips(
    wait_for: WaitFor,
    by: LearnerId,
    people: Sequence[str],
    report: Report | None = None,
    cancelled: Callable[[], bool] = never,
) -> tuple[Slip, ...]:
    """Make a code for each of these people from another thread than the desk's, and sign them.

    Until it signs, nothing is kept of it. Raises RefusedError `slips-stopped`, and as acts do.
    """
    due: tuple[CampusPerson, ...] = wait_for(lambda desk: desk.campus_people.due(by, people))
    made = make(due, report, cancelled)
    slips: tuple[Slip, ...] = wait_for(lambda desk: desk.campus_people.hand_out(by, made))
    return slips
