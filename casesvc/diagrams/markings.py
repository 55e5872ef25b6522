"""Tells whether tokens can ever stand as they do: a search for one way from the start of a scope to its marking."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TypeVar

from casesvc.diagrams.ahead import JOINS
from casesvc.diagrams.graph import ACTIVITIES, GATEWAYS, Graph, Node

MAX_STATES = 5_000
MAX_TOKENS = 40
MAX_WAYS = 6  # ways out of an inclusive gateway of which all combinations are tried
PASSED = frozenset({"scriptTask", "businessRuleTask"})
HOLDING = (ACTIVITIES - PASSED) | {"intermediateCatchEvent", "eventBasedGateway"}
LEAVING = frozenset({"errorEventDefinition", "terminateEventDefinition", "cancelEventDefinition"})

Way = tuple[str, str]  # where a token comes from, and where to
T = TypeVar("T")


class TooManyWays(Exception):
    """There are more ways through the scope than can be tried."""


@dataclass(frozen=True)
class Marking:
    """Where the tokens of one process or sub-process stand.

    ``tokens``: element ids, one for each token; ``arrivals``: those that wait at a join, as source and join.
    """

    scope: str
    tokens: tuple[str, ...] = ()
    arrivals: tuple[Way, ...] = ()


@dataclass(frozen=True)
class _State:
    """Tokens under way, tokens that have come to joins, places still to be filled, reminders that may still come."""

    moving: tuple[Way, ...]
    arrived: tuple[Way, ...]
    tokens: tuple[str, ...]
    arrivals: tuple[Way, ...]
    aside: int


def can_stand(graph: Graph, marking: Marking) -> bool:
    """Tell whether a case on this diagram can stand so, by whatever outcomes, events and facts.

    A token that has come to a place to be filled may stay there or go on; as tokens do not hinder each other before
    a join, one at a time is moved. Raise TooManyWays when that takes too long.
    """
    search = _Search(graph, marking)
    stack = search.begun()
    seen = set(stack)
    while stack:
        state = stack.pop()
        if not (state.moving or state.arrived or state.tokens or state.arrivals):
            return True
        if len(seen) > MAX_STATES:
            raise TooManyWays
        for after in reversed(list(search.after(state))):
            if after not in seen and len(after.moving) + len(after.arrived) <= MAX_TOKENS:
                seen.add(after)
                stack.append(after)
    return False


def changed_ways(old: Graph, new: Graph, scope: str) -> tuple[str, ...]:
    """Return the nodes of a scope at which tokens go other ways, gateways first, whatever else is said of them."""
    before, after = _ways_in(old, scope), _ways_in(new, scope)
    changed = [name for name in {**after, **before} if before.get(name) != after.get(name)]
    return tuple(sorted(changed, key=lambda name: (new.nodes.get(name) or old.nodes[name]).kind not in GATEWAYS))


def _ways_in(graph: Graph, scope: str) -> dict[str, object]:
    return {
        node.id: (node.kind, node.host, node.interrupts, sorted(flow.target for flow in graph.outgoing(node.id)))
        for node in graph.inside(scope)
    }


class _Search:
    """The moves of tokens on one graph towards one marking."""

    def __init__(self, graph: Graph, marking: Marking) -> None:
        self._graph = graph
        self._marking = marking

    def begun(self) -> list[_State]:
        tokens, arrivals = tuple(sorted(self._marking.tokens)), tuple(sorted(self._marking.arrivals))
        starts = self._graph.starts_of(self._marking.scope)
        return [_State((("", start.id),), (), tokens, arrivals, len(tokens)) for start in starts]

    def after(self, state: _State) -> Iterator[_State]:
        if not state.moving:
            yield from self._inclusive_joins(state)
            return
        (source, name), rest = state.moving[0], replace(state, moving=state.moving[1:])
        node = self._graph.nodes[name]
        if node.kind in JOINS and len(self._graph.incoming(name)) > 1:
            yield from self._arriving(rest, node, (source, name))
            return
        if node.kind in HOLDING and name in state.tokens:
            yield replace(rest, tokens=_less(state.tokens, name))
        for ways in self._ways(node):
            yield _going(rest, ways)
        if rest.aside:
            for event in (event for event in self._graph.attached(name) if not event.interrupts):
                yield replace(_going(rest, ((source, name), *self._out(event))), aside=rest.aside - 1)

    def _ways(self, node: Node) -> Iterator[tuple[Way, ...]]:
        """Yield the sets of ways on which a token that stands at ``node`` may go on."""
        out = self._out(node)
        if node.kind in ("exclusiveGateway", "eventBasedGateway"):
            yield from ((way,) for way in out)
        elif node.kind == "inclusiveGateway" and len(out) > 1:
            if len(out) > MAX_WAYS:
                raise TooManyWays
            yield from chain.from_iterable(combinations(out, size) for size in range(len(out), 0, -1))
        elif not LEAVING & set(node.definitions):
            yield out
        yield from (self._out(event) for event in self._graph.attached(node.id) if event.interrupts)

    def _arriving(self, rest: _State, join: Node, way: Way) -> Iterator[_State]:
        """Let a token come to a join: it is one that waits there in the end, or goes on with the others."""
        if way in rest.arrivals:
            yield replace(rest, arrivals=_less(rest.arrivals, way))
        there = replace(rest, arrived=tuple(sorted((*rest.arrived, way))))
        sides = {(flow.source, join.id) for flow in self._graph.incoming(join.id)}
        if join.kind == "parallelGateway" and sides <= set(there.arrived):
            yield from self._joined(there, join, sides)
        else:
            yield there

    def _inclusive_joins(self, state: _State) -> Iterator[_State]:
        """Let each inclusive join go on to which no further token can come from where the others stand."""
        for name in dict.fromkeys(join for _, join in state.arrived):
            join = self._graph.nodes[name]
            sides = {way for way in state.arrived if way[1] == name}
            present = {source for source, _ in sides}
            missing = {flow.source for flow in self._graph.incoming(name)} - present
            coming = self._before(name, missing) - self._before(name, present)
            if join.kind == "inclusiveGateway" and not coming & self._standing(state, name):
                yield from self._joined(state, join, sides)

    def _standing(self, state: _State, join: str) -> set[str]:
        """Return where tokens are that have not come to ``join``: in their places, or at other joins."""
        placed = Counter(self._marking.tokens) - Counter(state.tokens)
        waiting = [*(Counter(self._marking.arrivals) - Counter(state.arrivals)), *state.arrived]
        return {*placed, *(name for _, name in waiting if name != join)}

    def _before(self, join: str, sources: set[str]) -> set[str]:
        """Return the nodes from which a token can come to the join by one of ``sources``, as the engine reckons it."""
        found: set[str] = set()
        waiting = list(sources)
        while waiting:
            name = waiting.pop()
            if name not in found and name != join:
                found.add(name)
                waiting += [flow.source for flow in self._graph.incoming(name)]
                host = self._graph.nodes[name].host
                waiting += [] if host is None else [host]
        return found

    def _joined(self, state: _State, join: Node, sides: set[Way]) -> Iterator[_State]:
        left = Counter(state.arrived) - Counter(sides)
        for ways in self._ways(join):
            yield _going(replace(state, arrived=tuple(sorted(left.elements()))), ways)

    def _out(self, node: Node) -> tuple[Way, ...]:
        return tuple((node.id, flow.target) for flow in self._graph.outgoing(node.id))


def _going(state: _State, ways: tuple[Way, ...]) -> _State:
    return replace(state, moving=tuple(sorted((*state.moving, *ways))))


def _less(places: tuple[T, ...], place: T) -> tuple[T, ...]:
    at = places.index(place)
    return places[:at] + places[at + 1 :]
