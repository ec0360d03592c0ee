"""Every computer of the campus checks a coordinator's act by itself, with no network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from helpers.hubs import OTHER_CAMPUS
from helpers.offices import Office
from helpers.stations import NOW, MemoryKeys
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Act
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import RefusedError
from ujuzi.store import accounts, event_log, held, hub_date, inbox, offices
from ujuzi.store import acts as kept
from ujuzi.store import grants as lists_of
from ujuzi.store.database import Database, memory_database
from ujuzi.store.inbox import InboxDocument
from ujuzi.store.offices import KeptOffice
from ujuzi.sync import acts, identity, taking
from ujuzi.sync import grants as lists
from ujuzi.sync.identity import HubLink
from ujuzi.wire import acts as signed
from ujuzi.wire import bundle, documents, grants, messages
from ujuzi.wire.acts import LandedAct
from ujuzi.wire.deeds import (
    LATEST,
    AdmitComputer,
    CodeVerifier,
    Deed,
    EndPerson,
    JudgeSeat,
    LetIn,
    ResetPin,
    RevokeComputer,
)
from ujuzi.wire.grants import DISTRUSTED, LEFT, LIFE_MILLISECONDS, Grant, GrantList

HUB, STRANGER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)
CAMPUS, SCHOOL, NEW = "ouaga-main", "unz", "f" * 16
LATER = Milliseconds(NOW + LIFE_MILLISECONDS + 1)
ADMIT = AdmitComputer(NEW, STRANGER.public.raw, "PC-09")


class Lab:
    """A computer of a campus that no network reaches, and the campus's coordinators."""

    def __init__(self, *, numbered: bool = True) -> None:
        """`numbered`: it has heard of who is coordinator already."""
        self.db = memory_database()
        self.number = 0
        self.landed = 0
        identity.keep(self.db, HubLink("", HUB.public.raw, bytes(32), SCHOOL, CAMPUS))
        self.ada = self._appointed("a", 3)
        self.awa = self._appointed("b", 4)
        if numbered:
            self.name()

    def _appointed(self, name: str, seed: int) -> Office:
        return Office(name * 16, CAMPUS, PublisherKey(bytes([seed]) * 32))

    @property
    def here(self) -> str:
        return event_log.device_id(self.db)

    def grant(self, office: Office) -> Grant:
        key = office.key.public.raw
        person = f"p-{office.grant[0]}"
        return Grant(
            *(office.grant, CAMPUS, person, person, grants.COORDINATOR, key, key),
            *(NOW, NOW + LIFE_MILLISECONDS),
        )

    def name(self, *found: Grant, now: Milliseconds = NOW) -> None:
        """Hear a later list; of the grants that are not given as before."""
        self.number += 1
        named = {each.id: each for each in map(self.grant, (self.ada, self.awa))}
        named |= {each.id: each for each in found}
        told = GrantList(1, SCHOOL, CAMPUS, self.number, NOW, tuple(named.values()))
        lists.take(self.db, grants.write(told, HUB))
        acts.settle(self.db, now)

    def end(self, office: Office, reason: str, last: int) -> None:
        """Hear that a grant has ended, of which so many acts had landed."""
        digest = signed.digest_of(office.signed[last - 1]) if last else bytes(32)
        self.name(replace(self.grant(office), ended=reason, last_act=last, last_digest=digest))

    def hear(self, *wires: bytes, now: Milliseconds = NOW) -> list[tuple[int, str, str]]:
        """Take acts by stick, and return how those of all grants stand."""
        for wire in wires:
            acts.take(self.db, wire, now)
        acts.settle(self.db, now)
        return self.standings

    def land(self, wire: bytes, standing: str = "done", problem: str = "") -> None:
        """Hear what the hub says of an act."""
        self.landed += 1
        told = LandedAct(1, standing, problem, wire)  # type: ignore[arg-type]
        id_ = f"{signed.read(wire).grant}-{signed.read(wire).number:08}"
        inbox.put(self.db, InboxDocument(3, documents.ACT, id_, self.landed, signed.landed(told)))
        acts.settle(self.db, NOW)

    @property
    def standings(self) -> list[tuple[int, str, str]]:
        return [(each.number, each.standing, each.problem) for each in kept.heard(self.db)]

    @property
    def computers(self) -> set[str]:
        """Of which the envelopes are verified here."""
        return {each.device for each in held.computers(self.db)}

    def reset(self, office: Office, learner: str = "cleo", days: int = 14) -> bytes:
        expires = NOW + days * 24 * 3600 * 1000
        return office.act(ResetPin(self.here, learner, "$argon2id$v", expires))

    def opens(self, learner: str = "cleo") -> bool:
        return kept.code_of(self.db, Act.RESET_PIN, learner) is not None


