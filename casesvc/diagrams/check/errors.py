"""Checks errors: every error end is caught by exactly one boundary event around it."""

from collections.abc import Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import SUB_PROCESSES, Graph, Node
from casesvc.diagrams.tree import bpmn, line_of

ERROR = "errorEventDefinition"


def check(graph: Graph) -> Iterator[Finding]:
    """Yield findings about error ends nobody catches, and about boundary events that catch nothing rightly."""
    codes = _codes(graph)
    for node in graph.nodes.values():
        if ERROR not in node.definitions:
            continue
        reference = _reference(node)
        if reference and reference not in codes:
            message = f"{_named(node)}引用的错误 {reference} 没有定义，请重新选择"
            yield Finding("error", node.id, node.line, "unknown-reference", message)
        elif node.kind == "endEvent":
            yield from _thrown(graph, node, codes)
        elif node.kind == "boundaryEvent":
            yield from _caught(graph, node, codes)


def _codes(graph: Graph) -> dict[str, str]:
    root = graph.process.getroottree().getroot()
    return {e.get("id") or "": e.get("errorCode") or e.get("id") or "" for e in root.iter(bpmn("error"))}


def _reference(node: Node) -> str:
    definition = node.child(ERROR)
    return "" if definition is None else definition.get("errorRef") or ""


def _thrown(graph: Graph, node: Node, codes: dict[str, str]) -> Iterator[Finding]:
    code = codes.get(_reference(node))
    scope = node.scope
    while scope in graph.nodes:
        if any(_code(event, codes) in (None, code) for event in graph.attached(scope) if ERROR in event.definitions):
            return
        scope = graph.nodes[scope].scope
    message = f"没有边界事件接住 {_named(node)}抛出的错误，请在外面的子流程边上补一个错误边界事件"
    yield Finding("error", node.id, node.line, "error-uncaught", message)


def _code(event: Node, codes: dict[str, str]) -> str | None:
    reference = _reference(event)
    return codes.get(reference) if reference else None


def _caught(graph: Graph, node: Node, codes: dict[str, str]) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "")
    definition = node.child(ERROR)
    line = node.line if definition is None else line_of(definition)
    if host is not None and host.kind not in SUB_PROCESSES:
        message = f"错误边界事件 {_named(node)}只能贴在子流程上，请移到子流程或改为网关"
        yield Finding("error", node.id, line, "not-supported", message)
    if node.xml.get("cancelActivity") == "false":
        yield Finding("error", node.id, line, "not-supported", f"错误边界事件 {_named(node)}总是中断，请改为中断型")
    others = [e for e in graph.attached(node.host or "") if ERROR in e.definitions and e.id < node.id]
    if any(_code(other, codes) == _code(node, codes) for other in others):
        message = f"{_named(node)}与另一个边界事件接同一个错误，请删去其中一个"
        yield Finding("error", node.id, line, "error-caught-twice", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
