"""Tries every combination of outcomes of parallel reviewers on the gateway behind them: each needs exactly one way."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from typing import Any

from casesvc.diagrams.expressions import Expression, ExpressionFailed
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node
from casesvc.diagrams.outcomes import cardinality, condition_of, outcomes_of, parsed
from casesvc.diagrams.tree import bpmn

MAX_COMBINATIONS = 5_000
MAX_REVIEWERS = 4
UNKNOWN_SIZES = (1, 2, 3)

Counts = Mapping[str, int]


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for the first combination without a way, and the first with two, at each such gateway."""
    offered = outcomes_of(graph)
    for gateway in graph.nodes.values():
        if gateway.kind == "exclusiveGateway":
            yield from _gateway(graph, gateway, offered)


def _gateway(graph: Graph, gateway: Node, offered: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    ways = {flow.id: condition_of(flow) for flow in graph.outgoing(gateway.id)}
    conditions = {name: condition for name, condition in ways.items() if condition is not None and not condition.names}
    counted = dict.fromkeys(str(call.words[0]) for c in conditions.values() for call in c.calls)
    elements = [graph.nodes[name] for name in counted if offered.get(name)]
    if len(conditions) != len(ways) or not elements or len(elements) != len(counted):
        return
    rounds = [list(_rounds(element, offered[element.id])) for element in elements]
    found: dict[str, Finding] = {}
    for combination in islice(product(*rounds), MAX_COMBINATIONS):
        counts = {element.id: count for element, count in zip(elements, combination, strict=True)}
        open_ways = [name for name, condition in conditions.items() if _holds(condition, counts)]
        if len(open_ways) != 1:
            code = "combination-two-ways" if open_ways else "combination-no-way"
            found.setdefault(code, _finding(gateway, counts, open_ways, code, _sure(elements)))
    yield from found.values()


def _finding(gateway: Node, counts: Mapping[str, Counts], ways: list[str], code: str, sure: bool) -> Finding:
    said = "，".join(f"{element}：{_told(count)}" for element, count in counts.items())
    name = f"“{gateway.name}”" if gateway.name else gateway.id
    what = f"同时符合 {'、'.join(ways)}，请让条件互相排斥" if ways else "没有一条连线可走，请补上"
    return Finding(
        "error" if sure or ways else "warning", gateway.id, gateway.line, code, f"{name}在（{said}）时{what}"
    )


def _told(count: Counts) -> str:
    return "、".join(f"{word} {number}" for word, number in count.items() if word != "opened" and number)


def _sure(elements: list[Node]) -> bool:
    return all(element.multi is None or cardinality(element) is not None for element in elements)


def _rounds(element: Node, words: tuple[str, ...]) -> Iterator[Counts]:
    """Yield the different counts with which a round of ``element`` can end, playing its completion condition."""
    seen: set[tuple[tuple[str, int], ...]] = set()
    size = cardinality(element)
    sizes = (1,) if element.multi is None else UNKNOWN_SIZES if size is None else (min(size, MAX_REVIEWERS),)
    for reviewers in sizes:
        for said in product(words, repeat=reviewers):
            counts = _played(element, said)
            key = tuple(sorted(counts.items()))
            if key not in seen:
                seen.add(key)
                yield counts


def _played(element: Node, said: tuple[str, ...]) -> Counts:
    condition = _completion(element)
    counts: Counter[str] = Counter({"opened": len(said)})
    for number, word in enumerate(said, start=1):
        counts[word] += 1
        if element.multi == "sequential":
            counts["opened"] = number
        if condition is not None and _holds(condition, {element.id: counts}, {"outcome": word}):
            break
    return counts


def _completion(element: Node) -> Expression | None:
    loop = element.loop
    return None if loop is None else parsed((loop.findtext(bpmn("completionCondition")) or "").strip())


def _holds(condition: Expression, counts: Mapping[str, Counts], names: Mapping[str, Any] | None = None) -> bool:
    def count(element: str, word: str) -> int:
        return counts.get(element, {}).get(word, 0)

    def every(element: str, word: str) -> bool:
        return 0 < counts.get(element, {}).get("opened", 0) == count(element, word)

    functions: dict[str, Callable[..., Any]] = {"count": count, "all": every, "len": len}
    try:
        return condition.evaluate(names or {}, functions) is True
    except ExpressionFailed:
        return False
