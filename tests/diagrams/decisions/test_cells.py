"""What expressions say: arithmetic, texts, dates, lists, and null for what does not fit together."""

from datetime import date
from typing import Any

import pytest

from casesvc.diagrams.decisions import DecisionFailed
from tests.diagrams.decisions.dmn import answer, component, decision, given, item, literal, read, say


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4", 3),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("-5 ** 2", 25),
        ("2 ** 3 ** 2", 64),
        ("10 ** -2", 0.01),
        ("0.1 + 0.2", 0.3),
        (".5", 0.5),
        ("1.2e3", 1200),
        ("10 / 4", 2.5),
        ("- (2 + 3)", -5),
        ("9007199254740993 + 0", 9007199254740993),
        ("10 / 0", None),
        ('1 + "1"', None),
        ("null + 1", None),
        ('-"text"', None),
    ],
)
def test_arithmetic_is_exact_and_null_where_it_makes_no_sense(expression: str, value: Any) -> None:
    assert say(expression) == value


def test_a_whole_number_comes_out_as_one() -> None:
    assert type(say("2.5 * 2")) is int
    assert type(say("n + 1", n=1.0)) is int


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"人才" + "引进"', "人才引进"),
        (r'"a\"b\\c\n"', 'a"b\\c\n'),
        (r'"\u6c5f\uD83D\uDE00\U01F40E"', "江😀🐎"),
        ('string length("三个字")', 3),
        ('substring("foobar", 3)', "obar"),
        ('substring("foobar", 3, 2)', "ob"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", 0)', None),
        ('substring(string: "foobar", start position: 3)', "obar"),
        ('upper case("abc")', "ABC"),
        ('lower case("ABC")', "abc"),
        ('contains("foobar", "ob")', True),
        ('starts with("foobar", "fo")', True),
        ('ends with("foobar", "fo")', False),
        ('substring before("foobar", "bar")', "foo"),
        ('substring after("foobar", "ob")', "ar"),
        ('substring before("foobar", "x")', ""),
        ('string join(["a", null, "b"], "-")', "a-b"),
        ("string(1.50)", "1.5"),
        ("string(true)", "true"),
        ("string(null)", None),
        ('number("1 234,5", " ", ",")', 1234.5),
        ('number("12")', 12),
        ('number("twelve")', None),
        ('number("NaN")', None),
        ("contains(1, 2)", None),
    ],
)
def test_texts(expression: str, value: Any) -> None:
    assert say(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("decimal(1 / 3, 2)", 0.33),
        ("decimal(2.5, 0)", 2),
        ("round half up(2.5, 0)", 3),
        ("round up(1.21, 1)", 1.3),
        ("round down(-1.29, 1)", -1.2),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("abs(-3)", 3),
        ("modulo(-7, 3)", 2),
        ("modulo(7, 0)", None),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("log(0)", None),
        ("exp(0)", 1),
        ("even(4)", True),
        ("odd(-3)", True),
    ],
)
def test_numbers(expression: str, value: Any) -> None:
    assert say(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("count([])", 0),
        ("sum([1, 2, 3])", 6),
        ("sum(1, 2, 3)", 6),
        ("sum([])", None),
        ('sum([1, "2"])', None),
        ("min(3, 1, 2)", 1),
        ('max(["a", "c", "b"])', "c"),
        ("mean(1, 2)", 1.5),
        ("median(4, 1, 3)", 3),
        ("product(2, 3, 4)", 24),
        ("all([true, true])", True),
        ("all([true, null])", None),
        ("any([false, null, true])", True),
        ("list contains([1, 2], 2)", True),
        ("list contains([1, null], null)", True),
        ("append([1], 2)", [1, 2]),
        ("append([1], [2], 3)", [1, [2], 3]),
        ("append(1, null)", [1, None]),
        ("concatenate([1], [2, 3])", [1, 2, 3]),
        ("concatenate([[1], [2]])", [[1], [2]]),
        ("concatenate([1], null)", None),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 1, true, 1.0])", [1, True]),
        ("flatten([[1, [2]], 3])", [1, 2, 3]),
        ("reverse([1, 2])", [2, 1]),
        ("sublist([1, 2, 3], 2)", [2, 3]),
        ("sublist([1, 2, 3], -2, 1)", [2]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("remove([1, 2, 3], 4)", None),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("[1, 2, 3][2]", 2),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][4]", None),
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[{a: 1}, {a: 2}, {b: 3}][a > 1]", [{"a": 2}]),
        ("[{a: 1}, {a: 2}].a", [1, 2]),
        ("for i in 1..3 return i * i", [1, 4, 9]),
        ("for i in [1, 2], j in [10, 20] return i + j", [11, 21, 12, 22]),
        ("for i in 2..1 return i", [2, 1]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("every x in [] satisfies x > 1", True),
    ],
)
def test_lists(expression: str, value: Any) -> None:
    assert say(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('date("2026-01-31") + duration("P1M")', "2026-02-28"),
        ('date("2026-03-01") - date("2026-02-01")', "P28D"),
        ('date("2026-03-01") - duration("P1D")', "2026-02-28"),
        ("date(2026, 2, 29)", None),
        ('date("2026-05-04").year', 2026),
        ('date("2026-05-04").weekday', 1),
        ('@"2026-05-04" < @"2026-05-05"', True),
        ('date and time("2026-05-04T10:00:00Z") = date and time("2026-05-04T18:00:00+08:00")', True),
        ('date and time("2026-05-04T10:00:00").hour', 10),
        ('date and time("2026-05-04")', "2026-05-04T00:00:00"),
        ('date(date and time("2026-05-04T10:00:00"))', "2026-05-04"),
        ('time("23:30:00") + duration("PT1H")', "00:30:00"),
        ('duration("P1Y2M") > duration("P13M")', True),
        ('duration("P1Y") = duration("P365D")', None),
        ('duration("PT90M")', "PT1H30M"),
        ('duration("-P1DT1H").hours', -1),
        ('duration("P1D") * 1.5', "P1DT12H"),
        ('duration("P1Y") / 2', "P6M"),
        ('duration("P2D") / duration("P1D")', 2),
        ('years and months duration(date("2019-12-22"), date("2026-05-04"))', "P6Y4M"),
        ('years and months duration(date("2026-05-04"), date("2019-12-22"))', "-P6Y4M"),
        ('string(date("2026-05-04"))', "2026-05-04"),
        ('duration("P9999999Y") + date("2026-05-04")', None),
        ('@"2026-05-04".hour', None),
    ],
)
def test_dates_times_and_durations(expression: str, value: Any) -> None:
    assert say(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("true and null", None),
        ("false and null", False),
        ("true or null", True),
        ("false or null", None),
        ("not(null)", None),
        ("not(false)", True),
        ('true and "yes"', None),
        ("null = null", True),
        ("null = 0", False),
        ('1 = "1"', None),
        ("true = 1", None),
        ("[true] = [1]", False),
        ("null < 1", None),
        ("true < false", None),
        ("[1, 2] = [1, 2.0]", True),
        ("{a: 1} = {a: 1}", True),
        ("1 != 2", True),
        ("if null then 1 else 2", 2),
        ("5 between 1 and 5", True),
        ("5 in [1..5]", True),
        ("5 in (1..5)", False),
        ("5 in (< 3, > 4)", True),
        ("5 in null", False),
    ],
)
def test_null_is_neither_true_nor_false(expression: str, value: Any) -> None:
    assert say(expression) == value


