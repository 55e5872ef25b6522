"""Makes the .bpmn file of what a picture shows, so that the same description is drawn, checked and played."""

from collections.abc import Callable, Iterator

from lxml import etree

from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.tree import camunda
from tests.diagrams.bpmn import Part, chain, diagram, end, flow, node, start, text, timer, user_task
from tests.diagrams.decisions.dmn import decision, file, literal
from tools.drawing.reading import BORDERS, Flow, Node, Panel

TAGS = {
    "start": "startEvent", "end": "endEvent", "catch": "intermediateCatchEvent", "throw": "intermediateThrowEvent",
    "border": "boundaryEvent", "aside": "boundaryEvent", "user": "userTask", "manual": "manualTask", "plain": "task",
    "service": "serviceTask", "send": "sendTask", "receive": "receiveTask", "script": "scriptTask",
    "rule": "businessRuleTask", "call": "callActivity", "sub": "subProcess", "eventsub": "subProcess",
    "transaction": "transaction", "adhoc": "adHocSubProcess", "xor": "exclusiveGateway", "and": "parallelGateway",
    "or": "inclusiveGateway", "event": "eventBasedGateway", "complex": "complexGateway",
}  # fmt: skip
AS_THEY_ARE = (
    "startQuantity", "completionQuantity", "isForCompensation", "instantiate", "eventGatewayType", "default",
    "loopMaximum",
)  # fmt: skip
NAMED = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}
USUAL = {"message": "answer", "signal": "published", "error": "returned", "escalation": "late"}


def bpmn_of(panel: Panel) -> bytes:
    """Return the diagram of a panel as a file."""
    parts = {drawn.id: _part(drawn, panel) for drawn in panel.nodes if drawn.kind != "remark"}
    tops: list[Part] = []
    for drawn in panel.nodes:
        if drawn.kind != "remark":
            scope = panel.scope_of(drawn)
            (parts[scope].append if scope else tops.append)(parts[drawn.id])
    for each in panel.flows:
        if not each.dotted or "remark" not in (panel.node(each.source).kind, panel.node(each.target).kind):
            scope = panel.scope_of(panel.node(each.source))
            (parts[scope].append if scope else tops.append)(_flow(each))
    made = etree.fromstring(diagram(*tops, head=tuple(_named(panel))))
    made.extend(_called(drawn.options["calls"]) for drawn in panel.nodes if "calls" in drawn.options)
    tables = [
        file(decision(drawn.options["decision"], literal('"A"')))
        for drawn in panel.nodes
        if "decision" in drawn.options
    ]
    whole = embed(etree.ElementTree(made), tables)
    etree.indent(whole)
    return etree.tostring(whole, encoding="UTF-8")


def _part(drawn: Node, panel: Panel) -> Part:
    options = drawn.options
    attributes = {name: options[name] for name in AS_THEY_ARE if name in options}
    part = node(TAGS[drawn.kind], drawn.id, **attributes, name=drawn.label.replace("//", "") or None)
    if drawn.kind in BORDERS:
        part.set("attachedToRef", drawn.host or options["on"])
    if drawn.kind == "aside":
        part.set("cancelActivity", "false")
    if options.get("interrupts") == "no":
        part.set("isInterrupting", "false")
    if drawn.kind == "eventsub":
        part.set("triggeredByEvent", "true")
    if drawn.trigger == "every":
        part.set("parallelMultiple", "true")
    for default in (f for f in panel.flows if f.default and f.source == drawn.id):
        part.set("default", f"{default.source}_to_{default.target}")
    part.extend(_definitions(drawn))
    part.extend(_markers(drawn))
    _own(part, drawn)
    return part


def _own(part: Part, drawn: Node) -> None:
    """Add what belongs to one kind of task alone."""
    options = drawn.options
    for option, attributes in (
        ("topic", {camunda("type"): "external", camunda("topic"): options.get("topic", "")}),
        ("decision", {camunda("decisionRef"): options.get("decision", "")}),
        ("result", {camunda("resultVariable"): options.get("result", "")}),
        ("calls", {"calledElement": options.get("calls", "")}),
    ):
        if option in options:
            for name, value in attributes.items():
                part.set(name, value)
    if drawn.kind == "script":
        part.append(text("script", options["script"].replace("//", "\n")))
    if drawn.kind == "receive":
        part.set("messageRef", options.get("ref", USUAL["message"]))


def _definitions(drawn: Node) -> Iterator[Part]:
    if drawn.trigger == "every":
        yield node("messageEventDefinition", None, messageRef=USUAL["message"])
        yield timer("timeDuration", "P1D")
    elif drawn.trigger:
        yield DEFINED.get(drawn.trigger, _referring)(drawn)


def _referring(drawn: Node) -> Part:
    attributes = {}
    if drawn.trigger in NAMED and "any" not in drawn.options:
        attributes[f"{drawn.trigger}Ref"] = drawn.options.get("ref", USUAL[drawn.trigger])
    return node(f"{drawn.trigger}EventDefinition", None, **attributes)


def _time(drawn: Node) -> Part:
    value = drawn.options.get("time", "P3D")
    kind = "timeCycle" if "/" in value or "*" in value else "timeDate" if value[:4].isdecimal() else "timeDuration"
    return timer(kind, value)


DEFINED: dict[str, Callable[[Node], Part]] = {
    "timer": _time,
    "condition": lambda drawn: node("conditionalEventDefinition", None, text("condition", drawn.options["when"])),
    "compensation": lambda drawn: node("compensateEventDefinition", None),  # noqa: ARG005 - one signature for all
    "link": lambda drawn: node("linkEventDefinition", None, name=drawn.options.get("link", drawn.label)),
}


def _markers(drawn: Node) -> Iterator[Part]:
    options = drawn.options
    if "many" in options or "each" in options:
        inside = [text(tag, options[key]) for key, tag in COUNTED if key in options]
        marker = node("multiInstanceLoopCharacteristics", None, *inside, behavior=options.get("behavior"))
        marker.set("isSequential", "true" if options.get("turn") == "one" else "false")
        if "each" in options:
            marker.set(camunda("collection"), options["each"])
        yield marker
    if "loop" in options or "times" in options:
        inside = [text("loopCondition", options["loop"])] if options.get("loop") else []
        yield node("standardLoopCharacteristics", None, *inside, loopMaximum=options.get("times"))


COUNTED = (("many", "loopCardinality"), ("until", "completionCondition"))


def _flow(each: Flow) -> Part:
    if each.dotted:
        ends = {"sourceRef": each.source, "targetRef": each.target}
        return node("association", f"{each.source}_with_{each.target}", associationDirection="One", **ends)
    return flow(each.source, each.target, each.condition or None)


def _named(panel: Panel) -> Iterator[Part]:
    """Yield the messages, signals, errors and escalations that events of the diagram refer to."""
    found = {(d.trigger, d.options.get("ref", USUAL[d.trigger])) for d in panel.nodes if d.trigger in NAMED}
    if any(d.kind == "receive" or d.trigger == "every" for d in panel.nodes):
        found.add(("message", USUAL["message"]))
    for kind, name in sorted(found):
        yield node(kind, name, **{NAMED[kind]: name})


def _called(name: str) -> Part:
    """Return a process of one task, as another file of the line would hold it."""
    parts = (start(f"{name}_start"), user_task(f"{name}_task"), end(f"{name}_end"))
    return node("process", name, *parts, *chain(*(str(part.get("id")) for part in parts)), isExecutable="true")
