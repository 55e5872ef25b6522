"""References: prefixes that only name the file itself, and event definitions that stand elsewhere."""

from copy import deepcopy

from casesvc.diagrams.normalising.rewriting import Rewriting, taken
from casesvc.diagrams.tree import BPMN, RELATED, bpmn, camunda, kind

QUALIFIED = ("messageRef", "signalRef", "errorRef", "escalationRef", "calledElement", "processRef")


def adopt_related_attributes(rewriting: Rewriting) -> None:
    """Activiti and Flowable write Camunda's attributes in namespaces of their own; they mean the same."""
    for element in rewriting.root.iter(f"{{{BPMN}}}*"):
        for name, value in element.attrib.items():
            namespace, _, local = str(name).removeprefix("{").rpartition("}")
            if namespace in RELATED and element.get(camunda(local)) is None:
                element.set(camunda(local), value)


def strip_prefixes(rewriting: Rewriting) -> None:
    """References are qualified names (BPMN 8.1.3); one with the prefix of the file's own namespace means its id."""
    for element in rewriting.root.iter():
        for attribute in QUALIFIED:
            prefix, colon, name = (element.get(attribute) or "").partition(":")
            if colon and prefix in element.nsmap:
                element.set(attribute, name)
        if kind(element) in ("eventDefinitionRef", "flowNodeRef"):
            element.text = (element.text or "").strip().rpartition(":")[2]


def inline_event_definitions(rewriting: Rewriting) -> None:
    """An event may refer to a definition at the top of the file (BPMN 10.5.1); the library overlooks it."""
    known = {e.get("id"): e for e in rewriting.root if kind(e).lower().endswith("eventdefinition")}
    for reference in list(rewriting.root.iter(bpmn("eventDefinitionRef"))):
        definition, event = known.get((reference.text or "").strip()), reference.getparent()
        if definition is None or event is None:
            continue
        copy = deepcopy(definition)
        taken(copy, "id")
        event.replace(reference, copy)
        rewriting.note(copy, "event-definition-inlined", f"事件定义 {definition.get('id')} 写进事件里")
