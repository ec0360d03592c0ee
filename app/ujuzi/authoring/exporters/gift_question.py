"""One item, written as a Moodle GIFT question that `importers.gift` reads as the same item.

    choice, one gap      = and ~, each with its feedback; {TRUE} and {FALSE} for True and False
    several right        ~ with equal parts of the mark, each wrong one costing all of it
    text-entry           = for each answer; what is said of a wrong one after =%0%*
    numeric              =value:tolerance; what is said of a wrong one after ~
    match                = row -> target

Ids of choices are not kept. Feedback of the whole item goes to each answer, or is the general
feedback (####) where it is one text; otherwise only what is said of a right answer goes along.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ujuzi.authoring.exporters.gift_text import as_moodle_shows_it, lost_texts
from ujuzi.authoring.importers.gift import DIFFICULTY_TAG
from ujuzi.authoring.importers.gift_answers import ARROW, FALSE, TRUE
from ujuzi.authoring.importers.gift_text import escaped, is_formatted
from ujuzi.domain.item import (
    GAP,
    Choice,
    ChoiceItem,
    Feedback,
    InlineChoiceItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)

RIGHT_MOST = 10
"""Right choices of one question: Moodle knows no smaller part of a mark."""
_PLACES = Decimal("0.00001")


class NotExportedError(Exception):
    """GIFT has no form for the item; the message says why."""


def write_question(item: Item, lose: Callable[[str], None]) -> str:
    """Return the question; `lose` hears what of it does not go along.

    Raises NotExportedError.
    """
    for each in lost_texts(item):
        lose(each)
    text_format, item = as_moodle_shows_it(item)
    before, after = item.prompt.strip(), ""
    right, wrong = item.feedback.right, item.feedback.wrong
    general = right if right == wrong else ""
    opening = "{"
    match item:
        case OrderItem():
            raise NotExportedError("a question of order has no form in GIFT")
        case InlineChoiceItem():
            before, after = _around(item, lose)
            answers = [_choice(each, item.feedback) for each in item.gaps[0].choices]
        case ChoiceItem(multiple=True):
            answers = _several(item)
            general = _one_text(item.feedback, lose)
        case ChoiceItem() if _is_truth(item):
            answers = _truth(item)
        case ChoiceItem():
            answers = [_choice(each, item.feedback) for each in item.choices]
        case MatchItem():
            answers = _pairs(item)
            general = _one_text(item.feedback, lose)
        case TextEntryItem():
            _tell_rules(item, lose)
            said = right if right != wrong else ""
            answers = [_typed(accepted, said) for accepted in item.accept]
            if wrong and right != wrong:
                answers.append(_answer("=", "*", _no_arrow(wrong), "%0%"))
        case NumericItem():
            figures = f"{item.value:f}:{item.tolerance:f}"
            opening = "{#"
            answers = [_answer("=", figures, right if right != wrong else "")]
            if wrong and right != wrong:
                answers.append(_answer("~", "", wrong))
    if general:
        answers.append(f"####{_formatted(general)}")
    block = "".join(f"\n\t{line}" for line in answers)
    asked = f"::{item.id}::[{text_format}]{escaped(before)}"
    return f"{_marks(item)}\n{asked}{opening}{block}\n}}{escaped(after)}\n"


def _marks(item: Item) -> str:
    """Return the comment that keeps an item's id, competency and difficulty."""
    marks = [f"[id:{item.id}]"]
    if item.competency:
        marks.append(f"[tag:{item.competency}]")
    if item.difficulty is not None:
        marks.append(f"[tag:{DIFFICULTY_TAG}{item.difficulty}]")
    return f"// {' '.join(marks)}"


def _answer(sign: str, text: str, said: str, weight: str = "") -> str:
    """Return an answer whose text is written already, and what is said of it."""
    return f"{sign}{weight}{text}" + (f"#{_formatted(said)}" if said else "")


def _choice(choice: Choice, feedback: Feedback) -> str:
    sign = "=" if choice.right else "~"
    text = _formatted(choice.text)
    weight = "%0%" if text.startswith("%") and not choice.right else ""
    return _answer(sign, text, _said_of(choice, feedback), weight)


def _said_of(choice: Choice, feedback: Feedback) -> str:
    """Return what is said of a choice, where nothing is said of all alike."""
    if choice.feedback or feedback.right == feedback.wrong:
        return choice.feedback
    return feedback.right if choice.right else feedback.wrong


def _several(item: ChoiceItem) -> list[str]:
    right = sum(choice.right for choice in item.choices)
    if right > RIGHT_MOST:
        raise NotExportedError(f"more than {RIGHT_MOST} right choices")
    part = (Decimal(100) / right).quantize(_PLACES).normalize()
    return [
        _answer(
            "~", _formatted(each.text), each.feedback, f"%{part:f}%" if each.right else "%-100%"
        )
        for each in item.choices
    ]


def _is_truth(item: ChoiceItem) -> bool:
    return [(each.id, each.text) for each in item.choices] == [("true", TRUE), ("false", FALSE)]


def _truth(item: ChoiceItem) -> list[str]:
    true, _ = item.choices
    said = {each.right: _formatted(_said_of(each, item.feedback)) for each in item.choices}
    comments = f"#{said[False]}#{said[True]}" if any(said.values()) else ""
    return [("TRUE" if true.right else "FALSE") + comments.removesuffix("#")]


def _pairs(item: MatchItem) -> list[str]:
    texts = {target.id: target.text.strip() for target in item.targets}
    if len(set(texts.values())) < len(texts):
        raise NotExportedError("two targets of one text")
    left_over = texts.keys() - {row.target for row in item.rows}
    pairs = [(row.text, texts[row.target]) for row in item.rows]
    pairs += [("", text) for target, text in texts.items() if target in left_over]
    return [f"={_formatted(_no_arrow(row))} -> {escaped(text)}" for row, text in pairs]


def _typed(accepted: str, said: str) -> str:
    if ARROW in accepted:
        raise NotExportedError(f"GIFT takes an answer with {ARROW} for a pair")
    text = escaped(accepted.strip().replace("*", r"\*"))
    return _answer("=", text, _no_arrow(said), "%100%" if text.startswith("%") else "")


def _tell_rules(item: TextEntryItem, lose: Callable[[str], None]) -> None:
    if item.case_sensitive or item.accent_sensitive:
        lose("GIFT cannot say whether capitals and accents count")


def _one_text(feedback: Feedback, lose: Callable[[str], None]) -> str:
    """Return the feedback where GIFT has one for all answers."""
    if feedback.right != feedback.wrong:
        lose("what is said of a wrong answer does not go along")
    return feedback.right


def _around(item: InlineChoiceItem, lose: Callable[[str], None]) -> tuple[str, str]:
    """Return what stands before and after the only gap."""
    if len(item.gaps) != 1:
        raise NotExportedError("several gaps have no form in GIFT")
    prompt = item.prompt.strip()
    gap = GAP.search(prompt)
    if gap is None or gap.end() == len(prompt):
        lose("a gap at the end becomes a choice below the sentence")
    return (prompt[: gap.start()], prompt[gap.end() :]) if gap else (prompt, "")


def _formatted(text: str) -> str:
    """Return a Markdown text, told to be so where it would be taken for another format."""
    words = text.strip()
    return f"[markdown]{escaped(words)}" if is_formatted(words) else escaped(words)


def _no_arrow(text: str) -> str:
    """Return Markdown that reads the same and does not part a pair."""
    return text.replace(ARROW, "-&gt;")
