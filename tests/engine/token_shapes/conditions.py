"""Conditional events: looked at whenever something happens, before anything else runs on."""

from tests.diagrams.bpmn import (
    again,
    boundary,
    by_outcome,
    catch,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    escalation,
    flow,
    fork,
    message,
    multi,
    node,
    on,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def conditions() -> Shape:
    """A condition on the way and one on the border of a task, looked at whenever something happens."""
    return Shape(diagram(
        start(), fork("split"), user_task("t", again("more")), user_task("a"),
        catch("ready", condition_definition("big")),
        user_task("a2"), user_task("b"), boundary("stopped", "b", condition_definition("urgent")), choice("meet"),
        fork("join"),
        user_task("z"), end(), *chain("start", "split", "t", "join", "z", "end"),
        *chain("split", "a", "ready", "a2", "join"), *chain("split", "b", "meet", "join"), flow("stopped", "meet"),
    ), names=("big", "urgent", "more"))  # fmt: skip


def condition_that_is_noted() -> Shape:
    """A condition that does not interrupt occurs when it becomes true, and again after it was false."""
    return Shape(diagram(
        start(), user_task("a", again("more")), boundary("noted", "a", condition_definition("big"), interrupting=False),
        user_task("read"), end("done"), user_task("z"), end(), *chain("start", "a", "z", "end"),
        *chain("noted", "read", "done"),
    ), names=("big", "more"))  # fmt: skip


def condition_at_a_gateway() -> Shape:
    return Shape(diagram(
        start(), fork("split"), user_task("t", again("more")), node("eventBasedGateway", "wait"),
        catch("ready", condition_definition("big")), catch("late", timer("timeDuration", "P1D")), user_task("a"),
        user_task("b"),
        choice("meet"), fork("join"), end(), *chain("start", "split", "t", "join", "end"),
        *chain("split", "wait", "ready", "a", "meet", "join"), *chain("wait", "late", "b", "meet"),
    ), names=("big", "more"))  # fmt: skip


def message_beside_a_condition() -> Shape:
    """A note comes in the same step in which a condition withdraws the task: it is still read."""
    return Shape(diagram(
        start(), choice("back"), user_task("a"), boundary("stopped", "a", condition_definition("big")), user_task("b"),
        boundary("noted", "a", on("message", "note"), interrupting=False), user_task("read"), end("done"),
        choice("meet"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False), end("reminded"), choice("after"),
        end(),
        user_task("z"), *chain("start", "back", "a", "meet", "z", "after"), *chain("stopped", "b", "meet"),
        *chain("noted", "read", "done"), flow("remind", "reminded"),
        *by_outcome("after", approve="end", **{"return": "back"}), head=(message("note"),),
    ), names=("big",))  # fmt: skip


def condition_on_instances() -> Shape:
    """A condition withdraws instances of a sub-process at any time, also in the step in which they begin."""
    deep = (start("ds"), user_task("x"), end("de"), *chain("ds", "x", "de"))
    inside = (
        start("s"), sub_process("deep", *deep), end("e", on("escalation", "up")), *chain("s", "deep", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("a"), sub_process("sub", multi(many="2"), *inside),
        boundary("stopped", "sub", condition_definition("big")), boundary("heard", "sub", on("escalation", "up"),
        interrupting=False), end("done"), user_task("z"), choice("after"), end(), *chain("start", "a", "sub", "z",
        "after"),
        flow("stopped", "z"), flow("heard", "done"), *by_outcome("after", approve="end", **{"return": "a"}),
        head=(escalation("up"),),
    ), names=("big",))  # fmt: skip


def condition_on_a_loop() -> Shape:
    deep = (start("ds"), user_task("x"), end("de"), *chain("ds", "x", "de"))
    inside = (start("s"), sub_process("deep", *deep), user_task("y"), end("e"), *chain("s", "deep", "y", "e"))
    return Shape(diagram(
        start(), user_task("a"), sub_process("sub", again("more"), *inside),
        boundary("stopped", "sub", condition_definition("big")), user_task("z"), choice("after"), end(),
        *chain("start", "a", "sub", "z", "after"), flow("stopped", "z"),
        *by_outcome("after", approve="end", **{"return": "a"}),
    ), names=("big", "more"))  # fmt: skip


SHAPES = (
    conditions, condition_that_is_noted, condition_at_a_gateway,
    message_beside_a_condition, condition_on_instances, condition_on_a_loop,
)  # fmt: skip
