"""Does what was left undone: grades what was handed in, and issues what is owed.

What computers bring is graded and rewarded by whoever lands it. If that failed, or the machine
stopped in between, or another release left it so, the steward of a running hub does it: a thread
in each process, which looks now and then, rests as long as it worked, and starts with the hub but
after it listens. What cannot be done is tried again after a while; nothing is issued under a clock
that is doubted.

Once a day it says anew, institution by institution, what leaders read of groups of people; and
what campuses are called, where that is news.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

from ujuzi.domain.report import DAY
from ujuzi.errors import WorldError
from ujuzi.hub.assessment import sittings
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.landing import deeds
from ujuzi.hub.people import acts, announcements, campus_names, grants, owed
from ujuzi.hub.people.owed import Owed
from ujuzi.hub.reports import groups
from ujuzi.hub.store import clock
from ujuzi.hub.store.database import HubDatabase
from ujuzi.serving.watch import log_hindrance

REST_SECONDS = 5.0
PUT_OFF_SECONDS = 60.0
STOP_SECONDS = 1.0
"""How long a hub that stops waits for what is under way; cut off, it stays owed."""

AT_ONCE = 100
"""How many learners are looked up by one query."""

log = logging.getLogger(__name__)


class Steward:
    """The steward of a process."""

    def __init__(self, database: HubDatabase, grader: Grader, now: Callable[[], int]) -> None:
        self._database = database
        self._grader = grader
        self._now = now
        self._stopped = threading.Event()
        self._put_off: dict[tuple[str, str, str], float] = {}
        self._counted_on: dict[str, int] = {}
        """The day on which each institution's groups were counted last, by the hub's clock."""
        self._thread = threading.Thread(target=self._work, name="steward", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is under way."""
        self._stopped.set()
        self._thread.join(STOP_SECONDS)

    def look(self) -> None:
        """Do once what was left; raises WorldError where the database does not answer."""
        at = time.monotonic()
        self._put_off = {key: until for key, until in self._put_off.items() if until > at}
        with self._database.reading() as connection:
            left = sittings.left(connection)
            acted = acts.left(connection)
            over = announcements.over(connection, self._now())
        for institution, attempt in left:
            self._do("attempt", institution, attempt, self._grade)
        for grant in acted:
            self._do("grant", "", grant, self._decide)
        for id_ in over:
            self._do("announcement", "", id_, self._end)
        self._do("grants", "", "", self._renew)
        self._do("acts", "", "", self._withdraw)
        self._do("campuses", "", "", self._name)
        for institution, learner in self._owed():
            self._do("learner", institution, learner, self._grader.award_owed)
        for institution in self._uncounted():
            self._do("groups", institution, "", self._count)

    def _work(self) -> None:
        while True:
            try:
                self.look()
            except WorldError as error:
                log_hindrance(error)
            except Exception:
                log.exception("the steward was hindered")
            if self._stopped.wait(REST_SECONDS):
                return

    def _do(self, kind: str, institution: str, id_: str, work: Callable[[str, str], bool]) -> None:
        key = (kind, institution, id_)
        if self._stopped.is_set() or key in self._put_off:
            return
        begun = time.monotonic()
        if not work(institution, id_):
            self._put_off[key] = time.monotonic() + PUT_OFF_SECONDS
        self._stopped.wait(time.monotonic() - begun)

    def _decide(self, _institution: str, grant: str) -> bool:
        """Decide a grant's acts that were left; those whose time has not come are put off."""
        deeds.decide(self._database, grant, self._now(), self._grader.follow_up)
        return False

    def _renew(self, _institution: str, _all: str) -> bool:
        """Renew the grants of coordinators who are active; it is looked for now and then."""
        now = self._now()
        with self._database.writing() as connection:
            if not clock.doubt(connection, now):
                grants.renew_due(connection, self._grader.identity.signing_key, now)
        return False

    def _uncounted(self) -> list[str]:
        """Return the institutions whose groups were not counted today."""
        today = self._now() // DAY
        with self._database.reading() as connection:
            known = groups.institutions(connection)
        return [each for each in known if self._counted_on.get(each) != today]

    def _count(self, institution: str, _all: str) -> bool:
        """Count an institution's groups, and tell what is new of them."""
        now = self._now()
        with self._database.reading() as connection:
            if clock.doubt(connection, now):
                return False
            made = groups.documents_of(connection, institution, now)
        with self._database.writing() as connection:
            groups.publish(connection, institution, made, now)
        self._counted_on[institution] = now // DAY
        return True

    def _end(self, _institution: str, id_: str) -> bool:
        """Take an announcement from the computers whose last day has passed."""
        now = self._now()
        with self._database.writing() as connection:
            if clock.doubt(connection, now):
                return False
            announcements.end(connection, id_, now)
        return True

    def _withdraw(self, _institution: str, _all: str) -> bool:
        """Tell computers no more of acts that all have heard of; it is looked for now and then."""
        now = self._now()
        with self._database.writing() as connection:
            if not clock.doubt(connection, now):
                acts.withdraw(connection, now - deeds.TRIED_FOR)
        return False

    def _name(self, _institution: str, _all: str) -> bool:
        """Say what campuses are called, where that is news; it is looked for now and then."""
        with self._database.reading() as connection:
            found = campus_names.unpublished(connection)
        for institution, payload in found.items():
            with self._database.writing() as connection:
                campus_names.publish(connection, institution, payload)
        return False

    def _grade(self, institution: str, attempt: str) -> bool:
        with self._database.reading() as connection:
            state = sittings.get(connection, institution, attempt).state
        if state != sittings.HANDED_IN:
            return True
        return self._grader.grade(institution, attempt).state != sittings.HANDED_IN

    def _owed(self) -> Iterator[Owed]:
        last = owed.NOBODY
        while not self._stopped.is_set():
            with self._database.reading() as connection:
                if clock.doubt(connection, self._now()):
                    return
                found = owed.some(connection, last, AT_ONCE)
            yield from found
            if len(found) < AT_ONCE:
                return
            last = found[-1]
