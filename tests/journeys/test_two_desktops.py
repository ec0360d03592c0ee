"""Two computers of a campus and a hub process: Ada studies on one and goes on at the other.

Everything a person does is done in the real windows; the hub is `ujuzi-hub serve` on SQLite and on
PostgreSQL, killed between the two exchanges as a power cut does.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.course_folders import KEY
from helpers.desks import PIN
from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.hubs import new_postgresql_database
from helpers.packs import built_small_pack
from journeys.desktop import Desktop
from ujuzi.services.desk import Desk, open_desk
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.me.progress import ProgressPage


def prepared(folder: Path, name: str, person: str) -> tuple[Path, str]:
    """Make a computer's data: a person, and the small course. Return its steward code too."""
    data = folder / name
    with open_desk(data) as desk:
        desk.people.create(name=person, role="teacher", language="en", pin=PIN)
        code = desk.people.make_steward_code() or ""
        desk.people.keep_steward_code()
        desk.library.trust_key("Ujuzi tests", KEY.public)
        desk.library.install(built_small_pack(folder / f"pack-{name}"))
    return data, code


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_learner_goes_on_at_another_computer(database: str, qapp: object, tmp_path: Path) -> None:
    for name in ("pack-one", "pack-two"):
        (tmp_path / name).mkdir()
    url = sqlite_at(tmp_path) if database == "sqlite" else new_postgresql_database()
    first, _ = prepared(tmp_path, "one", "Ada Obi")
    second, steward_code = prepared(tmp_path, "two", "Bob Eze")
    with start_hub(url) as hub:
        study_and_send(hub, first, tmp_path)
        hub.kill()
        hub.restart()
        go_on_elsewhere(hub, second, steward_code, tmp_path)
        assert_once(hub)


def study_and_send(hub: HubProcess, data: Path, folder: Path) -> None:
    """Ada registers the first computer, finishes a lesson, and sends it."""
    desktop = Desktop(folder / "pictures", data)
    desktop.sign_in("Ada Obi", PIN)
    desktop.register(hub.address, hub.code)
    person = desktop.session.window.person
    assert person is not None
    learner = person.learner
    jobs, window = desktop.session.jobs, desktop.window

    def study(desk: Desk) -> None:
        pack = desk.library.courses(learner)[0].pack
        desk.learning.open(learner, pack, "counting")
        desk.learning.complete(learner, pack, "counting")

    jobs.ask(window, study)
    desktop.settle()
    desktop.wait_for(lambda: desktop.standing.waiting, "what waits")
    desktop.send()
    desktop.leave()


def go_on_elsewhere(hub: HubProcess, data: Path, steward_code: str, folder: Path) -> None:
    """Bob registers the second computer; Ada signs in there and finds what she did."""
    desktop = Desktop(folder / "pictures", data)
    desktop.sign_in("Bob Eze", PIN)
    desktop.register(hub.address, hub.run("code", "campus-1"))
    desktop.press("Switch person")
    desktop.wait_for(lambda: isinstance(desktop.page, SignInPage), "the door")
    page = desktop.page
    assert isinstance(page, SignInPage)
    if page.pin.isVisible():
        page.pin.back.click()
    desktop.press("I have studied on another computer")
    desktop.press("Ada Obi")
    page.joining.code.setText(steward_code)
    page.joining.new_pin.first_edit.setText("1357")
    page.joining.new_pin.again_edit.setText("1357")
    page.joining.enter.click()
    desktop.wait_for(lambda: desktop.session.window.person is not None, "Ada at the other desk")
    desktop.send()
    desktop.press("My progress")
    progress = desktop.page
    assert isinstance(progress, ProgressPage)
    desktop.wait_for(lambda: progress._progress.completed_activities == 1, "her progress")
    desktop.picture("her-progress-here")
    desktop.leave()


def assert_once(hub: HubProcess) -> None:
    """Every event of both computers is at the hub, once."""
    from sqlalchemy import func, select

    from ujuzi.hub.store.database import open_database
    from ujuzi.hub.store.tables import events, states

    opened = open_database(hub.database)
    with opened.reading() as connection:
        rows = connection.execute(
            select(events.c.device, func.count(), func.max(events.c.sequence)).group_by(
                events.c.device
            )
        ).all()
        done = connection.scalars(select(states.c.state).where(states.c.subject == "course")).all()
    opened.close()
    assert len(rows) == 2
    assert all(count == newest for _, count, newest in rows)
    assert [json.loads(state)["completed"] for state in done if "completed" in state] == [
        ["counting"]
    ]
