"""Finds what the BPMN 2.0 specification forbids, as opposed to what is allowed but not run here.

The rules are written from the specification (formal/2013-12-09), one function a rule, and do not validate against its
XML schemas: these demand an order of children and attributes that real tools leave out without harm.
"""

from collections.abc import Iterator

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.validity import (
    boundary_events,
    connections,
    containment,
    events,
    gateways,
    links,
    references,
    required,
    sequence_flows,
    sub_processes,
    values,
)
from casesvc.diagrams.validity.model import Rule, read_model

RULES: tuple[Rule, ...] = (
    *containment.RULES,
    *references.RULES,
    *required.RULES,
    *values.RULES,
    *sequence_flows.RULES,
    *connections.RULES,
    *gateways.RULES,
    *events.RULES,
    *boundary_events.RULES,
    *links.RULES,
    *sub_processes.RULES,
)


def invalid(tree: etree._ElementTree) -> Iterator[Finding]:
    """Yield an error for each place where a parsed file is no BPMN 2.0, family by family."""
    model = read_model(tree)
    for rule in RULES:
        yield from rule(model)
