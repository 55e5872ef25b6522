"""Files that are no diagram, and one that is."""

from casesvc.diagrams.tree import MAX_BYTES, MAX_DEPTH, MAX_NODES
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import beside

PLAIN = beside()


def _inside(more: bytes) -> bytes:
    return PLAIN.replace(b"</bpmn:def", more + b"</bpmn:def")


EXAMPLES = (
    Example("too-large", "", _inside(b" " * MAX_BYTES), _inside(b" " * (MAX_BYTES - 1000))),
    Example("doctype", "", PLAIN.replace(b"<bpmn:def", b"<!DOCTYPE x []><bpmn:def"), PLAIN),
    Example("not-bpmn", "", b"<definitions/>", PLAIN),
    Example("not-xml", "", PLAIN.replace(b"</bpmn:def", b"</bpmn:deft"), PLAIN),
    Example("too-many-elements", "", _inside(b"<x/>" * MAX_NODES), _inside(b"<x/>" * (MAX_NODES - 100))),
    Example(
        "too-deep", "", _inside(b"<x>" * MAX_DEPTH + b"</x>" * MAX_DEPTH),
        _inside(b"<x>" * (MAX_DEPTH - 2) + b"</x>" * (MAX_DEPTH - 2)),
    ),
)  # fmt: skip
