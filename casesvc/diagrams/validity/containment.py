"""Which elements there are in BPMN, and inside which others each of them may stand."""

from collections.abc import Iterable, Iterator

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, place
from casesvc.diagrams.validity.vocabulary import (
    ARTIFACTS,
    CALLABLE,
    CATCHING,
    CHOREOGRAPHY_ACTIVITIES,
    COLLABORATIONS,
    CONVERSATION_NODES,
    DATA,
    EVENT_DEFINITIONS,
    FLOW_CONTAINERS,
    FLOW_DATA,
    FLOW_NODES,
    GLOBAL_TASKS,
    RESOURCE_ROLES,
    ROOT_ELEMENTS,
    THROWING,
    title,
)

_ROOT = frozenset({"definitions"})
_EVENTS = CATCHING | THROWING | {"event"}
_LOOPS = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
_MULTI = frozenset({"multiInstanceLoopCharacteristics"})
_ASSOCIATIONS = frozenset({"dataInputAssociation", "dataOutputAssociation"})
_BINDINGS = frozenset({"resourceAssignmentExpression", "resourceParameterBinding"})
_CORRELATED = COLLABORATIONS | CONVERSATION_NODES | CHOREOGRAPHY_ACTIVITIES
_ANYWHERE = frozenset({"documentation", "extensionElements", "definitions"})

# kind -> what it may stand in: the compositions of the class diagrams in chapters 8 to 11
PARENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(ROOT_ELEMENTS, _ROOT),
    **dict.fromkeys(EVENT_DEFINITIONS, _ROOT | _EVENTS),
    **dict.fromkeys(FLOW_NODES | FLOW_DATA | {"sequenceFlow"}, FLOW_CONTAINERS),
    **dict.fromkeys(ARTIFACTS, FLOW_CONTAINERS | COLLABORATIONS),
    **dict.fromkeys(RESOURCE_ROLES, ACTIVITIES | GLOBAL_TASKS | {"process"}),
    **dict.fromkeys(_LOOPS, ACTIVITIES),
    **dict.fromkeys(CONVERSATION_NODES, COLLABORATIONS | {"subConversation"}),
    **dict.fromkeys(("import", "extension", "relationship"), _ROOT),
    **dict.fromkeys(("participant", "messageFlow", "messageFlowAssociation", "choreographyRef"), COLLABORATIONS),
    **dict.fromkeys(("conversationLink", "conversationAssociation"), COLLABORATIONS),
    "participantAssociation": COLLABORATIONS | {"callConversation", "callChoreography"},
    **dict.fromkeys(("innerParticipantRef", "outerParticipantRef"), frozenset({"participantAssociation"})),
    "correlationKey": _CORRELATED,
    "correlationPropertyRef": frozenset({"correlationKey"}),
    "correlationSubscription": frozenset({"process"}),
    "correlationPropertyBinding": frozenset({"correlationSubscription"}),
    "correlationPropertyRetrievalExpression": frozenset({"correlationProperty"}),
    "dataPath": frozenset({"correlationPropertyBinding"}),
    "messagePath": frozenset({"correlationPropertyRetrievalExpression"}),
    "participantRef": CONVERSATION_NODES | CHOREOGRAPHY_ACTIVITIES | {"partnerEntity", "partnerRole"},
    "messageFlowRef": CONVERSATION_NODES | {"choreographyTask"},
    **dict.fromkeys(("interfaceRef", "endPointRef", "participantMultiplicity"), frozenset({"participant"})),
    "categoryValue": frozenset({"category"}),
    "categoryValueRef": FLOW_NODES | FLOW_DATA | {"sequenceFlow"},
    **dict.fromkeys(("auditing", "monitoring"), FLOW_NODES | FLOW_DATA | {"sequenceFlow", "process"}),
    **dict.fromkeys(("incoming", "outgoing"), FLOW_NODES),
    "conditionExpression": frozenset({"sequenceFlow"}),
    "activationCondition": frozenset({"complexGateway"}),
    "text": frozenset({"textAnnotation"}),
    "laneSet": FLOW_CONTAINERS,
    "lane": frozenset({"laneSet", "childLaneSet"}),
    **dict.fromkeys(("flowNodeRef", "childLaneSet", "partitionElement"), frozenset({"lane"})),
    "ioSpecification": ACTIVITIES | CALLABLE,
    "ioBinding": CALLABLE,
    "supportedInterfaceRef": CALLABLE,
    "supports": frozenset({"process"}),
    "property": ACTIVITIES | _EVENTS | {"process"},
    "dataInput": THROWING | {"ioSpecification", "event"},
    "dataOutput": CATCHING | {"ioSpecification"},
    "inputSet": THROWING | {"ioSpecification", "event"},
    "outputSet": CATCHING | {"ioSpecification"},
    **dict.fromkeys(("dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs"), frozenset({"inputSet"})),
    **dict.fromkeys(("dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs"), frozenset({"outputSet"})),
    "outputSetRefs": frozenset({"inputSet"}),
    "inputSetRefs": frozenset({"outputSet"}),
    "dataInputAssociation": ACTIVITIES | THROWING | {"event"},
    "dataOutputAssociation": ACTIVITIES | CATCHING,
    **dict.fromkeys(("sourceRef", "targetRef", "transformation", "assignment"), _ASSOCIATIONS),
    **dict.fromkeys(("from", "to"), frozenset({"assignment"})),
    "dataState": DATA,
    "eventDefinitionRef": _EVENTS,
    "condition": frozenset({"conditionalEventDefinition", "complexBehaviorDefinition"}),
    **dict.fromkeys(("timeDate", "timeDuration", "timeCycle"), frozenset({"timerEventDefinition"})),
    **dict.fromkeys(("source", "target"), frozenset({"linkEventDefinition", "relationship"})),
    **dict.fromkeys(("loopCardinality", "loopDataInputRef", "loopDataOutputRef"), _MULTI),
    **dict.fromkeys(("inputDataItem", "outputDataItem", "complexBehaviorDefinition"), _MULTI),
    "event": frozenset({"complexBehaviorDefinition"}),
    "completionCondition": _MULTI | {"adHocSubProcess"},
    "loopCondition": frozenset({"standardLoopCharacteristics"}),
    "script": frozenset({"scriptTask", "globalScriptTask"}),
    "rendering": frozenset({"userTask", "globalUserTask"}),
    "operation": frozenset({"interface"}),
    **dict.fromkeys(("inMessageRef", "outMessageRef", "errorRef"), frozenset({"operation"})),
    "operationRef": frozenset({"messageEventDefinition"}),
    "resourceParameter": frozenset({"resource"}),
    **dict.fromkeys(("resourceRef", *_BINDINGS), RESOURCE_ROLES),
    **dict.fromkeys(("expression", "formalExpression"), _BINDINGS),
    "implicitThrowEvent": FLOW_CONTAINERS,
}

