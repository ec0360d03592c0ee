"""A file is written whole or not at all, and for whom it is; a text is read as it is."""

from __future__ import annotations

import errno
import ntpath
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.odd_files import make_pipe
from ujuzi import files
from ujuzi.errors import RefusedError
from ujuzi.files import (
    HELD,
    KNOWS_NO_SYNC,
    NAME_BYTES,
    PAUSES,
    PUBLIC,
    SECRET,
    proposed_name,
    read_start,
    rows_of,
    text_of,
    write_whole,
)

BY_THEMSELVES = {
    ("files.py", "_patiently(lambda: source.replace(target))"),
    ("files.py", "_patiently(lambda: path.unlink(missing_ok=True))"),
    ("files.py", "_patiently(lambda: shutil.rmtree(folder) if folder.exists() else None)"),
    ("packs/objects.py", "shutil.rmtree(self.incoming, ignore_errors=True)"),
    ("packs/objects.py", "file.unlink()"),
    ("services/campus/point_courses.py", "(self._folder / name).unlink(missing_ok=True)"),
    ("services/delivery/relays.py", "path.unlink()"),
    ("services/updating.py", "shutil.rmtree(folder, ignore_errors=True)"),
    ("hub/store/wrapping.py", "temporary.rename(path)  # never over another, there"),
}
"""What gives and takes names by itself; what is swept stays for the next time where it is held."""


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["fsync", "open"])
def test_what_hinders_it_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    file = tmp_path / "list.json"
    write_whole(file, b"old")
    monkeypatch.setattr(os, where, full)

    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_who_ends_the_program_leaves_nothing_half_beside_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_descriptor: int) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "list.json"
    write_whole(file, b"old")
    monkeypatch.setattr(os, "fsync", ended)

    with pytest.raises(KeyboardInterrupt):
        write_whole(file, b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="Windows waits for no folder")
@pytest.mark.parametrize("number", sorted(KNOWS_NO_SYNC))
def test_a_share_that_knows_no_waiting_for_a_folder_keeps_a_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def of_files_alone(descriptor: int, wait: Callable[[int], None] = os.fsync) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        wait(descriptor)

    monkeypatch.setattr(os, "fsync", of_files_alone)

    write_whole(tmp_path / "report.csv", b"new")

    assert (tmp_path / "report.csv").read_bytes() == b"new"


def test_a_name_as_long_as_a_disk_takes_is_written_to(tmp_path: Path) -> None:
    for name in ("x" * 250, "ካ" * 80):
        write_whole(tmp_path / name, b"new")

    assert sorted(each.name for each in tmp_path.iterdir()) == ["x" * 250, "ካ" * 80]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its own rules")
@pytest.mark.parametrize(
    ("mode", "seen"), [(SECRET, 0o600), (PUBLIC, 0o644), (None, 0o600)], ids=str
)
def test_it_is_for_whom_it_was_said(tmp_path: Path, mode: int | None, seen: int) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"")

    before = os.umask(0o022)
    try:
        write_whole(file, b"new", mode)
    finally:
        os.umask(before)

    assert file.stat().st_mode & 0o777 == seen


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_a_device_is_written_to() -> None:
    write_whole(Path("/dev/null"), b"new")

    assert not Path("/dev/null").is_file()


lines = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffd"))


@given(
    st.lists(lines, min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_marks_and_line_ends_are_none_of_a_text(said: list[str], end: str, encoding: str) -> None:
    assert text_of(end.join(said).encode(encoding)) == "\n".join(said)


@given(st.binary())
def test_whatever_the_bytes_are_a_text_has_no_letter_that_nobody_wrote(data: bytes) -> None:
    with suppress(RefusedError):
        text = text_of(data)
        assert not {"\ufffd", "\r"} & set(text)
        text.encode()


NOT_TEXT = {
    "Windows-1252": (b"one\ntwo\n\xeatre\n", "", 3),
    "Windows-1252, its lines ended as of old": (b"one\rtwo\r\xeatre\r", "", 3),
    "half of a letter in UTF-16": (b"\xff\xfea\0\n\0\0\xd8b\0", "", 2),
    "UTF-16 without its mark": ("one\n".encode("utf-16-le"), "", 1),
    "a letter that was lost before": ("one\nD\ufffdj\ufffd".encode(), "", 2),
    "half of a letter, written as a whole one": (b"one\n\xed\xa0\x80", "", 2),
    "quotes of Windows-1252 that are called Latin-1": (b"one\nl\x92eau", "latin-1", 2),
    "another encoding than is said": (b"one\n\x81\x81", "windows-1252", 2),
}


@pytest.mark.parametrize("what", NOT_TEXT)
def test_what_is_no_text_is_refused_with_its_line_and_what_to_do(what: str) -> None:
    data, encoding, line = NOT_TEXT[what]
    with pytest.raises(RefusedError, match="save the file as UTF-8") as refused:
        text_of(data, encoding)
    assert (refused.value.code, refused.value.facts["line"]) == ("text-encoding", line)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Traoré".encode("windows-1252"), "windows-1252"),
        ("Traoré".encode("mac-roman"), "mac-roman"),
        ("Traoré".encode(), "windows-1252"),
        ("Traoré".encode("utf-8-sig"), "windows-1252"),
        ("Traoré".encode("utf-16"), "windows-1252"),
    ],
)
def test_an_encoding_that_is_named_is_of_what_is_not_plainly_another(
    data: bytes, encoding: str
) -> None:
    assert text_of(data, encoding) == "Traoré"


@pytest.mark.parametrize("encoding", ["no-such", "hex"])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(RefusedError) as refused:
        text_of(b"", encoding)
    assert refused.value.code == "encoding-unknown"


