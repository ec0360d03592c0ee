"""The Makefile hands on what people type, whatever their files are called."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(shutil.which("make") is None, reason="without make, dev.py is called itself")
@pytest.mark.parametrize("known", ['Awa\'s "list".json', ""])
def test_verify_takes_names_with_spaces_and_apostrophes(known: str, tmp_path: Path) -> None:
    shown = tmp_path / "shown.py"
    shown.write_text("import json, sys; print(json.dumps(sys.argv[1:]))")
    certificate = "Culture de l'IA - Awa.pdf"

    done = subprocess.run(
        [
            "make",
            "--no-print-directory",
            "verify",
            f"PYTHON={sys.executable} {shown}",
            f"FILE={certificate}",
        ]
        + [f"LIST={known}"] * bool(known),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == ["packaging/dev.py", "verify", certificate, known]
