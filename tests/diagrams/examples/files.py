"""Files that are no diagram or too much of one, and such that are just small enough."""

from casesvc.diagrams.tree import (
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ID,
    MAX_NAMESPACES,
    MAX_NODES,
    MAX_VALUE,
)
from tests.diagrams.bpmn import node, user_task
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import beside, conditions_behind_a, through

PLAIN = beside()
ASKING = conditions_behind_a("x > 1", "x <= 1")


def _inside(more: bytes) -> bytes:
    return PLAIN.replace(b"</bpmn:def", more + b"</bpmn:def")


def _namespaces(number: int) -> bytes:
    return _inside(b"".join(f'<x xmlns:n{n}="urn:n"/>'.encode() for n in range(number)))


def _attributes(number: int) -> bytes:
    return _inside(b"<x" + b"".join(f' a{n}=""'.encode() for n in range(number)) + b"/>")


EXAMPLES = (
    Example("too-large", "", _inside(b" " * MAX_BYTES), _inside(b" " * (MAX_BYTES - 1000))),
    Example("doctype", "", PLAIN.replace(b"<bpmn:def", b"<!DOCTYPE x []><bpmn:def"), PLAIN),
    Example("encoding", "", PLAIN.replace(b"UTF-8", b"EBCDIC"), PLAIN.replace(b"UTF-8", b"GB18030")),
    Example("not-bpmn", "", b"<definitions/>", PLAIN),
    Example("not-xml", "", PLAIN.replace(b"</bpmn:def", b"</bpmn:deft"), PLAIN),
    Example("too-many-elements", "", _inside(b"<x/>" * MAX_NODES), _inside(b"<x/>" * (MAX_NODES - 100))),
    Example(
        "too-deep", "", _inside(b"<x>" * MAX_DEPTH + b"</x>" * MAX_DEPTH),
        _inside(b"<x>" * (MAX_DEPTH - 2) + b"</x>" * (MAX_DEPTH - 2)),
    ),
    Example("too-many-attributes", "", _attributes(MAX_ATTRIBUTES + 1), _attributes(MAX_ATTRIBUTES)),
    Example("too-many-namespaces", "", _namespaces(MAX_NAMESPACES + 1), _namespaces(MAX_NAMESPACES - 10)),
    Example(
        "value-too-long", "", beside(node("textAnnotation", "t", name="x" * (MAX_VALUE + 1))),
        beside(node("textAnnotation", "t", name="x" * MAX_VALUE)),
    ),
    Example("id-too-long", "", through(user_task("x" * (MAX_ID + 1))), through(user_task("x" * (MAX_ID - 20)))),
    Example(
        "expression-with-elements", "",
        ASKING.replace(b"x &gt; 1<", b"x &gt; 1<own:x xmlns:own='urn:x'/><"), ASKING, names=("x",),
    ),
)  # fmt: skip
