"""Turns a diagram into the library's definition once per digest, complete before anybody shares it."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from casesvc.cases.step import StepFailed
from casesvc.diagrams.check import refusals
from casesvc.diagrams.decision_tables import embedded
from casesvc.diagrams.decisions import Decisions
from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.graph import Graph, read_whole
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.outcomes import outcomes_of
from casesvc.diagrams.tree import read_diagram
from casesvc.engine.building import build
from casesvc.engine.joins import Reach

CACHED = 128


@dataclass(frozen=True)
class Definition:
    """A parsed diagram, shared by all cases that run it; nothing in it changes while they do.

    ``last_ends``: the end events that end the process itself; ``added``: the ids of what nobody drew;
    ``conditional``: some event waits for a condition; ``written``: expressions as they stand in the diagram.
    """

    specs: Mapping[str, Any]
    graph: Graph
    reach: Reach
    outcomes: Mapping[str, tuple[str, ...]]
    last_ends: frozenset[str]
    added: frozenset[str]
    conditional: bool
    written: Mapping[str, str]
    decisions: tuple[Decisions, ...]

    @property
    def process(self) -> str:
        """The id of the process that runs."""
        return self.graph.process.get("id") or ""


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
    normalised = normalise(tree)
    graph = read_whole(normalised.tree)
    return Definition(
        specs=build(graph),
        graph=graph,
        reach=Reach(graph),
        outcomes=outcomes_of(graph),
        last_ends=frozenset(_last_ends(graph)),
        added=normalised.added,
        conditional=any(trigger.kind == "condition" for n in graph.nodes.values() for trigger in triggers_of(n)),
        written=normalised.written,
        decisions=embedded(tree),
    )


def _last_ends(graph: Graph) -> list[str]:
    """Return the end events of the process, and of the event sub-processes that take its place."""
    process = graph.process.get("id") or ""
    instead = {e.id for e in graph.event_sub_processes(process) if all(s.interrupts for s in graph.starts_of(e.id))}
    return [n.id for n in graph.nodes.values() if n.kind == "endEvent" and n.scope in {process, *instead}]
