"""Checks timers: a date, a duration, working days, or a repetition by ISO 8601."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node
from casesvc.diagrams.outcomes import parsed
from casesvc.diagrams.timers import TimerRefused, due_at, is_iso_time, repeats_of, timer_due
from casesvc.diagrams.tree import bpmn, camunda, kind, line_of

TIMES = ("timeDate", "timeDuration", "timeCycle")

_ANY_DAY = datetime(2026, 1, 5, tzinfo=UTC)


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each timer without a time, or with a time or repetition that cannot be read."""
    process = graph.process.get("id")
    for node in graph.nodes.values():
        if node.kind == "startEvent" and node.scope == process:
            continue  # a case is begun by somebody, never by a clock
        definition = node.child("timerEventDefinition")
        if definition is not None:
            yield from _timer(node, definition)
        if node.kind == "userTask" and (due := node.xml.get(camunda("dueDate"))):
            yield from _value(node, due, node.line)


def _timer(node: Node, definition: etree._Element) -> Iterator[Finding]:
    times = [found for name in TIMES if (found := definition.find(bpmn(name))) is not None]
    if len(times) != 1:
        yield Finding("error", node.id, node.line, "no-time", f"定时器 {node.id} 没有写明时间，请填写日期或时长")
        return
    text = (times[0].text or "").strip()
    written = text.strip("'\"")
    repeats = is_iso_time(written) and written.startswith("R")
    if kind(times[0]) == "timeCycle" and not repeats:
        message = f"定时器 {node.id} 的周期 {text[:40]} 不能识别，请写成 R3/P1D 这样的次数和间隔"
        yield Finding("error", node.id, line_of(times[0]), "cycle-timer", message)
        return
    if kind(times[0]) != "timeCycle" and repeats:
        message = f"定时器 {node.id} 的 {written} 是周期，请填写在周期一栏，或改为日期、时长"
        yield Finding("error", node.id, line_of(times[0]), "wrong-time", message)
        return
    yield from _value(node, text, line_of(times[0]))


def _value(node: Node, text: str, line: int) -> Iterator[Finding]:
    """Evaluate a time that depends on nothing, so that a wrong one is found before a case waits for it."""
    if node.kind != "userTask" and (expression := parsed(text)) is not None and expression.names:
        return
    try:
        if repeats_of(text.strip("'\"")) is None:
            due_at(text, _ANY_DAY, lambda _: True)
        elif node.kind == "userTask":
            raise TimerRefused(f"办理期限 {text} 不能是周期，请写成 P5D 或 working_days(5)")
        else:
            timer_due(text.strip("'\""), _ANY_DAY, lambda _: True)
    except TimerRefused as refused:
        yield Finding("error", node.id, line, "wrong-time", str(refused))
