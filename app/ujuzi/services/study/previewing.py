"""A course folder as learners will see it: built, unsigned for anybody else, into data of its own.

    with tempfile.TemporaryDirectory() as scratch:
        preview = CoursePreview(folder, Path(scratch), catalogue)
        desk, learner = preview.open_desk()
        seen = preview.renew(lambda work: work(desk.library))
        desk.close()

The key is made for the occasion and never leaves memory; nothing of this computer's own data is
touched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ujuzi.authoring.builder import write_pack
from ujuzi.authoring.lint import lint_course
from ujuzi.credentials.keys import PublisherKey
from ujuzi.files import unlink
from ujuzi.frameworks.reading import Catalogue
from ujuzi.packs.manifest import encode_manifest, pack_id
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.people.people import Person
from ujuzi.services.study.installing import Installer, OnLibrary

NAME, PIN = "Preview", "000000"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the folder found: lines for its author, and the pack where there is one."""

    mistakes: tuple[str, ...]
    warnings: tuple[str, ...]
    pack: str = ""
    course: str = ""
    title: str = ""
    activities: tuple[str, ...] = ()
    """The ids of what can be opened, in order."""


class CoursePreview:
    """One course folder, looked at again and again."""

    def __init__(self, folder: Path, scratch: Path, catalogue: Catalogue) -> None:
        """`scratch` is an empty folder, for the data; the caller takes it away."""
        self.folder = folder
        self._scratch = scratch
        self._catalogue = catalogue
        self._key = PublisherKey.generate()

    def open_desk(self, language: str = "en") -> tuple[Desk, Person]:
        """Return a desk that trusts what this makes, and the learner who looks."""
        desk = open_desk(self._scratch / "data")
        person = desk.people.create(name=NAME, role="teacher", language=language, pin=PIN)
        desk.library.trust_key(NAME, self._key.public)
        return desk, person

    def renew(
        self,
        on_library: OnLibrary,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Seen:
        """Look at the folder as it is now, and install what it makes, if it has no mistakes.

        Raises WorldError, and RefusedError `source-changed` where the folder is being written.
        """
        linted = lint_course(self.folder, self._catalogue)
        mistakes = tuple(map(str, linted.findings.mistakes))
        warnings = tuple(map(str, linted.findings.warnings))
        if mistakes or linted.source is None:
            return Seen(mistakes, warnings)
        file = self._scratch / "course.pack"
        built = write_pack(linted, file, self._key, progress)
        Installer(on_library).install(file, progress, cancelled)
        unlink(file)
        course = built.manifest.course
        pack = pack_id(encode_manifest(built.manifest))
        activities = tuple(activity.id for activity in course.activities)
        return Seen((), warnings, pack, course.id, course.title, activities)
