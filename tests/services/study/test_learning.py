"""Studying is recorded: one event a visit, and a course is complete when its required parts are."""

from __future__ import annotations

import pytest

from helpers.desks import COURSE, Lab
from ujuzi.domain.event import ActivityLeft, ActivityReopened, CourseCompleted, NoteWritten
from ujuzi.errors import RefusedError, WorldError
from ujuzi.services.study.learning import NOTE_CHARACTERS_MOST, note_slot
from ujuzi.store import event_log, projections
from ujuzi.ui.read.opening import open_activity


def bodies(lab: Lab, kind: type) -> list[object]:
    events = event_log.replay(lab.desk._db, lab.learner)
    return [event.body for event in events if isinstance(event.body, kind)]


def test_the_first_opening_enrols(lab: Lab) -> None:
    assert lab.desk.library.courses(lab.learner)[0].state == "new"

    lab.desk.learning.open(lab.learner, lab.pack, "counting")

    card = lab.desk.library.courses(lab.learner)[0]
    assert (card.state, card.next_activity) == ("started", "counting")


def test_a_visit_costs_one_event_and_is_resumed_where_it_was_left(lab: Lab) -> None:
    learning = lab.desk.learning
    learning.open(lab.learner, lab.pack, "counting")
    for second in range(5):
        learning.keep_position(lab.learner, lab.pack, "counting", second / 10, second)
    learning.leave(lab.learner, lab.pack, "counting", 0.4, 60)

    visit = learning.open(lab.learner, lab.pack, "counting")

    assert len(bodies(lab, ActivityLeft)) == 1
    assert (visit.position, visit.seconds) == (0.4, 60)


