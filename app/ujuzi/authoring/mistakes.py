"""What is wrong in a course folder: collected, so that an author mends everything in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ujuzi.errors import Code, RefusedError


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend: `file` is relative to the course folder, `line` counts from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(slots=True)
class Findings:
    """Mistakes, which keep a pack from being built, and warnings, which do not."""

    _mistakes: set[Mistake] = field(default_factory=set)
    _warnings: set[Mistake] = field(default_factory=set)

    def mistake(self, file: str, line: int, sentence: str) -> None:
        """Note a mistake."""
        self._mistakes.add(Mistake(file, line, sentence))

    def warn(self, file: str, line: int, sentence: str) -> None:
        """Note a warning."""
        self._warnings.add(Mistake(file, line, sentence))

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """By file and line."""
        return tuple(sorted(self._mistakes))

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """By file and line."""
        return tuple(sorted(self._warnings))

    def refuse(self, *, strict: bool = False) -> None:
        """Raise RefusedError `course-mistakes` with every mistake, if there is one.

        What is `strict` takes warnings for mistakes.
        """
        found = self._mistakes | self._warnings if strict else self._mistakes
        if found:
            raise course_mistakes(sorted(found))


def course_mistakes(mistakes: Iterable[Mistake]) -> RefusedError:
    """Return the refusal that lists all mistakes; its fact `mistakes` holds them."""
    found = tuple(mistakes)
    many = "one mistake" if len(found) == 1 else f"{len(found)} mistakes"
    lines = "\n".join(f"  {mistake}" for mistake in found)
    return RefusedError(
        Code.COURSE_MISTAKES, f"The course folder has {many}:\n{lines}", mistakes=found
    )
