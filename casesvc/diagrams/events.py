"""What the events of a diagram wait for or throw, with references resolved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from casesvc.diagrams.graph import Node
from casesvc.diagrams.tree import bpmn, kind

Kind = Literal[
    "timer", "message", "signal", "condition", "error", "escalation", "cancel", "terminate", "compensation", "link"
]

KINDS: dict[str, Kind] = {
    "timerEventDefinition": "timer",
    "messageEventDefinition": "message",
    "signalEventDefinition": "signal",
    "conditionalEventDefinition": "condition",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "cancelEventDefinition": "cancel",
    "terminateEventDefinition": "terminate",
    "compensateEventDefinition": "compensation",
    "linkEventDefinition": "link",
}
# kind -> the attribute that refers to a root element, and the attribute of it that tells two of them apart
REFERENCES = {
    "message": ("messageRef", "name"),
    "signal": ("signalRef", "name"),
    "error": ("errorRef", "errorCode"),
    "escalation": ("escalationRef", "escalationCode"),
}
FROM_OUTSIDE = frozenset({"timer", "message", "signal", "condition"})


@dataclass(frozen=True)
class Trigger:
    """One event definition: its kind, and the name, code, condition or time by which it is told apart.

    ``said`` is None for an error or escalation event that catches any.
    """

    kind: Kind
    said: str | None = None


def triggers_of(node: Node) -> tuple[Trigger, ...]:
    """Return what an event, or a receive task, waits for or throws; () for a none event and for anything else."""
    if node.kind == "receiveTask":
        return (Trigger("message", _named(node.xml, "message") or node.id),)
    return tuple(_triggers(node.xml))


def _triggers(event: etree._Element) -> Iterator[Trigger]:
    for definition in event:
        found = KINDS.get(kind(definition))
        if found is not None and found in REFERENCES:
            yield Trigger(found, _named(definition, found))
        elif found == "condition":
            yield Trigger(found, (definition.findtext(bpmn("condition")) or "").strip())
        elif found == "timer":
            yield Trigger(found, _time(definition))
        elif found is not None:
            yield Trigger(found)


def _named(element: etree._Element, what: str) -> str | None:
    """Return the name or code of what ``element`` refers to; its id where it has none."""
    attribute, told_by = REFERENCES[what]
    reference = element.get(attribute)
    if not reference:
        return None
    for found in element.getroottree().getroot().iterfind(bpmn(what)):
        if found.get("id") == reference:
            return found.get(told_by) or found.get("id")
    return reference


def _time(definition: etree._Element) -> str:
    texts = ((definition.findtext(bpmn(name)) or "").strip() for name in ("timeDate", "timeDuration", "timeCycle"))
    return next((text for text in texts if text), "")
