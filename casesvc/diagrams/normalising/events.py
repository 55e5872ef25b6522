"""Link events, and receive tasks behind an event gateway."""

from lxml import etree

from casesvc.diagrams.normalising.rewriting import Rewriting, taken
from casesvc.diagrams.tree import bpmn, kind


def connect_links(rewriting: Rewriting) -> None:
    """Links of one name are a sequence flow that nobody wanted to draw across the page (BPMN 10.5.5).

    One without its other end, with two other ends or without a name stays as it is, for the check to refuse.
    """
    links = [node for node in rewriting.nodes() if _link(node) is not None]
    targets: dict[tuple[object, str], list[etree._Element]] = {}
    for node in links:
        if kind(node) == "intermediateCatchEvent" and _pair(node)[1]:
            targets.setdefault(_pair(node), []).append(node)
    connected: list[etree._Element] = []
    for node in links:
        found = targets.get(_pair(node), [])
        if kind(node) == "intermediateThrowEvent" and len(found) == 1:
            rewriting.add_flow(node, found[0])
            rewriting.note(node, "link-connected", f"链接 {node.get('id')} 按连到 {found[0].get('id')} 处理")
            connected += [node, *found]
    for node in connected:
        _become_plain(node)


def _become_plain(node: etree._Element) -> None:
    definition = _link(node)
    if definition is not None:
        node.remove(definition)
        node.tag = bpmn("intermediateThrowEvent")


def _pair(node: etree._Element) -> tuple[object, str]:
    """Return what the two ends of a link share: their scope and the link's name, or its id where it has no name."""
    definition = _link(node)
    return node.getparent(), "" if definition is None else definition.get("name") or node.get("name") or ""


def _link(node: etree._Element) -> etree._Element | None:
    return node.find(bpmn("linkEventDefinition"))


def receive_behind_event_gateways(rewriting: Rewriting) -> None:
    """Behind an event gateway a receive task is a message event (BPMN 10.6.6).

    One with a border or a marker is no mere event: it stays, for the check to refuse.
    """
    hosts = {node.get("attachedToRef") for node in rewriting.nodes()}
    nodes = {node.get("id"): node for node in rewriting.nodes()}
    for flow in rewriting.flows():
        source, task = nodes.get(flow.get("sourceRef")), nodes.get(flow.get("targetRef"))
        if source is None or task is None or kind(source) != "eventBasedGateway" or kind(task) != "receiveTask":
            continue
        if task.get("id") in hosts or any(kind(part).endswith("LoopCharacteristics") for part in task):
            continue
        reference = taken(task, "messageRef")
        definition = etree.SubElement(task, bpmn("messageEventDefinition"))
        if reference:
            definition.set("messageRef", reference)
        task.tag = bpmn("intermediateCatchEvent")
        rewriting.note(task, "receive-task-as-event", f"事件网关后的接收任务 {task.get('id')} 按消息事件处理")


def forget_times_of_starts(rewriting: Rewriting) -> None:
    """A case is begun by somebody: what would trigger a process elsewhere is kept as a mark and not evaluated."""
    for process in rewriting.root.iter(bpmn("process")):
        for start in process.findall(bpmn("startEvent")):
            for definition in start:
                if kind(definition) in ("timerEventDefinition", "conditionalEventDefinition") and len(definition):
                    definition[:] = []
                    rewriting.note(start, "start-not-triggered", f"开始事件 {start.get('id')} 不会自动触发，由人启动")
