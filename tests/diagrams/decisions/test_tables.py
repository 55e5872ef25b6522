"""What the hit policies make of the rules that match."""

from typing import Any

import pytest

from casesvc.diagrams.decisions import DecisionFailed
from tests.diagrams.decisions.dmn import answer, decision, file, given, item, read, table

BY_AGE = [["> 18", '"a"'], ["> 12", '"b"'], ["> 0", '"c"']]


def by_age(policy: str, **more: Any) -> bytes:
    return file(given("age", "number"), decision("d", table(["age"], BY_AGE, policy=policy, **more), needs=["age"]))


def amounts(aggregation: str) -> bytes:
    rows = [["> 0", "100"], ["> 10", "50"], ["> 20", "50"]]
    return file(decision("d", table(["age"], rows, policy="COLLECT", aggregation=aggregation)))


@pytest.mark.parametrize(
    ("policy", "age", "result"),
    [
        ("FIRST", 30, "a"),
        ("FIRST", 15, "b"),
        ("FIRST", 0, None),
        ("UNIQUE", 5, "c"),
        ("UNIQUE", 0, None),
        ("UNIQUE", None, None),
        ("ANY", 5, "c"),
        ("COLLECT", 30, ["a", "b", "c"]),
        ("COLLECT", 5, ["c"]),
        ("COLLECT", 0, None),
        ("RULE ORDER", 15, ["b", "c"]),
    ],
)
def test_a_hit_policy_chooses_among_the_rules_that_match(policy: str, age: int | None, result: Any) -> None:
    assert answer(by_age(policy), age=age) == result


def test_several_rules_of_a_unique_table_are_a_failure_that_names_them() -> None:
    with pytest.raises(DecisionFailed) as failed:
        answer(by_age("UNIQUE"), age=15)
    assert (failed.value.code, failed.value.element) == ("several-rules", "table")
    assert "第 2、3 条" in failed.value.message


def test_any_wants_the_same_result_of_all_rules() -> None:
    agreeing = table(["age"], [["> 1", '"x"'], ["> 2", '"x"']], policy="ANY")
    assert answer(file(decision("d", agreeing)), age=3) == "x"
    with pytest.raises(DecisionFailed, match="rules-disagree"):
        answer(by_age("ANY"), age=15)


@pytest.mark.parametrize(
    ("policy", "result"), [("PRIORITY", "c"), ("OUTPUT ORDER", ["c", "a", "b"]), ("RULE ORDER", ["a", "b", "c"])]
)
def test_output_values_give_the_order_of_results(policy: str, result: Any) -> None:
    assert answer(by_age(policy, values=['"c", "a", "b"']), age=30) == result


def test_the_order_may_come_from_the_type_of_the_decision() -> None:
    kinds = item("tKind", "string", allowed='"b", "c", "a"')
    rows = table(["age"], BY_AGE, policy="PRIORITY")
    assert answer(file(kinds, given("age"), decision("d", rows, needs=["age"], type_="tKind")), age=30) == "b"


@pytest.mark.parametrize(
    ("aggregation", "age", "result"),
    [
        ("SUM", 30, 200),
        ("SUM", 15, 150),
        ("SUM", 0, None),
        ("MIN", 30, 50),
        ("MAX", 30, 100),
        ("COUNT", 30, 3),
        ("COUNT", 0, 0),
    ],
)
def test_collected_results_are_summed_up(aggregation: str, age: int, result: Any) -> None:
    assert answer(amounts(aggregation), age=age) == result


def test_what_cannot_be_summed_up_is_a_failure() -> None:
    rows = table(["age"], [["-", "1"], ["-", '"one"']], policy="COLLECT", aggregation="SUM")
    with pytest.raises(DecisionFailed, match="values-do-not-fit"):
        answer(file(decision("d", rows)), age=1)


def test_several_outputs_make_a_context() -> None:
    outputs = ("kind", "amount")
    rows = [['"博士"', '"A"', "age * 100"], ['"硕士"', '"B"', ""]]
    decisions = read(decision("d", table(["degree"], rows, outputs=outputs)))
    assert answer(decisions, degree="博士", age=30) == {"kind": "A", "amount": 3000}
    assert answer(decisions, degree="硕士") == {"kind": "B", "amount": None}
    assert answer(decisions, degree="学士") is None


