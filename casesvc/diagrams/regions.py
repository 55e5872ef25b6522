"""Splits between whose branches tokens stand, and whether a changed diagram still has the same branches there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casesvc.diagrams.ahead import JOINS
from casesvc.diagrams.graph import Graph, Node
from casesvc.diagrams.markings import HOLDING, Marking

Branches = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Region:
    """A split that tokens have passed and not left behind; ``branches`` are the places of each branch alone."""

    split: Node
    branches: Branches


def open_regions(graph: Graph, marking: Marking) -> Mapping[str, Region]:
    """Return the parallel and inclusive splits of a scope between whose branches tokens stand, by id."""
    standing = {*marking.tokens, *(source for source, _ in marking.arrivals)}
    found: dict[str, Region] = {}
    for split in graph.inside(marking.scope):
        if split.kind in JOINS and len(graph.outgoing(split.id)) > 1:
            reached = [_reached(graph, split.id, flow.target) for flow in graph.outgoing(split.id)]
            inside = frozenset().union(*reached) - frozenset.intersection(*reached)
            if standing & (inside | {split.id}):
                found[split.id] = Region(split, tuple(_alone(graph, reached, number) for number in range(len(reached))))
    return found


def same_branches(old: Branches, new: Branches) -> bool:
    """Tell whether each branch has one counterpart in the other diagram, known by a place that both have."""
    if len(old) != len(new):
        return False
    pairs = [(a, b) for a, before in enumerate(old) for b, after in enumerate(new) if before & after]
    told = sum(1 for branch in old if branch), sum(1 for branch in new if branch)
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs}) == told[0] == told[1]


def _reached(graph: Graph, split: str, first: str) -> frozenset[str]:
    """Return what a token can come to from ``first`` without passing the split again."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in found or name == split or name not in graph.nodes:
            continue
        found.add(name)
        waiting += _behind(graph, name)
    return frozenset(found)


def _behind(graph: Graph, name: str) -> Iterator[str]:
    for node in (name, *(event.id for event in graph.attached(name))):
        yield from (flow.target for flow in graph.outgoing(node))


def _alone(graph: Graph, reached: list[frozenset[str]], number: int) -> frozenset[str]:
    """Return the places that only one branch comes to."""
    others = frozenset().union(*(each for other, each in enumerate(reached) if other != number))
    return frozenset(name for name in reached[number] - others if graph.nodes[name].kind in HOLDING)
