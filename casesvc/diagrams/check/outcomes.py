"""Checks that a review can only go on by a word that the diagram names, and that every word goes one way."""

from collections.abc import Iterable, Iterator, Mapping

from casesvc.diagrams.expressions import Expression, ExpressionFailed
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import HUMAN, Flow, Graph, Node
from casesvc.diagrams.outcomes import (
    DECIDING,
    SPLITS,
    cardinality,
    condition_of,
    is_passed_at_once,
    outcomes_of,
    own_words,
    words_compared,
)

# A word that no diagram names: where it finds a way, the diagram approves what nobody said.
ANOTHER_WORD = "\N{REPLACEMENT CHARACTER}"


def check(graph: Graph) -> Iterator[Finding]:
    """Yield findings about gateways behind reviews, and about ``outcome`` where it has no meaning."""
    offered = outcomes_of(graph)
    for node in graph.nodes.values():
        asking = [flow for flow in graph.outgoing(node.id) if _asks(flow)]
        if node.kind in DECIDING and asking:
            yield from _silent_ways(graph, node)
        if node.kind in DECIDING and asking:
            yield from _words(graph, node, asking)
        if any(_names_outcome(flow) for flow in asking):
            yield from _sources(graph, node, offered)
        if node.kind in HUMAN:
            yield from _levels(graph, node)


def _asks(flow: Flow) -> bool:
    """Tell whether a flow depends on what a review said."""
    condition = condition_of(flow)
    return condition is not None and (
        "outcome" in condition.names or any(c.function in ("count", "all") for c in condition.calls)
    )


def _names_outcome(flow: Flow) -> bool:
    condition = condition_of(flow)
    return condition is not None and "outcome" in condition.names


def _silent_ways(graph: Graph, gateway: Node) -> Iterator[Finding]:
    for flow in graph.outgoing(gateway.id):
        if flow.default or not flow.condition:
            message = f"{_named(gateway)}按审核结论分支，不能有默认连线 {flow.id}，请为每种结论写明条件"
            yield Finding("error", gateway.id, flow.line, "default-behind-review", message)


def _words(graph: Graph, gateway: Node, asking: Iterable[Flow]) -> Iterator[Finding]:
    """Try every word on the flows that depend on nothing but the outcome: each must have one way, another none.

    An inclusive gateway may go several ways at one word, but never at one that nobody wrote down.
    """
    conditions = {flow: condition for flow in asking if (condition := condition_of(flow)) is not None}
    simple = {flow: c for flow, c in conditions.items() if c.names == {"outcome"} and not c.calls}
    for flow, condition in simple.items():
        if _holds(condition, ANOTHER_WORD):
            message = f"连线 {flow.id} 在没有写明的结论下也会通过，请改为 outcome == '…'"
            yield Finding("error", flow.id, flow.line, "outcome-not-named", message)
    for word in dict.fromkeys(word for condition in simple.values() for word in words_compared(condition)):
        ways = [flow for flow, condition in simple.items() if _holds(condition, word)]
        if len(ways) > 1 and gateway.kind == "exclusiveGateway":
            message = f"结论 {word} 同时符合 {'、'.join(flow.id for flow in ways)}，请让每种结论只有一条连线"
            yield Finding("error", gateway.id, gateway.line, "outcome-two-ways", message)
        if not ways and len(simple) == len(graph.outgoing(gateway.id)):
            message = f"结论 {word} 在 {_named(gateway)}后面没有连线，请补上"
            yield Finding("error", gateway.id, gateway.line, "outcome-no-way", message)


def _holds(condition: Expression, word: str) -> bool:
    try:
        return condition.evaluate({"outcome": word}) is True
    except ExpressionFailed:
        return False


def _sources(graph: Graph, gateway: Node, offered: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Walk back from a gateway that asks for ``outcome`` to the tasks whose outcome it would be."""
    seen: set[str] = set()
    waiting = [(node, False) for node in _before(graph, gateway)]
    while waiting:
        node, skipped = waiting.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        at_once = is_passed_at_once(graph, node)
        if not at_once:
            yield from _source(gateway, node, skipped=skipped, offered=offered)
        # With no level at all a sequential activity is passed at once: then the task before it has the say.
        levels = node.multi == "sequential" and cardinality(node) is None
        if levels or at_once:
            waiting += [(before, skipped or levels) for before in _before(graph, node)]


def _before(graph: Graph, node: Node) -> list[Node]:
    return [graph.nodes[flow.source] for flow in graph.incoming(node.id) if flow.source in graph.nodes]


def _source(gateway: Node, node: Node, *, skipped: bool, offered: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    if node.kind in HUMAN and node.multi != "parallel":
        if skipped and not offered.get(node.id):
            yield _without_level(gateway, node)
        return
    if node.kind in SPLITS:
        code, reason = "outcome-behind-join", f"{_named(node)}汇合了几个审核"
    elif node.kind in HUMAN:
        code, reason = "outcome-behind-parallel", f"{_named(node)}由几个人同时审核"
    elif skipped:
        yield _without_level(gateway, node)
        return
    else:
        code, reason = "outcome-undefined", f"经过 {_named(node)}到这里时没有审核结论"
    instead = "请只在审核任务之后使用 outcome" if code == "outcome-undefined" else "请改用 count(…) 或 all(…)"
    yield Finding("error", gateway.id, gateway.line, code, f"{_named(gateway)}不能使用 outcome：{reason}，{instead}")


def _without_level(gateway: Node, node: Node) -> Finding:
    message = f"没有上级时会从 {_named(node)}直接走到 {_named(gateway)}，那时没有审核结论，请确认至少有一级"
    return Finding("warning", gateway.id, gateway.line, "outcome-may-be-missing", message)


def _levels(graph: Graph, node: Node) -> Iterator[Finding]:
    """A word that ends a multi-instance review early needs a way behind it, and so does every level's approval."""
    behind = {
        word
        for flow in _flows_behind(graph, node)
        if (c := condition_of(flow)) is not None
        for word in words_compared(c)
    }
    missing = [word for word in own_words(node) if behind and word not in behind]
    if missing:
        message = f"{_named(node)}可以得到 {'、'.join(missing)}，后面的网关没有这种结论，请补上连线"
        yield Finding("error", node.id, node.line, "outcome-no-way", message)


def _flows_behind(graph: Graph, node: Node) -> Iterator[Flow]:
    for flow in graph.outgoing(node.id):
        yield from graph.outgoing(flow.target)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
