"""Whoever keeps the hub makes cohorts and puts people into them, by commands."""

from __future__ import annotations

import pytest
from click import Group
from click.testing import CliRunner, Result

from helpers.hubs import CAMPUS, OTHER_CAMPUS, address
from helpers.offices import INSTITUTION
from helpers.sitting_hubs import ADA, Room, link_to
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import cohorts, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.wire import documents
from ujuzi.wire.documents import EnrolledIn, Enrolments

DAYS = ("2026-10-01", "2026-12-18")


def run(hub: Hub, *arguments: str) -> Result:
    return CliRunner().invoke(_main(), ["--database", address(hub.database), *arguments])


def _main() -> Group:
    from ujuzi.hub.commands.cli import main

    return main


def access_to(hub: Hub) -> Access:
    return Access(hub.database, now=hub.now)


@pytest.mark.parametrize("stage", ["sqlite"], indirect=True)
def test_a_cohort_is_made_filled_listed_and_reaches_the_learner(hub: Hub) -> None:
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    link_to(hub, ADA, "P1")
    days = ("--begins", DAYS[0], "--ends", DAYS[1])
    made = run(hub, "cohorts", "set", INSTITUTION, CAMPUS, "Autumn", "--course", "c1", *days)
    assert made.exit_code == 0, made.output
    cohort = made.output.strip()

    assert run(hub, "cohorts", "enrol", INSTITUTION, "P1", "P2", "--cohort", cohort).exit_code == 0
    (line,) = run(hub, "cohorts", "list", INSTITUTION).output.splitlines()
    for piece in (cohort, CAMPUS, "Autumn", "c1", *DAYS, "2"):
        assert piece in line
    room.tell(ADA)
    told = documents.read(room.documents[documents.ENROLMENTS, ADA], Enrolments)
    assert told == Enrolments(
        cohorts=(EnrolledIn(name="Autumn", courses=("c1",), begins=DAYS[0], ends=DAYS[1]),)
    )

    assert run(hub, "people", "end", INSTITUTION, "P1").exit_code == 0
    room.tell(ADA)
    assert (documents.ENROLMENTS, ADA) not in room.documents
    assert [each.person for each in people.listed(access_to(hub), INSTITUTION)] == ["P2"]
    out = run(hub, "cohorts", "enrol", INSTITUTION, "P2", "--cohort", cohort, "--out")
    assert out.exit_code == 0
    assert [each.people for each in cohorts.listed(access_to(hub), INSTITUTION)] == [0]


@pytest.mark.parametrize("stage", ["sqlite"], indirect=True)
def test_what_can_be_no_cohort_is_refused_by_what_is_wrong(hub: Hub) -> None:
    access = access_to(hub)
    for code, arguments in (
        ("cohort-name", (CAMPUS, "")),
        ("cohort-courses", (CAMPUS, "All", tuple(f"course-{number}" for number in range(10_000)))),
        ("days-wrong", (CAMPUS, "Autumn", (), "2026-02-30")),
        ("days-wrong", (CAMPUS, "Autumn", (), *reversed(DAYS))),
        ("campus-elsewhere", (OTHER_CAMPUS, "Autumn")),
        ("campus-unknown", ("nowhere", "Autumn")),
    ):
        with pytest.raises(RefusedError) as refused:
            cohorts.put(access, INSTITUTION, *arguments)  # type: ignore[arg-type]
        assert refused.value.code == code
    with pytest.raises(RefusedError) as refused:
        cohorts.put(access, INSTITUTION, CAMPUS, "Autumn", cohort="d0" * 8)
    assert refused.value.code == "cohort-unknown"
    assert cohorts.listed(access, INSTITUTION) == []
    assert run(hub, "cohorts", "enrol", INSTITUTION, "P1").exit_code == 2
