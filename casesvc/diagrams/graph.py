"""A diagram as nodes and sequence flows, without its XML: what normalising, reading and checking walk on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from casesvc.diagrams.tree import bpmn, kind, line_of

EVENTS = frozenset({"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"})
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
HUMAN = frozenset({"userTask", "manualTask", "task"})  # a plain task says no more than that somebody does it
EXTERNAL = frozenset({"serviceTask", "sendTask"})  # worked on by another system, which fetches it by its topic
ACTIVITIES = SUB_PROCESSES | {
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
    "callActivity",
}  # fmt: skip
FLOW_NODES = EVENTS | GATEWAYS | ACTIVITIES
DRAWING_ONLY = ("false", "0")  # what a process says of itself that is not meant to run


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
    def is_event_sub_process(self) -> bool:
        """Tell whether this is a sub-process that an event starts, not a flow."""
        return self.kind == "subProcess" and self.xml.get("triggeredByEvent") in ("true", "1")

    @property
    def interrupts(self) -> bool:
        """Tell whether a boundary event, or the start of an event sub-process, ends what it is attached to."""
        attribute = "isInterrupting" if self.kind == "startEvent" else "cancelActivity"
        return self.xml.get(attribute, "true") in ("true", "1")

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
        return self._attached.get(node, ())

    def inside(self, scope: str) -> tuple[Node, ...]:
        """Return the nodes directly inside a process or sub-process."""
        return self._inside.get(scope, ())

    def starts_of(self, scope: str) -> tuple[Node, ...]:
        """Return the start events of a process or sub-process."""
        return tuple(node for node in self.inside(scope) if node.kind == "startEvent")

    def event_sub_processes(self, scope: str) -> tuple[Node, ...]:
        """Return the sub-processes of a scope that events start."""
        return tuple(node for node in self.inside(scope) if node.is_event_sub_process)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The ids of the process and of all sub-processes, outermost first."""
        inner = (node.id for node in self.nodes.values() if node.kind in SUB_PROCESSES)
        return (self.process.get("id") or "", *inner)

    @cached_property
    def _inside(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.nodes.values():
            found[node.scope] = (*found.get(node.scope, ()), node)
        return found

    @cached_property
    def _attached(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.nodes.values():
            if node.host is not None:
                found[node.host] = (*found.get(node.host, ()), node)
        return found

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


def read_whole(tree: etree._ElementTree) -> Graph:
    """Return the graph of the process that runs together with those of the processes it calls."""
    graphs = [read_graph(process) for process in running_processes(tree)]
    nodes = {name: node for graph in reversed(graphs) for name, node in graph.nodes.items()}
    return Graph(graphs[0].process, nodes, tuple(flow for graph in graphs for flow in graph.flows))


def running_processes(tree: etree._ElementTree) -> list[etree._Element]:
    """Return the process that runs and, behind it, those it calls directly or through others; [] without a process."""
    known = {process.get("id"): process for process in reversed(processes(tree))}
    found: list[etree._Element] = [process for process in (main_process(tree),) if process is not None]
    for process in found:
        for call in process.iter(bpmn("callActivity")):
            called = known.get(call.get("calledElement"))
            if called is not None and called not in found:
                found.append(called)
    return found


def main_process(tree: etree._ElementTree) -> etree._Element | None:
    """Return the process that a case of this file runs: the first executable one, else the first."""
    found = processes(tree)
    running = (process for process in found if process.get("isExecutable") not in DRAWING_ONLY)
    return next(running, next(iter(found), None))


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
