"""Banks go out as Moodle's GIFT and come back as they were, as far as GIFT can say it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.course_folders import ASSETS
from helpers.items import INLINE, ITEMS, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE, TYPED
from ujuzi.authoring.bank_writer import write_items
from ujuzi.authoring.exporters.gift import export_gift
from ujuzi.authoring.exporters.gift_question import NotExportedError, write_question
from ujuzi.authoring.importers import import_source
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_quiz
from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Feedback,
    Gap,
    InlineChoiceItem,
    Item,
    MatchItem,
    MatchItemRow,
    NumericItem,
    OrderItem,
    Response,
    TextEntryItem,
    grade,
    right_response,
    texts_of,
)
from ujuzi.errors import RefusedError

Folders = pytest.TempPathFactory
THIS, THAT = Choice("a", "this", right=True), Choice("b", "that")


def written(item: Item) -> tuple[str, list[str]]:
    """Return a question, and what of its item does not go along."""
    lost: list[str] = []
    return write_question(item, lost.append), lost


def read_back(gift: str, folder: Path) -> Item:
    (folder / "all.gift").write_text(gift, encoding="utf-8")
    import_source(folder / "all.gift", folder / "out")
    findings = Findings()
    quiz = read_quiz((folder / "out" / "all.yaml").read_bytes(), "all.yaml", findings).quiz
    assert findings.mistakes == ()
    (item,) = quiz.items
    return item


@given(item=st.one_of(SINGLE, TYPED, NUMERIC, INLINE))
def test_what_gift_can_say_is_graded_alike_when_it_comes_back(
    item: Item, tmp_path_factory: Folders
) -> None:
    assume(not isinstance(item, TextEntryItem) or not any("->" in a for a in item.accept))
    gift, lost = written(item)
    back = read_back(gift, tmp_path_factory.mktemp("back"))

    assert lost == []
    assert type(back) is type(item)
    assert (back.id, back.prompt, back.competency, back.difficulty) == (
        item.id, item.prompt, item.competency, item.difficulty,
    )  # fmt: skip
    assert right_response(back) == right_response(item)
    for response in _responses(item):
        outcome, before = grade(back, response), grade(item, response)
        assert outcome.right == before.right
        assert _shown(outcome.feedback) == _shown(before.feedback)


def _shown(texts: tuple[str, ...]) -> list[str]:
    """Return Markdown with one way to write an arrow, which GIFT would take for a pair."""
    return [text.replace("-&gt;", "->") for text in texts]


def _responses(item: Item) -> list[Response]:
    """Every response to a choice; a right and a wrong one to what is typed."""
    match item:
        case ChoiceItem():
            return [(choice.id,) for choice in item.choices]
        case InlineChoiceItem():
            return [(f"gap {choice.id}",) for choice in item.gaps[0].choices]
    return [right_response(item), ("no such answer",)]


@given(item=st.one_of(MULTIPLE, MATCH))
def test_where_gift_has_one_feedback_everything_else_comes_back(
    item: ChoiceItem | MatchItem, tmp_path_factory: Folders
) -> None:
    back = read_back(written(item)[0], tmp_path_factory.mktemp("back"))

    assert type(back) is type(item)
    assert back.prompt == item.prompt
    assert back.feedback == Feedback(item.feedback.right, item.feedback.right)
    if isinstance(item, ChoiceItem) and isinstance(back, ChoiceItem):
        assert (back.choices, back.multiple) == (item.choices, True)
    if isinstance(item, MatchItem) and isinstance(back, MatchItem):
        assert _pairs(back) == _pairs(item)


def _pairs(item: MatchItem) -> list[tuple[str, str]]:
    texts = {target.id: target.text for target in item.targets}
    return [(row.text.replace("->", "-&gt;"), texts[row.target]) for row in item.rows]


@given(item=ITEMS)
def test_gift_that_went_through_a_bank_is_the_same_gift(
    item: Item, tmp_path_factory: Folders
) -> None:
    try:
        gift, _ = written(item)
    except NotExportedError:
        assume(False)
    assert written(read_back(gift, tmp_path_factory.mktemp("back")))[0] == gift


@given(item=ORDER)
def test_a_question_of_order_has_no_form(item: OrderItem) -> None:
    with pytest.raises(NotExportedError):
        written(item)


TRUTH = ChoiceItem(
    id="truth",
    prompt="A mark: 2=2?",
    competency="unesco-ai-cft:1.1",
    difficulty=3,
    choices=(Choice("true", "True", right=True), Choice("false", "False", feedback="Count.")),
)
FORMS = [
    (
        TRUTH,
        "// [id:truth] [tag:unesco-ai-cft:1.1] [tag:difficulty 3]\n"
        "::truth::[markdown]A mark\\: 2\\=2?{\n\tTRUE#Count.\n}\n",
    ),
    (
        NumericItem(id="n", prompt="?", value=Decimal("3.5"), feedback=Feedback("y", "n")),
        "// [id:n]\n::n::[markdown]?{#\n\t=3.5:0#y\n\t~#n\n}\n",
    ),
    (
        TextEntryItem(id="t", prompt="?", accept=("50%", "%5", "a*b"), feedback=Feedback("g", "g")),
        "// [id:t]\n::t::[markdown]?{\n\t=50%\n\t=%100%%5\n\t=a\\\\*b\n\t####g\n}\n",
    ),
    (
        ChoiceItem(id="c", prompt="?", choices=(Choice("a", "%5", right=True), Choice("b", "%7"))),
        "// [id:c]\n::c::[markdown]?{\n\t=%5\n\t~%0%%7\n}\n",
    ),
    (
        ChoiceItem(id="m", prompt="?", choices=(THIS, THAT), multiple=True),
        "// [id:m]\n::m::[markdown]?{\n\t~%100%this\n\t~%-100%that\n}\n",
    ),
    (
        MatchItem(
            id="x",
            prompt="?",
            targets=(Choice("t1", "1"), Choice("t2", "2")),
            rows=(MatchItemRow("r1", "one -> two", "t1"),),
        ),
        "// [id:x]\n::x::[markdown]?{\n\t=one -&gt; two -> 1\n\t= -> 2\n}\n",
    ),
]


@pytest.mark.parametrize(("item", "gift"), FORMS, ids=lambda value: getattr(value, "id", ""))
def test_a_question_is_written_as_moodle_reads_it(item: Item, gift: str, tmp_path: Path) -> None:
    assert written(item) == (gift, [])
    assert written(read_back(gift, tmp_path))[0] == gift


NOT_EXPORTED = [
    InlineChoiceItem(
        id="g", prompt="{{x}} {{y}}", gaps=(Gap("x", (THIS, THAT)), Gap("y", (THIS, THAT)))
    ),
    TextEntryItem(id="t", prompt="?", accept=("a -> b",)),
    MatchItem(
        id="x",
        prompt="?",
        targets=(Choice("t1", "1"), Choice("t2", "1")),
        rows=(MatchItemRow("r1", "one", "t1"),),
    ),
    ChoiceItem(
        id="m",
        prompt="?",
        choices=tuple(Choice(f"c{n}", str(n), right=True) for n in range(11)),
        multiple=True,
    ),
]


@pytest.mark.parametrize("item", NOT_EXPORTED, ids=lambda item: item.id)
def test_an_item_without_a_form_is_not_exported(item: Item) -> None:
    with pytest.raises(NotExportedError):
        written(item)


LOSSES = [
    (TextEntryItem(id="t", prompt="?", accept=("a",), case_sensitive=True), "capitals"),
    (
        ChoiceItem(
            id="m", prompt="?", choices=(THIS, THAT), multiple=True, feedback=Feedback("r", "w")
        ),
        "wrong answer",
    ),
    (InlineChoiceItem(id="g", prompt="It is {{x}}", gaps=(Gap("x", (THIS, THAT)),)), "at the end"),
]


@pytest.mark.parametrize(("item", "part"), LOSSES, ids=lambda value: getattr(value, "id", ""))
def test_what_does_not_go_along_is_told(item: Item, part: str) -> None:
    (lost,) = written(item)[1]

    assert part in lost


def test_a_folder_of_banks_is_one_file_with_a_category_each(tmp_path: Path) -> None:
    order = OrderItem(id="o", prompt="?", choices=(Choice("a", "1"), Choice("b", "2")))
    (tmp_path / "banks" / "ethics").mkdir(parents=True)
    (tmp_path / "banks" / "ethics" / "who.yaml").write_text(write_items([TRUTH, order]))
    (tmp_path / "banks" / "other.yaml").write_text(write_items([TRUTH]))

    report = export_gift(tmp_path / "banks", tmp_path / "all.gift")
    import_source(report.file, tmp_path / "again")

    assert report.questions == 2
    assert [str(omission) for omission in report.omissions] == [
        "ethics/who.yaml:10: o: not exported: a question of order has no form in GIFT"
    ]
    again = tmp_path / "again"
    assert (again / "ethics" / "who.yaml").read_text() == write_items([TRUTH])
    assert "id: truth-2" in (again / "other.yaml").read_text()


def test_a_bank_with_mistakes_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text("items: [{id: X}]")

    with pytest.raises(RefusedError) as refusal:
        export_gift(tmp_path, tmp_path / "all.gift")
    assert refusal.value.code == "course-mistakes"
    assert not (tmp_path / "all.gift").exists()


def test_a_folder_without_banks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        export_gift(tmp_path, tmp_path / "all.gift")
    assert refusal.value.code == "bank-missing"


CASE = ASSETS / "cases" / "bugs-12-bank-export-tells-nothing" / "bank.yaml"


def test_what_moodle_shows_otherwise_is_told_and_formulas_are_what_it_finds(
    tmp_path: Path,
) -> None:
    report = export_gift(CASE, tmp_path / "out.gift")

    told = [omission.reason for omission in report.omissions]
    for word in ("figures/map.svg", "callout", "activity:x", "**bold**"):
        assert any(word in each for each in told), word
    gift = (tmp_path / "out.gift").read_text("utf-8")
    for formula in (r"\\(\\frac\{1\}\{2\}\\)", r"=\\(0.5\\)", r"$$a \= b$$", r"\\(x^2\\)"):
        assert formula in gift
    assert not re.search(r"(?<!\$)\$(?!\$|CATEGORY|5)", gift)


def test_formulas_come_back_as_they_were(tmp_path: Path) -> None:
    export_gift(CASE, tmp_path / "out.gift")
    import_source(tmp_path / "out.gift", tmp_path / "back")
    back = (tmp_path / "back" / "bank.yaml").read_bytes()
    found = [read_quiz(data, "", Findings()).quiz.items for data in (CASE.read_bytes(), back)]
    (before, after) = found
    assert [item.prompt for item in after] == [item.prompt for item in before]
    assert [texts(item) for item in after] == [texts(item) for item in before]


def texts(item: Item) -> list[str]:
    """Return all that an item says, but its feedback."""
    return [text for text in texts_of(item) if text]


FORMULA_TEXTS = [
    r"Take $\frac{a_1}{b*c}$ and **mind** it.",
    r"$\{x \mid x < 1\}$ and `$y$` and $y$",
    "Look:\n\n$$\\begin{matrix} a \\\\ b \\end{matrix}$$\n\nand $a & b$",
    r"- $x[1]$" + "\n" + r"- $x_{2}\,\_$",
    "It is $5 or \\$6.",
    "```\n$x$\n```\n\n$x$",
]


@pytest.mark.parametrize("text", FORMULA_TEXTS)
def test_a_text_with_formulas_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    item = ChoiceItem(id="c", prompt=text, choices=(THIS, Choice("b", f"{text}\n\nthat")))
    gift, _ = written(item)
    back = read_back(gift, tmp_path)
    assert isinstance(back, ChoiceItem)
    assert (back.prompt, back.choices[1].text) == (text, f"{text}\n\nthat")


def test_a_formula_in_markdown_keeps_its_backslashes_in_moodle() -> None:
    gift, _ = written(ChoiceItem(id="c", prompt=r"**A** $\{x\}$", choices=(THIS, THAT)))
    # Moodle reads \\ as \ first, and its Markdown \\ as \ then
    assert r"[markdown]**A** \\\\(\\\\\{x\\\\\}\\\\)" in gift
