"""Grading, one table a QTI interaction."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Quiz,
    Response,
    TextEntryItem,
    grade,
    is_right,
    right_response,
    shuffled,
    texts_of,
)

A, B, C = (Choice(id=each, text=each, right=each != "c", feedback=f"say {each}") for each in "abc")
SINGLE = ChoiceItem(id="s", prompt="?", choices=(A, C))
MULTIPLE = ChoiceItem(id="m", prompt="?", choices=(A, B, C), multiple=True)
TEXT = TextEntryItem(id="t", prompt="?", accept=("l'élève", "hallucination"))
ORDER = OrderItem(id="o", prompt="?", choices=(A, B, C), feedback=Feedback(right="yes", wrong="no"))
MATCH = MatchItem(
    id="x",
    prompt="?",
    targets=(Choice(id="t1", text="1"), Choice(id="t2", text="2")),
    rows=(
        MatchItemRow(id="r1", text="1", target="t1"),
        MatchItemRow(id="r2", text="2", target="t1"),
    ),
)
NUMBER = NumericItem(id="n", prompt="?", value=Decimal("3.5"), tolerance=Decimal("0.1"))
GAPS = InlineChoiceItem(
    id="g",
    prompt="{{who}} decides {{when}}.",
    gaps=(Gap("who", (A, C)), Gap("when", (Choice("now", "now", right=True), C))),
    feedback=Feedback(right="yes", wrong="no"),
)
ALL: list[Item] = [SINGLE, MULTIPLE, TEXT, NUMBER, ORDER, MATCH, GAPS]


@pytest.mark.parametrize("item", ALL, ids=lambda item: item.id)
def test_the_right_response_of_every_interaction_is_right(item: Item) -> None:
    assert is_right(item, right_response(item))
    assert not is_right(item, ())


@pytest.mark.parametrize(
    ("item", "response", "right"),
    [
        (SINGLE, ("a",), True),
        (SINGLE, ("c",), False),
        (SINGLE, ("a", "a"), False),
        (MULTIPLE, ("b", "a"), True),
        (MULTIPLE, ("a",), False),
        (MULTIPLE, ("a", "b", "c"), False),
        (TEXT, ("  L’ELEVE ",), True),
        (TEXT, ("Hallucinátion",), True),
        (TEXT, ("halucination",), False),
        (ORDER, ("a", "c", "b"), False),
        (MATCH, ("r2 t1", "r1 t1"), True),
        (MATCH, ("r1 t1", "r2 t2"), False),
        (MATCH, ("r1 t1",), False),
        (NUMBER, ("3,6",), True),
        (NUMBER, ("3.40",), True),
        (NUMBER, ("3.61",), False),
        (NUMBER, ("3.5 m",), True),
        (NUMBER, ("3,5 %.",), True),
        (NUMBER, ("3,500",), False),
        (NUMBER, ("3.5 million",), False),
        (TEXT, ("Hallucination.",), True),
        (TEXT, ("hallucination !",), True),
        (TextEntryItem(id="e", prompt="?", accept=("etc.",)), ("etc",), False),
        (TextEntryItem(id="e", prompt="?", accept=("ماء",)), ("ماء؟",), True),
        (TextEntryItem(id="e", prompt="?", accept=("12",)), ("12 km",), True),
        (TextEntryItem(id="e", prompt="?", accept=("12",)), ("12 million",), False),
        (TextEntryItem(id="e", prompt="?", accept=("12",)), ("12 or 13",), False),
        (TextEntryItem(id="e", prompt="?", accept=("12 km",)), ("12km",), True),
        (TextEntryItem(id="e", prompt="?", accept=("12 km",)), ("12",), False),
        (TextEntryItem(id="e", prompt="?", accept=("12 km",)), ("12 m",), False),
        (TextEntryItem(id="e", prompt="?", accept=("50 %",)), ("50%",), True),
        (TextEntryItem(id="e", prompt="?", accept=("٢٠١١",)), ("2011",), True),
        (NUMBER, ("3.5", "3.5"), False),
        (GAPS, ("when now", "who a"), True),
        (GAPS, ("who a", "when c"), False),
        (GAPS, ("who a",), False),
        (GAPS, ("who a", "who c", "when now"), False),
    ],
)
def test_a_response_is_right_as_a_whole_or_not_at_all(
    item: Item, response: Response, right: bool
) -> None:
    assert grade(item, response).right is right


def test_feedback_is_that_of_the_choices_made() -> None:
    assert grade(MULTIPLE, ("a", "c")).feedback == ("say a", "say c")
    assert grade(ORDER, ("b", "a", "c")).feedback == ("no",)
    assert grade(GAPS, ("when now", "who c")).feedback == ("say c",)
    assert grade(GAPS, ("when now",)).feedback == ("no",)


def test_feedback_of_several_choices_says_of_which_it_speaks() -> None:
    assert grade(MULTIPLE, ("a", "c")).about == ("a", "c")
    assert grade(GAPS, ("when now", "who c")).about == ("c",)
    assert grade(MULTIPLE, ("a",)).about == ()
    assert grade(ORDER, ("b", "a", "c")).about == ()


def test_an_order_item_is_never_shown_in_its_right_order() -> None:
    shown = {tuple(c.id for c in shuffled(ORDER, Random(seed))) for seed in range(50)}

    assert ("a", "b", "c") not in shown
    assert len(shown) > 1


@pytest.mark.parametrize(
    ("case_sensitive", "accent_sensitive", "right"),
    [(False, False, True), (True, False, False), (False, True, False)],
)
def test_case_and_accents_count_where_the_item_says_so(
    *, case_sensitive: bool, accent_sensitive: bool, right: bool
) -> None:
    item = TextEntryItem(
        id="t",
        prompt="?",
        accept=("Élève",),
        case_sensitive=case_sensitive,
        accent_sensitive=accent_sensitive,
    )

    assert is_right(item, ("eleve",)) is right
    assert is_right(item, (" E\N{COMBINING ACUTE ACCENT}le\N{COMBINING GRAVE ACCENT}ve ",))


NUMBERS = st.decimals(-(10**12), 10**12, places=6)


@given(value=NUMBERS, tolerance=NUMBERS.map(abs), beyond=NUMBERS.map(abs))
def test_a_number_is_right_up_to_its_tolerance_exactly(
    value: Decimal, tolerance: Decimal, beyond: Decimal
) -> None:
    item = NumericItem(id="n", prompt="?", value=value, tolerance=tolerance)

    assert is_right(item, (f"{value + tolerance:f}",))
    assert is_right(item, (f"{value - tolerance:f}",))
    assert is_right(item, (f"{value + tolerance + beyond:f}",)) is (beyond == 0)


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1E+31", "1E-31", "1" * 31])
def test_figures_that_cannot_be_compared_exactly_are_refused(figure: str) -> None:
    written = {"type": "numeric", "id": "n", "prompt": "?", "value": figure}

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(written, NumericItem)


@given(st.sampled_from(ALL), st.lists(st.text(max_size=8)).map(tuple))
def test_no_response_raises(item: Item, response: Response) -> None:
    assert isinstance(grade(item, response).right, bool)


def test_items_come_back_from_their_pack_as_they_were() -> None:
    quiz = Quiz(tuple(ALL))

    assert msgspec.json.decode(msgspec.json.encode(quiz), type=Quiz) == quiz


def test_an_item_without_the_newer_fields_is_written_as_it_always_was() -> None:
    assert msgspec.to_builtins(TEXT) == {
        "type": "text-entry",
        "id": "t",
        "prompt": "?",
        "accept": ("l'élève", "hallucination"),
    }


def test_the_texts_of_an_item_are_all_its_markdown() -> None:
    assert set(texts_of(GAPS)) >= {"{{who}} decides {{when}}.", "yes", "no", "a", "say c", "now"}
