"""French as the house sets it: its spaces and apostrophes, in one function.

U+202F stands before ; ! ? and %, U+00A0 before a colon and inside guillemets. What is typed or
copied as it stands, code and addresses, is left alone. To set every French text of the repository:

    PYTHONPATH=tests python -m helpers.french
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NARROW, WIDE = "\u202f", "\u00a0"
_SPACES = f"[ {NARROW}{WIDE}]"
LITERAL = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)\n]*\)|https?://[^\s)>\"]+|<[^>\n]*>", re.DOTALL)
"""Code, the targets of links, addresses and tags."""
_RULES = (
    (re.compile(rf"{_SPACES}+([;?]|!(?!\[))"), rf"{NARROW}\1"),
    (re.compile(r"(?<=[^\W\d_])([;!?])(?![\w\[/])"), rf"{NARROW}\1"),
    (re.compile(rf"(?<=[\d}}]){_SPACES}%(?!\w)"), f"{NARROW}%"),
    (re.compile(rf"{_SPACES}+:(?![-\w])"), f"{WIDE}:"),
    (re.compile(rf"«{_SPACES}*"), f"«{WIDE}"),
    (re.compile(rf"{_SPACES}*»"), f"{WIDE}»"),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
)
_NUMBERED = re.compile("&#x([0-9a-f]+);")
_TRANSLATED = re.compile(r"(<(?:translation|numerusform)[^>]*>)([^<]+)")


def typeset(text: str) -> str:
    """Return a French text with the spaces and apostrophes that belong to it."""
    pieces, end = [], 0
    for literal in LITERAL.finditer(text):
        pieces += [_set(text[end : literal.start()]), literal[0]]
        end = literal.end()
    return "".join((*pieces, _set(text[end:])))


def _set(text: str) -> str:
    for found, put in _RULES:
        text = found.sub(put, text)
    return text


def french_of(value: Any) -> Iterator[str]:
    """Yield every text under a key `fr`, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "fr" and isinstance(inner, str):
                yield inner
            else:
                yield from french_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from french_of(inner)


def help_files() -> list[Path]:
    """Return the pages of the help and the guide for authors, in French."""
    folder = ROOT / "resources" / "help"
    return [*sorted((folder / "fr").glob("*.md")), *sorted(folder.glob("*.fr.md"))]


def data_files() -> list[Path]:
    """Return frameworks, self-assessments and pathways."""
    folders = ("frameworks", "self_assessments", "pathways")
    found = (file for name in folders for file in (ROOT / "resources" / name).glob("*.json"))
    return sorted(file for file in found if file.name != "schema.json")


def _set_data(text: str) -> str:
    for old in french_of(json.loads(text)):
        quoted = json.dumps(old, ensure_ascii=False)
        text = text.replace(quoted, json.dumps(typeset(old), ensure_ascii=False))
    return text


def _set_translations(text: str) -> str:
    """Set what Qt Linguist holds; it writes some spaces as references."""

    def put(found: re.Match[str]) -> str:
        plain = _NUMBERED.sub(lambda number: chr(int(number[1], 16)), found[2])
        for reference in ("&quot;", "&apos;", "&amp;", "&lt;", "&gt;"):
            plain = plain.replace(reference, f"`{reference}`")
        done = re.sub(r"`(&\w+;)`", r"\1", typeset(plain))
        return found[1] + done.replace(WIDE, "&#xa0;")

    return _TRANSLATED.sub(put, text)


def main() -> None:
    """Set every French text but those of courses, which their authors look after."""
    translations = ROOT / "translations" / "ujuzi_fr.ts"
    for file in (*help_files(), *data_files(), translations):
        text = file.read_text("utf-8")
        if file == translations:
            done = _set_translations(text)
        else:
            done = _set_data(text) if file.suffix == ".json" else typeset(text)
        if done != text:
            file.write_text(done, "utf-8")
            print(file.relative_to(ROOT))  # noqa: T201 - said to whoever runs it


if __name__ == "__main__":
    main()
