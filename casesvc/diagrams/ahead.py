"""What still lies ahead of a case: the elements it can come to from where it stands, and what differs there."""

from collections.abc import Collection, Iterable, Iterator

from casesvc.diagrams.aspects import remainder, rules_of
from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.graph import SUB_PROCESSES, Graph, Node

JOINS = frozenset({"parallelGateway", "inclusiveGateway"})


def ahead_of(graph: Graph, standing: Collection[str]) -> frozenset[str]:
    """Return ``standing`` and all elements that can be reached from there, those inside what is reached included.

    A sub-process that stands open is not entered again by that: what is open inside it stands there too.
    """
    found = {name for name in standing if name in graph.nodes}
    waiting = [after for name in found for after in _behind(graph, graph.nodes[name])]
    waiting += [event for scope in _around(graph, found) for event in graph.event_sub_processes(scope)]
    entered: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node.id in entered:
            continue
        entered.add(node.id)
        waiting += [*_behind(graph, node), *_inside(graph, node)]
    return frozenset(found | entered)


def differing(old: Graph, new: Graph, elements: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``elements`` that run otherwise in ``new`` than in ``old``, whatever they are called."""
    return tuple(sorted(name for name in elements if _run_as(old, name) != _run_as(new, name)))


def _behind(graph: Graph, node: Node) -> Iterator[Node]:
    for flow in graph.outgoing(node.id):
        if flow.target in graph.nodes:
            yield graph.nodes[flow.target]
    yield from graph.attached(node.id)


def _inside(graph: Graph, node: Node) -> tuple[Node, ...]:
    if node.kind in SUB_PROCESSES:
        return graph.inside(node.id)
    return graph.inside(node.xml.get("calledElement") or "") if node.kind == "callActivity" else ()


def _around(graph: Graph, standing: Collection[str]) -> list[str]:
    """Return the processes and sub-processes in which something stands, and in them alone an event can begin one."""
    return list(dict.fromkeys(graph.nodes[name].scope for name in standing))


def _run_as(graph: Graph, name: str) -> object:
    """Return all that decides how an element runs: equal when it runs the same."""
    node = graph.nodes.get(name)
    if node is None:
        return None
    ways = tuple((flow.target, flow.condition, flow.default) for flow in graph.outgoing(name))
    sides = tuple(sorted(flow.source for flow in graph.incoming(name))) if node.kind in JOINS else ()
    border = tuple(sorted(event.id for event in graph.attached(name)))
    waits = (node.host, triggers_of(node), border)
    return (node.kind, node.scope, waits, remainder(node.xml), rules_of(node), ways, sides)
