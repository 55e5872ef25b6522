"""Sequence flows, ways in and out, and gateways that BPMN forbids are refused."""

import pytest

from casesvc.diagrams.validity import connections, gateways, sequence_flows
from tests.diagrams.bpmn import Part, chain, choice, end, flow, node, start, text, user_task
from tests.diagrams.validity.drawing import (
    Case,
    caught,
    codes,
    drawn,
    file,
    formal,
    named,
    process,
    prove,
    service,
    signal,
    task,
    timed,
    way,
    with_message,
)


def second(*parts: Part) -> bytes:
    """Return a file in which these parts are in the second process."""
    return file(process(*way(task())), process(*parts, name="second"))


def ways_out(gateway: Part, *targets: Part, back: bool = False) -> bytes:
    """Return start -> gateway -> targets -> end; the first target may have another way in."""
    names = [str(target.get("id")) for target in targets]
    flows = [each for name in names for each in (flow("g", name), flow(name, "end"))]
    again = [node("inclusiveGateway", "again"), *chain("start", "again", "g"), flow("again", names[0])] if back else []
    entered = [] if back else [flow("start", "g")]
    return file(process(start(), gateway, *targets, end(), *flows, *again, *entered), signal())


def event_gateway(**attributes: str) -> Part:
    return node("eventBasedGateway", "g", **attributes)


def waiting(name: str) -> Part:
    return caught(name, "signal", signalRef="s")


def instantiating(*targets: Part, entered: bool = False, kind: str = "Exclusive") -> bytes:
    """Return an event-based gateway that starts the process, entered from a task or not."""
    names = [str(target.get("id")) for target in targets]
    flows = [each for name in names for each in (flow("g", name), flow(name, "end"))]
    gateway = event_gateway(instantiate="true", eventGatewayType=kind)
    before = (*way(task("before"), prefix="x_"), flow("before", "g")) if entered else ()
    return file(process(gateway, *targets, end(), *flows, *before), signal(), *service())


def noted(*notes: tuple[str, str, str]) -> bytes:
    """Return start -> a -> end, with these notes: (node, incoming or outgoing, flow)."""
    parts = way(task())
    by_name = {part.get("id"): part for part in parts}
    for name, tag, noted_flow in notes:
        by_name[name].insert(0, text(tag, noted_flow))
    return file(process(*parts))


def several_ways(first: Part, *, condition: bool = True, kind: str = "exclusiveGateway") -> bytes:
    """Return start -> first -> b or c -> end by way of gateway or task, one of the flows with a condition."""
    way_out = flow("a", "b", "x > 1" if condition else None)
    return file(
        process(start(), first, task("b"), task("c"), node(kind, "join"), end(), flow("start", "a"), way_out,
                flow("a", "c"), *chain("b", "join", "end"), flow("c", "join"))
    )  # fmt: skip


