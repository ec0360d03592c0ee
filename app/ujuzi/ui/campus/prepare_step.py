"""Preparing the stick: what the hub answered goes into the folder, for who comes by."""

from __future__ import annotations

from pathlib import Path

from ujuzi.errors import UjuziError
from ujuzi.ui.campus.collect_words import computers, folder_name
from ujuzi.ui.campus.step_card import StepCard
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs


class PrepareStep(StepCard):
    """One button; it says *safe to remove* only after the folder was looked at again."""

    def __init__(self, jobs: Jobs, choose: ChooseFolder = choose_folder) -> None:
        super().__init__(3, "down")
        self._jobs = jobs
        self._choose = choose
        self._folder: Path | None = None
        self.busy.stop.hide()  # a bundle is whole or not there
        self.button.clicked.connect(self._wish)
        self.retranslate()

    def show_folder(self, folder: Path | None) -> None:
        """Prepare this folder from now on: the one that was collected from."""
        self._folder = folder
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Prepare the stick"))
        self.text.setText(
            self.tr(
                "Writes what came from the hub for each computer. Then take the stick round: at"
                " each computer the same press of “Write to a folder” takes it in, and writes"
                " what is new."
            )
        )
        self.button.setText(
            self.tr("Prepare “{folder}”").format(folder=folder_name(self._folder))
            if self._folder is not None
            else self.tr("Choose the folder and prepare it")
        )

    def _wish(self) -> None:
        folder = self._folder or self._choose(self, self.tr("A stick or shared folder"))
        if folder is None:
            return
        self._folder = folder
        self.begin(
            self.tr(
                "Writing to “{folder}”. Leave it in until it says here that it is safe to remove."
            ).format(folder=folder_name(folder))
        )
        self._jobs.aside(
            self,
            lambda _reporter: self._prepare(folder),
            lambda count: self._prepared(folder, count),
            self._failed,
        )

    def _prepare(self, folder: Path) -> int:
        """Write, on a thread of its own: the store is asked for a moment at a time."""
        wait_for = self._jobs.wait_for
        return wait_for(lambda desk: desk.folders).through(wait_for).prepare(folder)

    def _prepared(self, folder: Path, count: int) -> None:
        def words() -> str:
            if not count:
                return self.tr(
                    "Safe to remove. The hub has said nothing yet that could go along: send first."
                )
            return self.tr(
                "Safe to remove. “{folder}” has what came from the hub for {computers}."
            ).format(folder=folder_name(folder), computers=computers(count))

        self.retranslate()
        self.notice.tell(words, "done" if count else "notice")
        self.end(well=True)

    def _failed(self, error: UjuziError) -> None:
        self.notice.refuse(error)
        self.end(well=False)
