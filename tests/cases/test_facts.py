"""What expressions see of a case, and what may become part of it."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from casesvc.cases.case import Case
from casesvc.cases.events import CaseStarted, ExternalTaskCompleted, FormSubmitted, TaskDecided
from casesvc.cases.facts import MOST_BYTES, MOST_FACTS, names_for, refuse_facts
from casesvc.cases.rejection import Rejection
from tests.cases.writing import applied, given

STARTED = CaseStarted("talent-tiers", "2026-q4", "lin-wan", "university")


def refused(command: Callable[[], object]) -> Rejection:
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_reported_facts_are_names_in_expressions() -> None:
    names = names_for(given(*applied()).with_(facts={"score": 88}), STARTED, index=1)

    assert names == {
        "score": 88, "tier": "E", "competent_units": ["city-education", "city-bureau"], "levels": 2, "level": 2
    }  # fmt: skip


def test_what_a_form_routes_wins_over_a_reported_fact() -> None:
    case = given(*applied()).with_(facts={"tier": "A"})

    assert names_for(case, STARTED, index=0)["tier"] == "E"


def test_no_fact_stands_in_for_what_the_system_says() -> None:
    case = given(*applied()).with_(facts={"levels": 9, "level": 9, "competent_units": []})
    names = names_for(case, STARTED, index=0)

    assert (names["levels"], names["level"], names["competent_units"]) == (2, 1, ["city-education", "city-bureau"])


@pytest.mark.parametrize("event", [STARTED, FormSubmitted("apply#1", {}), ExternalTaskCompleted("verify#1", {})])
def test_an_outcome_is_there_only_in_the_step_that_carries_one(event: Any) -> None:
    assert "outcome" not in names_for(given(*applied()), event, index=0)
    assert names_for(given(*applied()), TaskDecided("unit#1", "approve"), index=0)["outcome"] == "approve"


@pytest.mark.parametrize(
    "value", ["", "𠮷", 0, -(2**63) + 1, 2**63 - 1, 87.5, True, None, [], {}, {"a": [1, {"b": None}]}, nested(8)]
)
def test_json_values_become_facts(value: Any) -> None:
    refuse_facts(Case("c"), {"x": value})


@pytest.mark.parametrize(
    "value",
    [2**63, float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: 2}, nested(9), [b"x"], (1,), {1, 2}, object()],
)
def test_what_json_does_not_keep_is_refused(value: Any) -> None:
    refusal = refused(lambda: refuse_facts(Case("c"), {"x": value}))

    assert (refusal.code, refusal.details["field"]) == ("fact-value", "x")


def test_a_value_without_an_end_is_refused_before_it_is_walked_through() -> None:
    endless: list[Any] = []
    endless.append(endless)

    assert refused(lambda: refuse_facts(Case("c"), {"x": endless})).code == "fact-value"
    assert refused(lambda: refuse_facts(Case("c"), {"x": nested(sys.getrecursionlimit())})).code == "fact-value"


@pytest.mark.parametrize("name", ["", "a b", "a-b", "1a", "a.b", "not", "None", "ﬁeld", "x" * 61, "__class__.x"])
def test_what_is_no_name_in_expressions_is_refused(name: str) -> None:
    refusal = refused(lambda: refuse_facts(Case("c"), {name: 1}))

    assert (refusal.code, refusal.details["field"]) == ("fact-name", name)


@pytest.mark.parametrize("name", ["a", "score_2", "得分", "x" * 60])
def test_a_name_may_be_in_any_script(name: str) -> None:
    refuse_facts(Case("c"), {name: 1})


@pytest.mark.parametrize("name", ["outcome", "level", "levels", "competent_units"])
def test_names_the_system_gives_are_refused(name: str) -> None:
    assert refused(lambda: refuse_facts(Case("c"), {name: 1})).code == "fact-reserved"


def test_names_that_forms_route_are_refused() -> None:
    assert refused(lambda: refuse_facts(Case("c"), {"tier": 1}, routed=("tier",))).code == "fact-reserved"


def test_a_case_holds_a_hundred_facts_and_no_more() -> None:
    full = Case("c", facts={f"f{number}": number for number in range(MOST_FACTS)})

    refuse_facts(full, {"f0": "again"})
    assert refused(lambda: refuse_facts(full, {"one_more": 1})).code == "facts-too-many"


def test_the_facts_of_a_case_are_bounded_together() -> None:
    frame = len(b'{"a":"","b":""}')
    half = "x" * (MOST_BYTES // 2)
    case = Case("c", facts={"a": half})

    refuse_facts(case, {"b": "x" * (MOST_BYTES - frame - len(half))})
    assert refused(lambda: refuse_facts(case, {"b": "x" * (MOST_BYTES - frame - len(half) + 1)})).code == (
        "facts-too-large"
    )
