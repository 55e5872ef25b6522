"""Finds what the BPMN 2.0 specification forbids, as opposed to what is allowed but not run here.

The rules are written from the specification (formal/2013-12-09), one function a rule, and do not validate against its
XML schemas: these demand an order of children and attributes that real tools leave out without harm. For the same
reason a rule holds in one of three ways: in every file, in what is marked as executable, or only where nothing but
the standard says how a file is executed.
"""

from collections.abc import Iterator
from itertools import islice

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
from casesvc.diagrams.validity.model import Element, Rule, place, read_model

EVERYWHERE: tuple[Rule, ...] = (
    *containment.EVERYWHERE,
    *references.EVERYWHERE,
    *required.EVERYWHERE,
    *values.EVERYWHERE,
    *sequence_flows.EVERYWHERE,
    *events.EVERYWHERE,
    *boundary_events.EVERYWHERE,
    *sub_processes.EVERYWHERE,
    *message_flows.EVERYWHERE,
    *participants.EVERYWHERE,
    *choreographies.EVERYWHERE,
)
EXECUTABLE: tuple[Rule, ...] = (
    *gateways.EXECUTABLE,
    *events.EXECUTABLE,
    *boundary_events.EXECUTABLE,
    *compensation.EXECUTABLE,
    *links.EXECUTABLE,
    *sub_processes.EXECUTABLE,
    *tasks.EXECUTABLE,
    *calls.EXECUTABLE,
)
STANDARD: tuple[Rule, ...] = (
    *containment.STANDARD,
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


# A file that is wrong all over says so once; nobody reads on
_MOST = 500


def invalid(tree: etree._ElementTree) -> Iterator[Finding]:
    """Yield an error for each place where a parsed file is no BPMN 2.0, family by family, and not more than 500."""
    model = read_model(tree)
    levels = ((EVERYWHERE, _always), (EXECUTABLE, model.executable), (STANDARD, model.by_the_standard))
    faults = (fault for rules, holds in levels for rule in rules for fault in rule(model) if holds(fault.element))
    for fault in islice(faults, _MOST):
        yield Finding("error", place(fault.element), line_of(fault.element), fault.code, fault.message)


def _always(_: Element) -> bool:
    return True
