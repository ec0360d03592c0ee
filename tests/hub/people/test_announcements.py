"""What is announced goes to everybody of its place and to nobody else, until its last day."""

from __future__ import annotations

import msgspec
import pytest
from click.testing import CliRunner

from helpers.awards import Time, link
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS, Computer, address, rows_of
from helpers.offices import INSTITUTION, appoint, event_of
from helpers.sitting_hubs import ADA, Room
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.message import ANNOUNCED_FOR, MOST_LIVE
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import announcements, coordinators
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.commands.cli import main
from ujuzi.hub.steward import Steward
from ujuzi.hub.store.clock import system_now
from ujuzi.wire.deeds import Announce
from ujuzi.wire.documents import ANNOUNCEMENT, AnnouncementDocument

DAY = 24 * 3600 * 1000
TEXTS = {"en": "Exam on Friday.", "fr": "Examen vendredi."}
ID = "a1" * 8


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    return made


def told(room: Room) -> dict[str, AnnouncementDocument]:
    room.tell(ADA)
    return {
        id_: msgspec.json.decode(payload, type=AnnouncementDocument)
        for (kind, id_), payload in room.documents.items()
        if kind == ANNOUNCEMENT
    }


def heard_by(computer: Computer) -> list[str]:
    return [each.id for each in computer.exchange().documents if each.kind == ANNOUNCEMENT]


def operator(hub: Hub) -> Access:
    return Access(hub.database, now=hub.now)


@pytest.mark.parametrize(
    ("kind", "place", "by", "elsewhere_too"),
    [
        ("campus", CAMPUS, "Koudougou", False),
        ("institution", INSTITUTION, "Université Norbert Zongo", False),
        ("centre", "bf", "Burkina Faso", True),
    ],
)
def test_it_goes_to_everybody_of_its_place(
    hub: Hub, room: Room, kind: str, place: str, by: str, *, elsewhere_too: bool
) -> None:
    other = Computer(hub, OTHER_CAMPUS, device="8" * 16)
    id_ = announcements.publish(operator(hub), kind, place, TEXTS, NOW + DAY)

    found = told(room)
    assert list(found) == [id_]
    assert (found[id_].texts, found[id_].until) == (TEXTS, NOW + DAY)
    assert found[id_].by == by
    assert bool(heard_by(other)) == elsewhere_too


def test_it_is_taken_back_and_its_texts_with_it(hub: Hub, room: Room) -> None:
    id_ = announcements.publish(operator(hub), "campus", CAMPUS, TEXTS, NOW + DAY)
    assert told(room)
    announcements.withdraw(operator(hub), id_)

    assert told(room) == {}
    assert "Friday" not in str(rows_of(hub.database))
    assert announcements.listed(operator(hub)) == []


def test_it_goes_by_itself_after_its_last_day(hub: Hub, room: Room, time: Time) -> None:
    announcements.publish(operator(hub), "campus", CAMPUS, TEXTS, NOW + DAY)
    assert told(room)
    steward = Steward(hub.database, hub.grader, hub.now)
    steward.look()
    assert told(room)
    time.now = NOW + DAY
    steward.look()

    assert told(room) == {}
    assert "Friday" not in str(rows_of(hub.database))


