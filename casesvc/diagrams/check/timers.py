"""Checks timers: a date, a duration or working days, and no repetition."""

from collections.abc import Iterator
from datetime import UTC, datetime

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph, Node
from casesvc.diagrams.outcomes import parsed
from casesvc.diagrams.timers import TimerRefused, due_at
from casesvc.diagrams.tree import bpmn, camunda, line_of

_ANY_DAY = datetime(2026, 1, 5, tzinfo=UTC)


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each timer without a time, with a repetition, or with a time that cannot be read."""
    for node in graph.nodes.values():
        definition = node.child("timerEventDefinition")
        if definition is not None:
            yield from _timer(node)
        if node.kind == "userTask" and (due := node.xml.get(camunda("dueDate"))):
            yield from _value(node, due, node.line)


def _timer(node: Node) -> Iterator[Finding]:
    definition = node.child("timerEventDefinition")
    if definition is None:
        return
    cycle = definition.find(bpmn("timeCycle"))
    if cycle is not None:
        message = f"定时器 {node.id} 是周期性的，暂不支持；催办请在任务上填写 notify"
        yield Finding("error", node.id, line_of(cycle), "cycle-timer", message)
        return
    times = [found for name in ("timeDate", "timeDuration") if (found := definition.find(bpmn(name))) is not None]
    if len(times) != 1:
        yield Finding("error", node.id, node.line, "no-time", f"定时器 {node.id} 没有写明时间，请填写日期或时长")
        return
    yield from _value(node, (times[0].text or "").strip(), line_of(times[0]))


def _value(node: Node, text: str, line: int) -> Iterator[Finding]:
    """Evaluate a time that depends on nothing, so that a wrong one is found before a case waits for it."""
    if node.kind != "userTask" and (expression := parsed(text)) is not None and expression.names:
        return
    try:
        due_at(text, _ANY_DAY, lambda _: True)
    except TimerRefused as refused:
        yield Finding("error", node.id, line, "wrong-time", str(refused))
