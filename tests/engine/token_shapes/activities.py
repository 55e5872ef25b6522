"""Tasks of other kinds: for another system, that fail, that receive, that are done again and again."""

from tests.diagrams.bpmn import (
    again,
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    external_task,
    flow,
    fork,
    message,
    node,
    script_task,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def tasks_of_every_kind() -> Shape:
    """Plain and manual tasks are for a person, service and send tasks for another system."""
    return Shape(diagram(
        start(), fork("split"), node("task", "plain"), node("manualTask", "manual"), external_task("robot"),
        node("sendTask", "send", camunda_type="external", camunda_topic="post"), script_task("count", "x = 1"),
        node("receiveTask", "receive", messageRef="paid"), fork("join"), user_task("z"), end(),
        *chain("start", "split", "plain", "manual", "join", "z", "end"), *chain("split", "robot", "count", "join"),
        *chain("split", "send", "receive", "join"), head=(message("paid"),),
    ))  # fmt: skip


def external_tasks_that_fail() -> Shape:
    """A failure goes to the border of its task: to the event of its code, else to the one for any."""
    return Shape(diagram(
        start(), choice("back"), fork("split"), external_task("check"), external_task("fetch"),
        boundary("refused", "check", error_definition("no")),
        boundary("broken", "check", node("errorEventDefinition", None)),
        user_task("look"), choice("meet"), fork("join"), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "split", "check", "meet", "join", "decide", "after"), *chain("split", "fetch", "join"),
        *chain("refused", "look", "meet"), flow("broken", "meet"),
        *by_outcome("after", approve="end", **{"return": "back"}), head=(error("no", "NO"),),
    ), fails={"check": ("NO", "OTHER")})  # fmt: skip


def failures_inside_a_sub_process() -> Shape:
    """What the border of the task does not catch, the border of the sub-process around it does."""
    inside = (
        start("s"), fork("split"), external_task("check"), boundary("small", "check", error_definition("minor")),
        user_task("look"), user_task("b"), choice("meet"), fork("join"), end("e"),
        *chain("s", "split", "check", "meet", "join", "e"), *chain("split", "b", "join"),
        *chain("small", "look", "meet"),
    )  # fmt: skip
    return Shape(diagram(
        start(), choice("back"), sub_process("sub", *inside), boundary("large", "sub", error_definition("major")),
        user_task("repair"), end(), *chain("start", "back", "sub", "end"), *chain("large", "repair", "back"),
        head=(error("minor", "MINOR"), error("major", "MAJOR")),
    ), fails={"check": ("MINOR", "MAJOR")})  # fmt: skip


def loop_after() -> Shape:
    """A task is done again as long as the condition holds after it; its deadline is one for all rounds."""
    return Shape(diagram(
        start(), user_task("a"), user_task("l", again("more")), boundary("late", "l", timer("timeDuration", "P1D")),
        boundary("remind", "l", timer("timeDuration", "P1D"), interrupting=False), end("reminded"),
        user_task("z"), end(), *chain("start", "a", "l", "z", "end"), flow("late", "z"), flow("remind", "reminded"),
    ), names=("more",))  # fmt: skip


def loop_before() -> Shape:
    """The condition is looked at before the first round too: the task may be left out."""
    return Shape(diagram(
        start(), choice("back"), user_task("a"), user_task("l", again("more", before=True)), user_task("z"),
        choice("after"), end(), *chain("start", "back", "a", "l", "z", "after"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=("more",))  # fmt: skip


def loop_with_a_maximum() -> Shape:
    return Shape(diagram(
        start(), fork("split"), user_task("l", again("more", maximum=3)), user_task("k", again(maximum=2)),
        fork("join"),
        user_task("z"), end(), *chain("start", "split", "l", "join", "z", "end"), *chain("split", "k", "join"),
    ), names=("more",))  # fmt: skip


def loop_of_a_sub_process() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("a"), user_task("b"), fork("join"), choice("after"), end("e"),
        end("x", error_definition("left")), user_task("c"), *chain("s", "split", "a", "join", "c", "after"),
        *chain("split", "b", "join"), *by_outcome("after", approve="e", terminate="x"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", again("more"), *inside), boundary("out", "sub", error_definition("left")),
        user_task("z"), end(), end("end_2"), *chain("start", "sub", "z", "end"), flow("out", "end_2"),
        head=(error("left"),),
    ), names=("more",))  # fmt: skip


def loop_in_a_return_loop() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("split"), user_task("l", again("more")), user_task("b"), fork("join"),
        user_task("decide"), choice("after"), end(), *chain("start", "back", "split", "l", "join", "decide", "after"),
        *chain("split", "b", "join"), *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=("more",))  # fmt: skip


SHAPES = (
    tasks_of_every_kind, external_tasks_that_fail, failures_inside_a_sub_process, loop_after, loop_before,
    loop_with_a_maximum, loop_of_a_sub_process, loop_in_a_return_loop,
)  # fmt: skip
