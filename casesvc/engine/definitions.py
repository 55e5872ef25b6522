"""Turns a diagram into the library's definition once per digest, prepared before anybody shares it."""

from collections import OrderedDict
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from casesvc.cases.step import StepFailed
from casesvc.diagrams.check import refusals
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.graph import Graph, processes, read_graph
from casesvc.diagrams.normalise import normalise
from casesvc.diagrams.outcomes import outcomes_of
from casesvc.diagrams.tree import BPMNDI, read_diagram
from casesvc.engine.errors import keep_errors_inside
from casesvc.engine.facts import Cardinality
from casesvc.engine.timers import take_timers_out

CACHED = 128


@dataclass(frozen=True)
class Definition:
    """A parsed diagram, shared by all cases that run it; nothing in it changes while they do."""

    spec: Any
    subprocess_specs: Mapping[str, Any]
    graph: Graph
    outcomes: Mapping[str, tuple[str, ...]]


class Definitions:
    """The parsed diagrams of this process, by digest; safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[str, Definition] = OrderedDict()

    def of(self, diagram: bytes, digest: str) -> Definition:
        """Return the definition of ``diagram``; raise StepFailed when it cannot be run rightly."""
        with self._lock:
            if digest not in self._known:
                self._known[digest] = parse(diagram)
                if len(self._known) > CACHED:
                    self._known.popitem(last=False)
            self._known.move_to_end(digest)
            return self._known[digest]


def parse(diagram: bytes) -> Definition:
    """Return the library's definition of a diagram; raise StepFailed naming what it cannot run."""
    try:
        tree = read_diagram(diagram)
    except DiagramRefused as refused:
        raise StepFailed("diagram-refused", refused.findings[0].element, refused.findings[0].message) from refused
    for finding in refusals(tree):
        raise StepFailed("diagram-refused", finding.element, finding.message)
    runnable = _without_layout(normalise(tree).tree)
    process = processes(runnable)[0]
    graph = read_graph(process)
    spec, subprocess_specs = _parsed(runnable, process.get("id") or "")
    return Definition(spec, subprocess_specs, graph, outcomes_of(graph))


def _without_layout(tree: etree._ElementTree) -> etree._ElementTree:
    """Drop the drawing: the library would try the flows of a gateway from top to bottom of the page."""
    copy = deepcopy(tree)
    for drawing in copy.getroot().findall(f"{{{BPMNDI}}}BPMNDiagram"):
        copy.getroot().remove(drawing)
    return copy


def _parsed(tree: etree._ElementTree, process: str) -> tuple[Any, Mapping[str, Any]]:
    parser = BpmnParser()
    try:
        parser.add_bpmn_xml(tree)
        spec = parser.get_spec(process)
        subprocess_specs = parser.get_subprocess_specs(process)
    except ValidationException as refused:
        raise StepFailed("diagram-refused", str(refused.id or ""), f"流程图不能运行：{refused}") from refused
    for each in (spec, *subprocess_specs.values()):
        _prepare(each)
    return spec, subprocess_specs


def _prepare(spec: Any) -> None:
    """Do once what the library does on first use: connecting loops while cases share the definition is a race."""
    for task_spec in list(spec.task_specs.values()):
        take_timers_out(task_spec)
        keep_errors_inside(task_spec)
        if isinstance(task_spec, LoopTask):
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)
            task_spec.cardinality = Cardinality(task_spec.cardinality)
