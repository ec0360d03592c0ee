"""Lets a wheel, and an installation, hold what the page that checks certificates is made with.

Where npm is missing it is left out: everything else works, and `ujuzi-hub checker` says what to do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Bundles before files are collected."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Run the bundler."""
        bundle = Path(self.root, "packaging", "checker", "bundle.py")
        if subprocess.run((sys.executable, str(bundle)), check=False).returncode:
            self.app.display_warning("`ujuzi-hub checker` will not work: see above.")
