"""Loops, tasks, calls and events that cannot be executed by the standard are refused."""

import pytest

from casesvc.diagrams.validity import calls, executable, loops, tasks
from tests.diagrams.bpmn import Part, chain, end, flow, node, start, text
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
    thrown,
    timed,
    way,
    with_message,
)


def many(*inside: Part, **attributes: str) -> Part:
    return node("multiInstanceLoopCharacteristics", None, *inside, **attributes)


def signalling() -> Part:
    """Return a behaviour that throws nothing in particular when its condition holds."""
    return node("complexBehaviorDefinition", None, formal("condition"), node("event", "thrown"))


def inputs(*names: str, **attributes: str) -> Part:
    """Return a specification of these inputs, all of them in one set."""
    data = (node("dataInput", name, **attributes) for name in names)
    refs = (text("dataInputRefs", name) for name in names)
    return node("ioSpecification", None, *data, node("inputSet", None, *refs), node("outputSet", None))


def each_of(collection: str, kind: str = "task", *, single: str | None = None, beside: tuple[Part, ...] = ()) -> bytes:
    """Return a multi-instance over a collection, of a task with the inputs ``all`` and ``one``."""
    io = (inputs("all", isCollection="true"),) if kind == "task" else (task("b"),)
    loop = many(text("loopDataInputRef", collection))
    return drawn(
        task("a", *io, loop, kind=kind), *([] if single is None else [task("c", inputs(single))]), beside=beside
    )


def objects(**attributes: str) -> tuple[Part, ...]:
    return (node("dataObject", "things", **attributes),)


def done_by(*inside: Part) -> bytes:
    parameter = node("resourceParameter", "p", name="level", isRequired="true")
    other = node("resource", "other", node("resourceParameter", "q"), name="other")
    return drawn(task("a", node("performer", None, *inside)), roots=(node("resource", "r", parameter, name="r"), other))


def bound(parameter: str) -> Part:
    return node("resourceParameterBinding", None, text("formalExpression", "3"), parameterRef=parameter)


def of(resource: str) -> Part:
    return text("resourceRef", resource)


def calling(first: Part, *own: Part, roots: tuple[Part, ...] = (), of_call: tuple[Part, ...] = ()) -> bytes:
    """Return a process that calls first -> task -> end."""
    names = (str(first.get("id")), "y_b", "y_end")
    behind = process(*own, first, task("y_b"), end("y_end"), *chain(*names), name="behind")
    return file(process(*way(task("a", *of_call, kind="callActivity", calledElement="behind"))), behind, *roots)


def offering(*inside: Part, interfaces: tuple[Part, ...] = ()) -> bytes:
    offered = process(text("supportedInterfaceRef", "i"), _specified(), *inside, *way(task()))
    return file(offered, *service(), *interfaces)


def _specified() -> Part:
    return node("ioSpecification", None, node("inputSet", "ins"), node("outputSet", "outs"))


def binding(operation: str) -> Part:
    return node("ioBinding", None, operationRef=operation, inputDataRef="ins", outputDataRef="outs")


def second_interface() -> Part:
    return node("interface", "i_2", node("operation", "o_2", text("inMessageRef", "m"), name="o"), name="i")


def ended_by(trigger: str, *roots: Part, **attributes: str) -> bytes:
    last = thrown("stop", trigger, kind="endEvent", **attributes)
    return file(process(start(), task(), last, *chain("start", "a", "stop")), *roots)


def untimed() -> bytes:
    return drawn(caught("w", "timer", text("timeDuration", "PT1H")))


