"""Refuses, by name, every element that the engine cannot run rightly: only what is listed here may be drawn."""

from collections.abc import Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import ACTIVITIES, Graph, Node
from casesvc.diagrams.tree import bpmn, camunda, line_of

_WAITS = frozenset(
    {"timerEventDefinition", "messageEventDefinition", "signalEventDefinition", "conditionalEventDefinition"}
)
_INSIDE = frozenset({"errorEventDefinition", "escalationEventDefinition"})
_SENDS = frozenset({"messageEventDefinition", "signalEventDefinition", "escalationEventDefinition"})
# kind -> the event definitions it may carry ("" is none)
ALLOWED: dict[str, frozenset[str]] = {
    "startEvent": frozenset({""}) | _WAITS,
    "endEvent": frozenset({"", "terminateEventDefinition", "errorEventDefinition", "cancelEventDefinition"}) | _SENDS,
    "boundaryEvent": _WAITS | _INSIDE | {"cancelEventDefinition"},
    "intermediateCatchEvent": _WAITS,
    "intermediateThrowEvent": frozenset({""}) | _SENDS,
    **dict.fromkeys(ACTIVITIES - {"adHocSubProcess"}, frozenset({""})),
    **dict.fromkeys(("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"), frozenset({""})),
}
STARTS_OF_EVENT_SUB_PROCESSES = _WAITS | _INSIDE
NAMES = {
    "complexGateway": "复杂网关", "inclusiveGateway": "包容网关", "transaction": "事务子流程",
    "adHocSubProcess": "即席子流程", "callActivity": "调用活动", "task": "普通任务", "manualTask": "人工任务",
    "serviceTask": "服务任务", "sendTask": "发送任务", "receiveTask": "接收任务", "businessRuleTask": "业务规则任务",
    "startEvent": "开始事件", "endEvent": "结束事件", "boundaryEvent": "边界事件",
    "intermediateCatchEvent": "中间捕获事件", "intermediateThrowEvent": "中间抛出事件",
}  # fmt: skip
DEFINITIONS = {
    "messageEventDefinition": "消息", "signalEventDefinition": "信号", "escalationEventDefinition": "升级",
    "compensateEventDefinition": "补偿", "linkEventDefinition": "链接", "conditionalEventDefinition": "条件",
    "cancelEventDefinition": "取消", "errorEventDefinition": "错误", "timerEventDefinition": "定时",
    "terminateEventDefinition": "终止",
}  # fmt: skip
INSTEAD = {
    "complexGateway": "请改用排他网关、并行网关或包容网关", "adHocSubProcess": "请改为普通子流程，画出先后次序",
    "compensateEventDefinition": "请画成普通任务，从网关连过去", "linkEventDefinition": "请用连线直接连接",
}  # fmt: skip
LOOPS_OF_THEIR_OWN = ("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each node, event definition, marker and attribute outside the list."""
    for node in graph.nodes.values():
        yield from _kind(graph, node)
        yield from _markers(node)
        yield from _quantities(node)
        yield from _implementation(node)


def _kind(graph: Graph, node: Node) -> Iterator[Finding]:
    title = NAMES.get(node.kind, node.kind)
    if node.kind not in ALLOWED:
        yield _not_run(node, f"{title} {_named(node)}暂不支持，{INSTEAD.get(node.kind, '请改用其他画法')}")
        return
    allowed = _allowed(graph, node)
    for definition in node.definitions or ("",):
        if definition not in allowed:
            said = DEFINITIONS.get(definition, "没有触发条件的")
            instead = INSTEAD.get(definition, "请改用其他画法")
            yield _not_run(node, f"{said}{title} {_named(node)}暂不支持，{instead}")
    if node.xml.get("parallelMultiple") in ("true", "1"):
        yield _not_run(node, f"{title} {_named(node)}要等全部事件都发生，暂不支持，请用并行网关分成几个事件")
    if node.child("eventDefinitionRef") is not None:
        yield _not_run(node, f"{title} {_named(node)}引用的事件定义不在文件中，请直接写在事件里")


def _allowed(graph: Graph, node: Node) -> frozenset[str]:
    around = graph.nodes.get(node.scope)
    if node.kind != "startEvent" or around is None:
        return ALLOWED[node.kind]
    return STARTS_OF_EVENT_SUB_PROCESSES if around.is_event_sub_process else frozenset({""})


def _markers(node: Node) -> Iterator[Finding]:
    if node.xml.get("isForCompensation") == "true":
        yield _not_run(node, f"{_named(node)}是补偿活动，暂不支持，请画成普通任务")
    if node.is_event_sub_process and (node.loop is not None or node.child("standardLoopCharacteristics") is not None):
        yield _not_run(node, f"事件子流程 {_named(node)}不能多次并行，请去掉多实例或循环标记")
    if (standard := node.child("standardLoopCharacteristics")) is not None:
        maximum = standard.get("loopMaximum")
        if maximum is not None and not (maximum.isdecimal() and int(maximum) > 0):
            yield _not_run(node, f"{_named(node)}的循环次数 {maximum} 应为正整数，请改正", line_of(standard))
        if maximum is None and not (standard.findtext(bpmn("loopCondition")) or "").strip():
            yield _not_run(node, f"{_named(node)}的循环没有条件也没有次数，请至少填写一项", line_of(standard))
    yield from _multi_instance(node)


def _multi_instance(node: Node) -> Iterator[Finding]:
    loop = node.loop
    if loop is None:
        return
    for part in LOOPS_OF_THEIR_OWN:
        if (found := loop.find(bpmn(part))) is not None:
            yield _not_run(node, f"{_named(node)}的多实例带有 {part}，结果由系统记录，请删去这一项", line_of(found))
    if loop.find(bpmn("loopCardinality")) is None:
        yield _not_run(node, f"{_named(node)}没有写明几级或几人，请填写集合或次数", line_of(loop))
    events = ("noneBehaviorEventRef", "oneBehaviorEventRef")
    if loop.get("behavior", "All") != "All" or any(loop.get(name) for name in events):
        yield _not_run(node, f"{_named(node)}的多实例事件行为暂不支持，请恢复默认", line_of(loop))


def _quantities(node: Node) -> Iterator[Finding]:
    for attribute in ("startQuantity", "completionQuantity"):
        if node.xml.get(attribute, "1") != "1":
            yield _not_run(node, f"{_named(node)}的 {attribute} 只能是 1，请改回")
    if node.kind == "eventBasedGateway" and (
        node.xml.get("instantiate") == "true" or node.xml.get("eventGatewayType") == "Parallel"
    ):
        yield _not_run(node, f"事件网关 {_named(node)}不能用来启动流程或等待全部事件，请恢复默认")
    if node.kind == "receiveTask" and node.xml.get("instantiate") == "true":
        yield _not_run(node, f"接收任务 {_named(node)}不能用来启动流程，请改用消息开始事件")


def _implementation(node: Node) -> Iterator[Finding]:
    """What other engines run as code of their own is offered to other systems here; say under which topic."""
    if node.kind in ("serviceTask", "sendTask") and not node.xml.get(camunda("topic")):
        message = (
            f"{_named(node)}没有填写 topic，将以编号 {node.id} 为主题交由其他系统办理，请填写 external 类型和 topic"
        )
        yield Finding("warning", node.id, node.line, "topic-missing", message)


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id


def _not_run(node: Node, message: str, line: int = 0) -> Finding:
    return Finding("error", node.id, line or node.line, "not-supported", message)
