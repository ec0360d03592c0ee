"""An institution sees averages of five people or more, and by name only what is shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from helpers.hubs import CAMPUS, NOW, new_database
from helpers.questionnaires import AGENCY, FRAMEWORK, QUESTIONNAIRE, write_questionnaire
from helpers.scopes import whole
from helpers.seats import seat
from helpers.stations import Station, code_of, memory_road
from ujuzi.domain.event import (
    ProfileCreated,
    SelfAssessmentFinished,
    SelfAssessmentShared,
    SelfRated,
)
from ujuzi.domain.self_assessment import FEWEST_PEOPLE
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.commands import cli
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import organisations, roster
from ujuzi.hub.reports import competencies
from ujuzi.hub.reports.competencies import WHOLE, Rater, Report, counted, figures

INSTITUTION = "unz"
FAR = "unz-far"
QUESTIONNAIRES = {(FRAMEWORK, "teacher"): QUESTIONNAIRE}


class Lab:
    """A computer of a campus, at which people rate themselves."""

    def __init__(self, hub: Hub, campus: str) -> None:
        self.hub = hub
        self.station = Station()
        self.station.register(memory_road(hub), code_of(hub, campus))

    def rate(self, learner: str, value: int, *, name: str = "first", finish: bool = True) -> None:
        """Rate every statement alike."""
        for statement in QUESTIONNAIRE.statements:
            body = SelfRated(
                framework=FRAMEWORK,
                round=name,
                role="teacher",
                statement=statement.id,
                rating=value,
            )
            self.station.record(learner, body)
        if finish:
            self.station.record(learner, SelfAssessmentFinished(framework=FRAMEWORK, round=name))

    def share(self, learner: str, *, shared: bool = True, name: str = "first") -> None:
        body = SelfAssessmentShared(framework=FRAMEWORK, round=name, shared=shared)
        self.station.record(learner, body)

    def report(self) -> Report:
        """Send what is here, and return what the institution sees."""
        self.station.exchange(memory_road(self.hub))
        with self.hub.database.reading() as connection:
            return competencies.report(whole(connection, INSTITUTION), QUESTIONNAIRES)


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    with database.writing() as connection:
        organisations.add(connection, FAR, "campus", "Far", INSTITUTION)
    yield Hub(database, lambda: NOW)
    database.close()


@pytest.fixture
def lab(hub: Hub) -> Lab:
    return Lab(hub, CAMPUS)


def agency(report: Report) -> dict[str, tuple[float, int]]:
    return {
        each.campus: (each.mean, each.people)
        for each in report.figures
        if each.competency == AGENCY
    }


def test_four_people_are_no_figure_and_five_are_one(lab: Lab) -> None:
    for number, value in enumerate((1, 2, 3, 4)):
        lab.rate(f"p{number}", value)
    assert lab.report() == Report((), ())

    lab.rate("p4", 5)

    report = lab.report()
    assert agency(report) == {WHOLE: (3.0, 5), CAMPUS: (3.0, 5)}
    assert len(report.figures) == 2 * 3
    assert report.shared == ()


def test_a_round_under_way_counts_for_nothing(lab: Lab) -> None:
    for number in range(5):
        lab.rate(f"p{number}", 3, finish=number < 4)
    assert lab.report().figures == ()


def test_newcomers_move_a_figure_five_at_a_time(lab: Lab) -> None:
    for number in range(5):
        lab.rate(f"p{number}", 1)
    for number in range(5, 9):
        lab.rate(f"p{number}", 5)
    assert agency(lab.report())[WHOLE] == (1.0, 5)
    lab.rate("p9", 5)
    assert agency(lab.report())[WHOLE] == (3.0, 10)


def test_the_latest_finished_round_of_a_person_counts(lab: Lab) -> None:
    for number in range(5):
        lab.rate(f"p{number}", 2)
    lab.rate("p0", 5, name="a later one")
    lab.rate("p1", 5, name="another", finish=False)
    assert agency(lab.report())[WHOLE] == (2.6, 5)


def test_two_profiles_of_one_person_count_once(lab: Lab) -> None:
    with lab.hub.database.writing() as connection:
        roster.import_roster(
            whole(connection), f"person,name,campus,role\nP1,Awa,{CAMPUS},teacher\n"
        )
    for number in range(5):
        lab.rate(f"p{number}", 3)
    assert agency(lab.report())[WHOLE] == (3.0, 5)
    with lab.hub.database.writing() as connection:
        for learner in ("p0", "p1"):
            decisions.link(connection, INSTITUTION, learner, "P1", NOW)
    assert lab.report().figures == ()


def test_a_campus_is_told_only_where_nothing_is_left_to_guess(lab: Lab) -> None:
    far = Lab(lab.hub, FAR)
    for number in range(8):
        lab.rate(f"p{number}", 4)
    for number in range(2):
        far.rate(f"f{number}", 1)
    far.report()
    assert agency(lab.report()) == {WHOLE: (3.4, 10), CAMPUS: (4.0, 5)}


def test_by_name_there_is_only_what_is_shared_and_only_while_it_is(lab: Lab) -> None:
    lab.station.record("p0", ProfileCreated(name="Awa", role="teacher", language="en"))
    lab.rate("p0", 3)
    lab.rate("p1", 4)
    lab.share("p0")
    (awa,) = lab.report().shared
    assert (awa.name, awa.campus, awa.levels[AGENCY]) == ("Awa", CAMPUS, 3.0)

    lab.rate("p0", 5, name="a later one")
    assert lab.report().shared == ()
    lab.share("p0", name="a later one")
    assert [each.levels[AGENCY] for each in lab.report().shared] == [5.0]
    lab.share("p0", name="a later one", shared=False)
    assert lab.report().shared == ()


def test_whoever_shares_does_not_give_the_others_away(lab: Lab) -> None:
    for number in range(5):
        lab.rate(f"p{number}", number + 1)
    lab.report()
    seat(lab.hub, "p0", lab.station.device)
    lab.share("p0")
    assert lab.report().figures == ()


def test_an_institution_that_is_none_is_refused(hub: Hub) -> None:
    with hub.database.reading() as connection, pytest.raises(RefusedError):
        competencies.report(whole(connection, CAMPUS), QUESTIONNAIRES)


def test_another_institution_sees_nothing(lab: Lab) -> None:
    for number in range(5):
        lab.rate(f"p{number}", 3)
    lab.report()
    with lab.hub.database.reading() as connection:
        assert competencies.report(whole(connection, "uvbf"), QUESTIONNAIRES) == Report((), ())


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=40))
def test_what_is_left_when_known_rounds_are_taken_away_is_of_five_or_more(
    made: list[tuple[str, bool]],
) -> None:
    raters = [
        Rater(str(n), "", campus, FRAMEWORK, n, shared, {AGENCY: 3.0})
        for n, (campus, shared) in enumerate(made)
    ]
    whole = counted(raters)
    parts = [counted([each for each in whole if each.campus == campus]) for campus in "ab"]
    rest = [each for each in whole if all(each not in part for part in parts)]
    for told in (whole, *parts, rest):
        hidden = [each for each in told if not each.shared]
        assert not 0 < len(hidden) < FEWEST_PEOPLE
    assert all(each.people >= FEWEST_PEOPLE for each in figures(raters))


def test_the_command_tells_the_same(lab: Lab, tmp_path: Path) -> None:
    for number in range(5):
        lab.rate(f"p{number}", 4)
    lab.report()
    folder = write_questionnaire(tmp_path).parent
    asked = ("competencies", INSTITUTION, "--questionnaires", str(folder))

    lines = CliRunner().invoke(cli.main, ["--database", address(lab.hub), *asked])
    told = CliRunner().invoke(cli.main, ["--database", address(lab.hub), *asked, "--json"])

    assert lines.output.splitlines()[0] == f"{AGENCY}\t\t4.0\t5"
    assert json.loads(told.output)["figures"][0] == {
        "competency": AGENCY,
        "campus": "",
        "mean": 4.0,
        "people": 5,
    }


def test_a_questionnaire_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.teacher.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"own\.teacher\.json"):
        competencies.read_questionnaires(tmp_path)


def test_the_shipped_questionnaires_are_known() -> None:
    assert (FRAMEWORK, "teacher") in competencies.read_questionnaires()


def address(hub: Hub) -> str:
    url = hub.database.engine.url.render_as_string(hide_password=False)
    return url.replace("+psycopg", "")


def test_a_centres_questionnaire_that_is_mistaken_is_refused_with_every_mistake(
    tmp_path: Path,
) -> None:
    (tmp_path / "own.teacher.json").write_text('{"framework": 7, "titel": {}}', "utf-8")

    with pytest.raises(RefusedError) as refused:
        competencies.read_questionnaires(tmp_path)

    assert refused.value.code == "framework-mistakes"
    mistakes = refused.value.facts["mistakes"]
    assert isinstance(mistakes, tuple)
    assert len(mistakes) > 1