@pytest.fixture
def lab() -> Iterator[Lab]:
    made = Lab()
    yield made
    made.db.close()


def test_an_act_is_done_at_once_and_once(lab: Lab) -> None:
    wire = lab.ada.act(ADMIT)

    assert lab.hear(wire, wire) == [(1, "done", "")]
    assert lab.computers == {NEW}
    lab.land(wire)
    assert lab.standings == [(1, "landed", "")]


def test_a_code_for_this_computer_is_kept_and_one_for_another_is_not(lab: Lab) -> None:
    elsewhere = lab.ada.act(ResetPin("e" * 16, "dora", "$argon2id$v", NOW + 5))
    lab.hear(elsewhere, lab.reset(lab.ada))

    assert lab.opens()
    assert not lab.opens("dora")


def test_a_code_that_has_expired_when_it_comes_opens_nothing(lab: Lab) -> None:
    wire = lab.reset(lab.ada, days=1)

    assert lab.hear(wire, now=Milliseconds(NOW + 2 * 24 * 3600 * 1000)) == [(1, "done", "")]
    assert not lab.opens()


def test_acts_are_done_in_their_order_whenever_they_come(lab: Lab) -> None:
    first, second = lab.ada.act(ADMIT), lab.ada.act(RevokeComputer(NEW, "stolen"))

    assert lab.hear(second) == [(2, "waits", "")]
    assert lab.hear(first) == [(1, "done", ""), (2, "done", "")]
    assert lab.computers == set()


def test_two_coordinators_have_chains_of_their_own(lab: Lab) -> None:
    stands = lab.hear(lab.awa.act(JudgeSeat("cleo", lab.here, was_she=True)), lab.ada.act(ADMIT))

    assert stands == [(1, "done", ""), (1, "done", "")]


def test_what_a_stranger_signed_is_refused(lab: Lab) -> None:
    forged = Office(lab.ada.grant, CAMPUS, STRANGER).act(ADMIT)
    with pytest.raises(RefusedError) as refused:
        acts.take(lab.db, forged, NOW)
    assert refused.value.code == "signature-wrong"
    with pytest.raises(RefusedError):
        acts.take(lab.db, b"nonsense", NOW)
    assert not acts.take(lab.db, Office("c" * 16, CAMPUS, STRANGER).act(ADMIT), NOW)
    assert lab.hear() == []
    assert lab.computers == set()


def test_an_act_of_another_campus_is_refused(lab: Lab) -> None:
    wire = lab.ada.aside(ADMIT, 1, bytes(32), campus=OTHER_CAMPUS)

    assert lab.hear(wire) == [(1, "refused", "act-elsewhere")]
    assert lab.computers == set()


def test_what_does_not_follow_the_chain_waits_for_a_person(lab: Lab) -> None:
    lab.hear(lab.reset(lab.ada))

    assert lab.hear(lab.ada.aside(ADMIT, 2, bytes([7]) * 32))[1] == (2, "held", "act-chain")
    assert lab.computers == set()


