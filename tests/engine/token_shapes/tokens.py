"""Tokens without gateways to guide them: several on one way, ways that split and meet by themselves."""

from tests.diagrams.bpmn import (
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    on,
    script_task,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def multi_merge() -> Shape:
    """Two branches meet in a task without a join: it comes up once for each."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), user_task("c"), user_task("d"), end(),
        *chain("start", "split", "a", "c", "d", "end"), *chain("split", "b", "c"),
    ))  # fmt: skip


def multi_merge_at_a_gateway() -> Shape:
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("meet"), user_task("c"), choice("after"), end(),
        *chain("start", "split", "a", "meet", "c", "after"), *chain("split", "b", "meet"),
        *by_outcome("after", approve="end", **{"return": "c"}),
    ))  # fmt: skip


def multi_merge_into_a_sub_process() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("x"), user_task("y"), fork("join"), user_task("w"), end("e"),
        *chain("s", "split", "x", "join", "w", "e"), *chain("split", "y", "join"),
    )  # fmt: skip
    return Shape(diagram(
        start(), fork("two"), user_task("a"), user_task("b"), choice("meet"), sub_process("sub", *inside),
        boundary("late", "sub", timer("timeDuration", "P1D")), user_task("z"), end(),
        *chain("start", "two", "a", "meet", "sub", "z", "end"), *chain("two", "b", "meet"), flow("late", "z"),
    ))  # fmt: skip


def two_tokens_on_each_side_of_a_join() -> Shape:
    """A join takes one token from each side, and the second pair makes it fire again."""
    return Shape(diagram(
        start(), fork("two"), user_task("p"), user_task("q"), choice("meet"), fork("split"), user_task("a"),
        user_task("b"), fork("join"), user_task("z"), end(), *chain("start", "two", "p", "meet", "split"),
        *chain("two", "q", "meet"), *chain("split", "a", "join", "z", "end"), *chain("split", "b", "join"),
    ))  # fmt: skip


def join_with_a_surplus_of_tokens() -> Shape:
    """One side may send two tokens, the other one: what stays before the join waits for ever, and that is told."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), choice("meet"), fork("join"), user_task("b"), user_task("z"),
        boundary("more", "b", timer("timeDuration", "P1D"), interrupting=False), user_task("c"), end(),
        *chain("start", "split", "a", "meet", "join", "z", "end"), *chain("split", "b", "join"),
        *chain("more", "c", "meet"),
    ))  # fmt: skip


def several_ways_out_of_a_task() -> Shape:
    """Ways out of a task without conditions all get a token."""
    return Shape(diagram(
        start(), user_task("a"), user_task("b"), user_task("c"), fork("join"), user_task("z"), end(),
        *chain("start", "a", "b", "join", "z", "end"), *chain("a", "c", "join"),
    ))  # fmt: skip


def conditions_on_the_ways_out_of_a_task() -> Shape:
    """A conditional way out of a task gets a token when it holds; the default when no other does."""
    return Shape(diagram(
        start(), choice("back"), user_task("a", default="a_to_d"), user_task("b"), user_task("c"), user_task("d"),
        choice("after"), end(), end("e2"), end("e3"), *chain("start", "back", "a"), flow("a", "b", "big"),
        flow("a", "c", "urgent"), flow("a", "d"), *chain("b", "after"), *chain("c", "e2"), *chain("d", "e3"),
        *by_outcome("after", approve="end", **{"return": "back"}),
    ), names=("big", "urgent"))  # fmt: skip


def branches_that_end_by_themselves() -> Shape:
    return Shape(diagram(
        start(), user_task("a"), fork("split"), user_task("b"), user_task("c"), end("stop", on("terminate")), end("e2"),
        user_task("d"), boundary("late", "d", timer("timeDuration", "P1D")), end("e3"), choice("after"),
        *chain("start", "a", "split", "b", "after"), *chain("split", "c", "e2"), *chain("split", "d", "e3"),
        flow("late", "e2"), *by_outcome("after", approve="e3", terminate="stop"),
    ))  # fmt: skip


def counted_rounds() -> Shape:
    """Scripts count: three rounds at most, and how often each branch was sent back."""
    return Shape(diagram(
        start(), script_task("begin", "rounds = 0"), choice("back"), script_task("next", "rounds = rounds + 1"),
        fork("split"), user_task("a"), user_task("b"), fork("join"), choice("asked"), choice("enough"), end("many"),
        end(),
        user_task("decide"),
        *chain("start", "begin", "back", "next", "split", "a", "join", "decide", "asked"), *chain("split", "b", "join"),
        *by_outcome("asked", approve="end", **{"return": "enough"}), flow("enough", "back", "rounds < 3"),
        flow("enough", "many", "rounds == 3"),
    ))  # fmt: skip


def tokens_by_the_number() -> Shape:
    """A task may send several tokens on its way."""
    return Shape(diagram(
        start(), user_task("a", completionQuantity="2"), user_task("b"), user_task("c"), choice("after"), end(),
        *chain("start", "a", "b", "c", "after"), *by_outcome("after", approve="end", **{"return": "b"}),
    ))  # fmt: skip


def two_flows_between_the_same_nodes() -> Shape:
    return Shape(diagram(
        start(), user_task("p"), fork("split"), user_task("a"), fork("join"), user_task("z"), choice("after"), end(),
        *chain("start", "p", "split"), flow("split", "a", None, "first"), flow("split", "a", None, "second"),
        flow("split", "join", None, "third"), flow("split", "join", None, "fourth"), *chain("a", "join", "z", "after"),
        *by_outcome("after", approve="end", **{"return": "p"}),
    ))  # fmt: skip


def border_on_several_tokens() -> Shape:
    """Each token in a task has its own deadline and its own reminder."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("meet"), user_task("c"), user_task("z"), end(),
        boundary("late", "c", timer("timeDuration", "P1D")), user_task("instead"), end("reminded"),
        boundary("remind", "c", timer("timeDuration", "P1D"), interrupting=False),
        *chain("start", "split", "a", "meet", "c", "z", "end"), *chain("split", "b", "meet"),
        *chain("late", "instead", "end"),
        flow("remind", "reminded"),
    ))  # fmt: skip


def conditional_ways_out_of_events() -> Shape:
    """Flows out of events and sub-processes may be several, too."""
    return Shape(diagram(
        start(), user_task("a"), boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False),
        user_task("b"),
        user_task("c"),
        sub_process("sub", start("s"), user_task("x"), end("e"), *chain("s", "x", "e"), default="sub_to_d"),
        user_task("d"), user_task("f"), end(), *chain("start", "a", "sub"), flow("remind", "b"), flow("remind", "c"),
        flow("sub", "d"), flow("sub", "f", "big"), *(flow(name, "end") for name in "bcdf"),
    ), names=("big",))  # fmt: skip


SHAPES = (
    multi_merge, multi_merge_at_a_gateway, multi_merge_into_a_sub_process, two_tokens_on_each_side_of_a_join,
    join_with_a_surplus_of_tokens, several_ways_out_of_a_task, conditions_on_the_ways_out_of_a_task,
    branches_that_end_by_themselves, counted_rounds,
    tokens_by_the_number, two_flows_between_the_same_nodes, border_on_several_tokens, conditional_ways_out_of_events,
)  # fmt: skip