def test_names_may_hold_blanks_and_signs_and_the_longest_wins() -> None:
    values = {"申报 年度": 2026, "a": 10, "b": 1, "a-b": 5, "Person's age": 30, "a b": 7}
    assert say("申报 年度 + 1", **values) == 2027
    assert say("申报   年度", **values) == 2026
    assert say("a-b", **values) == 5
    assert say("a - b", **values) == 9
    assert say("Person's age * 2", **values) == 60
    assert say("a b + a", **values) == 17


def test_an_entry_of_a_context_is_reached_by_a_full_stop() -> None:
    person = {"年龄": 30, "学历": {"level": "博士"}}
    assert say("person.年龄 > 20", person=person) is True
    assert say("person.学历.level", person=person) == "博士"
    assert say("person.missing", person=person) is None
    assert say("person.年龄.real", person=person) is None


def test_members_with_blanks_are_known_from_the_types_of_the_file() -> None:
    person = item("tPerson", "", component("Monthly Income", "number"), component("end date", "date"))
    parts = (person, given("Person", "tPerson"))
    raised = decision("d", literal("Person.Monthly Income * 2"), needs=["Person"])
    year = decision("e", literal("Person.end date.year"), needs=["Person"])
    decisions = read(*parts, raised, year)
    assert answer(decisions, Person={"Monthly Income": 10}) == 20
    assert answer(decisions, "e", Person={"end date": "2026-05-04"}) == 2026


