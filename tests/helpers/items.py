"""Items of every interaction, for Hypothesis."""

from __future__ import annotations

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
    Response,
    TextEntryItem,
    right_response,
)
from ujuzi.domain.text import comparable

_CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffd\ufffe\uffff"
)
TEXTS = (
    (st.text(_CHARACTERS, max_size=20) | st.text("ab {}~=#:%*\\/[]->\n.$1", max_size=20))
    .map(str.strip)
    .filter(bool)
)
"""Texts as authors write them, with everything that means something in GIFT."""
_SAID = st.just("") | TEXTS
FEEDBACK = st.builds(Feedback, right=_SAID, wrong=_SAID)
_NUMBERS = st.decimals(-(10**9), 10**9, places=3)


def choices(*, right: bool) -> st.SearchStrategy[tuple[Choice, ...]]:
    """Two to five choices of different texts, the first `right` if any is."""

    def made(texts: list[str], said: list[str]) -> tuple[Choice, ...]:
        return tuple(
            Choice("abcde"[n], text, right=right and n == 0, feedback=said[n] if right else "")
            for n, text in enumerate(texts)
        )

    texts = st.lists(TEXTS, min_size=2, max_size=5, unique=True)
    return st.builds(made, texts, st.lists(_SAID, min_size=5, max_size=5))


STEMS = {
    "id": st.from_regex(r"[a-z]{1,8}-[0-9]{1,4}", fullmatch=True),
    "prompt": TEXTS.filter(lambda text: "{{" not in text),
    "competency": st.sampled_from(["", "unesco-ai-cft:1.1"]),
    "difficulty": st.sampled_from([None, 1, 2, 3]),
    "feedback": FEEDBACK,
}
SINGLE = st.builds(ChoiceItem, **STEMS, choices=choices(right=True))
MULTIPLE = st.builds(ChoiceItem, **STEMS, choices=choices(right=True), multiple=st.just(value=True))
TYPED = st.builds(
    TextEntryItem,
    **STEMS,
    accept=st.lists(TEXTS.filter(comparable), min_size=1, max_size=3, unique=True).map(tuple),
)
NUMERIC = st.builds(NumericItem, **STEMS, value=_NUMBERS, tolerance=_NUMBERS.map(abs))
ORDER = st.builds(OrderItem, **STEMS, choices=choices(right=False))


def _matched(item: OrderItem) -> MatchItem:
    """A match of every choice with its neighbour's text."""
    targets = tuple(Choice(f"t{n}", c.text) for n, c in enumerate(item.choices, 1))
    rows = tuple(
        MatchItemRow(f"r{n}", c.text, targets[n - 1].id)
        for n, c in enumerate(item.choices[::-1], 1)
    )
    return MatchItem(
        id=item.id,
        prompt=item.prompt,
        competency=item.competency,
        difficulty=item.difficulty,
        feedback=item.feedback,
        targets=targets,
        rows=rows,
    )


def _gapped(item: ChoiceItem) -> InlineChoiceItem:
    return InlineChoiceItem(
        id=item.id,
        prompt=f"{item.prompt} {{{{gap}}}}, {item.prompt}",
        competency=item.competency,
        difficulty=item.difficulty,
        feedback=item.feedback,
        gaps=(Gap("gap", item.choices),),
    )


MATCH = ORDER.map(_matched)
INLINE = SINGLE.map(_gapped)
ITEMS: st.SearchStrategy[Item] = st.one_of(SINGLE, MULTIPLE, TYPED, NUMERIC, ORDER, MATCH, INLINE)


def chosen_by_text(item: Item, as_shown: Item) -> Response:
    """Return the right response as somebody gives it who reads texts and sees no authored id."""
    match item, as_shown:
        case ChoiceItem() | OrderItem(), ChoiceItem() | OrderItem():
            labels = {choice.text: choice.id for choice in as_shown.choices}
            texts = {choice.id: choice.text for choice in item.choices}
            return tuple(labels[texts[each]] for each in right_response(item))
        case MatchItem(), MatchItem():
            rows = {row.text: row.id for row in as_shown.rows}
            targets = {target.text: target.id for target in as_shown.targets}
            texts = {target.id: target.text for target in item.targets}
            return tuple(f"{rows[row.text]} {targets[texts[row.target]]}" for row in item.rows)
        case InlineChoiceItem(), InlineChoiceItem():
            choices = {(gap.id, c.text): c.id for gap in as_shown.gaps for c in gap.choices}
            return tuple(
                f"{gap.id} {choices[gap.id, c.text]}"
                for gap in item.gaps
                for c in gap.choices
                if c.right
            )
    return right_response(item)
