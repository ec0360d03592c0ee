"""What is sat at a desk comes back as a certificate that the desk itself can check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from helpers.awards import ROSTER
from helpers.certificates import ACHIEVEMENT
from helpers.course_folders import KEY, SMALL_COURSE
from helpers.desks import Lab, open_lab, supervised
from helpers.earlier_release import earlier_clock, earlier_desktop
from helpers.hub_process import sqlite_at, start_hub
from helpers.hubs import CAMPUS, new_database
from helpers.items import chosen_by_text
from helpers.scopes import whole
from helpers.seats import INSTITUTION
from helpers.sittings import ASSESSMENT
from helpers.stations import Station, code_of, memory_road, road_over
from ujuzi.credentials.key_list import countersign, new_root
from ujuzi.credentials.words import in_words
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.actions.upkeep import FIRST_CAMPUS
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards, key_sheets, sittings
from ujuzi.hub.credentials import achievements, keys
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import roster
from ujuzi.hub.store import settings
from ujuzi.hub.store.tables import credentials
from ujuzi.packs import key_sheet
from ujuzi.services.assess.certificates import HeldCertificate, ListOffer
from ujuzi.services.assess.key_sheets import make_key_sheet
from ujuzi.services.delivery.delivery import Invitation
from ujuzi.services.desk import open_desk
from ujuzi.store import facts
from ujuzi.sync import exchange, roots
from ujuzi.wire import documents, seal

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
            roster.import_roster(whole(connection), ROSTER)
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
        authored = {SHEET.naming.item(item.id): item for item in SHEET.items}
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
        decisions.link(connection, INSTITUTION, campus.lab.learner, "P1", campus.hub.now())
    campus.sync()
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
        asked = {kind for _, _, kind, *_ in sittings.questions(whole(connection))}
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


class TestAnotherHub:
    """A computer that is registered at another hub trusts the root of the first one no longer."""

    @pytest.fixture
    def certified(self, campus: Campus) -> HeldCertificate:
        """What the learner holds of the first hub."""
        campus.sync()
        with campus.hub.database.writing() as connection:
            decisions.link(connection, INSTITUTION, campus.lab.learner, "P1", campus.hub.now())
        campus.sync()
        campus.sit()
        campus.sync()
        (held,) = campus.lab.desk.certificates.held(campus.lab.learner)
        return held

    @pytest.fixture
    def other(self, campus: Campus, tmp_path: Path) -> Iterator[Hub]:
        (tmp_path / "other").mkdir()
        hub = Hub(new_database("sqlite", tmp_path / "other"), campus.hub.now)
        with hub.database.writing() as connection:
            keys.prepare(connection, hub.identity, hub.now())
        yield hub
        hub.database.close()

    def move(self, campus: Campus, hub: Hub) -> None:
        campus.station.register(memory_road(hub), code_of(hub, CAMPUS))
        campus.station.exchange(memory_road(hub))

    def test_what_was_held_of_a_hub_that_was_left_says_so_and_is_kept(
        self, campus: Campus, certified: HeldCertificate, other: Hub
    ) -> None:
        assert campus.standing(certified.credential) == "genuine"
        self.move(campus, other)

        certificates = campus.lab.desk.certificates
        (held,) = certificates.held(campus.lab.learner)
        verdict = certificates.check(certified.credential)
        assert (held.credential, held.is_of_left_hub) == (certified.credential, True)
        assert verdict.standing == campus.standing(certified.stub.encode()) == "left-hub"
        assert "a hub that this computer has left" in in_words(verdict)
        assert certificates._roots() == (roots.of_hub(campus.station.db),)
        changed = certified.credential.replace(b"Ada", b"Ida", 1)
        assert campus.standing(changed) == "changed"

    def test_what_a_hub_signs_after_it_was_left_is_not_genuine_here(
        self, campus: Campus, certified: HeldCertificate, other: Hub
    ) -> None:
        """Be it forged by who has its keys, with a list that says so."""
        self.move(campus, other)
        with campus.hub.database.writing() as connection:
            now = campus.hub.now()
            forged = awards.renew(connection, certified.certificate.id, "Again.", now)
            payload = connection.scalar(select(credentials.c.payload).filter_by(id=forged))
            file = keys.trust_file(connection)
        assert payload is not None
        issued = documents.read(payload, documents.IssuedCredential)
        assert issued is not None
        (campus.lab.folder / "list.json").write_bytes(file)
        certificates = campus.lab.desk.certificates

        assert isinstance(certificates.add_list(campus.lab.folder / "list.json"), ListOffer)
        assert campus.standing(bytes(issued.credential)) == "left-hub"

    def test_who_returns_to_a_hub_trusts_it_again(
        self, campus: Campus, certified: HeldCertificate, other: Hub
    ) -> None:
        self.move(campus, other)
        self.move(campus, campus.hub)

        (held,) = campus.lab.desk.certificates.held(campus.lab.learner)
        assert not held.is_of_left_hub
        assert campus.standing(certified.credential) == "genuine"
        assert roots.left(campus.station.db) != ()
        assert roots.of_hub(campus.station.db) in campus.lab.desk.certificates._roots()

    def test_a_hub_that_is_left_goes_on_being_trusted_where_the_steward_said_so(
        self, campus: Campus, certified: HeldCertificate, other: Hub, tmp_path: Path
    ) -> None:
        with campus.hub.database.reading() as connection:
            (tmp_path / "list.json").write_bytes(keys.trust_file(connection))
        code = campus.lab.desk.people.make_steward_code() or ""
        self.move(campus, other)
        certificates = campus.lab.desk.certificates
        offer = certificates.add_list(tmp_path / "list.json")
        assert offer is not None
        certificates.trust_root(tmp_path / "list.json", offer.fingerprint, code)
        self.move(campus, campus.hub)
        self.move(campus, other)

        assert campus.standing(certified.credential) == "genuine"

    def test_an_offline_root_takes_over_and_nobody_has_left(
        self, campus: Campus, certified: HeldCertificate
    ) -> None:
        root, private = new_root()
        with campus.hub.database.writing() as connection:
            drafted = keys.draft(connection, campus.hub.identity, root, campus.hub.now())
            keys.import_list(connection, countersign(drafted, private[:2]))
        campus.sync()
        before = campus.standing(certified.credential)
        self.move(campus, campus.hub)

        assert (before, campus.standing(certified.credential)) == ("genuine", "genuine")
        assert roots.trusted(campus.station.db) == (root,)


class TestWhoMayLeave:
    """A second hub wants the steward's word; the same hub, as often as one likes, does not."""

    def test_another_hub_asks_the_steward_and_registering_anew_does_not(
        self, tmp_path: Path
    ) -> None:
        with (
            open_desk(tmp_path / "data") as desk,
            start_hub(sqlite_at(tmp_path)) as first,
            start_hub(f"sqlite:///{tmp_path}/second.sqlite3") as second,
        ):
            code = desk.people.make_steward_code() or ""
            register = desk.collection.register
            register(Invitation(first.address, first.code), "Lab 3")
            register(Invitation(first.address, first.run("code", FIRST_CAMPUS)), "Lab 3")
            known = roots.of_hub(desk._db)
            asked = Invitation(second.address, second.code)
            with pytest.raises(RefusedError) as another:
                register(asked, "Lab 3")
            with pytest.raises(RefusedError) as wrong:
                register(asked, "Lab 3", "ABCD-EFGH-JKMN")
            assert (another.value.code, wrong.value.code) == ("another-hub", "steward-code-wrong")
            assert roots.trusted(desk._db) == (known,)
            assert desk.collection.standing().hub == first.address

            register(asked, "Lab 3", code)
            assert desk.collection.standing().hub == second.address
            assert known not in roots.trusted(desk._db)

    def test_a_hub_that_only_names_the_known_root_is_another_hub(self, campus: Campus) -> None:
        """Anybody can name a root; the same hub signs with a key that its list names."""
        false = Hub(new_database("sqlite", campus.lab.folder / ".."), campus.hub.now)
        asked: list[str] = []

        def refuse(_db: object) -> None:
            asked.append("steward")
            raise RefusedError(Code.ANOTHER_HUB, "Another.")

        with false.database.writing() as connection, campus.hub.database.reading() as known:
            settings.put(connection, keys.KEY_LIST, settings.get(known, keys.KEY_LIST) or b"")
        with pytest.raises(RefusedError, match="Another"):
            exchange.register(
                campus.station.on_store,
                road_over(memory_road(false), campus.station.keys),
                url="http://false",
                code=code_of(false, CAMPUS),
                name="Lab",
                may_leave=refuse,
            )
        assert asked == ["steward"]
        false.database.close()


def test_roots_that_an_earlier_version_kept_together_are_told_apart(tmp_path: Path) -> None:
    with open_desk(earlier_desktop("desktop-1", tmp_path), earlier_clock()) as desk:
        before = roots.trusted(desk._db)
        left, stewards = new_root()[0], new_root()[0]
        kept = msgspec.json.encode((left, stewards, *before)).decode()
        facts.put(desk._db, roots.ROOTS, kept)
        roots.add(desk._db, stewards, b"{}")

        assert len(before) == 1
        assert roots.of_hub(desk._db) == before[0]
        assert roots.trusted(desk._db) == (*before, stewards)
