"""A diagram as nodes and sequence flows, without its XML: what normalising, reading and checking walk on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from casesvc.diagrams.tree import bpmn, kind, line_of

EVENTS = frozenset({"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"})
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = SUB_PROCESSES | {
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
    "callActivity",
}  # fmt: skip
FLOW_NODES = EVENTS | GATEWAYS | ACTIVITIES


@dataclass(frozen=True)
class Node:
    """One flow node; ``scope`` is the id of what is around it, ``host`` what a boundary event sits on."""

    id: str
    kind: str
    name: str
    line: int
    scope: str
    host: str | None
    xml: etree._Element = field(repr=False, compare=False)

    def child(self, name: str) -> etree._Element | None:
        """Return the first direct BPMN child of this name."""
        return self.xml.find(bpmn(name))

    @property
    def definitions(self) -> tuple[str, ...]:
        """The kinds of event definitions inside, e.g. ``("timerEventDefinition",)``."""
        return tuple(kind(child) for child in self.xml if kind(child).lower().endswith("eventdefinition"))

    @property
    def loop(self) -> etree._Element | None:
        """The multi-instance marker, if any."""
        return self.child("multiInstanceLoopCharacteristics")

    @property
    def multi(self) -> str | None:
        """``"sequential"``, ``"parallel"`` or None."""
        if self.loop is None:
            return None
        return "sequential" if self.loop.get("isSequential") == "true" else "parallel"


@dataclass(frozen=True)
class Flow:
    """One sequence flow; ``condition`` is its text as it stands in the tree."""

    id: str
    source: str
    target: str
    name: str
    condition: str | None
    default: bool
    line: int
    xml: etree._Element = field(repr=False, compare=False)


@dataclass(frozen=True)
class Graph:
    """All nodes and flows of one process, sub-processes included, in the order of the file."""

    process: etree._Element
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]

    def outgoing(self, node: str) -> tuple[Flow, ...]:
        """Return the flows that leave ``node``."""
        return self._outgoing.get(node, ())

    def incoming(self, node: str) -> tuple[Flow, ...]:
        """Return the flows that enter ``node``."""
        return self._incoming.get(node, ())

    def attached(self, node: str) -> tuple[Node, ...]:
        """Return the boundary events that sit on ``node``."""
        return tuple(event for event in self.nodes.values() if event.host == node)

    def inside(self, scope: str) -> tuple[Node, ...]:
        """Return the nodes directly inside a process or sub-process."""
        return tuple(node for node in self.nodes.values() if node.scope == scope)

    @cached_property
    def _outgoing(self) -> dict[str, tuple[Flow, ...]]:
        return _grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def _incoming(self) -> dict[str, tuple[Flow, ...]]:
        return _grouped((flow.target, flow) for flow in self.flows)


def _grouped(pairs: Iterator[tuple[str, Flow]]) -> dict[str, tuple[Flow, ...]]:
    found: dict[str, tuple[Flow, ...]] = {}
    for key, flow in pairs:
        found[key] = (*found.get(key, ()), flow)
    return found


def processes(tree: etree._ElementTree) -> list[etree._Element]:
    """Return the processes of the file, in order."""
    return tree.getroot().findall(bpmn("process"))


def read_graph(process: etree._Element) -> Graph:
    """Return the graph of one process. Elements without an id are left out: the check names them."""
    nodes: dict[str, Node] = {}
    flows: list[Flow] = []
    defaults = {str(element.get("default")) for element in process.iter() if element.get("default")}
    for element in process.iter():
        identity = element.get("id") or ""
        if kind(element) in FLOW_NODES and identity:
            nodes.setdefault(identity, _node(element))
        elif kind(element) == "sequenceFlow":
            flows.append(_flow(element, identity in defaults))
    return Graph(process, nodes, tuple(flows))


def _node(element: etree._Element) -> Node:
    parent = element.getparent()
    return Node(
        id=element.get("id") or "",
        kind=kind(element),
        name=element.get("name") or "",
        line=line_of(element),
        scope="" if parent is None else parent.get("id") or "",
        host=element.get("attachedToRef"),
        xml=element,
    )


def _flow(element: etree._Element, default: bool) -> Flow:
    condition = element.find(bpmn("conditionExpression"))
    return Flow(
        id=element.get("id") or "",
        source=element.get("sourceRef") or "",
        target=element.get("targetRef") or "",
        name=element.get("name") or "",
        condition=None if condition is None else (condition.text or "").strip(),
        default=default,
        line=line_of(element),
        xml=element,
    )
