"""On every shape and in any order, the pruned and reloaded engine stands where the unpruned library stands."""

import random

import pytest

from casesvc.engine.definitions import parse
from tests.engine.play import Play, play
from tests.engine.shapes import SHAPES, parallel_round_trip
from tests.engine.stock import Stock

STEPS = 12


def _standing(case: Play) -> tuple[list[tuple[str, int]], list[str], bool]:
    opened = sorted((task.element, task.index) for task in case.open.values())
    return opened, sorted(key.partition("#")[0] for key in case.timers), case.ended is not None


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_case_stands_where_the_unpruned_library_stands_after_every_step(shape: str, seed: int) -> None:
    chance = random.Random(f"{shape} {seed}")
    drawn = SHAPES[shape]()
    outcomes = parse(drawn).outcomes
    case = play(drawn, levels=chance.randint(1, 3))
    stock = Stock(drawn, case.facts)
    assert _standing(case) == stock.standing()
    for _ in range(STEPS):
        choices = [*case.open, *case.timers]
        if not choices:
            break
        key = chance.choice(choices)
        if key in case.timers:
            case.fire(key)
            stock.fire(key.partition("#")[0], case.facts)
        else:
            task = case.open[key]
            words = outcomes[task.element]
            case.complete(key, chance.choice(words) if words else None)
            stock.complete(task.element, task.index, case.facts)
        assert _standing(case) == stock.standing()


def test_where_the_library_joins_too_early_we_wait_for_both_reviewers() -> None:
    """Why a join inside a return loop is not among the shapes above: in the second round the library counts a token
    of the first. When this test fails, the library has been mended and the shape can move up."""
    drawn = parallel_round_trip()
    case = play(drawn)
    stock = Stock(drawn, case.facts)
    for element, outcome in (
        ("apply", None),
        ("a", None),
        ("b", None),
        ("decide", "return"),
        ("apply", None),
        ("b", None),
    ):
        case.complete(element, outcome)
        stock.complete(element, 0, case.facts)
    assert stock.standing()[0] == [("a", 0), ("decide", 0)]
    assert case.elements() == ["a"]
    case.complete("a")
    assert case.elements() == ["decide"]


@pytest.mark.parametrize("seed", range(20))
def test_a_join_in_a_loop_opens_only_when_no_branch_is_open(seed: int) -> None:
    chance = random.Random(seed)
    case = play(parallel_round_trip())
    for _ in range(40):
        key = chance.choice(list(case.open))
        case.complete(key, "return" if case.open[key].element == "decide" else None)
        assert case.elements() in (["apply"], ["a", "b"], ["a"], ["b"], ["decide"])
