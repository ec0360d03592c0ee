"""A person reads what is announced in her language, once unasked, and again when she likes."""

from __future__ import annotations

import msgspec

from helpers.desks import PIN, Lab
from ujuzi.store import facts, inbox
from ujuzi.store.announcements import READ
from ujuzi.wire.documents import ANNOUNCEMENT, AnnouncementDocument

DAY = 24 * 3600 * 1000


def announce(lab: Lab, id_: str, revision: int = 1, **texts: str) -> None:
    now = lab.clock.now()
    told = AnnouncementDocument(
        texts=texts, by="Gulu", published_at=now + revision, until=now + DAY
    )
    document = inbox.InboxDocument(2, ANNOUNCEMENT, id_, revision, msgspec.json.encode(told))
    inbox.put(lab.desk._db, document)


def test_she_reads_it_in_her_language_or_in_the_first(lab: Lab) -> None:
    awa = lab.desk.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    announce(lab, "1", en="Hello", fr="Bonjour")
    announce(lab, "2", 2, sw="Habari")

    assert [each.text for each in lab.desk.announcements.live(lab.learner)] == ["Habari", "Hello"]
    [other, hers] = lab.desk.announcements.live(awa.learner)
    assert (other.text, other.language, hers.text, hers.by) == ("Habari", "sw", "Bonjour", "Gulu")


def test_what_she_has_read_is_hers_alone_and_stays_to_be_read(lab: Lab) -> None:
    awa = lab.desk.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    announce(lab, "1", en="Hello")
    [found] = lab.desk.announcements.live(lab.learner)
    assert not found.is_read
    lab.desk.announcements.got_it(lab.learner, found.mark)

    assert [each.is_read for each in lab.desk.announcements.live(lab.learner)] == [True]
    assert [each.is_read for each in lab.desk.announcements.live(awa.learner)] == [False]


def test_what_is_over_is_remembered_no_more(lab: Lab) -> None:
    announce(lab, "1", en="Hello")
    lab.desk.announcements.got_it(lab.learner, lab.desk.announcements.live(lab.learner)[0].mark)
    lab.clock.claim(2 * DAY)
    assert lab.desk.announcements.live(lab.learner) == ()
    announce(lab, "2", 2, en="Again")
    [new] = lab.desk.announcements.live(lab.learner)
    lab.desk.announcements.got_it(lab.learner, new.mark)

    assert facts.get(lab.desk._db, READ + lab.learner) == f'["{new.mark}"]'
