"""Several flows out of an activity or event, and flows without a condition out of an inclusive gateway."""

import pytest

from casesvc.diagrams.tree import bpmn
from tests.diagrams.bpmn import (
    Part,
    boundary,
    catch,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    inclusive,
    node,
    on,
    script_task,
    start,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import errors, inside
from tests.diagrams.normalising.rewritten import arrows, element, flows, kinds, rewritten, rules


def _out_of(source: Part, *conditions: str | None) -> bytes:
    """Return start -> source with a way out for each condition."""
    name, names = str(source.get("id")), "pqr"[: len(conditions)]
    ways = [flow(name, target, said) for target, said in zip(names, conditions, strict=True)]
    return diagram(start(), source, *map(end, names), flow("start", name), *ways)


@pytest.mark.parametrize(
    "source",
    [user_task("x"), script_task("x", "y = 1"), inside(name="x"), throw("x", on("signal")),
     catch("x", timer("timeDuration", "'P1D'"))],
    ids=["task", "script", "sub-process", "throw", "catch"],
)  # fmt: skip
def test_flows_without_conditions_are_a_parallel_split(source: Part) -> None:
    data = _out_of(source, None, None)
    result = rewritten(data)
    assert kinds(result) == {"x_split": "parallelGateway"}
    assert arrows(result) - arrows(rewritten(_out_of(user_task("x")))) >= {
        ("x", "x_split"),
        ("x_split", "p"),
        ("x_split", "q"),
    }
    assert ("split-drawn", "x") in rules(result)
    assert set(result.drawn.values()) == {"x"}
    assert errors(data) == []


def test_the_start_event_and_a_border_split_as_well() -> None:
    late = boundary("late", "a", timer("timeDuration", "'P1D'"))
    parts = (start(), user_task("a"), user_task("b"), late, *map(end, "pqrs"))
    ways = (
        flow("start", "a"),
        flow("start", "b"),
        *chain("a", "p"),
        *chain("b", "q"),
        flow("late", "r"),
        flow("late", "s"),
    )
    result = rewritten(diagram(*parts, *ways))
    assert kinds(result) == {"start_split": "parallelGateway", "late_split": "parallelGateway"}


def test_flows_with_conditions_are_an_inclusive_split() -> None:
    result = rewritten(_out_of(user_task("x"), "amount > 1", "amount > 2"))
    assert kinds(result) == {"x_split": "inclusiveGateway"}
    assert [f.findtext(bpmn("conditionExpression")) for f in flows(result)][1:3] == ["amount > 1", "amount > 2"]
    assert rules(result) == [("split-drawn", "x")]


def test_a_flow_without_a_condition_beside_one_is_always_taken() -> None:
    result = rewritten(_out_of(user_task("x"), "amount > 1", None))
    assert element(result, "x_to_q").findtext(bpmn("conditionExpression")) == "True"
    assert rules(result) == [("split-drawn", "x"), ("always-taken", "x_to_q")]


def test_the_default_of_a_task_becomes_the_default_of_its_split() -> None:
    result = rewritten(_out_of(user_task("x", default="x_to_q"), "amount > 1", None))
    assert kinds(result) == {"x_split": "inclusiveGateway"}
    assert (element(result, "x").get("default"), element(result, "x_split").get("default")) == (None, "x_to_q")
    assert element(result, "x_to_q").find(bpmn("conditionExpression")) is None
    assert rules(result) == [("split-drawn", "x")]


def test_a_default_beside_always_taken_and_conditional_flows_is_kept() -> None:
    result = rewritten(_out_of(user_task("x", default="x_to_r"), "amount > 1", None, None))
    assert element(result, "x_split").get("default") == "x_to_r"
    assert rules(result) == [("split-drawn", "x"), ("always-taken", "x_to_q")]


def test_a_single_conditional_flow_is_asked_as_well() -> None:
    data = _out_of(user_task("x"), "amount > 1")
    result = rewritten(data)
    assert kinds(result) == {"x_split": "inclusiveGateway"}
    assert arrows(result) == {("start", "x"), ("x", "x_split"), ("x_split", "p")}
    assert element(result, "x_to_p").findtext(bpmn("conditionExpression")) == "amount > 1"
    assert errors(data, ("amount",)) == []


def test_one_flow_without_a_condition_stays_as_it_is() -> None:
    result = rewritten(_out_of(user_task("x"), None))
    assert (result.notes, result.added) == ((), frozenset())


@pytest.mark.parametrize("gateway", [fork("x"), choice("x", default="x_to_q"), node("complexGateway", "x")])
def test_a_gateway_is_its_own_split(gateway: Part) -> None:
    assert rewritten(_out_of(gateway, "amount > 1", None)).added == frozenset()


@pytest.mark.parametrize(
    ("conditions", "default", "always"),
    [
        (("amount > 1", None), None, ["x_to_q"]),
        ((None, None), None, ["x_to_p", "x_to_q"]),
        (("amount > 1", None), "x_to_q", []),
        ((None,), None, []),
        (("amount > 1", "amount > 2"), None, []),
    ],
)
def test_an_inclusive_gateway_always_takes_what_has_no_condition_but_its_default(
    conditions: tuple[str | None, ...], default: str | None, always: list[str]
) -> None:
    result = rewritten(_out_of(inclusive("x", default=default), *conditions))
    assert rules(result) == [("always-taken", name) for name in always]
    assert [f.get("id") for f in flows(result) if f.findtext(bpmn("conditionExpression")) == "True"] == always
