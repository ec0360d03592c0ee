"""Who has passed and is somebody of the roster is given a credential, once; anyone can check it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from helpers.awards import ROSTER, Time, held, issuing_hub, link, offer
from helpers.certificates import ACHIEVEMENT
from helpers.exams import ASSESSMENT, ATTEMPT, BANK, COURSE
from helpers.facts import Word
from helpers.hubs import NOW, new_database
from helpers.scopes import whole
from helpers.seats import seat
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, code_for, sealed_sheet
from ujuzi.credentials.check import Verdict, check
from ujuzi.credentials.key_list import countersign, new_root
from ujuzi.credentials.trust import Trust, read_list, root_of_list
from ujuzi.domain.event import ProfileLinked, ProfileUnlinked
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import achievements, keys, status_lists
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import moves, organisations, roster
from ujuzi.hub.store.tables import key_sheets
from ujuzi.wire.documents import KEY_LIST, STATUS_LIST, IssuedCredential

HIGHER = "https://hub.example/achievements/higher"
DAY = 24 * 3600 * 1000


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    return made


def higher(**facts: Any) -> bytes:
    """Return the file of an achievement that is built on the other one."""
    stated = msgspec.structs.replace(ACHIEVEMENT, id=HIGHER, name="Higher")
    needs = [{"of": [ACHIEVEMENT.id]}]
    rule = {"achievement": HIGHER, "requires": needs}
    return offer(**{"achievement": stated, "rule": rule, "course": "", "assessment": "", **facts})


def trust(hub: Hub) -> Trust:
    with hub.database.reading() as connection:
        data = keys.trust_file(connection)
    return read_list(data, root_of_list(data))


def verdict(hub: Hub, credential: IssuedCredential) -> Verdict:
    found = check(bytes(credential.credential), trust(hub))
    assert check(credential.stub.encode(), trust(hub)).standing == found.standing
    return found


def test_passing_earns_a_credential_in_the_same_exchange(hub: Hub, room: Room) -> None:
    link(hub)

    assert room.sit(4).passed

    (credential,) = held(room)
    genuine = verdict(hub, credential)
    assert genuine.standing == "genuine"
    assert genuine.certificate is not None
    assert genuine.certificate.name == "Ada Traoré"
    unsupervised = msgspec.structs.replace(ACHIEVEMENT, supervision="unsupervised")
    assert genuine.certificate.achievement == unsupervised
    assert genuine.certificate.score is not None
    assert (genuine.certificate.score.reached, genuine.certificate.score.needed) == (4, 3)
    assert (credential.learner, credential.address) == (ADA, "https://hub.example/verify")
    assert ADA.encode() not in bytes(credential.credential)
    assert {kind for kind, _ in room.documents} >= {KEY_LIST, STATUS_LIST}


def test_who_fails_or_is_linked_to_nobody_gets_none(hub: Hub, room: Room) -> None:
    room.sit(5)
    room.sit(2, learner=AWA, attempt="b" * 16)
    link(hub, AWA, "P2")
    room.tell(ADA)

    assert held(room) == []


def test_linking_later_issues_what_was_passed_before(hub: Hub, room: Room) -> None:
    room.sit(5, code=code_for(hub))
    with hub.database.writing() as connection:
        code = decisions.make_code(connection, INSTITUTION, "P1", NOW)

    room.tell(ADA, ProfileLinked(code=code))

    assert [verdict(hub, each).standing for each in held(room)] == ["genuine"]


def test_a_credential_is_issued_once(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(4)
    room.sit(5, attempt="2" * 16)
    hub.grader.grade_again()
    assert awards.settle_all(hub.database, NOW) == 0

    assert len(held(room)) == 1


def test_two_computers_at_once_earn_one_credential(hub: Hub, room: Room) -> None:
    room.sit(5, code=code_for(hub))
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, ADA, "P1", NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: hub.grader.award(INSTITUTION, ADA), range(8)))

    with hub.database.reading() as connection:
        assert len(awards.issued(whole(connection))) == 1


def test_a_rule_that_asks_a_person_waits_for_her_decision(hub: Hub, room: Room) -> None:
    with hub.database.writing() as connection:
        achievements.add(connection, offer("decision"))
    link(hub)
    room.sit(4)
    assert held(room) == []
    with hub.database.writing() as connection:
        assert awards.undecided(whole(connection)) == [(INSTITUTION, "P1", ACHIEVEMENT.id)]
        said: Word = {"by": "Dean", "because": "identity checked", "now": NOW}
        awards.decide(connection, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=False, **said)
        assert awards.undecided(whole(connection)) == []
    room.tell(ADA)
    assert held(room) == []

    with hub.database.writing() as connection:
        awards.decide(connection, INSTITUTION, "P1", ACHIEVEMENT.id, awarded=True, **said)
        for person, achievement in (("P9", ACHIEVEMENT.id), ("P1", HIGHER)):
            with pytest.raises(RefusedError):
                awards.decide(connection, INSTITUTION, person, achievement, awarded=True, **said)
    room.tell(ADA)
    assert len(held(room)) == 1


def test_credentials_earn_a_higher_one_that_names_them(hub: Hub, room: Room) -> None:
    with hub.database.writing() as connection:
        achievements.add(connection, higher())
    link(hub)
    room.sit(4)

    by_title = {
        each.certificate.achievement.id: each.certificate
        for each in (verdict(hub, one) for one in held(room))
        if each.certificate
    }
    assert by_title[HIGHER].built_on == (by_title[ACHIEVEMENT.id].id,)
    assert by_title[HIGHER].score is None
    assert by_title[HIGHER].status.index != by_title[ACHIEVEMENT.id].status.index


def test_a_revoked_credential_says_when_and_why_and_is_not_issued_again(
    hub: Hub, room: Room, time: Time
) -> None:
    link(hub)
    room.sit(4)
    (credential,) = held(room)
    time.now += DAY
    with hub.database.writing() as connection:
        (known,) = awards.issued(whole(connection))
        awards.revoke(connection, known.id, "Another person sat.", time.now)
        with pytest.raises(RefusedError):
            awards.revoke(connection, known.id, "Again.", time.now)
    hub.grader.grade_again()
    room.tell(ADA)

    revoked = verdict(hub, credential)
    assert revoked.standing == "revoked"
    assert revoked.revocation is not None
    assert revoked.revocation.reason == "Another person sat."
    assert revoked.revocation.at == keys.moment_of(time.now)
    assert len(held(room)) == 1


def test_a_misspelt_name_is_mended_by_issuing_anew(hub: Hub, room: Room, time: Time) -> None:
    link(hub)
    room.sit(4)
    (credential,) = held(room)
    time.now += DAY
    with hub.database.writing() as connection:
        corrected = ROSTER.replace("Ada Traoré", "Adja Traoré")
        roster.import_roster(whole(connection), corrected)
        (known,) = awards.issued(whole(connection))
        anew = awards.renew(connection, known.id, "The name was misspelt.", time.now)
    hub.grader.grade_again()
    room.tell(ADA)

    assert verdict(hub, credential).standing == "revoked"
    (mended,) = [each for each in held(room) if each.code != credential.code]
    told = verdict(hub, mended)
    assert told.standing == "genuine"
    assert told.claim is not None
    assert (told.claim.id, told.claim.name) == (anew, "Adja Traoré")
    with hub.database.reading() as connection:
        assert len(awards.issued(whole(connection))) == 2


def withdraw_two(room: Room) -> None:
    """Withdraw two items that Ada's first attempt had right."""
    lots, _ = room.source(ADA, ATTEMPT, 1)
    for item in BANK.drawn(ASSESSMENT.blueprint, *lots)[:2]:
        room.hub.grader.withdraw(COURSE, "exam", item.id, "misprint")


