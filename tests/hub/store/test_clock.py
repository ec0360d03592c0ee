"""A hub whose clock jumped signs nothing that lasts until somebody says that it is right."""

from __future__ import annotations

import pytest
import uvicorn
from click.testing import CliRunner, Result

from helpers.awards import Time, held, link
from helpers.hubs import Computer, address, cut_all
from helpers.learning_events import learning_events
from helpers.sitting_hubs import ADA, INSTITUTION, Room
from ujuzi.errors import RefusedError
from ujuzi.hub import app as hubs
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import keys, status_lists
from ujuzi.hub.store import clock

DAY = 86_400_000
YEAR = 365 * DAY


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    link(hub)
    return made


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One for each time that a hub would have listened."""
    calls: list[object] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **options: calls.append(options))
    return calls


def run(hub: Hub, *arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(main, ["--database", address(hub.database), *map(str, arguments)])
    assert done.exit_code == status, done.output
    return done


def signed_lists(hub: Hub) -> bytes:
    with hub.database.reading() as connection:
        return keys.trust_file(connection)


def last_signed(hub: Hub, before: int) -> None:
    """Let the hub have signed so long before the clock of this machine."""
    with hub.database.writing() as connection:
        clock.confirm(connection, hubs.system_now() - before)


@pytest.mark.parametrize("jump", [5 * YEAR, 2 * YEAR, -3 * DAY, -60 * YEAR, 10**18])
def test_a_hub_whose_clock_jumped_signs_nothing_that_lasts_and_lands_everything(
    hub: Hub, room: Room, time: Time, jump: int
) -> None:
    before, lists = time.now, signed_lists(hub)
    time.now += jump
    room.sit(4)

    assert room.result().state == "graded"
    assert (held(room), signed_lists(hub)) == ([], lists)
    for sign in (
        lambda connection: keys.rotate(connection, hub.identity, time.now),
        lambda connection: keys.draft(connection, hub.identity, None, time.now),
        lambda connection: status_lists.publish(connection, 0, time.now),
    ):
        with (
            pytest.raises(RefusedError, match="signs nothing that lasts until the clock"),
            hub.database.writing() as connection,
        ):
            sign(connection)

    time.now = before + DAY  # somebody set it right
    with hub.database.writing() as connection:
        awards.settle(connection, INSTITUTION, ADA, time.now)
    room.tell(ADA)
    assert len(held(room)) == 1


@pytest.mark.parametrize("jump", [5 * YEAR, -5 * YEAR])
def test_what_lands_meanwhile_is_acknowledged_under_the_latest_date_that_was_believed(
    hub: Hub, time: Time, jump: int
) -> None:
    computer = Computer(hub)
    first, second = cut_all(computer, learning_events(20, device=computer.device), 10)
    believed = computer.exchange(first)
    time.now += jump
    doubted = computer.exchange(second)

    assert believed.receipt is not None
    assert doubted.receipt is not None
    assert (believed.receipt.last, doubted.receipt.last) == (10, 20)
    assert doubted.now == doubted.receipt.at == believed.now == believed.receipt.at


@pytest.mark.parametrize("jump", [400 * DAY, DAY, -DAY // 2])
def test_a_clock_that_was_corrected_and_a_hub_that_stood_still_are_no_matter(
    hub: Hub, room: Room, time: Time, jump: int
) -> None:
    time.now += 2 * DAY
    room.tell(ADA)
    time.now += jump
    room.sit(4)
    assert len(held(room)) == 1


class TestAtTheCommandLine:
    """What its administrator reads and does."""

    def test_a_hub_that_doubts_its_clock_says_so_and_listens(
        self, hub: Hub, room: Room, served: list[object]
    ) -> None:
        last_signed(hub, 5 * YEAR)
        room.sit(4)
        said = run(hub, "serve").stdout

        assert said.count("signs nothing that lasts until the clock") == 1
        assert "`ujuzi-hub clock confirm`" in said
        assert len(served) == 1

    def test_who_confirms_the_clock_has_issued_what_waited(self, hub: Hub, room: Room) -> None:
        room.tell(ADA)
        last_signed(hub, -5 * YEAR)
        room.sit(4)
        assert held(room) == []
        shown = run(hub, "clock", "show").stdout
        confirmed = run(hub, "clock", "confirm").stdout
        room.tell(ADA)

        assert "signs nothing that lasts" in shown
        assert "is right; 1 credentials issued." in confirmed
        assert "signs nothing" not in run(hub, "clock", "show").stdout
        assert len(held(room)) == 1

    @pytest.mark.parametrize(
        "command", [("keys", "rotate"), ("purge",), ("keys", "draft", "/dev/null")], ids=str
    )
    def test_what_would_be_dated_or_let_go_of_by_a_wrong_clock_is_refused(
        self, hub: Hub, command: tuple[str, ...]
    ) -> None:
        last_signed(hub, 5 * YEAR)
        assert "has signed under" in run(hub, *command, status=1).stderr
