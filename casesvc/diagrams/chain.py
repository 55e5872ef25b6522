"""The straight way through a diagram: the user tasks a case passes when everybody approves."""

from casesvc.diagrams.graph import HUMAN, SUB_PROCESSES, Flow, Graph, Node
from casesvc.diagrams.outcomes import condition_of

SPLITS = frozenset({"parallelGateway", "inclusiveGateway"})
AWAY = frozenset({"return", "terminate"})


def approve_path(graph: Graph) -> tuple[str, ...]:
    """Return the ids of the user tasks from start to end in the order they come up, parallel branches one by one."""
    path: list[str] = []
    seen: set[str] = set()
    joins: list[Node] = []
    waiting = [node for node in graph.inside(graph.process.get("id") or "") if node.kind == "startEvent"][:1]
    while waiting or joins:
        node = waiting.pop(0) if waiting else joins.pop()
        if node.id in seen:
            continue
        if waiting and len(graph.incoming(node.id)) > 1 and node.kind in SPLITS:
            joins.append(node)  # what stands behind a join comes after all its branches
            continue
        seen.add(node.id)
        if node.kind in HUMAN:
            path.append(node.id)
        inner = [n for n in graph.inside(node.id) if n.kind == "startEvent"] if node.kind in SUB_PROCESSES else []
        waiting = [*inner, *_next(graph, node), *waiting]
    return tuple(path)


def _next(graph: Graph, node: Node) -> list[Node]:
    flows = list(graph.outgoing(node.id))
    if len(flows) > 1 and node.kind not in SPLITS:
        flows = [min(flows, key=_away_from_approval)]
    return [graph.nodes[flow.target] for flow in flows if flow.target in graph.nodes]


def _away_from_approval(flow: Flow) -> int:
    """Rank the flows of a gateway: approval first, then what needs no condition, return and termination last."""
    condition = condition_of(flow)
    if condition is None:
        return 1
    words = {word.strip("'\"") for word in condition.text.split()}
    if "approve" in words:
        return 0
    return 3 if words & AWAY else 2
