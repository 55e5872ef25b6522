"""On every shape and in any order, the engine stands where BPMN 2.0.2 says: where an interpreter of tokens stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

import pytest

from casesvc.cases.step import Complete, Fail, Fire, Receive, Start, Step
from casesvc.engine import Engine
from tests.engine.duel import Difference, Duel
from tests.engine.play import weekdays
from tests.engine.random_shapes import RandomShape
from tests.engine.token_shapes import OFTEN, SHAPES

ORDERS = 200
ORDERS_OF_THE_REST = 10
INPUTS = 15
RENEWED = 20  # orders that one pair of engines is used for

PLAYED = sorted(SHAPES)


def _engines() -> Iterator[Engine]:
    """Yield two engines by turns: the snapshot of one is read by the other, on a definition parsed by itself."""
    return cycle((Engine(weekdays), Engine(weekdays)))


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_stands_where_the_reference_stands_after_every_step_of_any_order(name: str) -> None:
    shape = SHAPES[name]()
    engines = _engines()
    orders = ORDERS if name in OFTEN else ORDERS_OF_THE_REST
    inputs = 0
    for order in range(orders):
        engines = _engines() if order % RENEWED == 0 else engines
        inputs += Duel(shape, engines.__next__, f"{name} {order}").play(INPUTS)
    assert inputs >= 2 * orders


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_goes_on_in_an_engine_that_has_never_seen_its_diagram(name: str) -> None:
    shape = SHAPES[name]()
    inputs = Duel(shape, lambda: Engine(weekdays), f"{name} afresh").play(INPUTS)
    assert inputs > 1


@pytest.mark.parametrize("seed", range(60))
def test_a_case_of_a_random_diagram_stands_where_the_reference_stands(seed: int) -> None:
    shape = RandomShape(str(seed), 25, conditions=True).shape
    engines = _engines()
    inputs = [Duel(shape, engines.__next__, f"{seed} {order}").play(INPUTS) for order in range(5)]
    assert max(inputs) > 1


def test_the_shapes_are_many_and_are_given_inputs_of_every_kind() -> None:
    given = set()
    for name in ("external_tasks_that_fail", "message_on_a_border", "interrupting_timer"):
        for order in range(20):
            duel = Duel(SHAPES[name](), _engines().__next__, f"{name} {order}")
            duel.play(INPUTS)
            given |= {type(each) for each, _ in duel.inputs}
    assert len(OFTEN & SHAPES.keys()) >= 30
    assert given == {Start, Complete, Fire, Fail, Receive}


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
