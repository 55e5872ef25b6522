"""Decisions that require others, functions of the file, boxes, and the types of what goes in and comes out."""

from typing import Any

import pytest

from casesvc.diagrams.decisions import DecisionFailed, names_needed
from tests.diagrams.decisions.dmn import (
    answer,
    component,
    context,
    decision,
    file,
    function,
    given,
    invocation,
    item,
    literal,
    read,
    table,
)

POINTS = (
    given("degree", "string"),
    given("years", "number"),
    decision("by_degree", table(["degree"], [['"博士"', "30"], ["-", "10"]], policy="FIRST"), needs=["degree"]),
    decision("by_years", literal("min(years * 2, 20)"), needs=["years"], title="By years"),
    decision("total", literal("by_degree + By years"), needs=["#by_degree", "#by_years"], title="总分"),
    decision("d", table(["总分"], [[">= 40", '"合格"'], ["< 40", '"不合格"']]), needs=["#total"]),
)


def test_what_a_decision_requires_is_decided_first() -> None:
    decisions = read(*POINTS)
    assert answer(decisions, degree="博士", years=6) == "合格"
    assert answer(decisions, degree="硕士", years=20) == "不合格"
    assert answer(decisions, "total", degree="硕士", years=20) == 30


def test_a_decision_is_found_by_id_or_name() -> None:
    decisions = read(*POINTS)
    assert answer(decisions, "总分", degree="博士", years=1) == answer(decisions, "total", degree="博士", years=1) == 32
    assert answer(decisions, "By  years", years=3) == 6
    with pytest.raises(DecisionFailed) as failed:
        answer(decisions, "missing")
    assert (failed.value.code, failed.value.element) == ("unknown-decision", "missing")


def test_names_from_outside_are_known_before_a_decision_is_made() -> None:
    decisions = read(*POINTS)
    assert names_needed(decisions, "d") == {"degree", "years"}
    assert names_needed(decisions, "by_years") == {"years"}
    assert names_needed(read(decision("d", table(["age", "a.b"], [["> limit", "-", "result"]]))), "d") == {
        "age",
        "a",
        "limit",
        "result",
    }
    assert names_needed(read(decision("d", literal("for i in list return i + [1][item > n]"))), "d") == {"list", "n"}


def test_a_declared_input_that_is_not_given_is_null_and_any_other_name_a_failure() -> None:
    declared = read(given("x"), decision("d", literal("x = null"), needs=["x"]))
    assert answer(declared) is True
    with pytest.raises(DecisionFailed, match="unknown-name"):
        answer(read(decision("d", literal("x = null"))))


def test_a_name_nobody_uses_is_not_looked_at() -> None:
    assert answer(read(given("unused", "number"), decision("d", literal("1"))), unused=object()) == 1


def test_decisions_in_a_circle_are_a_failure() -> None:
    decisions = read(
        decision("d", literal("b"), needs=["#b"]),
        decision("b", literal("c"), needs=["#c"]),
        decision("c", literal("b"), needs=["#b"]),
    )
    with pytest.raises(DecisionFailed, match="circle at b"):
        answer(decisions)


def test_a_requirement_that_is_missing_is_a_failure() -> None:
    with pytest.raises(DecisionFailed, match="unknown-requirement at d"):
        answer(read(decision("d", literal("1"), needs=["#gone"])))


def test_a_long_chain_of_decisions_is_decided() -> None:
    chain = [decision(f"n{i}", literal(f"n{i - 1} + 1"), needs=[f"#n{i - 1}"]) for i in range(1, 1500)]
    assert answer(read(decision("n0", literal("0")), *chain), "n1499") == 1499


def test_a_decision_required_on_many_ways_is_decided_once() -> None:
    chain = [
        decision(f"n{i}", literal(f"n{i - 1} + n{i - 1}"), needs=[f"#n{i - 1}", f"#n{i - 1}"]) for i in range(1, 100)
    ]
    assert answer(read(decision("n0", literal("1")), *chain), "n99") == 2**99


def test_a_function_is_called_by_position_by_name_and_in_a_box() -> None:
    area = function("area", literal("width * height"), ("width", "number"), ("height", "number"))
    for logic in (
        literal("area(2, 3)"),
        literal("area(height: 3, width: 2)"),
        invocation("area", width="1 + 1", height="3"),
    ):
        assert answer(read(area, decision("d", logic, needs=["!area"]))) == 6


def test_a_function_may_hold_a_table_and_call_another() -> None:
    factor = function("factor", table(["level"], [["1", "0.5"], ["-", "1"]], policy="FIRST"), "level")
    pay = function("pay", literal("base * factor(level)"), "base", "level", needs=["!factor"])
    decisions = read(factor, pay, decision("d", literal("pay(100, 1) + pay(100, 2)"), needs=["!pay"]))
    assert answer(decisions) == 150


def test_a_function_sees_its_parameters_only() -> None:
    inner = function("inner", literal("a + secret"), "a")
    with pytest.raises(DecisionFailed, match="unknown-name"):
        answer(read(inner, given("secret"), decision("d", literal("inner(1)"), needs=["!inner", "secret"])), secret=1)


