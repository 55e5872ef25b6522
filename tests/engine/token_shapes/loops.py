"""Return loops with parallel branches, event gateways and timers in and around them."""

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
    node,
    on,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def day() -> Part:
    return timer("timeDuration", "P1D")


def week() -> Part:
    return timer("timeDuration", "P7D")


def branches_with_timers_in_a_loop() -> Shape:
    """Two reviewers between a split and a join: one is reminded, the other replaced when late; then sent back."""
    return Shape(diagram(
        start(), user_task("apply"), fork("split"), user_task("a"), user_task("b"), user_task("b_instead"),
        boundary("remind", "a", day(), interrupting=False), end("reminded"),
        boundary("late", "b", week()), choice("meet"), fork("join"), user_task("decide"), choice("after"), end(),
        *chain("start", "apply", "split", "a", "join", "decide", "after"), *chain("split", "b", "meet", "join"),
        *chain("late", "b_instead", "meet"), flow("remind", "reminded"),
        *by_outcome("after", approve="end", **{"return": "apply"}),
    ))  # fmt: skip


def nested_branches_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("s1"), user_task("a"), fork("s2"), user_task("b"), user_task("c"), fork("j2"),
        user_task("d"), fork("j1"), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "s1", "a", "j1", "decide", "after"), *chain("s1", "s2", "b", "j2", "d", "j1"),
        *chain("s2", "c", "j2"), *by_outcome("after", approve="end", **{"return": "back"}),
    ))  # fmt: skip


def event_gateway_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), user_task("ask"), node("eventBasedGateway", "wait"),
        node("intermediateCatchEvent", "one", day()), node("intermediateCatchEvent", "two", week()),
        user_task("a"), user_task("b"), choice("meet"), user_task("decide"), choice("after"), end(),
        *chain("start", "ask", "wait", "one", "a", "meet", "decide", "after"), *chain("wait", "two", "b", "meet"),
        *by_outcome("after", approve="end", **{"return": "ask"}),
    ))  # fmt: skip


def event_gateway_beside_a_task_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("split"), user_task("a"), node("eventBasedGateway", "wait"),
        node("intermediateCatchEvent", "one", day()), node("intermediateCatchEvent", "two", week()),
        user_task("b"), choice("meet"), fork("join"), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "split", "a", "join", "decide", "after"), *chain("split", "wait", "one", "meet"),
        *chain("wait", "two", "b", "meet", "join"), *by_outcome("after", approve="end", **{"return": "back"}),
    ))  # fmt: skip


def timers_around_a_loop() -> Shape:
    """A sub-process with a return loop of two branches in it; a reminder and a deadline are on the sub-process."""
    inside = (
        start("s"), user_task("apply"), fork("split"), user_task("a"), user_task("b"), fork("join"), choice("after"),
        user_task("decide"), end("e"), *chain("s", "apply", "split", "a", "join", "decide", "after"),
        *chain("split", "b", "join"), *by_outcome("after", approve="e", **{"return": "apply"}),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", *inside), boundary("remind", "sub", day(), interrupting=False),
        user_task("reminded"),
        end("noticed"), boundary("late", "sub", week()), user_task("instead"), choice("meet"), user_task("z"), end(),
        *chain("start", "sub", "meet", "z", "end"), *chain("late", "instead", "meet"),
        *chain("remind", "reminded", "noticed"),
    ))  # fmt: skip


def timed_sub_process_in_a_loop() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("a"), boundary("a_late", "a", day()), user_task("a_instead"),
        choice("meet"), user_task("b"), fork("join"), end("e"), *chain("s", "split", "a", "meet", "join", "e"),
        *chain("split", "b", "join"), *chain("a_late", "a_instead", "meet"),
    )  # fmt: skip
    return Shape(diagram(
        start(), choice("back"), sub_process("sub", *inside), boundary("late", "sub", week()), user_task("decide"),
        choice("after"), end(), *chain("start", "back", "sub", "decide", "after"), flow("late", "back"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ))  # fmt: skip


def reviews_left_by_an_error_in_a_loop() -> Shape:
    """Three reviewers side by side, each reminded; the first to return withdraws the others and all begins again."""
    inside = [start("s"), fork("ss"), fork("sj"), end("se"), flow("s", "ss"), flow("sj", "se")]
    for name in ("a", "b", "c"):
        inside += [user_task(name), choice(f"after_{name}"), end(f"return_{name}", error_definition("returned"))]
        inside += [boundary(f"{name}_remind", name, day(), interrupting=False), user_task(f"{name}_reminded")]
        inside += [*chain("ss", name, f"after_{name}"), *chain(f"{name}_remind", f"{name}_reminded", f"{name}_done")]
        inside += [end(f"{name}_done"), *by_outcome(f"after_{name}", approve="sj", **{"return": f"return_{name}"})]
    return Shape(diagram(
        start(), user_task("apply"), sub_process("reviews", *inside),
        boundary("back", "reviews", error_definition("returned")), user_task("decide"), choice("after"), end(),
        *chain("start", "apply", "reviews", "decide", "after"), flow("back", "apply"),
        *by_outcome("after", approve="end", **{"return": "apply"}), head=(error("returned", "RETURNED"),),
    ))  # fmt: skip


def errors_of_two_levels() -> Shape:
    """The inner border catches one code, the outer any: what the inner does not name passes it."""
    inner = (
        start("is"), user_task("x"), choice("after_x"), end("ie"), end("small", error_definition("minor")),
        end("large", error_definition("major")), *chain("is", "x", "after_x"),
        *by_outcome("after_x", approve="ie", minor="small", major="large"),
    )  # fmt: skip
    outer = (
        start("os"), fork("split"), user_task("y"), choice("back"), sub_process("inner", *inner),
        boundary("mended", "inner", error_definition("minor")), fork("join"), end("oe"),
        *chain("os", "split", "y", "join", "oe"), *chain("split", "back", "inner", "join"), flow("mended", "back"),
    )  # fmt: skip
    return Shape(diagram(
        start(), choice("again"), sub_process("outer", *outer),
        boundary("any", "outer", node("errorEventDefinition", None)),
        user_task("repair"), user_task("z"), end(), *chain("start", "again", "outer", "z", "end"),
        *chain("any", "repair", "again"), head=(error("minor", "MINOR"), error("major", "MAJOR")),
    ))  # fmt: skip


def terminate_inside_a_sub_process() -> Shape:
    """A terminate end stops what else is in its sub-process; the process goes on behind it."""
    inside = (
        start("s"), fork("split"), user_task("a"), user_task("b"), boundary("late", "b", day(), interrupting=False),
        user_task("c"), choice("after"), end("stop", on("terminate")), end("e"), end("e2"), end("e3"),
        *chain("s", "split", "a", "after"), *chain("split", "b", "e2"), *chain("late", "c", "e3"),
        *by_outcome("after", approve="e", terminate="stop"),
    )  # fmt: skip
    return Shape(diagram(
        start(), choice("back"), sub_process("sub", *inside), user_task("decide"), choice("asked"), end(),
        *chain("start", "back", "sub", "decide", "asked"), *by_outcome("asked", approve="end", **{"return": "back"}),
    ))  # fmt: skip


SHAPES = (
    branches_with_timers_in_a_loop, nested_branches_in_a_loop, event_gateway_in_a_loop,
    event_gateway_beside_a_task_in_a_loop, timers_around_a_loop, timed_sub_process_in_a_loop,
    reviews_left_by_an_error_in_a_loop, errors_of_two_levels, terminate_inside_a_sub_process,
)  # fmt: skip
