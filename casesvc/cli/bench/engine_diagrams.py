"""The processes on which the engine is measured."""

from collections.abc import Iterator
from itertools import pairwise

FORMAL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression"'
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PANEL = 3  # reviewers side by side
TASKS = 20


def twenty_tasks() -> bytes:
    """Return a process of twenty tasks: a return loop, branches of both kinds, a call, a deadline, a script."""
    tasks = [f'<userTask id="t{number}" />' for number in range(TASKS)]
    gateways = [
        '<exclusiveGateway id="checked" default="checked_split" />',
        '<parallelGateway id="split" />', '<parallelGateway id="join" />',
        '<inclusiveGateway id="some" default="some_t12" />', '<inclusiveGateway id="together" />',
        '<exclusiveGateway id="risky" default="risky_t16" />', '<exclusiveGateway id="out" />',
        '<scriptTask id="rate"><script>risk = "low"</script></scriptTask>',
        '<callActivity id="call" calledElement="called" />',
        f'<boundaryEvent id="late" attachedToRef="t14">{_timer("P3D")}</boundaryEvent>',
    ]  # fmt: skip
    flows = [
        *_chain("start", "t0", "t1", "t2", "t3", "t4", "checked"),
        _flow("checked", "t0", "again == True"), _flow("checked", "split"),
        *(flow for number in range(5, 5 + PANEL) for flow in _chain("split", f"t{number}", "join")),
        *_chain("join", "t8", "t9", "some"),
        _flow("some", "t10", "first == True"), _flow("some", "t11", "second == True"), _flow("some", "t12"),
        *(_flow(f"t{number}", "together") for number in (10, 11, 12)),
        *_chain("together", "t13", "rate", "call", "t14", "risky"),
        _flow("risky", "t15", "risk == 'high'"), _flow("risky", "t16"),
        *_chain("t15", "out"), *_chain("t16", "out", "t17", "t18", "end"), *_chain("late", "t19", "end"),
    ]  # fmt: skip
    called = _process("called", [*map(_task, ("c0", "c1")), *_chain("called_start", "c0", "c1", "called_end")])
    return _file(_process("main", [*tasks, *gateways, *flows], start="start", end="end"), called)


def return_loop() -> bytes:
    """Return a process that goes round: a form, a panel side by side with a deadline, and back."""
    panel = [f"panel{number}" for number in range(PANEL)]
    parts = [
        *map(_task, ("apply", *panel, "decide")),
        '<exclusiveGateway id="back" />', '<parallelGateway id="split" />', '<parallelGateway id="join" />',
        '<exclusiveGateway id="decided" default="decided_end" />',
        f'<boundaryEvent id="late" attachedToRef="apply" cancelActivity="false">{_timer("P30D")}</boundaryEvent>',
        '<endEvent id="reminded" />', _flow("late", "reminded"),
        *_chain("start", "back", "apply", "split"), *(f for one in panel for f in _chain("split", one, "join")),
        *_chain("join", "decide", "decided"), _flow("decided", "back", "again == True"), _flow("decided", "end"),
    ]  # fmt: skip
    return _file(_process("loop", parts, start="start", end="end"))


def _file(*processes: str) -> bytes:
    return f'<definitions xmlns="{BPMN}" targetNamespace="urn:bench">{"".join(processes)}</definitions>'.encode()


def _process(name: str, parts: list[str], *, start: str = "called_start", end: str = "called_end") -> str:
    inside = "".join((f'<startEvent id="{start}" />', f'<endEvent id="{end}" />', *parts))
    return f'<process id="{name}" isExecutable="true">{inside}</process>'


def _timer(duration: str) -> str:
    return f"<timerEventDefinition><timeDuration {FORMAL}>{duration}</timeDuration></timerEventDefinition>"


def _task(name: str) -> str:
    return f'<userTask id="{name}" />'


def _chain(*names: str) -> Iterator[str]:
    return (_flow(source, target) for source, target in pairwise(names))


def _flow(source: str, target: str, condition: str = "") -> str:
    asked = f"<conditionExpression {FORMAL}>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{asked}</sequenceFlow>'
