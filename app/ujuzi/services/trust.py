"""What this computer trusts when it checks a certificate: the list in its data directory."""

from __future__ import annotations

from pathlib import Path

from ujuzi.credentials.trust import Trust, read_list, root_of_list
from ujuzi.errors import WorldError
from ujuzi.paths import LIST


def trusted_list(data_dir: Path) -> Trust | None:
    """Return the list that is kept here, or None; it was verified before it was kept."""
    path = data_dir / LIST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorldError(
            "source-gone", f"{path} cannot be read: {error.strerror}.", path=str(path)
        ) from error
    return read_list(data, root_of_list(data))
