"""A review goes on by a word that the diagram names, and each word goes one way."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import (
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    multi,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import conditions_behind_a, errors, line_of, only


def test_a_gateway_behind_a_review_has_no_default() -> None:
    data = diagram(
        start(), user_task("a"), choice("g", default="g_to_end"), end(), end("back"), *chain("start", "a", "g", "end"),
        flow("g", "back", "outcome == 'return'"),
    )  # fmt: skip
    finding = only(data, "default-behind-review")
    assert (finding.element, finding.line) == ("g", line_of(data, 'id="g_to_end"'))


def test_a_gateway_that_counts_reviews_has_no_default_either() -> None:
    data = diagram(
        start(), user_task("m", multi(many="2")), choice("g", default="g_to_end"), end(), end("back"),
        *chain("start", "m", "g", "end"), flow("g", "back", "count('m', 'return') > 0"),
    )  # fmt: skip
    assert errors(data) == [("default-behind-review", "g")]


def test_a_gateway_on_what_the_form_says_may_have_a_default() -> None:
    data = diagram(
        start(), user_task("a"), choice("g", default="g_to_end"), end(), end("b"), *chain("start", "a", "g", "end"),
        flow("g", "b", "amount > 100"),
    )  # fmt: skip
    assert check_diagram(data, ("amount",)) == ()


@pytest.mark.parametrize(
    ("conditions", "code", "element"),
    [
        (("outcome != 'return'", "outcome == 'return'"), "outcome-not-named", "g_to_end_0"),
        (("outcome not in ['return']", "outcome == 'return'"), "outcome-not-named", "g_to_end_0"),
        (("outcome in ['approve', 'return']", "outcome == 'return'"), "outcome-two-ways", "g"),
        (("outcome == 'approve' and outcome == 'return'", "outcome == 'terminate'"), "outcome-no-way", "g"),
    ],
)
def test_every_word_has_one_way_and_another_word_none(conditions: tuple[str, ...], code: str, element: str) -> None:
    assert (code, element) in errors(conditions_behind_a(*conditions))


def _without_gateway(*conditions: str) -> bytes:
    """Return a review whose conditions stand on its own ways out."""
    ends = [f"end_{number}" for number in range(len(conditions))]
    ways = [flow("a", name, condition) for name, condition in zip(ends, conditions, strict=True)]
    return diagram(start(), user_task("a"), *map(end, ends), *chain("start", "a"), *ways)


def test_conditions_on_the_ways_out_of_a_review_are_read_like_those_of_a_gateway() -> None:
    assert check_diagram(_without_gateway("outcome == 'approve'", "outcome == 'return'")) == ()
    assert errors(_without_gateway("outcome != 'return'", "outcome == 'return'")) == [
        ("outcome-not-named", "a_to_end_0")
    ]
    never = "outcome == 'stop' and outcome == 'halt'"
    assert errors(_without_gateway("outcome == 'approve'", never)) == [("outcome-no-way", "a"), ("outcome-no-way", "a")]


def test_several_ways_at_one_word_are_meant_where_the_gateway_is_inclusive() -> None:
    assert check_diagram(_without_gateway("outcome in ['approve', 'return']", "outcome == 'return'")) == ()


def test_a_single_condition_behind_a_review_is_read() -> None:
    assert check_diagram(_without_gateway("outcome == 'approve'")) == ()
    but_one = _without_gateway("outcome != 'return'")
    assert errors(but_one) == [("outcome-no-way", "a"), ("outcome-not-named", "a_to_end_0")]


def test_a_word_that_ends_the_levels_early_needs_a_way_behind_them() -> None:
    data = diagram(
        start(), user_task("u"), choice("gu"),
        user_task("m", multi(many="levels", sequential=True, until="outcome in ['return', 'terminate']")),
        choice("g"), end(), end("back"), end("other"), *chain("start", "u", "gu"),
        *by_outcome("gu", approve="m", **{"return": "other"}), flow("m", "g"),
        *by_outcome("g", approve="end", **{"return": "back"}),
    )  # fmt: skip
    assert errors(data) == [("outcome-no-way", "m")]


def test_outcome_behind_a_join_is_refused() -> None:
    data = diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("join"), choice("g"), end(), end("back"),
        *chain("start", "split", "a", "join", "g"), *chain("split", "b", "join"),
        *by_outcome("g", approve="end", **{"return": "back"}),
    )  # fmt: skip
    assert errors(data) == [("outcome-behind-join", "g")]


def test_outcome_behind_several_reviewers_is_refused() -> None:
    data = diagram(
        start(), user_task("m", multi(many="3")), choice("g"), end(), end("back"), *chain("start", "m", "g"),
        *by_outcome("g", approve="end", **{"return": "back"}),
    )  # fmt: skip
    assert errors(data) == [("outcome-behind-parallel", "g")]


def test_outcome_behind_a_timer_is_refused() -> None:
    data = diagram(
        start(), user_task("a"), boundary("late", "a", timer("timeDuration", "P1D")), choice("g"), end(), end("back"),
        *chain("start", "a", "g"), flow("late", "g"), *by_outcome("g", approve="end", **{"return": "back"}),
    )  # fmt: skip
    assert errors(data) == [("outcome-undefined", "g")]


def test_a_chain_whose_levels_may_be_none_is_pointed_at() -> None:
    data = diagram(
        start(), user_task("apply"),
        user_task("m", multi(many="levels", sequential=True, until="outcome != 'approve'")),
        choice("g"), end(), end("back"), *chain("start", "apply", "m", "g"),
        *by_outcome("g", approve="end", **{"return": "back"}),
    )  # fmt: skip
    finding = only(data, "outcome-may-be-missing")
    assert (finding.severity, finding.element) == ("warning", "g")


def _reviewers(*conditions: str, many: str = "2") -> bytes:
    ends = [f"end_{number}" for number in range(len(conditions))]
    ways = [flow("g", name, condition) for name, condition in zip(ends, conditions, strict=True)]
    return diagram(
        start(), user_task("m", multi(many=many)), choice("g"), *map(end, ends), *chain("start", "m", "g"), *ways
    )


def test_a_combination_of_reviews_without_a_way_is_found() -> None:
    finding = only(_reviewers("all('m', 'approve')", "count('m', 'return') == 2"), "combination-no-way")
    assert (finding.severity, finding.element) == ("error", "g")
    assert "approve 1、return 1" in finding.message


def test_a_combination_of_reviews_with_two_ways_is_found() -> None:
    data = _reviewers("all('m', 'approve')", "count('m', 'return') > 0", "count('m', 'terminate') > 0")
    assert errors(data) == [("combination-two-ways", "g")]


def test_combinations_that_each_have_one_way_are_fine() -> None:
    data = _reviewers("all('m', 'approve')", "count('m', 'return') > 0", many="levels")
    assert check_diagram(data) == ()
