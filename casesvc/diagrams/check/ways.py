"""Checks that every element can be reached, an end from each, and that every loop can be left."""

from collections.abc import Callable, Iterable, Iterator

from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node

CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each element on no way from a start to an end, and each loop that nothing leaves."""
    for scope in graph.scopes:
        if scope in graph.nodes and graph.nodes[scope].kind == "adHocSubProcess":
            continue  # it has no ways, and is refused as a whole
        nodes = graph.inside(scope)
        apart = [node for node in nodes if _stands_apart(node)]
        starts = [*graph.starts_of(scope), *apart]
        ends = [*(node for node in nodes if node.kind == "endEvent"), *apart]
        reached = _closure(starts, lambda node: _after(graph, node))
        leading = _closure(ends, lambda node: _before(graph, node))
        for node in nodes:
            if starts and node.id not in reached:
                message = f"从开始走不到 {_named(node)}，请连上或删去"
                yield Finding("error", node.id, node.line, "unreachable", message)
            elif node.id not in leading and not _interrupted(graph, scope):
                message = f"从 {_named(node)}走不到任何结束事件，请补上连线"
                yield Finding("error", node.id, node.line, "no-way-to-end", message)
        yield from _endless(graph, scope)


def _endless(graph: Graph, scope: str) -> Iterator[Finding]:
    """A loop without a choice keeps a token for ever, whatever else goes on; only what ends its scope ends it."""
    if _interrupted(graph, scope) or _stops_itself(graph, scope):
        return
    without_choice = {node.id: node for node in graph.inside(scope) if not _chooses(graph, node)}

    def following(node: Node) -> list[Node]:
        return [without_choice[flow.target] for flow in graph.outgoing(node.id) if flow.target in without_choice]

    for node in without_choice.values():
        if node.id in _closure(following(node), following):
            message = f"{_named(node)}所在的循环没有出口，办完一轮总会再来一轮，请在循环中加一个判断网关"
            yield Finding("error", node.id, node.line, "loop-without-choice", message)
            return


def _interrupted(graph: Graph, scope: str) -> bool:
    """Tell whether an event on the border of a scope, or one that it handles, may end it wherever it stands."""
    starts = [start for event in graph.event_sub_processes(scope) for start in graph.starts_of(event.id)]
    return any(event.interrupts for event in (*graph.attached(scope), *starts))


def _stops_itself(graph: Graph, scope: str) -> bool:
    return any(
        trigger.kind in ("terminate", "error", "cancel")
        for node in graph.inside(scope)
        if node.kind == "endEvent"
        for trigger in triggers_of(node)
    )


def _chooses(graph: Graph, node: Node) -> bool:
    """Tell whether a token may leave ``node`` on one way and not on another."""
    several = node.kind in CHOICES and len(graph.outgoing(node.id)) > 1
    return several or any(event.interrupts for event in graph.attached(node.id))


def _stands_apart(node: Node) -> bool:
    """Tell whether no flow has to lead to ``node`` or from it: an event starts it, or it is refused by name already."""
    refused = {"compensateEventDefinition", "linkEventDefinition"} & set(node.definitions)
    return node.is_event_sub_process or node.xml.get("isForCompensation") == "true" or bool(refused)


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