_DECIDING = FLOW_NODES | EVENT_DEFINITIONS | _LOOPS | {"sequenceFlow", "conditionExpression"}
_KNOWN = PARENTS.keys() | {"definitions"}


def elements_are_of_bpmn(model: Model) -> Iterator[Fault]:
    """Yield a fault for each element in BPMN's namespace that BPMN does not know (8.3.3: extensions have their own)."""
    for element in model.elements:
        name = kind(element)
        if name not in PARENTS and name not in _ANYWHERE:
            message = f"{place(element)} 里的元素 {name} 不是 BPMN 2.0 的元素，请删去，或放进 extensionElements"
            yield Fault(element, "unknown-element", message)


def flow_stands_where_it_may(model: Model) -> Iterator[Fault]:
    """Yield a fault for each node, flow, trigger or loop inside what cannot hold it (class diagrams, 15.3.2)."""
    yield from _misplaced(model.of(*sorted(_DECIDING)))


def descriptions_stand_where_they_may(model: Model) -> Iterator[Fault]:
    """Yield a fault for each other element inside what cannot hold it (class diagrams, 15.3.2)."""
    yield from _misplaced(element for element in model.elements if kind(element) not in _DECIDING)


def _misplaced(elements: Iterable[Element]) -> Iterator[Fault]:
    for element in elements:
        parents, around = PARENTS.get(kind(element)), element.getparent()
        if parents is None or around is None or kind(around) in parents or kind(around) not in _KNOWN:
            continue
        message = f"{title(kind(element))} {place(element)} 不能放在{title(kind(around))}里，请移到它该在的位置或删去"
        yield Fault(element, "misplaced", message)


EVERYWHERE: tuple[Rule, ...] = (
    elements_are_of_bpmn,
    flow_stands_where_it_may,
)
STANDARD: tuple[Rule, ...] = (descriptions_stand_where_they_may,)
