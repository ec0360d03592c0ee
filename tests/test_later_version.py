"""What a later version of the program wrote is read as far as it is known, and kept whole.

Each reader is given something that it does not know: a field, a kind, a value. It goes on without
it, and what it keeps still holds it; or it refuses, where that is about grading or a signature.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from helpers import awards
from helpers.course_folders import KEY, SMALL_COURSE
from helpers.desks import Lab, open_lab
from helpers.packs import built_small_pack, forge, rewrite
from ujuzi.credentials import key_list, status_list
from ujuzi.domain import subjects
from ujuzi.domain.achievement import Revocation
from ujuzi.domain.course import ActivityKind, CourseKind
from ujuzi.domain.event import Milliseconds, Unknown
from ujuzi.errors import RefusedError
from ujuzi.frameworks.reading import (
    read_catalogue,
    read_framework,
    read_pathway,
    read_pathways,
    read_questionnaire,
    read_questionnaires,
)
from ujuzi.hub.credentials import achievements
from ujuzi.packs import key_sheet
from ujuzi.packs.canonical import canonical
from ujuzi.packs.reader import open_pack
from ujuzi.paths import resource
from ujuzi.services.assess.key_sheets import make_key_sheet
from ujuzi.store import accounts, catalogue, event_log, inbox, projections
from ujuzi.wire import batch, documents

NEWS: dict[str, Any] = {"of-later": {"deep": [1]}}
QUIZ, EXAM = "words-quiz", "market-final"
MOMENT = "2026-01-01T00:00:00Z"

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    opened = open_lab(tmp_path)
    yield opened
    opened.desk.close()


def later(
    lab: Lab, change: Change = lambda _: None, objects: dict[str, Change] | None = None
) -> str:
    """Install the small course as a later program built it, and return the pack."""
    with zipfile.ZipFile(built_small_pack(lab.folder)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = msgspec.json.decode(members["manifest.json"])
    for path, change_object in (objects or {}).items():
        entry = next(each for each in manifest["objects"] if each["path"] == path)
        content = msgspec.json.decode(members.pop(f"objects/{entry['sha256']}"))
        change_object(content)
        data = canonical(content)
        entry["size"], entry["sha256"] = len(data), hashlib.sha256(data).hexdigest()
        members[f"objects/{entry['sha256']}"] = data
    change(manifest)
    held = [(name, data) for name, data in members.items() if name.startswith("objects/")]
    file = forge(lab.folder / "later.ujuzi", canonical(manifest), held)
    lab.desk.library.install(file)
    return lab.desk.library.courses(lab.learner)[0].pack


def news_everywhere(values: Any) -> None:
    """Add a field that nobody knows to every object in some JSON."""
    if isinstance(values, dict):
        for value in list(values.values()):
            news_everywhere(value)
        if "of-later" not in values and not any(key[:1].isdigit() for key in values):
            values.update(NEWS)
    elif isinstance(values, list):
        for value in values:
            news_everywhere(value)


def activities_of(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for module in manifest["course"]["modules"] for each in module["activities"]]


def bank_path(lab: Lab) -> str:
    return lab.desk.library.assessment(lab.pack, EXAM).bank


# Packs


def test_a_course_is_read_past_fields_that_nobody_knows_and_kept_with_them(lab: Lab) -> None:
    before = lab.desk.library.outline(lab.pack)
    pack = later(lab, news_everywhere)

    assert lab.desk.library.outline(pack) == before
    assert lab.desk.library.lesson(pack, "counting").sections
    kept = catalogue.outline(lab.desk.library._db, pack) or b""
    assert kept.count(b"of-later") >= 8


def test_an_activity_of_a_kind_that_nobody_knows_leaves_the_others_as_they_are(lab: Lab) -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["course"]["kind"] = "borrowed"
        activities_of(manifest)[0] |= {"kind": "dream", "handout": "media/sheet.pdf"}
        activities_of(manifest)[2]["kind"] = "dream"

    library = lab.desk.library
    pack = later(lab, change)
    outline = library.outline(pack)

    assert outline.kind is CourseKind.UNKNOWN
    assert [each.kind for each in outline.activities] == [
        *(ActivityKind.UNKNOWN, ActivityKind.QUIZ, ActivityKind.UNKNOWN, ActivityKind.HANDOUT)
    ]
    paper = library.paper_form(pack, "counting")
    assert paper is not None
    assert paper.file == library.object_path(pack, "media/sheet.pdf")
    assert library.paper_form(pack, "film") is None
    assert b'"kind":"dream"' in (catalogue.outline(library._db, pack) or b"")


def test_a_quiz_leaves_out_the_items_of_types_that_nobody_knows(lab: Lab) -> None:
    path = lab.desk.library.activity(lab.pack, QUIZ).file

    def change(quiz: dict[str, Any]) -> None:
        news_everywhere(quiz)
        quiz["items"].insert(0, {"id": "drawn", "type": "drawing", "prompt": "Draw a well."})

    before = lab.desk.practice.begin(lab.learner, lab.pack, QUIZ)
    attempt = lab.desk.practice.begin(lab.learner, later(lab, objects={path: change}), QUIZ)

    assert before.left_out == 0
    assert attempt.left_out == 1
    assert attempt.items == before.items


def test_a_quiz_of_which_nothing_is_known_says_so(lab: Lab) -> None:
    path = lab.desk.library.activity(lab.pack, QUIZ).file

    def change(quiz: dict[str, Any]) -> None:
        for item in quiz["items"]:
            item["type"] = "drawing"

    pack = later(lab, objects={path: change})
    with pytest.raises(RefusedError) as refused:
        lab.desk.practice.begin(lab.learner, pack, QUIZ)
    assert refused.value.code == "quiz-needs-newer"


@pytest.mark.parametrize("what", ["a type", "a field"])
def test_an_assessment_that_is_not_known_to_the_last_word_is_not_begun(lab: Lab, what: str) -> None:
    def change(bank: dict[str, Any]) -> None:
        bank["items"][0] |= {"type": "drawing"} if what == "a type" else NEWS

    assert lab.desk.assessments.offers(lab.learner)[0].state != "assessment-needs-newer"
    later(lab, objects={bank_path(lab): change})
    (offer,) = lab.desk.assessments.offers(lab.learner)

    assert offer.state == "assessment-needs-newer"
    assert offer.used == 0
    with pytest.raises(RefusedError) as refused:
        lab.desk.assessments.begin(lab.learner, offer.pack, EXAM)
    assert refused.value.code == "assessment-needs-newer"


# What this computer keeps of people


def test_settings_of_a_later_version_outlive_those_that_are_saved(lab: Lab) -> None:
    people, kept = lab.desk.people, {"theme": {"by": "hour"}, "text_size": 120, **NEWS}
    accounts.put_preferences(people._db, lab.learner, msgspec.json.encode(kept))

    known = people.person(lab.learner).preferences
    assert (known.theme, known.text_size) == ("light", 120)
    people.set_preferences(lab.learner, msgspec.structs.replace(known, text_size=140))

    after = msgspec.json.decode(accounts.preferences(people._db, lab.learner) or b"")
    assert after == {**kept, "text_size": 140}


def test_an_event_of_a_kind_that_nobody_knows_is_kept_and_forwarded(lab: Lab) -> None:
    body = Unknown(name="dreamt", payload=b'{"of": "wells"}')
    told = event_log.append(lab.desk.library._db, lab.learner, body, Milliseconds(1))
    cut = batch.cut([told], batch.NOTHING_BEFORE, KEY)

    (fact,) = cut.facts()
    assert (fact.body, fact.payload) == (body, body.payload)
    assert lab.desk.computer.rebuild().different == ()


# Documents that come down


def put(lab: Lab, kind: str, payload: Any, revision: int = 1) -> None:
    document = inbox.InboxDocument(3, kind, lab.learner, revision, msgspec.json.encode(payload))
    inbox.put(lab.desk.library._db, document)


def test_a_document_of_a_kind_that_nobody_knows_is_kept_for_who_knows_it(lab: Lab) -> None:
    put(lab, "dream", NEWS)
    (kept,) = inbox.of_kind(lab.desk.library._db, "dream")
    assert msgspec.json.decode(kept.payload) == NEWS


@pytest.mark.parametrize("kind", [documents.SEAT, documents.ACCOMMODATION, documents.LINK])
def test_a_document_is_read_past_fields_that_nobody_knows(lab: Lab, kind: str) -> None:
    said: dict[str, dict[str, Any]] = {
        documents.SEAT: {"standing": "proven"},
        documents.ACCOMMODATION: {"extra": 25},
    }
    put(lab, kind, said.get(kind, {"person": "S-1", "name": "Ada"}) | NEWS)

    if kind == documents.ACCOMMODATION:
        assert lab.desk.assessments.offers(lab.learner)[0].extra == 25
    elif kind == documents.LINK:
        assert lab.desk.roster.link(lab.learner).name == "Ada"
    else:
        (kept,) = inbox.of_kind(lab.desk.library._db, kind)
        assert documents.read(kept.payload, documents.SeatDocument) == documents.SeatDocument(
            standing="proven"
        )


def test_progress_that_only_a_later_version_knows_is_read_by_that_version(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = lab.desk.library._db
    dream = ["dream", "d1", {"text": "a well"}]
    course = ["course", "elsewhere", {"enrolled_at": 5, **NEWS}]
    plain = ["note", "n1", {"text": "kept", "stamp": [4, "d"]}]
    put(lab, inbox.PROGRESS, [dream, course, plain])
    put(lab, inbox.PROGRESS, [dream, ["course", "elsewhere", {"enrolled_at": 3}]], revision=2)

    assert projections.COURSES.get(db, lab.learner, "elsewhere").enrolled_at == 3
    (kept,) = inbox.of_kind(db, inbox.PROGRESS)
    assert msgspec.json.decode(kept.payload) == [dream, course]

    inbox.read_again(db, "of-today")
    (kept,) = inbox.of_kind(db, inbox.PROGRESS)
    assert msgspec.json.decode(kept.payload) == [dream, course]

    monkeypatch.setitem(subjects.SUBJECTS, "dream", subjects.NOTE._replace(name="dream"))
    monkeypatch.setitem(projections.OF_SUBJECT, "dream", projections.NOTES)
    inbox.read_again(db, "of-today")
    assert projections.NOTES.get(db, lab.learner, "d1").text == ""
    inbox.read_again(db, "later")

    assert projections.NOTES.get(db, lab.learner, "d1").text == "a well"
    (kept,) = inbox.of_kind(db, inbox.PROGRESS)
    assert msgspec.json.decode(kept.payload) == [course]
    put(lab, inbox.PROGRESS, [], revision=3)


# Whom to believe, and what is graded and signed


def test_a_key_list_is_read_past_fields_and_roles_that_nobody_knows() -> None:
    root, keys = key_list.new_root()
    listed: dict[str, Any] = {"key": "ab" * 32, "role": "dreamer", "name": "N", "organisation": "O"}
    listed |= {"valid_from": MOMENT, "revoked": {"at": MOMENT, "reason": "lost", **NEWS}}
    said = {"version": 1, "issued": MOMENT, "root": msgspec.to_builtins(root) | NEWS}
    said |= {"keys": [listed | NEWS], **NEWS}
    empty = msgspec.json.encode({"signed": said, "signatures": {}} | NEWS)
    file = key_list.countersign(empty, keys)

    read = key_list.read_key_list(file, root)

    (key,) = read.keys
    assert key.role == "dreamer"
    assert key.revoked is not None
    assert b"of-later" in file


def test_a_status_list_is_read_past_what_nobody_knows_of_a_revocation() -> None:
    stated = status_list.StatusList(
        id="https://hub.example/status/1",
        issuer="https://hub.example",
        issued=datetime(2026, 1, 1, tzinfo=UTC),
        revoked={7: Revocation(at=datetime(2026, 1, 1, tzinfo=UTC), reason="wrong")},
    )
    said = status_list.build(stated)
    reason = msgspec.to_builtins(stated.revoked[7])  # in the list itself, as it stood at first
    said["credentialSubject"]["reasons"] = {"7": reason | NEWS}
    said["credentialSubject"] |= NEWS

    assert status_list.read(said | NEWS) == stated


READ: dict[str, Callable[[Path], Any]] = {
    "frameworks": lambda folder: read_catalogue(folder).frameworks["ours"],
    "pathways": lambda folder: read_pathways(folder)["support"].courses,
    "self_assessments": lambda folder: read_questionnaires(folder)["unesco-ai-cft", "support"],
}
CHECK: dict[str, Callable[[Path], Any]] = {
    "frameworks": read_framework,
    "pathways": read_pathway,
    "self_assessments": lambda file: read_questionnaire(file, read_catalogue()),
}
SHIPPED: dict[str, tuple[str, dict[str, Any], str]] = {
    "frameworks": ("unesco-ai-cft", {"id": "ours"}, "areas"),
    "pathways": ("support", {"electives": ["ours"]}, ""),
    "self_assessments": ("unesco-ai-cft.support", {"version": 99}, "statements"),
}


@pytest.mark.parametrize("folder", READ)
def test_files_of_the_centre_are_read_past_keys_that_nobody_knows(
    tmp_path: Path, folder: str
) -> None:
    name, ours, parts = SHIPPED[folder]
    said = msgspec.json.decode(resource(folder, f"{name}.json").read_bytes()) | ours | NEWS
    for part in said.get(parts, ()):
        part.update(NEWS)
    file = tmp_path / folder / "ours.json"
    file.parent.mkdir()
    file.write_bytes(msgspec.json.encode(said))

    found = READ[folder](tmp_path)
    assert found != READ[folder](tmp_path / "nowhere") if folder != "frameworks" else found
    with pytest.raises(RefusedError, match="of-later"):
        CHECK[folder](file)


@pytest.mark.parametrize("where", ["an item", "a rule", "the achievement"])
def test_what_is_graded_or_signed_by_a_key_sheet_passes_over_nothing(where: str) -> None:
    said = msgspec.json.decode(canonical(make_key_sheet(SMALL_COURSE)))
    if where == "an item":
        said["items"][0] |= NEWS
    elif where == "a rule":
        said["assessment"] |= NEWS
    else:
        said["assessment"]["achievement"] = achievement_said() | NEWS
    encoded = canonical(said)
    signed = KEY.public.raw + KEY.sign(key_sheet.CONTEXT + encoded) + zlib.compress(encoded, 9)

    with pytest.raises(RefusedError) as refused:
        key_sheet.read(signed)
    assert refused.value.code == "key-sheet-too-new"


def test_an_achievement_to_be_awarded_passes_over_nothing_and_a_course_shows_it(lab: Lab) -> None:
    said = msgspec.json.decode(awards.offer())
    said["achievement"] |= NEWS
    with pytest.raises(RefusedError, match="of-later"):
        achievements.read(msgspec.json.encode(said))

    def change(manifest: dict[str, Any]) -> None:
        manifest["course"]["assessments"][0]["achievement"] = achievement_said() | NEWS

    stated = lab.desk.library.assessment(later(lab, change), EXAM).achievement
    assert stated is not None


def achievement_said() -> dict[str, Any]:
    said: dict[str, Any] = msgspec.json.decode(awards.offer())["achievement"]
    return said


def test_a_pack_that_says_it_needs_a_later_program_is_refused_as_before(lab: Lab) -> None:
    for news in ({"format": 2}, {"min_app": "99.0.0"}):
        with pytest.raises(RefusedError) as refused:
            later(lab, lambda manifest, news=news: manifest.update(news))  # type: ignore[misc]
        assert refused.value.code == "pack-too-new"


def test_a_pack_whose_unknown_fields_were_changed_is_refused(lab: Lab, tmp_path: Path) -> None:
    later(lab, news_everywhere)

    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        manifest = members["manifest.json"].replace(b'"deep":[1]', b'"deep":[2]', 1)
        return members | {"manifest.json": manifest}

    with pytest.raises(RefusedError) as refused:
        open_pack(rewrite(lab.folder / "later.ujuzi", tmp_path / "changed.ujuzi", change))
    assert refused.value.code == "signature-wrong"