def test_a_visit_that_a_power_cut_ended_is_counted_on_the_next_opening(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.keep_position(lab.learner, lab.pack, "counting", 0.7, 45)
    again = lab.reopened()

    visit = again.desk.learning.open(lab.learner, lab.pack, "counting")

    assert (visit.position, visit.seconds) == (0.7, 45)
    assert len(bodies(again, ActivityLeft)) == 1
    again.desk.close()


def test_time_of_several_visits_adds_up(lab: Lab) -> None:
    for _ in range(3):
        lab.desk.learning.leave(lab.learner, lab.pack, "counting", 1.0, 20)

    assert lab.desk.learning.progress(lab.learner).seconds == 60


def test_the_last_required_activity_completes_the_course_once(lab: Lab) -> None:
    learning = lab.desk.learning
    learning.open(lab.learner, lab.pack, "counting")
    done = [learning.complete(lab.learner, lab.pack, a) for a in ("counting", "words-quiz", "film")]
    again = learning.complete(lab.learner, lab.pack, "film")

    assert [completion.course_completed for completion in done] == [False, False, True]
    assert not again.course_completed
    assert not again.activity_was_new
    assert len(bodies(lab, CourseCompleted)) == 1
    assert lab.desk.library.courses(lab.learner)[0].state == "completed"
    assert done[0].next_activity == "words-quiz"


def test_what_was_done_too_soon_is_taken_back_and_done_again(lab: Lab) -> None:
    learning, library = lab.desk.learning, lab.desk.library
    learning.open(lab.learner, lab.pack, "film")
    for activity in ("counting", "words-quiz", "film"):
        learning.complete(lab.learner, lab.pack, activity)

    def standing() -> tuple[str, int, bool]:
        (card,) = library.courses(lab.learner)
        visit = learning.open(lab.learner, lab.pack, "film")
        return card.state, card.completed, visit.completed

    for _ in range(2):
        learning.reopen(lab.learner, lab.pack, "film")
        learning.reopen(lab.learner, lab.pack, "film")
        assert standing() == ("started", 2, False)
        assert learning.progress(lab.learner).completed_activities == 2
        assert learning.complete(lab.learner, lab.pack, "film").course_completed
        assert standing() == ("completed", 3, True)
    assert len(bodies(lab, ActivityReopened)) == 2


def test_what_was_never_done_is_not_taken_back(lab: Lab) -> None:
    lab.desk.learning.reopen(lab.learner, lab.pack, "film")
    assert bodies(lab, ActivityReopened) == []


def test_notes_are_written_changed_and_removed(lab: Lab) -> None:
    learning = lab.desk.learning
    note = learning.write_note(lab.learner, lab.pack, "counting", "first")
    learning.write_note(lab.learner, lab.pack, "counting", "second thoughts", note=note)

    (found,) = learning.notes(lab.learner)
    assert (found.text, found.activity_title) == ("second thoughts", "Counting mangoes")
    assert learning.notes(lab.learner, course="another") == ()

    learning.write_note(lab.learner, lab.pack, "counting", "", note=note)
    assert learning.notes(lab.learner) == ()


def test_a_note_takes_its_draft_away(lab: Lab) -> None:
    learning = lab.desk.learning
    learning.keep_draft(lab.learner, lab.pack, "counting", "note", "half a thou")
    assert learning.draft(lab.learner, lab.pack, "counting", "note") == "half a thou"

    learning.write_note(lab.learner, lab.pack, "counting", "half a thought")

    assert learning.draft(lab.learner, lab.pack, "counting", "note") == ""


def test_reading_records_nothing_and_goes_on_where_a_visit_was_cut(lab: Lab) -> None:
    learning = lab.desk.learning
    learning.open(lab.learner, lab.pack, "counting")
    learning.keep_position(lab.learner, lab.pack, "counting", 0.4, 20)
    before = event_log.count(lab.desk._db)
    lab.desk._db.execute("PRAGMA query_only = ON")

    found = open_activity(lab.desk, lab.learner, lab.pack, "counting")

    assert found.visit.position == 0.4
    assert event_log.count(lab.desk._db) == before


def test_the_draft_of_a_new_note_outlives_the_change_of_another(lab: Lab) -> None:
    learning = lab.desk.learning
    note = learning.write_note(lab.learner, lab.pack, "counting", "first")
    learning.keep_draft(lab.learner, lab.pack, "counting", note_slot(), "half a thou")
    learning.keep_draft(lab.learner, lab.pack, "counting", note_slot(note), "first and a ha")
    found = open_activity(lab.desk, lab.learner, lab.pack, "counting")
    assert (found.draft, found.changes) == ("half a thou", {note: "first and a ha"})

    learning.write_note(lab.learner, lab.pack, "counting", "first and a half", note=note)

    found = open_activity(lab.desk, lab.learner, lab.pack, "counting")
    assert (found.draft, found.changes) == ("half a thou", {})


def test_typed_text_that_cannot_be_kept_waits_until_it_can(lab: Lab) -> None:
    learning = lab.desk.learning
    lab.desk._db.execute("PRAGMA query_only = ON")
    with pytest.raises(WorldError):
        learning.keep_draft(lab.learner, lab.pack, "counting", note_slot(), "half a thou")
    assert learning.draft(lab.learner, lab.pack, "counting", note_slot()) == "half a thou"
    assert learning.has_unkept
    with pytest.raises(WorldError):
        lab.desk.save_again()
    lab.desk._db.execute("PRAGMA query_only = OFF")

    lab.desk.save_again()

    assert not learning.has_unkept
    again = lab.reopened().desk.learning
    assert again.draft(lab.learner, lab.pack, "counting", note_slot()) == "half a thou"


def test_typed_text_that_could_not_be_kept_and_was_confirmed_does_not_come_back(lab: Lab) -> None:
    learning = lab.desk.learning
    lab.desk._db.execute("PRAGMA query_only = ON")
    with pytest.raises(WorldError):
        learning.keep_draft(lab.learner, lab.pack, "counting", note_slot(), "half a thou")
    lab.desk._db.execute("PRAGMA query_only = OFF")
    learning.write_note(lab.learner, lab.pack, "counting", "half a thought")
    lab.desk.save_again()
    assert learning.draft(lab.learner, lab.pack, "counting", note_slot()) == ""


def test_a_note_that_is_too_long_is_refused_and_its_draft_stays(lab: Lab) -> None:
    learning = lab.desk.learning
    text = "x" * (NOTE_CHARACTERS_MOST + 1)
    learning.keep_draft(lab.learner, lab.pack, "counting", "note", text)

    with pytest.raises(RefusedError) as error:
        learning.write_note(lab.learner, lab.pack, "counting", text)

    assert error.value.code == "note-too-long"
    assert learning.draft(lab.learner, lab.pack, "counting", "note") == text
    assert bodies(lab, NoteWritten) == []
    learning.write_note(lab.learner, lab.pack, "counting", text[1:])
    assert len(bodies(lab, NoteWritten)) == 1


def test_a_bookmark_is_set_and_cleared(lab: Lab) -> None:
    lab.desk.learning.set_bookmark(lab.learner, lab.pack, "film", marked=True)
    assert [mark.activity_title for mark in lab.desk.learning.bookmarks(lab.learner)] == [
        "A short film"
    ]
    lab.desk.learning.set_bookmark(lab.learner, lab.pack, "film", marked=False)
    assert lab.desk.learning.bookmarks(lab.learner) == ()


def test_progress_counts_by_course_competency_and_week(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, "counting")
    lab.desk.learning.complete(lab.learner, lab.pack, "counting")

    progress = lab.desk.learning.progress(lab.learner)

    assert [(c.course, c.completed, c.required) for c in progress.courses] == [(COURSE, 1, 3)]
    assert [(c.competency, c.completed, c.required) for c in progress.competencies] == [
        ("unesco-ai-cft:1.1", 1, 2)
    ]
    assert progress.weeks[-1][1] == 1
    assert sum(count for _, count in progress.weeks) == 1


def test_colleagues_do_not_see_each_others_work(lab: Lab) -> None:
    awa = lab.desk.people.create(name="Awa", role="teacher", language="en", pin="1357")
    lab.desk.learning.write_note(lab.learner, lab.pack, "counting", "mine")
    lab.desk.learning.complete(lab.learner, lab.pack, "counting")

    assert lab.desk.learning.notes(awa.learner) == ()
    assert lab.desk.library.courses(awa.learner)[0].completed == 0


def test_an_activity_that_is_not_in_the_course_is_refused(lab: Lab) -> None:
    with pytest.raises(RefusedError) as error:
        lab.desk.learning.open(lab.learner, lab.pack, "nowhere")

    assert error.value.code == "activity-missing"
    assert projections.COURSES.find(lab.desk._db, lab.learner) == {}
