"""Moodle's GIFT becomes item banks; what cannot come along is told by line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.course_folders import ASSETS
from ujuzi.authoring.exporters.gift import export_gift
from ujuzi.authoring.importers import ImportReport, import_source
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
    TextEntryItem,
    is_right,
    right_response,
)
from ujuzi.errors import RefusedError
from ujuzi.packs.limits import MB

CASES = ASSETS / "cases"
MOODLE = ASSETS / "gift" / "moodle.gift"


def items(file: Path) -> dict[str, Item]:
    findings = Findings()
    quiz = read_quiz(file.read_bytes(), file.name, findings).quiz
    assert findings.mistakes == ()
    return {item.id: item for item in quiz.items}


def imported(folder: Path, text: str | bytes) -> tuple[dict[str, Item], dict[int, str]]:
    """Import one file without a category."""
    source = folder / "all.gift"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    report = import_source(source, folder / "out")
    bank = folder / "out" / "all.yaml"
    return items(bank) if bank.exists() else {}, {
        line: "; ".join(o.reason for o in report.omissions if o.line == line)
        for line in {o.line for o in report.omissions}
    }


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ImportReport:
    return import_source(MOODLE, tmp_path_factory.mktemp("gift") / "banks")


@pytest.fixture(scope="module")
def bank(report: ImportReport) -> dict[str, Item]:
    return items(report.folders[0] / "ethics-of-ai" / "who-answers.yaml")


def test_a_bank_a_category_comes_out(report: ImportReport) -> None:
    assert sorted(file.name for file in report.folders[0].rglob("*.yaml")) == [
        "aux-.yaml", "who-answers.yaml",
    ]  # fmt: skip
    assert list(items(report.folders[0] / "aux-.yaml")) == ["again", "who-signs-2"]


QUESTIONS = [
    ChoiceItem(
        id="who-signs",
        prompt="Who *signs* the mark?",
        competency="unesco-ai-cft:1.1",
        difficulty=2,
        choices=(
            Choice("a", "The lecturer", right=True, feedback="Yes. // this is text"),
            Choice("b", "The program", feedback="It cannot."),
            Choice("c", "The dean", feedback="Partly."),
        ),
    ),
    ChoiceItem(
        id="several",
        prompt="Which hold {1:2}?",
        feedback=Feedback(r"A \\ general word.", r"A \\ general word."),
        choices=(
            Choice("a", "a=b", right=True),
            Choice("b", r"c\~d", right=True),
            Choice("c", "e#f"),
        ),
        multiple=True,
    ),
    ChoiceItem(
        id="q-565a0ae5",
        prompt="A program can answer for its output.",
        choices=(
            Choice("true", "True", feedback="A person does."),
            Choice("false", "False", right=True, feedback="Right, a person does."),
        ),
    ),
    TextEntryItem(
        id="unesco",
        prompt="Who wrote the framework?",
        feedback=Feedback("Yes.", "Read again."),
        accept=("UNESCO", "Unesco"),
    ),
    TextEntryItem(id="wild", prompt="What is it called?", accept=("hallucination", "5 * 3")),
    NumericItem(
        id="depth",
        prompt="How deep is it?",
        feedback=Feedback("About right.", "Half of ten times four."),
        value=Decimal("19.6"),
        tolerance=Decimal("0.5"),
    ),
    NumericItem(id="range", prompt="Between?", value=Decimal(2), tolerance=Decimal("0.5")),
    MatchItem(
        id="pairs",
        prompt="Who does what?",
        feedback=Feedback("Look again.", "Look again."),
        targets=(Choice("t1", "A person"), Choice("t2", "A machine"), Choice("t3", "A plant")),
        rows=(MatchItemRow("r1", "**signs**", "t1"), MatchItemRow("r2", "suggests", "t2")),
    ),
    InlineChoiceItem(
        id="missing",
        prompt="Two plus {{gap}} is four.",
        gaps=(
            Gap("gap", (Choice("a", "two", right=True, feedback="Yes."), Choice("b", "three"))),
        ),
    ),
    TextEntryItem(
        id="blank", prompt=r"It is called \_\_\_\_\_ in the course.", accept=("bias",)
    ),
    ChoiceItem(
        id="q-9fee7ac4",
        prompt="Look at **this**:\\\n2\\*3 \\< 7 a plot",
        choices=(Choice("a", "yes", right=True), Choice("b", "no")),
        multiple=True,
    ),
    ChoiceItem(
        id="q-0b2db6f3",
        prompt=r"1\. snake\_case and \*stars\*",
        choices=(Choice("true", "True", right=True), Choice("false", "False")),
    ),
]  # fmt: skip


@pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item.id)
def test_a_question_is_imported_as_it_was_meant(item: Item, bank: dict[str, Item]) -> None:
    assert bank[item.id] == item
    assert is_right(item, right_response(item))


def test_everything_that_is_not_imported_is_told_by_line(report: ImportReport) -> None:
    told = [(o.line, o.reason) for o in report.omissions]

    assert {o.file for o in report.omissions} == {"moodle.gift"}
    for line, part in [
        (1, "difficulty or competency is not told of 14 questions"),
        (5, "the part of the mark"),
        (13, "the parts of the mark are not kept"),
        (17, "an answer for a part of the mark"),
        (19, "the answer hallucin*: its * stands for anything"),
        (31, "<img> is left out"),
        (35, "not imported: an essay"),
        (37, "not imported: a text without a question"),
        (39, "not imported: several answers of which any one is right"),
        (41, "not imported: expected two answers or more, and one of them right"),
        (43, "not imported: expected one pair of braces"),
        (45, "not imported: the title has no end"),
        (47, "not imported: a brace is missing"),
        (49, "not imported: expected a number"),
        (51, "not imported: expected one number that is right"),
        (53, "not imported: expected two different pairs"),
    ]:
        assert any(at == line and part in reason for at, reason in told), (line, part, told)
    assert len(told) == 16


def test_the_text_file_that_moodle_saves_is_recognised(tmp_path: Path) -> None:
    source = tmp_path / "questions-top.txt"
    source.write_text("True? {T}\r\n\r\nFalse? {F}\r\n", encoding="utf-8-sig", newline="")

    report = import_source(source, tmp_path / "out")

    found = items(report.folders[0] / "questions-top.yaml")
    assert [item.prompt for item in found.values()] == ["True?", "False?"]


def test_a_folder_of_files_is_imported_whole(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / f"{name}.gift").write_text("True? {T}", encoding="utf-8")

    import_source(tmp_path / "in", tmp_path / "out")

    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    ("folder", "banks"),
    [
        ("bugs-32-folder-of-moodle-exports/mixed", 3),
        ("bugs-32-folder-of-moodle-exports/moodle", 1),
        ("content-10-gift-folder/input", 3),
    ],
)
def test_every_gift_file_of_a_folder_is_read_however_its_name_ends(
    folder: str, banks: int, tmp_path: Path
) -> None:
    report = import_source(CASES / folder, tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.yaml"))) == banks
    assert report.recognised == f"questions in Moodle's GIFT: {banks} questions in {banks} banks"


def test_what_a_folder_holds_beside_gift_is_told(tmp_path: Path) -> None:
    source = tmp_path / "in"
    for name, text in {
        "a.gift": "True? {T}", "b.txt": "False? {F}", "notes.txt": "Call Awa.", "x.xml": "<quiz/>",
        "c/a.GIFT": "Really? {T}",
    }.items():  # fmt: skip
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")

    report = import_source(source, tmp_path / "out")

    assert len([items(file) for file in (tmp_path / "out").glob("*.yaml")]) == 3
    told = {o.file for o in report.omissions if "passed over" in o.reason}
    assert told == {"notes.txt", "x.xml"}


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ((CASES / "content-11-nothing-imported/input/aiken.txt").read_bytes(), "Aiken"),
        (b"<?xml version='1.0'?><quiz></quiz>", "Moodle XML"),
    ],
)
def test_what_another_program_wrote_is_known_and_nothing_is_written(
    text: bytes, like: str, tmp_path: Path
) -> None:
    (tmp_path / "in.txt").write_bytes(text)
    report = import_source(tmp_path / "in.txt", tmp_path / "out")
    assert report.folders == ()
    assert any(f"it looks like {like}" in o.reason for o in report.omissions)
    assert not (tmp_path / "out").exists()


def ids(text: str, folder: Path) -> dict[str, str]:
    """Return the prompts of what is imported, each with its id."""
    folder.mkdir()
    return {item.prompt: id_ for id_, item in imported(folder, text)[0].items()}


TITLES = st.lists(
    st.text("aé ماءቀ字-_?1", max_size=6),
    min_size=1,
    max_size=6,
    unique_by=lambda title: " ".join(title.split()),
)


@settings(max_examples=25)
@given(TITLES, st.data())
def test_a_question_in_front_changes_no_id(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("ids")
    questions = [f"::{title}:: Question {n} {{T}}\n" for n, title in enumerate(titles)]
    before = ids("\n".join(questions), folder / "before")
    after = ids("\n".join(["::Something new:: Another {T}\n", *questions]), folder / "after")

    assert len(set(before.values())) == len(titles)
    assert {prompt: after[prompt] for prompt in before} == before


def test_questions_of_other_scripts_keep_their_ids(tmp_path: Path) -> None:
    folder = CASES / "content-18-ids-of-other-scripts" / "input"
    first = ids((folder / "first.gift").read_text("utf-8"), tmp_path / "a")
    second = ids((folder / "second.gift").read_text("utf-8"), tmp_path / "b")
    assert (len(first), len(second)) == (2, 3)
    assert first.items() <= second.items()


def test_an_id_that_is_named_is_nobody_elses(tmp_path: Path) -> None:
    found = ids("::One:: First {T}\n\n// [id:one]\n::Two:: Second {T}\n", tmp_path / "in")
    assert found == {"First": "one-2", "Second": "one"}


def test_categories_come_back_as_they_were_called(tmp_path: Path) -> None:
    source = CASES / "bugs-11-gift-names-not-latin" / "names.gift"
    import_source(source, tmp_path / "banks")
    export_gift(tmp_path / "banks", tmp_path / "back.gift")

    def categories(file: Path) -> list[str]:
        lines = file.read_text("utf-8").splitlines()
        return sorted(line for line in lines if line.startswith("$CATEGORY"))

    assert categories(tmp_path / "back.gift") == categories(source)


def test_a_file_in_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<quiz/>", encoding="utf-8")

    with pytest.raises(RefusedError) as refusal:
        import_source(tmp_path / "x.xml", tmp_path / "out")
    assert refusal.value.code == "source-unknown"


def test_control_characters_are_left_out_and_told(tmp_path: Path) -> None:
    found, told = imported(tmp_path, "::A\x00b\x0f:: Is\x07 it \x1b[31mred\x85? {T}\n")

    assert found["ab"].prompt == r"Is it \[31mred?"
    assert "control characters" in told[1]


def test_bytes_that_are_no_utf_8_are_told_with_their_line(tmp_path: Path) -> None:
    found, told = imported(tmp_path, b"True? {T}\n\nCaf\xe9? {F}\n")

    assert found == {}
    assert "this line is not utf-8; save it as UTF-8, or say its encoding" in told[3]


@pytest.mark.parametrize(
    ("name", "encoding", "said"),
    [
        ("utf16.gift", "", ["Qui a signé ?", "ما هو؟"]),
        ("latin1.gift", "windows-1252", ["Qui a signé ?"]),
        ("oldmac.gift", "", ["Who?", "What?"]),
    ],
)
def test_each_encoding_that_is_known_is_read(
    name: str, encoding: str, said: list[str], tmp_path: Path
) -> None:
    import_source(ASSETS / "cases" / "bugs-10-gift-encodings" / name, tmp_path, encoding)
    assert [each.prompt for each in items(next(tmp_path.glob("*.yaml"))).values()] == said


def test_formulas_that_moodle_draws_stay_formulas(tmp_path: Path) -> None:
    found, _ = imported(
        tmp_path,
        r"::one:: For $$ x^\{2\} $$ and \(a_1\) pay $5 or $6? {T}"
        "\n\n"
        r"::two::[html]<p>Is \(2 &lt; 3\) $$$$?</p> {T}",
    )

    assert found["one"].prompt == r"For $x^{2}$ and $a_1$ pay \$5 or \$6?"
    assert found["two"].prompt == r"Is $2 < 3$ \$\$\$\$?"


def test_what_is_said_of_every_other_number_needs_no_star(tmp_path: Path) -> None:
    found, told = imported(tmp_path, "::n:: Year? {#=1960#Yes. ~#Look again.}")

    assert found["n"].feedback == Feedback("Yes.", "Look again.")
    assert "part of the mark" not in told[1]


def test_a_double_brace_that_would_be_a_gap_is_not_taken_for_one(tmp_path: Path) -> None:
    found, told = imported(tmp_path, r"A \{\{gap\}\} and {=a ~b} here.")

    assert found == {}
    assert "another gap" in told[1]


HOSTILE = {
    "deep nesting": "{" * 3_000_000 + "}" * 3_000_000,
    "one endless line": "a" * 20_000_000,
    "escapes without end": "\\" * 3_000_001,
    "answers without end": "x {" + "=a" * 3_000_000 + "}",
    "titles without end": "::" * 3_000_000,
    "comments without end": "// [tag:" * 1_000_000,
    "tags without end": "[html]" + "<a " * 30_000 + "{T}",
    "half-open tags": "{T}".join(["[html]", "<" * 90_000]),
    "declarations without end": "[html]" + "<!--" * 20_000 + "{T}",
    "entities without end": "[html]" + "&#" * 40_000 + "{T}",
    "formulas without end": "[plain]" + "\\(x " * 20_000 + "$$ " * 10_000 + "{T}",
    "spaces without end": "[html]" + "<x> " * 20_000 + "{T}",
    "blank lines as escapes": "[plain]x" + "\\n" * 45_000 + "y {T}",
    "a number without end": "x {#" + "9" * 90_000 + "}",
    "questions of one name": "\n\n".join("::same:: x {T}" for _ in range(20_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_follows_hostile_text_is_imported(name: str, tmp_path: Path) -> None:
    source = tmp_path / "all.gift"
    last = "\n\n$CATEGORY: end\n\n::last:: Is this read? {T}\n"
    source.write_text(HOSTILE[name] + last, encoding="utf-8")

    import_source(source, tmp_path / "out")

    assert list(items(tmp_path / "out" / "end.yaml")) == ["last"]


def test_categories_without_end_are_bounded_and_told(tmp_path: Path) -> None:
    source = tmp_path / "all.gift"
    source.write_text("\n\n".join(f"$CATEGORY: c{n}\n\nx {{T}}" for n in range(600)))

    report = import_source(source, tmp_path / "out")

    assert sum(1 for _ in (tmp_path / "out").iterdir()) == 500
    assert sum("more than 500 categories" in o.reason for o in report.omissions) == 100


def test_a_bank_of_ten_thousand_questions_is_imported_whole(tmp_path: Path) -> None:
    source = tmp_path / "all.gift"
    count = 10_000
    source.write_text(
        "\n\n".join(f"::q{n}:: Is {n} {{=even ~odd}} or not?" for n in range(count)), "utf-8"
    )

    report = import_source(source, tmp_path / "out")

    (bank,) = (tmp_path / "out").glob("*.yaml")
    assert ["10000 questions" in omission.reason for omission in report.omissions] == [True]
    assert bank.read_text("utf-8").count("\n  - id: ") == count


def test_a_file_of_50_mb_is_told_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "all.gift").open("wb") as file:
        file.truncate(50 * MB)

    report = import_source(tmp_path / "all.gift", tmp_path / "out")

    assert ["more than 32 MB" in omission.reason for omission in report.omissions] == [True]


@given(text=st.text("ab{}~=#:%*\\/[]->\n$<&.1 ", max_size=80))
def test_no_text_breaks_the_importer(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    found, told = imported(tmp_path_factory.mktemp("any"), text)

    assert all(is_right(item, right_response(item)) for item in found.values())
    assert all(told.values())


def test_what_nobody_saw_stands_in_no_question_of_any_format(tmp_path: Path) -> None:
    source = tmp_path / "folded.gift"
    source.write_text(
        "::A:: [markdown] Well? <details><summary>So</summary>4</details> `<details>`"
        ' <i style\\="display\\:none">4</i> {=a ~b}\n\n'
        "::B:: [html] Well? <details open>4</details> {=a ~b#<span hidden>4</span>No.}\n\n"
        "::C:: Well? <font color\\=white>4</font> &eacute&#233 {=a ~b}\n\n"
        "::D:: [plain] caf&eacute {=a ~b}\n",
        encoding="utf-8",
    )
    found = import_source(source, tmp_path / "out")
    bank = (tmp_path / "out" / "folded.yaml").read_bytes()
    first, second, third, fourth = read_quiz(bank, "", Findings()).quiz.items
    assert first.prompt.split() == ["Well?", "`<details>`"]
    assert (second.prompt, third.prompt) == ("Well?", "Well? éé")
    assert fourth.prompt == "caf\\&eacute"
    assert isinstance(second, ChoiceItem)
    assert second.choices[1].feedback == "No."
    told = {(each.line, each.reason) for each in found.omissions}
    folded = "what is folded in <details> is left out: in a question it would stand open"
    assert {
        (1, folded), (1, "what is hidden in <i> is left out"),
        (3, folded), (3, "what is hidden in <span> is left out"),
        (5, "what is hidden in <font> is left out"),
        (7, "&eacute is kept as it stands: in plain text it is no letter"),
    } <= told  # fmt: skip
