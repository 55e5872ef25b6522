"""Flows without ids, defaults that are not said, conditions that decide nothing, doubled flows."""

import pytest

from casesvc.diagrams.tree import bpmn
from tests.diagrams.bpmn import (
    Part,
    catch,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    inclusive,
    node,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import errors, line_of
from tests.diagrams.normalising.rewritten import arrows, element, flows, kinds, rewritten, rules


def _unnamed(source: str, target: str) -> Part:
    return node("sequenceFlow", None, sourceRef=source, targetRef=target)


def test_a_flow_without_an_id_gets_one_that_nothing_else_has() -> None:
    data = diagram(start(), user_task("a"), end(), _unnamed("start", "a"), flow("a", "end", name="flow_start_a"))
    result = rewritten(data)
    assert [f.get("id") for f in flows(result)] == ["flow_start_a_2", "flow_start_a"]
    (note,) = result.notes
    assert (note.rule, note.element) == ("flow-without-id", "flow_start_a_2")
    assert note.line == line_of(data, '<bpmn:sequenceFlow sourceRef="start"')


def test_two_flows_without_ids_between_the_same_elements_are_told_apart() -> None:
    unnamed = (_unnamed("a", "end"), _unnamed("a", "end"))
    data = diagram(start(), user_task("a"), user_task("flow_a_end"), end(), flow("start", "a"), *unnamed)
    result = rewritten(data)
    assert [f.get("id") for f in flows(result)][1:3] == ["flow_a_end_2", "flow_a_end_3"]
    assert result.added.isdisjoint({"flow_a_end_2", "flow_a_end_3"})  # they were drawn, only nameless


def test_a_flow_without_an_id_in_a_sub_process_is_named_as_well() -> None:
    sub = node("subProcess", "sub", start("s"), end("e"), _unnamed("s", "e"))
    assert rules(rewritten(diagram(start(), sub, end(), *chain("start", "sub", "end")))) == [
        ("flow-without-id", "flow_s_e")
    ]


def test_a_process_that_does_not_say_so_is_executable() -> None:
    silent = diagram(start(), end(), *chain("start", "end"), executable=None)
    result = rewritten(silent)
    assert rules(result) == [("executable-not-said", "line")]
    assert element(result, "line").get("isExecutable") == "true"
    for said in ("true", "false"):
        assert rewritten(diagram(start(), end(), *chain("start", "end"), executable=said)).notes == ()


def _conditional(gateway: Part, *behind: Part) -> bytes:
    name, names = str(gateway.get("id")), [str(part.get("id")) for part in behind]
    ways = [flow(name, target, f"x > {number}") for number, target in enumerate(names)]
    return diagram(start(), gateway, *behind, flow("start", name), *ways)


def test_conditions_behind_a_parallel_gateway_decide_nothing() -> None:
    data = _conditional(fork("g"), end("a"), end("b"))
    result = rewritten(data)
    assert [f.find(bpmn("conditionExpression")) for f in flows(result)] == [None] * 3
    assert rules(result) == [("condition-decides-nothing", "g_to_a"), ("condition-decides-nothing", "g_to_b")]
    assert [note.line for note in result.notes] == [line_of(data, 'id="g_to_a"'), line_of(data, 'id="g_to_b"')]


def test_conditions_behind_an_event_gateway_decide_nothing() -> None:
    events = (catch("a", timer("timeDuration", "'P1D'")), catch("b", timer("timeDuration", "'P2D'")))
    result = rewritten(_conditional(node("eventBasedGateway", "g"), *events))
    assert [rule for rule, _ in rules(result)][:2] == ["condition-decides-nothing"] * 2


@pytest.mark.parametrize(
    "gateway", [choice("g"), inclusive("g"), user_task("g")], ids=["exclusive", "inclusive", "task"]
)
def test_conditions_that_decide_are_kept(gateway: Part) -> None:
    result = rewritten(_conditional(gateway, end("a"), end("b")))
    said = [f.findtext(bpmn("conditionExpression")) for f in flows(result)]
    assert said[1:3] == ["x > 0", "x > 1"]


def _choice(*conditions: str | None, default: str | None = None) -> bytes:
    names = "abc"[: len(conditions)]
    ways = [flow("g", name, said) for name, said in zip(names, conditions, strict=True)]
    return diagram(start(), choice("g", default=default), *map(end, names), flow("start", "g"), *ways)


def test_the_one_flow_without_a_condition_is_the_default() -> None:
    result = rewritten(_choice("x > 1", None, "x > 2"))
    assert element(result, "g").get("default") == "g_to_b"
    assert rules(result) == [("default-not-said", "g")]


@pytest.mark.parametrize("conditions", [("x > 1", None, None), (None, None), ("x > 1", "x > 2"), (None,), ("x > 1",)])
def test_no_default_is_guessed(conditions: tuple[str | None, ...]) -> None:
    result = rewritten(_choice(*conditions))
    assert (element(result, "g").get("default"), result.notes) == (None, ())


def test_a_default_flow_stays_the_default() -> None:
    result = rewritten(_choice("x > 1", None, default="g_to_b"))
    assert (element(result, "g").get("default"), result.notes) == ("g_to_b", ())


def test_an_empty_condition_is_none() -> None:
    result = rewritten(_choice("x > 1", " "))
    assert element(result, "g").get("default") == "g_to_b"


def _doubled(source: Part, target: Part, times: int = 2) -> bytes:
    ends = (str(source.get("id")), str(target.get("id")))
    ways = [flow(*ends, name=f"f{number}") for number in range(times)]
    return diagram(start(), source, target, end(), flow("start", ends[0]), *ways, flow(ends[1], "end"))


@pytest.mark.parametrize("join", [fork("j"), inclusive("j")], ids=["parallel", "inclusive"])
def test_flows_from_one_node_into_one_join_are_two_sides_of_it(join: Part) -> None:
    data = _doubled(fork("g"), join, times=3)
    result = rewritten(data)
    assert kinds(result) == {"f1_passed": "intermediateThrowEvent", "f2_passed": "intermediateThrowEvent"}
    assert arrows(result) == {
        ("start", "g"), ("g", "j"), ("g", "f1_passed"), ("f1_passed", "j"), ("g", "f2_passed"), ("f2_passed", "j"),
        ("j", "end"),
    }  # fmt: skip
    assert rules(result) == [("doubled-flow-parted", "f1"), ("doubled-flow-parted", "f2")]
    assert set(result.drawn.values()) == {"f1", "f2"}
    assert errors(data) == []


@pytest.mark.parametrize("target", [user_task("t"), choice("t")], ids=["task", "exclusive"])
def test_flows_from_one_node_into_what_joins_nothing_stay_two(target: Part) -> None:
    result = rewritten(_doubled(fork("g"), target))
    assert (result.notes, result.added) == ((), frozenset())
