"""Whoever looks for what a module promises finds it at the module's own path under `tests`.

A module has rules where a function of it decides something: `hub/landing/ingest.py` has, and its
claims stand in `tests/hub/landing/test_ingest.py`. Nothing more is asked of

- a module of a package whose claims stand together by the package's name, as in
  `tests/hub/test_commands.py`; a package that has rules in its `__init__` has that test for them;
- a part: only modules of its own folder use it, and one of them is claimed. In `ui`, below the
  windows that put everything together, users may be in any folder: what is drawn on several pages
  is claimed by the tests of a page;
- what `ELSEWHERE` names, with the test that claims it.

The migrations are not looked at: one test runs them in a chain.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
APP = TESTS.parent / "app"
ROOTS = frozenset({"ujuzi.ui.application", "ujuzi.ui.window", "ujuzi.ui.places"})
"""Those that put everything together: what they use is no part of them."""

ELSEWHERE = {
    # sending on is one week with collecting: counts agree at every step
    "ujuzi.sync.sending": "sync/test_collecting.py",
    # formats of questions: what an importer reads, an exporter writes and an author types
    "ujuzi.authoring.importers.gift_answers": "authoring/importers/test_gift.py",
    "ujuzi.authoring.importers.gift_text": "authoring/importers/test_gift.py",
    "ujuzi.authoring.item_source": "authoring/test_quiz_source.py",
    "ujuzi.authoring.yaml_source": "authoring/test_course_folder.py",
    # how a pack is written shows in what a builder makes, and in what is written out again
    "ujuzi.authoring.writer": "authoring/test_builder.py",
    # which formulas can be set: what setting one claims
    "ujuzi.packs.lesson.latex": "packs/lesson/test_formula.py",
    # folds: one suite claims of all states that neither order nor repetition changes them
    "ujuzi.domain.activity": "domain/test_state.py",
    "ujuzi.domain.attempt": "domain/test_state.py",
    "ujuzi.domain.note": "domain/test_state.py",
    "ujuzi.domain.profile": "domain/test_state.py",
    "ujuzi.domain.progress": "domain/test_state.py",
    "ujuzi.domain.sitting": "domain/test_state.py",
    # what every reader does with what a later version wrote
    "ujuzi.domain.later": "test_later_version.py",
    # the command loads a group when it is called
    "ujuzi.cli": "cli/test_cli.py",
    "ujuzi.desktop": "cli/test_cli.py",
    # acts: one suite claims of all who may do them, and that they are done whole
    "ujuzi.hub.actions.appeals": "hub/assessment/test_appeals.py",
    "ujuzi.hub.actions.assessments": "hub/actions/test_every_act.py",
    "ujuzi.hub.actions.upkeep": "hub/actions/test_every_act.py",
    "ujuzi.hub.people.moves": "hub/actions/test_people.py",
    # what a hub answers over HTTP, whole
    "ujuzi.hub.asgi": "hub/test_stopping.py",
    "ujuzi.hub.readiness": "hub/test_stopping.py",
    "ujuzi.hub.routes": "serving/test_refusals.py",
    # grading: what is drawn, kept and told shows in what a computer is told of an attempt
    "ujuzi.hub.assessment.drawing": "hub/assessment/test_grader.py",
    "ujuzi.hub.assessment.key_sheets": "hub/assessment/test_grader.py",
    "ujuzi.hub.assessment.results": "hub/assessment/test_grader.py",
    "ujuzi.hub.assessment.sittings": "hub/assessment/test_review.py",
    "ujuzi.hub.credentials.achievements": "hub/assessment/test_awards.py",
    "ujuzi.hub.credentials.keys": "hub/store/test_wrapping.py",
    # landing: what joins, waits and comes down shows in what two computers hear
    "ujuzi.hub.feed.progress": "hub/feed/test_feed.py",
    "ujuzi.hub.landing.asks": "hub/landing/test_epochs.py",
    "ujuzi.hub.landing.landing": "hub/people/test_seats.py",
    "ujuzi.hub.people.administrators": "hub/test_commands.py",
    "ujuzi.hub.people.organisations": "hub/test_commands.py",
    "ujuzi.hub.people.owed": "hub/test_steward.py",
    "ujuzi.hub.people.profiles": "hub/people/test_seats.py",
    "ujuzi.hub.people.projections": "hub/test_two_hubs.py",
    "ujuzi.hub.people.registration": "hub/people/test_lines.py",
    "ujuzi.hub.store.settings": "hub/store/test_wrapping.py",
    "ujuzi.hub.store.tables": "hub/store/test_migrate.py",
    # packs: hostile files are made whole, and refused by the reader
    "ujuzi.packs.archive": "packs/test_reader.py",
    "ujuzi.packs.lesson.highlight": "packs/lesson/test_page.py",
    "ujuzi.packs.lesson.markup": "packs/lesson/test_page.py",
    "ujuzi.packs.lesson.sanitiser": "packs/lesson/test_page.py",
    "ujuzi.paths": "test_from_outside.py",
    "ujuzi.store.appeals": "services/assess/test_appeals.py",
    # a desk, its hub and its people, whole
    "ujuzi.services.assess.key_sheets": "packs/test_key_sheet.py",
    "ujuzi.services.desk": "services/study/test_power_cut.py",
    "ujuzi.services.people.roster": "hub/landing/test_decisions.py",
    "ujuzi.store.catalogue": "services/study/test_library.py",
    "ujuzi.store.projections": "store/test_event_log.py",
    "ujuzi.store.sittings": "services/assess/test_assessment.py",
    "ujuzi.sync.roots": "hub/test_certificate_at_the_desk.py",
    # the window whole, and two pages of one place
    "ujuzi.ui.shell.cannot_open": "ui/door/test_door_pages.py",
    "ujuzi.ui.shell.rail": "ui/test_window.py",
    "ujuzi.ui.shell.stick_notice": "ui/shell/test_attendant.py",
    "ujuzi.ui.certify.certificate": "ui/certify/test_certificates.py",
    "ujuzi.ui.certify.check": "ui/certify/test_certificates.py",
    # a release: what its builder writes and the program reads
    "ujuzi.credentials.release": "building/test_manifest.py",
    # pages: made, painted and given away as the window goes
    "ujuzi.ui.shell.page_stack": "ui/test_window.py",
}


@cache
def trees() -> dict[str, ast.Module]:
    """Return every module of the program."""
    return {
        name_of(file): parsed(file)
        for file in (APP / "ujuzi").rglob("*.py")
        if "migrations" not in file.parts
    }


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def name_of(file: Path) -> str:
    parts = file.relative_to(APP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(tree: ast.Module) -> set[str]:
    """Return the names of the program that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@cache
