"""`ujuzi-hub` as an administrator runs it: what it prints, what it refuses, and its exit status."""

from __future__ import annotations

import errno
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import duckdb
import pytest
import uvicorn
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, select, text

from helpers.hub_process import environment, start_hub
from helpers.hubs import (
    CAMPUS,
    NOW,
    OTHER_CAMPUS,
    Computer,
    address,
    cut_all,
    new_database,
    new_postgresql_database,
)
from helpers.learning_events import learning_events
from helpers.odd_files import make_pipe
from ujuzi.domain.achievement import PICTURE, PICTURE_BYTES_MOST
from ujuzi.hub.actions.upkeep import FIRST_CAMPUS
from ujuzi.hub.app import Hub, system_now
from ujuzi.hub.asgi import DATABASE_VARIABLE
from ujuzi.hub.commands import serve
from ujuzi.hub.commands.cli import DEFAULT_DATABASE, main
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import ingest
from ujuzi.hub.people import organisations, registration
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.tables import administrators, batches, learners
from ujuzi.paths import default_hub_database
from ujuzi.serving import limits

SECOND_CAMPUS = "ouaga-second"
ROSTER = f"person,name,campus,role\nP1,Awa Traoré,{CAMPUS},teacher\n"
CODE = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
NGINX = Path(__file__).parents[2] / "packaging" / "hub" / "nginx.conf"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    return f"sqlite:///{tmp_path}/new.sqlite3" if kind == "sqlite" else new_postgresql_database()


@pytest.fixture
def hub(kind: str, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(kind, tmp_path)
    yield Hub(database, lambda: NOW)
    database.close()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How uvicorn would have been started."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **options: calls.append(options))
    return calls


def run(at: Hub | str, *arguments: object, status: int = 0) -> Result:
    database = at if isinstance(at, str) else address(at.database)
    done = CliRunner().invoke(main, ["--database", database, *map(str, arguments)])
    assert done.exit_code == status, done.output
    return done


def commands(group: click.Group, path: str = "ujuzi-hub") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


@pytest.mark.parametrize(("path", "command"), list(commands(main)), ids=str)
def test_every_command_says_what_it_does(path: str, command: click.Command) -> None:
    assert command.help, path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
def test_help_that_finds_no_room_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "ujuzi.hub", "people", "--help"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment()
        )
    assert done.returncode == 3
    assert done.stderr == "ujuzi-hub: No space left on device.\n"


def test_a_command_loads_what_it_works_with_and_no_more() -> None:
    asked = """
import sys
from ujuzi.hub.commands.cli import main
print({"sqlalchemy", "starlette", "jinja2"} & sys.modules.keys())
assert main.commands["organisation"].commands
print({"alembic", "starlette", "jinja2", "uvicorn", "pyld", "pypdf"} & sys.modules.keys())
"""
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.splitlines() == ["set()", "set()"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (["purge", "--help"], 0),
        (["people", "list", "--help"], 0),
        (["--help"], 0),
        (["people"], 2),
        (["purge", "--everything"], 2),
    ],
)
def test_whoever_asks_for_help_touches_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DATABASE_VARIABLE, DEFAULT_DATABASE)

    done = CliRunner().invoke(main, asked)

    assert "Usage:" in done.output
    assert done.exit_code == status
    assert list(tmp_path.iterdir()) == []