@pytest.mark.parametrize("logic", [literal("f(1)"), literal("f(b: 1, a: 2, c: 3)"), invocation("f", a="1", c="2")])
def test_a_call_with_other_arguments_is_a_failure(logic: str) -> None:
    with pytest.raises(DecisionFailed, match="arguments"):
        answer(read(function("f", literal("a + b"), "a", "b"), decision("d", logic, needs=["!f"])))


def test_a_function_that_is_not_required_cannot_be_called() -> None:
    parts = (function("f", literal("1")), decision("d", invocation("f")), decision("e", literal("f()")))
    for name in ("d", "e"):
        with pytest.raises(DecisionFailed, match="unknown-function"):
            answer(read(*parts), name)


def test_a_function_that_calls_itself_is_a_failure() -> None:
    endless = function("f", literal("f(n + 1)"), "n", needs=["!f"])
    with pytest.raises(DecisionFailed, match="circle"):
        answer(read(endless, decision("d", literal("f(1)"), needs=["!f"])))


def test_entries_of_a_context_see_those_before_them() -> None:
    boxes = context(("net pay", literal("10 - 2")), ("twice", literal("net pay * 2")))
    assert answer(read(decision("d", boxes))) == {"net pay": 8, "twice": 16}
    with_result = context(("a", literal("2")), ("t", table(["a"], [["2", '"two"']])), ("", literal('t + "!"')))
    assert answer(read(decision("d", with_result))) == "two!"


def test_lists_and_relations() -> None:
    row = f"<row>{literal('1')}{literal('2')}</row>"
    relation = f'<relation><column name="a"/><column name="b b"/>{row}</relation>'
    decisions = read(
        decision("l", f"<list>{literal('1')}{literal('1 + 1')}</list>"),
        decision("r", relation),
        decision("d", literal("r[a = 1].b b"), needs=["#r"]),
    )
    assert answer(decisions, "l") == [1, 2]
    assert answer(decisions, "r") == [{"a": 1, "b b": 2}]
    assert answer(decisions) == [2]


@pytest.mark.parametrize(
    ("type_", "value", "result"),
    [
        ("date", "2026-05-04", "2026-05-04"),
        ("dateTime", "2026-05-04T10:00:00Z", "2026-05-04T10:00:00Z"),
        ("time", "10:00:00", "10:00:00"),
        ("days and time duration", "PT36H", "P1DT12H"),
        ("yearMonthDuration", "P18M", "P1Y6M"),
        ("number", [5], 5),
        ("tMany", "a", ["a"]),
        ("tMany", ["a", "b"], ["a", "b"]),
        ("tDegree", "博士", "博士"),
        ("tPerson", {"born": "1990-01-01", "more": 1}, {"born": "1990-01-01", "more": 1}),
        ("number", None, None),
        ("Any", {"a": 1}, {"a": 1}),
        ("nobody knows", 1, 1),
    ],
)
def test_an_input_is_fitted_to_its_type(type_: str, value: Any, result: Any) -> None:
    assert answer(file(*TYPES, given("x", type_), decision("d", literal("x"), needs=["x"])), x=value) == result


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("number", "5"),
        ("number", True),
        ("string", 5),
        ("boolean", "true"),
        ("date", "2026-02-30"),
        ("number", [1, 2]),
        ("tMany", ["a", 1]),
        ("tDegree", "学士"),
        ("tPerson", "Anna"),
        ("tPerson", {"born": "yesterday"}),
    ],
)
def test_an_input_of_another_type_is_a_failure_and_no_guess(type_: str, value: Any) -> None:
    with pytest.raises(DecisionFailed) as failed:
        answer(file(*TYPES, given("x", type_), decision("d", literal("x"), needs=["x"])), x=value)
    assert (failed.value.code, failed.value.element) == ("wrong-type", "i_x")


TYPES = (
    item("tMany", "string", many=True),
    item("tDegree", "string", allowed='"博士", "硕士"'),
    item("tPerson", "", component("born", "date")),
)


def test_a_text_becomes_a_date_that_can_be_compared() -> None:
    born = read(
        given("born", "date"), decision("d", literal('born.year < 1990 or born > @"2000-01-01"'), needs=["born"])
    )
    assert [answer(born, born=day) for day in ("1989-12-31", "1990-01-01", "2000-01-02")] == [True, False, True]


def test_a_result_of_another_type_is_a_failure() -> None:
    with pytest.raises(DecisionFailed, match="wrong-type at d"):
        answer(file(decision("d", literal('"5"'), type_="number")))
    with pytest.raises(DecisionFailed, match="wrong-type at f"):
        answer(file(function("f", literal("n"), ("n", "number")), decision("d", literal('f("1")'), needs=["!f"])))


def test_types_that_refer_to_each_other_in_a_circle_end() -> None:
    circle = (item("tA", "tB"), item("tB", "tA"))
    assert answer(file(*circle, given("x", "tA"), decision("d", literal("x"), needs=["x"])), x=1) == 1


def test_a_result_that_is_no_value_is_a_failure() -> None:
    with pytest.raises(DecisionFailed, match="values-do-not-fit at d"):
        answer(read(decision("d", literal("[1..2]"))))
