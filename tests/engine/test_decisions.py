"""Business rule tasks take a decision of the line's tables and keep its result for the gateways behind."""

import pytest
from lxml import etree

from casesvc.cases.step import StepFailed
from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.tree import read_diagram
from casesvc.journeys.play_diagram import PlayedCase
from tests.diagrams.bpmn import chain, choice, diagram, end, flow, node, start
from tests.engine.play import ENGINE, NOW

RULE = """<rule id="r{0}"><inputEntry id="a{0}"><text>{1}</text></inputEntry>
<outputEntry id="b{0}"><text>"{2}"</text></outputEntry></rule>"""
TABLE = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="tiers" namespace="urn:tiers">
  <decision id="tier" name="tier"><decisionTable id="t" hitPolicy="UNIQUE">
    <input id="i"><inputExpression id="e" typeRef="number"><text>years</text></inputExpression></input>
    <output id="o" name="tier" typeRef="string"/>
    {RULE.format(1, "&lt; 5", "C")}{RULE.format(2, "[5..10]", "B")}
  </decisionTable></decision>
</definitions>""".encode()


def _begun(**facts: object) -> PlayedCase:
    drawn = diagram(
        start(), node("businessRuleTask", "rate", camunda_decisionRef="tier", camunda_resultVariable="level_found"),
        choice("g"), end("c"), end("b"), *chain("start", "rate", "g"),
        flow("g", "c", "level_found == 'C'"), flow("g", "b", "level_found == 'B'"),
    )  # fmt: skip
    case = PlayedCase(ENGINE, etree.tostring(embed(read_diagram(drawn), [TABLE])), NOW, dict(facts))
    case.start()
    return case


def test_the_result_of_a_decision_table_leads_the_way() -> None:
    assert (_begun(years=3).ended, _begun(years=7).ended) == ("c", "b")


def test_a_decision_that_lacks_a_value_is_an_incident_at_its_task() -> None:
    with pytest.raises(StepFailed) as failed:
        _begun()
    assert (failed.value.element, "years" in failed.value.message) == ("rate", True)
