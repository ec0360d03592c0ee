"""Where things are: the data directory, and the resources that ship with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ujuzi import installed

DATABASE = "ujuzi.sqlite3"
HUB_DATABASE = "ujuzi-hub.sqlite3"
LOCK = "ujuzi.lock"
RESERVE = "ujuzi.reserve"
OBJECTS = "objects"
KEYS = "keys"
LOGS = "logs"
FRAMEWORKS = "frameworks"
PATHWAYS = "pathways"
SELF_ASSESSMENTS = "self_assessments"
NAMES = installed.NAMES | {
    DATABASE, LOCK, RESERVE, OBJECTS, KEYS, LOGS, FRAMEWORKS, PATHWAYS, SELF_ASSESSMENTS
}  # fmt: skip
"""What may lie in a data folder before it is first opened."""


def default_data_dir() -> Path:
    """Return the folder that this computer's accounts share, else the platform's for Ujuzi.

    It need not exist yet.
    """
    if shared := installed.shared_data_folder():
        return shared
    from platformdirs import user_data_path

    return user_data_path("Ujuzi", appauthor=False)


def default_hub_database() -> Path:
    """Return the file of this account's hub; it need not exist yet, nor its folder."""
    from platformdirs import user_data_path

    return user_data_path("ujuzi-hub", appauthor=False) / HUB_DATABASE


@cache
def _resources() -> Path:
    """Prefer the checkout: an editable install leaves a stale copy behind."""
    checkout = Path(__file__).resolve().parents[2] / "resources"
    return checkout if checkout.is_dir() else Path(__file__).resolve().parent / "resources"


def release_key() -> bytes:
    """Return the public key of who released this program; empty for a checkout."""
    return installed.release_key(_resources().parent)


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, such as `resource("help", "en")`."""
    return _resources().joinpath(*parts)
