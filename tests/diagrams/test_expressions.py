"""The expression language: what it computes, strictly by the kind of value, and at a bounded cost."""

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from casesvc.diagrams.expressions import FUNCTIONS, ExpressionFailed, parse_expression
from casesvc.diagrams.expressions.language import MAX_DEPTH, MAX_NODES
from casesvc.diagrams.timers import working_days
from casesvc.diagrams.tokens import MAX_LENGTH, ExpressionRefused

UNIT = {"kind": "school", "head": {"name": "李"}, "staff": 12, "public": True, "__class__": "an entry like any other"}
NAMES = {
    "outcome": "approve", "level": 2, "levels": 3, "competent_units": ["a", "b", "c"], "amount": 12.5, "yes": True,
    "unit": UNIT, "nothing": None, "no_text": "", "no_items": [], "no_entries": {}, "half": 0.5, "one": 1,
}  # fmt: skip
GIVEN = {"count": lambda *_: 2, "all": lambda *_: False, "working_days": working_days}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("outcome == 'approve'", True),
        ('outcome == "return"', False),
        ("outcome != 'return'", True),
        ("outcome in ['approve', 'return']", True),
        ("outcome not in ('approve', 'return')", False),
        ("'pro' in outcome", True),
        ("'kind' in unit and 'size' not in unit", True),
        ("level < levels and level + 1 == levels", True),
        ("level - 1 > 5 or not yes", False),
        ("not (level >= levels)", True),
        ("len(competent_units) == levels", True),
        ("len(unit) == 5 and len(outcome) == 7", True),
        ("count('unit', 'approve') >= 2", True),
        ("all('unit', 'approve')", False),
        ("amount <= 12.5 and amount >= 12.5", True),
        ("half < one", True),
        ("'2026-01-05' < '2026-02-01'", True),
        ("-level == -2", True),
        ("outcome == None", False),
        ("nothing == None", True),
        ("yes == True", True),
        ("amount > 1 and\n  outcome == 'approve'", True),
        ("outcome == '退回'", False),
        ("outcome == '__import__'", False),
        ("outcome == '9**9**9'", False),
        ("field(unit, 'kind') == 'school'", True),
        ("field(unit, 'size') == None", True),
        ("field(nothing, 'kind') == None", True),
        ("field(field(unit, 'head'), 'name') == '李'", True),
        ("field(field(unit, 'roof'), 'colour') == None", True),
        ("field(unit, '__class__') == 'an entry like any other'", True),
        ("field(no_entries, '__class__') == None", True),
        ("field(unit, 'public')", True),
        ("not field(unit, 'public')", False),
        ("empty(nothing) and empty(no_text) and empty(no_items) and empty(no_entries)", True),
        ("empty(outcome) or empty(level) or empty(unit) or empty(False) or empty(0)", False),
    ],
)
def test_a_legitimate_expression_has_its_value(text: str, value: Any) -> None:
    assert parse_expression(text).evaluate(NAMES, GIVEN) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one == True", False),
        ("True == 1", False),
        ("one == '1'", False),
        ("one == 1.0", True),
        ("False in [0, '', None]", False),
        ("1 in [True]", False),
        ("None == False", False),
        ("no_items == no_entries", False),
        ("no_items == []", True),
        ("competent_units == ('a', 'b', 'c')", True),
        ("competent_units == ['a', 'b', 'd']", False),
        ("competent_units != ['a', 'b']", True),
        ("unit == unit", True),
        ("field(unit, 'head') == no_entries", False),
    ],
)
def test_values_of_different_kinds_are_never_equal(text: str, value: bool) -> None:
    assert parse_expression(text).evaluate(NAMES) is value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nobody == 1", "unknown-name"),
        ("field(nobody, 'a') == 1", "unknown-name"),
        ("empty(nobody)", "unknown-name"),
        ("level < 'x'", "values-do-not-fit"),
        ("level < nothing", "values-do-not-fit"),
        ("yes < 2", "values-do-not-fit"),
        ("competent_units < ['b']", "values-do-not-fit"),
        ("level in 5", "values-do-not-fit"),
        ("level in outcome", "values-do-not-fit"),
        ("competent_units in unit", "values-do-not-fit"),
        ("1 in unit", "values-do-not-fit"),
        ("'a' in nothing", "values-do-not-fit"),
        ("competent_units + 1 == 2", "values-do-not-fit"),
        ("outcome + outcome == outcome", "values-do-not-fit"),
        ("yes + 1 == 2", "values-do-not-fit"),
        ("outcome and yes", "values-do-not-fit"),
        ("yes and outcome", "values-do-not-fit"),
        ("yes and nothing", "values-do-not-fit"),
        ("not outcome", "values-do-not-fit"),
        ("not one", "values-do-not-fit"),
        ("not field(unit, 'kind')", "values-do-not-fit"),
        ("len(level) == 1", "values-do-not-fit"),
        ("len(nothing) == 0", "values-do-not-fit"),
        ("level + 1000000000000000 == 1", "values-do-not-fit"),
        ("field(outcome, 'upper') == None", "values-do-not-fit"),
        ("field(competent_units, '0') == None", "values-do-not-fit"),
        ("field(level, 'real') == None", "values-do-not-fit"),
        ("field(field(unit, 'kind'), 'x') == None", "values-do-not-fit"),
        ("working_days(0) == 1", "values-do-not-fit"),
        ("working_days(1) == 1", "values-do-not-fit"),
    ],
)
def test_values_that_do_not_fit_fail_and_are_never_taken_for_true(text: str, code: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        parse_expression(text).evaluate(NAMES, GIVEN)
    assert failed.value.code == code
    assert text in failed.value.message


def test_a_function_that_nobody_gives_fails_by_its_name() -> None:
    with pytest.raises(ExpressionFailed, match="count") as failed:
        parse_expression("count('unit', 'approve') > 1").evaluate(NAMES)
    assert (failed.value.code, failed.value.name) == ("unknown-function", "count")


def nested(depth: int, build: Callable[[Any], Any]) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = build(value)
    return value


LARGE: dict[str, Any] = {
    "long_list": list(range(100_000)),
    "same_list": list(range(100_000)),
    "deep_list": nested(100_000, lambda value: [value]),
    "deep_twin": nested(100_000, lambda value: [value]),
    "deep_record": nested(100_000, lambda value: {"a": value}),
    # Small in memory, and 2**60 leaves to whoever walks it.
    "doubled": nested(60, lambda value: [value, value]),
    "doubled_twin": nested(60, lambda value: [value, value]),
    "long_text": "a" * 5_000_000,
    "long_twin": "a" * 4_999_999 + "b",
    "many": {str(number): number for number in range(100_000)},
    "many_twin": {str(number): number for number in range(100_000)},
    "long_number": 10**100_000,
}


@pytest.mark.parametrize(
    "text",
    ["long_list == same_list", "deep_list == deep_twin", "doubled == doubled_twin", "long_text == long_twin",
     "many == many_twin", "'x' in long_list", "doubled in [doubled_twin]", "long_text in long_twin",
     "long_text < long_twin", "deep_record == deep_record", "deep_list in [1, deep_twin]"],
)  # fmt: skip
def test_comparing_values_of_any_size_costs_little_or_fails(text: str) -> None:
    expression = parse_expression(text)
    began = time.process_time()
    with pytest.raises(ExpressionFailed) as failed:
        expression.evaluate(LARGE)
    assert failed.value.code == "too-large"
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("text", "value"),
    [("len(long_list) > 1", True), ("empty(doubled)", False), ("field(deep_record, 'a') == 'x'", False),
     ("'77' in many", True), ("long_number > 5", True), ("long_number == 1.5", False), ("0 in long_list", True)],
)  # fmt: skip
def test_large_values_may_be_looked_at_without_walking_them(text: str, value: bool) -> None:
    began = time.process_time()
    assert parse_expression(text).evaluate(LARGE) is value
    assert time.process_time() - began < 0.2


