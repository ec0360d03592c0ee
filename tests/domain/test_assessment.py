"""What a pack shows of an item tells nothing of its key, and a lot draws the same everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from helpers.items import ITEMS, chosen_by_text
from ujuzi.domain import ticket
from ujuzi.domain.assessment import (
    AS_AUTHORED,
    EVEN,
    Naming,
    Quota,
    as_authored,
    draw,
    naming_of,
    shown,
    shown_bank,
    shuffled_for,
    thin_cells,
)
from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    InlineChoiceItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    Quiz,
    TextEntryItem,
    is_right,
)

BANK = tuple(
    ChoiceItem(
        id=f"q{n}",
        prompt=f"Question {n}?",
        competency=f"f:{n % 3}",
        difficulty=1,
        choices=(Choice("yes", f"Yes {n}", right=True), Choice("no", f"No {n}")),
    )
    for n in range(60)
)
BLUEPRINT = tuple(Quota(f"f:{n}", 1, 5) for n in range(3))


NAMINGS = st.one_of(st.just(AS_AUTHORED), st.builds(Naming, st.text(), st.integers(1, 999)))


@given(ITEMS, NAMINGS)
def test_a_right_response_to_what_is_shown_is_right_for_its_author(
    item: Item, naming: Naming
) -> None:
    response = chosen_by_text(item, shown(item, naming))

    assert is_right(item, as_authored(item, response, naming))


@given(st.integers(24, 120), st.integers(2, 5), st.integers(0, 99))
def test_no_label_of_a_bank_leans_to_its_keys(items: int, choices: int, seed: int) -> None:
    bank = Quiz(
        tuple(
            ChoiceItem(
                id=f"who-decides-{n}",
                prompt=f"Question {n} of {seed}?",
                choices=tuple(
                    Choice(f"a{c}", f"Answer {c} of {n}, {seed}", right=c == n % 3 % choices)
                    for c in range(choices)
                ),
            )
            for n in range(items)
        )
    )
    naming = naming_of("course", "exam", bank)
    right = Counter(chosen_by_text(each, shown(each, naming)) for each in bank.items)

    assert naming == naming_of("course", "exam", bank)
    assert max(right.values()) <= items / choices + 2 * EVEN
    names = [each.id for each in shown_bank(bank, naming).items]
    assert names == sorted(names)
    assert len(set(names)) == items
    assert not any("who" in name for name in names)


def test_a_bank_is_thin_where_it_holds_less_than_three_times_what_is_drawn() -> None:
    blueprint = (Quota("f:0", 1, 4), Quota("f:1", 1, 7), Quota("f:0", 1, 3), Quota("f:2", 1, 6))
    assert thin_cells(blueprint, BANK) == (("f:0", 1, 20, 7), ("f:1", 1, 20, 7))


def test_items_have_the_same_names_in_every_language_and_version() -> None:
    one, other = (
        naming_of("course", "exam", Quiz(BANK)),
        naming_of("course", "exam", Quiz(BANK[:9])),
    )
    assert {other.item(each.id) for each in BANK} == {one.item(each.id) for each in BANK}
    assert naming_of("course", "other", Quiz(BANK)).item("q1") != one.item("q1")


@given(ITEMS)
def test_what_is_shown_holds_no_key(item: Item) -> None:
    match shown(item):
        case ChoiceItem() as bare:
            assert not any(choice.right or choice.feedback for choice in bare.choices)
        case TextEntryItem() as bare:
            assert bare.accept == ()
        case NumericItem() as bare:
            assert bare.value == bare.tolerance == 0
        case MatchItem() as bare:
            assert not any(row.target for row in bare.rows)
        case InlineChoiceItem() as bare:
            assert not any(choice.right for gap in bare.gaps for choice in gap.choices)
    assert shown(item).feedback == type(item.feedback)()


@given(st.permutations(["Sort", "Clean", "Train", "Test"]))
def test_neither_order_nor_name_of_what_is_shown_depends_on_the_key(texts: list[str]) -> None:
    item = OrderItem(id="q", prompt="?", choices=tuple(Choice(t.lower(), t) for t in texts))

    bare = shown(item)
    assert isinstance(bare, OrderItem)
    assert [choice.text for choice in bare.choices] == ["Clean", "Test", "Sort", "Train"]


@given(st.uuids().map(str))
def test_a_drawing_fills_the_blueprint_and_repeats_itself(attempt: str) -> None:
    drawn = draw(BLUEPRINT, BANK, attempt)

    assert [sum(item.competency == f"f:{n}" for item in drawn) for n in range(3)] == [5, 5, 5]
    assert drawn == draw(BLUEPRINT, BANK[::-1], attempt)


QUOTAS = st.builds(
    Quota, st.sampled_from(["", "unesco-ai-cft:1.1"]), st.sampled_from([1, 2, 3]), st.integers(1, 6)
)


@given(st.lists(QUOTAS, max_size=5), st.lists(ITEMS, unique_by=lambda item: item.id), st.text())
def test_any_blueprint_draws_what_it_asks_or_all_there_is(
    blueprint: list[Quota], bank: list[Item], attempt: str
) -> None:
    drawn = draw(blueprint, bank, attempt)

    def counted(items: Iterable[Item]) -> Counter[tuple[str, int | None]]:
        return Counter((item.competency, item.difficulty) for item in items)

    asked: Counter[tuple[str, int | None]] = Counter()
    for quota in blueprint:
        asked[quota.competency, quota.difficulty] += quota.items
    assert counted(drawn) == asked & counted(bank)
    assert len({item.id for item in drawn}) == len(drawn)


def test_the_lot_is_fixed_for_ever() -> None:
    assert [item.id for item in draw(BLUEPRINT[:1], BANK, "attempt-1")] == [
        "q57",
        "q27",
        "q36",
        "q12",
        "q18",
    ]


LOTS = [ticket.lot(bytes([n]) * 16) for n in range(1, 5)]


def test_what_earlier_numbers_of_a_ticket_drew_comes_last_for_ever() -> None:
    drawn = [
        [item.id for item in draw(BLUEPRINT[:1], BANK, *LOTS[: number + 1])] for number in range(4)
    ]

    assert drawn == [
        ["q9", "q36", "q48", "q27", "q54"],
        ["q18", "q6", "q24", "q15", "q45"],
        ["q21", "q57", "q39", "q30", "q51"],
        ["q33", "q0", "q12", "q3", "q42"],
    ]
    assert sorted(drawn[0] + drawn[1] + drawn[2] + drawn[3]) == sorted(
        item.id for item in BANK if item.competency == "f:0"
    )


@given(
    st.lists(QUOTAS, max_size=5),
    st.lists(ITEMS, unique_by=lambda item: item.id),
    st.lists(st.text(), min_size=1, max_size=4),
)
def test_items_seen_before_come_last_and_quotas_hold_all_the_same(
    blueprint: list[Quota], bank: list[Item], lots: list[str]
) -> None:
    drawn = draw(blueprint, bank, *lots)
    seen = {item.id for n in range(1, len(lots)) for item in draw(blueprint, bank[::-1], *lots[:n])}

    assert drawn == draw(blueprint, bank[::-1], *lots)
    for kind in {(quota.competency, quota.difficulty) for quota in blueprint}:
        pool = [item for item in bank if (item.competency, item.difficulty) == kind]
        mine = [item for item in drawn if (item.competency, item.difficulty) == kind]
        asked = sum(q.items for q in blueprint if (q.competency, q.difficulty) == kind)
        fresh = [item for item in pool if item.id not in seen]
        assert len(mine) == min(asked, len(pool))
        assert sum(item.id not in seen for item in mine) == min(asked, len(fresh))


def test_a_bank_of_ten_thousand_items_is_drawn_from() -> None:
    bank = tuple(structs.replace(BANK[n % 60], id=f"q{n}") for n in range(10_000))

    drawn = draw(BLUEPRINT, bank, "attempt-1")

    assert len({item.id for item in drawn}) == 15
    assert drawn == draw(BLUEPRINT, bank[::-1], "attempt-1")


def test_two_attempts_draw_different_items_in_different_orders() -> None:
    one, other = draw(BLUEPRINT, BANK, "attempt-1"), draw(BLUEPRINT, BANK, "attempt-2")

    assert {item.id for item in one} != {item.id for item in other}


@given(ITEMS)
def test_shuffling_loses_nothing(item: Item) -> None:
    def sorted_out(one: Item) -> object:
        plain = msgspec.to_builtins(one)
        for key in ("choices", "rows", "targets"):
            if key in plain:
                plain[key] = sorted(plain[key], key=str)
        for gap in plain.get("gaps", ()):
            gap["choices"] = sorted(gap["choices"], key=str)
        return plain

    assert sorted_out(shuffled_for(item, "attempt-1")) == sorted_out(item)


@pytest.mark.parametrize(("course", "salt"), [("a", 6), ("b", 1), ("d", 3), ("f", 5), ("h", 4)])
def test_a_bank_is_named_as_it_was_when_its_packs_were_published(course: str, salt: int) -> None:
    assert naming_of(course, "exam", Quiz(BANK)).salt == salt
