"""Arrows that make no process, and such that do."""

from tests.diagrams.bpmn import (
    Part,
    boundary,
    catch,
    chain,
    choice,
    diagram,
    end,
    flow,
    node,
    script_task,
    start,
    timer,
    user_task,
)
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import beside, inside, through

PLAIN = beside()
EMPTY = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'


def _with_second(attributes: str) -> bytes:
    return PLAIN.replace(b"</bpmn:def", f'<bpmn:process id="second"{attributes}/></bpmn:def'.encode())


def _behind_event_gateway(part: Part) -> bytes:
    name = str(part.get("id"))
    event = catch("w", timer("timeDuration", "P1D"))
    ways = [*chain("start", "g", "w", "end"), *chain("g", name, "end_2")]
    return diagram(start(), node("eventBasedGateway", "g"), event, part, end(), end("end_2"), *ways)


def _late_on(host: str) -> bytes:
    late = boundary("late", host, timer("timeDuration", "P1D"))
    parts = (user_task("a"), script_task("robot", "x = 1"), choice("m"), inside())
    ways = chain("start", "a", "robot", "sub", "m", "end")
    return diagram(start(), *parts, late, end(), *ways, flow("late", "m"))


def _choice(second: str | None) -> bytes:
    ends = (end("one"), end("two"), end("three"))
    ways = (flow("g", "one", "x > 1"), flow("g", "two", second), flow("g", "three"))
    return diagram(start(), choice("g"), *ends, flow("start", "g"), *ways)


EXAMPLES = (
    Example("no-process", "", EMPTY, PLAIN),
    Example("not-executable", "line", PLAIN.replace(b'"true"', b'"false"'), PLAIN),
    Example("process-not-used", "second", _with_second(""), _with_second(' isExecutable="false"'), "warning"),
    Example("no-id", "", beside(node("callActivity", None)), beside(node("laneSet", None))),
    Example("bad-id", "End", through(user_task("End")), through(user_task("End_1"))),
    Example("duplicate-id", "a", beside(end("a")), beside(end("b"), flow("a", "b"))),
    Example("unknown-target", "a_to_x", beside(flow("a", "x")), beside(end("x"), flow("a", "x"))),
    Example("unknown-source", "x_to_end", beside(flow("x", "end")), beside(flow("a", "end", name="again"))),
    Example("crosses-sub-process", "u_to_end", through(inside(), flow("u", "end")), through(inside())),
    Example("into-start", "a_to_start", beside(flow("a", "start")), PLAIN),
    Example("out-of-end", "end_to_a", beside(flow("end", "a")), PLAIN),
    Example("start-events", "sub", through(inside(start("t"), flow("t", "u"))), through(inside())),
    Example("unattached", "late", _late_on("m"), _late_on("a")),
    Example("never-happens", "late", _late_on("robot"), _late_on("sub"), "warning"),
    Example(
        "behind-event-gateway", "t", _behind_event_gateway(user_task("t")),
        _behind_event_gateway(catch("t", timer("timeDuration", "P2D"))),
    ),
    Example("condition-missing", "g_to_two", _choice(None), _choice("x <= 1"), names=("x",)),
)  # fmt: skip
