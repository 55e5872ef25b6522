"""Attributes of related engines, spellings of true and false, prefixes, event definitions at the top of the file."""

import pytest

from casesvc.diagrams.process import read_process
from casesvc.diagrams.tree import RELATED, bpmn, camunda, read_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    call,
    called_process,
    chain,
    diagram,
    end,
    event_sub_process,
    flow,
    message,
    multi,
    node,
    on,
    start,
    text,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, through
from tests.diagrams.normalising.rewritten import element, rewritten, rules


@pytest.mark.parametrize("namespace", RELATED)
def test_attributes_of_related_engines_are_read_as_those_of_camunda(namespace: str) -> None:
    task = user_task("a")
    task.set(f"{{{namespace}}}candidateGroups", "unit")
    task.set(f"{{{namespace}}}formKey", "line/form")
    result = rewritten(through(task))
    adopted = element(result, "a")
    assert (adopted.get(camunda("candidateGroups")), adopted.get(camunda("formKey"))) == ("unit", "line/form")
    assert rules(result) == [("related-attributes", "a")]


def test_an_attribute_of_camunda_wins_and_one_of_others_stays_as_it_is() -> None:
    task = user_task("a", camunda_formKey="ours")
    task.set(f"{{{RELATED[0]}}}formKey", "theirs")
    task.set("{urn:other}formKey", "nobody's")
    result = rewritten(through(task))
    assert (element(result, "a").get(camunda("formKey")), result.notes) == ("ours", ())


@pytest.mark.parametrize(
    ("part", "attribute", "written", "means"),
    [
        (user_task("x", isForCompensation="0"), "isForCompensation", "0", "false"),
        (node("subProcess", "x", triggeredByEvent="1"), "triggeredByEvent", "1", "true"),
        (node("receiveTask", "x", instantiate=" true "), "instantiate", " true ", "true"),
        (boundary("x", "a", timer("timeDuration", "'P1D'")), "cancelActivity", "0", "false"),
        (node("startEvent", "x"), "isInterrupting", "0", "false"),
        (node("process", "x"), "isExecutable", "0", "false"),
    ],
)
def test_true_and_false_are_spelt_in_one_way(part: Part, attribute: str, written: str, means: str) -> None:
    part.set(attribute, written)
    processes = (part,) if part.tag == bpmn("process") else ()
    result = rewritten(beside(*(() if processes else (part,)), called=processes))
    assert element(result, "x").get(attribute) == means
    assert ("boolean-spelt", "x") in rules(result)


def test_a_marker_that_is_sequential_is_so_however_it_is_spelt() -> None:
    task = user_task("a", multi(many="2", sequential=True))
    task[0].set("isSequential", "1")
    data = through(task)
    assert rules(rewritten(data)) == [("boolean-spelt", "a")]
    assert read_process(read_diagram(data)).tasks["a"].multi == "sequential"


def test_a_value_that_is_neither_true_nor_false_stays_for_the_check() -> None:
    result = rewritten(beside(node("receiveTask", "x", instantiate="yes"), flow("a", "x")))
    assert element(result, "x").get("instantiate") == "yes"


def _own(data: bytes) -> bytes:
    return data.replace(
        b"<bpmn:definitions",
        b'<bpmn:definitions xmlns:own="urn:line" xmlns:other="urn:other" targetNamespace="urn:line"',
    )


def test_a_reference_with_the_prefix_of_the_file_means_its_id() -> None:
    data = through(throw("x", on("message", "own:m")), head=(message("m"),))
    result = rewritten(_own(data))
    assert element(result, "x")[0].get("messageRef") == "m"
    assert rules(result) == [("prefix-dropped", "x")]
    assert errors(_own(data)) == []


def test_a_reference_into_another_file_stays_and_is_unknown() -> None:
    data = _own(through(throw("x", on("message", "other:m")), head=(message("m"),)))
    assert element(rewritten(data), "x")[0].get("messageRef") == "other:m"
    assert errors(data) == [("unknown-reference", "x")]


def test_a_border_and_a_lane_may_name_what_they_hold_with_the_prefix_of_the_file() -> None:
    lane = node("laneSet", None, node("lane", "l", text("flowNodeRef", "own:a"), text("flowNodeRef", "end")))
    late = boundary("late", "own:a", timer("timeDuration", "'P1D'"))
    result = rewritten(_own(beside(lane, late, end("f"), flow("late", "f"))))
    assert element(result, "late").get("attachedToRef") == "a"
    assert [e.text for e in result.tree.getroot().iter(bpmn("flowNodeRef"))] == ["a", "end"]
    assert rules(result) == [("prefix-dropped", "line"), ("prefix-dropped", "late")]


def test_a_called_process_is_named_by_its_id_whatever_the_prefix() -> None:
    called = called_process("other_process", start("s"), end("e"), *chain("s", "e"))
    data = _own(through(call("c", " other:other_process "), called=(called,)))
    result = rewritten(data)
    assert element(result, "c").get("calledElement") == "other_process"
    assert rules(result) == [("prefix-dropped", "c")]


def test_what_only_looks_like_a_prefix_stays() -> None:
    result = rewritten(_own(through(call("c", "urn:process"))))
    assert (element(result, "c").get("calledElement"), result.notes) == ("urn:process", ())


def _deadline() -> Part:
    return node("timerEventDefinition", "deadline", text("timeDuration", "'P1D'"))


def _refer(name: str, to: str) -> Part:
    return node("intermediateCatchEvent", name, text("eventDefinitionRef", to))


def test_an_event_definition_at_the_top_of_the_file_is_written_into_every_event_that_refers_to_it() -> None:
    parts = (start(), _refer("x", "deadline"), _refer("y", " deadline "), end(), *chain("start", "x", "y", "end"))
    data = diagram(*parts, head=(_deadline(),))
    result = rewritten(data)
    for name in ("x", "y"):
        (definition,) = element(result, name)
        assert (definition.tag, definition.get("id")) == (bpmn("timerEventDefinition"), None)
        assert definition.findtext(bpmn("timeDuration")) == "'P1D'"
    assert rules(result) == [("event-definition-inlined", "x"), ("event-definition-inlined", "y")]
    assert errors(data) == []


def test_an_event_definition_of_a_border_or_of_an_event_sub_process_may_stand_at_the_top() -> None:
    border = node("boundaryEvent", "late", text("eventDefinitionRef", "deadline"), attachedToRef="a")
    handler = event_sub_process("h", text("eventDefinitionRef", "deadline"), end("h_e"), flow("h_on", "h_e"))
    data = beside(border, end("f"), flow("late", "f"), handler, head=(_deadline(),))
    assert errors(data) == []
    assert [rule for rule, _ in rules(rewritten(data))] == ["event-definition-inlined"] * 2


def test_a_missing_event_definition_stays_and_is_refused_by_name() -> None:
    data = through(_refer("x", "nowhere"))
    result = rewritten(data)
    assert element(result, "x")[0].text == "nowhere"
    assert result.notes == ()
    assert ("not-supported", "x") in errors(data)


def test_an_event_definition_inside_another_event_is_not_at_the_top() -> None:
    other = node("intermediateCatchEvent", "y", _deadline())
    data = diagram(start(), other, _refer("x", "deadline"), end(), *chain("start", "y", "x", "end"))
    assert ("not-supported", "x") in errors(data)
    assert ("event-definition-inlined", "x") not in rules(rewritten(data))


def test_a_sub_process_is_read_like_the_process() -> None:
    data = _own(through(inside(throw("x", on("message", "own:m")), flow("u", "x")), head=(message("m"),)))
    assert ("prefix-dropped", "x") in rules(rewritten(data))