def test_several_outputs_are_collected_and_ordered_column_by_column() -> None:
    rows = [["-", '"low"', "1"], ["-", '"high"', "1"], ["-", '"high"', "2"]]
    drawn = table(["x"], rows, outputs=("level", "n"), policy="OUTPUT ORDER", values=['"high", "low"', "2, 1"])
    assert answer(file(decision("d", drawn)), x=1) == [
        {"level": "high", "n": 2},
        {"level": "high", "n": 1},
        {"level": "low", "n": 1},
    ]


@pytest.mark.parametrize(
    ("policy", "result"), [("UNIQUE", "none"), ("COLLECT", ["none"]), ("PRIORITY", "none"), ("FIRST", "none")]
)
def test_a_default_is_the_answer_when_no_rule_matches(policy: str, result: Any) -> None:
    assert answer(by_age(policy, values=['"a", "b", "c", "none"'], defaults=['"none"']), age=0) == result


def test_a_result_outside_the_listed_values_is_a_failure() -> None:
    with pytest.raises(DecisionFailed, match="value-not-listed"):
        answer(by_age("FIRST", values=['"a"']), age=5)


def test_an_input_outside_the_listed_values_is_a_failure_and_not_an_unmatched_rule() -> None:
    rows = table(["degree"], [["-", "1"]], allowed=['"博士", "硕士"'])
    decisions = read(decision("d", rows))
    assert answer(decisions, degree="博士") == 1
    assert answer(decisions, degree=None) == 1
    with pytest.raises(DecisionFailed, match="value-not-listed"):
        answer(decisions, degree="学士")


@pytest.mark.parametrize(("policy", "aggregation"), [("RANDOM", ""), ("UNIQUE", "SUM"), ("COLLECT", "MEAN")])
def test_a_hit_policy_nobody_knows_is_refused(policy: str, aggregation: str) -> None:
    with pytest.raises(DecisionFailed, match="hit-policy"):
        answer(file(decision("d", table(["x"], [["-", "1"]], policy=policy, aggregation=aggregation))), x=1)


def test_a_rule_with_too_few_cells_is_a_failure() -> None:
    with pytest.raises(DecisionFailed, match="uneven-rule"):
        answer(file(decision("d", table(["x", "y"], [["-", "1"]]))), x=1, y=1)


def test_a_table_without_inputs_always_matches() -> None:
    assert answer(file(decision("d", table([], [['"always"']])))) == "always"


def test_a_list_of_hits_may_have_the_type_of_one_of_them() -> None:
    def typed(type_: str) -> bytes:
        kinds = item("tKinds", "string", many=True)
        return file(kinds, decision("d", table(["age"], BY_AGE, policy="RULE ORDER"), type_=type_))

    assert answer(typed("string"), age=15) == answer(typed("tKinds"), age=15) == ["b", "c"]
    with pytest.raises(DecisionFailed, match="wrong-type"):
        answer(typed("number"), age=15)


def test_eligibility_by_year() -> None:
    """Three years of rules in one table: who may apply, and on what basis."""
    rows = [
        ["2024", '"博士"', "< 45", '"按博士引进"'],
        ["2024", '"硕士"', "< 35", '"按硕士引进"'],
        ["[2025..2026]", '"博士"', "<= 50", '"按博士引进"'],
        ["[2025..2026]", '"硕士"', "<= 40", '"按硕士引进"'],
    ]
    drawn = table(["year", "degree", "age"], rows, defaults=['"不符合引进条件"'])
    decisions = read(decision("d", drawn))

    def basis(year: int, degree: str, age: int) -> Any:
        return answer(decisions, year=year, degree=degree, age=age)

    assert basis(2024, "博士", 44) == "按博士引进"
    assert basis(2024, "博士", 46) == "不符合引进条件"
    assert basis(2026, "博士", 46) == "按博士引进"
    assert basis(2026, "硕士", 40) == "按硕士引进"
    assert basis(2027, "硕士", 30) == "不符合引进条件"


def test_kinds_of_exemption_that_apply_together() -> None:
    rows = [
        ["true", "-", '"高层次人才免试"'],
        ["-", ">= 30", '"工龄满三十年免试"'],
        ["-", "[20..30)", '"工龄满二十年减免一科"'],
    ]
    drawn = table([("high_level", "boolean"), ("service_years", "number")], rows, policy="RULE ORDER")
    decisions = read(decision("d", drawn))
    assert answer(decisions, high_level=True, service_years=30) == ["高层次人才免试", "工龄满三十年免试"]
    assert answer(decisions, high_level=False, service_years=29.5) == ["工龄满二十年减免一科"]
    assert answer(decisions, high_level=False, service_years=3) is None
