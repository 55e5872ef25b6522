"""What a diagram says about its tasks and ends, read from the tree as it was drawn."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from lxml import etree

from casesvc.diagrams.chain import approve_path
from casesvc.diagrams.finding import DiagramRefused, Finding
from casesvc.diagrams.graph import EXTERNAL, HUMAN, Flow, Graph, Node, processes, read_whole, running_processes
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.outcomes import outcomes_of
from casesvc.diagrams.tree import bpmn, camunda, line_of


@dataclass(frozen=True)
class UserTask:
    """A task that waits to be worked on. ``role`` is its candidate group, or its lane where it names none.

    ``outcomes`` are the words by which the gateways behind it tell its outcomes apart; empty: not a review.
    ``topic``: under which another system fetches it; None for a task of a person.
    """

    element: str
    name: str
    role: str | None = None
    lane: str | None = None
    assignee: str | None = None
    form: str | None = None
    due: str | None = None
    status: str | None = None
    document: str | None = None
    correction: Literal["marked", "whole"] | None = None
    notify: str | None = None
    multi: Literal["sequential", "parallel"] | None = None
    outcomes: tuple[str, ...] = ()
    topic: str | None = None
    line: int = 0

    @property
    def is_review(self) -> bool:
        """Tell whether the diagram goes different ways by this task's outcome."""
        return bool(self.outcomes)


@dataclass(frozen=True)
class EndEvent:
    """An end event: the status the case then has, and the certificate it grants."""

    element: str
    name: str
    status: str | None = None
    grants: str | None = None
    kind: Literal["plain", "terminate", "error"] = "plain"
    line: int = 0


@dataclass(frozen=True)
class SequenceFlow:
    """One arrow of the diagram."""

    id: str
    source: str
    target: str
    name: str


@dataclass(frozen=True)
class ProcessDefinition:
    """All that the core, the catalog and the pages know of a diagram; ``nodes`` maps element ids to names."""

    id: str
    name: str
    tasks: Mapping[str, UserTask]
    ends: Mapping[str, EndEvent]
    flows: tuple[SequenceFlow, ...]
    nodes: Mapping[str, str]
    path: tuple[str, ...] = field(default=(), repr=False)

    def title(self, element: str) -> str:
        """Return the name a node or a flow has in the diagram, or its id where it has none."""
        name = self.nodes.get(element) or next((flow.name for flow in self.flows if flow.id == element), "")
        return name or element

    def chain(self) -> tuple[str, ...]:
        """Return the user tasks on the straight way from start to end, when everybody approves."""
        return self.path


def read_process(tree: etree._ElementTree) -> ProcessDefinition:
    """Return what the first process of ``tree`` says; raise DiagramRefused when the file holds none."""
    found = processes(tree)
    if not found:
        raise DiagramRefused(Finding("error", "", 1, "no-process", "文件中没有流程，请在建模工具中画好后再上传"))
    meant = read_whole(normalise(tree).tree)
    outcomes = outcomes_of(meant)
    lanes = {node: lane for process in running_processes(tree) for node, lane in lanes_of(process)}
    process = meant.process
    return ProcessDefinition(
        id=process.get("id") or "",
        name=process.get("name") or "",
        tasks={n.id: _user_task(n, lanes.get(n.id), outcomes.get(n.id, ())) for n in _of(meant, HUMAN | EXTERNAL)},
        ends={n.id: _end_event(n) for n in _of(meant, {"endEvent"})},
        flows=tuple(_arrow(flow) for flow in meant.flows),
        nodes={node.id: node.name for node in meant.nodes.values()},
        path=approve_path(meant),
    )


def _of(graph: Graph, kinds: Collection[str]) -> Iterator[Node]:
    return (node for node in graph.nodes.values() if node.kind in kinds)


def _arrow(flow: Flow) -> SequenceFlow:
    return SequenceFlow(flow.id, flow.source, flow.target, flow.name)


def lanes_of(process: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each element that lies in a lane with the lane's name; of several the last one counts."""
    # Inner lanes come later in the file and win over the lane around them.
    for lane in process.iter(bpmn("lane")):
        for reference in lane.findall(bpmn("flowNodeRef")):
            yield (reference.text or "").strip(), lane.get("name") or lane.get("id") or ""


def _user_task(node: Node, lane: str | None, outcomes: tuple[str, ...]) -> UserTask:
    said = properties(node.xml)
    correction = said.get("correction")
    return UserTask(
        element=node.id,
        name=node.name,
        role=_first(node.xml.get(camunda("candidateGroups"))) or lane,
        lane=lane,
        assignee=node.xml.get(camunda("assignee")),
        form=node.xml.get(camunda("formKey")),
        due=node.xml.get(camunda("dueDate")),
        status=said.get("status"),
        document=said.get("document"),
        correction=cast(Literal["marked", "whole"], correction) if correction in ("marked", "whole") else None,
        notify=said.get("notify"),
        multi=cast(Literal["sequential", "parallel"] | None, node.multi),
        outcomes=outcomes,
        topic=(node.xml.get(camunda("topic")) or node.id) if node.kind in EXTERNAL else None,
        line=node.line,
    )


def _first(groups: str | None) -> str | None:
    return (groups or "").split(",")[0].strip() or None


def _end_event(node: Node) -> EndEvent:
    said = properties(node.xml)
    kinds: dict[str, Literal["terminate", "error"]] = {
        "terminateEventDefinition": "terminate",
        "errorEventDefinition": "error",
    }
    kind: Literal["plain", "terminate", "error"] = next(
        (kinds[definition] for definition in node.definitions if definition in kinds), "plain"
    )
    return EndEvent(node.id, node.name, said.get("status"), said.get("grants"), kind, line_of(node.xml))


def properties(element: etree._Element) -> dict[str, str]:
    """Return the ``camunda:properties`` of one element by name."""
    path = f"{bpmn('extensionElements')}/{camunda('properties')}/{camunda('property')}"
    return {found.get("name") or "": found.get("value") or "" for found in element.iterfind(path)}