def test_of_two_with_one_number_the_second_waits_for_a_person(lab: Lab) -> None:
    first, twin = lab.reset(lab.ada), lab.ada.aside(ADMIT, 1, bytes(32))
    lab.hear(first)
    lab.hear(twin)

    assert sorted(lab.standings) == [(1, "done", ""), (1, "held", "act-twice")]
    assert lab.computers == set()
    lab.land(twin)
    assert lab.computers == {NEW}


def test_no_act_is_about_its_holder(lab: Lab) -> None:
    link = b'{"person": "p-a", "name": "Ada"}'
    inbox.put(lab.db, InboxDocument(3, documents.LINK, "ada", 1, link))

    assert lab.hear(lab.reset(lab.ada, "ada")) == [(1, "refused", "act-herself")]
    assert not lab.opens("ada")
    assert lab.hear(lab.reset(lab.awa, "ada"))[-1] == (1, "done", "")


@pytest.mark.parametrize("by", ["hub", "clock"])
def test_past_its_day_a_grant_needs_the_steward_code_beside_it(lab: Lab, by: str) -> None:
    if by == "hub":
        hub_date.received(lab.db, LATER)
    wire = lab.ada.act(ADMIT)

    assert lab.hear(wire, now=LATER if by == "clock" else NOW) == [
        (1, "needs-code", "grant-ran-out")
    ]
    assert lab.computers == set()
    acts.confirm(lab.db, kept.heard(lab.db)[0], NOW)
    assert lab.standings == [(1, "done", "")]
    assert lab.computers == {NEW}
    with pytest.raises(RefusedError):
        acts.confirm(lab.db, kept.heard(lab.db)[0], NOW)


def test_a_renewed_grant_needs_no_code(lab: Lab) -> None:
    lab.hear(lab.ada.act(ADMIT), now=LATER)
    lab.name(replace(lab.grant(lab.ada), until=LATER + 1), now=LATER)

    assert lab.standings == [(1, "done", "")]


def test_of_who_left_acts_that_continue_the_chain_still_count(lab: Lab) -> None:
    first = lab.reset(lab.ada)
    lab.end(lab.ada, LEFT, 1)

    assert lab.hear(first, lab.ada.act(ADMIT)) == [(1, "done", ""), (2, "done", "")]


def test_of_who_is_distrusted_what_had_landed_counts_and_no_more(lab: Lab) -> None:
    first = lab.ada.act(ADMIT)
    later = lab.ada.act(RevokeComputer(NEW, "stolen"))
    lab.end(lab.ada, DISTRUSTED, 1)

    assert lab.hear(first, later) == [(1, "done", ""), (2, "held", "act-distrusted")]
    assert lab.computers == {NEW}


def test_a_pin_that_a_distrusted_coordinator_let_set_is_asked_anew(lab: Lab) -> None:
    cleo, dora = LearnerId("cleo"), LearnerId("dora")
    for learner in (cleo, dora):
        accounts.put_verifier(lab.db, learner, "$argon2id$")
    lab.hear(lab.reset(lab.ada, cleo), lab.reset(lab.ada, dora))
    kept.use_code(lab.db, Act.RESET_PIN, cleo, NOW)
    lab.end(lab.ada, DISTRUSTED, 0)

    assert not lab.opens(dora)
    asked = {each: accounts.get(lab.db, each) for each in (cleo, dora)}
    assert [each.verifier for each in asked.values() if each] == [
        accounts.ASKED_ANEW,
        "$argon2id$",
    ]
    assert [standing for _, standing, _ in lab.standings] == ["done", "done"]


def test_the_hubs_word_stands_above_what_was_done_here_and_both_are_known(lab: Lab) -> None:
    wire = lab.ada.act(ADMIT)
    lab.hear(wire)
    lab.land(wire, "refused", "device-taken")

    assert lab.standings == [(1, "overruled", "device-taken")]
    lab.hear(wire)
    assert lab.standings == [(1, "overruled", "device-taken")]


