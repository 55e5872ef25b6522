"""What cells of conditions hold for."""

from typing import Any

import pytest

from casesvc.diagrams.decisions import DecisionFailed
from tests.diagrams.decisions.dmn import answer, decision, file, given, holds, read, table


@pytest.mark.parametrize(
    ("conditions", "value", "expected"),
    [
        ("-", 1, True),
        ("-", None, True),
        ("", 1, True),
        ('"博士"', "博士", True),
        ('"博士", "硕士"', "硕士", True),
        ('"博士", "硕士"', "学士", False),
        ('not("博士", "硕士")', "学士", True),
        ('not("博士", "硕士")', "硕士", False),
        ('not("博士")', None, True),
        ("not(not(true))", True, True),
        ("5", 5.0, True),
        ("-5", -5, True),
        ("< 5", 4, True),
        ("<= 5", 5, True),
        ("> 5", 5, False),
        (">= 5", 5, True),
        ("!= 5", 5, False),
        ("= 5", 5, True),
        ("< 5", None, False),
        ("not(< 5)", None, False),
        ("< 5", "4", False),
        ("[1..5]", 1, True),
        ("[1..5)", 5, False),
        ("(1..5]", 1, False),
        ("]1..5[", 1, False),
        ("]1..5[", 4, True),
        ("[1..5], > 100", 101, True),
        ("null", None, True),
        ("null", 0, False),
        ("not(null)", 0, True),
        ("true", True, True),
        ("true", 1, False),
        ("false", None, False),
        ("? > 5", 6, True),
        ("? > 5 and ? < 7", 6, True),
        ('starts with(?, "2026")', "2026-05", True),
        ('not(contains(?, "x"))', "axb", False),
        ('["A".."C"]', "B", True),
        ("[1, 2, 3]", 2, True),
        ("[1, 2, 3]", [1, 2, 3], True),
        ("list contains(?, 2)", [1, 2], True),
        ("other", 7, True),
        ("> other", 8, True),
        ("[other..10]", 7, True),
        ("]other..10[", 7, False),
        ("other + 1", 8, True),
        ("listed", "b", True),
        ("other > 5", "anything", True),
        ("other > 5", True, True),
        ("other > 5", False, False),
    ],
)
def test_a_condition_holds_or_not(conditions: str, value: Any, expected: bool) -> None:
    assert holds(conditions, value, other=7, listed=["a", "b"]) is expected


def test_an_interval_needs_its_brackets() -> None:
    with pytest.raises(DecisionFailed, match="syntax"):
        holds("1..5", 3)


@pytest.mark.parametrize(
    ("conditions", "value", "expected"),
    [
        ('< date("2026-01-01")', "2025-12-31", True),
        ('[date("2026-01-01")..date("2026-12-31")]', "2026-12-31", True),
        ('@"2026-01-01"', "2026-01-01", True),
        ('< date("2026-01-01")', None, False),
        ('< date("2026-01-01")', "next year", False),
    ],
)
def test_a_text_in_a_column_of_dates_is_a_date(conditions: str, value: Any, expected: bool) -> None:
    rows = table([("born", "date")], [[conditions, "true"], ["-", "false"]], policy="FIRST")
    assert answer(file(decision("d", rows)), born=value) is expected


def test_texts_joined_by_or_would_never_hold_and_are_refused() -> None:
    with pytest.raises(DecisionFailed, match="请用逗号分开"):
        holds('"a" or "b"', "a")


def test_a_column_may_have_another_name_for_its_value() -> None:
    rows = table(["years * 12"], [["months > 24", '"long"'], ["months <= 24", '"short"']])
    aliased = rows.replace("<input>", '<input camunda:inputVariable="months">')
    decisions = read(given("years"), decision("d", aliased, needs=["years"]))
    assert [answer(decisions, years=years) for years in (1, 3)] == ["short", "long"]
