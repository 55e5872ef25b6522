"""Whether the nodes of a process hang together: starts, ends, ways in and out, and what nodes note of their flows."""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES, GATEWAYS
from casesvc.diagrams.tree import bpmn, kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, is_true, text
from casesvc.diagrams.validity.vocabulary import FLOW_NODES

_SCOPES = ("process", "subProcess", "transaction")


def starts_and_ends_come_together(model: Model) -> Iterator[Fault]:
    """Yield a fault for each process with an end but no start, or a start but no end (10.5.2, 10.5.3)."""
    for scope in model.of(*_SCOPES):
        starts, ends = children(scope, "startEvent"), children(scope, "endEvent")
        if ends and not starts and not _instantiating(scope):
            message = f"{called(scope)}有结束事件，却没有开始事件，请补上开始事件"
            yield Fault(scope, "no-start-event", message)
        if starts and not ends:
            message = f"{called(scope)}有开始事件，却没有结束事件，请补上结束事件"
            yield Fault(scope, "no-end-event", message)


def starts_lead_somewhere(model: Model) -> Iterator[Fault]:
    """Yield a fault for each start event without a flow out of it (10.5.2)."""
    for start in model.of("startEvent"):
        if not model.outgoing(start):
            yield Fault(start, "start-without-flow", f"{called(start)}后面没有连线，请连到第一个活动")


def ends_are_reached(model: Model) -> Iterator[Fault]:
    """Yield a fault for each end event without a flow into it (10.5.3)."""
    for end in model.of("endEvent"):
        if not model.incoming(end):
            yield Fault(end, "not-entered", f"没有连线通向{called(end)}，请连上或删去")


def intermediate_events_stand_in_between(model: Model) -> Iterator[Fault]:
    """Yield a fault for each intermediate event, links aside, without a flow into it or out of it (10.5.4)."""
    for event in model.of("intermediateCatchEvent", "intermediateThrowEvent"):
        if "linkEventDefinition" in model.triggers(event):
            continue
        if not model.incoming(event):
            yield Fault(event, "not-entered", f"没有连线通向{called(event)}，请连上或删去")
        if not model.outgoing(event):
            yield Fault(event, "not-left", f"{called(event)}后面没有连线，请连到下一步或结束事件")


def nodes_are_entered(model: Model) -> Iterator[Fault]:
    """Yield a fault for each activity or gateway no flow enters although its process has a start event (10.5.2)."""
    for node in _in_flow(model, "startEvent"):
        if not model.incoming(node) and not is_true(node, "instantiate"):
            message = f"没有连线通向{called(node)}，而流程有开始事件，请连上或删去"
            yield Fault(node, "not-entered", message)


def nodes_are_left(model: Model) -> Iterator[Fault]:
    """Yield a fault for each activity or gateway no flow leaves although its process has an end event (10.5.3)."""
    for node in _in_flow(model, "endEvent"):
        if not model.outgoing(node):
            message = f"{called(node)}后面没有连线，而流程有结束事件，请连到下一步或结束事件"
            yield Fault(node, "not-left", message)


def notes_of_flows_are_right(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow a node notes as its own that begins or ends elsewhere (8.4.13)."""
    for node, name, end in _noting(model):
        for note in node.iterchildren(bpmn(name)):
            flow, _ = model.resolve(node, text(note))
            if flow is not None and kind(flow) == "sequenceFlow" and flow.get(end) != node.get("id"):
                message = f"{called(node)}的 {name} 写着{called(flow)}，但这条连线不连到它，请改正其中一处"
                yield Fault(note, "flow-of-another", message)


def notes_of_flows_exist(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow a node notes that is not in the file (8.4.13)."""
    for node, name, _ in _noting(model):
        for note in children(node, name):
            found, outside = model.resolve(node, text(note))
            if found is None and not outside:
                message = f"{called(node)}的 {name} 写着“{text(note)}”，文件中没有这条连线，请补上或删去"
                yield Fault(note, "unknown-flow", message)


def notes_of_flows_agree(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow noted at one of its nodes but not at the other (8.4.13)."""
    notes = {
        (node, name, text(note).rpartition(":")[2]) for node, name, _ in _noting(model) for note in children(node, name)
    }
    for flow in model.of("sequenceFlow"):
        source, target, own = model.target(flow, "sourceRef"), model.target(flow, "targetRef"), flow.get("id")
        if source is None or target is None or not own:
            continue
        noted = [(source, "outgoing", own) in notes, (target, "incoming", own) in notes]
        if noted[0] != noted[1]:
            node, name = (target, "incoming") if noted[0] else (source, "outgoing")
            message = f"{called(flow)}只在一端写明，{called(node)}缺少 {name}，请补上或重新连接"
            yield Fault(node, "flow-noted-once", message)


def _noting(model: Model) -> Iterator[tuple[Element, str, str]]:
    for node in model.of(*sorted(FLOW_NODES)):
        yield node, "incoming", "targetRef"
        yield node, "outgoing", "sourceRef"


def _instantiating(scope: Element) -> bool:
    """Tell whether something other than a start event begins the process (10.5.2, 13.2)."""
    return any(is_true(node, "instantiate") for node in scope)


def _in_flow(model: Model, event: str) -> Iterator[Element]:
    """Yield the activities and gateways of processes with such an event that are not for compensation or an event."""
    for scope in model.of(*_SCOPES):
        for node in scope if children(scope, event) else ():
            aside = is_true(node, "isForCompensation") or is_true(node, "triggeredByEvent")
            if kind(node) in ACTIVITIES | GATEWAYS and not aside:
                yield node


STANDARD: tuple[Rule, ...] = (
    starts_and_ends_come_together,
    starts_lead_somewhere,
    ends_are_reached,
    intermediate_events_stand_in_between,
    nodes_are_entered,
    nodes_are_left,
    notes_of_flows_are_right,
    notes_of_flows_exist,
    notes_of_flows_agree,
)