@pytest.mark.parametrize(
    "value", ["a", "", True, False, None, 3, 2.5, [1, "a"], {"a": [None]}, [], {}, 10**20, "𠮷 \" ' \\ </text>"]
)
def test_a_value_comes_back_as_it_was_given(value: Any) -> None:
    returned = say("x", x=value)
    assert (returned, type(returned)) == (value, type(value))


def test_a_date_may_be_given_as_one() -> None:
    assert say('x + duration("P1D")', x=date(2026, 12, 31)) == "2027-01-01"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "too-large"),
        (float("inf"), "too-large"),
        (10**34, "too-large"),
        (10**400, "too-large"),
        ("a" * 20_001, "too-large"),
        ([0] * 20_001, "too-large"),
        (object(), "values-do-not-fit"),
        (b"bytes", "values-do-not-fit"),
    ],
)
def test_a_value_cells_cannot_hold_is_refused(value: Any, code: str) -> None:
    with pytest.raises(DecisionFailed) as failed:
        say("x", x=value)
    assert failed.value.code == code


def test_a_value_nested_too_deep_is_refused() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    with pytest.raises(DecisionFailed, match="too-deep"):
        say("x", x=deep)


def test_comments_are_no_part_of_an_expression() -> None:
    assert say("1 + /* two */ 2 // three") == 3


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("", "empty"),
        ("1 +", "syntax"),
        ("(1", "syntax"),
        ("1 2", "syntax"),
        ("[1..", "syntax"),
        ("if true then 1", "syntax"),
        ("1 == 1", "syntax"),
        ('"open', "not-allowed"),
        ("1 + ＋", "not-allowed"),
        ("（1）", "not-allowed"),
        ("“文字”", "not-allowed"),
        ("a; b", "not-allowed"),
        ("'a'", "not-allowed"),
        ("1 < 2 < 3", "chained-comparison"),
        ("x instance of number", "not-supported"),
        ("function(x) x + 1", "unknown-function"),
        ("sort([2, 1], before)", "unknown-function"),
        ('replace("a", "b", "c")', "unknown-function"),
        ('matches("a", "(a+)+")', "unknown-function"),
        ("now()", "unknown-function"),
        ("__import__(1)", "unknown-function"),
        ("count()", "arguments"),
        ('contains("a")', "arguments"),
        ('contains(string: "a", other: "b")', "arguments"),
        ('contains("a", match: "b")', "arguments"),
        ('date("2026-02-30")', "bad-literal"),
        ('date and time("2026-02-03T10:00:00@Asia/Shanghai")', "bad-literal"),
        ('@"soon"', "bad-literal"),
        ("1e99999", "bad-literal"),
        ("{a: 1, a: 2}", "syntax"),
        ("unknown + 1", "unknown-name"),
    ],
)
def test_what_is_outside_the_language_is_refused_by_name(expression: str, code: str) -> None:
    with pytest.raises(DecisionFailed) as failed:
        say(expression)
    assert (failed.value.code, failed.value.element) == (code, "d")


def test_a_name_that_should_be_a_text_is_told_so() -> None:
    with pytest.raises(DecisionFailed, match="如果是文字，请加上英文双引号"):
        say("博士")
