"""A round is durable rating by rating, ends in a profile, and is seen by others when shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.desks import PIN, Lab, open_lab
from helpers.hubs import CAMPUS, new_database
from helpers.questionnaires import (
    AGENCY,
    APPLICATIONS,
    ETHICS,
    FRAMEWORK,
    QUESTIONNAIRE,
    rate_all,
    write_questionnaire,
)
from helpers.stations import Station, code_of, memory_road
from ujuzi.domain.event import SelfAssessmentBody
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.services.desk import open_desk
from ujuzi.services.study.self_assessment import SelfAssessment, SelfAssessmentOffer
from ujuzi.store import event_log


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    write_questionnaire(tmp_path / "data")
    opened = open_lab(tmp_path)
    yield opened
    opened.desk.close()


def service(lab: Lab) -> SelfAssessment:
    return lab.desk.self_assessment


def offer(lab: Lab) -> SelfAssessmentOffer:
    offers = service(lab).offers(lab.learner)
    return next(each for each in offers if each.questionnaire == QUESTIONNAIRE)


def events(lab: Lab) -> int:
    replayed = event_log.replay(lab.desk._db, lab.learner)
    return sum(isinstance(event.body, SelfAssessmentBody) for event in replayed)


def test_a_role_is_offered_its_questionnaires_and_another_role_is_not(lab: Lab) -> None:
    assert offer(lab) == SelfAssessmentOffer(QUESTIONNAIRE, rated=0, rounds=0, finished_at=None)

    lab.desk.people.change_profile(lab.learner, role="leader")
    assert QUESTIONNAIRE not in [o.questionnaire for o in service(lab).offers(lab.learner)]


def test_what_a_course_here_is_about_is_offered_first(lab: Lab) -> None:
    offers = service(lab).offers(lab.learner)
    assert [each.questionnaire.framework for each in offers] == [FRAMEWORK, "he-digital"]


def test_a_round_that_a_power_cut_ended_goes_on_at_the_next_statement(lab: Lab) -> None:
    begun = service(lab).begin(lab.learner, FRAMEWORK)
    assert events(lab) == 0
    service(lab).rate(lab.learner, FRAMEWORK, begun.round, "s1", 3)
    service(lab).rate(lab.learner, FRAMEWORK, begun.round, "s2", 5)
    again = lab.reopened()

    resumed = service(again).begin(lab.learner, FRAMEWORK)

    assert resumed.round == begun.round
    assert resumed.ratings == {"s1": 3, "s2": 5}
    assert offer(again).rated == 2
    again.desk.close()


def test_a_rating_that_says_nothing_new_is_not_recorded_and_a_new_one_counts(lab: Lab) -> None:
    begun = service(lab).begin(lab.learner, FRAMEWORK)
    for value in (3, 3, 4):
        service(lab).rate(lab.learner, FRAMEWORK, begun.round, "s1", value)

    assert events(lab) == 2
    assert service(lab).begin(lab.learner, FRAMEWORK).ratings == {"s1": 4}


def test_a_round_with_statements_left_is_not_finished_and_says_which(lab: Lab) -> None:
    begun = service(lab).begin(lab.learner, FRAMEWORK)
    for statement in ("s1", "s2", "s4"):
        service(lab).rate(lab.learner, FRAMEWORK, begun.round, statement, 3)

    with pytest.raises(RefusedError) as error:
        service(lab).finish(lab.learner, FRAMEWORK, begun.round)

    assert error.value.facts == {"missing": ("s3", "s5"), "count": 2}
    assert service(lab).profile(lab.learner, FRAMEWORK).finished_at is None


def test_a_finished_round_takes_no_more_ratings_and_the_next_is_another(lab: Lab) -> None:
    finished = rate_all(lab.desk, lab.learner, 3, 3, 3, 3, 3)
    recorded = events(lab)
    service(lab).finish(lab.learner, FRAMEWORK, finished)
    assert events(lab) == recorded

    with pytest.raises(RefusedError, match="finished"):
        service(lab).rate(lab.learner, FRAMEWORK, finished, "s1", 4)
    assert service(lab).begin(lab.learner, FRAMEWORK).round != finished


@pytest.mark.parametrize(
    ("statement", "value", "code"),
    [
        ("s9", 3, "statement-missing"),
        ("s1", 0, "rating-off-scale"),
        ("s1", 6, "rating-off-scale"),
    ],
)
def test_a_rating_of_nothing_or_off_the_scale_is_refused(
    lab: Lab, statement: str, value: int, code: str
) -> None:
    with pytest.raises(RefusedError) as error:
        service(lab).rate(lab.learner, FRAMEWORK, "r", statement, value)
    assert error.value.code == code


def test_a_framework_without_a_questionnaire_for_the_role_is_said_to_be_missing(lab: Lab) -> None:
    with pytest.raises(RefusedError) as error:
        service(lab).begin(lab.learner, "nowhere")
    assert error.value.code == "questionnaire-missing"


def test_a_profile_ranks_the_gaps_with_what_to_study_for_each(lab: Lab) -> None:
    rate_all(lab.desk, lab.learner, 3, 4, 5, 1, 2)

    profile = service(lab).profile(lab.learner, FRAMEWORK)

    assert {each.competency: each.level for each in profile.standings} == {
        AGENCY: 3.5,
        ETHICS: 5.0,
        APPLICATIONS: 1.5,
    }
    assert [gap.standing.competency for gap in profile.gaps] == [APPLICATIONS, AGENCY]
    widest, narrower = profile.gaps
    assert widest.step is None
    assert narrower.step is not None
    assert (narrower.step.activity, narrower.step.pack) == ("counting", lab.pack)


def test_the_step_for_a_gap_follows_what_is_studied(lab: Lab) -> None:
    rate_all(lab.desk, lab.learner, 3, 3, 3, 3, 3)
    steps = []
    for activity in ("counting", "words-quiz", "film"):
        lab.desk.learning.complete(lab.learner, lab.pack, activity)
        profile = service(lab).profile(lab.learner, FRAMEWORK)
        gap = next(each for each in profile.gaps if each.standing.competency == AGENCY)
        steps.append(gap.step.activity if gap.step else None)

    assert steps[-1] is None
    assert gap.standing.completed == gap.standing.required > 0


def test_a_later_round_is_compared_with_the_first_whatever_the_clock_says(lab: Lab) -> None:
    rate_all(lab.desk, lab.learner, 1, 1, 2, 2, 2)
    only = service(lab).profile(lab.learner, FRAMEWORK)
    assert [each.first for each in only.standings] == [None, None, None]
    rate_all(lab.desk, lab.learner, 2, 2, 2, 2, 2)
    lab.clock.move(-400 * 24 * 3600)
    rate_all(lab.desk, lab.learner, 4, 5, 2, 3, 2)

    profile = service(lab).profile(lab.learner, FRAMEWORK)

    compared = {each.competency: (each.first, each.level) for each in profile.standings}
    assert compared == {AGENCY: (1.0, 4.5), ETHICS: (2.0, 2.0), APPLICATIONS: (2.0, 2.5)}
    assert offer(lab).rounds == 3


def test_a_round_is_shared_and_withdrawn_once_it_is_finished(lab: Lab) -> None:
    begun = service(lab).begin(lab.learner, FRAMEWORK)
    with pytest.raises(RefusedError):
        service(lab).share(lab.learner, FRAMEWORK, begun.round, shared=True)
    finished = rate_all(lab.desk, lab.learner, 3, 3, 3, 3, 3)
    recorded = events(lab)

    seen = []
    for shared in (False, True, True, False):
        service(lab).share(lab.learner, FRAMEWORK, finished, shared=shared)
        seen.append(service(lab).profile(lab.learner, FRAMEWORK).shared)

    assert seen == [False, True, True, False]
    assert events(lab) == recorded + 2


def test_a_round_goes_on_and_shows_on_another_computer(lab: Lab, tmp_path: Path) -> None:
    hub = Hub(new_database("sqlite", tmp_path), lab.clock.now)
    write_questionnaire(tmp_path / "other")
    other = open_desk(tmp_path / "other", lab.clock)
    code = other.people.make_steward_code() or ""
    stations = [Station(lab.desk._db), Station(other._db)]
    for station in stations:
        station.register(memory_road(hub), code_of(hub, CAMPUS))
    rate_all(lab.desk, lab.learner, 1, 1, 1, 1, 1)
    half = service(lab).begin(lab.learner, FRAMEWORK)
    service(lab).rate(lab.learner, FRAMEWORK, half.round, "s1", 5)
    hers = lab.desk.roster.take_along(lab.learner)
    for station in stations:
        station.exchange(memory_road(hub))
    other.roster.join(lab.learner, hers, PIN, code)
    for station in (stations[1], stations[1]):
        station.exchange(memory_road(hub))

    there = other.self_assessment.begin(lab.learner, FRAMEWORK)

    assert (there.round, there.ratings) == (half.round, {"s1": 5})
    assert other.self_assessment.profile(lab.learner, FRAMEWORK).finished_at is not None
    other.close()
    hub.database.close()
