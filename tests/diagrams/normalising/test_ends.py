"""Starts and ends that are left out."""

import pytest

from tests.diagrams.bpmn import (
    Part,
    boundary,
    call,
    called_process,
    chain,
    choice,
    diagram,
    end,
    event_sub_process,
    flow,
    node,
    on,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, line_of, through
from tests.diagrams.normalising.rewritten import arrows, element, kinds, rewritten, rules


def test_without_a_start_event_a_process_begins_with_what_no_flow_enters() -> None:
    data = diagram(user_task("a"), end(), *chain("a", "end"))
    result = rewritten(data)
    assert kinds(result) == {"line_start": "startEvent"}
    assert arrows(result) == {("line_start", "a"), ("a", "end")}
    assert rules(result) == [("start-drawn", "line")]
    assert element(result, "line_start").sourceline == line_of(data, "<bpmn:process")
    assert errors(data) == []


def test_several_first_elements_begin_side_by_side() -> None:
    data = diagram(user_task("a"), user_task("b"), end(), *chain("a", "end"), *chain("b", "end"))
    result = rewritten(data)
    assert kinds(result) == {"line_start": "startEvent", "line_fork": "parallelGateway"}
    assert {("line_start", "line_fork"), ("line_fork", "a"), ("line_fork", "b")} <= arrows(result)
    assert errors(data) == []


def test_a_sub_process_without_start_and_end_events_begins_and_ends_by_itself() -> None:
    for tag in ("subProcess", "transaction"):
        data = through(node(tag, "sub", user_task("u"), user_task("v"), flow("u", "v")))
        result = rewritten(data)
        assert kinds(result) == {"sub_start": "startEvent", "v_end": "endEvent"}
        assert {("sub_start", "u"), ("v", "v_end")} <= arrows(result)
        assert {element(result, name).getparent().get("id") for name in result.added} == {"sub"}
        assert rules(result) == [("start-drawn", "sub"), ("end-drawn", "v")]
        assert errors(data) == []


def test_a_called_process_begins_and_ends_by_itself_as_well() -> None:
    data = through(call("c", "other"), called=(called_process("other", user_task("u")),))
    assert rules(rewritten(data)) == [("start-drawn", "other"), ("end-drawn", "u")]
    assert errors(data) == []


def test_a_start_event_that_is_there_is_the_only_beginning() -> None:
    data = beside(user_task("island"), flow("island", "end"))
    assert rewritten(data).notes == ()
    assert errors(data) == [("unreachable", "island")]


def test_what_only_a_loop_enters_does_not_begin() -> None:
    data = diagram(user_task("a"), choice("g"), *chain("a", "g", "a"))
    assert ("start-drawn", "line") not in rules(rewritten(data))
    assert ("start-events", "line") in errors(data)


@pytest.mark.parametrize(
    "apart",
    [
        (user_task("undo", isForCompensation="true"),),
        (user_task("undo", isForCompensation="1"),),
        (boundary("late", "a", timer("timeDuration", "'P1D'")), flow("late", "end")),
        (event_sub_process("h", on("error"), end("h_e"), flow("h_on", "h_e")),),
    ],
    ids=["compensation", "compensation by one", "border", "event sub-process"],
)
def test_what_no_flow_has_to_enter_does_not_begin(apart: tuple[Part, ...]) -> None:
    result = rewritten(diagram(user_task("a"), end(), flow("a", "end"), *apart))
    assert {other for one, other in arrows(result) if one == "line_start"} == {"a"}


def test_what_no_flow_leaves_ends_there() -> None:
    data = diagram(start(), user_task("a"), choice("g"), flow("start", "a"), flow("a", "g"))
    result = rewritten(data)
    assert kinds(result) == {"g_end": "endEvent"}
    assert ("g", "g_end") in arrows(result)
    assert rules(result) == [("end-drawn", "g")]
    assert dict(result.drawn) == {"g_end": "g", "flow_g_g_end": "g"}
    assert errors(data) == []


def test_every_kind_of_node_may_end_a_way() -> None:
    late = boundary("late", "a", timer("timeDuration", "'P1D'"))
    parts = (throw("told", on("signal")), sub_process("sub", start("s"), end("e"), flow("s", "e")), late)
    data = diagram(start(), user_task("a"), *parts, *chain("start", "a", "told"), flow("a", "sub"))
    assert {name for rule, name in rules(rewritten(data)) if rule == "end-drawn"} == {"told", "sub", "late"}


@pytest.mark.parametrize(
    "apart",
    [
        (user_task("undo", isForCompensation="true"),),
        (boundary("undo", "a", on("compensate")),),
        (event_sub_process("undo", on("error"), end("h_e"), flow("undo_on", "h_e")),),
        (throw("undo", node("linkEventDefinition", None, name="x")), flow("a", "undo")),
        (node("eventBasedGateway", "undo"), flow("a", "undo")),
    ],
    ids=["compensation", "compensation border", "event sub-process", "link", "event gateway"],
)
def test_what_leads_on_by_itself_or_is_refused_gets_no_end(apart: tuple[Part, ...]) -> None:
    assert ("end-drawn", "undo") not in rules(rewritten(beside(*apart)))


def test_an_event_sub_process_is_begun_by_its_event_alone_and_ends_by_itself() -> None:
    data = beside(event_sub_process("h", on("error"), user_task("u"), flow("h_on", "u")))
    assert rules(rewritten(data)) == [("end-drawn", "u")]
    none = beside(node("subProcess", "h", user_task("u"), triggeredByEvent="true"))
    assert ("start-drawn", "h") not in rules(rewritten(none))


def test_added_ids_are_those_that_nothing_else_has() -> None:
    data = diagram(user_task("a"), user_task("line_start"), user_task("a_end"), flow("a", "line_start"))
    result = rewritten(data)
    assert kinds(result)["line_start_2"] == "startEvent"
    assert kinds(result) == {
        "line_start_2": "startEvent", "line_fork": "parallelGateway", "line_start_end": "endEvent",
        "a_end_end": "endEvent",
    }  # fmt: skip
    assert errors(data) == []


def test_an_empty_process_or_sub_process_stays_empty() -> None:
    assert rewritten(diagram()).notes == ()
    assert ("start-events", "line") in errors(diagram())
    assert ("start-events", "sub") in errors(through(sub_process("sub")))
