"""Several instances: of tasks and of sub-processes, side by side or in turn, and inside each other."""

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
    external_task,
    flow,
    fork,
    multi,
    on,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def _with_instances_inside(outer: Part, inner: Part) -> Shape:
    """Return a loop around a sub-process of many instances, in each of which a task has many instances."""
    inside = (start("s"), user_task("m", inner), user_task("n"), end("e"), *chain("s", "m", "n", "e"))
    return Shape(diagram(
        start(), choice("back"), user_task("p"), sub_process("sub", outer, *inside), user_task("decide"),
        choice("after"),
        end(), *chain("start", "back", "p", "sub", "decide", "after"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ))  # fmt: skip


def parallel_in_parallel() -> Shape:
    return _with_instances_inside(multi(many="2"), multi(many="2"))


def parallel_in_sequential() -> Shape:
    return _with_instances_inside(multi(many="2", sequential=True), multi(many="2"))


def sequential_in_parallel() -> Shape:
    return _with_instances_inside(multi(many="2"), multi(many="levels", sequential=True))


def sequential_in_sequential() -> Shape:
    return _with_instances_inside(multi(many="2", sequential=True), multi(many="levels", sequential=True))


def branches_in_each_instance() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end("e"),
        *chain("s", "split", "a", "join", "c", "e"), *chain("split", "b", "join"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
    ))  # fmt: skip


def return_in_each_instance() -> Shape:
    """Each instance has its own return loop and a deadline; a reminder is on all of them together."""
    inside = (
        start("s"), choice("back"), user_task("a"), user_task("b"), choice("after"), end("e"), user_task("instead"),
        boundary("late", "b", timer("timeDuration", "P1D")), *chain("s", "back", "a", "b", "after"),
        *by_outcome("after", approve="e", **{"return": "back"}), *chain("late", "instead", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside),
        boundary("remind", "sub", timer("timeDuration", "P1D"), interrupting=False), end("reminded"), user_task("z"),
        end(),
        *chain("start", "sub", "z", "end"), flow("remind", "reminded"),
    ))  # fmt: skip


def instances_left_by_an_error() -> Shape:
    """An error in one instance cancels all, 13.5.3; around it the whole is begun again."""
    inside = (
        start("s"), user_task("a"), choice("after"), end("e"), end("x", error_definition("returned")),
        *chain("s", "a", "after"), *by_outcome("after", approve="e", **{"return": "x"}),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", multi(many="3"), *inside),
        boundary("back", "sub", error_definition("returned")), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"),
        flow("back", "p"), head=(error("returned"),),
    ))  # fmt: skip


def levels_left_by_an_error() -> Shape:
    inside = (
        start("s"), user_task("a"), choice("after"), end("e"), end("x", error_definition("returned")),
        *chain("s", "a", "after"), *by_outcome("after", approve="e", **{"return": "x"}),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", multi(many="levels", sequential=True), *inside),
        boundary("back", "sub", error_definition("returned")), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"),
        flow("back", "p"), head=(error("returned"),),
    ))  # fmt: skip


def terminate_in_one_instance() -> Shape:
    """A terminate end stops its own instance only."""
    inside = (
        start("s"), fork("split"), user_task("a"), user_task("b"), end("e"), end("stop", on("terminate")),
        *chain("s", "split", "a", "stop"), *chain("split", "b", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
    ))  # fmt: skip


def enough_instances() -> Shape:
    """The completion condition is looked at after each instance; once it holds, the others are withdrawn."""
    inside = (start("s"), user_task("a"), user_task("b"), end("e"), *chain("s", "a", "b", "e"))
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", multi(many="3", until="enough"), *inside),
        sub_process("sub2", multi(many="3", until="enough", sequential=True), start("s2"), user_task("c"), end("e2"),
                    *chain("s2", "c", "e2")),
        user_task("m", multi(many="3", until="enough")), user_task("z"), end(),
        *chain("start", "p", "sub", "sub2", "m", "z", "end"),
    ), names=("enough",))  # fmt: skip


def timed_instances_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), user_task("m", multi(many="2")), boundary("late", "m", timer("timeDuration", "P1D")),
        boundary("remind", "m", timer("timeDuration", "P1D"), interrupting=False), user_task("reminded"),
        end("noticed"),
        user_task("l", multi(many="levels", sequential=True)), boundary("l_late", "l", timer("timeDuration", "P1D")),
        user_task("decide"), choice("after"), end(), *chain("start", "p", "m", "l", "decide", "after"),
        flow("late", "p"),
        flow("l_late", "decide"), *chain("remind", "reminded", "noticed"),
        *by_outcome("after", approve="end", **{"return": "p"}),
    ))  # fmt: skip


def external_instances_that_fail() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), external_task("m", multi(many="3")), boundary("broken", "m", error_definition("no")),
        user_task("repair"), user_task("z"), end(), *chain("start", "p", "m", "z", "end"),
        *chain("broken", "repair", "p"),
        head=(error("no", "NO"),),
    ), fails={"m": ("NO",)})  # fmt: skip


def no_instances_at_all() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), user_task("m", multi(many="0")), boundary("late", "m", timer("timeDuration", "P1D")),
        sub_process("sub", multi(many="0", sequential=True), start("s"), user_task("a"), end("e"),
                    *chain("s", "a", "e")),
        user_task("z"), end(), *chain("start", "p", "m", "sub", "z", "end"), flow("late", "z"),
    ))  # fmt: skip


SHAPES = (
    parallel_in_parallel, parallel_in_sequential, sequential_in_parallel, sequential_in_sequential,
    branches_in_each_instance, return_in_each_instance, instances_left_by_an_error, levels_left_by_an_error,
    terminate_in_one_instance, enough_instances, timed_instances_in_a_loop, external_instances_that_fail,
    no_instances_at_all,
)  # fmt: skip