def test_what_is_passed_no_longer_is_not_issued_anew(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(3)
    withdraw_two(room)
    with hub.database.reading() as connection:
        (known,) = awards.issued(whole(connection))

    with pytest.raises(RefusedError, match="does not hold"), hub.database.writing() as connection:
        awards.renew(connection, known.id, "Another name.", NOW)

    with hub.database.reading() as connection:
        assert awards.issued(whole(connection)) == [known]


def test_grading_anew_asks_and_revokes_nothing(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(3)
    withdraw_two(room)
    room.tell(ADA)

    assert not room.result().passed
    assert [verdict(hub, each).standing for each in held(room)] == ["genuine"]
    with hub.database.reading() as connection:
        assert [each.kind for each in sittings.questions(whole(connection))] == ["no-longer-passed"]


def test_a_link_undone_asks_about_the_credential_that_it_earned(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(4)

    room.tell(ADA, ProfileUnlinked())
    link(hub, ADA, "P2")
    room.tell(ADA)

    with hub.database.reading() as connection:
        kinds = [each.kind for each in sittings.questions(whole(connection))]
    assert kinds == ["no-longer-linked", "ticket-wrong"]
    names = {each.certificate.name for each in (verdict(hub, one) for one in held(room))
             if each.certificate}  # fmt: skip
    assert names == {"Ada Traoré"}


def test_credentials_of_an_old_key_stay_good_when_keys_rotate(
    hub: Hub, room: Room, time: Time
) -> None:
    link(hub)
    room.sit(4)
    time.now += 400 * DAY
    with hub.database.writing() as connection:
        before, _ = keys.signing_key(connection, time.now)
        assert keys.rotate(connection, hub.identity, time.now)
        after, _ = keys.signing_key(connection, time.now)
    time.now += 400 * DAY
    room.sign_up(AWA, "Awa")
    link(hub, AWA, "P2")
    room.sit(5, learner=AWA, attempt="b" * 16)

    assert before.public != after.public
    issuers = {verdict(hub, each).standing for each in held(room)}
    assert (len(held(room)), issuers) == (2, {"genuine"})


def test_an_offline_root_takes_over_and_a_key_waits_for_its_list(
    hub: Hub, room: Room, time: Time
) -> None:
    own = trust(hub).key_list.root
    root, (first, second, _) = new_root()
    with hub.database.writing() as connection:
        drafted = keys.draft(connection, hub.identity, root, time.now)
        with pytest.raises(RefusedError) as error:
            keys.import_list(connection, countersign(drafted, [first]))
        assert error.value.code == "key-list-unsigned"
        keys.import_list(connection, countersign(drafted, [first, second]))
        old, _ = keys.signing_key(connection, time.now)
        time.now += DAY
        assert not keys.rotate(connection, hub.identity, time.now)
        assert keys.signing_key(connection, time.now)[0].public == old.public
        drafted = keys.draft(connection, hub.identity, None, time.now)
        keys.import_list(connection, countersign(drafted, [first, second]))
        assert keys.signing_key(connection, time.now)[0].public != old.public
        with pytest.raises(RefusedError):
            keys.import_list(connection, countersign(drafted, [])[:-9])
        data = keys.trust_file(connection)

    assert own != root
    assert read_list(data, own).key_list.version == 3
    assert read_list(data, root).key_list.version == 3


def test_a_hub_back_from_a_backup_gives_no_place_twice(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(4)
    with hub.database.writing() as connection:
        status_lists.close_all(connection)
    room.sign_up(AWA, "Awa")
    link(hub, AWA, "P2")
    room.sit(5, learner=AWA, attempt="b" * 16)

    found = [verdict(hub, each) for each in held(room)]
    assert [each.standing for each in found] == ["genuine", "genuine"]
    lists = {each.certificate.status.list for each in found if each.certificate}
    assert lists == {"https://hub.example/status/0", "https://hub.example/status/1"}


def test_a_status_list_is_counted_each_time_that_it_is_signed_whatever_the_clock_says(
    hub: Hub, room: Room, time: Time
) -> None:
    link(hub)
    time.now += 2 * DAY
    room.sit(4)
    (first,) = trust(hub).status_lists
    time.now -= DAY
    with hub.database.writing() as connection:
        status_lists.publish(connection, 0, time.now)
    (second,) = trust(hub).status_lists
    with hub.database.writing() as connection:
        status_lists.close_all(connection)
        status_lists.publish(connection, 0, time.now)
    (third,) = trust(hub).status_lists

    assert 0 < first.version < second.version < third.version - 1000
    assert second.issued < first.issued
    assert first.is_older_than(second)


def test_a_computer_learns_the_root_when_it_registers(hub: Hub, room: Room) -> None:
    with hub.database.reading() as connection:
        assert room.computer.welcome.root == keys.root(connection)


@pytest.mark.parametrize(
    "file",
    [
        b"{}",
        offer(rule={"achievement": HIGHER}),
        offer(course=""),
        higher(course=COURSE, assessment="exam"),
        offer(unknown=1),
    ],
)
def test_an_achievement_that_cannot_be_earned_is_refused(tmp_path: Path, file: bytes) -> None:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    with hub.database.writing() as connection, pytest.raises(RefusedError) as error:
        achievements.add(connection, file)
    assert error.value.code == "achievement-malformed"
    hub.database.close()


def test_who_moves_campus_has_her_credential_there(hub: Hub, room: Room) -> None:
    with hub.database.writing() as connection:
        organisations.add(connection, "second", "campus", "Second", INSTITUTION)
    link(hub)
    room.sit(4)
    far = Room(hub, campus="second", device="e0e1e2e3e4e5e6e7")
    far.tell(ADA)
    assert held(far) == []

    with hub.database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, "second")
    room.tell(ADA)
    seat(hub, ADA, far.computer.device)
    far.tell(ADA)

    assert held(room) == []
    assert far.result().passed
    assert [verdict(hub, each).standing for each in held(far)] == ["genuine"]


def test_adding_a_key_sheet_counts_what_it_issues(tmp_path: Path) -> None:
    hub = issuing_hub("sqlite", tmp_path, Time())
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    room.tell(ADA)
    with hub.database.writing() as connection:
        connection.execute(key_sheets.delete())
    room.sit(5)
    sheet = tmp_path / "exam.keys"
    sheet.write_bytes(sealed_sheet(hub))
    database = f"sqlite:///{tmp_path}/hub.sqlite3"

    done = CliRunner().invoke(main, ["--database", database, "assessment", "add", str(sheet)])

    assert done.output.endswith("\n1 graded\n1 credentials issued.\n")
    hub.database.close()


def test_the_commands_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "")
    hub = issuing_hub("sqlite", tmp_path, Time())
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    room.sit(5, code=code_for(hub))
    room.tell(AWA)
    database = ("--database", f"sqlite:///{tmp_path}/hub.sqlite3")
    file, roots = tmp_path / "file", tmp_path / "roots"

    def run(*words: object) -> str:
        done = CliRunner().invoke(main, [*database, *map(str, words)])
        assert done.exit_code == 0, done.output
        return done.output

    file.write_bytes(offer("decision"))
    assert "0 credentials issued." in run("achievement", "add", file)
    assert "\tdecision\n" in run("achievement", "list")
    run("people", "link", INSTITUTION, ADA, "P1")
    assert run("award", "list") == f"{INSTITUTION}\tP1\t{ACHIEVEMENT.id}\n"
    said = ("--by", "Dean", "--because", "seen")
    run("award", "decide", INSTITUTION, "P1", ACHIEVEMENT.id, "yes", *said)
    id_ = run("credential", "list").split("\t")[3]
    run("credential", "revoke", id_, "--because", "Mistake.")
    assert run("credential", "list").endswith("\tMistake.\n")
    assert run("keys", "rotate") == "The new key is in use.\n"
    run("root", "new", roots)
    run("keys", "draft", file, "--root", roots / "root.json")
    run("root", "sign", file, roots / "root-1.pem", roots / "root-3.pem")
    assert run("keys", "import", file).startswith("Version 3, 5 keys, root ")
    assert "signed and imported" in run("keys", "rotate")
    run("list", file)
    known = json.loads(file.read_bytes())
    assert (len(known["status_lists"]), known["key_list"]["signed"]["version"]) == (1, 3)
    hub.database.close()


LOGO = "data:image/png;base64,iVBORw0KGgo="
"""The beginning of a picture."""


@pytest.mark.parametrize("name", ["National Centre of Kenya", "IIOE"])
def test_an_awarding_body_that_no_organisation_bears_is_named_by_its_course_alone(
    tmp_path: Path, name: str
) -> None:
    """Nor is one that bears its name since, before the key list lets the key name it."""
    hub = issuing_hub("sqlite", tmp_path, Time())
    with hub.database.writing() as connection:
        organisations.rename(connection, "iioe", name)
        organisations.show(connection, "iioe", "https://iioe.example/", LOGO)
        keys.refresh(connection, hub.identity, hub.now() + 1000)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link(hub)
    room.sit(5)
    (told,) = held(room)
    badge = msgspec.json.decode(told.credential)
    creator = badge["credentialSubject"]["achievement"].get("creator", {}).get("name")
    assert (badge["issuer"]["id"], badge["issuer"]["name"]) == ("did:web:hub.example", name)
    assert badge["issuer"]["url"] == "https://iioe.example/"
    assert badge["issuer"]["image"] == {"id": LOGO, "type": "Image"}
    assert creator == (None if name == "National Centre of Kenya" else "National Centre of Kenya")
    assert badge["credentialSubject"]["achievement"]["image"]["type"] == "Image"
    hub.database.close()
