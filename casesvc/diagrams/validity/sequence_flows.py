"""Sequence flows: what they connect, where a condition may stand, and what a default is.

Flows of the processes that run are looked at by ``check.structure`` as far as their ends go: here are the others.
"""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES, GATEWAYS, running_processes
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, container, enclosing, text
from casesvc.diagrams.validity.vocabulary import FLOW_NODES, title

_WITH_DEFAULT = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
_POOLS = ("process", "choreography", "globalChoreographyTask")
_UNCONDITIONED = frozenset(
    {"startEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent", "eventBasedGateway"}
)


def flows_connect_flow_nodes(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow that begins or ends at no event, activity or gateway (7.6.1, 8.4.1, 8.4.13)."""
    for flow in _beyond_what_runs(model):
        for end, word in (("sourceRef", "起点"), ("targetRef", "终点")):
            node = model.named(flow.get(end))
            if node is None or kind(node) not in FLOW_NODES:
                message = f"{called(flow)}的{word} {flow.get(end) or '没有填写'} 不是活动、事件或网关，请重新连接"
                yield Fault(flow, "unconnected-flow", message)


def flows_stay_in_their_pool(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow between two processes (7.6.1, 9.3)."""
    for flow in model.of("sequenceFlow"):
        pools = {enclosing(node, _POOLS) for node in _ends(model, flow)}
        if len(pools) == 2:
            yield Fault(flow, "crosses-pool", f"{called(flow)}连着两个流程，请改用消息流")


def flows_stay_in_their_sub_process(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow through the border of a sub-process or sub-choreography (7.6.1, 10.3.5)."""
    for flow in _beyond_what_runs(model):
        scopes = {container(node) for node in _ends(model, flow)}
        if len(scopes) == 2 and len({enclosing(node, _POOLS) for node in _ends(model, flow)}) == 1:
            yield Fault(flow, "crosses-border", f"{called(flow)}穿过了子流程的边框，请连到子流程本身")


def flows_keep_their_direction(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow into a start or boundary event, or out of an end event (10.5.2, 10.5.3, 10.5.4)."""
    for flow in _beyond_what_runs(model):
        source, target = model.named(flow.get("sourceRef")), model.named(flow.get("targetRef"))
        if target is not None and kind(target) in ("startEvent", "boundaryEvent"):
            yield Fault(flow, "flow-into-start", f"{called(flow)}指向{called(target)}，请改连其他元素")
        if source is not None and kind(source) == "endEvent":
            yield Fault(flow, "flow-out-of-end", f"{called(source)}后面不能再有连线，请删去{called(flow)}")


def conditions_follow_decisions(model: Model) -> Iterator[Fault]:
    """Yield a fault for each condition on a flow out of an event or an event-based gateway (8.4.13, 10.5, 10.6.6)."""
    for flow in model.of("sequenceFlow"):
        source = model.named(flow.get("sourceRef"))
        if source is not None and kind(source) in _UNCONDITIONED and _conditioned(flow):
            message = f"{called(flow)}从{called(source)}出发，不能带条件，请删去条件或在前面加排他网关"
            yield Fault(flow, "condition-misplaced", message)


def conditions_have_an_alternative(model: Model) -> Iterator[Fault]:
    """Yield a fault for each condition on the only flow out of an activity (8.4.13)."""
    for flow in model.of("sequenceFlow"):
        source = model.named(flow.get("sourceRef"))
        if source is None or kind(source) not in ACTIVITIES or len(model.outgoing(source)) != 1:
            continue
        if _conditioned(flow):
            message = f"{called(source)}只有一条出口，{called(flow)}不能带条件，请删去条件或补上另一条出口"
            yield Fault(flow, "condition-without-alternative", message)


def defaults_leave_their_holder(model: Model) -> Iterator[Fault]:
    """Yield a fault for each default that is no flow out of its holder, or where none may be (8.4.13, 10.3, 10.6)."""
    for node in model.of(*sorted(ACTIVITIES | GATEWAYS)):
        name = node.get("default")
        if name is None:
            continue
        if kind(node) not in _WITH_DEFAULT:
            yield Fault(node, "default-misplaced", f"{title(kind(node))}不能有默认连线，请删去{called(node)}的默认设置")
            continue
        flow = model.named(name)
        if flow is not None and kind(flow) == "sequenceFlow" and flow.get("sourceRef") != node.get("id"):
            message = f"{called(node)}的默认连线 {name} 不是从它出发的，请改选它自己的一条出口"
            yield Fault(node, "default-of-another", message)


def _ends(model: Model, flow: Element) -> list[Element]:
    ends = (model.named(flow.get(end)) for end in ("sourceRef", "targetRef"))
    return [end for end in ends if end is not None and kind(end) in FLOW_NODES]


def _conditioned(flow: Element) -> bool:
    return any(text(condition) for condition in children(flow, "conditionExpression"))


def _beyond_what_runs(model: Model) -> Iterator[Element]:
    running = set(running_processes(model.root.getroottree()))
    for flow in model.of("sequenceFlow"):
        around = enclosing(flow, _POOLS)
        if around is not None and around not in running:
            yield flow


EVERYWHERE: tuple[Rule, ...] = (
    flows_connect_flow_nodes,
    flows_stay_in_their_pool,
    flows_stay_in_their_sub_process,
    flows_keep_their_direction,
    defaults_leave_their_holder,
)
STANDARD: tuple[Rule, ...] = (
    conditions_follow_decisions,
    conditions_have_an_alternative,
)
