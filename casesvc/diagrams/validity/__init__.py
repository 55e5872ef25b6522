"""Finds what the BPMN 2.0 specification forbids, as opposed to what is allowed but not run here.

The rules are written from the specification (formal/2013-12-09), one function a rule, and do not validate against its
XML schemas: these demand an order of children and attributes that real tools leave out without harm. For the same
reason a rule holds in one of three ways: in every file, in what is marked as executable, or only where nothing but
the standard says how a file is executed.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.tree import line_of
from casesvc.diagrams.validity import (
    boundary_events,
    calls,
    choreographies,
    compensation,
    connections,
    containment,
    data_associations,
    data_sets,
    events,
    executable,
    gateways,
    items,
    links,
    loops,
    message_flows,
    participants,
    references,
    required,
    sequence_flows,
    sub_processes,
    tasks,
    values,
)
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, place, read_model

EVERYWHERE: tuple[Rule, ...] = (
    *containment.EVERYWHERE,
    *references.EVERYWHERE,
    *required.EVERYWHERE,
    *values.EVERYWHERE,
    *sequence_flows.EVERYWHERE,
    *gateways.EVERYWHERE,
    *events.EVERYWHERE,
    *boundary_events.EVERYWHERE,
    *links.EVERYWHERE,
    *sub_processes.EVERYWHERE,
    *tasks.EVERYWHERE,
    *message_flows.EVERYWHERE,
    *participants.EVERYWHERE,
    *choreographies.EVERYWHERE,
)
EXECUTABLE: tuple[Rule, ...] = (
    *gateways.EXECUTABLE,
    *events.EXECUTABLE,
    *compensation.EXECUTABLE,
    *links.EXECUTABLE,
    *sub_processes.EXECUTABLE,
    *calls.EXECUTABLE,
)
STANDARD: tuple[Rule, ...] = (
    *references.STANDARD,
    *required.STANDARD,
    *values.STANDARD,
    *sequence_flows.STANDARD,
    *connections.STANDARD,
    *gateways.STANDARD,
    *events.STANDARD,
    *boundary_events.STANDARD,
    *compensation.STANDARD,
    *links.STANDARD,
    *sub_processes.STANDARD,
    *loops.STANDARD,
    *tasks.STANDARD,
    *calls.STANDARD,
    *executable.STANDARD,
    *data_sets.STANDARD,
    *data_associations.STANDARD,
    *items.STANDARD,
    *message_flows.STANDARD,
    *participants.STANDARD,
)


def invalid(tree: etree._ElementTree) -> Iterator[Finding]:
    """Yield an error for each place where a parsed file is no BPMN 2.0, family by family."""
    model = read_model(tree)
    yield from _findings(model, EVERYWHERE, lambda _: True)
    yield from _findings(model, EXECUTABLE, model.executable)
    yield from _findings(model, STANDARD, model.by_the_standard)


def _findings(model: Model, rules: tuple[Rule, ...], holds: Callable[[Element], bool]) -> Iterator[Finding]:
    for rule in rules:
        yield from (_finding(fault) for fault in rule(model) if holds(fault.element))


def _finding(fault: Fault) -> Finding:
    return Finding("error", place(fault.element), line_of(fault.element), fault.code, fault.message)
