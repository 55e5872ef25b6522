"""Checks events: references resolve, what is thrown inside is caught or ends the case, borders are what they say."""

from collections.abc import Iterator

from casesvc.diagrams.check.catching import catchers
from casesvc.diagrams.events import FROM_OUTSIDE, KINDS, REFERENCES, Trigger, triggers_of
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import SUB_PROCESSES, Graph, Node
from casesvc.diagrams.tree import bpmn, kind, line_of

CATCHES_INSIDE = SUB_PROCESSES | {"callActivity"}
ALWAYS_INTERRUPT = frozenset({"error", "cancel"})
BY_WORKERS = frozenset({"serviceTask", "sendTask", "userTask", "manualTask", "task", "businessRuleTask", "receiveTask"})


def check(graph: Graph) -> Iterator[Finding]:
    """Yield findings about references, about throwing and catching, and about events on borders."""
    for node in graph.nodes.values():
        yield from _references(graph, node)
        if node.kind in ("endEvent", "intermediateThrowEvent"):
            yield from _thrown(graph, node)
        if node.kind == "boundaryEvent":
            yield from _border(graph, node)
        if node.is_event_sub_process:
            yield from _event_sub_process(graph, node)
    yield from _twice(graph)


def _references(graph: Graph, node: Node) -> Iterator[Finding]:
    """A reference to something that the file does not define would be no event at all to the library."""
    root = graph.process.getroottree().getroot()
    for definition in node.xml:
        attribute, _ = REFERENCES.get(KINDS.get(kind(definition), ""), ("", ""))
        reference = definition.get(attribute) if attribute else None
        known = {e.get("id") for e in root.iterfind(bpmn(KINDS[kind(definition)]))} if reference else set()
        if reference and reference not in known:
            message = f"{_named(node)}引用的 {reference} 没有定义，请重新选择"
            yield Finding("error", node.id, line_of(definition), "unknown-reference", message)


def _thrown(graph: Graph, node: Node) -> Iterator[Finding]:
    for trigger in triggers_of(node):
        if trigger.kind == "error" and not catchers(graph, node, trigger):
            message = f"没有边界事件接住 {_named(node)}抛出的错误，走到这里整件事项就会结束"
            yield Finding("warning", node.id, node.line, "error-uncaught", message)
        if trigger.kind == "error" and trigger.said is None:
            message = f"{_named(node)}没有写明抛出哪个错误，请选择错误"
            yield Finding("error", node.id, node.line, "error-not-said", message)
        if trigger.kind == "cancel":
            around = graph.nodes.get(node.scope)
            if around is None or around.kind != "transaction" or not catchers(graph, node, trigger):
                message = f"取消结束事件 {_named(node)}要在事务子流程里，边上要有取消边界事件，请补上"
                yield Finding("error", node.id, node.line, "cancel-uncaught", message)


def _border(graph: Graph, node: Node) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "")
    kinds = {trigger.kind for trigger in triggers_of(node)}
    if host is not None and "escalation" in kinds and host.kind not in CATCHES_INSIDE:
        message = f"升级边界事件 {_named(node)}只能贴在子流程或调用活动上，请移动"
        yield Finding("error", node.id, node.line, "not-supported", message)
    if host is not None and "error" in kinds and host.kind not in CATCHES_INSIDE | BY_WORKERS:
        message = f"错误边界事件 {_named(node)}贴着的活动不会出错，请移到子流程或任务上"
        yield Finding("error", node.id, node.line, "not-supported", message)
    if host is not None and "cancel" in kinds and host.kind != "transaction":
        message = f"取消边界事件 {_named(node)}只能贴在事务子流程上，请移动"
        yield Finding("error", node.id, node.line, "not-supported", message)
    if kinds & ALWAYS_INTERRUPT and not node.interrupts:
        yield Finding("error", node.id, node.line, "not-supported", f"边界事件 {_named(node)}总是中断，请改为中断型")
    if host is not None and host.loop is not None and "error" in kinds and host.kind in SUB_PROCESSES:
        message = f"多实例子流程 {host.id} 不能由错误离开，请在它外面再加一层子流程，把 {_named(node)}移到外层"
        yield Finding("error", node.id, node.line, "instances-left-by-error", message)


def _twice(graph: Graph) -> Iterator[Finding]:
    seen: set[tuple[str | None, Trigger]] = set()
    for node in sorted(graph.nodes.values(), key=lambda node: node.id):
        inside = [t for t in triggers_of(node) if t.kind not in FROM_OUTSIDE] if node.kind == "boundaryEvent" else []
        if any((node.host, trigger) in seen for trigger in inside):
            message = f"{_named(node)}与另一个边界事件接同一个错误或升级，请删去其中一个"
            yield Finding("error", node.id, node.line, "caught-twice", message)
        seen |= {(node.host, trigger) for trigger in inside}


def _event_sub_process(graph: Graph, node: Node) -> Iterator[Finding]:
    starts = graph.starts_of(node.id)
    if len(starts) != 1:
        message = f"事件子流程 {_named(node)}要有且只有一个开始事件，现在 {len(starts)} 个"
        yield Finding("error", node.id, node.line, "start-events", message)
    for start in starts:
        if not start.interrupts and any(trigger.kind == "error" for trigger in triggers_of(start)):
            message = f"由错误开始的事件子流程 {_named(node)}总是中断，请改为中断型"
            yield Finding("error", start.id, start.line, "not-supported", message)
    if graph.incoming(node.id) or graph.outgoing(node.id) or graph.attached(node.id):
        message = f"事件子流程 {_named(node)}由事件开始，不能有连线或边界事件，请删去"
        yield Finding("error", node.id, node.line, "event-sub-process-connected", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id
