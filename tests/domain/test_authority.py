"""Who may do what is said once, and the help says the same in every language."""

import pytest

from ujuzi.domain.authority import EXTENTS, TABLE, Act, Actor, Extent, Role, check, may
from ujuzi.errors import RefusedError
from ujuzi.paths import resource

PAGE = "8-who-may-do-what.md"
ENGLISH = "learner steward coordinator administrator centre secretariat operator"
FRENCH = "apprenant gardien coordinateur administrateur centre secrétariat exploitant"
ROLES = {
    language: dict(zip(words.split(), Role, strict=True))
    for language, words in (("en", ENGLISH), ("fr", FRENCH))
}
"""The words of each help page for the roles, in the order of `Role`."""


def _printed() -> str:
    """Return the table as people read it, a line an act."""
    return "\n".join(f"{act:18} {', '.join(TABLE[act])}" for act in Act)


def _tables(language: str) -> list[list[tuple[str, str]]]:
    """Return the tables of the help page: the cells of their rows, without the heads."""
    text = resource("help", language, PAGE).read_text("utf-8")
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    return [
        [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in block[2:]]  # type: ignore[misc]
        for block in blocks
    ]


def _without_brackets(cell: str) -> list[str]:
    return [name.partition(" (")[0] for name in cell.split(", ")]


def test_every_act_is_in_the_table_once_and_in_order() -> None:
    assert list(TABLE) == list(Act)
    assert list(EXTENTS) == list(Role)
    for roles in TABLE.values():
        assert roles
        assert list(roles) == [role for role in Role if role in roles]


@pytest.mark.parametrize(
    "language", sorted(each.name for each in resource("help").iterdir() if each.is_dir())
)
def test_the_help_says_what_the_table_says(language: str) -> None:
    print(_printed())  # noqa: T201 - shown where this fails
    extents, acts = _tables(language)
    words = ROLES[language]
    assert [next(word for word in words if word in who.lower()) for who, _ in extents] == [*words]
    assert len(acts) == len(Act)
    assert len({what for what, _ in acts}) == len(Act)
    said = [tuple(words[name] for name in _without_brackets(who)) for _, who in acts]
    assert dict(zip(Act, said, strict=True)) == dict(TABLE)


def test_whoever_is_not_in_the_table_is_refused() -> None:
    assert may(Role.STEWARD, Act.RESET_PIN)
    check(Role.STEWARD, Act.RESET_PIN)
    with pytest.raises(RefusedError) as refused:
        check(Role.LEARNER, Act.RESET_PIN)
    assert refused.value.code == "not-allowed"
    assert refused.value.facts == {"act": "reset-pin"}


def test_only_who_reaches_over_everything_looks_after_what_is_everybodys() -> None:
    for act in (Act.SHAPE_TREE, Act.SET_ASSESSMENTS, Act.KEEP_HUB, Act.EXPORT_RECORDS):
        assert {EXTENTS[role] for role in TABLE[act]} == {Extent.ALL}


def test_a_learner_judges_nobody() -> None:
    assert {act for act in Act if may(Role.LEARNER, act)} == {
        Act.STUDY,
        Act.INSTALL_COURSE,
        Act.LET_IN,
    }
    assert Actor(Role.COORDINATOR, "campus-1").extent is Extent.CAMPUS
