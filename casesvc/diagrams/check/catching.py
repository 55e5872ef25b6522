"""Finds who catches what is thrown inside a process: the nearest border around the thrower (BPMN 10.5.7)."""

from collections.abc import Iterator
from functools import cached_property

from casesvc.diagrams.events import Trigger, triggers_of
from casesvc.diagrams.graph import Graph, Node, processes, read_graph
from casesvc.diagrams.tree import bpmn


def catchers(graph: Graph, node: Node, trigger: Trigger) -> tuple[Node, ...]:
    """Return the events of the nearest border that catch what ``node`` throws; () when nobody does.

    They are boundary events and starts of event sub-processes, also around a call of this process.
    """
    for events in _borders(graph, node.scope, _Calls(graph)):
        found = tuple(event for event in events if _catches(event, trigger))
        if found:
            return found
    return ()


class _Calls:
    """The calls of the processes of a file, each process asked once."""

    def __init__(self, graph: Graph) -> None:
        self._root = graph.process.getroottree()
        self._asked: set[str] = set()

    @cached_property
    def _graphs(self) -> list[Graph]:
        calling = (
            process for process in processes(self._root) if next(process.iter(bpmn("callActivity")), None) is not None
        )
        return [read_graph(process) for process in calling]

    def of(self, name: str) -> Iterator[tuple[Graph, Node]]:
        """Yield the calls of a process, with the graphs they stand in; nothing when asked again."""
        asked = name in self._asked
        self._asked.add(name)
        for graph in self._graphs if not asked else []:
            for node in graph.nodes.values():
                if node.kind == "callActivity" and node.xml.get("calledElement") == name:
                    yield graph, node


def _borders(graph: Graph, scope: str, calls: _Calls) -> Iterator[list[Node]]:
    """Yield the events around a scope from the inside out; what a sub-process handles itself comes first.

    What is thrown while something is handled, in an event sub-process, is not for the handlers beside it.
    """
    handling = False
    while scope in graph.nodes:
        around = graph.nodes[scope]
        if not handling and not around.is_event_sub_process:
            yield _starts(graph, scope)
        yield list(graph.attached(scope))
        handling = around.is_event_sub_process
        scope = around.scope
    if not handling:
        yield _starts(graph, scope)
    for calling, call in calls.of(scope):
        yield list(calling.attached(call.id))
        yield from _borders(calling, call.scope, calls)


def _starts(graph: Graph, scope: str) -> list[Node]:
    return [start for event in graph.event_sub_processes(scope) for start in graph.starts_of(event.id)]


def _catches(event: Node, trigger: Trigger) -> bool:
    return any(found.kind == trigger.kind and found.said in (None, trigger.said) for found in triggers_of(event))
