"""Courses stand as a learner needs them, in her language, and are read and searched."""

from __future__ import annotations

from helpers.course_folders import KEY, copy_small_course
from helpers.desks import COURSE, Lab, edited_course
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.event import LearnerId


def test_a_course_shows_in_the_learners_language_and_can_be_switched(lab: Lab) -> None:
    lab.desk.library.install(
        edited_course(
            lab, "french", {"language: en": "language: fr", "Sums at the market": "Au marché"}
        )
    )
    assert [card.title for card in lab.desk.library.courses(lab.learner)] == ["Sums at the market"]

    view = lab.desk.library.course(lab.learner, COURSE, "fr")

    assert view.card.title == "Au marché"
    assert set(view.card.languages) == {"en", "fr"}
    assert lab.desk.library.courses(lab.learner)[0].title == "Au marché"


def test_new_courses_stand_in_the_order_of_the_roles_pathway(lab: Lab) -> None:
    for name, title in (("alpha", "More 2"), ("basics", "The basics"), ("more", "More 10")):
        lab.desk.library.install(
            edited_course(
                lab, name, {"id: market-sums": f"id: {name}", "Sums at the market": title}
            )
        )
    pathways = lab.folder / "data" / "pathways"
    pathways.mkdir()
    (pathways / "ours.json").write_text(
        '{"role": "teacher", "title": {"en": "Ours"}, "foundation": "basics",'
        ' "electives": ["more", "not-here"]}'
    )
    desk = lab.reopened().desk
    leader = desk.people.create(name="Bo", role="leader", language="en", pin="1357").learner

    def offered(learner: LearnerId) -> list[str]:
        return [card.course for card in desk.library.courses(learner)]

    assert offered(lab.learner) == ["basics", "more", "alpha", "market-sums"]
    assert offered(leader) == ["alpha", "more", "market-sums", "basics"]
    begun = next(card for card in desk.library.courses(leader) if card.course == "basics")
    desk.learning.open(leader, begun.pack, "counting")
    assert offered(leader)[0] == "basics"
    desk.close()


def test_media_are_files_that_a_player_can_open(lab: Lab) -> None:
    video = lab.desk.library.video(lab.pack, "film")
    handout = lab.desk.library.handout(lab.pack, "sheet")

    assert video.file is not None
    assert video.file.is_file()
    assert video.captions
    assert video.transcript is not None
    assert video.poster
    assert handout.file.read_bytes().startswith(b"%PDF")


def test_a_lesson_of_five_megabytes_is_installed_read_in_parts_and_found(lab: Lab) -> None:
    folder = copy_small_course(lab.folder / "long")
    paragraph = "A mango weighs about three hundred grams in the market of Gaoua. " * 20
    lesson = "\n\n".join(f"## Part {n}\n\n{paragraph}" for n in range(4_000)) + "\n\nxylophone\n"
    assert len(lesson) > 5_000_000
    (folder / "words" / "counting.md").write_text(lesson)
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("id: market-sums", "id: long-course"))
    output = lab.folder / "long.ujuzi"
    build_pack(folder, output, KEY)

    lab.desk.library.install(output)

    (pack,) = [card.pack for card in lab.desk.library.courses(lab.learner) if card.pack != lab.pack]
    view = lab.desk.library.lesson(pack, "counting")
    assert len(view.sections) > 10
    assert [hit.activity for hit in lab.desk.library.search("xylophone")] == ["counting"]
