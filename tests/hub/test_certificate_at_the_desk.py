"""What is sat at a desk comes back as a certificate that the desk itself can check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.awards import INSTITUTION, ROSTER
from helpers.certificates import ACHIEVEMENT
from helpers.course_folders import KEY, SMALL_COURSE
from helpers.desks import Lab, open_lab, supervised
from helpers.hubs import CAMPUS, new_database
from helpers.items import chosen_by_text
from helpers.sittings import ASSESSMENT
from helpers.stations import Station, code_of, memory_road
from ujuzi.errors import RefusedError
from ujuzi.hub import achievements, awards, key_sheets, keys, people, roster, sittings
from ujuzi.hub.hub import Hub
from ujuzi.packs import key_sheet
from ujuzi.services.key_sheets import make_key_sheet
from ujuzi.sync import seal

PLAIN = make_key_sheet(SMALL_COURSE)
SHEET = msgspec.structs.replace(
    PLAIN, assessment=msgspec.structs.replace(PLAIN.assessment, achievement=ACHIEVEMENT)
)


class Campus:
    """A desk, and the hub that it is registered with."""

    def __init__(self, folder: Path) -> None:
        self.lab: Lab = open_lab(folder)
        self.hub = Hub(new_database("sqlite", folder), self.lab.clock.now)
        sealed = seal.seal(
            key_sheet.write(SHEET, KEY), key_sheet.HEADER, (self.hub.identity.sealing_public,)
        )
        with self.hub.database.writing() as connection:
            roster.import_roster(connection, ROSTER)
            keys.prepare(connection, self.hub.identity, self.hub.now())
            added = key_sheets.add(connection, sealed, self.hub.identity, self.hub.now())
            achievements.add_from_sheet(connection, added.sheet)
        self.station = Station(self.lab.desk._db)
        self.station.register(memory_road(self.hub), code_of(self.hub, CAMPUS))

    def sync(self) -> None:
        self.station.exchange(memory_road(self.hub))

    def sit(self) -> None:
        desk, learner = self.lab.desk, self.lab.learner
        sitting = desk.assessments.begin(learner, self.lab.pack, ASSESSMENT)
        authored = {item.id: item for item in SHEET.items}
        for item in sitting.items:
            right = chosen_by_text(authored[item.id], item)
            desk.assessments.answer(sitting, item.id, right, 20_000)
        desk.assessments.submit(learner, sitting.attempt)

    def standing(self, data: bytes) -> str:
        return self.lab.desk.certificates.check(data).standing


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    made = Campus(tmp_path)
    yield made
    made.lab.desk.close()
    made.hub.database.close()


def test_a_certificate_comes_down_is_genuine_here_and_can_be_revoked(campus: Campus) -> None:
    campus.sync()
    with campus.hub.database.writing() as connection:
        people.link(connection, INSTITUTION, campus.lab.learner, "P1", campus.hub.now())
    campus.sit()
    campus.sync()

    (held,) = campus.lab.desk.certificates.held(campus.lab.learner)
    assert (held.certificate.name, held.revoked) == ("Ada Traoré", None)
    unsupervised = msgspec.structs.replace(ACHIEVEMENT, supervision="unsupervised")
    assert held.certificate.achievement == unsupervised
    assert campus.standing(held.credential) == "genuine"
    assert campus.standing(held.stub.encode()) == "genuine"

    with campus.hub.database.writing() as connection:
        awards.revoke(connection, held.certificate.id, "Sat by another.", campus.hub.now())
    campus.sync()
    (held,) = campus.lab.desk.certificates.held(campus.lab.learner)
    assert held.revoked is not None
    assert held.revoked.reason == "Sat by another."
    assert campus.standing(held.credential) == "revoked"


def test_a_code_of_the_hub_opens_one_supervised_sitting_with_its_extra_time(
    campus: Campus,
) -> None:
    campus.lab = supervised(campus.lab)
    campus.sync()
    with campus.hub.database.writing() as connection:
        learner, now = campus.lab.learner, campus.hub.now()
        code = sittings.make_code(connection, INSTITUTION, learner, ASSESSMENT, 50, now)
    campus.sync()
    assessments = campus.lab.desk.assessments
    with pytest.raises(RefusedError, match="one-time code"):
        assessments.begin(learner, campus.lab.pack, ASSESSMENT)

    sitting = assessments.begin(learner, campus.lab.pack, ASSESSMENT, code)
    assert sitting.limit == 45 * 60_000
    assessments.submit(learner, sitting.attempt)
    campus.sync()

    with campus.hub.database.reading() as connection:
        asked = {kind for _, _, kind, *_ in sittings.questions(connection)}
    assert not asked & {"code-unknown", "code-used-twice"}
    with pytest.raises(RefusedError, match="opens no sitting"):
        assessments.begin(learner, campus.lab.pack, ASSESSMENT, code)


def test_a_key_sheet_leaves_the_rule_that_the_hub_has(campus: Campus) -> None:
    with campus.hub.database.writing() as connection:
        (offer,) = achievements.offers(connection)
        rule = msgspec.structs.replace(offer.rule, award="decision")
        changed = msgspec.structs.replace(offer, rule=rule)
        achievements.add(connection, msgspec.json.encode(changed))
        achievements.add_from_sheet(connection, SHEET)
        achievements.add_from_sheet(connection, PLAIN)
        assert achievements.offers(connection) == [changed]
