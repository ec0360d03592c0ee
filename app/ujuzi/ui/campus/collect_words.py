"""What came of collecting and sending, in words; counts that are held and landed never merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.look.dates import wait
from ujuzi.ui.shell.exchange_words import NO_CONNECTION, records
from ujuzi.ui.shell.sentences import sentence

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderCollection


def folder_name(folder: Path) -> str:
    """Return what people call a folder: a drive's root has no name."""
    return folder.name or str(folder)


def computers(count: int) -> str:
    """Return a number of computers."""
    return _Collecting().computers(count)


def time_left(seconds: int | None) -> str:
    """Return how long it still takes, or nothing where nobody can say."""
    return _Collecting().time_left(seconds)


def gist(found: FolderCollection, folder: Path) -> str:
    """Return what came, in a sentence or two."""
    return _Collecting().gist(found, folder_name(folder))


def cautions(found: FolderCollection, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what was not taken and why, a sentence each; `names` are of computers, by id."""
    return tuple(_Collecting().cautions(found, names))


def came(found: FolderCollection, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what came of each computer, by its name: those with something new first."""
    words = _Collecting()
    rows = [
        (
            not each.events,
            words.name(device, names),
            words.came(each.events, is_known=bool(each.known) or each.has_stated),
        )
        for device, each in found.came.items()
    ]
    return tuple((name, said) for _, name, said in sorted(rows))


def sending_problem(error: UjuziError) -> str:
    """Return why nothing more could be sent; unlike an exchange it is not tried by itself."""
    return _Collecting().sending_problem(error)


class _Collecting(QObject):
    """The translator's context of these words."""

    def computers(self, count: int) -> str:
        return self.tr("%n computer(s)", "", count)

    def time_left(self, seconds: int | None) -> str:
        return self.tr("About {time} left.").format(time=wait(seconds)) if seconds else ""

    def gist(self, found: FolderCollection, folder: str) -> str:
        if found.events:
            return self.tr(
                "{records} came of {computers}. They are held here now, and have not arrived at the"
                " hub yet."
            ).format(
                records=records(found.events),
                computers=self.computers(sum(1 for each in found.came.values() if each.events)),
            )
        if found.bundles:
            return self.tr("Nothing new: all that lies in “{folder}” was collected before.").format(
                folder=folder
            )
        return self.tr(
            "Nothing from a computer lies in “{folder}”. At each computer, open Sync and press"
            " “Write to a folder”; then collect here."
        ).format(folder=folder)

    def cautions(self, found: FolderCollection, names: Mapping[str, str]) -> Iterable[str]:
        codes = list(found.problems.values())
        if cut := codes.count(Code.BUNDLE_CUT):
            yield self.tr(
                "%n file(s) there are not whole: a stick was pulled out. Nothing is lost: write"
                " once more at that computer, and collect again.",
                "",
                cut,
            )
        if later := codes.count(Code.BUNDLE_FROM_FUTURE):
            yield self.tr(
                "%n file(s) there were written by a newer Ujuzi than this one: update this"
                " computer, and collect again.",
                "",
                later,
            )
        if foreign := len(codes) - cut - later:
            yield self.tr(
                "%n file(s) there bear a name of Ujuzi's and are none of its files: they were"
                " passed over.",
                "",
                foreign,
            )
        if found.refused:
            yield self.tr(
                "%n part(s) there are not what they say: somebody changed or copied them. They were"
                " passed over.",
                "",
                found.refused,
            )
        if found.full:
            yield self.tr(
                "There is no room here for more from {names}: send to the hub, then collect again."
            ).format(names=", ".join(sorted(self.name(each, names) for each in found.full)))
        if found.strangers:
            yield self.tr("%n other file(s) lie there; they were passed over.", "", found.strangers)
        if found.is_crowded:
            yield self.tr(
                "More files lie there than Ujuzi looks at, so something may be missing: tidy that"
                " folder up, and collect again."
            )

    def name(self, device: str, names: Mapping[str, str]) -> str:
        unnamed = self.tr("A computer that the hub has not named yet ({number})")
        return names.get(device) or unnamed.format(number=device[:6])

    def came(self, new: int, *, is_known: bool) -> str:
        if not new:
            return self.tr("nothing new") if is_known else self.tr("nothing that could be taken")
        return self.tr("{records}, new").format(records=records(new))

    def sending_problem(self, error: UjuziError) -> str:
        if error.code not in NO_CONNECTION:
            return sentence(error)
        return self.tr(
            "The hub could not be reached. Nothing is lost: what was collected stays here. Where"
            " there is a network, press the button again."
        )
