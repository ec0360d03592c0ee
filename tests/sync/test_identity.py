"""A computer never writes under a name that may be another's, and loses nothing by a new one."""

from __future__ import annotations

import errno
from pathlib import Path

import msgspec
import pytest

from helpers.campuses import Campus, counted, facts_at, forget_all_learning, told_by
from helpers.failing_disk import show_nothing
from helpers.hubs import CAMPUS, Computer
from helpers.stations import (
    NOW,
    MemoryKeys,
    Station,
    code_of,
)
from ujuzi.domain.event import (
    ActivityOpened,
    DeviceId,
    Event,
    NoteWritten,
)
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.people import registration
from ujuzi.store import event_log, facts, outbox, projections
from ujuzi.sync import exchange, identity, machine
from ujuzi.wire import batch, messages
from ujuzi.wire.messages import Ask

HERE = machine.described("image", [0x001122334455])
ELSEWHERE = machine.described("image", [0x0011223344FF])


@pytest.fixture
def station() -> Station:
    """A computer that is registered with no hub."""
    return Station()


def known_machine(station: Station) -> machine.Machine:
    return msgspec.json.decode(facts.get(station.db, machine.FACT) or "", type=machine.Machine)


def test_the_first_machine_is_no_move(station: Station) -> None:
    before = station.device
    assert not identity.settle(station.db, HERE)
    assert not identity.settle(station.db, HERE)
    assert station.device == before


def test_another_machine_takes_a_new_name_once(station: Station) -> None:
    before = station.device
    identity.settle(station.db, HERE)

    assert identity.settle(station.db, ELSEWHERE)
    assert not identity.settle(station.db, ELSEWHERE)
    assert station.device != before


@pytest.mark.parametrize("unknown", [machine.Machine("", HERE.cards), machine.Machine("x", ())])
def test_what_cannot_be_known_today_is_remembered_from_before(
    station: Station, unknown: machine.Machine
) -> None:
    known = machine.Machine("x", HERE.cards)
    identity.settle(station.db, known)

    assert not identity.settle(station.db, unknown)
    assert known_machine(station) == known


def test_a_new_card_is_no_move_and_is_what_is_known_from_then(station: Station) -> None:
    both = machine.described("image", [0x001122334455, 0x0011223344FF])
    for here in (HERE, both, ELSEWHERE):
        assert not identity.settle(station.db, here)
    assert known_machine(station) == ELSEWHERE


def test_a_key_is_made_on_first_use_and_stays(tmp_path: Path) -> None:
    keys = identity.KeyFolder(tmp_path / "keys")
    assert not keys.has("d0")

    made = keys.of("d0")

    assert keys.has("d0")
    assert identity.KeyFolder(tmp_path / "keys").of("d0").public == made.public
    assert keys.of("d1").public != made.public


def test_a_damaged_key_is_none_and_is_not_written_over(tmp_path: Path) -> None:
    identity.KeyFolder(tmp_path).of("d0")
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"a pulled stick")

    keys = identity.KeyFolder(tmp_path)
    assert not keys.has("d0")
    with pytest.raises(RefusedError):
        keys.of("d0")
    assert file.read_bytes() == b"a pulled stick"


def test_a_key_that_is_gone_is_missed_by_the_next_visit(tmp_path: Path) -> None:
    keys = identity.KeyFolder(tmp_path)
    made = keys.of("d0")
    (file,) = tmp_path.iterdir()
    file.unlink()

    assert keys.has("d0"), "a visit goes on as it began"
    assert keys.of("d0") == made
    assert not identity.KeyFolder(tmp_path).has("d0")


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE])
def test_a_key_that_a_failing_disk_does_not_show_is_told_and_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    made = identity.KeyFolder(tmp_path / "keys").of("d0").public
    keys = identity.KeyFolder(tmp_path / "keys")

    with monkeypatch.context() as patch:
        show_nothing(patch, number)
        for asked in (keys.has, keys.of):
            with pytest.raises(WorldError) as told:
                asked("d0")
            assert told.value.code is Code.KEY_UNREADABLE
    assert keys.of("d0").public == made


def test_a_computer_that_no_hub_knows_needs_no_key(station: Station) -> None:
    before = station.device
    identity.check_key(station.db, MemoryKeys())
    identity.settle_key(station.db, MemoryKeys())
    assert station.device == before


def test_until_the_hub_knows_the_new_name_the_old_key_is_what_counts(campus: Campus) -> None:
    keys, first = campus.station.keys, campus.station.device
    for _ in range(2):
        identity.take_new(campus.db)

    link = identity.link_of(campus.db)
    assert link is not None
    assert link.predecessor == first
    identity.check_key(campus.db, keys)
    with pytest.raises(RefusedError) as refused:
        identity.check_key(campus.db, MemoryKeys())
    assert refused.value.code == "key-lost"


def test_a_new_name_hears_everything_anew_and_shows_what_the_hub_said_to_the_old(
    campus: Campus,
) -> None:
    campus.study(2)
    campus.exchange()
    before = identity.link_of(campus.db)
    assert before is not None

    identity.take_new(campus.db)

    after = identity.link_of(campus.db)
    assert after is not None
    assert (after.cursors, after.acknowledged, after.prove) == (messages.START, 0, True)
    assert (after.proof, after.epoch) == (before.proof, before.epoch)


def test_a_restored_computer_goes_on_under_a_new_name_and_loses_nothing(campus: Campus) -> None:
    campus.study(4)
    campus.exchange()
    before = campus.station.device
    with campus.db.atomic():
        campus.db.execute("DELETE FROM batches")  # an older copy of the disk was put back
    campus.study(1)

    done = campus.exchange()

    assert campus.station.device != before
    assert done.waiting == 0
    assert facts_at(campus.hub) == told_by(campus.db)


