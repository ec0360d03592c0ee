"""The table of contents of a foreign course: which pages there are, and where links lead.

- title: 1. A part
  sections:
  - local: chapter1/2        the page chapter1/2.mdx, beside the table of contents
    title: A page
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.names import Names, short_hash, slug
from ujuzi.authoring.yaml_source import Entry, read_yaml_list
from ujuzi.files import DEVICE_NAMES, read_start
from ujuzi.packs.limits import SOURCE
from ujuzi.packs.manifest import LANGUAGE

CONTENTS = "_toctree.yml"
ENDINGS = (".mdx", ".md")
QUIZ = "-quiz"
"""What the id of a page's quiz ends with, where the page is a lesson too."""
OUTSIDE = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)

Omit = Callable[[Path, int, str], None]
Take = Callable[["SourcePage"], bool]
"""Takes a page, or says that it cannot."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page that the table of contents names and the folder has; `local` is chapter1/2."""

    local: str
    title: str
    file: Path
    id: str
    """Of the first activity that is made of it: where links to the page lead."""
    path: str
    """Of its files in the new course, without their endings."""


@dataclass(slots=True)
class ContentsPart:
    """A part of the table of contents, with the pages that are there."""

    title: str
    pages: list[SourcePage] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """The table of contents of one language."""

    folder: Path
    parts: list[ContentsPart] = field(default_factory=list)
    pages: dict[str, SourcePage] = field(default_factory=dict)
    named: set[Path] = field(default_factory=set)
    """The pages' files, and those of pages that cannot be taken."""
    ids: Names = field(default_factory=Names)
    paths: Names = field(default_factory=Names)
    modules: Names = field(default_factory=Names)

    def module_id(self, part: ContentsPart, number: int) -> str:
        """Return the folder that the part's pages share, or a number: alike in all languages."""
        folders = {page.local.rpartition("/")[0] for page in part.pages}
        shared = folders.pop() if len(folders) == 1 else ""
        elsewhere = any(
            page.local.startswith(f"{shared}/")
            for page in self.pages.values()
            if page not in part.pages
        )
        name = slug(shared) if shared and not elsewhere else f"module-{number}"
        return self.modules.give(name, shared or name)

    def page(self, local: str, title: str, file: Path) -> SourcePage:
        """Return a page with an id and a path that no other has."""
        wished = slug(local)
        if f"{wished}{QUIZ}" in self.ids:
            wished = f"{wished}-{short_hash(local)}"
        id_ = self.ids.give(wished, local)
        self.ids.reserve(f"{id_}{QUIZ}")
        parts = [slug(part) for part in local.split("/")]
        path = "/".join(f"{part}-" if part in DEVICE_NAMES else part for part in parts)
        return SourcePage(local, title, file, id_, self.paths.give(path, local))

    def resolve(self, page: SourcePage, href: str) -> str | None:
        """Return where a link of `page` leads in the new course; None where to nowhere."""
        if OUTSIDE.match(href):
            return href
        path = re.sub(r"\.mdx?$", "", re.split(r"[#?]", href)[0]).strip("/")
        beside = f"{page.local.rpartition('/')[0]}/{path.removeprefix('./')}"
        last_two = "/".join(path.split("/")[-2:])
        for local in (path, last_two, beside):
            if local in self.pages:
                return f"activity:{self.pages[local].id}"
        folder = f"{path.split('/')[-1]}/"
        first = next((p for local, p in self.pages.items() if local.startswith(folder)), None)
        return f"activity:{first.id}" if first else None


def language_folders(source: Path) -> Iterator[Path]:
    """Yield the folders with a table of contents, at most two levels below the source."""
    root = source.resolve()
    for pattern in (CONTENTS, f"*/{CONTENTS}", f"*/*/{CONTENTS}"):
        for contents in sorted(root.glob(pattern)):
            if LANGUAGE.fullmatch(contents.parent.name):
                yield contents.parent


def read_contents(folder: Path, omit: Omit, take: Take) -> Contents:
    """Read a table of contents, and note the pages that are missing and those not in it.

    It leaves out the pages that cannot be taken.

    Raises RefusedError `course-mistakes` where it is no table of contents.
    """
    contents = Contents(folder)
    file = folder / CONTENTS
    findings = Findings()
    for entry in read_yaml_list(_bytes(file, findings), CONTENTS, findings, "parts"):
        part = ContentsPart(entry.text("title"))
        contents.parts.append(part)
        _collect(entry, part, contents, omit, take)
    findings.refuse()
    for page in sorted(folder.rglob("*")):
        if page.suffix in ENDINGS and page not in contents.named:
            omit(page, 1, "the table of contents does not name this page")
    return contents


def _bytes(file: Path, findings: Findings) -> bytes:
    data = read_start(file, SOURCE.yaml_bytes + 1)
    if len(data) > SOURCE.yaml_bytes:
        most = SOURCE.yaml_bytes
        findings.mistake(CONTENTS, 1, f"the file has more than the {most} bytes that are expected")
        findings.refuse()
    return data


def _collect(entry: Entry, part: ContentsPart, contents: Contents, omit: Omit, take: Take) -> None:
    """Add the page of an entry, and those of the sections in it."""
    local = entry.text("local", "").strip("/")
    if local:
        title = entry.text("title")
        file = _page_file(contents.folder, local)
        if file is None:
            reason = f"the page {local} ({title}) is not in the folder"
            omit(contents.folder / CONTENTS, entry.line("local"), reason)
        elif file not in contents.named:
            contents.named.add(file)
            page = contents.page(local, title, file)
            if take(page):
                contents.pages[local] = page
                part.pages.append(page)
    for section in entry.entries("sections", expected="sections", required=False):
        _collect(section, part, contents, omit, take)


def _page_file(folder: Path, local: str) -> Path | None:
    for ending in ENDINGS:
        file = folder / f"{local}{ending}"
        if file.is_file() and file.resolve().is_relative_to(folder):
            return file
    return None
