"""Data that is drawn in a diagram."""

from casesvc.diagrams.normalising.rewriting import Rewriting
from casesvc.diagrams.tree import bpmn, kind

DATA = (
    "ioSpecification", "property", "dataObject", "dataObjectReference", "dataStoreReference",
    "dataInputAssociation", "dataOutputAssociation",
)  # fmt: skip


def drop_data(rewriting: Rewriting) -> None:
    """Data drawn in a diagram explains it; what a case knows comes from its forms, and the library would demand it."""
    for element in list(rewriting.root.iter(*map(bpmn, DATA))):
        parent = element.getparent()
        if parent is not None:
            rewriting.note(element, "data-not-run", f"{kind(element)} 只作说明，不参与执行")
            parent.remove(element)
