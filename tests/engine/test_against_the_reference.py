"""On every shape and in any order, the engine stands where BPMN 2.0.2 says: where an interpreter of tokens stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

import pytest

from casesvc.cases.step import Complete, Fail, Fire, Receive, Step
from casesvc.engine import Engine
from tests.engine.duel import Difference, Duel
from tests.engine.play import weekdays
from tests.engine.token_shapes import SHAPES

ORDERS = 200
INPUTS = 15
RENEWED = 20  # orders that one pair of engines is used for

# Shapes that the engine still refuses, by name; they are drawn and played by the reference alone.
NOT_YET = frozenset({
    "multi_merge", "multi_merge_at_a_gateway", "multi_merge_into_a_sub_process", "two_tokens_on_each_side_of_a_join",
    "join_with_a_surplus_of_tokens", "several_ways_out_of_a_task", "conditions_on_the_ways_out_of_a_task",
    "tasks_of_every_kind", "external_tasks_that_fail", "failures_inside_a_sub_process", "loop_after", "loop_before",
    "loop_with_a_maximum", "loop_of_a_sub_process", "loop_in_a_return_loop", "any_of_three", "any_of_three_in_a_loop",
    "choices_inside_the_branches", "return_inside_a_branch", "loop_through_the_join", "nested_inclusive",
    "inclusive_join_behind_a_reminder", "inclusive_inside_a_timed_sub_process", "inclusive_join_of_parallel_branches",
    "parallel_in_parallel", "parallel_in_sequential", "sequential_in_parallel", "sequential_in_sequential",
    "branches_in_each_instance", "return_in_each_instance", "instances_left_by_an_error", "levels_left_by_an_error",
    "terminate_in_one_instance", "enough_instances", "timed_instances_in_a_loop", "external_instances_that_fail",
    "no_instances_at_all", "messages_on_the_way", "message_on_a_border", "message_on_a_sub_process",
    "whichever_event_comes_first", "signals_between_branches", "signal_that_stops_its_own_sub_process",
    "ends_that_tell", "escalations", "escalation_from_each_instance", "conditions", "condition_that_is_noted",
    "transaction", "deadline_of_the_process", "reminder_of_the_process", "messages_to_the_process",
    "deadline_of_a_sub_process", "reminder_of_a_sub_process", "messages_to_a_sub_process", "handler_and_border",
    "error_handled_inside", "escalation_handled_inside", "signal_to_a_handler", "handler_with_branches",
    "handler_in_each_instance", "condition_handled_inside", "called_twice_at_once",
    "called_twice_in_a_loop_with_timers", "called_in_instances", "called_process_left_by_an_error",
})  # fmt: skip
PLAYED = sorted(SHAPES.keys() - NOT_YET)


def _engines() -> Iterator[Engine]:
    """Yield two engines by turns: the snapshot of one is read by the other, on a definition parsed by itself."""
    return cycle((Engine(weekdays), Engine(weekdays)))


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_stands_where_the_reference_stands_after_every_step_of_any_order(name: str) -> None:
    shape = SHAPES[name]()
    engines = _engines()
    inputs = 0
    for order in range(ORDERS):
        engines = _engines() if order % RENEWED == 0 else engines
        inputs += Duel(shape, engines.__next__, f"{name} {order}").play(INPUTS)
    assert inputs > 2 * ORDERS


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_goes_on_in_an_engine_that_has_never_seen_its_diagram(name: str) -> None:
    shape = SHAPES[name]()
    for order in range(2):
        Duel(shape, lambda: Engine(weekdays), f"{name} afresh {order}").play(INPUTS)


def test_the_shapes_are_many_and_are_given_inputs_of_every_kind() -> None:
    given = set()
    for name in PLAYED:
        duel = Duel(SHAPES[name](), _engines().__next__, name)
        duel.play(INPUTS)
        given |= {type(each) for each, _ in duel.inputs}
    assert len(SHAPES) >= 30
    assert ({Complete, Fire} if NOT_YET else {Complete, Fire, Fail, Receive}) <= given


class _Altered(Engine):
    """An engine whose steps are altered before anybody sees them."""

    def __init__(self, alter: Callable[[Step], Step]) -> None:
        super().__init__(weekdays)
        self._alter = alter

    def step(self, **given: object) -> Step:  # type: ignore[override]
        return self._alter(super().step(**given))  # type: ignore[arg-type]


ALTERED: dict[str, tuple[str, Callable[[Step], Step]]] = {
    "opens less": ("two_branches", lambda step: replace(step, opened=step.opened[:-1])),
    "withdraws nothing": ("interrupting_timer", lambda step: replace(step, withdrawn=())),
    "starts no timers": ("reminding_timer", lambda step: replace(step, timers_started=())),
    "stops no timers": ("both_timers_in_a_loop", lambda step: replace(step, timers_stopped=())),
    "counts instances from one": (
        "parallel_instances",
        lambda step: replace(step, opened=tuple(replace(each, index=each.index + 1) for each in step.opened)),
    ),
    "never ends": ("straight", lambda step: replace(step, ended=None)),
    "ends elsewhere": ("two_ends", lambda step: replace(step, ended=step.ended and "end_a")),
}


@pytest.mark.parametrize("wrong", ALTERED)
def test_an_engine_that_goes_wrong_is_found_out(wrong: str) -> None:
    name, alter = ALTERED[wrong]
    engine = _Altered(alter)
    shape = SHAPES[name]()
    duels = [Duel(shape, lambda: engine, f"{wrong} {order}") for order in range(20)]
    with pytest.raises(Difference):
        sum(duel.play(INPUTS) for duel in duels)
