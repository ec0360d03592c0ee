"""packaging/hub/distribute.sql spreads every table of the hub, in the way that its keys allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ujuzi.hub.tables import metadata

SCRIPT = Path(__file__).parents[2] / "packaging" / "hub" / "distribute.sql"
CALL = re.compile(
    r"^SELECT create_(reference|distributed)_table\('(\w+)'(?:, '(\w+)'(?:, colocate_with => '(\w+)')?)?\);$",  # noqa: E501
    re.MULTILINE,
)
CALLS = [match.groups() for match in CALL.finditer(SCRIPT.read_text())]


def test_every_table_is_spread_once() -> None:
    assert sorted(table for _, table, _, _ in CALLS) == sorted(metadata.tables)
    assert SCRIPT.read_text().count("SELECT create_") == len(CALLS)


def test_distributed_tables_lie_together_by_institution() -> None:
    distributed = [call for call in CALLS if call[0] == "distributed"]

    first, *others = distributed
    assert {column for _, _, column, _ in distributed} == {"institution"}
    assert {beside for *_, beside in others} == {first[1]}


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_a_table_is_distributed_where_its_key_holds_the_institution(name: str) -> None:
    table = metadata.tables[name]
    (how,) = [how for how, found, _, _ in CALLS if found == name]

    unique = [table.primary_key.columns, *(i.columns for i in table.indexes if i.unique)]
    by_institution = ["institution" in {c.name for c in columns} for columns in unique if columns]

    if how == "distributed":
        assert all(by_institution)
    else:
        assert not any(by_institution)