def test_what_the_hub_refused_before_it_came_is_not_done(lab: Lab) -> None:
    lab.land(lab.ada.act(ADMIT), "refused", "not-allowed")

    assert lab.standings == [(1, "refused", "not-allowed")]
    assert lab.computers == set()


def test_a_computer_that_comes_late_goes_on_from_what_had_landed(lab: Lab) -> None:
    wires = [lab.reset(lab.ada), lab.reset(lab.ada, "dora"), lab.ada.act(ADMIT)]
    digest = signed.digest_of(wires[1])
    lab.name(replace(lab.grant(lab.ada), last_act=2, last_digest=digest))

    assert lab.hear(wires[2]) == [(3, "done", "")]


def test_what_a_later_program_signed_holds_up_no_other(lab: Lab) -> None:
    said = signed.read(lab.ada.act(ADMIT))
    odd = replace(said, act="dance")
    wire = messages.sign(odd, signed.CONTEXT, lab.ada.key)
    lab.ada.digest = signed.digest_of(wire)

    deed: Deed = RevokeComputer(NEW, "retired")
    assert lab.hear(wire, lab.ada.act(deed)) == [(1, "waits", "act-unknown"), (2, "done", "")]


def test_without_a_list_nothing_is_believed() -> None:
    db: Database = memory_database()
    assert not acts.take(db, Office("a" * 16, CAMPUS, STRANGER).act(ADMIT), NOW)
    acts.settle(db, NOW)

    assert kept.heard(db) == ()
    db.close()


def test_who_collects_hands_on_the_list_and_the_acts_as_they_were_signed(lab: Lab) -> None:
    wire = lab.reset(lab.ada)
    lab.hear(wire, lab.ada.aside(ADMIT, 1, bytes(32), campus=OTHER_CAMPUS))
    items = acts.handed_on(lab.db)
    assert [kind for kind, _ in items] == [bundle.GRANTS, bundle.ACT]

    other = Lab(numbered=False)
    keys = MemoryKeys()
    data = bundle.write(bundle.DOWN, "a1", "0" * 16, 1, [*items, (bundle.ACT, b"nonsense")])
    assert taking.take(other.db, keys, bundle.read(data), NOW) == (0, 0)

    assert lists_of.signed(other.db) == lists_of.signed(lab.db)
    assert other.standings == [(1, "done", "")]
    other.db.close()


def test_without_a_list_nothing_is_handed_on() -> None:
    alone = memory_database()
    assert acts.handed_on(alone) == []
    alone.close()


def test_what_is_enclosed_holds_up_no_other_where_nobody_can_read_it(lab: Lab) -> None:
    enclosed = lab.ada.act(EndPerson("P7", 5))

    assert lab.hear(enclosed, lab.ada.act(ADMIT)) == [(1, "done", ""), (2, "done", "")]
    assert NEW in lab.computers
    assert b"\xa2P7" not in b"".join(each.wire for each in kept.heard(lab.db))


def test_nobody_lets_herself_in_by_an_act(lab: Lab) -> None:
    link = b'{"person": "p-a", "name": "Ada"}'
    inbox.put(lab.db, InboxDocument(3, documents.LINK, "ada", 1, link))
    codes = LetIn(tuple(CodeVerifier(who, "$argon2id$", NOW + 9) for who in ("bea", "ada")))

    assert lab.hear(lab.ada.act(codes)) == [(1, "refused", "act-herself")]


def let_in(lab: Lab, learner: str = "cleo", days: int = 14) -> bytes:
    until = NOW + days * 24 * 3600 * 1000
    return lab.ada.act(LetIn((CodeVerifier(learner, "$argon2id$v", until),)))


