"""YAML as authors write it, read with the line of every value.

An `Entry` is one mapping. Its methods return what was asked, or note a mistake that says what was
expected and return a stand-in, so that one reading finds every mistake. What nobody asked for is
an unknown key, reported with the nearest known one. YAML 1.2: `no` is a word, not a falsehood.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.yaml_mistakes import lost_backslashes, lost_to_comments, not_yaml
from ujuzi.errors import RefusedError
from ujuzi.files import text_mistake, text_of

_TAG = "tag:yaml.org,2002:"
_SCALARS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}


class Entry:
    """One mapping of a YAML file."""

    def __init__(self, node: Any, file: str, findings: Findings) -> None:
        self.file = file
        self._findings = findings
        self._line = _line(node)
        self._keys: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                self.mistake(f"{name!r} stands here twice", at=key)
            self._keys[name], self._values[name] = key, value

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def line(self, key: str = "") -> int:
        """Return the line of a key's value, or of the whole mapping."""
        return _line(self._values[key]) if key in self._values else self._line

    def text_line(self, key: str) -> int:
        """Return the line on which a key's text begins: after the `|` of a block."""
        return self.line(key) + (getattr(self._values.get(key), "style", None) in {"|", ">"})

    def mistake(self, sentence: str, key: str = "", at: Any = None) -> None:
        """Note a mistake at a key's value, at a node, or at the mapping."""
        line = self.line(key) if at is None else _line(at)
        self._findings.mistake(self.file, line, sentence)

    def warn(self, sentence: str, key: str) -> None:
        """Note at a key's value what keeps no pack from being built."""
        self._findings.warn(self.file, self.line(key), sentence)

    def text(
        self,
        key: str,
        default: str | None = None,
        *,
        pattern: re.Pattern[str] | None = None,
        expected: str = "some text",
    ) -> str:
        """Return a text; without a default it is required and may not be blank."""
        node = self._ask(key, required=default is None, expected=expected)
        if node is None:
            return default or ""
        value = self._scalar(node, key, {"str"}, expected)
        if value is None:
            return default or ""
        if (default is None and not value.strip()) or (pattern and not pattern.fullmatch(value)):
            self.mistake(f"{key}: expected {expected}, found {value!r}", at=node)
        return str(value)

    def one_of(self, key: str, words: Collection[str]) -> str | None:
        """Return one of some words, or None."""
        *most, last = words
        expected = f"{', '.join(most)} or {last}"
        value = self.text(key, expected=expected)
        if value in words:
            return value
        if value.strip():
            self.mistake(f"{key}: expected {expected}, found {value!r}", key)
        return None

    def number(
        self,
        key: str,
        default: float | None = None,
        *,
        least: float,
        most: float,
        whole: bool = False,
    ) -> float:
        """Return a number from `least` to `most`."""
        kind = "a whole number" if whole else "a number"
        expected = f"{kind} from {least:.15g} to {most:.15g}"
        node = self._ask(key, required=default is None, expected=expected)
        value = None if node is None else self._scalar(node, key, {"int", "float"}, expected)
        if value is None:
            return least if default is None else default
        number = _number(value)
        if number is None or not least <= number <= most or (whole and number != int(number)):
            self.mistake(f"{key}: expected {expected}, found {value}", at=node)
            return least
        return number

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """Return a number exactly as it is written; without a default it is required."""
        node = self._ask(key, required=default is None, expected="a number")
        value = None if node is None else self._scalar(node, key, {"int", "float"}, "a number")
        if value is None:
            return default or Decimal(0)
        try:
            return Decimal(value)
        except InvalidOperation:
            self.mistake(f"{key}: expected a number, found {value}", at=node)
            return default or Decimal(0)

    def day(self, key: str) -> date | None:
        """Return a day written as 2026-11-29, or None."""
        expected = "a day, such as 2026-11-29"
        node = self._ask(key, required=True, expected=expected)
        value = None if node is None else self._scalar(node, key, {"str", "timestamp"}, expected)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.mistake(f"{key}: expected {expected}, found {value!r}", at=node)
            return None

    def truth(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        node = self._ask(key, required=False, expected="true or false")
        value = None if node is None else self._scalar(node, key, {"bool"}, "true or false")
        return default if value is None else value.casefold() == "true"

    def texts(
        self, key: str, *, pattern: re.Pattern[str] | None = None, expected: str, required: bool
    ) -> tuple[str, ...]:
        """Return a list of texts."""
        found = []
        for node in self._sequence(key, expected=f"a list of {expected}", required=required):
            value = self._scalar(node, key, {"str", "int", "float"}, expected)
            if value is None:
                continue
            if not value.strip() or (pattern and not pattern.fullmatch(value)):
                self.mistake(f"{key}: expected {expected}, found {value!r}", at=node)
            found.append(value)
        return tuple(found)

    def entries(self, key: str, *, expected: str, required: bool = True) -> Iterator[Entry]:
        """Yield the mappings of a list."""
        for node in self._sequence(key, expected=f"a list of {expected}", required=required):
            entry = entry_of(node, self.file, self._findings, f"{key}: expected {expected}")
            if entry is not None:
                yield entry

    def entry(self, key: str, *, expected: str, required: bool = False) -> Entry | None:
        """Return a mapping, if it is there."""
        node = self._ask(key, required=required, expected=expected)
        if node is None:
            return None
        return entry_of(node, self.file, self._findings, f"{key}: expected {expected}")

    def finish(self) -> None:
        """Report what nobody asked for; call it when everything was asked."""
        for key, node in self._keys.items():
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known here: {self._known}"
                self.mistake(f"unknown key {key!r}; {hint}", at=node)

    @property
    def _known(self) -> str:
        return ", ".join(sorted(self._asked))

    def _ask(self, key: str, *, required: bool, expected: str) -> Any:
        self._asked.add(key)
        node = self._values.get(key)
        if node is None and required:
            self.mistake(f"{key} is missing: expected {expected}")
        return node

    def _sequence(self, key: str, *, expected: str, required: bool) -> list[Any]:
        node = self._ask(key, required=required, expected=expected)
        if node is None:
            return []
        if node.tag != _TAG + "seq" or (required and not node.value):
            self.mistake(f"{key}: expected {expected}, found {_found(node)}", at=node)
            return []
        return list(node.value)

    def _scalar(self, node: Any, key: str, kinds: set[str], expected: str) -> str | None:
        if node.tag.removeprefix(_TAG) in kinds:
            return str(node.value)
        quoting = "; put quotes around it" if "str" in kinds and isinstance(node.value, str) else ""
        self.mistake(f"{key}: expected {expected}, found {_found(node)}{quoting}", at=node)
        return None


def read_yaml(data: bytes, file: str, findings: Findings, expected: str) -> Entry | None:
    """Return a file's top mapping, or note why there is none."""
    readable, node = _compose(data, file, findings)
    return entry_of(node, file, findings, f"expected {expected}") if readable else None


def read_yaml_list(data: bytes, file: str, findings: Findings, expected: str) -> list[Entry]:
    """Return the mappings of a file that is a list of them, or note why there are none."""
    readable, node = _compose(data, file, findings)
    if not readable:
        return []
    if node is None or node.tag != _TAG + "seq":
        findings.mistake(file, 1, f"expected a list of {expected}, found {_found(node)}")
        return []
    entries = (entry_of(each, file, findings, f"expected {expected}") for each in node.value)
    return [entry for entry in entries if entry is not None]


def entry_of(node: Any, file: str, findings: Findings, expected: str) -> Entry | None:
    """Return a mapping node as an Entry, or note a mistake."""
    if node is None or node.tag != _TAG + "map":
        line = 1 if node is None else _line(node)
        findings.mistake(file, line, f"{expected}, found {_found(node)}")
        return None
    return Entry(node, file, findings)


def _compose(data: bytes, file: str, findings: Findings) -> tuple[bool, Any]:
    """Return whether the file is YAML, and its root (None where it is empty)."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        text = text_of(data)
    except RefusedError as error:
        findings.mistake(file, *text_mistake(error))
        return False, None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError, ValueError) as error:
        findings.mistake(file, *not_yaml(error, text))
        return False, None
    for line, sentence in lost_backslashes(root, text):
        findings.mistake(file, line, sentence)
    for line, sentence in lost_to_comments(root, text):
        findings.warn(file, line, sentence)
    return True, root


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _found(node: Any) -> str:
    if node is None:
        return "nothing"
    kind = node.tag.removeprefix(_TAG)
    if kind == "null":
        return "nothing"
    if kind in {"map", "seq"}:
        return "a list" if kind == "seq" else "keys and values"
    return f"{_SCALARS.get(kind, kind)} ({node.value})"
