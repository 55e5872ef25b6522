"""Checks that the arrows of a diagram make a process: ids, ends of flows, starts, borders."""

import re
from collections.abc import Collection, Iterator

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import (
    ACTIVITIES,
    DRAWING_ONLY,
    FLOW_NODES,
    Flow,
    Graph,
    Node,
    main_process,
    processes,
)
from casesvc.diagrams.tree import BPMN, kind, line_of

_ID = re.compile(r"[A-Za-z_\u00c0-\uffef][\w.-]*")
AT_ONCE = frozenset({"scriptTask", "businessRuleTask"})
_LIBRARY_ID = re.compile(r"Start|End|Root|.*\.(EndJoin|BoundaryEventSplit|body|trigger|starts)")


def check_file(tree: etree._ElementTree, running: Collection[str | None]) -> Iterator[Finding]:
    """Yield findings of the file as a whole, of whose processes those in ``running`` run: which do not, ids."""
    main = main_process(tree)
    if main is None:
        yield Finding("error", "", 1, "no-process", "文件中没有流程，请在建模工具中画好后再上传")
        return
    name = main.get("id") or ""
    if main.get("isExecutable") in DRAWING_ONLY:
        message = "流程标为不可执行，请在建模工具中勾选 Executable"
        yield Finding("error", name, line_of(main), "not-executable", message)
    for process in processes(tree):
        if process.get("id") not in running and process.get("isExecutable") not in DRAWING_ONLY:
            other = process.get("id") or ""
            message = f"文件中办理的是流程 {name}，流程 {other} 没有被它调用，不会执行"
            yield Finding("warning", other, line_of(process), "process-not-used", message)
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
    for scope in graph.scopes:
        yield from _starts(graph, scope)
    for node in graph.nodes.values():
        yield from _node(graph, node)


def _unnamed(graph: Graph) -> Iterator[Finding]:
    if not graph.process.get("id"):
        yield Finding("error", "", line_of(graph.process), "no-id", "流程没有编号，请在建模工具中填写 ID")
    for element in graph.process.iter(f"{{{BPMN}}}*"):
        if kind(element) in FLOW_NODES and not element.get("id"):
            message = f"{kind(element)} 没有编号，请在建模工具中填写 ID"
            yield Finding("error", "", line_of(element), "no-id", message)


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


def _starts(graph: Graph, scope: str) -> Iterator[Finding]:
    """A process may begin at one of several events, a sub-process at one; event sub-processes are checked apart."""
    starts = graph.starts_of(scope)
    around = graph.nodes.get(scope)
    if around is not None and (around.is_event_sub_process or around.kind == "adHocSubProcess"):
        return
    if not starts or (around is not None and len(starts) > 1):
        line = around.line if around is not None else line_of(graph.process)
        yield Finding("error", scope, line, "start-events", f"{scope} 有 {len(starts)} 个开始事件，请保留一个")


def _node(graph: Graph, node: Node) -> Iterator[Finding]:
    outgoing = graph.outgoing(node.id)
    if node.kind == "boundaryEvent":
        yield from _attached(graph, node)
    yield from _behind_event_gateway(graph, node)
    if node.kind == "exclusiveGateway" and len(outgoing) > 1:
        for flow in outgoing:
            if not flow.condition and not flow.default:
                message = f"{_named(node)}的连线 {flow.id} 没有条件，请填写条件或设为默认"
                yield Finding("error", flow.id, flow.line, "condition-missing", message)


def _attached(graph: Graph, node: Node) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "")
    if host is None or host.kind not in ACTIVITIES or host.scope != node.scope:
        message = f"边界事件 {_named(node)}没有贴在同一层的活动上，请重新放置"
        yield Finding("error", node.id, node.line, "unattached", message)
    elif host.kind in AT_ONCE:
        message = f"{_named(host)}一步就完成，贴在上面的 {_named(node)}不会发生，请移走"
        yield Finding("warning", node.id, node.line, "never-happens", message)


def _behind_event_gateway(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind != "eventBasedGateway":
        return
    if not graph.outgoing(node.id):
        message = f"事件网关 {_named(node)}后面没有事件可等，请连到捕获事件"
        yield Finding("error", node.id, node.line, "behind-event-gateway", message)
    for flow in graph.outgoing(node.id):
        target = graph.nodes.get(flow.target)
        if target is None:
            continue
        if target.kind != "intermediateCatchEvent" or len(graph.incoming(target.id)) != 1:
            message = f"事件网关 {_named(node)}只能直接连到捕获事件，并且该事件没有别的入口，请调整 {target.id}"
            yield Finding("error", target.id, target.line, "behind-event-gateway", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
