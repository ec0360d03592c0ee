"""The same text takes about as long to read in every script."""

from __future__ import annotations

import pytest

from ujuzi.authoring.reading_time import WORDS_A_MINUTE, minutes_to_read, words_of

SAID = {
    "en": "All human beings are born free and equal in dignity and rights.",
    "am": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።",
    "am-old": "የሰው፡ልጅ፡ሁሉ፡ሲወለድ፡ነጻና፡በክብርና፡በመብትም፡እኩልነት፡ያለው፡ነው።",
    "ar": "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
    "zh": "人人生而自由,在尊严和权利上一律平等。",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "my": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် လည်းကောင်း၊",
    "km": "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងសេចក្តីថ្លៃថ្នូរនិងសិទ្ធិ",
    "nko": "ߡߐ߱ ߓߍ߯ ߓߘߎߟߋ߲߬ ߠߋ߬ ߤߐߘߐ߬ߖߊ߮ ߟߎ߫ ߡߊ߬",
}
"""The first article of the Universal Declaration of Human Rights, or its beginning."""


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_has_about_as_many_words_in_every_script(language: str) -> None:
    assert 6 <= words_of(SAID[language]) <= 30


def test_a_text_without_blanks_takes_its_minutes() -> None:
    assert minutes_to_read("word " * WORDS_A_MINUTE * 3) == 3
    assert 6 <= minutes_to_read(SAID["zh"] * 100) <= 15
    assert minutes_to_read("") == 1


def test_marks_of_markdown_are_no_words() -> None:
    assert words_of("## one - two | | |\n|---|---|\n> three") == 3