class TestOnePlace:
    """A hub of which nobody says where it is, is found from wherever somebody is."""

    @pytest.fixture(autouse=True)
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return where this account's hub is, on Linux; and begin in another folder."""
        home = tmp_path / "home"
        monkeypatch.setenv("XDG_DATA_HOME", str(home))
        monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
        default = f"sqlite:///{default_hub_database().as_posix()}"
        monkeypatch.setattr(
            next(each for each in main.params if each.name == "database"), "default", default
        )
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        return home

    def type(self, *words: str, status: int = 0) -> Result:
        done = CliRunner(env={DATABASE_VARIABLE: None}).invoke(main, list(words))
        assert done.exit_code == status, done.output
        return done

    @pytest.mark.usefixtures("served")
    @pytest.mark.skipif(sys.platform != "linux", reason="The place is the platform's own")
    def test_it_is_the_same_in_every_folder(
        self, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "There is no hub at" in self.type("devices", status=1).output
        assert not home.exists()
        self.type("serve")
        monkeypatch.chdir(tmp_path)
        self.type("devices")
        assert (home / "ujuzi-hub" / "ujuzi-hub.sqlite3").is_file()
        assert list((tmp_path / "here").iterdir()) == []

    @pytest.mark.parametrize("command", ["serve", "devices"])
    def test_one_of_an_earlier_release_is_not_forgotten_in_silence(
        self, home: Path, served: list[dict[str, Any]], command: str
    ) -> None:
        earlier = Path("ujuzi-hub.sqlite3").absolute()
        run(f"sqlite:///{earlier}", "serve")
        told = self.type(command, status=1).output
        assert f"--database sqlite:///{earlier}" in told
        assert (len(served), home.exists()) == (1, False)
        run(f"sqlite:///{earlier}", "devices")
        self.type("devices", "--help")


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "Hub at http://127.0.0.1:8765. Only this computer reaches it"),
        ("localhost", "Only this computer reaches it; start with --host 0.0.0.0"),
        ("0.0.0.0", "Other computers reach it at http://192.0.2.7:8765, where its firewall"),
        ("192.0.2.7", "Hub at http://192.0.2.7:8765. Other computers reach it there"),
    ],
)
@pytest.mark.usefixtures("served")
def test_the_first_line_says_whether_other_computers_reach_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, said: str
) -> None:
    monkeypatch.setattr(serve, "_addresses", lambda: ["192.0.2.7"])
    monkeypatch.setattr(serve, "_check_free", lambda *_: None)
    told = run(f"sqlite:///{tmp_path}/new.sqlite3", "serve", "--host", host).stdout
    assert said in told.splitlines()[0]


def test_a_logo_of_an_organisation_is_held_whole_and_small(hub: Hub, tmp_path: Path) -> None:
    def kept() -> str:
        with hub.database.reading() as connection:
            found = organisations.shown(connection, "ICHEI")
        assert found is not None
        return found.image

    run(hub, "organisation", "add", "ichei", "secretariat", "ICHEI")
    show = ("organisation", "show", "ichei")
    small, large, other = (tmp_path / name for name in ("small.png", "large.png", "logo.gif"))
    small.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    large.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(PICTURE_BYTES_MOST))
    other.write_bytes(b"GIF89a")
    run(hub, *show, "--logo", small)
    assert PICTURE.fullmatch(kept())
    assert "larger than" in run(hub, *show, "--logo", large, status=1).stderr
    assert "no PNG" in run(hub, *show, "--logo", other, status=2).stderr
    assert PICTURE.fullmatch(kept())
    run(hub, *show, "--image", "https://x.example/logo.png")
    assert kept() == "https://x.example/logo.png"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is seen on a terminal."""
    monkeypatch.setattr(serve, "is_terminal", lambda: True)


class TestStartInAJournal:
    """What a hub prints that systemd starts: whoever reads the journal registers no computer."""

    def test_a_new_hub_says_which_commands_print_its_first_codes(
        self, url: str, served: list[Any]
    ) -> None:
        printed = run(url, "serve").output

        assert not re.search(CODE, printed)
        assert "one-time password" not in printed
        asked = re.findall(r"type: ujuzi-hub ([\w-]+ [\w-]+)", printed)
        assert asked == [f"code {FIRST_CAMPUS}", "administrator admin"]
        assert re.fullmatch(CODE, run(url, *asked[0].split()).stdout.strip())
        assert asked == re.findall(r"type: ujuzi-hub ([\w-]+ [\w-]+)", run(url, "serve").output)
        assert kept(url, "admin", run(url, *asked[1].split()).stdout.strip())
        assert "type:" not in run(url, "serve").output


@pytest.mark.usefixtures("terminal")
class TestStart:
    """What a hub prints when it is first served: whoever runs it needs both lines to go on."""

    def test_a_new_hub_prints_a_code_and_a_password_once(self, url: str, served: list[Any]) -> None:
        first = run(url, "serve").output
        second = run(url, "serve").output

        assert re.search(rf"^Registration code for {FIRST_CAMPUS}: {CODE}$", first, re.MULTILINE)
        assert re.search(
            r"^First administrator: admin, one-time password \S{16} \(for the web console to come",
            first,
            re.MULTILINE,
        )
        assert "Registration code" not in second
        assert "password" not in second
        assert len(served) == 2

    def test_a_hub_with_a_tree_of_its_own_prints_them_too(
        self, url: str, served: list[Any]
    ) -> None:
        for arguments in (
            ("iioe", "secretariat", "IIOE"),
            ("bf", "centre", "Burkina Faso", "--under", "iioe"),
            ("unz", "institution", "Norbert Zongo", "--under", "bf"),
            ("lab", "campus", "Lab", "--under", "unz"),
        ):
            run(url, "organisation", "add", *arguments)

        printed = run(url, "serve").output

        assert re.search(rf"^Registration code for lab: {CODE}$", printed, re.MULTILINE)
        assert "First administrator: admin" in printed
        assert FIRST_CAMPUS not in run(url, "organisation", "list").output

    def test_a_hub_whose_tree_has_no_campus_says_so(self, url: str, served: list[Any]) -> None:
        run(url, "organisation", "add", "iioe", "secretariat", "IIOE")

        printed = run(url, "serve").output

        assert "There is no campus yet: ujuzi-hub organisation add --help" in printed
        assert "First administrator: admin" in printed

    def test_the_password_that_is_printed_is_the_one_that_is_kept(
        self, url: str, served: list[Any]
    ) -> None:
        first = run(url, "serve").output.split("one-time password ")[1].split()[0]
        assert kept(url, "admin", first)

        again = run(url, "administrator", "admin").stdout.strip()
        another = run(url, "administrator", "awa").stdout.strip()

        assert kept(url, "admin", again)
        assert kept(url, "awa", another)
        assert not kept(url, "admin", first)
        assert "name of letters" in run(url, "administrator", "a\tb", status=1).stderr

    def test_a_proxy_closes_a_connection_before_the_hub_does(
        self, url: str, served: list[Any]
    ) -> None:
        run(url, "serve")
        found = re.search(r"^\s+keepalive_timeout (\d+)s;$", NGINX.read_text(), re.MULTILINE)
        assert found is not None
        assert int(found[1]) < served[0]["timeout_keep_alive"] == limits.KEEP_ALIVE_SECONDS

    def test_several_workers_need_postgresql(self, tmp_path: Path, served: list[Any]) -> None:
        refused = run(f"sqlite:///{tmp_path}/h.sqlite3", "serve", "--workers", 2, status=2)
        assert "need --database postgresql://" in refused.stderr
        assert served == []


def stated(url: str) -> str:
    """Return where people are told to reach a hub."""
    database = open_database(url)
    with database.reading() as connection:
        found = settings.address_of(connection)
    database.close()
    return found


def kept(url: str, name: str, password: str) -> bool:
    """Say whether this is an administrator's password."""
    database = open_database(url)
    with database.reading() as connection:
        verifier = connection.scalar(
            select(administrators.c.verifier).where(administrators.c.name == name)
        )
    database.close()
    try:
        return PasswordHasher().verify(str(verifier), password)
    except VerifyMismatchError:
        return False


