"""Decision tables of a line inside the diagram that runs: one file says everything that a case follows."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from casesvc.diagrams.decisions import Decisions, read_decisions
from casesvc.diagrams.decisions.vocabulary import local
from casesvc.diagrams.tree import bpmn, read_bounded

HOLDER = "extensionElements"


def embed(tree: etree._ElementTree, files: Sequence[bytes]) -> etree._ElementTree:
    """Return the diagram with DMN files inside, if it asks for decisions; raise DiagramRefused for a broken one."""
    tables = [read_bounded(content, "决策表").getroot() for content in files]
    if not tables or next(tree.getroot().iter(bpmn("businessRuleTask")), None) is None:
        return tree
    embedded = deepcopy(tree)
    root = embedded.getroot()
    holder = root.find(bpmn(HOLDER))
    if holder is None:
        holder = etree.Element(bpmn(HOLDER))
        root.insert(0, holder)
    holder.extend(deepcopy(table) for table in tables)
    return embedded


def embedded(tree: etree._ElementTree) -> tuple[Decisions, ...]:
    """Return the decisions that a diagram carries; raise DiagramRefused when they cannot be read."""
    holder = tree.getroot().find(bpmn(HOLDER))
    tables = [] if holder is None else [child for child in holder if local(child) == "definitions"]
    return tuple(read_decisions(etree.tostring(table)) for table in tables)


def which(tables: Sequence[Decisions], decision: str) -> Decisions | None:
    """Return the file that holds a decision of this id."""
    return next((table for table in tables if any(d.id == decision for d in table.decisions.values())), None)