def test_a_cloned_lab_keeps_what_each_computer_did(campus: Campus) -> None:
    campus.study(3)
    clone = campus.station.copy()
    identity.settle(campus.db, machine.described("image", [0x001122334455]))
    identity.settle(clone.db, machine.described("image", [0x001122334455]))
    assert identity.settle(clone.db, machine.described("image", [0x0011223344FF]))
    campus.study(2)
    clone.record("hawa", ActivityOpened(course="c", activity="a", pack="p" * 64))

    campus.exchange()
    clone.exchange(campus.transport)

    assert clone.device != campus.station.device
    assert facts_at(campus.hub) == told_by(campus.db) | told_by(clone.db)


def test_two_clones_that_noticed_nothing_are_told_apart_by_the_hub(campus: Campus) -> None:
    clone = campus.station.copy()
    campus.study(2)
    clone.record("hawa", ActivityOpened(course="c", activity="a", pack="p" * 64))
    campus.exchange()

    clone.exchange(campus.transport)

    assert clone.device != campus.station.device
    assert facts_at(campus.hub) == told_by(campus.db) | told_by(clone.db)
    assert counted(campus.hub) == len(facts_at(campus.hub))


def test_a_restored_hub_gets_back_what_a_given_up_identity_had_told(campus: Campus) -> None:
    campus.study(3)
    campus.exchange()
    identity.take_new(campus.db)
    campus.study(2)
    campus.exchange()
    forget_all_learning(campus.hub)

    campus.exchange()

    assert facts_at(campus.hub) == told_by(campus.db)
    assert counted(campus.hub) == len(told_by(campus.db))


def test_copies_of_a_disk_that_took_one_new_name_are_told_apart(campus: Campus) -> None:
    identity.take_new(campus.db)
    clone = campus.station.copy()
    campus.study(1)
    clone.record("hawa", ActivityOpened(course="c", activity="a", pack="p" * 64))

    campus.exchange()
    clone.exchange(campus.transport)

    assert facts_at(campus.hub) == told_by(campus.db) | told_by(clone.db)


def test_a_batch_that_comes_by_stick_after_it_was_told_anew_counts_once(campus: Campus) -> None:
    campus.study(3)
    old, keys = campus.station.device, campus.station.keys
    exchange.cut_batches(campus.db, keys, NOW)
    (stick,) = outbox.waiting(campus.db, old)
    identity.take_new(campus.db)
    campus.exchange()

    ask = Ask(messages.VERSION, old, NOW, "", 0, messages.START, 1)
    campus.transport.post("exchange", messages.frame_ask(ask, [stick.wire], keys.of(old)))

    assert counted(campus.hub) == len(facts_at(campus.hub)) == len(told_by(campus.db))


def test_under_a_new_identity_the_computer_still_hears_of_its_people(campus: Campus) -> None:
    campus.exchange()
    identity.take_new(campus.db)
    campus.exchange()
    elsewhere = Computer(campus.hub, device="ffffffffffffffff")
    body = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="from elsewhere")
    event = Event(DeviceId(elsewhere.device), 1, 1, campus.lab.learner, NOW, body)
    elsewhere.exchange(batch.cut([event], batch.NOTHING_BEFORE, elsewhere.key).wire)

    campus.exchange()

    assert projections.NOTES.get(campus.db, campus.lab.learner, "n").text == "from elsewhere"


def test_what_is_recorded_under_a_new_identity_comes_after_all_before(campus: Campus) -> None:
    campus.study(6)
    before = max(event.lamport for event in event_log.replay(campus.db))

    identity.take_new(campus.db)
    outbox.send_former_anew(campus.db, campus.station.device)
    campus.study(1)

    assert max(event.lamport for event in event_log.replay(campus.db)) == before + 1


def test_a_lost_key_needs_a_new_code_and_loses_nothing(campus: Campus) -> None:
    campus.study(2)
    campus.exchange()
    campus.study(2)
    campus.station.keys = MemoryKeys()

    for _ in range(2):
        with pytest.raises(RefusedError) as error:
            campus.exchange()
        assert error.value.code == "key-lost"
    with pytest.raises(RefusedError):
        campus.station.register(campus.transport, "WRONG-CODE")
    campus.station.register(campus.transport, code_of(campus.hub, CAMPUS))
    campus.study(1)

    assert campus.exchange().waiting == 0
    assert facts_at(campus.hub) == told_by(campus.db)
    assert counted(campus.hub) == len(told_by(campus.db))


def test_a_retired_computer_comes_back_with_a_new_code(campus: Campus) -> None:
    campus.study(2)
    campus.exchange()
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, campus.station.device, registration.RETIRED)
    before = campus.station.device
    campus.study(1)

    campus.station.register(campus.transport, code_of(campus.hub, CAMPUS))

    assert campus.station.device != before
    assert campus.exchange().waiting == 0
    assert facts_at(campus.hub) == told_by(campus.db)


def test_a_lost_answer_to_a_succession_is_asked_for_again(campus: Campus) -> None:
    campus.study(2)
    campus.exchange()
    identity.take_new(campus.db)
    campus.study(1)

    class Lossy:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            campus.transport.post(path, body)
            raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")

    with pytest.raises(WorldError):
        campus.exchange(Lossy())
    campus.exchange()

    assert facts_at(campus.hub) == told_by(campus.db)