def test_of_two_hubs_that_start_at_once_on_postgresql_one_prints_what_opens_it() -> None:
    url = new_postgresql_database()
    with ThreadPoolExecutor(2) as pool:
        hubs = list(pool.map(start_hub, [url, url]))
    for hub in hubs:
        hub.kill()
    assert len([hub.code for hub in hubs if hub.code]) == 1


class TestOrganisations:
    """The tree is managed by commands."""

    def test_it_is_listed_from_the_top(self, hub: Hub) -> None:
        run(hub, "organisation", "add", SECOND_CAMPUS, "campus", "Second", "--under", "unz")
        assert run(hub, "organisation", "list").output.splitlines() == [
            "iioe\tsecretariat\tIIOE\t",
            "bf\tcentre\tBurkina Faso\tiioe",
            "unz\tinstitution\tUniversité Norbert Zongo\tbf",
            f"{CAMPUS}\tcampus\tKoudougou\tunz",
            f"{SECOND_CAMPUS}\tcampus\tSecond\tunz",
            "uvbf\tinstitution\tUniversité virtuelle\tbf",
            f"{OTHER_CAMPUS}\tcampus\tBobo\tuvbf",
        ]

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("a b", "centre", "X", "--under", "iioe"), "must be letters, digits and hyphens"),
            (("unz", "centre", "X", "--under", "iioe"), "There is an organisation unz already"),
            (("lab", "campus", "X", "--under", "bf"), "needs one of kind institution above it; bf"),
            (("au", "secretariat", "X", "--under", "bf"), "has none above it; bf is none."),
            (("au", "secretariat", "X", "--under", "nowhere"), "has none above it; nowhere is"),
            (("lab", "campus", "X"), "institution above it. Say which with --under."),
            (("lab", "campus", " ", "--under", "unz"), "An organisation needs a name"),
            (("top", "secretariat", "X", "--under", "bf"), "has none above it; bf"),
        ],
    )
    def test_it_stays_a_tree(self, hub: Hub, arguments: tuple[str, ...], sentence: str) -> None:
        before = run(hub, "organisation", "list").output
        assert sentence in run(hub, "organisation", "add", *arguments, status=1).stderr
        assert run(hub, "organisation", "list").output == before

    def test_a_name_is_mended_and_an_id_stays(self, hub: Hub) -> None:
        said = run(hub, "organisation", "rename", "unz", "Norbert Zongo").output
        assert said == "unz is called Norbert Zongo now.\n"
        assert "unz\tinstitution\tNorbert Zongo\tbf" in run(hub, "organisation", "list").output
        refused = run(hub, "organisation", "rename", "nowhere", "X", status=1)
        assert "There is no organisation nowhere" in refused.stderr
        refused = run(hub, "organisation", "rename", "unz", "", status=1)
        assert "An organisation needs a name" in refused.stderr
        assert "unz\tinstitution\tNorbert Zongo\tbf" in run(hub, "organisation", "list").output

    def test_an_institution_goes_to_another_centre_and_its_computers_hear_of_it(
        self, hub: Hub
    ) -> None:
        computer = Computer(hub)
        computer.exchange()
        run(hub, "organisation", "add", "ml", "centre", "Mali", "--under", "iioe")
        with hub.database.writing() as connection:
            feed.publish(connection, ("", "centre:ml"), "notice", "welcome", b"{}")

        run(hub, "organisation", "move", "unz", "--under", "ml")

        assert [each.id for each in computer.exchange().documents] == ["welcome"]
        refused = run(hub, "organisation", "move", "unz", "--under", "bf", status=1)
        assert "The centre ml has published to its computers" in refused.stderr

    @pytest.mark.parametrize(
        ("moved", "parent", "sentence"),
        [
            (CAMPUS, "uvbf", "cannot leave its institution"),
            ("unz", "uvbf", "needs one of kind centre above it; uvbf is none"),
            ("unz", "nowhere", "needs one of kind centre above it; nowhere is none"),
            ("nowhere", "bf", "There is no organisation nowhere"),
            ("iioe", "bf", "has none above it; bf is none"),
        ],
    )
    def test_what_would_tear_records_apart_is_refused(
        self, hub: Hub, moved: str, parent: str, sentence: str
    ) -> None:
        before = run(hub, "organisation", "list").output
        refused = run(hub, "organisation", "move", moved, "--under", parent, status=1)
        assert sentence in refused.stderr
        assert run(hub, "organisation", "list").output == before


