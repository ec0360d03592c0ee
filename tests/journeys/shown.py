"""One lesson that holds all that is hard to show, in the real window, in two languages and themes.

    python -m journeys.shown FOLDER

leaves its pictures in FOLDER, at 1024 x 600: to be looked at.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from helpers.course_folders import ASSETS, KEY
from helpers.desks import PIN
from journeys.desktop import Desktop
from ujuzi.authoring.builder import build_pack
from ujuzi.services.desk import open_desk
from ujuzi.ui.look import theme
from ujuzi.ui.practise.quiz import QuizPage
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import ToLearn, ToQuiz, ToReader

LANGUAGES = ("en", "ar")
THEMES = (theme.LIGHT, theme.DARK, theme.CONTRAST)


def play(folder: Path) -> None:
    """Look at every part of the lesson, and at a question."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary, "data")
        packs = {}
        with open_desk(data) as desk:
            ada = desk.people.create(name="Ada", role="teacher", language="en", pin=PIN)
            desk.library.trust_key("Ujuzi tests", KEY.public)
            for language in LANGUAGES:
                pack = Path(temporary, f"{language}.pack")
                build_pack(ASSETS / "courses" / f"shown-{language}", pack, KEY)
                desk.library.install(pack)
            for card in desk.library.courses(ada.learner):
                packs[desk.library.outline(card.pack).language] = card.pack
        teacher = Desktop(folder, data)
        teacher.sign_in("Ada", PIN)
        for worn in THEMES:
            for language in LANGUAGES:
                look(teacher, packs[language], f"{language}-{worn.name}", worn)
        teacher.leave()


def look(teacher: Desktop, pack: str, name: str, worn: theme.Theme) -> None:
    """Take a picture of each screen of the lesson, and of the question."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    teacher.window.go(ToLearn())
    teacher.settle()
    theme.wear(app, worn)
    teacher.window.go(ToReader(pack, "depth"))
    reader = teacher.at(ReaderPage)
    teacher.wait_for(lambda: reader._opened is not None, "the lesson")
    text = reader.lesson.text
    bar = text.verticalScrollBar()
    for screen in range(1 + -(-bar.maximum() // bar.pageStep())):
        bar.setValue(screen * bar.pageStep())
        teacher.settle()
        teacher.picture(f"{name}-{screen}")
        assert text.horizontalScrollBar().maximum() == 0
    teacher.window.go(ToQuiz(pack, "check"))
    teacher.wait_for(lambda: teacher.at(QuizPage).sheet is not None, "the question")
    teacher.picture(f"{name}-question")


def main() -> None:
    """Play it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    play(folder)


if __name__ == "__main__":
    main()
