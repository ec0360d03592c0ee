"""Collecting: what computers wrote to a folder is read and held here; no network is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ujuzi.errors import UjuziError
from ujuzi.ui.campus.collect_words import cautions, folder_name, gist, time_left
from ujuzi.ui.campus.remaining import Remaining
from ujuzi.ui.campus.step_card import StepCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.notice import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ujuzi.services.delivery.folders import CollectProgress, FolderCollection
    from ujuzi.services.desk import Desk


class CollectStep(StepCard):
    """One button: it collects from the folder of the last time, or from one that is chosen."""

    collected = Signal(object, object)
    """A `FolderCollection`, and the names of the computers that are known, by id."""

    def __init__(self, jobs: Jobs, choose: ChooseFolder = choose_folder) -> None:
        another = Button("quiet")
        super().__init__(1, "stick", another)
        self._jobs = jobs
        self._choose = choose
        self._job: LongJob | None = None
        self._told: CollectProgress | None = None
        self._remaining = Remaining()
        self.folder: Path | None = None
        self.another = another
        self.another.hide()
        self.button.clicked.connect(self._wish)
        self.another.clicked.connect(self._wish_another)
        self.busy.cancelled.connect(self._cancel)
        self.retranslate()

    def look(self) -> None:
        """Ask from where was collected the last time."""
        if self.folder is None:
            self._jobs.ask(self, lambda desk: desk.folders.last_collected(), self._remember)

    def allow(self, *, allowed: bool) -> None:
        super().allow(allowed=allowed)
        self.another.setEnabled(allowed)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Collect"))
        self.text.setText(
            self.tr(
                "Put in the stick, or choose the shared folder. What the computers wrote there is"
                " read and kept here; nothing there is opened or taken away."
            )
        )
        self.another.setText(self.tr("Another folder"))
        self.button.setText(
            self.tr("Collect from “{folder}”").format(folder=folder_name(self.folder))
            if self.folder is not None
            else self.tr("Choose the folder and collect")
        )

    def _remember(self, folder: Path | None) -> None:
        self.folder = folder
        self.another.setVisible(folder is not None)
        self.retranslate()

    def _wish(self) -> None:
        if self.folder is not None:
            self._collect(self.folder)
        else:
            self._wish_another()

    def _wish_another(self) -> None:
        chosen = self._choose(self, self.tr("A stick or shared folder"))
        if chosen is not None:
            self._remember(chosen)
            self._collect(chosen)

    def _collect(self, folder: Path) -> None:
        self._told, self._remaining = None, Remaining()
        self.begin(self.tr("Reading “{folder}”. Leave it in.").format(folder=folder_name(folder)))
        self._job = self._jobs.aside(
            self,
            lambda reporter: self._read(folder, reporter),
            lambda read: self._collected(folder, *read),
            self._failed,
            self._progressed,
        )

    def _read(
        self, folder: Path, reporter: Reporter
    ) -> tuple[FolderCollection, Mapping[str, str], bool]:
        """Collect, on a thread of its own: the store is asked for a moment at a time."""

        def tell(told: CollectProgress) -> None:
            self._told = told
            reporter.report(told.bytes, told.all_bytes)

        wait_for = self._jobs.wait_for
        folders = wait_for(lambda desk: desk.folders).through(wait_for)
        found = folders.collect(folder, tell, reporter.cancelled)
        return found, wait_for(_names), reporter.cancelled()

    def _progressed(self, done: int, total: int) -> None:
        told = self._told
        if told is None or not self.is_busy:
            return
        self.show_progress(
            " ".join(
                filter(
                    None,
                    (
                        self.tr("File {number} of {count}; {done} of {all}.").format(
                            number=self.locale().toString(min(told.files + 1, told.all_files)),
                            count=self.locale().toString(told.all_files),
                            done=bytes_(done),
                            all=bytes_(total),
                        ),
                        time_left(self._remaining.seconds(done, total)),
                    ),
                )
            ),
            done,
            total,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _collected(
        self, folder: Path, found: FolderCollection, names: Mapping[str, str], stopped: bool
    ) -> None:
        self._job = None

        def words() -> str:
            said = [gist(found, folder), *cautions(found, names)]
            if stopped:
                said.insert(0, self.tr("Stopped. What was read by then is held; the rest is not."))
            return "\n".join(said)

        doubtful = stopped or found.problems or found.refused or found.full or found.is_crowded
        tone: Tone = "warning" if doubtful else "done" if found.bundles else "notice"
        self.notice.tell(words, tone)
        self.collected.emit(found, names)
        self.end(well=bool(found.bundles) and not stopped)

    def _failed(self, error: UjuziError) -> None:
        self._job = None
        self.notice.refuse(error)
        self.end(well=False)


def _names(desk: Desk) -> dict[str, str]:
    """Return what computers are called by the hub; before it does, by themselves."""
    asked = {each.device: each.name for each in desk.folders.introduced() if each.name}
    return {**asked, **{each.device: each.name for each in desk.folders.counts() if each.name}}
