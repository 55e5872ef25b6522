"""What tokens can do next in one process or sub-process: the rules of BPMN 2.0.2, 13.4, whatever the data says."""

from collections.abc import Iterator
from itertools import combinations

from casesvc.diagrams.check.catching import catchers
from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.graph import GATEWAYS, Flow, Graph, Node

ALWAYS = "True"  # the condition of a flow that an inclusive gateway always takes
JOINS = frozenset({"parallelGateway", "inclusiveGateway"})
AT_ONCE = (GATEWAYS - {"eventBasedGateway"}) | {"endEvent", "intermediateThrowEvent"}
AUTOMATIC = frozenset({"scriptTask", "businessRuleTask"})  # no person in them, and still one after the other
ENDS_ITS_SCOPE = frozenset({"terminate", "error", "cancel"})
MAX_SUBSETS_OF = 4

# The flows that hold a token, sorted; one that holds two stands there twice.
Marking = tuple[str, ...]
Move = tuple[Node, tuple[str, ...]]  # a node, and the flows from which it takes a token each


class Moves:
    """The tokens of one scope. A sub-process in it is one activity; its inside is a scope of its own."""

    def __init__(self, graph: Graph, scope: str) -> None:
        self._graph = graph
        self._starts = graph.starts_of(scope)
        nodes = {node.id: node for node in graph.inside(scope)}
        flows = [flow for name in nodes for flow in graph.outgoing(name) if flow.target in nodes]
        self._nodes = nodes
        self._targets = {flow.id: flow.target for flow in flows}
        self._sides = {name: _ids(graph.incoming(name)) for name, node in nodes.items() if node.kind in JOINS}
        self._ways: dict[str, list[tuple[str, ...]]] = {}
        self._before: dict[tuple[str, str], frozenset[str]] = {}
        # As many tokens as a split gives at once may stand on one flow; more of them only pile up.
        self.most = max([3, *(len(graph.outgoing(name)) for name in nodes)])

    def first(self) -> list[Marking]:
        """Return where the tokens can be at the beginning: behind one of the start events."""
        return [tuple(name for name in _ids(self._graph.outgoing(start.id))) for start in self._starts]

    def enabled(self, marking: Marking, *, every_order: bool) -> list[Move]:
        """Return the nodes that may go on next.

        A gateway that can go on does so first, joins after the others, as in the engine; who waits for people or
        events goes on in any order, or with ``every_order`` off the first of them alone.
        """
        single, joining = self._divided(marking)
        at_once = [move for move in single if move[0].kind in AT_ONCE]
        parallel = [move for move in joining if move[0].kind == "parallelGateway"]
        inclusive = [] if any(node.kind in AUTOMATIC for node, _ in single) else joining
        for first in (at_once, parallel, inclusive):
            if first:
                return first[:1]
        return single if every_order else single[:1]

    def done(self, marking: Marking, move: Move) -> Iterator[Marking]:
        """Yield what can be when the node of ``move`` is done or interrupted."""
        node, taken = move
        if self._ends_scope(node):
            yield ()
            return
        rest = list(marking)
        for name in taken:
            rest.remove(name)
        for given in self._given(node):
            yield tuple(sorted([*rest, *given]))

    def waiting(self, marking: Marking) -> list[str]:
        """Return the joins at which tokens wait."""
        return list(dict.fromkeys(t for t in (self._targets.get(name, "") for name in marking) if self._joins(t)))

    def met(self, marking: Marking) -> list[str]:
        """Return the nodes that tokens have reached on two ways, and that will go on once for each of them."""
        targets = [self._targets.get(name, "") for name in dict.fromkeys(marking)]
        return [t for t in dict.fromkeys(targets) if targets.count(t) > 1 and self._goes_on_for_each(t)]

    def overtakes(self, marking: Marking, move: Move) -> bool:
        """Tell whether an inclusive join goes on although a token can still come to a side that it does not count."""
        node, taken = move
        if node.kind != "inclusiveGateway" or not self._joins(node.id):
            return False
        missing = self._before_any(node.id, [name for name in self._sides[node.id] if name not in taken])
        return any(self._targets.get(name) in missing for name in marking if name not in taken)

    def left_around(self, join: str) -> bool:
        """Tell whether a loop leads out of a split before ``join`` and back to it, around the join."""
        if not self._joins(join):
            return False
        before = self._before_any(join, self._sides[join])
        splits = [name for name in before if self._splits(name)]
        return any(_targets(self._graph, split) & self._before_node(join, split) for split in splits)

    def _divided(self, marking: Marking) -> tuple[list[Move], list[Move]]:
        single: dict[str, Move] = {}
        joining: dict[str, Move] = {}
        for name in marking:
            target = self._targets.get(name, "")
            if target in single or target in joining or target not in self._nodes:
                continue
            if not self._joins(target):
                single[target] = (self._nodes[target], (name,))
            elif self._complete(target, marking):
                sides = tuple(side for side in self._sides[target] if side in marking)
                joining[target] = (self._nodes[target], sides)
        return list(single.values()), list(joining.values())

    def _goes_on_for_each(self, name: str) -> bool:
        return name in self._nodes and not self._joins(name) and self._nodes[name].kind not in AT_ONCE

    def _joins(self, name: str) -> bool:
        return len(self._sides.get(name, ())) > 1

    def _complete(self, join: str, marking: Marking) -> bool:
        """Tell whether a join may go on: all sides are there, or nothing can come to those that an inclusive misses."""
        missing = [name for name in self._sides[join] if name not in marking]
        if not missing:
            return True
        if self._nodes[join].kind == "parallelGateway":
            return False
        to_missing = self._before_any(join, missing)
        to_present = self._before_any(join, [name for name in self._sides[join] if name in marking])
        return not any((target := self._targets.get(n)) in to_missing and target not in to_present for n in marking)

    def _before_any(self, join: str, sides: list[str] | tuple[str, ...]) -> set[str]:
        sources = [flow.source for flow in self._graph.incoming(join) if flow.id in sides]
        return {name for source in sources for name in self._before_node(join, source)}

    def _before_node(self, join: str, node: str) -> frozenset[str]:
        """Return the nodes from which a token can come to ``node`` without passing ``join``."""
        key = (join, node)
        if key not in self._before:
            found: set[str] = set()
            waiting = [node]
            while waiting:
                name = waiting.pop()
                if name in found or name == join or name not in self._nodes:
                    continue
                found.add(name)
                waiting += [flow.source for flow in self._graph.incoming(name)]
                waiting += [host for host in (self._nodes[name].host,) if host is not None]
            self._before[key] = frozenset(found)
        return self._before[key]

    def _splits(self, name: str) -> bool:
        beside = any(not event.interrupts for event in self._graph.attached(name))
        return beside or (self._nodes[name].kind in JOINS and len(self._graph.outgoing(name)) > 1)

    def _ends_scope(self, node: Node) -> bool:
        """Tell whether what ``node`` throws ends everything in its scope."""
        if node.kind not in ("endEvent", "intermediateThrowEvent"):
            return False
        for trigger in triggers_of(node):
            if trigger.kind in ENDS_ITS_SCOPE:
                return True
            if trigger.kind == "escalation" and any(e.interrupts for e in catchers(self._graph, node, trigger)):
                return True
        return False

    def _given(self, node: Node) -> list[tuple[str, ...]]:
        """Return the sets of flows on which ``node`` may put tokens when it is done or interrupted."""
        if node.id not in self._ways:
            self._ways[node.id] = list(dict.fromkeys(_ways(self._graph, node)))
        return self._ways[node.id]


