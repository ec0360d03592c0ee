"""Who acts at which hub: the way to every transaction that is opened for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.domain import authority
from ujuzi.domain.authority import Act, Actor, Role
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store import settings
from ujuzi.hub.store.clock import system_now
from ujuzi.hub.store.database import HubDatabase, open_database, sqlite_file
from ujuzi.hub.store.migrate import check_version, migrate, version_of
from ujuzi.hub.store.scope import Scope, opened
from ujuzi.hub.store.settings import Identity
from ujuzi.paths import HUB_DATABASE, default_hub_database

if TYPE_CHECKING:
    from ujuzi.hub.assessment.effects import Effects
    from ujuzi.hub.assessment.grader import Grader

OPERATOR = Actor(Role.OPERATOR)
"""Whoever may run commands on the hub's machine."""


class Access:
    """A hub as somebody may use it."""

    def __init__(
        self, database: HubDatabase, actor: Actor = OPERATOR, now: Callable[[], int] = system_now
    ) -> None:
        self.database = database
        self.actor = actor
        self.now = now

    def reading(self, act: Act, institution: str = "") -> AbstractContextManager[Scope]:
        """Open one consistent look; raises RefusedError `not-allowed`."""
        return opened(self.database, self.actor, act, self.now(), institution=institution)

    def writing(self, act: Act, institution: str = "") -> AbstractContextManager[Scope]:
        """Open a transaction, which is all or nothing; raises RefusedError `not-allowed`."""
        return opened(
            self.database, self.actor, act, self.now(), institution=institution, writes=True
        )

    def check(self, act: Act) -> None:
        """Return only if somebody may do what takes several transactions, or none."""
        authority.check(self.actor.role, act)

    def follow_up(self, institution: str, effects: Effects) -> list[str]:
        """Do what follows a commit; return the ids of the credentials that a link has brought.

        What fails is written down as owed, and done later (`hub.steward`).
        """
        return self.grader.follow_up(institution, effects)

    def refresh_keys(self, scope: Scope) -> None:
        """Let the key list say what a change has made of this hub: its address, whom it issues for.

        Where its clock is doubted it is said later, with the next change.
        """
        from ujuzi.hub.credentials import keys

        if keys.root(scope.connection):
            with suppress(RefusedError):
                keys.refresh(scope.connection, self.identity, scope.now)

    @cached_property
    def identity(self) -> Identity:
        """Who this hub is; raises what `settings.identity` raises where it was never started."""
        return settings.identity(self.database, makes_key=False)

    @cached_property
    def grader(self) -> Grader:
        """What grades and awards; loaded for those who need it."""
        from ujuzi.hub.assessment.grader import Grader

        return Grader(self.database, self.identity, self.now)


def _refuse_earlier_place(file: Path) -> None:
    """Return only if no hub lies where earlier releases put one: in the folder of a command.

    Else a second hub would begin beside it, and nobody would know why it is empty.
    """
    earlier = Path(HUB_DATABASE).absolute()
    if earlier.is_file() and not file.exists():
        raise RefusedError(
            Code.HUB_MISSING,
            f"A hub of an earlier release lies here; this release keeps one at {file}. Stop the"
            f" hub and move {earlier} there, with the files whose names begin as its own does, or"
            f" say each time --database sqlite:///{earlier.as_posix()}.",
        )


@contextmanager
def open_hub(
    url: str, *, makes: bool = False, migrates: bool = False, checks_key: bool = True
) -> Iterator[Access]:
    """Open the hub at an address as its operator.

    Where there is none, one is made where this `makes` it; a schema of before is brought to the
    newest where this `migrates` it. Raises RefusedError `hub-missing`, also where one lies in the
    place of earlier releases; what `check_version` or `migrate` raises, and where this `checks_key`
    what `settings.check_key` raises.
    """
    file = sqlite_file(url)
    if file == default_hub_database():
        _refuse_earlier_place(file)
        if makes:
            file.parent.mkdir(0o700, parents=True, exist_ok=True)
    database = open_database(url)
    try:
        is_there = file is None or file.exists()
        version = version_of(database) if is_there else ""
        if not makes and not (is_there and (version or migrates)):
            raise RefusedError(
                Code.HUB_MISSING,
                f"There is no hub {'in this database' if file is None else f'at {file.resolve()}'};"
                " say which with --database or UJUZI_HUB_DATABASE, or start one with"
                " `ujuzi-hub serve`.",
            )
        if version and not migrates:
            check_version(version)
        else:
            migrate(database)
        if checks_key:
            with database.reading() as connection:
                settings.check_key(connection)
        yield Access(database)
    finally:
        database.close()
