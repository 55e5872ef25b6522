"""Which words a review may end with: those by which the diagram tells its outcomes apart."""

import ast
from collections.abc import Iterator

from casesvc.diagrams.expressions import Expression, parse_expression
from casesvc.diagrams.graph import HUMAN, Flow, Graph, Node
from casesvc.diagrams.tokens import ExpressionRefused
from casesvc.diagrams.tree import bpmn

PASSED_AT_ONCE = frozenset({"exclusiveGateway", "scriptTask", "businessRuleTask", "intermediateThrowEvent"})
SPLITS = frozenset({"parallelGateway", "inclusiveGateway"})
DECIDING = frozenset({"exclusiveGateway", "inclusiveGateway"})


def is_passed_at_once(graph: Graph, node: Node) -> bool:
    """Tell whether a token passes ``node`` within the step that brought it, so that ``outcome`` is still the same."""
    return node.kind in PASSED_AT_ONCE or (node.kind in SPLITS and len(graph.incoming(node.id)) < 2)


def outcomes_of(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return the outcome words of each task of a person, in the order of the file; a task that nobody asks has none."""
    counted = dict(_counted_words(graph))
    found: dict[str, tuple[str, ...]] = {}
    for node in graph.nodes.values():
        if node.kind in HUMAN:
            words = [*_words_behind(graph, node), *counted.get(node.id, ()), *own_words(node)]
            found[node.id] = tuple(dict.fromkeys(words))
    return found


def behind(graph: Graph, node: str) -> tuple[Node, ...]:
    """Return the gateways with conditions that a token reaches from ``node`` within the same step."""
    found: dict[str, Node] = {}
    waiting = [flow.target for flow in graph.outgoing(node)]
    while waiting:
        target = graph.nodes.get(waiting.pop(0))
        if target is None or target.id in found or not is_passed_at_once(graph, target):
            continue
        found[target.id] = target
        waiting += [flow.target for flow in graph.outgoing(target.id)]
    return tuple(n for n in found.values() if n.kind in DECIDING)


def condition_of(flow: Flow) -> Expression | None:
    """Return the parsed condition of a flow; None when it has none, or one that the check refuses."""
    return parsed(flow.condition)


def parsed(text: str | None) -> Expression | None:
    """Return the parsed expression, or None where there is none or the check refuses it."""
    try:
        return parse_expression(text) if text else None
    except ExpressionRefused:
        return None


def words_compared(expression: Expression) -> tuple[str, ...]:
    """Return the words that an expression compares ``outcome`` with: ``outcome in ['a', 'b']`` gives a and b."""
    words: list[str] = []
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Name) and side.id == "outcome" for side in sides):
                words += [word for side in sides for word in _texts(side)]
    return tuple(dict.fromkeys(words))


def own_words(node: Node) -> tuple[str, ...]:
    """Return the words in the completion condition of the multi-instance task itself."""
    loop = node.loop
    expression = None if loop is None else parsed((loop.findtext(bpmn("completionCondition")) or "").strip())
    return () if expression is None else words_compared(expression)


def cardinality(node: Node) -> int | None:
    """Return the number of instances when the diagram fixes it, None when it is computed or there is one alone."""
    text = "" if node.loop is None else (node.loop.findtext(bpmn("loopCardinality")) or "").strip()
    return int(text) if text.isdecimal() and int(text) > 0 else None


def expressions_of(graph: Graph) -> Iterator[Expression]:
    """Yield every parsed condition of the process: of flows, and of multi-instance tasks."""
    for flow in graph.flows:
        if (condition := condition_of(flow)) is not None:
            yield condition
    for element in graph.process.iter(bpmn("completionCondition")):
        if (condition := parsed((element.text or "").strip())) is not None:
            yield condition


def _words_behind(graph: Graph, node: Node) -> Iterator[str]:
    for gateway in behind(graph, node.id):
        for flow in graph.outgoing(gateway.id):
            if (condition := condition_of(flow)) is not None:
                yield from words_compared(condition)


def _counted_words(graph: Graph) -> Iterator[tuple[str, tuple[str, ...]]]:
    words: dict[str, tuple[str, ...]] = {}
    for expression in expressions_of(graph):
        for call in expression.calls:
            if call.function in ("count", "all") and None not in call.words:
                element, word = str(call.words[0]), str(call.words[1])
                words[element] = (*words.get(element, ()), word)
    yield from words.items()


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.List | ast.Tuple):
        for item in node.elts:
            yield from _texts(item)
