"""Inclusive gateways: any number of ways, and joins that wait for what may still come and for nothing else."""

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    catch,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    inclusive,
    node,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape

NAMES = ("big", "urgent")


def _split(*, to: tuple[str, str, str]) -> tuple[Part, ...]:
    """Return the ways of the gateway ``split``: two by conditions, one by default."""
    return (flow("split", to[0], "big"), flow("split", to[1], "urgent"), flow("split", to[2], None, "split_default"))


def any_of_three() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), inclusive("split", default="split_default"), user_task("a"), user_task("b"),
        user_task("c"), inclusive("join"), user_task("z"), end(), *chain("start", "p", "split"),
        *_split(to=("a", "b", "c")), *(flow(name, "join") for name in "abc"), *chain("join", "z", "end"),
    ), names=NAMES)  # fmt: skip


def any_of_three_in_a_loop() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), inclusive("split", default="split_default"), user_task("a"), user_task("b"),
        user_task("c"), inclusive("join"), user_task("decide"), choice("after"), end(), *chain("start", "p", "split"),
        *_split(to=("a", "b", "c")), *(flow(name, "join") for name in "abc"), *chain("join", "decide", "after"),
        *by_outcome("after", approve="end", **{"return": "p"}),
    ), names=NAMES)  # fmt: skip


def choices_inside_the_branches() -> Shape:
    """A branch may leave before the join: the join then waits for the others alone."""
    return Shape(diagram(
        start(), user_task("p"), inclusive("split", default="split_default"), user_task("a"), choice("after_a"),
        user_task("b"), choice("after_b"), user_task("c"), inclusive("join"), user_task("z"), end(), end("left"),
        user_task("more"), *chain("start", "p", "split"), *_split(to=("a", "b", "c")), flow("a", "after_a"),
        flow("b", "after_b"), *by_outcome("after_a", approve="join", terminate="left"),
        *by_outcome("after_b", approve="join", more="more"), *chain("more", "join"), flow("c", "join"),
        *chain("join", "z", "end"),
    ), names=NAMES)  # fmt: skip


def return_inside_a_branch() -> Shape:
    """A branch has a loop of its own, from which the join is still to be reached."""
    return Shape(diagram(
        start(), user_task("p"), inclusive("split", default="split_default"), choice("back"), user_task("a"),
        choice("after_a"), user_task("b"), user_task("c"), inclusive("join"), user_task("z"), end(),
        *chain("start", "p", "split"), *_split(to=("back", "b", "c")), *chain("back", "a", "after_a"),
        *by_outcome("after_a", approve="join", **{"return": "back"}), flow("b", "join"), flow("c", "join"),
        *chain("join", "z", "end"),
    ), names=NAMES)  # fmt: skip


def loop_through_the_join() -> Shape:
    """The loop leads back into the join itself: what comes round again does not hold it up."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), inclusive("join"), user_task("decide"), choice("after"),
        end(), *chain("start", "split", "a", "join", "decide", "after"), *chain("split", "b", "join"),
        *by_outcome("after", approve="end", **{"return": "join"}),
    ))  # fmt: skip


def nested_inclusive() -> Shape:
    return Shape(diagram(
        start(), choice("back"), inclusive("split", default="split_default"), user_task("a"), user_task("c"),
        inclusive("s2", default="s2_default"), user_task("d"), user_task("e"), inclusive("j2"), inclusive("join"),
        user_task("decide"), choice("after"), end(), *chain("start", "back", "split"), *_split(to=("a", "s2", "c")),
        flow("s2", "d", "big"), flow("s2", "e", None, "s2_default"), *chain("d", "j2", "join", "decide", "after"),
        flow("e", "j2"), flow("a", "join"), flow("c", "join"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=NAMES)  # fmt: skip


def inclusive_join_behind_a_reminder() -> Shape:
    """While a task is open its reminder may still send a token to the join, but also the task itself may."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False),
        user_task("reminded"), user_task("b"), boundary("late", "b", timer("timeDuration", "P1D")),
        user_task("instead"),
        inclusive("join"), user_task("z"), end(), *chain("start", "split", "a", "join", "z", "end"),
        *chain("split", "b", "join"), *chain("remind", "reminded", "join"), *chain("late", "instead", "join"),
    ))  # fmt: skip


