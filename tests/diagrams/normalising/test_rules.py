"""Normalising: a pure copy, the few rules, and a note for every change."""

from lxml import etree

from casesvc.diagrams.normalising import Normalised, normalise
from casesvc.diagrams.tree import bpmn, camunda, read_diagram
from tests.diagrams.bpmn import (
    boundary,
    chain,
    choice,
    diagram,
    end,
    error,
    flow,
    levels_diagram,
    node,
    start,
    text,
    timer,
    user_task,
)


def _normalised(data: bytes) -> Normalised:
    return normalise(read_diagram(data))


def _texts(result: Normalised, tag: str) -> list[str | None]:
    return [element.text for element in result.tree.getroot().iter(bpmn(tag))]


def test_the_diagram_given_is_not_touched() -> None:
    tree = read_diagram(levels_diagram())
    before = etree.tostring(tree)
    normalise(tree)
    assert etree.tostring(tree) == before


def test_normalising_twice_changes_nothing_more() -> None:
    once = _normalised(levels_diagram())
    twice = normalise(once.tree)
    assert twice.notes == ()
    assert etree.tostring(twice.tree) == etree.tostring(once.tree)


def test_a_collection_becomes_a_number_and_its_variable_goes() -> None:
    result = _normalised(levels_diagram())
    assert _texts(result, "loopCardinality") == ["len(competent_units)"]
    loop = next(result.tree.getroot().iter(bpmn("multiInstanceLoopCharacteristics")))
    assert loop.get(camunda("collection")) is None
    assert loop.get(camunda("elementVariable")) is None
    rules = {(note.element, note.rule) for note in result.notes}
    assert {("competent", "collection-counted"), ("competent", "element-variable-dropped")} <= rules


def test_camunda_expressions_are_translated_and_noted_at_their_line() -> None:
    data = levels_diagram()
    result = _normalised(data)
    assert "outcome == 'approve'" in _texts(result, "conditionExpression")
    assert _texts(result, "completionCondition") == ["outcome != 'approve'"]
    notes = [note for note in result.notes if note.element == "competent" and note.rule == "camunda-expression"]
    lines = data.decode().splitlines()
    assert [lines[note.line - 1].strip().startswith("<bpmn:completionCondition") for note in notes] == [True]


def test_a_flow_without_an_id_gets_one_that_nobody_else_has() -> None:
    unnamed = flow("start", "a")
    del unnamed.attrib["id"]
    again = flow("a", "end", name="flow_start_a")
    result = _normalised(diagram(start(), user_task("a"), end(), unnamed, again))
    assert [f.get("id") for f in result.tree.getroot().iter(bpmn("sequenceFlow"))] == ["flow_start_a_2", "flow_start_a"]
    assert [(note.rule, note.element) for note in result.notes] == [("flow-without-id", "flow_start_a_2")]


def test_a_process_that_does_not_say_so_is_executable() -> None:
    result = _normalised(diagram(start(), end(), *chain("start", "end"), executable=None))
    assert [note.rule for note in result.notes] == ["executable-not-said"]
    kept = _normalised(diagram(start(), end(), *chain("start", "end"), executable="false"))
    assert kept.notes == ()


def test_raw_iso_times_get_quotes_and_others_stay() -> None:
    for written, becomes in (("P5D", '"P5D"'), ("2026-12-31T17:00:00", '"2026-12-31T17:00:00"'), ("'P5D'", "'P5D'")):
        result = _normalised(
            diagram(
                start(), user_task("a"), boundary("late", "a", timer("timeDuration", written)), end(), end("end_2"),
                *chain("start", "a", "end"), flow("late", "end_2"),
            )
        )  # fmt: skip
        assert _texts(result, "timeDuration") == [becomes]
        assert [note.rule for note in result.notes] == ([] if written == becomes else ["time-quoted"])


def test_a_default_flow_stays_the_default() -> None:
    result = _normalised(
        diagram(
            start(),
            choice("g", default="g_to_end"),
            end(),
            end("b"),
            *chain("start", "g", "end"),
            flow("g", "b", "x > 1"),
        )
    )
    assert [g.get("default") for g in result.tree.getroot().iter(bpmn("exclusiveGateway"))] == ["g_to_end"]
    assert result.notes == ()


def test_an_expression_outside_the_language_is_left_for_the_check_to_name() -> None:
    result = _normalised(diagram(start(), choice("g"), end(), *chain("start", "g"), flow("g", "end", "${a.b()}")))
    assert _texts(result, "conditionExpression") == ["${a.b()}"]


def test_data_drawn_for_the_reader_is_taken_out_of_the_way_of_the_engine() -> None:
    task = user_task("a", node("ioSpecification", "io"), node("dataInputAssociation", "in", text("sourceRef", "d")))
    result = _normalised(diagram(start(), node("dataObject", "d"), task, end(), *chain("start", "a", "end")))
    assert [n.rule for n in result.notes] == ["data-not-run"] * 3
    assert (
        list(result.tree.getroot().iter(bpmn("dataObject"), bpmn("ioSpecification"), bpmn("dataInputAssociation")))
        == []
    )


def test_an_error_without_a_code_has_its_id_as_code() -> None:
    result = _normalised(diagram(start(), end(), *chain("start", "end"), head=(error("returned"), error("x", "X"))))
    assert [e.get("errorCode") for e in result.tree.getroot().iter(bpmn("error"))] == ["returned", "X"]
