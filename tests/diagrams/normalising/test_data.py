"""Data that is drawn explains the diagram; the engine is not asked for it."""

from casesvc.diagrams.tree import bpmn
from tests.diagrams.bpmn import Part, chain, diagram, end, node, start, text, user_task
from tests.diagrams.findings import beside, errors, line_of
from tests.diagrams.normalising.rewritten import rewritten, rules

TAGS = (
    "ioSpecification", "property", "dataObject", "dataObjectReference", "dataStoreReference",
    "dataInputAssociation", "dataOutputAssociation",
)  # fmt: skip


def _drawn(*parts: Part) -> bytes:
    task = user_task(
        "a", node("ioSpecification", "io", node("dataInput", "in")), node("property", "p"),
        node("dataInputAssociation", "i", text("sourceRef", "d"), text("targetRef", "in")),
        node("dataOutputAssociation", "o", text("sourceRef", "in"), text("targetRef", "d")),
    )  # fmt: skip
    objects = (
        node("dataObject", "d"), node("dataObjectReference", "dr", dataObjectRef="d"),
        node("dataStoreReference", "ds", dataStoreRef="nowhere"),
    )  # fmt: skip
    return diagram(start(), *objects, task, end(), *parts, *chain("start", "a", "end"))


def test_data_is_taken_out_of_the_way_and_each_part_is_noted_at_its_line() -> None:
    data = _drawn()
    result = rewritten(data)
    assert list(result.tree.getroot().iter(*map(bpmn, TAGS))) == []
    assert {rule for rule, _ in rules(result)} == {"data-not-run"}
    lines = {note.line: note.element for note in result.notes}
    assert lines == {
        line_of(data, '<bpmn:dataObject id="d"'): "line",
        line_of(data, "<bpmn:dataObjectReference"): "line",
        line_of(data, "<bpmn:dataStoreReference"): "line",
        line_of(data, "<bpmn:ioSpecification"): "a",
        line_of(data, "<bpmn:property"): "a",
        line_of(data, '<bpmn:dataInputAssociation id="i"'): "a",
        line_of(data, '<bpmn:dataOutputAssociation id="o"'): "a",
    }
    assert errors(data) == []


def test_the_elements_around_data_stay() -> None:
    result = rewritten(_drawn())
    assert {e.get("id") for e in result.tree.getroot().iter()} >= {
        "line",
        "start",
        "a",
        "end",
        "start_to_a",
        "a_to_end",
    }
    assert result.added == frozenset()


def test_notes_and_groups_of_a_drawing_are_no_data() -> None:
    drawn = (node("textAnnotation", "t", text("text", "?")), node("association", "as", sourceRef="a", targetRef="t"))
    result = rewritten(beside(*drawn, node("group", "gr")))
    assert result.notes == ()
