"""Finds who catches what is thrown inside a process: the nearest border around the thrower (BPMN 10.5.7)."""

from collections.abc import Iterator

from casesvc.diagrams.events import Trigger, triggers_of
from casesvc.diagrams.graph import Graph, Node, processes, read_graph


def catchers(graph: Graph, node: Node, trigger: Trigger) -> tuple[Node, ...]:
    """Return the events of the nearest border that catch what ``node`` throws; () when nobody does.

    They are boundary events and starts of event sub-processes, also around a call of this process.
    """
    for events in _borders(graph, node.scope, frozenset()):
        found = tuple(event for event in events if _catches(event, trigger))
        if found:
            return found
    return ()


def _borders(graph: Graph, scope: str, passed: frozenset[str]) -> Iterator[list[Node]]:
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
    if scope not in passed:
        yield from _borders_of_calls(graph, scope, passed | {scope})


def _starts(graph: Graph, scope: str) -> list[Node]:
    return [start for event in graph.event_sub_processes(scope) for start in graph.starts_of(event.id)]


def _borders_of_calls(graph: Graph, name: str, passed: frozenset[str]) -> Iterator[list[Node]]:
    """Yield the events around every call of the process ``name``."""
    for process in processes(graph.process.getroottree()):
        calling = read_graph(process)
        for node in calling.nodes.values():
            if node.kind == "callActivity" and node.xml.get("calledElement") == name:
                yield list(calling.attached(node.id))
                yield from _borders(calling, node.scope, passed)


def _catches(event: Node, trigger: Trigger) -> bool:
    return any(found.kind == trigger.kind and found.said in (None, trigger.said) for found in triggers_of(event))
