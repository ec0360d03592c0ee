"""Captions of a video, read from WebVTT.

Whatever the text, nothing here raises: a block that is no cue is passed over. Formatting tags go,
a voice tag becomes "Name: ". Reads no file.

Grammar: https://www.w3.org/TR/webvtt1/#syntax, with the comma of SubRip allowed in times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?")
VOICE = re.compile(r"<v(?:\.[^ >\t]*)?[ \t]+([^>]*)>")
TAG = re.compile(r"</?(?:[A-Za-z0-9.][^<>]*)?>")
"""A lone < between blanks is one of the words."""
ARROW = "-->"
NOT_CUES = ("NOTE", "STYLE", "REGION")
CUES_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said between two times, in seconds from the start."""

    start: float
    end: float
    text: str


def parse_captions(text: str) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT file, by start."""
    blocks = re.split(
        r"\n[ \t]*\n", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    )
    cues = (cue for block in blocks if (cue := _cue(block)))
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))[:CUES_MOST]


def unread_times(text: str) -> list[int]:
    """Return the lines, from 1, that say when something is said and begin no cue of their own."""
    unread = []
    block: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        block = [*block, line] if line.strip() else []
        if ARROW not in line or block[0].startswith(NOT_CUES):
            continue
        timing = TIMING.fullmatch(line)
        is_first = len(block) <= 2 and ARROW not in "".join(block[:-1])
        if not timing or not is_first or _start(timing) >= _end(timing):
            unread.append(number)
    return unread


def lost_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines, from 1, of words without a time, and of times without words, and which."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append(line)
            continue
        first, lines, block = number - len(block), block, []
        if (
            not lines
            or lines[0].startswith(NOT_CUES)
            or (first == 1 and ARROW not in "".join(lines))
        ):
            continue
        place = next((i for i, each in enumerate(lines) if ARROW in each), None)
        if place is None:
            yield first, "words without a time are not shown"
        elif TIMING.fullmatch(lines[place]) and not _words("\n".join(lines[place + 1 :])):
            yield first + place, "a time without words shows nothing"


def _cue(block: str) -> Cue | None:
    lines = block.strip("\n").split("\n")
    if lines[0].startswith(NOT_CUES):
        return None
    for number, line in enumerate(lines[:2]):
        timing = TIMING.fullmatch(line)
        if timing is None:
            continue
        start, end = _start(timing), _end(timing)
        said = _words("\n".join(lines[number + 1 :]))
        return Cue(start, end, said) if said and start < end else None
    return None


def _start(timing: re.Match[str]) -> float:
    return _seconds(*timing.groups()[:4])


def _end(timing: re.Match[str]) -> float:
    return _seconds(*timing.groups()[4:])


def _seconds(hours: str | None, minutes: str, seconds: str, milliseconds: str) -> float:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole + int(milliseconds) / 1000


def _words(payload: str) -> str:
    from html import unescape  # its names cost start-up time

    plain = TAG.sub("", VOICE.sub(r"\1: ", payload))
    lines = (" ".join(line.split()) for line in unescape(plain).split("\n"))
    return "\n".join(line for line in lines if line)
