"""A full disk in a real window: lessons are read, no note is lost, and room takes the bar away."""

from __future__ import annotations

from pathlib import Path

from helpers.small_disk import on_small_disk

PLAYED = """
import json, os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from helpers.desks import PIN, open_lab
from helpers.small_disk import fill, free
from journeys.desktop import Desktop
from ujuzi.paths import RESERVE
from ujuzi.ui import window as windows
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import ToReader

windows.TRY_AGAIN_EVERY = 50
disk, found = Path(sys.argv[1]), {}
lab = open_lab(disk)
lab.desk.close()


def sit_down():
    teacher = Desktop(disk, disk / "data")
    teacher.sign_in("Ada", PIN)
    return teacher


def read(teacher):
    teacher.window.go(ToReader(lab.pack, "counting"))
    teacher.wait_for(lambda: isinstance(teacher.page, ReaderPage) and teacher.page._opened, "text")
    return teacher.page.lesson.text.toPlainText()[:16]


def fill_all():
    (disk / "data" / RESERVE).unlink(missing_ok=True)
    fill(disk)


teacher = sit_down()
fill_all()
found["read running"] = read(teacher)
notice, page = teacher.window.notice, teacher.page
teacher.wait_for(notice.isVisible, "the bar")
page._begin_note()
page.notes.editor.setPlainText("Ask the council. " * 600)
page.notes.save.click()
teacher.wait_for(page.notice.isVisible, "the refusal")
found["still there"] = page.notes.editor.toPlainText()[:16]
page.notes.tell_draft()
teacher.window.go(ToReader(lab.pack, "film"))
teacher.wait_for(lambda: page._opened and page._opened.activity.id == "film", "the film")
read(teacher)
teacher.wait_for(lambda: page._opened.activity.id == "counting", "the lesson")
found["there again"] = page.notes.editor.toPlainText()[:16]
free(disk)
teacher.wait_for(lambda: not notice.isVisible() and not page.notice.isVisible(), "no bar")
page.notes.save.click()
teacher.wait_for(lambda: page._notes, "the note")
found["written"] = page._notes[0].text[:16]
found["empty"] = page.notes.editor.toPlainText()
teacher.window.close()
teacher.session.close()

fill_all()
teacher = sit_down()
found["read anew"] = read(teacher)
found["note anew"] = teacher.page._notes[0].text[:16]
teacher.session.close()
print(json.dumps(found))
os._exit(0)
"""


def test_with_a_full_disk_lessons_are_read_and_a_note_is_kept_running_or_started_anew(
    tmp_path: Path,
) -> None:
    found = on_small_disk(PLAYED, tmp_path, 24)
    assert found == {
        "read running": "Counting mangoes",
        "still there": "Ask the council.",
        "there again": "Ask the council.",
        "written": "Ask the council.",
        "empty": "",
        "read anew": "Counting mangoes",
        "note anew": "Ask the council.",
    }