class TestPeople:
    """The roster and its links, by command."""

    @pytest.fixture
    def ada(self, hub: Hub, tmp_path: Path) -> str:
        """A learner at the first campus, and a roster with Awa in it."""
        with hub.database.writing() as connection:
            organisations.add(connection, SECOND_CAMPUS, "campus", "Second", "unz")
            connection.execute(
                learners.insert().values(institution="unz", learner="ada", campus=CAMPUS)
            )
        file = tmp_path / "roster.csv"
        file.write_text(ROSTER, encoding="utf-8")
        run(hub, "roster", file)
        return "ada"

    def test_they_are_linked_listed_and_unlinked(self, hub: Hub, ada: str) -> None:
        assert run(hub, "people", "unlinked", "unz").output == f"{ada}\t{CAMPUS}\t\n"
        said = run(hub, "people", "link", "unz", ada, "P1").output
        assert said == "ada is linked to P1; 0 credentials issued.\n"
        assert run(hub, "people", "unlinked", "unz").output == ""
        assert run(hub, "people", "list", "unz").output == (
            f"P1\tAwa Traoré\t{CAMPUS}\tteacher\t{ada}\n"
        )
        assert run(hub, "people", "unlink", "unz", ada).output == "ada is linked to nobody now.\n"
        assert run(hub, "people", "list", "unz").output == f"P1\tAwa Traoré\t{CAMPUS}\tteacher\t\n"
        assert run(hub, "people", "list", "uvbf").output == ""

    def test_a_code_is_printed_for_who_is_known(self, hub: Hub, ada: str) -> None:
        assert re.fullmatch(CODE, run(hub, "people", "code", "unz", "P1").output.strip())
        assert "There is no P9" in run(hub, "people", "code", "unz", "P9", status=1).stderr

    def test_they_are_erased_once_somebody_says_so_and_how(self, hub: Hub, ada: str) -> None:
        run(hub, "people", "link", "unz", ada, "P1")
        erase = ("people", "erase", "unz", "P1", "--certificates")
        assert "--certificates" in run(hub, *erase[:-1], "--yes", status=2).stderr
        said = run(hub, *erase, "keep", "--yes").output
        assert said == "Erased: 1 profiles, 0 certificates.\n"
        assert run(hub, "people", "list", "unz").output == ""
        assert "There is no P1" in run(hub, *erase, "revoke", "--yes", status=1).stderr
        alone = ("people", "erase-profile", "unz", ada, "--certificates", "keep", "--yes")
        assert f"There is no profile {ada}" in run(hub, *alone, status=1).stderr

    def test_they_move_within_their_institution_alone(self, hub: Hub, ada: str) -> None:
        said = run(hub, "people", "move", "unz", ada, SECOND_CAMPUS).output
        assert said == f"ada is at {SECOND_CAMPUS} now.\n"
        assert SECOND_CAMPUS in run(hub, "people", "unlinked", "unz").output

        refused = run(hub, "people", "move", "unz", ada, OTHER_CAMPUS, status=1)
        assert f"The campus {OTHER_CAMPUS} belongs to another institution" in refused.stderr
        refused = run(hub, "people", "move", "uvbf", ada, OTHER_CAMPUS, status=1)
        assert f"There is no profile {ada}" in refused.stderr
        assert SECOND_CAMPUS in run(hub, "people", "unlinked", "unz").output

    @pytest.mark.parametrize("command", ["link", "unlink", "move", "accommodate"])
    def test_what_is_not_there_is_refused_in_a_sentence(self, hub: Hub, command: str) -> None:
        rest = {"link": ["P1"], "unlink": [], "move": [CAMPUS], "accommodate": ["25"]}[command]
        refused = run(hub, "people", command, "unz", "nobody", *rest, status=1)
        assert refused.stderr.startswith("ujuzi-hub: ")


