"""Files of people: written whole or not at all, and read as the text they are or not at all.

A scanner of viruses opens what has just been written, and on Windows nobody may move or delete it
meanwhile: `replace`, `unlink` and `remove_folder` wait for it a moment.

Every text that a person wrote (lessons, captions, questions, YAML, tables) is read by
`text_of`: what it cannot be sure of is refused, for a guess would put wrong letters into names.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.file_modes import file_mode, keep_secret
from ujuzi.late import unicodedata

SECRET, PUBLIC = 0o600, 0o644
SEPARATORS = ",;\t"
"""Between the cells of a table, as spreadsheets write them."""
NULS_SENSE = 4
"""Where more than one letter in so many is U+0000, this is another encoding."""

PAUSES = (0.01, 0.03, 0.1, 0.2, 0.4)
"""Seconds between tries while another program holds a file."""
HELD = frozenset({5, 32, 33})
"""What Windows says of such a file: ERROR_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION."""
KNOWS_NO_SYNC = frozenset(
    {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
    | {errno.EACCES, errno.EPERM}
)
"""What a system says of a folder that cannot be waited for."""
PARTIAL_LETTERS = 50
"""Of a file's name in that under which it is written: any letters, and still short enough."""
NAME_BYTES = 120
"""Of a proposed name in UTF-8: with an ending, any file system takes it."""
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{n}" for device in ("com", "lpt") for n in (*range(10), "¹", "²", "³")}
)
"""Names of devices on Windows, with any ending and in any case
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""
UNTITLED = "ujuzi"

PIECE_BYTES = 1024 * 1024
"""Asked for at once."""
_NO_WAIT, _BINARY = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_BINARY", 0)
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_JOINERS = "\u200c\u200d"
"""They spell words of Persian and of India; all else that nobody sees is left out of names."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte-order marks; those of UTF-32 begin as UTF-16's do, and come first."""
_LINE_END = re.compile(r"\r\n?")
_LINE_MARKS = re.compile("^\ufeff+", re.MULTILINE)
"""At the start of a file, and where files that have one were joined."""
_LOST = "\ufffd"
_HALF_LETTERS = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[ \t]*\r?\n', re.IGNORECASE)


