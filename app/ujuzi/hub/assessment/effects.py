"""What a landing, or an act of a person, leaves to be done after its commit."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Effects:
    """What is to be done after the commit.

    `handed_in` are attempts at assessments, to be graded; `linked` the learners whose link changed:
    they may be owed credentials, or hold another's; `acted` the grants of which acts landed.
    """

    handed_in: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    acted: list[str] = field(default_factory=list)
