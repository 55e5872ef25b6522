"""Checks that the arrows of a diagram make a process: ids, ends of flows, starts, ends, and ways between them."""

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import GATEWAYS, SUB_PROCESSES, Flow, Graph, Node, processes
from casesvc.diagrams.tree import BPMN, line_of

_ID = re.compile(r"[A-Za-z_\u00c0-\uffef][\w.-]*")
_LIBRARY_ID = re.compile(r"Start|End|Root|StartEventSplit|StartEventJoin|.*\.(EndJoin|BoundaryEvent(Split|Join))")


def check_file(tree: etree._ElementTree) -> Iterator[Finding]:
    """Yield findings of the file as a whole: number of processes, ids given twice."""
    found = processes(tree)
    if not found:
        yield Finding("error", "", 1, "no-process", "文件中没有流程，请在建模工具中画好后再上传")
    for process in found[1:]:
        name = process.get("id") or ""
        yield Finding(
            "error", name, line_of(process), "several-processes", "一个文件只能有一个流程，请把其余的流程另存"
        )
    for process in found:
        if process.get("isExecutable") == "false":
            name = process.get("id") or ""
            yield Finding(
                "error", name, line_of(process), "not-executable", "流程标为不可执行，请在建模工具中勾选 Executable"
            )
    yield from _ids(tree)


def _ids(tree: etree._ElementTree) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in tree.getroot().iter(f"{{{BPMN}}}*"):
        name = element.get("id")
        if name is None:
            continue
        if not _ID.fullmatch(name) or _LIBRARY_ID.fullmatch(name):
            message = f"编号 {name} 不能使用，请改用字母开头、由字母数字和下划线组成的编号"
            yield Finding("error", name, line_of(element), "bad-id", message)
        if name in seen:
            yield Finding("error", name, line_of(element), "duplicate-id", f"编号 {name} 用了两次，请改掉其中一个")
        seen.add(name)


def check(graph: Graph) -> Iterator[Finding]:
    """Yield findings of one process."""
    yield from _unnamed(graph)
    for flow in graph.flows:
        yield from _flow(graph, flow)
    for scope in (graph.process.get("id") or "", *(n.id for n in graph.nodes.values() if n.kind in SUB_PROCESSES)):
        yield from _scope(graph, scope)
    for node in graph.nodes.values():
        yield from _node(graph, node)


def _unnamed(graph: Graph) -> Iterator[Finding]:
    if not graph.process.get("id"):
        yield Finding("error", "", line_of(graph.process), "no-id", "流程没有编号，请在建模工具中填写 ID")
    for element in graph.process.iter(f"{{{BPMN}}}*"):
        local = etree.QName(element).localname
        if (local.endswith(("Task", "Event", "Gateway", "Process")) or local == "task") and not element.get("id"):
            yield Finding("error", "", line_of(element), "no-id", f"{local} 没有编号，请在建模工具中填写 ID")


def _flow(graph: Graph, flow: Flow) -> Iterator[Finding]:
    for end, word in ((flow.source, "起点"), (flow.target, "终点")):
        if end not in graph.nodes:
            message = f"连线 {flow.id} 的{word} {end or '没有填写'} 不在图中，请重新连接"
            yield Finding(
                "error", flow.id, flow.line, "unknown-target" if word == "终点" else "unknown-source", message
            )
    source, target = graph.nodes.get(flow.source), graph.nodes.get(flow.target)
    if source is None or target is None:
        return
    if source.scope != target.scope:
        yield Finding(
            "error", flow.id, flow.line, "crosses-sub-process", f"连线 {flow.id} 穿过了子流程的边框，请连到子流程本身"
        )
    if target.kind in ("startEvent", "boundaryEvent"):
        yield Finding("error", flow.id, flow.line, "into-start", f"连线 {flow.id} 指向开始或边界事件，请改连其他元素")
    if source.kind == "endEvent":
        yield Finding(
            "error", flow.id, flow.line, "out-of-end", f"结束事件 {source.id} 后面不能再有连线，请删去 {flow.id}"
        )
    if flow.condition is not None and source.kind not in ("exclusiveGateway", "inclusiveGateway"):
        message = f"连线 {flow.id} 带有条件，但不是从排他网关出发，请在 {source.id} 后面加一个排他网关"
        yield Finding("error", flow.id, flow.line, "condition-ignored", message)


