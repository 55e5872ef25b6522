"""What refers to what: each reference of the metamodel has to lead to an element of the right kind."""

from collections.abc import Iterator
from typing import NamedTuple

from casesvc.diagrams.graph import ACTIVITIES, GATEWAYS
from casesvc.diagrams.tree import bpmn, kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, text
from casesvc.diagrams.validity.vocabulary import (
    CALLABLE,
    CATCHING,
    CHOREOGRAPHIES,
    CHOREOGRAPHY_ACTIVITIES,
    COLLABORATIONS,
    CONVERSATION_NODES,
    DATA,
    EVENT_DEFINITIONS,
    EXPRESSIONS,
    FLOW_ELEMENTS,
    FLOW_NODES,
    INTERACTION_NODES,
    RESOURCE_ROLES,
    THROWING,
    title,
)


class Reference(NamedTuple):
    """An attribute or child element ``name`` of some kinds, and the kinds it may lead to (none: any element)."""

    holders: frozenset[str]
    name: str
    targets: frozenset[str]
    elsewhere: bool = False  # what is not in this file may be in another


def _of(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


_ITEM = _of("itemDefinition")
_FLOW = _of("sequenceFlow")
_MESSAGE = _of("message")
_OPERATION = _of("operation")
_PARTICIPANT = _of("participant")
_INPUT = _of("dataInput", "inputDataItem")
_OUTPUT = _of("dataOutput", "outputDataItem")

# What decides how a file runs; from the attribute tables of chapters 8 to 11 and the schemas of clause 15
DECIDING: tuple[Reference, ...] = (
    Reference(ACTIVITIES | GATEWAYS, "default", _FLOW),
    Reference(_of("boundaryEvent"), "attachedToRef", ACTIVITIES | CHOREOGRAPHY_ACTIVITIES),
    Reference(_of("messageFlow"), "sourceRef", INTERACTION_NODES),
    Reference(_of("messageFlow"), "targetRef", INTERACTION_NODES),
    Reference(_of("messageFlow"), "messageRef", _MESSAGE),
    Reference(_of("callActivity"), "calledElement", CALLABLE, elsewhere=True),
    Reference(_of("compensateEventDefinition"), "activityRef", ACTIVITIES),
    Reference(CATCHING | THROWING, "eventDefinitionRef", EVENT_DEFINITIONS),
)
# What describes, groups or repeats; and what events wait for, which engines also give by a name, a code or a topic
DESCRIBING: tuple[Reference, ...] = (
    Reference(_of("sendTask", "receiveTask", "messageEventDefinition"), "messageRef", _MESSAGE),
    Reference(_of("errorEventDefinition"), "errorRef", _of("error")),
    Reference(_of("escalationEventDefinition"), "escalationRef", _of("escalation")),
    Reference(_of("signalEventDefinition"), "signalRef", _of("signal")),
    Reference(_of("dataObjectReference"), "dataObjectRef", _of("dataObject")),
    Reference(_of("participant"), "processRef", _of("process")),
    Reference(FLOW_NODES, "incoming", _FLOW, elsewhere=True),
    Reference(FLOW_NODES, "outgoing", _FLOW, elsewhere=True),
    Reference(FLOW_ELEMENTS, "categoryValueRef", _of("categoryValue")),
    Reference(_of("group"), "categoryValueRef", _of("categoryValue")),
    Reference(_of("lane"), "flowNodeRef", FLOW_ELEMENTS),
    Reference(_of("association"), "sourceRef", frozenset()),
    Reference(_of("association"), "targetRef", frozenset()),
    Reference(_of("messageFlowAssociation"), "innerMessageFlowRef", _of("messageFlow")),
    Reference(_of("messageFlowAssociation"), "outerMessageFlowRef", _of("messageFlow")),
    Reference(_of("participant"), "interfaceRef", _of("interface")),
    Reference(_of("participant"), "endPointRef", _of("endPoint")),
    Reference(_of("participantAssociation"), "innerParticipantRef", _PARTICIPANT),
    Reference(_of("participantAssociation"), "outerParticipantRef", _PARTICIPANT),
    Reference(_of("partnerEntity", "partnerRole"), "participantRef", _PARTICIPANT),
    Reference(COLLABORATIONS, "choreographyRef", CHOREOGRAPHIES),
    Reference(_of("process"), "definitionalCollaborationRef", COLLABORATIONS),
    Reference(_of("process"), "supports", _of("process")),
    Reference(CALLABLE, "supportedInterfaceRef", _of("interface")),
    Reference(CONVERSATION_NODES | CHOREOGRAPHY_ACTIVITIES, "participantRef", _PARTICIPANT),
    Reference(CONVERSATION_NODES | _of("choreographyTask"), "messageFlowRef", _of("messageFlow")),
    Reference(_of("callConversation"), "calledCollaborationRef", _of("collaboration", "globalConversation")),
    Reference(_of("conversationLink"), "sourceRef", INTERACTION_NODES),
    Reference(_of("conversationLink"), "targetRef", INTERACTION_NODES),
    Reference(_of("conversationAssociation"), "innerConversationNodeRef", CONVERSATION_NODES),
    Reference(_of("conversationAssociation"), "outerConversationNodeRef", CONVERSATION_NODES),
    Reference(CHOREOGRAPHY_ACTIVITIES | _of("globalChoreographyTask"), "initiatingParticipantRef", _PARTICIPANT),
    Reference(_of("callChoreography"), "calledChoreographyRef", CHOREOGRAPHIES),
    Reference(_of("serviceTask", "sendTask", "receiveTask", "ioBinding"), "operationRef", _OPERATION),
    Reference(_of("messageEventDefinition"), "operationRef", _OPERATION),
    Reference(_of("correlationPropertyRetrievalExpression"), "messageRef", _MESSAGE),
    Reference(_of("operation"), "inMessageRef", _MESSAGE),
    Reference(_of("operation"), "outMessageRef", _MESSAGE),
    Reference(_of("operation"), "errorRef", _of("error")),
    Reference(_of("linkEventDefinition"), "source", _of("linkEventDefinition")),
    Reference(_of("linkEventDefinition"), "target", _of("linkEventDefinition")),
    Reference(_of("message"), "itemRef", _ITEM),
    Reference(_of("error", "escalation", "signal"), "structureRef", _ITEM),
    Reference(DATA, "itemSubjectRef", _ITEM),
    Reference(_of("dataStoreReference"), "dataStoreRef", _of("dataStore")),
    Reference(_of("dataInputAssociation", "dataOutputAssociation"), "sourceRef", DATA),
    Reference(_of("dataInputAssociation", "dataOutputAssociation"), "targetRef", DATA),
    Reference(_of("inputSet"), "dataInputRefs", _INPUT),
    Reference(_of("inputSet"), "optionalInputRefs", _INPUT),
    Reference(_of("inputSet"), "whileExecutingInputRefs", _INPUT),
    Reference(_of("inputSet"), "outputSetRefs", _of("outputSet")),
    Reference(_of("outputSet"), "dataOutputRefs", _OUTPUT),
    Reference(_of("outputSet"), "optionalOutputRefs", _OUTPUT),
    Reference(_of("outputSet"), "whileExecutingOutputRefs", _OUTPUT),
    Reference(_of("outputSet"), "inputSetRefs", _of("inputSet")),
    Reference(_of("ioBinding"), "inputDataRef", _of("inputSet")),
    Reference(_of("ioBinding"), "outputDataRef", _of("outputSet")),
    Reference(_of("multiInstanceLoopCharacteristics"), "loopDataInputRef", DATA),
    Reference(_of("multiInstanceLoopCharacteristics"), "loopDataOutputRef", DATA),
    Reference(_of("multiInstanceLoopCharacteristics"), "oneBehaviorEventRef", EVENT_DEFINITIONS),
    Reference(_of("multiInstanceLoopCharacteristics"), "noneBehaviorEventRef", EVENT_DEFINITIONS),
    Reference(RESOURCE_ROLES, "resourceRef", _of("resource")),
    Reference(_of("resourceParameterBinding"), "parameterRef", _of("resourceParameter")),
    Reference(_of("resourceParameter", "correlationProperty"), "type", _ITEM),
    Reference(EXPRESSIONS, "evaluatesToTypeRef", _ITEM),
    Reference(_of("correlationKey"), "correlationPropertyRef", _of("correlationProperty")),
    Reference(_of("correlationPropertyBinding"), "correlationPropertyRef", _of("correlationProperty")),
    Reference(_of("correlationSubscription"), "correlationKeyRef", _of("correlationKey")),
)


def deciding_references_lead_to_the_right_kind(model: Model) -> Iterator[Fault]:
    """Yield a fault for each reference that decides but leads to nothing or to another kind (tables, 15.3.2)."""
    yield from _faults(model, DECIDING)


def describing_references_lead_to_the_right_kind(model: Model) -> Iterator[Fault]:
    """Yield a fault for each other reference that leads to nothing or to another kind (tables, 15.3.2)."""
    yield from _faults(model, DESCRIBING)


def _faults(model: Model, references: tuple[Reference, ...]) -> Iterator[Fault]:
    for reference in references:
        for holder in model.of(*sorted(reference.holders)):
            for place, value in _values(holder, reference.name):
                yield from _reference(model, reference, holder, place, value)


def _values(holder: Element, name: str) -> Iterator[tuple[Element, str]]:
    value = holder.get(name)
    if value is not None:
        yield holder, value.strip()
    for child in holder.iterchildren(bpmn(name)):
        yield child, text(child)


def _reference(model: Model, reference: Reference, holder: Element, place: Element, value: str) -> Iterator[Fault]:
    found, outside = model.resolve(holder, value)
    if outside or (found is None and reference.elsewhere):
        return
    if found is None:
        message = f"{called(holder)}的 {reference.name} 引用了“{value}”，文件中没有这个元素，请改为已有的编号或删去"
        yield Fault(place, "unknown-reference", message)
    elif reference.targets and kind(found) not in reference.targets:
        message = f"{called(holder)}的 {reference.name} 指向{title(kind(found))}“{value}”，种类不对，请改选正确的元素"
        yield Fault(place, "wrong-reference", message)


EVERYWHERE: tuple[Rule, ...] = (deciding_references_lead_to_the_right_kind,)
STANDARD: tuple[Rule, ...] = (describing_references_lead_to_the_right_kind,)
