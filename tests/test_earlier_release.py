"""What an earlier release wrote is read: databases, packs, batches, asks, credentials, lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from helpers.course_folders import KEY
from helpers.earlier_release import (
    EARLIER,
    FACTS,
    HUB_KEY,
    earlier_clock,
    earlier_desktop,
    earlier_hub,
    learner,
)
from helpers.sittings import ASSESSMENT
from helpers.stations import answers_of, road_over
from ujuzi.credentials.check import check
from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.trust import read_list, root_of_list
from ujuzi.domain.event import kind_of
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import credentials, events, seats
from ujuzi.paths import KEYS
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, outbox
from ujuzi.sync import exchange
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.transport import MemoryTransport
from ujuzi.wire import batch, messages
from ujuzi.wire.messages import AskReader

CREDENTIALS = EARLIER / "credentials"
TRUST_FILE = (CREDENTIALS / "list.json").read_bytes()
DESKTOPS = ("desktop-1", "desktop-2")


@pytest.fixture(params=["sqlite", "postgresql"])
def hub_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    database = earlier_hub(request.param, tmp_path)
    yield database
    database.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[dict[str, Desk]]:
    clock = earlier_clock()
    opened = {name: open_desk(earlier_desktop(name, tmp_path), clock) for name in DESKTOPS}
    yield opened
    for desk in opened.values():
        desk.close()


def exchange_with(hub: Hub, desk: Desk) -> exchange.ExchangeProgress:
    keys = KeyFolder(desk._data_dir / KEYS)
    road = road_over(MemoryTransport(answers_of(hub)), keys, now=earlier_clock().now())
    return exchange.exchange(lambda work: work(desk._db), road)


@pytest.mark.parametrize("name", DESKTOPS)
def test_a_desktop_is_what_its_log_says(desks: dict[str, Desk], name: str) -> None:
    assert desks[name].computer.rebuild().different == ()
    assert event_log.device_id(desks[name]._db) == FACTS["devices"][name]


def test_people_progress_notes_and_certificates_are_there(desks: dict[str, Desk]) -> None:
    first = desks["desktop-1"]
    assert first.people.sign_in(learner("ada"), FACTS["pin"]).name == "Ada Traoré"
    assert [person.name for person in first.people.all()] == [
        "Ada Traoré",
        "Awa Sow",
        "Chidi Okafor",
        "Dele Ojo",
    ]
    (held,) = first.certificates.held(learner("ada"))
    assert first.certificates.check(held.credential).standing == "genuine"
    (taken_back,) = first.certificates.held(learner("chidi"))
    assert first.certificates.check(taken_back.credential).standing == "revoked"
    assert first.collection.standing().waiting


def test_a_sitting_that_was_open_goes_on_with_its_answers(desks: dict[str, Desk]) -> None:
    desk, binta = desks["desktop-2"], learner("binta")
    pack = desk.library.courses(binta)[0].pack
    sitting = desk.assessments.begin(binta, pack, ASSESSMENT)
    assert len(sitting.answers) == 2
    desk.assessments.submit(binta, sitting.attempt)


def test_a_hub_is_migrated_with_all_its_rows(hub_database: HubDatabase) -> None:
    tables = (events, seats, credentials)
    with hub_database.reading() as connection:
        before = [connection.scalar(select(func.count()).select_from(each)) for each in tables]
    migrate(hub_database)
    with hub_database.reading() as connection:
        after = [connection.scalar(select(func.count()).select_from(each)) for each in tables]
    assert before == after
    assert all(before)


def test_desktops_of_before_go_on_with_their_hub(desks: dict[str, Desk], tmp_path: Path) -> None:
    database = earlier_hub("sqlite", tmp_path)
    migrate(database)
    hub = Hub(database, earlier_clock().now)
    assert hub.identity.signing_key.public.raw == HUB_KEY
    for name in (*DESKTOPS, *DESKTOPS):
        exchange_with(hub, desks[name])
    for desk in desks.values():
        assert event_log.device_id(desk._db) in FACTS["devices"].values()
        assert outbox.amount_waiting(desk._db, event_log.device_id(desk._db)).events == 0
    database.close()


def test_a_pack_is_verified_and_installed(tmp_path: Path) -> None:
    with open_desk(tmp_path / "data", earlier_clock()) as desk:
        desk.library.trust_key("Ujuzi tests", KEY.public)
        desk.library.install(EARLIER / "small.ujuzi")


@pytest.mark.parametrize("file", sorted(EARLIER.glob("batches/*")), ids=lambda file: file.stem)
def test_a_batch_is_read(file: Path) -> None:
    arrived = batch.read(file.read_bytes())
    facts = arrived.facts()
    assert len(facts) == arrived.header.count
    assert all(kind_of(fact.body) for fact in facts)


@pytest.mark.parametrize("file", sorted(EARLIER.glob("asks/[0-9]*.ask")), ids=lambda f: f.stem)
def test_an_ask_and_its_reply_are_read(file: Path) -> None:
    wire = file.read_bytes()
    reader = AskReader()
    batches = reader.feed(wire)
    assert reader.is_complete
    assert reader.ask is not None
    assert len(batches) == reader.ask.batches
    answer = file.with_suffix(".reply").read_bytes()
    reply = messages.read_answer(answer, messages.signed_part(wire), PublicKey(HUB_KEY))
    if reply.receipt is not None:
        reply.receipt.verify(PublicKey(HUB_KEY))


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("good.json", "genuine"),
        ("good.txt", "genuine"),
        ("good.svg", "genuine"),
        ("good.png", "genuine"),
        ("good.pdf", "genuine"),
        ("revoked.json", "revoked"),
    ],
)
def test_a_credential_is_what_it_was(name: str, standing: str) -> None:
    trust = read_list(TRUST_FILE, root_of_list(TRUST_FILE))
    assert check((CREDENTIALS / name).read_bytes(), trust).standing == standing


def test_status_list_and_key_list_stand_in_the_file_to_check_with() -> None:
    trust = read_list(TRUST_FILE, root_of_list(TRUST_FILE))
    (listed,) = trust.status_lists
    stated = msgspec.json.decode((CREDENTIALS / "status-list.json").read_bytes())
    assert listed.id == stated["id"]
