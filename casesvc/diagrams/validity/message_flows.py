"""Message flows: between two pools, from what sends to what receives."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, enclosing

_RECEIVING = ("startEvent", "intermediateCatchEvent", "boundaryEvent")
_SENDING = ("endEvent", "intermediateThrowEvent")


def message_flows_cross_pools(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow inside one pool (9.3, 9.4)."""
    for flow, source, target in _flows(model):
        if source is target or (_pool(model, source) is not None and _pool(model, source) is _pool(model, target)):
            message = f"{called(flow)}的两端在同一个泳池里，请改用连线或连到另一个泳池"
            yield Fault(flow, "message-flow-inside-pool", message)


def receivers_do_not_send(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow out of a start or catching event (10.5.2, 10.5.4)."""
    for flow, source, _ in _flows(model):
        if kind(source) in _RECEIVING:
            yield Fault(flow, "message-flow-source", f"{called(source)}不能发出消息，请删去或反转{called(flow)}")


def senders_do_not_receive(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow into an end or throwing event (10.5.3, 10.5.4)."""
    for flow, _, target in _flows(model):
        if kind(target) in _SENDING:
            yield Fault(flow, "message-flow-target", f"{called(target)}不能接收消息，请删去或反转{called(flow)}")


def events_of_message_flows_wait_for_messages(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow at an event with another trigger than a message (7.6.2, 10.5.2 to 10.5.4)."""
    for flow, source, target in _flows(model):
        for node, kinds in ((source, _SENDING), (target, _RECEIVING)):
            triggers = model.triggers(node)
            if kind(node) in kinds and "messageEventDefinition" not in triggers:
                message = f"{called(node)}连着{called(flow)}，请改为消息事件或删去消息流"
                yield Fault(node, "message-flow-event", message)


def _flows(model: Model) -> Iterator[tuple[Element, Element, Element]]:
    for flow in model.of("messageFlow"):
        source, target = model.target(flow, "sourceRef"), model.target(flow, "targetRef")
        if source is not None and target is not None:
            yield flow, source, target


def _pool(model: Model, node: Element) -> Element | None:
    """Return the process that a pool stands for or that a node is in."""
    return model.target(node, "processRef") if kind(node) == "participant" else enclosing(node, ("process",))


EVERYWHERE: tuple[Rule, ...] = (
    message_flows_cross_pools,
    receivers_do_not_send,
    senders_do_not_receive,
)
STANDARD: tuple[Rule, ...] = (events_of_message_flows_wait_for_messages,)