class TestComputers:
    """Which computers may speak, by command."""

    def test_a_code_registers_a_computer_of_its_campus(self, hub: Hub, tmp_path: Path) -> None:
        assert re.fullmatch(CODE, run(hub, "code", CAMPUS).output.strip())
        assert "There is no campus unz" in run(hub, "code", "unz", status=1).stderr
        assert "needs --address" in run(hub, "code", CAMPUS, "--file", "-", status=2).stderr
        done = run(hub, "code", CAMPUS, "--file", tmp_path / "lab.json", "--address", "http://hub")
        assert (done.stdout, done.stderr) == ("", f"{tmp_path / 'lab.json'} is written.\n")
        assert '"hub": "http://hub"' in (tmp_path / "lab.json").read_text()

    def test_the_list_says_when_and_how_each_was_heard(self, hub: Hub) -> None:
        early, late = Computer(hub), Computer(hub, device="e" * 16)
        early.clock += 90_000
        early.exchange(*cut_all(early, learning_events(20)))
        run(hub, "revoke", late.device, "--as", "stolen")

        first, second = run(hub, "devices").output.splitlines()
        assert first.startswith(f"{early.device}\tLab 3\t{CAMPUS}\t20\t2026-11-23 00:00\t90\t")
        assert second == f"{late.device}\tLab 3\t{CAMPUS}\t0\t2026-11-23 00:00\t0\tstolen"

    def test_a_name_that_drives_a_terminal_is_printed_harmless(self, hub: Hub) -> None:
        computer = Computer(hub, name="Lab\x1b[2J\t\n'; DROP TABLE devices; --")
        listed = run(hub, "devices").output
        assert listed.count("\n") == 1
        assert listed.startswith(f"{computer.device}\tLab?[2J??'; DROP TABLE devices; --\t")

    def test_one_that_is_revoked_says_what_had_landed(self, hub: Hub) -> None:
        computer = Computer(hub)
        computer.exchange(*cut_all(computer, learning_events(20)))

        said = run(hub, "revoke", computer.device, "--as", "retired").output

        assert said == f"{computer.device} is revoked as retired.\n"
        assert run(hub, "devices").output.rstrip().endswith("retired")
        with hub.database.reading() as connection:
            assert registration.find(connection, computer.device).revoked == "retired"
        assert "is heard again" in run(hub, "reinstate", computer.device).output
        assert "retired" not in run(hub, "devices").output

    @pytest.mark.parametrize("command", [["revoke", "--as", "stolen"], ["reinstate"]])
    def test_one_that_is_unknown_is_refused(self, hub: Hub, command: list[str]) -> None:
        assert "not registered at this hub" in run(hub, *command, "nobody", status=1).stderr


