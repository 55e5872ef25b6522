"""All rules together: in their order, over every diagram that the tests of the checks draw."""

import pytest
from lxml import etree

from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.normalising import RULES, normalise
from casesvc.diagrams.normalising.rewriting import Rewriting, owner_of
from casesvc.diagrams.tree import bpmn, line_of, read_diagram
from tests.diagrams.bpmn import (
    chain,
    diagram,
    end,
    flow,
    levels_diagram,
    start,
    user_task,
)
from tests.diagrams.findings import beside, errors
from tests.diagrams.normalising.everything import everything
from tests.diagrams.normalising.rewritten import arrows, element, kinds, rewritten, rules
from tests.diagrams.test_check_examples import EXAMPLES

SMALL = [e for e in EXAMPLES if len(e.found) < 100_000]


def test_every_rule_has_its_say_and_its_note() -> None:
    result = rewritten(everything())
    assert {rule for rule, _ in rules(result)} == {
        "related-attributes", "boolean-spelt", "prefix-dropped", "event-definition-inlined", "flow-without-id",
        "executable-not-said", "global-task-inlined", "collection-counted", "link-connected", "receive-task-as-event",
        "start-not-triggered", "data-not-run", "condition-decides-nothing", "default-not-said", "split-drawn",
        "always-taken", "start-drawn", "end-drawn", "several-tokens", "doubled-flow-parted", "time-quoted",
    }  # fmt: skip
    assert len(RULES) == 21


def test_every_note_says_in_chinese_what_was_done_and_at_which_line() -> None:
    data = everything()
    for note in rewritten(data).notes:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in note.text)
        assert 0 < note.line <= len(data.splitlines())
        assert note.element


@pytest.mark.parametrize("number", range(len(RULES)), ids=[rule.__name__ for rule in RULES])
def test_a_rule_behind_those_before_it_changes_something_once(number: int) -> None:
    rewriting = Rewriting(read_diagram(everything()))
    for rule in RULES[:number]:
        rule(rewriting)
    before = etree.tostring(rewriting.tree)
    RULES[number](rewriting)
    once = etree.tostring(rewriting.tree)
    assert once != before
    again = Rewriting(rewriting.tree)
    RULES[number](again)
    assert (etree.tostring(again.tree), again.result().notes) == (once, ())


@pytest.mark.parametrize("example", SMALL, ids=lambda example: example.code)
def test_no_example_is_touched_and_none_changes_a_second_time(example: object) -> None:
    for data in (example.found, example.fine):  # type: ignore[attr-defined]
        try:
            read_diagram(data)
        except DiagramRefused:
            continue
        result = rewritten(data)
        drawn = {e.get("id") for e in read_diagram(data).getroot().iter()}
        assert set(result.drawn.values()) <= drawn
        assert result.added.isdisjoint(drawn)


def test_a_diagram_in_the_shapes_of_the_engine_stays_as_it_is() -> None:
    result = rewritten(beside())
    assert (result.notes, result.added, dict(result.written)) == ((), frozenset(), {})


def test_the_recommended_chain_keeps_its_elements_and_flows() -> None:
    data = levels_diagram()
    before = {e.get("id") for e in read_diagram(data).getroot().iter() if e.get("id")}
    result = rewritten(data)
    assert {e.get("id") for e in result.tree.getroot().iter() if e.get("id")} == before
    assert errors(data) == []


def test_rules_build_on_what_earlier_ones_have_drawn() -> None:
    parts = (user_task("a", default="a_to_c"), user_task("b"), user_task("c"))
    data = diagram(*parts, flow("a", "b", "${outcome == 'x'}"), flow("a", "c"), flow("b", "c"))
    result = rewritten(data)
    assert arrows(result) == {
        ("line_start", "a"), ("a", "a_split"), ("a_split", "b"), ("a_split", "c"), ("b", "c"), ("c", "c_end"),
    }  # fmt: skip
    assert kinds(result) == {"line_start": "startEvent", "a_split": "inclusiveGateway", "c_end": "endEvent"}
    assert [rule for rule, _ in rules(result)] == ["split-drawn", "start-drawn", "end-drawn", "camunda-expression"]


def test_an_added_element_stands_at_the_line_of_what_it_was_added_to() -> None:
    data = diagram(start(), user_task("a"), end(), end("f"), *chain("start", "a", "end"), flow("a", "f"))
    result = rewritten(data)
    (line,) = {line_of(element(result, name)) for name in result.added}
    assert data.decode().splitlines()[line - 1].strip() == '<bpmn:userTask id="a"/>'


def test_layout_and_unknown_extensions_are_carried_along() -> None:
    layout = (
        b'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane bpmnElement="line"/>'
        b'</di:BPMNDiagram><x:own xmlns:x="urn:x" id="kept"/>'
    )
    result = rewritten(beside().replace(b"</bpmn:definitions>", layout + b"</bpmn:definitions>"))
    assert [etree.QName(e).localname for e in result.tree.getroot()] == ["process", "BPMNDiagram", "own"]


def test_the_owner_of_a_part_is_the_nearest_element_with_an_id_of_its_own() -> None:
    root = normalise(read_diagram(everything())).tree.getroot()
    assert {owner_of(e) for e in root.iter(bpmn("timeDuration"))} == {"deadline", "wait"}
    assert {owner_of(e) for e in root.iter(bpmn("conditionExpression"))} <= {f.get("id") for f in root.iter()}