def _scope(graph: Graph, scope: str) -> Iterator[Finding]:
    nodes = graph.inside(scope)
    starts = [node for node in nodes if node.kind == "startEvent"]
    line = graph.nodes[scope].line if scope in graph.nodes else line_of(graph.process)
    if len(starts) != 1:
        message = f"{scope} 有 {len(starts)} 个开始事件，请保留一个"
        yield Finding("error", scope, line, "start-events", message)
    if not any(node.kind == "endEvent" for node in nodes):
        yield Finding("error", scope, line, "no-end", f"{scope} 没有结束事件，请补上")
    yield from _ways(graph, nodes, starts)


def _ways(graph: Graph, nodes: Iterable[Node], starts: list[Node]) -> Iterator[Finding]:
    reached = _closure(starts, lambda node: _after(graph, node))
    ends = [node for node in nodes if node.kind == "endEvent"]
    leading = _closure(ends, lambda node: _before(graph, node))
    for node in nodes:
        if starts and node.id not in reached:
            yield Finding("error", node.id, node.line, "unreachable", f"从开始走不到 {_named(node)}，请连上或删去")
        elif ends and node.id not in leading:
            yield Finding(
                "error", node.id, node.line, "no-way-to-end", f"从 {_named(node)}走不到任何结束事件，请补上连线"
            )


def _after(graph: Graph, node: Node) -> list[Node]:
    found = [graph.nodes[flow.target] for flow in graph.outgoing(node.id) if flow.target in graph.nodes]
    return [*found, *graph.attached(node.id)]


def _before(graph: Graph, node: Node) -> list[Node]:
    found = [graph.nodes[flow.source] for flow in graph.incoming(node.id) if flow.source in graph.nodes]
    return [*found, *(host for host in graph.nodes.values() if host.id == node.host)]


def _closure(start: Iterable[Node], step: Callable[[Node], list[Node]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node.id not in found:
            found.add(node.id)
            waiting += step(node)
    return found


def _node(graph: Graph, node: Node) -> Iterator[Finding]:
    outgoing = graph.outgoing(node.id)
    if node.kind == "boundaryEvent":
        yield from _attached(graph, node)
    if len(outgoing) > 1 and node.kind not in GATEWAYS:
        message = f"{_named(node)}有 {len(outgoing)} 条出口，请在后面加一个网关，再从网关分出"
        yield Finding("error", node.id, node.line, "several-outgoing", message)
    if not outgoing and node.kind != "endEvent":
        yield Finding("error", node.id, node.line, "dead-end", f"{_named(node)}后面没有连线，请连到下一步或结束事件")
    yield from _behind_event_gateway(graph, node)
    if node.kind == "exclusiveGateway" and len(outgoing) > 1:
        for flow in outgoing:
            if not flow.condition and not flow.default:
                message = f"{_named(node)}的连线 {flow.id} 没有条件，请填写条件或设为默认"
                yield Finding("error", flow.id, flow.line, "condition-missing", message)


def _attached(graph: Graph, node: Node) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "")
    if host is None or host.kind not in ("userTask", "subProcess") or host.scope != node.scope:
        message = f"边界事件 {_named(node)}没有贴在用户任务或子流程上，请重新放置"
        yield Finding("error", node.id, node.line, "unattached", message)


def _behind_event_gateway(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind != "eventBasedGateway":
        return
    for flow in graph.outgoing(node.id):
        target = graph.nodes.get(flow.target)
        if target is None:
            continue
        if target.kind != "intermediateCatchEvent" or len(graph.incoming(target.id)) != 1:
            message = f"事件网关 {_named(node)}只能直接连到定时事件，并且该事件没有别的入口，请调整 {target.id}"
            yield Finding("error", target.id, target.line, "behind-event-gateway", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
