"""Inputs, outputs, data associations and item definitions that BPMN forbids are refused."""

import pytest

from casesvc.diagrams.validity import data_associations, data_sets, items
from tests.diagrams.bpmn import Part, chain, end, node, start, text
from tests.diagrams.validity.drawing import Case, caught, codes, drawn, file, formal, named, process, prove, task, way

TEXT, NUMBER, ALSO_TEXT = "i_text", "i_number", "i_also_text"


def definitions() -> tuple[Part, ...]:
    return (
        node("itemDefinition", TEXT, structureRef="xsi:string"),
        node("itemDefinition", ALSO_TEXT, structureRef="xsi:string"),
        node("itemDefinition", NUMBER, structureRef="xsi:int"),
        node("itemDefinition", "i_untyped"),
        node("itemDefinition", "i_texts", structureRef="xsi:string", isCollection="true"),
    )


def io(*data: Part, sets: tuple[Part, ...] | None = None) -> Part:
    """Return a specification of inputs and outputs; without sets, all of them are in one."""
    if sets is None:
        sets = tuple(
            node(f"{side}Set", None, *(text(f"data{side.title()}Refs", str(d.get("id"))) for d in data if _is(d, side)))
            for side in ("input", "output")
        )
    return node("ioSpecification", None, *data, *sets)


def _is(data: Part, side: str) -> bool:
    return str(data.tag).endswith(side.title())


def given(name: str, item: str | None = None, **attributes: str) -> Part:
    return node("dataInput", name, itemSubjectRef=item, **attributes)


def made(name: str, item: str | None = None) -> Part:
    return node("dataOutput", name, itemSubjectRef=item)


def group(side: str, name: str | None, *inside: tuple[str, str]) -> Part:
    return node(f"{side}Set", name, *(text(tag, words) for tag, words in inside))


def naming(data: str) -> Part:
    return group("input", None, ("dataInputRefs", data))


def associated(side: str, source: str, target: str, *inside: Part) -> Part:
    ends = (*(text("sourceRef", each) for each in source.split()), text("targetRef", target))
    return node(f"data{side}Association", None, *ends, *inside)


def reading(source: str, *inside: Part, item: str | None = None) -> bytes:
    """Return a task that reads objects of the process: of text, of numbers, or its own output."""
    wanted = task("a", io(given("in", item), made("out")), associated("Input", source, "in", *inside))
    objects = (node("dataObject", "words", itemSubjectRef=TEXT), node("dataObject", "sum", itemSubjectRef=NUMBER))
    return drawn(wanted, beside=objects, roots=definitions())


def moving(*associations: Part) -> bytes:
    """Return a process with inputs and outputs of its own, and two tasks with inputs and outputs of theirs."""
    own = io(given("p_in"), made("p_out"))
    first = task("a", io(given("a_in"), made("a_out")), *associations)
    second = task("b", io(given("b_in"), made("b_out")))
    return file(process(own, *way(first, second), node("dataObject", "thing")))


def specified(*data: Part, sets: tuple[Part, ...]) -> bytes:
    return drawn(task("a", io(*data, sets=sets)))


def paired(*, back: bool) -> bytes:
    named_back = (("inputSetRefs", "ins"),) if back else ()
    sets = (group("input", "ins", ("outputSetRefs", "outs")), group("output", "outs", *named_back))
    return specified(sets=sets)


def working(kind: str, specification: Part, **attributes: str) -> bytes:
    """Return a task for an operation with a text in and a number out."""
    operation = node("operation", "o", text("inMessageRef", "m"), text("outMessageRef", "n"), name="o")
    messages = (node("message", "m", itemRef=TEXT), node("message", "n", itemRef=NUMBER))
    roots = (*definitions(), *messages, node("interface", "i", operation, name="i"))
    return drawn(task("a", specification, kind=kind, **attributes), roots=roots)


def signalled(item: str) -> bytes:
    """Return a wait for a signal that carries text."""
    event = caught("w", "signal", signalRef="s")
    event.insert(0, made("out", item))
    return drawn(event, roots=(*definitions(), node("signal", "s", structureRef=TEXT)))


def looping(item: str) -> bytes:
    part = node("inputDataItem", "each", itemSubjectRef=item)
    loop = node("multiInstanceLoopCharacteristics", None, text("loopDataInputRef", "all"), part)
    return drawn(task("a", io(given("all", "i_texts", isCollection="true")), loop), roots=definitions())


