"""Checks that every element can be reached, and that an end can be reached from each."""

from collections.abc import Callable, Iterable, Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each element on no way from a start to an end."""
    for scope in graph.scopes:
        nodes = graph.inside(scope)
        starts = [*graph.starts_of(scope), *graph.event_sub_processes(scope)]
        ends = [node for node in nodes if node.kind == "endEvent"] + list(graph.event_sub_processes(scope))
        reached = _closure(starts, lambda node: _after(graph, node))
        leading = _closure(ends, lambda node: _before(graph, node))
        for node in nodes:
            if starts and node.id not in reached:
                message = f"从开始走不到 {_named(node)}，请连上或删去"
                yield Finding("error", node.id, node.line, "unreachable", message)
            elif node.id not in leading:
                message = f"从 {_named(node)}走不到任何结束事件，请补上连线"
                yield Finding("error", node.id, node.line, "no-way-to-end", message)


def _after(graph: Graph, node: Node) -> list[Node]:
    found = [graph.nodes[flow.target] for flow in graph.outgoing(node.id) if flow.target in graph.nodes]
    return [*found, *graph.attached(node.id)]


def _before(graph: Graph, node: Node) -> list[Node]:
    found = [graph.nodes[flow.source] for flow in graph.incoming(node.id) if flow.source in graph.nodes]
    return [*found, *(host for host in (graph.nodes.get(node.host or ""),) if host is not None)]


def _closure(start: Iterable[Node], step: Callable[[Node], list[Node]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node.id not in found:
            found.add(node.id)
            waiting += step(node)
    return found


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
