"""Shapes of diagram for the duel of engine and reference, by what they are about."""

from collections.abc import Callable

from tests.engine.duel import Shape
from tests.engine.shapes import SHAPES as PLAIN
from tests.engine.shapes import parallel_round_trip
from tests.engine.token_shapes import (
    activities,
    calls,
    conditions,
    events,
    handlers,
    inclusive,
    instances,
    loops,
    tokens,
)

MODULES = (loops, tokens, activities, inclusive, instances, events, conditions, handlers, calls)


def _plain(draw: Callable[[], bytes]) -> Callable[[], Shape]:
    return lambda: Shape(draw())


SHAPES: dict[str, Callable[[], Shape]] = {
    **{name: _plain(draw) for name, draw in PLAIN.items()},
    "parallel_round_trip": _plain(parallel_round_trip),
    **{draw.__name__: draw for module in MODULES for draw in module.SHAPES},
}

# What is led through the most orders: of every kind of shape those in which the most can go wrong.
OFTEN = frozenset({
    "branches_with_timers_in_a_loop", "event_gateway_in_a_loop",
    "event_gateway_beside_a_task_in_a_loop", "timers_around_a_loop", "timed_sub_process_in_a_loop",
    "parallel_round_trip", "both_timers_in_a_loop", "terminate_inside_a_sub_process", "return_out_of_parallel",
    "multi_merge", "two_tokens_on_each_side_of_a_join", "border_on_several_tokens",
    "several_ways_out_of_a_task", "counted_rounds", "tasks_of_every_kind", "external_tasks_that_fail",
    "loop_after", "loop_in_a_return_loop",
    "any_of_three_in_a_loop", "choices_inside_the_branches", "return_inside_a_branch", "loop_through_the_join",
    "nested_inclusive", "token_that_may_come_either_way", "join_with_a_reminder_to_it", "parallel_in_parallel",
    "parallel_in_sequential", "timed_instances_in_a_loop", "messages_on_the_way",
    "message_on_a_border", "whichever_event_comes_first", "signals_between_branches", "escalations",
    "condition_that_is_noted", "transaction", "deadline_of_the_process", "reminder_of_a_sub_process",
    "messages_to_a_sub_process", "error_handled_inside", "handler_and_border", "called_twice_at_once",
})  # fmt: skip
