"""Boundary events: what they may interrupt, and what they sit on."""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Fault, Model, Rule, called, container
from casesvc.diagrams.validity.vocabulary import TITLES

_ALWAYS_INTERRUPTING = frozenset({"errorEventDefinition", "cancelEventDefinition"})


def boundary_events_sit_beside_their_activity(model: Model) -> Iterator[Fault]:
    """Yield a fault for each boundary event of an activity inside another process or sub-process (10.5.4)."""
    for event in model.of("boundaryEvent"):
        host = model.target(event, "attachedToRef")
        if host is not None and kind(host) in ACTIVITIES and container(host) is not container(event):
            message = f"{called(event)}和它所贴的{called(host)}不在同一个流程或子流程里，请移到一起"
            yield Fault(event, "attached-elsewhere", message)


def errors_and_cancels_interrupt(model: Model) -> Iterator[Fault]:
    """Yield a fault for each error or cancel boundary event that would let its activity go on (10.5.4)."""
    for event in model.of("boundaryEvent"):
        if event.get("cancelActivity") not in ("false", "0"):
            continue
        for trigger in model.triggers(event) & _ALWAYS_INTERRUPTING:
            message = f"{TITLES[trigger]}{called(event)}总会中断活动，请把 cancelActivity 改为 true"
            yield Fault(event, "must-interrupt", message)


def cancels_sit_on_transactions(model: Model) -> Iterator[Fault]:
    """Yield a fault for each cancel boundary event on anything but a transaction (10.3.5, 10.5.4, Table 10.90)."""
    for event in model.of("boundaryEvent"):
        host = model.target(event, "attachedToRef")
        if host is None or kind(host) == "transaction" or "cancelEventDefinition" not in model.triggers(event):
            continue
        yield Fault(event, "cancel-outside-transaction", f"{called(event)}是取消事件，只能贴在事务子流程上，请更换")


def cancels_end_transactions(model: Model) -> Iterator[Fault]:
    """Yield a fault for each cancel end event outside of a transaction (10.3.5, 10.5.3, Table 10.88)."""
    for event in model.of("endEvent"):
        around = container(event)
        if "cancelEventDefinition" in model.triggers(event) and (around is None or kind(around) != "transaction"):
            message = f"{called(event)}是取消结束事件，只能放在事务子流程里，请更换"
            yield Fault(event, "cancel-outside-transaction", message)


def boundary_events_are_left(model: Model) -> Iterator[Fault]:
    """Yield a fault for each boundary event without a way out, compensation aside (10.5.4)."""
    for event in model.of("boundaryEvent"):
        if not model.outgoing(event) and "compensateEventDefinition" not in model.triggers(event):
            yield Fault(event, "boundary-not-left", f"{called(event)}后面没有连线，请连到下一步或结束事件")


EVERYWHERE: tuple[Rule, ...] = (
    cancels_sit_on_transactions,
    cancels_end_transactions,
)
EXECUTABLE: tuple[Rule, ...] = (
    boundary_events_sit_beside_their_activity,
    errors_and_cancels_interrupt,
)
STANDARD: tuple[Rule, ...] = (boundary_events_are_left,)