def read_start(path: Path, most: int) -> bytes:
    """Return the first bytes of a file, `most` of them at most; raises OSError.

    Nobody waits for a pipe into which nobody writes: nothing is in it. A device without an end, or
    a file of gigabytes, costs no more than what is asked for.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if _NO_WAIT:
            os.set_blocking(descriptor, True)
        found = bytearray()
        while len(found) < most and (piece := file.read(min(most - len(found), PIECE_BYTES))):
            found += piece
    return bytes(found)


def text_of(data: bytes, encoding: str = "") -> str:
    """Return what a text file says, without a byte-order mark, its lines ended by line feeds.

    It is in UTF-8, in UTF-16 or UTF-32 with its mark, or in the `encoding` that is named for what
    has no mark. What is certainly UTF-8 is read so though another encoding is named, since a folder
    may hold both.

    Raises RefusedError `text-encoding`, whose facts say in which `line` and for which `reason`, or
    `encoding-unknown`.
    """
    check_encoding(encoding)
    marked = next((kind for mark, kind in _MARKS.items() if data.startswith(mark)), "")
    used = marked or encoding or "utf-8"
    try:
        text = data.decode(used)
        if used == encoding and len(text) == len(data) and not data.isascii():
            with suppress(UnicodeDecodeError):  # a letter a byte, and yet sound UTF-8
                text = data.decode("utf-8")
                used = "utf-8"
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        above = _plain_lines(data[:start].decode(used, "ignore")) if start else ""
        raise _refusal(above, f"is not {used}") from error
    text = _plain_lines(text)
    if lost := text.find(_LOST) + 1:
        what = "holds \N{REPLACEMENT CHARACTER}: a letter was lost when the file was last converted"
        raise _refusal(text[: lost - 1], what)
    if text.count("\0") * NULS_SENSE > len(text):
        raise _refusal("", "is UTF-16 without its mark")
    if found := _HALF_LETTERS.search(text):
        raise _refusal(text[: found.start()], f"is not {used}")
    if used == encoding and (found := _CONTROLS.search(text)):
        what = f"holds what is no letter in {encoding} (and is one in windows-1252)"
        raise _refusal(text[: found.start()], what)
    return text


def read_input(path: Path, most: int) -> bytes:
    """Return the first bytes of a file that was named; raises WorldError `file-unreadable`."""
    try:
        return read_start(path, most)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path | str, error: OSError) -> WorldError:
    """Return what is said of a file that was named and cannot be read."""
    return WorldError(
        Code.FILE_UNREADABLE, f"{path} cannot be read: {error.strerror}.", path=str(path)
    )


def check_encoding(encoding: str) -> None:
    """Refuse with `encoding-unknown` the name of an encoding that is none."""
    try:
        "x".encode(encoding or "utf-8")
    except (LookupError, UnicodeError) as error:
        raise RefusedError(Code.ENCODING_UNKNOWN, f"There is no encoding {encoding}.") from error


def text_mistake(error: RefusedError) -> tuple[int, str]:
    """Return line and sentence of a refusal of `text_of`, for a list of what an author mends."""
    line, reason = error.facts["line"], error.facts["reason"]
    assert isinstance(line, int)
    return line, f"expected text in UTF-8: this line {reason}; save the file as UTF-8"


def rows_of(text: str, separator: str = "") -> Iterator[tuple[int, list[str]]]:
    """Yield first line and cells of each row of a table that a spreadsheet wrote, header first.

    Commas, semicolons or tabs part the cells, as the first line has them, or the `separator` does;
    a first line `sep=;`, by which some say which, is none of the table. Raises RefusedError
    `table-malformed` with the `line` at which a row begins: a quotation that nobody closed runs on
    to the file's end.
    """
    import csv

    said = _SEPARATOR_LINE.match(text)
    table = text[said.end() :] if said else text
    between = max(SEPARATORS, key=table.partition("\n")[0].count)
    reader = csv.reader(
        io.StringIO(table, newline=""),
        delimiter=said[1] if said else separator or between,
        skipinitialspace=True,
        strict=True,
    )
    line = first = 2 if said else 1
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        raise RefusedError(Code.TABLE_MALFORMED, f"This is not CSV: {error}.", line=line) from error


def _plain_lines(text: str) -> str:
    return _LINE_MARKS.sub("", _LINE_END.sub("\n", text))


def _refusal(above: str, reason: str) -> RefusedError:
    """Return the refusal of the line that follows what stands above."""
    line = above.count("\n") + 1
    return RefusedError(
        Code.TEXT_ENCODING,
        f"Line {line} {reason}: save the file as UTF-8.",
        line=line,
        reason=reason,
    )


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put data in a file's place; whatever hinders it, or cuts the power, the old file stays.

    `mode` is of the new file; without it, it is for this account, or for the group with which its
    folder is shared. A device, as /dev/stdout, is written to. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(f".{path.name[:PARTIAL_LETTERS]}.{os.getpid()}.part")
    mode = file_mode(path.parent) if mode is None else mode
    try:
        with open(partial, "wb", opener=lambda name, how: os.open(name, how, mode)) as file:
            if mode == SECRET:
                keep_secret(partial)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(partial, path)
    except BaseException:  # also where somebody ends the program
        with suppress(OSError):  # it may never have come to be
            unlink(partial)
        raise
    sync_folder(path.parent)


def replace(source: Path, target: Path) -> None:
    """Give a file the name of another, whose place it takes; raises OSError."""
    _patiently(lambda: source.replace(target))


def unlink(path: Path) -> None:
    """Delete a file, if it is there; raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


def remove_folder(folder: Path) -> None:
    """Delete a folder with all that is in it, if it is there; raises OSError."""
    _patiently(lambda: shutil.rmtree(folder) if folder.exists() else None)


def _patiently(act: Callable[[], object]) -> None:
    for pause in PAUSES:
        try:
            act()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(pause)
        else:
            return
    act()


def proposed_name(title: str, ending: str) -> str:
    """Return the name of a file for what has a title of any script: any file system takes it."""
    spaced = "".join(
        " " if each in _NOT_IN_NAMES or each.isspace() else each
        for each in unicodedata.normalize("NFC", title)
        if each.isspace() or each in _JOINERS or not unicodedata.category(each).startswith("C")
    )
    name = " ".join(spaced.split()).encode()[:NAME_BYTES].decode("utf-8", "ignore").strip(" .")
    if name.partition(".")[0].rstrip().casefold() in DEVICE_NAMES:
        name = f"{name}_" if "." not in name else f"_{name}"
    return f"{name or UNTITLED}.{ending}"


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows has no such call and needs none.

    Where a folder may not be read, or a share knows no such call, the names are there all the same.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in KNOWS_NO_SYNC:
            raise
