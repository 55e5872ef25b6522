"""Names and values as the rules behind read them: one namespace, ids without prefix, true and false."""

from copy import deepcopy

from lxml import etree

from casesvc.diagrams.normalising.rewriting import Rewriting, taken
from casesvc.diagrams.tree import BPMN, RELATED, bpmn, camunda, kind

QUALIFIED = ("messageRef", "signalRef", "errorRef", "escalationRef", "processRef", "attachedToRef")
QUALIFIED_TEXTS = ("eventDefinitionRef", "flowNodeRef", "loopDataInputRef")
BOOLEANS = (
    "isExecutable", "isInterrupting", "cancelActivity", "isSequential", "triggeredByEvent", "parallelMultiple",
    "instantiate", "isForCompensation", "testBefore",
)  # fmt: skip
SPELT = {"1": "true", "0": "false"}


def adopt_related_attributes(rewriting: Rewriting) -> None:
    """Activiti and Flowable write Camunda's attributes in namespaces of their own; they mean the same."""
    for element in rewriting.root.iter(f"{{{BPMN}}}*"):
        adopted = False
        for name, value in element.attrib.items():
            namespace, _, local = str(name).removeprefix("{").rpartition("}")
            if namespace in RELATED and element.get(camunda(local)) is None:
                element.set(camunda(local), value)
                adopted = True
        if adopted:
            rewriting.note(element, "related-attributes", "Activiti 和 Flowable 的属性按 Camunda 的同名属性处理")


def spell_booleans(rewriting: Rewriting) -> None:
    """XML Schema spells true and false also 1 and 0: unread, a marker or border would mean its opposite."""
    for element in rewriting.root.iter(f"{{{BPMN}}}*"):
        for attribute in BOOLEANS:
            value = element.get(attribute)
            spelt = value if value is None else SPELT.get(value.strip(), value.strip())
            if spelt is not None and spelt != value:
                element.set(attribute, spelt)
                rewriting.note(element, "boolean-spelt", f"{attribute} 的值 {value} 写作 {spelt}")


def strip_prefixes(rewriting: Rewriting) -> None:
    """References are qualified names (BPMN 8.1.3); one with the prefix of the file's own namespace means its id."""
    own = rewriting.root.get("targetNamespace")
    for element in rewriting.root.iter(f"{{{BPMN}}}*"):
        for attribute in QUALIFIED:
            if (name := _own_name(element, element.get(attribute) or "", own)) is not None:
                element.set(attribute, name)
                rewriting.note(element, "prefix-dropped", f"{attribute} 指的是本文件的 {name}")
        if kind(element) in QUALIFIED_TEXTS and (name := _own_name(element, element.text or "", own)) is not None:
            element.text = name
            rewriting.note(element, "prefix-dropped", f"{kind(element)} 指的是本文件的 {name}")
        if _called(element) != (element.get("calledElement") or ""):
            # A called process may stand in another file of the line: its id alone says which.
            element.set("calledElement", _called(element))
            rewriting.note(element, "prefix-dropped", f"调用的是流程 {_called(element)}")


def _own_name(element: etree._Element, reference: str, own: str | None) -> str | None:
    """Return the id that a reference with the prefix of the file's own namespace means; None for any other."""
    prefix, colon, name = reference.strip().partition(":")
    return name if colon and own is not None and element.nsmap.get(prefix) == own else None


def _called(element: etree._Element) -> str:
    called = (element.get("calledElement") or "").strip()
    prefix, colon, name = called.partition(":")
    return name if colon and prefix in element.nsmap else called


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
