"""Expressions, scripts and times outside the language, and such within it."""

from lxml import etree

from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.tree import camunda, read_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    diagram,
    end,
    flow,
    multi,
    node,
    start,
    text,
    timer,
    user_task,
)
from tests.diagrams.decisions import dmn
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import conditions_behind_a, through


def _amount(condition: str, other: str = "x <= 1") -> bytes:
    return conditions_behind_a(condition, other)


def _script(words: str | None) -> bytes:
    return through(node("scriptTask", "robot", *([] if words is None else [text("script", words)])))


def _reviewers(number: str) -> bytes:
    return through(user_task("m", multi(many=number)))


def _late(definition: Part) -> bytes:
    ways = (*chain("start", "a", "end"), flow("late", "end_2"))
    return diagram(start(), user_task("a"), boundary("late", "a", definition), end(), end("end_2"), *ways)


def _extended(name: str) -> Part:
    extensions = node("extensionElements", None)
    etree.SubElement(extensions, camunda(name))
    return user_task("a", extensions)


TABLE = dmn.file(dmn.decision("fee", dmn.table(["levels"], [["-", "1"]]), needs=("levels",)), dmn.given("levels"))


def _decided(reference: str | None) -> bytes:
    """Return a diagram that takes the decision of this id, with the tables of its line inside."""
    rule = node("businessRuleTask", "rule", camunda_decisionRef=reference, camunda_resultVariable="fee")
    return etree.tostring(embed(read_diagram(through(rule)), [TABLE]))


EXAMPLES = (
    Example("decision-not-said", "rule", _decided(None), _decided("fee")),
    Example("decision-missing", "rule", _decided("nowhere"), _decided("fee")),
    Example("unsafe-expression", "g_to_end_0", _amount("open('f') == 1"), _amount("x > 1"), names=("x",)),
    Example("not-a-condition", "g_to_end_0", _amount("x + 1"), _amount("x + 1 > 2"), names=("x",)),
    Example("not-a-number", "m", _reviewers("levels > 2"), _reviewers("levels")),
    Example("outcome-undefined", "m", _reviewers("len(outcome)"), _reviewers("len(competent_units)")),
    Example("unsafe-script", "robot", _script("import os"), _script("y = 1")),
    Example("reserved-name", "robot", _script("level = 1"), _script("rank = level")),
    Example("unknown-name", "g_to_end_0", _amount("y > 1"), _amount("x > 1"), names=("x",)),
    Example(
        "unknown-element", "g_to_end_0",
        conditions_behind_a("count('b', 'approve') == 1", "count('a', 'approve') == 0"),
        conditions_behind_a("count('a', 'approve') == 1", "count('a', 'approve') == 0"),
    ),
    Example("extension-not-run", "a", through(_extended("taskListener")), through(_extended("formData")), "warning"),
    Example("no-time", "late", _late(node("timerEventDefinition", None)), _late(timer("timeDate", "2026-12-31"))),
    Example("cycle-timer", "late", _late(timer("timeCycle", "0 0/5 * * * ?")), _late(timer("timeCycle", "R3/PT1H"))),
    Example("wrong-time", "late", _late(timer("timeDate", "2026-02-30")), _late(timer("timeDate", "2026-02-28"))),
)  # fmt: skip
