"""What the rules work on: a copy of the diagram, what was added to it, and a note of every change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from casesvc.diagrams.graph import FLOW_NODES
from casesvc.diagrams.tree import bpmn, kind, line_of


@dataclass(frozen=True)
class Note:
    """One rewriting: which element, at which line, by which rule, in words."""

    element: str
    line: int
    rule: str
    text: str


@dataclass(frozen=True)
class Normalised:
    """A rewritten copy of a diagram.

    ``added``: the ids of elements that nobody drew; ``drawn``: each of them -> the element for which it was added.
    ``written``: text of an expression -> what stands in the diagram.
    """

    tree: etree._ElementTree
    notes: tuple[Note, ...]
    drawn: Mapping[str, str]
    written: Mapping[str, str]

    @property
    def added(self) -> frozenset[str]:
        """The ids of elements that nobody drew."""
        return frozenset(self.drawn)


class Rewriting:
    """One diagram under rewriting."""

    def __init__(self, tree: etree._ElementTree) -> None:
        self.tree = tree
        self.root = tree.getroot()
        self.written: dict[str, str] = {}
        self._notes: list[Note] = []
        self._drawn: dict[str, str] = {}
        self._taken = {name for element in self.root.iter() if (name := element.get("id"))}

    def result(self) -> Normalised:
        """Return what has become of the diagram."""
        return Normalised(self.tree, tuple(self._notes), dict(self._drawn), dict(self.written))

    def note(self, element: etree._Element, rule: str, text: str) -> None:
        """Note a change at ``element``."""
        self._notes.append(Note(owner_of(element), line_of(element), rule, text))

    def fresh(self, wanted: str) -> str:
        """Return ``wanted``, or it with a number behind, as an id that nothing has yet; it is taken from now on."""
        name = next(name for name in _numbered(wanted) if name not in self._taken)
        self._taken.add(name)
        return name

    def add_node(self, tag: str, wanted: str, beside: etree._Element) -> etree._Element:
        """Draw a node in the scope of ``beside``, on its line."""
        scope = beside.getparent()
        assert scope is not None  # noqa: S101 - flow nodes and flows stand in a process
        return self._add(tag, wanted, scope, beside)

    def add_inside(self, tag: str, wanted: str, scope: etree._Element) -> etree._Element:
        """Draw a node in ``scope``, on its line."""
        return self._add(tag, wanted, scope, scope)

    def _add(self, tag: str, wanted: str, scope: etree._Element, beside: etree._Element) -> etree._Element:
        node = etree.SubElement(scope, bpmn(tag), id=self.fresh(wanted))
        node.sourceline = line_of(beside)  # type: ignore[assignment]
        owner = owner_of(beside)
        self._drawn[node.get("id") or ""] = self._drawn.get(owner, owner)
        return node

    def add_flow(self, source: etree._Element, target: etree._Element) -> etree._Element:
        """Draw a sequence flow between two nodes of one scope."""
        ends = (source.get("id") or "", target.get("id") or "")
        flow = self.add_node("sequenceFlow", f"flow_{ends[0]}_{ends[1]}", source)
        flow.set("sourceRef", ends[0])
        flow.set("targetRef", ends[1])
        return flow

    def nodes(self) -> list[etree._Element]:
        """Return the flow nodes that have an id, in the order of the file."""
        return [e for process in self.root.iter(bpmn("process")) for e in process.iter() if is_node(e)]

    def flows(self) -> list[etree._Element]:
        """Return all sequence flows."""
        return list(self.root.iter(bpmn("sequenceFlow")))

    def outgoing(self) -> dict[str, list[etree._Element]]:
        """Return the flows by the node they leave."""
        return self._by("sourceRef")

    def incoming(self) -> dict[str, list[etree._Element]]:
        """Return the flows by the node they enter."""
        return self._by("targetRef")

    def _by(self, end: str) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for flow in self.flows():
            found.setdefault(flow.get(end) or "", []).append(flow)
        return found


def taken(element: etree._Element, attribute: str) -> str | None:
    """Return the value of an attribute and take it away."""
    value = element.get(attribute)
    if value is not None:
        del element.attrib[attribute]
    return value


def is_node(element: etree._Element) -> bool:
    """Tell whether an element is a flow node with an id."""
    return kind(element) in FLOW_NODES and bool(element.get("id"))


def owner_of(element: etree._Element) -> str:
    """Return the id of the flow node, flow, process or other part of the file that ``element`` belongs to."""
    found: etree._Element | None = element
    while found is not None and not (found.get("id") and _stands_alone(found)):
        found = found.getparent()
    return "" if found is None else found.get("id") or ""


def _stands_alone(element: etree._Element) -> bool:
    parent = element.getparent()
    at_the_top = parent is not None and parent.getparent() is None
    return at_the_top or kind(element) in FLOW_NODES or kind(element) == "sequenceFlow"


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