def test_a_deep_stack_of_the_caller_is_a_failure_of_the_expression() -> None:
    expression = parse_expression("(" * 20 + "level" + " + 1)" * 20 + " == 22")
    assert expression.evaluate(NAMES) is True

    def below(depth: int) -> Any:
        return expression.evaluate(NAMES) if depth == 0 else below(depth - 1)

    frames = len(list(_frames()))
    with pytest.raises(ExpressionFailed) as failed:
        below(sys.getrecursionlimit() - frames - 30)
    assert failed.value.code == "too-large"


def _frames() -> Any:
    frame = sys._getframe()
    while frame is not None:
        yield frame
        frame = frame.f_back  # type: ignore[assignment]


def test_programs_among_the_values_are_not_let_through() -> None:
    for value in (print, int, sys, lambda: 1):
        with pytest.raises(ExpressionFailed):
            parse_expression("x == x").evaluate({"x": value})
        with pytest.raises(ExpressionFailed):
            parse_expression("field(x, 'y') == 1").evaluate({"x": {"y": value}})


def test_an_expression_tells_the_names_it_reads_and_the_calls_it_makes() -> None:
    expression = parse_expression("count('unit', 'approve') >= 2 and level < len(field(applicant, 'units'))")
    assert expression.names == {"level", "applicant"}
    assert [(call.function, call.words) for call in expression.calls] == [
        ("count", ("unit", "approve")),
        ("len", (None,)),
        ("field", (None, "units")),
    ]


