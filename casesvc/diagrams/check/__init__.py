"""Checks a diagram before it is published: every finding names element, line and what to do."""

from collections.abc import Callable, Collection, Iterable

from lxml import etree

from casesvc.diagrams.check import (
    combinations,
    elements,
    errors,
    expressions,
    extensions,
    outcomes,
    structure,
    timers,
    tokens,
)
from casesvc.diagrams.finding import DiagramRefused, Finding
from casesvc.diagrams.graph import Graph, processes, read_graph
from casesvc.diagrams.normalise import normalise
from casesvc.diagrams.tree import read_diagram

# What makes a diagram unsafe or wrongly run; the engine asks for these again before it runs one.
RUNNABLE: tuple[Callable[[Graph], Iterable[Finding]], ...] = (
    elements.check,
    structure.check,
    expressions.check,
    timers.check,
    errors.check,
    tokens.check,
)


def check_diagram(data: bytes, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return all findings of the diagram alone, by line. ``names`` are what its forms let gateways see (x-route)."""
    try:
        tree = read_diagram(data)
    except DiagramRefused as refused:
        return refused.findings
    return _in_order([*_runnable(tree), *_publishable(tree, names)])


def refusals(tree: etree._ElementTree) -> tuple[Finding, ...]:
    """Return the errors for which a diagram must not be run, however it came here."""
    return _in_order(finding for finding in _runnable(tree) if finding.severity == "error")


def _runnable(tree: etree._ElementTree) -> Iterable[Finding]:
    yield from structure.check_file(tree)
    for graph in _graphs(tree):
        for check in RUNNABLE:
            yield from check(graph)


def _publishable(tree: etree._ElementTree, names: Collection[str]) -> Iterable[Finding]:
    for graph in _graphs(tree):
        yield from expressions.check_names(graph, names)
        yield from outcomes.check(graph)
        yield from combinations.check(graph)
        yield from extensions.check(graph)


def _graphs(tree: etree._ElementTree) -> Iterable[Graph]:
    return [read_graph(process) for process in processes(normalise(tree).tree)[:1]]


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda f: (f.line, f.element, f.severity, f.code, f.message)))
