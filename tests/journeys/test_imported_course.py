"""A real published course, imported and studied from first page to last in both languages.

None of its text is in this repository: it is read where the shared data lies beside the checkout.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from journeys import study

SOURCE = study.ROOT.parent / "shared" / "data" / "hf-course"


@pytest.mark.skipif(not SOURCE.exists(), reason="the shared course is not beside this checkout")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_imported_course_is_studied_to_the_end(tmp_path: Path, language: str) -> None:
    data = tmp_path / "data"
    study.ujuzi(data, "pack", "import", SOURCE, "-o", tmp_path / "imported")
    (folder,) = (tmp_path / "imported").glob(f"*{language}")
    study.ujuzi(data, "pack", "build", folder, "-o", tmp_path / "course.ujuzi")
    study.ujuzi(data, "keys", "trust", "An importer", "--key", "development")
    study.ujuzi(data, "pack", "install", tmp_path / "course.ujuzi")
    command = [sys.executable, "-m", "journeys.study", str(tmp_path / "pictures")]

    done = subprocess.run(
        [*command, "--part", "through", "--data-dir", str(data)],
        cwd=study.ROOT,
        env=study.environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert "completed" in done.stdout
