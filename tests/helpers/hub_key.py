"""Where the hubs of tests have their wrapping key: in a folder of its own, never in the person's.

Importing this is enough; processes that tests start take it over with their environment. Workers of
pytest-xdist have one each: two that began a hub at once would share what only one has wrapped.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from ujuzi.hub.store.wrapping import KEY_FILE_VARIABLE

OWNER_VARIABLE = "UJUZI_TEST_KEY_OF"
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")

if KEY_FILE_VARIABLE not in os.environ or os.environ.get(OWNER_VARIABLE, _worker) != _worker:
    os.environ[OWNER_VARIABLE] = _worker
    _folder = tempfile.mkdtemp(prefix="ujuzi-hub-key-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ[KEY_FILE_VARIABLE] = str(Path(_folder) / "hub.key")
