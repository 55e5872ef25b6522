"""Checks business rule tasks: the decision is named, is there, and sees only names that a step knows."""

from collections.abc import Collection, Iterator

from casesvc.diagrams.decision_tables import embedded, which
from casesvc.diagrams.decisions import names_needed
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node
from casesvc.diagrams.tree import camunda


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each business rule task without a decision that the line's tables hold."""
    tasks = [node for node in graph.nodes.values() if node.kind == "businessRuleTask"]
    tables = embedded(graph.process.getroottree()) if tasks else ()
    for node in tasks:
        decision = node.xml.get(camunda("decisionRef")) or ""
        if not decision:
            message = f"业务规则任务 {_named(node)}没有写明用哪个决策，请填写 Decision Ref"
            yield Finding("error", node.id, node.line, "decision-not-said", message)
        elif which(tables, decision) is None:
            message = f"业务规则任务 {_named(node)}的决策 {decision} 不在这项业务的决策表中，请一并上传"
            yield Finding("error", node.id, node.line, "decision-missing", message)


def results(graph: Graph) -> Iterator[str]:
    """Yield the names under which business rule tasks keep their results."""
    for node in graph.nodes.values():
        if node.kind == "businessRuleTask":
            yield node.xml.get(camunda("resultVariable")) or node.xml.get(camunda("decisionRef")) or ""


def check_names(graph: Graph, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each name that a decision looks up and no step knows."""
    tasks = [node for node in graph.nodes.values() if node.kind == "businessRuleTask"]
    tables = embedded(graph.process.getroottree()) if tasks else ()
    for node in tasks:
        decision = node.xml.get(camunda("decisionRef")) or ""
        table = which(tables, decision)
        needed = names_needed(table, decision) if table is not None else frozenset()
        for name in sorted(needed - set(known)):
            message = f"决策 {decision} 用到的 {name} 不存在，可以使用：{'、'.join(sorted(known))}"
            yield Finding("error", node.id, node.line, "unknown-name", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
