"""Jobs: answers on the GUI thread, in order, dropped for who has gone; nothing asked is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.desk import Desk
from ujuzi.ui.shell.jobs import Jobs, Reporter


class Bench:
    """A desk that only knows what changed, and on which thread it lives."""

    def __init__(self) -> None:
        self.changes = Changes.NONE
        self.opened_on = threading.get_ident()
        self.closed_on = 0

    def take_changes(self) -> Changes:
        taken, self.changes = self.changes, Changes.NONE
        return taken

    def close(self) -> None:
        self.closed_on = threading.get_ident()


@pytest.fixture
def benches() -> list[Bench]:
    return []


@pytest.fixture
def jobs(qtbot: QtBot, benches: list[Bench]) -> Iterator[Jobs]:
    def open_bench() -> Desk:
        benches.append(Bench())
        return cast(Desk, benches[0])

    made = Jobs(open_bench)
    with qtbot.waitSignal(made.opened):
        made.start()
    yield made
    assert made.close()


def change(changes: Changes) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        cast(Bench, desk).changes |= changes

    return act


def test_a_question_runs_on_the_worker_and_its_answer_arrives_on_the_gui_thread(
    qtbot: QtBot, jobs: Jobs, benches: list[Bench]
) -> None:
    answers: list[tuple[int, int]] = []
    jobs.ask(
        jobs,
        lambda _desk: threading.get_ident(),
        lambda worker: answers.append((worker, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(benches[0].opened_on, threading.get_ident())]
    assert answers[0][0] != answers[0][1]


def test_an_answer_for_a_page_that_has_gone_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[str] = []
    page = QWidget()
    go = threading.Event()
    jobs.ask(jobs, lambda _desk: go.wait(5))
    jobs.ask(page, lambda _desk: "late", answers.append)
    jobs.ask(jobs, lambda _desk: "after", answers.append)
    page.deleteLater()
    qtbot.waitUntil(lambda: not _alive(page))
    go.set()
    qtbot.waitUntil(lambda: "after" in answers)
    assert answers == ["after"]


def test_what_changed_is_told_before_the_answer(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []
    jobs.changed.connect(heard.append)
    jobs.ask(jobs, change(Changes.NOTES | Changes.PROGRESS), lambda _: heard.append("answer"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [Changes.NOTES | Changes.PROGRESS, "answer"]


def test_a_question_that_changes_nothing_tells_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []
    jobs.changed.connect(heard.append)
    jobs.ask(jobs, lambda _desk: 1, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [1]


def test_a_refusal_goes_to_the_page_that_asked(qtbot: QtBot, jobs: Jobs) -> None:
    refusals: list[UjuziError] = []
    jobs.ask(jobs, refuse, fail=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert refusals[0].code == "name-empty"


def test_an_error_that_no_page_takes_is_told_by_the_jobs(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.ask(jobs, fill_disk)
    assert isinstance(told.args[0], WorldError)


def test_an_error_for_a_page_that_has_gone_is_still_told(qtbot: QtBot, jobs: Jobs) -> None:
    page = QWidget()
    go = threading.Event()
    jobs.ask(jobs, lambda _desk: go.wait(5))
    jobs.ask(page, fill_disk, fail=lambda _error: None)
    page.deleteLater()
    qtbot.waitUntil(lambda: not _alive(page))
    with qtbot.waitSignal(jobs.failed):
        go.set()


def test_a_bug_is_never_taken_for_a_refusal(qtbot: QtBot, jobs: Jobs) -> None:
    refusals: list[UjuziError] = []
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.ask(jobs, lambda _desk: 1 // 0, fail=refusals.append)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert refusals == []


class TestAside:
    def test_it_runs_on_a_thread_that_is_neither_the_desks_nor_the_windows(
        self, qtbot: QtBot, jobs: Jobs, benches: list[Bench]
    ) -> None:
        threads: list[int] = []
        jobs.aside(
            jobs,
            lambda _reporter: threading.get_ident(),
            lambda worker: threads.extend((worker, threading.get_ident())),
        )
        qtbot.waitUntil(lambda: bool(threads))
        assert threads[0] not in {benches[0].opened_on, threading.get_ident()}
        assert threads[1] == threading.get_ident()

    def test_an_answer_is_stored_at_once_while_something_runs_aside(
        self, qtbot: QtBot, jobs: Jobs
    ) -> None:
        heard: list[object] = []
        begun, go = threading.Event(), threading.Event()

        def install(_reporter: Reporter) -> str:
            begun.set()
            assert go.wait(30)
            return "installed"

        jobs.aside(jobs, install, heard.append)
        qtbot.waitUntil(begun.is_set)
        jobs.changed.connect(heard.append)
        jobs.ask(jobs, change(Changes.PROGRESS), lambda _: heard.append("stored"))
        qtbot.waitUntil(lambda: "stored" in heard)
        assert heard == [Changes.PROGRESS, "stored"]
        go.set()
        qtbot.waitUntil(lambda: "installed" in heard)

    def test_work_that_held_its_lane_last_lets_it_go_before_it_ends(
        self, qapp: QApplication
    ) -> None:
        class Page(QObject):
            def __init__(self, jobs: Jobs) -> None:
                super().__init__()
                self.jobs = jobs
                self.done: list[int] = []

        page = Page(Jobs(lambda: cast(Desk, Bench())))
        page.jobs.start()
        page.jobs.aside(page, lambda _reporter: 1, page.done.append)
        assert page.jobs.close()
        while not page.done:
            page.jobs._deliver()  # and not by the event loop, which would end the work as well
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def test_two_works_run_beside_each_other(self, qtbot: QtBot, jobs: Jobs) -> None:
        heard: list[str] = []
        go = threading.Event()
        jobs.aside(jobs, lambda _reporter: "slow" if go.wait(30) else "late", heard.append)
        jobs.aside(jobs, lambda _reporter: "quick", heard.append)
        qtbot.waitUntil(lambda: bool(heard))
        go.set()
        qtbot.waitUntil(lambda: len(heard) == 2)
        assert heard == ["quick", "slow"]

    def test_it_asks_the_desk_by_waiting_for_it(
        self, qtbot: QtBot, jobs: Jobs, benches: list[Bench]
    ) -> None:
        heard: list[object] = []
        jobs.changed.connect(heard.append)

        def work(_reporter: Reporter) -> int:
            jobs.wait_for(change(Changes.LIBRARY))
            return jobs.wait_for(lambda _desk: threading.get_ident())

        jobs.aside(jobs, work, heard.append)
        qtbot.waitUntil(lambda: len(heard) == 2)
        assert heard == [Changes.LIBRARY, benches[0].opened_on]

    def test_it_tells_how_far_it_is_and_stops_when_asked(self, qtbot: QtBot, jobs: Jobs) -> None:
        seen: list[tuple[int, int]] = []
        refusals: list[UjuziError] = []

        def copy(reporter: Reporter) -> None:
            reporter.report(1, 5_000_000_000)
            while not reporter.cancelled():
                pass
            raise RefusedError(Code.INSTALL_CANCELLED, "Stopped.")

        work = jobs.aside(
            jobs, copy, fail=refusals.append, progress=lambda d, t: seen.append((d, t))
        )
        qtbot.waitUntil(lambda: bool(seen))
        work.cancel()
        qtbot.waitUntil(lambda: bool(refusals))
        assert seen == [(1, 5_000_000_000)]
        assert refusals[0].code == Code.INSTALL_CANCELLED

    def test_a_bug_is_never_taken_for_a_refusal(self, qtbot: QtBot, jobs: Jobs) -> None:
        refusals: list[UjuziError] = []
        with qtbot.waitSignal(jobs.failed) as told:
            jobs.aside(jobs, lambda _reporter: 1 // 0, fail=refusals.append)
        assert isinstance(told.args[0], ZeroDivisionError)
        assert refusals == []

    def test_an_answer_for_a_page_that_has_gone_is_dropped(self, qtbot: QtBot, jobs: Jobs) -> None:
        heard: list[str] = []
        page = QWidget()
        go = threading.Event()
        jobs.aside(page, lambda _reporter: "late" if go.wait(30) else "", heard.append)
        page.deleteLater()
        qtbot.waitUntil(lambda: not _alive(page))
        go.set()
        qtbot.waitUntil(lambda: not jobs.is_busy_beside)
        assert heard == []

    def test_a_page_that_it_holds_is_let_go_on_the_gui_thread(
        self, qtbot: QtBot, jobs: Jobs
    ) -> None:
        died_on: list[int] = []

        class Mortal(QObject):
            def __del__(self) -> None:
                died_on.append(threading.get_ident())

        def hold(_held: Mortal, _reporter: Reporter) -> None:
            pass

        for _ in range(50):
            mortal = Mortal()
            jobs.aside(mortal, partial(hold, mortal))
            del mortal
        qtbot.waitUntil(lambda: len(died_on) == 50)
        assert set(died_on) == {threading.get_ident()}

    def test_closing_asks_it_to_stop_and_keeps_the_desk_open_for_it_meanwhile(
        self, qtbot: QtBot
    ) -> None:
        bench = Bench()
        ended: list[str] = []
        begun = threading.Event()
        jobs = Jobs(lambda: cast(Desk, bench))
        with qtbot.waitSignal(jobs.opened):
            jobs.start()

        def install(reporter: Reporter) -> None:
            begun.set()
            while not reporter.cancelled():
                pass
            jobs.wait_for(lambda desk: ended.append(f"closed: {bool(cast(Bench, desk).closed_on)}"))

        jobs.aside(jobs, install)
        qtbot.waitUntil(begun.is_set)
        assert jobs.close()
        assert ended == ["closed: False"]
        assert bench.closed_on
        jobs.aside(jobs, lambda _reporter: ended.append("after closing"))
        assert len(ended) == 1


def test_closing_answers_what_was_asked_and_closes_the_desk_on_its_own_worker(
    qtbot: QtBot, benches: list[Bench]
) -> None:
    written: list[int] = []
    benches.append(Bench())

    def open_bench() -> Desk:
        benches[0] = Bench()
        return cast(Desk, benches[0])

    def keep(number: int, _desk: Desk) -> None:
        written.append(number)

    jobs = Jobs(open_bench)
    jobs.start()
    for number in range(20):
        jobs.ask(jobs, partial(keep, number))
    assert jobs.close()
    assert written == list(range(20))
    assert benches[0].closed_on == benches[0].opened_on
    jobs.ask(jobs, lambda _desk: written.append(99))
    assert 99 not in written


def test_a_desk_that_cannot_be_opened_is_told(qtbot: QtBot) -> None:
    def refuse_to_open() -> Desk:
        raise WorldError(Code.DATABASE_IN_USE, "In use.")

    jobs = Jobs(refuse_to_open)
    with qtbot.waitSignal(jobs.not_opened) as told:
        jobs.start()
    assert told.args[0].code == "database-in-use"
    assert jobs.close()


def test_a_page_that_a_question_holds_is_let_go_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    died_on: list[int] = []

    class Mortal(QObject):
        def __del__(self) -> None:
            died_on.append(threading.get_ident())

    def forget(_held: Mortal, _desk: Desk) -> None:
        pass

    for _ in range(200):
        mortal = Mortal()
        jobs.ask(mortal, partial(forget, mortal))
        del mortal
    qtbot.waitUntil(lambda: len(died_on) == 200)
    assert set(died_on) == {threading.get_ident()}


def test_inline_jobs_do_the_same_at_once(qtbot: QtBot) -> None:
    jobs = InlineJobs(Bench())
    heard: list[object] = []
    jobs.changed.connect(heard.append)
    jobs.failed.connect(lambda error: heard.append(type(error)))
    jobs.ask(jobs, change(Changes.PEOPLE), lambda _: heard.append("answer"))
    jobs.ask(jobs, fill_disk, fail=lambda error: heard.append(error.code))
    jobs.ask(jobs, fill_disk)
    jobs.aside(
        jobs,
        lambda reporter: reporter.report(1, 2),
        lambda _: heard.append("done"),
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard == [
        Changes.PEOPLE, "answer", "disk-full", WorldError, (1, 2), "done",
    ]  # fmt: skip


def refuse(_desk: Desk) -> None:
    raise RefusedError(Code.NAME_EMPTY, "Give a name.")


def fill_disk(_desk: Desk) -> None:
    raise WorldError(Code.DISK_FULL, "The disk is full.")


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return bool(isValid(widget))