@pytest.mark.parametrize("answer", ["done", "refused"])
def test_a_sign_in_code_is_good_until_the_hub_has_spoken_of_it(lab: Lab, answer: str) -> None:
    wire = let_in(lab)
    assert lab.hear(wire) == [(1, "done", "")]
    code = kept.code_of(lab.db, Act.LET_IN, "cleo")
    assert code is not None
    assert code.expires_at == NOW + 14 * 24 * 3600 * 1000

    lab.land(wire, answer, "" if answer == "done" else "not-allowed")
    assert kept.code_of(lab.db, Act.LET_IN, "cleo") is None


def test_a_later_code_outlives_what_the_hub_says_of_an_earlier_one(lab: Lab) -> None:
    first = let_in(lab)
    until = NOW + 5
    second = lab.ada.act(LetIn((CodeVerifier("cleo", "$argon2id$w", until),)))
    lab.hear(first, second)
    lab.land(first, "refused", "not-allowed")

    code = kept.code_of(lab.db, Act.LET_IN, "cleo")
    assert code is not None
    assert (code.verifier, code.expires_at) == ("$argon2id$w", until)


def test_a_code_that_the_hub_has_decided_before_it_came_opens_nothing_here(lab: Lab) -> None:
    lab.land(let_in(lab))
    assert kept.code_of(lab.db, Act.LET_IN, "cleo") is None


@pytest.mark.parametrize("ended", [False, True])
def test_what_is_for_offices_stays_only_while_one_is_held_here(lab: Lab, *, ended: bool) -> None:
    key = lab.ada.key.public.raw.hex()
    offices.put(lab.db, KeptOffice(key, LearnerId("ada"), "", b"", NOW))
    lab.name()
    for kind in (documents.ROSTER, documents.COHORT):
        inbox.put(lab.db, InboxDocument(3, kind, "P7", 4, b'{"name": "Bintou"}'))
    if ended:
        lab.end(lab.ada, LEFT, 0)
    else:
        lab.name()

    assert (inbox.find(lab.db, documents.ROSTER, "P7") is None) == ended
    assert (inbox.find(lab.db, documents.COHORT, "P7") is None) == ended
    assert not inbox.has_news(lab.db, [InboxDocument(3, documents.ROSTER, "P7", 4, b"")])


FORTNIGHT = 14 * 24 * 3600 * 1000
MANY_YEARS = 5 * 365 * 24 * 3600 * 1000


@pytest.mark.parametrize("expires", [LATEST, NOW + MANY_YEARS])
def test_no_code_outlives_a_fortnight_whatever_its_act_says(lab: Lab, expires: int) -> None:
    pin = ResetPin(lab.here, "cleo", "$argon2id$v", expires)
    sign_in = LetIn((CodeVerifier("dora", "$argon2id$v", expires),))

    assert lab.hear(lab.ada.act(pin), lab.ada.act(sign_in)) == [(1, "done", ""), (2, "done", "")]

    for act, learner in ((Act.RESET_PIN, "cleo"), (Act.LET_IN, "dora")):
        code = kept.code_of(lab.db, act, learner)
        assert code is not None
        assert code.expires_at == NOW + FORTNIGHT


def test_no_code_of_a_clock_that_is_years_ahead_is_good_long_after_its_grant(lab: Lab) -> None:
    ahead = NOW + MANY_YEARS
    wire = lab.ada.act(ResetPin(lab.here, "cleo", "$argon2id$v", ahead + FORTNIGHT), at=ahead)
    lab.hear(wire)

    code = kept.code_of(lab.db, Act.RESET_PIN, "cleo")
    assert code is not None
    assert code.expires_at == NOW + LIFE_MILLISECONDS + FORTNIGHT


def test_a_code_is_kept_where_the_clock_is_years_ahead_and_the_hub_s_date_is_not(lab: Lab) -> None:
    hub_date.received(lab.db, NOW)
    ahead = Milliseconds(NOW + MANY_YEARS)
    assert lab.hear(lab.reset(lab.ada), now=ahead) == [(1, "needs-code", "grant-ran-out")]

    (act,) = kept.heard(lab.db)
    acts.confirm(lab.db, act, ahead)

    assert lab.opens()
