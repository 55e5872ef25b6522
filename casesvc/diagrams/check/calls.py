"""Checks call activities: the called process is named, is there, and does not call itself."""

from collections.abc import Iterator, Mapping

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node, processes
from casesvc.diagrams.tree import bpmn


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each call that names no process of the line, or one that leads back to itself."""
    known = {process.get("id") or "": process for process in processes(graph.process.getroottree())}
    calls = {name: _calls(process) for name, process in known.items()}
    back = _leading_to(graph.process.get("id") or "", calls)
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
        elif called in back:
            message = f"调用活动 {_named(node)}调用的流程 {called} 又回到自己，永远办不完，请改为返回的连线"
            yield Finding("error", node.id, node.line, "calls-itself", message)
        elif len(known[called].findall(bpmn("startEvent"))) > 1:
            message = f"调用活动 {_named(node)}调用的流程 {called} 有几个开始事件，不知从哪里开始，请保留一个"
            yield Finding("error", node.id, node.line, "called-process-starts", message)


def _calls(process: etree._Element) -> set[str]:
    return {(call.get("calledElement") or "").strip() for call in process.iter(bpmn("callActivity"))}


def _leading_to(name: str, calls: Mapping[str, set[str]]) -> set[str]:
    """Return the processes that call ``name``, directly or through others, and itself."""
    found = {name}
    waiting = [name]
    while waiting:
        called = waiting.pop()
        callers = {other for other, names in calls.items() if called in names} - found
        found |= callers
        waiting += callers
    return found


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
