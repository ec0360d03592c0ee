"""What a coordinator signed offline is decided again by the hub, in order and within bounds."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from helpers.awards import Time, link
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS, Computer
from helpers.offices import INSTITUTION, Office, appoint, event_of
from helpers.sitting_hubs import ADA, AWA, Room
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Enrolled, NoteWritten
from ujuzi.domain.seat import Standing
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import computers, coordinators
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.people import registration
from ujuzi.hub.steward import Steward
from ujuzi.hub.store.tables import devices, seats
from ujuzi.wire import acts, deeds, documents, messages
from ujuzi.wire.deeds import AdmitComputer, JudgeSeat, RenewStewardCode, ResetPin, RevokeComputer
from ujuzi.wire.grants import DISTRUSTED, LEFT
from ujuzi.wire.messages import Enrolment, Welcome

DAY = 24 * 3600 * 1000
NEW = "f" * 16
KEY, ANOTHER = PublisherKey(bytes([5]) * 32), PublisherKey(bytes([6]) * 32)
HERS = "Her own computer"


class Scene:
    """A coordinator with a computer, and a colleague who sits at another for the first time."""

    def __init__(self, hub: Hub, time: Time) -> None:
        self.hub = hub
        self.time = time
        self.office = appoint(hub)
        self.hers = Room(hub, device="1" * 16, name=HERS)
        self.lab = Room(hub, device="2" * 16, name="PC-07")
        self.hers.sign_up(ADA, "Ada")
        link(hub)
        self.hers.sign_up(AWA, "Awa")
        self.lab.tell(AWA, Enrolled(course="c"))

    def tell(self, *wires: bytes) -> None:
        """Let acts go up with her own events."""
        self.hers.tell(ADA, *map(event_of, wires))

    @property
    def standings(self) -> list[tuple[int, str, str]]:
        """How each act stands."""
        found = coordinators.acted(self.access, INSTITUTION)
        return [(each.number, each.standing, each.problem) for each in found]

    @property
    def access(self) -> Access:
        return Access(self.hub.database, now=self.hub.now)

    def standing(self, learner: str, device: str) -> str | None:
        c = seats.c
        query = select(c.standing).where(c.learner == learner, c.device == device)
        with self.hub.database.reading() as connection:
            return connection.scalar(query)

    def revoked(self, device: str) -> str | None:
        query = select(devices.c.revoked).where(devices.c.device == device)
        with self.hub.database.reading() as connection:
            return connection.scalar(query)

    def told(self) -> dict[str, tuple[str, str]]:
        """Return what every computer of the campus hears of acts."""
        self.lab.tell(AWA)
        found: dict[str, tuple[str, str]] = {}
        for (kind, id_), payload in self.lab.documents.items():
            if kind == documents.ACT:
                told = acts.read_landed(payload)
                assert told is not None
                found[id_] = told.standing, told.problem
        return found


def scene(hub: Hub, time: Time) -> Scene:
    return Scene(hub, time)


SHE = JudgeSeat(AWA, "2" * 16, was_she=True)
NOT_SHE = JudgeSeat(AWA, "2" * 16, was_she=False)


def test_it_was_she_proves_the_seat_and_the_campus_hears_the_act(room: Scene) -> None:
    assert room.standing(AWA, "2" * 16) == Standing.CLAIMED
    room.tell(room.office.act(SHE))

    assert room.standing(AWA, "2" * 16) == Standing.PROVEN
    assert room.standings == [(1, "done", "")]
    assert room.told() == {f"{room.office.grant}-00000001": ("done", "")}


def test_it_was_not_she_ends_the_seat(room: Scene) -> None:
    room.tell(room.office.act(NOT_SHE))

    assert room.standing(AWA, "2" * 16) == Standing.DENIED


def test_a_computer_is_retired_by_an_act(room: Scene) -> None:
    room.tell(room.office.act(RevokeComputer("2" * 16, "retired")))

    assert room.revoked("2" * 16) == "retired"


def test_a_code_for_a_pin_or_a_steward_is_passed_on_as_it_was_signed(room: Scene) -> None:
    pin = room.office.act(ResetPin("2" * 16, AWA, "$argon2id$v", NOW))
    code = room.office.act(RenewStewardCode("2" * 16, "$argon2id$v", NOW))
    room.tell(pin, code)
    room.told()

    told = [acts.read_landed(each) for key, each in room.lab.documents.items() if key[0] == "act"]
    assert [each.wire for each in told if each] == [pin, code]


def enrolment(key: PublisherKey = KEY, campus: str = CAMPUS) -> bytes:
    asked = Enrolment(messages.VERSION, "", NEW, "PC-09", key.public.raw, bytes(32), campus=campus)
    return messages.sign(asked, messages.ENROLMENT_CONTEXT, key)


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_computer_is_taken_in_by_an_act_before_or_after_it_asked(
    room: Scene, *, asks_first: bool
) -> None:
    if asks_first:
        with pytest.raises(RefusedError, match="coordinator has to say"):
            room.hub.register(enrolment())
    room.tell(room.office.act(AdmitComputer(NEW, KEY.public.raw, "PC-09")))

    welcome = messages.read(room.hub.register(enrolment()), Welcome)
    assert welcome.campus == CAMPUS
    with room.hub.database.reading() as connection:
        assert registration.find(connection, NEW).public_key == KEY.public.raw
    assert [each.device for each in computers.waiting(room.access)] == []


def test_another_key_under_the_number_of_an_admitted_computer_gets_nothing(room: Scene) -> None:
    room.tell(room.office.act(AdmitComputer(NEW, KEY.public.raw)))

    with pytest.raises(RefusedError, match="coordinator has to say"):
        room.hub.register(enrolment(ANOTHER))
    room.tell(room.office.act(AdmitComputer("2" * 16, ANOTHER.public.raw)))
    assert room.standings[-1] == (2, "refused", "device-taken")


def test_a_computer_that_waits_at_another_campus_is_not_taken_in(room: Scene) -> None:
    with pytest.raises(RefusedError):
        room.hub.register(enrolment(campus=OTHER_CAMPUS))
    room.tell(room.office.act(AdmitComputer(NEW, KEY.public.raw)))

    assert room.standings == [(1, "refused", "device-taken")]
    with room.hub.database.reading() as connection, pytest.raises(RefusedError):
        registration.find(connection, NEW)


def test_acts_land_in_their_order_whenever_they_come_and_once(room: Scene) -> None:
    first = room.office.act(SHE)
    second = room.office.act(NOT_SHE)
    third = room.office.act(RevokeComputer("2" * 16, "retired"))
    room.tell(third, second)
    assert [standing for _, standing, _ in room.standings] == ["waits", "waits"]
    assert room.standing(AWA, "2" * 16) == Standing.CLAIMED

    room.tell(first, second)

    assert [standing for _, standing, _ in room.standings] == ["done"] * 3
    assert room.standing(AWA, "2" * 16) == Standing.DENIED
    assert room.revoked("2" * 16) == "retired"


def test_what_does_not_follow_the_chain_waits_for_a_person_and_does_nothing(room: Scene) -> None:
    room.tell(room.office.act(SHE))
    room.tell(room.office.aside(RevokeComputer("2" * 16, "stolen"), 2, bytes([7]) * 32))

    assert room.standings[-1] == (2, "held", "act-chain")
    assert room.revoked("2" * 16) is None
    assert len(room.told()) == 1


def test_two_acts_with_one_number_go_to_a_person(room: Scene) -> None:
    first = room.office.act(SHE)
    twin = room.office.aside(RevokeComputer("2" * 16, "stolen"), 1, bytes(32))
    room.tell(first)
    room.tell(twin)

    assert sorted(room.standings) == [(1, "done", ""), (1, "held", "act-twice")]
    assert room.revoked("2" * 16) is None
    (held,) = [e for e in coordinators.acted(room.access, INSTITUTION) if e.standing == "held"]
    assert coordinators.let_in(room.access, room.office.grant, held.digest) == "done"
    assert room.revoked("2" * 16) == "stolen"


def test_two_that_come_together_with_one_number_are_both_a_persons(room: Scene) -> None:
    twin = room.office.aside(NOT_SHE, 1, bytes(32))
    room.tell(room.office.act(SHE), twin)

    assert room.standings == [(1, "held", "act-twice")] * 2
    assert room.standing(AWA, "2" * 16) == Standing.CLAIMED


def test_of_who_left_later_acts_that_continue_the_chain_still_count(room: Scene) -> None:
    room.tell(room.office.act(SHE))
    coordinators.revoke(room.access, room.office.grant, LEFT)
    room.tell(room.office.act(RevokeComputer("2" * 16, "retired")))

    assert room.standings[-1] == (2, "done", "")
    assert room.revoked("2" * 16) == "retired"


def test_of_who_is_distrusted_what_had_not_landed_waits_for_a_person(room: Scene) -> None:
    room.tell(room.office.act(SHE))
    coordinators.revoke(room.access, room.office.grant, DISTRUSTED)
    room.tell(room.office.act(RevokeComputer("2" * 16, "retired")))

    assert room.standings == [(1, "done", ""), (2, "held", "act-distrusted")]
    assert room.revoked("2" * 16) is None
    assert room.standing(AWA, "2" * 16) == Standing.PROVEN
    held = coordinators.acted(room.access, INSTITUTION)[-1]
    coordinators.dismiss(room.access, room.office.grant, held.digest)
    assert room.standings[-1] == (2, "refused", "act-distrusted")


@pytest.mark.parametrize(
    "deed",
    [
        JudgeSeat(ADA, "1" * 16, was_she=False),
        ResetPin("1" * 16, ADA, "$argon2id$v", NOW),
    ],
)
def test_no_act_is_about_herself(room: Scene, deed: deeds.Deed) -> None:
    room.tell(room.office.act(deed))

    assert room.standings == [(1, "refused", "not-allowed")]
    assert room.standing(ADA, "1" * 16) == Standing.PROVEN
    assert room.told() == {f"{room.office.grant}-00000001": ("refused", "not-allowed")}


def test_an_act_about_another_campus_is_refused(room: Scene) -> None:
    Computer(room.hub, OTHER_CAMPUS, device="9" * 16)
    room.tell(
        room.office.act(RevokeComputer("9" * 16, "stolen")),
    )
    room.tell(
        room.office.aside(SHE, 2, room.office.digest, campus=OTHER_CAMPUS),
    )

    assert room.standings == [(1, "refused", "not-allowed"), (2, "refused", "act-elsewhere")]
    assert room.revoked("9" * 16) is None


def test_the_chain_goes_on_after_what_the_hub_refused(room: Scene) -> None:
    room.tell(room.office.act(ResetPin("1" * 16, ADA, "$argon2id$v", NOW)))
    room.tell(room.office.act(SHE))

    assert [standing for _, standing, _ in room.standings] == ["refused", "done"]


def test_what_an_act_is_about_may_land_after_it(room: Scene, time: Time) -> None:
    late = Room(room.hub, device="3" * 16, name="PC-11")
    early = JudgeSeat(AWA, "3" * 16, was_she=False)
    room.tell(room.office.act(early), room.office.act(SHE))
    assert room.standings == [(1, "early", "seat-unknown"), (2, "done", "")]

    late.tell(AWA, NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="t"))
    Steward(room.hub.database, room.hub.grader, room.hub.now).look()

    assert room.standings[0] == (1, "done", "")
    assert room.standing(AWA, "3" * 16) == Standing.DENIED


def test_what_never_comes_is_refused_after_90_days(room: Scene, time: Time) -> None:
    room.tell(room.office.act(RevokeComputer("8" * 16, "retired")))
    assert room.standings == [(1, "early", "device-unknown")]
    time.now += 91 * DAY
    Steward(room.hub.database, room.hub.grader, room.hub.now).look()

    assert room.standings == [(1, "refused", "device-unknown")]


def test_what_nobody_signed_lands_as_an_event_and_does_nothing(room: Scene) -> None:
    stranger = Office(room.office.grant, CAMPUS, ANOTHER)
    room.hers.tell(ADA, event_of(stranger.act(RevokeComputer("2" * 16, "stolen"))))

    assert room.standings == []
    assert room.revoked("2" * 16) is None
    assert room.hers.computer.landed > 0
