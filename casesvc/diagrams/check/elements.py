"""Refuses, by name, every element that the engine cannot run rightly: only what is listed here may be drawn."""

from collections.abc import Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import SUB_PROCESSES, Graph, Node
from casesvc.diagrams.tree import bpmn, line_of

# kind -> the event definitions it may carry ("" is none)
ALLOWED: dict[str, frozenset[str]] = {
    "startEvent": frozenset({""}),
    "endEvent": frozenset({"", "terminateEventDefinition", "errorEventDefinition"}),
    "boundaryEvent": frozenset({"timerEventDefinition", "errorEventDefinition"}),
    "intermediateCatchEvent": frozenset({"timerEventDefinition"}),
    "intermediateThrowEvent": frozenset({""}),
    "userTask": frozenset({""}),
    "scriptTask": frozenset({""}),
    "subProcess": frozenset({""}),
    "exclusiveGateway": frozenset({""}),
    "parallelGateway": frozenset({""}),
    "eventBasedGateway": frozenset({""}),
}
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
    "task": "请改为用户任务", "manualTask": "请改为用户任务", "inclusiveGateway": "请改用排他网关或并行网关",
    "complexGateway": "请改用排他网关或并行网关", "callActivity": "请把被调用的流程画成子流程",
    "transaction": "请改为普通子流程",
}  # fmt: skip
LOOPS_OF_THEIR_OWN = ("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each node, event definition, marker and attribute outside the list."""
    for node in graph.nodes.values():
        yield from _kind(node)
        yield from _markers(node)
        yield from _quantities(node)


def _kind(node: Node) -> Iterator[Finding]:
    title = NAMES.get(node.kind, node.kind)
    if node.kind not in ALLOWED:
        yield _not_run(node, f"{title} {_named(node)}暂不支持，{INSTEAD.get(node.kind, '请改用其他画法')}")
        return
    found = node.definitions or ("",)
    if len(found) > 1:
        yield _not_run(node, f"{title} {_named(node)}带有多个事件定义，请只保留一个")
    for definition in found:
        if definition not in ALLOWED[node.kind]:
            said = DEFINITIONS.get(definition, "没有触发条件的")
            yield _not_run(node, f"{said}{title} {_named(node)}暂不支持，请改用其他画法")
    if node.child("eventDefinitionRef") is not None:
        yield _not_run(node, f"{title} {_named(node)}引用了别处的事件定义，请直接写在事件里")


def _markers(node: Node) -> Iterator[Finding]:
    if node.child("standardLoopCharacteristics") is not None:
        yield _not_run(node, f"{_named(node)}的循环标记暂不支持，请用网关画出返回的连线")
    if node.kind in SUB_PROCESSES and node.xml.get("triggeredByEvent") == "true":
        yield _not_run(node, f"事件子流程 {_named(node)}暂不支持，请改用边界事件")
    if node.xml.get("isForCompensation") == "true":
        yield _not_run(node, f"{_named(node)}是补偿活动，暂不支持，请画成普通任务")
    if node.loop is not None:
        yield from _multi_instance(node)


def _multi_instance(node: Node) -> Iterator[Finding]:
    loop = node.loop
    if loop is None:
        return
    if node.kind != "userTask":
        yield _not_run(node, f"只有用户任务可以多人办理，请去掉 {_named(node)}的多实例标记", line_of(loop))
    for part in LOOPS_OF_THEIR_OWN:
        if (found := loop.find(bpmn(part))) is not None:
            yield _not_run(node, f"{_named(node)}的多实例带有 {part}，结果由系统记录，请删去这一项", line_of(found))
    if loop.find(bpmn("loopCardinality")) is None:
        yield _not_run(node, f"{_named(node)}没有写明几级或几人，请填写集合或次数", line_of(loop))
    if loop.get("behavior", "All") != "All":
        yield _not_run(node, f"{_named(node)}的多实例事件行为暂不支持，请恢复默认", line_of(loop))


def _quantities(node: Node) -> Iterator[Finding]:
    for attribute in ("startQuantity", "completionQuantity"):
        if node.xml.get(attribute, "1") != "1":
            yield _not_run(node, f"{_named(node)}的 {attribute} 只能是 1，请改回")
    if node.kind == "eventBasedGateway" and (
        node.xml.get("instantiate") == "true" or node.xml.get("eventGatewayType") == "Parallel"
    ):
        yield _not_run(node, f"事件网关 {_named(node)}不能用来启动流程或等待全部事件，请恢复默认")


def _named(node: Node) -> str:
    return f"“{node.name}”" if node.name else node.id


def _not_run(node: Node, message: str, line: int = 0) -> Finding:
    return Finding("error", node.id, line or node.line, "not-supported", message)