CASES = (
    Case(
        sequence_flows.flows_connect_flow_nodes,
        second(*way(task("b"), prefix="x_"), node("textAnnotation", "note"), flow("b", "note")),
        second(*way(task("b"), prefix="x_"), node("textAnnotation", "note")),
    ),
    Case(
        sequence_flows.flows_stay_in_their_pool,
        file(process(*way(task()), flow("a", "b")), process(*way(task("b"), prefix="x_"), name="second")),
        file(process(*way(task())), process(*way(task("b"), prefix="x_"), name="second")),
    ),
    Case(
        sequence_flows.flows_stay_in_their_sub_process,
        second(*way(node("subProcess", "sub", *way(task("c"), prefix="y_")), task("b"), prefix="x_"), flow("c", "b")),
        second(*way(node("subProcess", "sub", *way(task("c"), prefix="y_")), task("b"), prefix="x_")),
    ),
    Case(
        sequence_flows.flows_keep_their_direction,
        second(*way(task("b"), prefix="x_"), flow("b", "x_start")),
        second(*way(task("b"), prefix="x_")),
    ),
    Case(
        sequence_flows.conditions_follow_decisions,
        file(process(start(), task(), end(), flow("start", "a", "x > 1"), flow("a", "end"))),
        several_ways(choice("a")),
    ),
    Case(
        sequence_flows.conditions_have_an_alternative,
        file(process(start(), task(), end(), flow("start", "a"), flow("a", "end", "x > 1"))),
        several_ways(task("a")),
    ),
    Case(
        sequence_flows.defaults_leave_their_holder,
        several_ways(choice("a", default="b_to_join")),
        several_ways(choice("a", default="a_to_c")),
    ),
    Case(
        connections.starts_and_ends_come_together,
        file(process(task(), end(), flow("a", "end"))),
        file(process(task(), task("b"), flow("a", "b"))),
    ),
    Case(
        connections.starts_lead_somewhere,
        file(process(start(), task(), end(), flow("a", "end"))),
        drawn(task()),
    ),
    Case(
        connections.ends_are_reached,
        drawn(task(), beside=(end("other"),)),
        drawn(task(), beside=(end("other"), flow("a", "other"))),
    ),
    Case(
        connections.intermediate_events_stand_in_between,
        drawn(task(), beside=(node("intermediateThrowEvent", "t"), flow("a", "t"))),
        drawn(task(), node("intermediateThrowEvent", "t")),
    ),
    Case(
        connections.nodes_are_entered,
        drawn(task(), beside=(task("island"), flow("island", "end"))),
        drawn(task(), beside=(task("receive", kind="receiveTask", instantiate="true"), flow("receive", "end"))),
    ),
    Case(
        connections.nodes_are_left,
        drawn(task(), beside=(task("stuck"), flow("a", "stuck"))),
        drawn(task(), task("left")),
    ),
    Case(
        connections.notes_of_flows_are_right,
        noted(("a", "incoming", "a_to_end"), ("start", "outgoing", "start_to_a")),
        noted(("a", "incoming", "start_to_a"), ("start", "outgoing", "start_to_a")),
    ),
    Case(
        connections.notes_of_flows_exist,
        noted(("a", "incoming", "forgotten")),
        noted(("a", "incoming", "tns:start_to_a"), ("start", "outgoing", "tns:start_to_a")),
    ),
    Case(
        connections.notes_of_flows_agree,
        noted(("a", "incoming", "start_to_a")),
        noted(),
    ),
    Case(
        gateways.directions_hold,
        several_ways(choice("a", gatewayDirection="Converging"), condition=False),
        several_ways(choice("a", gatewayDirection="Diverging"), condition=False),
    ),
    Case(
        gateways.directions_are_used,
        drawn(task(), choice("g", gatewayDirection="Diverging")),
        several_ways(choice("a", gatewayDirection="Unspecified"), condition=False),
    ),
    Case(
        gateways.gateways_split_or_join,
        drawn(task(), choice("g")),
        several_ways(choice("a"), condition=False),
    ),
    Case(
        gateways.event_gateways_wait_for_several,
        ways_out(event_gateway(), waiting("one")),
        ways_out(event_gateway(), waiting("one"), timed("two")),
    ),
    Case(
        gateways.event_gateways_lead_to_events,
        ways_out(event_gateway(), waiting("one"), user_task("two")),
        ways_out(event_gateway(), waiting("one"), task("two", kind="receiveTask")),
    ),
    Case(
        gateways.event_gateways_do_not_mix,
        file(
            process(start(), event_gateway(), with_message("one"), task("two", kind="receiveTask"), end(),
                    *chain("start", "g", "one", "end"), *chain("g", "two", "end")),
            *service(),
        ),
        file(
            process(start(), event_gateway(), with_message("one"), timed("two"), end(),
                    *chain("start", "g", "one", "end"), *chain("g", "two", "end")),
            *service(),
        ),
    ),
    Case(
        gateways.event_gateway_targets_wait_for_it_alone,
        ways_out(event_gateway(), waiting("one"), timed("two"), back=True),
        ways_out(event_gateway(), waiting("one"), timed("two")),
    ),
    Case(
        gateways.instantiating_gateways_come_first,
        instantiating(waiting("one"), waiting("two"), entered=True),
        instantiating(waiting("one"), waiting("two")),
    ),
    Case(
        gateways.parallel_event_gateways_instantiate,
        ways_out(event_gateway(eventGatewayType="Parallel"), waiting("one"), waiting("two")),
        instantiating(with_message("one"), with_message("two"), kind="Parallel"),
    ),
    Case(
        gateways.parallel_event_gateways_wait_for_messages,
        instantiating(waiting("one"), with_message("two"), kind="Parallel"),
        instantiating(with_message("one"), with_message("two"), kind="Parallel"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


@pytest.mark.parametrize("kind", ["parallelGateway", "eventBasedGateway"])
def test_a_default_is_refused_where_none_may_be(kind: str) -> None:
    assert "default-misplaced" in codes(several_ways(node(kind, "a", default="a_to_c"), condition=False))


@pytest.mark.parametrize(("direction", "allowed"), [("Mixed", False), ("Converging", False), ("Diverging", True)])
def test_a_direction_says_how_many_ways_there_are(direction: str, allowed: bool) -> None:
    data = several_ways(choice("a", gatewayDirection=direction), condition=False)
    assert (codes(data) == set()) is allowed


def test_an_empty_condition_is_none() -> None:
    bare = flow("start", "a")
    bare.append(formal("conditionExpression", ""))
    assert codes(file(process(start(), task(), end(), bare, flow("a", "end")))) == set()


def test_ends_of_flows_in_what_runs_are_left_to_the_check_of_structure() -> None:
    inside = node("subProcess", "sub", *way(task("b"), prefix="x_"))
    assert not codes(drawn(inside, beside=(flow("b", "end"), flow("sub", "start")))) & {
        "crosses-border",
        "flow-into-start",
    }
