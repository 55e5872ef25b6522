"""Plays a diagram with tokens: finds joins that wait for ever or count a token twice, and ways that meet unjoined."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from casesvc.diagrams.check.moves import Marking, Moves
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Flow, Graph, Node, processes
from casesvc.diagrams.tree import line_of

# How many tokens are moved at most, and of how many in one marking: what a search costs.
MAX_MOVED = 30_000
MAX_OF_A_FILE = 4 * MAX_MOVED  # shared by its processes, so that many large scopes take no longer than a few
MAX_TOKENS = 200
NOT_PLAYED = frozenset({"complexGateway", "adHocSubProcess"})  # refused by name: what they mean is not guessed


@dataclass
class _Found:
    """What was seen: flows with two tokens, nodes that two tokens reached, joins that waited or went on too early.

    ``complete``: every order has been played; ``moved``: the tokens of all markings.
    """

    doubled: dict[str, None] = field(default_factory=dict)
    met: dict[str, None] = field(default_factory=dict)
    stuck: dict[str, None] = field(default_factory=dict)
    early: dict[str, None] = field(default_factory=dict)
    complete: bool = True
    moved: int = 0


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each join that can wait for ever or count a token twice, and for ways that meet unjoined.

    Each process and sub-process is played by itself: from outside a sub-process is one activity.
    """
    left = MAX_OF_A_FILE // len(processes(graph.process.getroottree()))
    for scope in graph.scopes:
        around = graph.nodes.get(scope)
        kinds = {node.kind for node in (*graph.inside(scope), *([around] if around is not None else []))}
        if not kinds & NOT_PLAYED:
            moves = Moves(graph, scope)
            found = _played(moves, min(left, MAX_MOVED))
            left -= found.moved
            yield from _findings(graph, scope, moves, found)


def _played(moves: Moves, most: int) -> _Found:
    """Play every order; where there are too many, one alone still meets every choice, so every join that waits."""
    found = _explore(moves, most, every_order=True)
    if not found.complete:
        alone = _explore(moves, most, every_order=False)
        found.stuck |= alone.stuck
        found.early |= alone.early
        found.moved += alone.moved
        found.complete = alone.complete
    return found


def _findings(graph: Graph, scope: str, moves: Moves, found: _Found) -> Iterator[Finding]:
    doubled = {flow.id: flow for flow in graph.flows if flow.id in found.doubled}
    meeting = list(_meeting(graph, doubled, found.met))
    reached = (*found.early, *(flow.target for flow in doubled.values()), *meeting)
    twice = [name for name in dict.fromkeys(reached) if moves.left_around(name)]
    for name in dict.fromkeys((*found.stuck, *twice)):
        yield _join(graph.nodes[name], waits=name in found.stuck, left=name in twice)
    if not twice:
        yield from (_met(graph.nodes[name]) for name in meeting)
    if not found.complete and not found.stuck and not twice:
        line = graph.nodes[scope].line if scope in graph.nodes else line_of(graph.process)
        message = f"{scope} 并行的路太多，只核对了一部分次序，请人工核对网关是否成对"
        yield Finding("warning", scope, line, "too-many-orders", message)


def _join(node: Node, *, waits: bool, left: bool) -> Finding:
    code = "join-may-wait" if waits else "join-counts-twice"
    if left:
        message = (
            f"从并行的路中途返回时，{_named(node)}会留下上一轮的令牌，请用子流程包住并行的部分，用错误结束事件返回"
        )
    else:
        message = f"{_named(node)}可能永远等不齐，请检查进入它的每条路是否一定会走到"
    return Finding("error", node.id, node.line, code, message)


def _met(node: Node) -> Finding:
    message = f"几条并行的路在 {_named(node)}相遇而没有汇合，后面会各办一次，只应办一次时请先用并行网关汇合"
    return Finding("warning", node.id, node.line, "meets-without-join", message)


def _explore(moves: Moves, most: int, *, every_order: bool) -> _Found:
    found = _Found()
    waiting: list[Marking] = moves.first()
    seen: set[Marking] = set(waiting)
    while waiting and found.moved < most:
        marking = waiting.pop()
        enabled = moves.enabled(marking, every_order=every_order)
        if not enabled:
            found.stuck |= dict.fromkeys(moves.waiting(marking))
        for move in enabled:
            if moves.overtakes(marking, move):
                found.early[move[0].id] = None
            for after in moves.done(marking, move):
                if after not in seen and found.moved < most:
                    seen.add(after)
                    found.moved += len(after) + 1
                    waiting += [after] if _look(after, moves, found) else []
    found.complete = found.complete and found.moved < most
    return found


def _look(marking: Marking, moves: Moves, found: _Found) -> bool:
    """Note where two tokens are; return whether to go on: ever more of them on one flow show nothing new."""
    doubled = [name for name, following in pairwise(marking) if name == following]
    found.doubled |= dict.fromkeys(doubled)
    found.met |= dict.fromkeys(moves.met(marking))
    found.complete = found.complete and len(marking) <= MAX_TOKENS
    return len(marking) <= MAX_TOKENS and all(marking.count(name) <= moves.most for name in doubled)


def _meeting(graph: Graph, doubled: Mapping[str, Flow], met: Iterable[str]) -> Iterator[str]:
    """Yield the nodes at which two tokens came together, without those behind, which both of them pass as well.

    A second reminder that goes out while the first is under way meets nothing.
    """
    origins = {name: _where_they_met(graph, flow) for name, flow in doubled.items()}
    places = [name for name in dict.fromkeys((*origins.values(), *met)) if graph.nodes[name].kind != "boundaryEvent"]
    behind = {
        place
        for place in places
        for flow in graph.incoming(place)
        if origins.get(flow.id, place) != place and origins[flow.id] in places
    }
    yield from [place for place in places if place not in behind] or places[:1]


def _where_they_met(graph: Graph, flow: Flow) -> str:
    """Walk back from a flow with two tokens to the last node that has several ways in."""
    name, passed = flow.source, {flow.source}
    while len(before := graph.incoming(name)) == 1 and before[0].source not in passed:
        name = before[0].source
        passed.add(name)
    return name


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
