"""Checks every expression and script of a diagram: safe, readable, and about names that a step knows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.check import decisions
from casesvc.diagrams.expressions import Expression, parse_expression
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import HUMAN, Graph
from casesvc.diagrams.normalising.expressions import CONDITIONS, EXPRESSIONS
from casesvc.diagrams.outcomes import parsed
from casesvc.diagrams.scripts import parse_script
from casesvc.diagrams.tokens import ExpressionRefused
from casesvc.diagrams.tree import bpmn, camunda, kind, line_of, text_of

# What the core hands to every step.
KNOWN = frozenset({"outcome", "level", "levels", "competent_units"})


@dataclass(frozen=True)
class Place:
    """Where an expression stands."""

    element: str
    line: int
    kind: str
    text: str


def places(graph: Graph) -> Iterator[Place]:
    """Yield every expression of the process with the element it belongs to."""
    for element in graph.process.iter(*map(bpmn, EXPRESSIONS)):
        yield Place(owner_of(graph, element), line_of(element), kind(element), (element.text or "").strip())
    for node in graph.nodes.values():
        if (due := node.xml.get(camunda("dueDate"))) and node.kind == "userTask":
            yield Place(node.id, node.line, "dueDate", due)


def owner_of(graph: Graph, element: etree._Element) -> str:
    """Return the id of the flow node or sequence flow around ``element``."""
    known = graph.nodes.keys() | {flow.id for flow in graph.flows}
    for around in element.iterancestors():
        if around.get("id") in known:
            return around.get("id") or ""
    return ""


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for every expression or script outside the language."""
    for place in places(graph):
        if place.kind in ("dueDate", "timeCycle"):
            continue  # the check of timers reads them
        try:
            yield from _shape(place, parse_expression(translate(place.text)))
        except ExpressionRefused as refused:
            yield Finding("error", place.element, place.line, "unsafe-expression", refused.message)
    for node in graph.nodes.values():
        if node.kind == "scriptTask":
            yield from _script(node.id, node.child("script"), node.line)


def _shape(place: Place, expression: Expression) -> Iterator[Finding]:
    """Yield a finding for an expression that can never have the kind of value its place asks for."""
    if place.kind in CONDITIONS and not expression.may_be_condition:
        message = f"{expression.text} 不是条件，请写成比较，例如 outcome == 'approve'"
        yield Finding("error", place.element, place.line, "not-a-condition", message)
    if place.kind == "loopCardinality" and expression.may_be_condition and not expression.is_name:
        message = f"次数 {expression.text} 不是数字，请写成数字或 len(…)"
        yield Finding("error", place.element, place.line, "not-a-number", message)
    if place.kind not in CONDITIONS and "outcome" in expression.names:
        message = "次数和时间不能取决于审核结论 outcome，请用网关分开"
        yield Finding("error", place.element, place.line, "outcome-undefined", message)


def _script(element: str, script: etree._Element | None, line: int) -> Iterator[Finding]:
    if script is None:
        yield Finding("error", element, line, "unsafe-script", f"脚本任务 {element} 没有脚本，请填写 名称 = 表达式")
        return
    try:
        parse_script(text_of(script))
    except ExpressionRefused as refused:
        yield Finding("error", element, line_of(script), "unsafe-script", refused.message)


def check_names(graph: Graph, names: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for every name, element or script variable that no step will know."""
    assigned = dict(_assigned(graph))
    known = KNOWN | set(names) | assigned.keys() | set(decisions.results(graph))
    yield from decisions.check_names(graph, known)
    for name, (element, line) in assigned.items():
        if name in KNOWN or name in names:
            yield Finding(
                "error", element, line, "reserved-name", f"脚本不能给 {name} 赋值，这个名称由系统给出，请换一个"
            )
    for place, expression in _parsed(graph):
        for name in sorted(expression.names - known):
            message = f"表达式用到的 {name} 不存在，可以使用：{'、'.join(sorted(known))}"
            yield Finding("error", place.element, place.line, "unknown-name", message)
        yield from _counted(graph, place, expression)


def _parsed(graph: Graph) -> Iterator[tuple[Place, Expression]]:
    for place in places(graph):
        if place.kind != "dueDate" and (expression := parsed(_translated(place.text))) is not None:
            yield place, expression
    for place, _, expression in _assignments(graph):
        yield place, expression


def _translated(text: str) -> str | None:
    try:
        return translate(text)
    except ExpressionRefused:
        return None


def _assigned(graph: Graph) -> Iterator[tuple[str, tuple[str, int]]]:
    for place, name, _ in _assignments(graph):
        yield name, (place.element, place.line)


def _assignments(graph: Graph) -> Iterator[tuple[Place, str, Expression]]:
    """Yield the assignments of all scripts that are allowed; the others have their finding already."""
    for node in graph.nodes.values():
        script = node.child("script")
        if node.kind != "scriptTask" or script is None:
            continue
        try:
            for name, expression in parse_script(text_of(script)):
                yield Place(node.id, line_of(script), "script", expression.text), name, expression
        except ExpressionRefused:
            continue


def _counted(graph: Graph, place: Place, expression: Expression) -> Iterator[Finding]:
    for call in expression.calls:
        if call.function not in ("count", "all"):
            continue
        node = graph.nodes.get(call.words[0] or "")
        if node is None or node.kind not in HUMAN:
            message = f"{call.function} 的第一个参数 {call.words[0]} 不是图中的用户任务，请填写任务的编号"
            yield Finding("error", place.element, place.line, "unknown-element", message)
