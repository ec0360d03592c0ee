"""A pack is unpacked beside the database, and nothing that it counts on is swept meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from helpers.course_folders import KEY, copy_small_course, edit
from helpers.desks import COURSE, Lab
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.item import right_response
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.objects import ObjectStore
from ujuzi.services.study.installing import Installer
from ujuzi.services.study.library import Library

T = TypeVar("T")


@pytest.fixture
def another(lab: Lab) -> Path:
    """A course that shares its film and its figures with the one that is here."""
    folder = copy_small_course(lab.folder / "another")
    edit(folder / "course.yaml", "id: market-sums", "id: another")
    (folder / "words" / "counting.md").write_text("Other words.\n")
    file = lab.folder / "another.ujuzi"
    build_pack(folder, file, KEY)
    return file


def installer(lab: Lab) -> Installer:
    return Installer(lambda work: work(lab.desk.library))


def once(act: Callable[[], object]) -> Callable[[int, int], None]:
    """Do something the first time that progress is told: the pack is being unpacked then."""
    left = [act]

    def told(_done: int, _total: int) -> None:
        if left:
            left.pop()()

    return told


def test_an_answer_is_stored_while_a_pack_is_unpacked(lab: Lab, another: Path) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
    item = attempt.items[0]
    stored: list[bool] = []

    def answer() -> None:
        lab.desk.practice.answer(lab.learner, attempt, item.id, right_response(item))
        resumed = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
        stored.append(item.id in resumed.answers)

    installer(lab).install(another, once(answer))

    assert stored == [True]
    assert {card.course for card in lab.desk.library.courses(lab.learner)} == {COURSE, "another"}


def test_an_answer_is_noticed_by_who_writes_to_the_same_disk(lab: Lab) -> None:
    objects = lab.desk.library.objects
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
    before = objects.commits()
    item = attempt.items[0]
    lab.desk.practice.answer(lab.learner, attempt, item.id, right_response(item))
    assert objects.commits() == before + 1


def test_lessons_are_read_for_the_search_beside_the_database(
    lab: Lab, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_desk, reads = [], []
    read = ObjectStore.read

    def on_library(work: Callable[[Library], T]) -> T:
        at_the_desk.append(work)
        try:
            return work(lab.desk.library)
        finally:
            at_the_desk.pop()

    def noted(store: ObjectStore, sha256: str) -> bytes | None:
        reads.append(bool(at_the_desk))
        return read(store, sha256)

    monkeypatch.setattr(ObjectStore, "read", noted)
    Installer(on_library).install(another)

    assert reads
    assert not any(reads)
    assert [hit.activity for hit in lab.desk.library.search("other words")] == ["counting"]


def test_a_course_that_is_removed_meanwhile_takes_nothing_along_that_both_hold(
    lab: Lab, another: Path
) -> None:
    offer = installer(lab).install(another, once(lambda: lab.desk.library.remove(COURSE, "en")))

    (card,) = lab.desk.library.courses(lab.learner)
    assert card.course == offer.course == "another"
    assert lab.desk.library.lesson(card.pack, "counting").sections
    film = lab.desk.library.video(card.pack, "film").file
    assert film is not None
    assert film.is_file()


def test_what_a_course_left_behind_is_swept_when_the_installation_is_over(
    lab: Lab, another: Path
) -> None:
    def remove_and_stop() -> None:
        lab.desk.library.remove(COURSE, "en")
        raise RefusedError(Code.INSTALL_CANCELLED, "Stopped.")

    with pytest.raises(RefusedError, match="Stopped"):
        installer(lab).install(another, once(remove_and_stop))

    assert lab.desk.library.courses(lab.learner) == ()
    assert not list((lab.folder / "data" / "objects").glob("??/*"))


def test_a_second_pack_waits_for_the_first_and_can_be_called_off(lab: Lab, another: Path) -> None:
    refused: list[str] = []

    def try_another() -> None:
        with pytest.raises(RefusedError) as error:
            installer(lab).install(another, cancelled=lambda: True)
        refused.append(error.value.code)

    installer(lab).install(another, once(try_another))

    assert refused == ["install-cancelled"]
    assert len(lab.desk.library.courses(lab.learner)) == 2
