"""Shapes beside those of ``shapes`` in which a case can stand while its diagram changes."""

from lxml import etree

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    flow,
    fork,
    message_definition,
    multi,
    node,
    start,
    sub_process,
    text,
    timer,
    user_task,
)
from tests.engine.shapes import SHAPES, parallel_round_trip

PAID = node("message", "paid", name="已缴费")


def some_of_three() -> bytes:
    """Draw an inclusive split and join: branches a and b come, c only for large amounts."""
    return diagram(
        start(), user_task("p"), node("inclusiveGateway", "split"), user_task("a"), user_task("b"), user_task("c"),
        node("inclusiveGateway", "join"), user_task("z"), end(), *chain("start", "p", "split"),
        flow("split", "a", "levels > 0"), flow("split", "b", "levels > 1"), flow("split", "c", "levels > 2"),
        *chain("a", "join", "z", "end"), flow("b", "join"), flow("c", "join"),
    )  # fmt: skip


def called_off_by_message() -> bytes:
    """Draw an event sub-process that may take the place of the whole process."""
    return diagram(
        start(), user_task("a"), user_task("b"), end(), *chain("start", "a", "b", "end"),
        sub_process(
            "off", node("startEvent", "off_s", message_definition("paid")), user_task("close"), end("closed"),
            *chain("off_s", "close", "closed"), triggeredByEvent="true",
        ),
        head=(PAID,),
    )  # fmt: skip


def asked_by_message() -> bytes:
    return diagram(
        start(), user_task("a"), boundary("asked", "a", message_definition("paid"), interrupting=False),
        user_task("answer"), node("receiveTask", "wait", messageRef="paid"), end(), end("answered"),
        *chain("start", "a", "wait", "end"), *chain("asked", "answer", "answered"), head=(PAID,),
    )  # fmt: skip


def looped_task() -> bytes:
    loop = node("standardLoopCharacteristics", None, text("loopCondition", "level < 9"), loopMaximum="3")
    return diagram(
        start(), user_task("p"), user_task("m", loop), user_task("z"), end(), *chain("start", "p", "m", "z", "end")
    )


def panels_of_two() -> bytes:
    """Draw three instances of a sub-process, each with two tasks in a row."""
    inside = (start("s"), user_task("i1"), user_task("i2"), end("e"), *chain("s", "i1", "i2", "e"))
    return diagram(
        start(), sub_process("sub", *inside, multi(many="2")), user_task("z"), end(), *chain("start", "sub", "z", "end")
    )


def other_systems() -> bytes:
    """Draw an external task whose error is caught, beside a review."""
    return diagram(
        start(), fork("split"), node("serviceTask", "check", camunda_type="external", camunda_topic="check"),
        boundary("failed", "check", error_definition("e")), user_task("by_hand"), choice("meet"), user_task("review"),
        choice("after"), fork("join"), end(), *chain("start", "split", "check", "meet", "join", "end"),
        *chain("failed", "by_hand", "meet"), *chain("split", "review", "after"),
        *by_outcome("after", approve="join", **{"return": "review"}), head=(error("e", "BAD"),),
    )  # fmt: skip


def called_process() -> bytes:
    """Draw a process that calls another one in the same file."""
    return _with_process(
        diagram(
            start(), user_task("p"), node("callActivity", "call", calledElement="checking"),
            boundary("late", "call", timer("timeDuration", "P3D")), user_task("z"), end(), end("too_late"),
            *chain("start", "p", "call", "z", "end"), flow("late", "too_late"),
        ),
        node(
            "process", "checking", start("cs"), user_task("c1"), user_task("c2"), end("ce"),
            *chain("cs", "c1", "c2", "ce"), isExecutable="true",
        ),
    )  # fmt: skip


def _with_process(drawn: bytes, process: Part) -> bytes:
    root = etree.fromstring(drawn)
    root.append(process)
    return etree.tostring(root)


MORE = {
    shape.__name__: shape
    for shape in (
        parallel_round_trip, some_of_three, called_off_by_message, asked_by_message, looped_task, panels_of_two,
        other_systems, called_process,
    )
}  # fmt: skip
ALL = {**SHAPES, **MORE}