def users() -> dict[str, set[str]]:
    """Return for each module the modules that use it, but for its package's `__init__`."""
    found: dict[str, set[str]] = {name: set() for name in trees()}
    for user, tree in trees().items():
        for used in imports_of(tree) & found.keys():
            if user != folder_of(used):
                found[used].add(user)
    return found


def folder_of(module: str) -> str:
    return module.rpartition(".")[0]


def has_rules(tree: ast.Module) -> bool:
    """Whether a function decides anything: by a branch, a condition or what it leaves out."""
    deciding = (ast.If, ast.IfExp, ast.Match, ast.While, ast.Try, ast.BoolOp)
    return any(
        isinstance(part, deciding) or (isinstance(part, ast.comprehension) and part.ifs)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for part in ast.walk(node)
    )


def has_test(module: str) -> bool:
    """Whether a module has a test at its own path, or all of its package have one."""
    folder = folder_of(module)
    return mirror_of(module).exists() or (
        not has_rules(trees()[folder]) and mirror_of(folder).exists()
    )


def mirror_of(module: str) -> Path:
    """Return where a module or a package has its claims."""
    *folders, name = module.split(".")
    return TESTS.joinpath(*folders[1:], f"test_{name}.py")


def is_claimed(module: str, met: frozenset[str] = frozenset()) -> bool:
    """Whether a module has a test, or is a part of one that has."""
    if has_test(module) or module in ELSEWHERE:
        return True
    whole = users()[module] - ROOTS - met
    near = {user for user in whole if folder_of(user) == folder_of(module)}
    if near != users()[module] - met and not module.startswith("ujuzi.ui."):
        return False
    return any(is_claimed(user, met | {module}) for user in whole)


@cache
def modules() -> list[str]:
    """Return the modules that have rules."""
    return sorted(
        name
        for name, tree in trees().items()
        if has_rules(tree) and name.rpartition(".")[2] != "__main__"
    )


def test_modules_with_rules_have_a_test_of_their_name_or_are_part_of_one_that_has() -> None:
    assert [module for module in modules() if not is_claimed(module)] == []


def test_what_is_claimed_elsewhere_is_there_and_has_rules_and_no_test_of_its_own() -> None:
    assert [module for module in ELSEWHERE if module not in modules()] == []
    assert [module for module in ELSEWHERE if has_test(module)] == []


@pytest.mark.parametrize(("module", "test"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_test_that_claims_a_module_reaches_it(module: str, test: str) -> None:
    waiting = [parsed(TESTS / test)]
    met: set[str] = set()
    while waiting and module not in met:
        for name in imports_of(waiting.pop()) - met:
            met.add(name)
            if name in trees():
                waiting.append(trees()[name])
            elif name.startswith("helpers.") and (helper := helper_of(name)).exists():
                waiting.append(parsed(helper))
    assert module in met


def helper_of(name: str) -> Path:
    return TESTS.joinpath(*name.split(".")).with_suffix(".py")


def test_no_two_public_classes_have_one_name() -> None:
    found: dict[str, list[str]] = {}
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}
