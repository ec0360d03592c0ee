"""Tests run under Wine with what the lock names, but for a list of those that cannot."""

from __future__ import annotations

from stick import inputs, trees, windows_tests

LOCK = """\
attrs==26.1.0 \\
    --hash=sha256:aa
    # via jsonschema
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via click
"""


def test_a_package_is_taken_with_its_hashes_whatever_system_it_is_for() -> None:
    wanted = "colorama==0.4.6 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert windows_tests.pins(LOCK, ["colorama"]) == wanted


def test_every_package_that_the_tests_need_is_in_the_lock() -> None:
    found = windows_tests.pins(inputs.LOCK.read_text(), windows_tests.PACKAGES)
    assert found.count("==") == len(windows_tests.PACKAGES)


def test_each_test_that_is_not_run_is_there_and_has_its_reason() -> None:
    for name, why in windows_tests.not_run(windows_tests.SKIPPED.read_text("utf-8")):
        assert why, name
        path, _, test = name.partition("::")
        assert test.partition("[")[0] in (trees.ROOT / path).read_text("utf-8"), name
