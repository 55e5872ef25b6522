"""The shapes of diagram that the engine has to run rightly."""

from tests.diagrams.bpmn import (
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
    multi,
    node,
    start,
    timer,
    user_task,
)

RETURN = {"approve": "done", "return": "correct"}


def straight() -> bytes:
    return diagram(start(), user_task("a"), user_task("b"), end(), *chain("start", "a", "b", "end"))


def return_loop() -> bytes:
    return diagram(
        start(), user_task("apply"), user_task("review"), choice("after"), end("granted"), end("refused"),
        *chain("start", "apply", "review", "after"),
        *by_outcome("after", approve="granted", terminate="refused", **{"return": "apply"}),
    )  # fmt: skip


def two_branches() -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), user_task("b1"), user_task("b2"), fork("join"), user_task("z"), end(),
        *chain("start", "split", "a", "join", "z", "end"), *chain("split", "b1", "b2", "join"),
    )  # fmt: skip


def three_branches() -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), user_task("b"), user_task("c"), fork("join"), user_task("z"), end(),
        *chain("start", "split", "a", "join", "z", "end"), *chain("split", "b", "join"), *chain("split", "c", "join"),
    )  # fmt: skip


def nested_branches() -> bytes:
    return diagram(
        start(), fork("s1"), user_task("a"), fork("s2"), user_task("b"), user_task("c"), fork("j2"), user_task("d"),
        fork("j1"), user_task("z"), end(),
        *chain("start", "s1", "a", "j1", "z", "end"), *chain("s1", "s2", "b", "j2", "d", "j1"), *chain("s2", "c", "j2"),
    )  # fmt: skip


def two_ends() -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), user_task("b"), end("end_a"), end("end_b"),
        *chain("start", "split", "a", "end_a"), *chain("split", "b", "end_b"),
    )  # fmt: skip


def terminate() -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), user_task("b"), end("stop", node("terminateEventDefinition", None)),
        end("end_b"),
        *chain("start", "split", "a", "stop"), *chain("split", "b", "end_b"),
    )  # fmt: skip


def loop_inside_branch() -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), choice("after_a"), user_task("b"), fork("join"), user_task("z"), end(),
        *chain("start", "split", "a", "after_a"), *by_outcome("after_a", approve="join", **{"return": "a"}),
        *chain("split", "b", "join", "z", "end"),
    )  # fmt: skip


def parallel_instances() -> bytes:
    return diagram(
        start(), user_task("p"), user_task("m", multi(many="3")), user_task("z"), end(),
        *chain("start", "p", "m", "z", "end"),
    )  # fmt: skip


def parallel_instances_until_return() -> bytes:
    return diagram(
        start(), user_task("p"), user_task("m", multi(many="4", until="outcome == 'return'")), choice("after"),
        user_task("z"), user_task("correct"), end(), end("end_2"),
        *chain("start", "p", "m", "after"), flow("after", "z", "all('m', 'approve')"),
        flow("after", "correct", "count('m', 'return') > 0"), *chain("z", "end"), *chain("correct", "end_2"),
    )  # fmt: skip


def sequential_instances() -> bytes:
    return diagram(
        start(), user_task("p"), user_task("m", multi(many="levels", sequential=True, until="outcome != 'approve'")),
        choice("after"), user_task("z"), user_task("correct"), end(), end("end_2"),
        *chain("start", "p", "m", "after"), flow("z", "end"),
        *by_outcome("after", approve="z", **{"return": "correct"}), flow("correct", "end_2"),
    )  # fmt: skip


def interrupting_timer() -> bytes:
    return diagram(
        start(), user_task("p"), user_task("a"), boundary("late", "a", timer("timeDuration", "P2D")),
        user_task("escalated"), choice("meet"), user_task("z"), end(),
        *chain("start", "p", "a", "meet", "z", "end"), *chain("late", "escalated", "meet"),
    )  # fmt: skip


