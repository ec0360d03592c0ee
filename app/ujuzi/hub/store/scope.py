"""What an actor's question or act may touch: one transaction, and her part of the tree.

Whatever somebody asks of a hub, or decides, is asked in a `Scope`. It is made here alone, in a
transaction that is opened for an actor and an act: the table of `domain.authority` has said yes by
then, and what lies outside her part of the tree is neither seen nor changed. What computers bring
needs none: the record of a device says where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, false, or_, select, true

from ujuzi.domain import authority
from ujuzi.domain.authority import Act, Actor, Extent
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import learners, links, organisations, people


@dataclass(frozen=True, slots=True)
class Scope:
    """A transaction, who has it opened for what, and how far she reaches in it.

    `centre`, `institution` and `campus` are ids; each bounds it further, and empty it bounds
    nothing. A campus is named with its institution. `now` is in milliseconds since 1970.
    """

    connection: Connection
    actor: Actor
    act: Act
    now: int
    centre: str = ""
    institution: str = ""
    campus: str = ""

    def covers(
        self,
        institution: ColumnElement[str],
        *,
        campus: ColumnElement[str] | None = None,
        learner: ColumnElement[str] | None = None,
        person: ColumnElement[str] | None = None,
    ) -> ColumnElement[bool]:
        """Return what is true of the rows that lie in here.

        Beside its institution a row names a campus, or whose it is: a learner's or a person's.
        """
        found: list[ColumnElement[bool]] = [true()]
        if self.institution:
            found.append(institution == self.institution)
        if self.centre:
            o = organisations.c
            found.append(institution.in_(select(o.id).where(o.parent == self.centre)))
        if self.campus:
            hers = []
            if campus is not None:
                hers.append(campus == self.campus)
            for column, table in ((learner, learners), (person, people)):
                if column is not None:
                    key = table.c.learner if table is learners else table.c.person
                    here = (table.c.institution == self.institution, table.c.campus == self.campus)
                    hers.append(column.in_(select(key).where(*here)))
            found.append(or_(false(), *hers))
        return and_(*found)

    def holds(self, institution: str, campus: str = "") -> bool:
        """Whether an institution, or a campus of it, lies in here."""
        if self.institution not in {"", institution} or self.campus not in {"", campus}:
            return False
        return not self.centre or _parent_of(self.connection, institution) == self.centre

    def check(self, institution: str, campus: str = "") -> None:
        """Return only if an institution, or a campus of it, lies in here.

        Raises RefusedError `not-allowed`.
        """
        self._refuse_unless(self.holds(institution, campus))

    @property
    def is_about_people(self) -> bool:
        """Whether it matters whom of an institution something is about."""
        return bool(self.campus or self.actor.person)

    def check_learner(self, learner: str) -> None:
        """Return only if a learner is of the campus that this is bound to, and not the actor.

        One whom nobody knows is told apart by whoever looks for her. Raises RefusedError
        `not-allowed`.
        """
        if self.campus:
            self._refuse_unless(self._is_here(learners, learners.c.learner == learner))
        if self.actor.person:
            c = links.c
            query = select(c.person).where(
                c.institution == self.institution, c.learner == learner, c.ended.is_(None)
            )
            self._refuse_unless(self.connection.scalar(query) != self.actor.person)

    def check_person(self, person: str) -> None:
        """Do the same for a person of the roster."""
        if self.campus:
            self._refuse_unless(self._is_here(people, people.c.person == person))
        self._refuse_unless(person != self.actor.person or not person)

    def _is_here(self, table: Table, who: ColumnElement[bool]) -> bool:
        """Whether nobody of another campus is meant."""
        c = table.c
        elsewhere = (c.institution == self.institution, who, c.campus != self.campus)
        return self.connection.scalar(select(c.campus).where(*elsewhere)) is None

    def _refuse_unless(self, inside: bool) -> None:
        if not inside:
            raise authority.not_allowed(self.act)


@contextmanager
def opened(
    database: HubDatabase,
    actor: Actor,
    act: Act,
    now: int,
    *,
    institution: str = "",
    writes: bool = False,
) -> Iterator[Scope]:
    """Open a transaction for somebody's act, at one institution or as far as she reaches.

    Raises RefusedError `not-allowed` where it is not hers to do, or not there.
    """
    authority.check(actor.role, act)
    with database.writing() if writes else database.reading() as connection:
        yield _reaching(connection, actor, act, now, institution)


def _reaching(connection: Connection, actor: Actor, act: Act, now: int, institution: str) -> Scope:
    """Return how far an actor reaches, at an institution where one is named."""
    match actor.extent:
        case Extent.ALL:
            return Scope(connection, actor, act, now, institution=institution)
        case Extent.CENTRE:
            whole = Scope(connection, actor, act, now, centre=actor.place)
        case Extent.INSTITUTION:
            whole = Scope(connection, actor, act, now, institution=actor.place)
        case Extent.CAMPUS:
            above = _parent_of(connection, actor.place)
            whole = Scope(connection, actor, act, now, institution=above, campus=actor.place)
        case _:
            raise authority.not_allowed(act)
    if not actor.place or (whole.campus and not whole.institution):
        raise authority.not_allowed(act)
    if not institution or institution == whole.institution:
        return whole
    whole.check(institution)
    return Scope(connection, actor, act, now, institution=institution)


def _parent_of(connection: Connection, id_: str) -> str:
    query = select(organisations.c.parent).where(organisations.c.id == id_)
    return connection.scalar(query) or ""
