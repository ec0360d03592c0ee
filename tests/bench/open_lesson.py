"""`open-lesson`: a lesson from its pack onto the screen, with formulas, tables, a list and code.

open-lesson         read, rendered, dressed, laid out and painted; floor: Qt alone lays out and
                    paints the same HTML
open-lesson-long    the same of a lesson of 100 kB, of which one section is shown
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, milliseconds

RUNS = 15
WIDTH, HEIGHT = 1024, 600
PART = """
## Part {0}

{words}

1. one $x^2$
2. two
3. three

> [!TIP] How far it is
> A stone falls: $$d = \\frac{{1}}{{2}} g t^2$$

| place | depth | water |
|---|--:|---|
| north | 12 | yes |
| south | 31 | no |

```python
for place in places:
    print(place)
```
"""
WORDS = "The well is deep and the stone falls a while before the water is heard. " * 12


def open_lesson() -> Iterator[Figure]:
    """Yield milliseconds from the pack to what is painted, for a lesson of 7 kB and of 100 kB."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ujuzi.ui.look import fonts
    from ujuzi.ui.look.theme import LIGHT, wear

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    fonts.register()
    wear(app, LIGHT)
    for name, parts in (("open-lesson", 6), ("open-lesson-long", 90)):
        yield _opened(name, "".join(PART.format(n, words=WORDS) for n in range(parts)))


FIGURES = {"open-lesson": open_lesson}


def _opened(name: str, text: str) -> Figure:
    from PySide6.QtWidgets import QTextBrowser

    from helpers.course_folders import KEY, copy_small_course
    from ujuzi.authoring.builder import build_pack
    from ujuzi.services.desk import open_desk
    from ujuzi.ui.read.lesson_pane import LessonPane
    from ujuzi.ui.read.opening import section

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        course = copy_small_course(folder / "course")
        (course / "words" / "counting.md").write_text(text, "utf-8")
        build_pack(course, folder / "a.pack", KEY)
        with open_desk(folder / "data") as desk:
            desk.people.create(name="Ada", role="teacher", language="en", pin="246810")
            desk.library.trust_key("Ujuzi tests", KEY.public)
            desk.library.install(folder / "a.pack")
            pack = desk.library.courses(desk.people.all()[0].learner)[0].pack
            activity = next(
                each.id
                for each in desk.library.outline(pack).activities
                if each.file == "words/counting.md"
            )
            pane, plain = LessonPane(), QTextBrowser()
            for widget in (pane, plain):
                widget.resize(WIDTH, HEIGHT)
                widget.show()

            def shown() -> str:
                opened = section(desk, pack, desk.library.lesson(pack, activity), 0)
                pane.show_section(opened)
                pane.grab()
                return opened.lesson.sections[0].html

            html = shown()

            def floor() -> None:
                plain.setHtml(html)
                plain.grab()

            floor()
            took, least = [], []
            for _ in range(RUNS):  # by turns: what slows the machine down slows both
                took.append(milliseconds(shown))
                least.append(milliseconds(floor))
    return Figure(name, statistics.median(took), "ms", statistics.median(least))
