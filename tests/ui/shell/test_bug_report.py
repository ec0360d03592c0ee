"""A bug report tells where, never what: no message, no value, nothing of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.ui.shell.bug_report import REPORTS_MOST, BugReports


def failing(name: str) -> BaseException:
    try:
        {"secret": 1}[name]
    except KeyError as error:
        try:
            raise ValueError(f"no {name}") from error
        except ValueError as wrapped:
            return wrapped
    raise AssertionError


def test_a_report_tells_where_it_happened_and_on_what(tmp_path: Path) -> None:
    file = BugReports(tmp_path / "logs").write(failing("Adama"))
    assert file is not None
    text = file.read_text("utf-8")
    assert "builtins.ValueError" in text
    assert "caused by" in text
    assert "builtins.KeyError" in text
    assert "test_bug_report.py" in text
    assert "Python 3" in text


def test_a_report_holds_no_message_and_no_path_of_the_person(tmp_path: Path) -> None:
    file = BugReports(tmp_path).write(failing("Adama"))
    assert file is not None
    text = file.read_text("utf-8")
    assert "Adama" not in text
    assert str(Path(__file__).parent) not in text


def test_the_same_bug_is_reported_once(tmp_path: Path) -> None:
    reports = BugReports(tmp_path)
    assert reports.write(failing("a")) is not None
    assert reports.write(failing("b")) is None


def test_a_session_writes_few_reports(tmp_path: Path) -> None:
    reports = BugReports(tmp_path)
    kinds = [type(f"Kind{n}", (Exception,), {}) for n in range(20)]
    written = [reports.write(kind()) for kind in kinds]
    assert sum(file is not None for file in written) == REPORTS_MOST


def test_where_nothing_can_be_written_nothing_is_raised(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert BugReports(blocked / "logs").write(failing("a")) is None


@pytest.mark.parametrize(
    "file", ["/home/ada/ujuzi/app/ujuzi/ui/page.py", "/x/site-packages/a/b.py"]
)
def test_a_frame_is_named_within_its_package(file: str) -> None:
    from ujuzi.ui.shell.bug_report import _within_package

    assert _within_package(file) in {"ujuzi/ui/page.py", "site-packages/a/b.py"}
