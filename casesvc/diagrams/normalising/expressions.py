"""Expressions of Camunda files, and times as modelling tools write them."""

from lxml import etree

from casesvc.diagrams.camunda_expressions import is_wrapped, translate
from casesvc.diagrams.normalising.rewriting import Rewriting
from casesvc.diagrams.timers import is_iso_time
from casesvc.diagrams.tokens import ExpressionRefused
from casesvc.diagrams.tree import bpmn, kind

# Where an expression may stand; a refused one is left as it is, for the check to name.
EXPRESSIONS = (
    "conditionExpression", "completionCondition", "loopCardinality", "loopCondition", "condition",
    "timeDate", "timeDuration", "timeCycle",
)  # fmt: skip
CONDITIONS = ("conditionExpression", "completionCondition", "loopCondition", "condition")


def translate_expressions(rewriting: Rewriting) -> None:
    """Put every expression into our language and every bare time into quotes."""
    for element in rewriting.root.iter(*map(bpmn, EXPRESSIONS)):
        before = (element.text or "").strip()
        try:
            after = translate(before, condition=kind(element) in CONDITIONS)
        except ExpressionRefused:
            continue
        if is_iso_time(after):
            after = f'"{after}"'
        element.text = after
        if after != before:
            rewriting.written[after] = before
            _note(rewriting, element, before, after)


def _note(rewriting: Rewriting, element: etree._Element, before: str, after: str) -> None:
    if is_wrapped(before):
        rewriting.note(element, "camunda-expression", f"{before} 改写为 {after}")
    else:
        rewriting.note(element, "time-quoted", f"时间 {before} 加上引号")
