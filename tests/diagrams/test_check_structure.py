"""Arrows that make no process are found where they are drawn."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import (
    boundary,
    chain,
    choice,
    diagram,
    end,
    flow,
    levels_diagram,
    node,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, conditions_behind_a, errors, line_of, only, through


def test_several_ways_out_of_a_task_are_found() -> None:
    data = beside(end("end_2"), flow("a", "end_2"))
    finding = only(data, "several-outgoing")
    assert (finding.element, finding.line) == ("a", line_of(data, '<bpmn:userTask id="a"'))


def test_a_condition_where_it_would_be_ignored_is_found() -> None:
    data = diagram(start(), user_task("a"), end(), flow("start", "a"), flow("a", "end", "outcome == 'approve'"))
    assert ("condition-ignored", "a_to_end") in errors(data)


def test_a_way_out_of_a_gateway_without_condition_is_found() -> None:
    data = conditions_behind_a("amount > 1", "amount <= 1").replace(
        b"<bpmn:conditionExpression>amount &gt; 1</bpmn:conditionExpression>", b""
    )
    assert ("condition-missing", "g_to_end_0") in errors(data, ("amount",))


def test_a_node_that_nothing_leads_to_is_found() -> None:
    data = beside(user_task("island"), flow("island", "end"))
    finding = only(data, "unreachable")
    assert (finding.element, finding.line) == ("island", line_of(data, '<bpmn:userTask id="island"'))


def test_a_node_that_leads_to_no_end_is_found() -> None:
    data = diagram(
        start(), choice("g"), user_task("trap"), choice("m"), user_task("trap_2"), end(), *chain("start", "g"),
        flow("g", "end", "x > 1"), flow("g", "m", "x < 1"), *chain("m", "trap", "trap_2", "m"),
    )  # fmt: skip
    assert {element for code, element in errors(data, ("x",)) if code == "no-way-to-end"} == {"m", "trap", "trap_2"}


def test_a_dead_end_is_found() -> None:
    data = diagram(start(), user_task("a"), end(), *chain("start", "a"))
    assert {("dead-end", "a"), ("unreachable", "end")} <= set(errors(data))


def test_a_process_without_start_or_end_or_with_two_starts_is_found() -> None:
    assert ("start-events", "line") in errors(diagram(user_task("a"), end(), *chain("a", "end")))
    assert ("no-end", "line") in errors(diagram(start(), user_task("a"), *chain("start", "a")))
    assert ("start-events", "line") in errors(beside(start("again"), flow("again", "a")))


def test_a_flow_to_nowhere_is_found_at_its_line() -> None:
    data = beside(choice("g"), flow("g", "nowhere", "x > 1"))
    finding = only(data, "unknown-target")
    assert (finding.element, finding.line) == ("g_to_nowhere", line_of(data, 'id="g_to_nowhere"'))


def test_a_flow_through_the_border_of_a_sub_process_is_found() -> None:
    inside = (start("s"), user_task("u"), end("e"), *chain("s", "u", "e"))
    data = diagram(start(), node("subProcess", "sub", *inside), end(), *chain("start", "sub", "end"), flow("u", "end"))
    assert ("crosses-sub-process", "u_to_end") in errors(data)


def test_an_id_given_twice_is_found_at_the_second_place() -> None:
    data = beside(end("a"))
    finding = only(data, "duplicate-id")
    assert (finding.element, finding.line) == ("a", line_of(data, '<bpmn:endEvent id="a"'))


@pytest.mark.parametrize("name", ["End", "Start", "Root", "x.EndJoin", "a#1", "a b", "1a", "a.BoundaryEventSplit"])
def test_an_id_that_the_engine_could_not_tell_apart_is_found(name: str) -> None:
    assert ("bad-id", name) in errors(through(user_task(name)))


def test_an_element_without_an_id_is_found() -> None:
    assert ("no-id", "") in errors(beside(node("userTask", None)))


def test_several_processes_or_none_are_found() -> None:
    none = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    assert errors(none) == [("no-process", "")]
    two = beside().replace(b"</bpmn:definitions>", b'<bpmn:process id="second"/></bpmn:definitions>')
    assert ("several-processes", "second") in errors(two)


def test_a_process_marked_as_not_executable_is_found() -> None:
    data = diagram(start(), end(), *chain("start", "end"), executable="false")
    assert errors(data) == [("not-executable", "line")]


def test_what_stands_behind_an_event_gateway_is_looked_at() -> None:
    data = diagram(
        start(), node("eventBasedGateway", "g"), user_task("a"),
        node("intermediateCatchEvent", "w", timer("timeDuration", "P1D")), end(), end("end_2"), choice("m"),
        *chain("start", "g", "a", "m", "w", "end_2"), flow("g", "w"),
    )  # fmt: skip
    assert {("behind-event-gateway", "a"), ("behind-event-gateway", "w")} <= set(errors(data))


def test_a_listener_that_will_not_run_is_a_warning() -> None:
    data = beside().replace(
        b'<bpmn:userTask id="a"/>',
        b'<bpmn:userTask id="a"><bpmn:extensionElements><camunda:taskListener event="create"/>'
        b"</bpmn:extensionElements></bpmn:userTask>",
    )
    finding = only(data, "extension-not-run")
    assert (finding.severity, finding.element) == ("warning", "a")


def test_findings_come_in_the_order_of_the_file_and_each_once() -> None:
    data = diagram(node("task", "x"), node("serviceTask", "y"), user_task("a"), end("a"))
    findings = check_diagram(data)
    assert [f.line for f in findings] == sorted(f.line for f in findings)
    assert len(set(findings)) == len(findings)


def test_every_message_is_chinese_and_says_something_to_do() -> None:
    diagrams = [
        beside(end("a")),
        conditions_behind_a("9**9", "amount > 1"),
        through(node("task", "x")),
        levels_diagram(),
    ]
    for finding in (f for data in diagrams for f in check_diagram(data)):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.message)


def test_a_process_without_an_id_is_found() -> None:
    assert ("no-id", "") in errors(diagram(start(), end(), *chain("start", "end")).replace(b' id="line"', b""))


@pytest.mark.parametrize("host", ["nowhere", "start", "g", "sub_u"])
def test_a_boundary_event_sits_on_a_user_task_or_a_sub_process_beside_it(host: str) -> None:
    inside = (start("s"), user_task("sub_u"), end("e"), *chain("s", "sub_u", "e"))
    data = diagram(
        start(), choice("g"), node("subProcess", "sub", *inside),
        boundary("late", host, timer("timeDuration", "P1D")), end(),
        *chain("start", "g", "sub", "end"), flow("late", "end"),
    )  # fmt: skip
    assert ("unattached", "late") in errors(data)