@pytest.mark.parametrize(
    ("text", "condition", "name"),
    [("a", True, True), ("field(a, 'b')", True, True), ("a == 1", True, False), ("not a", True, False),
     ("empty(a)", True, False), ("all('a', 'b')", True, False), ("True", True, False), ("a and b", True, False),
     ("len(a)", False, False), ("count('a', 'b')", False, False), ("1", False, False), ("'a'", False, False),
     ("a + 1", False, False), ("-1", False, False), ("[a]", False, False), ("None", False, False),
     ("working_days(5)", False, False)],
)  # fmt: skip
def test_an_expression_tells_whether_it_can_be_a_condition(text: str, condition: bool, name: bool) -> None:
    expression = parse_expression(text)
    assert (expression.may_be_condition, expression.is_name) == (condition, name)


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("len( a )==-1", "len(a) == -1"),
        ("not(a)and(b or\n c)", "not (a) and (b or c)"),
        ("a in['x','y']", "a in ['x', 'y']"),
        ("a-1>-b", "a - 1 > -b"),
        ("field ( a , 'b  c' )", "field(a, 'b  c')"),
        ("-(-a) == [ -1 , 2 ]", "-(-a) == [-1, 2]"),
    ],
)
def test_the_text_of_an_expression_is_the_same_however_it_is_spaced(text: str, spaced: str) -> None:
    assert parse_expression(text).text == spaced
    assert parse_expression(spaced).text == spaced


def test_messages_quote_what_the_administrator_wrote() -> None:
    expression = parse_expression("not (urgent == True)", "${!urgent}")
    assert (expression.text, expression.quoted) == ("not (urgent == True)", "${!urgent}")
    with pytest.raises(ExpressionFailed, match=r"\$\{!urgent\}") as failed:
        expression.evaluate({})
    assert failed.value.name == "urgent"
    assert "True" not in failed.value.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (MAX_LENGTH + 1), "too-long"),
        (" and ".join(["a"] * (MAX_NODES + 1)).replace("a and a", "a<1"), "too-long"),
        ("[" + "1," * 450 + "1]", "too-complex"),
        ("[" + "a," * (MAX_NODES // 2 + 1) + "a]", "too-complex"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "too-complex"),
        ("(" * 300 + "a" + ")" * 300, "too-complex"),
        ("not " * 120 + "yes", "too-complex"),
        ("-" * 300 + "1", "too-complex"),
        ("", "empty"),
        ("   \n", "empty"),
        ("a ==", "syntax"),
        ("(a", "syntax"),
        ("a b", "syntax"),
        ("1 < level < 3", "chained-comparison"),
        ("1 and yes", "not-allowed"),
        ("not 'yes'", "not-allowed"),
        ("yes or len(level)", "not-allowed"),
        ("outcome = 'approve'", "not-allowed"),
        ("lambda", "not-allowed"),
        ("class == 1", "not-allowed"),
        ("sum(a)", "unknown-function"),
        ("len", "arguments"),
        ("len()", "arguments"),
        ("count(outcome, 'approve')", "arguments"),
        ("field(unit)", "arguments"),
        ("field(unit, outcome)", "arguments"),
        ("field(unit, 1)", "arguments"),
        ("field('unit', 'kind')", "arguments"),
        ("field([1], 'kind')", "arguments"),
        ("field(empty(a), 'kind')", "arguments"),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_outside_the_language_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        parse_expression(text)
    assert refused.value.code == code


def test_a_single_equals_sign_is_explained() -> None:
    with pytest.raises(ExpressionRefused, match="相等请写成 =="):
        parse_expression("outcome = 'approve'")


def test_the_functions_are_named_in_the_refusal_of_another() -> None:
    with pytest.raises(ExpressionRefused) as refused:
        parse_expression("sum(a)")
    assert [name for name in FUNCTIONS if name not in refused.value.message] == []