def test_files_that_were_joined_have_no_marks_inside() -> None:
    assert text_of("\ufeff# One\n".encode() + "\ufeff# Two\n".encode()) == "# One\n# Two\n"


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "sep=|\na|b\n1|2\n",
        '"sep=;"\r\na;b\r\n1;2\r\n',
    ],
)
def test_a_table_is_read_however_its_cells_are_parted(text: str) -> None:
    (line, header), (below, cells) = rows_of(text)
    assert (header, cells[0], below - line) == (["a", "b"], "1", 1)
    assert line == 1 + ("sep=" in text)


def test_a_table_that_ends_in_a_quotation_is_refused_with_its_line() -> None:
    with pytest.raises(RefusedError) as refused:
        list(rows_of('sep=,\na,b\n1,"2'))
    assert (refused.value.code, refused.value.facts["line"]) == ("table-malformed", 3)


def test_a_row_is_named_by_the_line_at_which_it_begins() -> None:
    assert [line for line, _ in rows_of('a,b\n"1\n2",3\n\n4,5\n')] == [1, 2, 4, 5]
    with pytest.raises(RefusedError) as refused:
        list(rows_of('a,b\n1,"Ada\n2,Bola\n3,Chi\n'))
    assert refused.value.facts["line"] == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plan sheet / term 1", "Plan sheet term 1.pdf"),
        ("ورقة الخطة", "ورقة الخطة.pdf"),
        ("የክፍል ዕቅድ", "የክፍል ዕቅድ.pdf"),
        ("किताब", "किताब.pdf"),
        ("//:*", "ujuzi.pdf"),
        (" ... ", "ujuzi.pdf"),
        ("The end...", "The end.pdf"),
        ("a\u202egpj.\n", "agpj.pdf"),
        ("CON", "CON_.pdf"),
        ("com1", "com1_.pdf"),
        ("Lpt¹", "Lpt¹_.pdf"),
        ("aux.txt", "_aux.txt.pdf"),
        ("nul .x", "_nul .x.pdf"),
        ("Console", "Console.pdf"),
        ("a" * 200, "a" * NAME_BYTES + ".pdf"),
    ],
)
def test_a_title_becomes_a_name_for_any_disk(title: str, name: str) -> None:
    assert proposed_name(title, "pdf") == name


@given(st.text())
def test_no_title_gives_a_name_that_a_system_refuses(title: str) -> None:
    name = proposed_name(title, "pdf")
    assert PureWindowsPath(name).name == name
    assert not ntpath.isreserved(name) if hasattr(ntpath, "isreserved") else True
    assert len(name.encode()) <= NAME_BYTES + len("_.pdf")
    assert name == name.strip()


def held_for(times: int, winerror: int | None) -> Callable[..., None]:
    """Return what a file system does while a scanner holds a file: it refuses so many times."""
    left = iter(range(times))

    def act(*_: object, **__: object) -> None:
        if next(left, None) is not None:
            error = PermissionError(errno.EACCES, "Permission denied")
            if winerror is not None:
                error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
            raise error

    return act


@pytest.mark.parametrize("act", ["replace", "unlink"])
@pytest.mark.parametrize("winerror", sorted(HELD))
def test_a_file_that_a_scanner_holds_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, winerror: int
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(Path, act, held_for(len(PAUSES), winerror))

    files.unlink(tmp_path / "a") if act == "unlink" else files.replace(tmp_path, tmp_path)

    assert waited == list(PAUSES)


@pytest.mark.parametrize(
    ("winerror", "waits"), [(None, 0), (3, 0), (32, len(PAUSES))], ids=["mode", "path", "held"]
)
def test_what_waiting_does_not_mend_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int | None, waits: int
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(Path, "replace", held_for(len(PAUSES) + 1, winerror))

    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a", b"new")

    assert len(waited) == waits
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_moved_or_deleted_but_by_those_who_wait() -> None:
    """A name that is given or taken away elsewhere fails beside a scanner."""
    source = Path(files.__file__).parent
    acts = re.compile(
        r"\.(replace|rename)\([a-z_.]+\)|\.(unlink|rmdir)\((missing_ok=\w+)?\)|rmtree\("
    )
    found = {
        (file.relative_to(source).as_posix(), line.strip())
        for file in source.rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if acts.search(line)
    }
    assert found == BY_THEMSELVES


def test_of_a_file_no_more_is_read_than_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as opened:
        opened.write(b"start")
        opened.truncate(1 << 40)  # a terabyte of nothing
    assert read_start(file, 6) == b"start\0"
    file.write_bytes(b"short")
    assert read_start(file, 3 * files.PIECE_BYTES) == b"short"


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_nobody_waits_for_a_pipe_that_nobody_writes_to_nor_for_a_device_to_end(
    tmp_path: Path,
) -> None:
    make_pipe(tmp_path / "pipe")
    assert read_start(tmp_path / "pipe", 10) == b""
    assert read_start(Path("/dev/zero"), 10) == bytes(10)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_what_another_program_writes_into_a_pipe_is_read_to_its_end() -> None:
    end, other = os.pipe()
    try:
        os.write(other, b"all of it")
        os.close(other)
        assert read_start(Path(f"/dev/fd/{end}"), 100) == b"all of it"
    finally:
        os.close(end)


@pytest.mark.parametrize("name", ["undefined", "hex", "\udcff", "x" * 1000])
def test_what_is_no_encoding_of_text_is_refused_by_name(name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        text_of(b"a", name)
    assert refused.value.code == "encoding-unknown"
