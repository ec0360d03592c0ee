"""A copy of an ask gives nothing, and only what a hub signed itself tells it that it was put back.

On SQLite and on a real PostgreSQL. Computers are keys and batches alone (`helpers.hubs.Computer`).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from sqlalchemy import func, select, text

from helpers.earlier_release import earlier_hub
from helpers.hubs import (
    NOW,
    Backup,
    Computer,
    address,
    await_a_waiting_writer,
    cut_all,
    new_database,
    put_back,
    rows_of,
)
from helpers.learning_events import learning_events
from ujuzi.hub.app import Hub
from ujuzi.hub.commands import cli
from ujuzi.hub.credentials import status_lists
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import epochs
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import batches, events, heads
from ujuzi.hub.store.tables import epochs as begun
from ujuzi.wire import batch, messages
from ujuzi.wire.messages import EpochProof, Receipt, Reply

SECRET = b'{"told":"to her computer alone"}'
YEAR = 365 * 24 * 3600 * 1000
"""Milliseconds."""
ISSUER = "did:key:z6Mkissuer"


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: NOW)
    database.close()


def publish(hub: Hub, id_: str = "news") -> None:
    """Publish a document to everybody on the campus."""
    with hub.database.writing() as connection:
        scope = feed.campus_stream("unz", "ouaga-main")
        feed.publish(connection, scope, "result", id_, SECRET)


def epoch_of(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return epochs.current(connection).number


def landed(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(events)) or 0)


@dataclass
class Life:
    """A computer that exchanged before a backup and after it, and the backup."""

    computer: Computer
    wires: list[bytes]
    backup: Backup


def life(hub: Hub) -> Life:
    """Land twenty events, back up, and land thirty more."""
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(50), 10)
    computer.exchange(*wires[:2])
    backup = rows_of(hub.database)
    computer.exchange(*wires[2:])
    return Life(computer, wires, backup)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_hub_from_before_is_in_its_first_epoch_under_its_old_name(
    kind: str, tmp_path: Path
) -> None:
    database = earlier_hub(kind, tmp_path)
    with database.reading() as connection:
        name = connection.scalar(text("SELECT value FROM settings WHERE name = 'epoch'"))
    migrate(database)
    with database.reading() as connection:
        assert epochs.current(connection) == epochs.Epoch(1, bytes(name).decode())
        assert set(connection.scalars(select(heads.c.asked))) == {0}

    assert epochs.start(database, NOW).number == 2
    database.close()


# Captured asks


def test_a_captured_ask_that_is_posted_again_is_given_no_documents(hub: Hub) -> None:
    computer = Computer(hub)
    captured = computer.ask()
    publish(hub)
    assert computer.post(captured).documents != ()
    publish(hub)

    for _ in range(3):
        again = computer.post(captured)
        assert (again.documents, again.more, again.mark) == ((), False, b"")
        assert again.number == computer.number
        assert again.epoch_number == epoch_of(hub)
        assert again.receipt is not None


def test_what_an_old_ask_brings_lands_and_is_acknowledged(hub: Hub) -> None:
    computer = Computer(hub)
    first, second = cut_all(computer, learning_events(20), 10)
    by_stick = computer.ask(first)
    computer.exchange()
    publish(hub)

    reply = computer.post(by_stick)

    assert (landed(hub), reply.documents) == (10, ())
    assert reply.receipt is not None
    assert reply.receipt.last == 10
    assert computer.post(computer.ask(second, number=0)).documents == ()
    assert landed(hub) == 20


@pytest.mark.parametrize("years", [-56, -1, 5, 200])
def test_a_wrong_clock_is_no_reason_to_refuse_anything(hub: Hub, years: int) -> None:
    computer = Computer(hub)
    computer.clock = NOW + years * YEAR
    publish(hub)

    reply = computer.exchange(*cut_all(computer, learning_events(10)))

    assert [each.id for each in reply.documents if each.kind == "result"] == ["news"]
    assert landed(hub) == 10


def test_an_ask_is_answered_again_once_its_computer_counts_above_the_last(hub: Hub) -> None:
    computer = Computer(hub)
    for _ in range(5):
        computer.exchange()
    computer.number = computer.acknowledged = 2  # an older image of its disk was put back
    computer.cursors = messages.START
    publish(hub)

    refused = computer.exchange()

    assert (refused.documents, refused.number) == ((), 5)
    computer.number = refused.number
    assert len(computer.exchange().documents) == 1


def test_programs_from_before_are_answered_until_their_computer_numbers_an_ask(hub: Hub) -> None:
    computer = Computer(hub)
    publish(hub)
    captured = computer.ask(version=2)
    assert len(computer.post(captured).documents) == 1
    assert len(computer.post(captured).documents) == 1

    computer.exchange()

    again = computer.post(captured)
    assert (again.documents, again.version) == ((), 2)
    assert again.receipt is not None
    assert again.receipt.at == 0  # as that version reads it
    assert landed(hub) == 0
    computer.post(computer.ask(*cut_all(computer, learning_events(10)), version=2))
    assert landed(hub) == 10


def test_an_ask_of_an_earlier_epoch_is_told_the_new_one_and_nothing_else(hub: Hub) -> None:
    computer = Computer(hub)
    publish(hub)
    computer.exchange()
    captured = computer.ask()  # with a number that the backup never heard
    epochs.start(hub.database, NOW)

    reply = computer.post(captured)

    assert (reply.documents, reply.epoch_number, reply.cursors) == ((), 2, messages.START)
    assert computer.exchange().documents == ()
    assert len(computer.exchange().documents) == 1


def test_an_ask_that_names_no_epoch_is_told_it_and_nothing_else(hub: Hub) -> None:
    computer = Computer(hub)
    publish(hub)

    reply = computer.exchange(epoch="", epoch_number=0)

    assert (reply.documents, reply.mark, reply.epoch_number) == ((), b"", 1)
    assert len(computer.exchange().documents) == 1


def test_two_visits_with_one_ask_are_answered_once() -> None:
    database = new_database("postgresql", Path())
    hub = Hub(database, lambda: NOW)
    computer = Computer(hub)
    publish(hub)
    wire = computer.ask()

    mine = heads.c.device == computer.device
    with ThreadPoolExecutor(2) as pool, database.writing() as connection:
        connection.execute(select(heads.c.asked).where(mine).with_for_update())
        visits = [pool.submit(computer.post, wire) for _ in range(2)]
        for visit in visits:
            await_a_waiting_writer(database, visit)

    assert sorted(len(visit.result().documents) for visit in visits) == [0, 1]
    database.close()


# A hub that was put back


def test_a_hub_put_back_in_silence_learns_it_from_what_it_signed(hub: Hub) -> None:
    lab = life(hub)
    put_back(hub.database, lab.backup)

    doubted = lab.computer.post(lab.computer.ask())
    assert (doubted.prove, doubted.documents, epoch_of(hub)) == (True, (), 1)
    reply = lab.computer.exchange(proof=lab.computer.proof)

    assert (reply.epoch_number, epoch_of(hub)) == (2, 2)
    assert lab.computer.landed == 20
    lab.computer.exchange(*lab.wires)
    assert landed(hub) == 50


@pytest.mark.parametrize("which", ["mark", "receipt"])
def test_a_signed_answer_or_a_receipt_is_proof_enough(hub: Hub, which: str) -> None:
    lab = life(hub)
    put_back(hub.database, lab.backup)
    part = {which: getattr(lab.computer.proof, which)}

    lab.computer.exchange(proof=EpochProof(**part))

    assert epoch_of(hub) == 2


def test_whoever_brings_a_proof_the_hub_learns_from_it(hub: Hub) -> None:
    lab = life(hub)
    put_back(hub.database, lab.backup)

    Computer(hub, device="ffffffffffffffff").exchange(proof=lab.computer.proof)

    assert epoch_of(hub) == 2


def test_a_computer_that_the_backup_does_not_know_proves_it_too(hub: Hub) -> None:
    backup = rows_of(hub.database)
    lab = life(hub)
    put_back(hub.database, backup)
    other = Computer(hub, device="ffffffffffffffff")

    other.exchange(proof=lab.computer.proof)

    assert epoch_of(hub) == 2


def test_one_put_back_begins_one_epoch_however_many_prove_it(hub: Hub) -> None:
    computers = [Computer(hub, device=f"{number:016x}") for number in range(4)]
    backup = rows_of(hub.database)
    for computer in computers:
        computer.exchange()
    put_back(hub.database, backup)

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda each: each.exchange(proof=each.proof), computers))
    replies += [each.exchange(proof=each.proof) for each in computers]

    assert epoch_of(hub) == 2
    assert {reply.epoch_number for reply in replies} == {2}


def test_two_processes_that_find_it_out_at_once_begin_one_epoch() -> None:
    database = new_database("postgresql", Path())
    hub = Hub(database, lambda: NOW)
    lab = life(hub)
    put_back(database, lab.backup)
    proof = lab.computer.proof
    key = hub.identity.signing_key

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        row = {"number": 2, "name": "the other", "began_at": NOW}
        connection.execute(begun.insert().values(**row))
        second = pool.submit(epochs.check_proof, database, key, proof, NOW)
        await_a_waiting_writer(database, second)

    assert second.result()
    with database.reading() as connection:
        assert epochs.current(connection) == epochs.Epoch(2, "the other", NOW)
    database.close()


def test_a_backup_that_is_put_back_twice_is_another_life_with_another_epoch(hub: Hub) -> None:
    lab = life(hub)
    put_back(hub.database, lab.backup)
    epochs.start(hub.database, NOW)
    lab.computer.exchange()
    lab.computer.exchange(*lab.wires)
    assert lab.computer.epoch_number == 2
    put_back(hub.database, lab.backup)
    epochs.start(hub.database, NOW)  # counted to the same number

    assert lab.computer.post(lab.computer.ask()).prove
    reply = lab.computer.exchange(proof=lab.computer.proof)

    assert reply.epoch_number == 3
    assert epoch_of(hub) == 3


def test_a_hub_that_was_put_back_gives_no_place_of_a_status_list_twice(hub: Hub) -> None:
    lab = life(hub)
    with hub.database.writing() as connection:
        status_lists.take_place(connection, ISSUER, NOW)
    backup = rows_of(hub.database)
    with hub.database.writing() as connection:
        place = status_lists.take_place(connection, ISSUER, NOW)
    lab.computer.exchange()
    put_back(hub.database, backup)

    lab.computer.exchange(proof=lab.computer.proof)

    with hub.database.writing() as connection:
        assert status_lists.take_place(connection, ISSUER, NOW) != place


def test_a_receipt_for_another_history_of_the_same_length_is_proof(hub: Hub) -> None:
    lab = life(hub)
    clone = cut_all(lab.computer, learning_events(50, seed=2), 10)
    with hub.database.writing() as connection:  # as if the clone's had landed since
        mine = batches.c.device == lab.computer.device
        digest = batch.read(clone[4]).digest
        connection.execute(batches.update().where(mine, batches.c.last == 50).values(digest=digest))
    receipt = lab.computer.proof.receipt
    assert receipt is not None

    lab.computer.exchange(proof=EpochProof(receipt=receipt))

    assert epoch_of(hub) == 2


# What is no proof


class Claim(TypedDict, total=False):
    """What an ask says of itself."""

    landed: int
    cursors: tuple[int, ...]
    acknowledged: int
    number: int
    epoch: str
    epoch_number: int
    proof: EpochProof


FAR = 10**9
CLAIMS: dict[str, Claim] = {
    "landed": {"landed": FAR},
    "cursors": {"cursors": (FAR,) * 4},
    "answers": {"acknowledged": FAR, "number": FAR + 1},
    "epoch": {"epoch_number": 9, "epoch": "beefbeef"},
    "another life": {"epoch": "beefbeef", "epoch_number": 1},
}
"""Asks that say more than the hub ever told their computer."""


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_bare_claim_begins_no_epoch_and_is_shown_to_a_person(hub: Hub, claim: Claim) -> None:
    computer, other = Computer(hub), Computer(hub, device="ffffffffffffffff")
    publish(hub)
    other.exchange()
    computer.exchange()
    computer.exchange()

    doubted = computer.post(computer.ask(**claim))
    assert (doubted.prove, doubted.documents) == (True, ())
    proven: Claim = {"number": FAR + 2, **claim, "proof": EpochProof()}
    computer.post(computer.ask(**proven))

    assert epoch_of(hub) == 1
    assert other.exchange().epoch_number == 1
    shown = CliRunner().invoke(cli.main, ["--database", address(hub.database), "devices"])
    (line,) = [each for each in shown.output.splitlines() if computer.device in each]
    assert "claims more than it was told" in line
    assert shown.output.count("claims more") == 1


def test_a_computer_with_cursors_that_no_hub_gave_reads_anew_by_itself(hub: Hub) -> None:
    computer = Computer(hub)
    publish(hub)
    computer.exchange()

    reply = computer.exchange(cursors=(9, 9, 9, 9), proof=EpochProof())

    assert len(reply.documents) == 1
    assert reply.cursors == (0, 0, 0, 1)


def forged(computer: Computer) -> list[EpochProof]:
    """Return what looks like proof, and is not what the hub signed in this epoch."""
    proof = computer.proof
    assert proof.mark is not None
    assert proof.receipt is not None
    far = replace(proof.receipt, last=10**6)
    bare = Receipt("beefbeef", computer.device, 10**6, bytes(32))
    return [
        EpochProof(mark=replace(proof.mark, number=10**6)),
        EpochProof(mark=replace(proof.mark, epoch_number=7)),
        EpochProof(mark=replace(proof.mark, mac=b"")),
        EpochProof(mark=replace(proof.mark, mac=bytes(16))),
        EpochProof(receipt=far),
        EpochProof(receipt=far.signed_by(computer.key)),
        EpochProof(receipt=replace(bare, at=NOW, epoch_number=9).signed_by(computer.key)),
        EpochProof(receipt=bare),
        proof,
        EpochProof(),
    ]


def test_what_the_hub_did_not_sign_or_knows_begins_nothing(hub: Hub) -> None:
    computer = Computer(hub)
    computer.exchange(*cut_all(computer, learning_events(10)))

    for proof in forged(computer):
        computer.exchange(proof=proof)
        assert epoch_of(hub) == 1


def test_what_was_signed_in_an_earlier_epoch_begins_nothing(hub: Hub) -> None:
    lab = life(hub)
    proof = lab.computer.proof
    put_back(hub.database, lab.backup)
    epochs.start(hub.database, NOW)

    lab.computer.exchange(proof=proof)

    assert epoch_of(hub) == 2


def test_a_receipt_of_before_receipts_were_dated_begins_nothing(hub: Hub) -> None:
    lab = life(hub)
    wire = lab.computer.ask(version=2, epoch="")
    receipt = lab.computer.post(wire).receipt
    assert receipt is not None
    put_back(hub.database, lab.backup)

    lab.computer.exchange(proof=EpochProof(receipt=receipt))

    assert epoch_of(hub) == 1


def test_programs_from_before_read_anew_where_their_hub_was_put_back(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(30), 10)
    publish(hub)
    computer.exchange(wires[0], version=2)
    backup = rows_of(hub.database)
    publish(hub, "later")
    computer.exchange(*wires[1:], version=2)
    put_back(hub.database, backup)

    reply: Reply = computer.exchange(version=2)

    assert "news" in [document.id for document in reply.documents]
    assert computer.landed == 10
    shown = CliRunner().invoke(cli.main, ["--database", address(hub.database), "devices"])
    assert "claims more than it was told" in shown.output
