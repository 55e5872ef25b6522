"""Arrows that make no process are found where they are drawn."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import (
    again,
    boundary,
    catch,
    chain,
    choice,
    diagram,
    end,
    event_sub_process,
    flow,
    node,
    on,
    script_task,
    start,
    text,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, conditions_behind_a, errors, inside, line_of, only, through, warnings


def test_a_flow_to_nowhere_is_found_at_its_line() -> None:
    data = beside(choice("g"), flow("g", "nowhere", "x > 1"))
    finding = only(data, "unknown-target")
    assert (finding.element, finding.line) == ("g_to_nowhere", line_of(data, 'id="g_to_nowhere"'))


def test_a_flow_without_an_end_is_found() -> None:
    assert errors(beside(node("sequenceFlow", "f", sourceRef="a"))) == [("unknown-target", "f")]
    assert errors(beside(node("sequenceFlow", "f", targetRef="end"))) == [("unknown-source", "f")]


def test_a_flow_through_the_border_of_a_sub_process_is_found() -> None:
    assert ("crosses-sub-process", "u_to_end") in errors(through(inside(), flow("u", "end")))
    assert ("crosses-sub-process", "start_to_u") in errors(through(inside(), flow("start", "u")))


def test_a_flow_into_a_boundary_event_is_found() -> None:
    late = boundary("late", "a", timer("timeDuration", "P1D"))
    data = diagram(start(), user_task("a"), late, end(), *chain("start", "a", "late", "end"))
    assert ("into-start", "a_to_late") in errors(data)


def test_an_id_given_twice_is_found_at_the_second_place() -> None:
    data = beside(end("a"))
    finding = only(data, "duplicate-id")
    assert (finding.element, finding.line) == ("a", line_of(data, '<bpmn:endEvent id="a"'))


@pytest.mark.parametrize("name", ["End", "Start", "Root", "x.EndJoin", "a#1", "a b", "1a", "a.BoundaryEventSplit"])
def test_an_id_that_the_engine_could_not_tell_apart_is_found(name: str) -> None:
    assert ("bad-id", name) in errors(through(user_task(name)))


@pytest.mark.parametrize("name", ["a-b", "_a", "Start_1", "a.b", "审核", "Ünit"])
def test_any_other_id_of_xml_is_fine(name: str) -> None:
    assert errors(through(user_task(name))) == []


@pytest.mark.parametrize(
    "tag", ["userTask", "callActivity", "transaction", "subProcess", "startEvent", "complexGateway"]
)
def test_an_element_without_an_id_is_found(tag: str) -> None:
    assert ("no-id", "") in errors(beside(node(tag, None)))


def test_a_process_without_an_id_is_found() -> None:
    assert ("no-id", "") in errors(diagram(start(), end(), *chain("start", "end")).replace(b' id="line"', b""))


def test_a_file_without_a_process_is_found() -> None:
    none = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    assert errors(none) == [("no-process", "")]


def test_of_several_processes_that_nobody_calls_the_first_executable_one_runs() -> None:
    two = beside().replace(b"</bpmn:def", b'<bpmn:process id="second"/></bpmn:def')
    assert (errors(two), warnings(two)) == ([], [("process-not-used", "second")])
    drawing_first = two.replace(b'id="line" isExecutable="true"', b'id="line" isExecutable="false"')
    assert (errors(drawing_first), warnings(drawing_first)) == ([("start-events", "second")], [])


@pytest.mark.parametrize("said", ["false", "0"])
def test_a_process_marked_as_not_executable_is_found(said: str) -> None:
    data = diagram(start(), end(), *chain("start", "end"), executable=said)
    assert errors(data) == [("not-executable", "line")]


def test_a_process_may_begin_at_one_of_several_events_and_a_sub_process_at_one() -> None:
    assert errors(beside(start("again"), flow("again", "a"))) == []
    assert errors(through(inside(start("again"), flow("again", "u")))) == [("start-events", "sub")]


def test_what_begins_nowhere_is_found() -> None:
    data = diagram(user_task("a"), choice("g"), *chain("a", "g", "a"))
    assert ("start-events", "line") in errors(data)


def test_an_event_sub_process_has_one_start_event() -> None:
    handler = event_sub_process("h", on("error"), start("s"), end("e"), flow("h_on", "e"), flow("s", "e"))
    none = node("subProcess", "h", user_task("u"), triggeredByEvent="true")
    assert ("start-events", "h") in errors(beside(handler))
    assert ("start-events", "h") in errors(beside(none))


def test_a_way_out_of_a_gateway_without_condition_is_found_unless_it_is_the_only_one() -> None:
    two = conditions_behind_a("x > 1", "x > 2", "x > 3")
    for condition in (b"x &gt; 2", b"x &gt; 3"):
        two = two.replace(b"<bpmn:conditionExpression>" + condition + b"</bpmn:conditionExpression>", b"")
    assert errors(two, ("x",)) == [("condition-missing", "g_to_end_1"), ("condition-missing", "g_to_end_2")]
    one = conditions_behind_a("x > 1", "x > 2")
    one = one.replace(b"<bpmn:conditionExpression>x &gt; 2</bpmn:conditionExpression>", b"")
    assert errors(one, ("x",)) == []


def test_what_stands_behind_an_event_gateway_is_looked_at() -> None:
    data = diagram(
        start(), node("eventBasedGateway", "g"), user_task("a"), catch("w", timer("timeDuration", "P1D")), end(),
        end("end_2"), choice("m"), *chain("start", "g", "a", "m", "w", "end_2"), flow("g", "w"),
    )  # fmt: skip
    assert {("behind-event-gateway", "a"), ("behind-event-gateway", "w")} <= set(errors(data))


def test_an_event_gateway_without_events_is_found_at_itself() -> None:
    data = diagram(start(), node("eventBasedGateway", "g"), flow("start", "g"))
    assert ("behind-event-gateway", "g") in errors(data)


def test_a_receive_task_with_a_border_or_a_marker_is_no_event_behind_an_event_gateway() -> None:
    for marker, late in (((), boundary("late", "t", timer("timeDuration", "P1D"))), ((again(maximum=2),), None)):
        parts = (start(), node("eventBasedGateway", "g"), node("receiveTask", "t", *marker), end())
        edge = () if late is None else (late, flow("late", "end"))
        assert ("behind-event-gateway", "t") in errors(diagram(*parts, *edge, *chain("start", "g", "t", "end")))


@pytest.mark.parametrize("host", ["nowhere", "start", "g", "u"])
def test_a_boundary_event_sits_on_an_activity_beside_it(host: str) -> None:
    late = boundary("late", host, timer("timeDuration", "P1D"))
    ways = (*chain("start", "g", "sub", "end"), flow("late", "end"))
    assert ("unattached", "late") in errors(diagram(start(), choice("g"), inside(), late, end(), *ways))


@pytest.mark.parametrize("tag", ["scriptTask", "businessRuleTask"])
def test_an_event_on_what_is_done_at_once_is_pointed_at(tag: str) -> None:
    late = boundary("late", "x", timer("timeDuration", "P1D"))
    data = through(node(tag, "x", text("script", "y = 1")), late, end("f"), flow("late", "f"))
    assert warnings(data) == [("never-happens", "late")]


def test_findings_come_in_the_order_of_the_file_and_each_once() -> None:
    data = diagram(node("task", "x"), node("serviceTask", "y"), user_task("a"), end("a"))
    findings = check_diagram(data)
    assert [f.line for f in findings] == sorted(f.line for f in findings)
    assert len(set(findings)) == len(findings) > 1


def test_a_finding_names_what_was_drawn_and_not_what_was_added_to_it() -> None:
    review = user_task("a", default="a_to_end")
    parts = (start(), review, end(), end("back"), *chain("start", "a", "end"))
    data = diagram(*parts, flow("a", "back", "outcome == 'return'"))
    finding = only(data, "default-behind-review")
    assert finding.element == "a"
    assert "a_split" not in finding.message
    assert finding.message.startswith("a按审核结论分支")


def test_an_id_that_begins_like_an_added_one_stays_itself_in_messages() -> None:
    parts = (start(), user_task("a"), script_task("a_split_2", "import os"), user_task("b"), user_task("a_split_3"))
    data = diagram(*parts, flow("start", "a"), *chain("a", "a_split_2"), *chain("a", "b"), *chain("a", "a_split_3"))
    assert only(data, "unsafe-script").element == "a_split_2"
