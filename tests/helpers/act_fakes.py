"""Acts of a campus's coordinators for tests of pages, kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.campus.acts import ActStanding, CampusAct


@dataclass
class FakeCampusActs:
    """Acts as they were asked for."""

    done: list[tuple[object, ...]] = field(default_factory=list)
    failure: UjuziError | None = None
    code: str = "ABCD-EFGH-JKMN"
    heard: tuple[CampusAct, ...] = ()

    def listed(self) -> tuple[CampusAct, ...]:
        return self.heard

    def confirm(self, key: str, steward_code: str) -> None:
        self._do("confirm", key, steward_code)
        self.heard = tuple(
            replace(each, standing=ActStanding.DONE) if each.key == key else each
            for each in self.heard
        )

    def admit(self, by: LearnerId, device: str) -> None:
        self._do("admit", by, device)

    def judge(self, by: LearnerId, learner: str, device: str, *, was_she: bool) -> None:
        self._do("judge", by, learner, device, was_she)

    def revoke(self, by: LearnerId, device: str, reason: str) -> None:
        self._do("revoke", by, device, reason)

    def renew_steward_code(self, by: LearnerId, device: str) -> str:
        self._do("steward", by, device)
        return self.code

    def reset_pin(self, by: LearnerId, learner: str, device: str) -> str:
        self._do("pin", by, learner, device)
        return self.code

    def _do(self, *what: object) -> None:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        self.done.append(what)
