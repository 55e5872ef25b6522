"""Checks a diagram before it is published: every finding names element, line and what to do."""

from collections.abc import Callable, Collection, Iterable

from lxml import etree

from casesvc.diagrams.check import (
    calls,
    combinations,
    decisions,
    elements,
    events,
    expressions,
    extensions,
    outcomes,
    structure,
    timers,
    tokens,
    ways,
)
from casesvc.diagrams.finding import DiagramRefused, Finding
from casesvc.diagrams.graph import Graph, read_graph, running_processes
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.tree import read_diagram
from casesvc.diagrams.validity import invalid

# What makes a diagram unsafe or wrongly run; the engine asks for these again before it runs one.
RUNNABLE: tuple[Callable[[Graph], Iterable[Finding]], ...] = (
    elements.check,
    structure.check,
    expressions.check,
    timers.check,
    events.check,
    calls.check,
    decisions.check,
)
# What the engine would run as it is drawn, and no case should have to live with.
SOUND: tuple[Callable[[Graph], Iterable[Finding]], ...] = (
    ways.check,
    tokens.check,
    outcomes.check,
    combinations.check,
    extensions.check,
)


def check_diagram(data: bytes, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return all findings of the diagram alone, by line. ``names`` are what its forms let gateways see (x-route)."""
    try:
        tree = read_diagram(data)
    except DiagramRefused as refused:
        return refused.findings
    return check_tree(tree, names)


def check_tree(tree: etree._ElementTree, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return all findings of a diagram that has been read and linked, by line."""
    return _in_order([*_runnable(tree), *_publishable(tree, names)])


def refusals(tree: etree._ElementTree) -> tuple[Finding, ...]:
    """Return the errors for which a diagram must not be run, however it came here."""
    return _in_order(finding for finding in _runnable(tree) if finding.severity == "error")


def unsound(tree: etree._ElementTree) -> tuple[Finding, ...]:
    """Return what the engine would run as it is drawn and no case should have to live with, and all warnings."""
    warnings = (finding for finding in _runnable(tree) if finding.severity == "warning")
    return _in_order([*warnings, *(finding for graph in _graphs(tree) for check in SOUND for finding in check(graph))])


def _runnable(tree: etree._ElementTree) -> Iterable[Finding]:
    yield from invalid(tree)
    yield from structure.check_file(tree)
    for graph in _graphs(tree):
        for check in RUNNABLE:
            yield from check(graph)


def _publishable(tree: etree._ElementTree, names: Collection[str]) -> Iterable[Finding]:
    for graph in _graphs(tree):
        yield from expressions.check_names(graph, names)
        for check in SOUND:
            yield from check(graph)


def _graphs(tree: etree._ElementTree) -> Iterable[Graph]:
    """Return the process that runs and those it calls, as the engine sees them."""
    return [read_graph(process) for process in running_processes(normalise(tree).tree)]


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda f: (f.line, f.element, f.severity, f.code, f.message)))
