"""Files that follow nothing but the standard, and the proof that a rule refuses one and leaves another alone."""

import re
from typing import NamedTuple

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.tree import BPMN, bpmn, read_diagram
from casesvc.diagrams.validity import invalid
from casesvc.diagrams.validity.model import Rule, read_model
from tests.diagrams.bpmn import Part, chain, end, node, start, text

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TARGET = "urn:lines"


class Case(NamedTuple):
    """A rule, a file it refuses, and one like it that is right."""

    rule: Rule
    refused: bytes
    accepted: bytes


def file(*roots: Part, **namespaces: str) -> bytes:
    """Return the file: one element a line, without the namespace of any engine."""
    names = {"bpmn": BPMN, "xsi": XSI, "tns": TARGET, **namespaces}
    definitions = etree.Element(bpmn("definitions"), nsmap=names, targetNamespace=TARGET)
    definitions.extend(roots)
    etree.indent(definitions)
    return etree.tostring(definitions, xml_declaration=True, encoding="UTF-8")


def process(*parts: Part, name: str = "line", **attributes: str | None) -> Part:
    return node("process", name, *parts, **{"isExecutable": "true", **attributes})


def way(*nodes: Part, prefix: str = "") -> tuple[Part, ...]:
    """Return start -> nodes -> end, to stand in a process or sub-process."""
    names = [f"{prefix}start", *(str(each.get("id")) for each in nodes), f"{prefix}end"]
    return (start(names[0]), *nodes, end(names[-1]), *chain(*names))


def drawn(*nodes: Part, beside: tuple[Part, ...] = (), roots: tuple[Part, ...] = ()) -> bytes:
    """Return a file with start -> nodes -> end, more parts beside them, and more elements beside the process."""
    return file(process(*way(*nodes), *beside), *roots)


def task(name: str = "a", /, *inside: Part, kind: str = "task", **attributes: str | None) -> Part:
    return node(kind, name, *inside, **attributes)


def formal(tag: str, words: str = "x > 1") -> Part:
    """Return a formal expression."""
    element = text(tag, words)
    element.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    return element


def caught(name: str, definition: str, *inside: Part, kind: str = "intermediateCatchEvent", **attributes: str) -> Part:
    """Return an event with one definition: ``caught("wait", "signal", signalRef="s")``."""
    return node(kind, name, node(f"{definition}EventDefinition", None, *inside, **attributes))


def thrown(name: str, definition: str, *inside: Part, kind: str = "intermediateThrowEvent", **attributes: str) -> Part:
    return caught(name, definition, *inside, kind=kind, **attributes)


def timed(name: str, kind: str = "intermediateCatchEvent") -> Part:
    """Return an event with a timer."""
    return caught(name, "timer", formal("timeDuration", "PT1H"), kind=kind)


def signal(name: str = "s") -> Part:
    return node("signal", name, name=name)


def service() -> tuple[Part, Part]:
    """Return a message ``m`` and an interface with the operation ``o`` for it."""
    operation = node("operation", "o", text("inMessageRef", "m"), name="o")
    return node("message", "m"), node("interface", "i", operation, name="i")


def with_message(name: str, kind: str = "intermediateCatchEvent") -> Part:
    """Return an event with the message ``m`` of the operation ``o``."""
    return caught(name, "message", text("operationRef", "o"), messageRef="m", kind=kind)


def on(host: str, event: Part, cancel: str | None = None) -> Part:
    """Return the event sitting on an activity."""
    event.set("attachedToRef", host)
    if cancel is not None:
        event.set("cancelActivity", cancel)
    return event


def prove(case: Case) -> None:
    """Fail unless the rule refuses the one file, at a line and with something to do, and nothing refuses the other."""
    faults = list(case.rule(read_model(read_diagram(case.refused))))
    assert faults
    assert {(fault.code, fault.message) for fault in faults} <= {(f.code, f.message) for f in findings(case.refused)}
    for finding in findings(case.refused):
        assert finding.severity == "error"
        assert finding.line > 0
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", finding.code)
        assert "请" in finding.message
    assert findings(case.accepted) == []


def findings(data: bytes) -> list[Finding]:
    return list(invalid(read_diagram(data)))


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in findings(data)}


def named(case: Case) -> str:
    """Return what pytest calls a case."""
    return case.rule.__name__.replace("_", " ")
