"""What a diagram says of one node, aspect by aspect, so that two drawings of it can be compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.graph import FLOW_NODES, Graph, Node, read_whole, running_processes
from casesvc.diagrams.process import lanes_of, properties
from casesvc.diagrams.tree import bpmn, camunda, kind, text_of

WORDS = {
    "userTask": "环节", "manualTask": "环节", "task": "环节", "serviceTask": "系统任务", "sendTask": "发送任务",
    "receiveTask": "接收任务", "scriptTask": "脚本", "businessRuleTask": "决策", "callActivity": "调用活动",
    "subProcess": "子流程", "transaction": "事务子流程", "adHocSubProcess": "自由子流程",
    "exclusiveGateway": "排他网关", "parallelGateway": "并行网关", "inclusiveGateway": "包容网关",
    "complexGateway": "复杂网关", "eventBasedGateway": "事件网关", "startEvent": "开始事件", "endEvent": "结束事件",
    "boundaryEvent": "边界事件", "intermediateCatchEvent": "等待事件", "intermediateThrowEvent": "抛出事件",
}  # fmt: skip
TRIGGER_WORDS = {
    "timer": "定时", "message": "消息", "signal": "信号", "condition": "条件", "error": "错误", "escalation": "升级",
    "cancel": "取消", "terminate": "终止", "compensation": "补偿", "link": "链接",
}  # fmt: skip
SAYS_NOTHING = frozenset({"incoming", "outgoing", "documentation", "sequenceFlow", "laneSet"})
MEANINGLESS = frozenset({"id"})
READ_APART = MEANINGLESS | {"name", "default", "attachedToRef"}


@dataclass(frozen=True)
class Drawing:
    """One diagram as it is compared: its graph, and the lane of each element that lies in one."""

    graph: Graph
    lanes: Mapping[str, str]


def drawing_of(tree: etree._ElementTree) -> Drawing:
    """Return what is compared of a diagram that holds a process."""
    lanes = {element: lane for process in running_processes(tree) for element, lane in lanes_of(process)}
    return Drawing(read_whole(tree), lanes)


def named(node: Node) -> str:
    """Return a node as people call it."""
    return f"“{node.name}”" if node.name else node.id


def word_of(node: Node) -> str:
    """Return what kind of thing a node is, in Chinese."""
    return WORDS.get(node.kind, node.kind)


def _kind(drawing: Drawing, node: Node) -> str:  # noqa: ARG001 - one signature for all
    return "事件子流程" if node.is_event_sub_process else word_of(node)


def _role(drawing: Drawing, node: Node) -> str:
    return node.xml.get(camunda("candidateGroups")) or drawing.lanes.get(node.id, "")


def _attribute(name: str) -> Callable[[Drawing, Node], str]:
    return lambda _, node: node.xml.get(name) or ""


def _property(name: str) -> Callable[[Drawing, Node], str]:
    return lambda _, node: properties(node.xml).get(name, "")


def _text(name: str) -> Callable[[Drawing, Node], str]:
    def read(_: Drawing, node: Node) -> str:
        found = node.child(name)
        return "" if found is None else text_of(found).strip()

    return read


def _marker(drawing: Drawing, node: Node) -> str:  # noqa: ARG001 - one signature for all
    """Return a loop or multi-instance marker in words."""
    loop = node.loop
    if loop is not None:
        many = loop.get(camunda("collection")) or loop.findtext(bpmn("loopCardinality")) or _reference(loop)
        until = (loop.findtext(bpmn("completionCondition")) or "").strip()
        together = "依次办理" if node.multi == "sequential" else "同时办理"
        return f"{together} {many.strip()} 次" + (f"，直到 {until}" if until else "")
    standard = node.child("standardLoopCharacteristics")
    if standard is None:
        return ""
    condition = (standard.findtext(bpmn("loopCondition")) or "").strip()
    before = "先判断" if standard.get("testBefore") in ("true", "1") else "后判断"
    return f"循环办理，{before} {condition}，最多 {standard.get('loopMaximum') or '不限'} 次"


def _reference(loop: etree._Element) -> str:
    return loop.findtext(bpmn("loopDataInputRef")) or ""


def _triggers(drawing: Drawing, node: Node) -> str:  # noqa: ARG001 - one signature for all
    triggers = triggers_of(node)
    return "、".join(f"{TRIGGER_WORDS[each.kind]} {each.said or ''}".strip() for each in triggers)


def _interrupts(drawing: Drawing, node: Node) -> str:  # noqa: ARG001 - one signature for all
    return "" if node.kind not in ("boundaryEvent", "startEvent") else "会中断" if node.interrupts else "不中断"


# aspect -> what people call it, and how it is read; a value that is "" is not said.
SAID: Mapping[str, tuple[str, Callable[[Drawing, Node], str]]] = {
    "kind": ("类型", _kind),
    "role": ("办理角色", _role),
    "assignee": ("办理人", _attribute(camunda("assignee"))),
    "form": ("表单", _attribute(camunda("formKey"))),
    "due": ("办理期限", _attribute(camunda("dueDate"))),
    "topic": ("主题", _attribute(camunda("topic"))),
    "status": ("状态文字", _property("status")),
    "document": ("文书", _property("document")),
    "correction": ("修改方式", _property("correction")),
    "notify": ("提醒", _property("notify")),
    "grants": ("证书", _property("grants")),
    "marker": ("多次办理的设置", _marker),
    "trigger": ("触发方式", _triggers),
    "interrupts": ("中断方式", _interrupts),
    "called": ("调用的流程", _attribute("calledElement")),
    "decision": ("引用的决策", _attribute(camunda("decisionRef"))),
    "script": ("脚本内容", _text("script")),
}


def _scope(graph: Graph, node: Node) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all
    return (node.scope,)


def _host(graph: Graph, node: Node) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all
    return () if node.host is None else (node.host,)


def _border(graph: Graph, node: Node) -> tuple[str, ...]:
    return tuple(sorted(event.id for event in graph.attached(node.id)))


def _targets(graph: Graph, node: Node) -> tuple[str, ...]:
    # The ways out of an exclusive gateway are tried in their order.
    found = [flow.target for flow in graph.outgoing(node.id)]
    return tuple(found if node.kind == "exclusiveGateway" else sorted(found))


def rules_of(node: Node) -> tuple[bytes, ...]:
    """Return the decision tables a node decides by, as they stand in the file that holds its decision."""
    decision = node.xml.get(camunda("decisionRef")) if node.kind == "businessRuleTask" else None
    tables = node.xml.getroottree().getroot().findall(f"{bpmn('extensionElements')}/*")
    held = (table for table in tables if any(part.get("id") == decision for part in table.iter()))
    return () if decision is None else tuple(etree.tostring(table, method="c14n", with_tail=False) for table in held)


# aspect -> what people call it, and the elements it leads to.
RELATED: Mapping[str, tuple[str, Callable[[Graph, Node], tuple[str, ...]]]] = {
    "scope": ("所在的流程或子流程", _scope),
    "host": ("所在的环节", _host),
    "border": ("边界事件", _border),
    "flows": ("后面的去向", _targets),
}


def remainder(element: etree._Element, *, inside: bool = False) -> object:
    """Return all that stands in an element and not in its neighbours, to be compared: equal when nothing differs.

    ``inside``: it is part of another, where a name is no label.
    """
    unread = MEANINGLESS if inside else READ_APART
    attributes = tuple(sorted((name, value) for name, value in element.attrib.items() if name not in unread))
    parts = (child for child in element if kind(child) not in SAYS_NOTHING and kind(child) not in FLOW_NODES)
    text = (element.text or "").strip()
    return (element.tag, attributes, text, tuple(remainder(part, inside=True) for part in parts))
