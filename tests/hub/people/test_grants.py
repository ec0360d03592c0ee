"""Who is coordinator of a campus: made for a code, renewed while active, ended for a reason."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.awards import ROSTER, Time, link
from helpers.hubs import CAMPUS, NOW, Computer, address
from helpers.offices import INSTITUTION, appoint, asked, list_of
from helpers.sitting_hubs import ADA, Room
from ujuzi.credentials.key_list import GRANTS
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import SignedIn
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import coordinators, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import keys
from ujuzi.hub.people import grants as grants_of
from ujuzi.hub.people import organisations as tree
from ujuzi.hub.people import registration
from ujuzi.hub.steward import Steward
from ujuzi.wire import documents, grants
from ujuzi.wire.grants import DISTRUSTED, LEFT, LIFE_MILLISECONDS, GrantList

DAY = 24 * 3600 * 1000
KEY, ANOTHER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)


def code_for(hub: Hub, person: str = "P1") -> str:
    with hub.database.writing() as connection:
        return grants_of.make_code(connection, INSTITUTION, person, hub.now())


def published(hub: Hub) -> GrantList:
    """Return the list as a computer of the campus hears it."""
    computer = Computer(hub, device=secrets.token_hex(8))
    (told,) = [each for each in computer.exchange().documents if each.kind == documents.GRANTS]
    return list_of(told.payload, hub)


def refusal(hub: Hub, wire: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        hub.grant(wire)
    return refused.value.code


def revoke(hub: Hub, grant: str, reason: str) -> None:
    coordinators.revoke(Access(hub.database, now=hub.now), grant, reason)


def test_a_code_makes_her_coordinator_of_her_campus_and_every_computer_hears_it(hub: Hub) -> None:
    sealing = bytes(range(32))
    named = list_of(hub.grant(asked(code_for(hub), KEY, sealing)), hub)

    (mine,) = named.grants
    assert (mine.person, mine.name, mine.campus) == ("P1", "Ada Traoré", CAMPUS)
    assert (mine.public_key, mine.sealing_key) == (KEY.public.raw, sealing)
    assert mine.in_force(NOW + 180 * DAY)
    assert not mine.in_force(NOW + 180 * DAY + 1)
    assert published(hub) == named


def test_a_code_is_good_once_for_a_fortnight_and_her_lost_answer_is_given_again(
    hub: Hub, time: Time
) -> None:
    first, second = code_for(hub), code_for(hub, "P2")
    wire = asked(first, KEY)
    hub.grant(wire)

    (again,) = list_of(hub.grant(wire), hub).grants
    assert again.public_key == KEY.public.raw
    assert refusal(hub, asked(first, ANOTHER)) == "code-unknown"
    assert refusal(hub, asked("XXXX-XXXX-XXXX", ANOTHER)) == "code-unknown"
    time.now += 15 * DAY
    assert refusal(hub, asked(second, ANOTHER)) == "code-unknown"


def test_whoever_lacks_the_key_that_she_names_gets_nothing(hub: Hub) -> None:
    wire = asked(code_for(hub), KEY)
    forged = ANOTHER.sign(b"x") + wire[64:]

    assert refusal(hub, forged) == "signature-wrong"
    assert refusal(hub, b"\x00" * 80) == "message-malformed"
    assert refusal(hub, asked(code_for(hub), KEY, b"short")) == "key-malformed"


def test_a_new_grant_of_hers_ends_the_one_whose_words_she_forgot(hub: Hub) -> None:
    before, after = appoint(hub, seed=1), appoint(hub, seed=2)

    ended = {each.id: each.ended for each in published(hub).grants}
    assert ended == {before.grant: LEFT, after.grant: ""}


def test_a_list_is_numbered_above_what_a_hub_said_before_it_was_put_back(
    hub: Hub, time: Time
) -> None:
    appoint(hub)
    numbers = [published(hub).number]
    for seed in (2, 3):
        time.now += DAY
        appoint(hub, "P2", seed=seed)
        numbers.append(published(hub).number)

    assert numbers == sorted(set(numbers))
    assert all(number >= NOW // 1000 for number in numbers)
    revoke(hub, appoint(hub, "P2", seed=4).grant, LEFT)
    assert published(hub).number > numbers[-1] + 1


def test_who_left_may_be_distrusted_later_and_never_trusted_again(hub: Hub) -> None:
    office = appoint(hub)
    revoke(hub, office.grant, LEFT)
    revoke(hub, office.grant, DISTRUSTED)

    for reason in (LEFT, DISTRUSTED):
        with pytest.raises(RefusedError, match="has ended already"):
            revoke(hub, office.grant, reason)
    with pytest.raises(RefusedError, match="no grant"):
        revoke(hub, "0" * 16, LEFT)
    assert [each.ended for each in published(hub).grants] == [DISTRUSTED]


def test_a_grant_is_renewed_while_she_is_active_and_runs_out_else(hub: Hub, time: Time) -> None:
    awa, ada = appoint(hub, "P2", seed=2), appoint(hub)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    for _ in range(4):
        time.now += 50 * DAY
        room.tell(ADA, SignedIn())
        Steward(hub.database, hub.grader, hub.now).look()

    until = {each.id: each.until for each in published(hub).grants}
    assert until[ada.grant] > time.now
    assert until[awa.grant] == NOW + LIFE_MILLISECONDS


def test_a_dismissed_coordinator_is_not_renewed(hub: Hub, time: Time) -> None:
    office = appoint(hub)
    revoke(hub, office.grant, LEFT)
    time.now += 100 * DAY
    with hub.database.writing() as connection:
        key = hub.identity.signing_key
        assert grants_of.renew_due(connection, key, time.now) == []


def test_the_key_list_names_the_key_that_signs_grants(hub: Hub) -> None:
    with hub.database.reading() as connection:
        listed = keys.current_list(connection)

    assert listed.find(hub.identity.signing_key.public.raw, GRANTS) is not None


def test_who_has_no_network_asks_and_is_answered_by_file(hub: Hub, tmp_path: Path) -> None:
    url = address(hub.database)
    request, answer = tmp_path / "request", tmp_path / "answer"

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["--database", url, "people", *arguments])
        return done.output.strip()

    code = run("coordinator", INSTITUTION, "P1")
    request.write_bytes(grants.in_file(asked(code, KEY), grants.ASK_CONTEXT))
    run("grant", str(request), str(answer))

    (mine,) = list_of(grants.from_file(answer.read_bytes(), grants.CONTEXT), hub).grants
    assert mine.public_key == KEY.public.raw
    assert "Ada Traoré" in run("coordinators", INSTITUTION)
    assert "has ended" in run("dismiss", mine.id, "--reason", LEFT)
    assert run("coordinators", INSTITUTION).endswith(LEFT)
    request.write_bytes(b"a letter")
    assert "not what was expected" in run("grant", str(request), str(answer))


def test_a_computer_of_another_campus_does_not_hear_who_is_coordinator_here(hub: Hub) -> None:
    appoint(hub)
    elsewhere = Computer(hub, "bobo-main", device="e" * 16)

    assert documents.GRANTS not in {each.kind for each in elsewhere.exchange().documents}
    with hub.database.reading() as connection:
        assert registration.find(connection, "e" * 16).campus == "bobo-main"


def test_whom_the_roster_has_elsewhere_or_no_more_has_left(hub: Hub) -> None:
    with hub.database.writing() as connection:
        tree.add(connection, "second", "campus", "Second", INSTITUTION)
    ada, awa = appoint(hub), appoint(hub, "P2", seed=2)
    access = Access(hub.database, now=hub.now)
    people.import_roster(access, ROSTER.replace(f"Sow,{CAMPUS}", "Sow,second").encode())
    assert {each.id: each.ended for each in published(hub).grants} == {
        ada.grant: "",
        awa.grant: LEFT,
    }

    people.erase(access, INSTITUTION, "P1", keeps_certificates=False)
    assert {each.ended for each in published(hub).grants} == {LEFT}
    assert "Ada" not in {each.name for each in published(hub).grants}
