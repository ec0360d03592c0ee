"""What every test shares: Qt without a screen, and nothing that reaches the network.

No hub of a test has its key in the person's folders. Secrets are hashed at the least cost; what
they cost outside the tests, `credentials/test_secrets.py` asks another process. No example of
Hypothesis fails because something else took the processor.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import helpers.cheap_secrets
import helpers.hub_key  # noqa: F401 - says where
from helpers.endings import at_end, put_away

EXAMPLES = int(os.environ.get("UJUZI_EXAMPLES", "30"))
"""Of each property that names no number of its own; more where somebody asks for more."""

settings.register_profile(
    "any computer",
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any computer")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")


LONG = frozenset({"test_afternoon", "test_certify", "test_coordinator", "test_friday"})
"""Journeys that processes of their own play: begun last, one core would wait for the other's."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin what takes longest."""
    items.sort(key=lambda item: item.path.stem not in LONG or item.path.parent.name != "journeys")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Let the collector look at nothing that stays: of all tests it is a million objects."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_unconfigure() -> None:
    """Stop the servers that tests have started."""
    at_end.close()


@pytest.fixture(scope="module", autouse=True)
def _nothing_outlives_its_module() -> Iterator[None]:
    with put_away():
        yield


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test(_nothing_outlives_its_module: None) -> Iterator[None]:
    with put_away():
        yield
    _delete_what_was_given_away()


@pytest.fixture(scope="module", autouse=True)
def _no_window_outlives_its_tests() -> Iterator[None]:
    """Delete what a module leaves: each change of dress would dress it too, in every later test."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    _delete_what_was_given_away()


def _delete_what_was_given_away() -> None:
    """Delete it now: Qt waits for an event loop, and meanwhile tells every window of each event."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
