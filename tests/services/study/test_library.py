"""Courses are installed whole or not at all, read, searched, updated and removed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from helpers.course_folders import KEY, OTHER_KEY, copy_small_course
from helpers.desks import COURSE, Lab
from ujuzi.authoring.builder import build_pack, build_update
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import LearnerId
from ujuzi.errors import RefusedError
from ujuzi.services.study.installing import Installer
from ujuzi.services.study.library import PackOffer


def build(lab: Lab, name: str, edit: dict[str, str], key: PublisherKey = KEY) -> Path:
    folder = copy_small_course(lab.folder / name)
    yaml = folder / "course.yaml"
    text = yaml.read_text("utf-8")
    for old, new in edit.items():
        assert old in text
        text = text.replace(old, new)
    yaml.write_text(text, "utf-8")
    output = lab.folder / f"{name}.ujuzi"
    build_pack(folder, output, key)
    return output


def look(lab: Lab, file: Path) -> PackOffer:
    return Installer(lambda work: work(lab.desk.library)).look(file)


def test_an_unknown_publisher_is_named_and_nothing_is_installed(lab: Lab) -> None:
    file = build(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)

    offer = look(lab, file)
    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(file)

    assert not offer.trusted
    assert error.value.code == "publisher-unknown"
    assert error.value.facts["fingerprint"] == OTHER_KEY.public.fingerprint
    assert len(lab.desk.library.courses(lab.learner)) == 1


def test_the_steward_trusts_a_publisher_with_the_code(lab: Lab) -> None:
    file = build(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)
    code = lab.desk.people.make_steward_code() or ""
    offer = look(lab, file)
    library = lab.desk.library
    with pytest.raises(RefusedError, match="not right"):
        library.trust("Other", offer.fingerprint, file, "AAAA-AAAA-AAAA", lab.learner)

    library.trust("Other", offer.fingerprint, file, code, lab.learner)

    assert library.install(file).publisher == "Other"
    assert len(library.courses(lab.learner)) == 2


def test_a_file_that_was_swapped_after_it_was_shown_is_not_trusted(lab: Lab) -> None:
    file = build(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)
    code = lab.desk.people.make_steward_code() or ""

    with pytest.raises(RefusedError) as error:
        lab.desk.library.trust("Other", "0000 1111", file, code, lab.learner)
    assert error.value.code == "fingerprint-changed"


def test_an_older_version_does_not_replace_a_newer_one(lab: Lab) -> None:
    lab.desk.library.install(build(lab, "newer", {"version: 1": "version: 3"}))

    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(build(lab, "older", {"version: 1": "version: 2"}))

    assert error.value.code == "pack-older"
    assert lab.desk.library.courses(lab.learner)[0].version == 3


def test_an_update_file_brings_the_installed_course_forward(lab: Lab) -> None:
    folder = copy_small_course(lab.folder / "edited")
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("version: 1", "version: 2"))
    lesson = folder / "words" / "counting.md"
    lesson.write_text(lesson.read_text() + "\n\nA pelican came by.\n")
    update = lab.folder / "update.ujuzi"
    build_update(lab.folder / "small.pack", folder, update, KEY)

    lab.desk.library.install(update)

    assert lab.desk.library.courses(lab.learner)[0].version == 2
    assert [hit.activity for hit in lab.desk.library.search("pelican")] == ["counting"]
    assert (
        "pelican"
        in lab.desk.library.lesson(lab.desk.library.courses(lab.learner)[0].pack, "counting")
        .sections[0]
        .html
    )


def test_an_update_without_its_base_names_what_is_missing(lab: Lab) -> None:
    folder = copy_small_course(lab.folder / "edited")
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("version: 1", "version: 2"))
    update = lab.folder / "update.ujuzi"
    build_update(lab.folder / "small.pack", folder, update, KEY)
    lab.desk.library.remove(COURSE, "en")

    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(update)
    assert error.value.code == "update-base-missing"


def test_one_flipped_byte_is_refused_before_anything_changes(lab: Lab) -> None:
    folder = copy_small_course(lab.folder / "newer")
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("version: 1", "version: 2"))
    (folder / "words" / "counting.md").write_text(" ".join(map(str, range(5000))))
    file = lab.folder / "newer.ujuzi"
    build_pack(folder, file, KEY)
    with zipfile.ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda each: each.compress_size)
    data = bytearray(file.read_bytes())
    data[largest.header_offset + largest.compress_size // 2] ^= 1
    file.write_bytes(data)

    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(file)
    assert error.value.code == "pack-tampered"
    assert lab.desk.library.courses(lab.learner)[0].version == 1


def test_a_cancelled_installation_leaves_the_old_version(lab: Lab) -> None:
    file = lab.folder / "big.ujuzi"
    folder = copy_small_course(lab.folder / "big")
    (folder / "words" / "counting.md").write_text("new words\n" * 1000)
    build_pack(folder, file, KEY)
    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(file, cancelled=lambda: True)

    assert error.value.code == "install-cancelled"
    assert lab.desk.library.courses(lab.learner)[0].title == "Sums at the market"
    assert lab.desk.library.lesson(lab.pack, "counting").sections


def test_a_course_shows_in_the_learners_language_and_can_be_switched(lab: Lab) -> None:
    lab.desk.library.install(
        build(lab, "french", {"language: en": "language: fr", "Sums at the market": "Au marché"})
    )
    assert [card.title for card in lab.desk.library.courses(lab.learner)] == ["Sums at the market"]

    view = lab.desk.library.course(lab.learner, COURSE, "fr")

    assert view.card.title == "Au marché"
    assert set(view.card.languages) == {"en", "fr"}
    assert lab.desk.library.courses(lab.learner)[0].title == "Au marché"


def test_new_courses_stand_in_the_order_of_the_roles_pathway(lab: Lab) -> None:
    for name, title in (("alpha", "More 2"), ("basics", "The basics"), ("more", "More 10")):
        lab.desk.library.install(
            build(lab, name, {"id: market-sums": f"id: {name}", "Sums at the market": title})
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


def test_removing_a_course_keeps_what_was_done_in_it(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.complete(lab.learner, lab.pack, "counting")
    lab.desk.library.remove(COURSE, "en")
    assert lab.desk.library.courses(lab.learner) == ()
    assert lab.desk.library.search("mango") == ()
    assert not list((lab.folder / "data" / "objects").glob("??/*"))

    lab.desk.library.install(lab.folder / "small.pack")

    assert lab.desk.library.courses(lab.learner)[0].completed == 1


def test_media_are_files_that_a_player_can_open(lab: Lab) -> None:
    video = lab.desk.library.video(lab.pack, "film")
    handout = lab.desk.library.handout(lab.pack, "sheet")

    assert video.file is not None
    assert video.file.is_file()
    assert video.captions
    assert video.transcript is not None
    assert video.poster
    assert handout.file.read_bytes().startswith(b"%PDF")


def test_a_snippet_shows_the_first_match_marked(lab: Lab) -> None:
    (hit,) = lab.desk.library.search("heaps")

    assert (hit.course_title, hit.activity_title) == ("Sums at the market", "Counting mangoes")
    assert ("heaps", True) in hit.snippet


def test_what_the_course_does_not_hold_is_refused_by_name(lab: Lab) -> None:
    with pytest.raises(RefusedError) as error:
        lab.desk.library.object(lab.pack, "figures/none.svg")
    assert error.value.facts["path"] == "figures/none.svg"


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
