"""A course is installed whole or not at all, of who is trusted, brought forward and taken away."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from helpers.course_folders import KEY, OTHER_KEY, copy_small_course
from helpers.desks import COURSE, Lab, edited_course
from ujuzi.authoring.builder import build_pack, build_update
from ujuzi.errors import RefusedError
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import Installer


def look(lab: Lab, file: Path) -> PackOffer:
    return Installer(lambda work: work(lab.desk.library)).look(file)


def test_an_unknown_publisher_is_named_and_nothing_is_installed(lab: Lab) -> None:
    file = edited_course(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)

    offer = look(lab, file)
    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(file)

    assert not offer.trusted
    assert error.value.code == "publisher-unknown"
    assert error.value.facts["fingerprint"] == OTHER_KEY.public.fingerprint
    assert len(lab.desk.library.courses(lab.learner)) == 1


def test_the_steward_trusts_a_publisher_with_the_code(lab: Lab) -> None:
    file = edited_course(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)
    code = lab.desk.people.make_steward_code() or ""
    offer = look(lab, file)
    library = lab.desk.library
    with pytest.raises(RefusedError, match="not right"):
        library.trust("Other", offer.fingerprint, file, "AAAA-AAAA-AAAA", lab.learner)

    library.trust("Other", offer.fingerprint, file, code, lab.learner)

    assert library.install(file).publisher == "Other"
    assert len(library.courses(lab.learner)) == 2


def test_a_file_that_was_swapped_after_it_was_shown_is_not_trusted(lab: Lab) -> None:
    file = edited_course(lab, "other", {"id: market-sums": "id: other"}, OTHER_KEY)
    code = lab.desk.people.make_steward_code() or ""

    with pytest.raises(RefusedError) as error:
        lab.desk.library.trust("Other", "0000 1111", file, code, lab.learner)
    assert error.value.code == "fingerprint-changed"


def test_an_older_version_does_not_replace_a_newer_one(lab: Lab) -> None:
    lab.desk.library.install(edited_course(lab, "newer", {"version: 1": "version: 3"}))

    with pytest.raises(RefusedError) as error:
        lab.desk.library.install(edited_course(lab, "older", {"version: 1": "version: 2"}))

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


def test_removing_a_course_keeps_what_was_done_in_it(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.complete(lab.learner, lab.pack, "counting")
    lab.desk.library.remove(COURSE, "en")
    assert lab.desk.library.courses(lab.learner) == ()
    assert lab.desk.library.search("mango") == ()
    assert not list((lab.folder / "data" / "objects").glob("??/*"))

    lab.desk.library.install(lab.folder / "small.pack")

    assert lab.desk.library.courses(lab.learner)[0].completed == 1


def test_what_the_course_does_not_hold_is_refused_by_name(lab: Lab) -> None:
    with pytest.raises(RefusedError) as error:
        lab.desk.library.object(lab.pack, "figures/none.svg")
    assert error.value.facts["path"] == "figures/none.svg"
