"""Compensation: its events have an activity instead of a flow, and what is compensated can be."""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, container, is_true
from casesvc.diagrams.validity.vocabulary import EMBEDDED

_COMPENSATE = "compensateEventDefinition"


def compensation_is_associated(model: Model) -> Iterator[Fault]:
    """Yield a fault for each compensation boundary event with a flow, or without its activity (10.5.4, 10.7.1)."""
    for event in model.of("boundaryEvent"):
        if not _compensates(model, event):
            continue
        if model.outgoing(event):
            message = f"{called(event)}是补偿事件，后面不能有连线，请改用关联连到补偿活动"
            yield Fault(event, "compensation-with-flow", message)
        if not any(is_true(other, "isForCompensation") for other in _associated(model, event)):
            message = f"{called(event)}是补偿事件，请用关联把它连到一个补偿活动"
            yield Fault(event, "compensation-without-activity", message)


def compensation_activities_stand_aside(model: Model) -> Iterator[Fault]:
    """Yield a fault for each compensation activity that flows enter or leave, or nothing leads to (10.3, 10.7.1)."""
    for activity in model.of(*sorted(ACTIVITIES)):
        if not is_true(activity, "isForCompensation"):
            continue
        if model.incoming(activity) or model.outgoing(activity):
            message = f"{called(activity)}用于补偿，不能有连线，请删去连线或取消补偿标记"
            yield Fault(activity, "compensation-in-flow", message)
        elif not is_true(activity, "triggeredByEvent") and not _is_handler(model, activity):
            message = f"{called(activity)}用于补偿，请用关联把它连到补偿边界事件"
            yield Fault(activity, "compensation-without-event", message)


def _is_handler(model: Model, activity: Element) -> bool:
    return any(kind(other) == "boundaryEvent" and _compensates(model, other) for other in _associated(model, activity))


def _associated(model: Model, element: Element) -> Iterator[Element]:
    for association in model.associations(element):
        for end in ("sourceRef", "targetRef"):
            other = model.target(association, end)
            if other is not None and other is not element:
                yield other


def compensation_does_not_interrupt(model: Model) -> Iterator[Fault]:
    """Yield a fault for each compensation event that says it does not interrupt (10.5.2, 10.5.4: does not apply)."""
    for name, attribute in (("boundaryEvent", "cancelActivity"), ("startEvent", "isInterrupting")):
        for event in model.of(name):
            if event.get(attribute) in ("false", "0") and _compensates(model, event):
                message = f"{called(event)}是补偿事件，{attribute} 对它不适用，请删去这个属性"
                yield Fault(event, "compensation-not-interrupting", message)


def compensated_activities_can_be(model: Model) -> Iterator[Fault]:
    """Yield a fault for each activity to be compensated without a handler, or out of sight (10.5.5, 10.7)."""
    handled = {event.get("attachedToRef") for event in model.of("boundaryEvent") if _compensates(model, event)}
    for event in model.of("intermediateThrowEvent", "endEvent"):
        for definition in model.definitions(event):
            activity = model.target(definition, "activityRef") if kind(definition) == _COMPENSATE else None
            if activity is None or kind(activity) not in ACTIVITIES:
                continue
            if container(activity) not in _seen_from(event):
                message = f"{called(event)}要补偿的{called(activity)}不在同一层，请改选同一流程或子流程里的活动"
                yield Fault(event, "compensation-out-of-sight", message)
            elif kind(activity) not in EMBEDDED and activity.get("id") not in handled:
                message = f"{called(event)}要补偿的{called(activity)}没有补偿边界事件，请补上"
                yield Fault(event, "compensation-without-handler", message)


def _seen_from(event: Element) -> tuple[Element | None, ...]:
    around = container(event)
    if around is not None and is_true(around, "triggeredByEvent"):
        return (around, container(around))
    return (around,)


def _compensates(model: Model, event: Element) -> bool:
    return _COMPENSATE in model.triggers(event)


EXECUTABLE: tuple[Rule, ...] = (compensation_is_associated,)
STANDARD: tuple[Rule, ...] = (
    compensation_activities_stand_aside,
    compensation_does_not_interrupt,
    compensated_activities_can_be,
)
