"""Gateways: their direction, and what an event-based gateway may lead to."""

from collections.abc import Iterator

from casesvc.diagrams.graph import GATEWAYS
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, is_true
from casesvc.diagrams.validity.vocabulary import CHOREOGRAPHY_ACTIVITIES, title

_TRIGGERS = frozenset(
    {"messageEventDefinition", "signalEventDefinition", "timerEventDefinition", "conditionalEventDefinition"}
)


def directions_hold(model: Model) -> Iterator[Fault]:
    """Yield a fault for each gateway with more ways in or out than its direction allows (8.4.9; 10.6.1)."""
    for gateway in model.of(*sorted(GATEWAYS)):
        direction = gateway.get("gatewayDirection")
        entering, leaving = len(model.incoming(gateway)), len(model.outgoing(gateway))
        if direction == "Converging" and leaving > 1:
            message = f"{called(gateway)}标为汇合（Converging），却有 {leaving} 条出口，请改为一条或改掉方向"
            yield Fault(gateway, "wrong-direction", message)
        if direction == "Diverging" and entering > 1:
            message = f"{called(gateway)}标为分支（Diverging），却有 {entering} 条入口，请改为一条或改掉方向"
            yield Fault(gateway, "wrong-direction", message)
        if direction == "Mixed" and (entering < 2 or leaving < 2):
            message = f"{called(gateway)}标为混合（Mixed），请让它有多条入口和多条出口，或改掉方向"
            yield Fault(gateway, "wrong-direction", message)


def directions_are_used(model: Model) -> Iterator[Fault]:
    """Yield a fault for each gateway that neither splits nor joins as its direction says (10.6.1)."""
    for gateway in model.of(*sorted(GATEWAYS)):
        direction = gateway.get("gatewayDirection")
        if direction == "Converging" and len(model.incoming(gateway)) < 2:
            yield Fault(gateway, "direction-unused", f"{called(gateway)}标为汇合，却没有多条入口，请补上或改掉方向")
        if direction == "Diverging" and len(model.outgoing(gateway)) < 2:
            yield Fault(gateway, "direction-unused", f"{called(gateway)}标为分支，却没有多条出口，请补上或改掉方向")


def gateways_split_or_join(model: Model) -> Iterator[Fault]:
    """Yield a fault for each gateway with at most one way in and one way out (10.6.1)."""
    for gateway in model.of(*sorted(GATEWAYS)):
        if len(model.incoming(gateway)) < 2 and len(model.outgoing(gateway)) < 2:
            yield Fault(gateway, "gateway-unused", f"{called(gateway)}既不分支也不汇合，请删去或补上连线")


def event_gateways_wait_for_several(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event-based gateway with fewer than two ways out (10.6.6)."""
    for gateway in model.of("eventBasedGateway"):
        if len(model.outgoing(gateway)) < 2:
            yield Fault(gateway, "event-gateway-ways", f"{called(gateway)}至少要有两条出口，请补上等待的事件")


def event_gateways_lead_to_events(model: Model) -> Iterator[Fault]:
    """Yield a fault for each way of an event-based gateway to what cannot wait for an event (10.6.6)."""
    for gateway, target in _targets(model):
        triggers = model.triggers(target)
        if kind(target) == "intermediateCatchEvent" and triggers and triggers <= _TRIGGERS:
            continue
        if kind(target) == "receiveTask" or kind(target) in CHOREOGRAPHY_ACTIVITIES:
            continue
        message = f"{called(gateway)}后面只能是消息、信号、定时或条件的捕获事件，或接收任务，请更换{called(target)}"
        yield Fault(target, "event-gateway-target", message)


def event_gateways_do_not_mix(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event-based gateway that waits by message events and by receive tasks (10.6.6)."""
    for gateway in model.of("eventBasedGateway"):
        targets = [target for _, target in _targets(model, gateway)]
        messages = any("messageEventDefinition" in model.triggers(target) for target in targets)
        if messages and any(kind(target) == "receiveTask" for target in targets):
            message = f"{called(gateway)}后面不能同时有消息事件和接收任务，请改为同一种"
            yield Fault(gateway, "event-gateway-mixed", message)


def event_gateway_targets_wait_for_it_alone(model: Model) -> Iterator[Fault]:
    """Yield a fault for each target of an event-based gateway with other ways in or boundary events (10.6.6)."""
    for gateway, target in _targets(model):
        if len(model.incoming(target)) > 1:
            message = f"{called(target)}在{called(gateway)}后面，不能再有别的入口，请删去多余的连线"
            yield Fault(target, "event-gateway-target-shared", message)
        if kind(target) == "receiveTask" and model.attached(target):
            message = f"{called(target)}在{called(gateway)}后面，不能带边界事件，请删去边界事件"
            yield Fault(target, "event-gateway-target-boundary", message)


def instantiating_gateways_come_first(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event-based gateway that starts the process and yet is entered (10.6.6)."""
    for gateway in model.of("eventBasedGateway"):
        starts = {
            kind(source) for flow in model.incoming(gateway) if (source := model.target(flow, "sourceRef")) is not None
        }
        if is_true(gateway, "instantiate") and starts:
            message = f"{called(gateway)}用来启动流程，不能有入口，请删去通向它的连线或取消 instantiate"
            yield Fault(gateway, "event-gateway-entered", message)


def parallel_event_gateways_instantiate(model: Model) -> Iterator[Fault]:
    """Yield a fault for each parallel event-based gateway that does not start the process (10.6.6)."""
    for gateway in model.of("eventBasedGateway"):
        if gateway.get("eventGatewayType") == "Parallel" and not is_true(gateway, "instantiate"):
            message = f"{called(gateway)}是并行的{title(kind(gateway))}，只能用来启动流程，请改为 Exclusive"
            yield Fault(gateway, "event-gateway-parallel", message)


def parallel_event_gateways_wait_for_messages(model: Model) -> Iterator[Fault]:
    """Yield a fault for each trigger but a message behind a parallel event-based gateway (10.6.6)."""
    for gateway, target in _targets(model):
        triggers = model.triggers(target)
        if gateway.get("eventGatewayType") == "Parallel" and not triggers <= {"messageEventDefinition"}:
            message = f"{called(gateway)}是并行的，后面只能等待消息，请更换{called(target)}"
            yield Fault(target, "event-gateway-parallel", message)


def _targets(model: Model, only: Element | None = None) -> Iterator[tuple[Element, Element]]:
    for gateway in model.of("eventBasedGateway") if only is None else (only,):
        for flow in model.outgoing(gateway):
            target = model.named(flow.get("targetRef"))
            if target is not None:
                yield gateway, target


EXECUTABLE: tuple[Rule, ...] = (
    event_gateways_lead_to_events,
    instantiating_gateways_come_first,
    event_gateway_targets_wait_for_it_alone,
)
STANDARD: tuple[Rule, ...] = (
    directions_hold,
    directions_are_used,
    gateways_split_or_join,
    event_gateways_wait_for_several,
    event_gateways_do_not_mix,
    parallel_event_gateways_instantiate,
    parallel_event_gateways_wait_for_messages,
)
