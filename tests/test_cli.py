"""The command: statuses 0, 1, 2, 3, one line of reason, and every command documented."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

from helpers.certificates import (
    REVOKED,
    ROOT,
    issued,
    signed_key_list,
    status_credential,
    written,
)
from helpers.course_folders import SMALL_COURSE
from helpers.hub_process import environment, sqlite_at, start_hub
from helpers.questionnaires import QUESTIONNAIRE, write_questionnaire
from ujuzi import cli
from ujuzi.credentials.trust import write_list
from ujuzi.services.delivery import delivery as collection
from ujuzi.services.desk import open_desk
from ujuzi.store.database import open_database
from ujuzi.sync import checks, roots
from ujuzi.sync.exchange import Progress
from ujuzi.wire.seal import new_key


def run(*arguments: object, code: int = 0, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    command = ["ujuzi", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as left:
            cli.main()
    said = capsys.readouterr()
    assert left.value.code == code, said.err
    return said.out, said.err


def commands(group: click.Group, path: str = "ujuzi") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), list(commands(cli.ujuzi)), ids=str)
def test_every_command_and_option_is_documented(path: str, command: click.Command) -> None:
    assert command.help, path
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"
    if not isinstance(command, click.Group):
        assert any(parameter.name == "data_dir" for parameter in command.params), path


@pytest.mark.parametrize(("path", "command"), list(commands(cli.ujuzi)), ids=str)
def test_no_list_of_commands_breaks_a_sentence_off(path: str, command: click.Command) -> None:
    told = command.get_help(click.Context(command, info_name=path, terminal_width=80))
    assert "..." not in told.partition("Commands:")[2]


def test_questions_come_from_moodle_and_go_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, banks, gift = tmp_path / "all.gift", tmp_path / "banks", tmp_path / "back.gift"
    source.write_text("::sum:: Two and two? {#4}\n\n::essay:: Why? {}\n", encoding="utf-8")

    out, err = run("pack", "import", source, "-o", banks, capsys=capsys)
    assert out.strip() == str(banks)
    assert "all.gift:3: not imported: an essay" in err
    out, _ = run("bank", "export", banks, "-o", gift, "--json", capsys=capsys)
    assert json.loads(out)["questions"] == 1
    out, _ = run("pack", "import", gift, "-o", tmp_path / "again", "--json", capsys=capsys)
    assert json.loads(out)["folders"] == [str(tmp_path / "again")]
    assert "=4:0" in gift.read_text(encoding="utf-8")


def test_a_course_goes_from_folder_to_computer_and_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, where = tmp_path / "c.ujuzi", ("--data-dir", tmp_path / "data")
    run("pack", "build", SMALL_COURSE, "-o", pack, *where, capsys=capsys)
    out, _ = run("pack", "verify", pack, "--json", *where, capsys=capsys)
    assert json.loads(out)["course"] == "market-sums"
    _, err = run("pack", "install", pack, *where, code=1, capsys=capsys)
    assert err.count("\n") == 1
    assert "not trusted" in err

    run("keys", "trust", "Me", "--key", "development", *where, capsys=capsys)
    run("pack", "install", pack, *where, capsys=capsys)
    out, _ = run("pack", "list", "--json", *where, capsys=capsys)
    assert [each["course"] for each in json.loads(out)] == ["market-sums"]
    out, _ = run("keys", "list", "--json", *where, capsys=capsys)
    assert [each["publisher"] for each in json.loads(out)] == ["Me"]
    run("pack", "remove", "market-sums", "en", *where, capsys=capsys)
    out, _ = run("pack", "list", *where, capsys=capsys)
    assert out == ""


def test_the_answers_to_an_assessment_are_sealed_to_a_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub_file, sheet = tmp_path / "hub.json", tmp_path / "market.keys"
    hub_file.write_text(json.dumps({"sealing_key": new_key()[1].hex()}))
    where = ("--for", hub_file, "--data-dir", tmp_path / "data")

    out, _ = run("pack", "keys", SMALL_COURSE, "-o", sheet, "--json", *where, capsys=capsys)
    told = json.loads(out)
    assert (told["assessment"], told["items"]) == ("market-final", 8)
    assert sheet.read_bytes()
    assert b"product" not in sheet.read_bytes()


def test_doctor_answers_for_people_and_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = run("doctor", "--rebuild", "--data-dir", tmp_path, capsys=capsys)
    assert "sound" in out
    out, _ = run("doctor", "--json", "--data-dir", tmp_path, capsys=capsys)
    assert {f["check"] for f in json.loads(out)["findings"]} >= {"integrity", "clock", "fonts"}


def test_a_key_has_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run("keys", "new", "centre", "--json", "--data-dir", tmp_path, capsys=capsys)
    assert len(json.loads(out)["fingerprint"].split()) == 8
    run("keys", "new", "centre", "--data-dir", tmp_path, code=1, capsys=capsys)


def test_trusting_needs_the_steward_code_once_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ujuzi.services.desk import open_desk

    with open_desk(tmp_path) as desk:
        code = desk.people.make_steward_code()
    run("keys", "new", "centre", "--data-dir", tmp_path, capsys=capsys)
    trust = ("keys", "trust", "Centre", "--key", "centre", "--data-dir", tmp_path)

    run(*trust, code=1, capsys=capsys)
    run(*trust, "--steward-code", code, capsys=capsys)


def test_frameworks_are_listed_shown_and_exported_without_any_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", tmp_path / "data")
    out, _ = run("framework", "list", "--json", *where, capsys=capsys)
    assert {each["id"]: each["competencies"] for each in json.loads(out)} == {
        "unesco-ai-cft": 15,
        "he-digital": 22,
    }
    show = ("framework", "show", "unesco-ai-cft")
    out, _ = run(*show, "--language", "fr", *where, capsys=capsys)
    assert "unesco-ai-cft:1.1  Autonomie humaine" in out
    out, _ = run(*show, "--role", "leader", *where, capsys=capsys)
    assert "unesco-ai-cft:1.1" not in out
    assert "Names who answers for each decision" in out

    case = tmp_path / "case.json"
    export = ("framework", "export", "unesco-ai-cft", "-o", case)
    out, _ = run(*export, "--json", *where, capsys=capsys)
    assert json.loads(out)["items"] == len(json.loads(case.read_bytes())["CFItems"])
    assert not (tmp_path / "data").exists()


def test_a_questionnaire_is_checked_before_it_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_questionnaire(tmp_path)
    show = ("framework", "questionnaire", file, "--data-dir", tmp_path)
    out, _ = run(*show, "--language", "fr", capsys=capsys)
    assert out.startswith("L’IA dans votre enseignement (unesco-ai-cft, teacher)\n")
    assert "unesco-ai-cft:2.1  Je protège les données." in out

    write_questionnaire(tmp_path, msgspec.structs.replace(QUESTIONNAIRE, framework="nowhere"))
    file = tmp_path / "self_assessments" / "nowhere.teacher.json"
    _, err = run("framework", "questionnaire", file, code=1, capsys=capsys)
    assert "framework: expected one that is here, found 'nowhere'" in err


def test_a_framework_file_is_checked_before_it_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.json"
    file.write_text('{"id": "Our Own"}', encoding="utf-8")
    _, err = run("framework", "show", file, "--data-dir", tmp_path, code=1, capsys=capsys)
    assert "ours.json has 12 mistakes" in err
    assert "the file: id: expected lower-case letters" in err
    _, err = run("framework", "show", "nowhere", "--data-dir", tmp_path, code=1, capsys=capsys)
    assert err == "ujuzi: There is no framework named nowhere here.\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("pack", "build"),
        ("nonsense",),
        ("keys", "trust", "X"),
        ("keys", "new", "../evil"),
        ("pack", "verify", "none"),
    ],
)
def test_wrong_usage_is_status_two(
    wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(*wrong, code=2, capsys=capsys)


def test_what_is_not_there_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", tmp_path / "data")
    for listing in ("pack", "keys"):
        _, err = run(listing, "list", *where, code=3, capsys=capsys)
        assert err == f"ujuzi: Ujuzi has no data in {tmp_path / 'data'}.\n"
    assert not (tmp_path / "data").exists()

    _, err = run("pack", "remove", "botany", "en", *where, code=1, capsys=capsys)
    assert err == "ujuzi: botany is not on this computer.\n"


def test_reading_works_while_the_application_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = open_database(tmp_path)
    try:
        run("pack", "list", "--data-dir", tmp_path, capsys=capsys)
        run("doctor", "--data-dir", tmp_path, capsys=capsys)
    finally:
        holder.close()


def test_writing_is_refused_while_the_application_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = open_database(tmp_path)
    try:
        _, err = run(
            "pack", "remove", "market-sums", "en", "--data-dir", tmp_path, code=3, capsys=capsys
        )
    finally:
        holder.close()
    assert "already running" in err


def python(script: str, *, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python of its own, where nothing is imported yet."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.returncode == code, done.stderr
    return done


def test_without_qt_the_command_says_how_to_get_the_windows(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.argv = ['ujuzi', '--data-dir', {str(tmp_path)!r}]\n"
        "sys.modules['PySide6'] = None\n"
        "from ujuzi.cli import main; main()"
    )
    said = python(script, code=3).stderr
    assert said == "ujuzi: The windows need Qt: pip install 'ujuzi[desktop]'\n"


def test_a_qt_that_lacks_something_of_the_system_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file', name=__name__)"
    )
    script = (
        f"import sys; sys.argv = ['ujuzi']; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from ujuzi.cli import main; main()"
    )
    said = python(script, code=3).stderr
    assert said == "ujuzi: Qt cannot start: libEGL.so.1: cannot open shared object file\n"


def test_no_command_loads_qt_or_the_network() -> None:
    script = (
        "import sys; sys.argv = ['ujuzi', 'doctor', '--help']\n"
        "import ujuzi.cli, ujuzi.services.desk\n"
        "late = {'PySide6', 'requests', 'cryptography', 'argon2', 'ziamath', 'sqlite_utils'}\n"
        "print(sorted(late & set(sys.modules)))"
    )
    assert python(script).stdout.strip() == "[]"


def test_a_computer_registers_and_syncs_with_a_real_hub_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with start_hub(sqlite_at(tmp_path)) as hub:
        where = ("--data-dir", tmp_path / "data")
        run("keys", "new", "centre", *where, capsys=capsys)
        run("keys", "trust", "Centre", "--key", "centre", *where, capsys=capsys)
        run("sync", *where, code=1, capsys=capsys)
        run("register", hub.address, hub.code, "--name", "Lab 1", *where, capsys=capsys)
        out, _ = run("sync", "--json", *where, capsys=capsys)
        assert json.loads(out)["sent"] == 1
        assert json.loads(out)["waiting"] == 0
        other = ("--data-dir", tmp_path / "other")
        _, said = run("register", hub.address, hub.code, *other, code=1, capsys=capsys)
        assert "code" in said


def test_a_silent_hub_and_one_that_forgot_the_computer_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "_pause", lambda _seconds, _cancelled: None)
    where = ("--data-dir", tmp_path / "data")
    other_database = tmp_path / "other"
    other_database.mkdir()
    with start_hub(sqlite_at(tmp_path)) as hub:
        run("keys", "new", "centre", *where, capsys=capsys)
        run("keys", "trust", "Centre", "--key", "centre", *where, capsys=capsys)
        run("register", hub.address, hub.code, *where, capsys=capsys)
        hub.kill()

        out, err = run("sync", "--json", *where, code=3, capsys=capsys)
        assert out == ""
        assert err.splitlines() == [
            "The hub does not answer; trying again ...",
            f"ujuzi: The hub at {hub.address} cannot be reached."
            " 1 event waits here; nothing is lost.",
        ]
    with start_hub(sqlite_at(other_database), hub.port) as hub:
        _, err = run("sync", *where, code=1, capsys=capsys)
        assert err == (
            "ujuzi: The hub does not know this computer; register it with a new code."
            " 1 event waits here; nothing is lost.\n"
        )
        run("register", hub.address, hub.code, *where, capsys=capsys)
        out, err = run("sync", *where, capsys=capsys)
        assert out.startswith("1 events have landed, 0 wait;")
        assert err == ""


def test_a_new_try_is_told_only_when_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    heard = cli._tell_new_tries()
    for landed in (Progress(requests=1, bytes_down=90), Progress(requests=2, bytes_down=180)):
        heard(landed)
        heard(landed)  # bytes of the next request go
    failed = Progress(requests=3, bytes_down=180)
    heard(failed)
    assert capsys.readouterr().err == ""
    heard(failed)
    heard(failed)
    assert capsys.readouterr().err == "The hub does not answer; trying again ...\n"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["http://127.0.0.1:8765/"], 2, "The code is missing"),
        (["127.0.0.1:8765"], 3, "the code after it is missing"),
        (["lab.json", "ABCD"], 2, "A registration file takes no code"),
        (["gone.json", "ABCD"], 2, "A registration file takes no code"),
    ],
    ids=str,
)
def test_an_address_goes_with_a_code_and_a_file_with_none(
    typed: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lab.json").write_text('{"hub": "http://127.0.0.1:9", "code": "ABCD"}')
    _, err = run("register", *typed, "--data-dir", tmp_path / "data", code=code, capsys=capsys)
    assert said in err
    assert not (tmp_path / "data").exists()


def test_a_registration_file_is_enough_and_pins_the_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with start_hub(sqlite_at(tmp_path)) as hub:
        file = tmp_path / "lab-2.json"
        hub.run("code", "campus-1", "--file", str(file), "--address", hub.address)
        where = ("--data-dir", tmp_path / "data")
        out, _ = run("register", file, "--name", "Lab 2", *where, "--json", capsys=capsys)
        assert json.loads(out)["campus"] == "campus-1"

        hub.run("code", "campus-1", "--file", str(file), "--address", hub.address)
        false = json.loads(file.read_text()) | {"hub_key": bytes(range(32)).hex()}
        file.write_text(json.dumps(false))
        other = ("--data-dir", tmp_path / "other")
        _, said = run("register", file, *other, code=1, capsys=capsys)
        assert "signature" in said
        file.write_text("{}")
        run("register", file, *other, code=1, capsys=capsys)


def test_a_certificate_is_checked_with_a_list_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, known, old = tmp_path / "a.json", tmp_path / "list.json", tmp_path / "old.json"
    certificate.write_bytes(written(issued()))
    known.write_bytes(write_list(signed_key_list(), [status_credential()]))
    old.write_bytes(write_list(signed_key_list(), []))
    away = ("--data-dir", tmp_path / "none")

    out, err = run("verify", certificate, "--list", known, *away, capsys=capsys)
    assert out.startswith("Genuine.")
    assert "Amina Wanjiru Otieno: AI literacy: foundations, 2025-03-03" in out
    assert f"because you named it; root {ROOT.fingerprint}" in err

    out, _ = run("verify", certificate, "--list", old, "--json", *away, code=1, capsys=capsys)
    told = json.loads(out)
    assert (told["standing"], "Update the list" in told["sentence"]) == ("not-yet-known", True)

    out, _ = run("verify", known, *away, code=1, capsys=capsys)
    assert out.strip() == "This is the list that certificates are checked with, and no certificate."
    _, err = run("verify", certificate, "--list", certificate, *away, code=1, capsys=capsys)
    assert "This is no list of keys and revocations" in err


def test_a_certificate_is_checked_with_what_this_computer_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, known = tmp_path / "a.json", tmp_path / "list.json"
    certificate.write_bytes(written(issued()))
    known.write_bytes(write_list(signed_key_list(), [status_credential(REVOKED)]))
    away = ("--data-dir", tmp_path / "data")
    out, _ = run("verify", certificate, *away, code=1, capsys=capsys)
    assert "has no list of issuers yet" in out

    with open_desk(tmp_path / "data") as desk:
        roots.trust_root(desk.certificates._db, ROOT)
        assert desk.certificates.add_list(known) is None
    out, _ = run("verify", certificate, *away, code=1, capsys=capsys)
    assert "Revoked on 2025-04-02: Issued to another person by mistake." in out
    with open_desk(tmp_path / "data") as desk:
        assert checks.go_on(desk.certificates._db)


ENDLESS = """
import itertools, sys
from ujuzi import cli
from ujuzi.credentials import check
check.check = lambda *_: [None for _ in itertools.count() if False]
cli.CHECK_CPU_SECONDS = 0.2
cli.main()
"""


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_certificate_that_takes_for_ever_cannot_be_checked(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    certificate = tmp_path / "a.json"
    certificate.write_bytes(written(issued()))
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS, "verify", certificate, "--data-dir", tmp_path, *more],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)["sentence"] if more else done.stdout
    assert told.startswith("This program cannot check it.")
