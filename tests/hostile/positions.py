"""Every place of a diagram that holds text, each in a diagram that is sound as long as the text is ordinary."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from casesvc.diagrams.tree import camunda
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    diagram,
    end,
    flow,
    fork,
    multi,
    node,
    said,
    start,
    text,
    timer,
    user_task,
)
from tests.hostile.sample import MARK


@dataclass(frozen=True)
class Position:
    """One place: ``ordinary`` is what people write there, ``data`` the diagram with a mark in its place."""

    name: str
    ordinary: str
    data: bytes


def placed(position: Position, words: str) -> bytes:
    """Return the diagram with ``words`` at the position, as a modelling tool would escape them."""
    escaped = escape(words, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return position.data.replace(MARK.encode(), escaped.encode(errors="surrogatepass"))


def through(*parts: Part, head: tuple[Part, ...] = ()) -> bytes:
    """Return start -> first part -> task -> end, and what else stands beside them."""
    first = str(parts[0].get("id"))
    return diagram(start(), *parts, user_task("last"), end(), *chain("start", first, "last", "end"), head=head)


def gateway(condition: Part, kind: str = "exclusiveGateway") -> bytes:
    """Return a review and a gateway behind it, one of whose flows carries ``condition``."""
    one = node("sequenceFlow", "g_to_end", condition, sourceRef="g", targetRef="end")
    return diagram(
        start(), user_task("a"), node(kind, "g"), end(), end("other"), *chain("start", "a", "g"), one,
        flow("g", "other", "level <= 1"),
    )  # fmt: skip


def border(definition: Part) -> bytes:
    return diagram(
        start(), user_task("a"), boundary("late", "a", definition), end(), end("other"), *chain("start", "a", "end"),
        flow("late", "other"),
    )  # fmt: skip


def task(**attributes: str) -> bytes:
    return through(user_task("a", **attributes))


def service(*parts: Part, **attributes: str) -> bytes:
    values = {"camunda_type": "external", "camunda_topic": "letters"} | attributes
    return through(node("serviceTask", "a", *parts, **values))


def extension(tag: str, words: str = "", **attributes: str) -> Part:
    """Return extension elements with one of Camunda's inside."""
    around = node("extensionElements", None)
    etree.SubElement(around, camunda(tag), attributes).text = words
    return around


def inputs(words: str) -> Part:
    around = extension("inputOutput")
    etree.SubElement(around[0], camunda("inputParameter"), name="x").text = words
    return around


def loop(**attributes: str) -> Part:
    return node("multiInstanceLoopCharacteristics", None, isSequential="true", **attributes)


def split_task(condition: str) -> bytes:
    return diagram(
        start(), user_task("a"), end(), end("other"), flow("start", "a"), flow("a", "end", condition),
        flow("a", "other", "level <= 1"),
    )  # fmt: skip


def called(name: str) -> bytes:
    """Return a diagram that calls a second process of the same file by ``name``."""
    second = node("process", "second", start("s2"), user_task("t2"), end("e2"), *chain("s2", "t2", "e2"))
    drawn = etree.fromstring(through(node("callActivity", "a", calledElement=name)))
    drawn.append(second)
    return etree.tostring(drawn)


def _in_process(attribute: str) -> bytes:
    return task().replace(b"<bpmn:process ", f'<bpmn:process {attribute}="{MARK}" '.encode(), 1)


def _lane(name: str) -> Part:
    lane = node("lane", "lane", text("flowNodeRef", "a"), name=name)
    return node("laneSet", "lanes", lane)


def _looping(condition: str) -> bytes:
    marker = node("standardLoopCharacteristics", None, text("loopCondition", condition), loopMaximum="3")
    return through(user_task("a", marker))


def _waiting(definition: str, tag: str, reference: str, **attributes: str) -> bytes:
    event = node("intermediateCatchEvent", "a", node(definition, None, **{reference: "what"}))
    return through(event, head=(node(tag, "what", **attributes),))


# What the engine or the calendar computes: anything but our language is refused here.
EVALUATED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "condition": ("level > 1", lambda: gateway(text("conditionExpression", MARK))),
    "condition-inclusive": ("level > 1", lambda: gateway(text("conditionExpression", MARK), "inclusiveGateway")),
    "condition-of-task": ("level > 1", lambda: split_task(MARK)),
    "condition-language": (
        "juel", lambda: gateway(text("conditionExpression", "level > 1", language=MARK))),
    "completion-condition": ("${outcome != 'approve'}", lambda: through(user_task("a", multi(many="2", until=MARK)))),
    "loop-cardinality": ("levels", lambda: through(user_task("a", multi(many=MARK)))),
    "loop-condition": ("level < 3", lambda: _looping(MARK)),
    "collection": ("${competent_units}", lambda: through(user_task("a", loop(camunda_collection=MARK)))),
    "time-date": ("2026-12-31T17:00:00", lambda: border(timer("timeDate", MARK))),
    "time-duration": ("P5D", lambda: border(timer("timeDuration", MARK))),
    "time-cycle": ("R3/P1D", lambda: border(timer("timeCycle", MARK))),
    "due-date": ("${working_days(5)}", lambda: task(camunda_dueDate=MARK)),
    "conditional-event": (
        "level > 1", lambda: border(node("conditionalEventDefinition", None, text("condition", MARK)))),
    "script": ("rounds = 1", lambda: through(node("scriptTask", "a", text("script", MARK)))),
    "script-value": ("level + 1", lambda: through(node("scriptTask", "a", text("script", f"rounds = {MARK}")))),
}  # fmt: skip

