"""The pages on a stick: each file of `pages/`, with what this build is written into it.

Another language is another file. A page stands alone: its style is inside it, it loads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

FOLDER = Path(__file__).with_name("pages")
STYLE = FOLDER / "style.css"
DEVELOPMENT = {
    "en": "This is a development build: it is signed with a key that anybody has, and is for trying"
    " things out. Do not give it to a campus.",
    "fr": "Ceci est une version de développement\u202f: elle est signée avec une clé que chacun"
    " possède, et sert aux essais. Ne la donnez pas à un campus.",
}
FRENCH = frozenset({"DEMARRER.html", "LISTE.html", "LISEZMOI.txt"})


def write_pages(
    out: Path, facts: Mapping[str, str], hashed: Mapping[str, str], *, released: bool
) -> None:
    """Write every page; `hashed` are the files whose SHA-256 a person compares."""
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="hash">{sha256}</td></tr>'
        for name, sha256 in hashed.items()
    )
    for page in sorted(FOLDER.iterdir()):
        if page == STYLE:
            continue
        notice = "" if released else DEVELOPMENT["fr" if page.name in FRENCH else "en"]
        filled = {
            **facts,
            "style": STYLE.read_text("utf-8"),
            "hashes": f"<table>{rows}</table>",
            "notice": f'<p class="note">{notice}</p>'
            if notice and page.suffix == ".html"
            else notice,
        }
        text = page.read_text("utf-8")
        for name, value in filled.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        newline = "\r\n" if page.suffix == ".txt" else "\n"  # as Windows' oldest editor wants it
        (out / page.name).write_text(text, "utf-8", newline=newline)
