from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casesvc.documents.line_breaking import NEVER_FIRST, NEVER_LAST, Glyph, balanced, break_lines, width_of_line


def glyphs(text: str) -> list[Glyph]:
    """Chinese characters one wide, Latin ones half."""
    return [Glyph(character, "", 0.5 if ord(character) < 0x2000 else 1.0) for character in text]


def lines(text: str, width: float) -> list[str]:
    return ["".join(glyph.character for glyph in line) for line in break_lines(glyphs(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("材料齐全，同意。", 4, ["材料齐", "全，同", "意。"]),
        ("参见《办法》三", 3, ["参见", "《办", "法》三"]),
        ("自2026年11月20日起", 5, ["自", "2026年11月", "20日起"]),
        ("自2026年11月20日起", 7, ["自", "2026年11月20日", "起"]),
        ("2010.09—2014.07", 5, ["2010.09—", "2014.07"]),
        ("电话13800000000", 6, ["电话", "13800000000"]),
        ("Journal of Alloys", 5, ["Journal of", "Alloys"]),
        ("买买提江·库尔班江", 6, ["买买提江·", "库尔班江"]),
        ("增长40%以上", 3, ["增长", "40%以", "上"]),
        ("身份11010519900307201X", 5, ["身份", "1101051990", "0307201X"]),
        ("甲\u2028\u2028乙", 5, ["甲", "", "乙"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_where_a_chinese_typesetter_would_end_them(text: str, width: float, expected: list[str]) -> None:
    assert lines(text, width) == expected


WORDS = st.text(alphabet="申报人才，。《》（）、：0123456789年月日ABC ·—\u3000\u2028", max_size=60)


@given(WORDS, st.integers(2, 12))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    broken = break_lines(glyphs(text), width)
    assert all(width_of_line(line) <= width for line in broken)
    kept = "".join(glyph.character for line in broken for glyph in line)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["申", "报，", "才。", "《办》", "（见", "附）", "“优”；"])), st.integers(4, 12))
def test_punctuation_keeps_its_side_of_a_line_break(parts: list[str], width: int) -> None:
    for before, after in pairwise(lines("".join(parts), width)):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST


def test_a_label_does_not_end_in_one_character() -> None:
    broken = balanced([Glyph(each, "", 10) for each in "业务主管部门意见"], 75)
    assert [len(line) for line in broken] == [4, 4]


def test_balancing_ends_where_nothing_can_be_narrower() -> None:
    assert len(balanced([Glyph(each, "", 10) for each in "意见"], 12)) == 2