CASES = (
    Case(
        loops.instances_are_counted,
        drawn(task("a", many())),
        drawn(task("a", many(formal("loopCardinality", "3")))),
    ),
    Case(loops.collections_are_inputs_of_the_task, each_of("one", single="one"), each_of("all", single="one")),
    Case(
        loops.collections_of_sub_processes_are_objects,
        each_of("one", "subProcess", single="one"),
        each_of("things", "subProcess", beside=objects(isCollection="true")),
    ),
    Case(
        loops.collections_are_collections,
        each_of("things", "subProcess", beside=objects()),
        each_of("things", "subProcess", beside=objects(isCollection="true")),
    ),
    Case(
        loops.complex_behaviour_is_defined,
        drawn(task("a", many(formal("loopCardinality", "3"), behavior="Complex"))),
        drawn(task("a", many(formal("loopCardinality", "3"), signalling(), behavior="Complex"))),
    ),
    Case(
        tasks.instantiating_tasks_come_first,
        drawn(task("a", kind="receiveTask", instantiate="true")),
        drawn(task(), beside=(task("b", kind="receiveTask", instantiate="true"), flow("b", "end"))),
    ),
    Case(
        tasks.roles_are_said_in_one_way,
        done_by(of("other"), node("resourceAssignmentExpression", None, text("formalExpression", "x"))),
        done_by(node("resourceAssignmentExpression", None, text("formalExpression", "x"))),
    ),
    Case(tasks.bindings_need_a_resource, done_by(bound("p")), done_by(of("r"), bound("p"))),
    Case(tasks.parameters_are_those_of_the_resource, done_by(of("r"), bound("q")), done_by(of("r"), bound("p"))),
    Case(calls.called_processes_can_be_called, calling(timed("y", "startEvent")), calling(start("y"))),
    Case(
        calls.calls_match_what_they_call,
        calling(start("y"), inputs("d")),
        calling(start("y"), inputs("d"), of_call=(inputs("given"),)),
    ),
    Case(calls.services_are_bound, offering(), offering(binding("o"))),
    Case(
        calls.bindings_are_of_supported_interfaces,
        offering(binding("o"), binding("o_2"), interfaces=(second_interface(),)),
        offering(binding("o"), interfaces=(second_interface(),)),
    ),
    Case(executable.expressions_are_formal, untimed(), drawn(timed("w"))),
    Case(
        executable.executable_flows_are_immediate,
        drawn(task()).replace(b'id="a_to_end"', b'id="a_to_end" isImmediate="false"'),
        drawn(task()).replace(b'id="a_to_end"', b'id="a_to_end" isImmediate="true"'),
    ),
    Case(
        executable.conditions_of_events_are_there,
        drawn(caught("w", "conditional", formal("condition", " "))),
        drawn(caught("w", "conditional", formal("condition"))),
    ),
    Case(
        executable.messages_are_named,
        drawn(caught("w", "message", text("operationRef", "o")), roots=service()),
        drawn(with_message("w"), roots=service()),
    ),
    Case(
        executable.operations_are_named,
        drawn(caught("w", "message", messageRef="m"), roots=service()),
        drawn(with_message("w"), roots=service()),
    ),
    Case(
        executable.signals_are_named,
        drawn(caught("w", "signal"), roots=(signal(),)),
        drawn(caught("w", "signal", signalRef="s"), roots=(signal(),)),
    ),
    Case(
        executable.thrown_errors_have_a_code,
        ended_by("error", node("error", "e"), errorRef="e"),
        ended_by("error", node("error", "e", errorCode="E"), errorRef="e"),
    ),
    Case(
        executable.thrown_escalations_have_a_code,
        ended_by("escalation"),
        ended_by("escalation", node("escalation", "x", escalationCode="X"), escalationRef="x"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


@pytest.mark.parametrize(("words", "formal_enough"), [("x > 1", True), ("${ok}", True), ("the sum is large", False)])
def test_a_condition_without_a_type_counts_as_formal_when_it_has_an_operator(words: str, formal_enough: bool) -> None:
    data = drawn(task(), beside=(task("b"), flow("a", "b", words), flow("b", "end")))
    assert ("expression-not-formal" in codes(data)) is not formal_enough


def test_a_required_parameter_has_to_be_bound() -> None:
    assert codes(done_by(of("r"))) == {"parameter-not-bound"}


def test_an_error_that_is_caught_needs_no_code() -> None:
    caught_error = caught("t", "error", kind="boundaryEvent")
    caught_error.set("attachedToRef", "a")
    assert codes(drawn(task(), beside=(caught_error, flow("t", "end")))) == set()


DRAWINGS = {
    "a drawing that is not to be executed": (b'isExecutable="true"', b'isExecutable="false"'),
    "a file of an engine": (b"<bpmn:process ", b'<bpmn:process xmlns:e="urn:engine" e:retries="3" '),
    "a file of a tool": (b'targetNamespace="urn:lines"', b'targetNamespace="urn:lines" exporter="Camunda Modeler"'),
}


@pytest.mark.parametrize("words", DRAWINGS)
@pytest.mark.parametrize("case", CASES[-8:], ids=named)
def test_what_only_the_standard_demands_is_not_demanded_of(words: str, case: Case) -> None:
    plain, other = DRAWINGS[words]
    assert codes(case.refused.replace(plain, other)) == set()


def test_what_only_execution_demands_is_demanded_of_engines_but_not_of_drawings() -> None:
    data = calling(timed("y", "startEvent"))
    assert codes(data.replace(*DRAWINGS["a file of an engine"])) == {"called-without-start"}
    assert codes(data.replace(*DRAWINGS["a drawing that is not to be executed"])) == set()


def test_colours_are_no_dialect() -> None:
    coloured = untimed().replace(
        b"<bpmn:process ", b'<bpmn:process xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" '
    )
    assert codes(coloured.replace(b'id="w"', b'id="w" bioc:fill="red"')) == {"expression-not-formal"}
