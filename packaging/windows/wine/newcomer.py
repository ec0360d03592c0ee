"""For `make stick-check` alone: a person who does in the window what a file says, step by step.

It is laid into a version's folder as `ujuzi.py`, where Python looks before `ujuzi.zip`, and becomes
that package: everything else is what was built, and the launcher starts it. `NEWCOMER` names a
folder: its `steps` are done in turn, each once it can be; `said` has the last of them.

    press TEXT    a button, a row of options or an item of a menu whose name begins so
    type TEXT     into the field that has the keyboard, or the first that is empty
    see TEXT      wait until something on the screen says so
    page NAME     wait until a page of this kind stands there
    wait SECONDS  before the next
    close         the window, as a person does
    collect       open the campus's collection point, as its coordinator's button does
    workbook FILE write a report as a spreadsheet
"""

from __future__ import annotations

import os
import runpy
import sys
import zipimport
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:  # what a start reads is measured: she brings in nothing before it
    from collections.abc import Iterator
    from typing import Any

if __name__ == "__main__":
    runpy.run_module("ujuzi.__main__", run_name="__main__", alter_sys=True)
    sys.exit()

_archive = __file__.removesuffix("ujuzi.py") + "ujuzi.zip"
__path__ = [os.path.join(_archive, "ujuzi")]  # noqa: PTH118 - as zipimport spells it
exec(zipimport.zipimporter(_archive).get_code("ujuzi"))

_MEETS = "ujuzi.ui.application"
_PATIENCE = 300


class _Meeting:
    """Comes in when the application is imported; finds modules as any in `sys.meta_path`."""

    def find_spec(self, name: str, *_where: object) -> Any:
        if name != _MEETS:
            return None
        import importlib.util

        sys.meta_path.remove(self)
        spec: Any = importlib.util.find_spec(name)
        executed = spec.loader.exec_module

        def execute(module: Any) -> None:
            executed(module)
            if module.__name__ != _MEETS:  # its neighbours have the same loader
                return
            start = module.Session.start

            def started(session: Any) -> None:
                start(session)
                if not hasattr(module, "_newcomer"):
                    module._newcomer = _Newcomer(session)

            module.Session.start = started

        spec.loader.exec_module = execute
        return spec


class _Newcomer:
    def __init__(self, session: Any) -> None:
        from pathlib import Path

        from PySide6.QtCore import QTimer

        self.folder = Path(os.environ["NEWCOMER"])
        self.session = session
        self.steps = [s for s in (self.folder / "steps").read_text("utf-8").split("\n") if s]
        self.until = monotonic() + _PATIENCE
        self.ready = 0.0
        self.answers: list[Any] | None = None
        self.timer = QTimer()
        self.timer.setInterval(250)
        self.timer.timeout.connect(self.go)
        self.timer.start()

    def say(self, text: str) -> None:
        file = self.folder / "said.new"
        file.write_text(text, "utf-8")
        file.replace(self.folder / "said")

    def go(self) -> None:
        if monotonic() < self.ready:
            return
        if not self.steps:
            self.timer.stop()
            self.say("done")
            return
        verb, _, rest = self.steps[0].partition(" ")
        try:
            done = getattr(self, verb)(rest)
        except Exception as error:
            self.say(f"failed: {self.steps[0]}: {error!r}")
            self.timer.stop()
            return
        if done:
            self.say(f"did: {self.steps.pop(0)}")
            self.until = monotonic() + _PATIENCE
        elif monotonic() > self.until:
            self.say(f"failed: {self.steps[0]}; there is: {' | '.join(sorted(self.texts()))}")
            self.timer.stop()

    def windows(self) -> list[Any]:
        from PySide6.QtWidgets import QApplication

        return [each for each in QApplication.topLevelWidgets() if each.isVisible()]

    def widgets(self, kind: Any) -> Iterator[Any]:
        for window in self.windows():
            for each in window.findChildren(kind):
                if each.isVisible() and each.isEnabled():
                    yield each

    def texts(self) -> set[str]:
        from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTextEdit

        said: set[str] = set()
        for each in self.widgets(QAbstractButton):
            said |= {each.text(), each.accessibleName()}
        for each in self.widgets(QLabel):
            said.add(each.text())
        for each in self.widgets(QTextEdit):
            said.add(each.toPlainText())
        for each in self.widgets(QLineEdit):
            said.add(f"[{each.accessibleName()}]")
        return {" ".join(each.replace("&", "").split()) for each in said if each}

    def press(self, text: str) -> bool:
        from PySide6.QtGui import QAction
        from PySide6.QtWidgets import QAbstractButton

        for each in self.widgets(QAbstractButton):
            names = (each.text().replace("&", ""), each.accessibleName())
            if any(name.startswith(text) for name in names):
                each.click()
                return True
        for window in self.windows():
            for each in window.findChildren(QAction):
                if each.isEnabled() and each.text().replace("&", "").startswith(text):
                    each.trigger()
                    return True
        return False

    def type(self, text: str) -> bool:
        from PySide6.QtWidgets import QApplication, QLineEdit

        held = QApplication.focusWidget()
        empty = [each for each in self.widgets(QLineEdit) if not each.text()]
        field = held if isinstance(held, QLineEdit) and not held.text() else next(iter(empty), None)
        if field is None:
            return False
        field.setFocus()
        field.insert(text)
        field.textEdited.emit(field.text())
        return True

    def see(self, text: str) -> bool:
        return any(text in each for each in self.texts())

    def page(self, name: str) -> bool:
        page = self.session.window.page
        return bool(page.__class__.__name__ == name)

    def wait(self, seconds: str) -> bool:
        self.ready = monotonic() + float(seconds)
        return True

    def collect(self, _nothing: str) -> bool:
        jobs, said = self.session.jobs, self.answers
        if said is None:
            said = self.answers = []
            wait_for = jobs.wait_for
            point = lambda desk: desk.collection_point  # noqa: E731
            opened = lambda _: wait_for(point).through(wait_for).open()  # noqa: E731
            jobs.aside(self.session.window, opened, said.append, said.append)
        for each in said:
            if isinstance(each, Exception):
                raise each
        return bool(said)

    def workbook(self, path: str) -> bool:
        from pathlib import Path

        from ujuzi.services.campus.report_files import CellKind, ReportTable, save, xlsx_of

        kinds = (CellKind.TEXT, CellKind.NUMBER)
        save(Path(path), xlsx_of(ReportTable("ሪፖርት", ("A", "B"), kinds, (("=1+1", 2),))))
        return True

    def close(self, _nothing: str) -> bool:
        for window in self.windows():
            window.close()
        return True


sys.meta_path.insert(0, _Meeting())