def reminding_timer() -> bytes:
    return diagram(
        start(), user_task("p"), user_task("a"),
        boundary("remind", "a", timer("timeDuration", "P2D"), interrupting=False), user_task("reminded"), end("end_2"),
        user_task("z"), end(),
        *chain("start", "p", "a", "z", "end"), *chain("remind", "reminded", "end_2"),
    )  # fmt: skip


def both_timers_in_a_loop() -> bytes:
    return diagram(
        start(), user_task("apply"), user_task("review"), choice("after"), user_task("escalated"), choice("meet"),
        boundary("remind", "review", timer("timeDuration", "P1D"), interrupting=False), end("reminded"),
        boundary("late", "review", timer("timeDuration", "P5D")), end("granted"),
        *chain("start", "apply", "review", "after"), *by_outcome("after", approve="meet", **{"return": "apply"}),
        *chain("late", "escalated", "meet", "granted"), flow("remind", "reminded"),
    )  # fmt: skip


def event_gateway() -> bytes:
    return diagram(
        start(), user_task("q"), node("eventBasedGateway", "wait"),
        node("intermediateCatchEvent", "one", timer("timeDuration", "P1D"), name="等待"),
        node("intermediateCatchEvent", "two", timer("timeDuration", "P2D"), name="等待"),
        user_task("a"), user_task("b"), end("end_a"), end("end_b"),
        *chain("start", "q", "wait", "one", "a", "end_a"), *chain("wait", "two", "b", "end_b"),
    )  # fmt: skip


def sub_process_with_timer() -> bytes:
    inside = (
        start("s"), fork("ss"), user_task("i1"), user_task("i2"), fork("sj"), user_task("i3"), end("se"),
        *chain("s", "ss", "i1", "sj", "i3", "se"), *chain("ss", "i2", "sj"),
    )  # fmt: skip
    return diagram(
        start(), user_task("p"), node("subProcess", "sub", *inside),
        boundary("late", "sub", timer("timeDuration", "P2D")),
        user_task("escalated"), choice("meet"), user_task("z"), end(),
        *chain("start", "p", "sub", "meet", "z", "end"), *chain("late", "escalated", "meet"),
    )  # fmt: skip


def return_out_of_parallel() -> bytes:
    """Draw the recommended way to return out of parallel reviews: a sub-process around them, left by an error end."""
    inside = [start("s"), fork("ss"), fork("sj"), end("se"), flow("s", "ss"), flow("sj", "se")]
    for name in ("a", "b"):
        inside += [user_task(name), choice(f"after_{name}"), end(f"return_{name}", error_definition("returned"))]
        inside += [*chain("ss", name, f"after_{name}")]
        inside += by_outcome(f"after_{name}", approve="sj", **{"return": f"return_{name}"})
    return diagram(
        start(), user_task("apply"), node("subProcess", "reviews", *inside),
        boundary("back", "reviews", error_definition("returned")), user_task("z"), end(),
        *chain("start", "apply", "reviews", "z", "end"), flow("back", "apply"),
        head=(error("returned", "RETURNED"),),
    )  # fmt: skip


def parallel_round_trip() -> bytes:
    """Draw two reviewers between a split and a join inside a return loop: the library alone joins too early here."""
    return diagram(
        start(), user_task("apply"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("decide"),
        choice("after"), end("granted"),
        *chain("start", "apply", "split", "a", "join", "decide", "after"), *chain("split", "b", "join"),
        *by_outcome("after", approve="granted", **{"return": "apply"}),
    )  # fmt: skip


SHAPES = {
    shape.__name__: shape
    for shape in (
        straight, return_loop, two_branches, three_branches, nested_branches, two_ends, terminate, loop_inside_branch,
        parallel_instances, parallel_instances_until_return, sequential_instances, interrupting_timer, reminding_timer,
        both_timers_in_a_loop, event_gateway, sub_process_with_timer, return_out_of_parallel,
    )
}  # fmt: skip