def test_a_restored_hub_starts_another_epoch(hub: Hub) -> None:
    said = [run(hub, "restored").output for _ in range(2)]

    assert said == [
        f"Epoch {number}; computers will offer again what is missing.\n" for number in (2, 3)
    ]


def test_purge_lets_go_of_what_landed_long_ago(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(300))
    computer.exchange(*wires)
    for age, purged in ((0, 0), (ingest.WIRE_LIFE_MILLISECONDS, len(wires))):
        with hub.database.writing() as connection:
            connection.execute(batches.update().values(arrived_at=system_now() - age - 1))
        assert run(hub, "purge").output == f"{purged} batches purged.\n"
    assert run(hub, "purge").output == "0 batches purged.\n"


def test_export_writes_what_it_says(hub: Hub, tmp_path: Path) -> None:
    computer = Computer(hub)
    computer.exchange(*cut_all(computer, learning_events(300)))

    said = run(hub, "export", "--parquet", tmp_path / "reports").output

    assert said == "2026-11\t300 records\n"
    with duckdb.connect() as engine:
        files = f"read_parquet('{tmp_path}/reports/events/**/*.parquet')"
        assert engine.execute(f"SELECT count(*) FROM {files}").fetchall() == [(300,)]
    refused = run(hub, "export", "--parquet", tmp_path, "--month", "November", status=1)
    assert "A month is written 2026-11" in refused.stderr


def test_a_database_that_does_not_answer_is_status_three() -> None:
    said = run("postgresql://127.0.0.1:9/hub", "devices", status=3)
    assert "does not answer" in said.stderr


