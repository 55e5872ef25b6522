"""Elements that the engine cannot run rightly are refused by name."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    diagram,
    end,
    error,
    error_definition,
    flow,
    multi,
    node,
    start,
    text,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, line_of, only, through


def _many(*inside: Part) -> Part:
    return node("multiInstanceLoopCharacteristics", None, *inside)


@pytest.mark.parametrize(
    "tag",
    ["complexGateway", "inclusiveGateway", "task", "manualTask", "serviceTask", "sendTask", "receiveTask",
     "businessRuleTask", "callActivity", "transaction", "adHocSubProcess"],
)  # fmt: skip
def test_an_element_outside_the_list_is_refused_by_name(tag: str) -> None:
    inside = (
        (start("s"), user_task("u"), end("e"), *chain("s", "u", "e"))
        if tag in ("transaction", "adHocSubProcess")
        else ()
    )
    data = through(node(tag, "other", *inside))
    finding = only(data, "not-supported")
    assert (finding.severity, finding.element, finding.line) == ("error", "other", line_of(data, f"<bpmn:{tag}"))


@pytest.mark.parametrize(
    ("tag", "definition"),
    [
        ("intermediateThrowEvent", "compensateEventDefinition"),
        ("intermediateThrowEvent", "linkEventDefinition"),
        ("intermediateThrowEvent", "signalEventDefinition"),
        ("intermediateThrowEvent", "messageEventDefinition"),
        ("intermediateThrowEvent", "escalationEventDefinition"),
        ("intermediateCatchEvent", "linkEventDefinition"),
        ("intermediateCatchEvent", "messageEventDefinition"),
        ("intermediateCatchEvent", "signalEventDefinition"),
        ("intermediateCatchEvent", "conditionalEventDefinition"),
    ],
)
def test_an_event_outside_the_list_is_refused_by_name(tag: str, definition: str) -> None:
    finding = only(through(node(tag, "event", node(definition, None))), "not-supported")
    assert finding.element == "event"


@pytest.mark.parametrize(
    "definition",
    ["signalEventDefinition", "messageEventDefinition", "escalationEventDefinition", "compensateEventDefinition",
     "cancelEventDefinition"],
)  # fmt: skip
def test_an_end_that_the_library_would_ignore_is_refused(definition: str) -> None:
    data = diagram(start(), end("stop", node(definition, None)), *chain("start", "stop"))
    assert only(data, "not-supported").element == "stop"


def test_a_start_that_waits_for_something_is_refused() -> None:
    begin = node("startEvent", "start", timer("timeDate", "2026-12-31"))
    assert only(diagram(begin, end(), *chain("start", "end")), "not-supported").element == "start"


def test_an_intermediate_event_that_waits_for_nothing_is_refused() -> None:
    assert only(through(node("intermediateCatchEvent", "wait")), "not-supported").element == "wait"


def test_an_event_sub_process_is_refused() -> None:
    begin = node("startEvent", "s", node("errorEventDefinition", None))
    inside = (begin, user_task("u"), end("e"), *chain("s", "u", "e"))
    data = beside(node("subProcess", "esp", *inside, triggeredByEvent="true"))
    assert ("not-supported", "esp") in errors(data)


@pytest.mark.parametrize(
    "part",
    [
        user_task("x", node("standardLoopCharacteristics", None, loopMaximum="3")),
        user_task("x", isForCompensation="true"),
        user_task("x", startQuantity="2"),
        user_task("x", completionQuantity="3"),
        user_task("x", node("multiInstanceLoopCharacteristics", None)),
        user_task("x", node("multiInstanceLoopCharacteristics", None, text("loopCardinality", "3"), behavior="One")),
        user_task("x", _many(text("loopCardinality", "3"), text("loopDataOutputRef", "o"))),
        user_task("x", _many(text("loopDataInputRef", "i"), text("loopCardinality", "3"))),
        node("scriptTask", "x", text("script", "y = 1"), multi(many="3")),
    ],
)  # fmt: skip
def test_a_marker_that_cannot_be_run_rightly_is_refused(part: Part) -> None:
    assert ("not-supported", "x") in errors(through(part))


def test_several_instances_of_a_sub_process_are_refused() -> None:
    inside = (start("s"), user_task("u"), end("e", error_definition("back")), *chain("s", "u", "e"))
    data = diagram(
        start(), node("subProcess", "sub", *inside, multi(many="levels", sequential=True)),
        boundary("caught", "sub", error_definition("back")), end(), end("end_2"),
        *chain("start", "sub", "end"), flow("caught", "end_2"), head=(error("back"),),
    )  # fmt: skip
    assert ("not-supported", "sub") in errors(data)


def test_a_repeating_timer_is_refused_at_its_line() -> None:
    data = beside(boundary("late", "a", timer("timeCycle", "R3/PT1H")), end("end_2"), flow("late", "end_2"))
    finding = only(data, "cycle-timer")
    assert (finding.element, finding.line) == ("late", line_of(data, "timeCycle"))


@pytest.mark.parametrize("value", ["soon", "P", "R/P1D", "working_days(0)", "'年底'"])
def test_a_time_that_cannot_be_read_is_found_before_a_case_waits_for_it(value: str) -> None:
    data = beside(boundary("late", "a", timer("timeDate", value)), end("end_2"), flow("late", "end_2"))
    codes = {f.code for f in check_diagram(data) if f.element == "late"}
    assert codes & {"wrong-time", "unsafe-expression", "unknown-name"}


def test_a_due_date_that_cannot_be_read_is_found() -> None:
    assert only(through(user_task("a", camunda_dueDate="${deadline}")), "wrong-time").element == "a"
    assert check_diagram(through(user_task("a", camunda_dueDate="${working_days(5)}"))) == ()
