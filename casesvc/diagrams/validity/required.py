"""What an element cannot be without: required attributes and required children."""

from collections.abc import Iterator
from typing import NamedTuple

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.validity.model import Fault, Model, Rule, called, children, value_of
from casesvc.diagrams.validity.vocabulary import CHOREOGRAPHY_ACTIVITIES


class Part(NamedTuple):
    """At least ``least`` and at most ``most`` children of one of these names inside elements of some kinds."""

    holders: tuple[str, ...]
    names: tuple[str, ...]
    least: int
    most: int


Attribute = tuple[tuple[str, ...], str]

# Multiplicities of the attribute tables in chapters 8 to 11 that an attribute carries: first of what decides
ENDS: tuple[Attribute, ...] = (
    (("messageFlow",), "sourceRef"),
    (("messageFlow",), "targetRef"),
    (("boundaryEvent",), "attachedToRef"),
)
ATTRIBUTES: tuple[Attribute, ...] = (
    (("association", "conversationLink"), "sourceRef"),
    (("association", "conversationLink"), "targetRef"),
    (("messageFlowAssociation",), "innerMessageFlowRef"),
    (("messageFlowAssociation",), "outerMessageFlowRef"),
    (("conversationAssociation",), "innerConversationNodeRef"),
    (("conversationAssociation",), "outerConversationNodeRef"),
    (("correlationPropertyRetrievalExpression",), "messageRef"),
    (("correlationPropertyBinding",), "correlationPropertyRef"),
    (("correlationSubscription",), "correlationKeyRef"),
    (("resourceParameterBinding",), "parameterRef"),
    (("interface", "operation", "resource", "linkEventDefinition"), "name"),
    (("ioBinding",), "operationRef"),
    (("ioBinding",), "inputDataRef"),
    (("ioBinding",), "outputDataRef"),
    (("import",), "importType"),
    (("import",), "namespace"),
    (tuple(sorted(CHOREOGRAPHY_ACTIVITIES)), "initiatingParticipantRef"),
)
_MANY = 1_000_000
# The same for children
ONCE: tuple[Part, ...] = (
    Part(("sequenceFlow",), ("conditionExpression",), 0, 1),
    Part(("scriptTask", "globalScriptTask"), ("script",), 0, 1),
    Part(tuple(sorted(ACTIVITIES)), ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), 0, 1),
)
PARTS: tuple[Part, ...] = (
    Part(("interface",), ("operation",), 1, _MANY),
    Part(("operation",), ("inMessageRef",), 1, 1),
    Part(("operation",), ("outMessageRef",), 0, 1),
    Part(("ioSpecification",), ("inputSet",), 1, _MANY),
    Part(("ioSpecification",), ("outputSet",), 1, _MANY),
    Part(("dataInputAssociation", "dataOutputAssociation"), ("targetRef",), 1, 1),
    Part(("dataInputAssociation", "dataOutputAssociation"), ("transformation",), 0, 1),
    Part(("assignment",), ("from",), 1, 1),
    Part(("assignment",), ("to",), 1, 1),
    Part(("conditionalEventDefinition", "complexBehaviorDefinition"), ("condition",), 1, 1),
    Part(("complexBehaviorDefinition",), ("event",), 0, 1),
    Part(("correlationProperty",), ("correlationPropertyRetrievalExpression",), 1, _MANY),
    Part(("correlationPropertyRetrievalExpression",), ("messagePath",), 1, 1),
    Part(("correlationPropertyBinding",), ("dataPath",), 1, 1),
    Part(("participantAssociation",), ("innerParticipantRef",), 1, 1),
    Part(("participantAssociation",), ("outerParticipantRef",), 1, 1),
    Part(("participant",), ("participantMultiplicity",), 0, 1),
    Part(("choreographyTask",), ("participantRef",), 2, 2),
    Part(("choreographyTask",), ("messageFlowRef",), 1, 2),
    Part(("subChoreography", "callChoreography"), ("participantRef",), 2, _MANY),
    Part(("resourceParameterBinding", "resourceAssignmentExpression"), ("expression", "formalExpression"), 1, 1),
    Part(("relationship",), ("source",), 1, _MANY),
    Part(("relationship",), ("target",), 1, _MANY),
    Part(("lane",), ("childLaneSet",), 0, 1),
    Part(("dataObject", "dataInput", "dataOutput", "property", "dataStore"), ("dataState",), 0, 1),
)


def ends_are_there(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message flow or boundary event that is connected to nothing (9.4, 10.5.4)."""
    yield from _attributes(model, ENDS)


def attributes_are_there(model: Model) -> Iterator[Fault]:
    """Yield a fault for each element without an attribute whose multiplicity is 1 (attribute tables, 8 to 11)."""
    yield from _attributes(model, ATTRIBUTES)


def parts_are_there_once(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow with two conditions, script of two texts, activity of two loops (8.4.13, 10.3)."""
    yield from _parts(model, ONCE)


def parts_are_there(model: Model) -> Iterator[Fault]:
    """Yield a fault for each element with too few or too many parts of a name (attribute tables, 8 to 11)."""
    yield from _parts(model, PARTS)


def _attributes(model: Model, attributes: tuple[Attribute, ...]) -> Iterator[Fault]:
    for holders, name in attributes:
        for element in model.of(*holders):
            if not value_of(element, name):
                yield Fault(element, "attribute-missing", f"{called(element)}没有填写 {name}，请补上")


def _parts(model: Model, parts: tuple[Part, ...]) -> Iterator[Fault]:
    for part in parts:
        for element in model.of(*part.holders):
            count, name = len(children(element, *part.names)), part.names[0]
            if count < part.least:
                message = f"{called(element)}里的 {name} 至少要有 {part.least} 个，现在有 {count} 个，请补上"
                yield Fault(element, "part-missing", message)
            elif count > part.most:
                message = f"{called(element)}里的 {name} 最多 {part.most} 个，现在有 {count} 个，请删去多余的"
                yield Fault(element, "part-repeated", message)


EVERYWHERE: tuple[Rule, ...] = (
    ends_are_there,
    parts_are_there_once,
)
STANDARD: tuple[Rule, ...] = (
    attributes_are_there,
    parts_are_there,
)