def _ways(graph: Graph, node: Node) -> Iterator[tuple[str, ...]]:
    outgoing = graph.outgoing(node.id)
    if node.kind in ("exclusiveGateway", "eventBasedGateway"):
        yield from ((flow.id,) for flow in outgoing)
        return
    if node.kind == "inclusiveGateway":
        yield from _subsets(outgoing)
        return
    events = [event for event in graph.attached(node.id) if "compensateEventDefinition" not in event.definitions]
    interrupting = [_ids(graph.outgoing(event.id)) for event in events if event.interrupts]
    beside = [_ids(graph.outgoing(event.id)) for event in events if not event.interrupts]
    for way in (_ids(outgoing), *interrupting):
        yield way
        for more in (*beside, tuple(name for each in beside for name in each)):
            yield (*way, *more)


def _subsets(flows: tuple[Flow, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what an inclusive gateway may take: any of the flows that ask, with those that do not; else the default."""
    asking = [flow.id for flow in flows if flow.condition and flow.condition != ALWAYS and not flow.default]
    always = tuple(flow.id for flow in flows if flow.id not in asking and not flow.default)
    # Of many flows not every subset: one alone, one missing, and all show what can go wrong with a join.
    numbers = range(1, len(asking) + 1) if len(asking) <= MAX_SUBSETS_OF else (1, len(asking) - 1, len(asking))
    for number in numbers:
        for some in combinations(asking, number):
            yield (*always, *some)
    if always:
        yield always
    yield from ((flow.id,) for flow in flows if flow.default and not always)


def _ids(flows: tuple[Flow, ...]) -> tuple[str, ...]:
    return tuple(flow.id for flow in flows)


def _targets(graph: Graph, node: str) -> frozenset[str]:
    beside = [flow for event in graph.attached(node) for flow in graph.outgoing(event.id)]
    return frozenset(flow.target for flow in (*graph.outgoing(node), *beside))
