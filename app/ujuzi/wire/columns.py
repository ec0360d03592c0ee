"""The primitive columns of a batch: integers, bits, and strings that mostly repeat.

A `Writer` appends, a `ColumnReader` takes off in the same order, and refuses
(`batch-malformed`) to read past the end or beyond a bound. Neither knows what an event is.

Strings share one table, in the order of first use. In a column a string is one byte:

    0        a string that no column has used yet: the next of the table
    1        a string that is new in this context: its table index follows in the references
    2 + n    the nth most recently used of this context, n below `RECENT`

A context is what a column's author expects to predict the value, such as the course for an
activity; a value that repeats within its context becomes a run of twos, which zlib all but erases.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ujuzi.errors import Code, RefusedError
from ujuzi.wire.limits import MAX_INTEGER_BITS

RECENT = 126
"""How far back a context remembers: keeps each code in seven bits, and the search bounded."""

_NEW, _KNOWN, _RECENT = 0, 1, 2
WORD = 8
"""Bytes of the integers that are read at once."""


def malformed(what: str) -> RefusedError:
    """Return the refusal of bytes that no encoder writes."""
    return RefusedError(Code.BATCH_MALFORMED, f"The batch is damaged: {what}.", what=what)


def zigzag(value: int) -> int:
    """Map signed to unsigned, small to small (Protocol Buffers' sint64)."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def unzigzag(value: int) -> int:
    """Undo `zigzag`."""
    return value >> 1 if not value & 1 else -((value + 1) >> 1)


class Writer:
    """Bytes under construction."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def unsigned(self, value: int) -> None:
        """Append an integer as LEB128, seven bits a byte."""
        while value > 0x7F:
            self._bytes.append(value & 0x7F | 0x80)
            value >>= 7
        self._bytes.append(value)

    def unsigned_all(self, values: Iterable[int]) -> None:
        """Append integers."""
        for value in values:
            self.unsigned(value)

    def planes(self, values: Sequence[int]) -> None:
        """Append integers as planes of their bytes, lowest first: high planes are mostly zero."""
        width = (max(values).bit_length() + 7) // 8 if values else 0
        self.unsigned(width)
        if width <= WORD:
            low = struct.pack(f"<{len(values)}Q", *values)
            for plane in range(width):
                self._bytes += low[plane::WORD]
            return
        for plane in range(width):
            self._bytes += bytes(value >> 8 * plane & 0xFF for value in values)

    def signed_planes(self, values: Iterable[int]) -> None:
        """Append integers of either sign as planes."""
        self.planes([value << 1 if value >= 0 else (-value << 1) - 1 for value in values])

    def bits(self, values: Sequence[bool]) -> None:
        """Append booleans, eight a byte."""
        packed = sum(1 << place for place, value in enumerate(values) if value)
        self._bytes += packed.to_bytes((len(values) + 7) // 8, "little")

    def blob(self, value: bytes) -> None:
        """Append bytes and their length."""
        self.unsigned(len(value))
        self._bytes += value

    def raw(self, value: bytes) -> None:
        """Append bytes whose length the reader knows."""
        self._bytes += value

    def finish(self) -> bytes:
        """Return what was written."""
        return bytes(self._bytes)


class ColumnReader:
    """Bytes being taken apart."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def unsigned(self, most: int = (1 << MAX_INTEGER_BITS + 1) - 1) -> int:
        """Take one integer, at most `most`."""
        value = shift = 0
        while True:
            if self._at >= len(self._data) or shift > MAX_INTEGER_BITS + 1:
                raise malformed("an integer has no end")
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
        if value > most:
            raise malformed("a number is out of bounds")
        return value

    def unsigned_all(self, count: int) -> list[int]:
        """Take `count` integers."""
        whole = self._data[self._at : self._at + count]
        if len(whole) < count:
            raise malformed("a column is cut short")
        if whole.isascii():  # each is one byte, as LEB128 has it
            self._at += count
            return list(whole)
        return [self.unsigned() for _ in range(count)]

    def planes(self, count: int) -> list[int]:
        """Take `count` integers that lie in planes."""
        width = self.unsigned(MAX_INTEGER_BITS // 8 + 1)
        low = bytearray(WORD * count)
        for plane in range(min(width, WORD)):
            low[plane::WORD] = self.raw(count)
        values = list(struct.unpack(f"<{count}Q", low))
        for plane in range(WORD, width):
            beyond = zip(values, self.raw(count), strict=True)
            values = [value | byte << 8 * plane for value, byte in beyond]
        return values

    def signed_planes(self, count: int) -> list[int]:
        """Take `count` integers of either sign that lie in planes, zigzag."""
        return [value >> 1 ^ -(value & 1) for value in self.planes(count)]

    def bits(self, count: int) -> list[bool]:
        """Take `count` booleans."""
        packed = self.raw((count + 7) // 8)
        return [bool(packed[place >> 3] >> (place & 7) & 1) for place in range(count)]

    def blob(self) -> bytes:
        """Take bytes that carry their length."""
        return self.raw(self.unsigned(len(self._data)))

    def raw(self, size: int) -> bytes:
        """Take `size` bytes."""
        if size > len(self._data) - self._at:
            raise malformed("a column is cut short")
        self._at += size
        return self._data[self._at - size : self._at]

    def finish(self) -> None:
        """Refuse bytes that nothing asked for."""
        if self._at != len(self._data):
            raise malformed("something follows its end")


class StringsWriter:
    """The table of strings, and the columns that use it."""

    def __init__(self) -> None:
        self._table: dict[str, int] = {}
        self._references: list[int] = []

    def column(self, values: Sequence[str], contexts: Sequence[object]) -> bytes:
        """Return one byte a value, each value coded in its context."""
        codes = bytearray()
        recent: defaultdict[object, list[str]] = defaultdict(list)
        for value, context in zip(values, contexts, strict=True):
            known = recent[context]
            if known and known[0] == value:
                codes.append(_RECENT)
                continue
            if value in known:
                place = known.index(value)
                codes.append(_RECENT + place)
                del known[place]
            elif value in self._table:
                codes.append(_KNOWN)
                self._references.append(self._table[value])
            else:
                codes.append(_NEW)
                self._table[value] = len(self._table)
            known.insert(0, value)
            del known[RECENT:]
        return bytes(codes)

    def write(self, writer: Writer) -> None:
        """Append the table, then the references; hexadecimal identifiers cost half."""
        hexadecimal = [_as_hex(text) for text in self._table]
        writer.unsigned(len(self._table))
        writer.bits([binary is not None for binary in hexadecimal])
        texts = [
            text.encode() if binary is None else binary
            for text, binary in zip(self._table, hexadecimal, strict=True)
        ]
        writer.unsigned_all(len(text) for text in texts)
        for wanted in (False, True):
            for text, binary in zip(texts, hexadecimal, strict=True):
                if (binary is not None) is wanted:
                    writer.raw(text)
        writer.unsigned(len(self._references))
        writer.unsigned_all(self._references)


class StringsReader:
    """The table of strings as it was written, handed out column by column.

    Neither the table nor the references to it are longer than `most`.
    """

    def __init__(self, reader: ColumnReader, most: int) -> None:
        count = reader.unsigned(most)
        binary = reader.bits(count)
        sizes = reader.unsigned_all(count)
        table: list[str] = [""] * count
        for wanted in (False, True):
            for index, size in enumerate(sizes):
                if binary[index] is wanted:
                    data = reader.raw(size)
                    table[index] = data.hex() if wanted else _text(data)
        self._table = table
        self._references = iter(reader.unsigned_all(reader.unsigned(most)))
        self._used = 0

    def column(self, codes: bytes, contexts: Iterable[object]) -> list[str]:
        """Return the values that `StringsWriter.column` coded."""
        values: list[str] = []
        recent: defaultdict[object, list[str]] = defaultdict(list)
        try:
            for code, known in zip(codes, map(recent.__getitem__, contexts), strict=True):
                if code > _RECENT:
                    known.insert(0, known.pop(code - _RECENT))
                elif code < _RECENT:
                    known.insert(0, self._table[self._index(is_new=code == _NEW)])
                    del known[RECENT:]
                values.append(known[0])
        except IndexError as error:
            raise malformed("a string is not there") from error
        return values

    def _index(self, *, is_new: bool) -> int:
        if is_new:
            index = self._used
            self._used += 1
        else:
            index = next(self._references, self._used)
        if index >= (len(self._table) if is_new else self._used):
            raise malformed("a string is not there")
        return index


def _as_hex(text: str) -> bytes | None:
    """Return what a lower-case hexadecimal string of even length stands for."""
    if not text or len(text) % 2 or text.strip("0123456789abcdef"):
        return None
    return bytes.fromhex(text)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise malformed("a string is not UTF-8") from error
