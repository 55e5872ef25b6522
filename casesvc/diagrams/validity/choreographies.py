"""Choreographies: what may be drawn in them, who takes part, and which events they know."""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.events import TOP_LEVEL_STARTS
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, container, text
from casesvc.diagrams.validity.vocabulary import CHOREOGRAPHIES, CHOREOGRAPHY_ACTIVITIES, FLOW_DATA, title

_SCOPES = CHOREOGRAPHIES | {"subChoreography"}
_CAUGHT = TOP_LEVEL_STARTS - {"messageEventDefinition"}
# Tables 11.6 to 11.8: events in a choreography
_ALLOWED = {
    "startEvent": _CAUGHT,
    "intermediateCatchEvent": _CAUGHT | {"linkEventDefinition"},
    "intermediateThrowEvent": frozenset({"linkEventDefinition"}),
    "endEvent": frozenset({"terminateEventDefinition"}),
}


def choreographies_have_no_activities_or_data(model: Model) -> Iterator[Fault]:
    """Yield a fault for each activity of a process and each data object in a choreography (8.4.8, 11.2, 11.3)."""
    for element in model.of(*sorted(ACTIVITIES | FLOW_DATA)):
        around = container(element)
        if around is not None and kind(around) in _SCOPES:
            message = f"{called(element)}不能画在编排里，请改为编排任务或移到流程里"
            yield Fault(element, "process-in-choreography", message)


def events_of_choreographies(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event with a trigger that a choreography does not know (11.6, Tables 11.6 to 11.8)."""
    for event in model.of(*sorted(_ALLOWED)):
        around = container(event)
        if around is None or kind(around) not in _SCOPES:
            continue
        for definition in model.definitions(event):
            if kind(definition) not in _ALLOWED[kind(event)]:
                what = title(kind(definition))
                yield Fault(event, "event-in-choreography", f"编排里的{called(event)}不能带{what}定义，请更换事件类型")


def initiators_take_part(model: Model) -> Iterator[Fault]:
    """Yield a fault for each choreography activity begun by somebody who takes no part in it (11.5)."""
    for activity in model.of(*sorted(CHOREOGRAPHY_ACTIVITIES)):
        taking_part = _participants(model, activity)
        initiator = model.target(activity, "initiatingParticipantRef")
        if initiator is not None and taking_part and initiator not in taking_part:
            message = f"{called(activity)}的发起者不是它的参与者，请改选参与者之一"
            yield Fault(activity, "initiator-outside", message)


def participants_differ(model: Model) -> Iterator[Fault]:
    """Yield a fault for each choreography task between one participant and itself (11.5.1)."""
    for task in model.of("choreographyTask"):
        taking_part = _participants(model, task)
        if len(taking_part) > len(set(taking_part)):
            yield Fault(task, "participant-twice", f"{called(task)}的两个参与者相同，请改选另一个")


def _participants(model: Model, activity: Element) -> list[Element]:
    found = (model.resolve(activity, text(child))[0] for child in children(activity, "participantRef"))
    return [each for each in found if each is not None]


EVERYWHERE: tuple[Rule, ...] = (
    choreographies_have_no_activities_or_data,
    events_of_choreographies,
    initiators_take_part,
    participants_differ,
)
