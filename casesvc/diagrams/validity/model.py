"""A whole BPMN file as the rules of validity walk on it: elements by kind and by id, and what is connected to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.tree import BPMN, bpmn, kind, line_of
from casesvc.diagrams.validity.vocabulary import CATCHING, EVENT_DEFINITIONS, FLOW_CONTAINERS, THROWING, title

Element = etree._Element
Groups = Mapping[str, tuple[Element, ...]]

# Engines and tools whose files follow a dialect: a topic, a name or a class stands for what the standard demands.
_DIALECTS = (
    "camunda", "zeebe", "activiti", "flowable", "drools", "jbpm", "bpmn.io", "bonita", "signavio", "trisotech",
    "spiffworkflow", "imixs", "oryx",
)  # fmt: skip


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
        text = value.strip()
        found = self._by_id.get(text)
        prefix, _, local = text.rpartition(":")
        if found is None and prefix:
            namespace = holder.nsmap.get(prefix)
            if namespace != self.root.get("targetNamespace"):
                return None, True
            found = self._by_id.get(local)
        return found, False

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
        inside = [child for child in event if kind(child) in EVENT_DEFINITIONS]
        referred = (self.resolve(event, text(child))[0] for child in children(event, "eventDefinitionRef"))
        return (*inside, *(found for found in referred if found is not None))

    def associations(self, element: Element) -> tuple[Element, ...]:
        """Return the associations that begin or end at an element."""
        return self._associations.get(element.get("id") or "", ())

    def by_the_standard(self, element: Element) -> bool:
        """Tell whether an element is to be executed with nothing but the standard to go by.

        That is so inside a process marked as executable, in a file that names no engine with a dialect of its own.
        """
        process = enclosing(element, ("process",))
        return process is not None and process.get("isExecutable") in ("true", "1") and not self.dialect

    @cached_property
    def events(self) -> tuple[Element, ...]:
        """All events."""
        return self.of(*sorted(CATCHING | THROWING))

    @cached_property
    def dialect(self) -> bool:
        """Whether the file was written for an engine or by a tool with a dialect of its own."""
        names = [*self.root.nsmap.values(), self.root.get("targetNamespace"), self.root.get("exporter")]
        return any(dialect in name.lower() for name in names if name for dialect in _DIALECTS)

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


Rule = Callable[[Model], Iterator[Finding]]


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
            stack.extend(reversed(element))


def _grouped(elements: Sequence[Element], key: Callable[[Element], str | None]) -> Groups:
    found: dict[str, list[Element]] = {}
    for element in elements:
        found.setdefault(key(element) or "", []).append(element)
    return {name: tuple(group) for name, group in found.items()}


def children(element: Element, *names: str) -> list[Element]:
    """Return the direct BPMN children of these names, in order."""
    return [child for child in element if kind(child) in names]


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
    name = (element.get("name") or "").strip() or place(element)
    return f"{title(kind(element))}“{' '.join(name.split())}”"


def place(element: Element) -> str:
    """Return the id of an element, or of the nearest one around it that has any."""
    for around in (element, *element.iterancestors()):
        if around.get("id"):
            return str(around.get("id"))
    return ""


def wrong(element: Element, code: str, message: str) -> Finding:
    """Return the error at an element."""
    return Finding("error", place(element), line_of(element), code, message)
