"""What a computer states of itself, for tests."""

from __future__ import annotations

from typing import Any

import msgspec

from ujuzi.domain.statement import VERSION, ComputerStatement, StatedCourse, StatedIdentity

AT = 1_796_000_000_000
PC7 = "d0d1d2d3d4d5d6d7"


def a_statement(**fields: Any) -> ComputerStatement:
    """Return the statement of a computer that recorded 100 entries under one identity."""
    statement = ComputerStatement(
        version=VERSION,
        number=3,
        line=(StatedIdentity(PC7, 100, 100, b"digested"),),
        uncut=0,
        sittings=0,
        drafts=0,
        attachments=0,
        closed_at=0,
        at=AT,
        boot="0123456789abcdef",
        up=60_000,
        heard=0,
        program="0.3.0",
        courses=(StatedCourse(b"\1\2\3\4\5\6", 2),),
        free=50_000_000_000,
    )
    return msgspec.structs.replace(statement, **fields)