class TestTrouble:
    """What goes wrong is said in one sentence, and nothing is made or lost by it."""

    @pytest.mark.parametrize(
        "typed",
        ["postgres//x", "foo", "", "sqlite://hub.sqlite3", "mysql://a/b", "postgresql://a:b/x"],
    )
    def test_a_mistyped_database(self, typed: str) -> None:
        done = CliRunner().invoke(main, ["--database", typed, "devices"])
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert "write sqlite:///FILE or postgresql://USER@HOST/NAME" in done.stderr

    @pytest.mark.parametrize(
        "typed",
        [
            "postgresql://u:SECRET@127.0.0.1:9/h",
            "postgresql://u:SE@SECRET@127.0.0.1:9/h",
            "postgresql://u:SE@SECRET/SECRET@127.0.0.1:9/h",
            "postgresql://u:SE/SECRET@127.0.0.1:9/h",
            "postgresql://u:SE\nSECRET@127.0.0.1:9/h",
            "postgresql://u:SECRET@127.0.0.1:9x/h",
            "postgresql://u:SECRET@[::1/h",
            "postgresql:///h?host=/nowhere&password=SECRET",
            "postgresql:///h?host=/nowhere&port=a&password=SECRET",
            "postgres:u:SECRET@h",
            "sqlite://u:SECRET@h/x",
            "mysql://u:SECRET@h/x",
        ],
    )
    def test_no_password_is_repeated_in_what_a_database_is_refused_with(self, typed: str) -> None:
        done = CliRunner().invoke(main, ["--database", typed, "devices"])
        assert isinstance(done.exception, SystemExit)
        assert done.exit_code in {1, 3}
        assert "SECRET" not in done.output

    def test_an_option_that_postgresql_does_not_know(self) -> None:
        assert "hots" in run("postgresql://localhost/x?hots=1", "devices", status=3).stderr

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "junk").write_text("junk")
        assert "no" in run(f"sqlite:///{tmp_path}/junk", "devices", status=3).stderr
        assert (tmp_path / "junk").read_text() == "junk"

    def test_a_folder_without_a_hub_stays_without(self, tmp_path: Path) -> None:
        said = run(f"sqlite:///{tmp_path}/hub.sqlite3", "keys", "show", status=1).stderr
        assert "There is no hub at" in said
        assert list(tmp_path.iterdir()) == []

    def test_a_database_of_a_newer_hub(self, hub: Hub) -> None:
        with hub.database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert "A newer hub wrote this" in run(hub, "devices", status=1).stderr

    def test_a_database_that_does_not_hold_every_letter(self) -> None:
        url = new_postgresql_database()
        name = f"{urlsplit(url).path[1:]}_latin"
        engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'"
            )
        engine.dispose()
        latin = url.replace(urlsplit(url).path, f"/{name}", 1)
        assert "--encoding UTF8" in run(latin, "devices", status=1).stderr

    @pytest.mark.parametrize(
        "address",
        [
            "hub.example.org",
            "not an address",
            "ftp://x",
            "http://[x",
            "https://a b",
            "https://x/y?z",
        ],
    )
    def test_an_address_that_no_browser_takes(
        self, url: str, served: list[dict[str, Any]], address: str
    ) -> None:
        run(url, "serve", "--address", address, status=2)
        assert served == []

    def test_a_port_that_another_listens_at(self, url: str, served: list[dict[str, Any]]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            there = ("--port", port, "--address", "https://new.example")
            done = run(url, "serve", *there, status=3)
        assert "--port" in done.stderr
        assert (done.stdout, served) == ("", [])
        run(url, "serve")
        assert stated(url) == "http://127.0.0.1:8765"

    @pytest.mark.parametrize("option", [("--port", 0), ("--port", 65536), ("--workers", 0)])
    def test_a_number_that_cannot_be(
        self, url: str, served: list[dict[str, Any]], option: tuple[str, int]
    ) -> None:
        assert "is not in the range" in run(url, "serve", *option, status=2).stderr
        assert served == []

    def test_an_address_that_only_this_machine_reaches_is_warned_of(
        self, url: str, served: list[dict[str, Any]]
    ) -> None:
        warning = "which only this machine reaches"
        assert warning in run(url, "serve", "--host", "0.0.0.0").output
        assert warning not in run(url, "serve", "--address", "https://hub.example.org/").output
        assert warning not in run(url, "serve").output
        assert stated(url) == "https://hub.example.org"

    def test_an_address_that_an_older_hub_took_without_a_look_is_replaced(
        self, hub: Hub, served: list[dict[str, Any]]
    ) -> None:
        with hub.database.writing() as connection:
            settings.put(connection, settings.ADDRESS, b"hub.example.org")
        run(hub, "serve")
        assert stated(address(hub.database)) == "http://127.0.0.1:8765"

    def test_a_list_that_cannot_be_made_leaves_the_last_one(self, hub: Hub, tmp_path: Path) -> None:
        (tmp_path / "list.json").write_text("good")
        run(hub, "list", tmp_path / "list.json", status=1)
        assert (tmp_path / "list.json").read_text() == "good"

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
    def test_keys_and_codes_are_for_one_account_alone(
        self, tmp_path: Path, served: list[dict[str, Any]]
    ) -> None:
        file, lab = tmp_path / "hub.sqlite3", tmp_path / "lab.json"
        run(f"sqlite:///{file}", "serve")
        run(f"sqlite:///{file}", "code", FIRST_CAMPUS, "--file", lab, "--address", "http://x")
        with closing(open_database(f"sqlite:///{file}")) as database, database.reading():
            made = [file, lab, *tmp_path.glob("hub.sqlite3-*")]
            assert len(made) == 4
            assert {path.stat().st_mode & 0o777 for path in made} == {0o600}

    def test_a_role_of_postgresql_without_rights_is_told_that(self) -> None:
        database = new_database("postgresql", Path())
        with database.writing() as connection:
            connection.execute(text("CREATE ROLE passer_by LOGIN"))
        own = address(database)
        database.close()
        passing = urlsplit(own)._replace(netloc="passer_by@").geturl()
        said = run(passing, "devices", status=3).stderr
        assert "does not answer" in said
        assert "permission denied" in said


@pytest.mark.parametrize(
    "asked", [("roster",), ("keys", "import"), ("assessment", "add"), ("root", "sign")]
)
def test_a_file_of_a_terabyte_is_refused_unread(tmp_path: Path, asked: tuple[str, ...]) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(1 << 40)
    database = address(new_database("sqlite", tmp_path))
    keys = [str(large)] if asked[0] == "root" else []

    done = CliRunner().invoke(main, ["--database", database, *asked, str(large), *keys])

    assert (done.exit_code, done.output.count("\n")) == (1, 1), done.output
    assert "too large" in done.output


@pytest.mark.parametrize(
    "asked",
    [
        ("roster",),
        ("keys", "import"),
        ("assessment", "add"),
        ("achievement", "add"),
        ("people", "grant"),
    ],
)
def test_nobody_waits_for_a_silent_pipe(tmp_path: Path, asked: tuple[str, ...]) -> None:
    make_pipe(tmp_path / "pipe")
    database = address(new_database("sqlite", tmp_path))
    answer = [tmp_path / "answer"] if asked[-1] == "grant" else []
    arguments = [*asked, tmp_path / "pipe", *answer]

    done = CliRunner().invoke(main, ["--database", database, *map(str, arguments)])

    assert done.exit_code == (2 if sys.platform == "win32" else 1), done.output
    assert not (tmp_path / "answer").exists()


def test_a_reason_that_the_sentence_gives_is_not_said_twice(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    database = address(new_database("sqlite", tmp_path))
    done = CliRunner().invoke(
        main, ["--database", database, "achievement", "add", str(tmp_path / "empty")]
    )
    assert done.exit_code == 1
    assert done.output.count("truncated") == 1


@pytest.mark.parametrize(
    "address",
    ["nonsense", "  ", "file:///etc/passwd", "http://x:99999", "http://a b/", "http://\udcff"],
)
def test_a_registration_file_names_no_address_that_is_none(tmp_path: Path, address: str) -> None:
    file, database = tmp_path / "lab.json", f"sqlite:///{tmp_path}/hub.sqlite3"
    done = run(database, "registration", CAMPUS, file, "--address", address, status=2)
    assert "address" in done.stderr
    done = run(database, "code", CAMPUS, "--file", file, "--address", address, status=2)
    assert "address" in done.stderr
    assert not file.exists()


@pytest.mark.parametrize("folder", ["  ", "\n", "\x1b[2J", "\udcff", "x" * 2000])
def test_a_registration_file_names_no_folder_that_is_none(tmp_path: Path, folder: str) -> None:
    file = tmp_path / "lab.json"
    asked = ("registration", CAMPUS, file, "--address", "http://hub", "--folder", folder)
    assert "no folder" in run(f"sqlite:///{tmp_path}/hub.sqlite3", *asked, status=2).stderr
    assert not file.exists()


def test_no_event_has_a_number_that_no_database_holds(tmp_path: Path) -> None:
    for number in (-1, 10**40):
        asked = ("quarantine", "show", "--", "d", number)
        assert (
            "is not in the range"
            in run(f"sqlite:///{tmp_path}/hub.sqlite3", *asked, status=2).stderr
        )


@pytest.mark.skipif(sys.platform == "win32", reason="no file is called so there")
def test_a_files_name_steers_no_terminal(tmp_path: Path) -> None:
    database = address(new_database("sqlite", tmp_path))
    logo = tmp_path / "esc\x1b[2J"
    logo.write_bytes(b"no picture")
    done = run(database, "organisation", "show", CAMPUS, "--logo", logo, status=2)
    assert "esc\\u001b[2J is no PNG and no JPEG." in done.stderr


def test_what_is_piped_in_is_read_like_a_file(tmp_path: Path) -> None:
    database = address(new_database("sqlite", tmp_path))
    done = CliRunner().invoke(main, ["--database", database, "keys", "import", "-"], input=b"{}")
    assert done.exit_code == 1
    assert "No such file" not in done.output


def test_what_the_system_says_of_a_file_is_told_by_a_hub_and_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO), "list")

    monkeypatch.setattr("ujuzi.hub.actions.people.import_roster", gone)
    database = address(new_database("sqlite", tmp_path))
    roster = tmp_path / "people.csv"
    roster.write_text(ROSTER, "utf-8")

    done = CliRunner().invoke(main, ["--database", database, "roster", str(roster)])

    assert (done.exit_code, done.output) == (3, f"ujuzi-hub: list: {os.strerror(errno.EIO)}.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="what is typed there is text")
def test_what_is_typed_at_a_hub_and_is_no_text_is_wrong_usage(tmp_path: Path) -> None:
    database = address(new_database("sqlite", tmp_path))
    done = CliRunner().invoke(main, ["--database", database, "admit", os.fsdecode(b"caf\xe9")])
    assert (done.exit_code, done.output) == (2, "ujuzi-hub: What was typed is no text in UTF-8.\n")
