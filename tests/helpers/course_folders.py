"""Course folders and packs for tests, made from tests/assets/courses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

from ujuzi.credentials.keys import PublisherKey

ASSETS = Path(__file__).resolve().parents[1] / "assets"
SMALL_COURSE = ASSETS / "courses" / "small"

KEY = PublisherKey(bytes(range(32)))
"""A publisher's key that everybody knows."""
OTHER_KEY = PublisherKey(bytes(range(1, 33)))


def copy_small_course(folder: Path) -> Path:
    """Copy the small course to a folder that a test may change."""
    shutil.copytree(SMALL_COURSE, folder)
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def webm(inside: bytes, *, codecs: tuple[str, ...] = ("V_VP9", "A_OPUS")) -> bytes:
    """Return a film in WebM of these codecs, sound but for what would be seen and heard in it."""
    tracks = b"".join(element(b"\xae", element(b"\x86", codec.encode())) for codec in codecs)
    segment = element(b"\x16\x54\xae\x6b", tracks) + element(b"\x1f\x43\xb6\x75", inside)
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    return head + element(b"\x18\x53\x80\x67", segment)


def element(name: bytes, inside: bytes) -> bytes:
    """Return an element of EBML."""
    return name + (1 << 56 | len(inside)).to_bytes(8) + inside


def write_large_course(folder: Path, *, lessons: int = 40, film_bytes: int = 13_000_000) -> Path:
    """Write a course of many illustrated lessons, five to a module, with a quiz each and a film."""
    chance = Random(14)
    words = ["".join(chance.choices("abcdefghijklmnoprstu", k=1 + n % 9)) for n in range(3000)]
    modules = []
    for module in range(lessons // 5):
        activities = []
        for number in range(5):
            name = f"m{module}/lesson-{number}"
            _write(folder / f"{name}.md", _lesson(chance, words, f"figures/m{module}-{number}.svg"))
            _write(folder / f"figures/m{module}-{number}.svg", _figure(chance))
            title = " ".join(chance.choices(words, k=4))
            fields = {"id": f"m{module}-l{number}", "kind": "lesson", "minutes": 12}
            activities.append({**fields, "title": title, "file": f"{name}.md"})
        items = [_item(chance, words, f"m{module}-i{n}") for n in range(6)]
        _write(folder / f"m{module}/quiz.yaml", json.dumps({"items": items}))
        fields = {"id": f"m{module}-quiz", "kind": "quiz", "title": f"Quiz {module}"}
        activities.append({**fields, "file": f"m{module}/quiz.yaml"})
        modules.append({"id": f"m{module}", "title": f"Module {module}", "activities": activities})
    film = {"id": "film", "kind": "video", "title": "A film", "file": "film.webm"}
    modules.append({"id": "film", "title": "A film", "activities": [film]})
    (folder / "film.webm").write_bytes(webm(chance.randbytes(film_bytes)))
    course = {"id": "large", "title": "A large course", "language": "en", "kind": "general"}
    course |= {"publisher": "Ujuzi tests"}
    _write(folder / "course.yaml", json.dumps(course | {"version": 1, "modules": modules}))
    return folder


def _lesson(chance: Random, words: list[str], figure: str) -> str:
    paragraphs = [" ".join(chance.choices(words, k=70)) + "." for _ in range(8)]
    paragraphs.insert(3, f"![A figure]({figure})")
    paragraphs.insert(6, f"$$x_{{{chance.randrange(9)}}} + y$$")
    return "\n\n".join(paragraphs) + "\n"


def _figure(chance: Random) -> str:
    shapes = "".join(
        f'<rect x="{chance.randrange(600)}" y="{chance.randrange(300)}" width="40" height="20"/>'
        for _ in range(60)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320">{shapes}</svg>'


def _item(chance: Random, words: list[str], item: str) -> dict[str, object]:
    choices = [
        {
            "id": c,
            "text": " ".join(chance.choices(words, k=8)),
            "feedback": "Why.",
            "right": c == "a",
        }
        for c in "abcd"
    ]
    prompt = " ".join(chance.choices(words, k=15))
    return {"id": item, "type": "choice", "prompt": prompt, "choices": choices}


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
