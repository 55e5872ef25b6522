"""Boundary events: what they may interrupt, what they sit on, and how compensation hangs on them."""

from collections.abc import Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Model, Rule, called, container, is_true, wrong
from casesvc.diagrams.validity.vocabulary import TITLES

_ALWAYS_INTERRUPTING = ("errorEventDefinition", "cancelEventDefinition")


def boundary_events_sit_beside_their_activity(model: Model) -> Iterator[Finding]:
    """Yield a finding for each boundary event of an activity inside another process or sub-process (10.5.4)."""
    for event in model.of("boundaryEvent"):
        host = model.target(event, "attachedToRef")
        if host is not None and kind(host) in ACTIVITIES and container(host) is not container(event):
            message = f"{called(event)}和它所贴的{called(host)}不在同一个流程或子流程里，请移到一起"
            yield wrong(event, "attached-elsewhere", message)


def errors_and_cancels_interrupt(model: Model) -> Iterator[Finding]:
    """Yield a finding for each error or cancel boundary event that would let its activity go on (10.5.4, Table 10.91)."""
    for event in model.of("boundaryEvent"):
        if event.get("cancelActivity") not in ("false", "0"):
            continue
        for definition in model.definitions(event):
            if kind(definition) in _ALWAYS_INTERRUPTING:
                message = f"{TITLES[kind(definition)]}{called(event)}总会中断活动，请把 cancelActivity 改为 true"
                yield wrong(event, "must-interrupt", message)


def cancels_sit_on_transactions(model: Model) -> Iterator[Finding]:
    """Yield a finding for each cancel boundary event on anything but a transaction (10.3.5, 10.5.4, Table 10.90)."""
    for event in model.of("boundaryEvent"):
        host = model.target(event, "attachedToRef")
        if host is None or kind(host) == "transaction" or not _has(model, event, "cancelEventDefinition"):
            continue
        yield wrong(event, "cancel-outside-transaction", f"{called(event)}是取消事件，只能贴在事务子流程上，请更换")


def cancels_end_transactions(model: Model) -> Iterator[Finding]:
    """Yield a finding for each cancel end event outside of a transaction (10.3.5, 10.5.3, Table 10.88)."""
    for event in model.of("endEvent"):
        around = container(event)
        if _has(model, event, "cancelEventDefinition") and (around is None or kind(around) != "transaction"):
            message = f"{called(event)}是取消结束事件，只能放在事务子流程里，请更换"
            yield wrong(event, "cancel-outside-transaction", message)


def boundary_events_are_left(model: Model) -> Iterator[Finding]:
    """Yield a finding for each boundary event without a way out, compensation aside (10.5.4).

    Engines take such a path as ended there: only where just the standard counts.
    """
    for event in filter(model.by_the_standard, model.of("boundaryEvent")):
        if not model.outgoing(event) and not _has(model, event, "compensateEventDefinition"):
            yield wrong(event, "boundary-not-left", f"{called(event)}后面没有连线，请连到下一步或结束事件")


def compensation_is_associated(model: Model) -> Iterator[Finding]:
    """Yield a finding for each compensation boundary event with a flow, or without its activity (10.5.4, 10.7.1)."""
    for event in model.of("boundaryEvent"):
        if not _has(model, event, "compensateEventDefinition"):
            continue
        if model.outgoing(event):
            message = f"{called(event)}是补偿事件，后面不能有连线，请改用关联连到补偿活动"
            yield wrong(event, "compensation-with-flow", message)
        if not any(is_true(other, "isForCompensation") for other in _associated(model, event)):
            message = f"{called(event)}是补偿事件，请用关联把它连到一个补偿活动"
            yield wrong(event, "compensation-without-activity", message)


def compensation_activities_stand_aside(model: Model) -> Iterator[Finding]:
    """Yield a finding for each compensation activity that flows enter or leave, or nothing leads to (10.3, 10.7.1)."""
    for activity in model.of(*sorted(ACTIVITIES)):
        if not is_true(activity, "isForCompensation"):
            continue
        if model.incoming(activity) or model.outgoing(activity):
            message = f"{called(activity)}用于补偿，不能有连线，请删去连线或取消补偿标记"
            yield wrong(activity, "compensation-in-flow", message)
        elif not is_true(activity, "triggeredByEvent") and not _is_handler(model, activity):
            message = f"{called(activity)}用于补偿，请用关联把它连到补偿边界事件"
            yield wrong(activity, "compensation-without-event", message)


def _is_handler(model: Model, activity: Element) -> bool:
    return any(
        kind(other) == "boundaryEvent" and _has(model, other, "compensateEventDefinition")
        for other in _associated(model, activity)
    )


def _associated(model: Model, element: Element) -> Iterator[Element]:
    for association in model.associations(element):
        for end in ("sourceRef", "targetRef"):
            other = model.target(association, end)
            if other is not None and other is not element:
                yield other


def _has(model: Model, event: Element, definition: str) -> bool:
    return any(kind(each) == definition for each in model.definitions(event))


RULES: tuple[Rule, ...] = (
    boundary_events_sit_beside_their_activity,
    errors_and_cancels_interrupt,
    cancels_sit_on_transactions,
    cancels_end_transactions,
    boundary_events_are_left,
    compensation_is_associated,
    compensation_activities_stand_aside,
)
