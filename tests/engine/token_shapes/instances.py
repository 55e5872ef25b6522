"""Several instances: of tasks and of sub-processes, side by side or in turn, and inside each other."""

from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    by_outcome,
    catch,
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
    node,
    on,
    script_task,
    start,
    sub_process,
    text,
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


def instances_inside_what_an_error_leaves() -> Shape:
    """A sub-process around instances is left by an error in one of them, the whole is begun again."""
    inside = (
        start("s"), user_task("a"), user_task("b"), choice("after"), end("e"), end("x", error_definition("returned")),
        *chain("s", "a", "b", "after"), *by_outcome("after", approve="e", **{"return": "x"}),
    )  # fmt: skip
    around = (start("rs"), sub_process("sub", multi(many="2"), *inside), end("re"), *chain("rs", "sub", "re"))
    return Shape(diagram(
        start(), user_task("p"), sub_process("reviews", *around),
        boundary("back", "reviews", error_definition("returned")),
        user_task("z"), end(), *chain("start", "p", "reviews", "z", "end"), flow("back", "p"),
        head=(error("returned"),),
    ))  # fmt: skip


def levels_inside_what_an_error_leaves() -> Shape:
    inside = (
        start("s"), user_task("a"), choice("after"), end("e"), end("x", error_definition("returned")),
        *chain("s", "a", "after"), *by_outcome("after", approve="e", **{"return": "x"}),
    )  # fmt: skip
    around = (start("rs"), sub_process("sub", multi(many="levels", sequential=True), *inside), end("re"),
              *chain("rs", "sub", "re"))  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("reviews", *around),
        boundary("back", "reviews", error_definition("returned")),
        user_task("z"), end(), *chain("start", "p", "reviews", "z", "end"), flow("back", "p"),
        head=(error("returned"),),
    ))  # fmt: skip


def timed_instances_of_a_sub_process_in_a_loop() -> Shape:
    inside = (
        start("s"), user_task("a"), boundary("a_late", "a", timer("timeDuration", "P1D")), user_task("b"), end("e"),
        *chain("s", "a", "b", "e"), flow("a_late", "b"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", multi(many="2"), *inside),
        boundary("late", "sub", timer("timeDuration", "P2D")), user_task("decide"), choice("after"), end(),
        *chain("start", "p", "sub", "decide", "after"), flow("late", "p"),
        *by_outcome("after", approve="end", **{"return": "p"}),
    ))  # fmt: skip


def reminded_instances_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), user_task("m", multi(many="2")),
        boundary("remind", "m", timer("timeDuration", "P1D"), interrupting=False), user_task("reminded"),
        end("noticed"),
        user_task("l", multi(many="levels", sequential=True, until="outcome != 'approve'")), choice("asked"),
        boundary("l_remind", "l", timer("timeDuration", "P1D"), interrupting=False), end("l_noticed"), end(),
        *chain("start", "p", "m", "l", "asked"), *chain("remind", "reminded", "noticed"), flow("l_remind", "l_noticed"),
        *by_outcome("asked", approve="end", **{"return": "p"}),
    ))  # fmt: skip


def event_gateway_in_each_instance() -> Shape:
    inside = (
        start("s"), node("eventBasedGateway", "wait"), catch("one", timer("timeDuration", "P1D")),
        catch("two", timer("timeDuration", "P2D")), user_task("a"), end("e"), *chain("s", "wait", "one", "a", "e"),
        *chain("wait", "two", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="3"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
    ))  # fmt: skip


def scripts_in_instances() -> Shape:
    """Script tasks in instances and in a loop count how often they ran."""
    return Shape(diagram(
        start(), script_task("begin", "ran = 0", "rounds = 0"), node("scriptTask", "count", multi(many="3"),
        text("script", "ran = ran + 1")), node("scriptTask", "loop", again("rounds < 4"),
        text("script", "rounds = rounds + 1")), user_task("a"), choice("after"), end(), end("far"),
        *chain("start", "begin", "count", "loop", "a", "after"), flow("after", "end", "ran + rounds == 7"),
        flow("after", "far", "ran + rounds != 7"),
    ))  # fmt: skip


def enough_of_nested_instances() -> Shape:
    """Completion conditions inside and outside, in a loop."""
    inside = (
        start("s"),
        user_task("m", multi(many="3", until="some")),
        user_task("n"),
        end("e"),
        *chain("s", "m", "n", "e"),
    )
    return Shape(diagram(
        start(), choice("back"), sub_process("sub", multi(many="2", until="enough"), *inside), user_task("decide"),
        choice("after"), end(), *chain("start", "back", "sub", "decide", "after"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=("some", "enough"))  # fmt: skip


SHAPES = (
    parallel_in_parallel, parallel_in_sequential, sequential_in_parallel, sequential_in_sequential,
    branches_in_each_instance, return_in_each_instance,
    terminate_in_one_instance, enough_instances, timed_instances_in_a_loop, external_instances_that_fail,
    no_instances_at_all,
    instances_inside_what_an_error_leaves, levels_inside_what_an_error_leaves,
    timed_instances_of_a_sub_process_in_a_loop, reminded_instances_in_a_loop, event_gateway_in_each_instance,
    scripts_in_instances, enough_of_nested_instances,
)  # fmt: skip
