"""Where the hubs of tests have their wrapping key: in a folder of its own, never in the person's.

Importing this is enough; processes that tests start take it over with their environment.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from ujuzi.hub.store.wrapping import KEY_FILE_VARIABLE

if KEY_FILE_VARIABLE not in os.environ:
    _folder = tempfile.mkdtemp(prefix="ujuzi-hub-key-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ[KEY_FILE_VARIABLE] = str(Path(_folder) / "hub.key")
