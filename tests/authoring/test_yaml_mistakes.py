"""Mistakes of YAML are told in words of ours, at the first line concerned."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.yaml_source import read_yaml


def found(text: str) -> list[tuple[int, str]]:
    findings = Findings()
    read_yaml(text.encode(), "q.yaml", findings, "keys")
    return [(each.line, each.sentence) for each in findings.mistakes]


NOT_YAML = {
    "a quotation mark that closes nowhere": ('a: 1\nb: "x\nc: 2\nd: 3\n', 2, "closes nowhere"),
    "a bracket that closes nowhere": ("a: 1\nb: [1, 2\nc: 3\n", 2, "bracket ["),
    "a brace that closes nowhere": ("b: {x: 1\n", 1, "brace {"),
    "a second colon": ("a: 1\ntitle: Water: how\n", 2, "quotes around a text that holds a colon"),
    "a tab": ("a:\n\t- b\n", 2, "indent with spaces"),
    "an apostrophe in single quotes": ("a: 'it's'\n", 1, "apostrophe"),
    "a percent sign": ("a: %x\n", 1, "put quotes around it"),
    "a star": ("a: *x\n", 1, "put quotes around it"),
    "a column that is off": ("items:\n  - id: a\n   b: c\n", 3, "same column"),
    "two documents": ("k: 1\n---\nk: 2\n", 2, "second document"),
    "a command of LaTeX that is no escape": ('a: 1\nb: "x $\\sum$"\n', 2, "single quotes"),
    "a command of LaTeX that is half an escape": ('a: "$\\xi$"\n', 1, "single quotes"),
    "a control character": ("a: 1\nb: \x01\n", 2, "control character"),
}


@pytest.mark.parametrize("name", NOT_YAML)
def test_what_is_no_yaml_says_what_to_do_at_its_line(name: str) -> None:
    text, line, sentence = NOT_YAML[name]
    ((found_line, said),) = found(text)
    assert found_line == line
    assert sentence in said


LOST = r"""
\frac \times \neq \theta \beta \nu \rho \vec \alpha \eta \to \text \notin \bar \begin \fbox
\varphi \tau \nabla \right \0 \Nabla \Lambda \Pi
"""


@pytest.mark.parametrize("command", LOST.split())
def test_a_backslash_that_yaml_takes_away_is_a_mistake(command: str) -> None:
    ((line, sentence),) = found(f'a: 1\nb: "how much is ${command} x$?"\n')
    assert line == 2
    assert command in sentence
    assert "single quotes" in sentence
    assert found(f"a: 1\nb: 'how much is ${command} x$?'\n") == []
    assert found(f'a: 1\nb: "how much is $\\{command} x$?"\n') == []


@pytest.mark.parametrize(
    "text",
    [
        r"C:\new", r"Look in C:\temp\x41.txt", r"(d:\notes\today)", r"..\new\table", r"~\new",
        r"%HOME%\tmp", r"\\server\new", r"docs\notes.txt", r"C:\u0041", r"$a\ b$",
    ],
)  # fmt: skip
def test_a_path_of_windows_and_a_blank_of_latex_are_mistakes(text: str) -> None:
    told = found(f'a: 1\nb: "{text}"\n')
    assert {line for line, _ in told} == {2}
    assert all("single quotes" in sentence for _, sentence in told)
    assert found(f"a: 1\nb: '{text}'\n") == []


@pytest.mark.parametrize(
    "text",
    [
        r"C:\\new\nThen", r"one\ntwo. Three", r"a: b\nc: d", r"First.\n- one\n- two",
        "x \\\n  \\ y", r"\\server", r"\u0627\u0628\n", r"\x41:\n", r"Person C:\nHello",
        r"Person C:\n\nwell", r"C:\x0awell",
    ],
)  # fmt: skip
def test_what_is_meant_as_a_new_line_is_one(text: str) -> None:
    assert found(f'a: "{text}"\n') == []


def test_a_backslash_is_found_in_every_line_list_and_key() -> None:
    text = 'a: ["x", "$\\frac 12$"]\nb: {c: "two\n  lines $\\times$"}\n'
    assert [line for line, _ in found(text)] == [1, 3]


def test_what_names_itself_or_is_named_again_and_again_is_read_once() -> None:
    again = "\n".join(f"x{n + 1}: &x{n + 1} [{', '.join([f'*x{n}'] * 9)}]" for n in range(20))
    assert found(f"a: &a [*a, 1]\nb: &x0 ['x']\n{again}\n") == []


def test_new_lines_and_tabs_of_a_text_are_none() -> None:
    assert found('a: "First.\\nnext\\tone\\n\\nthen \\"so\\" \\u2019 caf\\xe9 \\\\frac"\n') == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_what_programs_write_in_double_quotes_is_kept(text: str) -> None:
    assert found(f"a: {json.dumps(text)}\n") == []


@given(st.text())
def test_no_text_raises(text: str) -> None:
    findings = Findings()
    read_yaml(text.encode("utf-8", "replace"), "q.yaml", findings, "keys")