def inclusive_inside_a_timed_sub_process() -> Shape:
    inside = (
        start("s"), inclusive("split", default="split_default"), user_task("a"), user_task("b"), user_task("c"),
        inclusive("join"), user_task("d"), end("e"), flow("s", "split"), *_split(to=("a", "b", "c")),
        *(flow(name, "join") for name in "abc"), *chain("join", "d", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside), boundary("late", "sub", timer("timeDuration", "P1D")),
        user_task("decide"), choice("after"), end(), *chain("start", "p", "sub", "decide", "after"), flow("late", "p"),
        *by_outcome("after", approve="end", **{"return": "p"}),
    ), names=NAMES)  # fmt: skip


def inclusive_join_of_parallel_branches() -> Shape:
    """An inclusive join where some branches always come and a parallel join stands before it."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("both"), user_task("c"), choice("after_c"),
        inclusive("join"), user_task("z"), end(), end("left"),
        *chain("start", "split", "a", "both", "join", "z", "end"),
        *chain("split", "b", "both"), *chain("split", "c", "after_c"),
        *by_outcome("after_c", approve="join", terminate="left"),
    ))  # fmt: skip


def join_with_a_reminder_to_it() -> Shape:
    """The open task may come to where a token waits already; its reminder, which is not there yet, is no token."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False),
        user_task("reminded"), user_task("b"), choice("meet"), inclusive("join"), user_task("z"), end(),
        *chain("start", "split", "a", "meet", "join", "z", "end"), *chain("split", "b", "meet"),
        *chain("remind", "reminded", "join"),
    ))  # fmt: skip


def token_that_may_come_either_way() -> Shape:
    """A token that may still come to a side that has its token already does not hold up the join."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), user_task("c"), choice("after"), choice("meet"),
        inclusive("join"), user_task("z"), end(), *chain("start", "split", "a", "meet", "join", "z", "end"),
        *chain("split", "b", "after"), *chain("split", "c", "join"),
        *by_outcome("after", approve="meet", **{"return": "join"}),
    ))  # fmt: skip


def several_tokens_on_one_side() -> Shape:
    """Only one token of each side is taken; the others wait for the next time."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), user_task("c"), choice("meet"), inclusive("join"),
        user_task("z"), end(), *chain("start", "split", "a", "meet", "join", "z", "end"), *chain("split", "b", "meet"),
        *chain("split", "c", "join"),
    ))  # fmt: skip


def join_and_split_in_one() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("split"), user_task("a"), user_task("b"), inclusive("both", default="neither"),
        user_task("c"), user_task("d"), user_task("e"), fork("again"), user_task("f"), user_task("g"), fork("join"),
        user_task("decide"), choice("after"), end(), inclusive("meet"),
        *chain("start", "back", "split", "a", "both"), *chain("split", "b", "both"), flow("both", "c", "big"),
        flow("both", "d", "urgent"), flow("both", "e", None, "neither"), *(flow(name, "meet") for name in "cde"),
        *chain("meet", "again", "f", "join", "decide", "after"), *chain("again", "g", "join"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=NAMES)  # fmt: skip


def join_behind_what_events_may_bring() -> Shape:
    """The branches before the join wait for events: at a gateway, on the way, in a sub-process."""
    inside = (start("s"), user_task("x"), end("e"), *chain("s", "x", "e"))
    return Shape(diagram(
        start(), inclusive("split", default="split_default"), node("eventBasedGateway", "wait"),
        catch("one", timer("timeDuration", "P1D")), catch("two", timer("timeDuration", "P2D")), end("left"),
        sub_process("sub", *inside), boundary("late", "sub", timer("timeDuration", "P1D")), user_task("instead"),
        catch("three", timer("timeDuration", "P3D")), inclusive("join"), user_task("z"), end(), flow("start", "split"),
        *_split(to=("wait", "sub", "three")), *chain("wait", "one", "join"), *chain("wait", "two", "left"),
        *chain("sub", "join"), *chain("late", "instead", "join"), *chain("three", "join"), *chain("join", "z", "end"),
    ), names=NAMES)  # fmt: skip


SHAPES = (
    any_of_three, any_of_three_in_a_loop, choices_inside_the_branches, return_inside_a_branch, loop_through_the_join,
    nested_inclusive, inclusive_join_behind_a_reminder, inclusive_inside_a_timed_sub_process,
    inclusive_join_of_parallel_branches,
    join_with_a_reminder_to_it, token_that_may_come_either_way, several_tokens_on_one_side, join_and_split_in_one,
    join_behind_what_events_may_bring,
)  # fmt: skip
