"""Plays every order of a diagram with tokens: finds joins that never fire and ways that meet without a join."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import GATEWAYS, SUB_PROCESSES, Flow, Graph, Node
from casesvc.diagrams.tree import line_of

MAX_MARKINGS = 5_000
AUTOMATIC = (GATEWAYS - {"eventBasedGateway"}) | {"endEvent", "scriptTask", "intermediateThrowEvent"}

# A marking is the set of flows that hold a token; a second token on one flow ends the search of that branch.
Marking = frozenset[str]


@dataclass
class _Found:
    doubled: dict[str, None] = field(default_factory=dict)
    stuck: dict[str, None] = field(default_factory=dict)
    complete: bool = True


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each flow that can hold two tokens and each join that can wait for ever."""
    for scope in (graph.process.get("id") or "", *(n.id for n in graph.nodes.values() if n.kind in SUB_PROCESSES)):
        found = _explore(graph, scope)
        for name in found.doubled:
            flow = next(flow for flow in graph.flows if flow.id == name)
            message = f"两条并行的路都会走到 {flow.source}，它会办理两次，请先用并行网关汇合"
            yield Finding("error", flow.source, flow.line, "meets-without-join", message)
        if not found.complete:
            message = f"{scope} 并行的路太多，只核对了前 {MAX_MARKINGS} 种次序，请人工核对网关是否成对"
            yield Finding("warning", scope, line_of(graph.process), "too-many-orders", message)
        for name in found.stuck:
            node = graph.nodes[name]
            message = f"并行网关 {_named(node)}可能永远等不齐，请检查进入它的每条路是否一定会走到"
            yield Finding("error", name, node.line, "join-may-wait", message)


def _explore(graph: Graph, scope: str) -> _Found:
    found = _Found()
    start = [flow.id for n in graph.inside(scope) if n.kind == "startEvent" for flow in graph.outgoing(n.id)][:1]
    waiting: list[Marking] = [frozenset(start)]
    seen: set[Marking] = set(waiting)
    while waiting and len(seen) < MAX_MARKINGS:
        marking = waiting.pop()
        following = list(_following(graph, marking, found))
        if marking and not following:
            found.stuck |= {t: None for t in _targets(graph, marking) if graph.nodes[t].kind == "parallelGateway"}
        for after in following:
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    found.complete = not waiting
    return found


def _targets(graph: Graph, marking: Marking) -> Iterator[str]:
    return (flow.target for flow in graph.flows if flow.id in marking and flow.target in graph.nodes)


def _following(graph: Graph, marking: Marking, found: _Found) -> Iterator[Marking]:
    """Yield what may come next. What needs nobody runs at once, as it does in the engine; people come in any order."""
    enabled = [(node, taken) for node in _marked(graph, marking) for taken in _takes(graph, node, marking)]
    at_once = [(node, taken) for node, taken in enabled if node.kind in AUTOMATIC]
    for node, taken in at_once[:1] or enabled:
        for given in _ways(graph, node):
            yield from _moved(marking, taken, given, node, found)


def _marked(graph: Graph, marking: Marking) -> list[Node]:
    return [graph.nodes[target] for target in dict.fromkeys(_targets(graph, marking))]


def _takes(graph: Graph, node: Node, marking: Marking) -> list[list[str]]:
    """Return the sets of tokens that ``node`` can begin with: one, or at a join one from every side."""
    needed = [flow.id for flow in graph.incoming(node.id)]
    present = [name for name in needed if name in marking]
    if node.kind != "parallelGateway":
        return [[name] for name in present]
    return [needed] if len(present) == len(needed) else []


def _moved(marking: Marking, taken: list[str], given: list[str], node: Node, found: _Found) -> Iterator[Marking]:
    if "terminateEventDefinition" in node.definitions or "errorEventDefinition" in node.definitions:
        yield frozenset()
        return
    rest = marking - set(taken)
    doubled = [name for name in given if name in rest]
    found.doubled |= dict.fromkeys(doubled)
    if not doubled:
        yield rest | set(given)


def _ways(graph: Graph, node: Node) -> Iterator[list[str]]:
    """Yield the sets of flows on which ``node`` may put tokens when it is done or interrupted."""
    outgoing = _names(graph.outgoing(node.id))
    if node.kind in ("exclusiveGateway", "eventBasedGateway"):
        yield from ([name] for name in outgoing)
        return
    extra = [e for e in graph.attached(node.id) if e.xml.get("cancelActivity") == "false"]
    aside = [name for event in extra for name in _names(graph.outgoing(event.id))]
    interrupting = [_names(graph.outgoing(e.id)) for e in graph.attached(node.id) if e not in extra]
    for way in (outgoing, *interrupting):
        yield way
        if aside:
            yield [*way, *aside]


def _names(flows: tuple[Flow, ...]) -> list[str]:
    return [flow.id for flow in flows]


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
