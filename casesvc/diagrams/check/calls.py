"""Checks call activities: the called process is named, is there, and does not call itself."""

from collections.abc import Iterator, Mapping

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node, processes
from casesvc.diagrams.tree import bpmn


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each call that names no process of the line, or one that leads back to itself."""
    known = {process.get("id"): process for process in processes(graph.process.getroottree())}
    for node in graph.nodes.values():
        if node.kind != "callActivity":
            continue
        called = (node.xml.get("calledElement") or "").strip()
        if not called or "{" in called:
            message = f"调用活动 {_named(node)}没有写明调用哪个流程，请填写被调用流程的编号"
            yield Finding("error", node.id, node.line, "called-process-not-said", message)
        elif called not in known:
            message = f"调用活动 {_named(node)}调用的流程 {called} 不在这项业务的文件中，请一并上传"
            yield Finding("error", node.id, node.line, "called-process-missing", message)
        elif graph.process.get("id") in _called_from(called, known):
            message = f"调用活动 {_named(node)}调用的流程 {called} 又回到自己，永远办不完，请改为返回的连线"
            yield Finding("error", node.id, node.line, "calls-itself", message)
        elif len(known[called].findall(bpmn("startEvent"))) > 1:
            message = f"调用活动 {_named(node)}调用的流程 {called} 有几个开始事件，不知从哪里开始，请保留一个"
            yield Finding("error", node.id, node.line, "called-process-starts", message)


def _called_from(name: str, known: Mapping[str | None, etree._Element]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        process = known.get(waiting.pop())
        if process is None or (key := process.get("id") or "") in found:
            continue
        found.add(key)
        waiting += [call.get("calledElement") or "" for call in process.iter(bpmn("callActivity"))]
    return found


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
