"""A whole BPMN file as the rules of validity walk on it: elements by kind and by id, and what is connected to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from casesvc.diagrams.tree import BPMN, bpmn, kind
from casesvc.diagrams.validity.vocabulary import CATCHING, EVENT_DEFINITIONS, FLOW_CONTAINERS, THROWING, title

Element = etree._Element
Groups = Mapping[str, tuple[Element, ...]]

# Namespaces that say nothing about how a file is executed: those of the standards, and of colours and styles alone
_NEUTRAL = (
    "http://www.omg.org/",
    "http://www.w3.org/",
    "http://bpmn.sourceforge.net",
    "http://bpmn.io/schema/bpmn/biocolor",
)
# Engines and tools that do not always show in a namespace
_TOOLS = ("camunda", "bpmn.io", "bpmn-js", "activiti", "flowable", "zeebe")

_LONGEST_NAME = 60
_PROSE = ("documentation", "text", "script")  # anything may stand in there


class Fault(NamedTuple):
    """What a rule found: the element that is wrong, a code, and the sentence for the reader."""

    element: Element
    code: str
    message: str


@dataclass(frozen=True)
class Model:
    """All BPMN elements of a file outside of ``extensionElements``, in the order of the file."""

    root: Element
    elements: tuple[Element, ...]

    def of(self, *kinds: str) -> tuple[Element, ...]:
        """Return the elements of these kinds, kind by kind."""
        return tuple(element for name in kinds for element in self._by_kind.get(name, ()))

    def named(self, identity: str | None) -> Element | None:
        """Return the first element with this id."""
        return self._by_id.get(identity or "")

    def resolve(self, holder: Element, value: str) -> tuple[Element | None, bool]:
        """Return what a reference means, and whether it points out of the file (to something imported)."""
        name = value.strip()
        found = self._by_id.get(name)
        prefix, _, local = name.rpartition(":")
        if found is not None or not prefix:
            return found, False
        if prefix in holder.nsmap and holder.nsmap[prefix] != self.root.get("targetNamespace"):
            return None, True
        return self._by_id.get(local), False

    def target(self, holder: Element, name: str) -> Element | None:
        """Return what the attribute or the first child ``name`` of ``holder`` refers to."""
        value = value_of(holder, name)
        return None if not value else self.resolve(holder, value)[0]

    def outgoing(self, node: Element) -> tuple[Element, ...]:
        """Return the sequence flows that leave a node."""
        return self._outgoing.get(node.get("id") or "", ())

    def incoming(self, node: Element) -> tuple[Element, ...]:
        """Return the sequence flows that enter a node."""
        return self._incoming.get(node.get("id") or "", ())

    def attached(self, activity: Element) -> tuple[Element, ...]:
        """Return the boundary events that sit on an activity."""
        return self._attached.get(activity.get("id") or "", ())

    def definitions(self, event: Element) -> tuple[Element, ...]:
        """Return the event definitions of an event: those inside it and those it refers to."""
        return self._definitions.get(event, ())

    def triggers(self, event: Element) -> frozenset[str]:
        """Return the kinds of the event definitions of an event."""
        return self._triggers.get(event, frozenset())

    def associations(self, element: Element) -> tuple[Element, ...]:
        """Return the associations that begin or end at an element."""
        return self._associations.get(element.get("id") or "", ())

    def executable(self, element: Element) -> bool:
        """Tell whether an element is part of something that is marked as executable."""
        process = element if kind(element) == "process" else enclosing(element, ("process",))
        return self._all_executable if process is None else is_true(process, "isExecutable")

    def by_the_standard(self, element: Element) -> bool:
        """Tell whether an element is to be executed with nothing but the standard to go by.

        That is so where a process is marked as executable, in a file without extensions of a tool: engines and tools
        with extensions follow a dialect, in which a topic, a name or a class stands for what the standard demands.
        """
        return self.executable(element) and not self.dialect

    @cached_property
    def events(self) -> tuple[Element, ...]:
        """All events."""
        return self.of(*sorted(CATCHING | THROWING), "event")

    @cached_property
    def dialect(self) -> bool:
        """Whether the file uses extensions of a tool, or names a tool that is known to have some."""
        own = {self.root.get("targetNamespace"), *(each.get("namespace") for each in self.of("import"))}
        foreign = (name for name in _namespaces(self.root) - own if name and not name.startswith(_NEUTRAL))
        tools = f"{self.root.get('targetNamespace')} {self.root.get('exporter')}".lower()
        return any(foreign) or any(tool in tools for tool in _TOOLS)

    @cached_property
    def _all_executable(self) -> bool:
        return all(is_true(process, "isExecutable") for process in self.of("process"))

    @cached_property
    def _definitions(self) -> Mapping[Element, tuple[Element, ...]]:
        return {event: tuple(self._defining(event)) for event in self.events}

    @cached_property
    def _triggers(self) -> Mapping[Element, frozenset[str]]:
        return {event: frozenset(map(kind, found)) for event, found in self._definitions.items()}

    def _defining(self, event: Element) -> Iterator[Element]:
        for child in event:
            if kind(child) in EVENT_DEFINITIONS:
                yield child
            elif kind(child) == "eventDefinitionRef":
                found, _ = self.resolve(event, text(child))
                if found is not None and kind(found) in EVENT_DEFINITIONS:
                    yield found

    @cached_property
    def _by_kind(self) -> Groups:
        return _grouped(self.elements, kind)

    @cached_property
    def _by_id(self) -> Mapping[str, Element]:
        return {name: element for element in reversed(self.elements) if (name := element.get("id"))}

    @cached_property
    def _outgoing(self) -> Groups:
        return _grouped(self.of("sequenceFlow"), lambda flow: flow.get("sourceRef"))

    @cached_property
    def _incoming(self) -> Groups:
        return _grouped(self.of("sequenceFlow"), lambda flow: flow.get("targetRef"))

    @cached_property
    def _attached(self) -> Groups:
        return _grouped(self.of("boundaryEvent"), lambda event: event.get("attachedToRef"))

    @cached_property
    def _associations(self) -> Groups:
        ends = [(flow.get(end), flow) for flow in self.of("association") for end in ("sourceRef", "targetRef")]
        found: dict[str, list[Element]] = {}
        for name, association in ends:
            found.setdefault(name or "", []).append(association)
        return {name: tuple(group) for name, group in found.items()}


Rule = Callable[[Model], Iterator[Fault]]


def read_model(tree: etree._ElementTree) -> Model:
    """Return the model of a parsed file; what stands in ``extensionElements`` is none of it."""
    root = tree.getroot()
    return Model(root, tuple(_inside(root)))


def _inside(root: Element) -> Iterator[Element]:
    stack = [root]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element.tag != bpmn("extensionElements"):
            if element.tag.startswith(f"{{{BPMN}}}"):
                yield element
            if kind(element) not in _PROSE:
                stack.extend(reversed(element))


def _namespaces(root: Element) -> set[str | None]:
    found: set[str | None] = {str(uri) for uri in root.nsmap.values()}
    for element in root.iter("*"):
        found.add(etree.QName(element).namespace)
        found.update(etree.QName(str(name)).namespace for name in element.attrib if str(name).startswith("{"))
    return found


def _grouped(elements: Sequence[Element], key: Callable[[Element], str | None]) -> Groups:
    found: dict[str, list[Element]] = {}
    for element in elements:
        found.setdefault(key(element) or "", []).append(element)
    return {name: tuple(group) for name, group in found.items()}


def children(element: Element, *names: str) -> list[Element]:
    """Return the direct BPMN children of these names, in order."""
    return list(element.iterchildren(*map(bpmn, names)))


def text(element: Element) -> str:
    """Return the text an element begins with, without blanks around it."""
    return (element.text or "").strip()


def value_of(element: Element, name: str) -> str:
    """Return an attribute, or the text of the first child of that name, or ""."""
    value = element.get(name)
    if value is not None:
        return value.strip()
    child = element.find(bpmn(name))
    return "" if child is None else text(child)


def enclosing(element: Element, kinds: Sequence[str] | frozenset[str]) -> Element | None:
    """Return the nearest element of these kinds around ``element``."""
    return next((around for around in element.iterancestors() if kind(around) in kinds), None)


def container(element: Element) -> Element | None:
    """Return the process, sub-process or choreography that a flow element stands in."""
    return enclosing(element, FLOW_CONTAINERS)


def is_true(element: Element, name: str) -> bool:
    """Tell whether a Boolean attribute is set to true."""
    return element.get(name) in ("true", "1")


def called(element: Element) -> str:
    """Return how a message names an element: kind and name, or kind and id."""
    name = " ".join((element.get("name") or place(element))[:_LONGEST_NAME].split())
    return f"{title(kind(element))}“{name or place(element)}”"


def place(element: Element) -> str:
    """Return the id of an element, or of the nearest one around it that has any."""
    for around in (element, *element.iterancestors()):
        if around.get("id"):
            return str(around.get("id"))
    return ""