CASES = (
    Case(
        data_sets.sub_processes_have_no_inputs,
        drawn(node("subProcess", "a", io(given("in")), task("b"))),
        drawn(node("subProcess", "a", task("b", io(given("in"))))),
    ),
    Case(
        data_sets.data_are_in_a_set,
        specified(given("in"), sets=(group("input", None), group("output", None))),
        specified(given("in"), sets=(group("input", None, ("dataInputRefs", "in")), group("output", None))),
    ),
    Case(
        data_sets.sets_name_their_own_data,
        drawn(task("a", io(given("in"))), task("b", io(sets=(naming("in"), group("output", None))))),
        drawn(task("a", io(given("in"))), task("b", io(given("own")))),
    ),
    Case(
        data_sets.parts_of_sets_are_members,
        specified(given("in"), given("x"), sets=(
            group("input", None, ("dataInputRefs", "in"), ("whileExecutingInputRefs", "x")),
            group("input", None, ("dataInputRefs", "x")), group("output", None))),
        specified(given("in"), given("x"), sets=(
            group("input", None, ("dataInputRefs", "in"), ("dataInputRefs", "x"), ("optionalInputRefs", "x")),
            group("output", None))),
    ),
    Case(data_sets.sets_are_paired, paired(back=False), paired(back=True)),
    Case(
        data_associations.one_source_without_transformation,
        reading("words words"),
        reading("words words", text("transformation", "join")),
    ),
    Case(
        data_associations.inputs_of_processes_are_not_written,
        moving(associated("Output", "a_out", "p_in")),
        moving(associated("Output", "a_out", "p_out")),
    ),
    Case(
        data_associations.outputs_of_processes_are_not_read,
        moving(associated("Input", "p_out", "a_in")),
        moving(associated("Input", "p_in", "a_in")),
    ),
    Case(
        data_associations.associations_belong_to_their_holder,
        moving(associated("Input", "thing", "b_in"), associated("Output", "b_out", "thing")),
        moving(associated("Input", "thing", "a_in"), associated("Output", "a_out", "thing")),
    ),
    Case(
        data_associations.associations_keep_their_direction,
        moving(associated("Input", "thing", "a_out"), associated("Output", "a_in", "thing")),
        moving(associated("Input", "thing", "a_in"), associated("Output", "a_out", "thing")),
    ),
    Case(
        items.tasks_fit_their_operation,
        working("serviceTask", io(given("in", NUMBER), made("out", NUMBER)), operationRef="o"),
        working("serviceTask", io(given("in", TEXT), made("out", NUMBER)), operationRef="o"),
    ),
    Case(
        items.tasks_fit_their_message,
        working("sendTask", io(given("in", TEXT), given("x", TEXT)), messageRef="m"),
        working("sendTask", io(given("in", ALSO_TEXT)), messageRef="m"),
    ),
    Case(items.events_fit_what_they_carry, signalled(NUMBER), signalled(ALSO_TEXT)),
    Case(items.associations_keep_the_type, reading("sum", item=TEXT), reading("words", item=ALSO_TEXT)),
    Case(items.collections_hold_their_items, looping(NUMBER), looping(TEXT)),
    Case(
        items.collections_are_those_of_their_type,
        drawn(task("a", io(given("in", "i_texts"))), roots=definitions()),
        drawn(task("a", io(given("in", "i_texts", isCollection="true"))), roots=definitions()),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


def test_two_item_definitions_without_a_type_are_not_the_same() -> None:
    assert codes(reading("words", item="i_untyped")) == {"item-mismatch"}


def test_a_transformation_may_change_the_type() -> None:
    assert codes(reading("sum", text("transformation", "str(sum)"), item=TEXT)) == set()


@pytest.mark.parametrize("data", [(), (given("in", TEXT), given("x", TEXT))])
def test_a_service_task_has_exactly_one_input_for_its_operation(data: tuple[Part, ...]) -> None:
    specification = io(*data, made("out", NUMBER))
    assert codes(working("serviceTask", specification, operationRef="o")) == {"data-of-message"}


def test_a_receive_task_has_at_most_one_output_for_its_message() -> None:
    assert codes(working("receiveTask", io(made("x", TEXT), made("y", TEXT)), messageRef="m")) == {"data-of-message"}


def test_an_event_of_several_triggers_has_data_for_each() -> None:
    times = [
        *caught("x", "timer", formal("timeDate", "2030-01-01")),
        *caught("y", "timer", formal("timeDate", "2030-01-02")),
    ]
    event = node("intermediateCatchEvent", "w", made("out"), *times)
    assert codes(file(process(start(), event, end(), *chain("start", "w", "end")))) == {"data-of-event"}
