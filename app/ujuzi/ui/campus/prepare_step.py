"""Preparing the stick: what the hub answered and courses go into it, for who comes by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.errors import UjuziError
from ujuzi.ui.campus.collect_words import computers, folder_name, time_left
from ujuzi.ui.campus.remaining import Remaining
from ujuzi.ui.campus.step_card import StepCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ujuzi.services.delivery.folders import PreparedFolder
    from ujuzi.services.delivery.handing_on import HandedOn


class PrepareStep(StepCard):
    """One button; it says *safe to remove* only after the folder was looked at again."""

    def __init__(self, jobs: Jobs, choose: ChooseFolder = choose_folder) -> None:
        super().__init__(3, "down")
        self._jobs = jobs
        self._choose = choose
        self._folder: Path | None = None
        self._job: LongJob | None = None
        self._remaining = Remaining()
        self.busy.cancelled.connect(self._cancel)
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
                "Writes what came from the hub for each computer, and the courses of this computer"
                " that others lack or have older. Then take the stick round: at each computer the"
                " same press of “Write to a folder” takes it in, and writes what is new."
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
        self._remaining = Remaining()
        self.busy.stop.hide()  # a bundle is whole or not there; courses can be stopped
        self._job = self._jobs.aside(
            self,
            lambda reporter: self._prepare(folder, reporter),
            lambda done: self._prepared(folder, done),
            self._failed,
            self._progressed,
        )

    def _prepare(self, folder: Path, reporter: Reporter) -> PreparedFolder:
        """Write, on a thread of its own: the store is asked for a moment at a time."""
        wait_for = self._jobs.wait_for
        folders = wait_for(lambda desk: desk.folders).through(wait_for)
        return folders.prepare(folder, reporter.report, reporter.cancelled)

    def _progressed(self, done: int, total: int) -> None:
        if not self.is_busy:
            return
        self.busy.stop.show()
        said = self.tr("Courses: {done} of {all}.").format(done=bytes_(done), all=bytes_(total))
        left = time_left(self._remaining.seconds(done, total))
        self.show_progress(" ".join(filter(None, (said, left))), done, total)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _prepared(self, folder: Path, done: PreparedFolder) -> None:
        self._job = None
        count, courses = done.receipts, done.courses
        is_something = bool(count or courses.on_folder)

        def words() -> str:
            said = [self._gist(folder, count, courses), *self._about_courses(courses)]
            if done.left_out:
                said.append(
                    self.tr(
                        "There was no room for all that the hub sent for computers: make room, or"
                        " take another, and prepare it again."
                    )
                )
            return "\n".join(filter(None, said))

        self.retranslate()
        doubtful = courses.is_stopped or any(
            (courses.no_room, courses.blocked, courses.damaged, courses.unsigned, done.left_out)
        )
        self.notice.tell(words, "warning" if doubtful else "done" if is_something else "notice")
        self.end(well=not courses.is_stopped)

    def _gist(self, folder: Path, count: int, courses: HandedOn) -> str:
        if count:
            return self.tr(
                "Safe to remove. “{folder}” has what came from the hub for {computers}."
            ).format(folder=folder_name(folder), computers=computers(count))
        if courses.on_folder:
            return self.tr("Safe to remove.")
        return self.tr(
            "Safe to remove. The hub has said nothing yet that could go along: send first."
        )

    def _about_courses(self, courses: HandedOn) -> Iterator[str]:
        def named(titles: list[str]) -> str:
            return "; ".join(titles)

        if courses.is_stopped:
            yield self.tr("Stopped: not all courses that computers lack are there.")
        if courses.on_folder:
            yield self.tr("Courses for computers that lack them: {courses}.").format(
                courses=named(courses.on_folder)
            )
        if courses.no_room:
            yield self.tr("There was no room for: {courses}. Make room, or take another.").format(
                courses=named(courses.no_room)
            )
        if courses.blocked:
            yield self.tr(
                "Left out, for a file of somebody else's lies in their place: {courses}."
            ).format(courses=named(courses.blocked))
        if courses.damaged or courses.unsigned:
            yield self.tr(
                "Not complete on this computer: {courses}. Install these course files here once"
                " more; then they go along."
            ).format(courses=named(courses.damaged + courses.unsigned))

    def _failed(self, error: UjuziError) -> None:
        self._job = None
        self.notice.refuse(error)
        self.end(well=False)