def test_there_are_twenty_at_one_time_and_room_again_when_one_is_over(
    hub: Hub, room: Room, time: Time
) -> None:
    for number in range(MOST_LIVE):
        announcements.publish(operator(hub), "campus", CAMPUS, TEXTS, NOW + DAY + number)
    with pytest.raises(RefusedError) as refused:
        announcements.publish(operator(hub), "campus", CAMPUS, TEXTS, NOW + DAY)
    assert refused.value.code == "announcements-full"
    announcements.publish(operator(hub), "institution", INSTITUTION, TEXTS, NOW + DAY)
    time.now = NOW + DAY
    announcements.publish(operator(hub), "campus", CAMPUS, TEXTS, NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("role", "place", "may"),
    [
        (Role.COORDINATOR, CAMPUS, {"campus"}),
        (Role.ADMINISTRATOR, INSTITUTION, {"campus", "institution"}),
        (Role.CENTRE, "bf", {"campus", "institution", "centre"}),
        (Role.SECRETARIAT, "", {"campus", "institution", "centre"}),
    ],
)
def test_nobody_announces_to_more_than_she_reaches(
    hub: Hub, role: Role, place: str, may: set[str]
) -> None:
    access = Access(hub.database, Actor(role, place), hub.now)
    for kind, where in (("campus", CAMPUS), ("institution", INSTITUTION), ("centre", "bf")):
        if kind in may:
            announcements.publish(access, kind, where, TEXTS, NOW + DAY)
            continue
        with pytest.raises(RefusedError) as refused:
            announcements.publish(access, kind, where, TEXTS, NOW + DAY)
        assert refused.value.code == "not-allowed"
    assert {each.kind for each in announcements.listed(access)} == may


def test_a_coordinator_announces_offline_says_it_otherwise_and_takes_it_back(
    hub: Hub, room: Room
) -> None:
    office = appoint(hub)
    lab = Room(hub, device="2" * 16)
    room.tell(ADA, event_of(office.act(Announce(ID, TEXTS, NOW + DAY))))
    assert told(lab)[ID].texts == TEXTS
    room.tell(ADA, event_of(office.act(Announce(ID, {"en": "Exam on Monday."}, NOW + DAY))))
    assert told(lab)[ID].texts == {"en": "Exam on Monday."}
    room.tell(ADA, event_of(office.act(Announce(ID, {}, 0, withdrawn=True))))
    assert told(lab) == {}
    standings = [(each.standing, each.problem) for each in coordinators.acted(operator(hub), "unz")]
    assert standings == [("done", "")] * 3


def test_the_hub_refuses_an_act_about_another_place_or_beyond_the_bounds(
    hub: Hub, room: Room
) -> None:
    theirs = announcements.publish(operator(hub), "institution", INSTITUTION, TEXTS, NOW + DAY)
    office = appoint(hub)
    acts = (
        Announce(theirs, {"en": "Mine"}, NOW + DAY),
        Announce(theirs, {}, 0, withdrawn=True),
        Announce(ID, TEXTS, NOW + ANNOUNCED_FOR + 1),
        Announce(ID, TEXTS, NOW - 1),
        Announce(ID, {}, 0, withdrawn=True),
        Announce(ID, {"en": "a\u202eb"}, NOW + DAY),
    )
    room.tell(ADA, *(event_of(office.act(each)) for each in acts))

    assert list(told(room)) == [theirs]
    assert told(room)[theirs].texts == TEXTS
    assert [each.problem for each in coordinators.acted(operator(hub), "unz")] == [
        "announcement-unknown",
        "not-allowed",
        "announcement-until",
        "announcement-until",
        "announcement-unknown",
        "act-unknown",
    ]


def test_the_commands_publish_list_and_withdraw(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, address(hub.database))
    run = CliRunner().invoke
    said = ["--campus", CAMPUS, "--text", "en=Exam on Friday."]
    soon = "2099-12-31"

    wrong = run(main, ["announcements", "publish", "--until", soon, "--text", "en=x"])
    assert wrong.exit_code == 2
    assert "is no day" in run(main, ["announcements", "publish", "--until", "soon", *said]).output
    far = run(main, ["announcements", "publish", "--until", soon, *said])
    assert (far.exit_code, "180 days" in far.output + far.stderr) == (1, True)
    until = system_now() + DAY
    id_ = announcements.publish(Access(hub.database), "campus", CAMPUS, TEXTS, until)
    listed = run(main, ["announcements", "list"]).output.split("\t")
    assert (listed[:3], listed[4]) == ([id_, "campus", CAMPUS], "en fr")
    assert "is withdrawn" in run(main, ["announcements", "withdraw", id_]).output
    assert told(room) == {}
