"""Checks a diagram before it is published: every finding names element, line and what to do."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

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
from casesvc.diagrams.normalising import Normalised, normalise
from casesvc.diagrams.tree import read_diagram
from casesvc.diagrams.validity import invalid

Check = Callable[[Graph], Iterable[Finding]]

# What makes a diagram unsafe or wrongly run; the engine asks for these again before it runs one.
RUNNABLE: tuple[Check, ...] = (
    elements.check,
    structure.check,
    expressions.check,
    timers.check,
    events.check,
    calls.check,
    decisions.check,
)
# What the engine would run as it is drawn, and no case should have to live with.
SOUND: tuple[Check, ...] = (
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
    meant = normalise(tree)
    return _in_order([*_runnable(tree, meant), *_publishable(meant, names)], meant.drawn)


def refusals(tree: etree._ElementTree) -> tuple[Finding, ...]:
    """Return the errors for which a diagram must not be run, however it came here."""
    meant = normalise(tree)
    return _in_order((finding for finding in _runnable(tree, meant) if finding.severity == "error"), meant.drawn)


def unsound(tree: etree._ElementTree) -> tuple[Finding, ...]:
    """Return what the engine would run as it is drawn and no case should have to live with, and all warnings."""
    meant = normalise(tree)
    warnings = (finding for finding in _runnable(tree, meant) if finding.severity == "warning")
    return _in_order([*warnings, *_found(meant, SOUND)], meant.drawn)


def _runnable(tree: etree._ElementTree, meant: Normalised) -> Iterator[Finding]:
    yield from invalid(tree)
    yield from structure.check_file(tree, [process.get("id") for process in running_processes(meant.tree)])
    yield from _found(meant, RUNNABLE)


def _publishable(meant: Normalised, names: Collection[str]) -> Iterator[Finding]:
    for graph in _graphs(meant):
        yield from expressions.check_names(graph, names)
    yield from _found(meant, SOUND)


def _found(meant: Normalised, checks: Iterable[Check]) -> Iterator[Finding]:
    graphs = _graphs(meant)
    for check in checks:
        for graph in graphs:
            yield from check(graph)


def _graphs(meant: Normalised) -> list[Graph]:
    """Return the process that runs and those it calls, as the engine sees them."""
    return [read_graph(process) for process in running_processes(meant.tree)]


def _in_order(findings: Iterable[Finding], drawn: Mapping[str, str]) -> tuple[Finding, ...]:
    added = _names(drawn)
    seen = {_as_drawn(finding, drawn, added) for finding in findings} if drawn else set(findings)
    return tuple(sorted(seen, key=lambda f: (f.line, f.element, f.severity, f.code, f.message)))


def _names(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of ``names`` as a word of its own."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9_.-])(?:{'|'.join(longest_first)})(?![A-Za-z0-9_.-])")


def _as_drawn(finding: Finding, drawn: Mapping[str, str], added: re.Pattern[str]) -> Finding:
    """Return a finding that names what somebody drew, not what was added to it."""
    message = added.sub(lambda found: drawn[found[0]], finding.message)
    return replace(finding, element=drawn.get(finding.element, finding.element), message=message)
