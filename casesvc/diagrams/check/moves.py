"""What tokens can do next in one process or sub-process: the rules of BPMN 2.0.2, 13.4, whatever the data says."""

from collections import Counter
from collections.abc import Iterable, Iterator
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
        self._bits = {name: 1 << number for number, name in enumerate(nodes)}
        self._sources = {flow.id: flow.source for flow in flows}
        self._targets = {flow.id: flow.target for flow in flows}
        self._sides = {
            name: tuple(side for side in _ids(graph.incoming(name)) if side in self._sources)
            for name, node in nodes.items()
            if node.kind in JOINS
        }
        self._ways: dict[str, list[tuple[str, ...]]] = {}
        self._known: dict[tuple[str, str], int] = {}
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
        arrived = Counter(self._targets.get(name, "") for name in set(marking))
        return [name for name, ways in arrived.items() if ways > 1 and self._goes_on_for_each(name)]

    def overtakes(self, marking: Marking, move: Move) -> bool:
        """Tell whether an inclusive join goes on although a token can still come to a side that it does not count."""
        node, taken = move
        if node.kind != "inclusiveGateway" or not self._joins(node.id):
            return False
        missing = [name for name in self._sides[node.id] if name not in taken]
        return bool(self._standing(set(marking) - set(taken)) & self._before(node.id, missing))

    def left_around(self, join: str) -> bool:
        """Tell whether a loop leads out of a split before ``join`` and back to it, around the join."""
        if not self._joins(join):
            return False
        before = self._before(join, self._sides[join])
        splits = [name for name, bit in self._bits.items() if bit & before and self._splits(name)]
        return any(self._behind(split) & self._before_node(join, split) for split in splits)

    def _divided(self, marking: Marking) -> tuple[list[Move], list[Move]]:
        single: list[Move] = []
        joining: list[Move] = []
        present = set(marking)
        arrived = {self._targets[name]: name for name in reversed(marking) if name in self._targets}
        for target, name in arrived.items():
            if not self._joins(target):
                single.append((self._nodes[target], (name,)))
            elif self._complete(target, present):
                sides = tuple(side for side in self._sides[target] if side in present)
                joining.append((self._nodes[target], sides))
        return single, joining

    def _goes_on_for_each(self, name: str) -> bool:
        return name in self._nodes and not self._joins(name) and self._nodes[name].kind not in AT_ONCE

    def _joins(self, name: str) -> bool:
        return len(self._sides.get(name, ())) > 1

    def _complete(self, join: str, present: set[str]) -> bool:
        """Tell whether a join may go on: all sides are there, or nothing can come to those that an inclusive misses.

        A token that can come to a side that is there as well is not waited for (BPMN 13.4.3).
        """
        missing = [name for name in self._sides[join] if name not in present]
        if not missing or self._nodes[join].kind == "parallelGateway":
            return not missing
        there = self._before(join, [name for name in self._sides[join] if name in present])
        return not self._standing(present) & self._before(join, missing) & ~there

    def _standing(self, flows: set[str]) -> int:
        """Return the nodes before which the tokens of ``flows`` stand, one bit each."""
        nodes = 0
        for name in flows:
            nodes |= self._bits.get(self._targets.get(name, ""), 0)
        return nodes

    def _before(self, join: str, sides: Iterable[str]) -> int:
        """Return the nodes from which a token can come to one of the sides of ``join`` without passing it."""
        nodes = 0
        for side in sides:
            nodes |= self._before_node(join, self._sources[side])
        return nodes

    def _before_node(self, join: str, node: str) -> int:
        key = (join, node)
        if key not in self._known:
            found = 0
            waiting = [node]
            while waiting:
                name = waiting.pop()
                bit = self._bits.get(name, 0)
                if found & bit or not bit or name == join:
                    continue
                found |= bit
                waiting += [flow.source for flow in self._graph.incoming(name)]
                waiting += [host for host in (self._nodes[name].host,) if host is not None]
            self._known[key] = found
        return self._known[key]

    def _behind(self, node: str) -> int:
        beside = [flow for event in self._graph.attached(node) for flow in self._graph.outgoing(event.id)]
        return self._standing({flow.id for flow in (*self._graph.outgoing(node), *beside)})

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
