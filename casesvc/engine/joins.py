"""Decides when tokens that wait at a gateway go on together, by the rules of BPMN 2.0.2, 13.4.1 and 13.4.3."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from casesvc.diagrams.graph import Graph
from casesvc.engine.specs import InclusiveGateway, Joining
from casesvc.engine.trees import HOLDING, element_of, workflows


class Reach:
    """From where a token can still come to the sides of an inclusive join; worked out once for each diagram."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def before(self, join: str, source: str) -> frozenset[str]:
        """Return the nodes from which a token can reach ``source``, and by its flow ``join``, without passing it."""
        key = (join, source)
        if key not in self._known:
            self._known[key] = frozenset(self._walk(join, source))
        return self._known[key]

    def _walk(self, join: str, source: str) -> set[str]:
        found: set[str] = set()
        waiting = [source]
        while waiting:
            name = waiting.pop()
            if name in found or name == join:
                continue
            found.add(name)
            waiting += [flow.source for flow in self._graph.incoming(name)]
            node = self._graph.nodes.get(name)
            waiting += [node.host] if node is not None and node.host is not None else []
        return found


def join_one(top: Any, reach: Reach) -> bool:
    """Let one join go on whose tokens are all there; return False when none can."""
    waiting = list(_waiting(top))
    for inclusive in (False, True):
        for spec, arrivals in waiting:
            if isinstance(spec, InclusiveGateway) is inclusive:
                chosen = _chosen(spec, arrivals)
                if _may_go_on(spec, arrivals, chosen, reach):
                    _go_on(list(chosen.values()))
                    return True
    return False


def _waiting(top: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield each join at which tokens wait, with them, in every tree."""
    for workflow in workflows(top):
        found: dict[str, list[Any]] = {}
        for task in workflow.tasks.values():
            if task.state == TaskState.WAITING and isinstance(task.task_spec, Joining):
                found.setdefault(_name(task), []).append(task)
        for name, arrivals in found.items():
            yield workflow.spec.task_specs[name], arrivals


def _name(task: Any) -> str:
    return str(task.task_spec.name)


def _chosen(spec: Any, arrivals: list[Any]) -> dict[str, Any]:
    """Return the first token of each side, by the specification it came from; a second one on a side stays there."""
    first: dict[str, Any] = {}
    for task in arrivals:
        first.setdefault(task.parent.task_spec.name, task)
    return {name: first[name] for name in spec._inputs if name in first}


def _may_go_on(spec: Any, arrivals: list[Any], chosen: dict[str, Any], reach: Reach) -> bool:
    missing = [name for name in spec._inputs if name not in chosen]
    if not missing:
        return True
    if not isinstance(spec, InclusiveGateway):
        return False
    to_missing = {node for source in missing for node in reach.before(spec.name, source)}
    to_chosen = {node for source in chosen for node in reach.before(spec.name, source)}
    tokens = {element_of(t) for t in arrivals[0].workflow.tasks.values() if _is_token(t)}
    return not any(token in to_missing and token not in to_chosen for token in tokens)


def _is_token(task: Any) -> bool:
    """Tell whether a token stands here: an event that waits on a border has none, its activity has."""
    waits_on_border = task.state == TaskState.WAITING and isinstance(task.task_spec, BoundaryEvent)
    return bool(task.has_state(HOLDING)) and not waits_on_border


def _go_on(chosen: list[Any]) -> None:
    *used_up, last = chosen
    for task in used_up:
        task.cancel()
    last._ready()
