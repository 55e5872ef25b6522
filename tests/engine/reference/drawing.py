"""What the reference reads of a diagram: where tokens can stand and which ways lead on, as it was drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.expressions import Expression, parse_expression
from casesvc.diagrams.graph import SUB_PROCESSES, Node, processes, read_graph
from casesvc.diagrams.scripts import parse_script
from casesvc.diagrams.tree import bpmn, camunda, kind, read_diagram, text_of

FOR_A_PERSON = frozenset({"task", "userTask", "manualTask"})
FOR_ANOTHER_SYSTEM = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
NAMED_BY = {
    "message": ("message", "messageRef", "name"), "signal": ("signal", "signalRef", "name"),
    "error": ("error", "errorRef", "errorCode"), "escalation": ("escalation", "escalationRef", "escalationCode"),
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: Expression | None


@dataclass(frozen=True)
class Event:
    """What an event waits for or throws; an error or escalation without a name catches every one.

    ``times``: how often a timer fires beside its activity, None for without end.
    """

    kind: str
    name: str | None = None
    condition: Expression | None = None
    times: int | None = 1


@dataclass(frozen=True)
class Multi:
    """Several instances: ``many`` is a number or a list."""

    sequential: bool
    many: Expression
    until: Expression | None


@dataclass(frozen=True)
class Again:
    """A standard loop."""

    condition: Expression | None
    before: bool
    maximum: int | None


@dataclass(frozen=True)
class Spot:
    """One flow node; ``body`` is the process or sub-process right around it."""

    id: str
    kind: str
    body: str
    ways: tuple[Way, ...]
    incoming: tuple[str, ...]
    default: str | None = None
    events: tuple[Event, ...] = ()
    interrupting: bool = True
    attached: tuple[str, ...] = ()
    loop: Multi | Again | None = None
    script: tuple[tuple[str, Expression], ...] = ()
    called: str | None = None
    needs: int = 1
    gives: int = 1


@dataclass(frozen=True)
class Body:
    """A process or sub-process: where it starts, and the starts of its event sub-processes."""

    id: str
    starts: tuple[str, ...]
    handlers: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """All processes of one file; ``main`` is the one that no other calls."""

    spots: Mapping[str, Spot]
    bodies: Mapping[str, Body]
    ways: Mapping[str, Way]
    main: str
    _reached: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def reached(self, gateway: str, position: str) -> frozenset[str]:
        """Return the flows on paths that start at a flow or node and do not visit ``gateway``."""
        key = (gateway, position)
        if key not in self._reached:
            self._reached[key] = frozenset(self._walk(gateway, position))
        return self._reached[key]

    def _walk(self, gateway: str, position: str) -> set[str]:
        found = {position} & self.ways.keys()
        waiting = [self.ways[position].target if found else position]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name == gateway or name in seen:
                continue
            seen.add(name)
            waiting += self.spots[name].attached
            for way in self.spots[name].ways:
                found.add(way.id)
                waiting.append(way.target)
        return found


@lru_cache(maxsize=16)
def read_drawing(diagram: bytes) -> Drawing:
    """Return the drawing of a file, nothing rewritten in it."""
    tree = read_diagram(diagram)
    names = dict(_names(tree.getroot()))
    ways: dict[str, Way] = {}
    spots: dict[str, Spot] = {}
    bodies: dict[str, Body] = {}
    for process in processes(tree):
        graph = read_graph(process)
        ways |= {f.id: Way(f.id, f.source, f.target, expression(f.condition)) for f in graph.flows}
        spots |= {node.id: _spot(node, ways, graph.nodes, names) for node in graph.nodes.values()}
        inner = [node for node in graph.nodes.values() if node.kind in SUB_PROCESSES]
        for element in (process, *(node.xml for node in inner)):
            body = _body(element.get("id") or "", graph.nodes, spots)
            bodies[body.id] = body
    called = {spot.called for spot in spots.values()}
    main = next(p.get("id") or "" for p in processes(tree) if p.get("id") not in called)
    return Drawing(spots, bodies, ways, main)


def expression(text: str | None) -> Expression | None:
    """Return what a text of the diagram says, None where there is none."""
    return parse_expression(translate(text.strip())) if text and text.strip() else None


def _names(root: etree._Element) -> Iterator[tuple[str, str]]:
    for tag, _, attribute in NAMED_BY.values():
        for element in root.iter(bpmn(tag)):
            yield element.get("id") or "", element.get(attribute) or element.get("id") or ""


def _spot(node: Node, ways: Mapping[str, Way], nodes: Mapping[str, Node], names: Mapping[str, str]) -> Spot:
    xml = node.xml
    interrupting = "isInterrupting" if node.kind == "startEvent" else "cancelActivity"
    return Spot(
        id=node.id,
        kind=node.kind,
        body=node.scope,
        ways=tuple(way for way in ways.values() if way.source == node.id),
        incoming=tuple(way.id for way in ways.values() if way.target == node.id),
        default=xml.get("default"),
        events=tuple(_events(xml, names)),
        interrupting=xml.get(interrupting) != "false",
        attached=tuple(other.id for other in nodes.values() if other.host == node.id),
        loop=_loop(xml),
        script=parse_script(text_of(script)) if (script := node.child("script")) is not None else (),
        called=xml.get("calledElement"),
        needs=int(xml.get("startQuantity", "1")),
        gives=int(xml.get("completionQuantity", "1")),
    )


def _events(xml: etree._Element, names: Mapping[str, str]) -> Iterator[Event]:
    if kind(xml) == "receiveTask":
        yield Event("message", names.get(xml.get("messageRef") or ""))
    for child in xml:
        what = kind(child).removesuffix("EventDefinition")
        if what == kind(child):
            continue
        reference = child.get(NAMED_BY[what][1]) if what in NAMED_BY else None
        condition = expression(child.findtext(bpmn("condition")))
        yield Event(what, names.get(reference or ""), condition, _times(child.findtext(bpmn("timeCycle"))))


def _times(cycle: str | None) -> int | None:
    """Return how often a timer fires: ``R3/PT1H`` three times, ``R/PT1H`` without end, any other once."""
    times = (cycle or "R1/").strip().strip("'\"").partition("/")[0].removeprefix("R")
    return int(times) if times else None


def _loop(xml: etree._Element) -> Multi | Again | None:
    if (standard := xml.find(bpmn("standardLoopCharacteristics"))) is not None:
        maximum = standard.get("loopMaximum")
        condition = expression(standard.findtext(bpmn("loopCondition")))
        return Again(condition, standard.get("testBefore") == "true", int(maximum) if maximum else None)
    if (several := xml.find(bpmn("multiInstanceLoopCharacteristics"))) is None:
        return None
    many = expression(several.findtext(bpmn("loopCardinality")) or several.get(camunda("collection")))
    assert many is not None
    until = expression(several.findtext(bpmn("completionCondition")))
    return Multi(several.get("isSequential") == "true", many, until)


def _body(name: str, nodes: Mapping[str, Node], spots: Mapping[str, Spot]) -> Body:
    inside = [node for node in nodes.values() if node.scope == name]
    handlers = [node.id for node in inside if node.xml.get("triggeredByEvent") == "true"]
    starts = [node.id for node in inside if node.kind == "startEvent"]
    implicit = [
        n.id
        for n in inside
        if not spots[n.id].incoming and n.host is None and n.id not in handlers and not n.xml.get("isForCompensation")
    ]
    triggers = [node.id for node in nodes.values() if node.kind == "startEvent" and node.scope in handlers]
    return Body(name, tuple(starts or implicit), tuple(triggers))
