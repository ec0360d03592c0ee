"""While the program runs Python collects nothing by itself, and what is due is collected."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ujuzi.ui.shell.garbage import GarbageCollector


@pytest.fixture(autouse=True)
def _no_widget_dies_on_a_worker() -> None:
    """Have no other collector at work here."""


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GarbageCollector]:
    holder = QObject()
    made = GarbageCollector(holder)
    yield made
    made.stop()


def collected(collector: GarbageCollector) -> list[int]:
    """Return the generations that are collected now."""
    seen: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(watch)
    try:
        collector.collect()
    finally:
        gc.callbacks.remove(watch)
    return seen


def test_python_collects_by_itself_before_and_after_and_not_meanwhile(
    collector: GarbageCollector,
) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_python_collects_nothing_by_itself_while_another_collector_is_at_work(
    collector: GarbageCollector,
) -> None:
    holder = QObject()
    other = GarbageCollector(holder)
    collector.stop()
    assert not gc.isenabled()
    other.stop()
    assert gc.isenabled()


def test_what_is_due_is_collected_and_nothing_else(collector: GarbageCollector) -> None:
    gc.collect()
    assert collected(collector) == []
    kept: list[list[int]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    assert collected(collector) == [0]
    del kept