# What is compared, shown or looked up: nobody evaluates it, so it may stay, and then it stays as it is.
TEXTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "assignee": ("${applicant}", lambda: task(camunda_assignee=MARK)),
    "candidate-groups": ("office", lambda: task(camunda_candidateGroups=MARK)),
    "candidate-users": ("li", lambda: task(camunda_candidateUsers=MARK)),
    "form-key": ("line/form", lambda: task(camunda_formKey=MARK)),
    "follow-up-date": ("P5D", lambda: task(camunda_followUpDate=MARK)),
    "priority": ("50", lambda: task(camunda_priority=MARK)),
    "property-value": ("待审核", lambda: through(user_task("a", said(status=MARK)))),
    "property-name": ("status", lambda: through(user_task("a", said(status="x"))).replace(
        b'name="status"', f'name="{MARK}"'.encode())),
    "called-element": ("second", lambda: called(MARK)),
    "topic": ("letters", lambda: service(camunda_topic=MARK)),
    "decision": ("eligible", lambda: through(node(
        "businessRuleTask", "a", camunda_decisionRef=MARK, camunda_resultVariable="result"))),
    "result-variable": ("result", lambda: through(node(
        "businessRuleTask", "a", camunda_decisionRef="eligible", camunda_resultVariable=MARK))),
    "service-expression": ("${bean.run()}", lambda: service(camunda_expression=MARK)),
    "service-class": ("org.example.Run", lambda: service(camunda_class=MARK)),
    "service-delegate": ("${run}", lambda: service(camunda_delegateExpression=MARK)),
    "listener-expression": ("${run}", lambda: through(
        user_task("a", extension("taskListener", event="create", expression=MARK)))),
    "listener-script": ("x", lambda: through(user_task("a", extension("script", MARK, scriptFormat="groovy")))),
    "input-parameter": ("x", lambda: service(inputs(MARK))),
    "element-variable": ("unit", lambda: through(
        user_task("a", loop(camunda_collection="competent_units", camunda_elementVariable=MARK)))),
    "script-format": ("python", lambda: through(
        node("scriptTask", "a", text("script", "rounds = 1"), scriptFormat=MARK))),
    "name-of-task": ("审核", lambda: task(name=MARK)),
    "name-of-process": ("申报", lambda: _in_process("name")),
    "name-of-flow": ("通过", lambda: gateway(text("conditionExpression", "level > 1")).replace(
        b'id="g_to_end"', f'id="g_to_end" name="{MARK}"'.encode())),
    "name-of-lane": ("office", lambda: diagram(
        _lane(MARK), start(), user_task("a"), end(), *chain("start", "a", "end"))),
    "name-of-message": ("paid", lambda: _waiting("messageEventDefinition", "message", "messageRef", name=MARK)),
    "name-of-signal": ("paid", lambda: _waiting("signalEventDefinition", "signal", "signalRef", name=MARK)),
    "documentation": ("说明", lambda: through(user_task("a", text("documentation", MARK)))),
    "annotation": ("说明", lambda: through(user_task("a"), node("textAnnotation", "note", text("text", MARK)))),
    "unknown-attribute": ("x", lambda: task(camunda_unheardOf=MARK)),
    "unknown-element": ("x", lambda: through(user_task("a", extension("unheardOf", MARK)))),
    "id-of-task": ("review", lambda: task().replace(b'"a"', f'"{MARK}"'.encode())),
    "id-of-flow": ("flow_1", lambda: task().replace(b'"start_to_a"', f'"{MARK}"'.encode())),
    "id-of-process": ("other", lambda: task().replace(b'"line"', f'"{MARK}"'.encode())),
    "id-of-fork": ("other", lambda: diagram(
        start(), fork(MARK), user_task("a"), user_task("b"), fork("j"), end(),
        *chain("start", MARK, "a", "j", "end"), *chain(MARK, "b", "j"))),
}  # fmt: skip

# Sound only beside other files of the line, here a table of decisions; what stands there is text all the same.
WITH_OTHER_FILES = frozenset({"decision", "result-variable"})

# What is hostile anywhere else and what a script is made of.
ACCEPTED: frozenset[tuple[str, str]] = frozenset({("script", "assignment")})

POSITIONS: dict[str, Position] = {
    name: Position(name, ordinary, build()) for name, (ordinary, build) in (EVALUATED | TEXTS).items()
}
