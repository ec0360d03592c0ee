"""What was answered in a sitting, and how much of it is on the disk. No Qt.

answers.give("item", ("c1",), 4000)
due = answers.take_due()        # put these to the service, in this order
answers.confirm(due)            # or answers.fail(due): then they are due again
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ujuzi.domain.item import Response
from ujuzi.domain.sitting import Answered


class Answers:
    """Responses as `given` on the screen, and as they are `recorded`."""

    def __init__(
        self, recorded: Mapping[str, Response], unsaved: Mapping[str, Response] | None = None
    ) -> None:
        """`unsaved` is what `unsaved` returned before, and is due again."""
        self.given = {**recorded, **(unsaved or {})}
        self.recorded = dict(recorded)
        self._asked = dict(recorded)
        self._milliseconds: dict[str, int] = {}

    def give(self, item: str, response: Response, milliseconds: int) -> None:
        """Take a response as it now is, and the time spent on it since it was last given."""
        self.given[item] = response
        self._milliseconds[item] = self._milliseconds.get(item, 0) + milliseconds

    def take_due(self) -> tuple[Answered, ...]:
        """Return what differs from what was last put to the service, and take it as put."""
        due = tuple(
            Answered(item, response, self._milliseconds.pop(item, 0))
            for item, response in self.given.items()
            if response != self._asked.get(item, ())
        )
        self._asked |= {each.item: each.response for each in due}
        return due

    def confirm(self, answered: Iterable[Answered]) -> None:
        """These are on the disk."""
        self.recorded |= {each.item: each.response for each in answered}

    def unsaved(self) -> dict[str, Response]:
        """Return what is given and not on the disk."""
        found = self.given.items()
        return {item: given for item, given in found if given != self.recorded.get(item, ())}

    def fail(self, answered: Iterable[Answered]) -> None:
        """These are not, and are due again."""
        for each in answered:
            self._asked[each.item] = self.recorded.get(each.item, ())
            self._milliseconds[each.item] = self._milliseconds.get(each.item, 0) + each.milliseconds
