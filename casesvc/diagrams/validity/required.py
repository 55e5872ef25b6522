"""What an element cannot be without: required attributes and required children."""

from collections.abc import Iterator
from typing import NamedTuple

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.validity.model import Model, Rule, called, children, value_of, wrong
from casesvc.diagrams.validity.vocabulary import CHOREOGRAPHY_ACTIVITIES


class Part(NamedTuple):
    """At least ``least`` and at most ``most`` children of one of these names inside elements of some kinds."""

    holders: tuple[str, ...]
    names: tuple[str, ...]
    least: int
    most: int


# Multiplicities of the attribute tables in chapters 8 to 11 that an attribute carries
ATTRIBUTES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("messageFlow", "association", "conversationLink"), "sourceRef"),
    (("messageFlow", "association", "conversationLink"), "targetRef"),
    (("boundaryEvent",), "attachedToRef"),
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
# The same for children; the upper bounds are those of 1
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
    Part(("complexBehaviorDefinition",), ("condition",), 1, 1),
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
    Part(("sequenceFlow",), ("conditionExpression",), 0, 1),
    Part(("relationship",), ("source",), 1, _MANY),
    Part(("relationship",), ("target",), 1, _MANY),
    Part(("scriptTask", "globalScriptTask"), ("script",), 0, 1),
    Part(("lane",), ("childLaneSet",), 0, 1),
    Part(("dataObject", "dataInput", "dataOutput", "property", "dataStore"), ("dataState",), 0, 1),
)


def attributes_are_there(model: Model) -> Iterator[Finding]:
    """Yield a finding for each element without an attribute whose multiplicity is 1 (attribute tables, 8 to 11)."""
    for holders, name in ATTRIBUTES:
        for element in model.of(*holders):
            if not value_of(element, name):
                yield wrong(element, "attribute-missing", f"{called(element)}没有填写 {name}，请补上")


def parts_are_there(model: Model) -> Iterator[Finding]:
    """Yield a finding for each element with too few or too many parts of a name (attribute tables, 8 to 11)."""
    for part in PARTS:
        for element in model.of(*part.holders):
            count = len(children(element, *part.names))
            name = part.names[0]
            if count < part.least:
                message = f"{called(element)}里的 {name} 至少要有 {part.least} 个，现在有 {count} 个，请补上"
                yield wrong(element, "part-missing", message)
            elif count > part.most:
                message = f"{called(element)}里的 {name} 最多 {part.most} 个，现在有 {count} 个，请删去多余的"
                yield wrong(element, "part-repeated", message)


RULES: tuple[Rule, ...] = (attributes_are_there, parts_are_there)
