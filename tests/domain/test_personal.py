"""One form is kept of a person's values, and what no person ever wrote is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.personal import (
    alike,
    doubtful,
    hides,
    is_lettered,
    personal,
    remains,
    spoilt,
)

KEPT = {
    "no-break and narrow spaces": (" Awa\u00a0 \u202fTraoré\t", "Awa Traoré"),
    "accents of their own": ("E\u0301lodie", "Élodie"),
    "what nobody sees, at the ends": ("\u200bB1\u200b\u00ad", "B1"),
    "marks of direction": ("Kofi\u202e\u200f Mensah", "Kofi Mensah"),
    "a mark of byte order": ("\ufeffAwa", "Awa"),
    "a joiner within a Persian name": ("علی\u200cرضا", "علی\u200cرضا"),
    "a joiner at the end of one": ("رضا\u200c", "رضا"),
    "a joiner within a Latin name": ("A\u200dda", "Ada"),
    "nothing that is seen": ("\u200d\u200c\u2060", ""),
}


@pytest.mark.parametrize("what", KEPT)
def test_a_value_is_kept_in_one_form(what: str) -> None:
    typed, kept = KEPT[what]
    assert personal(typed) == kept


@given(st.text())
def test_a_kept_value_stays_as_it_is(text: str) -> None:
    assert personal(personal(text)) == personal(text)


@pytest.mark.parametrize(
    "value",
    [
        "A\u200bda",
        "Ada\x1b[2J",
        "\U000e0041d\U000e0041a\x00b",
        "Ada\u3164Ba",
        "\u2800",
        "Ada\ufe0f",
    ],
)
def test_what_is_hidden_inside_is_seen(value: str) -> None:
    assert hides(personal(value))


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("É7", "E\u03017"),
        ("B1", "B1\u200b"),
        ("B1", "B\u00a01"),
        ("st01", "ST01"),
        ("00123", "123"),
        ("١٢٣", "123"),
        ("P\u20111", "P-1"),
        ("Ｂ１", "b1"),
        ("АВ12", "AB12"),
        ("ΑΒ12", "ab12"),
        ("B1\ufe0f", "B\u31641"),
    ],
)
def test_numbers_that_look_alike_are_one(number: str, other: str) -> None:
    assert alike(number) == alike(other)


@pytest.mark.parametrize(("number", "other"), [("A007", "A7"), ("12", "21"), ("ሀ1", "ሐ1")])
def test_numbers_that_differ_are_two(number: str, other: str) -> None:
    assert alike(number) != alike(other)


REMAINS = {
    "error": ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#NOM?", "#NV",
              "#¡VALOR!", "#¿NOMBRE?", "#####", "#SPILL!", "#GETTING_DATA", "Err:502", "#n/a"],
    "nothing": ["NULL", "NaN", "N/A"],
    "rounded": ["2.02412E+11", "2,02E+11", "2.02e+11", "1E+05", "2,02E11",
                "123456789012345000"],
    "yes or no": ["TRUE", "FAUX"],
    "amount": ["12%", "$12", "12 €"],
    "decimals": ["123.0", "123,00"],
    "date": ["12-Mar", "Mar-12", "12-mars", "3-févr.", "01/02/2024", "2024-03-12", "12-Dec-2023",
             "12-مارس", "12. März", "12-ማርች", "3-Mei",
             "2024-03-12 00:00:00", "janv.-24"],
    "formula": ['="00123"', "=A1", "+221771234567", "@x", "-12", "＝cmd", "＠x"],
    "mark of a text": ["'00123"],
}  # fmt: skip


@pytest.mark.parametrize("value", [each for found in REMAINS.values() for each in found])
def test_what_a_spreadsheet_left_is_known(value: str) -> None:
    (kind,) = (kind for kind, found in REMAINS.items() if value in found)
    assert kind in remains(value)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("01/03|P7|00123", "01/03"),
        ("03-04|3-4-24|03.04.|2024/3/4|01-03-2024", "03-04|3-4-24|03.04.|2024/3/4|01-03-2024"),
        ("٠١/٠٣|12", "٠١/٠٣"),
        ("45/19|01/03|12/03", ""),
        ("45-19|01/03", "01/03"),
        ("45/19|40-50|12.3|2024-117|001/003|0/3|1/2/3|AB/0", ""),
        ("01:30|1:30:00|P:1|12:30 PM", "01:30|1:30:00|12:30 PM"),
        ("01:30|45:99", ""),
        ("1,234|12 345|1'234'567|1234", "1,234|12 345|1'234'567"),
        ("12 345|12 34", ""),
    ],
)
def test_numbers_that_a_spreadsheet_may_have_made_are_known_by_their_column(
    numbers: str, told: str
) -> None:
    assert set(doubtful(numbers.split("|"))) == set(filter(None, told.split("|")))


MISREAD = {
    "cp1252": ["Traoré", "Zoë", "Żak"],
    "mac_roman": ["Traoré", "Ouédraogo"],
    "cp850": ["Traoré"],
    "cp437": ["Traoré"],
    "cp1251": ["Ольга"],
}
SPOILT = ["Traor\ufffd", "Traor?", "Traor&eacute;", "Traor&#233;", "<b>Traore</b>"]


@pytest.mark.parametrize(
    "word",
    SPOILT + [word.encode().decode(wrong) for wrong, words in MISREAD.items() for word in words],
)
def test_what_an_encoding_spoilt_is_known(word: str) -> None:
    assert spoilt(f"Awa {word}")


NAMES = """Awa Traoré, Ó’Brien, d’Éon, Zoë Ça, أمينة بنت محمد, ሰላማዊት, Łukasz Żak, Ольга, N'Diaye,
    O'Neill, Ngũgĩ wa Thiong’o, Jean-Marie, Null, Maï, Mai, May Mar, Ñandú, 王芳, José Ángel, Õnne,
    Ana-Maria Über, Åsa Ärlig, علی\u200cرضا"""
NUMBERS = "P1, 00123, 2024-117, É7, A12-MAR, 12-Market, 12.3, st/01, 1E5, N-A, #12, AB/0"


@pytest.mark.parametrize("value", f"{NAMES}, {NUMBERS}".replace("\n   ", "").split(", "))
def test_what_people_are_called_is_left_alone(value: str) -> None:
    assert (personal(value), remains(value), spoilt(value), hides(value)) == (value, "", "", False)
    assert is_lettered(value) or value in NUMBERS.split(", ")


@pytest.mark.parametrize("name", ["\u3164", "\u115f \uffa0", "123", "\u2800"])
def test_what_shows_no_letter_is_no_name(name: str) -> None:
    assert not is_lettered(name)
